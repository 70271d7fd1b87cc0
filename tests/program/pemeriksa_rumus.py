"""Formulas as they stand in a file: English form, known functions, nothing volatile, nothing outside the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from tests.program.paket import lembar_di_rumus

__all__ = ["FUNGSI", "VOLATIL", "cacat_rumus"]

#: Calculated anew at every touch of any cell: slow, and a file "changed" by merely being opened.
VOLATIL = frozenset({"NOW", "TODAY", "RAND", "RANDBETWEEN", "OFFSET", "INDIRECT", "CELL", "INFO"})
#: What our workbooks may call: in Excel 2010, LibreOffice, WPS and Google Sheets alike, none of it volatile.
FUNGSI = frozenset(
    re.findall(
        r"[A-Z]+",
        """
    ABS ADDRESS AND AVERAGE AVERAGEIF COLUMN COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE DAY EXACT FALSE HLOOKUP
    HYPERLINK
    IF IFERROR INDEX INT ISBLANK ISERROR ISNUMBER ISTEXT LEFT LEN LOOKUP LOWER MATCH MAX MID MIN MOD MONTH N NOT OR
    PRODUCT RANK REPT RIGHT ROUND ROUNDDOWN ROUNDUP ROW SEARCH SIGN SQRT SUBSTITUTE SUM SUMIF SUMIFS SUMPRODUCT T TEXT
    TRIM UPPER VALUE VLOOKUP YEAR
    """,
    )
)
_GALAT = re.compile(r"#(REF!|NAME\?|VALUE!|DIV/0!|N/A|NULL!|NUM!)")


def cacat_rumus(rumus: str, lembar: Set[str]) -> Iterator[str]:
    """What Excel would repair or we do not allow in a formula without "=", in a workbook with these sheets.

    Brackets and quotes that do not close, two operands without an operator, an operator without its operand, wrong
    separators, unknown or volatile functions, error values, missing sheets, other workbooks; more than 8192
    characters or 64 levels.
    """
    if len(rumus) > 8192:
        yield f"rumus {len(rumus)} huruf"
    try:
        bagian = [t for t in Tokenizer("=" + rumus).items if t.type != Token.WSPACE]
    except (TokenizerError, IndexError) as galat:
        yield f"rumus tidak terurai: {galat}: {rumus[:60]}"
        return
    yield from _susunan(bagian, rumus)
    for t in bagian:
        if t.type == Token.FUNC and t.subtype == Token.OPEN:
            # A range may end in a function: $A$4:INDEX(…) is one token of openpyxl.
            nama = t.value.rstrip("(").upper().rpartition(":")[2]
            if nama in VOLATIL:
                yield f"fungsi volatil {nama}"
            elif nama not in FUNGSI:
                yield f"fungsi {nama} di luar daftar"
    tanpa_teks = re.sub(r'"[^"]*"', '""', rumus)
    if _GALAT.search(tanpa_teks):
        yield f"nilai galat: {rumus[:60]}"
    if "[" in tanpa_teks or ";" in tanpa_teks:
        yield f"buku lain atau pemisah ;: {rumus[:60]}"
    yield from (f"lembar {n} tidak ada" for n in lembar_di_rumus(rumus) - lembar)


def _susunan(bagian: list[Token], rumus: str) -> Iterator[str]:
    """Operands and operators take turns, and brackets close."""
    dalam, terdalam, butuh = 0, 0, True
    for t in bagian:
        buka = t.subtype == Token.OPEN
        tutup = t.subtype == Token.CLOSE
        pemisah = t.type == Token.SEP
        # An empty argument is allowed: IF(A1,,1).
        if (t.type == Token.OP_IN and butuh) or ((buka or t.type == Token.OPERAND) and not butuh):
            yield f"rumus salah susun pada {t.value}: {rumus[:60]}"
            return
        dalam += buka - tutup
        terdalam = max(terdalam, dalam)
        if t.type in (Token.OPERAND, Token.OP_POST) or tutup:
            butuh = False
        elif t.type in (Token.OP_IN, Token.OP_PRE) or buka or pemisah:
            butuh = True
    if dalam or butuh:
        yield f"rumus tidak selesai: {rumus[:60]}"
    if terdalam > 64:
        yield f"rumus {terdalam} lapis"
