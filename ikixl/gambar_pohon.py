"""`katalog pohon`: the tree of a katalog in the form that is asked for."""

from __future__ import annotations

from typing import Literal

from ikixl.katalog.model import Katalog
from ikixl.pohon import ke_svg, ke_teks, susun_buku_pohon, susun_pohon
from ikixl.writer import tulis_buku

__all__ = ["BentukPohon", "gambar_pohon"]

BentukPohon = Literal["teks", "svg", "xlsx"]


def gambar_pohon(katalog: Katalog, bentuk: BentukPohon) -> bytes:
    """The tree as the bytes of a file: UTF-8 text, an SVG drawing, or a workbook of one sheet."""
    match bentuk:
        case "teks":
            return ke_teks(susun_pohon(katalog)).encode()
        case "svg":
            return ke_svg(susun_pohon(katalog)).encode()
        case "xlsx":
            return tulis_buku(susun_buku_pohon(katalog))
