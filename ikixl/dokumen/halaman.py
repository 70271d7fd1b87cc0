"""The pieces that all documents share: paper, styles, page numbers, tables, and the bytes of the file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ikixl.bawaan import baca_templat

if TYPE_CHECKING:
    from docx.document import Document as Dokumen
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

__all__ = [
    "alinea",
    "bersih",
    "butir",
    "dokumen_baru",
    "ke_bita",
    "lanskap",
    "lebar_isi",
    "sebaris",
    "tabel",
    "tambah_baris",
    "tulis_sel",
]

# What XML cannot hold at all.
_TAK_SAH = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The oldest date that a zip can hold: the same document gives the same bytes whenever it is written.
_WAKTU_ZIP = (1980, 1, 1, 0, 0, 0)
# Style, size in points, space above it in points.
_JUDUL = (("Title", 14, 0), ("Heading 1", 12.5, 12), ("Heading 2", 11, 12), ("Heading 3", 10.5, 8))


def bersih(teks: str) -> str:
    """A text without characters that no document can hold."""
    return _TAK_SAH.sub("", teks)


def sebaris(teks: str) -> str:
    """A text on one line, single blanks between its words."""
    return " ".join(bersih(teks).split())


def dokumen_baru(kertas: str, judul: str, kaki: str) -> Dokumen:
    """An empty portrait document on "F4" or "A4" with our styles, and in its footer `kaki` and the page number."""
    dokumen = Document()
    _buang_gaya_lama(dokumen)
    _atur_gaya(dokumen)
    lebar, tinggi = baca_templat("dokumen")["kertas"][kertas]
    bagian = dokumen.sections[0]
    bagian.page_width, bagian.page_height = Mm(lebar), Mm(tinggi)
    _atur_tepi(bagian)
    _kaki(bagian, kaki)
    dokumen.core_properties.title = sebaris(judul)
    dokumen.core_properties.author = ""
    dokumen.core_properties.comments = ""
    dokumen.core_properties.language = "id-ID"
    return dokumen


def _buang_gaya_lama(dokumen: Dokumen) -> None:
    """The template brings a second list of styles for Word 2007, which ours would contradict."""
    hubungan = dokumen.part.rels
    for kunci in [k for k, h in hubungan.items() if h.reltype.endswith("/stylesWithEffects")]:
        del hubungan[kunci]


def _atur_tepi(bagian: Section) -> None:
    kiri, atas, kanan, bawah = baca_templat("dokumen")["kertas"]["tepi"]
    bagian.left_margin, bagian.top_margin, bagian.right_margin, bagian.bottom_margin = map(
        Mm, (kiri, atas, kanan, bawah)
    )


def _atur_gaya(dokumen: Dokumen) -> None:
    """Word's own styles in our type, and two of ours: Butir (a lettered item) and Isi Tabel."""
    gaya = baca_templat("dokumen")["gaya"]
    dasar = dokumen.styles["Normal"]
    _huruf(dasar, gaya["huruf"], gaya["ukuran"])
    dasar.element.rPr.append(_unsur("w:lang", val="id-ID"))
    dasar.paragraph_format.space_after = Pt(6)
    dasar.paragraph_format.widow_control = True
    for nama, ukuran, sebelum in (
        ("Title", 14, 0),
        ("Heading 1", 12.5, 12),
        ("Heading 2", 11, 12),
        ("Heading 3", 10.5, 8),
    ):
        g = dokumen.styles[nama]
        _huruf(g, gaya["huruf"], ukuran)
        g.font.bold, g.font.italic = True, False
        g.font.color.rgb = RGBColor(0, 0, 0)
        g.paragraph_format.space_before, g.paragraph_format.space_after = Pt(sebelum), Pt(4)
        g.paragraph_format.keep_with_next = True
    judul = dokumen.styles["Title"]
    judul.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # Word's Title carries a line below it, which no official document has.
    for garis in judul.element.pPr.findall(qn("w:pBdr")):
        judul.element.pPr.remove(garis)
    butir_gaya = dokumen.styles.add_style("Butir", WD_STYLE_TYPE.PARAGRAPH)
    butir_gaya.base_style = dasar
    batas = butir_gaya.paragraph_format
    batas.left_indent, batas.first_line_indent, batas.space_after = Mm(8), Mm(-8), Pt(2)
    batas.tab_stops.add_tab_stop(Mm(8))
    isi = dokumen.styles.add_style("Isi Tabel", WD_STYLE_TYPE.PARAGRAPH)
    isi.base_style = dasar
    isi.font.size = Pt(gaya["ukuran_tabel"])
    isi.paragraph_format.space_before = isi.paragraph_format.space_after = Pt(2)


def _huruf(gaya: ParagraphStyle, nama: str, ukuran: float) -> None:
    """One typeface for every script: the template's theme would win over a mere name."""
    gaya.font.name, gaya.font.size = nama, Pt(ukuran)
    huruf = gaya.element.get_or_add_rPr().get_or_add_rFonts()
    for tema in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        huruf.attrib.pop(qn(f"w:{tema}"), None)
    for aksara in ("ascii", "hAnsi", "eastAsia", "cs"):
        huruf.set(qn(f"w:{aksara}"), nama)


def _unsur(nama: str, **sifat: str) -> Any:
    unsur = OxmlElement(nama)
    for kunci, nilai in sifat.items():
        unsur.set(qn(f"w:{kunci}"), nilai)
    return unsur


