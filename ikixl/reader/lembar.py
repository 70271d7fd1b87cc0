"""One worksheet part, streamed into sparse cells with their kind.

What a file says about itself is not believed: the declared dimension is ignored, cells may lack addresses, and a
cell whose content contradicts its type becomes a cell of kind galat instead of the end of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.layout.letak import alamat
from ikixl.reader.batas import Batas
from ikixl.reader.format_angka import JenisFormat
from ikixl.reader.geser import BARIS_TERAKHIR, KOLOM_TERAKHIR, RumusBersama, nomor_kolom
from ikixl.reader.mentah import LembarMentah, SelMentah
from ikixl.reader.sel import Konteks, rakit_sel, sel_berisi, teks_xml
from ikixl.reader.urai import RUANG_LEMBAR, urai

__all__ = ["Bingkai", "baca_bingkai", "baca_lembar"]

# Blank cells whose address is remembered for cells that come out of order, in one sheet.
_BATAS_KOSONG: Final = 200_000
_BATAS_GABUNGAN: Final = 100_000

_ALAMAT: Final = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_BARIS: Final = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
_INDEKS: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_BENAR: Final = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True, eq=False)
class Bingkai:
    """What stands in a worksheet part around its cells, from the first tag up to the row of the first cell, and after.

    `kolom_tersembunyi` has one bit a column; `baris` is the 0-based row of the first cell, `baris_tersembunyi` says
    whether it is hidden, `jumlah_baris` counts the rows up to it; `unsur` and `huruf` are what the limits count. Equal
    is only one that is the same object: it is a key, and may be large.
    """

    gabungan: tuple[tuple[int, int, int, int], ...]
    terkunci: bool
    kolom_tersembunyi: int
    baris: int
    baris_tersembunyi: bool
    jumlah_baris: int
    unsur: int
    huruf: int


def baca_lembar(
    bagian: str, potongan: Iterable[bytes], nama: str, konteks: Konteks, tersembunyi: bool = False
) -> LembarMentah:
    """Read a worksheet part from chunks of its XML.

    Blank cells and cells that hold only white space are left out. BerkasTidakTerbacaError as `urai` and Batas raise
    it, BERKAS-04 for too many merged areas, BERKAS-07 for a cell at an impossible address, inside another or with two
    values, PAKET-17 for two cells at one address, be they blank.
    """
    return _PembacaLembar(nama, konteks, tersembunyi).baca(bagian, potongan)


def baca_bingkai(bagian: str, kepala: bytes, ekor: bytes) -> Bingkai | None:
    """Read a worksheet part without its cells; None where a cell between `kepala` and `ekor` would be no plain cell.

    BerkasTidakTerbacaError as `baca_lembar` raises it.
    """
    batas = Batas()
    pembaca = _PembacaLembar("", Konteks(batas=batas), False)
    # A cell of our own shows that cells in this place are cells, whatever was opened before it.
    lembar = pembaca.baca(bagian, [kepala, b'<c r="A1"><v>0</v></c>', ekor])
    if lembar.sel != {(0, 0): SelMentah("angka", 0.0)} or batas.sel != 1:
        return None
    return Bingkai(
        lembar.gabungan,
        lembar.terkunci,
        pembaca.kolom_tersembunyi,
        pembaca.baris,
        bool(lembar.baris_tersembunyi),
        lembar.jumlah_baris,
        batas.unsur - 2,
        batas.huruf - 1,
    )


class _PembacaLembar:
    """State of one sheet while its XML goes by."""

    def __init__(self, nama: str, konteks: Konteks, tersembunyi: bool) -> None:
        self._konteks = konteks
        self._batas = konteks.batas
        self._lembar = LembarMentah(nama=nama, tersembunyi=tersembunyi)
        self._gabungan: list[tuple[int, int, int, int]] = []
        self._baris_tersembunyi: set[int] = set()
        self.kolom_tersembunyi = 0
        self._bersama: dict[str, RumusBersama] = {}
        self._alamat: dict[str, int] = {}
        self._format: dict[str, JenisFormat] = {}
        self._dalam_data = self._dalam_sel = self._dalam_baca = False
        self.baris = self._kolom = -1
        self._baris_disembunyikan = False
        self._posisi = (-1, -1)
        self._terjauh = (-1, -1)
        self._kosong: set[tuple[int, int]] = set()
        self._tipe = self._gaya = ""
        self._nilai: str | None = None
        self._sebaris: list[str] | None = None
        self._rumus: str | None = None
        self._atribut_rumus: dict[str, str] = {}
        self._potong: list[str] | None = None

    def baca(self, bagian: str, potongan: Iterable[bytes]) -> LembarMentah:
        urai(
            bagian,
            potongan,
            self._batas,
            ruang=RUANG_LEMBAR,
            akar="worksheet",
            mulai={
                "col": self._sifat_kolom,
                "sheetData": self._mulai_data,
                "row": self._mulai_baris,
                "c": self._mulai_sel,
                "v": self._mulai_nilai,
                "f": self._mulai_rumus,
                "is": self._mulai_sebaris,
                "t": self._mulai_teks,
                "rPh": self._mulai_baca,
                "mergeCell": self._gabung,
                "sheetProtection": self._proteksi,
            },
            akhir={
                "sheetData": self._akhir_data,
                "c": self._akhir_sel,
                "v": self._akhir_nilai,
                "f": self._akhir_rumus,
                "t": self._akhir_teks,
                "rPh": self._akhir_baca,
            },
            teks=self._teks,
        )
        self._lembar.gabungan = tuple(self._gabungan)
        self._lembar.baris_tersembunyi = frozenset(self._baris_tersembunyi)
        if tersembunyi := self.kolom_tersembunyi:
            self._lembar.kolom_tersembunyi = frozenset(k for _, k in self._lembar.sel if tersembunyi >> k & 1)
        return self._lembar

    def _wajar(self, sebab: str) -> BerkasTidakTerbacaError:
        return BerkasTidakTerbacaError("BERKAS-07", sebab=f"{sebab} di lembar {self._lembar.nama[:40]}")

    # Rows and cells

    def _mulai_data(self, _: dict[str, str]) -> None:
        self._dalam_data = True

    def _akhir_data(self) -> None:
        self._dalam_data = False

    def _mulai_baris(self, atribut: dict[str, str]) -> None:
        if not self._dalam_data:
            return
        nomor = atribut.get("r")
        if nomor is None:
            self.baris += 1
        elif _BARIS.fullmatch(nomor):
            self.baris = int(nomor) - 1
        else:
            raise self._wajar("ada nomor baris yang tidak sah")
        if self.baris >= BARIS_TERAKHIR:
            raise self._wajar("ada baris yang melewati batas lembar")
        self._lembar.jumlah_baris += 1
        self._kolom = -1
        self._baris_disembunyikan = atribut.get("hidden") in _BENAR

    def _mulai_sel(self, atribut: dict[str, str]) -> None:
        if not self._dalam_data:
            return
        if self._dalam_sel or self.baris < 0:
            raise self._wajar("ada sel yang bersarang atau tanpa baris")
        self._batas.tambah_sel()
        self._posisi = self._letakkan(atribut.get("r"))
        if self._posisi > self._terjauh:
            self._terjauh = self._posisi
        else:
            self._periksa_ganda()
        self._dalam_sel = True
        self._tipe = atribut.get("t", "n")
        self._gaya = atribut.get("s", "")
        self._nilai = self._sebaris = self._rumus = self._potong = None

    def _periksa_ganda(self) -> None:
        """A cell that does not follow all others may be one that was there already, blank or not."""
        if self._posisi in self._lembar.sel or self._posisi in self._kosong:
            raise BerkasTidakTerbacaError("PAKET-17", sel=alamat(*self._posisi), lembar=self._lembar.nama[:40])
        if len(self._kosong) >= _BATAS_KOSONG:
            raise self._wajar("terlalu banyak sel kosong dengan urutan yang kacau")

    def _letakkan(self, tertulis: str | None) -> tuple[int, int]:
        if tertulis is None:
            self._kolom += 1
            posisi = (self.baris, self._kolom)
        elif cocok := _ALAMAT.fullmatch(tertulis):
            huruf = cocok.group(1)
            kolom = self._alamat.get(huruf)
            if kolom is None:
                kolom = self._alamat[huruf] = nomor_kolom(huruf.upper())
            self._kolom = kolom
            posisi = (int(cocok.group(2)) - 1, kolom)
        else:
            raise self._wajar(f"ada alamat sel yang tidak sah ({tertulis[:20]})")
        if posisi[0] >= BARIS_TERAKHIR or posisi[1] >= KOLOM_TERAKHIR:
            raise self._wajar("ada sel yang melewati batas lembar")
        return posisi

    def _akhir_sel(self) -> None:
        if not self._dalam_sel:
            return
        self._dalam_sel = False
        if self._nilai is None and self._sebaris is None and self._rumus is None:
            self._catat_kosong()
            return
        format_sel = self._format.get(self._gaya) or self._cari_format()
        sebaris = None if self._sebaris is None else "".join(self._sebaris)
        sel = rakit_sel(self._konteks, self._tipe, self._nilai, sebaris, self._rumus, format_sel)
        if not sel_berisi(sel):
            self._catat_kosong()
            return
        self._batas.tambah_nilai()
        self._lembar.sel[self._posisi] = sel
        if self._baris_disembunyikan:
            self._baris_tersembunyi.add(self._posisi[0])

    def _catat_kosong(self) -> None:
        if len(self._kosong) < _BATAS_KOSONG:
            self._kosong.add(self._posisi)

    # Content of a cell

    def _mulai_nilai(self, _: dict[str, str]) -> None:
        if self._dalam_sel:
            if self._nilai is not None:
                raise self._wajar(f"sel {alamat(*self._posisi)} berisi dua nilai")
            self._potong = []

    def _akhir_nilai(self) -> None:
        if self._potong is not None:
            self._nilai = "".join(self._potong)
            self._potong = None

    def _mulai_rumus(self, atribut: dict[str, str]) -> None:
        if self._dalam_sel:
            self._atribut_rumus = atribut
            self._potong = []

    def _akhir_rumus(self) -> None:
        if self._potong is None:
            return
        teks = teks_xml("".join(self._potong)).removeprefix("=")
        self._potong = None
        nomor = self._atribut_rumus.get("si", "")
        if self._atribut_rumus.get("t") == "shared":
            if teks:
                self._bersama[nomor] = RumusBersama(teks, *self._posisi)
            elif nomor in self._bersama:
                teks = self._bersama[nomor].di(*self._posisi)
                self._batas.tambah_huruf(len(teks))
        self._rumus = teks

    def _mulai_sebaris(self, _: dict[str, str]) -> None:
        if self._dalam_sel:
            self._sebaris = []

    def _mulai_teks(self, _: dict[str, str]) -> None:
        if self._sebaris is not None and self._dalam_sel and not self._dalam_baca:
            self._potong = []

    def _akhir_teks(self) -> None:
        if self._potong is not None and self._sebaris is not None:
            self._sebaris.extend(self._potong)
            self._potong = None

    def _mulai_baca(self, _: dict[str, str]) -> None:
        self._dalam_baca = True

    def _akhir_baca(self) -> None:
        self._dalam_baca = False

    def _teks(self, potongan: str) -> None:
        if self._potong is not None:
            self._batas.tambah_huruf(len(potongan))
            self._potong.append(potongan)

    def _cari_format(self) -> JenisFormat:
        """The kind of number format of the cell's style; each style is looked up once."""
        gaya = self._konteks.gaya
        nomor = int(self._gaya) if _INDEKS.fullmatch(self._gaya) else 0
        return self._format.setdefault(self._gaya, gaya[nomor] if nomor < len(gaya) else "angka")

    # What stands beside the cells

    def _gabung(self, atribut: dict[str, str]) -> None:
        awal, _, akhir = atribut.get("ref", "").partition(":")
        a, b = _ALAMAT.fullmatch(awal), _ALAMAT.fullmatch(akhir)
        if a is None or b is None:
            return
        if len(self._gabungan) >= _BATAS_GABUNGAN:
            raise BerkasTidakTerbacaError("BERKAS-04", sebab=f"isinya lebih dari {_BATAS_GABUNGAN} sel gabungan")
        baris = sorted((int(a.group(2)) - 1, int(b.group(2)) - 1))
        kolom = sorted((nomor_kolom(a.group(1).upper()), nomor_kolom(b.group(1).upper())))
        self._gabungan.append((baris[0], kolom[0], baris[1], kolom[1]))

    def _sifat_kolom(self, atribut: dict[str, str]) -> None:
        if atribut.get("hidden") not in _BENAR:
            return
        awal, akhir = atribut.get("min", ""), atribut.get("max", "")
        if _BARIS.fullmatch(awal) and _BARIS.fullmatch(akhir):
            # One bit a column: a million overlapping ranges cost nothing to keep.
            pertama, terakhir = int(awal) - 1, min(int(akhir), KOLOM_TERAKHIR)
            self.kolom_tersembunyi |= (1 << terakhir) - 1 >> pertama << pertama

    def _proteksi(self, atribut: dict[str, str]) -> None:
        self._lembar.terkunci = atribut.get("sheet") in _BENAR
