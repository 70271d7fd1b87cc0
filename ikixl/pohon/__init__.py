"""The tree of a katalog: who stands under whom, with sasaran and indikator, as text, as a drawing and as a workbook.

susun_pohon(katalog) -> Cabang
ke_teks(cabang) -> lines for a terminal
ke_svg(cabang, judul) -> an SVG drawing with the acuan between indikator
susun_buku_pohon(katalog) -> a Buku of one sheet
"""

from __future__ import annotations

from ikixl.pohon.buku import susun_buku_pohon
from ikixl.pohon.cabang import Cabang, susun_pohon
from ikixl.pohon.svg import ke_svg
from ikixl.pohon.teks import ke_teks

__all__ = ["Cabang", "ke_svg", "ke_teks", "susun_buku_pohon", "susun_pohon"]
