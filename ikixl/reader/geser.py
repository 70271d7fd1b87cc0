"""Shared formulas: the text of a formula as it reads in a cell other than the one it was written in."""

from __future__ import annotations

import re
from typing import Final

from ikixl.layout.letak import huruf_kolom

__all__ = ["BARIS_TERAKHIR", "KOLOM_TERAKHIR", "RumusBersama", "nomor_kolom"]

#: Number of columns (A to XFD) and of rows of a sheet.
KOLOM_TERAKHIR: Final = 16_384
BARIS_TERAKHIR: Final = 1_048_576

# Text, quoted sheet names and brackets are passed over whole, so that nothing inside them looks like a reference.
_TOKEN: Final = re.compile(
    r"""
      "[^"]*" | '[^']*' | \[(?:[^\[\]]|\[[^\[\]]*\])*\]
    | (?<![\w.$\\]) (?P<kol>\$?[A-Za-z]{1,3}) (?P<bar>\$?[1-9]\d{0,6}) (?![\w.(!\\])
    | (?<![\w.$\\]) (?P<kol1>\$?[A-Za-z]{1,3}):(?P<kol2>\$?[A-Za-z]{1,3}) (?![\w.(!\\])
    | (?<![\w.$\\:]) (?P<bar1>\$?[1-9]\d{0,6}):(?P<bar2>\$?[1-9]\d{0,6}) (?![\w.(!\\:])
    """,
    re.VERBOSE,
)


def nomor_kolom(huruf: str) -> int:
    """0-based number of column letters in capitals: A is 0, XFD is 16383."""
    nomor = 0
    for satu in huruf:
        nomor = nomor * 26 + ord(satu) - 64
    return nomor - 1


def _geser_kolom(acuan: str, geser: int) -> str | None:
    if acuan.startswith("$"):
        return acuan
    nomor = nomor_kolom(acuan.upper()) + geser
    return huruf_kolom(nomor) if 0 <= nomor < KOLOM_TERAKHIR else None


def _geser_baris(acuan: str, geser: int) -> str | None:
    if acuan.startswith("$"):
        return acuan
    nomor = int(acuan) + geser
    return str(nomor) if 0 < nomor <= BARIS_TERAKHIR else None


class RumusBersama:
    """A formula written once at 0-based (baris, kolom) and used by many cells."""

    def __init__(self, teks: str, baris: int, kolom: int) -> None:
        self._teks = teks
        self._baris = baris
        self._kolom = kolom

    def di(self, baris: int, kolom: int) -> str:
        """The formula as it reads at 0-based (baris, kolom); a reference pushed off the sheet becomes #REF!."""
        turun, kanan = baris - self._baris, kolom - self._kolom

        def ganti(cocok: re.Match[str]) -> str:
            bagian = cocok.groupdict()
            if bagian["kol"]:
                hasil = (_geser_kolom(bagian["kol"], kanan), _geser_baris(bagian["bar"], turun))
                pisah = ""
            elif bagian["kol1"]:
                hasil = (_geser_kolom(bagian["kol1"], kanan), _geser_kolom(bagian["kol2"], kanan))
                pisah = ":"
            elif bagian["bar1"]:
                hasil = (_geser_baris(bagian["bar1"], turun), _geser_baris(bagian["bar2"], turun))
                pisah = ":"
            else:
                return cocok.group()
            return "#REF!" if hasil[0] is None or hasil[1] is None else f"{hasil[0]}{pisah}{hasil[1]}"

        return _TOKEN.sub(ganti, self._teks)
