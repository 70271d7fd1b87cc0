"""Lint of a katalog: weak or odd indikator, each as a temuan with a suggestion.

lint(katalog, baca_tabel(folder)) -> list of Temuan with codes MUTU-…, by table and line
"""

from __future__ import annotations

import re

from ikixl.katalog.mentah import TabelMentah
from ikixl.katalog.model import TABEL, Katalog
from ikixl.lint import acuan, angka, bunyi, keputusan, rumus, susunan
from ikixl.lint.konteks import Aturan, Konteks
from ikixl.temuan import Temuan

__all__ = ["ATURAN", "lint"]

#: Every rule, by room of the decree.
ATURAN: tuple[Aturan, ...] = (
    *keputusan.ATURAN,
    *susunan.ATURAN,
    *rumus.ATURAN,
    *bunyi.ATURAN,
    *angka.ATURAN,
    *acuan.ATURAN,
)
_URUTAN_TABEL = ("instansi", *TABEL)


def lint(katalog: Katalog, mentah: TabelMentah | None = None) -> list[Temuan]:
    """The weak and odd spots of a valid katalog, by table and line; never of level galat.

    `mentah` are the tables from which the katalog was read: with them every temuan names its line as
    ikixl.katalog.periksa does ("baris 12, kolom rumus"), without them only the column.
    """
    konteks = Konteks(katalog, mentah)
    return sorted((t for aturan in ATURAN for t in aturan(konteks)), key=_tempat)


def _tempat(temuan: Temuan) -> tuple[int, int, str]:
    nomor = re.match(r"baris (\d+)", temuan.sel)
    return _URUTAN_TABEL.index(temuan.lembar), int(nomor.group(1)) if nomor else 0, temuan.kode
