"""Row heights that fit wrapped text; merged cells never auto-fit, so they are always computed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from ikixl.layout.huruf import lebar_teks

__all__ = ["TINGGI_TERBESAR", "jumlah_baris", "tinggi_baris"]

#: What Excel gives a row at most, in points.
TINGGI_TERBESAR = 409

# Column widths are counted in digits of Arial 10, which screens draw this many pixels wide.
_PIKSEL_ANGKA = 7
# Excel's distance between two lines of Arial 10, in points.
_TINGGI_SATU = 12.8


# The texts of a katalog come again in every unit, and again when its workbooks are read.
@lru_cache(maxsize=65_536)
def jumlah_baris(teks: str, lebar: float, huruf: float = 10, tebal: bool = False) -> int:
    """Lines that a text takes in a column of this width (characters as Excel counts them), words kept whole."""
    ruang = max(lebar, 1) * _PIKSEL_ANGKA
    spasi = lebar_teks(" ", huruf, tebal)
    jumlah = 0
    for alinea in teks.split("\n"):
        sisa = 0.0
        baris = 1
        for kata in alinea.split(" "):
            panjang = lebar_teks(kata, huruf, tebal)
            if sisa and sisa + spasi + panjang <= ruang:
                sisa += spasi + panjang
                continue
            if sisa:
                baris += 1
            # A word too long for a line is broken; the part of a letter that does not fit makes each piece shorter.
            pecah = max(math.ceil(panjang / (ruang * 0.9)) - 1, 0) if panjang > ruang else 0
            baris += pecah
            sisa = max(panjang - pecah * ruang * 0.9, 0.0)
        jumlah += baris
    return jumlah


def tinggi_baris(isi: Iterable[tuple[str, float]], huruf: float = 10, tebal: bool = False) -> float:
    """Height in points for a row whose cells hold these (text, column width); at least one line, font size `huruf`."""
    baris = max((jumlah_baris(teks, lebar, huruf, tebal) for teks, lebar in isi), default=1)
    return round(baris * _TINGGI_SATU * huruf / 10 + 4, 1)
