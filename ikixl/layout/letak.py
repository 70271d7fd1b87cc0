"""Where each key of a Buku stands in the file as we write it, and formulas resolved to addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ikixl.errors import LayoutError
from ikixl.layout.buku import Acuan, Buku, Lembar, Rentang, Sel

__all__ = ["Letak", "alamat", "huruf_kolom", "kutip_lembar"]

_TEMPAT = re.compile(r"\{(\w+)\}")
_NAMA_POLOS = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")


@lru_cache(maxsize=1024)
def huruf_kolom(kolom: int) -> str:
    """Column letters of a 0-based column number: 0 is A, 26 is AA."""
    huruf = ""
    kolom += 1
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        huruf = chr(65 + sisa) + huruf
    return huruf


@lru_cache(maxsize=8192)
def _potong(teks: str) -> tuple[str, ...]:
    """Formula text cut at its placeholders: text, name, text, name, …; the same few shapes come again and again."""
    return tuple(_TEMPAT.split(teks))


def alamat(baris: int, kolom: int, mutlak: bool = False) -> str:
    """A1 address of 0-based (baris, kolom), with dollar signs where `mutlak`."""
    huruf = huruf_kolom(kolom)
    return f"${huruf}${baris + 1}" if mutlak else f"{huruf}{baris + 1}"


def kutip_lembar(nama: str) -> str:
    """Name of a sheet as a formula or a link writes it, quoted where it must be."""
    return nama if _NAMA_POLOS.match(nama) else "'" + nama.replace("'", "''") + "'"


class Letak:
    """Addresses of the keys of a Buku; keyed sheets start in B2, beside their hidden keys, others in A1.

    LayoutError if a key stands twice in a sheet or a reference names a key that is not there: both are
    our own mistakes, found when the workbook is drawn rather than when an operator opens it.
    """

    def __init__(self, buku: Buku) -> None:
        self._baris: dict[str, dict[str, int]] = {}
        self._kolom: dict[str, dict[str, int]] = {}
        # Names of sheets as formulas write them.
        self._nama: dict[str, str] = {}
        for lembar in buku.lembar:
            if lembar.kunci in self._nama:
                raise LayoutError(f"Kunci lembar {lembar.kunci!r} dipakai dua kali.")
            self._nama[lembar.kunci] = kutip_lembar(lembar.nama)
            self._baris[lembar.kunci] = self._nomor(lembar, [b.kunci for b in lembar.baris])
            self._kolom[lembar.kunci] = self._nomor(lembar, [k.kunci for k in lembar.kolom])

    @staticmethod
    def _nomor(lembar: Lembar, kunci: list[str]) -> dict[str, int]:
        nomor = {k: i for i, k in enumerate(kunci, start=int(lembar.berkunci))}
        if len(nomor) != len(kunci):
            ganda = sorted({k for k in kunci if kunci.count(k) > 1})
            raise LayoutError(f"Lembar {lembar.nama}: kunci {', '.join(ganda)} dipakai dua kali.")
        return nomor

    def sel(self, lembar: str, baris: str, kolom: str) -> tuple[int, int]:
        """0-based (row, column) of a cell by its keys."""
        try:
            return self._baris[lembar][baris], self._kolom[lembar][kolom]
        except KeyError as salah:
            raise LayoutError(f"Rujukan ke {lembar}/{baris}/{kolom} tidak ada dalam buku kerja.") from salah

    def semua_sel(self, lembar: Lembar) -> Iterator[tuple[int, int, Sel]]:
        """Every cell of a sheet of the Buku with its 0-based row and column, row by row."""
        nomor_kolom = self._kolom[lembar.kunci]
        for nomor, baris in enumerate(lembar.baris, start=int(lembar.berkunci)):
            for kunci, sel in baris.sel.items():
                kolom = nomor_kolom.get(kunci)
                if kolom is None:
                    raise LayoutError(f"Rujukan ke {lembar.kunci}/{baris.kunci}/{kunci} tidak ada dalam buku kerja.")
                yield nomor, kolom, sel

    def rentang(self, lembar: str, rentang: Rentang) -> tuple[int, int, int, int]:
        """0-based (row, column, last row, last column) of a rectangle."""
        return (
            *self.sel(lembar, rentang.baris, rentang.kolom),
            *self.sel(lembar, rentang.baris_akhir, rentang.kolom_akhir),
        )

    def rujukan(self, acuan: Acuan, dari: str) -> str:
        """Excel text of a reference used in sheet `dari`; the sheet name is left out inside its own sheet."""
        lembar = acuan.lembar or dari
        awal = self._alamat(lembar, acuan.baris, acuan.kolom, acuan.mutlak)
        if acuan.baris_akhir or acuan.kolom_akhir:
            akhir = (acuan.baris_akhir or acuan.baris, acuan.kolom_akhir or acuan.kolom)
            awal = f"{awal}:{self._alamat(lembar, *akhir, acuan.mutlak)}"
        return awal if lembar == dari else f"{self._nama[lembar]}!{awal}"

    def _alamat(self, lembar: str, baris: str, kolom: str, mutlak: bool) -> str:
        r, k = self.sel(lembar, baris, kolom)
        return f"${huruf_kolom(k)}${r + 1}" if mutlak else f"{huruf_kolom(k)}{r + 1}"

    def rujukan_lengkap(self, acuan: Acuan, dari: str) -> str:
        """Excel text of a reference with its sheet name, as charts want it."""
        teks = self.rujukan(acuan, dari)
        return teks if "!" in teks else f"{self.kutip(acuan.lembar or dari)}!{teks}"

    def kutip(self, lembar: str) -> str:
        """Name of a sheet as a formula writes it, quoted where it must be."""
        return self._nama[lembar]

    def teks(self, teks: str, acuan: Mapping[str, Acuan], dari: str) -> str:
        """Formula text with every `{nama}` replaced by the address of `acuan[nama]`."""
        potong = list(_potong(teks))
        for n in range(1, len(potong), 2):
            nama = potong[n]
            if nama not in acuan:
                raise LayoutError(f"Rumus {teks!r} merujuk {{{nama}}} yang tak dikenal.")
            potong[n] = self.rujukan(acuan[nama], dari)
        return "".join(potong)
