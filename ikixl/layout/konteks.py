"""What every sheet of a unit workbook is drawn from: katalog, unit, rules, inputs and the numbers computed of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ikixl.aturan import Aturan
from ikixl.bawaan import baca_templat
from ikixl.katalog.acuan import Acuan, unit_acuan
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Indikator, Jabatan, JenisIsian, Katalog, Unit
from ikixl.layout.buku import Isi, JenisMasukan, Kertas, Masukan, Sel
from ikixl.layout.muatan import MUATAN_KOSONG, Muatan
from ikixl.perhitungan import (
    TRIWULAN,
    HitunganIndikator,
    hitung_indikator,
    jenis_target,
    triwulan_diminta,
)

__all__ = ["ISI_DITUTUP", "Konteks", "PengaturanBuku"]

#: Shown in the locked cell of a triwulan that is not open yet.
ISI_DITUTUP = "tutup"


@dataclass(frozen=True, slots=True)
class PengaturanBuku:
    """Settings of the project that show in a unit workbook: paper "F4" or "A4", whom to return it to, by when.

    `logo` is a PNG or JPEG picture in base64 for the letterhead of the IKI sheets, "" for none; as text, because the
    settings are kept as JSON with every issue.
    """

    kertas: str = "F4"
    kirim_ke: str = "sekretaris kecamatan"
    batas_kirim: str = "tanggal yang ditentukan kecamatan"
    logo: str = ""


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

    @property
    def tempat(self) -> tuple[str, ...]:
        """The unit and the instansi that it belongs to by name; one name where the unit is the instansi itself."""
        return tuple(dict.fromkeys((self.unit.nama, self.katalog.instansi.nama)))

    def teks(self, pola: str) -> str:
        """A template text with its placeholders filled in."""
        return pola.format(
            unit=", ".join(self.tempat),
            kaki=" · ".join(reversed(self.tempat)),
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
        self,
        kunci: KunciIsian,
        jenis: JenisMasukan,
        isi: Isi,
        *,
        wajib: bool = False,
        judul: str = "",
        petunjuk: str = "",
        satuan: str = "",
    ) -> Sel:
        """The cell of an input: open, or locked with what was accepted, or closed until its triwulan comes."""
        if self.terbuka(kunci):
            masukan = Masukan(kunci, jenis, judul=judul, petunjuk=petunjuk, wajib=wajib, satuan=satuan)
            return Sel(isi, f"isian_{jenis}", masukan)
        if kunci in self.muatan.tetap:
            return Sel(isi, f"tetap_{jenis}", persen=jenis == "persen")
        return Sel(ISI_DITUTUP, "ditutup")

    def sendiri(self, acuan: Acuan) -> bool:
        """Whether the subordinate figure that an acuan names is reported in this workbook, and here only."""
        # The subordinate may report in a workbook of his own jabatan.
        ada = any(i.kode == acuan.indikator for _, i in self.indikator)
        return ada and unit_acuan(self.katalog, self.unit.kode, acuan) == (self.unit.kode,)

    def terbuka(self, kunci: KunciIsian) -> bool:
        """Whether an input may be typed in (`Muatan.terbuka`)."""
        buka = self._terbuka.get(kunci)
        if buka is None:
            buka = self._terbuka[kunci] = self.muatan.terbuka(kunci)
        return buka

    @cached_property
    def _terbuka(self) -> dict[KunciIsian, bool]:
        return {}

    def punya_sel(self, kunci: KunciIsian) -> bool:
        """Whether an input shows a figure: it may be typed in, or was accepted; otherwise it is closed."""
        return kunci in self.muatan.tetap or self.terbuka(kunci)

    @cached_property
    def awal_berjalan(self) -> int:
        """The triwulan that the workbook is judged by before anything is typed: the one issued for, else the first."""
        diminta = (triwulan_diminta(i.periode)[0] for _, i in self.indikator)
        return self.muatan.triwulan or min(diminta, default=1)

    @cached_property
    def berjalan(self) -> int:
        """The triwulan up to which realisasi is judged: the one issued for, else the last with a number in it."""
        if self.muatan.triwulan:
            return self.muatan.triwulan
        terisi = (t for _, i in self.indikator for t in TRIWULAN if self.jumlah_angka(i.kode, t))
        return max(self.awal_berjalan, *terisi, 0)

    def jumlah_angka(self, indikator: str, triwulan: int) -> int:
        """How many variabel of an indikator have a number typed for this triwulan."""
        return sum(n[triwulan - 1] is not None for n in self.angka(indikator).values())

    def angka(self, indikator: str) -> Mapping[str, tuple[float | None, ...]]:
        """The typed numbers by variabel: with running figures a quarter's own value may be uncomputable."""
        h = self.hitungan[indikator]
        return h.nilai_sd if self.aturan.entri == "sampai_dengan" else h.nilai

    @property
    def awalan_angka(self) -> str:
        """First letter of the helper columns that hold the typed numbers: n1..n4, or s1..s4 for running figures."""
        return "s" if self.aturan.entri == "sampai_dengan" else "n"

    def jenis_target(self, indikator: Indikator) -> JenisIsian:
        """How the target of an indikator is typed."""
        jenis = self._jenis.get(indikator.kode)
        if jenis is None:
            jenis = self._jenis[indikator.kode] = jenis_target(self.katalog, indikator)
        return jenis

    @cached_property
    def _jenis(self) -> dict[str, JenisIsian]:
        return {}

    def gaya_angka(self, indikator: Indikator) -> str:
        """Style of computed figures in the indicator's satuan."""
        return "angka_bulat" if self.jenis_target(indikator) == "bulat" else "angka_desimal"
