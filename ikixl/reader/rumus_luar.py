"""Formulas that fetch their value from outside of the workbook: from other files, other programs or the network."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["rumus_luar"]

# Texts and quoted sheet names, so that what stands in them is not taken for an operator.
_KUTIPAN: Final = re.compile(r"""("[^"]*"|'[^']*')""")
# No sheet may bear one of these in its name: they belong to the path or the number of another file.
_TANDA_BERKAS: Final = re.compile(r"[\[\\/]")
# [1]Lembar!A1, [Buku.xlsx]Lembar!A1, [1]!Nama; a column of a table (Tabel[Kolom]) has no "!" behind it.
_BERKAS_LAIN: Final = re.compile(r"\][^\s'\"()+\-*/^&=<>,;:{}\[\]!]*!")
# Looked for in texts as well: Google Sheets leaves IMPORTRANGE to others as text in a call of its own.
_FUNGSI: Final = re.compile(r"\b(?:DDE|RTD|WEBSERVICE|IMPORT(?:RANGE|DATA|XML|HTML|FEED))\s*\(", re.IGNORECASE)


def rumus_luar(rumus: str) -> bool:
    """Whether a formula (as stored, without "=") takes its value from another file, a program (DDE) or the network.

    What such a formula shows depends on whose computer it was last opened on, and nobody who receives the file can
    check it. The cost is linear in the length of the formula.
    """
    potong = _KUTIPAN.split(rumus)
    polos = "''".join(potong[::2])
    nama = (p for p in potong[1::2] if p.startswith("'"))
    return (
        "|" in polos  # program|topic!item: no operator of a formula is written like this
        or _BERKAS_LAIN.search(polos) is not None
        or _FUNGSI.search(rumus) is not None
        or any(_TANDA_BERKAS.search(n) for n in nama)
    )
