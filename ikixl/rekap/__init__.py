"""The rekap workbook: consolidated rows as a Buku for the same writer, every figure a live formula over its Data."""

from ikixl.rekap.buku import susun_buku_rekap
from ikixl.rekap.konteks import BarisStatus, KonteksRekap
from ikixl.rekap.pembanding import AngkaLalu, Pembanding

__all__ = ["AngkaLalu", "BarisStatus", "KonteksRekap", "Pembanding", "susun_buku_rekap"]
