"""Mould and cast: a workbook of the shape of one that was drawn before, by rewriting only what differs.

The ordinary way (ikixl.writer.tulis) is the truth: a cast is, byte for byte, what that would have written.
"""

from __future__ import annotations

import re
from functools import cached_property

from ikixl.layout.beda import BedaBuku, BedaSel, beda_buku
from ikixl.layout.buku import Buku, Isi
from ikixl.layout.letak import alamat
from ikixl.writer.bagian import (
    BentukLain,
    Cache,
    TempatSel,
    TempatTeks,
    cari_cache,
    potongan_teks,
    teks_xml,
    tempat_sel,
)
from ikixl.writer.paket import Paket, Tempelan
from ikixl.writer.tulis import teks_kaki, tulis_buku

__all__ = ["Cetakan", "Pencetak"]

_SEL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_NOMOR_TEKS = re.compile(rb' t="s"><v>([0-9]+)</v>')
_TEKS = re.compile(rb"<si>.*?</si>", re.DOTALL)
_BANYAK_TEKS = re.compile(rb'<sst [^>]*count="([0-9]+)"')
_TEKS_BERSAMA = "xl/sharedStrings.xml"
# What Excel allows of a footer and of a property; XlsxWriter refuses more.
_PANJANG = 255

_Tempelan = dict[str, list[Tempelan]]


