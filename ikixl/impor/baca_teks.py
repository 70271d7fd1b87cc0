"""A plain text document (tables tab-separated or drawn with bars) to the neutral stream."""

from __future__ import annotations

import re

from ikixl.impor.aliran import Baris, Paragraf, Potongan

__all__ = ["baca_teks"]

_GARIS = frozenset("-–_=+|: \t")
_HALAMAN_PANJANG = 30
_HALAMAN = re.compile(r"[-–\s]*(?:halaman|hal\.?)?\s*\d{1,3}[-–\s]*", re.IGNORECASE)


def baca_teks(data: bytes) -> tuple[Potongan, ...]:
    """Every line as a paragraph or a table row, with its line number.

    UTF-8, or Windows-1252 where it is not; UTF-16 with its byte order mark. A line with a tab, or one that begins with
    a bar, is a row; rules between rows and page numbers are left out.
    """
    hasil: list[Potongan] = []
    tabel = 0
    di_tabel = False
    for nomor, baris in enumerate(_urai(data).splitlines(), start=1):
        tempat = f"baris {nomor}"
        if "\t" not in baris and not _berpalang(baris):
            halaman = len(baris) < _HALAMAN_PANJANG and _HALAMAN.fullmatch(baris)
            teks = "" if halaman else baris.strip()
            di_tabel = di_tabel and not teks
            hasil.append(Paragraf(teks, tempat))
            continue
        if _GARIS.issuperset(baris) and "-" in baris:
            continue
        if not di_tabel:
            tabel += 1
            di_tabel = True
        sel = baris.split("\t") if "\t" in baris else baris.strip().strip("|").split("|")
        hasil.append(Baris(tuple(s.strip() for s in sel), tempat, tabel, lentur=True))
    return tuple(hasil)


def _berpalang(baris: str) -> bool:
    return baris.lstrip().startswith("|") and baris.count("|") > 2


def _urai(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
