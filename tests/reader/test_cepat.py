"""The fast reading of parts: the very cells that the streaming reader finds, or left to it."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader import cepat as modul
from ikixl.reader import potong
from ikixl.reader.batas import Batas
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.cepat import baca_lembar_cepat
from ikixl.reader.ingatan import Ingatan
from ikixl.reader.lembar import baca_lembar
from ikixl.reader.mentah import LembarMentah, SelMentah
from ikixl.reader.sel import Konteks
from tests.reader.buat import RUANG, baca, xlsx

_PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KEPALA = f'{_PROLOG}<worksheet xmlns="{RUANG}"><dimension ref="A1"/><sheetData><row r="1" hidden="1">'
_EKOR = '</row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
_STRING = ("satu", "dua", " ", "tiga")


def _konteks() -> Konteks:
    sel = [SelMentah("teks", s) if s.strip() else None for s in _STRING]
    return Konteks(_STRING, sel, True, ("angka", "persen", "tanggal"))


def _lambat(isi: bytes) -> tuple[LembarMentah | str, Batas]:
    """What the streaming reader makes of a part, or the code that it refuses it with; what it counted."""
    konteks = _konteks()
    try:
        return baca_lembar("a.xml", [isi], "Data", konteks), konteks.batas
    except BerkasTidakTerbacaError as galat:
        return galat.kode, konteks.batas


def _cepat(isi: bytes) -> LembarMentah | None:
    """The fast answer, which has to be the streaming reader's to the last cell and the last count if there is one."""
    konteks = _konteks()
    hasil = baca_lembar_cepat("a.xml", isi, "Data", konteks)
    if hasil is None:
        assert konteks.batas == Batas()
    else:
        assert (hasil, konteks.batas) == _lambat(isi)
    return hasil


def _lembar(sel: str, kepala: str = _KEPALA, ekor: str = _EKOR) -> bytes:
    return f"{kepala}{sel}{ekor}".encode()


@pytest.mark.parametrize(
    "sel",
    [
        '<c r="A1"/>',
        '<c r="A1" s="1"><v>0.85</v></c><c r="B1" s="2" t="n"><v>45000</v></c><c r="C1" s="99"><v>1E2</v></c>',
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c><c r="C1" s="2" t="s"><v>3</v></c>',
        '<c r="A1" t="str"><f>A2&amp;"x"</f><v>a &lt; b</v></c><c r="B1"><f aca="false">=1+1</f><v>2</v></c>',
        '<c r="A1"><f>A2</f></c><c r="B1"><f>A2</f><v></v></c><c r="C1"><f>A2</f><v/></c><c r="D1"><v /></c>',
        '<c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="d"><v>2024-01-31</v></c>',
        '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a_x000D_b </t></is></c><c r="XFD1"><v>x</v></c>',
        '<c r="A1" t="str"><v> </v></c><c r="B1" t="str"><v>é\t\n🙂</v></c><c r="C1"></c>',
        '<c r="A1"><v>1</v></c></row><row r="2" spans="1:3" ht="15.5" customHeight="1"><c r="A2"><v>2</v></c>',
        '<c r="A1"><v>1</v></c></row><row r="2"/><row r="3" hidden="true"></row><row r="9"><c r="C9"><v>2</v></c>',
        '<c r="A1"/></row><row r="2" hidden="1"><c r="A2"/></row><row r="3" hidden="1"><c r="A3"><v>2</v></c>',
        '<c r="A1"><v>1</v></c></row><row r="2" s="1" customFormat="1"/><row r="3"/>',
    ],
)
def test_sama_dengan_aliran(sel: str) -> None:
    """What spreadsheet programs write is read fast, with the same cells, rows and counts."""
    ekor = _EKOR.removeprefix("</row>") if sel.endswith('<row r="3"/>') else _EKOR
    assert _cepat(_lembar(sel, ekor=ekor)) is not None


_X14 = (
    f'<worksheet xmlns="{RUANG}" xmlns:x14ac="x"><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1">'
)
_BARIS_X14 = '<c r="A1"><v>1</v></c></row><row r="2" x14ac:dyDescent="0.25"><c r="B2"><v>1</v></c>'


def test_awalan_excel() -> None:
    """The prefix that Excel has for the height of rows is fine where it is bound, and hidden columns are seen."""
    hasil = _cepat(_lembar(_BARIS_X14, _X14))
    assert hasil is not None
    assert hasil.kolom_tersembunyi == {0, 1}
    assert _cepat(_lembar(_BARIS_X14)) is None


