"""One worksheet part being changed: its cells by address, its children in the order that the format asks for."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from ikixl.layout.letak import alamat
from ikixl.perbaikan.ubahan import Unsur, nama_polos, ruang
from ikixl.reader.geser import nomor_kolom

__all__ = ["LembarUbah", "letak"]

_ALAMAT: Final = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_UKURAN: Final = re.compile(r"[0-9]{1,4}(\.[0-9]+)?", re.ASCII)
_BENAR: Final = frozenset({"1", "true"})
# ECMA-376 part 1, 18.3.1.99: Excel repairs a worksheet whose children stand in another order.
_URUTAN: Final = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
)
# Pixels of a column and points of a row that say nothing of their own.
_LEBAR_BAWAAN, _TINGGI_BAWAAN = 64.0, 15.0


def letak(teks: str) -> tuple[int, int] | None:
    """0-based (row, column) of an address like "H5", None where it is none."""
    cocok = _ALAMAT.fullmatch(teks)
    return (int(cocok.group(2)) - 1, nomor_kolom(cocok.group(1).upper())) if cocok else None


class LembarUbah:
    """The tree of a worksheet with its rows by number; cells without an address are given theirs."""

    def __init__(self, akar: Unsur) -> None:
        self.akar = akar
        self.q = ruang(akar)
        self.data = self.anak("sheetData")
        self._baris: dict[int, Unsur] = {}
        self._sel: dict[tuple[int, int], Unsur] = {}
        self._kolom = [
            (int(k.get("min", "0")) - 1, int(k.get("max", "0")) - 1, k)
            for k in self.akar.iterfind(f"{self.q}cols/{self.q}col")
            if k.get("min", "").isdigit() and k.get("max", "").isdigit()
        ]
        nomor = -1
        for baris in self.data.iterfind(f"{self.q}row"):
            nomor = int(baris.get("r", nomor + 2)) - 1
            # Inserting a row would renumber those that say nothing.
            baris.set("r", str(nomor + 1))
            self._baris.setdefault(nomor, baris)
            self._daftarkan_sel(nomor, baris)

    def _daftarkan_sel(self, r: int, baris: Unsur) -> None:
        """Find the cells of a row as our reader does: each by its own address, else after the one before it."""
        kolom = -1
        for sel in baris.iterfind(f"{self.q}c"):
            tempat = letak(sel.get("r", "")) or (r, kolom + 1)
            kolom = tempat[1]
            # Inserting a cell would move those that say nothing.
            sel.set("r", alamat(*tempat))
            # Of two at one address, the one that holds something.
            if tempat not in self._sel or len(sel):
                self._sel[tempat] = sel

    def anak(self, nama: str) -> Unsur:
        """The child of this name, made at its place where it is missing."""
        ada = self.akar.find(self.q + nama)
        if ada is not None:
            return ada
        baru = etree.Element(self.q + nama)
        batas = set(_URUTAN[_URUTAN.index(nama) + 1 :])
        sesudah = next((e for e in self.akar if nama_polos(e) in batas), None)
        if sesudah is None:
            self.akar.append(baru)
        else:
            sesudah.addprevious(baru)
        return baru

    def gaya(self, r: int, k: int) -> int:
        """The style number that a cell shows: its own, else that of its row or column."""
        sel = self._sel.get((r, k))
        if sel is not None:
            return _nomor(sel.get("s"))
        baris = self._baris.get(r)
        if baris is not None and baris.get("customFormat") in _BENAR:
            return _nomor(baris.get("s"))
        kolom = self._sifat_kolom(k)
        return 0 if kolom is None else _nomor(kolom.get("style"))

    def beri_gaya(self, r: int, k: int, gaya: int) -> None:
        """Give a cell a style; the cell and its row are made where they are missing."""
        if (r, k) not in self._sel:
            self._sel[r, k] = self._sel_baru(r, k)
        self._sel[r, k].set("s", str(gaya))

    def sel_bergaya(self) -> list[tuple[int, int, int]]:
        """(row, column, style number) of every cell that stands in the file."""
        return [(r, k, _nomor(s.get("s"))) for (r, k), s in self._sel.items()]

    def kolom_tersembunyi(self, k: int) -> bool:
        """Whether a column is hidden."""
        kolom = self._sifat_kolom(k)
        return kolom is not None and kolom.get("hidden") in _BENAR

    def lebar(self, k: int) -> float:
        """Width of a column in pixels, about."""
        kolom = self._sifat_kolom(k)
        if kolom is None or kolom.get("hidden") in _BENAR:
            return _LEBAR_BAWAAN if kolom is None else 0.0
        return _ukuran(kolom.get("width"), _LEBAR_BAWAAN / 7) * 7

    def tinggi(self, r: int) -> float:
        """Height of a row in points, about."""
        baris = self._baris.get(r)
        if baris is None:
            return _TINGGI_BAWAAN
        return 0.0 if baris.get("hidden") in _BENAR else _ukuran(baris.get("ht"), _TINGGI_BAWAAN)

    def _sifat_kolom(self, k: int) -> Unsur | None:
        return next((kolom for awal, akhir, kolom in self._kolom if awal <= k <= akhir), None)

    def _sel_baru(self, r: int, k: int) -> Unsur:
        if r not in self._baris:
            self._baris[r] = etree.Element(f"{self.q}row", r=str(r + 1))
            _sisip(self.data, self._baris[r], next((b for n, b in sorted(self._baris.items()) if n > r), None))
        baris = self._baris[r]
        # A hint for readers that would no longer be true.
        baris.attrib.pop("spans", None)
        sel = etree.Element(f"{self.q}c", r=alamat(r, k))
        kanan = ((letak(s.get("r")), s) for s in baris.iterfind(f"{self.q}c"))
        _sisip(baris, sel, next((s for tempat, s in kanan if tempat and tempat[1] > k), None))
        return sel


def _sisip(induk: Unsur, baru: Unsur, sebelum: Unsur | None) -> None:
    if sebelum is None:
        induk.append(baru)
    else:
        sebelum.addprevious(baru)


def _nomor(teks: str | None) -> int:
    return int(teks) if teks and teks.isascii() and teks.isdigit() and len(teks) < 10 else 0


def _ukuran(teks: str | None, bawaan: float) -> float:
    return float(teks) if teks and _UKURAN.fullmatch(teks) else bawaan
