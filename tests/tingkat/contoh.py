"""Rekap of small kecamatan as files, for tests of levels."""

from __future__ import annotations

from dataclasses import replace

from ikixl.aturan import Aturan
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Katalog
from ikixl.konsolidasi import Konsolidasi, NilaiAsal
from ikixl.layout.unit import target_awal
from ikixl.rekap import KonteksRekap, susun_buku_rekap
from ikixl.writer import tulis_buku
from tests.contoh_kecil import isi_kelurahan, katalog_kecil

__all__ = ["BENAR", "DUA", "SATU", "kecamatan", "konsolidasi", "rekap_kecamatan"]

#: Inputs by unit: names like LURAH_01__selesai__1 (indikator, variabel, triwulan).
Isian = dict[str, dict[str, float | str]]

#: Two kelurahan that returned, of three.
SATU: Isian = {
    "1001": {
        "LURAH_01__selesai__1": 8,
        "LURAH_01__masuk__1": 10,
        "LURAH_01__selesai__2": 18,
        "LURAH_01__masuk__2": 20,
        "LURAH_02__n__2": 6,
        "SEKLUR_01__p__1": 57,
        "SEKLUR_01__p__2": 85,
    },
    "1002": {"LURAH_02__n__2": 30, "SEKLUR_01__p__1": 90, "SEKLUR_01__p__2": 95},
}
#: One kelurahan of another kecamatan.
DUA: Isian = {
    "1001": {
        "LURAH_01__selesai__1": 30,
        "LURAH_01__masuk__1": 40,
        "LURAH_01__selesai__2": 6,
        "LURAH_01__masuk__2": 10,
        "LURAH_02__n__2": 4,
        "SEKLUR_01__p__1": 60,
        "SEKLUR_01__p__2": 60,
    }
}
#: What both come to, reckoned by hand: realisasi of LURAH.01 of and up to triwulan II, target and units.
BENAR = {
    # (18 + 6) / (20 + 10), (8 + 18 + 30 + 6) / (10 + 20 + 40 + 10): sums over units, then the ratio.
    "rasio": (80.0, 77.5),
    # 57, 90 and 60 in triwulan I, 85, 95 and 60 in II: the mean of three kelurahan, not of two kecamatan.
    "rata": (69.0, 80.0),
    # 6 + 30 + 4 against three targets of 10: 2T - R over T.
    "minimal": (40.0, 30.0, (60 - 40) / 30 * 100),
}


def kecamatan(kode: str, nama: str, katalog: Katalog | None = None) -> Katalog:
    """The small katalog as that of another kecamatan."""
    asal = katalog or katalog_kecil()
    return replace(asal, instansi=asal.instansi.model_copy(update={"kode_wilayah": kode, "nama": nama}))


def konsolidasi(katalog: Katalog, isian: Isian, aturan: Aturan | None = None) -> Konsolidasi:
    """Inputs of some units under the katalog's own targets."""
    semua: dict[str, dict[KunciIsian, NilaiAsal]] = {}
    for unit, nilai in isian.items():
        isi = target_awal(katalog, unit) | isi_kelurahan(**nilai)
        semua[unit] = {k: NilaiAsal(n, "isi", f"sha-{unit}", "Realisasi", "H5") for k, n in isi.items()}
    return Konsolidasi(katalog, aturan or Aturan(), semua)


def rekap_kecamatan(katalog: Katalog, isian: Isian, triwulan: int = 2, aturan: Aturan | None = None) -> bytes:
    """The rekap of a kecamatan as the bytes of its file."""
    return tulis_buku(susun_buku_rekap(KonteksRekap(konsolidasi(katalog, isian, aturan), triwulan)))
