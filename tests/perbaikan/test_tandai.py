"""Marked-up returns: all that was typed is there, marks stand where they belong, and they return like any other."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment

from ikixl.penerimaan.terima import terima
from ikixl.pengembalian import perbaikan
from ikixl.proyek import Proyek
from ikixl.reader.berkas import baca_mentah
from tests.libreoffice import ubah
from tests.perbaikan.contoh import (
    NAMA,
    SALAH,
    berawalan,
    bertanda,
    kiriman_salah,
    komentari,
    sidik,
    ubah_buku,
)
from tests.program.pemeriksa_paket import periksa_paket
from tests.proyek_kecil import WAKTU

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def proyek(proyek_terbit: Proyek) -> Proyek:
    """The small project, issued."""
    return proyek_terbit


def _langsung(data: bytes) -> bytes:
    return data


def _disimpan_openpyxl(data: bytes) -> bytes:
    return ubah_buku(data, lambda wb: None)


def _berkomentar(data: bytes) -> bytes:
    return ubah_buku(data, komentari)


def _tanpa_alamat(data: bytes) -> bytes:
    """Rows and cells of Realisasi without addresses, which the format allows."""
    return _ubah_bagian(data, "xl/worksheets/sheet5.xml", _buang_alamat)


def _buang_alamat(akar: etree._Element) -> None:
    for baris in akar.iter(f"{_S}row"):
        kolom = [c.get("r").rstrip("0123456789") for c in baris]
        if kolom == [chr(65 + n) for n in range(len(kolom))]:
            for c in baris:
                del c.attrib["r"]


def _sel_di_baris_lain(data: bytes) -> bytes:
    """A cell of Realisasi that stands among those of another row and says by its address where it belongs."""
    return _ubah_bagian(data, "xl/worksheets/sheet5.xml", _pindahkan_sel)


def _pindahkan_sel(akar: etree._Element) -> None:
    baris = {b.get("r"): b for b in akar.iter(f"{_S}row")}
    baris["5"].append(next(c for c in baris["8"] if c.get("r") == "H8"))


def _ubah_bagian(data: bytes, nama: str, ubahan: Callable[[etree._Element], None]) -> bytes:
    keluaran = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as asal, zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED) as tujuan:
        for info in asal.infolist():
            isi = asal.read(info)
            if info.filename == nama:
                akar = etree.fromstring(isi)
                ubahan(akar)
                isi = etree.tostring(akar)
            tujuan.writestr(info.filename, isi)
    return keluaran.getvalue()


BENTUK = {
    "langsung": _langsung,
    "openpyxl": _disimpan_openpyxl,
    "berawalan": berawalan,
    "berkomentar": _berkomentar,
    "tanpa alamat": _tanpa_alamat,
    "sel di baris lain": _sel_di_baris_lain,
}


@pytest.mark.parametrize("bentuk", BENTUK)
def test_terbaca_sama_dan_bertanda_di_tempatnya(proyek: Proyek, bentuk: str) -> None:
    """However it was saved, a marked-up return reads as the return did, and openpyxl sees each mark at its cell."""
    data = BENTUK[bentuk](kiriman_salah(proyek))
    hasil, tanda = bertanda(proyek, data)
    assert (hasil.galat, hasil.sebab) == (2, "")
    assert sidik(proyek, tanda)[1:] == sidik(proyek, data)[1:]
    wb = openpyxl.load_workbook(io.BytesIO(tanda))
    assert wb.sheetnames == ["Perbaikan", *openpyxl.load_workbook(io.BytesIO(data)).sheetnames]
    ws = wb["Realisasi"]
    ditandai = {s.coordinate for b in ws.iter_rows() for s in b if s.fill.fgColor.rgb in ("FFFFB3B2", "FFFFE08B")}
    assert ditandai == set(SALAH)
    for letak, kode in SALAH.items():
        assert kode in ws[letak].comment.text
        assert ws[letak].border.left.style in ("thick", "mediumDashed")
        assert not ws[letak].protection.locked


@pytest.mark.parametrize("bentuk", ["langsung", "berkomentar"])
def test_paket_tanpa_cacat_baru(proyek: Proyek, bentuk: str, tmp_path: Path) -> None:
    """Neither the schema nor our own checks find in the marked-up workbook what they did not find in the return."""
    paket = pytest.importorskip("openxml_audit", reason="openxml-audit belongs to the extra [test]")
    validator = paket.OpenXmlValidator(file_format=paket.FileFormat.OFFICE_2010)
    data = BENTUK[bentuk](kiriman_salah(proyek))
    hasil, tanda = bertanda(proyek, data)
    assert hasil.path is not None
    asal = tmp_path / "asal.xlsx"
    asal.write_bytes(data)
    lama, baru = ({str(e) for e in validator.validate(p).errors} for p in (asal, hasil.path))
    assert baru <= lama
    assert set(periksa_paket(tanda)) <= set(periksa_paket(data))


def test_bagian_lain_disalin_utuh(proyek: Proyek) -> None:
    """Charts, pictures, properties and untouched sheets are the same bytes as in the return."""
    data = kiriman_salah(proyek)
    _, tanda = bertanda(proyek, data)
    with zipfile.ZipFile(io.BytesIO(data)) as asal, zipfile.ZipFile(io.BytesIO(tanda)) as hasil:
        berubah = {n for n in asal.namelist() if asal.read(n) != hasil.read(n)}
        assert {n.split("/")[-1] for n in berubah} == {
            "[Content_Types].xml",
            "workbook.xml",
            "workbook.xml.rels",
            "styles.xml",
            "sharedStrings.xml",
            "sheet1.xml",
            "sheet5.xml",
        }
        assert any("chart" in n for n in asal.namelist())


def test_daftar_menyebut_menautkan_dan_menyediakan_kotak(proyek: Proyek) -> None:
    """The first sheet lists every galat and peringatan, links to its cell, and offers a box to tick."""
    _, tanda = bertanda(proyek, kiriman_salah(proyek))
    ws = openpyxl.load_workbook(io.BytesIO(tanda))["Perbaikan"]
    assert (ws["A1"].value, ws.row_dimensions[1].hidden, ws.column_dimensions["A"].hidden) == (
        "#ikixl:perbaikan",
        True,
        True,
    )
    baris = [b for b in ws.iter_rows(min_row=2) if str(b[0].value).startswith("butir")]
    kolom = {s.value: n for n, s in enumerate(ws[1])}
    sel = [b[kolom["sel"]] for b in baris]
    tautan = {s.value: s.hyperlink.location for s in sel if s.hyperlink}
    assert tautan == {letak: f"'Realisasi'!{letak}" for letak in SALAH}
    assert {b[kolom["selesai"]].value for b in baris} == {"☐"}
    (validasi,) = ws.data_validations.dataValidation
    assert (validasi.formula1, len(validasi.sqref.ranges)) == ('"☐,☑"', 1)
    assert not baris[0][kolom["selesai"]].protection.locked
    assert baris[0][kolom["saran"]].protection.locked
    assert ws.protection.sheet


def test_komentar_pengisi_tetap_ada(proyek: Proyek) -> None:
    """Ours stands below what the operator wrote on a faulted cell; a comment elsewhere is as it was."""
    _, tanda = bertanda(proyek, _berkomentar(kiriman_salah(proyek)))
    ws = openpyxl.load_workbook(io.BytesIO(tanda))["Realisasi"]
    assert ws["H5"].comment.text.startswith("Data menyusul.\n\n[ikixl] Galat NILAI-04")
    assert ws["H9"].comment.text == "Sudah dicek."


def _centang(wb: openpyxl.Workbook) -> None:
    for baris in wb["Perbaikan"].iter_rows():
        for sel in baris:
            if sel.value == "☐":
                sel.value = "☑"


def test_dicentang_tetap_terbaca_sama(proyek: Proyek) -> None:
    """Ticking every box changes nothing that is read; words of the operator's in the list are reported."""
    data = kiriman_salah(proyek)
    _, tanda = bertanda(proyek, data)
    polos = ubah_buku(data, lambda wb: None)
    assert sidik(proyek, ubah_buku(tanda, _centang))[1:] == sidik(proyek, polos)[1:]

    def tulis(wb: openpyxl.Workbook) -> None:
        wb["Perbaikan"]["H8"] = "belum ada datanya"
        wb["Perbaikan"]["N3"] = "di luar"

    temuan = sidik(proyek, ubah_buku(tanda, tulis))[0].temuan
    kutipan = {t.sel: t.pesan for t in temuan if t.lembar == "Perbaikan"}
    assert set(kutipan) == {"H8", "N3"}
    assert "belum ada datanya" in kutipan["H8"]


