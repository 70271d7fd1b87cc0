"""One cell of a worksheet part by its text, as spreadsheet programs write it: what stands between two "<c "."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ikixl.reader.format_angka import JenisFormat
from ikixl.reader.geser import BARIS_TERAKHIR, KOLOM_TERAKHIR, nomor_kolom
from ikixl.reader.mentah import SelMentah
from ikixl.reader.sel import Konteks, rakit_sel, sel_berisi, teks_xml

__all__ = [
    "PANJANG_POTONG",
    "TEKS",
    "UNSUR",
    "Entri",
    "IngatanSel",
    "Pergantian",
    "TidakBakuError",
    "belah",
    "teks_baku",
]

#: No cell holds more text.
PANJANG_POTONG: Final = 1 << 16
# Pieces that are remembered, in two generations: the older one is dropped when the younger is full. Long ones are rare.
_BATAS_INGATAN: Final = 30_000
_PANJANG_INGATAN: Final = 2_000

#: Character data without markup and without what XML forbids.
TEKS: Final = rb"[^<\x00-\x08\x0b-\x1f]*"
_SIFAT_BARIS: Final = (
    rb" (?:r|spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent)"
    rb'="[^"<>&\x00-\x1f\x7f-\xff]{0,100}"'
)
_BARIS: Final = rb"<row(?:" + _SIFAT_BARIS + rb")+"
_SEL: Final = re.compile(
    rb'r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="(n|s|str|b|e|d|inlineStr)")?(?:/>|>'
    rb'(?:<f(?: aca="(?:false|true|0|1)")?>(' + TEKS + rb")</f>)?"
    rb"(?:<v>(" + TEKS + rb")</v>|(<v ?/>))?"
    rb'(?:<is><t(?: xml:space="preserve")?>(' + TEKS + rb")</t></is>)?"
    rb"</c>)"
    rb"(</row>(?:" + _BARIS + rb"(?:/>|></row>))*(" + _BARIS + rb">)?)?"
)
_TAG_BARIS: Final = re.compile(rb"<row((?:" + _SIFAT_BARIS + rb")+)/?>")
_SIFAT: Final = re.compile(rb' ([A-Za-z0-9:]+)="([^"]*)"')
_NOMOR_BARIS: Final = re.compile(rb"[1-9][0-9]{0,6}")
_ENTITAS: Final = re.compile(r"&([a-z]*);?")
_ARTI: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_BENAR: Final = frozenset({b"1", b"true"})
_INDEKS: Final = re.compile(rb"[0-9]{1,7}")

#: Rows that begin after a cell: how many, the number of the last of them (0-based; -1 where none stays open for more
#: cells), whether it is hidden, and whether they use the prefix that Excel has for the height of text.
Pergantian = tuple[int, int, bool, bool]
#: A cell: its place; None for a blank one, the cell, or the number of a shared string; XML elements in units of UNSUR
#: plus characters, as the limits count them; the rows that begin after it.
Entri = tuple[tuple[int, int], SelMentah | int | None, int, Pergantian | None]
#: An element, as `Entri` counts it; a character is 1.
UNSUR: Final = 1 << 40


class TidakBakuError(Exception):
    """A piece is not as spreadsheet programs write it."""


def teks_baku(isi: bytes) -> str:
    """Character data of XML as text; TidakBakuError for what expat would refuse or change."""
    if b"]]>" in isi:
        raise TidakBakuError
    try:
        teks = isi.decode()
    except UnicodeDecodeError as salah:
        raise TidakBakuError from salah
    if "\ufffe" in teks or "\uffff" in teks:
        raise TidakBakuError
    return _ENTITAS.sub(_arti, teks) if "&" in teks else teks


def _arti(cocok: re.Match[str]) -> str:
    arti = _ARTI.get(cocok.group(1))
    if arti is None or not cocok.group().endswith(";"):
        raise TidakBakuError
    return arti


def _pergantian(isi: bytes | None, terbuka: bool) -> Pergantian | None:
    if isi is None:
        return None
    jumlah, terakhir, tersembunyi = 0, -1, False
    for cocok in _TAG_BARIS.finditer(isi):
        pasangan = _SIFAT.findall(cocok.group(1))
        sifat = dict(pasangan)
        nomor = sifat.get(b"r", b"")
        if len(sifat) != len(pasangan) or not _NOMOR_BARIS.fullmatch(nomor) or int(nomor) > BARIS_TERAKHIR:
            raise TidakBakuError
        jumlah += 1
        terakhir, tersembunyi = int(nomor) - 1, sifat.get(b"hidden") in _BENAR
    return jumlah, terakhir if terbuka else -1, tersembunyi, b" x14ac:" in isi


class IngatanSel(dict[bytes, Entri]):
    """Cells by the text between one "<c " and the next, for workbooks with the same styles and date system."""

    def __init__(self, gaya: Sequence[JenisFormat], tanggal_1904: bool) -> None:
        super().__init__()
        self._gaya = gaya
        self._konteks = Konteks(tanggal_1904=tanggal_1904)
        self._lama: dict[bytes, Entri] = {}

    def __missing__(self, potong: bytes) -> Entri:
        entri = self._lama.get(potong) or self.pahami(potong)
        if len(potong) <= _PANJANG_INGATAN:
            self[potong] = entri
        return entri

    def segarkan(self) -> None:
        """Forget what was not met for long, once there is much of it."""
        if len(self) > _BATAS_INGATAN:
            self._lama = dict(self)
            self.clear()

    def pahami(self, potong: bytes) -> Entri:
        """The cell of a piece, not remembered; TidakBakuError where the piece is not as programs write it."""
        cocok = _SEL.fullmatch(potong)
        if cocok is None or len(potong) > PANJANG_POTONG:
            raise TidakBakuError
        huruf, baris, gaya, tipe, rumus, nilai, kosong, sebaris, ganti, buka = cocok.groups()
        posisi = int(baris) - 1, nomor_kolom(huruf.decode())
        if posisi[0] >= BARIS_TERAKHIR or posisi[1] >= KOLOM_TERAKHIR:
            raise TidakBakuError
        nomor = int(gaya) if gaya else 0
        format_sel = self._gaya[nomor] if nomor < len(self._gaya) else "angka"
        pergantian = _pergantian(ganti, buka is not None)
        unsur = (1 + potong.count(b"<") - potong.count(b"</")) * UNSUR
        if tipe == b"s":
            lain = rumus is not None or sebaris is not None or format_sel == "persen"
            if lain or nilai is None or not _INDEKS.fullmatch(nilai):
                raise TidakBakuError
            return posisi, int(nilai), unsur + len(nilai), pergantian
        isi = [None if b is None else teks_baku(b) for b in (b"" if kosong else nilai, sebaris, rumus)]
        banyak = unsur + sum(len(t) for t in isi if t is not None)
        teks_rumus = None if isi[2] is None else teks_xml(isi[2]).removeprefix("=")
        sel: SelMentah | None = None
        if isi != [None, None, None]:
            sel = rakit_sel(self._konteks, (tipe or b"n").decode(), isi[0], isi[1], teks_rumus, format_sel)
        return posisi, sel if sel is not None and sel_berisi(sel) else None, banyak, pergantian


def belah(potong: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """A piece that was understood, cut up: (address and style, ">" and formula, all else, tags of rows after the cell).

    The type of the cell, which stands between the first two, is the beginning of "all else" where there is no formula,
    and left out where there is one.
    """
    cocok = _SEL.fullmatch(potong)
    assert cocok is not None
    dasar = potong[: cocok.end(3 if cocok.group(3) else 2) + 1]
    ganti = cocok.group(9) or b""
    akhir = len(potong) - len(ganti)
    if cocok.group(5) is None:
        return dasar, b"", potong[len(dasar) : akhir], ganti
    rumus = potong.index(b"><f")
    akhir_rumus = cocok.end(5) + len(b"</f>")
    return dasar, potong[rumus:akhir_rumus], potong[akhir_rumus:akhir], ganti
