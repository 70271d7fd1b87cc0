"""The katalog of an instansi: who holds which jabatan, which indikator it has and how each is computed.

muat(folder) -> Katalog, or KatalogError with every fault
periksa(baca_tabel(folder)) -> the Katalog or None, and every fault as a Temuan
tulis_tabel(katalog, folder) -> the same tables as CSV files
"""

from __future__ import annotations

from ikixl.katalog.mentah import TabelMentah
from ikixl.katalog.model import (
    TABEL,
    Indikator,
    Instansi,
    Jabatan,
    Katalog,
    Target,
    Unit,
    Uraian,
    Variabel,
)
from ikixl.katalog.periksa import periksa
from ikixl.katalog.tables import baca_tabel, csv_mentah, jadikan_katalog, mentahkan, muat, tulis_tabel

__all__ = [
    "TABEL",
    "Indikator",
    "Instansi",
    "Jabatan",
    "Katalog",
    "TabelMentah",
    "Target",
    "Unit",
    "Uraian",
    "Variabel",
    "baca_tabel",
    "csv_mentah",
    "jadikan_katalog",
    "mentahkan",
    "muat",
    "periksa",
    "tulis_tabel",
]
