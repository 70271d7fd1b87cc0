"""Number formats: whether a format shows a number as a date or as a percentage."""

from __future__ import annotations

import re
from typing import Final, Literal

__all__ = ["JenisFormat", "jenis_format", "jenis_format_bawaan"]

JenisFormat = Literal["angka", "tanggal", "persen"]

# Quoted text, escaped or repeated or skipped characters, and brackets other than elapsed time ([h], [mm], [s]).
_BUKAN_KODE: Final = re.compile(r'"[^"]*"?|[\\_*].?|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE)
_TANGGAL_BAWAAN: Final = frozenset([*range(14, 23), 45, 46, 47])
_PERSEN_BAWAAN: Final = frozenset({9, 10})


def jenis_format(kode: str) -> JenisFormat:
    """How a format code shows a positive number: the first section decides, as spreadsheet programs do."""
    polos = _BUKAN_KODE.sub("", kode).partition(";")[0].casefold()
    # LibreOffice has written its own word for General into files.
    if polos.strip() in ("general", "standard"):
        return "angka"
    if any(huruf in polos for huruf in "dmyhs"):
        return "tanggal"
    return "persen" if "%" in polos else "angka"


def jenis_format_bawaan(nomor: int) -> JenisFormat:
    """How a built-in format, known by its number only, shows a number."""
    if nomor in _TANGGAL_BAWAAN:
        return "tanggal"
    return "persen" if nomor in _PERSEN_BAWAAN else "angka"
