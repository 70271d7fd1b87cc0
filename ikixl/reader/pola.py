"""Worksheet parts that differ from one seen before only in what single cells hold: nothing else is looked at again.

A return is, but for its inputs and the results of its formulas, word for word what other returns of its kind are. Of a
part that was read whole the pieces are kept; of the next one, the pieces that are the same need not be understood, and
of each of the others only what stands behind its address, style and formula does. The answer is that of
`ikixl.reader.cepat`, or there is none.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import compress
from operator import itemgetter, ne
from typing import Final, NamedTuple, cast

from ikixl.reader.lembar import Bingkai
from ikixl.reader.mentah import SelMentah
from ikixl.reader.potong import Entri, IngatanSel, Pergantian, TidakBakuError, belah

__all__ = ["Isi", "IsiPola", "LemariPola", "Pola"]

Tempat = tuple[int, int]
#: What a cell holds: a blank, a cell, or the number of a shared string.
Isi = SelMentah | int | None

# Pieces that are remembered for each cell of a part, and the longest of them.
_BATAS_SEPOTONG: Final = 6
_PANJANG_SEPOTONG: Final = 500
# Ends of cells that are remembered for each style, and the longest of them.
_BATAS_EKOR: Final = 1_000
_PANJANG_EKOR: Final = 200
_BATAS_AWAL: Final = 1_000
# Bytes of the parts that are kept; in memory they take some five times as much.
_BATAS_BESAR: Final = 6 << 20
# A part is kept when it is this one of its kind in a row that was not explained by the one kept.
_SEJAK: Final = 2
_BATAS_MELESET: Final = 256
# Parts whose cells take up to this size are known by their whole text, so many of them.
_BATAS_UTUH: Final = 16 << 10
_BANYAK_UTUH: Final = 128
# Of larger ones, up to this size, only the last one of each name is compared; so many names.
_BATAS_TERAKHIR: Final = 128 << 10
_BANYAK_TERAKHIR: Final = 32
# What a cell says of its type, where a formula follows; other types are rare among results.
_TIPE: Final = (b"", b' t="str"', b' t="n"')


class _Ekor(dict[bytes, tuple[Isi, int]]):
    """What cells hold, by the end of their text, for cells that begin with `awal` but for address and formula.

    With it comes what the limits count of such a cell, as `Entri` has it: meant to be compared, because the formula
    here is not that of the cell.
    """

    def __init__(self, pahami: Callable[[bytes], Entri], awal: bytes) -> None:
        super().__init__()
        self._pahami = pahami
        self._awal = awal

    def __missing__(self, ekor: bytes) -> tuple[Isi, int]:
        _, isi, banyak, pergantian = self._pahami(self._awal + ekor)
        if pergantian is not None:
            raise TidakBakuError
        if len(self) >= _BATAS_EKOR:
            self.clear()
        if len(ekor) <= _PANJANG_EKOR:
            self[ekor] = isi, banyak
        return isi, banyak


class _Ganti(dict[bytes, Pergantian | None]):
    """The rows that begin after a cell, by their text: programs fit the heights of rows to what is typed."""

    def __init__(self, pahami: Callable[[bytes], Entri]) -> None:
        super().__init__()
        self._pahami = pahami

    def __missing__(self, ganti: bytes) -> Pergantian | None:
        hasil = self._pahami(b'r="A1"/>' + ganti)[3]
        if len(self) >= _BATAS_EKOR:
            self.clear()
        if len(ganti) <= _PANJANG_EKOR:
            self[ganti] = hasil
        return hasil


class _Kenalan:
    """What Pola of the same styles share."""

    def __init__(self, ingatan: IngatanSel) -> None:
        self._ingatan = ingatan
        self._ekor: dict[bytes, _Ekor] = {}
        self.ganti = _Ganti(ingatan.pahami)

    def ekor(self, awal: bytes) -> _Ekor:
        """The ends of cells that begin like this."""
        ekor = self._ekor.get(awal)
        if ekor is None:
            if len(self._ekor) >= _BATAS_AWAL:
                # Those that are in use are held by the Pola that use them.
                self._ekor.clear()
            ekor = self._ekor[awal] = _Ekor(self._ingatan.pahami, awal)
        return ekor


@dataclass(slots=True)
class IsiPola:
    """The cells of a sheet that fits a Pola, in its order: blank, a cell, or the number of a shared string.

    A formula's text stands in the Pola; in the cells numbered in `beda` it is not to be looked at. `banyak` is what the
    limits count of all cells, `indeks` no less than the largest number of a string.
    """

    pola: Pola
    isi: list[Isi]
    beda: list[int]
    jumlah: int
    banyak: int
    indeks: int
    string: Sequence[SelMentah | None] = ()

    def string_ada(self, banyak: int) -> bool:
        """Whether so many shared strings are enough for these cells."""
        # The largest number may be that of a cell of the part that was kept, which holds another one here.
        return self.indeks < banyak or all(i < banyak for i in self.isi if isinstance(i, int))

    def nomor(self, n: int) -> SelMentah | None:
        """The cell number n."""
        isi = self.isi[n]
        if isinstance(isi, int):
            return self.string[isi]
        rumus = self.pola.rumus[n]
        return isi if isi is None or rumus is None else SelMentah(isi.jenis, isi.nilai, rumus, isi.persen)

    def ambil(self, tempat: Tempat) -> SelMentah | None:
        """As SelTunda says."""
        n = self.pola.nomor.get(tempat)
        return None if n is None else self.nomor(n)

    def isi_tepi(self) -> list[SelMentah | None]:
        """The cells of the first row and the first column, blank ones too, in the order of `Pola.tepi`."""
        isi, string = self.isi, self.string
        return [string[i] if (i := isi[n]).__class__ is int else self.nomor(n) for _, n in self.pola.tepi]

    def tepi(self) -> list[tuple[Tempat, SelMentah]]:
        """As SelTunda says."""
        semua = zip(self.pola.tepi, self.isi_tepi(), strict=True)
        return [(t, sel) for (t, _), sel in semua if sel is not None]

    def semua(self) -> dict[Tempat, SelMentah]:
        """As SelTunda says."""
        isi, rumus, string = self.isi.copy(), self.pola.rumus, self.string
        for n in self.beda:
            if rumus[n] is not None:
                isi[n] = self.nomor(n)
        pasangan = zip(self.pola.nomor, isi, strict=True)
        semua = {p: s if isinstance(s, SelMentah) else string[s] for p, s in pasangan if s is not None}
        # There are no strings of white space where a Pola is used.
        return cast("dict[Tempat, SelMentah]", semua)


class _Bagi(NamedTuple):
    """The pieces of a part in two: those that were always the same, and those numbered `nomor`; how to pick either."""

    tetap: Callable[[Sequence[bytes]], Sequence[bytes]]
    dasar_tetap: Sequence[bytes]
    nomor: Sequence[int]
    ubah: Callable[[Sequence[bytes]], Sequence[bytes]]
    dasar_ubah: Sequence[bytes]

    @classmethod
    def dari(cls, potong: Sequence[bytes], ubah: frozenset[int]) -> _Bagi | None:
        """Of these pieces; None where there are too few of either for it to be worth while."""
        nomor, lain = sorted(ubah), [n for n in range(len(potong)) if n not in ubah]
        if min(len(nomor), len(lain)) < 2:
            return None
        tetap, berubah = itemgetter(*lain), itemgetter(*nomor)
        return cls(tetap, tetap(potong), nomor, berubah, berubah(potong))


class Pola:
    """A worksheet part that was read: its pieces, what they hold, and how each of them begins and ends.

    `nomor` counts the cells by their places, `rumus` holds their formulas, `tepi` those of the first row and column;
    `jumlah_baris` is the number of rows.
    """

    def __init__(
        self,
        potong: Sequence[bytes],
        entri: Sequence[Entri],
        kenalan: _Kenalan,
    ) -> None:
        """`entri` is what an IngatanSel makes of `potong`; TidakBakuError where that does not make a Pola."""
        self._potong = list(potong)
        self._isi = [e[1] for e in entri]
        self.nomor = {e[0]: n for n, e in enumerate(entri)}
        self.tepi = [(t, n) for t, n in self.nomor.items() if 0 in t]
        self.rumus = [e[1].rumus if isinstance(e[1], SelMentah) else None for e in entri]
        self._kenalan = kenalan
        # How a cell begins, what may follow, the rows after it, and other ways to begin with what follows them.
        self._cara: list[tuple[bytes, _Ekor, bytes, list[tuple[bytes, _Ekor]]]] = []
        self._pergantian = [e[3] for e in entri]
        self._lama: list[int] = []
        self._dikenal: dict[bytes, tuple[int, Isi, int, int]] = {}
        for p in potong:
            self._pelajari(p)
        self._jumlah = sum(i is not None for i in self._isi)
        self._banyak = sum(e[2] for e in entri)
        self._indeks = max((i for i in self._isi if isinstance(i, int)), default=-1)
        self.jumlah_baris = 0
        self._baris: list[tuple[int, Sequence[int]]] = []
        self._kolom: list[tuple[int, Sequence[int]]] = []
        # The pieces that were met with another text: all others are compared in one go.
        self._ubah: frozenset[int] = frozenset()
        self._bagi: _Bagi | None = None

    def sembunyikan(self, jumlah_baris: int, ruas: Sequence[tuple[int, int]], kolom: int) -> None:
        """Tell how many rows there are, which slices of the cells are hidden rows, which bits are hidden columns."""
        tempat = list(self.nomor)
        self.jumlah_baris = jumlah_baris
        self._baris = [(tempat[a][0], range(a, b)) for a, b in ruas]
        isi_kolom: dict[int, list[int]] = {}
        for (_, k), n in self.nomor.items() if kolom else ():
            if kolom >> k & 1:
                isi_kolom.setdefault(k, []).append(n)
        # Those that are filled here come first: most likely they are everywhere.
        self._kolom = [(k, sorted(milik, key=lambda n: self._isi[n] is None)) for k, milik in isi_kolom.items()]

    def tersembunyi(self, isi: Sequence[Isi]) -> tuple[frozenset[int], frozenset[int]]:
        """The hidden rows and the hidden columns that hold any of these cells."""
        baris, kolom = (
            # Mostly the first cell tells.
            frozenset([t for t, n in semua if isi[n[0]] is not None or any(isi[m] is not None for m in n)])
            for semua in (self._baris, self._kolom)
        )
        return baris, kolom

    def _pelajari(self, potong: bytes) -> None:
        dasar, rumus, ekor, ganti = belah(potong)
        gaya = dasar.partition(b" ")[2]
        awal = b'r="A1"' + (b" " + gaya if gaya else b"")
        sela = potong[len(dasar) : potong.index(rumus)] if rumus else b""
        if sela not in _TIPE:
            raise TidakBakuError
        if rumus:
            # The type that is found here comes first: most likely it is found everywhere.
            tipe = sorted(_TIPE, key=lambda t: t != sela)
            cara = [(dasar + t + rumus, self._kenalan.ekor(awal + t + b"><f>1</f>")) for t in tipe]
        else:
            cara = [(dasar, self._kenalan.ekor(awal))]
        self._cara.append((*cara[0], ganti, cara[1:]))
        self._lama.append(cara[0][1][ekor][1])

    def cocokkan(self, potong: Sequence[bytes]) -> IsiPola | None:
        """The cells of a part of just as many pieces, None where it is not a part of this kind."""
        bagi = self._bagi
        if bagi is not None and bagi.tetap(potong) == bagi.dasar_tetap:
            return self._ganti(bagi.nomor, bagi.ubah(potong), bagi.dasar_ubah)
        isi = self._ganti(range(len(potong)), potong, self._potong)
        if isi is not None and not self._ubah.issuperset(isi.beda):
            self._ubah = self._ubah.union(isi.beda)
            self._bagi = _Bagi.dari(self._potong, self._ubah)
        return isi

    def _ganti(self, nomor: Sequence[int], potong: Sequence[bytes], dasar: Sequence[bytes]) -> IsiPola | None:
        """The cells where those with these numbers have `potong`, not `dasar`; None where one is none of its kind."""
        isi, jumlah, banyak, indeks = self._isi.copy(), self._jumlah, self._banyak, self._indeks
        berbeda = list(map(ne, potong, dasar))
        beda = list(compress(nomor, berbeda))
        dikenal = self._dikenal
        try:
            for n, p in zip(beda, compress(potong, berbeda), strict=True):
                milik, baru, tambah, hitungan = dikenal.get(p) or self._pahami(n, p)
                if milik != n:
                    # A cell of this kind, but in the place of another.
                    return None
                isi[n] = baru
                jumlah += tambah
                banyak += hitungan
                if baru.__class__ is int and baru > indeks:
                    indeks = baru
        except (TidakBakuError, StopIteration):
            return None
        return IsiPola(self, isi, beda, jumlah, banyak, indeks)

    def _pahami(self, n: int, potong: bytes) -> tuple[int, Isi, int, int]:
        """(n, what that cell holds by its piece, what it adds to the filled cells, to what the limits count).

        TidakBakuError or StopIteration where it is not a cell of this kind.
        """
        awal, ekor, ganti, lain = self._cara[n]
        if not potong.startswith(awal):
            awal, ekor = next(c for c in lain if potong.startswith(c[0]))
        if not ganti:
            baru, hitungan = ekor[potong[len(awal) :]]
        elif potong.endswith(ganti):
            baru, hitungan = ekor[potong[len(awal) : -len(ganti)]]
        else:
            akhir = potong.find(b"</row>")
            if self._kenalan.ganti[potong[akhir:]] != self._pergantian[n]:
                raise TidakBakuError
            baru, hitungan = ekor[potong[len(awal) : akhir]]
        hasil = n, baru, (baru is not None) - (self._isi[n] is not None), hitungan - self._lama[n]
        if len(self._dikenal) >= _BATAS_SEPOTONG * len(self._potong):
            self._dikenal.clear()
        if len(potong) <= _PANJANG_SEPOTONG:
            self._dikenal[potong] = hasil
        return hasil


#: What stands before the cells, the frame, the cells.
_Utuh = tuple[bytes, Bingkai, IsiPola]


class LemariPola:
    """The parts that are kept for one IngatanSel, by what they must have in common with others; the last ones only."""

    def __init__(self, ingatan: IngatanSel) -> None:
        self._kenalan = _Kenalan(ingatan)
        self._isi: OrderedDict[Hashable, tuple[Pola, int]] = OrderedDict()
        self._besar = 0
        self._meleset: OrderedDict[Hashable, int] = OrderedDict()
        self._utuh: OrderedDict[tuple[str, bytes], _Utuh] = OrderedDict()
        self._terakhir: OrderedDict[str, tuple[bytes, _Utuh]] = OrderedDict()

    def utuh(self, bagian: str, badan: bytes) -> _Utuh | None:
        """What stands before the cells, the frame, and the cells of a part that began like this up to its last cell."""
        # A large one is not worth taking its hash.
        if len(badan) <= _BATAS_UTUH:
            return self._utuh.get((bagian, badan))
        terakhir = self._terakhir.get(bagian)
        return terakhir[1] if terakhir is not None and terakhir[0] == badan else None

    def ingat_utuh(self, bagian: str, badan: bytes, utuh: _Utuh) -> None:
        """Remember a part that fitted: those without inputs differ in their footers only, and targets may be alike."""
        if len(badan) <= _BATAS_UTUH:
            self._utuh[bagian, badan] = utuh
            if len(self._utuh) > _BANYAK_UTUH:
                self._utuh.popitem(last=False)
        elif len(badan) <= _BATAS_TERAKHIR:
            self._terakhir[bagian] = badan, utuh
            if len(self._terakhir) > _BANYAK_TERAKHIR:
                self._terakhir.popitem(last=False)

    def cari(self, kunci: Hashable, potong: Sequence[bytes]) -> IsiPola | None:
        """The cells of a part by the one that is kept under `kunci`, None where there is none or it does not fit."""
        ada = self._isi.get(kunci)
        isi = None if ada is None else ada[0].cocokkan(potong)
        if isi is not None:
            # Another thread of a worker may have let go of it meanwhile.
            with suppress(KeyError):
                self._isi.move_to_end(kunci)
            self._meleset.pop(kunci, None)
        return isi

    def kenalkan(
        self,
        kunci: Hashable,
        potong: Sequence[bytes],
        entri: Sequence[Entri],
        baris: tuple[int, list[tuple[int, int]]],
        kolom: int,
    ) -> None:
        """Tell of a part that was read without a Pola; `entri` are its cells, the rest as `Pola.sembunyikan` has it.

        It is kept once so many like it came by.
        """
        meleset = self._meleset[kunci] = self._meleset.pop(kunci, 0) + 1
        if len(self._meleset) > _BATAS_MELESET:
            self._meleset.popitem(last=False)
        besar = sum(map(len, potong))
        if meleset < _SEJAK or besar > _BATAS_BESAR:
            return
        try:
            pola = Pola(potong, entri, self._kenalan)
        except TidakBakuError:
            return
        pola.sembunyikan(*baris, kolom)
        self._besar += besar - self._isi.pop(kunci, (pola, 0))[1]
        self._isi[kunci] = pola, besar
        while self._besar > _BATAS_BESAR:
            self._besar -= self._isi.popitem(last=False)[1][1]
