"""Parts that many workbooks have word for word: understood once, counted against the limits every time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from ikixl.reader.batas import Batas

__all__ = ["Ingatan"]

T = TypeVar("T")


class Ingatan(Generic[T]):
    """What was made of the last `terbanyak` different parts of at most `panjang` bytes.

    Whoever gets a value shares it with others and must not change it.
    """

    def __init__(self, terbanyak: int = 64, panjang: int = 1 << 16) -> None:
        self._terbanyak = terbanyak
        self._panjang = panjang
        self._isi: OrderedDict[tuple[str, bytes], tuple[T, Batas]] = OrderedDict()

    def ambil(self, bagian: str, isi: bytes, batas: Batas, baca: Callable[[Batas], T]) -> T:
        """The value of the part `bagian` with this content, made by `baca` unless it is known.

        `baca` gets the limits to count against; what it raises is raised, and nothing is remembered.
        """
        kunci = bagian, isi
        dikenal = self._isi.get(kunci)
        if dikenal is None:
            sendiri = Batas()
            dikenal = baca(sendiri), sendiri
            if len(isi) <= self._panjang:
                self._isi[kunci] = dikenal
                if len(self._isi) > self._terbanyak:
                    self._isi.popitem(last=False)
        else:
            self._isi.move_to_end(kunci)
        hasil, pakai = dikenal
        if batas.muat(pakai.unsur, pakai.sel, pakai.nilai, pakai.huruf):
            return hasil
        # Beyond a limit: reading it again raises at the very place.
        return baca(batas)
