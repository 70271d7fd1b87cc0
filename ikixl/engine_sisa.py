"""The jobs of one run that nobody has taken up yet, and how many they may be."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sized
from typing import Generic, Self, TypeVar

__all__ = ["Sisa"]

T = TypeVar("T")


class Sisa(Generic[T]):
    """Hands out jobs one by one; how many there are is known where they have a length, roughly at least."""

    def __init__(self, pekerjaan: Iterable[T]) -> None:
        self._banyak = len(pekerjaan) if isinstance(pekerjaan, Sized) else None
        self._isi = iter(pekerjaan)
        self.diambil = 0
        self.habis = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        try:
            p = next(self._isi)
        except StopIteration:
            self.habis = True
            raise
        self.diambil += 1
        return p

    def lama(self, rata: float) -> float:
        """How long the rest takes at `rata` seconds a job; without end where their number is not known."""
        return math.inf if self._banyak is None else (self._banyak - self.diambil) * rata

    def tersisa(self) -> float:
        """How many there are; without end where that is not known."""
        # There may be more than was said: a file can be a zip of hundreds.
        sisa = 0 if self._banyak is None else self._banyak - self.diambil
        return sisa if sisa > 0 or self.habis else math.inf

    def bagian(self, tempat: int, sebanyak: int) -> int:
        """How many each of `tempat` gets where they are shared among them; `sebanyak` where nobody knows."""
        sisa = self.tersisa()
        return sebanyak if sisa == math.inf else -(-int(sisa) // tempat)
