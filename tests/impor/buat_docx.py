"""Word documents for the tests of the importer: made of paragraphs, tables and merged cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

__all__ = ["baris_terbagi", "bytes_docx", "dokumen", "pecahan", "tabel_docx"]


def dokumen() -> Any:
    """An empty Word document."""
    return Document()


def bytes_docx(dok: Any) -> bytes:
    """The document as a file."""
    penampung = io.BytesIO()
    dok.save(penampung)
    return penampung.getvalue()


def tabel_docx(dok: Any, isi: Sequence[Sequence[str]], gabung: Sequence[tuple[int, int, int, int]] = ()) -> Any:
    """A table with these texts; `gabung` merges (row, column) to (row, column), keeping the first text."""
    tabel = dok.add_table(rows=len(isi), cols=len(isi[0]))
    for b, baris in enumerate(isi):
        for k, teks in enumerate(baris):
            tabel.cell(b, k).text = teks
    for b1, k1, b2, k2 in gabung:
        teks = tabel.cell(b1, k1).text
        tabel.cell(b1, k1).merge(tabel.cell(b2, k2)).text = teks
    return tabel


def baris_terbagi(sel: Any, baris: Sequence[str], *, bernomor: bool = False) -> None:
    """Several paragraphs in one cell, numbered by Word if `bernomor`."""
    sel.text = baris[0]
    for teks in baris[1:]:
        sel.add_paragraph(teks)
    for paragraf in sel.paragraphs if bernomor else ():
        sifat = paragraf._p.get_or_add_pPr()
        nomor = OxmlElement("w:numPr")
        for tag, nilai in (("w:ilvl", "0"), ("w:numId", "1")):
            anak = OxmlElement(tag)
            anak.set(qn("w:val"), nilai)
            nomor.append(anak)
        sifat.append(nomor)


def pecahan(sel: Any, atas: str, bawah: str, ekor: str = " x 100%") -> None:
    """An equation of Word in a cell: a fraction, then a tail."""
    sel.text = ""
    paragraf = sel.paragraphs[0]
    paragraf._p.append(
        parse_xml(
            f"<m:oMath {nsdecls('m')}><m:f><m:num><m:r><m:t>{atas}</m:t></m:r></m:num>"
            f"<m:den><m:r><m:t>{bawah}</m:t></m:r></m:den></m:f></m:oMath>"
        )
    )
    paragraf.add_run(ekor)
