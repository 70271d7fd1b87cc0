"""What the renderings of a formula share: the walk over its tree, and where brackets are needed.

A target (to_excel, to_text, to_rumus) spells leaves, operators and calls in its own way.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import IntEnum
from typing import ClassVar, NamedTuple

from ikixl.rumus.ast import Angka, Banding, Bila, Negatif, Panggil, Rangkai, Simpul, Syarat, Variabel

__all__ = ["Ikatan", "Penulis", "Potongan", "angka_polos", "kurung"]


class Ikatan(IntEnum):
    """How tightly a piece of text holds together, from a clause to a single word."""

    KLAUSA = 0
    DAFTAR = 1
    ATAU = 2
    DAN = 3
    BANDING = 4
    TAMBAH = 5
    KALI = 6
    NEGATIF = 7
    UTUH = 8


class Potongan(NamedTuple):
    """A piece of rendered text and how tightly it holds together."""

    teks: str
    ikatan: Ikatan


_LOGIKA = {"atau": Ikatan.ATAU, "dan": Ikatan.DAN}


def kurung(potongan: Potongan, paling_longgar: Ikatan) -> str:
    """The text, in brackets if it holds together less tightly than what it stands in."""
    return potongan.teks if potongan.ikatan >= paling_longgar else f"({potongan.teks})"


def angka_polos(nilai: float) -> str:
    """A number with a decimal point and no exponent, as short as it reads back the same: 100, 0.6."""
    teks = format(Decimal(repr(nilai)), "f")
    return teks.rstrip("0").rstrip(".") if "." in teks else teks


class Penulis(ABC):
    """Renders a tree to text; `operator` spells the operators and comparisons, `negatif` the unary minus."""

    operator: ClassVar[Mapping[str, str]]
    negatif: ClassVar[str]

    @abstractmethod
    def angka(self, nilai: float) -> str:
        """A number."""

    @abstractmethod
    def variabel(self, nama: str) -> str:
        """A variabel."""

    @abstractmethod
    def panggil(self, nama: str, isi: Sequence[Potongan]) -> Potongan:
        """A call of one of the functions of any count of numbers."""

    @abstractmethod
    def bila(self, syarat: Potongan, ya: Potongan, tidak: Potongan) -> Potongan:
        """A choice between two."""

    def logika(self, kata: str, isi: Sequence[Potongan]) -> Potongan:
        """Conditions joined by one word."""
        ikatan = _LOGIKA[kata]
        return Potongan(f" {kata} ".join(kurung(p, Ikatan(ikatan + 1)) for p in isi), ikatan)

    def tulis(self, simpul: Simpul | Syarat) -> Potongan:
        """The text of a tree."""
        match simpul:
            case Angka(nilai):
                return Potongan(self.angka(nilai), Ikatan.UTUH)
            case Variabel(nama):
                return Potongan(self.variabel(nama), Ikatan.UTUH)
            case Negatif(isi):
                return Potongan(self.negatif + kurung(self.tulis(isi), Ikatan.UTUH), Ikatan.NEGATIF)
            case Rangkai():
                return self._rangkai(simpul)
            case Panggil(nama, bagian):
                return self.panggil(nama, [self.tulis(b) for b in bagian])
            case Bila(syarat, ya, tidak):
                return self.bila(self.tulis(syarat), self.tulis(ya), self.tulis(tidak))
            case Banding(kiri, tanda, kanan):
                sisi = [kurung(self.tulis(s), Ikatan.TAMBAH) for s in (kiri, kanan)]
                return Potongan(self.operator[tanda].join(sisi), Ikatan.BANDING)
        return self.logika(simpul.kata, [self.tulis(s) for s in simpul.isi])

    def _rangkai(self, simpul: Rangkai) -> Potongan:
        ikatan = Ikatan.TAMBAH if simpul.lanjut[0][0] in "+-" else Ikatan.KALI
        dalam = Ikatan(ikatan + 1)
        teks = kurung(self.tulis(simpul.awal), dalam)
        for tanda, kanan in simpul.lanjut:
            potongan = self.tulis(kanan)
            # Two signs in a row (a - -b) are legal but unreadable.
            longgar = Ikatan.UTUH if potongan.teks.startswith(self.negatif) else dalam
            teks += self.operator[tanda] + kurung(potongan, longgar)
        return Potongan(teks, ikatan)
