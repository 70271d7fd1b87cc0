"""What every sheet of the rekap is drawn from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ikixl.aturan import batasi, predikat, predikat_atas
from ikixl.bawaan import baca_templat
from ikixl.kaskade import Banding
from ikixl.katalog.kunci import TARGET
from ikixl.katalog.model import Unit
from ikixl.konsolidasi import HasilIndikator, Konsolidasi, bobot
from ikixl.layout.buku import Baris, Kertas, Kolom
from ikixl.layout.halaman import bagi_tabel, kertas_terbagi, skala_lebar
from ikixl.rekap.kunci import GABUNGAN
from ikixl.rekap.pembanding import Pembanding
from ikixl.rekap.urutan import Urutan, urutkan
from ikixl.temuan import Temuan

__all__ = ["GABUNGAN", "BarisStatus", "Kelengkapan", "KonteksRekap"]


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
    that the rekap is written to. `banding` are the figures of superiors beside their subordinates', `pembanding` those
    of another year.
    """

    konsolidasi: Konsolidasi
    triwulan: int
    status: tuple[BarisStatus, ...] = ()
    temuan: tuple[Temuan, ...] = ()
    nama_berkas: Mapping[str, str] = field(default_factory=dict)
    kertas_nama: str = "F4"
    arsip: Mapping[str, str] = field(default_factory=dict)
    banding: tuple[Banding, ...] = ()
    pembanding: Pembanding | None = None

    @property
    def templat(self) -> Mapping[str, Any]:
        """Texts and widths of workbook_templates/rekap.toml."""
        return baca_templat("rekap")

    @property
    def unit(self) -> tuple[Unit, ...]:
        """All units, in the katalog's order."""
        return self.konsolidasi.katalog.unit

    @cached_property
    def nomor_unit(self) -> dict[str, int]:
        """Position of each unit in `unit`, from 0, by its code."""
        return {u.kode: nomor for nomor, u in enumerate(self.unit)}

    @property
    def besar(self) -> bool:
        """Whether the details stand in files beside the workbook (ikixl.rekap.besar)."""
        return False

    def teks_besar(self, nama: str) -> str:
        """What a large rekap says in the place of a text that is not true of it."""
        teks: str = baca_templat("rekap_besar")["ganti"][nama]
        return teks

    @property
    def teks_sebelah(self) -> str:
        """What Ringkasan says of the files beside the workbook, "" where there are none."""
        return ""

    @property
    def keterangan_temuan(self) -> str:
        """What stands above the list of temuan, "" where it holds all of them."""
        return ""

    def banyak_isian(self, h: HasilIndikator, kode: str) -> tuple[int, int]:
        """(filled, all) inputs of a variabel or the target so far, where Data does not hold them."""
        raise NotImplementedError

    def milik_rinci(self, unit: str) -> list[HasilIndikator]:
        """The indikator of a unit that have a row of their own in the details."""
        return [self.konsolidasi.hasil[i.kode] for i in self.konsolidasi.katalog.indikator_unit(unit)]

    @property
    def unit_rinci(self) -> Sequence[Unit]:
        """The units that have a section of their own in the details."""
        return self.unit

    @cached_property
    def status_unit(self) -> dict[str, str]:
        """The state of each unit in words, by its code."""
        return {s.unit: s.keadaan for s in self.status}

    @cached_property
    def ganda(self) -> tuple[HasilIndikator, ...]:
        """The indikator that more than one unit holds, in order."""
        return tuple(h for h in self.konsolidasi.hasil.values() if not h.tunggal)

    @cached_property
    def hasil_urut(self) -> dict[str, HasilIndikator]:
        """Every indikator by code, in the order of the rows that stand for them in the details."""
        hasil = self.konsolidasi.hasil
        milik = (hasil[i.kode] for u in self.unit for i in self.konsolidasi.katalog.indikator_unit(u.kode))
        return {h.indikator.kode: h for h in (*(h for h in milik if h.tunggal), *self.ganda)}

    @cached_property
    def nomor_urut(self) -> dict[str, int]:
        """Position of each indikator in `hasil_urut`, from 0."""
        return {kode: nomor for nomor, kode in enumerate(self.hasil_urut)}

    @cached_property
    def terbaik(self) -> Urutan:
        """Ranks of `hasil_urut` by raw capaian up to the rekap's triwulan, the best first."""
        return urutkan(self._capaian_kini)

    @cached_property
    def terburuk(self) -> Urutan:
        """The same, the worst first."""
        return urutkan(self._capaian_kini, menaik=True)

    @property
    def _capaian_kini(self) -> list[float | None]:
        return [h.gabungan.capaian_sd[self.triwulan - 1].hasil.nilai for h in self.hasil_urut.values()]

    def predikat(self, h: HasilIndikator) -> str:
        """The predikat of an indikator up to the rekap's triwulan, "" where it has no figure."""
        skala, t = h.indikator.skala, self.triwulan - 1
        if predikat_atas(skala) == "realisasi":
            indeks = h.gabungan.realisasi_sd[t].nilai
            return "" if indeks is None else predikat(indeks, skala)
        nilai, aturan = h.gabungan.capaian_sd[t].hasil.nilai, self.konsolidasi.aturan
        return "" if nilai is None else predikat(batasi(nilai, aturan), skala or aturan.skala)

    def dasar_unit(self, unit: str) -> str:
        """How many of a unit's indikator have a figure up to the rekap's triwulan and stand in its mean."""
        milik = self.konsolidasi.katalog.indikator_unit(unit)
        per_unit = ((i, self.konsolidasi.hasil[i.kode].per_unit[unit]) for i in milik if bobot(i) > 0)
        ada = sum(h.capaian_sd[self.triwulan - 1].hasil.nilai is not None for _, h in per_unit)
        return f"{ada} dari {len(milik)} indikator"

    @property
    def dasar_instansi(self) -> str:
        """How many of all indikator have a figure up to the rekap's triwulan and stand in the instansi's mean."""
        semua = self.konsolidasi.hasil.values()
        ada = [h for h in semua if h.gabungan.capaian_sd[self.triwulan - 1].hasil.nilai is not None]
        return f"{sum(bobot(h.indikator) > 0 for h in ada)} dari {len(semua)} indikator"

    @property
    def ada_renstra(self) -> bool:
        """Whether the katalog has any target akhir Renstra."""
        return any(t.renstra is not None for t in self.konsolidasi.katalog.target)

    def catatan(self, h: HasilIndikator, kolom: Sequence[str]) -> str:
        """What units noted on an indikator in some columns of Catatan, with the unit's name where several hold it."""
        bagian = []
        for unit in h.per_unit:
            isi = (self.konsolidasi.catatan(unit, h.indikator.kode, k).strip() for k in kolom)
            teks = "; ".join(t for t in isi if t)
            if teks:
                bagian.append(teks if h.tunggal else f"{self.konsolidasi.katalog.cari_unit(unit).nama}: {teks}")
        return potong_teks("; ".join(bagian))

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

    @property
    def romawi(self) -> Sequence[str]:
        """The names of the four triwulan."""
        nama: Sequence[str] = baca_templat("unit")["satuan_waktu"]["romawi"]
        return nama

    def teks(self, pola: str) -> str:
        """A template text with its placeholders filled in."""
        instansi = self.konsolidasi.katalog.instansi
        return pola.format(
            instansi=instansi.nama,
            kabupaten_kota=instansi.kabupaten_kota,
            tahun=instansi.tahun,
            romawi=self.romawi[self.triwulan - 1],
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

    def kertas_terbagi(
        self,
        kolom: Sequence[Kolom],
        baris: Sequence[Baris],
        pita: Collection[str],
        ulang: str = "",
        awal: Collection[str] = (),
    ) -> Kertas:
        """The same with pages of our own: the rows `pita` (titles of groups) never stand last on one.

        The rows `awal` start a page, unless all fits on one.
        """
        dasar = self.kertas(ulang)
        skala = skala_lebar(kolom, dasar.ukuran)
        pisah = bagi_tabel(baris, skala, dasar.ukuran, ulang=(ulang,) if ulang else (), pita=pita, awal=awal)
        return kertas_terbagi(dasar, skala, pisah)


def potong_teks(teks: str, paling: int = 2_000) -> str:
    """A text that a cell shows whole; what is longer ends in "…"."""
    return teks if len(teks) <= paling else teks[: paling - 1].rstrip() + "…"


def _empat(isi: list[int]) -> tuple[int, int, int, int]:
    return isi[0], isi[1], isi[2], isi[3]
