"""The gate: on every test workbook the value of every cell that is not blank is what python-calamine and openpyxl see.

Where they differ from us stands in a list, cell by cell, with the reason why they are wrong; the list is exact, so
that an exception that is no longer needed fails too.
"""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from python_calamine import CalamineError, CalamineWorkbook

from ikixl.layout.letak import alamat
from ikixl.reader.tanggal import nomor_seri
from ikixl.simulasi import simulasi
from tests.libreoffice import ubah
from tests.proyek_kecil import proyek_terbit
from tests.reader.buat import RUANG, STRICT, baca, bagian_xlsx, hubungan_xml, lembar_xml, xlsx, zip_dari

Tempat = tuple[int, int]
Pembanding = Callable[[bytes], list[dict[Tempat, Any]]]

_SST: Final = f"""<sst xmlns="{RUANG}" count="9" uniqueCount="9">
<si><t>polos</t></si>
<si><r><t xml:space="preserve">tebal </t></r><r><rPr><b/></rPr><t>dan miring</t></r></si>
<si><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></si>
<si><t>baris_x000D_baru</t></si>
<si><t xml:space="preserve">  tepi  </t></si>
</sst>"""
_GAYA: Final = f"""<styleSheet xmlns="{RUANG}">
<numFmts count="3"><numFmt numFmtId="164" formatCode="dd mmmm yyyy"/><numFmt numFmtId="165" formatCode="0.0%"/>
<numFmt numFmtId="166" formatCode="0 &quot;hari&quot;"/></numFmts>
<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>
<borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>
<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/>
<xf numFmtId="166"/></cellXfs></styleSheet>"""
_BAGIAN: Final = {"xl/sharedStrings.xml": _SST, "xl/styles.xml": _GAYA}


def _angka() -> bytes:
    """Numbers in every spelling, truth values, percentages."""
    return xlsx(
        '<row r="1"><c r="A1"><v>12.5</v></c><c r="B1" t="n"><v>1E3</v></c><c r="C1"><v>-0.5</v></c>'
        '<c r="D1" s="3"><v>0.855</v></c><c r="E1" s="4"><v>1</v></c><c r="F1" s="5"><v>3</v></c>'
        '<c r="G1"><v>123456789012345678</v></c><c r="H1"><v>1e-300</v></c><c r="I1"><v>0</v></c>'
        '<c r="J1" t="b"><v>1</v></c><c r="K1" t="b"><v>0</v></c></row>',
        _BAGIAN,
    )


def _teks() -> bytes:
    """Text shared, rich, phonetic, inline, escaped, with spaces at its edges, and as the result of a formula."""
    return xlsx(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
        '<c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c>'
        '<c r="F1" t="inlineStr"><is><t>sebaris</t></is></c>'
        '<c r="G1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>'
        '<c r="H1" t="str"><f>"x"&amp;"y"</f><v>xy</v></c><c r="I1" t="str"><v>1.234,5</v></c>'
        '<c r="J1" t="inlineStr"><is><r><t>a</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c></row>',
        _BAGIAN,
    )


def _tanggal() -> bytes:
    """Dates by their format, built in or not, and as ISO text."""
    return xlsx(
        '<row r="1"><c r="A1" s="1"><v>46251</v></c><c r="B1" s="2"><v>46251.25</v></c>'
        '<c r="C1" t="d"><v>2026-08-17</v></c><c r="D1" t="d"><v>2026-08-17T12:00:00</v></c>'
        '<c r="E1" s="1"><v>59</v></c><c r="F1" s="1"><v>0.5</v></c><c r="G1" s="2"><f>A1</f><v>46251</v></c></row>',
        _BAGIAN,
    )


def _tanggal_1904() -> bytes:
    """Dates of the system that counts from 1904."""
    return xlsx(
        '<row r="1"><c r="A1" s="1"><v>44789</v></c><c r="B1" s="2"><v>44789.25</v></c></row>',
        _BAGIAN,
        sifat='<workbookPr date1904="1"/>',
    )


def _galat() -> bytes:
    """Error values, typed in and of a formula."""
    return xlsx(
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="C1"><v>7</v></c></row>',
        _BAGIAN,
    )


def _rumus() -> bytes:
    """Formulas with and without a stored result, shared and array formulas."""
    return xlsx(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>""</f><v></v></c>'
        '<c r="D1"><f t="shared" si="0" ref="D1:D2">A1</f><v>2</v></c><c r="E1" t="b"><f>TRUE</f><v>1</v></c></row>'
        '<row r="2"><c r="D2"><f t="shared" si="0"/><v>3</v></c>'
        '<c r="E2"><f t="array" ref="E2:E2">SUM(A1:B1)</f><v>2</v></c></row>'
    )


def _letak() -> bytes:
    """Cells without addresses, a forged dimension, hidden rows, values under a merge, white space alone."""
    isi = (
        '<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r="5" hidden="1"><c r="D5"><v>3</v></c><c><v>4</v></c></row>'
        '<row r="7"><c r="A7"><v>5</v></c><c r="B7"><v>6</v></c><c r="C7" t="str"><v>  </v></c></row>'
    )
    xml = lembar_xml(isi, sesudah='<mergeCells count="1"><mergeCell ref="A7:B7"/></mergeCells>')
    return xlsx("", {"xl/worksheets/sheet1.xml": xml.replace("<sheetData>", '<dimension ref="A1:B2"/><sheetData>')})


