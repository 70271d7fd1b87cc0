"""A zip of workbooks: its members one by one, whatever is wrong with some of them."""

from __future__ import annotations

import io
import struct
import unicodedata
import warnings
import zipfile
from unittest.mock import patch

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader import kumpulan
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.kenali import kumpulan_buku
from ikixl.reader.kumpulan import Anggota, buka_kumpulan
from tests.reader.buat import xlsx, zip_dari
from tests.reader.test_kantor_lain import _ods

SATU = xlsx("<row><c><v>1</v></c></row>")
DUA = xlsx("<row><c><v>2</v></c></row>")


def _buka(data: bytes) -> list[Anggota]:
    anggota = buka_kumpulan(data, "kiriman.zip")
    assert anggota is not None
    return anggota


def _nama(*nama: str) -> list[str]:
    """Names under which members of these names are shown."""
    isi = io.BytesIO()
    with zipfile.ZipFile(isi, "w") as arsip, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile's, about names that stand twice
        arsip.writestr("penanda.xlsx", "")
        for satu in nama:
            arsip.writestr(satu, "x")
    return [a.nama for a in _buka(isi.getvalue())[1:]]


def _kode_dan_nama(data: bytes) -> list[tuple[str | None, str]]:
    return [(_kode(a), a.nama) for a in _buka(data)]


def _kode(anggota: Anggota) -> str | None:
    return anggota.penolakan.kode if anggota.penolakan else None


def test_anggota() -> None:
    """Every file is a member with its folder, its name and its very bytes, in the order of the zip."""
    isi = {"kelurahan/a.xlsx": SATU, "b.xlsx": DUA, "catatan.txt": b"halo", "kosong/": b""}
    anggota = _buka(zip_dari(isi))
    assert [(a.nama, a.data, a.penolakan) for a in anggota] == [(n, d, None) for n, d in list(isi.items())[:3]]
    assert baca_mentah(anggota[1].data, anggota[1].nama).lembar[0].sel[0, 0].nilai == 2


@pytest.mark.parametrize(
    "data",
    [
        SATU,
        _ods(""),
        b"",
        b"PK\x03\x04 terpotong",
        b"%PDF",
        zip_dari({"a.xlsx": SATU})[:-30],
        zip_dari({"foto.jpg": b"x"}),
        zip_dari({"[Content_Types].xml": b"", "word/document.xml": b"", "word/embeddings/a.xlsx": SATU}),
        zip_dari({"Index/Document.iwa": b"", "a.xlsx": SATU}),
        zip_dari({"~$a.xlsx": b"", "__MACOSX/._a.xlsx": b""}),
        zip_dari({"a.xlsx": SATU}) + bytes(25 << 20),
    ],
    ids=["xlsx", "ods", "kosong", "awal", "pdf", "potong", "foto", "docx", "numbers", "sampingan", "besar"],
)
def test_bukan_kumpulan(data: bytes) -> None:
    """A workbook, a document, a damaged zip or one without workbooks is left to the ordinary reader."""
    assert buka_kumpulan(data, "a.zip") is None


def test_nama_yang_kosong() -> None:
    """A member whose name begins with a NUL, which ends it, is a member all the same."""
    assert _kode_dan_nama(zip_dari({"a.xlsx": SATU, "@@@": b"x"}).replace(b"@@@", b"\0@@")) == [
        (None, "a.xlsx"),
        (None, "tanpa nama"),
    ]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_nama_acak_sama_dengan_zipfile(data: st.DataObject) -> None:
    """Whatever letters the names hold, NUL too, it is a zip of workbooks where its names as zipfile has them say so."""
    isi = bytearray(zip_dari({"catatan.txt": b"x", "b.xlsx": b"y", "lain/[Content_Types].xml": b"z"}))
    awal = isi.index(b"PK\x01\x02")
    tempat = [isi.index(nama, awal) + n for nama in (b"b.xlsx", b"lain/[") for n in range(6)]
    for letak in data.draw(st.lists(st.sampled_from(tempat), max_size=6)):
        isi[letak] = data.draw(st.sampled_from(b"\0/\\.xlsX~$"))
    dengan = buka_kumpulan(bytes(isi), "a.zip")
    with patch.object(kumpulan, "daftar_polos", return_value=None):
        tanpa = buka_kumpulan(bytes(isi), "a.zip")
    assert (dengan is None) == (tanpa is None)
    assert [a.nama for a in dengan or ()] == [a.nama for a in tanpa or ()]