@pytest.mark.parametrize(
    "sel",
    [
        # Other shapes of the same: well formed, but not what programs write.
        "<c><v>1</v></c>",
        '<c s="1" r="A1"><v>1</v></c>',
        "<c r='A1'><v>1</v></c>",
        '<c r="A1"> <v>1</v></c>',
        '<c r="A1"><v>1</v></c> ',
        '<c r="A1"><v>1</v><!-- --></c>',
        '<c r="A1"><v><![CDATA[1]]></v></c>',
        '<c r="A1"><v>&#49;</v></c>',
        '<c r="A1"><v>1</v></c><x:c xmlns:x="x"/>',
        f'<c xmlns="{RUANG}" r="A1"><v>1</v></c>',
        '<c r="A1" t="str"><v>a\rb</v></c>',
        '<c r="A1" t="str"><v>a&amp b</v></c>',
        '<c r="A1" t="str"><v>a]]>b</v></c>',
        '<c r="A1" t="str"><v>a\ufffeb</v></c>',
        '<c r="A1" t="s"><f>B1</f><v>0</v></c>',
        '<c r="A1" s="1" t="s"><v>0</v></c>',
        '<c r="A1" t="s"/>',
        '<c r="A1" t="s"><v>x</v></c>',
        '<c r="A1" t="s"><v>4</v></c>',
        '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c>',
        '<c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c>',
        '<c r="XFE1"><v>1</v></c>',
        '<c r="A1048577"><v>1</v></c>',
        # Out of order, twice, or in another row than its own.
        '<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>',
        '<c r="A1"><v>1</v></c><c r="A1"><v>1</v></c>',
        '<c r="A2"><v>1</v></c>',
        '<c r="A1"><v>1</v></c><c r="A2"><v>1</v></c>',
        '<c r="A1"/></row><row r="3"><c r="A2"/>',
        # Rows that are not plain, or stand where none is open.
        '<c r="A1"/></row><row><c r="A2"/>',
        '<c r="A1"/></row><row r="0"><c r="A2"/>',
        '<c r="A1"/></row><row r="2" r="2"><c r="A2"/>',
        '<c r="A1"/></row><row r="1048577"><c r="A2"/>',
        f'<c r="A1"/></row><row xmlns="{RUANG}" r="2"><c r="A2"/>',
        f'<c r="A1"/></row><row r="2" ht="{"1" * 101}"><c r="A2"/>',
        '<c r="A1"/></row><c r="A2"/><row r="2">',
        '<c r="A1"/></row></sheetData><sheetData><row r="2"><c r="A2"/>',
        f'<c r="A1" t="str"><v>{"a" * 70_000}</v></c>',
    ],
)
def test_diserahkan_kepada_aliran(sel: str) -> None:
    """Anything else is left to the streaming reader, which decides what it is."""
    assert _cepat(_lembar(sel)) is None


@pytest.mark.parametrize(
    ("kepala", "ekor"),
    [
        (f'{_PROLOG}<x:worksheet xmlns:x="{RUANG}"><x:sheetData><x:row r="1">', "</x:row></x:sheetData></x:worksheet>"),
        (f'<worksheet xmlns="{RUANG}" ><sheetData xmlns="lain"><row r="1">', _EKOR),
        (f'<worksheet xmlns="{RUANG}"><sheetData><c r="Z9"/><row r="1">', _EKOR),
        (f'<worksheet xmlns="{RUANG}"><sheetData><row r="1"><c>', _EKOR),
        (f'<worksheet xmlns="{RUANG}"><sheetData><!DOCTYPE a><row r="1">', _EKOR),
        (f'<?xml version="1.0" encoding="latin-1"?><worksheet xmlns="{RUANG}"><sheetData><row r="1">', _EKOR),
        (_KEPALA, "</row></sheetdata></worksheet>"),
        (_KEPALA, "</row></sheetData></worksheet><a/>"),
    ],
)
def test_bingkai_yang_lain(kepala: str, ekor: str) -> None:
    """What stands around the cells decides whether they are cells; only the streaming reader knows all of it."""
    assert _cepat(_lembar('<c r="A1"><v>1</v></c>', kepala, ekor)) is None


