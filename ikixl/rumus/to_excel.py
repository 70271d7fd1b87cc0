"""A tree to the text of an Excel formula: English function names, comma between arguments, no leading "=".

Only functions that Excel 2010, LibreOffice, WPS and Google Sheets share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from ikixl.rumus.ast import Angka, Simpul, Variabel
from ikixl.rumus.functions import FUNGSI, potong
from ikixl.rumus.hasil import Keadaan
from ikixl.rumus.penulis import Ikatan, Penulis, Potongan, angka_polos
from ikixl.rumus.sifat import variabel

__all__ = ["to_excel"]

_LOGIKA = {"dan": "AND", "atau": "OR"}


def to_excel(simpul: Simpul, acuan: Mapping[str, str]) -> str:
    """The Excel formula that shows what ikixl.rumus.evaluate gives: the number, "" or "tidak dihitung".

    `acuan` holds the reference of one cell for each variabel ("A1", "Realisasi!$H$7"); a cell that holds no number
    counts as blank. KeyError for a variabel without reference.
    """
    teks = _Excel(acuan).tulis(simpul).teks
    # A bare cell cannot fail, and most indicators are no more than that.
    if not isinstance(simpul, Angka | Variabel):
        teks = f'IFERROR({teks},"{Keadaan.TIDAK_DIHITUNG}")'
    nama = variabel(simpul)
    if not nama:
        return teks
    terisi = "+".join(f"COUNT({daftar})" for daftar in potong([acuan[n] for n in nama]))
    return f'IF({terisi}<{len(nama)},"",{teks})'


class _Excel(Penulis):
    operator: ClassVar[Mapping[str, str]] = {t: t for t in ("+", "-", "*", "/", "<", "<=", ">", ">=", "=", "<>")}
    negatif = "-"

    def __init__(self, acuan: Mapping[str, str]) -> None:
        self.acuan = acuan

    def angka(self, nilai: float) -> str:
        return angka_polos(nilai)

    def variabel(self, nama: str) -> str:
        return self.acuan[nama]

    def panggil(self, nama: str, isi: Sequence[Potongan]) -> Potongan:
        return Potongan(FUNGSI[nama].excel([p.teks for p in isi]), Ikatan.UTUH)

    def bila(self, syarat: Potongan, ya: Potongan, tidak: Potongan) -> Potongan:
        return Potongan(f"IF({syarat.teks},{ya.teks},{tidak.teks})", Ikatan.UTUH)

    def logika(self, kata: str, isi: Sequence[Potongan]) -> Potongan:
        return Potongan(f"{_LOGIKA[kata]}({','.join(p.teks for p in isi)})", Ikatan.UTUH)
