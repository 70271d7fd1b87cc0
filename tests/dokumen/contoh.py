"""Consolidated figures of the small katalog, small enough to check by hand, and how a .docx is read back."""

from __future__ import annotations

import io
from collections.abc import Mapping

from docx import Document
from docx.document import Document as Dokumen
from docx.text.paragraph import Paragraph

from ikixl.aturan import Aturan
from ikixl.katalog.kunci import kunci_catatan, kunci_target
from ikixl.katalog.model import Katalog
from ikixl.konsolidasi import Konsolidasi, NilaiAsal
from ikixl.layout.unit import target_awal
from tests.contoh_kecil import isi_kelurahan, katalog_kecil

__all__ = ["LAPORAN", "baca", "bergaya", "isi_tabel", "konsolidasi", "teks"]

#: 17 of 20 files in two of three kelurahan, 3 disturbances where 10 were allowed is not asked before triwulan II.
LAPORAN: Mapping[str, Mapping[str, float | str]] = {
    "1001": {"LURAH_01__selesai__1": 8, "LURAH_01__masuk__1": 10, "SEKLUR_01__p__1": 60},
    "1002": {"LURAH_01__selesai__1": 9, "LURAH_01__masuk__1": 10},
}


def konsolidasi(
    laporan: Mapping[str, Mapping[str, float | str]] = LAPORAN,
    catatan: Mapping[tuple[str, str, str], str] | None = None,
    katalog: Katalog | None = None,
) -> Konsolidasi:
    """What the units reported, with the katalog's targets and notes by (unit, indikator, column)."""
    k = katalog or katalog_kecil()
    isian = {
        unit: {kunci: NilaiAsal(n, "isi") for kunci, n in {**target_awal(k, unit), **isi_kelurahan(**isi)}.items()}
        for unit, isi in laporan.items()
    }
    for (unit, indikator, kolom), isi in (catatan or {}).items():
        isian[unit][kunci_catatan(indikator, kolom)] = NilaiAsal(isi, "isi")
    assert all(kunci_target("LURAH.01", 1) in milik for unit, milik in isian.items() if unit != "SEK")
    return Konsolidasi(k, Aturan(), isian)


def baca(isi: bytes) -> Dokumen:
    """The document as python-docx reads it."""
    return Document(io.BytesIO(isi))


def teks(dokumen: Dokumen) -> list[str]:
    """Texts of the paragraphs outside tables that hold any."""
    return [p.text for p in dokumen.paragraphs if p.text.strip()]


def bergaya(dokumen: Dokumen, gaya: str) -> list[Paragraph]:
    """The paragraphs of one style."""
    return [p for p in dokumen.paragraphs if p.style is not None and p.style.name == gaya]


def isi_tabel(dokumen: Dokumen, nomor: int = 0) -> list[list[str]]:
    """The cells of a table, row by row; a merged cell is repeated."""
    return [[sel.text for sel in baris.cells] for baris in dokumen.tables[nomor].rows]