def test_kaki_dalam_komentar() -> None:
    """What looks like a footer within a comment is none, also where the same was met with no text in it."""
    ekor = '</row></sheetData><!--<oddFooter>{}<mergeCells><mergeCell ref="A1:B2"/></mergeCells>--></worksheet>'
    komentar, gabungan = (_lembar('<c r="A1"><v>1</v></c>', ekor=ekor.format(kaki)) for kaki in ("", "-->"))
    for _ in range(2):
        hasil = [_cepat(isi) for isi in (komentar, gabungan)]
        assert [h and h.gabungan for h in hasil] == [(), ((0, 0, 1, 1),)]


def test_tanpa_sel() -> None:
    """A sheet without cells has nothing to be fast about."""
    assert _cepat(_lembar("")) is None


def test_bukan_utf8() -> None:
    """Bytes that are no UTF-8 are for expat to refuse."""
    assert _cepat(_lembar('<c r="A1" t="str"><v>@</v></c>').replace(b"@", b"\xff")) is None


def test_sifat_baris_bukan_utf8() -> None:
    """A byte that is no UTF-8 in an attribute of a row that nobody needs is refused like any other."""
    isi = _lembar('<c r="A1"><v>1</v></c></row><row r="2" spans="1:3"><c r="A2"><v>2</v></c>')
    assert _cepat(isi) is not None
    assert _cepat(isi.replace(b'spans="1:3"', b'spans="1:\xd53"')) is None


def test_batas_dihormati(monkeypatch: pytest.MonkeyPatch) -> None:
    """Near a limit the streaming reader counts by itself, and refuses at the very place."""
    isi = _lembar('<c r="A1"><v>1</v></c><c r="B1"><v>1</v></c>')
    monkeypatch.setattr("ikixl.reader.batas._BATAS_NILAI", 1)
    assert _cepat(isi) is None
    assert _lambat(isi)[0] == "PAKET-16"
    monkeypatch.setattr(modul, "_BATAS_POTONG", 1)
    assert _cepat(isi) is None


