"""katalog.xlsx: the katalog tables as one workbook that people fill in, and back.

tulis.ke_excel(baca_tabel(folder)) -> bytes of the workbook
baca_katalog(bytes) -> the same tables, as ikixl.katalog.periksa takes them
tandai.tandai(bytes, temuan) -> the workbook with findings beside its rows
tulis.contoh_excel() -> bytes of a new katalog with example rows
"""

from __future__ import annotations

from ikixl.katalog_excel.baca import NAMA_BERKAS, baca_katalog

__all__ = ["NAMA_BERKAS", "baca_katalog"]
