"""The formula language of the katalog: one tree, rendered as Excel formula, as value and as Indonesian sentence.

parse("persen(selesai, masuk)") -> Simpul
evaluate(simpul, {"selesai": 9, "masuk": 12}) -> Hasil, as the workbook shows it
to_excel(simpul, {"selesai": "A1", "masuk": "B1"}) -> text of a live formula
to_text(simpul, {"selesai": "Berkas selesai", "masuk": "Berkas masuk"}) -> sentence
"""

from __future__ import annotations

from ikixl.rumus.ast import Simpul
from ikixl.rumus.evaluate import evaluate
from ikixl.rumus.functions import NAMA_TERLARANG
from ikixl.rumus.hasil import BELUM_LENGKAP, TIDAK_DIHITUNG, Hasil, Keadaan, ada
from ikixl.rumus.parser import parse
from ikixl.rumus.sifat import bilangan_bulat, derajat, suku_jumlah, variabel
from ikixl.rumus.to_excel import to_excel
from ikixl.rumus.to_rumus import to_rumus
from ikixl.rumus.to_text import to_text

__all__ = [
    "BELUM_LENGKAP",
    "NAMA_TERLARANG",
    "TIDAK_DIHITUNG",
    "Hasil",
    "Keadaan",
    "Simpul",
    "ada",
    "bilangan_bulat",
    "derajat",
    "evaluate",
    "parse",
    "suku_jumlah",
    "to_excel",
    "to_rumus",
    "to_text",
    "variabel",
]
