"""What all formula cells of a Buku show for given inputs, reckoned from the formulas themselves, cell after cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from ikixl.checks.rumus_python import Deret, Nilai, RumusAsingError, kompilasi_deret
from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.buku import Acuan, Buku, JenisMasukan, Rumus, Sel, Tautan

__all__ = ["HitungBuku", "Tempat"]

#: A cell by its keys: sheet, row, column.
Tempat = tuple[str, str, str]
# What reckons the formulas of one text, and for each of them the slots of its result and of its arguments.
_Langkah = tuple[Deret, list[tuple[Any, ...]]]
_CENTANG = {1.0: "Ya", 0.0: "Tidak"}
# Slot of every cell that has no content.
_KOSONG = 0


class HitungBuku:
    """The formulas of a Buku, compiled once for any number of returns; the values that they hold are not looked at.

    RumusAsingError where one of them cannot be compiled, or where they refer to each other in a circle.
    """

    def __init__(self, buku: Buku) -> None:
        self._buku = buku
        self._urut = {lm.kunci: _Urutan([b.kunci for b in lm.baris], [k.kunci for k in lm.kolom]) for lm in buku.lembar}
        self._awal: list[Nilai] = [None]
        self._nomor: dict[Tempat, int] = {}
        self._masukan: list[tuple[int, KunciIsian, JenisMasukan]] = []
        rumus: list[tuple[int, str, Rumus]] = []
        for lembar, baris, kolom, s in _semua_sel(buku):
            nomor = self._nomor[lembar, baris, kolom] = len(self._awal)
            isi = s.isi_berkas
            self._awal.append(_tetapan(isi))
            if s.masukan is not None:
                self._awal[nomor] = None
                self._masukan.append((nomor, s.masukan.isian, s.masukan.jenis))
            elif isinstance(isi, Rumus):
                rumus.append((nomor, lembar, isi))
        self._langkah = self._susun(rumus)

    def nomor(self, tempat: Tempat) -> int:
        """Which of the values of `hitung` is that of a cell."""
        return self._nomor[tempat]

    def _susun(self, rumus: Sequence[tuple[int, str, Rumus]]) -> list[_Langkah]:
        isi: dict[int, tuple[Deret, tuple[Any, ...]]] = {}
        perlu: dict[int, set[int]] = {}
        for nomor, lembar, r in rumus:
            daerah = frozenset(n for n, a in r.acuan.items() if a.baris_akhir or a.kolom_akhir)
            deret, nama = kompilasi_deret(r.teks, daerah)
            sumber = [self._sumber(r.acuan[n], lembar) for n in nama]
            isi[nomor] = deret, (nomor, *sumber)
            perlu[nomor] = {n for s in sumber for n in (s if isinstance(s, tuple) else (s,))}
        urut = TopologicalSorter(perlu)
        try:
            urut.prepare()
        except CycleError as salah:
            raise RumusAsingError from salah
        langkah: list[_Langkah] = []
        while urut.is_active():
            siap = urut.get_ready()
            # None of these refers to another of them.
            sekali: dict[Deret, list[tuple[Any, ...]]] = {}
            for deret, tempat in (isi[n] for n in siap if n in isi):
                sekali.setdefault(deret, []).append(tempat)
            langkah += sekali.items()
            urut.done(*siap)
        return langkah

    def _sumber(self, acuan: Acuan, lembar: str) -> int | tuple[int, ...]:
        """The slot of a cell, or those of an area row by row."""
        tempat = acuan.lembar or lembar
        if not (acuan.baris_akhir or acuan.kolom_akhir):
            return self._nomor.get((tempat, acuan.baris, acuan.kolom), _KOSONG)
        baris, kolom = self._urut[tempat].daerah(acuan)
        return tuple(self._nomor.get((tempat, b, k), _KOSONG) for b in baris for k in kolom)

    def hitung(self, isian: Mapping[KunciIsian, float | str]) -> list[Nilai] | None:
        """The values of all cells for these inputs, as HasilBaca.mentah_isian has them; None where they do not tell."""
        nilai = self._awal.copy()
        for nomor, kunci, jenis in self._masukan:
            isi = isian.get(kunci)
            if isi is not None:
                nilai[nomor] = isi if isinstance(isi, str) else _isi_berkas(isi, jenis)
        try:
            for hitung, deret in self._langkah:
                hitung(nilai, deret)
        except (TypeError, ValueError, ArithmeticError):
            return None
        return nilai


def _isi_berkas(isi: float, jenis: JenisMasukan) -> Nilai:
    """What an input cell holds for a data value: a native percentage, Ya or Tidak."""
    if jenis == "centang":
        return _CENTANG[isi]
    return isi / 100 if jenis == "persen" else float(isi)


def _tetapan(isi: object) -> Nilai:
    if isinstance(isi, int | float):
        return float(isi)
    if isinstance(isi, Tautan):
        return isi.teks
    return isi if isinstance(isi, str) else None


class _Urutan:
    """Rows and columns of a sheet by their order."""

    def __init__(self, baris: Sequence[str], kolom: Sequence[str]) -> None:
        self._baris = baris
        self._kolom = kolom
        self._nomor_baris = {k: n for n, k in enumerate(baris)}
        self._nomor_kolom = {k: n for n, k in enumerate(kolom)}

    def daerah(self, a: Acuan) -> tuple[Sequence[str], Sequence[str]]:
        """The row keys and the column keys of an area."""
        b1, b2 = self._nomor_baris[a.baris], self._nomor_baris[a.baris_akhir or a.baris]
        k1, k2 = self._nomor_kolom[a.kolom], self._nomor_kolom[a.kolom_akhir or a.kolom]
        return self._baris[b1 : b2 + 1], self._kolom[k1 : k2 + 1]


def _semua_sel(buku: Buku) -> Iterator[tuple[str, str, str, Sel]]:
    for lembar in buku.lembar:
        for baris in lembar.baris:
            for kolom, sel in baris.sel.items():
                yield lembar.kunci, baris.kunci, kolom, sel