def _kaki(bagian: Section, teks: str) -> None:
    """The footer: what the document is at the left, the page number and how many there are at the right."""
    awal, tengah = baca_templat("dokumen")["kertas"]["halaman"]
    p = bagian.footer.paragraphs[0]
    p.clear()
    p.paragraph_format.tab_stops.clear_all()
    p.style.font.size = Pt(8)
    # The template's Footer has tab stops for another paper.
    p.style.paragraph_format.tab_stops.clear_all()
    p.paragraph_format.tab_stops.add_tab_stop(_lebar(bagian), WD_TAB_ALIGNMENT.RIGHT)
    p.add_run(f"{sebaris(teks)}\t{awal}")
    _bidang(p, "PAGE")
    p.add_run(tengah)
    _bidang(p, "NUMPAGES")


def _bidang(p: Paragraph, kode: str) -> None:
    """A field that the word processor fills in."""
    bidang = _unsur("w:fldSimple", instr=kode)
    lari = OxmlElement("w:r")
    isi = OxmlElement("w:t")
    isi.text = "1"
    lari.append(isi)
    bidang.append(lari)
    p._p.append(bidang)


def lanskap(dokumen: Dokumen, kaki: str, *, bagian_baru: bool = True) -> None:
    """Start a new section on the same paper, turned; or turn the last one."""
    bagian = dokumen.add_section(WD_SECTION.NEW_PAGE) if bagian_baru else dokumen.sections[-1]
    bagian.orientation = WD_ORIENT.LANDSCAPE
    bagian.page_width, bagian.page_height = bagian.page_height, bagian.page_width
    bagian.footer.is_linked_to_previous = False
    _kaki(bagian, kaki)


def _lebar(bagian: Section) -> int:
    return int(bagian.page_width or 0) - int(bagian.left_margin or 0) - int(bagian.right_margin or 0)


def lebar_isi(dokumen: Dokumen) -> float:
    """Millimetres between the margins of the last section."""
    return _lebar(dokumen.sections[-1]) / Mm(1)


def alinea(dokumen: Dokumen, teks: str, gaya: str = "Normal", rata: str = "") -> Paragraph:
    """A paragraph; `rata` "tengah" or "penuh" aligns it otherwise than its style does."""
    p = dokumen.add_paragraph(bersih(teks), gaya)
    if rata:
        p.alignment = {"tengah": WD_ALIGN_PARAGRAPH.CENTER, "penuh": WD_ALIGN_PARAGRAPH.JUSTIFY}[rata]
    return p


def butir(dokumen: Dokumen, nomor: int, teks: str) -> None:
    """Item number `nomor` (from 0) of a list: a. to z., then numbers."""
    huruf = chr(ord("a") + nomor) if nomor < 26 else str(nomor + 1)
    alinea(dokumen, f"{huruf}.\t{sebaris(teks)}", "Butir")


def tabel(dokumen: Dokumen, kepala: Sequence[str], lebar: Sequence[float]) -> Table:
    """A ruled table with a header row that repeats on every page; `lebar` in millimetres, shrunk to fit the page."""
    skala = min(lebar_isi(dokumen) / sum(lebar), 1)
    t: Table = dokumen.add_table(rows=1, cols=len(kepala), style="Table Grid")
    t.alignment = WD_TABLE_ALIGNMENT.CENTER
    t.autofit = False
    for kolom, mm in zip(t.columns, lebar, strict=True):
        kolom.width = Mm(mm * skala)
    warna = baca_templat("dokumen")["gaya"]["warna_kepala"]
    for sel, judul in zip(t.rows[0].cells, kepala, strict=True):
        tulis_sel(sel, judul, rata="tengah", tebal=True)
        sel._tc.get_or_add_tcPr().append(_unsur("w:shd", val="clear", color="auto", fill=warna))
    sifat = t.rows[0]._tr.get_or_add_trPr()
    sifat.append(_unsur("w:cantSplit"))
    sifat.append(_unsur("w:tblHeader"))
    return t


def tulis_sel(sel: _Cell, teks: str, rata: str = "", tebal: bool = False) -> None:
    """The text of a cell, a paragraph for each of its lines; `rata` as "kanan" or "tengah"."""
    for nomor, satu in enumerate(bersih(teks).split("\n")):
        p = sel.paragraphs[0] if not nomor else sel.add_paragraph()
        p.style = "Isi Tabel"
        p.add_run(satu.strip()).bold = tebal or None
        if rata:
            p.alignment = {"kanan": WD_ALIGN_PARAGRAPH.RIGHT, "tengah": WD_ALIGN_PARAGRAPH.CENTER}[rata]


def tambah_baris(t: Table, isi: Sequence[str], rata: Sequence[str] = ()) -> list[_Cell]:
    """A row below the others, kept on one page; its cells."""
    baris = t.add_row()  # type: ignore[no-untyped-call]
    baris._tr.get_or_add_trPr().append(_unsur("w:cantSplit"))
    sel = list(baris.cells)
    for nomor, (s, teks) in enumerate(zip(sel, isi, strict=True)):
        s.width = t.columns[nomor].width
        tulis_sel(s, teks, rata[nomor] if rata else "")
    return sel


def ke_bita(dokumen: Dokumen) -> bytes:
    """The bytes of the .docx: the same for the same content."""
    mentah, jadi = io.BytesIO(), io.BytesIO()
    dokumen.save(mentah)
    with zipfile.ZipFile(mentah) as lama, zipfile.ZipFile(jadi, "w", zipfile.ZIP_DEFLATED) as baru:
        for nama in lama.namelist():
            baru.writestr(zipfile.ZipInfo(nama, _WAKTU_ZIP), lama.read(nama), zipfile.ZIP_DEFLATED)
    return jadi.getvalue()
