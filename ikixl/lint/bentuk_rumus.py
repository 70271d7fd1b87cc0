"""Shapes of a formula that the rules look for: a ratio, a factor of 100, weights."""

from __future__ import annotations

from ikixl.rumus import Simpul, variabel
from ikixl.rumus.ast import Angka, Panggil, Rangkai

__all__ = ["bagian_rasio", "bobot", "kali_seratus"]


def bagian_rasio(simpul: Simpul) -> tuple[Simpul, Simpul] | None:
    """Numerator and denominator of a formula that is one ratio (a / b, a / b * 100, persen(a, b)); else None."""
    if not isinstance(simpul, Rangkai) or simpul.lanjut[0][0] in "+-":
        return None
    atas = [simpul.awal, *(kanan for tanda, kanan in simpul.lanjut if tanda == "*")]
    bawah = [kanan for tanda, kanan in simpul.lanjut if tanda == "/"]
    atas, bawah = ([s for s in sisi if variabel(s)] for sisi in (atas, bawah))
    if len(atas) == len(bawah) == 1:
        return atas[0], bawah[0]
    dalam = next((d for s in atas if (d := bagian_rasio(s))), None)
    return dalam if len(atas) == 1 and not bawah else None


def kali_seratus(simpul: Simpul) -> bool:
    """Whether the result is multiplied by 100, in every part of a sum or mean."""
    if isinstance(simpul, Panggil):
        return all(map(kali_seratus, simpul.isi))
    if not isinstance(simpul, Rangkai):
        return False
    bagian = [simpul.awal, *(kanan for _, kanan in simpul.lanjut)]
    if simpul.lanjut[0][0] in "+-":
        return all(map(kali_seratus, bagian))
    tanda = ["*", *(t for t, _ in simpul.lanjut)]
    return any(t == "*" and (s == Angka(100) or kali_seratus(s)) for t, s in zip(tanda, bagian, strict=True))


def bobot(simpul: Simpul) -> tuple[float, ...]:
    """The weights of a weighted sum (0.6 * a + 0.4 * b gives 0.6 and 0.4), each between 0 and 1; () for any other."""
    if not isinstance(simpul, Rangkai) or any(tanda != "+" for tanda, _ in simpul.lanjut):
        return ()
    hasil = [_faktor(s) for s in (simpul.awal, *(kanan for _, kanan in simpul.lanjut))]
    return tuple(f for f in hasil if f is not None) if all(f is not None and 0 < f < 1 for f in hasil) else ()


def _faktor(simpul: Simpul) -> float | None:
    """The constant factor of a product; None where there is none."""
    if not isinstance(simpul, Rangkai) or simpul.lanjut[0][0] in "+-":
        return None
    hasil, ada = 1.0, False
    for tanda, bagian in (("*", simpul.awal), *simpul.lanjut):
        if isinstance(bagian, Angka) and bagian.nilai:
            hasil, ada = (hasil * bagian.nilai if tanda == "*" else hasil / bagian.nilai), True
    return hasil if ada else None
