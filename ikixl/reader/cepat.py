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
from functools import lru_cache
from itertools import islice
from operator import itemgetter, lt
from typing import Final, cast

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.batas import Batas
from ikixl.reader.format_angka import JenisFormat
from ikixl.reader.lembar import Bingkai, baca_bingkai
from ikixl.reader.mentah import LembarMentah, SelMentah
from ikixl.reader.pola import IsiPola, LemariPola
from ikixl.reader.potong import PANJANG_POTONG, TEKS, UNSUR, Entri, IngatanSel, TidakBakuError, teks_baku
from ikixl.reader.sel import Konteks, teks_xml

__all__ = ["PANJANG_AWAL", "baca_lembar_cepat", "baca_string_cepat", "sel_pertama"]

#: So many bytes of a part are tried for `sel_pertama`: before the cells of a sheet of ours without inputs XlsxWriter
#: writes one kilobyte, LibreOffice up to three.
PANJANG_AWAL: Final = (1_280, 8_192)

# More pieces would take too much memory at once.
_BATAS_POTONG: Final = 100_000
# Strings that are remembered.
_BATAS_INGATAN: Final = 30_000
_PANJANG_INGATAN: Final = 2_000
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
_STRING: Final = re.compile(rb'<t(?: xml:space="preserve")?>(' + TEKS + rb")</t></si>")
# The end of a part whose last cell stands in a row.
_TUTUP: Final = b"</row></sheetData></worksheet>"
_KAKI: Final = re.compile(TEKS)
_BUKAN_UNSUR: Final = re.compile(rb"<[!?]")

_Terisi = dict[tuple[int, int], SelMentah]


class _IngatanString(dict[bytes, tuple[str, SelMentah | None, int]]):
    """Shared strings by their text in the part: the string, the cell that shows it, the characters to be counted."""

    def __missing__(self, potong: bytes) -> tuple[str, SelMentah | None, int]:
        cocok = _STRING.fullmatch(potong)
        if cocok is None or len(potong) > PANJANG_POTONG:
            raise TidakBakuError
        tertulis = teks_baku(cocok.group(1))
        teks = teks_xml(tertulis)
        entri = teks, SelMentah("teks", teks) if teks.strip() else None, len(tertulis)
        if len(self) > _BATAS_INGATAN:
            self.clear()
        if len(potong) <= _PANJANG_INGATAN:
            self[potong] = entri
        return entri


_STRING_DIKENAL = _IngatanString()
_BINGKAI_DIKENAL: OrderedDict[tuple[bytes, bytes, bool], Bingkai | None] = OrderedDict()


class _LemariGaya:
    """What is remembered of cells and parts, for the last workbooks that differ in styles or date system."""

    def __init__(self) -> None:
        self._isi: OrderedDict[tuple[tuple[JenisFormat, ...], bool], tuple[IngatanSel, LemariPola]] = OrderedDict()
        # Asked for at every sheet, nearly always with the same styles: those are told by being the same object.
        self._terakhir: tuple[Sequence[JenisFormat], bool, tuple[IngatanSel, LemariPola]] | None = None

    def ambil(self, konteks: Konteks) -> tuple[IngatanSel, LemariPola]:
        """That for the sheets of this workbook."""
        terakhir, gaya, tanggal = self._terakhir, konteks.gaya, konteks.tanggal_1904
        if terakhir is None or terakhir[0] is not gaya or terakhir[1] != tanggal:
            terakhir = gaya, tanggal, self._cari((tuple(gaya), tanggal))
            # A list may hold other styles the next time.
            self._terakhir = terakhir if isinstance(gaya, tuple) else None
        terakhir[2][0].segarkan()
        return terakhir[2]

    def _cari(self, kunci: tuple[tuple[JenisFormat, ...], bool]) -> tuple[IngatanSel, LemariPola]:
        ada = self._isi.pop(kunci, None)
        if ada is None:
            ingatan = IngatanSel(*kunci)
            ada = ingatan, LemariPola(ingatan)
        self._isi[kunci] = ada
        if len(self._isi) > _BATAS_GAYA:
            self._isi.popitem(last=False)
        return ada


_SEL_DIKENAL = _LemariGaya()


def _bingkai(bagian: str, kepala: bytes, ekor: bytes) -> Bingkai | None:
    """What stands around the cells, None where the streaming reader refuses it or sees no plain cell between.

    It is remembered without the text of the footer, which names the unit, so that no two would be alike.
    """
    awal, tanda, sisa = ekor.rpartition(b"<oddFooter>")
    kaki, tutup, sisa = sisa.partition(b"<")
    if tanda and tutup and _teks_kaki(kaki):
        rangka = b"".join((awal, tanda, tutup, sisa))
        # In a comment it would be no footer. That is asked once, before it is remembered as one without its text.
        if (kepala, rangka, True) in _BINGKAI_DIKENAL or not _BUKAN_UNSUR.search(rangka):
            return _bingkai_dikenal(bagian, kepala, rangka, True)
    return _bingkai_dikenal(bagian, kepala, ekor)


def _teks_kaki(kaki: bytes) -> bool:
    if not _KAKI.fullmatch(kaki):
        return False
    try:
        teks_baku(kaki)
    except TidakBakuError:
        return False
    return True


