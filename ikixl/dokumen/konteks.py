"""What a document is made from: the consolidated figures, up to which triwulan, on which paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ikixl.konsolidasi import Konsolidasi

__all__ = ["KolomTabel", "KonteksDokumen", "ProfilTabel"]


@dataclass(frozen=True, slots=True)
class KonteksDokumen:
    """Source of one document: figures up to `triwulan` (1 to 4) and, where there are any, those of the year before.

    `kertas` is "F4" or "A4". Only indicators of the same code are compared with `tahun_lalu`.
    """

    konsolidasi: Konsolidasi
    triwulan: int
    kertas: str = "F4"
    tahun_lalu: Konsolidasi | None = None

    def lalu(self, indikator: str) -> tuple[float | None, float | None]:
        """(target, capaian) of an indicator at the end of the year before; None where nobody knows.

        The target is in the indicator's satuan, the capaian in percent points.
        """
        hasil = self.tahun_lalu.hasil.get(indikator) if self.tahun_lalu else None
        if hasil is None:
            return None, None
        return hasil.gabungan.target_sd[3], hasil.gabungan.capaian_sd[3].hasil.nilai


class KolomTabel(Protocol):
    """A column as far as a document needs it: title, format, width in characters."""

    @property
    def judul(self) -> str:
        """Title of the column."""
        ...

    @property
    def format(self) -> str:
        """Format of the values: teks, or a kind of number."""
        ...

    @property
    def lebar(self) -> float:
        """Width in characters."""
        ...


class ProfilTabel(Protocol):
    """An export profile as far as a document needs it."""

    @property
    def nama(self) -> str:
        """Name: "iki" and "lkjip" have documents of their own."""
        ...

    @property
    def judul(self) -> str:
        """Title of the document."""
        ...

    @property
    def baris_judul(self) -> tuple[str, ...]:
        """Lines above the table, as they are printed."""
        ...

    @property
    def tanda_tangan(self) -> tuple[str, ...]:
        """What the two who sign beneath the table are, left and right; none where nobody signs."""
        ...

    @property
    def kolom(self) -> tuple[KolomTabel, ...]:
        """The columns in order."""
        ...
