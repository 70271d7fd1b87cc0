"""Live colours of input cells: a gap before a later entry, and an entry that does not count as a number."""

from __future__ import annotations

from collections.abc import Sequence

from ikixl.layout.buku import Acuan, Rentang, Warna
from ikixl.layout.rumus_isian import ISI_TIDAK_DIMINTA

__all__ = ["warna_isian"]


def warna_isian(awal: str, akhir: str, isian: Sequence[str], bantu: Sequence[str]) -> tuple[Warna, ...]:
    """Rules for input columns and the helper columns that hold their numbers, over rows `awal`..`akhir`."""
    hasil: list[Warna] = []
    for nomor, (kolom, angka) in enumerate(zip(isian, bantu, strict=True)):
        daerah = Rentang(awal, kolom, akhir, kolom)
        c = Acuan(awal, kolom, mutlak=False)
        salah = f'AND(NOT(ISBLANK({{c}})),{{c}}<>"{ISI_TIDAK_DIMINTA}",NOT(ISNUMBER({{n}})))'
        hasil.append(Warna(daerah, salah, "hidup_salah", {"c": c, "n": Acuan(awal, angka, mutlak=False)}))
        if nomor + 1 < len(isian):
            sisa = Acuan(awal, isian[nomor + 1], kolom_akhir=isian[-1], mutlak=False)
            hasil.append(Warna(daerah, "AND(ISBLANK({c}),COUNT({s})>0)", "hidup_kosong", {"c": c, "s": sisa}))
    return tuple(hasil)
