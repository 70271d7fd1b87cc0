"""What was read of one file on its way from the process that read it: of few objects, however many its inputs.

Hundreds of small objects a file take longer to travel between processes than the file takes to be archived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

from ikixl.katalog.kunci import KunciIsian
from ikixl.ledger.catatan import NilaiIsian
from ikixl.penerimaan.pemeriksaan import HasilPeriksa
from ikixl.reader.isian import IsianTerbaca

__all__ = ["KolomIsian", "Terbaca"]


@dataclass(frozen=True, slots=True)
class KolomIsian:
    """Inputs as columns: kunci, triwulan and the rest of IsianTerbaca; iterating makes the inputs anew."""

    kolom: tuple[tuple[Any, ...], ...] = ()

    @classmethod
    def dari(cls, isian: Iterable[IsianTerbaca]) -> Self:
        """The columns of inputs."""
        return cls(tuple(zip(*((*i.kunci, *i[1:]) for i in isian), strict=True)))

    def __iter__(self) -> Iterator[IsianTerbaca]:
        for kunci, triwulan, nilai, keadaan, lembar, sel in self.baris():
            yield IsianTerbaca(KunciIsian(kunci, triwulan), nilai, keadaan, lembar, sel)

    def baris(self) -> Iterator[NilaiIsian]:
        """The inputs as the ledger takes them."""
        return zip(*self.kolom, strict=True)


@dataclass(frozen=True, slots=True)
class Terbaca:
    """What was read of one file: its result without the inputs, and these."""

    hasil: HasilPeriksa
    isian: KolomIsian = KolomIsian()
    dikosongkan: KolomIsian = KolomIsian()

    @classmethod
    def dari(cls, hasil: HasilPeriksa) -> Self:
        """A result taken apart."""
        kosong = replace(hasil, isian=(), dikosongkan=())
        return cls(kosong, KolomIsian.dari(hasil.isian), KolomIsian.dari(hasil.dikosongkan))

    def lengkapi(self, hasil: HasilPeriksa) -> HasilPeriksa:
        """What became of `hasil`, with the inputs again."""
        return replace(hasil, isian=tuple(self.isian), dikosongkan=tuple(self.dikosongkan))
