"""What all formula cells of a Buku show for given inputs, reckoned from the formulas themselves, cell after cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import repeat
from operator import itemgetter
from typing import Any

from ikixl.checks.rumus_python import Ingatan, Nilai, RumusAsingError, ingatan_rumus
from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.buku import Acuan, Buku, JenisMasukan, Rumus, Sel, Tautan

__all__ = ["HitungBuku", "Tempat", "pengambil"]

#: A cell by its keys: sheet, row, column.
Tempat = tuple[str, str, str]
# The slot of a cell, or those of an area row by row; a placeholder of a text stands for the one or for the other.
_Sumber = int | tuple[int, ...]
# Takes one argument of all formulas of a step out of the values of all cells.
_Ambil = Callable[[list[Nilai]], Iterable[Any]]
# What reckons the formulas of one text, the slots of their results, and what takes their arguments.
_Langkah = tuple[Ingatan, tuple[int, ...], tuple[_Ambil, ...]]
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
        isi: dict[int, tuple[Ingatan, tuple[_Sumber, ...]]] = {}
        perlu: dict[int, set[int]] = {}
        for nomor, lembar, r in rumus:
            daerah = frozenset(n for n, a in r.acuan.items() if a.baris_akhir or a.kolom_akhir)
            ingatan, nama = ingatan_rumus(r.teks, daerah)
            sumber = tuple(self._sumber(r.acuan[n], lembar) for n in nama)
            isi[nomor] = ingatan, sumber
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
            sekali: dict[int, tuple[Ingatan, list[int]]] = {}
            for nomor in (n for n in siap if n in isi):
                sekali.setdefault(id(isi[nomor][0]), (isi[nomor][0], []))[1].append(nomor)
            for ingatan, milik in sekali.values():
                argumen = zip(*(isi[n][1] for n in milik), strict=True)
                langkah.append((ingatan, tuple(milik), tuple(map(_pengambil_argumen, argumen))))
            urut.done(*siap)
        return langkah

    def _sumber(self, acuan: Acuan, lembar: str) -> _Sumber:
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
            for ingatan, milik, ambil in self._langkah:
                # The arguments of each formula in a tuple; one without any has the empty one.
                argumen: Iterable[tuple[Any, ...]] = (
                    zip(*[a(nilai) for a in ambil], strict=True) if ambil else repeat((), len(milik))
                )
                for nomor, hasil in zip(milik, map(ingatan.__getitem__, argumen), strict=True):
                    nilai[nomor] = hasil
        except (TypeError, ValueError, ArithmeticError):
            return None
        return nilai


def pengambil(nomor: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """What takes the items with these numbers out of a sequence, in one call."""
    # An itemgetter of one number gives no tuple, and there is none of no number.
    return itemgetter(*nomor) if len(nomor) > 1 else lambda semua: tuple(semua[n] for n in nomor)


def _pengambil_argumen(sumber: Sequence[_Sumber]) -> _Ambil:
    """What takes the values at these places, an area's as a tuple."""
    daerah = [pengambil(s) for s in sumber if isinstance(s, tuple)]
    if daerah:
        return lambda nilai: [ambil(nilai) for ambil in daerah]
    return pengambil([s for s in sumber if isinstance(s, int)])


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
