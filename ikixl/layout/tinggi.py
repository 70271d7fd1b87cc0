"""Row heights that fit wrapped text; merged cells never auto-fit, so they are always computed."""

from __future__ import annotations

import math
from collections.abc import Iterable

__all__ = ["jumlah_baris", "tinggi_baris"]

# Arial 10 is narrower than the digit that Excel measures columns by, but bold, capitals and other programs need room.
_ISI_KOLOM = 1.08
_TINGGI_SATU = 13.2


def jumlah_baris(teks: str, lebar: float) -> int:
    """Lines that a text takes in a column of this width (characters), words kept whole."""
    muat = max(int(lebar * _ISI_KOLOM), 1)
    jumlah = 0
    for alinea in teks.split("\n") or [""]:
        sisa = 0
        baris = 1
        for kata in alinea.split(" "):
            panjang = len(kata)
            if sisa and sisa + 1 + panjang <= muat:
                sisa += 1 + panjang
            else:
                if sisa:
                    baris += 1
                baris += max(math.ceil(panjang / muat) - 1, 0)
                sisa = panjang % muat or (muat if panjang else 0)
        jumlah += baris
    return jumlah


def tinggi_baris(isi: Iterable[tuple[str, float]], huruf: float = 10) -> float:
    """Height in points for a row whose cells hold these (text, column width); at least one line, font size `huruf`."""
    baris = max((jumlah_baris(teks, lebar) for teks, lebar in isi), default=1)
    return round(baris * _TINGGI_SATU * huruf / 10 + 4, 1)
