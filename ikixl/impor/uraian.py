"""Lines under TUGAS and FUNGSI to single duties."""

from __future__ import annotations

import re

from ikixl.impor.bersih import bersihkan, pecah_butir, tanpa_penanda
from ikixl.impor.kata import ATURAN

__all__ = ["urai_uraian"]

_TANDA_LUAR = re.compile(r"^\s*[-–•●*]\s+(?=\S)")
_BERTANDA = re.compile(r"^\s*(?:[-–•●]|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)])\s*\S")


def urai_uraian(baris: list[str]) -> list[str]:
    """The duties in the lines of one list, without their marks; a line without one continues the duty above."""
    hasil: list[str] = []
    for satu in (s for b in baris for s in bersihkan(b).split("\n")):
        bertanda = bool(_BERTANDA.match(satu))
        teks = _TANDA_LUAR.sub("", satu).strip()
        if not teks or teks in ATURAN["kata"]["kosong"]:
            continue
        awal, butir = pecah_butir(teks)
        if butir and (len(butir) > 1 or not awal):
            if awal and hasil and awal[:1].islower():
                hasil[-1] = f"{hasil[-1]} {awal}"
            elif awal:
                hasil.append(awal)
            hasil += butir
        elif bertanda or not hasil or not _berlanjut(hasil[-1], teks):
            hasil.append(tanpa_penanda(teks) if bertanda else teks)
        else:
            hasil[-1] = f"{hasil[-1]} {teks}"
    return [rapi for h in hasil if (rapi := re.sub(r"\s*;?\s*(?:\bdan)?\s*[;.]*\s*$", "", h).strip())]


def _berlanjut(atas: str, teks: str) -> bool:
    """Whether a line without a mark is the rest of the line above."""
    return teks[:1].islower() or not atas.rstrip().endswith((";", ".", "; dan", ":"))
