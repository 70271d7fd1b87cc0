"""A Word document to the neutral stream."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.impor.aliran import Baris, Paragraf, Potongan
from ikixl.impor.bersih import PECAHAN
from ikixl.impor.galat import ImporError
from ikixl.reader.paket import Paket, buka_paket

__all__ = ["baca_docx"]

_DALAM_MAKS = 60
_KOLOM_MAKS = 200
#: Tags in all parts together; the longest decrees have a fifth of it.
_TANDA_MAKS = 1_000_000
#: Content that is not shown: deleted by a tracked change, field codes, the double that old programs read.
_TAK_TAMPAK = {qn(n) for n in ("w:del", "w:moveFrom", "w:instrText", "w:pPr", "w:rPr", "m:rPr", "m:fPr", "w:tblPr")}
_CADANGAN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")


def baca_docx(data: bytes) -> tuple[Potongan, ...]:
    """Paragraphs and table rows in reading order, with their number in the document.

    Word's own numbers of lists are no text; such a paragraph begins with "- " instead. A formula drawn as a fraction
    becomes "(A ⁄ B)". ImporError or BerkasTidakTerbacaError where the file is no sound .docx.
    """
    paket = buka_paket(data)
    if not paket.ada("word/document.xml"):
        raise ImporError(
            "Berkas ini bukan dokumen Word (.docx).", "Buka berkasnya, pilih Simpan Sebagai > Dokumen Word (.docx)."
        )
    _periksa_bagian(paket)
    try:
        badan: Any = Document(io.BytesIO(data)).element.body
    # lxml's XMLSyntaxError is a SyntaxError; python-docx raises KeyError and ValueError over missing or foreign parts.
    except (SyntaxError, KeyError, ValueError, AttributeError) as galat:
        raise BerkasTidakTerbacaError("BERKAS-03", sebab="isi dokumennya tidak terbaca") from galat
    return tuple(_Pembaca().badan(badan, 0))


def _periksa_bagian(paket: Paket) -> None:
    """Refuse what Word never writes: a document type (its entities would vanish or multiply), and a package of a few
    kilobytes that unfolds into millions of elements."""
    tanda = 0
    for nama in paket.nama:
        if not nama.lower().endswith((".xml", ".rels")):
            continue
        for potongan in paket.potongan(nama):
            tanda += potongan.count(b"<")
            if b"<!DOCTYPE" in potongan:
                raise BerkasTidakTerbacaError("BERKAS-07", sebab="bagian di dalamnya memakai DOCTYPE")
            if tanda > _TANDA_MAKS:
                raise BerkasTidakTerbacaError("BERKAS-04", sebab="isinya jauh lebih banyak daripada surat keputusan")


class _Pembaca:
    """Walks a document once and numbers what it meets."""

    def __init__(self) -> None:
        self.paragraf = 0
        self.tabel = 0

    def badan(self, simpul: Any, dalam: int) -> Iterator[Potongan]:
        """Everything that stands in the body, also inside content controls."""
        for anak in simpul if dalam < _DALAM_MAKS else ():
            if anak.tag == _P:
                self.paragraf += 1
                for baris in _teks_paragraf(anak).split("\n"):
                    yield Paragraf(baris.strip(), f"paragraf {self.paragraf}")
            elif anak.tag == _TBL:
                self.tabel += 1
                yield from _baris_tabel(anak, self.tabel)
            elif isinstance(anak.tag, str) and anak.tag not in _TAK_TAMPAK and anak.tag != _CADANGAN:
                yield from self.badan(anak, dalam + 1)


def _baris_tabel(tbl: Any, nomor: int) -> Iterator[Baris]:
    baris = [_sel_baris(tr) for tr in _anak(tbl, _TR, 0)]
    # Cells of different rows may span differently; a column begins wherever any cell does.
    awal = sorted({a for isi in baris for a, _, _, _ in isi})
    for urutan, isi in enumerate(baris, start=1):
        sel = [""] * len(awal)
        sambung = set()
        for mulai, lebar, teks, lanjut in isi:
            for n, a in enumerate(awal):
                if mulai <= a < mulai + lebar:
                    sel[n] = teks
                    if lanjut:
                        sambung.add(n)
        yield Baris(tuple(sel), f"tabel {nomor} baris {urutan}", nomor, frozenset(sambung))


def _sel_baris(tr: Any) -> list[tuple[int, int, str, bool]]:
    """Cells of a row: first grid column, width, text, whether it continues the cell above."""
    kolom = _angka(tr.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    hasil = []
    for tc in _anak(tr, _TC, 0):
        lebar = max(1, min(_angka(tc.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1), _KOLOM_MAKS))
        gabung = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        lanjut = gabung is not None and gabung.get(qn("w:val")) != "restart"
        hasil.append((kolom, lebar, "" if lanjut else _teks_sel(tc, 0), lanjut))
        kolom += lebar
        if kolom > _KOLOM_MAKS:
            break
    return hasil


def _anak(simpul: Any, tag: str, dalam: int) -> Iterator[Any]:
    """Children of one tag, also those inside content controls."""
    for anak in simpul:
        if anak.tag == tag:
            yield anak
        elif anak.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")) and dalam < _DALAM_MAKS:
            yield from _anak(anak, tag, dalam + 1)


def _angka(simpul: Any, bawaan: int) -> int:
    nilai = simpul.get(qn("w:val")) if simpul is not None else None
    return int(nilai) if nilai and nilai.isdigit() and len(nilai) < 6 else bawaan


def _teks_sel(tc: Any, dalam: int) -> str:
    bagian: list[str] = []
    for anak in tc:
        if anak.tag == _P:
            teks = _teks_paragraf(anak)
            bagian.append(teks)
            # An underlined line above another is how Word users draw a fraction.
            if teks.strip() and _bergaris_bawah(anak) and anak.getnext() is not None:
                bagian.append("____")
        elif anak.tag == _TBL and dalam < _DALAM_MAKS:
            bagian += [" ".join(_teks_sel(c, dalam + 1) for c in _anak(r, _TC, 0)) for r in _anak(anak, _TR, 0)]
        elif anak.tag in (qn("w:sdt"), qn("w:sdtContent")) and dalam < _DALAM_MAKS:
            bagian.append(_teks_sel(anak, dalam + 1))
    return "\n".join(b.strip() for b in bagian if b.strip())


def _bergaris_bawah(p: Any) -> bool:
    """Whether every run with text is underlined."""
    lari = [r for r in p.iter(qn("w:r")) if any(t.text and t.text.strip() for t in r.iter(qn("w:t")))]
    return bool(lari) and all(
        (u := r.find(f"{qn('w:rPr')}/{qn('w:u')}")) is not None and u.get(qn("w:val")) != "none" for r in lari
    )


def _teks_paragraf(p: Any) -> str:
    teks = "".join(_isi(p, 0))
    bernomor = p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    return f"- {teks.lstrip()}" if bernomor and teks.strip() else teks


def _isi(simpul: Any, dalam: int) -> Iterator[str]:
    for anak in simpul if dalam < _DALAM_MAKS else ():
        if anak.tag in (qn("w:t"), qn("m:t")):
            yield anak.text or ""
        elif anak.tag == qn("w:tab"):
            yield "\t"
        elif anak.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif anak.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif anak.tag == qn("m:f"):
            atas, bawah = (anak.find(qn(n)) for n in ("m:num", "m:den"))
            yield "("
            yield from _isi(atas if atas is not None else (), dalam + 1)
            yield f" {PECAHAN} "
            yield from _isi(bawah if bawah is not None else (), dalam + 1)
            yield ")"
        elif isinstance(anak.tag, str) and anak.tag not in _TAK_TAMPAK and anak.tag != _CADANGAN:
            yield from _isi(anak, dalam + 1)
