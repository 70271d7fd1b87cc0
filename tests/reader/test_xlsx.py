"""The parts around the sheets, and agreement with independent readers and writers."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from ikixl.reader import xlsx as modul
from ikixl.reader.ingatan import Ingatan
from ikixl.reader.mentah import SelMentah
from ikixl.reader.tanggal import nomor_seri
from ikixl.reader.xlsx import baca_xlsx
from tests.reader.buat import RUANG, STRICT, baca, bagian_xlsx, ditolak, lembar_xml, xlsx, zip_dari

ISI = "<row><c><v>1</v></c></row>"
RELS = "xl/_rels/workbook.xml.rels"


def _contoh() -> bytes:
    """A workbook of every kind of value, as XlsxWriter draws it."""
    hasil = io.BytesIO()
    with xlsxwriter.Workbook(hasil, {"in_memory": True}) as buku:
        persen, hari = (buku.add_format({"num_format": f}) for f in ("0.0%", "dd mmmm yyyy"))
        satu, dua = buku.add_worksheet("Satu"), buku.add_worksheet("Data & <Lain>")
        satu.write_column(0, 0, [1, -2.5, 1e-300, 123456789012345, 2 / 3])
        satu.write_column(0, 1, ["teks", " spasi ", "baris\nbaru", "é東京😀", "_x000D_ <&>", "1.234,5"])
        satu.write_boolean(0, 2, True)
        satu.write_boolean(1, 2, False)
        satu.write_number(0, 3, 0.855, persen)
        satu.write_datetime(1, 3, datetime.datetime(2026, 8, 17, 6), hari)
        satu.write_formula(0, 4, "=A1+A2", None, -1.5)
        satu.write_formula(1, 4, '=IF(A1="","","x")', None, "")
        satu.write_formula(2, 4, "=1/0", None, "#DIV/0!")
        satu.write_rich_string(0, 5, "a", buku.add_format({"bold": True}), "b", "c")
        satu.merge_range("H1:I3", "gabung")
        satu.protect()
        satu.set_row(1, None, None, {"hidden": True})
        dua.write_string(99, 25, "jauh")
        dua.very_hidden()
        buku.define_name("ikixl_id", '="v1;x"')
        buku.define_name("Satu!lokal", "=Satu!$A$1")
        buku.set_custom_property("ikixl", "v1;é<&>")
        buku.set_custom_property("angka", 7)
    return hasil.getvalue()


def test_buku_xlsxwriter() -> None:
    """Everything that XlsxWriter was told comes back; it stores an empty result as none."""
    buku = baca(_contoh())
    satu, dua = buku.lembar
    assert [satu.nama, dua.nama] == ["Satu", "Data & <Lain>"]
    assert [satu.tersembunyi, dua.tersembunyi] == [False, True]
    assert [satu.terkunci, dua.terkunci] == [True, False]
    assert satu.gabungan == ((0, 7, 2, 8),)
    assert satu.baris_tersembunyi == {1}
    assert [satu.sel[i, 0].nilai for i in range(5)] == [1, -2.5, 1e-300, 123456789012345, 2 / 3]
    assert [satu.sel[i, 1].nilai for i in range(6)] == [
        "teks",
        " spasi ",
        "baris\nbaru",
        "é東京😀",
        "_x000D_ <&>",
        "1.234,5",
    ]
    assert satu.sel[0, 3] == SelMentah("angka", 0.855, persen=True)
    assert satu.sel[1, 3] == SelMentah("tanggal", 46251.25)
    assert satu.sel[0, 4] == SelMentah("angka", -1.5, "A1+A2")
    assert satu.sel[1, 4] == SelMentah("kosong", None, 'IF(A1="","","x")')
    assert satu.sel[2, 4] == SelMentah("galat", "#DIV/0!", "1/0")
    assert satu.sel[0, 5].nilai == "abc"
    assert dua.sel == {(99, 25): SelMentah("teks", "jauh")}
    assert buku.nama_terdefinisi == {"ikixl_id": '"v1;x"', "Satu!lokal": "Satu!$A$1"}
    assert buku.properti == {"ikixl": "v1;é<&>", "angka": "7"}
    assert (buku.format, buku.makro, buku.tanggal_1904) == ("xlsx", False, False)


def _sama(nilai: object, milik_kita: object) -> bool:
    if isinstance(nilai, datetime.datetime):
        nilai = nomor_seri(nilai, tanggal_1904=False)
    if isinstance(nilai, datetime.date):
        nilai = nomor_seri(datetime.datetime.combine(nilai, datetime.time()), tanggal_1904=False)
    return nilai == milik_kita


def test_sepakat_dengan_openpyxl() -> None:
    """openpyxl sees the same value in every cell, in the file as written and as saved again by itself."""
    data = _contoh()
    salinan = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(salinan)
    for isi, hanya_nilai in ((data, True), (salinan.getvalue(), False)):
        pembanding = openpyxl.load_workbook(io.BytesIO(isi), data_only=hanya_nilai)
        for lembar, lain in zip(baca(isi).lembar, pembanding.worksheets, strict=True):
            terisi = {
                (s.row - 1, s.column - 1): s.value for baris in lain.iter_rows() for s in baris if s.value is not None
            }
            # openpyxl saves this text without the escape that keeps it from meaning a carriage return.
            terisi = {t: "\r <&>" if n == "_x000D_ <&>" and not hanya_nilai else n for t, n in terisi.items()}
            kita = {
                t: s.nilai if hanya_nilai or s.rumus is None else f"={s.rumus}"
                for t, s in lembar.sel.items()
                if s.nilai is not None or not hanya_nilai
            }
            assert set(terisi) == set(kita)
            assert [t for t, n in terisi.items() if not _sama(n, kita[t])] == []


def test_sepakat_dengan_calamine() -> None:
    """calamine sees the same values; error cells and empty results are blank to it."""
    data = _contoh()
    pembanding = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for nomor, lembar in enumerate(baca(data).lembar):
        baris = pembanding.get_sheet_by_index(nomor).to_python(skip_empty_area=False)
        terisi = {(b, k): n for b, isi in enumerate(baris) for k, n in enumerate(isi) if n != ""}
        kita = {t: s.nilai for t, s in lembar.sel.items() if s.jenis not in ("galat", "kosong")}
        assert set(terisi) == set(kita)
        assert [t for t, n in terisi.items() if not _sama(n, kita[t])] == []


_TEKS = st.text(st.characters(codec="utf-8", exclude_characters="\r", min_codepoint=9), max_size=40).filter(
    lambda t: t.strip() != "" and all(h in "\t\n" or h >= " " for h in t) and "\ufffe" not in t and "\uffff" not in t
)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 1000), st.integers(0, 100)),
        st.one_of(st.floats(allow_nan=False, allow_infinity=False), _TEKS, st.booleans()),
        max_size=20,
    ),
    st.booleans(),
)
@settings(max_examples=60)
def test_bolak_balik(isi: dict[tuple[int, int], float | str | bool], hemat: bool) -> None:
    """Numbers to the 16th digit, any text and truth values read back, from shared and from inline strings."""
    hasil = io.BytesIO()
    with xlsxwriter.Workbook(hasil, {"in_memory": True, "constant_memory": hemat}) as buku:
        lembar = buku.add_worksheet()
        for tempat, nilai in sorted(isi.items()):
            if isinstance(nilai, bool):
                lembar.write_boolean(*tempat, nilai)
            elif isinstance(nilai, float):
                lembar.write_number(*tempat, nilai)
            else:
                lembar.write_string(*tempat, nilai)
    terbaca = {t: s.nilai for t, s in baca_xlsx(hasil.getvalue()).lembar[0].sel.items()}
    assert terbaca == {t: float(f"{n:.16g}") if isinstance(n, float) else n for t, n in isi.items()}


def test_sistem_1904() -> None:
    """The date system of the workbook is kept, and ISO dates become numbers of that system."""
    buku = baca(xlsx('<row><c t="d"><v>2026-08-17</v></c></row>', sifat='<workbookPr date1904="1"/>'))
    assert buku.tanggal_1904
    assert buku.lembar[0].sel[0, 0].nilai == 46251.0 - 1462


def test_strict() -> None:
    """A Strict workbook, in which openpyxl sees no sheets, is read whole."""
    buku = baca(zip_dari(bagian_xlsx({"Satu": lembar_xml(ISI, STRICT), "Dua": lembar_xml("", STRICT)}, ruang=STRICT)))
    assert [(x.nama, len(x.sel)) for x in buku.lembar] == [("Satu", 1), ("Dua", 0)]


def test_utf16_seluruhnya() -> None:
    """A workbook whose parts are all UTF-16 is read."""
    bagian = {
        nama: b"\xff\xfe" + str(isi).encode("utf-16-le")
        for nama, isi in bagian_xlsx({"Lembar é": lembar_xml(ISI)}).items()
    }
    buku = baca(zip_dari(bagian))
    assert (buku.lembar[0].nama, len(buku.lembar[0].sel)) == ("Lembar é", 1)


def test_makro() -> None:
    """A macro part is noted and nothing else."""
    buku = baca(xlsx(ISI, {"xl/vbaProject.bin": b"\0"}))
    assert buku.makro
    assert len(buku.lembar[0].sel) == 1


def _ganti_target(lama: str, baru: str) -> dict[str, str | bytes]:
    return {RELS: str(bagian_xlsx({"Satu": ""})[RELS]).replace(lama, baru)}


@pytest.mark.parametrize(
    "target", ["/xl/worksheets/sheet1.xml", "./worksheets/sheet1.xml", "../xl/worksheets/SHEET1.xml"]
)
def test_target_di_dalam_paket(target: str) -> None:
    """Absolute and roundabout targets that stay inside the package lead to their part."""
    assert len(baca(xlsx(ISI, _ganti_target("worksheets/sheet1.xml", target))).lembar[0].sel) == 1


@pytest.mark.parametrize(
    ("lama", "baru", "kode"),
    [
        ('"worksheets/sheet1.xml"', '"../../luar.xml"', "PAKET-07"),
        ('"worksheets/sheet1.xml"', '"file:///c:/a.xml"', "PAKET-07"),
        ('"worksheets/sheet1.xml"', '"https://x/a.xml" TargetMode="External"', "PAKET-07"),
        ('"worksheets/sheet1.xml"', '"worksheets/hilang.xml"', "BERKAS-03"),
        ('Id="rId1"', 'Id="rId8"', "BERKAS-03"),
        ('Id="rIdS"', 'Id="rId1"', "PAKET-18"),
        ('/styles" Target="styles.xml"', '/sharedStrings" Target="styles.xml"', "PAKET-18"),
    ],
)
def test_hubungan_ditolak(lama: str, baru: str, kode: str) -> None:
    """Targets out of the package, missing parts and relationships that contradict each other are refused."""
    ditolak(xlsx(ISI, _ganti_target(lama, baru)), kode)


def test_buku_ditolak() -> None:
    """No sheets, two sheets on one part, two sheets of one name, a name defined twice, too many sheets."""
    bagian = bagian_xlsx({"Satu": lembar_xml(ISI), "Dua": lembar_xml(ISI)})
    ditolak(zip_dari(bagian_xlsx({})), "BERKAS-03")
    ditolak(zip_dari({**bagian, RELS: str(bagian[RELS]).replace("sheet2", "sheet1")}), "PAKET-18")
    buku = str(bagian["xl/workbook.xml"])
    ditolak(zip_dari({**bagian, "xl/workbook.xml": buku.replace('"Dua"', '"SATU"')}), "PAKET-18")
    nama = "<definedNames><definedName name='a'>1</definedName><definedName name='a'>2</definedName></definedNames>"
    ditolak(zip_dari({**bagian, "xl/workbook.xml": buku.replace("</sheets>", f"</sheets>{nama}")}), "PAKET-18")
    ditolak(zip_dari(bagian_xlsx({f"L{n}": lembar_xml("") for n in range(101)})), "PAKET-14")
    ditolak(zip_dari({"_rels/.rels": bagian["_rels/.rels"]}), "BERKAS-03")


def test_properti_ganda() -> None:
    """A document property twice with different values is refused, strange nesting is survived."""
    ruang = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    buka, tutup = f'<Properties xmlns="{ruang}">', "</Properties>"
    ganda = f"{buka}<property name='a'>1</property><property name='a'>2</property>{tutup}"
    ditolak(xlsx(ISI, {"docProps/custom.xml": ganda}), "PAKET-18")
    sarang = f"{buka} <property name='a'><property name='b'>2</property></property>{tutup}"
    assert baca(xlsx(ISI, {"docProps/custom.xml": sarang})).properti == {"b": "2"}


@pytest.mark.parametrize(("batas", "bagian"), [("_BATAS_STRING", "sharedStrings"), ("_BATAS_GAYA", "styles")])
def test_batas_bagian(monkeypatch: pytest.MonkeyPatch, batas: str, bagian: str) -> None:
    """Shared strings and cell styles have a limit of their own."""
    isi = {
        "sharedStrings": f'<sst xmlns="{RUANG}"><si/><si/></sst>',
        "styles": f'<styleSheet xmlns="{RUANG}"><cellXfs><xf/><xf/></cellXfs></styleSheet>',
    }
    data = xlsx(ISI, {f"xl/{bagian}.xml": isi[bagian]})
    baca(data)
    monkeypatch.setattr(modul, "_GAYA_DIKENAL", Ingatan())
    monkeypatch.setattr(modul, batas, 1)
    ditolak(data, "BERKAS-04")


def test_lembar_grafik(tmp_path: Path) -> None:
    """A chart sheet is a sheet without cells."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as buku:
        lembar = buku.add_worksheet("Data")
        lembar.write_column(0, 0, [1, 2])
        grafik = buku.add_chart({"type": "column"})
        grafik.add_series({"values": "=Data!$A$1:$A$2"})
        buku.add_chartsheet("Grafik").set_chart(grafik)
    hasil = baca((tmp_path / "a.xlsx").read_bytes())
    assert [(x.nama, len(x.sel)) for x in hasil.lembar] == [("Data", 2), ("Grafik", 0)]


def test_nama_bersarang() -> None:
    """Defined names inside each other, which no program writes, end nothing: the inner one counts."""
    nama = '<definedNames><definedName name="a">1<definedName name="b">2</definedName>3</definedName></definedNames>'
    assert baca(xlsx(ISI, sifat=nama)).nama_terdefinisi == {"b": "2"}


def test_tanpa_teks_dan_gaya() -> None:
    """A workbook without shared strings and styles, as small writers make it, is read."""
    bagian = bagian_xlsx({"Satu": lembar_xml('<row><c s="1"><v>1</v></c></row>')})
    rels = str(bagian[RELS]).replace("/sharedStrings", "/lain").replace("/styles", "/lain")
    assert baca(zip_dari({**bagian, RELS: rels})).lembar[0].sel == {(0, 0): SelMentah("angka", 1.0)}
