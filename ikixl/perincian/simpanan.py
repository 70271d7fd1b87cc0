"""What is kept of each unit between two rekap: its figures and its rows, until anything that they came from changes.

A file of its own beside the ledger (SQLite), never anything that counts: without it, or where it is damaged, all is
reckoned again. Figures are JSON and rows CSV, both compressed; nothing in it is ever run.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from ikixl.konsolidasi_unit import AngkaUnit, angka_dari_json, angka_ke_json

__all__ = ["Simpanan", "UnitTersimpan", "kunci_unit"]

# Raised whenever what is kept would come out otherwise from the same inputs.
_VERSI = 1
# Half of what it can be costs a tenth of the time.
_PADAT = 1
_TABEL = "CREATE TABLE IF NOT EXISTS unit (unit TEXT PRIMARY KEY, kunci TEXT, sidik_angka, angka, sidik_baris, baris)"


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
                db.execute(_TABEL)
            db.execute("SELECT unit, kunci, sidik_angka, angka, sidik_baris, baris FROM unit LIMIT 1").fetchall()
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
        angka, isi = self.ambil_angka(unit, kunci), self._bongkar("baris", unit, kunci)
        if angka is None or isi is None:
            return None
        try:
            kepala, _, baris = isi.partition(b"\n")
            return UnitTersimpan(angka, {k: (baris[a:b], n) for k, (a, b, n) in json.loads(kepala).items()})
        except (ValueError, TypeError, AttributeError):
            return None

    def ambil_angka(self, unit: str, kunci: str) -> AngkaUnit | None:
        """The figures alone."""
        isi = self._bongkar("angka", unit, kunci)
        try:
            return None if isi is None else angka_dari_json(isi.decode())
        except (ValueError, TypeError, AttributeError):
            return None

    def _bongkar(self, kolom: str, unit: str, kunci: str) -> bytes | None:
        """What a column holds, None where it is not what was written there."""
        baris = None
        if self._db is not None:
            with self._tahan():
                pilih = f"SELECT sidik_{kolom}, {kolom} FROM unit WHERE unit = ? AND kunci = ?"
                baris = self._db.execute(pilih, (unit, kunci)).fetchone()
        if baris is None or not isinstance(baris[1], bytes) or _sidik(baris[1]) != baris[0]:
            return None
        try:
            return zlib.decompress(baris[1])
        except zlib.error:
            return None

    def simpan(self, unit: str, kunci: str, isi: UnitTersimpan) -> None:
        """Keep this of a unit, in the place of what was kept before."""
        if self._db is None or self._hanya_baca:
            return
        angka = zlib.compress(angka_ke_json(isi.angka).encode(), _PADAT)
        baris = zlib.compress(_susun_baris(isi.baris), _PADAT)
        semua = (unit, kunci, _sidik(angka), angka, _sidik(baris), baris)
        with self._tahan():
            self._db.execute("INSERT OR REPLACE INTO unit VALUES (?, ?, ?, ?, ?, ?)", semua)

    def buang_selain(self, unit: Sequence[str]) -> None:
        """Forget the units that the katalog no longer has."""
        if self._db is None or self._hanya_baca:
            return
        with self._tahan():
            ada = {str(u) for (u,) in self._db.execute("SELECT unit FROM unit")}
            self._db.executemany("DELETE FROM unit WHERE unit = ?", [(u,) for u in ada - set(unit)])


def _sidik(isi: bytes) -> bytes:
    return hashlib.sha256(isi).digest()


def _susun_baris(baris: Mapping[str, tuple[bytes, int]]) -> bytes:
    """Where the rows of each kind stand and how many they are, then the rows."""
    letak, posisi = {}, 0
    for k, (isi, n) in baris.items():
        letak[k] = (posisi, posisi + len(isi), n)
        posisi += len(isi)
    return json.dumps(letak).encode() + b"\n" + b"".join(isi for isi, _ in baris.values())
