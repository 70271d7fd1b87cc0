"""Workbooks in .xls and .ods form, and the child process that reads them."""

from __future__ import annotations

import datetime
import io
import json
import runpy
import sys
from pathlib import Path
from typing import Any, Literal

import pytest
import xlsxwriter

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader import anak, kantor_lain
from ikixl.reader.kantor_lain import baca_lain
from ikixl.reader.mentah import SelMentah
from tests.reader.buat import baca, ditolak, zip_dari
from tests.reader.buat_ole import xls

_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and resource limits of POSIX")
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_RUANG = "".join(
    f' xmlns:{awalan}="urn:oasis:names:tc:opendocument:xmlns:{awalan}:1.0"' for awalan in ("office", "table", "text")
)


def _ods(baris: str, **lain: str) -> bytes:
    """A minimal .ods with one sheet, and other parts; "_" in their names stands for "/"."""
    isi = (
        f"<office:document-content{_RUANG}><office:body><office:spreadsheet>"
        f'<table:table table:name="Satu">{baris}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifes = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/></manifest:manifest>'
    )
    bagian = {nama.replace("_", "/"): teks for nama, teks in lain.items()}
    return zip_dari({"mimetype": _ODS, "META-INF/manifest.xml": manifes, "content.xml": isi, **bagian})


def _sel(jenis: str, nilai: str, teks: str = "") -> str:
    atribut = {"float": "value", "percentage": "value", "date": "date-value", "time": "time-value"}
    nama = "boolean-value" if jenis == "boolean" else atribut.get(jenis, "string-value")
    return (
        f'<table:table-cell office:value-type="{jenis}" office:{nama}="{nilai}">'
        f"<text:p>{teks}</text:p></table:table-cell>"
    )


def test_ods_buatan_tangan() -> None:
    """Values of an .ods stand at their true addresses with their kinds, whatever blank area comes first."""
    data = _ods(
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        + _sel("float", "12.5")
        + _sel("string", "teks", "teks")
        + _sel("boolean", "true")
        + _sel("date", "2026-08-17")
        + _sel("percentage", "0.85")
        + _sel("time", "PT06H00M00S")
        + _sel("date", "2026-08-17T12:00:00")
        + "</table:table-row>"
    )
    buku = baca(data)
    assert buku.format == "ods"
    assert buku.lembar[0].nama == "Satu"
    assert buku.lembar[0].sel == {
        (3, 2): SelMentah("angka", 12.5),
        (3, 3): SelMentah("teks", "teks"),
        (3, 4): SelMentah("logika", True),
        (3, 5): SelMentah("tanggal", 46251.0),
        (3, 6): SelMentah("angka", 0.85),
        (3, 7): SelMentah("tanggal", 0.25),
        (3, 8): SelMentah("tanggal", 46251.5),
    }


def test_ods_bersandi() -> None:
    """An .ods with encrypted parts is named for its password."""
    manifes = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    ditolak(zip_dari({"mimetype": _ODS, "META-INF/manifest.xml": manifes, "content.xml": "?"}), "BERKAS-06")


def test_xls_buatan_tangan() -> None:
    """Numbers of an .xls stand at their true addresses, whatever blank area comes first."""
    buku = baca(xls({(2, 3): 1.5, (0, 7): -7}))
    assert (buku.format, buku.lembar[0].nama) == ("xls", "Satu")
    assert buku.lembar[0].sel == {(2, 3): SelMentah("angka", 1.5), (0, 7): SelMentah("angka", -7.0)}


def test_ods_dengan_sela() -> None:
    """White space between the tags of tables, which LibreOffice writes to make its XML easy to read, is no content."""
    sel = _sel("float", "12.5") + "\n   " + _sel("string", "dua  kata", "dua  kata")
    buku = baca(_ods(f"\n <table:table-row>\r\n\t{sel}\n  </table:table-row>\n"))
    assert buku.lembar[0].sel == {(0, 0): SelMentah("angka", 12.5), (0, 1): SelMentah("teks", "dua  kata")}


_MODUL = '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd"><script:module/>'


def test_ods_bermakro() -> None:
    """OpenOffice writes a DOCTYPE into macros: they are named, never read, and the cells are read."""
    baris = f"<table:table-row>{_sel('float', '3')}</table:table-row>"
    buku = baca(_ods(baris, Basic_Standard_Modul1=_MODUL, Dialogs_dialog=_MODUL, Basic_Standard_script=_MODUL))
    assert (buku.makro, buku.lembar[0].sel) == (True, {(0, 0): SelMentah("angka", 3.0)})
    kosong = _ods(baris, **{"Basic_script-lc.xml": _MODUL, "Basic_Standard_script-lb.xml": _MODUL})
    assert not baca(kosong).makro
    assert not baca(_ods(baris)).makro


