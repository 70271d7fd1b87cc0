"""The Buku: one workbook described as pure data, for the writer that draws it and the reader that seeks through it.

Every Lembar is a grid of keyed rows and keyed columns. In the file, column A (hidden) holds the row
keys, row 1 (hidden) the column keys, and A1 the marker of the sheet; therefore any cell is named by
(lembar, baris, kolom) and found again after rows, columns or sheets were moved, renamed or inserted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import JenisIsian
from ikixl.tetap import tetap

__all__ = [
    "AWALAN_PENANDA",
    "Acuan",
    "Baris",
    "Buku",
    "Gabung",
    "Gambar",
    "Grafik",
    "Isi",
    "JenisMasukan",
    "Kertas",
    "Kolom",
    "Lembar",
    "Masukan",
    "Rentang",
    "Rumus",
    "Sel",
    "Seri",
    "Tautan",
    "TautanBerkas",
    "TautanHidup",
    "Warna",
]

#: Text of cell A1 of every sheet is this prefix and the key of the sheet.
AWALAN_PENANDA = "#ikixl:"

# Named, since Python would make `int | float` anew each time that it looks.
_ANGKA = (int, float)

JenisMasukan = JenisIsian | Literal["teks", "tanggal", "tautan"]


@tetap(frozen=True, slots=True)
class Acuan:
    """A reference from a formula to a cell or a rectangle, by keys.

    `lembar` "" means the sheet that the formula stands in. `mutlak` False writes A1 instead of $A$1
    (conditional formats and validations, which slide over their area).
    """

    baris: str
    kolom: str
    baris_akhir: str = ""
    kolom_akhir: str = ""
    lembar: str = ""
    mutlak: bool = True


@tetap(frozen=True, slots=True)
class Rumus:
    """A live formula: Excel text in English form without "=", `{nama}` standing for `acuan[nama]`.

    `nilai` is the value that Python computed for it, stored in the file as the cached result.
    """

    teks: str
    nilai: float | str
    acuan: Mapping[str, Acuan] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tautan:
    """A link inside the workbook, shown as `teks`; with `baris_akhir` and `kolom_akhir` it selects a rectangle."""

    teks: str
    lembar: str
    baris: str = ""
    kolom: str = ""
    baris_akhir: str = ""
    kolom_akhir: str = ""


@dataclass(frozen=True, slots=True)
class TautanBerkas:
    """A link to a cell of another workbook, shown as `teks`.

    `path` is relative to the folder that the workbook lies in, with "/" between folders, so that both may be moved
    together. `lembar` is the name of a sheet there, `sel` an A1 address; "" opens the file only.
    """

    teks: str
    path: str
    lembar: str = ""
    sel: str = ""


@dataclass(frozen=True, slots=True)
class TautanHidup:
    """A link that finds its target when it is followed, for cells that show what a formula picked from a list.

    `alamat` is formula text that gives an A1 address within `lembar`, `{nama}` standing for `acuan[nama]`.
    """

    lembar: str
    alamat: str
    acuan: Mapping[str, Acuan] = field(default_factory=dict)


Isi = str | int | float | None | Rumus | Tautan | TautanBerkas


@tetap(frozen=True, slots=True)
class Masukan:
    """Marks a cell as an input: unlocked, validated by `jenis`, explained by `petunjuk` when selected.

    `wajib` inputs count for completeness; `satuan` is told with the petunjuk and when an entry is refused. In the file
    a persen is a native percent cell (0.85) and a centang is "Ya" or "Tidak"; in data they are 85.0 and 1 or 0.
    """

    isian: KunciIsian
    jenis: JenisMasukan
    judul: str = ""
    petunjuk: str = ""
    wajib: bool = False
    satuan: str = ""


@tetap(frozen=True, slots=True)
class Sel:
    """One cell: content, the name of its style (workbook_templates/gaya.toml), and whether it is an input.

    `persen`: a locked number in percent points that stands in the file as a native percent cell, like a persen input.
    `petunjuk` of a locked cell (the header of an input column) is shown when the cell is selected.
    `tautan` makes a cell that shows something else a link too; its own text plays no part.
    """

    isi: Isi = None
    gaya: str = "biasa"
    masukan: Masukan | None = None
    persen: bool = False
    petunjuk: str = ""
    tautan: Tautan | TautanHidup | None = None

    @property
    def isi_berkas(self) -> Isi:
        """The content as the cell of the file holds it: percent points of native percent cells divided by 100."""
        persen = self.persen or (self.masukan is not None and self.masukan.jenis == "persen")
        if not persen or not isinstance(self.isi, _ANGKA):
            return self.isi
        # What a person types as 7 % is the float 0.07, not 7 / 100 with its own last digit.
        return float(repr(self.isi / 100)) if self.isi % 1 == 0 else round(self.isi / 100, 12)


@dataclass(frozen=True, slots=True)
class Kolom:
    """One keyed column; `lebar` in characters as Excel counts them."""

    kunci: str
    lebar: float
    tersembunyi: bool = False


@tetap(frozen=True, slots=True)
class Baris:
    """One keyed row; cells by column key; `tinggi` in points, None lets the program choose."""

    kunci: str
    sel: Mapping[str, Sel]
    tinggi: float | None = None
    tersembunyi: bool = False


@dataclass(frozen=True, slots=True)
class Rentang:
    """A rectangle of one sheet by its corner keys."""

    baris: str
    kolom: str
    baris_akhir: str
    kolom_akhir: str


@dataclass(frozen=True, slots=True)
class Gabung:
    """A merged rectangle; content and style are those of its first cell."""

    rentang: Rentang


@dataclass(frozen=True, slots=True)
class Warna:
    """A live conditional style: applied where the formula, slid from the first cell, is true."""

    rentang: Rentang
    teks: str
    gaya: str
    acuan: Mapping[str, Acuan] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seri:
    """One series of a chart, over cells by key; `garis` draws it as a line over the columns of the others."""

    nama: str
    kategori: Acuan
    nilai: Acuan
    warna: str = ""
    garis: bool = False


@dataclass(frozen=True, slots=True)
class Grafik:
    """A chart placed at a cell; `alt` is read by screen readers. Size in pixels."""

    jenis: Literal["batang", "kolom", "garis"]
    judul: str
    seri: tuple[Seri, ...]
    baris: str
    kolom: str
    alt: str
    lebar: int = 640
    tinggi: int = 320
    sumbu_nilai: str = ""
    maksimum: float | None = None


@dataclass(frozen=True, slots=True)
class Gambar:
    """A PNG or JPEG picture placed at a cell, drawn `tinggi` pixels high; `alt` is read by screen readers."""

    isi: bytes
    baris: str
    kolom: str
    alt: str
    tinggi: int


@dataclass(frozen=True, slots=True)
class Kertas:
    """How a sheet prints: paper by Excel's number (14 is F4/Folio, 9 is A4), fitted to one page width.

    `ulang_awal`..`ulang_akhir` are rows repeated on every page. With `skala` (percent) the sheet is printed at that
    scale instead of being fitted, and a new page starts before each row of `pisah`: programs that fit a sheet to a
    width pass over page breaks. `akhir` is the last row that is printed ("" for all).
    """

    ukuran: int = 14
    melintang: bool = True
    ulang_awal: str = ""
    ulang_akhir: str = ""
    kaki: str = ""
    tinggi_halaman: int = 0
    skala: int = 0
    pisah: tuple[str, ...] = ()
    akhir: str = ""


@dataclass(frozen=True, slots=True)
class Lembar:
    """One sheet. `beku` freezes above and left of (baris, kolom); `saring` puts a filter on a rectangle.

    `berkunci` False leaves out the hidden keys, for files that another application reads from cell A1 on.
    """

    kunci: str
    nama: str
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    gabung: tuple[Gabung, ...] = ()
    warna: tuple[Warna, ...] = ()
    grafik: tuple[Grafik, ...] = ()
    gambar: tuple[Gambar, ...] = ()
    beku: tuple[str, str] | None = None
    saring: Rentang | None = None
    kertas: Kertas = field(default_factory=Kertas)
    tersembunyi: bool = False
    warna_tab: str = ""
    terkunci: bool = True
    berkunci: bool = True


@dataclass(frozen=True, slots=True)
class Buku:
    """A whole workbook; `stempel` is the identity text written three times ("" for workbooks that do not return)."""

    judul: str
    lembar: tuple[Lembar, ...]
    stempel: str = ""
    aktif: str = ""
