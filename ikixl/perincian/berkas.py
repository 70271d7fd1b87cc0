"""The files beside a large rekap, written row by row, in parts that spreadsheet programs can open."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from ikixl.perincian.baris import JUDUL, baris_csv
from ikixl.perincian.parquet import JENIS_PARQUET, parquet_tersedia, tulis_parquet
from ikixl.simpan import AWALAN_BERTAHAP, BerkasBertahap

__all__ = ["BARIS_BAGIAN", "BerkasSebelah", "PenulisRincian"]

#: Most rows of one file: spreadsheet programs hold 1,048,576, and grow slow long before.
BARIS_BAGIAN = 500_000
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class BerkasSebelah:
    """One file beside the rekap: its name (with its folder, "/" between), rows without the header, bytes, SHA-256, and
    the first and the last unit in it ("" where it is not by unit).
    """

    nama: str
    jenis: str
    baris: int
    bita: int
    sha256: str
    awal: str = ""
    akhir: str = ""


class _Bagian:
    """One file being written, or only counted where `folder` is None."""

    def __init__(self, folder: Path | None, jenis: str, nama: str) -> None:
        self.jenis, self.nama = jenis, nama
        self.baris = 0
        self._awal = self._akhir = ""
        self._berkas = None if folder is None else BerkasBertahap(folder)
        self._hash = hashlib.sha256()
        self._bita = 0

    def tulis(self, isi: bytes) -> None:
        """Add bytes that are no rows."""
        if self._berkas is not None:
            self._berkas.tulis(isi)
        self._hash.update(isi)
        self._bita += len(isi)

    def tambah(self, isi: bytes, baris: int, unit: str) -> None:
        """Add rows."""
        self.tulis(isi)
        self.baris += baris
        self._awal = self._awal or unit
        self._akhir = unit or self._akhir

    def tutup(self) -> None:
        """Nothing more comes."""
        if self._berkas is not None:
            self._berkas.tutup()

    def sebagai_parquet(self, folder: Path) -> _Bagian:
        """The same rows as Parquet, another file; this one has to be whole already."""
        assert self._berkas is not None
        lain = _Bagian(folder, self.jenis, self.nama.removesuffix(".csv") + ".parquet")
        lain.baris, lain._awal, lain._akhir = self.baris, self._awal, self._akhir
        try:
            tulis_parquet(self._berkas.letak, lain.tulis)
            lain.tutup()
        except BaseException:
            lain.batal()
            raise
        return lain

    def sebut(self, folder: str) -> BerkasSebelah:
        """What the rekap says of it."""
        sidik = self._hash.hexdigest()
        return BerkasSebelah(
            f"{folder}/{self.nama}", self.jenis, self.baris, self._bita, sidik, self._awal, self._akhir
        )

    def pasang(self, folder: Path) -> None:
        """Put the file in its place."""
        if self._berkas is not None:
            self._berkas.pasang(folder / self.nama)

    def batal(self) -> None:
        """Take away what was written."""
        if self._berkas is not None:
            self._berkas.batal()


class PenulisRincian:
    """Writes the files, none of which is seen before all are whole; `kerja` is where they lie until then.

    Use it as a context manager, by one process at a time. With None nothing is written, only counted. ProyekError where
    the disk or another program refuses.
    """

    def __init__(self, kerja: Path | None) -> None:
        self._kerja = kerja
        self._kini: dict[str, _Bagian] = {}
        self._selesai: list[_Bagian] = []
        self._judul: dict[str, Sequence[str]] = {}
        self._nomor: dict[str, int] = {}

    @property
    def menulis(self) -> bool:
        """Whether files are written."""
        return self._kerja is not None

    def __enter__(self) -> Self:
        # What a program left behind that was killed while it wrote.
        for sisa in () if self._kerja is None else self._kerja.glob(f"{AWALAN_BERTAHAP}*"):
            with suppress(OSError):
                sisa.unlink()
        return self

    def __exit__(
        self, jenis: type[BaseException] | None, galat: BaseException | None, jejak: TracebackType | None
    ) -> None:
        for bagian in (*self._kini.values(), *self._selesai):
            bagian.batal()

    def mulai(self, jenis: str, judul: Sequence[str]) -> None:
        """Begin a kind of file; one is written even if no row comes."""
        self._judul[jenis] = judul
        self._buka(jenis)

    def _buka(self, jenis: str) -> None:
        self._nomor[jenis] = self._nomor.get(jenis, 0) + 1
        self._kini[jenis] = _Bagian(self._kerja, jenis, f"{jenis}-{self._nomor[jenis]}.csv")
        self._kini[jenis].tulis(_BOM + baris_csv(self._judul[jenis]).encode())

    def _tutup(self, jenis: str) -> None:
        bagian = self._kini.pop(jenis)
        self._selesai.append(bagian)
        bagian.tutup()
        if self._kerja is not None and jenis in JENIS_PARQUET and parquet_tersedia():
            self._selesai.append(bagian.sebagai_parquet(self._kerja))

    def tambah(self, jenis: str, isi: bytes, baris: int, unit: str = "") -> None:
        """Add rows; those of one call stay together in one file."""
        if self._kini[jenis].baris and self._kini[jenis].baris + baris > BARIS_BAGIAN:
            self._tutup(jenis)
            self._buka(jenis)
        self._kini[jenis].tambah(isi, baris, unit)

    def selesai(self, folder: str) -> tuple[BerkasSebelah, ...]:
        """All files, whole on the disk but not yet in their places, kind by kind; `folder` is where they will stand."""
        for jenis in list(self._kini):
            self._tutup(jenis)
        urut = list(self._judul)
        # Parts of one kind were closed in their order.
        self._selesai.sort(key=lambda b: urut.index(b.jenis))
        return tuple(b.sebut(folder) for b in self._selesai)

    def pasang(self, folder: Path) -> None:
        """Put all files in their places, and take away what an earlier rekap left there and this one does not have."""
        for bagian in self._selesai:
            bagian.pasang(folder)
        milik = {b.nama for b in self._selesai}
        self._selesai = []
        for lama in folder.glob("*-*.*"):
            jenis, _, nomor = lama.stem.rpartition("-")
            ini = jenis in JUDUL and nomor.isdigit() and lama.suffix in (".csv", ".parquet")
            if ini and lama.name not in milik:
                with suppress(OSError):
                    lama.unlink()
