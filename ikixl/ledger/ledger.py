"""The ledger: what was issued, received, accepted and superseded, and where every value came from (SQLite).

Every operation is one transaction: after a crash it happened whole or not at all. Times are ISO texts that the
caller passes in. Nothing recorded is ever deleted; what counts is derived from it and from what people chose:

- Of the accepted returns of one issue (unit, year, seri) the last counts.
- A return that contradicts it is held: from then on none of the issue counts until one of them is chosen. The choice
  takes the place of all that came before it, and can be made again.
- Those of several issues of a unit are laid over one another in order of seri: an input that a later one holds
  (blank on purpose included) replaces that of the earlier, all else stays from the earlier, with its own lineage.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ikixl.errors import LedgerError
from ikixl.ledger.catatan import BarisIsian, Berkas, Isian, KeadaanBerkas, KeadaanIsian, Penerimaan, Terbitan
from ikixl.ledger.penulisan import baris_isian, baris_temuan, bersih, sisip
from ikixl.ledger.skema import BERDIRI, BERKAS, BERLAKU, ISIAN, MIGRASI, PERINTAH, TERBITAN, VERSI_SKEMA
from ikixl.temuan import Temuan

__all__ = ["BarisIsian", "Berkas", "Isian", "KeadaanBerkas", "KeadaanIsian", "Ledger", "Penerimaan", "Terbitan"]

_PULIHKAN = "Pulihkan berkas itu dari cadangan."
_ULANGI = "Tunggu sampai perintah ikixl yang lain selesai, lalu ulangi."
_IZIN = "Periksa apakah foldernya ada dan izinnya."
# Messages by the primary result code of SQLite.
_GALAT = {
    sqlite3.SQLITE_BUSY: ("sedang dipakai proses lain", _ULANGI),
    sqlite3.SQLITE_LOCKED: ("sedang dipakai proses lain", _ULANGI),
    sqlite3.SQLITE_CORRUPT: ("rusak", _PULIHKAN),
    sqlite3.SQLITE_NOTADB: ("rusak atau bukan buku besar ikixl", _PULIHKAN),
    sqlite3.SQLITE_FULL: ("tidak dapat ditulis: cakram penuh", "Kosongkan sebagian cakram, lalu ulangi."),
    sqlite3.SQLITE_READONLY: ("tidak boleh ditulis", _IZIN),
    sqlite3.SQLITE_CANTOPEN: ("tidak dapat dibuka", _IZIN),
    sqlite3.SQLITE_PERM: ("tidak boleh dibuka", _IZIN),
    sqlite3.SQLITE_IOERR: ("gagal dibaca atau ditulis oleh cakram", "Periksa cakramnya, lalu ulangi."),
    sqlite3.SQLITE_CONSTRAINT: ("menolak catatan yang bertentangan", "Laporkan kepada pengelola ikixl."),
}


class Ledger:
    """The ledger in the file `path`, made if missing; use it as a context manager, in one thread.

    Several processes may open it at once; a writer waits up to `tunggu` seconds for another. Every operation raises
    LedgerError if the file is damaged, locked, not writable or made by a newer ikixl, and if a record contradicts what
    the ledger holds; then nothing of that operation is recorded.
    """

    _db: sqlite3.Connection

    def __init__(self, path: Path, tunggu: float = 5.0) -> None:
        self._path = path
        self._tunggu = tunggu

    def __enter__(self) -> Self:
        with self._terjemah():
            # Transactions are opened by _tulis alone, so the module must not open its own.
            self._db = sqlite3.connect(self._path, timeout=self._tunggu, isolation_level=None)
        try:
            self._siapkan()
        except BaseException:
            self._db.close()
            raise
        return self

    def __exit__(
        self,
        jenis: type[BaseException] | None,
        galat: BaseException | None,
        jejak: TracebackType | None,
    ) -> None:
        self._db.close()

    def _siapkan(self) -> None:
        self._db.row_factory = sqlite3.Row
        with self._terjemah():
            self._db.execute("PRAGMA foreign_keys = ON")
        if self._versi() == 0:
            with self._tulis():
                # Asked again inside the transaction: another process may have been quicker.
                if self._versi() == 0:
                    self._buat()
        self._migrasikan()
        if self._versi() > VERSI_SKEMA:
            raise LedgerError(
                f"Buku besar {self._path} dibuat oleh ikixl yang lebih baru.", "Pasang ikixl versi terbaru."
            )

    def _migrasikan(self) -> None:
        while self._versi() in MIGRASI:
            with self._tulis():
                for perintah in MIGRASI.get(self._versi(), ()):
                    self._db.execute(perintah)

    def _versi(self) -> int:
        return int(self._baca("PRAGMA user_version")[0][0])

    def _buat(self) -> None:
        if self._baca("SELECT 1 FROM sqlite_master"):
            raise LedgerError(f"Berkas {self._path} bukan buku besar ikixl.", _PULIHKAN)
        for perintah in PERINTAH:
            self._db.execute(perintah)

    @contextmanager
    def _terjemah(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as galat:
            # The low byte is the primary code, the rest only says more about it.
            kode = getattr(galat, "sqlite_errorcode", 0) & 0xFF
            if kode not in _GALAT:
                raise LedgerError(f"Buku besar {self._path} gagal dipakai (kode SQLite {kode}).", _PULIHKAN) from galat
            pesan, saran = _GALAT[kode]
            raise LedgerError(f"Buku besar {self._path} {pesan}.", saran) from galat

    @contextmanager
    def _tulis(self) -> Iterator[None]:
        if self._db.in_transaction:
            # Inside `sekaligus` or `kelompok`.
            with self._terjemah(), self._titik_simpan():
                yield
            return
        with self._terjemah(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            yield

    @contextmanager
    def _titik_simpan(self) -> Iterator[None]:
        """One operation within a group: undone by itself where it fails."""
        self._db.execute("SAVEPOINT satu")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK TO satu")
            raise
        finally:
            self._db.execute("RELEASE satu")

    @contextmanager
    def kelompok(self) -> Iterator[None]:
        """Let operations be written to disk together: all up to the last `simpan_kelompok`, and the rest on leaving.

        Each is still whole or not at all. Leaving through an exception keeps what was done before it; a process that is
        killed loses what was not written yet, and nothing else.
        """
        with self._terjemah():
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            # What went wrong first is what is told.
            with suppress(LedgerError):
                self._akhiri()
            raise
        else:
            self._akhiri()

    def simpan_kelompok(self) -> None:
        """Write what was done so far within `kelompok` to disk."""
        with self._terjemah():
            self._db.execute("COMMIT")
            self._db.execute("BEGIN IMMEDIATE")

    def _akhiri(self) -> None:
        # A disk that is full ends a transaction by itself.
        if self._db.in_transaction:
            with self._terjemah(), self._db:
                pass

    @contextmanager
    def sekaligus(self) -> Iterator[None]:
        """What is recorded inside is recorded all together, or nothing of it: the disk is waited for once."""
        with self._tulis():
            yield

    def _baca(self, sql: str, *nilai: object) -> list[sqlite3.Row]:
        with self._terjemah():
            return self._db.execute(sql, nilai).fetchall()

    def catat_katalog(self, digest: str, isi_json: str) -> None:
        """Keep the canonical JSON of a katalog under its digest; one that is kept already stays as it is."""
        with self._tulis():
            self._db.execute("INSERT INTO katalog VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, isi_json))

    def semua_katalog(self) -> dict[str, str]:
        """The canonical JSON of every katalog kept, by digest."""
        return {b["digest"]: b["json"] for b in self._baca("SELECT digest, json FROM katalog")}

    def ambil_katalog(self, digest: str) -> str | None:
        """The canonical JSON of the katalog with this digest, None if it was never kept."""
        baris = self._baca("SELECT json FROM katalog WHERE digest = ?", digest)
        return baris[0]["json"] if baris else None

    def seri_berikut(self, unit: str) -> int:
        """The serial of a unit's next issue, from 1.

        It is not reserved: hold the project's lock from here until catat_terbitan.
        """
        baris = self._baca("SELECT coalesce(max(seri), 0) + 1 FROM terbitan WHERE unit = ?", unit)
        return int(baris[0][0])

    def catat_terbitan(self, terbitan: Terbitan) -> None:
        """Record an issue, which from now on holds: instead of all others of its unit, or, if it is for one jabatan,
        instead of that jabatan's and of those for the whole unit.

        LedgerError if its serial is taken or its katalog was not kept with catat_katalog before.
        """
        t = replace(terbitan, berlaku=True)
        berkas = (t.nama_berkas, t.sha256, t.versi_layout, t.berlaku)
        nilai = (t.unit, t.seri, t.waktu, t.tahun, t.digest, *berkas, t.jabatan, t.muatan)
        with self._tulis():
            self._db.execute(
                "UPDATE terbitan SET berlaku = 0 WHERE unit = ?1 AND (?2 = '' OR jabatan IN ('', ?2))",
                (t.unit, t.jabatan),
            )
            sisip(self._db, "terbitan", [bersih(nilai)])

    def terbitan(self, unit: str) -> list[Terbitan]:
        """Every issue of a unit, the oldest first."""
        return [_terbitan(b) for b in self._baca(f"{TERBITAN} WHERE unit = ? ORDER BY seri", unit)]

    def semua_terbitan(self) -> dict[str, tuple[Terbitan, ...]]:
        """Every issue by unit, the oldest first."""
        semua = [_terbitan(b) for b in self._baca(f"{TERBITAN} ORDER BY unit, seri")]
        return {unit: tuple(milik) for unit, milik in groupby(semua, key=lambda t: t.unit)}

    def cari_terbitan(self, unit: str, seri: int) -> Terbitan | None:
        """The issue of a unit with this serial, None if there was none."""
        baris = self._baca(f"{TERBITAN} WHERE unit = ? AND seri = ?", unit, seri)
        return _terbitan(baris[0]) if baris else None

    def terbitan_terakhir(self) -> dict[str, tuple[Terbitan, ...]]:
        """The issues that hold, by unit, the oldest first: one for the whole unit, or one for each of its jabatan."""
        semua = [_terbitan(b) for b in self._baca(f"{TERBITAN} WHERE berlaku ORDER BY unit, seri")]
        return {unit: tuple(milik) for unit, milik in groupby(semua, key=lambda t: t.unit)}

    def catat_berkas(self, penerimaan: Penerimaan) -> bool:
        """Record a received file with its inputs and its temuan; False, and nothing changes, if its content is known.

        An accepted file supersedes earlier returns of the same issue; their records stay. A file that was refused and
        is read otherwise now counts as received now; what was said of it first is kept as well.
        """
        p = penerimaan
        with self._tulis():
            lama = self._baca("SELECT * FROM berkas WHERE sha256 = ?", p.sha256)
            if lama and not self._sisihkan_penolakan(lama[0], p):
                return False
            urutan = self._baca("SELECT coalesce(max(urutan), 0) + 1 FROM berkas")[0][0]
            if lama and p.keadaan == "ditolak":
                # Refused again, for another reason: that answers nothing that came in between.
                urutan = lama[0]["urutan"]
            jumlah = (p.jumlah_terisi, p.jumlah_tetap, p.jumlah_dilaporkan, p.bertentangan)
            berkas = (p.sha256, p.nama, p.ukuran, p.waktu, p.unit, p.seri, p.tahun, p.keadaan, urutan, *jumlah)
            # Replaced only after a refusal; the rows that refer to it stay, because its key does.
            sisip(self._db, "berkas", [bersih(berkas)], "INSERT OR REPLACE")
            sisip(self._db, "isian", baris_isian(urutan, p.isian))
            sisip(self._db, "temuan", baris_temuan(p.sha256, p.temuan))
        return True

    def _sisihkan_penolakan(self, lama: sqlite3.Row, baru: Penerimaan) -> bool:
        """Whether a known file is recorded anew; then what it was refused for is moved out of the way, not lost."""
        temuan = self.temuan_berkas(baru.sha256)
        sama = [_pokok(t) for t in temuan] == [_pokok(t) for t in baru.temuan]
        if lama["keadaan"] != "ditolak" or (baru.keadaan == "ditolak" and sama):
            return False
        isi = json.dumps([[t.kode, t.lembar, t.sel, dict(t.rinci)] for t in temuan])
        baris = (None, baru.sha256, lama["nama"], lama["waktu"], lama["urutan"], isi)
        sisip(self._db, "penolakan", [bersih(baris)])
        self._db.execute("DELETE FROM isian WHERE urutan = ?", (lama["urutan"],))
        self._db.execute("DELETE FROM temuan WHERE sha256 = ?", (baru.sha256,))
        return True

    def catat_pilihan(self, sha256: str, waktu: str) -> None:
        """Record that a person chose this return: of its issue it counts, whatever came before.

        Returns of the issue that come later are compared with it. LedgerError if it was never received or was refused.
        """
        pilihan = "SELECT sha256, unit, tahun, seri FROM berkas WHERE sha256 = ? AND keadaan <> 'ditolak'"
        with self._tulis():
            berkas = self._baca(pilihan, sha256)
            if not berkas:
                raise LedgerError("Kiriman yang ditolak atau tidak dikenal tidak dapat dipilih.")
            sampai = self._baca("SELECT max(urutan) FROM berkas")[0][0]
            sisip(self._db, "pilihan", [bersih((None, sha256, waktu, *tuple(berkas[0])[1:], sampai))])

    def kiriman_berdiri(self, unit: str, tahun: int, seri: int) -> list[Berkas]:
        """The returns of an issue that a new one has to be compared with, in order of receipt.

        That is the one that counts among those of the issue, or all that are held because they contradict each other.
        """
        return [_berkas(b) for b in self._baca(BERDIRI, unit, tahun, seri)]

    def berkas_berlaku(self, tahun: int | None = None) -> dict[str, tuple[Berkas, ...]]:
        """The returns of each unit with inputs in force, in order of seri; only those of `tahun` if given."""
        syarat = "keadaan = 'diterima' AND NOT digantikan AND (?1 IS NULL OR berkas.tahun = ?1)"
        semua = [_berkas(b) for b in self._baca(f"{BERKAS} WHERE {syarat} ORDER BY berkas.unit, berkas.seri", tahun)]
        return {unit: tuple(milik) for unit, milik in groupby(semua, key=lambda b: b.unit)}

    def isian_berlaku(self, tahun: int | None = None) -> Iterator[BarisIsian]:
        """The inputs in force, each once a unit and year: file by file in order of receipt, in the order read."""
        yield from self._isian(f"WHERE {BERLAKU} AND (?1 IS NULL OR tahun = ?1) ORDER BY urutan, isian.nomor", tahun)

    def isian_berkas(self, sha256: str) -> list[BarisIsian]:
        """The inputs of one file, superseded or not, in the order they were read; empty if it is unknown."""
        return list(self._isian("WHERE sha256 = ? ORDER BY isian.nomor", sha256))

    def nilai_berkas(self, sha256: str) -> list[tuple[str, int, float | str | None, str, str, str]]:
        """(kunci, triwulan, nilai, keadaan, lembar, sel) of every input of one file, superseded or not.

        As `isian_berkas`, for whoever reads the files of thousands of units.
        """
        kolom = "kunci, triwulan, coalesce(nilai_angka, nilai_teks), keadaan, lembar, sel"
        syarat = "urutan = (SELECT urutan FROM berkas WHERE sha256 = ?)"
        return [tuple(b) for b in self._baca(f"SELECT {kolom} FROM isian WHERE {syarat} ORDER BY nomor", sha256)]

    def _isian(self, syarat: str, nilai: object) -> Iterator[BarisIsian]:
        with self._terjemah():
            for baris in self._db.execute(f"{ISIAN} {syarat}", (nilai,)):
                yield BarisIsian(**dict(baris))

    def temuan_berkas(self, sha256: str) -> list[Temuan]:
        """The temuan of one file, in the order they were found; empty if it has none or is unknown."""
        kolom = "kode, berkas, unit, lembar, sel, rinci"
        baris = self._baca(f"SELECT {kolom} FROM temuan WHERE sha256 = ? ORDER BY nomor", sha256)
        return [Temuan(**{**dict(b), "rinci": json.loads(b["rinci"])}) for b in baris]

    def cari_berkas(self, sha256: str) -> Berkas | None:
        """The record of the file with this content, None if it was never received."""
        # How a file stands takes more to ask than whether there is one, and of most that come there is none.
        if not self._baca("SELECT 1 FROM berkas WHERE sha256 = ?", sha256):
            return None
        return _berkas(self._baca(f"{BERKAS} WHERE berkas.sha256 = ?", sha256)[0])

    def semua_berkas(self) -> list[Berkas]:
        """Every file ever recorded, in order of receipt."""
        return [_berkas(b) for b in self._baca(f"{BERKAS} ORDER BY urutan")]


def _terbitan(baris: sqlite3.Row) -> Terbitan:
    isi: dict[str, Any] = dict(baris)
    return Terbitan(**{**isi, "berlaku": bool(isi["berlaku"])})


def _berkas(baris: sqlite3.Row) -> Berkas:
    isi: dict[str, Any] = dict(baris)
    return Berkas(**{**isi, "digantikan": bool(isi["digantikan"])})


def _pokok(temuan: Temuan) -> tuple[str, ...]:
    """What a temuan says, whatever the name that its file came under."""
    rinci = json.dumps(temuan.rinci, default=str, sort_keys=True)
    return temuan.kode, temuan.lembar, temuan.sel, rinci
