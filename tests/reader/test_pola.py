"""Parts that differ from one read before only in what single cells hold: the streaming reader's cells, or none."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader import cepat, pola
from ikixl.reader.batas import Batas
from ikixl.reader.cepat import baca_lembar_cepat
from ikixl.reader.format_angka import JenisFormat
from ikixl.reader.lembar import baca_lembar
from ikixl.reader.mentah import LembarMentah, SelMentah
from ikixl.reader.pola import IsiPola
from ikixl.reader.sel import Konteks
from tests.reader.buat import RUANG

_STRING = ("kunci", "satu", "dua", "tiga")
_GAYA: tuple[JenisFormat, ...] = ("angka", "persen", "tanggal")
_KEPALA = f'<worksheet xmlns="{RUANG}"><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1" hidden="1">'
_EKOR = "</row></sheetData><headerFooter><oddFooter>{}</oddFooter></headerFooter></worksheet>"
# A sheet of three rows: keys; an input, a formula and a note; the same in a hidden row.
_SEL = (
    '<c r="A1" t="s"><v>0</v></c>',
    '<c r="B1" t="s"><v>1</v></c>',
    '</row><row r="2" ht="15">',
    '<c r="A2" t="s"><v>1</v></c>',
    '<c r="B2" s="1"/>',
    '<c r="C2"><f>B2*2</f><v>4</v></c>',
    '<c r="D2" s="2"><v>45000</v></c>',
    '</row><row r="3" hidden="1">',
    '<c r="A3"/>',
    '<c r="C3"><f>B3</f><v></v></c>',
)


@pytest.fixture(autouse=True)
def baru(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known of earlier parts, and the first one of its kind is kept."""
    monkeypatch.setattr(cepat, "_SEL_DIKENAL", type(cepat._SEL_DIKENAL)())
    monkeypatch.setattr(cepat, "_BINGKAI_DIKENAL", type(cepat._BINGKAI_DIKENAL)())
    monkeypatch.setattr(pola, "_SEJAK", 1)


def _bagian(kaki: str = "Kelurahan A", **ganti: str) -> bytes:
    """The part, with cells replaced by their address, and rows by "baris2" and "baris3"."""
    sel = []
    for s in _SEL:
        kunci = f"baris{s.split('r=')[1][1]}" if s.startswith("</row>") else s.split('"')[1]
        sel.append(ganti.get(kunci, s))
    return f"{_KEPALA}{''.join(sel)}{_EKOR.format(kaki)}".encode()


def _konteks(string: tuple[str, ...] = _STRING) -> Konteks:
    sel = [SelMentah("teks", s) if s.strip() else None for s in string]
    return Konteks(string, sel, None in sel, _GAYA)


def _baca(isi: bytes, konteks: Konteks | None = None, bagian: str = "a.xml") -> LembarMentah | None:
    """The fast answer, which is the streaming reader's to the last cell and count where there is one."""
    cepat_, lambat = konteks or _konteks(), _konteks() if konteks is None else _konteks(tuple(konteks.string))
    hasil = baca_lembar_cepat(bagian, isi, "Data", cepat_)
    if hasil is None:
        assert cepat_.batas == Batas()
        return None
    banyak = hasil.jumlah
    assert all(
        hasil.ambil((r, k)) == baca_lembar("a", [isi], "", _konteks(tuple(lambat.string))).sel.get((r, k))
        for r in range(4)
        for k in range(5)
    )
    assert (hasil, cepat_.batas) == (baca_lembar(bagian, [isi], "Data", lambat), lambat.batas)
    assert banyak == len(hasil.sel)
    return hasil


def _dikenal(lembar: LembarMentah | None) -> bool:
    return lembar is not None and isinstance(lembar.tunda, IsiPola)


