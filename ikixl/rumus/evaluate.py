"""The value of a formula in Python, the same as the workbook shows."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ikixl.rumus.aritmetika import BANDING, OPERATOR
from ikixl.rumus.ast import Angka, Banding, Bila, Negatif, Panggil, Rangkai, Simpul, Syarat, Variabel
from ikixl.rumus.functions import FUNGSI
from ikixl.rumus.hasil import BELUM_LENGKAP, TIDAK_DIHITUNG, Hasil, ada
from ikixl.rumus.sifat import variabel

__all__ = ["evaluate"]


def evaluate(simpul: Simpul, nilai: Mapping[str, float | None]) -> Hasil:
    """The value of a formula over the values of its variabel, in the unit that the formula gives.

    BELUM_LENGKAP if any variabel of the formula is None, also one in the branch of `bila` that is not taken: all
    inputs are asked for. TIDAK_DIHITUNG for a zero denominator where it is evaluated, and beyond the range of a
    float. KeyError for a variabel that `nilai` does not hold at all (a valid katalog has none).
    """
    isi: dict[str, float] = {}
    for nama in variabel(simpul):
        angka = nilai[nama]
        if angka is None:
            return BELUM_LENGKAP
        isi[nama] = float(angka)
    try:
        # + 0.0 turns -0.0, which no spreadsheet shows, into 0.0.
        return ada(_hitung(simpul, isi) + 0.0)
    except ArithmeticError:
        return TIDAK_DIHITUNG


def _hitung(simpul: Simpul, nilai: Mapping[str, float]) -> float:
    """The number; ZeroDivisionError or OverflowError where a spreadsheet shows an error."""
    match simpul:
        case Angka(angka):
            return angka
        case Variabel(nama):
            return _hingga(nilai[nama])
        case Negatif(isi):
            return -_hitung(isi, nilai)
        case Rangkai(awal, lanjut):
            hasil = _hitung(awal, nilai)
            for tanda, kanan in lanjut:
                hasil = _hingga(OPERATOR[tanda](hasil, _hitung(kanan, nilai)))
            return hasil
        case Panggil(nama, bagian):
            return _hingga(FUNGSI[nama].hitung([_hitung(b, nilai) for b in bagian]))
        case Bila(syarat, ya, tidak):
            return _hitung(ya if _benar(syarat, nilai) else tidak, nilai)


def _benar(syarat: Syarat, nilai: Mapping[str, float]) -> bool:
    if isinstance(syarat, Banding):
        return BANDING[syarat.operator](_hitung(syarat.kiri, nilai), _hitung(syarat.kanan, nilai))
    # No short cut: AND and OR of a spreadsheet evaluate every part, and so an error in any of them is an error.
    isi = [_benar(s, nilai) for s in syarat.isi]
    return all(isi) if syarat.kata == "dan" else any(isi)


def _hingga(nilai: float) -> float:
    if not math.isfinite(nilai):
        raise OverflowError
    return nilai
