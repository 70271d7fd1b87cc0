"""The block in which two parties sign beneath a table: the head of the instansi, and who is above him."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Dokumen
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell

from ikixl.bawaan import baca_templat
from ikixl.dokumen.halaman import alinea, bersih
from ikixl.katalog.model import Instansi

__all__ = ["tanda_tangani"]

# Room to sign, above the name.
_RUANG = 44


def tanda_tangani(dokumen: Dokumen, instansi: Instansi, pihak: Sequence[str]) -> None:
    """A block of two columns: left the superior, right the head of the instansi, each under his part in `pihak`.

    Names, pangkat and NIP are those of the katalog; what it does not know is left as dots to be filled in by hand.
    """
    t = baca_templat("dokumen")["tanda_tangan"]
    tempat = t["tempat"].format(kota=instansi.kota or t["titik"], tahun=instansi.tahun)
    kiri = ["", pihak[0], _atasan(instansi.kabupaten_kota, t["atasan"])], [t["titik"]]
    nip = t["nip"].format(nip=instansi.nip or t["titik"])
    sendiri = [n for n in (instansi.pejabat or t["titik"], instansi.pangkat, nip) if n]
    kanan = [tempat, pihak[1], instansi.jabatan_pejabat or t["titik"]], sendiri
    alinea(dokumen, "").paragraph_format.keep_with_next = True
    tabel = dokumen.add_table(rows=1, cols=2)
    for sel, (atas, bawah) in zip(tabel.rows[0].cells, (kiri, kanan), strict=True):
        _isi(sel, atas, bawah)


def _atasan(kabupaten_kota: str, kata: dict[str, str]) -> str:
    """Who is above a camat: "Wali Kota X" in "Kota X", "Bupati X" in "Kabupaten X"."""
    jenis, _, nama = kabupaten_kota.partition(" ")
    return f"{kata[jenis.casefold()]} {nama}" if jenis.casefold() in kata and nama else kata["lain"]


def _isi(sel: _Cell, atas: Sequence[str], bawah: Sequence[str]) -> None:
    for nomor, teks in enumerate((*atas, *bawah)):
        p = sel.add_paragraph() if nomor else sel.paragraphs[0]
        p.alignment = WD_ALIGN_PARAGRAPH.CENTER
        p.paragraph_format.space_after = Pt(0)
        p.paragraph_format.keep_with_next = nomor + 1 < len(atas) + len(bawah)
        lari = p.add_run(bersih(teks))
        if nomor == len(atas):
            p.paragraph_format.space_before = Pt(_RUANG)
            lari.bold = True
