"""The archive: every received file, kept unchanged under the SHA-256 of its content."""

from __future__ import annotations

import hashlib
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

from ikixl.simpan import tulis_atomik

__all__ = ["PenulisArsip", "Simpanan", "bersihkan_arsip", "cari_arsip", "simpan_arsip"]

# So many files are written at once; so many are taken up ahead, but no more bytes than this unless one file holds more.
_UTAS = 4
_DI_MUKA = 8
_BITA_DI_MUKA = 16 << 20

T = TypeVar("T")


def simpan_arsip(folder: Path, data: bytes, akhiran: str, sha256: str = "") -> tuple[str, Path]:
    """Keep a received file in the archive `folder`; returns its SHA-256 (hex) and where it lies.

    The place is `<folder>/ab/cdef….xlsx`. `akhiran` is the suffix it came with (".xlsx"); one that is no plain suffix
    becomes ".bin". The same content is kept once: an existing copy is left alone, and rewritten only if its
    size is wrong. `sha256` is for whoever knows it already. ProyekError if it cannot be written.
    """
    sha256 = sha256 or hashlib.sha256(data).hexdigest()
    ada = cari_arsip(folder, sha256)
    if ada is not None and ada.stat().st_size == len(data):
        return sha256, ada
    akhiran = akhiran.lower()
    if not re.fullmatch(r"\.[a-z0-9]{1,8}", akhiran):
        akhiran = ".bin"
    path = ada or folder / sha256[:2] / (sha256[2:] + akhiran)
    tulis_atomik(path, data)
    return sha256, path


def cari_arsip(folder: Path, sha256: str) -> Path | None:
    """Where the archive `folder` keeps the file with this SHA-256, None where it does not."""
    tempat, awal = folder / sha256[:2], f"{sha256[2:]}."
    with suppress(OSError), os.scandir(tempat) as isi:
        return next((tempat / satu.name for satu in isi if satu.name.startswith(awal)), None)
    return None


class Simpanan(NamedTuple):
    """A file to archive, as simpan_arsip takes it."""

    data: bytes
    akhiran: str
    sha256: str = ""


class PenulisArsip:
    """Archives several files at once into `folder`; use it as a context manager.

    Most of what archiving takes is waiting for the disk, and waiting for one file need not keep another from being
    written or read. Leaving waits for what is being written, so that nothing is written after it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._utas = ThreadPoolExecutor(_UTAS, "arsip")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, jenis: type[BaseException] | None, galat: BaseException | None, jejak: TracebackType | None
    ) -> None:
        self._utas.shutdown(cancel_futures=True)

    def simpan(self, isi: Iterable[tuple[T, Simpanan | None]]) -> Iterator[tuple[T, Callable[[], Path | None]]]:
        """Each thing, in order, with what waits until the file that came with it is safe and tells where it lies.

        That raises ProyekError as simpan_arsip does. Things are taken from `isi` a few files ahead; no two files of the
        same content may be among them.
        """
        berjalan: deque[tuple[T, int, Callable[[], Path | None]]] = deque()
        bita = 0
        for satu, simpanan in isi:
            ukuran = len(simpanan.data) if simpanan else 0
            while berjalan and (len(berjalan) >= _DI_MUKA or bita + ukuran > _BITA_DI_MUKA):
                lama, keluar, letak = berjalan.popleft()
                bita -= keluar
                yield lama, letak
            tugas = self._utas.submit(simpan_arsip, self._folder, *simpanan) if simpanan else None
            berjalan.append((satu, ukuran, partial(_letak, tugas)))
            bita += ukuran
        yield from ((satu, letak) for satu, _, letak in berjalan)


def _letak(tugas: Future[tuple[str, Path]] | None) -> Path | None:
    return tugas.result()[1] if tugas else None


def bersihkan_arsip(folder: Path) -> None:
    """Remove what a program that was killed while it archived left behind; hold the project's lock meanwhile.

    Half a file is no archived file: the next run archives it again. What cannot be removed stays, harmless.
    """
    for sisa in folder.glob("*/.ikixl-*.tmp"):
        with suppress(OSError):
            sisa.unlink()
