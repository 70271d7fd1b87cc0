"""Findings written beside the rows of a katalog.xlsx, everything else in the file left as its owner made it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ikixl.bawaan import baca_templat
from ikixl.errors import KatalogError
from ikixl.katalog_excel.baca import baca_katalog, cari_kepala, kenali_lembar
from ikixl.layout.tinggi import tinggi_baris
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.mentah import LembarMentah
from ikixl.temuan import Temuan

__all__ = ["tandai"]

# A cell takes no more; a row with that many findings has been said enough about.
_TERPANJANG = 2000
_LEBAR = 90
_MIRIP_SANDI = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def tandai(data: bytes, temuan: Iterable[Temuan]) -> bytes:
    """The workbook with each temuan in the column `temuan` of its row, and nothing in that column anywhere else.

    A temuan that names no row stands in the first row below the header. A formula in a table gives way to its result,
    which openpyxl would not keep beside it and without which the cell could not be read again. KatalogError where the
    file cannot be read.
    """
    # Our own reader first: it refuses what would make openpyxl run for ever.
    baca_katalog(data)
    mentah = baca_mentah(data, "katalog.xlsx")
    menurut_baris: dict[tuple[str, int], list[str]] = {}
    for t in temuan:
        nomor = t.sel.split(",")[0].removeprefix("baris ")
        baris = int(nomor) if nomor.isdigit() else 0
        menurut_baris.setdefault((t.lembar, baris), []).append(f"{t.kode} ({t.tingkat}): {t.pesan} {t.saran}")
    try:
        buku = load_workbook(io.BytesIO(data))
    except (ValueError, KeyError, TypeError) as galat:
        # openpyxl is stricter than we are about what else is in a file: styles, drawings, links.
        raise KatalogError(
            "Temuan tidak dapat ditulis ke katalog.xlsx ini karena susunannya tidak biasa.",
            "Buka di program spreadsheet, simpan kembali sebagai .xlsx, lalu ulangi.",
        ) from galat
    for lembar in mentah.lembar:
        tabel = kenali_lembar(lembar)
        kepala = cari_kepala(tabel, lembar) if tabel else None
        if tabel is not None and kepala is not None:
            milik = {b: isi for (nama, b), isi in menurut_baris.items() if nama == tabel}
            _pulihkan(buku[lembar.nama], lembar)
            _tandai_lembar(buku[lembar.nama], lembar, kepala, milik)
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()


def _pulihkan(ws: Worksheet, lembar: LembarMentah) -> None:
    """Give results and texts back to the cells as our own reader found them."""
    for (baris, kolom), asal in lembar.sel.items():
        sel = ws.cell(baris + 1, kolom + 1)
        if asal.jenis == "teks" and isinstance(asal.nilai, str):
            # openpyxl turns _x0041_ into A and writes neither it nor a control character in its escaped form.
            teks = _MIRIP_SANDI.sub("_x005F_", asal.nilai)
            sel.value = ILLEGAL_CHARACTERS_RE.sub(lambda c: f"_x{ord(c.group()):04X}_", teks)
            sel.data_type = "s"
        elif asal.rumus is not None and asal.jenis in ("angka", "tanggal", "logika"):
            sel.value = asal.nilai


def _tandai_lembar(
    ws: Worksheet, lembar: LembarMentah, kepala: tuple[int, dict[int, str]], temuan: dict[int, list[str]]
) -> None:
    templat = baca_templat("katalog")
    baris_kepala, judul = kepala[0] + 1, kepala[1]
    kolom = next((k + 1 for k, n in judul.items() if n == templat["kolom_temuan"]), 0)
    if not kolom:
        kolom = max(judul) + 2
        ws.cell(baris_kepala, kolom, templat["kolom_temuan"]).font = Font(bold=True)
        ws.column_dimensions[get_column_letter(kolom)].width = _LEBAR
    for b, k in lembar.sel:
        if k + 1 == kolom and b + 1 > baris_kepala:
            ws.cell(b + 1, kolom).value = None
    if temuan.get(0):
        temuan = {**temuan, baris_kepala + 1: [*temuan[0], *temuan.get(baris_kepala + 1, [])]}
    for baris, isi in temuan.items():
        if baris > baris_kepala:
            sel = ws.cell(baris, kolom)
            sel.value = ILLEGAL_CHARACTERS_RE.sub("", "\n".join(isi))[:_TERPANJANG]
            # Never a formula, whatever a quoted text begins with.
            sel.data_type = "s"
            sel.alignment = Alignment(wrap_text=True, vertical="top")
            tinggi = tinggi_baris([(str(sel.value), _LEBAR)])
            ws.row_dimensions[baris].height = min(max(tinggi, ws.row_dimensions[baris].height or 0), 409)
