"""A workbook as found in a file: sheets of sparse cells with their kind, before any meaning is read into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, Protocol

__all__ = ["BukuMentah", "JenisSel", "LembarMentah", "LembarNanti", "SelMentah", "SelTunda"]

JenisSel = Literal["angka", "teks", "logika", "galat", "tanggal", "kosong"]


@dataclass(frozen=True, slots=True)
class SelMentah:
    """One cell as stored.

    `nilai` is float for angka and tanggal (a serial number; `tanggal_1904` of the workbook applies), str for
    teks and galat ("#N/A"), bool for logika, None for kosong (a formula without a cached value).
    `rumus` is the formula text without "=", "" for a shared formula's follower, None where the cell is
    no formula or the format does not tell. `persen` says that the cell's number format is a percentage.
    """

    jenis: JenisSel
    nilai: float | str | bool | None
    rumus: str | None = None
    persen: bool = False


class SelTunda(Protocol):
    """Cells that are known, but not made one by one before somebody asks for them."""

    @property
    def jumlah(self) -> int:
        """How many of them are filled."""

    def ambil(self, tempat: tuple[int, int]) -> SelMentah | None:
        """The cell at a 0-based (row, column), None where it is blank."""

    def tepi(self) -> list[tuple[tuple[int, int], SelMentah]]:
        """The filled cells of the first row and the first column, in order."""

    def semua(self) -> dict[tuple[int, int], SelMentah]:
        """All filled cells, as LembarMentah has them."""


class LembarNanti(Protocol):
    """A sheet that is in the file, but not read before somebody asks for more than its name.

    Both raise BerkasTidakTerbacaError where it cannot be read.
    """

    def pertama(self) -> SelMentah | None:
        """Its first cell, None where that is blank or where all of the sheet would have to be read to tell."""

    def baca(self) -> LembarMentah:
        """The sheet."""


@dataclass(slots=True)
class LembarMentah:
    """One sheet: cells by 0-based (row, column), without blanks.

    `baris_tersembunyi` and `kolom_tersembunyi` are the hidden rows (by hand or by a filter) and columns that hold
    something, 0-based; ours among them. `gabungan` holds merged areas as (first row, first column, last row, last
    column). `komentar` holds the text of notes and of threads of comments by the cell that they hang on. `gambar`
    counts what lies over the sheet and is not read: pictures (ours too), shapes with text, embedded documents; charts
    do not count. `jumlah_baris` counts the rows that the file lists, filled or not. The last three, and hidden
    columns, only where the format tells. Where `tunda` holds the cells, `sel` is made of them when it is first asked
    for. Where `nanti` stands, all but `nama` and `tersembunyi` is read when any of it is first asked for.
    """

    nama: str
    sel: dict[tuple[int, int], SelMentah] = field(default_factory=dict)
    tersembunyi: bool = False
    baris_tersembunyi: frozenset[int] = frozenset()
    gabungan: tuple[tuple[int, int, int, int], ...] = ()
    terkunci: bool = False
    kolom_tersembunyi: frozenset[int] = frozenset()
    komentar: dict[tuple[int, int], str] = field(default_factory=dict)
    gambar: int = 0
    jumlah_baris: int = 0
    tunda: SelTunda | None = field(default=None, compare=False, repr=False)
    nanti: LembarNanti | None = field(default=None, compare=False, repr=False)

    @classmethod
    def belum_dibaca(cls, nama: str, tersembunyi: bool, nanti: LembarNanti) -> LembarMentah:
        """A sheet that is read when it is needed."""
        # All else has no value yet: asking for it is what reads the sheet.
        lembar = cls.__new__(cls)
        lembar.nama, lembar.tersembunyi, lembar.nanti = nama, tersembunyi, nanti
        return lembar

    @classmethod
    def tertunda(cls, nama: str, tunda: SelTunda) -> LembarMentah:
        """A sheet of these cells."""
        lembar = cls(nama, tunda=tunda)
        del lembar.sel
        return lembar

    if not TYPE_CHECKING:  # pragma: no branch - a type checker would take any attribute for one of ours

        def __getattr__(self, nama: str) -> Any:
            if self.nanti is not None:
                self.baca()
                return getattr(self, nama)
            if nama != "sel":
                raise AttributeError(nama)
            self.sel = self.tunda.semua()
            return self.sel

    def baca(self) -> None:
        """Read what was put off; nothing where it was read already. As LembarNanti.baca."""
        if self.nanti is None:
            return
        isi = self.nanti.baca()
        for isian in _SELAIN_SEL:
            setattr(self, isian, getattr(isi, isian))
        if isi.tunda is None:
            self.sel = isi.sel
        self.nanti = None

    def ambil(self, tempat: tuple[int, int]) -> SelMentah | None:
        """The cell at a 0-based (row, column), None where it is blank."""
        if tempat == (0, 0) and self.nanti is not None and (sel := self.nanti.pertama()) is not None:
            return sel
        return self.sel.get(tempat) if self.tunda is None else self.tunda.ambil(tempat)

    @property
    def jumlah(self) -> int:
        """How many cells are filled."""
        return len(self.sel) if self.tunda is None else self.tunda.jumlah


_SELAIN_SEL = tuple(f.name for f in fields(LembarMentah) if f.name not in ("nama", "tersembunyi", "sel", "nanti"))


@dataclass(slots=True)
class BukuMentah:
    """A workbook: sheets in file order, defined names (name to formula text), custom document properties.

    `sisa` checks what of the file nobody asked for, where reading was put off.
    """

    lembar: list[LembarMentah]
    nama_terdefinisi: dict[str, str] = field(default_factory=dict)
    properti: dict[str, str] = field(default_factory=dict)
    tanggal_1904: bool = False
    format: Literal["xlsx", "xls", "ods"] = "xlsx"
    makro: bool = False
    sisa: Callable[[], None] | None = field(default=None, compare=False, repr=False)

    def tuntaskan(self) -> None:
        """Read and check all that was put off, as reading the whole file at once would have.

        BerkasTidakTerbacaError where that cannot be done: nothing of the file may be used then.
        """
        for lembar in self.lembar:
            lembar.baca()
        if self.sisa is not None:
            self.sisa()
            self.sisa = None
