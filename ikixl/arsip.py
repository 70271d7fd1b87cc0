"""The archive: every received file, kept unchanged under the SHA-256 of its content."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from pathlib import Path

from ikixl.simpan import tulis_atomik

__all__ = ["bersihkan_arsip", "cari_arsip", "simpan_arsip"]


def simpan_arsip(folder: Path, data: bytes, akhiran: str) -> tuple[str, Path]:
    """Keep a received file in the archive `folder`; returns its SHA-256 (hex) and where it lies.

    The place is `<folder>/ab/cdef….xlsx`. `akhiran` is the suffix it came with (".xlsx"); one that is no plain suffix
    becomes ".bin". The same content is kept once: an existing copy is left alone, and rewritten only if its
    size is wrong. ProyekError if it cannot be written.
    """
    sha256 = hashlib.sha256(data).hexdigest()
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
    return next((folder / sha256[:2]).glob(f"{sha256[2:]}.*"), None)


def bersihkan_arsip(folder: Path) -> None:
    """Remove what a program that was killed while it archived left behind; hold the project's lock meanwhile.

    Half a file is no archived file: the next run archives it again. What cannot be removed stays, harmless.
    """
    for sisa in folder.glob("*/.ikixl-*.tmp"):
        with suppress(OSError):
            sisa.unlink()
