"""The zip package: what is counted, compared and refused before any XML is parsed."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader import paket as modul
from ikixl.reader.paket import buka_paket
from tests.reader.buat import zip_dari


def _kode(data: bytes) -> str:
    with pytest.raises(BerkasTidakTerbacaError) as salah:
        buka_paket(data)
    return salah.value.kode


@given(st.dictionaries(st.sampled_from(["a.xml", "b/c.xml", "d"]), st.binary(max_size=2000), min_size=1), st.booleans())
@settings(max_examples=40)
def test_isi_kembali_utuh(bagian: dict[str, bytes], padat: bool) -> None:
    """Every part comes back as it was put in, compressed or stored, whatever the case of its name."""
    dibuka = buka_paket(zip_dari(bagian, zipfile.ZIP_DEFLATED if padat else zipfile.ZIP_STORED))
    assert set(dibuka.nama) == set(bagian)
    assert all(dibuka.isi(nama.upper()) == isi for nama, isi in bagian.items())


def test_bagian_besar_dialirkan() -> None:
    """A part larger than a chunk arrives in chunks and whole."""
    isi = bytes(range(256)) * 5000
    dibuka = buka_paket(zip_dari({"a": isi}))
    assert max(len(p) for p in dibuka.potongan("a")) <= 256 << 10
    assert dibuka.isi("a") == isi


def test_bagian_yang_tidak_ada() -> None:
    """Asking for a part that is not there is a fault of the file."""
    dibuka = buka_paket(zip_dari({"a": "x"}))
    assert not dibuka.ada("b")
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-03"):
        dibuka.isi("b")


def test_batas_ukuran(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty file and one beyond the limit are told apart, before anything is unpacked."""
    assert _kode(b"") == "BERKAS-02"
    monkeypatch.setattr(modul, "BATAS_BERKAS", 50)
    assert _kode(zip_dari({"a": "x" * 100})) == "BERKAS-04"


@pytest.mark.parametrize(("batas", "nilai"), [("_BATAS_ISI", 999), ("_BATAS_SEMUA", 1_999), ("_BATAS_BAGIAN", 1)])
def test_batas_isi(monkeypatch: pytest.MonkeyPatch, batas: str, nilai: int) -> None:
    """The limits on a part, on all parts and on their number hold for what really comes out."""
    data = zip_dari({"a": b"\0" * 1_000, "b": b"\0" * 1_000})
    assert buka_paket(data).nama == ("a", "b")
    monkeypatch.setattr(modul, batas, nilai)
    assert _kode(data) == "BERKAS-04"


def test_daftar_isi_raksasa() -> None:
    """A directory of tens of thousands of entries is refused without being built."""
    assert _kode(b"PK\x03\x04" + b"PK\x01\x02" * 20_001) == "BERKAS-04"


def test_bom_zip_kecil() -> None:
    """300 MB of zeros in a file of 300 kB is stopped while it is unpacked."""
    data = zip_dari({"xl/a.xml": b"\0" * (300 << 20)})
    assert len(data) < 1 << 20
    assert _kode(data) == "BERKAS-04"


def test_ukuran_yang_dipalsukan() -> None:
    """A header that understates the size hides nothing: sizes and checksums are those of the bytes."""
    data = bytearray(zip_dari({"a.xml": b"rahasia" * 100}))
    pusat = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, pusat + 24, 7)
    assert _kode(bytes(data)) == "BERKAS-03"


@pytest.mark.parametrize("nama", ["../a.xml", "a/../../b.xml", "/a.xml", "\\a.xml", "C:/a.xml", "a\\..\\b"])
def test_nama_ke_luar(nama: str) -> None:
    """Names that lead out of the package are refused, with either kind of slash."""
    assert _kode(zip_dari({nama: "x"})) == "BERKAS-07"


@pytest.mark.parametrize("kedua", ["xl/a.xml", "XL/A.xml"])
def test_nama_ganda(kedua: str) -> None:
    """The same name twice, whatever its case, is refused: programs differ in which one they take."""
    hasil = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(hasil, "w") as arsip:
        warnings.simplefilter("ignore")
        arsip.writestr("xl/a.xml", "satu")
        arsip.writestr(kedua, "dua")
    assert _kode(hasil.getvalue()) == "BERKAS-07"


def test_garis_miring_terbalik() -> None:
    """Names with backslashes, as some writers on Windows make them, are read as folders."""
    data = zip_dari({"xl_a.xml": "x"}).replace(b"xl_a.xml", b"xl\\a.xml")
    assert buka_paket(data).isi("xl/a.xml") == b"x"


def test_nama_berbeda_di_kepala() -> None:
    """A part named otherwise in its own header is refused: another program might go by that name."""
    data = zip_dari({"a.xml": "x"})
    assert _kode(data.replace(b"a.xml", b"b.xml", 1)) == "BERKAS-07"


@pytest.mark.parametrize("cara", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_cara_padat_lain(cara: int) -> None:
    """Compression methods that no spreadsheet program uses are refused."""
    assert _kode(zip_dari({"a": "x"}, cara)) == "BERKAS-07"


def test_bagian_terenkripsi() -> None:
    """A part with zip encryption is refused."""
    data = bytearray(zip_dari({"a": "x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert _kode(bytes(data)) == "BERKAS-07"


def test_bagian_tumpang_tindih() -> None:
    """Two entries that share the same bytes, as in bombs that grow by overlapping, are refused."""
    data = bytearray(zip_dari({"a": "x" * 50, "b": "x" * 50}, zipfile.ZIP_STORED))
    pertama = data.index(b"PK\x01\x02")
    kedua = data.index(b"PK\x01\x02", pertama + 1)
    data[kedua + 42 : kedua + 46] = data[pertama + 42 : pertama + 46]
    data[kedua + 46] = ord("A")
    assert _kode(bytes(data)) == "BERKAS-07"


def test_terpotong_di_mana_pun() -> None:
    """Cut anywhere, a package is either refused by code or, at full length, read."""
    data = zip_dari({"a.xml": "isi" * 20, "b.xml": "lain"})
    for panjang in range(1, len(data)):
        assert _kode(data[:panjang]) in ("BERKAS-01", "BERKAS-03", "BERKAS-05")


def test_isi_rusak() -> None:
    """A flipped bit in stored content is found by its checksum."""
    data = zip_dari({"a.xml": "isi" * 20}, zipfile.ZIP_STORED)
    assert _kode(data.replace(b"isi", b"isj", 1)) == "BERKAS-03"


@pytest.mark.parametrize("di_batas", [False, True])
def test_aliran_berlebih(monkeypatch: pytest.MonkeyPatch, di_batas: bool) -> None:
    """Bytes behind the end of a compressed stream are refused, even where a chunk of input ends with it."""
    data = zip_dari({"a": b"abc" * 30})
    with zipfile.ZipFile(io.BytesIO(data)) as arsip:
        panjang = arsip.getinfo("a").compress_size
    awal = 30 + len("a")
    baru = bytearray(data[: awal + panjang] + b"x" + data[awal + panjang :])
    pusat = baru.index(b"PK\x01\x02")
    struct.pack_into("<I", baru, pusat + 20, panjang + 1)
    struct.pack_into("<I", baru, baru.index(b"PK\x05\x06") + 16, pusat)
    if di_batas:
        monkeypatch.setattr(modul, "_POTONGAN", panjang)
    assert _kode(bytes(baru)) == "BERKAS-03"