def _perbaiki(wb: openpyxl.Workbook) -> None:
    for letak, angka in {"H5": 9, "H6": 12, "H11": 1234}.items():
        wb["Realisasi"][letak] = angka


def test_diperbaiki_lalu_diterima(proyek: Proyek) -> None:
    """A corrected marked-up return is accepted without galat and takes the place of the faulty one."""
    _, tanda = bertanda(proyek, kiriman_salah(proyek))
    (proyek.masuk / NAMA).write_bytes(ubah_buku(ubah_buku(tanda, _perbaiki), _centang))
    (hasil,) = terima(proyek, WAKTU, [proyek.masuk / NAMA])
    assert (hasil.keadaan, hasil.ada_galat) == ("diterima", False)
    assert not [t for t in hasil.temuan if t.tingkat == "peringatan"]
    assert perbaikan(proyek) == []


def test_putaran_kedua_hanya_menandai_yang_masih_salah(proyek: Proyek) -> None:
    """Marks of cells that are in order now are taken off, with the colour they were issued in given back."""
    awal = kiriman_salah(proyek)
    _, tanda = bertanda(proyek, awal)

    def sebagian(wb: openpyxl.Workbook) -> None:
        komentari(wb)
        wb["Realisasi"]["H11"] = 1234
        wb["Realisasi"]["H6"] = 12

    _, kedua = bertanda(proyek, ubah_buku(tanda, sebagian), "lain.xlsx")
    wb = openpyxl.load_workbook(io.BytesIO(kedua))
    terbit = openpyxl.load_workbook(io.BytesIO(awal))["Realisasi"]
    ws = wb["Realisasi"]
    assert wb.sheetnames.count("Perbaikan") == 1
    assert not [n for n in wb.sheetnames if n.startswith("Perbaikan (")]
    assert {s.coordinate for b in ws.iter_rows() for s in b if s.comment} == {"H5", "H9"}
    for letak in ("H6", "H11"):
        assert ws[letak].fill.fgColor.rgb == terbit[letak].fill.fgColor.rgb
        assert ws[letak].border.left.style == "thin"
    assert ws["H5"].fill.fgColor.rgb == "FFFFB3B2"
    assert ws["H5"].comment.text.count("[ikixl]") == 1
    assert set(periksa_paket(kedua)) <= set(periksa_paket(ubah_buku(tanda, sebagian)))


