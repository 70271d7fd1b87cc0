"""Nodes of the formula language.

Chains of equal rank (a + b - c, a / b * 100, x dan y) are one node each, so that the depth of a tree is the
nesting that a person wrote and not the length of a list of components.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Angka", "Banding", "Bila", "Logika", "Negatif", "Panggil", "Rangkai", "Simpul", "Syarat", "Variabel"]


@dataclass(frozen=True, slots=True)
class Angka:
    """A number written in the formula; finite and never negative (see Negatif)."""

    nilai: float


@dataclass(frozen=True, slots=True)
class Variabel:
    """A variabel of the indikator, by its code."""

    nama: str


@dataclass(frozen=True, slots=True)
class Negatif:
    """Unary minus; binds tighter than every other operator."""

    isi: Simpul


@dataclass(frozen=True, slots=True)
class Rangkai:
    """A chain of operators of one rank, + and - or * and /, applied from left to right."""

    awal: Simpul
    lanjut: tuple[tuple[str, Simpul], ...]


@dataclass(frozen=True, slots=True)
class Panggil:
    """A call of one of the functions in ikixl.rumus.functions.FUNGSI."""

    nama: str
    isi: tuple[Simpul, ...]


@dataclass(frozen=True, slots=True)
class Bila:
    """`ya` where `syarat` holds, otherwise `tidak`; the other one is not evaluated."""

    syarat: Syarat
    ya: Simpul
    tidak: Simpul


@dataclass(frozen=True, slots=True)
class Banding:
    """A comparison; `operator` is one of < <= > >= = <>."""

    kiri: Simpul
    operator: str
    kanan: Simpul


@dataclass(frozen=True, slots=True)
class Logika:
    """Two or more conditions joined by one word, "dan" or "atau"; all of them are evaluated, as a spreadsheet does."""

    kata: str
    isi: tuple[Syarat, ...]


#: What has a number as its value.
Simpul = Angka | Variabel | Negatif | Rangkai | Panggil | Bila
#: What holds or does not; stands only in the first part of `bila`.
Syarat = Banding | Logika
