"""Received files as a whole: chosen by content, and never anything but a workbook or a coded refusal."""

from __future__ import annotations

import contextlib
import random
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.berkas import baca_mentah
from ikixl.temuan import JENIS
from tests.reader.buat import RUANG, bagian_xlsx, lembar_xml, xlsx, zip_dari

DATA = xlsx('<row><c t="inlineStr"><is><t>a</t></is></c><c><f>A1</f><v>1</v></c></row>')


@pytest.mark.parametrize("nama", ["a.xlsx", "a.xls", "a", "a.pdf", "Salinan dari a (1).xlsx", ""])
def test_nama_tidak_menentukan(nama: str) -> None:
    """A workbook is a workbook whatever its file is called."""
    assert len(baca_mentah(DATA, nama).lembar[0].sel) == 2


@pytest.mark.parametrize("nama", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_berkas_kunci(nama: str) -> None:
    """The files that office programs leave beside an open workbook are recognised by name alone."""
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-10"):
        baca_mentah(b"\x05Operator", nama)


def test_kosong_dan_terlalu_besar() -> None:
    """0 bytes and more than 25 MiB are refused before anything is recognised."""
    for data, kode in ((b"", "BERKAS-02"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * (25 << 20), "PAKET-01")):
        with pytest.raises(BerkasTidakTerbacaError, match=kode):
            baca_mentah(data, "a.xlsx")


_RELASI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELASI_PAKET = "http://schemas.openxmlformats.org/package/2006/relationships"


def _relasi(**isi: tuple[str, str]) -> str:
    """A part of relations from id to (type, target)."""
    baris = "".join(f'<Relationship Id="{i}" Type="{_RELASI}/{t}" Target="{s}"/>' for i, (t, s) in isi.items())
    return f'<Relationships xmlns="{_RELASI_PAKET}">{baris}</Relationships>'


def test_ekspor_google() -> None:
    """A workbook as Google Sheets exports it: no properties, an empty drawing on every sheet, styled blanks."""
    ruang = (
        f'xmlns="{RUANG}" xmlns:r="{_RELASI}" xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:mv="urn:schemas-microsoft-com:mac:vml" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    )
    lembar = (
        f'<worksheet {ruang}><sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        '<sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/>'
        '<sheetData><row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2"><v>0.85</v></c>'
        '<c r="C1" s="3"><v>46251.0</v></c><c r="D1" s="1"/><c r="E1" s="1" t="str"><f t="shared" ref="E1:E2" si="1">'
        'A1&amp;""</f><v>#ikixl:x</v></c></row><row r="2" hidden="1"><c r="E2" t="b"><v>1</v></c></row></sheetData>'
        '<drawing r:id="rId1"/></worksheet>'
    )
    gaya = (
        f'<styleSheet xmlns="{RUANG}" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="d mmmm yyyy"/></numFmts><cellXfs count="4">'
        '<xf numFmtId="0"/><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    bagian = {
        "xl/drawings/drawing1.xml": '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/'
        'spreadsheetDrawing"/>',
        "xl/worksheets/_rels/sheet1.xml.rels": _relasi(rId1=("drawing", "../drawings/drawing1.xml")),
        "xl/worksheets/sheet1.xml": lembar,
        "xl/sharedStrings.xml": f'<sst xmlns="{RUANG}" count="1" uniqueCount="1"><si><t>#ikixl:x</t></si></sst>',
        "xl/styles.xml": gaya,
        "xl/workbook.xml": f'<workbook {ruang}><workbookPr/><sheets><sheet state="hidden" name="Satu" sheetId="1" '
        'r:id="rId4"/></sheets><definedNames><definedName hidden="1" name="identitas">"abc"</definedName>'
        "</definedNames><calcPr/></workbook>",
        "xl/_rels/workbook.xml.rels": _relasi(
            rId1=("theme", "theme/theme1.xml"),
            rId2=("styles", "styles.xml"),
            rId3=("sharedStrings", "sharedStrings.xml"),
            rId4=("worksheet", "worksheets/sheet1.xml"),
        ),
        "_rels/.rels": _relasi(rId1=("officeDocument", "xl/workbook.xml")),
        "[Content_Types].xml": "<Types/>",
    }
    buku = baca_mentah(zip_dari(bagian), "a.xlsx")
    (satu,) = buku.lembar
    assert (satu.nama, satu.tersembunyi, set(satu.baris_tersembunyi)) == ("Satu", True, {1})
    assert {t: (s.jenis, s.nilai, s.persen) for t, s in satu.sel.items()} == {
        (0, 0): ("teks", "#ikixl:x", False),
        (0, 1): ("angka", 0.85, True),
        (0, 2): ("tanggal", 46251.0, False),
        (0, 4): ("teks", "#ikixl:x", False),
        (1, 4): ("logika", True, False),
    }
    assert (buku.nama_terdefinisi, buku.properti) == ({"identitas": '"abc"'}, {})


def test_ekspor_wps() -> None:
    """A workbook as WPS saves it: its own properties, pictures in cells by a function of its own, its extensions."""
    sifat = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    jenis = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    tambahan: dict[str, str | bytes] = {
        "_rels/.rels": _relasi(
            rId1=("officeDocument", "xl/workbook.xml"),
            rId2=("custom-properties", "docProps/custom.xml"),
        ),
        "docProps/custom.xml": f'<Properties xmlns="{sifat}" xmlns:vt="{jenis}">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="identitas">'
        "<vt:lpwstr>abc</vt:lpwstr></property>"
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="KSOProductBuildVer">'
        "<vt:lpwstr>1057-12.2.0.13472</vt:lpwstr></property></Properties>",
        "xl/cellimages.xml": '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>',
        "xl/_rels/cellimages.xml.rels": _relasi(rId1=("image", "media/image1.png")),
        "xl/media/image1.png": b"\x89PNG",
        "customXml/item1.xml": "<settings/>",
        "customStorage/customStorage.xml": "<a/>",
    }
    isi = (
        '<row r="1"><c r="A1" t="str"><f>_xlfn.DISPIMG("ID_8A",1)</f><v>=DISPIMG("ID_8A",1)</v></c>'
        '<c r="B1"><v>12</v></c></row>'
    )
    akhir = '<extLst><ext uri="{9E54}" xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:a/></ext></extLst>'
    buku = baca_mentah(xlsx(isi, tambahan, sesudah=akhir), "a.xlsx")
    assert buku.lembar[0].sel[0, 0].nilai == '=DISPIMG("ID_8A",1)'
    assert buku.lembar[0].sel[0, 1].nilai == 12
    assert buku.properti["identitas"] == "abc"


@pytest.mark.parametrize(
    ("akar", "sasaran"),
    [
        ("xl/workbook.xml", "worksheets/sheet1.xml"),
        ("/xl/workbook.xml", "/xl/worksheets/sheet1.xml"),
        ("./xl/workbook.xml", "./worksheets/sheet1.xml"),
        ("xl/workbook.xml", "../xl/worksheets/sheet1.xml"),
        ("XL/Workbook.xml", "Worksheets/Sheet1.xml"),
    ],
)
def test_penulis_sederhana(akar: str, sasaran: str) -> None:
    """A workbook of the least that other writers give: inline texts, no styles, no shared strings, no addresses."""
    bagian = {
        "_rels/.rels": _relasi(R1=("officeDocument", akar)),
        "xl/workbook.xml": f'<workbook xmlns="{RUANG}" xmlns:r="{_RELASI}"><sheets>'
        '<sheet name="Satu" sheetId="9" r:id="R9"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relasi(R9=("worksheet", sasaran)),
        "xl/worksheets/sheet1.xml": lembar_xml(
            '<row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row><row><c t="inlineStr"><is/></c></row>'
        ),
    }
    (satu,) = baca_mentah(zip_dari(bagian), "a.xlsx").lembar
    assert {t: s.nilai for t, s in satu.sel.items() if s.nilai != ""} == {(0, 0): "a", (0, 1): 1.0}


def _baca_atau_kode(data: bytes) -> None:
    """Read `data`; if it is refused, its message must render whole."""
    salah = _penolakan(data)
    if salah is not None:
        tempat = set(re.findall(r"\{(\w+)\}", JENIS[salah.kode].pesan))
        assert tempat <= set(salah.rinci)


def _penolakan(data: bytes) -> BerkasTidakTerbacaError | None:
    try:
        baca_mentah(data, "a.xlsx")
    except BerkasTidakTerbacaError as salah:
        return salah
    return None


@pytest.mark.parametrize("benih", range(4))
def test_bit_terbalik(benih: int) -> None:
    """Flipped bits, cuts and repetitions anywhere in the package never raise anything else."""
    acak = random.Random(benih)
    for _ in range(300):
        data = bytearray(DATA)
        for _ in range(acak.randint(1, 4)):
            data[acak.randrange(len(data))] ^= 1 << acak.randrange(8)
        awal = acak.randrange(len(data))
        ubah = acak.choice([data, data[:awal], data[:awal] + data[awal // 2 :]])
        _baca_atau_kode(bytes(ubah))


@pytest.mark.parametrize("benih", range(4))
def test_xml_terbalik(benih: int) -> None:
    """Damage inside the parts, behind valid checksums, never raises anything else."""
    acak = random.Random(benih)
    asal = {
        nama: str(isi).encode()
        for nama, isi in bagian_xlsx(
            {
                "Satu": lembar_xml(
                    '<row r="1"><c r="A1" t="s"><v>0</v></c><c t="b" s="1"><f t="shared" si="0">B2</f></c></row>'
                )
            },
            sifat='<workbookPr date1904="1"/>',
        ).items()
    }
    for _ in range(300):
        bagian = dict(asal)
        nama = acak.choice(list(bagian))
        isi = bytearray(bagian[nama])
        for _ in range(acak.randint(1, 3)):
            letak = acak.randrange(len(isi))
            isi[letak : letak + acak.randint(0, 6)] = acak.choice([b"", b"<", b"/>", b'"', b"9", b"\xff", b"<c>", b" "])
        bagian[nama] = bytes(isi)
        _baca_atau_kode(zip_dari(bagian, zipfile.ZIP_STORED))


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"<", b"\xff\xfe", b"PK\x05\x06"]))
@settings(max_examples=100)
def test_byte_sembarang(ekor: bytes, awal: bytes) -> None:
    """Arbitrary bytes are refused by code."""
    with contextlib.suppress(BerkasTidakTerbacaError):
        baca_mentah(awal + ekor, "a.xlsx")
        pytest.fail("dibaca sebagai buku kerja")