def test_lembar_pengisi_bernama_perbaikan(proyek: Proyek) -> None:
    """A sheet of the operator's that has the name already keeps it."""
    data = ubah_buku(kiriman_salah(proyek), lambda wb: wb.create_sheet("perbaikan").append(["milik saya"]))
    _, tanda = bertanda(proyek, data)
    wb = openpyxl.load_workbook(io.BytesIO(tanda))
    assert wb.sheetnames[0] == "Perbaikan (2)"
    assert wb["perbaikan"]["A1"].value == "milik saya"


def test_hanya_satu_lembar_terpilih(proyek: Proyek) -> None:
    """The workbook opens on the list, and no other sheet is grouped with it; names keep to their own sheets."""
    data = kiriman_salah(proyek)
    _, tanda = bertanda(proyek, data)
    lama, wb = (openpyxl.load_workbook(io.BytesIO(d)) for d in (data, tanda))
    assert wb.active is not None
    assert wb.active.title == "Perbaikan"
    assert [ws.title for ws in wb if ws.sheet_view.tabSelected] == ["Perbaikan"]
    for ws in lama:
        assert wb[ws.title].print_title_rows == ws.print_title_rows
        assert wb[ws.title].auto_filter.ref == ws.auto_filter.ref
    assert [lembar.nama for lembar in baca_mentah(tanda, NAMA).lembar] == wb.sheetnames


def test_dua_kali_sama_bitanya(proyek: Proyek) -> None:
    """Marking up the same return again gives the same bytes."""
    _, tanda = bertanda(proyek, kiriman_salah(proyek))
    (hasil,) = perbaikan(proyek)
    assert hasil.path is not None
    assert hasil.path.read_bytes() == tanda


