"""The Data sheet of the rekap: every consolidated row with its lineage; the only constants that formulas stand on."""

from __future__ import annotations

from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Sel
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.rekap.konteks import KonteksRekap

__all__ = ["KUNCI", "acuan_data", "kunci_baris", "susun_data"]

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


def susun_data(ktk: KonteksRekap) -> Lembar:
    """The Data sheet, filterable; one row per input that is asked for, filled or not."""
    templat = ktk.templat["data"]
    kolom = tuple(Kolom(k, w) for k, w in zip(_KOLOM, templat["lebar"], strict=True))
    baris, gabung = baris_penuh(
        [("judul", templat["judul"], "judul_kiri", 14), ("keterangan", templat["keterangan"], "keterangan", 10)],
        kolom[:10],
    )
    baris.append(baris_kepala(kolom, templat["kepala"]))
    instansi = ktk.konsolidasi.katalog.instansi
    for unit, jabatan, indikator, variabel, kunci in ktk.konsolidasi.kunci_baris():
        asal = ktk.konsolidasi.asal(unit, kunci)
        nilai = asal.nilai if isinstance(asal.nilai, float | int) else None
        isi: tuple[float | str | None, ...] = (
            instansi.tahun,
            instansi.kode_wilayah,
            unit,
            jabatan,
            indikator,
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
        baris.append(Baris(kunci_baris(unit, kunci), sel))
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