def test_kumpulan_bukan_buku_kerja() -> None:
    """Where one workbook is asked for, a zip of several is refused by name."""
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-21"):
        baca_mentah(zip_dari({"a.xlsx": SATU}), "a.zip")


def test_sampingan_dilewati() -> None:
    """What programs leave beside workbooks is no member; a workbook in a folder of any other name is."""
    dilewati = ["~$a.xlsx", "x/.~lock.a.xlsx#", "__MACOSX/x/._a.xlsx", "x/Thumbs.db", "desktop.ini", ".DS_Store"]
    assert _nama(*dilewati, "macosx/a.xlsx", "x\\~$b.xlsx") == ["macosx/a.xlsx"]


def test_zip_di_dalam_zip() -> None:
    """A zip of workbooks in the zip is refused by name, and its neighbours are read."""
    dalam = zip_dari({"b.xlsx": DUA})
    anggota = _buka(zip_dari({"a.xlsx": SATU, "dalam.zip": dalam, "menyamar.xlsx": dalam, "foto.zip": zip_dari({})}))
    assert [_kode(a) for a in anggota] == [None, "BERKAS-21", "BERKAS-21", None]
    assert anggota[1].data == dalam


def test_anggota_terkunci() -> None:
    """A member that the zip locks is refused by itself; what the zip holds of it tells it from others."""
    data = bytearray(zip_dari({"a.xlsx": SATU, "b.xlsx": DUA, "c.xlsx": SATU}))
    for nama in (b"a.xlsx", b"b.xlsx"):
        # The flag that a member is encrypted, in its header and in the directory.
        data[data.index(nama) - 24] |= 1
        data[data.rindex(nama) - 38] |= 1
    a, b, c = _buka(bytes(data))
    assert [_kode(x) for x in (a, b, c)] == ["BERKAS-22", "BERKAS-22", None]
    assert a.data != b.data
    assert a.data == c._sumber[36 : 36 + len(a.data)]


def test_anggota_rusak() -> None:
    """A member whose checksum, header or packing is wrong is refused by itself."""
    data = zip_dari({"a.xlsx": SATU, "b.xlsx": DUA}, zipfile.ZIP_STORED)
    ubah = bytearray(data)
    ubah[data.index(SATU) + 50] ^= 1
    assert [_kode(a) for a in _buka(bytes(ubah))] == ["BERKAS-03", None]
    ubah = bytearray(data)
    ubah[0:4] = b"PK\x03\x04"
    ubah[data.rindex(b"b.xlsx") - 4 : data.rindex(b"b.xlsx")] = struct.pack("<I", 7)
    assert [_kode(a) for a in _buka(bytes(ubah))] == [None, "BERKAS-03"]


def test_cara_tak_lazim() -> None:
    """A member that is packed in a way that no office program uses is refused without unpacking."""
    isi = io.BytesIO()
    with zipfile.ZipFile(isi, "w") as arsip:
        arsip.writestr("a.xlsx", SATU, zipfile.ZIP_LZMA)
        arsip.writestr("b.xlsx", DUA, zipfile.ZIP_STORED)
    assert [_kode(a) for a in _buka(isi.getvalue())] == ["BERKAS-07", None]


def test_anggota_terlalu_besar() -> None:
    """A member beyond the size of a file is refused by itself; exactly that size is not."""
    isi = {"tepat.xlsx": bytes(25 << 20), "lebih.xlsx": bytes((25 << 20) + 1)}
    tepat, lebih = _buka(zip_dari(isi))
    assert (_kode(tepat), _kode(lebih)) == (None, "PAKET-01")
    assert len(tepat.data) == 25 << 20
    assert len(lebih.data) < 1 << 20


