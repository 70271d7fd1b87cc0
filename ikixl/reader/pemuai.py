"""Inflating a part of a package in one go: with zlib-ng where it is installed, which takes half the time of zlib."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import zlib as pemuai
else:
    try:
        from zlib_ng import zlib_ng as pemuai
    except ImportError:
        # There are machines that it is not built for; what comes out is the same.
        pemuai = zlib

__all__ = ["kembangkan", "mentah"]

_MENTAH: Final = -zlib.MAX_WBITS


def mentah() -> zlib._Decompress:
    """A decompressor of zlib's for the streams in a zip, which have no header of their own."""
    return zlib.decompressobj(_MENTAH)


def kembangkan(padat: bytes, ukuran: int, crc: int) -> bytes | None:
    """What a whole stream holds, if that is `ukuran` bytes with this checksum and nothing follows it; else None.

    Never more than one byte beyond `ukuran` is made.
    """
    aliran = pemuai.decompressobj(_MENTAH)
    try:
        isi = aliran.decompress(padat, ukuran + 1)
    except pemuai.error:
        return None
    baik = aliran.eof and not aliran.unused_data and len(isi) == ukuran and pemuai.crc32(isi) == crc
    return isi if baik else None
