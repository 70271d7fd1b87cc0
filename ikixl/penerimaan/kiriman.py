"""Received files before they are read: their bytes, whole, the members of a zip, and whose workbook each should be."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.proyek import Proyek
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.kumpulan import buka_kumpulan
from ikixl.reader.mentah import BukuMentah
from ikixl.reader.paket import BATAS_BERKAS
from ikixl.simpan import nama_berkas, sebab_os

__all__ = ["Kiriman", "Penunjuk", "Sandi", "baca_bita", "berkas_masuk", "buka_kiriman"]

# What systems leave in folders without anybody having sent it.
_BUKAN_KIRIMAN: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
# How often a file that changes while it is read is tried, and the pause in between, in seconds.
_PERCOBAAN: Final = 4
_JEDA: Final = 0.25


@dataclass(frozen=True, slots=True)
class Kiriman:
    """One received file: the name to show, its bytes, and the suffix to archive it under.

    `petunjuk` gives, by what points there, the codes of the units that it should be of. `penolakan` is why it cannot be
    opened, None where that is not known yet.
    """

    nama: str
    data: bytes
    akhiran: str
    petunjuk: Mapping[str, frozenset[str]] = field(default_factory=dict)
    penolakan: BerkasTidakTerbacaError | None = None


def berkas_masuk(proyek: Proyek) -> list[Path]:
    """All files in masuk/ and its subfolders, in order of name; traces of the operating system left out.

    A folder that cannot be looked into is in the list itself, so that it is reported like a file that cannot be opened.
    """
    if not proyek.masuk.is_dir():
        return []
    tertutup: list[Path] = []
    berkas: list[Path] = []
    for folder, _, nama in os.walk(proyek.masuk, onerror=lambda galat: tertutup.append(Path(galat.filename))):
        berkas += (Path(folder, n) for n in nama if n.casefold() not in _BUKAN_KIRIMAN and not n.startswith("."))
    return sorted([p for p in berkas if _berkas(p)] + tertutup)


def _berkas(path: Path) -> bool:
    """Whether a path is a file; one that may not even be asked about counts, so that it is not passed over."""
    try:
        return path.is_file()
    except OSError:
        return True


def baca_bita(path: Path, jeda: Callable[[float], None] = time.sleep) -> bytes:
    """The bytes of a file as they stood still; BerkasTidakTerbacaError where that cannot be had.

    BERKAS-10 for the lock files of office programs, BERKAS-12 if the system refuses, BERKAS-13 if the file still
    changes at the last of several tries, BERKAS-15 beyond the size that is ever read.
    """
    if path.name.startswith("~$"):
        raise BerkasTidakTerbacaError("BERKAS-10")
    try:
        for ke in range(_PERCOBAAN):
            if ke:
                jeda(_JEDA)
            data = _baca_diam(path)
            if data is not None:
                return data
    except OSError as galat:
        raise BerkasTidakTerbacaError("BERKAS-12", sebab=sebab_os(galat)) from galat
    raise BerkasTidakTerbacaError("BERKAS-13")


def _baca_diam(path: Path) -> bytes | None:
    """The bytes of a file, None if it changed while they were read."""
    awal = path.stat()
    if awal.st_size > BATAS_BERKAS:
        raise BerkasTidakTerbacaError("BERKAS-15", ukuran=-(-awal.st_size >> 20), batas=BATAS_BERKAS >> 20)
    with path.open("rb") as berkas:
        # One byte more than there should be: it shows growth, and no file can fill the memory.
        data = berkas.read(awal.st_size + 1)
    akhir = path.stat()
    diam = (awal.st_size, awal.st_mtime_ns) == (akhir.st_size, akhir.st_mtime_ns) and len(data) == awal.st_size
    return data if diam else None


class Penunjuk:
    """Tells from the name of a file, and of the folder that it lies in, whose workbook it should be.

    A unit's workbooks are issued under names that begin with its code, and people sort returns into folders so named.
    """

    def __init__(self, unit: Iterable[str]) -> None:
        # By what a file name begins with where it begins with the code.
        self._unit = {nama_berkas(kode, "", 0, "xlsx").removesuffix("-0.xlsx"): kode for kode in unit}
        # Looked up, not gone through: with thousands of units there are thousands of files.
        self._panjang = sorted({len(awal) for awal in self._unit})
        self._folder: dict[str, frozenset[str]] = {}
        for awal, kode in self._unit.items():
            for nama in {awal, kode.casefold()}:
                self._folder[nama] = self._folder.get(nama, frozenset()) | {kode}

    def petunjuk(self, nama: str, folder: Sequence[str]) -> dict[str, frozenset[str]]:
        """Codes of units by what points to them; nothing where neither name nor folder (outermost first) does."""
        pangkal = PurePosixPath(nama).stem.casefold()
        menurut_nama = frozenset(
            self._unit[pangkal[:n]]
            for n in self._panjang
            if pangkal[:n] in self._unit and not pangkal[n : n + 1].isalnum()
        )
        menurut_folder = [self._folder.get(f.casefold(), frozenset()) for f in folder]
        hasil = {"nama berkasnya": menurut_nama, "foldernya": next(filter(None, reversed(menurut_folder)), frozenset())}
        return {sebab: kode for sebab, kode in hasil.items() if kode}


def buka_kiriman(data: bytes, nama: str, folder: Sequence[str], penunjuk: Penunjuk) -> Iterator[Kiriman] | None:
    """The members of a zip of workbooks, each a received file of its own; None if `data` is anything else.

    A zip that is refused as a whole is one received file with a `penolakan`.
    """
    try:
        anggota = buka_kumpulan(data, nama)
    except BerkasTidakTerbacaError as galat:
        return iter([Kiriman(nama, data, PurePosixPath(nama).suffix, penolakan=galat)])
    if anggota is None:
        return None
    return (
        Kiriman(
            nama=f"{nama}/{a.nama}",
            data=a.data,
            akhiran=PurePosixPath(a.nama).suffix,
            petunjuk=penunjuk.petunjuk(PurePosixPath(a.nama).name, [*folder, *PurePosixPath(a.nama).parts[:-1]]),
            penolakan=a.penolakan,
        )
        for a in anggota
    )


class Sandi:
    """Passwords for locked workbooks: those given, and one that is asked for when they do not do.

    `tanya` is called once at most, with the name of the file, and returns "" where nobody answers.
    """

    def __init__(self, daftar: Sequence[str] = (), tanya: Callable[[str], str] | None = None) -> None:
        self._daftar = tuple(daftar)
        self._tanya = tanya

    @property
    def daftar(self) -> tuple[str, ...]:
        """The passwords known so far."""
        return self._daftar

    def lebih_dari(self, daftar: Sequence[str]) -> bool:
        """Whether more than these can be tried, or somebody can be asked."""
        return self._tanya is not None or len(self._daftar) > len(daftar)

    def buka(self, data: bytes, nama: str) -> BukuMentah:
        """baca_mentah with these passwords."""
        try:
            return baca_mentah(data, nama, self._daftar)
        except BerkasTidakTerbacaError as galat:
            # What locks an .ods we cannot open, whatever the password.
            if galat.kode not in ("BERKAS-06", "BERKAS-20") or galat.rinci.get("format") == ".ods":
                raise
            jawaban = self._tanya_sekali(nama)
            if not jawaban:
                raise
        return baca_mentah(data, nama, self._daftar)

    def _tanya_sekali(self, nama: str) -> str:
        if self._tanya is None:
            return ""
        tanya, self._tanya = self._tanya, None
        jawaban = tanya(nama)
        if jawaban:
            self._daftar += (jawaban,)
        return jawaban
