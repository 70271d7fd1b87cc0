"""The neutral stream that every kind of document becomes: paragraphs and table rows in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Baris", "Dokumen", "Paragraf", "Potongan"]


@dataclass(frozen=True, slots=True)
class Paragraf:
    """One line of text outside a table; `teks` "" is a blank line. `tempat` is Indonesian: "baris 12".

    `lembar` says that it is the name of a sheet, which begins here.
    """

    teks: str
    tempat: str
    lembar: bool = False


@dataclass(frozen=True, slots=True)
class Baris:
    """One row of a table.

    `sel` holds the text of every column, with its own line ends. A cell merged over several columns repeats its text
    in each; one merged over several rows has its text in the first and its column in `sambung` of the others. Rows of
    one table share the number `tabel`. `lentur` says that cells may be missing or broken over lines, as in text
    extracted from PDF.
    """

    sel: tuple[str, ...]
    tempat: str
    tabel: int
    sambung: frozenset[int] = frozenset()
    lentur: bool = False


Potongan = Paragraf | Baris


@dataclass(frozen=True, slots=True)
class Dokumen:
    """A document as a stream; `lembar_tersembunyi` names the sheets of a workbook that were left out."""

    nama: str
    isi: tuple[Potongan, ...]
    lembar_tersembunyi: tuple[str, ...] = field(default=())
