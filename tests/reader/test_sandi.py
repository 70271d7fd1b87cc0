"""Locked workbooks: opened with Excel's own password or a given one, refused otherwise, and hostile ones."""

from __future__ import annotations

import contextlib
import io
import json
import random
import struct
import sys
from collections.abc import Sequence
from hashlib import sha1
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted  # type: ignore[import-untyped]
from msoffcrypto.method.ecma376_agile import ECMA376Agile  # type: ignore[import-untyped]

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader import anak, batas_anak, sandi
from ikixl.reader.batas_anak import HasilAnak
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.kenali import kenali_ole
from ikixl.reader.mentah import SelMentah
from ikixl.reader.sandi import SANDI_BAWAAN, buka_sandi
from tests.reader.buat import xlsx, zip_dari
from tests.reader.buat_ole import GARAM, ole, xls

# The weight is for msoffcrypto, which writes containers of less than 4 KiB that it cannot read itself.
TERBUKA = xlsx("<row><c><v>7</v></c></row>", {"xl/media/gambar.png": random.Random(1).randbytes(6000)})


def _kunci(sandi: str, isi: bytes = TERBUKA) -> bytes:
    """The bytes of a workbook as Excel locks them, but with fewer rounds of its hash."""
    terkunci: bytes = ECMA376Agile.encrypt(sandi, io.BytesIO(isi), spin_count=1000)
    return terkunci


TERKUNCI = _kunci("Rahasia 9é")


def _ditolak(data: bytes, sandi: Sequence[str] = ()) -> tuple[str, str]:
    """Code and format with which a locked workbook is refused."""
    with pytest.raises(BerkasTidakTerbacaError) as salah:
        baca_mentah(data, "a.xlsx", sandi)
    return salah.value.kode, str(salah.value.rinci["format"])


def test_sandi_bawaan() -> None:
    """A workbook that Excel locked by itself opens without being asked."""
    buku = baca_mentah(_kunci(SANDI_BAWAAN), "a.xlsx")
    assert (buku.format, buku.lembar[0].sel) == ("xlsx", {(0, 0): SelMentah("angka", 7.0)})
    assert baca_mentah(xls({(0, 0): 7}, SANDI_BAWAAN), "a.xls").lembar[0].sel == buku.lembar[0].sel


@pytest.mark.parametrize(
    ("data", "format"), [(TERKUNCI, "xlsx"), (xls({(0, 0): 7}, "Rahasia 9é"), "xls")], ids=["xlsx", "xls"]
)
def test_sandi(data: bytes, format: str) -> None:
    """A locked workbook opens with the right one of several passwords; a missing and a wrong one have their codes."""
    assert _ditolak(data) == ("BERKAS-06", f".{format}")
    assert _ditolak(data, [""]) == ("BERKAS-06", f".{format}")
    assert _ditolak(data, ["rahasia 9é", "x" * 300, "\udcff"]) == ("BERKAS-20", f".{format}")
    buku = baca_mentah(data, "a", ["salah", "Rahasia 9é"])
    assert (buku.format, buku.lembar[0].sel) == (format, {(0, 0): SelMentah("angka", 7.0)})


def test_terbuka_persis() -> None:
    """What is opened is the workbook as it was, to the byte."""
    assert buka_sandi(TERKUNCI, ["Rahasia 9é"]) == TERBUKA


