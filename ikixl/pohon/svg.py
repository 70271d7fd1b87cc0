"""The tree of a katalog as an SVG drawing: one row for each branch, indented, with the acuan drawn at the right."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from ikixl.pohon.cabang import Cabang

__all__ = ["ke_svg"]

# Pixels. A letter of the font is at most this wide on average, also where another font must stand in for it.
_HURUF = 6.4
_BARIS = 15
_SELA = 7
_LEKUK = 26
_TEPI = 16
_LEBAR_TEKS = 110
_LEBAR_ACUAN = 70
_JALUR = 6
_WARNA: Mapping[str, tuple[str, str]] = {
    # (background, text) by kind; kinds differ in indent and words as well.
    "instansi": ("#1F3864", "#FFFFFF"),
    "jabatan": ("#D9E2F3", "#1F3864"),
    "sasaran": ("#F2F2F2", "#404040"),
    "indikator": ("#FFFFFF", "#000000"),
}
_GARIS = "#8EA9DB"
_ACUAN = "#C55A11"


@dataclass(frozen=True, slots=True)
class _Kotak:
    """One branch as drawn: its place, its lines, and the row on which its parent stands."""

    cabang: Cabang
    baris: Sequence[str]
    x: float
    y: float
    induk: int

    @property
    def tinggi(self) -> float:
        return len(self.baris) * _BARIS + 6

    @property
    def lebar(self) -> float:
        return max(map(len, self.baris)) * _HURUF + 16

    @property
    def tengah(self) -> float:
        return self.y + self.tinggi / 2


def ke_svg(pohon: Cabang) -> str:
    """The drawing as text of an SVG file; a dashed line joins an indikator with those that its acuan name."""
    kotak = _susun(pohon)
    lebar = max(k.x + k.lebar for k in kotak) + _LEBAR_ACUAN + _TEPI
    tinggi = kotak[-1].y + kotak[-1].tinggi + _TEPI
    svg = ElementTree.Element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        width=f"{lebar:.0f}",
        height=f"{tinggi:.0f}",
        viewBox=f"0 0 {lebar:.0f} {tinggi:.0f}",
        role="img",
    )
    svg.set("font-family", "Arial, Helvetica, sans-serif")
    svg.set("font-size", "12")
    ElementTree.SubElement(svg, "title").text = f"Pohon kinerja {pohon.teks}"
    ElementTree.SubElement(svg, "rect", width="100%", height="100%", fill="#FFFFFF")
    for k in kotak[1:]:
        _garis(svg, kotak[k.induk], k)
    for k in kotak:
        _gambar(svg, k)
    _gambar_acuan(svg, kotak, lebar - _LEBAR_ACUAN - _TEPI)
    ElementTree.indent(svg)
    return ElementTree.tostring(svg, encoding="unicode") + "\n"


def _susun(pohon: Cabang) -> list[_Kotak]:
    kotak: list[_Kotak] = []
    jalur: list[int] = []
    y = float(_TEPI)
    for dalam, c in pohon.telusuri():
        baris = textwrap.wrap(_isi(c), _LEBAR_TEKS) or [""]
        satu = _Kotak(c, baris, _TEPI + dalam * _LEKUK, y, jalur[dalam - 1] if dalam else 0)
        jalur[dalam:] = [len(kotak)]
        kotak.append(satu)
        y += satu.tinggi + _SELA
    return kotak


def _isi(c: Cabang) -> str:
    if c.jenis == "sasaran":
        return f"Sasaran: {c.teks}"
    if c.jenis == "indikator":
        return f"{c.kode}  {c.teks}" + (f" ({c.rinci})" if c.rinci else "")
    return f"{c.teks} [{c.kode}], {c.rinci}"


def _garis(svg: ElementTree.Element, induk: _Kotak, k: _Kotak) -> None:
    x = induk.x + 10
    jalan = f"M {x:.1f} {induk.y + induk.tinggi:.1f} V {k.tengah:.1f} H {k.x:.1f}"
    ElementTree.SubElement(svg, "path", d=jalan, fill="none", stroke=_GARIS)


def _gambar(svg: ElementTree.Element, k: _Kotak) -> None:
    latar, tinta = _WARNA[k.cabang.jenis]
    ElementTree.SubElement(
        svg,
        "rect",
        x=f"{k.x:.1f}",
        y=f"{k.y:.1f}",
        width=f"{k.lebar:.1f}",
        height=f"{k.tinggi:.1f}",
        rx="3",
        fill=latar,
        stroke=_GARIS,
    )
    teks = ElementTree.SubElement(svg, "text", x=f"{k.x + 8:.1f}", fill=tinta)
    if k.cabang.jenis in ("instansi", "jabatan"):
        teks.set("font-weight", "bold")
    for nomor, baris in enumerate(k.baris):
        satu = ElementTree.SubElement(teks, "tspan", x=f"{k.x + 8:.1f}", y=f"{k.y + 14 + nomor * _BARIS:.1f}")
        satu.text = baris


def _gambar_acuan(svg: ElementTree.Element, kotak: Sequence[_Kotak], kanan: float) -> None:
    """From each superior's indikator round the right side to the subordinate's, with an arrow at the superior."""
    tempat = {k.cabang.kode: k for k in kotak if k.cabang.jenis == "indikator"}
    pasangan = [(k, tempat[kode]) for k in kotak for kode in k.cabang.acuan]
    for nomor, (atas, bawah) in enumerate(pasangan):
        # Lanes beside all boxes, so that no line runs through words; neighbours take different ones.
        x = kanan + 10 + nomor % _JALUR * (_LEBAR_ACUAN - 20) / _JALUR
        jalan = (
            f"M {bawah.x + bawah.lebar:.1f} {bawah.tengah:.1f} H {x:.1f} "
            f"V {atas.tengah:.1f} H {atas.x + atas.lebar + 7:.1f}"
        )
        garis = ElementTree.SubElement(svg, "path", d=jalan, fill="none", stroke=_ACUAN)
        garis.set("stroke-dasharray", "4 3")
        ElementTree.SubElement(garis, "title").text = f"{atas.cabang.kode} sama dengan {bawah.cabang.kode}"
        panah = f"M {atas.x + atas.lebar:.1f} {atas.tengah:.1f} l 8 -4 v 8 z"
        ElementTree.SubElement(svg, "path", d=panah, fill=_ACUAN)
