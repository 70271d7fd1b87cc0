"""The importer: a decree as offices have it (Word, text, spreadsheet) to katalog tables and a report of doubts."""

from ikixl.impor.galat import ImporError
from ikixl.impor.jalan import HasilImpor, impor
from ikixl.impor.simpan_tabel import LAPORAN, tulis

__all__ = ["LAPORAN", "HasilImpor", "ImporError", "impor", "tulis"]
