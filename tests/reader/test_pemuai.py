"""Parts inflated in one go: what zlib makes of them, or nothing."""

from __future__ import annotations

import importlib.util
import sys
import zlib
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikixl.reader import pemuai
from ikixl.reader.pemuai import kembangkan, mentah


def _padat(isi: bytes, tingkat: int = 6) -> bytes:
    aliran = zlib.compressobj(tingkat, wbits=-zlib.MAX_WBITS)
    return aliran.compress(isi) + aliran.flush()


@given(st.binary(max_size=300), st.integers(1, 50), st.integers(0, 9))
def test_kembali(isi: bytes, kali: int, tingkat: int) -> None:
    """Whatever was packed comes back, if size and checksum are right, and not otherwise."""
    isi *= kali
    padat, crc = _padat(isi, tingkat), zlib.crc32(isi)
    assert kembangkan(padat, len(isi), crc) == isi
    assert kembangkan(padat, len(isi) + 1, crc) is None
    assert kembangkan(padat, len(isi), crc ^ 1) is None
    assert kembangkan(padat + b"x", len(isi), crc) is None
    assert kembangkan(padat[:-1], len(isi), crc) is None
    if isi:
        assert kembangkan(padat, len(isi) - 1, zlib.crc32(isi[:-1])) is None


@given(st.binary(min_size=20, max_size=200), st.data())
def test_rusak(isi: bytes, data: st.DataObject) -> None:
    """Of a damaged stream comes what zlib makes of it, or nothing."""
    padat = bytearray(_padat(isi * 9))
    for tempat in data.draw(st.lists(st.integers(0, len(padat) - 1), min_size=1, max_size=3)):
        padat[tempat] ^= 1 << data.draw(st.integers(0, 7))
    aliran = mentah()
    try:
        keluar = aliran.decompress(bytes(padat), 1 << 16)
    except zlib.error:
        keluar = b""
    utuh = aliran.eof and not aliran.unused_data
    assert kembangkan(bytes(padat), len(keluar), zlib.crc32(keluar)) == (keluar if utuh else None)


def test_tanpa_zlib_ng(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where zlib-ng is not to be had the same is done with zlib."""
    monkeypatch.setitem(sys.modules, "zlib_ng", None)
    spek = importlib.util.spec_from_file_location("pemuai_lain", pemuai.__file__)
    assert spek is not None
    assert spek.loader is not None
    lain = ModuleType("pemuai_lain")
    spek.loader.exec_module(lain)
    assert lain.pemuai is zlib
    isi = b"satu dua " * 99
    assert lain.kembangkan(_padat(isi), len(isi), zlib.crc32(isi)) == isi
    assert lain.kembangkan(b"bukan deflate", 3, 0) is None
