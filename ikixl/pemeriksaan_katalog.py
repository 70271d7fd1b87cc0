"""`katalog periksa`: hard faults of a project's katalog, then the quality of its indikator."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ikixl.errors import KatalogError
from ikixl.katalog import periksa
from ikixl.katalog.model import Katalog
from ikixl.katalog_excel.tandai import tandai as tandai_excel
from ikixl.lint import lint
from ikixl.proyek import Proyek
from ikixl.simpan import tulis_atomik
from ikixl.sumber_katalog import baca_bita, baca_sumber, berkas_excel
from ikixl.temuan import Temuan

__all__ = ["HasilPeriksaKatalog", "periksa_katalog"]

# What Excel, WPS and LibreOffice leave beside a file they have open; only Windows would keep us from writing.
_TANDA_TERBUKA = ("~$katalog.xlsx", ".~lock.katalog.xlsx#")


@dataclass(frozen=True, slots=True)
class HasilPeriksaKatalog:
    """The katalog (None where a galat keeps it from use), every temuan by table and line, and the file marked."""

    katalog: Katalog | None
    temuan: tuple[Temuan, ...]
    ditandai: Path | None = None


def periksa_katalog(proyek: Proyek, *, tandai: bool = False) -> HasilPeriksaKatalog:
    """Check a project's katalog; quality is looked at only where nothing is wrong.

    `tandai` writes the temuan beside their rows in katalog.xlsx. KatalogError where the katalog cannot be read at all,
    or is to be marked and is no katalog.xlsx, or one that another program has open.
    """
    excel = berkas_excel(proyek.katalog)
    if tandai and excel is None:
        raise KatalogError(
            "Temuan hanya dapat ditulis ke katalog.xlsx, sedangkan katalog proyek ini berupa CSV.",
            "Jalankan dulu: ikixl katalog ke-excel",
        )
    if tandai and any((proyek.katalog / tanda).exists() for tanda in _TANDA_TERBUKA):
        raise KatalogError("katalog.xlsx sedang dibuka di program lain.", "Simpan dan tutup dulu, lalu ulangi.")
    mentah = baca_sumber(proyek.katalog)
    katalog, temuan = periksa(mentah)
    semua = (*temuan, *(mentah.sebut(lint(katalog, mentah)) if katalog is not None else ()))
    if not tandai or excel is None:
        return HasilPeriksaKatalog(katalog, semua)
    tulis_atomik(excel, tandai_excel(baca_bita(excel), semua))
    return HasilPeriksaKatalog(katalog, semua, excel)