def _standard(sandi: str, isi: bytes) -> bytes:
    """A workbook locked as Excel 2007 and LibreOffice do: AES-128, 50,000 rounds of SHA-1."""
    putaran = sha1(GARAM + sandi.encode("utf-16-le")).digest()
    for nomor in range(50_000):
        putaran = sha1(struct.pack("<I", nomor) + putaran).digest()
    akhir = sha1(putaran + bytes(4)).digest().ljust(64, b"\0")
    kunci = sha1(bytes(b ^ 0x36 for b in akhir)).digest()[:16]

    def aes(data: bytes) -> bytes:
        return Cipher(algorithms.AES(kunci), modes.ECB()).encryptor().update(data + bytes(-len(data) % 16))

    kepala = struct.pack("<IIIIIIII", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + "AES\0".encode("utf-16-le")
    pembukti = b"pembukti sandi.."
    info = struct.pack("<HHII", 3, 2, 0x24, len(kepala)) + kepala + struct.pack("<I", 16) + GARAM + aes(pembukti)
    info += struct.pack("<I", 20) + aes(sha1(pembukti).digest())
    return ole({"EncryptionInfo": info, "EncryptedPackage": struct.pack("<Q", len(isi)) + aes(isi)})


def test_sandi_excel_2007() -> None:
    """The older way of locking an .xlsx opens as well."""
    data = _standard("rahasia", TERBUKA)
    assert buka_sandi(data, ["rahasia"]) == TERBUKA
    assert _ditolak(data, ["Rahasia"]) == ("BERKAS-20", ".xlsx")


def test_terkunci_dua_kali() -> None:
    """A locked workbook in a locked workbook is not opened further; msoffcrypto wants a zip in there."""
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-03"):
        baca_mentah(_kunci("b", _kunci("a", TERBUKA)), "a", ["a", "b"])


def test_isinya_bukan_buku_kerja() -> None:
    """Another document in a locked container is named for what it is."""
    dokumen: dict[str, str | bytes] = {
        "word/document.xml": "<a/>",
        "_rels/.rels": "",
        "word/b": random.Random(2).randbytes(6000),
    }
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-01") as salah:
        baca_mentah(_kunci("a", zip_dari(dokumen)), "a", ["a"])
    assert "Word" in str(salah.value.rinci["sebab"])


def _agile(ubah: Sequence[tuple[bytes, bytes]], isi: bytes = bytes(8000)) -> bytes:
    """A locked container around `isi`, with replacements in the description of its encryption."""
    info, kunci = ECMA376Agile.generate_encryption_parameters("a", spin_count=10)
    uraian: bytes = ECMA376Agile.get_encryption_information(info, isi, kunci)
    for lama, baru in ubah:
        assert lama in uraian
        uraian = uraian.replace(lama, baru)
    keluar = io.BytesIO()
    ECMA376Encrypted(isi, uraian).write_to(keluar)
    return keluar.getvalue()


_BOM_XML = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 20) for n in range(1, 9))


@pytest.mark.parametrize(
    ("data", "kode"),
    [
        (_agile([]), "BERKAS-03"),
        (_agile([(b'spinCount="10"', b'spinCount="x"')]), "BERKAS-03"),
        (_agile([(b'spinCount="10"', b'spinCount="99999999"')]), "BERKAS-23"),
        (_agile([(b"<dataIntegrity", b"<lain")]), "BERKAS-03"),
        (_agile([(b'saltValue="', b'saltValue="A')]), "BERKAS-03"),
        (_agile([(b"</encryption>", b"<")]), "BERKAS-03"),
        (_agile([(b"<encryption ", b'<!DOCTYPE e [<!ENTITY a0 "0">' + _BOM_XML + b"]><e>&a8;</e><x ")]), "BERKAS-03"),
        (_agile([(b"\x04\0\x04\0@", b"\x03\0\x03\0@")]), "BERKAS-23"),
        (_agile([(b"\x04\0\x04\0@", b"\x09\0\x09\0@")]), "BERKAS-23"),
        (ole({"EncryptedPackage": b"", "EncryptionInfo": b"\x03\0\x02\0" + b"\xff" * 40}), "BERKAS-03"),
        (TERKUNCI[:600], "BERKAS-03"),
        (TERKUNCI[:-3000], "BERKAS-03"),
        (xls({}, "a").replace(b"\x2f\0\x36\0\x01\0\x01\0", b"\x2f\0\x36\0\x01\0\x07\0"), "BERKAS-23"),
        (ole({"Book": b"\x09\x08\x08\0\0\x05\x05\0" + b"\0" * 4 + b"\x2f\0\x04\0abcd"}), "BERKAS-23"),
        (ole({"Workbook": b"\0" * 64 + b"\x09\x08\x10\0\0\x06\x05\0" + b"\0" * 12 + b"\x2f\0\0\0"}), "BERKAS-03"),
    ],
)
def test_bermusuhan(data: bytes, kode: str) -> None:
    """Containers that are damaged, forged or locked in unknown ways are refused with a code."""
    with pytest.raises(BerkasTidakTerbacaError) as salah:
        baca_mentah(data, "a.xlsx", ["a", "Rahasia 9é"])
    assert salah.value.kode == kode, salah.value.rinci


