"""Where a table ends: the place and date, and the signature, that a spreadsheet prints in rows under it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ikixl.impor.bersih import baris_tunggal, bersihkan
from ikixl.impor.instansi import NAMA_BULAN

__all__ = ["penutup"]

#: More filled cells than a signature of two officials has.
_SEL_MAKS = 2
_TEMPAT_TANGGAL = re.compile(
    rf"[A-Z][\w .'’-]{{2,40}},\s*(?:tanggal\s*)?[\d.…_]{{0,12}}\s*(?:{'|'.join(NAMA_BULAN)})\s+20\d\d", re.IGNORECASE
)
_PENGANTAR = re.compile(
    r"(?:(?:ditetapkan|dikeluarkan) di\b.{0,60}|mengetahui\W*|nip\b\W*[\d ]{18,24}\W*)", re.IGNORECASE
)


def penutup(sel: Sequence[str]) -> bool:
    """Whether a row belongs to the signature under a table ("Blitar, 2 Januari 2025", "Ditetapkan di", "NIP.")."""
    berisi = list(dict.fromkeys(baris_tunggal(bersihkan(s.split("\n")[0])) for s in sel if s.strip()))
    if len(berisi) > _SEL_MAKS:
        return False
    return any(_TEMPAT_TANGGAL.fullmatch(s) or _PENGANTAR.fullmatch(s) for s in berisi)