class Cetakan:
    """A workbook as it was drawn, for casting others of its shape; `data` is what `tulis_buku` made of `buku`.

    Looking for places waits until the first workbook of the same shape comes.
    """

    def __init__(self, buku: Buku, data: bytes) -> None:
        self.buku = buku
        self._data = data
        self._sel: dict[tuple[int, int, str], TempatSel] = {}
        self._teks: dict[tuple[str, str], TempatTeks] = {}

    def tuang(self, buku: Buku) -> bytes | None:
        """The workbook of another Buku, None where its shape is not that of the mould."""
        beda = beda_buku(self.buku, buku)
        if beda is None:
            return None
        try:
            tempelan: _Tempelan = {}
            self._tempel_sel(beda, tempelan)
            self._tempel_teks(beda, buku, tempelan)
            self._tempel_cache(beda, buku, tempelan)
        except BentukLain:
            return None
        return self._paket.susun(tempelan)

    @cached_property
    def _paket(self) -> Paket:
        return Paket(self._data)

    def _xml(self, bagian: str) -> bytes:
        return self._paket.anggota[bagian].isi

    @staticmethod
    def _bagian(lembar: int) -> str:
        return f"xl/worksheets/sheet{lembar + 1}.xml"

    @cached_property
    def _alamat(self) -> tuple[dict[str, tuple[int, int]], ...]:
        """For each sheet, where each address stands in its XML."""
        return tuple(
            {cocok[1].decode(): cocok.span() for cocok in _SEL.finditer(self._xml(self._bagian(nomor)))}
            for nomor in range(len(self.buku.lembar))
        )

    @cached_property
    def _kolom(self) -> tuple[dict[str, int], ...]:
        """For each sheet, the 0-based numbers of its columns by key."""
        return tuple({k.kunci: n for n, k in enumerate(b.kolom, start=int(b.berkunci))} for b in self.buku.lembar)

    @cached_property
    def _daftar_teks(self) -> tuple[dict[bytes, int], list[tuple[int, int]], list[int]]:
        """The shared strings: their numbers, places and how many cells show each.

        BentukLain where a string was counted that no cell shows.
        """
        xml = self._xml(_TEKS_BERSAMA)
        tempat = [cocok.span() for cocok in _TEKS.finditer(xml)]
        pemakai = [0] * len(tempat)
        for nomor in range(len(self.buku.lembar)):
            for cocok in _NOMOR_TEKS.finditer(self._xml(self._bagian(nomor))):
                pemakai[int(cocok[1])] += 1
        banyak = _BANYAK_TEKS.search(xml)
        if banyak is None or int(banyak[1]) != sum(pemakai):
            raise BentukLain
        return {xml[a:b]: n for n, (a, b) in enumerate(tempat)}, tempat, pemakai

    def _tempat(self, beda: BedaSel) -> TempatSel:
        """Find the place of a cell that is to be rewritten for the first time."""
        baris = beda.baris + int(self.buku.lembar[beda.lembar].berkunci)
        span = self._alamat[beda.lembar].get(alamat(baris, self._kolom[beda.lembar][beda.kolom]))
        if span is None:
            raise BentukLain
        tempat = tempat_sel(self._xml(self._bagian(beda.lembar)), *span, beda.lama.isi_berkas)
        self._sel[beda.lembar, beda.baris, beda.kolom] = tempat
        return tempat

    def _tempel_sel(self, beda: BedaBuku, hasil: _Tempelan) -> None:
        """Rewrite the cells that differ, and the shared strings that they show."""
        teks: dict[int, tuple[str, int]] = {}
        lembar: dict[int, list[Tempelan]] = {}
        for b in beda.sel:
            tempat = self._sel.get((b.lembar, b.baris, b.kolom)) or self._tempat(b)
            lama, baru = b.lama.isi, b.baru.isi_berkas
            if isinstance(lama, str) and lama and isinstance(baru, str) and baru:
                nomor = int(tempat.nilai)
                sudah, banyak = teks.get(nomor, (baru, 0))
                if sudah != baru:
                    raise BentukLain
                teks[nomor] = (baru, banyak + 1)
            elif (isinstance(lama, str) and lama) or (isinstance(baru, str) and baru):
                # A text more or less changes the numbers of all that follow.
                raise BentukLain
            else:
                lembar.setdefault(b.lembar, []).append((tempat.awal, tempat.akhir, tempat.potongan(baru)))
        for nomor, tempelan in lembar.items():
            hasil[self._bagian(nomor)] = tempelan
        if teks:
            hasil[_TEKS_BERSAMA] = self._ganti_teks(teks)

    def _ganti_teks(self, teks: dict[int, tuple[str, int]]) -> list[Tempelan]:
        """Replace shared strings; BentukLain where two would become one, or one would have to become two."""
        nomor_teks, tempat, pemakai = self._daftar_teks
        hasil = []
        baru: set[bytes] = set()
        for nomor, (isi, banyak) in teks.items():
            potongan = potongan_teks(isi)
            kembar = nomor_teks.get(potongan)
            if banyak != pemakai[nomor] or potongan in baru or (kembar is not None and kembar not in teks):
                raise BentukLain
            baru.add(potongan)
            hasil.append((*tempat[nomor], potongan))
        return hasil

    def _tempel_teks(self, beda: BedaBuku, buku: Buku, hasil: _Tempelan) -> None:
        """Rewrite footers, title and stamp."""
        for nomor in beda.kaki:
            lama, baru = (teks_kaki(b.lembar[nomor].kertas) for b in (self.buku, buku))
            # XlsxWriter reads "&[" in a footer as the beginning of a code.
            if "[" in baru:
                raise BentukLain
            self._satu_teks(self._bagian(nomor), b"<oddFooter>", lama, baru, b"</oddFooter>", hasil)
        if buku.judul != self.buku.judul:
            self._satu_teks("docProps/core.xml", b"<dc:title>", self.buku.judul, buku.judul, b"</dc:title>", hasil)
        if buku.stempel != self.buku.stempel:
            if '"' in buku.stempel or not buku.stempel.isascii():
                raise BentukLain
            cap = (self.buku.stempel, buku.stempel)
            self._satu_teks("docProps/custom.xml", b"<vt:lpwstr>", *cap, b"</vt:lpwstr>", hasil)
            self._satu_teks("xl/workbook.xml", b'>"', *cap, b'"</definedName>', hasil)

    def _satu_teks(self, bagian: str, depan: bytes, lama: str, baru: str, belakang: bytes, hasil: _Tempelan) -> None:
        if not baru or len(baru.encode("utf-16-le", "surrogatepass")) > 2 * _PANJANG:
            raise BentukLain
        kunci = (bagian, depan.decode())
        tempat = self._teks.get(kunci)
        if tempat is None:
            tempat = self._teks[kunci] = TempatTeks.cari(bagian, self._xml(bagian), depan, lama, belakang)
        hasil.setdefault(bagian, []).append((tempat.awal, tempat.akhir, teks_xml(baru)))

    @cached_property
    def _cache(self) -> dict[str, list[Cache]]:
        """The ranges whose values charts keep, by part."""
        grafik = (n for n in self._paket.anggota if n.startswith("xl/charts/"))
        return {bagian: cari_cache(self._xml(bagian)) for bagian in grafik}

    def _tempel_cache(self, beda: BedaBuku, buku: Buku, hasil: _Tempelan) -> None:
        """Rewrite what charts keep of cells that differ."""
        nama = {b.nama: n for n, b in enumerate(buku.lembar)}
        terlihat = {nama.get(cache.lembar, -1) for semua in self._cache.values() for cache in semua}
        ubah = {
            (b.lembar, b.baris + int(buku.lembar[b.lembar].berkunci), self._kolom[b.lembar][b.kolom])
            for b in beda.sel
            if b.lembar in terlihat
        }
        for bagian, semua in self._cache.items():
            for cache in semua:
                nomor = nama.get(cache.lembar, -1)
                if not any((nomor, *sel) in ubah for sel in cache.sel):
                    continue
                lama, baru = (_nilai(b, nomor, cache) for b in (self.buku, buku))
                if cache.potongan(lama) != self._xml(bagian)[cache.awal : cache.akhir]:
                    raise BentukLain
                hasil.setdefault(bagian, []).append((cache.awal, cache.akhir, cache.potongan(baru)))


