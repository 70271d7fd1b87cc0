"""Comments of one sheet of a package being changed: ours written, joined to what stands there, and taken off again.

A comment is an entry of the comments part and a shape of the VML drawing; programs repair a file in which one of the
two is missing.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from ikixl.layout.lembar_perbaikan import AWALAN_KOMENTAR, komentar_operator
from ikixl.layout.letak import alamat
from ikixl.perbaikan.lembar import LembarUbah, letak
from ikixl.perbaikan.ubahan import PaketUbah, Unsur, ruang

__all__ = ["KomentarUbah"]

_V: Final = "urn:schemas-microsoft-com:vml"
_O: Final = "urn:schemas-microsoft-com:office:office"
_X: Final = "urn:schemas-microsoft-com:office:excel"
_JENIS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_JENIS_VML: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML_KOSONG: Final = (
    f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_BENTUK: Final = """\
<v:shape xmlns:v="{v}" xmlns:o="{o}" xmlns:x="{x}" id="_x0000_s{nomor}" type="#_x0000_t202" \
style="position:absolute;width:{lebar}px;height:{tinggi}px;z-index:1;visibility:hidden" fillcolor="#ffffe1" \
o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>\
<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{jangkar}</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{r}</x:Row><x:Column>{k}</x:Column></x:ClientData></v:shape>"""
_NOMOR_BENTUK: Final = re.compile(rb"_x0000_s([0-9]{1,9})\b")
# Shape numbers go in blocks of this size, each block named in the drawing that uses it.
_BLOK: Final = 1024
# XML holds none of these, and quoted content may.
_TERLARANG: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MIRIP_SANDI: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_TERPANJANG: Final = 2000
_LEBAR, _HURUF_SEBARIS, _TINGGI_BARIS = 320, 50, 18
_BARIS_TERAKHIR, _KOLOM_TERAKHIR = 1_048_575, 16_383


class KomentarUbah:
    """The comments of one sheet; parts that are missing are made when the first of ours is written."""

    def __init__(self, paket: PaketUbah, bagian_lembar: str, lembar: LembarUbah) -> None:
        self._paket = paket
        self._bagian_lembar = bagian_lembar
        self._lembar = lembar
        self._bagian = paket.satu(bagian_lembar, "comments")
        # By its id, because another drawing of the same kind may hold the pictures of a header.
        unsur = lembar.akar.find(f"{lembar.q}legacyDrawing")
        nomor = "" if unsur is None else unsur.get(f"{{{paket.ruang_kaitan}}}id", "")
        self._vml = next((h.sasaran for h in paket.hubungan(bagian_lembar) if h.id == nomor), "")

    def _semua(self) -> dict[tuple[int, int], Unsur]:
        if not self._bagian:
            return {}
        akar = self._paket.pohon(self._bagian)
        milik = ((letak(c.get("ref", "")), c) for c in akar.iter(f"{ruang(akar)}comment"))
        return {tempat: c for tempat, c in milik if tempat is not None}

    def bersihkan(self) -> None:
        """Take off everything that an earlier round wrote; what the operator wrote stays."""
        for tempat, unsur in self._semua().items():
            teks = _teks(unsur)
            if AWALAN_KOMENTAR not in teks:
                continue
            if sisa := komentar_operator(teks):
                _isi(unsur, sisa, "")
            else:
                unsur.getparent().remove(unsur)
                self._hapus_bentuk(tempat)

    def tulis(self, milik: dict[tuple[int, int], str]) -> int:
        """Write our text on each cell, below what its comment says; returns how many of them were written.

        A cell with a threaded comment keeps that alone: programs that know such threads rewrite the plain comment that
        stands for one.
        """
        if not milik:
            return 0
        self._siapkan()
        akar = self._paket.pohon(self._bagian)
        q = ruang(akar)
        penulis = [a.text or "" for a in akar.iter(f"{q}author")]
        ada = self._semua()
        tertulis = 0
        for tempat, teks in sorted(milik.items()):
            unsur = ada.get(tempat)
            if unsur is None:
                unsur = etree.SubElement(akar.find(f"{q}commentList"), f"{q}comment", ref=alamat(*tempat))
                unsur.set("authorId", str(self._penulis()))
            elif _penulis_utas(unsur, penulis):
                continue
            _isi(unsur, _teks(unsur), f"{AWALAN_KOMENTAR} {_aman(teks)}")
            tertulis += 1
        self._lengkapi_bentuk()
        return tertulis

    def _penulis(self) -> int:
        akar = self._paket.pohon(self._bagian)
        q = ruang(akar)
        semua = [a.text for a in akar.iter(f"{q}author")]
        if "ikixl" not in semua:
            etree.SubElement(akar.find(f"{q}authors"), f"{q}author").text = "ikixl"
            semua.append("ikixl")
        return semua.index("ikixl")

    def _siapkan(self) -> None:
        """See to it that both parts are there, with the elements that the format asks for."""
        paket, lembar = self._paket, self._lembar
        if not self._bagian:
            kosong = f'<comments xmlns="{paket.ruang_utama}"><authors/><commentList/></comments>'
            self._bagian = paket.tambah("xl/comments_ikixl{}.xml", kosong.encode(), _JENIS)
            paket.hubungkan(self._bagian_lembar, "comments", self._bagian)
        akar = paket.pohon(self._bagian)
        for nomor, nama in enumerate(("authors", "commentList")):
            if akar.find(ruang(akar) + nama) is None:
                akar.insert(nomor, etree.Element(ruang(akar) + nama))
        if not self._vml:
            paket.jenis_umum("vml", _JENIS_VML)
            self._vml = paket.tambah("xl/drawings/vmlDrawing_ikixl{}.vml", _VML_KOSONG.encode())
            rid = paket.hubungkan(self._bagian_lembar, "vmlDrawing", self._vml)
            lembar.anak("legacyDrawing").set(f"{{{paket.ruang_kaitan}}}id", rid)

    # Shapes

    def _bentuk(self) -> dict[tuple[int, int], Unsur]:
        hasil = {}
        for bentuk in self._paket.pohon(self._vml).iter(f"{{{_V}}}shape"):
            data = bentuk.find(f"{{{_X}}}ClientData")
            if data is not None and data.get("ObjectType") == "Note":
                r, k = data.findtext(f"{{{_X}}}Row", "").strip(), data.findtext(f"{{{_X}}}Column", "").strip()
                if r.isdigit() and k.isdigit():
                    hasil[int(r), int(k)] = bentuk
        return hasil

    def _hapus_bentuk(self, tempat: tuple[int, int]) -> None:
        bentuk = self._bentuk().get(tempat) if self._vml else None
        if bentuk is not None:
            bentuk.getparent().remove(bentuk)

    def _lengkapi_bentuk(self) -> None:
        """A shape for every comment that has none, numbered in a block that no drawing of the package uses."""
        ada = self._bentuk()
        kurang = {tempat: c for tempat, c in self._semua().items() if tempat not in ada}
        if not kurang:
            return
        akar = self._paket.pohon(self._vml)
        terpakai = [0]
        for nama in self._paket.nama:
            if nama.casefold().endswith(".vml"):
                terpakai += [int(n) for n in _NOMOR_BENTUK.findall(self._paket.isi(nama))]
        awal = (max(terpakai) // _BLOK + 1) * _BLOK
        if akar.find(f"{{{_V}}}shapetype[@id='_x0000_t202']") is None:
            akar.append(etree.fromstring(_VML_KOSONG)[1])
        for nomor, (tempat, c) in enumerate(sorted(kurang.items(), key=lambda isi: isi[0]), start=awal + 1):
            akar.append(self._bentuk_baru(nomor, *tempat, _teks(c)))
        blok = range(awal // _BLOK, (awal + len(kurang)) // _BLOK + 1)
        for peta in akar.iter(f"{{{_O}}}idmap"):
            peta.set("data", ",".join(filter(None, (peta.get("data"), *map(str, blok)))))

    def _bentuk_baru(self, nomor: int, r: int, k: int, teks: str) -> Unsur:
        baris = sum(len(alinea) // _HURUF_SEBARIS + 1 for alinea in teks.split("\n"))
        tinggi = min(baris, 20) * _TINGGI_BARIS + 12
        kolom_awal, baris_awal = min(k + 1, _KOLOM_TERAKHIR - 8), min(r, _BARIS_TERAKHIR - 20)
        kolom_akhir, baris_akhir = self._sudut(kolom_awal, baris_awal, tinggi)
        jangkar = f"{kolom_awal}, 12, {baris_awal}, 4, {kolom_akhir}, 12, {baris_akhir}, 4"
        isi = _BENTUK.format(v=_V, o=_O, x=_X, nomor=nomor, lebar=_LEBAR, tinggi=tinggi, jangkar=jangkar, r=r, k=k)
        return etree.fromstring(isi)

    def _sudut(self, kolom: int, baris: int, tinggi: float) -> tuple[int, int]:
        """Where a box of our width and this height (pixels), set down here, ends."""
        lebar = 0.0
        while lebar < _LEBAR and kolom < _KOLOM_TERAKHIR:
            lebar += self._lembar.lebar(kolom)
            kolom += 1
        turun = 0.0
        while turun < tinggi and baris < _BARIS_TERAKHIR:
            turun += self._lembar.tinggi(baris) * 4 / 3
            baris += 1
        return kolom, baris


def _penulis_utas(unsur: Unsur, penulis: list[str]) -> bool:
    """Whether a comment stands for a thread, which its author's name tells."""
    nomor = unsur.get("authorId", "")
    return nomor.isdigit() and int(nomor) < len(penulis) and penulis[int(nomor)].startswith("tc=")


