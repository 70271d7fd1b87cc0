"""What every sheet of the rekap is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ikixl.bawaan import baca_templat
from ikixl.kaskade import Banding
from ikixl.katalog.kunci import TARGET
from ikixl.katalog.model import Unit
from ikixl.konsolidasi import HasilIndikator, Konsolidasi
from ikixl.layout.buku import Kertas
from ikixl.temuan import Temuan

__all__ = ["GABUNGAN", "BarisStatus", "Kelengkapan", "KonteksRekap"]

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


@dataclass(frozen=True, slots=True)
class Kelengkapan:
    """Realisasi inputs of an indikator in a unit: filled and asked up to each of the four triwulan."""

    terisi: tuple[int, int, int, int]
    diminta: tuple[int, int, int, int]


@dataclass(frozen=True)
class KonteksRekap:
    """Source of one rekap workbook up to `triwulan`.

    `nama_berkas` maps SHA-256 to the received file's name, `arsip` to the archived file's path relative to the folder
    that the rekap is written to. `banding` are the figures of superiors beside their subordinates'.
    """

    konsolidasi: Konsolidasi
    triwulan: int
    status: tuple[BarisStatus, ...] = ()
    temuan: tuple[Temuan, ...] = ()
    nama_berkas: Mapping[str, str] = field(default_factory=dict)
    kertas_nama: str = "F4"
    arsip: Mapping[str, str] = field(default_factory=dict)
    banding: tuple[Banding, ...] = ()

    @property
    def templat(self) -> Mapping[str, Any]:
        """Texts and widths of workbook_templates/rekap.toml."""
        return baca_templat("rekap")

    @property
    def unit(self) -> tuple[Unit, ...]:
        """All units, in the katalog's order."""
        return self.konsolidasi.katalog.unit

    @cached_property
    def ganda(self) -> tuple[HasilIndikator, ...]:
        """The indikator that more than one unit holds, in order."""
        return tuple(h for h in self.konsolidasi.hasil.values() if not h.tunggal)

    @cached_property
    def kelengkapan(self) -> dict[tuple[str, str], Kelengkapan]:
        """By (indikator, unit)."""
        terisi: dict[tuple[str, str], list[int]] = {}
        diminta: dict[tuple[str, str], list[int]] = {}
        for unit, _, indikator, variabel, kunci in self.konsolidasi.kunci_baris():
            if variabel == TARGET:
                continue
            isi = int(self.konsolidasi.asal(unit, kunci).keadaan == "isi")
            for daftar, satu in ((terisi, isi), (diminta, 1)):
                jumlah = daftar.setdefault((indikator, unit), [0, 0, 0, 0])
                for t in range(kunci.triwulan, 5):
                    jumlah[t - 1] += satu
        return {k: Kelengkapan(_empat(terisi[k]), _empat(diminta[k])) for k in diminta}

    @cached_property
    def kelengkapan_unit(self) -> dict[str, Kelengkapan]:
        """The same over all indikator of each unit, by unit code."""
        hasil = {}
        for u in self.unit:
            milik = [self.kelengkapan[i.kode, u.kode] for i in self.konsolidasi.katalog.indikator_unit(u.kode)]
            terisi, diminta = ([sum(getattr(k, n)[t] for k in milik) for t in range(4)] for n in ("terisi", "diminta"))
            hasil[u.kode] = Kelengkapan(_empat(terisi), _empat(diminta))
        return hasil

    @cached_property
    def bertaut(self) -> bool:
        """Whether single figures are links: a sheet holds 65,530 links, and many make a workbook slow to open."""
        return len(self.kelengkapan) <= 5_000

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


def _empat(isi: list[int]) -> tuple[int, int, int, int]:
    return isi[0], isi[1], isi[2], isi[3]
