"""Indonesian wording, compared word by word; every word list stands in the template `lint`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from ikixl.bawaan import baca_templat

__all__ = ["akar", "cocok_salah_satu", "daftar", "golongan", "isi", "kata", "pasif", "peta", "pokok"]

_KATA = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|%")
# "ter-inventarisikan", "e-KTP": a hyphen after a prefix does not part two words.
_AWALAN = re.compile(r"\b(ter|di|ber|ke|se|e|non|anti)-(?=\w)", re.IGNORECASE)
_IMBUHAN = re.compile(r"(?:di|ter|ber|pe[mnr]?|me[mnr]?|peng|meng)?(.{3,}?)(?:nya|kan|an|i)?")
_PASIF = re.compile(r"(?:di|ter)[a-z]{4,}")


def peta(nama: str) -> Mapping[str, Any]:
    """The table of the template with this name ("rasio")."""
    hasil: Mapping[str, Any] = baca_templat("lint")[nama]
    return hasil


@cache
def daftar(nama: str) -> frozenset[str]:
    """The word list with this name: "kata_tugas", or "rasio.penyempit" for one inside a table."""
    isi_templat: Any = baca_templat("lint")
    for bagian in nama.split("."):
        isi_templat = isi_templat[bagian]
    return frozenset(isi_templat)


@lru_cache(maxsize=4096)
def kata(teks: str) -> tuple[str, ...]:
    """The words of a text in lower case, each in its usual spelling ("Prosentase" gives "persentase"); no numbers."""
    ejaan = baca_templat("lint")["ejaan"]
    return tuple(ejaan.get(k, k) for k in _KATA.findall(_AWALAN.sub(r"\1", teks).lower()))


@lru_cache(maxsize=4096)
def isi(teks: str) -> tuple[str, ...]:
    """The words that carry the meaning: without function words and without the opening "Jumlah", each once."""
    tanpa = daftar("kata_tugas") | daftar("kata_banyak")
    return tuple(dict.fromkeys(k for k in kata(teks) if k not in tanpa))


def akar(satu: str) -> str:
    """A word roughly without prefix and suffix, only for comparing: "dievaluasi" and "evaluasi" give the same."""
    cocok = _IMBUHAN.fullmatch(satu)
    return cocok[1] if cocok else satu


def pokok(teks: str) -> str:
    """What is counted: the first word after "Jumlah", "f(x) = Σ", "draf" and the like; "" where there is none."""
    bentuk = daftar("kata_bentuk")
    return next((k for k in isi(teks) if k not in bentuk), "")


def golongan(benda: str) -> str:
    """The group of things that may stand for each other as a satuan ("laporan": "dokumen"); "" for any other word."""
    return next((nama for nama, anggota in peta("benda").items() if benda in anggota), "")


def pasif(satu: str) -> bool:
    """Whether a word is a passive verb: "disusun", "terkirim"; not "dinas", "terhadap"."""
    return bool(_PASIF.fullmatch(satu)) and satu not in daftar("rasio.bukan_pasif")


def cocok_salah_satu(pola: tuple[str, ...], teks: str) -> str:
    """The first piece of a text that fits one of the regular expressions, letters' case aside; "" for none."""
    for p in pola:
        if cocok := re.search(p, teks, re.IGNORECASE):
            return cocok.group().strip()
    return ""
