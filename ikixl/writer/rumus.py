"""Formulas on their way into XlsxWriter: what it rewrites in them is rewritten once per pattern, not once per cell."""

from __future__ import annotations

from functools import lru_cache

from xlsxwriter.worksheet import Worksheet

__all__ = ["LembarRumus", "pola_rumus"]


@lru_cache(maxsize=8192)
def pola_rumus(teks: str) -> str:
    """The text of a formula, placeholders and all, as XlsxWriter would store it: newer functions get their prefix.

    XlsxWriter tries some thirty regular expressions on every formula, a third of its whole time. A workbook holds
    thousands of formulas but only some dozens of patterns.
    """
    # In brackets, because XlsxWriter takes braces at the ends for those of an array formula.
    disiapkan: str = Worksheet()._prepare_formula(f"({teks})")
    return disiapkan[1:-1]


class LembarRumus(Worksheet):  # type: ignore[misc]  # XlsxWriter carries no types
    """A worksheet whose formulas come out of `pola_rumus` already: it stores them as they are; links without text."""

    def tautkan(self, baris: int, kolom: int, url: str) -> int:
        """Make a cell a link that shows what else is written into it; 0, or the code of XlsxWriter's refusal.

        `write_url` would write the target as the cell's text first, and keep it among the shared strings for ever.
        """
        self.ignore_write_string = True
        kode: int = self._write_url(baris, kolom, url)
        self.ignore_write_string = False
        return kode

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")
