"""Figures and dates as an Indonesian document writes them."""

from __future__ import annotations

from datetime import date

from ikixl.aturan import bulat_setengah_menjauh

__all__ = ["BULAN", "angka", "tanggal"]

#: Names of the months; no program's locale decides what an official document says.
BULAN = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_TUKAR = str.maketrans(",.", ".,")


def angka(nilai: float | None, satuan: str = "") -> str:
    """A figure with decimal comma and points between thousands, "" for None.

    Whole figures have no decimals, others two, rounded half away from zero as Excel shows them.
    """
    if nilai is None:
        return ""
    bulat = bulat_setengah_menjauh(nilai, 2)
    teks = f"{bulat:,.0f}" if bulat == int(bulat) else f"{bulat:,.2f}"
    return f"{teks.translate(_TUKAR)} {satuan}".strip()


def tanggal(teks: str) -> str:
    """ "2024-01-24" as "24 Januari 2024"; a text that is no such date as it stands."""
    try:
        hari = date.fromisoformat(teks)
    except ValueError:
        return teks
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"
