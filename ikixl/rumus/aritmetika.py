"""Arithmetic as spreadsheets do it, so that Python and the workbook show the same.

Spreadsheets hide the binary fraction: LibreOffice takes a sum or difference for 0 when its operands cancel to
within 2^-48 of themselves (0.3 - 0.1 - 0.2 is 0, not -2.8E-17), and takes numbers that close for equal; SUM and
AVERAGE do the same with their last summand. That is followed here, because a denominator that is zero in one
place and almost zero in the other would give "tidak dihitung" here and a huge number there. Excel snaps a sum to 0
only as the last step of a formula and compares 15 digits; whole numbers up to 2^53 are exact everywhere.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence

__all__ = ["BANDING", "OPERATOR", "hampir_sama", "jumlah", "rata"]

_E48 = 2.0**-48
_BULAT_TERBESAR = 2.0**53


def hampir_sama(a: float, b: float) -> bool:
    """Whether a spreadsheet takes two numbers for equal: same sign and closer than 2^-48 of themselves.

    Whole numbers up to 2^53 are equal only if they are the same.
    """
    # Nothing but 0 is that close to 0, and no two numbers of different signs are that close.
    return a == b or (abs(a - b) < min(abs(a), abs(b)) * _E48 and not (_bulat(a) and _bulat(b)))


def _bulat(nilai: float) -> bool:
    return abs(nilai) <= _BULAT_TERBESAR and float(nilai).is_integer()


def jumlah(nilai: Sequence[float]) -> float:
    """The sum of any count of numbers (0 of none), as SUM; OverflowError beyond the range of a float."""
    isi = [n for n in nilai if n]
    if not isi:
        return 0.0
    # SUM holds its last summand back, to see whether it cancels all the others; positive ones cannot.
    if min(isi) < 0 and hampir_sama(math.fsum(isi[:-1]), -isi[-1]):
        return 0.0
    return math.fsum(isi)


def rata(nilai: Sequence[float]) -> float:
    """The mean of at least one number, as AVERAGE; OverflowError beyond the range of a float."""
    return jumlah(nilai) / len(nilai)


def _tambah(a: float, b: float) -> float:
    return 0.0 if hampir_sama(a, -b) else a + b


def _kurang(a: float, b: float) -> float:
    return 0.0 if hampir_sama(a, b) else a - b


#: The four operators; ZeroDivisionError for / by 0. A result may be infinite: whoever calls refuses it.
OPERATOR: Mapping[str, Callable[[float, float], float]] = {
    "+": _tambah,
    "-": _kurang,
    "*": operator.mul,
    "/": operator.truediv,
}

#: The six comparisons of two numbers, those that are almost equal being equal.
BANDING: Mapping[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: _kurang(a, b) < 0,
    "<=": lambda a, b: _kurang(a, b) <= 0,
    ">": lambda a, b: _kurang(a, b) > 0,
    ">=": lambda a, b: _kurang(a, b) >= 0,
    "=": hampir_sama,
    "<>": lambda a, b: not hampir_sama(a, b),
}