@pytest.mark.parametrize(
    "ganti",
    [
        {},
        {"kaki": "Kelurahan B"},
        {"kaki": "Kelurahan B &amp; C"},
        {"B2": '<c r="B2" s="1"><v>0.5</v></c>'},
        {"B2": '<c r="B2" s="1" t="n"><v>1E-1</v></c>', "D2": '<c r="D2" s="2"/>'},
        {"D2": '<c r="D2" s="2" t="s"><v>3</v></c>', "A2": '<c r="A2" t="s"><v>2</v></c>'},
        {"D2": '<c r="D2" s="2" t="str"><v>a &lt; b é</v></c>'},
        {"D2": '<c r="D2" s="2"><f>A1</f><v>5</v></c>', "A3": '<c r="A3"><v>1</v></c>'},
        {"C2": '<c r="C2"><f>B2*2</f><v>0.30000000000000004</v></c>'},
        {"C2": '<c r="C2" t="str"><f>B2*2</f><v>belum lengkap</v></c>'},
        {"C2": '<c r="C2" t="n"><f>B2*2</f><v/></c>', "C3": '<c r="C3"><f>B3</f></c>'},
        {"baris2": '</row><row r="2" ht="42.75" customHeight="1">', "A2": '<c r="A2"/>'},
        {"A2": '<c r="A2" s="1"><v>1</v></c>'},
    ],
)
def test_dikenal(ganti: dict[str, str]) -> None:
    """What programs and operators change is taken over cell by cell, and nothing else is looked at again."""
    assert not _dikenal(_baca(_bagian()))
    assert _dikenal(_baca(_bagian(**ganti)))
    assert _dikenal(_baca(_bagian()))


@pytest.mark.parametrize(
    "ganti",
    [
        {"C2": '<c r="C2"><f>B2*3</f><v>6</v></c>'},
        {"C2": '<c r="C2"><v>4</v></c>'},
        {"C2": '<c r="C2" t="b"><f>B2*2</f><v>1</v></c>'},
        {"C2": '<c r="C2"><f aca="false">B2*2</f><v>4</v></c>'},
        {"B2": '<c r="B2" s="2"/>'},
        {"D2": '<c r="E2" s="2"><v>45000</v></c>'},
        {"baris2": '</row><row r="2" hidden="1">'},
        {"baris2": '</row><row r="2"/><row r="2">'},
        {"D2": '<c r="D2" s="2"/></row><row r="2">'},
        {"kaki": "x&#10;y"},
        {"kaki": "x<!-- y -->"},
    ],
)
def test_tidak_dikenal(ganti: dict[str, str]) -> None:
    """Another formula, style, place or hidden row is another kind of part: read anew, with the right answer."""
    _baca(_bagian())
    assert not _dikenal(_baca(_bagian(**ganti)))


@pytest.mark.parametrize(
    "ganti",
    [
        {"B2": '<c r="B2" s="1"> <v>1</v></c>'},
        {"D2": '<c r="D2" s="2" t="s"><v>9</v></c>'},
        {"baris2": "</row><row>"},
        {"baris2": "<row>"},
        {"baris3": '</row><row r="3" hidden="1" x="1">'},
    ],
)
def test_diserahkan(ganti: dict[str, str]) -> None:
    """What is not written as programs write it is left to the streaming reader, also where the part is known."""
    _baca(_bagian())
    assert _baca(_bagian(**ganti)) is None


def test_sel_yang_tersembunyi() -> None:
    """Hidden rows and columns are those that hold something in this very sheet."""
    _baca(_bagian())
    lembar = _baca(_bagian(C3='<c r="C3"/>', B1='<c r="B1"/>', C2='<c r="C2"/>'))
    assert lembar is not None
    assert (set(lembar.baris_tersembunyi), set(lembar.kolom_tersembunyi)) == ({0}, set())
    lembar = _baca(_bagian(kaki="lain"))
    assert lembar is not None
    assert (set(lembar.baris_tersembunyi), set(lembar.kolom_tersembunyi)) == ({0, 2}, {1, 2})


def test_sel_dibuat_saat_diminta() -> None:
    """A known sheet tells its edge, its number of cells and each of them before the cells are made."""
    _baca(_bagian())
    konteks = _konteks()
    lembar = baca_lembar_cepat("a.xml", _bagian(C2='<c r="C2"><f>B2*2</f><v>6</v></c>'), "Data", konteks)
    assert lembar is not None
    assert lembar.tunda is not None
    assert lembar.tunda.tepi() == [
        ((0, 0), SelMentah("teks", "kunci")),
        ((0, 1), SelMentah("teks", "satu")),
        ((1, 0), SelMentah("teks", "satu")),
    ]
    assert (lembar.jumlah, lembar.ambil((1, 2)), lembar.ambil((9, 9))) == (6, SelMentah("angka", 6.0, "B2*2"), None)
    assert lembar.sel is lembar.sel
    assert not hasattr(lembar, "lain")


