"""The worksheet part: every way a cell may be written, and what is refused."""

from __future__ import annotations

import pytest

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader import batas as modul_batas
from ikixl.reader import lembar as modul
from ikixl.reader.lembar import baca_lembar
from ikixl.reader.mentah import SelMentah
from ikixl.reader.sel import Konteks
from tests.reader.buat import RUANG, STRICT, baca, baca_hemat, ditolak, lembar_xml, sel, xlsx

SST = f"""<sst xmlns="{RUANG}" count="999999999" uniqueCount="999999999">
<si><t>polos</t></si>
<si><r><t xml:space="preserve">tebal </t></r><r><rPr><b/></rPr><t>dan miring</t></r></si>
<si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></si>
<si><t>baris_x000D_baru _x005F_x000D_ _xD800_</t></si>
<si/>
</sst>"""
STRING = {"xl/sharedStrings.xml": SST}
GAYA = {
    "xl/styles.xml": f"""<styleSheet xmlns="{RUANG}">
<numFmts><numFmt numFmtId="164" formatCode="dd mmmm yyyy"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/></cellXfs>
<dxfs><dxf><numFmt numFmtId="0" formatCode="yyyy"/></dxf></dxfs></styleSheet>"""
}


@pytest.mark.parametrize(
    ("xml", "jenis", "nilai"),
    [
        ("<c><v>12.5</v></c>", "angka", 12.5),
        ('<c t="n"><v> 1E3 </v></c>', "angka", 1000.0),
        ("<c><v>-.5</v></c>", "angka", -0.5),
        ("<c><v>1e309</v></c>", "angka", float("inf")),
        ("<c><v>NaN</v></c>", "galat", "NaN"),
        ("<c><v>1_000</v></c>", "galat", "1_000"),
        ("<c><v>１２</v></c>", "galat", "１２"),
        ("<c><v>1,5</v></c>", "galat", "1,5"),
        ('<c t="b"><v>1</v></c>', "logika", True),
        ('<c t="b"><v>false</v></c>', "logika", False),
        ('<c t="b"><v>2</v></c>', "galat", "2"),
        ('<c t="e"><v>#N/A</v></c>', "galat", "#N/A"),
        ('<c t="str"><v> teks </v></c>', "teks", " teks "),
        ('<c t="inlineStr"><is><t>sebaris</t></is></c>', "teks", "sebaris"),
        ('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>', "teks", "ab"),
        ('<c t="inlineStr"><v>tanpa is</v></c>', "teks", "tanpa is"),
        ("<c><is><t>tanpa tipe</t></is></c>", "teks", "tanpa tipe"),
        ('<c t="s"><v>0</v></c>', "teks", "polos"),
        ('<c t="s"><v>1</v></c>', "teks", "tebal dan miring"),
        ('<c t="s"><v>2</v></c>', "teks", "東京"),
        ('<c t="s"><v>3</v></c>', "teks", "baris\rbaru _x000D_ _xD800_"),
        ('<c t="s"><v>5</v></c>', "galat", "5"),
        ('<c t="s"><v>-1</v></c>', "galat", "-1"),
        ('<c t="aneh"><v>9</v></c>', "galat", "9"),
        ('<c t="d"><v>2026-08-17</v></c>', "tanggal", 46251.0),
        ('<c t="d"><v>2026-08-17T12:00:00Z</v></c>', "tanggal", 46251.5),
        ('<c t="d"><v>06:00:00</v></c>', "tanggal", 0.25),
        ('<c t="d"><v>17/8/2026</v></c>', "galat", "17/8/2026"),
        ('<c s="1"><v>46251</v></c>', "tanggal", 46251.0),
        ('<c s="2"><v>46251</v></c>', "tanggal", 46251.0),
        ('<c s="99"><v>46251</v></c>', "angka", 46251.0),
        ('<c s="x"><v>46251</v></c>', "angka", 46251.0),
        ('<c s="1" t="str"><v>teks</v></c>', "teks", "teks"),
        ("<c><!-- a --><v>1<!-- b -->2</v></c>", "angka", 12.0),
        ("<c><v><![CDATA[7]]></v></c>", "angka", 7.0),
    ],
)
def test_jenis_dan_nilai(xml: str, jenis: str, nilai: object) -> None:
    """Each form of cell gives its kind and value; content that contradicts its type spoils that cell only."""
    hasil = sel(f'<row>{xml}<c t="str"><v>sesudahnya</v></c></row>', {**STRING, **GAYA})
    assert (hasil[0, 0].jenis, hasil[0, 0].nilai) == (jenis, nilai)
    assert hasil[0, 1].nilai == "sesudahnya"


