"""The rekap workbook: consolidated rows as a Buku for the same writer, every figure a live formula over its Data."""

from ikixl.rekap.buku import susun_buku_rekap
from ikixl.rekap.konteks import BarisStatus, KonteksRekap

__all__ = ["BarisStatus", "KonteksRekap", "susun_buku_rekap"]