def test_teks_kosong_dibaca_penuh() -> None:
    """Where a shared string is white space only, its cells are blank, and no Pola counts them."""
    _baca(_bagian(), _konteks(("kunci", " ", "x", "y")))
    lembar = _baca(_bagian(), _konteks(("kunci", " ", "x", "y")))
    assert lembar is not None
    assert lembar.tunda is None
    assert (0, 1) not in lembar.sel


@pytest.mark.parametrize("tempat", ["A2", "D2", "C3"])
def test_sel_di_tempat_lain(tempat: str) -> None:
    """A cell that was met before in its own place is none of this kind in the place of another."""
    _baca(_bagian())
    sel = '<c r="B2" s="1"><v>0.5</v></c>'
    for _ in range(2):
        assert _dikenal(_baca(_bagian(B2=sel)))
        assert _baca(_bagian(**{tempat: sel})) is None


def test_string_hilang() -> None:
    """A shared string that another workbook had and this one lacks is for the streaming reader to name."""
    _baca(_bagian(D2='<c r="D2" s="2" t="s"><v>3</v></c>'))
    assert _baca(_bagian(), _konteks(("kunci",))) is None
    # One that no cell holds is not missed.
    assert _dikenal(_baca(_bagian(), _konteks(("kunci", "satu"))))
    assert _baca(_bagian(), _konteks(("kunci",))) is None


def test_batas_dihormati(monkeypatch: pytest.MonkeyPatch) -> None:
    """Near a limit a known part is counted by the streaming reader, which refuses at the very place."""
    _baca(_bagian())
    monkeypatch.setattr("ikixl.reader.batas._BATAS_NILAI", 3)
    assert _baca(_bagian()) is None
    with pytest.raises(BerkasTidakTerbacaError, match="PAKET-16"):
        baca_lembar("a.xml", [_bagian()], "Data", _konteks())