def test_doctype_di_bagian_yang_dibaca() -> None:
    """A DOCTYPE stays refused in parts that hold cells, and in an .xlsx everywhere, whatever was read before."""
    baris = f"<table:table-row>{_sel('float', '3')}</table:table-row>"
    ditolak(_ods(baris, styles=_MODUL), "PAKET-12")
    baca(_ods(baris, Basic_Standard_Modul1=_MODUL))
    ditolak(zip_dari({"xl/workbook.xml": "<workbook/>", "Basic/Standard/Modul1": _MODUL}), "PAKET-12")


@pytest.mark.parametrize("format", ["xls", "ods"])
def test_rusak(format: Literal["xls", "ods"]) -> None:
    """Bytes that are no workbook of this format are refused with a code, never with a crash."""
    for data in (b"PK\x03\x04 rusak", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, zip_dari({"a": "b"})):
        with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-03"):
            baca_lain(data, format)


def _gagal(data: bytes) -> str:
    """Why the child that was to read `data` did not answer."""
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-11") as salah:
        baca(data)
    return str(salah.value.rinci["sebab"])


def test_xls_raksasa() -> None:
    """Two cells of an .xls at opposite corners, which calamine dies of, cost only their own file."""
    assert "memori" in _gagal(xls({(0, 0): 1, (65535, 255): 2}))


def test_xls_panik() -> None:
    """A sheet that starts behind the end of its .xls, at which calamine panics, costs only its own file."""
    asal = xls({(0, 0): 1})
    letak = asal.index(b"\x85\0\x0c\0") + 4
    assert "panic" in _gagal(asal[:letak] + b"\xff\xff\0\0" + asal[letak + 4 :])


def test_ods_raksasa() -> None:
    """Sheets far larger than any real one are refused before they fill the memory."""
    jauh = f'<table:table-row table:number-rows-repeated="1048575"/><table:table-row><table:table-cell \
table:number-columns-repeated="16383"/>{_sel("float", "1")}</table:table-row>'
    dekat = f"<table:table-row>{_sel('float', '1')}</table:table-row>"
    ditolak(_ods(dekat + jauh), "BERKAS-03")
    ulang = '<table:table-row table:number-rows-repeated="300000">'
    ditolak(_ods(f"{ulang}{_sel('float', '1')}</table:table-row>"), "PAKET-16")


class _Aliran:
    """Standard input or output of a process, as far as its bytes go."""

    def __init__(self, data: bytes = b"") -> None:
        self.buffer = io.BytesIO(data)


def _utama(monkeypatch: pytest.MonkeyPatch, data: bytes) -> dict[str, Any]:
    """What the child would print for `data`, run in this process and without its limits."""
    keluar = _Aliran()
    monkeypatch.setattr(sys, "argv", ["anak.py", "baca"])
    monkeypatch.setattr(sys, "stdin", _Aliran(data))
    monkeypatch.setattr(sys, "stdout", keluar)
    anak.utama()
    hasil: dict[str, Any] = json.loads(keluar.buffer.getvalue())
    return hasil


@pytest.mark.parametrize(
    ("batas", "kode"), [("_BATAS_LEMBAR", "PAKET-14"), ("_BATAS_SEL", "PAKET-15"), ("_BATAS_NILAI", "PAKET-16")]
)
def test_batas_anak(monkeypatch: pytest.MonkeyPatch, batas: str, kode: str) -> None:
    """Sheets, area and values are limited as in an .xlsx; the answer names the limit."""
    data = _ods(f"<table:table-row>{_sel('float', '1')}{_sel('float', '2')}</table:table-row>")
    assert len(_utama(monkeypatch, data)["lembar"][0]["sel"]) == 2
    monkeypatch.setattr(anak, batas, 0)
    assert _utama(monkeypatch, data) == {"kode": kode, "batas": 0}


