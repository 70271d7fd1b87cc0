"""Formulas over letters that the lines below explain: "A/B x 100%, A = ..., B = ..."."""

from __future__ import annotations

import re

from ikixl.impor.bersih import PECAHAN, baris_tunggal
from ikixl.impor.kata import ATURAN

__all__ = ["urai_lambang"]

_ARTI = re.compile(r"(?:(?<=[\s;,.(])|^)([A-Za-z]\d?)\s*[=:]\s*(?=[^\W\d])")
_KATA = re.compile(r"[^\W\d_]\w*")
_TANDA = {"/": PECAHAN, ":": PECAHAN, "÷": PECAHAN, "+": "+", "-": "−", "–": "−"}


def urai_lambang(formula: str) -> str:
    """The formula with every letter replaced by what it stands for; unchanged where it is no such formula."""
    satu = baris_tunggal(formula)
    semua = list(_ARTI.finditer(satu))
    if len(semua) < 2:
        return formula
    batas = [m.start() for m in semua[1:]] + [len(satu)]
    bagian = [(m.group(1), satu[m.end() : a].strip(" ;,.")) for m, a in zip(semua, batas, strict=True)]
    kepala = satu[: semua[0].start()]
    if not _KATA.search(kepala):
        # "P = A/B x 100%": the first letter is the result.
        kepala = bagian.pop(0)[1]
    arti = dict(bagian)
    kepala = _tanpa_pengantar(kepala)
    # "x" between two letters multiplies, unless the lines below explain it.
    lambang = set(_KATA.findall(kepala)) - ({"x", "X"} - arti.keys()) - _kata_operasi()
    if len(arti) < 2 or not lambang or not lambang <= arti.keys() or len(lambang) < 2:
        return formula
    kepala = re.sub(r"\s*([/:÷+–-])\s*", lambda m: f" {_TANDA[m.group(1)]} ", kepala)
    return re.sub(r"\b[A-Za-z]\d?\b", lambda m: arti.get(m.group(), m.group()), kepala).strip()


def _kata_operasi() -> set[str]:
    return {kata for frasa in ATURAN["rumus"].values() for f in frasa for kata in f.split()} | {"persen"}


def _tanpa_pengantar(kepala: str) -> str:
    pola = "|".join(map(re.escape, ATURAN["kata"]["keterangan"]))
    return re.sub(rf"\W*\b(?:{pola})\W*$", "", kepala, flags=re.IGNORECASE).strip(" ;,.")