def _ketat(data: bytes) -> bytes:
    """The file in the namespaces of Strict OOXML."""
    ganti = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    keluaran = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as asal, zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED) as tujuan:
        for info in asal.infolist():
            isi = asal.read(info)
            for lama, baru in ganti.items():
                isi = isi.replace(lama, baru)
            tujuan.writestr(info.filename, isi)
    return keluaran.getvalue()


def test_ruang_nama_ketat(proyek: Proyek) -> None:
    """A return in Strict OOXML is marked up in Strict OOXML and reads the same."""
    data = _ketat(kiriman_salah(proyek))
    hasil, tanda = bertanda(proyek, data)
    assert (hasil.sel, hasil.komentar, hasil.sebab) == (3, 3, "")
    assert sidik(proyek, tanda)[1:] == sidik(proyek, data)[1:]
    with zipfile.ZipFile(io.BytesIO(tanda)) as arsip:
        for nama in arsip.namelist():
            if nama.endswith(".xml") and "xl/worksheets" in nama:
                assert b"schemas.openxmlformats.org/spreadsheetml" not in arsip.read(nama)


@pytest.mark.libreoffice
def test_bolak_balik_libreoffice(proyek: Proyek, tmp_path: Path) -> None:
    """LibreOffice opens and saves a marked-up return, also of a return that it saved, and it reads the same."""
    data = kiriman_salah(proyek)
    asal = tmp_path / "asal.xlsx"
    asal.write_bytes(data)
    dari_lo = ubah([asal], "xlsx", tmp_path / "lo")[asal].read_bytes()
    _, tanda = bertanda(proyek, dari_lo)
    assert sidik(proyek, tanda)[1:] == sidik(proyek, dari_lo)[1:] == sidik(proyek, data)[1:]
    path = tmp_path / "tanda.xlsx"
    path.write_bytes(tanda)
    kembali = ubah([path], "xlsx", tmp_path / "lo2")[path].read_bytes()
    assert sidik(proyek, kembali)[1:] == sidik(proyek, data)[1:]
    ws = openpyxl.load_workbook(io.BytesIO(kembali))["Realisasi"]
    assert {s.coordinate for b in ws.iter_rows() for s in b if s.comment} == set(SALAH)
    _, kedua = bertanda(proyek, ubah_buku(kembali, _perbaiki_sebagian), "kedua.xlsx")
    ws = openpyxl.load_workbook(io.BytesIO(kedua))["Realisasi"]
    assert {s.coordinate for b in ws.iter_rows() for s in b if s.comment} == {"H5"}
    assert ws["H6"].fill.fgColor.rgb == "FFFFF9DB"


def _perbaiki_sebagian(wb: openpyxl.Workbook) -> None:
    wb["Realisasi"]["H6"] = 12
    wb["Realisasi"]["H11"] = 1234


@pytest.mark.libreoffice
def test_format_lain_digambar_ulang(proyek: Proyek, tmp_path: Path) -> None:
    """A return as .ods becomes the same issue drawn anew, with every input as it was typed, and says so."""
    data = kiriman_salah(proyek)
    asal = tmp_path / "asal.xlsx"
    asal.write_bytes(data)
    lain = ubah([asal], "ods", tmp_path / "lo")[asal].read_bytes()
    hasil, tanda = bertanda(proyek, lain, "kiriman.ods")
    assert hasil.path is not None
    assert (hasil.path.name, hasil.sebab) == ("kiriman.xlsx", "formatnya .ods")
    assert sidik(proyek, tanda)[1:] == sidik(proyek, data)[1:]
    teks = [str(s.value) for b in openpyxl.load_workbook(io.BytesIO(tanda))["Perbaikan"].iter_rows() for s in b]
    assert any("digambar ulang" in t for t in teks)


def test_utas_komentar_dibiarkan(proyek: Proyek) -> None:
    """A cell with a threaded comment is coloured and listed, and its comment stays the thread's."""

    def utas(wb: openpyxl.Workbook) -> None:
        wb["Realisasi"]["H5"].comment = Comment("[Threaded comment] Mengapa?", "tc={0F2A}")

    hasil, tanda = bertanda(proyek, ubah_buku(kiriman_salah(proyek), utas))
    ws = openpyxl.load_workbook(io.BytesIO(tanda))["Realisasi"]
    assert (hasil.sel, hasil.komentar) == (3, 2)
    assert ws["H5"].comment.text == "[Threaded comment] Mengapa?"
    assert ws["H5"].fill.fgColor.rgb == "FFFFB3B2"
