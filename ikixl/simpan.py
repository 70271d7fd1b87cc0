"""Writing files so that nobody ever sees half of one, under names that every system accepts."""

from __future__ import annotations

import errno
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ikixl.errors import ProyekError

__all__ = [
    "AWALAN_BERTAHAP",
    "BATAS_ALAMAT",
    "PANJANG_NAMA",
    "BerkasBertahap",
    "nama_berkas",
    "sebab_os",
    "tulis_atomik",
    "tulis_bersama",
]

#: Longest file name that nama_berkas makes; leaves room for the folders of a Windows path (260 characters).
PANJANG_NAMA = 120

#: Longest address of a file in characters: Windows stops at 260 and spreadsheet programs a little earlier.
BATAS_ALAMAT: int | None = 240 if os.name == "nt" else None

#: How the names of files begin that are still being written piece by piece.
AWALAN_BERTAHAP = ".ikixl-bertahap-"

_PANJANG_KODE = 40
_TERLARANG_WINDOWS = frozenset(["con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))])

_SEBAB = {
    errno.ENOSPC: "cakram penuh",
    errno.EDQUOT: "jatah cakram habis",
    errno.EACCES: "tidak ada izin, atau sedang dibuka program lain",
    errno.EPERM: "tidak ada izin, atau sedang dibuka program lain",
    errno.EBUSY: "sedang dipakai program lain",
    errno.EROFS: "cakram hanya dapat dibaca",
    errno.ENOENT: "tidak ditemukan",
    errno.ENOTDIR: "salah satu bagian alamatnya bukan folder",
    errno.EISDIR: "alamatnya sebuah folder, bukan berkas",
    errno.EEXIST: "sudah ada",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.EIO: "cakram gagal membaca atau menulis",
}


def sebab_os(galat: OSError) -> str:
    """Why the operating system refused, in Indonesian, without a full stop."""
    return _SEBAB.get(galat.errno or 0, f"kesalahan sistem nomor {galat.errno}")


def tulis_atomik(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and make missing folders above it.

    The old content stays until the new one is safely on disk. ProyekError if that fails: disk full, no permission, or
    (on Windows) the file is open in a spreadsheet program or its address is longer than BATAS_ALAMAT.
    """
    tulis_bersama({path: data})


def tulis_bersama(isi: Mapping[Path, bytes]) -> None:
    """Write several files as `tulis_atomik` does, each whole or not at all; all are first on their way to the disk.

    Waiting for the disk once all are written is far shorter than after each. Where one fails, others may have been
    written.
    """
    folder = {path: path.parent for path in isi}
    # Not tempfile: its files are readable by their owner alone, and os.replace would keep that.
    sementara = {path: induk / f".ikixl-{secrets.token_hex(8)}.tmp" for path, induk in folder.items()}
    tersisa = dict(sementara)
    kini = Path()
    try:
        try:
            for kini, data in isi.items():
                _periksa_alamat(kini)
                with _buka_baru(sementara[kini], folder[kini]) as berkas:
                    berkas.write(data)
                    if len(isi) == 1:
                        _amankan(berkas)
            for kini in isi if len(isi) > 1 else ():
                # Windows wants the file open for writing.
                with sementara[kini].open("r+b") as berkas:
                    _amankan(berkas)
            for kini in isi:
                sementara[kini].replace(kini)
                del tersisa[kini]
        finally:
            for tmp in tersisa.values():
                tmp.unlink(missing_ok=True)
        for induk in set(folder.values()):
            _amankan_folder(induk)
    except OSError as galat:
        raise ProyekError(
            f"Berkas {kini} tidak dapat ditulis: {sebab_os(galat)}.",
            "Tutup berkas itu di program lain, periksa sisa ruang cakram dan izin foldernya, lalu ulangi.",
        ) from galat


def _buka_baru(path: Path, folder: Path) -> BinaryIO:
    """A new file, open for writing; its folder is made where it is missing."""
    try:
        return path.open("xb")
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        return path.open("xb")


def _periksa_alamat(path: Path) -> None:
    if BATAS_ALAMAT is None:
        return
    panjang = len(str(path.absolute()))
    if panjang > BATAS_ALAMAT:
        raise ProyekError(
            f"Alamat berkas {path.name} terlalu panjang: {panjang} huruf, paling banyak {BATAS_ALAMAT}.",
            "Pindahkan folder proyek ke tempat yang lebih pendek, misalnya C:\\kinerja, lalu ulangi.",
        )


def _amankan(berkas: BinaryIO) -> None:
    """Wait until what was written stands on the disk."""
    berkas.flush()
    os.fsync(berkas.fileno())


def _amankan_folder(folder: Path) -> None:
    """Make a rename survive a power failure; Windows cannot open a folder and does not need it."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def nama_berkas(kode: str, nama: str, tahun: int, ext: str) -> str:
    """File name of a unit's workbook: ("1001", "Kelurahan X", 2024, "xlsx") gives "1001-kelurahan-x-2024.xlsx".

    Lower-case ASCII, at most PANJANG_NAMA characters (the name is cut, code and year stay), never a name that
    Windows reserves. The code is kept as the katalog allows it. Names may still meet (code "a" named "B C", code "a-b"
    named "C"): whoever writes several files at once has to look for that.
    """
    awal = re.sub(r"[^a-z0-9._-]+", "-", _ascii(kode)).lstrip(".-_")[:_PANJANG_KODE] or "unit"
    pangkal, titik, _ = awal.partition(".")
    # Windows looks at what stands before the first dot only.
    if titik and pangkal in _TERLARANG_WINDOWS:
        awal = f"unit-{awal}"
    akhir = f"-{tahun}.{ext.lstrip('.')}"
    slug = re.sub(r"[^a-z0-9]+", "-", _ascii(nama)).strip("-")
    tengah = f"-{slug}"[: PANJANG_NAMA - len(awal) - len(akhir)].rstrip("-")
    return awal + tengah + akhir


def _ascii(teks: str) -> str:
    return unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode().lower()


class BerkasBertahap:
    """A file that is written piece by piece and seen only once it is whole; ProyekError as `tulis_atomik` says.

    Until `pasang` it lies in `folder`, which is made if missing, under a name that nobody looks at.
    """

    def __init__(self, folder: Path) -> None:
        self._sementara = folder / f"{AWALAN_BERTAHAP}{secrets.token_hex(8)}.tmp"
        with _terjemahkan(self._sementara):
            folder.mkdir(parents=True, exist_ok=True)
            self._berkas = self._sementara.open("xb")

    @property
    def letak(self) -> Path:
        """Where it lies until `pasang`."""
        return self._sementara

    def tulis(self, isi: bytes) -> None:
        """Add to it."""
        with _terjemahkan(self._sementara):
            self._berkas.write(isi)

    def tutup(self) -> None:
        """Wait until all of it stands on the disk."""
        with _terjemahkan(self._sementara):
            _amankan(self._berkas)
            self._berkas.close()

    def pasang(self, path: Path) -> None:
        """Put it in its place, where another may have been."""
        with _terjemahkan(path):
            _periksa_alamat(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._sementara.replace(path)
            _amankan_folder(path.parent)

    def batal(self) -> None:
        """Take it away, if it was not put in its place."""
        with suppress(OSError):
            self._berkas.close()
        with suppress(OSError):
            self._sementara.unlink(missing_ok=True)


@contextmanager
def _terjemahkan(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as galat:
        raise ProyekError(
            f"Berkas {path} tidak dapat ditulis: {sebab_os(galat)}.",
            "Tutup berkas itu di program lain, periksa sisa ruang cakram dan izin foldernya, lalu ulangi.",
        ) from galat
