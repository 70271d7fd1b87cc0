"""The directory of a zip as we read it ourselves: the entries that zipfile has, or left to it."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader import paket
from ikixl.reader.daftar_zip import SALAH_ZIP, EntriZip, daftar_polos, daftar_zip
from ikixl.reader.paket import buka_paket


def _zip(*nama: str, komentar: bytes = b"", ekstra: bytes = b"") -> bytes:
    hasil = io.BytesIO()
    with zipfile.ZipFile(hasil, "w", zipfile.ZIP_DEFLATED) as arsip:
        for n in nama:
            info = zipfile.ZipInfo(n)
            info.extra = ekstra
            arsip.writestr(info, b"isi " * 9)
        arsip.comment = komentar
    return hasil.getvalue()


def _akhir(panjang: int, awal: int) -> bytes:
    """The end of a zip whose directory has this length and begins there."""
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, panjang, awal, 0)


def _zipfile(data: bytes) -> list[EntriZip] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arsip:
            return [
                EntriZip(
                    i.orig_filename, i.flag_bits, i.compress_type, i.header_offset, i.compress_size, i.file_size, i.CRC
                )
                for i in arsip.infolist()
            ]
    except SALAH_ZIP:
        return None


def test_polos() -> None:
    """What spreadsheet programs write is read by ourselves."""
    data = _zip("a.xml", "xl/b.xml")
    assert daftar_polos(data) == _zipfile(data) == daftar_zip(data)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        _zip("a.xml", komentar=b"x"),
        _zip("a.xml", ekstra=struct.pack("<HHH", 9, 2, 1)),
        _zip("é.xml"),
        b"awal" + _zip("a.xml"),
        _zip("a.xml")[:-22] + b"PK\x06\x07" + bytes(16) + _zip("a.xml")[-22:],
        _zip("a.xml")[:-1] + b"\x01",
        bytes(30) + b"x" * 40 + _akhir(40, 30),
        _zip("a.xml").replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\x40"),
    ],
)
def test_diserahkan(data: bytes) -> None:
    """Comments, extra fields, other letters, anything in front, 64 bits, later versions: for zipfile to read."""
    assert daftar_polos(data) is None
    semestinya = _zipfile(data)
    if semestinya is None:
        with pytest.raises(SALAH_ZIP):
            daftar_zip(data)
    else:
        assert daftar_zip(data) == semestinya


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_bita_acak(data: st.DataObject) -> None:
    """A zip with bytes changed anywhere in its directory: zipfile's entries, or left to it."""
    isi = bytearray(_zip("a.xml", "bb.xml"))
    awal = isi.index(b"PK\x01\x02")
    for _ in range(data.draw(st.integers(1, 3))):
        isi[data.draw(st.integers(awal, len(isi) - 1))] = data.draw(st.integers(0, 255))
    polos = daftar_polos(bytes(isi))
    assert polos is None or polos == _zipfile(bytes(isi))


def test_bagian_dikenal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small part that passed every check is inflated once, in bounded number; a refused one is refused every time."""
    dikenal = paket._Dikenal()
    monkeypatch.setattr(paket, "_DIKENAL", dikenal)
    monkeypatch.setattr(paket, "_BANYAK_DIKENAL", 2)
    for _ in range(2):
        assert [buka_paket(_zip("a", "b", "c")).isi(n) for n in "abc"] == [b"isi " * 9] * 3
        assert [k[0] for k in dikenal._isi] == ["b", "c"]
    dikembangkan: list[str] = []
    asli = paket._sekali

    def catat(data: bytes, bagian: paket._Bagian) -> bytes | None:
        dikembangkan.append(bagian.nama)
        return asli(data, bagian)

    monkeypatch.setattr(paket, "_sekali", catat)
    assert buka_paket(_zip("b", "c", "d")).isi("c") == b"isi " * 9
    assert dikembangkan == ["d"]
    rusak = bytearray(_zip("b", "c"))
    letak = rusak.rindex(b"PK\x01\x02") + 16
    rusak[letak] ^= 1
    for _ in range(2):
        with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-03"):
            buka_paket(bytes(rusak))
