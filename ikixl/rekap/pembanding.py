"""What the rekap of this year is compared with: the figures of another year, indikator by indikator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ikixl.temuan import Temuan

__all__ = ["AngkaLalu", "EmpatAngka", "Pembanding", "RataLalu"]

#: Figures up to triwulan I to IV; None where there is none.
EmpatAngka = tuple[float | None, float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class AngkaLalu:
    """One indikator of the other year, consolidated, up to each triwulan.

    `target` and `realisasi` are in `satuan` (percent points for "%"), `capaian` raw, in percent points. `ikut` counts
    the units in each figure, `unit` those that held the indikator.
    """

    nama: str
    satuan: str
    target: EmpatAngka
    realisasi: EmpatAngka
    capaian: EmpatAngka
    ikut: tuple[int, int, int, int]
    unit: int

    def dasar(self, triwulan: int) -> str:
        """On how much the figure rests: "5 dari 6 unit", "lengkap", "belum lengkap"."""
        ikut = self.ikut[triwulan - 1]
        if self.unit > 1:
            return f"{ikut} dari {self.unit} unit"
        return "lengkap" if ikut else "belum lengkap"


@dataclass(frozen=True, slots=True)
class RataLalu:
    """Mean capaian of a unit or the instansi up to each triwulan (percent points), over `ikut` of `semua` indikator."""

    capaian: EmpatAngka
    ikut: tuple[int, int, int, int]
    semua: int

    def dasar(self, triwulan: int) -> str:
        """On how much the mean rests: "14 dari 16 indikator"."""
        return f"{self.ikut[triwulan - 1]} dari {self.semua} indikator"


@dataclass(frozen=True)
class Pembanding:
    """Figures of the year `tahun`, from `sumber` (as it is shown to people).

    `indikator` by code; `rata` are the weighted means by unit code, or GABUNGAN for the instansi.
    `temuan` is what was found in the source.
    """

    tahun: int
    sumber: str
    indikator: Mapping[str, AngkaLalu]
    rata: Mapping[str, RataLalu] = field(default_factory=dict)
    temuan: tuple[Temuan, ...] = ()
