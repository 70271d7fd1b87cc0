"""What every sheet of the rekap is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ikixl.bawaan import baca_templat
from ikixl.katalog.model import Unit
from ikixl.konsolidasi import Konsolidasi
from ikixl.layout.buku import Kertas
from ikixl.temuan import Temuan

__all__ = ["GABUNGAN", "BarisStatus", "KonteksRekap"]

#: Stands for "all units together" in row keys, where a unit's code stands otherwise.
GABUNGAN = "*"


@dataclass(frozen=True, slots=True)
class BarisStatus:
    """How one unit stands: state in words, serial of its last issue, receipt, file, completeness per triwulan
    ("12/14"), number of temuan by level.
    """

    unit: str
    keadaan: str
    seri: str = ""
    diterima: str = ""
    berkas: str = ""
    lengkap: tuple[str, str, str, str] = ("", "", "", "")
    galat: int = 0
    peringatan: int = 0


@dataclass(frozen=True)
class KonteksRekap:
    """Source of one rekap workbook up to `triwulan`; `nama_berkas` maps SHA-256 to the received file's name."""

    konsolidasi: Konsolidasi
    triwulan: int
    status: tuple[BarisStatus, ...] = ()
    temuan: tuple[Temuan, ...] = ()
    nama_berkas: Mapping[str, str] = field(default_factory=dict)
    kertas_nama: str = "F4"

    @property
    def templat(self) -> Mapping[str, Any]:
        """Texts and widths of workbook_templates/rekap.toml."""
        return baca_templat("rekap")

    @property
    def unit(self) -> tuple[Unit, ...]:
        """All units, in the katalog's order."""
        return self.konsolidasi.katalog.unit

    def teks(self, pola: str) -> str:
        """A template text with its placeholders filled in."""
        instansi = self.konsolidasi.katalog.instansi
        return pola.format(
            instansi=instansi.nama,
            kabupaten_kota=instansi.kabupaten_kota,
            tahun=instansi.tahun,
            romawi=baca_templat("unit")["satuan_waktu"]["romawi"][self.triwulan - 1],
            n=len(self.unit),
        )

    def kertas(self, ulang_awal: str = "", ulang_akhir: str = "", tinggi_halaman: int = 0) -> Kertas:
        """Landscape on the project's paper."""
        instansi = self.konsolidasi.katalog.instansi
        return Kertas(
            ukuran=baca_templat("unit")["kertas"][self.kertas_nama],
            ulang_awal=ulang_awal,
            ulang_akhir=ulang_akhir,
            kaki=f"Rekap {instansi.nama} · Tahun {instansi.tahun}",
            tinggi_halaman=tinggi_halaman,
        )