def test_isi_anak(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blank sheet has no cells, unreadable bytes have a code, and durations count in days."""
    assert _utama(monkeypatch, _ods("<table:table-row/>"))["lembar"][0]["sel"] == []
    bersela = _ods(f"<table:table-row>\n {_sel('float', '1')}</table:table-row>")
    assert _utama(monkeypatch, bersela)["lembar"][0]["sel"] == [[0, 0, "angka", 1.0]]
    assert _utama(monkeypatch, b"bukan buku kerja")["kode"] == "BERKAS-03"
    assert _utama(monkeypatch, bersela[:-30])["kode"] == "BERKAS-03"
    assert anak._sel(datetime.timedelta(hours=36)) == ("hari", 1.5)
    assert anak._sel(" ") is None
    assert kantor_lain._sel("hari", 1.5) == SelMentah("tanggal", 1.5)


def test_anak_sebagai_skrip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as a script, the child reads its input and prints one line of JSON."""
    keluar = _Aliran()
    baris = _sel("boolean", "true") + _sel("date", "2026-08-17")
    monkeypatch.setattr(sys, "argv", ["anak.py", "baca"])
    monkeypatch.setattr(sys, "stdin", _Aliran(_ods(f"<table:table-row>{baris}</table:table-row>")))
    monkeypatch.setattr(sys, "stdout", keluar)
    runpy.run_path(anak.__file__, run_name="__main__")
    (satu,) = json.loads(keluar.buffer.getvalue())["lembar"]
    assert satu["sel"] == [[0, 0, "logika", True], [0, 1, "iso", "2026-08-17"]]


def test_lembar_grafik_anak(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet that holds a chart instead of cells is there, without cells; so is one with merged cells."""
    with io.BytesIO() as isi:
        with xlsxwriter.Workbook(isi) as buku:
            lembar = buku.add_worksheet("Satu")
            lembar.merge_range(1, 1, 2, 3, "gabung")
            grafik = buku.add_chart({"type": "column"})
            grafik.add_series({"values": "=Satu!$A$1:$A$2"})
            buku.add_chartsheet("Grafik").set_chart(grafik)
        data = isi.getvalue()
    satu, grafik = _utama(monkeypatch, data)["lembar"]
    assert (satu["sel"], satu["gabungan"]) == ([[1, 1, "teks", "gabung"]], [[1, 1, 2, 3]])
    assert (grafik["nama"], grafik["sel"], grafik["gabungan"]) == ("Grafik", [], [])


def _ganti_anak(monkeypatch: pytest.MonkeyPatch, folder: Path, program: str) -> None:
    (folder / "anak.py").write_text(program, encoding="utf-8")
    monkeypatch.setattr(kantor_lain, "__file__", str(folder / "kantor_lain.py"))


@pytest.mark.parametrize(
    ("program", "sebab"),
    [
        ("import sys; sys.exit(3)", "kesalahan (kode 3)"),
        ("1/0", "kesalahan (kode 1)"),
        ("print('bukan JSON')", "tidak utuh"),
        ("print('[1]')", "tidak utuh"),
        ("", "tidak utuh"),
        pytest.param("bytearray(3 << 29)", "memori", marks=_POSIX),
        pytest.param("import os; os.abort()", "mogok (SIGABRT)", marks=_POSIX),
        pytest.param("import ctypes; ctypes.string_at(0)", "mogok (SIGSEGV)", marks=_POSIX),
        pytest.param("import os; os.kill(os.getpid(), 9)", "dimatikan paksa", marks=_POSIX),
        pytest.param("import os; os.kill(os.getpid(), 45)", "mogok (sinyal 45)", marks=_POSIX),
        pytest.param("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "waktu prosesor", marks=_POSIX),
    ],
)
def test_anak_berhenti(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str, sebab: str) -> None:
    """A child that crashes, fails or prints nonsense spoils its own file only, and each way is told apart."""
    _ganti_anak(monkeypatch, tmp_path, program)
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-11") as salah:
        baca_lain(b"x", "xls")
    assert salah.value.rinci["format"] == ".xls"
    assert sebab in str(salah.value.rinci["sebab"])


def test_anak_terlalu_lama(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A child that does not end is stopped when its time is up."""
    _ganti_anak(monkeypatch, tmp_path, "import time; time.sleep(60)")
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-11") as salah:
        baca_lain(b"x", "ods", batas_detik=0.5)
    assert "tidak selesai dalam" in str(salah.value.rinci["sebab"])


def test_jawaban_anak(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the child refuses is refused with its code and its reason."""
    _ganti_anak(monkeypatch, tmp_path, """print('{"kode": "PAKET-14", "batas": 100}')""")
    with pytest.raises(BerkasTidakTerbacaError, match="PAKET-14") as salah:
        baca_lain(b"x", "ods")
    assert salah.value.rinci["batas"] == 100


@pytest.mark.libreoffice
def test_simpan_ulang_libreoffice(tmp_path: Path) -> None:
    """A workbook saved again by LibreOffice as .xlsx, .xls and .ods holds the same values."""
    from tests.libreoffice import ubah

    asal = tmp_path / "asal.xlsx"
    with xlsxwriter.Workbook(asal) as buku:
        lembar, lain = buku.add_worksheet("Satu"), buku.add_worksheet("Dua")
        lembar.write_row(3, 2, [12.5, "teks", " spasi ", "1.234,5", 0.1, -7, "é東京"])
        lembar.write_number(4, 2, 0.85, buku.add_format({"num_format": "0%"}))
        lembar.write_datetime(5, 2, datetime.datetime(2026, 8, 17), buku.add_format({"num_format": "dd/mm/yyyy"}))
        lembar.write_formula(6, 2, "=C4*2", None, 25)
        lembar.write_string(7, 0, "akhir")
        lain.write_string(0, 0, "#ikixl:x")
        lain.hide()
    harap = [{t: (s.jenis, s.nilai) for t, s in x.sel.items()} for x in baca(asal.read_bytes()).lembar]
    for akhiran in ("xlsx", "xls", "ods"):
        hasil = baca(ubah([asal], akhiran, tmp_path / akhiran)[asal].read_bytes())
        assert hasil.format == akhiran
        assert [{t: (s.jenis, s.nilai) for t, s in x.sel.items()} for x in hasil.lembar] == harap
        assert [x.tersembunyi for x in hasil.lembar] == [False, True]
        if akhiran == "xlsx":
            assert hasil.lembar[0].sel[4, 2].persen
            assert hasil.lembar[0].sel[6, 2].rumus == "C4*2"
