"""`katalog ke-excel` and `katalog dari-excel`: the same katalog in its other form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ikixl.errors import KatalogError
from ikixl.katalog import TabelMentah, baca_tabel, csv_mentah
from ikixl.katalog_excel import NAMA_BERKAS, baca_katalog
from ikixl.katalog_excel.tulis import ke_excel
from ikixl.proyek import Proyek
from ikixl.simpan import tulis_atomik
from ikixl.sumber_katalog import baca_bita, berkas_excel, simpan_sumber

__all__ = ["HasilUbah", "katalog_dari_excel", "katalog_ke_excel"]


@dataclass(frozen=True, slots=True)
class HasilUbah:
    """What was written, and where the former katalog of the project went (None where nothing had to move)."""

    tujuan: Path
    lama: Path | None
    baris: int


def katalog_ke_excel(proyek: Proyek, tujuan: Path | None = None, *, timpa: bool = False) -> HasilUbah:
    """Write the project's CSV tables as a katalog.xlsx, which becomes its katalog; the CSV move to lama/.

    With `tujuan` the file is written there and the project stays as it is. KatalogError where the katalog is an
    Excel file already, or where `tujuan` exists and `timpa` is False.
    """
    if berkas_excel(proyek.katalog) is not None:
        raise KatalogError(
            "Katalog proyek ini sudah berupa katalog.xlsx.", "Buka saja berkas itu di program spreadsheet."
        )
    mentah = baca_tabel(proyek.katalog)
    data = ke_excel(mentah)
    if tujuan is not None:
        _tolak_timpa([tujuan], timpa)
        tulis_atomik(tujuan, data)
        return HasilUbah(tujuan, None, _baris(mentah))
    lama = simpan_sumber(proyek.katalog, {NAMA_BERKAS: data})
    return HasilUbah(proyek.katalog / NAMA_BERKAS, lama, _baris(mentah))


def katalog_dari_excel(
    proyek: Proyek, berkas: Path | None = None, tujuan: Path | None = None, *, timpa: bool = False
) -> HasilUbah:
    """Write a katalog.xlsx (None: the project's own) as CSV tables, which become the project's katalog.

    What was its katalog moves to lama/. With `tujuan` the tables are written into that folder and the project stays as
    it is. KatalogError where the file cannot be read, where it holds a fault that the tables could not show (an error
    cell, a table that stands twice), or where `tujuan` holds tables and `timpa` is False.
    """
    excel = berkas or berkas_excel(proyek.katalog)
    if excel is None:
        raise KatalogError(
            "Proyek ini tidak mempunyai katalog/katalog.xlsx.", "Sebut berkasnya: ikixl katalog dari-excel BERKAS"
        )
    mentah = baca_katalog(baca_bita(excel), excel.name)
    hilang = [t for t in mentah.temuan if t.tingkat == "galat"]
    if hilang:
        daftar = "\n".join(f"- lembar {t.lembar}, {t.sel}: {t.pesan} {t.saran}" for t in hilang)
        raise KatalogError(
            f"Katalog {excel} belum dapat dipindahkan tanpa kehilangan isi:\n{daftar}", temuan=tuple(hilang)
        )
    isi = csv_mentah(mentah)
    if tujuan is not None:
        _tolak_timpa([tujuan / nama for nama in isi], timpa)
        for nama, data in isi.items():
            tulis_atomik(tujuan / nama, data)
        return HasilUbah(tujuan, None, _baris(mentah))
    return HasilUbah(proyek.katalog, simpan_sumber(proyek.katalog, isi), _baris(mentah))


def _tolak_timpa(path: list[Path], timpa: bool) -> None:
    ada = [p for p in path if p.exists()]
    if ada and not timpa:
        raise KatalogError(
            f"{ada[0]} sudah ada; tidak ada yang diubah.", "Pilih tempat lain, atau ulangi dengan --timpa."
        )


def _baris(mentah: TabelMentah) -> int:
    return sum(len(isi.baris) for isi in mentah.isi.values() if isi is not None)