def test_ingatan_terbatas(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered of earlier workbooks stays bounded, and forgetting changes no cell."""
    monkeypatch.setattr(modul, "_SEL_DIKENAL", type(modul._SEL_DIKENAL)())
    monkeypatch.setattr(modul, "_BINGKAI_DIKENAL", type(modul._BINGKAI_DIKENAL)())
    for nama, batas in (("_BATAS_BINGKAI", 2), ("_BATAS_GAYA", 1)):
        monkeypatch.setattr(modul, nama, batas)
    for nama, batas in (("_BATAS_INGATAN", 3), ("_PANJANG_INGATAN", 40)):
        monkeypatch.setattr(potong, nama, batas)
    teks = f'<c r="Z1" t="str"><v>{"a" * 40}</v></c>'
    for n in [*range(8), *range(8)]:
        sel = "".join(f'<c r="{"ABC"[k]}1"><v>{n + k}</v></c>' for k in range(3)) + teks
        assert _cepat(_lembar(sel, _KEPALA.replace('ref="A1"', f'ref="A{n + 1}"'))) is not None
    assert all(len(s) + len(s._lama) <= 12 for s, _ in modul._SEL_DIKENAL._isi.values())
    assert len(modul._BINGKAI_DIKENAL) == 2
    baca_lembar_cepat("a.xml", _lembar('<c r="A1"/>'), "Data", Konteks(gaya=("persen",)))
    assert len(modul._SEL_DIKENAL._isi) == 1
    monkeypatch.setattr(modul, "_PANJANG_BINGKAI", 1)
    assert _cepat(_lembar('<c r="A1"/>', ekor="</row></sheetData></worksheet>")) is not None
    assert len(modul._BINGKAI_DIKENAL) == 2


def test_ingatan_bagian() -> None:
    """A part is understood once, counted every time, forgotten when others came, and never kept beyond a limit."""
    dibaca: list[str] = []

    def baca_bagian(batas: Batas) -> int:
        dibaca.append("x")
        batas.tambah_unsur(7_000_000, "x")
        return len(dibaca)

    ingatan: Ingatan[int] = Ingatan(1, 3)
    batas = Batas()
    assert [ingatan.ambil("a", b"abc", batas, baca_bagian), ingatan.ambil("a", b"abc", Batas(), baca_bagian)] == [1, 1]
    assert batas.unsur == 7_000_000
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-04"):
        ingatan.ambil("a", b"abc", batas, baca_bagian)
    assert ingatan.ambil("b", b"abc", Batas(), baca_bagian) == 3
    assert ingatan.ambil("a", b"abc", Batas(), baca_bagian) == 4
    assert [ingatan.ambil("a", b"abcd", Batas(), baca_bagian) for _ in range(2)] == [5, 6]


# Whole files and anything that is nearly one


def _jalur(data: bytes, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each sheet of a workbook is read fast."""
    jalur: list[bool] = []

    def catat(*isi: object) -> LembarMentah | None:
        hasil = baca_lembar_cepat(*isi)  # type: ignore[arg-type]
        jalur.append(hasil is not None)
        return hasil

    with monkeypatch.context() as m:
        m.setattr("ikixl.reader.xlsx.baca_lembar_cepat", catat)
        baca_mentah(data, "berkas.xlsx")
    return jalur


def test_xlsxwriter_dan_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of both libraries take the fast way; openpyxl writes inline strings and no shared ones."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as tulis:
        lembar = tulis.add_worksheet("Data")
        lembar.set_row(0, None, None, {"hidden": True})
        lembar.write_row(0, 0, ["a & b", 1.5, None, True])
        lembar.write_formula(3, 1, "=B1*2", None, 3)
    assert _jalur((tmp_path / "a.xlsx").read_bytes(), monkeypatch) == [True]
    buku = openpyxl.Workbook(write_only=True)
    satu = buku.create_sheet("Data")
    satu.append(["teks", 1, None, "=B1+1"])
    satu.append([])
    satu.append([None, 2.5])
    simpan = io.BytesIO()
    buku.save(simpan)
    assert _jalur(simpan.getvalue(), monkeypatch) == [True]


_POTONGAN = st.sampled_from(
    [
        *(b'<c r="%c%d"><v>%d</v></c>' % (k, r, r) for k in b"ABC" for r in (1, 2)),
        *(b'<c r="%c1" t="s"><v>%d</v></c>' % (k, n) for k in b"ABC" for n in (0, 2, 5)),
        *(b'</row><row r="%d">' % r for r in (2, 3)),
        *(
            b"</row>",
            b'<row r="4"/>',
            b'<row r="2" hidden="1">',
            b"</sheetData>",
            b"<sheetData>",
            b"<c>",
            b"</c>",
            b"<v>",
            b"<v/>",
        ),
        *(
            b"<v/>",
            b"<v>",
            b"<f>A1</f>",
            b"<is><t>x</t></is>",
            b"<!---->",
            b"<![CDATA[<c ]]>",
            b"&lt;",
            b"&#65;",
            b" ",
            b"x",
        ),
        *(b'<x:c xmlns:x="x">', b"</x:c>", b'<extLst xmlns="x">', b"</extLst>", b'<c r="A9" ', b"/>", b"\r\n", b"]]>"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_POTONGAN, max_size=9), st.booleans())
def test_potongan_acak(isi: list[bytes], tutup: bool) -> None:
    """Pieces of sheets in any order: the fast answer is the streaming reader's, or there is none."""
    _cepat(_KEPALA.encode() + b"".join(isi) + (_EKOR.encode() if tutup else b""))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_bita_acak(data: st.DataObject) -> None:
    """A plain sheet with bytes changed, lost or doubled anywhere."""
    isi = bytearray(_lembar('<c r="A1" t="s"><v>1</v></c><c r="B1"><f>A1</f><v>2</v></c></row><row r="3"><c r="A3"/>'))
    for _ in range(data.draw(st.integers(1, 3))):
        tempat = data.draw(st.integers(0, len(isi) - 1))
        isi[tempat : tempat + data.draw(st.integers(0, 2))] = data.draw(
            st.sampled_from(
                [b"", b"<", b">", b'"', b"/", b"c", b" ", b"x:", b"9", b"&", b"\xff", b"</row>", b"<v>1</v>"]
            )
        )
    _cepat(bytes(isi))


def test_bagian_kosong_bukan_teks() -> None:
    """A workbook whose strings hold white space only shows no cell for them, whichever way it is read."""
    data = xlsx(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row>',
        {"xl/sharedStrings.xml": f'<sst xmlns="{RUANG}"><si><t xml:space="preserve"> </t></si></sst>'},
    )
    assert set(baca(data).lembar[0].sel) == {(0, 1)}
