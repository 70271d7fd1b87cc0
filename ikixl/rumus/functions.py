"""The functions of the formula language, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ikixl.rumus import aritmetika

__all__ = ["BANYAK_ISI", "FUNGSI", "ISI_EXCEL", "KATA_LOGIKA", "NAMA_TERLARANG", "Fungsi", "potong"]

#: Excel takes no more arguments in one call.
ISI_EXCEL = 255


@dataclass(frozen=True, slots=True)
class Fungsi:
    """One function of any count of numbers.

    `hitung` evaluates it, `excel` writes the call over argument texts, `kata` are the words before the list in a
    sentence, `bulat` says whether whole numbers give a whole number. Each is homogeneous: it scales as its parts do.
    """

    hitung: Callable[[Sequence[float]], float]
    excel: Callable[[Sequence[str]], str]
    kata: str
    bulat: bool


def potong(isi: Sequence[str]) -> list[str]:
    """Argument lists "a,b,…" of at most 255 arguments each."""
    return [",".join(isi[i : i + ISI_EXCEL]) for i in range(0, len(isi), ISI_EXCEL)]


def _bertumpuk(nama: str) -> Callable[[Sequence[str]], str]:
    """A call of `nama`, or a call over calls where one cannot take all arguments."""

    def excel(isi: Sequence[str]) -> str:
        panggilan = [f"{nama}({daftar})" for daftar in potong(isi)]
        return panggilan[0] if len(panggilan) == 1 else excel(panggilan)

    return excel


def _rata_excel(isi: Sequence[str]) -> str:
    if len(isi) <= ISI_EXCEL:
        return f"AVERAGE({','.join(isi)})"
    return f"({_bertumpuk('SUM')(isi)}/{len(isi)})"


#: Functions that are a node of their own (Panggil).
FUNGSI: Mapping[str, Fungsi] = {
    "jumlah": Fungsi(aritmetika.jumlah, _bertumpuk("SUM"), "jumlah dari", bulat=True),
    "rata": Fungsi(aritmetika.rata, _rata_excel, "rata-rata dari", bulat=False),
    "min": Fungsi(min, _bertumpuk("MIN"), "nilai terkecil dari", bulat=True),
    "maks": Fungsi(max, _bertumpuk("MAX"), "nilai terbesar dari", bulat=True),
}

#: How many parts every function takes, as (least, most); most None: any count.
#: persen(a, b) is short for a / b * 100, and bila(syarat, a, b) has a node of its own.
BANYAK_ISI: Mapping[str, tuple[int, int | None]] = {
    **dict.fromkeys(FUNGSI, (1, None)),
    "persen": (2, 2),
    "bila": (3, 3),
}

#: Words that join conditions.
KATA_LOGIKA = ("dan", "atau")

#: No variabel may have one of these names: words of the language, and those that the keys of inputs use.
NAMA_TERLARANG = frozenset({*BANYAK_ISI, *KATA_LOGIKA, "target", "bukti"})
