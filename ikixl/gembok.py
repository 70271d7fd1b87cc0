"""A lock that one process at a time holds on a project; the system frees it when the process dies."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from ikixl.errors import ProyekError
from ikixl.simpan import sebab_os

__all__ = ["Gembok"]

_SELA = 0.05

if sys.platform == "win32":
    import msvcrt

    def _kunci(fd: int) -> None:
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

    def _lepas(fd: int) -> None:
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _kunci(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _lepas(fd: int) -> None:
        # Said aloud rather than left to close(): a forked worker may still hold a copy of the descriptor.
        fcntl.flock(fd, fcntl.LOCK_UN)


class Gembok:
    """Context manager that holds an exclusive lock on a file, not reentrant.

    Waits up to `tunggu` seconds. ProyekError if another process still holds it then, or if the lock file cannot be
    made. The file itself stays behind: removing it would let two processes lock two different files.
    """

    def __init__(self, path: Path, tunggu: float = 2.0) -> None:
        self._path = path
        self._tunggu = tunggu
        self._fd = -1

    def __enter__(self) -> Self:
        try:
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as galat:
            raise self._gagal(galat) from galat
        try:
            self._tunggu_giliran(fd)
        except BaseException:
            os.close(fd)
            raise
        self._fd = fd
        return self

    def __exit__(
        self,
        jenis: type[BaseException] | None,
        galat: BaseException | None,
        jejak: TracebackType | None,
    ) -> None:
        try:
            _lepas(self._fd)
        finally:
            os.close(self._fd)

    def _tunggu_giliran(self, fd: int) -> None:
        batas = time.monotonic() + self._tunggu
        while True:
            try:
                _kunci(fd)
            except OSError as galat:
                # flock says EAGAIN, locking of Windows EACCES.
                if galat.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
                    raise self._gagal(galat) from galat
                if time.monotonic() >= batas:
                    raise ProyekError(
                        "Proyek ini sedang dipakai proses lain.",
                        "Tunggu sampai perintah ikixl yang lain selesai, lalu ulangi.",
                    ) from galat
            else:
                return
            time.sleep(_SELA)

    def _gagal(self, galat: OSError) -> ProyekError:
        return ProyekError(
            f"Proyek tidak dapat dikunci lewat {self._path}: {sebab_os(galat)}.",
            "Periksa izin folder proyek, atau pindahkan proyek ke cakram setempat.",
        )
