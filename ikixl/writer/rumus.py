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
    """A worksheet whose formulas come out of `pola_rumus` already: it stores them as they are."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")
