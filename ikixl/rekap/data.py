"""The Data sheet of the rekap: every consolidated row with its lineage; the only constants that formulas stand on.

The rows of one indikator stand together, those of one unit within it too, so that a figure can point at the block
that makes it, and count within the block alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ikixl.katalog.kunci import TARGET, KunciIsian, kunci_target, kunci_variabel
from ikixl.konsolidasi import HasilIndikator
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Sel, Tautan, TautanBerkas, TautanHidup
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.perhitungan import triwulan_diminta
from ikixl.rekap.besar.acuan import tautan_angka, tautan_angka_hidup
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap
from ikixl.rekap.kunci import tautan_sekode

__all__ = [
    "KUNCI",
    "acuan_data",
    "isi_blok",
    "kolom_blok",
    "kunci_baris",
    "susun_data",
    "tautan_blok",
    "tautan_indikator",
]

KUNCI = "data"
_KOLOM = (
    "tahun",
    "instansi",
    "unit",
    "jabatan",
    "indikator",
    "variabel",
    "triwulan",
    "nilai",
    "keadaan",
    "berkas",
    "lembar",
    "sel",
    "sha256",
)


_GAYA = {"nilai": "data_angka", "sha256": "data_potong"}


def kunci_baris(unit: str, kunci: KunciIsian) -> str:
    """Row key of one input of one unit."""
    return f"{unit}|{kunci.kunci}|{kunci.triwulan}"


def acuan_data(unit: str, kunci: KunciIsian) -> Acuan:
    """Reference to the value of one input of one unit."""
    return Acuan(kunci_baris(unit, kunci), "nilai", lembar=KUNCI)


def _blok(ktk: KonteksRekap, indikator: str, unit: str) -> tuple[str, str]:
    """Row keys of the first and the last row of an indikator in a unit, or in all units (GABUNGAN)."""
    hasil = ktk.konsolidasi.hasil[indikator]
    semua = list(hasil.per_unit) if unit == GABUNGAN else [unit]
    pertama = ktk.konsolidasi.katalog.variabel_indikator(indikator)[0].kode
    awal = kunci_variabel(indikator, pertama, triwulan_diminta(hasil.indikator.periode)[0])
    return kunci_baris(semua[0], awal), kunci_baris(semua[-1], kunci_target(indikator, 0))


def kolom_blok(ktk: KonteksRekap, indikator: str, unit: str, kolom: str) -> Acuan:
    """A column of Data over the rows of an indikator in a unit, or in all units (GABUNGAN)."""
    awal, akhir = _blok(ktk, indikator, unit)
    return Acuan(awal, kolom, akhir, kolom, KUNCI)


def tautan_blok(ktk: KonteksRekap, indikator: str, unit: str, teks: str = "") -> Tautan:
    """A link that selects the rows of Data which make a figure."""
    if ktk.besar:
        return tautan_angka(ktk, indikator, teks)
    awal, akhir = _blok(ktk, indikator, unit)
    return Tautan(teks, KUNCI, awal, "unit", akhir, "sel")


def tautan_indikator(ktk: KonteksRekap, posisi: Acuan, kode: Acuan) -> TautanHidup:
    """The same for the indikator that a formula found: `posisi` says where its code stands in the column `kode`."""
    if ktk.besar:
        return tautan_angka_hidup(ktk, posisi, kode)
    hasil = list(ktk.konsolidasi.hasil)
    awal, akhir = _blok(ktk, hasil[0], GABUNGAN)[0], _blok(ktk, hasil[-1], GABUNGAN)[1]
    return tautan_sekode(Acuan(awal, "indikator", akhir, "indikator", KUNCI), "unit", "sel", posisi, kode)


def isi_blok(ktk: KonteksRekap, hasil: HasilIndikator) -> Iterator[tuple[str, KunciIsian]]:
    """(variabel or "target", key) of every row of an indikator in each of its units, in order."""
    diminta = triwulan_diminta(hasil.indikator.periode)
    for v in ktk.konsolidasi.katalog.variabel_indikator(hasil.indikator.kode):
        for t in diminta:
            yield v.kode, kunci_variabel(hasil.indikator.kode, v.kode, t)
    for t in (*diminta, 0):
        yield TARGET, kunci_target(hasil.indikator.kode, t)


def susun_data(ktk: KonteksRekap) -> Lembar:
    """The Data sheet, filterable; one row per input that is asked for, filled or not."""
    templat = ktk.templat["data"]
    kolom = tuple(Kolom(k, w) for k, w in zip(_KOLOM, templat["lebar"], strict=True))
    baris, gabung = baris_penuh(
        [("judul", templat["judul"], "judul_kiri", 14), ("keterangan", templat["keterangan"], "keterangan", 10)],
        kolom[:10],
    )
    baris.append(baris_kepala(kolom, templat["kepala"]))
    for hasil in ktk.konsolidasi.hasil.values():
        for unit in hasil.per_unit:
            baris += [_baris(ktk, hasil, unit, v, kunci) for v, kunci in isi_blok(ktk, hasil)]
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["data"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        beku=(baris[3].kunci, "triwulan"),
        saring=Rentang("kepala", "tahun", baris[-1].kunci, "sha256"),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["dasar"],
    )


def _baris(ktk: KonteksRekap, hasil: HasilIndikator, unit: str, variabel: str, kunci: KunciIsian) -> Baris:
    instansi = ktk.konsolidasi.katalog.instansi
    asal = ktk.konsolidasi.asal(unit, kunci)
    nilai = asal.nilai if isinstance(asal.nilai, float | int) else None
    isi: tuple[float | str | None, ...] = (
        instansi.tahun,
        instansi.kode_wilayah,
        unit,
        hasil.indikator.jabatan,
        hasil.indikator.kode,
        variabel,
        kunci.triwulan,
        nilai,
        asal.keadaan,
        ktk.nama_berkas.get(asal.sha256, ""),
        asal.lembar,
        asal.sel,
        asal.sha256,
    )
    sel = {k: Sel(n, _GAYA.get(k, "data_teks")) for k, n in zip(_KOLOM, isi, strict=True)}
    arsip = ktk.arsip.get(asal.sha256, "")
    if arsip and asal.sel:
        # The cell's address is the link: the name of the file is what people filter by.
        sel["sel"] = Sel(TautanBerkas(asal.sel, arsip, asal.lembar, asal.sel), "data_tautan")
    return Baris(kunci_baris(unit, kunci), sel)
