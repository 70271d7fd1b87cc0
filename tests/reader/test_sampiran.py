"""Notes, threads of comments, pictures and embedded documents that hang on a sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from ikixl.reader import batas as modul_batas
from ikixl.reader.mentah import LembarMentah
from tests.reader.buat import (
    RUANG,
    Isi,
    baca,
    baca_hemat,
    bagian_xlsx,
    ditolak,
    hubungan_xml,
    lembar_xml,
    xlsx,
    zip_dari,
)

PERCAKAPAN = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
RUANG_BENTUK = (
    'xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
RELS = "xl/worksheets/_rels/sheet1.xml.rels"
PIKSEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f00050001ff56c72f0d0000000049454e44ae426082"
)


def _komentar_xml(isi: str) -> str:
    return f'<comments xmlns="{RUANG}"><authors><author>x</author></authors><commentList>{isi}</commentList></comments>'


def _lembar(bagian: Mapping[str, Isi], hubungan: Mapping[str, tuple[str, str]]) -> LembarMentah:
    """The sheet of a workbook with these parts, which hang on it by these relationships."""
    return baca(xlsx("<row><c><v>1</v></c></row>", {RELS: hubungan_xml(hubungan), **bagian})).lembar[0]


def _catatan(isi: str) -> dict[tuple[int, int], str]:
    return _lembar({"xl/comments1.xml": _komentar_xml(isi)}, {"a": ("comments", "../comments1.xml")}).komentar


def test_komentar_program_lain() -> None:
    """Notes written by XlsxWriter, and by openpyxl after it, are read with their text and cell."""
    hasil, salinan = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(hasil, {"in_memory": True}) as buku:
        lembar = buku.add_worksheet()
        lembar.write_comment("B3", "angka ini\nsementara", {"author": "Lurah"})
        buku.add_worksheet().write_comment("XFD1048576", "di ujung")
    kedua = openpyxl.load_workbook(io.BytesIO(hasil.getvalue()))
    kedua.worksheets[0]["C1"].comment = Comment("baru", "Operator")
    kedua.worksheets[1]["XFD1048576"].comment = None
    kedua.save(salinan)
    asli, baru = baca(hasil.getvalue()).lembar, baca(salinan.getvalue()).lembar
    assert [x.komentar for x in asli] == [{(2, 1): "angka ini\nsementara"}, {(1_048_575, 16_383): "di ujung"}]
    assert [x.komentar for x in baru] == [{(2, 1): "angka ini\nsementara", (0, 2): "baru"}, {}]


@pytest.mark.parametrize(
    ("xml", "komentar"),
    [
        ('<comment ref="B2"><text><t>polos</t></text></comment>', {(1, 1): "polos"}),
        ('<comment ref="$b$2"><text><r><t>a </t></r><r><t>b</t></r></text></comment>', {(1, 1): "a b"}),
        ('<comment ref="B2:C3"><text><t>東京</t><rPh><t>x</t></rPh></text></comment>', {(1, 1): "東京"}),
        ('<comment ref="A2"><text><t>a</t></text></comment>' * 2, {(1, 0): "a\na"}),
        ('<comment ref="A2"><text><t> </t></text></comment>', {}),
        ('<comment ref="A2"/>', {}),
        ('<comment ref="aneh"><text><t>a</t></text></comment>', {(0, 0): "a"}),
        ('<comment ref="XFE1"><text><t>a</t></text></comment>', {(0, 0): "a"}),
        ('<comment ref="A1048577"><text><t>a</t></text></comment>', {(0, 0): "a"}),
        ("<comment><text><t>a</t></text></comment>", {(0, 0): "a"}),
    ],
)
def test_bentuk_catatan(xml: str, komentar: dict[tuple[int, int], str]) -> None:
    """Plain, rich and phonetic notes; several on a cell are joined; one without a cell hangs on A1, its text kept."""
    assert _catatan(xml) == komentar


def test_percakapan_mengganti_catatan() -> None:
    """A thread of comments is read with its replies, in place of the note that Excel leaves for older programs."""
    bagian = {
        "xl/comments1.xml": _komentar_xml(
            '<comment ref="B2"><text><t>[Threaded comment] Komentar: benar?</t></text></comment>'
            '<comment ref="A1"><text><t>catatan biasa</t></text></comment>'
        ),
        "xl/threadedComments/threadedComment1.xml": (
            f'<ThreadedComments xmlns="{PERCAKAPAN}"><threadedComment ref="B2" id="1"><text>benar?</text>'
            '</threadedComment><threadedComment ref="B2" id="2" parentId="1"><text>ya</text></threadedComment>'
            "</ThreadedComments>"
        ),
    }
    hubungan = {
        "a": ("comments", "../comments1.xml"),
        "b": ("threadedComment", "../threadedComments/threadedComment1.xml"),
    }
    assert _lembar(bagian, hubungan).komentar == {(1, 1): "benar?\nya", (0, 0): "catatan biasa"}


def test_komentar_di_sel_terakhir() -> None:
    """An ordinary comment at XFD1048576, where openpyxl hangs, costs no more than any other."""
    isi = _komentar_xml('<comment ref="XFD1048576"><text><t>jauh</t></text></comment>')
    data = xlsx("", {RELS: hubungan_xml({"a": ("comments", "../comments1.xml")}), "xl/comments1.xml": isi})
    assert baca_hemat(data, 2).lembar[0].komentar == {(1_048_575, 16_383): "jauh"}


def test_gambar_program_lain() -> None:
    """Pictures are counted, charts are not."""
    hasil = io.BytesIO()
    with xlsxwriter.Workbook(hasil, {"in_memory": True}) as buku:
        lembar, kedua = buku.add_worksheet(), buku.add_worksheet()
        for baris in (1, 5):
            lembar.insert_image(baris, 1, "a.png", {"image_data": io.BytesIO(PIKSEL)})
        lembar.insert_textbox(9, 1, "catatan tangan")
        grafik = buku.add_chart({"type": "column"})
        grafik.add_series({"values": [lembar.name, 0, 0, 1, 0]})
        kedua.insert_chart("B2", grafik)
    assert [x.gambar for x in baca(hasil.getvalue()).lembar] == [3, 0]


@pytest.mark.parametrize(
    ("xml", "jumlah"),
    [
        ("<d:pic/><d:grpSp><d:pic/></d:grpSp>", 2),
        ("<d:sp><d:txBody><a:p><a:r><a:t>tulisan</a:t></a:r></a:p></d:txBody></d:sp>", 1),
        ("<d:sp><d:txBody><a:p><a:r><a:t> </a:t></a:r></a:p></d:txBody></d:sp>", 0),
        ("<d:sp> nama </d:sp><d:cxnSp/><a:t>di luar bentuk</a:t>", 0),
    ],
)
def test_isi_gambar(xml: str, jumlah: int) -> None:
    """Pictures in groups count, shapes only if they say something."""
    bagian = {"xl/drawings/drawing1.xml": f"<d:wsDr {RUANG_BENTUK}>{xml}</d:wsDr>"}
    assert _lembar(bagian, {"a": ("drawing", "../drawings/drawing1.xml")}).gambar == jumlah


def test_dokumen_tertanam() -> None:
    """An embedded document counts as a picture: what it proves is not read."""
    hubungan = {"a": ("oleObject", "../embeddings/a.bin"), "b": ("package", "../embeddings/b.docx")}
    assert _lembar({"xl/embeddings/a.bin": b"\0"}, hubungan).gambar == 2


def test_bagian_bersama_dibaca_sekali(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred sheets that name one part of comments and one drawing cost one reading of each."""
    isi = {f"L{n}": lembar_xml("") for n in range(100)}
    rels = hubungan_xml({"a": ("comments", "/xl/comments1.xml"), "b": ("drawing", "/xl/drawings/drawing1.xml")})
    catatan = _komentar_xml('<comment ref="A1"><text><t>sama</t></text></comment>' * 50)
    bagian = {
        **bagian_xlsx(isi),
        **{f"xl/worksheets/_rels/sheet{n}.xml.rels": rels for n in range(1, 101)},
        "xl/comments1.xml": catatan,
        "xl/drawings/drawing1.xml": f"<d:wsDr {RUANG_BENTUK}><d:pic/></d:wsDr>",
    }
    monkeypatch.setattr(modul_batas, "_BATAS_NILAI", 50)
    lembar = baca(zip_dari(bagian)).lembar
    assert {x.gambar for x in lembar} == {1}
    assert {len(x.komentar) for x in lembar} == {1}
    monkeypatch.setattr(modul_batas, "_BATAS_NILAI", 49)
    ditolak(zip_dari(bagian), "PAKET-16")


def test_sampiran_hilang() -> None:
    """Relationships to missing parts and to other computers hold nothing that could be lost."""
    hubungan = {"a": ("comments", "../tiada.xml"), "b": ("drawing", "https://x/y.xml"), "c": ("hyperlink", "x")}
    lembar = _lembar({}, hubungan)
    assert (lembar.komentar, lembar.gambar, len(lembar.sel)) == ({}, 0, 1)


def test_sampiran_rusak() -> None:
    """A damaged part of comments refuses the file, as a damaged sheet does."""
    rels = hubungan_xml({"a": ("comments", "../comments1.xml")})
    ditolak(xlsx("", {RELS: rels, "xl/comments1.xml": "<comments"}), "BERKAS-03")
