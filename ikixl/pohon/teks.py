"""The tree of a katalog as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from ikixl.pohon.cabang import Cabang

__all__ = ["ke_teks"]


def ke_teks(pohon: Cabang) -> str:
    """The tree drawn with lines, one branch a line, ending in a line end."""
    return "\n".join([_isi(pohon), *_cabang(pohon.anak, "")]) + "\n"


def _cabang(anak: tuple[Cabang, ...], tepi: str) -> Iterator[str]:
    for c in anak:
        terakhir = c is anak[-1]
        yield f"{tepi}{'└─' if terakhir else '├─'} {_isi(c)}"
        yield from _cabang(c.anak, tepi + ("   " if terakhir else "│  "))


def _isi(c: Cabang) -> str:
    match c.jenis:
        case "sasaran":
            return f"Sasaran: {c.teks}"
        case "indikator":
            satuan = f" ({c.rinci})" if c.rinci else ""
            return f"{c.kode} {c.teks}{satuan}" + (f" ↔ {', '.join(c.acuan)}" if c.acuan else "")
        case _:
            return f"{c.teks} [{c.kode}], {c.rinci}"
