"""A workbook of tables that people edit freely: rows come and go, columns are known by their headers."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["AWALAN_TABEL", "BukuTabel", "KolomTabel", "LembarTabel", "Paragraf"]

#: Text of cell A1 (hidden row) of every table sheet is this prefix and the name of the table.
AWALAN_TABEL = "#ikixl:tabel:"


@dataclass(frozen=True, slots=True)
class KolomTabel:
    """One column: its header, width in characters, and what its cells may hold.

    `petunjuk` shows when a cell is selected. `pilihan` are the only words allowed (a blank always is). `rujukan` is
    (sheet, column) whose values are offered; others may be typed, and are coloured. `angka`: cells that are numbers
    are stored as numbers.
    """

    nama: str
    lebar: float
    petunjuk: str = ""
    pilihan: tuple[str, ...] = ()
    rujukan: tuple[str, str] | None = None
    angka: bool = False


@dataclass(frozen=True, slots=True)
class LembarTabel:
    """One table: a sentence above it, its columns, and rows of as many texts.

    `unik` names the columns that together must differ from row to row. The first `contoh` rows are examples.
    """

    nama: str
    penjelasan: str
    kolom: tuple[KolomTabel, ...]
    baris: tuple[tuple[str, ...], ...]
    unik: tuple[str, ...] = ()
    contoh: int = 0


@dataclass(frozen=True, slots=True)
class Paragraf:
    """One line of the instruction sheet: a style ("judul", "anak", "teks", "butir", "lembar", "ganda", "asing",
    "contoh"), a short text in front, and the text; a `lembar` line links to the sheet that it names.
    """

    gaya: str
    teks: str
    depan: str = ""


@dataclass(frozen=True, slots=True)
class BukuTabel:
    """The whole workbook; `kertas` is Excel's paper number."""

    judul: str
    nama_petunjuk: str
    petunjuk: tuple[Paragraf, ...]
    lembar: tuple[LembarTabel, ...]
    kertas: int = 14
