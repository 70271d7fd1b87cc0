"""Text as people type it, rid of what they cannot see."""

from __future__ import annotations

from typing import Final

__all__ = ["bersihkan", "kutip", "tanda_kosong", "tulis_angka"]

_TAK_TERLIHAT: Final = dict.fromkeys(
    [0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)
_SPASI: Final = dict.fromkeys([0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_LEBAR_PENUH: Final = {nomor: chr(nomor - 0xFEE0) for nomor in range(0xFF01, 0xFF5F)}
_TABEL: Final = {**_TAK_TERLIHAT, **_SPASI, **_LEBAR_PENUH}
# Signs that look alike and are typed by phones and word processors on their own: no reason for a remark.
_TANDA: Final = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-"})

_KOSONG: Final = frozenset(
    {"nihil", "tidak ada", "tidak ada data", "belum ada", "belum ada data", "kosong", "n/a", "na", "null", "none"}
)


def bersihkan(teks: str) -> tuple[str, bool]:
    """(text with single plain spaces and plain digits, whether invisible or full-width characters were in it)."""
    if teks.isascii():
        return " ".join(teks.split()), False
    bersih = teks.translate(_TABEL)
    return " ".join(bersih.translate(_TANDA).split()), bersih != teks


def tanda_kosong(bersih: str) -> bool:
    """Whether cleaned text says that there is nothing to report: "-", "nihil", "tidak ada", "n/a"."""
    return bersih.casefold().rstrip(".") in _KOSONG or (bersih != "" and not bersih.strip("-."))


def kutip(teks: str) -> str:
    """Text as a message quotes it: at most 60 characters."""
    return teks if len(teks) <= 60 else teks[:57] + "..."


def tulis_angka(angka: float) -> str:
    """A number as a message shows it: decimal comma, no thousands signs, 15 digits, no exponent below 10^15."""
    if angka == int(angka) and abs(angka) < 1e15:
        return str(int(angka))
    return f"{angka:.15g}".replace(".", ",")