def _bingkai_dikenal(bagian: str, kepala: bytes, ekor: bytes, tanpa_kaki: bool = False) -> Bingkai | None:
    """The same, by just these bytes; `tanpa_kaki` says whether the text of a footer was taken out."""
    kunci = kepala, ekor, tanpa_kaki
    if kunci in _BINGKAI_DIKENAL:
        _BINGKAI_DIKENAL.move_to_end(kunci)
        return _BINGKAI_DIKENAL[kunci]
    try:
        bingkai = None if b"<c " in ekor else baca_bingkai(bagian, kepala, ekor)
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
    ingatan, lemari = _SEL_DIKENAL.ambil(konteks)
    # From the end, which is nearer; with another one before it the pieces would not be as programs write them.
    badan, akhir, ekor = isi.rpartition(b"</sheetData>")
    # The row of the last cell is closed before the end; a tag that closes a row is all that may close it.
    ekor = b"</row>" + akhir + ekor
    dikenal = None if konteks.teks_kosong else lemari.utuh(bagian, badan)
    if dikenal is not None and _bingkai(bagian, dikenal[0], ekor) is dikenal[1]:
        return _tertunda(nama, dikenal[2], dikenal[1], konteks, tersembunyi)
    awal = _AWAL_LEMBAR.match(isi)
    kepala, *potong = badan.split(b"<c ")
    if awal is None or not akhir or not 0 < len(potong) <= _BATAS_POTONG:
        return None
    bingkai = _bingkai(bagian, kepala, ekor)
    if bingkai is None:
        return None
    berprefiks = b" xmlns:x14ac=" in awal.group(1)
    kunci = bagian, bingkai, berprefiks, len(potong)
    tunda = None if konteks.teks_kosong else lemari.cari(kunci, potong)
    if tunda is not None:
        lemari.ingat_utuh(bagian, badan, (kepala, bingkai, tunda))
        return _tertunda(nama, tunda, bingkai, konteks, tersembunyi)
    try:
        entri = list(map(ingatan.__getitem__, potong))
    except TidakBakuError:
        return None
    posisi = list(map(itemgetter(0), entri))
    baris = _baris(entri, posisi, bingkai, berprefiks)
    sel = _isi(posisi, map(itemgetter(1), entri), konteks)
    if baris is None or sel is None:
        return None
    unsur, huruf = divmod(sum(map(itemgetter(2), entri)), UNSUR)
    if not konteks.batas.muat(bingkai.unsur + unsur, len(entri), len(sel), bingkai.huruf + huruf):
        return None
    lembar = LembarMentah(nama, sel, tersembunyi, gabungan=bingkai.gabungan, terkunci=bingkai.terkunci)
    lembar.jumlah_baris, ruas = baris
    lembar.baris_tersembunyi = frozenset(posisi[a][0] for a, b in ruas if not sel.keys().isdisjoint(posisi[a:b]))
    if kolom := bingkai.kolom_tersembunyi:
        lembar.kolom_tersembunyi = frozenset(k for k in set(map(itemgetter(1), sel)) if kolom >> k & 1)
    lemari.kenalkan(kunci, potong, entri, baris, kolom)
    return lembar


def sel_pertama(bagian: str, awal: bytes, konteks: Konteks) -> SelMentah | None:
    """The cell A1 of a worksheet part that begins with `awal`, None where it is blank or only all of the part can tell.

    Nothing is counted against the limits.
    """
    potong = _potong_pertama(bagian, awal)
    if potong is None:
        return None
    try:
        tempat, isi, _, _ = _SEL_DIKENAL.ambil(konteks)[0][potong]
        if tempat != (0, 0):
            return None
        return konteks.sel_teks[isi] if isinstance(isi, int) else isi
    except (TidakBakuError, IndexError):
        return None


@lru_cache(maxsize=256)
def _potong_pertama(bagian: str, awal: bytes) -> bytes | None:
    """The text of the first cell, None where it is cut off or what stands before it is not as programs write it."""
    kepala, _, sisa = awal.partition(b"<c ")
    potong, lengkap, _ = sisa.partition(b"<c ")
    baku = lengkap and _AWAL_LEMBAR.match(awal) is not None and _bingkai_dikenal(bagian, kepala, _TUTUP) is not None
    return potong if baku else None


def _tertunda(nama: str, isi: IsiPola, bingkai: Bingkai, konteks: Konteks, tersembunyi: bool) -> LembarMentah | None:
    """The sheet of cells that are known by their Pola; None near a limit, and where a shared string is missing."""
    unsur, huruf = divmod(isi.banyak, UNSUR)
    if not isi.string_ada(len(konteks.sel_teks)) or not konteks.batas.muat(
        bingkai.unsur + unsur, len(isi.isi), isi.jumlah, bingkai.huruf + huruf
    ):
        return None
    isi = IsiPola(isi.pola, isi.isi, isi.beda, isi.jumlah, isi.banyak, isi.indeks, konteks.sel_teks)
    lembar = LembarMentah.tertunda(nama, isi)
    lembar.tersembunyi, lembar.gabungan, lembar.terkunci = tersembunyi, bingkai.gabungan, bingkai.terkunci
    lembar.jumlah_baris = isi.pola.jumlah_baris
    lembar.baris_tersembunyi, lembar.kolom_tersembunyi = isi.pola.tersembunyi(isi.isi)
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
    """(shared strings, the cells that show them; None for white space), or None where only expat can tell.

    Where every string has a cell the strings are left out.
    """
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
    except TidakBakuError:
        return None
    if not batas.muat(1 + 2 * len(potong), 0, 0, sum(map(itemgetter(2), entri))):
        return None
    sel = list(map(itemgetter(1), entri))
    # A cell is true, whatever it holds.
    return [] if all(sel) else list(map(itemgetter(0), entri)), sel
