"""Properties that can be read off a formula without evaluating it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from ikixl.rumus.ast import Angka, Banding, Bila, Logika, Negatif, Panggil, Rangkai, Simpul, Syarat, Variabel
from ikixl.rumus.functions import FUNGSI

__all__ = ["bilangan_bulat", "derajat", "suku_jumlah", "variabel"]


def variabel(simpul: Simpul) -> tuple[str, ...]:
    """The codes of the variabel of a formula, each once, in the order of first appearance."""
    return tuple(dict.fromkeys(_nama(simpul)))


def _nama(simpul: Simpul | Syarat) -> Iterator[str]:
    if isinstance(simpul, Variabel):
        yield simpul.nama
    for bagian in _bagian(simpul):
        yield from _nama(bagian)


def _bagian(simpul: Simpul | Syarat) -> Iterable[Simpul | Syarat]:
    match simpul:
        case Angka() | Variabel():
            return ()
        case Negatif(isi):
            return (isi,)
        case Rangkai(awal, lanjut):
            return (awal, *(kanan for _, kanan in lanjut))
        case Panggil(_, isi):
            return isi
        case Bila(syarat, ya, tidak):
            return (syarat, ya, tidak)
        case Banding(kiri, _, kanan):
            return (kiri, kanan)
        case Logika(_, isi):
            return isi


def bilangan_bulat(simpul: Simpul) -> bool:
    """Whether a formula can only give whole numbers as long as all its variabel are whole numbers."""
    match simpul:
        case Angka(nilai):
            return nilai.is_integer()
        case Variabel():
            return True
        case Rangkai(awal, lanjut):
            return bilangan_bulat(awal) and all(tanda != "/" and bilangan_bulat(kanan) for tanda, kanan in lanjut)
        case Panggil(nama, isi):
            return FUNGSI[nama].bulat and all(map(bilangan_bulat, isi))
        case Bila(_, ya, tidak):
            return bilangan_bulat(ya) and bilangan_bulat(tidak)
        case Negatif(dalam):
            return bilangan_bulat(dalam)


def suku_jumlah(simpul: Simpul) -> tuple[str, ...] | None:
    """The codes that a formula adds up, where it does nothing else (a, a + b, jumlah(a, b)); otherwise None."""
    match simpul:
        case Variabel(nama):
            return (nama,)
        case Panggil("jumlah", bagian):
            suku = [suku_jumlah(b) for b in bagian]
        case Rangkai(awal, lanjut) if all(tanda == "+" for tanda, _ in lanjut):
            suku = [suku_jumlah(b) for b in (awal, *(kanan for _, kanan in lanjut))]
        case _:
            return None
    return None if None in suku else tuple(nama for s in suku if s is not None for nama in s)


# Degree of a part: "nol" is the constant 0, which scales like anything; None is none.
_Derajat = int | Literal["nol"] | None


def derajat(simpul: Simpul) -> int | None:
    """The degree of homogeneity: how the result scales when all variabel are scaled by the same factor.

    1: as they do (a, a + b, jumlah, 0.6 * a + 0.4 * b), so that parts of the whole may be added; 0: not at all
    (a / b, persen, a constant); None: neither (a + 1, bila that compares a variabel with a number). It decides how
    targets combine over time and units.
    """
    hasil = _derajat(simpul)
    return 0 if hasil == "nol" else hasil


def _derajat(simpul: Simpul) -> _Derajat:
    match simpul:
        case Angka(nilai):
            return 0 if nilai else "nol"
        case Variabel():
            return 1
        case Negatif(isi):
            return _derajat(isi)
        case Rangkai(awal, lanjut):
            if lanjut[0][0] in "+-":
                return _seragam([_derajat(awal), *(_derajat(kanan) for _, kanan in lanjut)])
            return _kali([(1, _derajat(awal)), *((1 if t == "*" else -1, _derajat(k)) for t, k in lanjut)])
        case Panggil(_, bagian):
            return _seragam([_derajat(b) for b in bagian])
        case Bila(syarat, ya, tidak):
            return _seragam([_derajat(ya), _derajat(tidak)]) if _tetap(syarat) else None


def _seragam(isi: list[_Derajat]) -> _Derajat:
    """The degree that all parts share."""
    jenis = {d for d in isi if d != "nol"}
    if not jenis:
        return "nol"
    return jenis.pop() if len(jenis) == 1 else None


def _kali(faktor: list[tuple[int, _Derajat]]) -> _Derajat:
    """The degree of a product; each factor with 1, or -1 where it divides."""
    jumlah = 0
    nol = False
    for arah, d in faktor:
        if d is None:
            return None
        if d == "nol":
            nol = True
        else:
            jumlah += arah * d
    return "nol" if nol else jumlah


def _tetap(syarat: Syarat) -> bool:
    """Whether a condition holds or not regardless of scale."""
    if isinstance(syarat, Banding):
        return _seragam([_derajat(syarat.kiri), _derajat(syarat.kanan)]) is not None
    return all(map(_tetap, syarat.isi))