def test_batas_semua(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many members, and too many bytes in all however well packed, refuse the whole zip and name it."""
    monkeypatch.setattr(kumpulan, "_BATAS_SEMUA", 2 << 20)
    assert len(_buka(zip_dari({f"{n}.xlsx": bytes(1 << 20) for n in range(2)}))) == 2
    for isi, sebab in (
        ({f"{n}.xlsx": b"" for n in range(1001)}, "1000 berkas"),
        ({f"{n}.xlsx": bytes(1 << 20) for n in range(3)}, "2 MB"),
    ):
        with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-04") as salah:
            buka_kumpulan(zip_dari(isi), "kiriman.zip")
        assert "kiriman.zip" in str(salah.value.rinci["sebab"])
        assert sebab in str(salah.value.rinci["sebab"])


def test_terlalu_banyak_entri(monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory that would cost memory to list is not listed, neither outside nor in a member."""
    monkeypatch.setattr(kumpulan, "_BATAS_ENTRI", 2)
    assert buka_kumpulan(zip_dari({f"{n}.xlsx": b"" for n in range(3)}), "a.zip") is None
    dalam = zip_dari({f"{n}.xlsx": b"" for n in range(3)})
    assert [_kode(a) for a in _buka(zip_dari({"dalam.zip": dalam}))] == [None]


def test_nama_aman() -> None:
    """Only a folder and a base name are shown, without anything that leads elsewhere or steers a terminal."""
    assert _nama("../../etc/passwd.xlsx") == ["etc/passwd.xlsx"]
    assert _nama("/mutlak.xlsx", "C:\\Windows\\a.xlsx", "a/b/c/d.xlsx") == ["mutlak.xlsx", "Windows/a.xlsx", "c/d.xlsx"]
    assert _nama("C:a.xlsx", "a\x1b[31m.xlsx", "a\u202exslx.exe") == ["C_a.xlsx", "a_[31m.xlsx", "a_xslx.exe"]
    assert _nama("...", "/", "a/..") == ["tanpa nama", "a"]
    assert _nama("x" * 300 + ".xlsx") == ["x" * 95 + ".xlsx"]


def test_nama_bukan_ascii() -> None:
    """UTF-8 that a zip does not announce is understood; other old names stay as zipfile understands them."""
    data = zip_dari({"Kelurahan Cafe1.xlsx": SATU, "Caf1.xlsx": SATU})
    data = data.replace(b"Cafe1", "Café".encode()).replace(b"Caf1", b"Caf\x82")
    assert [a.nama for a in _buka(data)] == ["Kelurahan Café.xlsx", "Café.xlsx"]


def test_nama_kembar() -> None:
    """Members of the same name are all there and told apart, also when a number is taken already."""
    assert _nama("a.xlsx", "A.xlsx", "a.xlsx", "a [2].xlsx", "x/a.xlsx") == [
        "a.xlsx",
        "A [2].xlsx",
        "a [3].xlsx",
        "a [2] [2].xlsx",
        "x/a.xlsx",
    ]


@given(st.lists(st.text(max_size=30), max_size=8))
@example(["a.xlsx", "A.XLSX"])
@settings(max_examples=100, deadline=None)
def test_nama_apa_pun(nama: list[str]) -> None:
    """Whatever members are called, what is shown is short, unique, relative and free of control characters."""
    nama = [n for n in nama if n.split("\0")[0]]
    # One part of a name that marks a document makes all of it that document.
    assume(kumpulan_buku(["penanda.xlsx", *(n.split("\0")[0] for n in nama)]))
    tampak = [a.casefold() for a in _nama(*nama)]
    assert len(set(tampak)) == len(tampak)
    for satu in tampak:
        assert satu
        assert len(satu) <= 220
        assert all(b.strip(" .") for b in satu.split("/"))
        assert satu.count("/") <= 1
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in satu)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_byte_terbalik(data: st.DataObject) -> None:
    """Changed bytes anywhere in the zip end in members, in a coded refusal, or in no zip of workbooks."""
    isi = bytearray(zip_dari({"a.xlsx": SATU, "b/c.xlsx": DUA}, zipfile.ZIP_STORED))
    for _ in range(data.draw(st.integers(1, 5))):
        isi[data.draw(st.integers(0, len(isi) - 1))] = data.draw(st.integers(0, 255))
    for anggota in buka_kumpulan(bytes(isi), "a.zip") or []:
        assert isinstance(anggota.data, bytes)
