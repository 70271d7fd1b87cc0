"""docProps/custom.xml cut and looked up: what expat makes of it, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader import properti as modul
from ikixl.reader.batas import Batas
from ikixl.reader.paket import buka_paket
from ikixl.reader.properti import baca_properti
from tests.reader.buat import zip_dari

_RUANG = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_NAMA = "docProps/custom.xml"

Hasil = dict[str, str] | str


def _bagian(isi: str) -> str:
    return f'<Properties xmlns="{_RUANG}" xmlns:vt="{_VT}">{isi}</Properties>'


def _satu(isi: str, nama: str = "a") -> str:
    return f'<property fmtid="{{D5}}" pid="2" name="{nama}">{isi}</property>'


def _kedua(isi: str) -> tuple[Hasil, Batas, Batas]:
    """What the fast way and expat both make of a part, and what either counted; read twice, so that it is known."""
    paket = buka_paket(zip_dari({_NAMA: isi}))
    hasil: list[Hasil] = []
    batas = Batas(), Batas(), Batas()
    for satu, cepat in zip(batas, (True, True, False), strict=True):
        try:
            hasil.append(baca_properti(paket, _NAMA, satu, cepat))
        except BerkasTidakTerbacaError as galat:
            hasil.append(galat.kode)
    assert hasil[0] == hasil[1] == hasil[2]
    assert batas[0] == batas[1]
    return hasil[0], batas[0], batas[2]


def test_satu_properti(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of the only property is cut out, and counted as expat counts it; the rest is read but once."""
    _kedua(_bagian(_satu("<vt:lpwstr>x</vt:lpwstr>")))
    for teks, nilai in (("a|&lt;b&gt;", "a|<b>"), (" é_x0041_ ", "éA"), ("", "")):
        hasil, cepat, lambat = _kedua(_bagian(_satu(f"<vt:lpwstr>{teks}</vt:lpwstr>")))
        assert hasil == {"a": nilai}
        assert cepat == lambat
    monkeypatch.setattr(modul, "urai", None)
    paket = buka_paket(zip_dari({_NAMA: _bagian(_satu("<vt:lpwstr>segel</vt:lpwstr>"))}))
    assert baca_properti(paket, _NAMA, Batas()) == {"a": "segel"}


@pytest.mark.parametrize(
    ("isi", "hasil"),
    [
        ("", {}),
        (_satu("<vt:i4>7</vt:i4>"), {"a": "7"}),
        (_satu("<vt:lpwstr>1</vt:lpwstr>") + _satu("<vt:lpwstr>2</vt:lpwstr>", "b"), {"a": "1", "b": "2"}),
        (_satu("<vt:lpwstr>1</vt:lpwstr>") + _satu("<vt:i4>2</vt:i4>", "b"), {"a": "1", "b": "2"}),
        (_satu("<vt:lpwstr>1</vt:lpwstr>") + _satu("<vt:i4>2</vt:i4>"), "PAKET-18"),
        (_satu("<vt:i4>0</vt:i4><!--<vt:lpwstr>1</vt:lpwstr>-->"), {"a": "0"}),
        (_satu("<vt:i4>0</vt:i4>") + "<vt:lpwstr>1</vt:lpwstr>", {"a": "0"}),
        (_satu("9<vt:lpwstr>1</vt:lpwstr>"), {"a": "91"}),
        (_satu("<vt:lpwstr>1</vt:lpwstr><vt:lpwstr>2</vt:lpwstr>"), {"a": "12"}),
        (_satu("<vt:lpwstr>1<b/>2</vt:lpwstr>"), {"a": "12"}),
        (_satu("<vt:lpwstr>&lain;</vt:lpwstr>"), "BERKAS-03"),
        (_satu("<vt:lpwstr>]]></vt:lpwstr>"), "BERKAS-03"),
        (_satu("<vt:lpwstr>1"), "BERKAS-03"),
        (_satu("<vt:lpwstr>1</vt:lpwstr></lain>"), "BERKAS-03"),
    ],
)
def test_bagian_lain(isi: str, hasil: Hasil) -> None:
    """More properties, other types, and whatever only looks like the text of one are as expat has them."""
    assert _kedua(_bagian(isi))[0] == hasil


def test_tanpa_bagian_dan_batas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the part there are no properties; near a limit expat counts, and refuses at the very place."""
    assert baca_properti(buka_paket(zip_dari({"a": "b"})), _NAMA, Batas()) == {}
    monkeypatch.setattr("ikixl.reader.batas._BATAS_HURUF", 3)
    assert _kedua(_bagian(_satu("<vt:lpwstr>abcd</vt:lpwstr>")))[0] == "BERKAS-04"


_POTONG = ["<vt:lpwstr>", "</vt:lpwstr>", "<vt:i4>", "</vt:i4>", "0", "x", " ", "&amp;", "<!--", "-->", "<b/>"]


@given(st.lists(st.sampled_from(_POTONG), max_size=8), st.lists(st.sampled_from(_POTONG), max_size=4))
def test_acak(dalam: list[str], sesudah: list[str]) -> None:
    """Whatever stands in a property and behind it: the fast way tells what expat tells."""
    _kedua(_bagian(_satu("".join(dalam)) + "".join(sesudah)))