@pytest.mark.parametrize(
    "xml",
    [
        "<c/>",
        '<c s="3"/>',
        "<c><v/></c>",
        '<c t="str"><v>   </v></c>',
        '<c t="s"><v>4</v></c>',
        '<c t="inlineStr"><is/></c>',
        '<c t="inlineStr"><is><rPh sb="0" eb="1"><t>x</t></rPh></is></c>',
        '<x:c xmlns:x="urn:lain"><v>1</v></x:c>',
        "<v>1</v><f>A1</f><is><t>x</t></is>",
    ],
)
def test_kosong_tidak_disimpan(xml: str) -> None:
    """Blank cells, blank text, cells of other vocabularies and content outside of cells leave no trace."""
    assert sel(f"<row>{xml}</row>", STRING) == {}


def test_format_persen() -> None:
    """A percentage format is noted, built in or custom, and the value stays as stored."""
    hasil = sel('<row><c s="3"><v>0.85</v></c><c s="4"><v>1</v></c><c s="0"><v>0.85</v></c></row>', GAYA)
    assert [hasil[0, k].persen for k in range(3)] == [True, True, False]
    assert hasil[0, 0].nilai == 0.85


def test_alamat_dari_urutan() -> None:
    """Cells and rows without an address follow the one before them."""
    hasil = sel('<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r="5"><c r="D5"><v>3</v></c><c><v>4</v></c></row>')
    hasil |= {(b + 100, k): s for (b, k), s in sel("<row/><row><c><v>5</v></c></row>").items()}
    assert {tempat: s.nilai for tempat, s in hasil.items()} == {
        (0, 0): 1.0,
        (0, 2): 2.0,
        (4, 3): 3.0,
        (4, 4): 4.0,
        (101, 0): 5.0,
    }


def test_alamat_lain_dari_barisnya() -> None:
    """A cell's own address counts, not that of the row it stands in; small letters are letters."""
    assert set(sel('<row r="2"><c r="b7"><v>1</v></c></row>')) == {(6, 1)}


def test_sel_terakhir() -> None:
    """A value in the last cell of a sheet, on which calamine aborts, costs no more than any other."""
    hasil = baca_hemat(xlsx('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'), 2).lembar[0].sel
    assert hasil == {(1_048_575, 16_383): SelMentah("angka", 7.0)}


def test_jumlah_teks_yang_dipalsukan() -> None:
    """A forged number of shared strings, on which calamine aborts, reserves nothing."""
    sst = SST.replace('"999999999"', '"4294967295"')
    data = xlsx('<row><c t="s"><v>0</v></c></row>', {"xl/sharedStrings.xml": sst})
    assert baca_hemat(data, 2).lembar[0].sel[0, 0].nilai == "polos"


def test_dimensi_tidak_dipercaya() -> None:
    """A forged dimension changes nothing."""
    xml = lembar_xml("<row><c><v>1</v></c></row>").replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    buku = baca(xlsx("", {"xl/worksheets/sheet1.xml": xml}))
    assert len(buku.lembar[0].sel) == 1


@pytest.mark.parametrize(
    ("xml", "rumus", "jenis", "nilai"),
    [
        ("<c><f>A1+1</f><v>3</v></c>", "A1+1", "angka", 3.0),
        ("<c><f>=A1+1</f><v>3</v></c>", "A1+1", "angka", 3.0),
        ("<c><f>A1+1</f></c>", "A1+1", "kosong", None),
        ("<c><f>A1+1</f><v/></c>", "A1+1", "kosong", None),
        ('<c t="str"><f>""</f><v></v></c>', '""', "teks", ""),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "1/0", "galat", "#DIV/0!"),
        ('<c t="str"><f t="array" ref="A1:A1">A1&amp;"x"</f><v>x</v></c>', 'A1&"x"', "teks", "x"),
        ("<c><f/><v>3</v></c>", "", "angka", 3.0),
    ],
)
def test_rumus(xml: str, rumus: str, jenis: str, nilai: object) -> None:
    """A formula keeps its text, with its stored result, the stored empty text, or none."""
    assert sel(f"<row>{xml}</row>")[0, 0] == SelMentah(jenis, nilai, rumus)  # type: ignore[arg-type]


def test_rumus_bersama() -> None:
    """Followers of a shared formula carry it as it reads in their place, an orphan carries an empty text."""
    hasil = sel(
        '<row><c r="B1"><f t="shared" si="0" ref="B1:B2">A1*$C$1</f><v>1</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c><c r="C2"><f t="shared" si="9"/><v>3</v></c></row>'
    )
    assert [hasil[t].rumus for t in ((0, 1), (1, 1), (1, 2))] == ["A1*$C$1", "A2*$C$1", ""]


