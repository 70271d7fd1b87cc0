"""What every sheet of a unit workbook is drawn from: katalog, unit, rules, inputs and the numbers computed of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ikixl.aturan import Aturan
from ikixl.bawaan import baca_templat
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Indikator, Jabatan, JenisIsian, Katalog, Unit
from ikixl.layout.buku import Isi, JenisMasukan, Kertas, Masukan, Sel
from ikixl.layout.muatan import MUATAN_KOSONG, Muatan
from ikixl.perhitungan import (
    HitunganIndikator,
    hitung_indikator,
    jenis_target,
    triwulan_diminta,
)

__all__ = ["Konteks", "PengaturanBuku"]


@dataclass(frozen=True, slots=True)
class PengaturanBuku:
    """Settings of the project that show in a unit workbook: paper "F4" or "A4", whom to return it to, by when."""

    kertas: str = "F4"
    kirim_ke: str = "sekretaris kecamatan"
    batas_kirim: str = "tanggal yang ditentukan kecamatan"


@dataclass(frozen=True)
class Konteks:
    """Source of one unit workbook.

    `isian` holds data values (percent points; 1/0 for centang; texts), those that `muatan` carries included.
    """

    katalog: Katalog
    unit: Unit
    aturan: Aturan
    isian: Mapping[KunciIsian, float | str] = field(default_factory=dict)
    pengaturan: PengaturanBuku = field(default_factory=PengaturanBuku)
    muatan: Muatan = MUATAN_KOSONG

    @property
    def templat(self) -> Mapping[str, Any]:
        """Texts, widths and paper of workbook_templates/unit.toml."""
        return baca_templat("unit")

    @cached_property
    def jabatan(self) -> tuple[Jabatan, ...]:
        """The jabatan that the workbook is for, in the decree's order: one, or all that are held in the unit."""
        semua = self.katalog.jabatan_unit(self.unit.kode)
        return tuple(j for j in semua if self.muatan.jabatan in ("", j.kode))

    @cached_property
    def indikator(self) -> tuple[tuple[Jabatan, Indikator], ...]:
        """Every indikator of the workbook with its jabatan, in the decree's order."""
        return tuple((j, i) for j in self.jabatan for i in self.katalog.indikator_jabatan(j.kode))

    @cached_property
    def hitungan(self) -> dict[str, HitunganIndikator]:
        """The numbers of every indikator of the unit, by code."""
        return {i.kode: hitung_indikator(self.katalog, i, self.isian, self.aturan) for _, i in self.indikator}

    def teks(self, pola: str) -> str:
        """A template text with its placeholders filled in."""
        return pola.format(
            unit=self.unit.nama,
            instansi=self.katalog.instansi.nama,
            tahun=self.katalog.instansi.tahun,
            kirim_ke=self.pengaturan.kirim_ke,
            batas_kirim=self.pengaturan.batas_kirim,
        )

    def kertas(self, ulang_awal: str = "", ulang_akhir: str = "", tinggi_halaman: int = 0) -> Kertas:
        """Landscape on the project's paper, with the unit in the footer."""
        templat = self.templat["kertas"]
        return Kertas(
            ukuran=templat[self.pengaturan.kertas],
            ulang_awal=ulang_awal,
            ulang_akhir=ulang_akhir,
            kaki=self.teks(templat["kaki"]),
            tinggi_halaman=tinggi_halaman,
        )

    def diminta(self, indikator: Indikator, triwulan: int) -> bool:
        """Whether the indicator is reported in this triwulan."""
        return triwulan in triwulan_diminta(indikator.periode)

    def sel_isian(
        self, kunci: KunciIsian, jenis: JenisMasukan, isi: Isi, *, wajib: bool = False, judul: str = ""
    ) -> Sel:
        """The cell of an input: open, or locked with what was accepted, or closed until its triwulan comes."""
        if self.muatan.terbuka(kunci):
            return Sel(isi, f"isian_{jenis}", Masukan(kunci, jenis, judul=judul, wajib=wajib))
        if kunci in self.muatan.tetap:
            return Sel(isi, f"tetap_{jenis}", persen=jenis == "persen")
        return Sel(None, "ditutup")

    def jenis_target(self, indikator: Indikator) -> JenisIsian:
        """How the target of an indikator is typed."""
        return jenis_target(self.katalog, indikator)

    def gaya_angka(self, indikator: Indikator) -> str:
        """Style of computed figures in the indicator's satuan."""
        return "angka_bulat" if self.jenis_target(indikator) == "bulat" else "angka_desimal"
