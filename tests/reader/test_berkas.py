"""Received files as a whole: chosen by content, and never anything but a workbook or a coded refusal."""

from __future__ import annotations

import contextlib
import random
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.berkas import baca_mentah
from ikixl.temuan import JENIS
from tests.reader.buat import bagian_xlsx, lembar_xml, xlsx, zip_dari

DATA = xlsx('<row><c t="inlineStr"><is><t>a</t></is></c><c><f>A1</f><v>1</v></c></row>')


@pytest.mark.parametrize("nama", ["a.xlsx", "a.xls", "a", "a.pdf", "Salinan dari a (1).xlsx", ""])
def test_nama_tidak_menentukan(nama: str) -> None:
    """A workbook is a workbook whatever its file is called."""
    assert len(baca_mentah(DATA, nama).lembar[0].sel) == 2


@pytest.mark.parametrize("nama", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_berkas_kunci(nama: str) -> None:
    """The files that office programs leave beside an open workbook are recognised by name alone."""
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-10"):
        baca_mentah(b"\x05Operator", nama)


def test_kosong_dan_terlalu_besar() -> None:
    """0 bytes and more than 25 MiB are refused before anything is recognised."""
    for data, kode in ((b"", "BERKAS-02"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * (25 << 20), "BERKAS-04")):
        with pytest.raises(BerkasTidakTerbacaError, match=kode):
            baca_mentah(data, "a.xlsx")


def _baca_atau_kode(data: bytes) -> None:
    """Read `data`; if it is refused, its message must render whole."""
    salah = _penolakan(data)
    if salah is not None:
        tempat = set(re.findall(r"\{(\w+)\}", JENIS[salah.kode].pesan))
        assert tempat <= set(salah.rinci)


def _penolakan(data: bytes) -> BerkasTidakTerbacaError | None:
    try:
        baca_mentah(data, "a.xlsx")
    except BerkasTidakTerbacaError as salah:
        return salah
    return None


@pytest.mark.parametrize("benih", range(4))
def test_bit_terbalik(benih: int) -> None:
    """Flipped bits, cuts and repetitions anywhere in the package never raise anything else."""
    acak = random.Random(benih)
    for _ in range(300):
        data = bytearray(DATA)
        for _ in range(acak.randint(1, 4)):
            data[acak.randrange(len(data))] ^= 1 << acak.randrange(8)
        awal = acak.randrange(len(data))
        ubah = acak.choice([data, data[:awal], data[:awal] + data[awal // 2 :]])
        _baca_atau_kode(bytes(ubah))


@pytest.mark.parametrize("benih", range(4))
def test_xml_terbalik(benih: int) -> None:
    """Damage inside the parts, behind valid checksums, never raises anything else."""
    acak = random.Random(benih)
    asal = {
        nama: str(isi).encode()
        for nama, isi in bagian_xlsx(
            {
                "Satu": lembar_xml(
                    '<row r="1"><c r="A1" t="s"><v>0</v></c><c t="b" s="1"><f t="shared" si="0">B2</f></c></row>'
                )
            },
            sifat='<workbookPr date1904="1"/>',
        ).items()
    }
    for _ in range(300):
        bagian = dict(asal)
        nama = acak.choice(list(bagian))
        isi = bytearray(bagian[nama])
        for _ in range(acak.randint(1, 3)):
            letak = acak.randrange(len(isi))
            isi[letak : letak + acak.randint(0, 6)] = acak.choice([b"", b"<", b"/>", b'"', b"9", b"\xff", b"<c>", b" "])
        bagian[nama] = bytes(isi)
        _baca_atau_kode(zip_dari(bagian, zipfile.ZIP_STORED))


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"<", b"\xff\xfe", b"PK\x05\x06"]))
@settings(max_examples=100)
def test_byte_sembarang(ekor: bytes, awal: bytes) -> None:
    """Arbitrary bytes are refused by code."""
    with contextlib.suppress(BerkasTidakTerbacaError):
        baca_mentah(awal + ekor, "a.xlsx")
        pytest.fail("dibaca sebagai buku kerja")
