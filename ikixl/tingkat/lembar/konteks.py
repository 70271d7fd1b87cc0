"""What every sheet of a level's rekap is drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ikixl.bawaan import baca_templat
from ikixl.layout.buku import Kertas
from ikixl.temuan import Temuan
from ikixl.tingkat.model import IndikatorTingkat, Tingkat

__all__ = ["DATA", "GABUNGAN", "KonteksTingkat", "kunci_baris", "kunci_lembar"]

#: Sheet key of Data.
DATA = "data"
#: Stands for "all members together" in row keys.
GABUNGAN = "*"


@dataclass(frozen=True)
class KonteksTingkat:
    """Source of the rekap workbook of a level up to `triwulan`.

    `arsip` maps SHA-256 to the archived file's path relative to the folder that the rekap is written to.
    """

    tingkat: Tingkat
    triwulan: int
    temuan: tuple[Temuan, ...] = ()
    arsip: Mapping[str, str] = field(default_factory=dict)
    kertas_nama: str = "F4"

    @property
    def templat(self) -> Mapping[str, Any]:
        """Texts and widths of workbook_templates/tingkat.toml."""
        return baca_templat("tingkat")

    @property
    def romawi(self) -> Sequence[str]:
        """The names of the four triwulan."""
        nama: Sequence[str] = baca_templat("unit")["satuan_waktu"]["romawi"]
        return nama

    def teks(self, pola: str) -> str:
        """A template text with its placeholders filled in."""
        t = self.tingkat
        return pola.format(
            nama=t.nama, tahun=t.sebut_tahun, n=len(t.anggota), unit=t.semua, romawi=self.romawi[self.triwulan - 1]
        )

    def kertas(self, ulang_awal: str = "", ulang_akhir: str = "") -> Kertas:
        """Landscape on the project's paper."""
        return Kertas(
            ukuran=baca_templat("unit")["kertas"][self.kertas_nama],
            ulang_awal=ulang_awal,
            ulang_akhir=ulang_akhir,
            kaki=f"Rekap gabungan {self.tingkat.nama} · Tahun {self.tingkat.sebut_tahun}",
        )


def kunci_baris(indikator: IndikatorTingkat, anggota: str) -> str:
    """Row key of an indikator in a member, or GABUNGAN."""
    return f"{indikator.kunci}@{anggota}"


def kunci_lembar(lingkup: str) -> str:
    """Sheet key of the details of each triwulan ("tw") or up to each ("sd")."""
    return f"rincian:{lingkup}"