def test_ingatan_terbatas(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of parts stays bounded, and forgetting changes no cell."""
    for nama, batas in (
        ("_BATAS_EKOR", 2),
        ("_PANJANG_EKOR", 25),
        ("_BATAS_MELESET", 2),
        ("_BANYAK_UTUH", 2),
        ("_BATAS_AWAL", 3),
        ("_BATAS_SEPOTONG", 0),
        ("_PANJANG_SEPOTONG", 25),
    ):
        monkeypatch.setattr(pola, nama, batas)
    monkeypatch.setattr(pola, "_BATAS_BESAR", 2 * sum(map(len, _bagian().split(b"<c "))))
    for n in range(12):
        tinggi = f'</row><row r="2" ht="{n}">'
        isi = _bagian(D2=f'<c r="D2" s="2"><v>{n}</v></c>', baris2=tinggi, A3='<c r="A3" t="str"><v>dua puluh</v></c>')
        assert _baca(isi, bagian=f"{n % 5}.xml") is not None
        _baca(_bagian(baris2=f'</row><row r="2" spans="1:12345" ht="{n}.25" customHeight="1">'), bagian="0.xml")
    ((_, lemari),) = cepat._SEL_DIKENAL._isi.values()
    assert lemari._besar <= pola._BATAS_BESAR
    assert max(len(lemari._meleset), len(lemari._utuh)) <= 2
    monkeypatch.setattr(pola, "_BATAS_BESAR", 10)
    assert not any(_dikenal(_baca(_bagian(), bagian="lain.xml")) for _ in range(3))
    monkeypatch.setattr(pola, "_BATAS_UTUH", 10)
    banyak = len(lemari._utuh)
    bagian = str(next(iter(lemari._isi))[0])  # type: ignore[index]
    assert _dikenal(_baca(_bagian(B2='<c r="B2" s="1"><v>77</v></c>'), bagian=bagian))
    assert len(lemari._utuh) == banyak


def test_yang_selalu_sama() -> None:
    """Cells that were always the same are compared in one go, until one of them differs too."""
    _baca(_bagian())
    ubah = {
        "B2": '<c r="B2" s="1"><v>{}</v></c>',
        "D2": '<c r="D2" s="2"><v>{}</v></c>',
        "C3": '<c r="C3"><f>B3</f><v>{}</v></c>',
    }
    for n, kunci in enumerate([*ubah, *ubah, "A2", "B2"]):
        lembar = _baca(_bagian(**{k: isi.format(n) for k, isi in ubah.items() if k <= kunci}))
        assert _dikenal(lembar)
    assert _baca(_bagian(A3='<c r="A3"> </c>', **{k: isi.format(1) for k, isi in ubah.items()})) is None
    assert _baca(_bagian(B2="<c r='B2'/>")) is None
    semua = {k: f'<c r="{k}"><v>1</v></c>' for k in ("A1", "B1", "A2", "A3")}
    assert _dikenal(_baca(_bagian(**semua, **{k: isi.format(8) for k, isi in ubah.items()})))
    assert _dikenal(_baca(_bagian(C2='<c r="C2"><f>B2*2</f><v>5</v></c>')))
    assert _dikenal(_baca(_bagian(C2='<c r="C2"><f>B2*2</f><v>6</v></c>', **semua)))


def test_kaki_yang_tidak_biasa() -> None:
    """A footer not written as programs write it belongs to what stands around the cells; a broken one is refused."""
    assert _baca(_bagian(kaki="a")) is not None
    lembar = _baca(_bagian(kaki="a\rb"))
    assert lembar is not None
    assert not _dikenal(lembar)
    assert _baca(_bagian(kaki="a]]>b")) is None


def test_bagian_besar_yang_sama(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part too large for its hash is known by the last one of its name, to the last byte and whatever its footer."""
    monkeypatch.setattr(pola, "_BATAS_UTUH", 10)
    monkeypatch.setattr(pola, "_BANYAK_TERAKHIR", 2)
    for n in range(3):
        for bagian in ("a.xml", "b.xml"):
            assert _baca(_bagian(kaki=str(n)), bagian=bagian) is not None
    ((_, lemari),) = cepat._SEL_DIKENAL._isi.values()
    assert list(lemari._terakhir) == ["a.xml", "b.xml"]
    for bagian in ("c.xml", "a.xml", "b.xml"):
        _baca(_bagian(kaki="4"), bagian=bagian)
        _baca(_bagian(kaki="5"), bagian=bagian)
    assert list(lemari._terakhir) == ["a.xml", "b.xml"]
    with monkeypatch.context() as m:
        m.setattr(pola.Pola, "cocokkan", None)
        assert _dikenal(_baca(_bagian(kaki="lain"), bagian="a.xml"))
        assert _dikenal(_baca(_bagian(kaki="9"), _konteks(("a", "b", "c")), bagian="b.xml"))
    lain = _baca(_bagian(B2='<c r="B2" s="1"><v>3</v></c>'), bagian="a.xml")
    assert lain is not None
    assert (1, 1) in lain.sel
    monkeypatch.setattr(pola, "_BATAS_TERAKHIR", 10)
    for _ in range(4):
        _baca(_bagian(), bagian="c.xml")
    assert list(lemari._terakhir) == ["a.xml", "b.xml"]


def test_sesudah_beberapa_kali(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that comes but once is not kept; nor is one whose formulas are of rare types."""
    monkeypatch.setattr(pola, "_SEJAK", 3)
    assert [_dikenal(_baca(_bagian(kaki=str(n)))) for n in range(5)] == [False, False, False, True, True]
    galat = {"C2": '<c r="C2" t="e"><f>B2*2</f><v>#N/A</v></c>'}
    assert not any(_dikenal(_baca(_bagian(**galat), bagian="b.xml")) for _ in range(5))


_ISI = st.sampled_from(
    [
        "/>",
        "><v>1</v></c>",
        ' t="s"><v>2</v></c>',
        ' t="s"><v>7</v></c>',
        ' t="str"><v>a</v></c>',
        ' t="b"><v>1</v></c>',
        ' t="inlineStr"><is><t>x</t></is></c>',
        "><f>B2*2</f><v>9</v></c>",
        ' t="str"><f>B2*2</f><v>&amp;</v></c>',
        "><f>B3</f></c>",
        "><v>x</v></c>",
        "><v>1</v><v>2</v></c>",
        " >",
        "></row>",
        "><v>1</v></c></row>",
        '/></row><row r="3">',
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from(["B2", "C2", "D2", "A3", "C3", "A2"]), _ISI), min_size=1, max_size=3))
def test_acak(semua: list[dict[str, str]]) -> None:
    """Whatever stands behind the addresses: the fast answer is the streaming reader's, or there is none."""
    _baca(_bagian())
    gaya = {"B2": ' s="1"', "D2": ' s="2"'}
    for isi in semua:
        _baca(_bagian(**{k: f'<c r="{k}"{gaya.get(k, "")}{v}' for k, v in isi.items()}))
