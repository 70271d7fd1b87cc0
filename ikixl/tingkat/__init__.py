"""Levels: the rekap of several instansi consolidated into one workbook, and those again.

baca_anggota(data, sumber) -> the Anggota in a rekap file, read with guards and recomputed, and every temuan on it
baca_rekap(data, nama) -> what the rekap of one instansi comes to, computed anew, and every temuan on it
Tingkat(nama, tahun, aturan, anggota) -> what they consolidate to
susun_buku_tingkat(KonteksTingkat(tingkat, triwulan)) -> its rekap as a Buku, which is an input one level up again
"""

from __future__ import annotations

from ikixl.tingkat.baca import baca_anggota, baca_rekap
from ikixl.tingkat.berkas import RekapDitolakError
from ikixl.tingkat.lembar.buku import susun_buku_tingkat
from ikixl.tingkat.lembar.daftar import sebut_aturan
from ikixl.tingkat.lembar.konteks import KonteksTingkat
from ikixl.tingkat.model import Anggota, Sumber, Tingkat, aturan_bersama

__all__ = [
    "Anggota",
    "KonteksTingkat",
    "RekapDitolakError",
    "Sumber",
    "Tingkat",
    "aturan_bersama",
    "baca_anggota",
    "baca_rekap",
    "sebut_aturan",
    "susun_buku_tingkat",
]
