"""What is kept between two rekap: figures and rows of each unit, and what runs of units come to together, until
anything that they came from changes.

A file of its own beside the ledger (SQLite), never anything that counts: without it, or where it is damaged, all is
reckoned again. Figures are JSON and rows CSV, both compressed; nothing in it is ever run.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from ikixl.konsolidasi_unit import AngkaUnit, angka_dari_json, angka_ke_json

__all__ = ["Simpanan", "UnitTersimpan", "kunci_unit"]

T = TypeVar("T")

# Raised whenever what is kept would come out otherwise from the same inputs.
_VERSI = 2
# Half of what it can be costs a tenth of the time.
_PADAT = 1
_TABEL = (
    "CREATE TABLE IF NOT EXISTS unit (unit TEXT PRIMARY KEY, kunci TEXT, sidik_angka, angka, sidik_baris, baris)",
    "CREATE TABLE IF NOT EXISTS serangkai (nama TEXT PRIMARY KEY, kunci TEXT, sidik_isi, isi)",
)
# What a row of each table is found by.
_NAMA = {"unit": "unit", "serangkai": "nama"}


@dataclass(frozen=True, slots=True)
class UnitTersimpan:
    """The figures of a unit, and its rows by kind of file: (bytes, how many)."""

    angka: AngkaUnit
    baris: Mapping[str, tuple[bytes, int]]


def kunci_unit(*bagian: object) -> str:
    """A digest of everything that the figures and rows of a unit are made from."""
    return hashlib.sha256(json.dumps([_VERSI, *bagian], ensure_ascii=False, default=str).encode()).hexdigest()


class Simpanan:
    """What the file `path` keeps; a file that cannot be read or written is as good as an empty one.

    Use it as a context manager. With `hanya_baca` nothing is written.
    """

    def __init__(self, path: Path, *, hanya_baca: bool = False) -> None:
        self._path, self._hanya_baca = path, hanya_baca
        self._db: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        self._db = self._buka()
        if self._db is None and not self._hanya_baca:
            with suppress(OSError):
                self._path.unlink()
            self._db = self._buka()
        return self

    def _buka(self) -> sqlite3.Connection | None:
        db = None
        try:
            if self._hanya_baca:
                db = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True, timeout=1.0)
            else:
                db = sqlite3.connect(self._path, timeout=1.0)
                # What is lost in a power failure is reckoned again.
                db.execute("PRAGMA synchronous = OFF")
                for tabel in _TABEL:
                    db.execute(tabel)
            db.execute("SELECT unit, kunci, sidik_angka, angka, sidik_baris, baris FROM unit LIMIT 1").fetchall()
            db.execute("SELECT nama, kunci, sidik_isi, isi FROM serangkai LIMIT 1").fetchall()
        except sqlite3.Error:
            if db is not None:
                db.close()
            return None
        return db

    def __exit__(
        self, jenis: type[BaseException] | None, galat: BaseException | None, jejak: TracebackType | None
    ) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.commit()
            self._db.close()

    @contextmanager
    def _tahan(self) -> Iterator[None]:
        """A file that fails once is not asked again."""
        try:
            yield
        except sqlite3.Error:
            if self._db is not None:
                self._db.close()
            self._db = None

    def ambil(self, unit: str, kunci: str) -> UnitTersimpan | None:
        """What is kept of a unit under this key; None where there is nothing, or something else."""
        angka, baris = self.ambil_angka(unit, kunci), self.ambil_baris(unit, kunci)
        return None if angka is None or baris is None else UnitTersimpan(angka, baris)

    def ambil_baris(self, unit: str, kunci: str) -> Mapping[str, tuple[bytes, int]] | None:
        """The rows alone."""
        isi = self._bongkar("unit", "baris", unit, kunci)
        if isi is None:
            return None
        try:
            kepala, _, baris = isi.partition(b"\n")
            return {k: (baris[a:b], n) for k, (a, b, n) in json.loads(kepala).items()}
        except (ValueError, TypeError, AttributeError):
            return None

    def ambil_angka(self, unit: str, kunci: str) -> AngkaUnit | None:
        """The figures alone."""
        isi = self._bongkar("unit", "angka", unit, kunci)
        try:
            return None if isi is None else angka_dari_json(isi.decode())
        except (ValueError, TypeError, AttributeError):
            return None

    def ambil_serangkai(self, nama: str, kunci: str, baca: Callable[[str], T]) -> T | None:
        """What `baca` makes of the text that is kept of a run of units under this name and key.

        None where there is nothing, or something that `baca` cannot read.
        """
        isi = self._bongkar("serangkai", "isi", nama, kunci)
        try:
            return None if isi is None else baca(isi.decode())
        except (ValueError, TypeError, LookupError, AttributeError):
            return None

    def _bongkar(self, tabel: str, kolom: str, nama: str, kunci: str) -> bytes | None:
        """What a column holds, None where it is not what was written there."""
        baris = None
        if self._db is not None:
            with self._tahan():
                pilih = f"SELECT sidik_{kolom}, {kolom} FROM {tabel} WHERE {_NAMA[tabel]} = ? AND kunci = ?"
                baris = self._db.execute(pilih, (nama, kunci)).fetchone()
        if baris is None or not isinstance(baris[1], bytes) or _sidik(baris[1]) != baris[0]:
            return None
        try:
            return zlib.decompress(baris[1])
        except zlib.error:
            return None

    def simpan(self, unit: str, kunci: str, isi: UnitTersimpan) -> None:
        """Keep this of a unit, in the place of what was kept before."""
        self._ganti("unit", unit, kunci, angka_ke_json(isi.angka).encode(), _susun_baris(isi.baris))

    def simpan_serangkai(self, nama: str, kunci: str, isi: str) -> None:
        """Keep this of a run of units, in the place of what was kept under the name before."""
        self._ganti("serangkai", nama, kunci, isi.encode())

    def _ganti(self, tabel: str, nama: str, kunci: str, *isi: bytes) -> None:
        if self._db is None or self._hanya_baca:
            return
        padat = [zlib.compress(i, _PADAT) for i in isi]
        semua = [nama, kunci, *(n for p in padat for n in (_sidik(p), p))]
        with self._tahan():
            self._db.execute(f"INSERT OR REPLACE INTO {tabel} VALUES ({', '.join('?' * len(semua))})", semua)

    def buang_selain(self, unit: Iterable[str], serangkai: Iterable[str]) -> None:
        """Forget the units that the katalog no longer has, and the runs of units under any other name."""
        if self._db is None or self._hanya_baca:
            return
        with self._tahan():
            for tabel, milik in (("unit", unit), ("serangkai", serangkai)):
                ada = {str(n) for (n,) in self._db.execute(f"SELECT {_NAMA[tabel]} FROM {tabel}")}
                buang = [(n,) for n in ada.difference(milik)]
                self._db.executemany(f"DELETE FROM {tabel} WHERE {_NAMA[tabel]} = ?", buang)


def _sidik(isi: bytes) -> bytes:
    return hashlib.sha256(isi).digest()


def _susun_baris(baris: Mapping[str, tuple[bytes, int]]) -> bytes:
    """Where the rows of each kind stand and how many they are, then the rows."""
    letak, posisi = {}, 0
    for k, (isi, n) in baris.items():
        letak[k] = (posisi, posisi + len(isi), n)
        posisi += len(isi)
    return json.dumps(letak).encode() + b"\n" + b"".join(isi for isi, _ in baris.values())
