"""The rows of an export: what one row stands for, by the kind that the profile asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ikixl.ekspor.kode import TabelKode
from ikixl.katalog.model import Variabel
from ikixl.konsolidasi import HasilIndikator, Konsolidasi

__all__ = ["BahanEkspor", "BarisEkspor", "susun_baris"]


# Letters of an indikator's name that a message quotes.
_PANJANG_NAMA = 50


@dataclass(frozen=True, slots=True)
class BahanEkspor:
    """What all rows are made from: figures up to `triwulan` (1 to 4), those of the year before, the table of codes.

    `ditahan` are the units whose held returns are in none of the figures.
    """

    konsolidasi: Konsolidasi
    triwulan: int
    tahun_lalu: Konsolidasi | None = None
    kode: TabelKode | None = None
    ditahan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BarisEkspor:
    """One row: its number from 1 and its indikator over its units; `unit` "" where all units are combined.

    `variabel` is set where each variabel has a row of its own.
    """

    nomor: int
    hasil: HasilIndikator
    bahan: BahanEkspor = field(repr=False)
    unit: str = ""
    variabel: Variabel | None = None

    @property
    def konsolidasi(self) -> Konsolidasi:
        """The figures that the row is taken from."""
        return self.bahan.konsolidasi

    @property
    def triwulan(self) -> int:
        """Up to which triwulan."""
        return self.bahan.triwulan

    @property
    def kode(self) -> str:
        """Code of the indikator."""
        return self.hasil.indikator.kode

    @property
    def sebutan(self) -> str:
        """How a message names the row: code, unit or variabel where there are several rows of a code, and name."""
        lain = self.unit or (self.variabel.kode if self.variabel else "")
        nama = " ".join(self.hasil.indikator.nama.replace(":", " ").split())
        nama = nama if len(nama) <= _PANJANG_NAMA else f"{nama[: _PANJANG_NAMA - 1]}…"
        return f"{self.kode} ({lain}) {nama}" if lain else f"{self.kode} {nama}"


def susun_baris(jenis: str, bahan: BahanEkspor) -> Iterator[BarisEkspor]:
    """The rows in the katalog's order, one for each "indikator", "indikator_unit" (in each unit) or "variabel"."""
    k = bahan.konsolidasi
    nomor = 0
    for hasil in k.hasil.values():
        kode = hasil.indikator.kode
        pasangan: list[tuple[HasilIndikator, str, Variabel | None]]
        if jenis == "indikator_unit":
            pasangan = [(k.hasil_atas(kode, [u]), u, None) for u in hasil.per_unit]
        elif jenis == "variabel":
            pasangan = [(hasil, "", v) for v in k.katalog.variabel_indikator(kode)]
        else:
            pasangan = [(hasil, "", None)]
        for satu, unit, variabel in pasangan:
            nomor += 1
            yield BarisEkspor(nomor, satu, bahan, unit, variabel)
