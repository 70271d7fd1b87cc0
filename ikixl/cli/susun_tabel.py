"""A table as lines of text."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

__all__ = ["lebar_terminal", "susun_tabel"]


# To less than this the flexible column is never shortened: what cannot be told apart is worse than a folded line.
_TERSEMPIT = 16


def lebar_terminal() -> int:
    """Columns of the terminal, 80 where there is none; as shutil says, whose module takes long to load."""
    tentu = os.environ.get("COLUMNS", "")
    if tentu.isdecimal() and int(tentu) > 0:
        return int(tentu)
    try:
        return (os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 0) or 80
    except (ValueError, OSError):
        # No terminal, or nothing at all, behind standard output.
        return 80


def susun_tabel(judul: Sequence[str], baris: Iterable[Sequence[object]], lentur: str = "") -> list[str]:
    """The lines of a table; on a narrow terminal only the column `lentur` is shortened, never folded."""
    isi = [list(judul), *([str(n) for n in b] for b in baris)]
    lebar = [max(map(len, kolom)) for kolom in zip(*isi, strict=True)]
    if lentur and sys.stdout.isatty():
        nomor = list(judul).index(lentur)
        sisa = lebar_terminal() - sum(lebar) - len(lebar)
        lebar[nomor] = max(min(_TERSEMPIT, lebar[nomor]), lebar[nomor] + min(0, sisa))
    return [" ".join(_pas(n, panjang) for n, panjang in zip(b, lebar, strict=True)).rstrip() for b in isi]


def _pas(teks: str, lebar: int) -> str:
    return teks.ljust(lebar) if len(teks) <= lebar else f"{teks[: lebar - 1]}…"
