"""Formulas and cells on their way through XlsxWriter: what it rewrites in them is rewritten once per pattern."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import CellBlankTuple, CellFormulaTuple, CellNumberTuple, CellStringTuple, Worksheet

from ikixl.layout.letak import huruf_kolom

__all__ = ["LembarRumus", "pola_rumus"]

# So many neighbouring rows share what is said of the columns that they use.
_SERENTANG = 16


@lru_cache(maxsize=8192)
def pola_rumus(teks: str) -> str:
    """The text of a formula, placeholders and all, as XlsxWriter would store it: newer functions get their prefix.

    XlsxWriter tries some thirty regular expressions on every formula, a third of its whole time. A workbook holds
    thousands of formulas but only some dozens of patterns.
    """
    # In brackets, because XlsxWriter takes braces at the ends for those of an array formula.
    disiapkan: str = Worksheet()._prepare_formula(f"({teks})")
    return disiapkan[1:-1]


def _teks(isi: str) -> str:
    """A text between tags, as XlsxWriter escapes it."""
    return isi.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class LembarRumus(Worksheet):  # type: ignore[misc]  # XlsxWriter carries no types
    """A worksheet whose formulas come out of `pola_rumus` already: it stores them as they are; links without text.

    Its XML is, letter for letter, that of XlsxWriter's own worksheet, made with a third of the steps for each cell.
    """

    def tautkan(self, baris: int, kolom: int, url: str) -> int:
        """Make a cell a link that shows what else is written into it; 0, or the code of XlsxWriter's refusal.

        `write_url` would write the target as the cell's text first, and keep it among the shared strings for ever.
        """
        self.ignore_write_string = True
        kode: int = self._write_url(baris, kolom, url)
        self.ignore_write_string = False
        return kode

    def write_formula(self, row: int, col: int, formula: str, cell_format: Format, value: float | str = 0) -> int:
        """As of XlsxWriter, for a formula that came out of `pola_rumus` and is none of an array."""
        kode: int = self._check_dimensions(row, col)
        if not kode:
            self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return kode

    # The public ones of XlsxWriter look first whether they are given an address in letters.
    write_blank = Worksheet._write_blank
    write_number = Worksheet._write_number
    write_string = Worksheet._write_string

    def _calculate_spans(self) -> None:
        batas: dict[int, tuple[int, int]] = {}
        for baris, isi in self.table.items():
            if isi:
                awal, akhir = batas.get(baris // _SERENTANG, (self.xls_colmax, 0))
                batas[baris // _SERENTANG] = min(awal, *isi), max(akhir, *isi)
        self.row_spans = {n: f"{awal + 1}:{akhir + 1}" for n, (awal, akhir) in batas.items()}

    def _write_rows(self) -> None:
        self._calculate_spans()
        gaya: dict[Format, str] = {}
        for baris in range(self.dim_rowmin, self.dim_rowmax + 1):
            # Nobody asks for the cells again: as text they take a fifth of the memory.
            isi, rupa = self.table.pop(baris, None), self.row_info.get(baris)
            rentang = self.row_spans.get(baris // _SERENTANG)
            if isi:
                self._write_row(baris, rentang, rupa)
                self._tulis_sel(baris, isi, gaya)
                self._xml_end_tag("row")
            elif rupa is not None:
                self._write_empty_row(baris, rentang, rupa)

    def _tulis_sel(self, baris: int, isi: Mapping[int, Any], gaya: dict[Format, str]) -> None:
        """The cells of a row; what is out of the ordinary is left to XlsxWriter. `gaya` gathers styles."""
        tulis = self.fh.write
        ekor = f'{baris + 1}"'
        for kolom in sorted(isi):
            sel = isi[kolom]
            cap = gaya.get(sel.format)
            if cap is None:
                if sel.format is None:
                    self._write_cell(baris, kolom, sel)
                    continue
                cap = gaya[sel.format] = f' s="{sel.format._get_xf_index()}"'
            jenis = sel.__class__
            if jenis is CellFormulaTuple:
                nilai = sel.value
                if nilai.__class__ is str:
                    if nilai[:1] == "#":
                        # Perhaps an error, which is another kind of result.
                        self._write_cell(baris, kolom, sel)
                        continue
                    if nilai:
                        cap += ' t="str"'
                        nilai = _teks(nilai)
                elif nilai.__class__ is bool:
                    self._write_cell(baris, kolom, sel)
                    continue
                tulis(f'<c r="{huruf_kolom(kolom)}{ekor}{cap}><f>{_teks(sel.formula)}</f><v>{nilai}</v></c>')
            elif jenis is CellStringTuple:
                tulis(f'<c r="{huruf_kolom(kolom)}{ekor}{cap} t="s"><v>{sel.string}</v></c>')
            elif jenis is CellNumberTuple:
                tulis(f'<c r="{huruf_kolom(kolom)}{ekor}{cap}><v>{sel.number:.16G}</v></c>')
            elif jenis is CellBlankTuple:
                tulis(f'<c r="{huruf_kolom(kolom)}{ekor}{cap}/>')
            else:
                self._write_cell(baris, kolom, sel)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")
