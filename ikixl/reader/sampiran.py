"""What hangs on a sheet beside its cells: notes, threads of comments, pictures, embedded documents."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from ikixl.reader.batas import Batas
from ikixl.reader.geser import BARIS_TERAKHIR, KOLOM_TERAKHIR, nomor_kolom
from ikixl.reader.hubungan import Hubungan
from ikixl.reader.ingatan import Ingatan
from ikixl.reader.mentah import LembarMentah
from ikixl.reader.paket import Paket
from ikixl.reader.urai import RUANG_GAMBAR, RUANG_LEMBAR, RUANG_PERCAKAPAN, urai

__all__ = ["PembacaSampiran"]

_ALAMAT: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
# Relationships from a sheet to a document laid into it.
_TANAMAN: Final = frozenset({"oleObject", "package"})

Komentar = dict[tuple[int, int], str]
_GAMBAR_DIKENAL: Ingatan[int] = Ingatan()


class PembacaSampiran:
    """Reads what hangs on the sheets of one workbook; a part that several sheets name is read once."""

    def __init__(self, paket: Paket, batas: Batas) -> None:
        self._paket = paket
        self._batas = batas
        self._komentar: dict[str, Komentar] = {}
        self._gambar: dict[str, int] = {}

    def lengkapi(self, lembar: LembarMentah, hubungan: Collection[Hubungan]) -> None:
        """Fill `komentar` and `gambar` of a sheet from its relationships.

        A part that is missing or lies outside the file holds nothing that could be lost. BerkasTidakTerbacaError as
        `urai` and Batas raise it.
        """
        catatan, percakapan = (self._gabung(hubungan, jenis) for jenis in ("comments", "threadedComment"))
        # Excel leaves a note in place of each thread, for older programs: a fixed text and the same words again.
        lembar.komentar = {**catatan, **percakapan}
        lembar.gambar = sum(h.jenis in _TANAMAN for h in hubungan)
        lembar.gambar += sum(self._hitung_gambar(h.sasaran) for h in hubungan if h.jenis == "drawing")

    def _gabung(self, hubungan: Collection[Hubungan], jenis: str) -> Komentar:
        hasil: Komentar = {}
        for bagian in sorted({h.sasaran for h in hubungan if h.jenis == jenis and self._paket.ada(h.sasaran)}):
            if bagian not in self._komentar:
                pembaca = _PembacaKomentar(self._batas)
                if jenis == "comments":
                    pembaca.baca_catatan(self._paket, bagian)
                else:
                    pembaca.baca_percakapan(self._paket, bagian)
                self._komentar[bagian] = pembaca.hasil
            hasil |= self._komentar[bagian]
        return hasil

    def _hitung_gambar(self, bagian: str) -> int:
        if not self._paket.ada(bagian):
            return 0
        if bagian not in self._gambar:
            self._gambar[bagian] = _GAMBAR_DIKENAL.ambil(
                bagian,
                self._paket.isi(bagian),
                self._batas,
                lambda b: _PenghitungGambar().hitung(self._paket, bagian, b),
            )
        return self._gambar[bagian]


class _PembacaKomentar:
    """One part of notes or of threads; several comments on one cell are joined by line breaks."""

    def __init__(self, batas: Batas) -> None:
        self._batas = batas
        self.hasil: Komentar = {}
        self._tempat = (0, 0)
        self._potong: list[str] = []
        self._dalam_teks = self._dalam_baca = False

    def baca_catatan(self, paket: Paket, bagian: str) -> None:
        """Notes: rich text joined, phonetic readings left out."""
        urai(
            bagian,
            paket.potongan(bagian),
            self._batas,
            ruang=RUANG_LEMBAR,
            akar="comments",
            mulai={"comment": self._mulai, "t": self._mulai_teks, "rPh": self._mulai_baca},
            akhir={"comment": self._akhir, "t": self._akhir_teks, "rPh": self._akhir_baca},
            teks=self._teks,
        )

    def baca_percakapan(self, paket: Paket, bagian: str) -> None:
        """Threads of comments, replies in the order of the part."""
        urai(
            bagian,
            paket.potongan(bagian),
            self._batas,
            ruang=RUANG_PERCAKAPAN,
            akar="ThreadedComments",
            mulai={"threadedComment": self._mulai, "text": self._mulai_teks},
            akhir={"threadedComment": self._akhir, "text": self._akhir_teks},
            teks=self._teks,
        )

    def _mulai(self, atribut: dict[str, str]) -> None:
        self._batas.tambah_nilai()
        self._tempat = _tempat(atribut.get("ref", ""))
        self._potong = []

    def _akhir(self) -> None:
        if teks := "".join(self._potong).strip():
            lama = self.hasil.get(self._tempat)
            self.hasil[self._tempat] = teks if lama is None else f"{lama}\n{teks}"

    def _mulai_teks(self, _: dict[str, str]) -> None:
        self._dalam_teks = True

    def _akhir_teks(self) -> None:
        self._dalam_teks = False

    def _mulai_baca(self, _: dict[str, str]) -> None:
        self._dalam_baca = True

    def _akhir_baca(self) -> None:
        self._dalam_baca = False

    def _teks(self, potongan: str) -> None:
        if self._dalam_teks and not self._dalam_baca:
            self._batas.tambah_huruf(len(potongan))
            self._potong.append(potongan)


def _tempat(alamat: str) -> tuple[int, int]:
    """0-based (row, column) of the first cell of an address; A1 for what is no cell, so that its text is kept."""
    cocok = _ALAMAT.match(alamat)
    if cocok is None:
        return 0, 0
    baris, kolom = int(cocok.group(2)) - 1, nomor_kolom(cocok.group(1).upper())
    return (baris, kolom) if baris < BARIS_TERAKHIR and kolom < KOLOM_TERAKHIR else (0, 0)


class _PenghitungGambar:
    """One drawing part: pictures, and shapes that hold text."""

    def __init__(self) -> None:
        self._jumlah = 0
        self._dalam_bentuk = self._dalam_teks = self._bertulisan = False

    def hitung(self, paket: Paket, bagian: str, batas: Batas) -> int:
        """How many lie in the part."""
        urai(
            bagian,
            paket.potongan(bagian),
            batas,
            ruang=RUANG_GAMBAR,
            akar="wsDr",
            mulai={"pic": self._gambar, "sp": self._mulai_bentuk, "t": self._mulai_teks},
            akhir={"sp": self._akhir_bentuk, "t": self._akhir_teks},
            teks=self._teks,
        )
        return self._jumlah

    def _gambar(self, _: dict[str, str]) -> None:
        self._jumlah += 1

    def _mulai_bentuk(self, _: dict[str, str]) -> None:
        self._dalam_bentuk, self._bertulisan = True, False

    def _akhir_bentuk(self) -> None:
        self._jumlah += self._bertulisan
        self._dalam_bentuk = self._bertulisan = False

    def _mulai_teks(self, _: dict[str, str]) -> None:
        self._dalam_teks = True

    def _akhir_teks(self) -> None:
        self._dalam_teks = False

    def _teks(self, potongan: str) -> None:
        if self._dalam_bentuk and self._dalam_teks and potongan.strip():
            self._bertulisan = True
