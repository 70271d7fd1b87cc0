"""Cell styles of a package being changed: marks laid over them and taken off, those of another workbook taken in."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from ikixl.bawaan import baca_templat
from ikixl.perbaikan.ubahan import RUANG_UTAMA, PaketUbah, TidakDapatDitandaiError, Unsur, nama_polos, ruang

__all__ = ["GayaUbah", "ganti_ruang"]

_SISI: Final = ("left", "right", "top", "bottom")


def ganti_ruang(unsur: Unsur, ke: str) -> Unsur:
    """A copy of an element of our own writer in the namespace `ke` ("{…}") instead of the Transitional one."""
    salinan = copy.deepcopy(unsur)
    for e in salinan.iter(f"{{{RUANG_UTAMA}}}*"):
        e.tag = ke + nama_polos(e)
    etree.cleanup_namespaces(salinan)
    return salinan


class GayaUbah:
    """styles.xml of a package; TidakDapatDitandaiError where it is missing or lacks what every program writes."""

    def __init__(self, paket: PaketUbah) -> None:
        bagian = paket.satu(paket.utama, "styles")
        if not bagian:
            raise TidakDapatDitandaiError("gaya selnya tidak ada")
        self._akar = paket.pohon(bagian)
        self._q = ruang(self._akar)
        self._xf = self._kelompok("cellXfs")
        self._isi = self._kelompok("fills")
        self._bingkai = self._kelompok("borders")
        self._simpanan: dict[tuple[object, ...], int] = {}
        self._tanda = self._gaya_bertanda()

    def _kelompok(self, nama: str) -> Unsur:
        kelompok = self._akar.find(self._q + nama)
        if kelompok is None or not len(kelompok):
            raise TidakDapatDitandaiError("gaya selnya tidak lengkap")
        return kelompok

    def _tambah(self, kelompok: Unsur, unsur: Unsur) -> int:
        kelompok.append(unsur)
        kelompok.set("count", str(len(kelompok)))
        return len(kelompok) - 1

    # The mark

    @property
    def bertanda(self) -> bool:
        """Whether any style of the package bears a mark of ours."""
        return bool(self._tanda)

    def punya_tanda(self, gaya: int) -> bool:
        """Whether this style bears a mark of ours, from an earlier round."""
        return gaya in self._tanda

    def tandai(self, gaya: int, tingkat: str) -> int:
        """The style with the mark of a level ("galat" or "peringatan") over it, all else as it was."""
        tanda = baca_templat("perbaikan")["tanda"][tingkat]
        return self._ganti(gaya, tanda["isi"], tanda["garis"], tanda["bingkai"])

    def pulihkan(self, gaya: int, terbit: str) -> int:
        """The style with fill and border as `terbit` of gaya.toml is issued ("": plain), all else as it was."""
        sifat = _sifat(terbit) if terbit else {}
        isi = f"FF{sifat['bg_color'].lstrip('#')}" if "bg_color" in sifat else ""
        return self._ganti(gaya, isi, "thin" if sifat.get("border") else "", "")

    def _gaya_bertanda(self) -> set[int]:
        """Styles whose fill is the exact colour of a mark, which nothing else in a workbook of ours has."""
        warna = {t["isi"] for t in baca_templat("perbaikan")["tanda"].values()}
        isi = {n for n, f in enumerate(self._isi) for w in f.iter(f"{self._q}fgColor") if w.get("rgb") in warna}
        return {n for n, xf in enumerate(self._xf) if _nomor(xf.get("fillId")) in isi}

    def _ganti(self, gaya: int, isi: str, garis: str, warna: str) -> int:
        """A style like this one with another fill (ARGB, "" for none) and border; made once."""
        kunci = (gaya, isi, garis, warna)
        if kunci not in self._simpanan:
            xf = copy.deepcopy(self._xf[gaya if 0 <= gaya < len(self._xf) else 0])
            xf.set("fillId", str(self._nomor_isi(isi)))
            xf.set("borderId", str(self._nomor_bingkai(garis, warna)))
            xf.set("applyFill", "1")
            xf.set("applyBorder", "1")
            self._simpanan[kunci] = self._tambah(self._xf, xf)
        return self._simpanan[kunci]

    def _nomor_isi(self, warna: str) -> int:
        # The first fill of every workbook is none: Excel reserves it.
        if not warna:
            return 0
        if ("isi", warna) not in self._simpanan:
            fill = etree.Element(f"{self._q}fill", nsmap=self._akar.nsmap)
            pola = etree.SubElement(fill, f"{self._q}patternFill", patternType="solid")
            etree.SubElement(pola, f"{self._q}fgColor", rgb=warna)
            etree.SubElement(pola, f"{self._q}bgColor", indexed="64")
            self._simpanan["isi", warna] = self._tambah(self._isi, fill)
        return self._simpanan["isi", warna]

    def _nomor_bingkai(self, garis: str, warna: str) -> int:
        if ("bingkai", garis, warna) not in self._simpanan:
            bingkai = etree.Element(f"{self._q}border", nsmap=self._akar.nsmap)
            for sisi in _SISI:
                satu = etree.SubElement(bingkai, self._q + sisi, {"style": garis} if garis else {})
                if garis:
                    etree.SubElement(satu, f"{self._q}color", {"rgb": warna} if warna else {"auto": "1"})
            etree.SubElement(bingkai, f"{self._q}diagonal")
            self._simpanan["bingkai", garis, warna] = self._tambah(self._bingkai, bingkai)
        return self._simpanan["bingkai", garis, warna]

    # Another workbook's styles

    def gabungkan(self, asing: Unsur) -> tuple[list[int], list[int]]:
        """Take in the styles of a workbook of our own writer: (cell styles, conditional styles), old number to new."""
        geser = {}
        for sifat, nama in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
            tujuan = self._kelompok(nama)
            geser[sifat] = len(tujuan)
            for unsur in asing.find(f"{{{RUANG_UTAMA}}}{nama}"):
                self._tambah(tujuan, ganti_ruang(unsur, self._q))
        sel = []
        for unsur in asing.find(f"{{{RUANG_UTAMA}}}cellXfs"):
            xf = ganti_ruang(unsur, self._q)
            for sifat, awal in geser.items():
                xf.set(sifat, str(int(xf.get(sifat, "0")) + awal))
            xf.set("xfId", "0")
            sel.append(self._tambah(self._xf, xf))
        dxfs = self._dxfs()
        return sel, [self._tambah(dxfs, ganti_ruang(d, self._q)) for d in asing.find(f"{{{RUANG_UTAMA}}}dxfs")]

    def _dxfs(self) -> Unsur:
        ada = self._akar.find(f"{self._q}dxfs")
        if ada is not None:
            return ada
        baru = etree.Element(f"{self._q}dxfs")
        sesudah = self._akar.find(f"{self._q}cellStyles")
        (self._xf if sesudah is None else sesudah).addnext(baru)
        return baru


def _nomor(teks: str | None) -> int:
    return int(teks) if teks and teks.isascii() and teks.isdigit() else 0


def _sifat(nama: str) -> Mapping[str, Any]:
    """Properties of a style of gaya.toml with those of its ancestors."""
    milik = baca_templat("gaya")[nama]
    return {**(_sifat(milik["induk"]) if "induk" in milik else {}), **milik}
