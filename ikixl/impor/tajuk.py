"""The header row of a table: which column holds what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ikixl.impor.bersih import baris_tunggal, bersihkan
from ikixl.impor.kata import ATURAN, ada_frasa, polos

__all__ = ["Tajuk", "kenali_tajuk", "peran_sel"]

_SEL_PANJANG = 90
_SEL_KATA = 12
_PASANGAN = frozenset({"sasaran", "formula", "sumber_data", "target", "jabatan"})


@dataclass(frozen=True, slots=True)
class Tajuk:
    """Role of every column ("" where unknown), and the cells that were read in spite of a typing error."""

    peran: tuple[str, ...]
    salah_ketik: tuple[tuple[str, str], ...] = ()

    def isi(self, sel: Sequence[str]) -> dict[str, str]:
        """Cells of a row by role; several columns of one role are joined, repeats of merged cells dropped."""
        hasil: dict[str, list[str]] = {}
        for peran, teks in zip(self.peran, sel, strict=False):
            if peran and teks and teks not in hasil.setdefault(peran, []):
                hasil[peran].append(teks)
        return {peran: "\n".join(isi) for peran, isi in hasil.items() if isi}


@lru_cache(maxsize=4096)
def peran_sel(teks: str) -> tuple[str, bool]:
    """Role of one header cell ("" if none) and whether a typing error had to be assumed."""
    satu = baris_tunggal(bersihkan(teks))
    if not satu or len(satu) > _SEL_PANJANG:
        return "", False
    # A word broken at the line end of a narrow column: "PENANG-GUNG JAWAB".
    kata = polos(re.sub(r"(?<=\w)-\s*(?=\w)", "", satu))
    if not kata or len(kata.split()) > _SEL_KATA:
        return "", False
    for aturan in ATURAN["kolom"]:
        if any(ada_frasa(f, kata, kabur=True) for f in aturan["frasa"]):
            return aturan["peran"], not any(ada_frasa(f, kata, kabur=False) for f in aturan["frasa"])
    return "", False


def kenali_tajuk(sel: Sequence[str]) -> Tajuk | None:
    """The header in a row, or None where the row is none.

    A header has a column for the indikator and one for the sasaran, the formula, its source or a target, each of its
    cells is short, and no two columns apart have the same role. A column without title between two of one role has
    that role.
    """
    if any(len(s) > _SEL_PANJANG + 40 for s in sel):
        return None
    peran: list[str] = []
    salah = []
    for teks in sel:
        satu, kabur = peran_sel(teks)
        if teks.strip() and not satu and len(teks) > 40:
            return None
        if kabur and satu:
            salah.append((baris_tunggal(bersihkan(teks)), satu))
        peran.append(satu)
    berisi = [p for p in peran if p]
    if "indikator" not in berisi or not _PASANGAN & set(berisi):
        return None
    ganda = {p for n, p in enumerate(peran) if p and p in peran[:n] and sel[n] not in sel[:n]}
    if ganda - {"formula", "sasaran", "target", "catatan", "tugas"}:
        return None
    if "sasaran" in ganda:
        # "SASARAN | KINERJA | INDIKATOR": the column next to the indikator says what is measured.
        letak = [n for n, p in enumerate(peran) if p == "sasaran" and sel[n]]
        pilih = max((n for n in letak if n < peran.index("indikator")), default=letak[0])
        peran = ["catatan" if p == "sasaran" and sel[n] != sel[pilih] else p for n, p in enumerate(peran)]
    # A column whose title says nothing to us is kept as a remark rather than lost.
    peran = [p or ("catatan" if sel[n].strip() else "") for n, p in enumerate(peran)]
    return Tajuk(tuple(peran), tuple(dict.fromkeys(salah)))