def _teks(unsur: Unsur) -> str:
    """The text of a comment, runs joined, phonetic readings left out."""
    q = ruang(unsur)
    badan = unsur.find(f"{q}text")
    if badan is None:
        return ""
    return "".join(t.text or "" for t in badan.iter(f"{q}t") if t.getparent().tag != f"{q}rPh")


def _isi(unsur: Unsur, milik_operator: str, milik_kami: str) -> None:
    """Give a comment its text: the operator's runs as they are, ours after them."""
    q = ruang(unsur)
    badan = unsur.find(f"{q}text")
    if badan is None:
        badan = etree.SubElement(unsur, f"{q}text")
    if not milik_kami or not milik_operator:
        for anak in list(badan):
            badan.remove(anak)
        _tambah_teks(badan, q, milik_operator or milik_kami)
        return
    for langsung in badan.findall(f"{q}t"):
        badan.remove(langsung)
        _tambah_teks(badan, q, langsung.text or "")
    _tambah_teks(badan, q, f"\n\n{milik_kami}")


def _aman(teks: str) -> str:
    """Our text as a part may hold it: not too long, no character that XML forbids, nothing read as an escape."""
    return _MIRIP_SANDI.sub("_x005F_", _TERLARANG.sub("\N{REPLACEMENT CHARACTER}", teks[:_TERPANJANG]))


def _tambah_teks(badan: Unsur, q: str, teks: str) -> None:
    t = etree.SubElement(etree.SubElement(badan, f"{q}r"), f"{q}t")
    t.text = teks
    t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
