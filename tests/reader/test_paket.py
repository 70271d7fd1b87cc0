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
    assert _kode(zip_dari({"a": "x" * 100})) == "PAKET-01"


@pytest.mark.parametrize(
    ("batas", "nilai", "kode"),
    [("_BATAS_BAGIAN", 1, "PAKET-02"), ("_BATAS_ISI", 999, "PAKET-03"), ("_BATAS_SEMUA", 1_999, "PAKET-04")],
)
def test_batas_isi(monkeypatch: pytest.MonkeyPatch, batas: str, nilai: int, kode: str) -> None:
    """The limits on a part, on all parts and on their number hold for what really comes out."""
    data = zip_dari({"a": b"\0" * 1_000, "b": b"\0" * 1_000})
    assert buka_paket(data).nama == ("a", "b")
    monkeypatch.setattr(modul, batas, nilai)
    assert _kode(data) == kode


def test_daftar_isi_raksasa() -> None:
    """A directory of tens of thousands of entries is refused without being built."""
    entri = b"PK\x01\x02" + bytes(42)
    assert _kode(b"PK\x03\x04" + entri * 20_001) == "PAKET-02"
    assert _kode(b"PK\x03\x04" + entri * 19_999) == "BERKAS-03"


def test_ukuran_yang_dipalsukan() -> None:
    """A header that understates the size hides nothing: sizes and checksums are those of the bytes."""
    data = bytearray(zip_dari({"a.xml": b"rahasia" * 100}))
    pusat = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, pusat + 24, 7)
    assert _kode(bytes(data)) == "BERKAS-03"


@pytest.mark.parametrize(
    "nama", ["../a.xml", "a/../../b.xml", "/a.xml", "\\a.xml", "C:/a.xml", "a\\..\\b", "%2e%2e/a.xml", "%2Fa.xml"]
)
def test_nama_ke_luar(nama: str) -> None:
    """Names that lead out of the package are refused, with either kind of slash."""
    assert _kode(zip_dari({nama: "x"})) == "PAKET-06"


@pytest.mark.parametrize("kedua", ["xl/a.xml", "XL/A.xml", "xl\\a.xml", "xl/%61.xml"])
def test_nama_ganda(kedua: str) -> None:
    """The same name twice, in whatever spelling, is refused: programs differ in which one they take."""
    hasil = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(hasil, "w") as arsip:
        warnings.simplefilter("ignore")
        arsip.writestr("xl/a.xml", "satu")
        arsip.writestr(kedua, "dua")
    assert _kode(hasil.getvalue()) == "PAKET-05"


def test_garis_miring_terbalik() -> None:
    """Names with backslashes, as some writers on Windows make them, are read as folders."""
    data = zip_dari({"xl_a.xml": "x"}).replace(b"xl_a.xml", b"xl\\a.xml")
    assert buka_paket(data).isi("xl/a.xml") == b"x"


def test_nama_berbeda_di_kepala() -> None:
    """A part named otherwise in its own header is refused: another program might go by that name."""
    data = zip_dari({"a.xml": "x"})
    assert _kode(data.replace(b"a.xml", b"b.xml", 1)) == "PAKET-10"