def test_xor_lama() -> None:
    """The weakest way of locking, by XOR, is recognised too, whatever the password's length and letters."""
    lapis = b"\x2f\0\x06\0" + b"\0\0" + b"\x34\x12\x78\x56"
    data = ole({"Workbook": b"\x09\x08\x10\0\0\x06\x05\0" + b"\0" * 12 + lapis + b"\x0a\0\0\0"})
    assert _ditolak(data, ["a", "x" * 300, "東京"]) == ("BERKAS-20", ".xls")


class _Aliran:
    """Standard input or output of a process, as far as its bytes go."""

    def __init__(self, data: bytes = b"") -> None:
        self.buffer = io.BytesIO(data)


def test_utama_anak(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child prints a line of JSON and then the workbook's bytes; run in this process, without its limits."""
    for pilihan, harap in ((["a", "Rahasia 9é"], b"{}\n" + TERBUKA), (["a"], b'{"kode": "BERKAS-20"}\n')):
        keluar = _Aliran()
        monkeypatch.setattr("sys.argv", ["anak.py", "buka"])
        monkeypatch.setattr("sys.stdin", _Aliran(json.dumps(pilihan).encode() + b"\n" + TERKUNCI))
        monkeypatch.setattr("sys.stdout", keluar)
        anak.utama()
        assert keluar.buffer.getvalue() == harap


@pytest.mark.parametrize("benih", range(3))
def test_byte_terbalik(benih: int) -> None:
    """Whatever bytes are changed, the child's part of opening answers with a code or with bytes."""
    acak = random.Random(benih)
    asal = [_agile([]), ECMA376Agile.encrypt("a", io.BytesIO(TERBUKA), spin_count=10), xls({(9, 9): 1}, "a")]
    for _ in range(150):
        data = bytearray(acak.choice(asal))
        for _ in range(acak.randint(1, 8)):
            # The header, the directory, or anywhere.
            data[acak.randrange(acak.choice([512, 4096, len(data)]))] = acak.choice([0, 255, acak.randrange(256)])
        jawaban, isi = anak._jawab_buka(["x", "a"], bytes(data))
        assert jawaban.get("kode") in ((None,) if isi else ("BERKAS-03", "BERKAS-20", "BERKAS-23"))
        _kenali(bytes(data))


def _kenali(data: bytes) -> None:
    with contextlib.suppress(BerkasTidakTerbacaError):
        kenali_ole(data)


def test_cara_tidak_dikenal() -> None:
    """A known container without any workbook in it is one that no password opens."""
    assert anak._jawab_buka(["a"], ole({"Lain": b""}))[0]["kode"] == "BERKAS-23"


@pytest.mark.parametrize("sebab", ["tidak selesai dalam 60 detik", "memori yang diperlukan lebih dari 512 MB"])
def test_anak_gagal(monkeypatch: pytest.MonkeyPatch, sebab: str) -> None:
    """A child that does not answer costs only its own file, and the message says why."""
    monkeypatch.setattr(sandi, "jalankan", lambda *_: HasilAnak(None, sebab=sebab))
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-11") as salah:
        buka_sandi(TERKUNCI, [])
    assert salah.value.rinci == {"format": ".xlsx", "sebab": sebab}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_putaran_sandi_raksasa(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten million rounds of the password's hash, which the format allows, run into the limit of processor time."""
    monkeypatch.setattr(batas_anak, "DETIK_PROSESOR", 1)
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-11") as salah:
        buka_sandi(_agile([(b'spinCount="10"', b'spinCount="10000000"')]), [])
    assert salah.value.rinci["sebab"] == "waktu prosesor yang diperlukan lebih dari 1 detik"


def test_sandi_tidak_di_baris_perintah(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords go to the child through its standard input, never as arguments that others can see."""
    dilihat: list[str] = []

    def catat(skrip: Path, argumen: list[str], masukan: bytes, batas_detik: float) -> HasilAnak:
        dilihat.extend([str(skrip), *argumen])
        assert b"sandi-saya" in masukan
        return HasilAnak({}, b"isi")

    monkeypatch.setattr(sandi, "jalankan", catat)
    assert buka_sandi(b"x", ["sandi-saya"]) == b"isi"
    assert not any("sandi-saya" in satu for satu in dilihat)
