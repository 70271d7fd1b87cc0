"""Acuan: the subordinate figures that a variabel of a superior should equal, as written in the katalog."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ikixl.katalog.model import POLA_KODE, POLA_VARIABEL, Katalog

__all__ = ["Acuan", "pisah_acuan", "unit_acuan"]

_SATU = re.compile(f"({POLA_KODE[1:-1]})(?:/({POLA_VARIABEL[1:-1]}))?")


@dataclass(frozen=True, slots=True)
class Acuan:
    """One figure of a subordinate: the realisasi of an indikator, or (`variabel` not "") one of its inputs."""

    indikator: str
    variabel: str = ""

    def __str__(self) -> str:
        return f"{self.indikator}/{self.variabel}" if self.variabel else self.indikator


@lru_cache(maxsize=8192)
def pisah_acuan(teks: str) -> tuple[Acuan, ...]:
    """The figures that an `acuan` names, in order: "A.01 + B.02/surat" gives two; "" gives none.

    ValueError, with the part that is no code, where it is written otherwise.
    """
    if not teks.strip():
        return ()
    hasil = []
    for bagian in teks.split("+"):
        cocok = _SATU.fullmatch(bagian.strip())
        if cocok is None:
            raise ValueError(bagian.strip())
        hasil.append(Acuan(cocok.group(1), cocok.group(2) or ""))
    return tuple(hasil)


def unit_acuan(katalog: Katalog, unit: str, acuan: Acuan) -> tuple[str, ...]:
    """The units whose figures count for an acuan of a superior in `unit`.

    `unit` itself where the subordinate's jabatan is held there too (a lurah and his staff); otherwise those that stand
    under `unit`; and where none does, every unit that holds it (a seksi answers for all kelurahan).
    """
    jabatan = katalog.cari_indikator(acuan.indikator).jabatan
    if any(j.kode == jabatan for j in katalog.jabatan_unit(unit)):
        return (unit,)
    pemegang = [u.kode for u in katalog.unit_jabatan(jabatan)]
    bawahan = [p for p in pemegang if unit in _induk(katalog, p)]
    return tuple(bawahan or pemegang)


def _induk(katalog: Katalog, unit: str) -> set[str]:
    """Every unit above this one; the katalog's check made sure that there is no circle."""
    hasil: set[str] = set()
    atas = katalog.cari_unit(unit).induk
    while atas and atas not in hasil:
        hasil.add(atas)
        atas = katalog.cari_unit(atas).induk
    return hasil