@pytest.mark.parametrize("cara", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_cara_padat_lain(cara: int) -> None:
    """Compression methods that no spreadsheet program uses are refused."""
    assert _kode(zip_dari({"a": "x"}, cara)) == "PAKET-09"


def test_bagian_terenkripsi() -> None:
    """A part with zip encryption is refused."""
    data = bytearray(zip_dari({"a": "x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert _kode(bytes(data)) == "PAKET-08"


def test_bagian_tumpang_tindih() -> None:
    """A part that lies inside another, as in bombs that grow by overlapping, is refused."""
    dalam = zip_dari({"b": "isi"}, zipfile.ZIP_STORED)
    kepala = dalam[: dalam.index(b"PK\x01\x02")]
    data = bytearray(zip_dari({"a": kepala, "b": "isi"}, zipfile.ZIP_STORED))
    pusat = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, pusat + 42, data.index(kepala, 1))
    assert _kode(bytes(data)) == "PAKET-11"


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
        monkeypatch.setattr(modul, "_BATAS_KECIL", 0)
    assert _kode(bytes(baru)) == "BERKAS-03"


_DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]>'


@pytest.mark.parametrize(
    "isi",
    [
        f"{_DOCTYPE}<a/>".encode(),
        f"\n {_DOCTYPE}<a/>".encode(),
        f'<?xml version="1.0" encoding="windows-1252"?><!-- \xe9 -->{_DOCTYPE}<a/>'.encode("cp1252"),
        f'\ufeff<?xml version="1.0"?>{_DOCTYPE}<a/>'.encode(),
        f"<!-- {'x' * (600 << 10)} -->{_DOCTYPE}<a/>".encode(),
        f"{_DOCTYPE}<a/>".encode("utf-16"),
        f"\ufeff{_DOCTYPE}<a/>".encode("utf-16-be"),
        f'<?xml version="1.0" encoding="utf-16"?>{_DOCTYPE}<a/>'.encode("utf-16-le"),
    ],
)
@pytest.mark.parametrize("potongan", [1, 256 << 10])
def test_doctype_di_bagian_mana_pun(monkeypatch: pytest.MonkeyPatch, isi: bytes, potongan: int) -> None:
    """A DOCTYPE is refused in parts that nobody reads too, in any encoding, behind comments, cut anywhere."""
    if potongan > 1 or len(isi) < 1_000:
        monkeypatch.setattr(modul, "_POTONGAN", potongan)
        monkeypatch.setattr(modul, "_BATAS_KECIL", 0)
        assert _kode(zip_dari({"xl/tema.bin": isi}, zipfile.ZIP_STORED)) == "PAKET-12"


@pytest.mark.parametrize(
    "isi",
    [
        b"",
        b"<",
        b"\x89PNG\r\n\x1a\n<!DOCTYPE a>",
        b"< bukan xml <!DOCTYPE a>",
        b"<a><![CDATA[<!DOCTYPE a>]]></a>",
        b"<!-- <!DOCTYPE a> --><a/>",
        b'<?xml version="1.0"?><?lain?><a/>',
        "<!-- é --><a/>".encode("utf-16"),
    ],
)
def test_bukan_doctype(isi: bytes) -> None:
    """The same letters inside text, a comment or a picture declare nothing."""
    assert buka_paket(zip_dari({"xl/tema.xml": isi})).isi("xl/tema.xml") == isi


def test_jumlah_periksa_bagian_yang_tidak_dibaca() -> None:
    """A flipped bit in a part that holds no cells is found all the same."""
    data = zip_dari({"a.xml": "<a/>", "docProps/thumbnail.jpeg": b"gambar" * 9}, zipfile.ZIP_STORED)
    assert _kode(data.replace(b"gambar", b"gamber", 1)) == "BERKAS-03"


def test_nama_dengan_persen() -> None:
    """A part whose name is escaped as in an address is found by its plain name."""
    assert buka_paket(zip_dari({"xl/lembar%201.xml": "x"})).isi("xl/Lembar 1.xml") == b"x"


def test_tepi_potongan(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part comes back whole wherever the end of a chunk falls, even if its last bytes wait inside the inflater."""
    monkeypatch.setattr(modul, "_POTONGAN", 64)
    monkeypatch.setattr(modul, "_BATAS_KECIL", 0)
    for panjang in range(400):
        assert buka_paket(zip_dari({"a": b"\0" * panjang})).isi("a") == b"\0" * panjang


def test_sebita_demi_sebita(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chunk that ends within a code gives nothing yet, and nothing of the part is lost by that."""
    monkeypatch.setattr(modul, "_POTONGAN", 1)
    monkeypatch.setattr(modul, "_BATAS_KECIL", 0)
    isi = bytes(range(256)) * 2
    assert buka_paket(zip_dari({"a": isi})).isi("a") == isi


@pytest.mark.parametrize(
    ("letak", "nilai"),
    [
        (42, 0xFFFF_FFF0),  # the header would stand behind the end of the file
        (42, 1),  # there is no header at that place
        (20, 9_999),  # the content would reach beyond the end of the file
    ],
)
def test_daftar_isi_palsu(letak: int, nilai: int) -> None:
    """A directory that leads elsewhere than to the parts is damage, whatever made it so."""
    data = bytearray(zip_dari({"a.xml": "isi" * 20}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + letak, nilai)
    assert _kode(bytes(data)) == "BERKAS-03"


def test_isi_padat_rusak() -> None:
    """Compressed content that cannot be inflated is damage."""
    data = bytearray(zip_dari({"a": bytes(range(256)) * 8}))
    data[31:61] = b"\xff" * 30
    assert _kode(bytes(data)) == "BERKAS-03"
