"""Worksheet and string parts whose whole text is as spreadsheet programs write it, cut instead of parsed.

Every piece between two cells must match a strict grammar to the last byte, and what stands around the cells goes
through the streaming reader. Whatever fits less than that (another prefix, a comment, white space between tags, a
shared formula, cells out of order, anything near a limit) is left to the streaming reader as a whole: the answer here
is None, never a guess. Most pieces of a return are those of the return before it, so that each is understood once and
then looked up.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import islice
from operator import itemgetter, lt
from typing import Final, cast

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.batas import Batas
from ikixl.reader.format_angka import JenisFormat
from ikixl.reader.geser import BARIS_TERAKHIR, KOLOM_TERAKHIR, nomor_kolom
from ikixl.reader.lembar import Bingkai, baca_bingkai
from ikixl.reader.mentah import LembarMentah, SelMentah
from ikixl.reader.sel import Konteks, rakit_sel, sel_berisi, teks_xml

__all__ = ["baca_lembar_cepat", "baca_string_cepat"]

# More pieces would take too much memory at once.
_BATAS_POTONG: Final = 100_000
# Pieces that are remembered, in two generations: the older one is dropped when the younger is full. Long ones are rare.
_BATAS_INGATAN: Final = 30_000
_PANJANG_INGATAN: Final = 2_000
# No cell holds more text.
_PANJANG_POTONG: Final = 1 << 16
_BATAS_BINGKAI: Final = 256
_PANJANG_BINGKAI: Final = 1 << 16
_BATAS_GAYA: Final = 8

_PROLOG: Final = (
    rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="(?:UTF-8|utf-8)")?'
    rb'(?: standalone="(?:yes|no)")?\?>[\r\n]*)?'
)
_RUANG: Final = rb"http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"
_AWAL_LEMBAR: Final = re.compile(_PROLOG + rb'<worksheet( xmlns="' + _RUANG + rb'"[^<>]*)>')
_AWAL_STRING: Final = re.compile(
    _PROLOG + rb'<sst xmlns="' + _RUANG + rb'"(?: count="[0-9]{1,9}")?(?: uniqueCount="[0-9]{1,9}")?>'
)

_TEKS: Final = rb"[^<\x00-\x08\x0b-\x1f]*"
_SIFAT_BARIS: Final = (
    rb" (?:r|spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent)"
    rb'="[^"<>&\x00-\x1f]{0,100}"'
)
_BARIS: Final = rb"<row(?:" + _SIFAT_BARIS + rb")+"
_SEL: Final = re.compile(
    rb'r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="(n|s|str|b|e|d|inlineStr)")?(?:/>|>'
    rb'(?:<f(?: aca="(?:false|true|0|1)")?>(' + _TEKS + rb")</f>)?"
    rb"(?:<v>(" + _TEKS + rb")</v>|(<v ?/>))?"
    rb'(?:<is><t(?: xml:space="preserve")?>(' + _TEKS + rb")</t></is>)?"
    rb"</c>)"
    rb"(</row>(?:" + _BARIS + rb"(?:/>|></row>))*(" + _BARIS + rb">)?)?"
)
_TAG_BARIS: Final = re.compile(rb"<row((?:" + _SIFAT_BARIS + rb")+)/?>")
_SIFAT: Final = re.compile(rb' ([A-Za-z0-9:]+)="([^"]*)"')
_NOMOR_BARIS: Final = re.compile(rb"[1-9][0-9]{0,6}")
_STRING: Final = re.compile(rb'<t(?: xml:space="preserve")?>(' + _TEKS + rb")</t></si>")
_INDEKS: Final = re.compile(rb"[0-9]{1,7}")
_ENTITAS: Final = re.compile(r"&([a-z]*);?")
_ARTI: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_BENAR: Final = frozenset({b"1", b"true"})

# Rows that begin after a cell: how many, the number of the last of them (0-based; -1 where none stays open for more
# cells), whether it is hidden, and whether they use the prefix that Excel has for the height of text.
Pergantian = tuple[int, int, bool, bool]
# A cell: its place; None for a blank one, the cell, or the number of a shared string; XML elements in units of _UNSUR
# plus characters, as the limits count them; the rows that begin after it.
Entri = tuple[tuple[int, int], SelMentah | int | None, int, Pergantian | None]
_UNSUR: Final = 1 << 40
_Terisi = dict[tuple[int, int], SelMentah]


class _TidakBakuError(Exception):
    """A piece is not as spreadsheet programs write it."""


def _teks(isi: bytes) -> str:
    """Character data of XML as text; _TidakBakuError for what expat would refuse or change."""
    if b"]]>" in isi:
        raise _TidakBakuError
    try:
        teks = isi.decode()
    except UnicodeDecodeError as salah:
        raise _TidakBakuError from salah
    if "\ufffe" in teks or "\uffff" in teks:
        raise _TidakBakuError
    return _ENTITAS.sub(_arti, teks) if "&" in teks else teks


def _arti(cocok: re.Match[str]) -> str:
    arti = _ARTI.get(cocok.group(1))
    if arti is None or not cocok.group().endswith(";"):
        raise _TidakBakuError
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
            raise _TidakBakuError
        jumlah += 1
        terakhir, tersembunyi = int(nomor) - 1, sifat.get(b"hidden") in _BENAR
    return jumlah, terakhir if terbuka else -1, tersembunyi, b" x14ac:" in isi


class _IngatanSel(dict[bytes, Entri]):
    """Cells by the text between one "<c " and the next, for workbooks with the same styles and date system."""

    def __init__(self, gaya: Sequence[JenisFormat], tanggal_1904: bool) -> None:
        super().__init__()
        self._gaya = gaya
        self._konteks = Konteks(tanggal_1904=tanggal_1904)
        self._lama: dict[bytes, Entri] = {}

    def __missing__(self, potong: bytes) -> Entri:
        entri = self._lama.get(potong) or self._pahami(potong)
        if len(potong) <= _PANJANG_INGATAN:
            self[potong] = entri
        return entri

    def segarkan(self) -> None:
        """Forget what was not met for long, once there is much of it."""
        if len(self) > _BATAS_INGATAN:
            self._lama = dict(self)
            self.clear()

    def _pahami(self, potong: bytes) -> Entri:
        cocok = _SEL.fullmatch(potong)
        if cocok is None or len(potong) > _PANJANG_POTONG:
            raise _TidakBakuError
        huruf, baris, gaya, tipe, rumus, nilai, kosong, sebaris, ganti, buka = cocok.groups()
        posisi = int(baris) - 1, nomor_kolom(huruf.decode())
        if posisi[0] >= BARIS_TERAKHIR or posisi[1] >= KOLOM_TERAKHIR:
            raise _TidakBakuError
        nomor = int(gaya) if gaya else 0
        format_sel = self._gaya[nomor] if nomor < len(self._gaya) else "angka"
        pergantian = _pergantian(ganti, buka is not None)
        unsur = (1 + potong.count(b"<") - potong.count(b"</")) * _UNSUR
        if tipe == b"s":
            lain = rumus is not None or sebaris is not None or format_sel == "persen"
            if lain or nilai is None or not _INDEKS.fullmatch(nilai):
                raise _TidakBakuError
            return posisi, int(nilai), unsur + len(nilai), pergantian
        isi = [None if b is None else _teks(b) for b in (b"" if kosong else nilai, sebaris, rumus)]
        banyak = unsur + sum(len(t) for t in isi if t is not None)
        teks_rumus = None if isi[2] is None else teks_xml(isi[2]).removeprefix("=")
        sel: SelMentah | None = None
        if isi != [None, None, None]:
            sel = rakit_sel(self._konteks, (tipe or b"n").decode(), isi[0], isi[1], teks_rumus, format_sel)
        return posisi, sel if sel is not None and sel_berisi(sel) else None, banyak, pergantian


class _IngatanString(dict[bytes, tuple[str, SelMentah | None, int]]):
    """Shared strings by their text in the part: the string, the cell that shows it, the characters to be counted."""

    def __missing__(self, potong: bytes) -> tuple[str, SelMentah | None, int]:
        cocok = _STRING.fullmatch(potong)
        if cocok is None or len(potong) > _PANJANG_POTONG:
            raise _TidakBakuError
        tertulis = _teks(cocok.group(1))
        teks = teks_xml(tertulis)
        entri = teks, SelMentah("teks", teks) if teks.strip() else None, len(tertulis)
        if len(self) > _BATAS_INGATAN:
            self.clear()
        if len(potong) <= _PANJANG_INGATAN:
            self[potong] = entri
        return entri


_SEL_DIKENAL: OrderedDict[tuple[tuple[JenisFormat, ...], bool], _IngatanSel] = OrderedDict()
_STRING_DIKENAL = _IngatanString()
_BINGKAI_DIKENAL: OrderedDict[tuple[bytes, bytes], Bingkai | None] = OrderedDict()


def _ingatan(konteks: Konteks) -> _IngatanSel:
    kunci = tuple(konteks.gaya), konteks.tanggal_1904
    ingatan = _SEL_DIKENAL.get(kunci)
    if ingatan is None:
        ingatan = _SEL_DIKENAL[kunci] = _IngatanSel(*kunci)
        if len(_SEL_DIKENAL) > _BATAS_GAYA:
            _SEL_DIKENAL.popitem(last=False)
    _SEL_DIKENAL.move_to_end(kunci)
    ingatan.segarkan()
    return ingatan


def _bingkai(bagian: str, kepala: bytes, ekor: bytes) -> Bingkai | None:
    """What stands around the cells, None where the streaming reader refuses it or sees no plain cell between."""
    kunci = kepala, ekor
    if kunci in _BINGKAI_DIKENAL:
        _BINGKAI_DIKENAL.move_to_end(kunci)
        return _BINGKAI_DIKENAL[kunci]
    try:
        bingkai = baca_bingkai(bagian, kepala, ekor)
    except BerkasTidakTerbacaError:
        bingkai = None
    if len(kepala) + len(ekor) <= _PANJANG_BINGKAI:
        _BINGKAI_DIKENAL[kunci] = bingkai
        if len(_BINGKAI_DIKENAL) > _BATAS_BINGKAI:
            _BINGKAI_DIKENAL.popitem(last=False)
    return bingkai


def baca_lembar_cepat(
    bagian: str, isi: bytes, nama: str, konteks: Konteks, tersembunyi: bool = False
) -> LembarMentah | None:
    """What `baca_lembar` makes of a worksheet part, None where only it can tell; then no limit was counted."""
    awal = _AWAL_LEMBAR.match(isi)
    if awal is None or isi.count(b"<c ") > _BATAS_POTONG:
        return None
    kepala, *potong = isi.split(b"<c ")
    if not potong:
        return None
    potong[-1], akhir, ekor = potong[-1].partition(b"</sheetData>")
    # The row of the last cell is closed before the end; a tag that closes a row is all that may close it.
    bingkai = _bingkai(bagian, kepala, b"</row>" + akhir + ekor) if akhir else None
    if bingkai is None:
        return None
    try:
        entri = list(map(_ingatan(konteks).__getitem__, potong))
    except _TidakBakuError:
        return None
    posisi = list(map(itemgetter(0), entri))
    baris = _baris(entri, posisi, bingkai, b" xmlns:x14ac=" in awal.group(1))
    sel = _isi(posisi, map(itemgetter(1), entri), konteks)
    if baris is None or sel is None:
        return None
    unsur, huruf = divmod(sum(map(itemgetter(2), entri)), _UNSUR)
    if not konteks.batas.muat(bingkai.unsur + unsur, len(entri), len(sel), bingkai.huruf + huruf):
        return None
    lembar = LembarMentah(nama, sel, tersembunyi, gabungan=bingkai.gabungan, terkunci=bingkai.terkunci)
    lembar.jumlah_baris, ruas = baris
    lembar.baris_tersembunyi = frozenset(posisi[a][0] for a, b in ruas if not sel.keys().isdisjoint(posisi[a:b]))
    if kolom := bingkai.kolom_tersembunyi:
        lembar.kolom_tersembunyi = frozenset(k for k in set(map(itemgetter(1), sel)) if kolom >> k & 1)
    return lembar


def _baris(
    entri: Sequence[Entri], posisi: Sequence[tuple[int, int]], bingkai: Bingkai, berprefiks: bool
) -> tuple[int, list[tuple[int, int]]] | None:
    """(number of rows, slices with the cells of hidden rows); None where cells are not in the order of their rows."""
    if not all(map(lt, posisi, islice(posisi, 1, None))):
        return None
    jumlah, baris, tersembunyi, awal = bingkai.jumlah_baris, bingkai.baris, bingkai.baris_tersembunyi, 0
    ruas: list[tuple[int, int]] = []
    for n, ganti in [(n, e[3]) for n, e in enumerate(entri) if e[3] is not None]:
        if posisi[awal][0] != baris or posisi[n][0] != baris or (ganti[3] and not berprefiks):
            return None
        if tersembunyi:
            ruas.append((awal, n + 1))
        awal = n + 1
        jumlah += ganti[0]
        _, baris, tersembunyi, _ = ganti
    return (jumlah, ruas) if awal == len(entri) and baris == -1 else None


def _isi(posisi: Sequence[tuple[int, int]], isi: Iterable[SelMentah | int | None], konteks: Konteks) -> _Terisi | None:
    """The filled cells; None where a shared string is missing."""
    sel_teks = konteks.sel_teks
    try:
        semua = {
            p: s if isinstance(s, SelMentah) else sel_teks[s] for p, s in zip(posisi, isi, strict=True) if s is not None
        }
    except IndexError:
        return None
    # Only strings of white space leave blanks behind.
    return {p: s for p, s in semua.items() if s is not None} if konteks.teks_kosong else cast("_Terisi", semua)


def baca_string_cepat(isi: bytes, batas: Batas, terbanyak: int) -> tuple[list[str], list[SelMentah | None]] | None:
    """(shared strings, the cells that show them; None for white space), or None where only expat can tell."""
    awal = _AWAL_STRING.match(isi)
    if awal is None:
        return None
    kepala, *potong = isi.split(b"<si>")
    if len(kepala) != awal.end() or not potong or len(potong) > min(terbanyak, _BATAS_POTONG):
        return None
    potong[-1], akhir, ekor = potong[-1].partition(b"</sst>")
    if not akhir or ekor.strip(b"\r\n"):
        return None
    try:
        entri = list(map(_STRING_DIKENAL.__getitem__, potong))
    except _TidakBakuError:
        return None
    if not batas.muat(1 + 2 * len(potong), 0, 0, sum(map(itemgetter(2), entri))):
        return None
    return list(map(itemgetter(0), entri)), list(map(itemgetter(1), entri))
