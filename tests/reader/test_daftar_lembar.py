"""workbook.xml cut and looked up: what expat makes of it, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader import daftar_lembar as modul
from ikixl.reader.batas import Batas
from ikixl.reader.daftar_lembar import DaftarLembar, baca_daftar_lembar
from ikixl.reader.paket import buka_paket
from tests.reader.buat import RUANG, zip_dari

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_AWAL = f'<workbook xmlns="{RUANG}" xmlns:r="{_R}">'
_DUA = '<sheet name="Dua &amp; 2" state="hidden" r:id="rId2"/>'
_LEMBAR = f'<sheets><sheet name="Satu" sheetId="1" r:id="rId1"/>{_DUA}</sheets>'
_NAMA = '<definedNames><definedName name="b">2</definedName></definedNames>'


def _kedua(isi: str) -> tuple[DaftarLembar | tuple[str, object], Batas, Batas]:
    """What the fast way and expat both make of a part, and what either counted; read twice, so that it is known."""
    paket = buka_paket(zip_dari({"xl/workbook.xml": isi}))
    hasil: list[DaftarLembar | tuple[str, object]] = []
    batas = Batas(), Batas(), Batas()
    for satu, cepat in zip(batas, (True, True, False), strict=True):
        try:
            hasil.append(baca_daftar_lembar(paket, "xl/workbook.xml", satu, cepat))
        except BerkasTidakTerbacaError as galat:
            hasil.append((galat.kode, dict(galat.rinci)))
    assert hasil[0] == hasil[1] == hasil[2]
    assert batas[0] == batas[1]
    return hasil[0], batas[0], batas[2]


def _buku(nama: str, sesudah: str = "") -> str:
    return f"{_AWAL}<workbookPr date1904='1'/>{_LEMBAR}<definedNames>{nama}</definedNames>{sesudah}</workbook>"


def test_nama() -> None:
    """Names come with their texts, those of one sheet with its name, and count as expat counts them."""
    nama = '<definedName name="ikixl.stempel" hidden="1">"a|&lt;b&gt;"</definedName>'
    nama += '<definedName function="false" localSheetId="1" name="_xlnm.Print_Area">Satu!$A$1</definedName>'
    hasil, cepat, lambat = _kedua(_buku(nama))
    assert isinstance(hasil, DaftarLembar)
    assert hasil.nama_terdefinisi == {"ikixl.stempel": '"a|<b>"', "Dua & 2!_xlnm.Print_Area": "Satu!$A$1"}
    assert (hasil.tanggal_1904, [lm.tersembunyi for lm in hasil.lembar]) == (True, [False, True])
    assert cepat == lambat


@pytest.mark.parametrize(
    ("nama", "kode"),
    [
        ('<definedName name="a">1</definedName><definedName name="a">2</definedName>', "PAKET-18"),
        ('<definedName name="a" name="b">1</definedName>', "BERKAS-03"),
        ('<definedName name="a">&lain;</definedName>', "BERKAS-03"),
        ('<definedName name="a">1', "BERKAS-03"),
        ('<definedName name="a">]]></definedName>', "BERKAS-03"),
    ],
)
def test_ditolak(nama: str, kode: str) -> None:
    """What expat refuses, or cannot mean one thing, is refused."""
    hasil, _, _ = _kedua(_buku(nama))
    assert isinstance(hasil, tuple)
    assert hasil[0] == kode


@pytest.mark.parametrize(
    "isi",
    [
        _buku('<!-- <definedName name="a">1</definedName> --><definedName name="b">2</definedName>'),
        _buku("<x><definedName name='a'>1</definedName></x>"),
        _buku(
            '<definedName name="a">1</definedName>',
            '<definedNames><definedName name="b">2</definedName></definedNames>',
        ),
        f'{_AWAL}{_LEMBAR}<!--<definedNames><definedName name="a">1</definedName></definedNames>--></workbook>',
        f'{_AWAL}{_LEMBAR}<x xmlns="urn:x">{_NAMA}</x></workbook>',
        f'{_AWAL}{_LEMBAR}<x y="<definedNames>" z="</definedNames>"/></workbook>',
        f"{_AWAL}{_LEMBAR}<definedNames></definedNames></workbook>",
        f"{_AWAL}<definedNames></definedNames></workbook>",
        f"{_AWAL}{_LEMBAR}</workbook>",
    ],
)
def test_letak_lain(isi: str) -> None:
    """Names that are in a comment, in another language or twice are what expat says that they are."""
    _kedua(isi)


_POTONGAN = st.sampled_from(
    [
        '<definedName name="a">',
        '<definedName name="b" localSheetId="0">',
        '<definedName name="é">',
        "</definedName>",
        "</definedNames>",
        "<definedNames>",
        "Satu!$A$1",
        "&amp;",
        "&#65;",
        "<!--",
        "-->",
        "\r\n",
        "é",
        "",
    ]
)


@given(st.lists(_POTONGAN, max_size=8))
def test_acak(potongan: list[str]) -> None:
    """Whatever stands among the names, both ways say the same of it."""
    _kedua(_buku("".join(potongan)))


def test_dikenal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of workbooks that differ in their names alone only the first is parsed."""
    pertama, kedua = (
        buka_paket(zip_dari({"xl/workbook.xml": _buku(f'<definedName name="dikenal">"{n}"</definedName>')}))
        for n in "12"
    )
    baca_daftar_lembar(pertama, "xl/workbook.xml", Batas())
    monkeypatch.setattr("ikixl.reader.daftar_lembar.urai", lambda *_, **__: pytest.fail("diurai lagi"))
    assert baca_daftar_lembar(kedua, "xl/workbook.xml", Batas()).nama_terdefinisi == {"dikenal": '"2"'}


def test_nama_terbatas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few names are remembered, and no long one; forgotten ones read the same."""
    dikenal = type(modul._NAMA_DIKENAL)()
    monkeypatch.setattr(modul, "_NAMA_DIKENAL", dikenal)
    monkeypatch.setattr(modul, "_BATAS_NAMA", 2)
    monkeypatch.setattr(modul, "_PANJANG_NAMA", 60)
    semua = {f"n{n}": str(n) for n in range(5)} | {"panjang": "9" * 60}
    nama = "".join(f'<definedName name="{k}">{isi}</definedName>' for k, isi in semua.items())
    for _ in range(2):
        hasil, _, _ = _kedua(_buku(nama))
        assert isinstance(hasil, DaftarLembar)
        assert hasil.nama_terdefinisi == semua
    assert [n[0] for n in dikenal.values()] == ["n3", "n4"]


def test_terlalu_panjang() -> None:
    """Near the limit on characters expat decides."""
    paket = buka_paket(zip_dari({"xl/workbook.xml": _buku('<definedName name="a">12345</definedName>')}))
    assert baca_daftar_lembar(paket, "xl/workbook.xml", Batas(paling_huruf=5)).nama_terdefinisi == {"a": "12345"}
    with pytest.raises(BerkasTidakTerbacaError) as salah:
        baca_daftar_lembar(paket, "xl/workbook.xml", Batas(paling_huruf=4))
    assert salah.value.kode == "BERKAS-04"