def _awalan() -> bytes:
    """Prefixed elements, as some programs write them."""
    xml = (
        f'<x:worksheet xmlns:x="{RUANG}"><x:sheetData><x:row r="3"><x:c r="B3" t="inlineStr">'
        '<x:is><x:t>isi</x:t></x:is></x:c><x:c r="C3"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    return xlsx("", {"xl/worksheets/sheet1.xml": xml})


def _utf16() -> bytes:
    """Every part in UTF-16."""
    bagian = bagian_xlsx({"Lembar é": lembar_xml('<row r="1"><c r="A1" t="str"><v>é</v></c></row>')})
    return zip_dari({nama: b"\xff\xfe" + str(isi).encode("utf-16-le") for nama, isi in bagian.items()})


def _strict() -> bytes:
    """A Strict workbook."""
    xml = lembar_xml('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row>', STRICT)
    return zip_dari(bagian_xlsx({"Satu": xml}, ruang=STRICT))


def _bertentangan() -> bytes:
    """A number cell that only Python takes for a number, among good ones."""
    return xlsx('<row r="1"><c r="A1"><v>1_000</v></c><c r="B1"><v>7</v></c></row>')


def _bukan_angka() -> bytes:
    """A number cell that holds no number, among good ones."""
    return xlsx('<row r="1"><c r="A1"><v>1,5</v></c><c r="B1"><v>7</v></c></row>')


def _galat_langka() -> bytes:
    """An error value of a formula that still fetches its data."""
    return xlsx('<row r="1"><c r="A1" t="e"><v>#GETTING_DATA</v></c><c r="B1"><v>7</v></c></row>')


def _sel_terakhir() -> bytes:
    """A value in the last cell of the sheet."""
    return xlsx('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>')


def _komentar_terakhir() -> bytes:
    """A comment on the last cell of the sheet."""
    komentar = (
        f'<comments xmlns="{RUANG}"><authors><author>x</author></authors><commentList>'
        '<comment ref="XFD1048576" authorId="0"><text><t>jauh</t></text></comment></commentList></comments>'
    )
    rels = hubungan_xml({"rId1": ("comments", "../comments1.xml")})
    return xlsx(
        '<row r="1"><c r="A1"><v>7</v></c></row>',
        {"xl/worksheets/_rels/sheet1.xml.rels": rels, "xl/comments1.xml": komentar},
    )


def _jumlah_teks_palsu() -> bytes:
    """A forged number of shared strings."""
    sst = _SST.replace('uniqueCount="9"', 'uniqueCount="4294967295"')
    return xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', {"xl/sharedStrings.xml": sst})


BUKU: Final = {
    "angka": _angka,
    "teks": _teks,
    "tanggal": _tanggal,
    "tanggal_1904": _tanggal_1904,
    "galat": _galat,
    "rumus": _rumus,
    "letak": _letak,
    "awalan": _awalan,
    "utf16": _utf16,
    "strict": _strict,
    "bertentangan": _bertentangan,
    "bukan_angka": _bukan_angka,
    "galat_langka": _galat_langka,
    "sel_terakhir": _sel_terakhir,
    "komentar_terakhir": _komentar_terakhir,
    "jumlah_teks_palsu": _jumlah_teks_palsu,
}

#: Cells in which another reader is wrong, by workbook and reader: what it sees there (None: blank), and why.
KECUALI: Final[dict[tuple[str, str], dict[str, tuple[Any, str]]]] = {
    ("angka", "openpyxl"): {
        "G1": (123456789012345678, "keeps 18 digits, of which spreadsheet programs keep what a double holds"),
    },
    ("teks", "openpyxl"): {"D1": ("baris_x000D_baru", "leaves the escape of a carriage return as it stands")},
    ("bertentangan", "openpyxl"): {"A1": (1000, "takes Python's spelling of numbers for the file format's")},
    ("galat", "calamine"): {"A1": (None, "sees every error cell as blank"), "B1": (None, "the same, of a formula")},
    ("letak", "openpyxl"): {"B7": (None, "drops values under a merge")},
}

#: Workbooks that another reader cannot read at all, and what it does instead; None: not even tried.
GAGAL: Final[dict[tuple[str, str], type[Exception] | None]] = {
    # It knows no encoding but UTF-8.
    ("utf16", "calamine"): CalamineError,
    # It looks for the Transitional names only, and finds no sheets.
    ("strict", "openpyxl"): LookupError,
    # One bad number ends the file.
    ("bukan_angka", "openpyxl"): ValueError,
    # An error value that its list lacks ends the file.
    ("galat_langka", "calamine"): CalamineError,
    # Reserves memory for 17 thousand million cells and aborts the process.
    ("sel_terakhir", "calamine"): None,
    # Makes a cell for every row and column up to the comment, and never ends.
    ("komentar_terakhir", "openpyxl"): None,
    # Reserves memory for four thousand million texts and aborts the process.
    ("jumlah_teks_palsu", "calamine"): None,
}


def _calamine(data: bytes) -> list[dict[Tempat, Any]]:
    buku = CalamineWorkbook.from_filelike(io.BytesIO(data))
    lembar = [buku.get_sheet_by_name(nama).to_python(skip_empty_area=False) for nama in buku.sheet_names]
    return [{(b, k): n for b, baris in enumerate(isi) for k, n in enumerate(baris)} for isi in lembar]


def _openpyxl(data: bytes) -> list[dict[Tempat, Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        buku = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    if not buku.worksheets:
        raise LookupError("no sheets")
    # Its own walk over the rows visits every cell up to the last one.
    return [{(b - 1, k - 1): s.value for (b, k), s in lembar._cells.items()} for lembar in buku.worksheets]


PEMBANDING: Final[dict[str, Pembanding]] = {"calamine": _calamine, "openpyxl": _openpyxl}


def _polos(nilai: Any, tanggal_1904: bool) -> float | str | bool | None:
    """A value of another reader as we hold it: dates as serial numbers, None for what is blank."""
    if isinstance(nilai, datetime.timedelta):
        return nilai.total_seconds() / 86_400
    if isinstance(nilai, datetime.time):
        return (nilai.hour * 3600 + nilai.minute * 60 + nilai.second) / 86_400
    if isinstance(nilai, datetime.date):
        jam = nilai if isinstance(nilai, datetime.datetime) else datetime.datetime.combine(nilai, datetime.time())
        return nomor_seri(jam, tanggal_1904)
    if isinstance(nilai, str) and not nilai.strip():
        return None
    return nilai  # type: ignore[no-any-return]


def _beda(data: bytes, pembanding: Pembanding) -> dict[tuple[str, str], tuple[Any, Any]]:
    """(ours, theirs) of every cell on which we differ, by sheet name and address."""
    buku = baca(data)
    hasil = {}
    for lembar, lain in zip(buku.lembar, pembanding(data), strict=True):
        kita = {t: _polos(s.nilai, buku.tanggal_1904) for t, s in lembar.sel.items()}
        mereka = {t: _polos(n, buku.tanggal_1904) for t, n in lain.items()}
        for tempat in kita.keys() | mereka.keys():
            a, b = kita.get(tempat), mereka.get(tempat)
            if a != b or isinstance(a, bool) != isinstance(b, bool):
                hasil[lembar.nama, alamat(*tempat)] = (a, b)
    return hasil


@pytest.mark.parametrize("program", PEMBANDING)
@pytest.mark.parametrize("nama", BUKU)
def test_sepakat_buatan_tangan(nama: str, program: str) -> None:
    """On workbooks made by hand every value agrees, but for the reviewed exceptions, which are exact."""
    data = BUKU[nama]()
    assert any(lembar.sel for lembar in baca(data).lembar)
    if (nama, program) not in GAGAL:
        beda = {sel: mereka for (_, sel), (_, mereka) in _beda(data, PEMBANDING[program]).items()}
        assert beda == {sel: mereka for sel, (mereka, _) in KECUALI.get((nama, program), {}).items()}
    elif galat := GAGAL[nama, program]:
        with pytest.raises(galat):
            _beda(data, PEMBANDING[program])


@pytest.fixture(scope="module")
def terbit(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Workbooks as issued, as filled in by simulasi, and both as openpyxl saves them."""
    proyek = proyek_terbit(tmp_path_factory.mktemp("sepakat"))
    simulasi(proyek)
    hasil = {
        f"{p.parent.name}-{p.name}": p.read_bytes() for f in (proyek.keluar, proyek.masuk) for p in f.glob("*.xlsx")
    }
    for nama, isi in list(hasil.items()):
        salinan = io.BytesIO()
        openpyxl.load_workbook(io.BytesIO(isi), data_only=True).save(salinan)
        hasil[f"openpyxl-{nama}"] = salinan.getvalue()
    return hasil


@pytest.mark.parametrize("program", PEMBANDING)
def test_sepakat_terbitan(terbit: dict[str, bytes], program: str) -> None:
    """On workbooks issued, returned and saved again by openpyxl every value agrees, without exception."""
    assert len(terbit) == 16
    for nama, isi in terbit.items():
        assert _beda(isi, PEMBANDING[program]) == {}, nama


@pytest.mark.libreoffice
def test_sepakat_libreoffice(terbit: dict[str, bytes], tmp_path: Path) -> None:
    """On four of them saved again by LibreOffice every value agrees, without exception."""
    asal = []
    for nama, isi in terbit.items():
        if nama.startswith(("keluar-1001", "keluar-sek", "masuk-1002", "masuk-sek")):
            asal.append(tmp_path / nama)
            asal[-1].write_bytes(isi)
    assert len(asal) == 4
    for asli, baru in ubah(asal, "xlsx", tmp_path / "baru").items():
        isi = baru.read_bytes()
        assert sum(len(x.sel) for x in baca(isi).lembar) > 500, asli.name
        for pembanding in PEMBANDING.values():
            assert _beda(isi, pembanding) == {}, asli.name
