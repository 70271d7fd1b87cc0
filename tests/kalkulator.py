"""Single formulas through LibreOffice: what an independent calculator makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.utils import get_column_letter

from tests.libreoffice import hitung_ulang

__all__ = ["CACAT", "hasil_libreoffice", "sama"]

#: Cached result that is written into every file; a cell that still shows it was not calculated.
CACAT = -98765.4321

Isi = float | str | None


def hasil_libreoffice(kasus: Sequence[tuple[Sequence[Isi], str]], folder: Path) -> list[float | str]:
    """What LibreOffice shows for each (inputs, formula): the number or the text, an error as its name.

    The formula speaks of its inputs as {0}, {1}, … ; None stays a blank cell, a text that starts with = is a formula.
    "" for an empty text. All in one call.
    """
    folder.mkdir(parents=True, exist_ok=True)
    asal = folder / "rumus.xlsx"
    with xlsxwriter.Workbook(str(asal)) as buku:
        lembar = buku.add_worksheet()
        for baris, (isi, rumus) in enumerate(kasus):
            for kolom, nilai in enumerate(isi, start=1):
                if nilai is not None:
                    lembar.write(baris, kolom, nilai)
            acuan = [f"{get_column_letter(kolom + 1)}{baris + 1}" for kolom in range(1, len(isi) + 1)]
            lembar.write_formula(baris, 0, "=" + rumus.format(*acuan), None, CACAT)
    hasil = openpyxl.load_workbook(hitung_ulang([asal], folder / "hasil")[asal], data_only=True)
    kolom_a = [hasil.worksheets[0].cell(baris, 1).value for baris in range(1, len(kasus) + 1)]
    return ["" if nilai is None else nilai for nilai in kolom_a]  # type: ignore[misc]


def sama(python: float | str, lain: float | str) -> bool:
    """Whether two results agree: texts exactly, numbers to a relative 1E-9."""
    if isinstance(python, str) or isinstance(lain, str):
        return python == lain
    return abs(python - lain) <= 1e-9 * max(abs(python), abs(lain))