def _nilai(buku: Buku, nomor: int, cache: Cache) -> list[Isi]:
    """The contents of the cells of a range."""
    lembar = buku.lembar[nomor]
    awal = int(lembar.berkunci)
    hasil: list[Isi] = []
    for baris, kolom in cache.sel:
        sel = lembar.baris[baris - awal].sel.get(lembar.kolom[kolom - awal].kunci)
        if sel is None:
            raise BentukLain
        hasil.append(sel.isi_berkas)
    return hasil


def _serumpun(a: Buku, b: Buku) -> bool:
    """Whether most rows of two workbooks of one shape are the same objects, which need not be compared."""
    sama = [p is q for x, y in zip(a.lembar, b.lembar, strict=True) for p, q in zip(x.baris, y.baris, strict=True)]
    return 2 * sum(sama) > len(sama)


class Pencetak:
    """Draws workbooks one after another; what has the shape of one of the last `banyak` is cast from it.

    Whichever way a workbook takes, its bytes are those of `tulis_buku`.
    """

    def __init__(self, banyak: int = 4) -> None:
        self._banyak = banyak
        self._cetakan: list[Cetakan] = []
        # Those of them that were drawn the ordinary way.
        self._pertama: set[int] = set()

    def cetak(self, buku: Buku) -> bytes:
        """The workbook as bytes of an .xlsx file; LayoutError as `tulis_buku` raises it."""
        for nomor, cetakan in enumerate(self._cetakan):
            data = cetakan.tuang(buku)
            if data is not None:
                del self._cetakan[nomor]
                if id(cetakan) in self._pertama:
                    self._pertama.discard(id(cetakan))
                    if not _serumpun(cetakan.buku, buku):
                        # What comes next has more in common with the second of a shape than with the first.
                        cetakan = Cetakan(buku, data)  # noqa: PLW2901 - the mould takes its place
                self._cetakan.insert(0, cetakan)
                return data
        data = tulis_buku(buku)
        self._cetakan = [Cetakan(buku, data), *self._cetakan[: self._banyak - 1]]
        self._pertama = {id(c) for c in self._cetakan} & (self._pertama | {id(self._cetakan[0])})
        return data
