"""Which inputs are parts of a whole: the numerators of persen(a, b), which seldom exceed their denominators."""

from __future__ import annotations

from ikixl.katalog.model import Indikator
from ikixl.perhitungan import simpul_rumus
from ikixl.rumus.ast import Angka, Rangkai, Variabel

__all__ = ["pembagi"]


def pembagi(indikator: Indikator) -> dict[str, str]:
    """Code of the denominator by code of the numerator, where the rumus is persen of two variabel; else empty.

    A greater numerator is no error (more may be collected than was planned), but worth a look.
    """
    match simpul_rumus(indikator.rumus):
        # What persen(a, b) is read as.
        case Rangkai(Variabel(atas), (("/", Variabel(bawah)), ("*", Angka(100.0)))) if atas != bawah:
            return {atas: bawah}
    return {}