def test_keterangan_lembar() -> None:
    """Hidden rows that hold something, merged areas and protection are reported."""
    lembar = baca(
        xlsx(
            '<row hidden="1"><c><v>1</v></c></row><row hidden="true"/><row><c><v>2</v></c></row>',
            sesudah='<sheetProtection sheet="1"/><mergeCells><mergeCell ref="A1:B3"/><mergeCell ref="D9:C8"/>'
            '<mergeCell ref="aneh"/></mergeCells>',
        )
    ).lembar[0]
    assert lembar.baris_tersembunyi == {0}
    assert lembar.gabungan == ((0, 0, 2, 1), (7, 2, 8, 3))
    assert lembar.terkunci
    assert not baca(xlsx("", sesudah='<sheetProtection sheet="0"/>')).lembar[0].terkunci


@pytest.mark.parametrize("ruang", [RUANG, STRICT])
def test_awalan_dan_ruang_nama(ruang: str) -> None:
    """Prefixed elements read the same as plain ones, Transitional and Strict."""
    xml = (
        f'<?xml version="1.0"?><x:worksheet xmlns:x="{ruang}"><x:sheetData><x:row r="3"><x:c r="B3" t="inlineStr">'
        "<x:is><x:t>isi</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert baca(xlsx("", {"xl/worksheets/sheet1.xml": xml})).lembar[0].sel == {(2, 1): SelMentah("teks", "isi")}


@pytest.mark.parametrize("penyandian", ["utf-16", "utf-8", "iso-8859-1"])
def test_penyandian(penyandian: str) -> None:
    """Parts in the encodings that XML parsers must know, and Latin-1, are read."""
    xml = f'<?xml version="1.0" encoding="{penyandian}"?>' + lembar_xml('<row><c t="str"><v>é</v></c></row>')
    assert baca(xlsx("", {"xl/worksheets/sheet1.xml": xml.encode(penyandian)})).lembar[0].sel[0, 0].nilai == "é"


@pytest.mark.parametrize(
    ("xml", "kode", "sebab"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "PAKET-12", "sheet1"),
        (lembar_xml("<a>" * 70 + "</a>" * 70), "PAKET-13", "sheet1"),
        (lembar_xml("<row>"), "BERKAS-03", "bukan XML"),
        ("", "BERKAS-03", "bukan XML"),
        ("<worksheet/>", "BERKAS-03", "tidak dikenal"),
        (f'<chartsheet xmlns="{RUANG}"/>', "BERKAS-03", "tidak dikenal"),
        ('<?xml version="1.0" encoding="cp037"?><a/>', "BERKAS-03", "penyandian"),
        ('<?xml version="1.0" encoding="tidak-ada"?><a/>', "BERKAS-03", "penyandian"),
        (lembar_xml(f'<row a="{"x" * (3 << 20)}"/>'), "BERKAS-04", "tag"),
        (lembar_xml('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), "PAKET-17", "A1"),
        (lembar_xml('<row><c r="A1"><v>1</v></c><c r="B1"/><c r="A1"/></row>'), "PAKET-17", "A1"),
        (lembar_xml('<row><c r="A1"/><c r="B1"/><c r="A1"><v>1</v></c></row>'), "PAKET-17", "A1"),
        (lembar_xml('<row><c r="A1"><v/></c><c r="B1"/><c r="A1"/></row>'), "PAKET-17", "A1"),
        (lembar_xml("<row><c><v>1</v><v>2</v></c></row>"), "BERKAS-07", "dua nilai"),
        (lembar_xml("<row><c><c/></c></row>"), "BERKAS-07", "bersarang"),
        (lembar_xml("<c><v>1</v></c>"), "BERKAS-07", "tanpa baris"),
        (lembar_xml('<row><c r="A0"/></row>'), "BERKAS-07", "alamat"),
        (lembar_xml('<row><c r="XFE1"/></row>'), "BERKAS-07", "batas lembar"),
        (lembar_xml('<row><c r="A1048577"/></row>'), "BERKAS-07", "batas lembar"),
        (lembar_xml('<row r="1048577"/>'), "BERKAS-07", "batas lembar"),
        (lembar_xml('<row r="x"/>'), "BERKAS-07", "nomor baris"),
    ],
)
def test_lembar_ditolak(xml: str, kode: str, sebab: str) -> None:
    """What cannot be parsed, or could be read in two ways, refuses the file with its code and reason."""
    assert sebab in ditolak(xlsx("", {"xl/worksheets/sheet1.xml": xml}), kode)


@pytest.mark.parametrize(
    ("tempat", "batas", "kode"),
    [
        (modul_batas, "_BATAS_SEL", "PAKET-15"),
        (modul_batas, "_BATAS_NILAI", "PAKET-16"),
        (modul_batas, "_BATAS_HURUF", "BERKAS-04"),
        (modul_batas, "_BATAS_UNSUR", "BERKAS-04"),
        (modul, "_BATAS_GABUNGAN", "BERKAS-04"),
    ],
)
def test_batas_lembar(monkeypatch: pytest.MonkeyPatch, tempat: object, batas: str, kode: str) -> None:
    """Cells, values, characters, merged areas and elements each have a limit."""
    data = xlsx(
        '<row><c t="str"><v>abcdefghij</v></c><c><v>1</v></c></row>',
        sesudah='<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="C1:D1"/></mergeCells>',
    )
    assert len(baca(data).lembar[0].sel) == 2
    monkeypatch.setattr(tempat, batas, 1)
    ditolak(data, kode)


def test_urutan_terbalik() -> None:
    """Cells written in any order are all read."""
    hasil = sel('<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row>')
    assert {t: s.nilai for t, s in hasil.items()} == {(1, 1): 1.0, (1, 0): 2.0, (0, 0): 3.0}


def test_sejuta_baris_kosong() -> None:
    """A million styled blank rows are read, and what is kept of them does not grow with their number."""
    akhir = "<row><c><v>1</v></c></row>"
    hasil = baca(xlsx('<row s="1" customFormat="1"/>' * 1_000_000 + akhir)).lembar[0].sel
    assert hasil == {(1_000_000, 0): SelMentah("angka", 1.0)}
    baca_hemat(xlsx('<row s="1" customFormat="1"/>' * 50_000 + akhir), 2)


def test_banyak_sel_kosong() -> None:
    """Styled blank cells leave no cells behind, only a bounded note of where they stood."""
    hasil = baca_hemat(xlsx('<row><c s="1"/></row>' * 50_000 + "<row><c><v>1</v></c></row>"), 12).lembar[0].sel
    assert len(hasil) == 1


def test_urutan_kacau_di_antara_sel_kosong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Out of order among more blank cells than can be remembered, a cell might be a second one: refused."""
    isi = '<row><c r="B1"/><c r="C1"/><c r="D1"/><c r="A1"/></row>'
    assert sel(isi) == {}
    monkeypatch.setattr(modul, "_BATAS_KOSONG", 2)
    assert sel('<row><c r="B1"/><c r="C1"/><c r="D1"/></row>') == {}
    assert "urutan" in ditolak(xlsx(isi), "BERKAS-07")


@pytest.mark.parametrize(
    ("kolom", "tersembunyi"),
    [
        ('<col min="1" max="2" hidden="1"/>', {0, 1}),
        ('<col min="2" max="16384" hidden="true"/>', {1, 2}),
        ('<col min="1" max="1" hidden="1"/><col min="3" max="9999999" hidden="1"/>', {0, 2}),
        ('<col min="1" max="3" hidden="0"/><col min="1" max="3"/>', set()),
        ('<col min="3" max="1" hidden="1"/><col min="x" max="3" hidden="1"/><col hidden="1"/>', set()),
    ],
)
def test_kolom_tersembunyi(kolom: str, tersembunyi: set[int]) -> None:
    """Hidden columns that hold something are told, however their range is written."""
    baris = "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>"
    xml = lembar_xml(baris).replace("<sheetData>", f"<cols>{kolom}</cols><sheetData>")
    assert baca(xlsx("", {"xl/worksheets/sheet1.xml": xml})).lembar[0].kolom_tersembunyi == tersembunyi


def test_banyak_kolom_tersembunyi() -> None:
    """Thirty thousand overlapping ranges of hidden columns keep next to nothing."""
    xml = lembar_xml("").replace("<sheetData>", '<col min="1" max="16384" hidden="1"/>' * 30_000 + "<sheetData>")
    assert baca_hemat(xlsx("", {"xl/worksheets/sheet1.xml": xml}), 8).lembar[0].kolom_tersembunyi == frozenset()


def test_doctype_di_aliran() -> None:
    """The XML parser refuses a DOCTYPE by itself too, whoever feeds it."""
    with pytest.raises(BerkasTidakTerbacaError, match="PAKET-12"):
        baca_lembar("a.xml", [b"<!DOCTYPE a><a/>"], "Satu", Konteks())


def test_sel_di_luar_data() -> None:
    """Rows and cells outside of the sheet's data, as in extensions of other programs, are no cells."""
    assert baca(xlsx("", sesudah="<row><c><v>1</v></c></row>")).lembar[0].sel == {}
