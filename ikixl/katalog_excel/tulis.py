"""Katalog tables to the bytes of a katalog.xlsx."""

from __future__ import annotations

from ikixl.errors import KatalogError, LayoutError
from ikixl.katalog.mentah import IsiTabel, TabelMentah
from ikixl.katalog_excel.susun import susun_contoh, susun_katalog
from ikixl.writer import tulis_tabel_bebas

__all__ = ["contoh_excel", "ke_excel"]


def ke_excel(mentah: TabelMentah) -> bytes:
    """The workbook of katalog tables as they were read, faulty cells included; the same bytes for the same tables.

    KatalogError where a table cannot be read, where a column stands twice, where a row has cells beyond the header, or
    where a text is too long for a cell.
    """
    for nama, isi in mentah.isi.items():
        cacat = "tidak terbaca" if isi is None else _cacat(isi)
        if cacat:
            raise KatalogError(
                f"Tabel {nama} belum dapat dipindahkan ke Excel: {cacat}.",
                "Jalankan ikixl katalog periksa, perbaiki yang disebut, lalu ulangi.",
            )
    try:
        return tulis_tabel_bebas(susun_katalog(mentah))
    except LayoutError as galat:
        raise KatalogError(f"Katalog belum dapat dipindahkan ke Excel: {galat.pesan}", "Pendekkan teksnya.") from galat


def _cacat(isi: IsiTabel) -> str:
    """What of a table a sheet could not show, "" where it can show all of it."""
    bernama = [k for k in isi.kolom if k]
    if len(set(bernama)) < len(bernama):
        return "judul kolomnya ganda"
    lebih = next((b for b in isi.baris if any(s.strip() for s in b.sel[len(isi.kolom) :])), None)
    return f"baris {lebih.nomor} mempunyai lebih banyak sel daripada judulnya" if lebih else ""


def contoh_excel() -> bytes:
    """The workbook of a new katalog: instructions and one worked example row per table."""
    return tulis_tabel_bebas(susun_contoh())
