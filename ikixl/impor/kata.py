"""Words of decrees (workbook_templates/impor.toml) and how they are compared: by letters, with typing errors."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from ikixl.bawaan import baca_templat

__all__ = ["ATURAN", "ada_frasa", "berawal", "gelar", "inti", "kutip", "mirip", "polos", "terpotong"]

_MIRIP = 0.8
# Fuzzy comparison is quadratic in the length of words; no word of a heading is longer.
_KATA_PANJANG = 30
_KUTIPAN = 90
_KECIL = frozenset({"dan", "pada", "di", "ke", "dari", "yang", "untuk", "dengan", "atau", "serta", "dalam", "oleh"})
# Abbreviations that stay in capitals when a name in capitals is set in title case.
_SINGKATAN = frozenset(
    {"PKK", "BMD", "BMN", "UMKM", "RT", "RW", "RT/RW", "IT", "TU", "ASN", "PNS", "PAUD", "PBB", "UPT", "UPTD"}
)


@cache
def _aturan() -> dict[str, Any]:
    return baca_templat("impor")


class _Aturan:
    """Attribute access to the template, which is read when first needed."""

    def __getitem__(self, kunci: str) -> Any:
        return _aturan()[kunci]


ATURAN = _Aturan()


@lru_cache(maxsize=8192)
def polos(teks: str) -> str:
    """Lower-case words of letters and digits, single spaces."""
    teks = unicodedata.normalize("NFKD", teks).casefold()
    return re.sub(r"[^a-z0-9]+", " ", teks).strip()


@lru_cache(maxsize=65536)
def mirip(kata: str, lain: str) -> bool:
    """Whether two words are the same but for a typing error; words under five letters have to be equal."""
    if kata == lain:
        return True
    if min(len(kata), len(lain)) < 5 or max(len(kata), len(lain)) > _KATA_PANJANG or abs(len(kata) - len(lain)) > 3:
        return False
    cocok = difflib.SequenceMatcher(None, kata, lain)
    return cocok.real_quick_ratio() >= _MIRIP and cocok.quick_ratio() >= _MIRIP and cocok.ratio() >= _MIRIP


def ada_frasa(frasa: str, teks: str, *, kabur: bool) -> bool:
    """Whether the words of `frasa` stand one after another in a plain text; `kabur` allows typing errors."""
    if f" {frasa} " in f" {teks} ":
        return True
    if not kabur:
        return False
    dicari, kata = frasa.split(), teks.split()
    for awal in range(len(kata) - len(dicari) + 1):
        if all(mirip(a, b) for a, b in zip(dicari, kata[awal : awal + len(dicari)], strict=True)):
            return True
    # Words run together: "FORMULAIPENGHITUNGAN".
    return len(frasa) > 5 and any(len(k) > len(frasa) and frasa in k for k in kata)


def berawal(teks: str, awal: list[str]) -> str:
    """The first of `awal` with which a plain text begins (whole words), "" where none does."""
    return next((a for a in awal if f"{teks} ".startswith(f"{a} ")), "")


def terpotong(teks: str) -> bool:
    """Whether a text ends in the middle of a sentence: with "dan", a comma, a slash."""
    satu = " ".join(teks.split()).lower()
    return any(satu.endswith(f" {kata}" if kata.isalpha() else kata) for kata in ATURAN["kata"]["terpotong"])


def inti(teks: str) -> list[str]:
    """The words of a text that tell it from others, in order."""
    umum = set(ATURAN["kata"]["umum"])
    return [k for k in polos(teks).split() if k not in umum and len(k) > 1]


def gelar(nama: str) -> str:
    """A name in title case if it is printed in capitals; otherwise as it stands."""
    if any(h.islower() for h in nama) or not any(h.isalpha() for h in nama):
        return nama
    kata = nama.split()
    tengah = range(1, len(kata) - 1)
    return " ".join(
        k if k.strip(".,()") in _SINGKATAN else k.lower() if n in tengah and k.lower() in _KECIL else _besar(k)
        for n, k in enumerate(kata)
    )


def _besar(kata: str) -> str:
    return re.sub(r"[a-z]+", lambda m: m.group().capitalize(), kata.lower())


def kutip(teks: str, panjang: int = _KUTIPAN) -> str:
    """A text on one line, short enough for a message."""
    satu = " ".join(teks.split())
    return satu if len(satu) <= panjang else satu[: panjang - 1].rstrip() + "…"
