"""Stable names of the inputs of a workbook, shared by layout, reader, ledger and konsolidasi."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ikixl.katalog.model import Katalog

__all__ = [
    "BUKTI",
    "KOLOM_CATATAN",
    "TARGET",
    "KunciIsian",
    "bagian",
    "digest_baris",
    "kunci_bukti",
    "kunci_catatan",
    "kunci_target",
    "kunci_variabel",
]

#: Word that stands for the target of an indikator; forbidden as code of a variabel.
TARGET = "target"
#: Word that stands for the evidence of a variabel; forbidden as code of a variabel.
BUKTI = "bukti"
#: Columns of the Catatan sheet, in order; what the e-SAKIP exports take as text.
KOLOM_CATATAN = (
    "kendala",
    "solusi",
    "tindak_lanjut",
    "pic",
    "batas_waktu",
    "tautan_bukti",
    "faktor_pendukung",
    "faktor_penghambat",
)


class KunciIsian(NamedTuple):
    """Stable name of one input.

    `kunci` is "<indikator>/<variabel>" for realisasi, "<indikator>/target" for targets,
    "<indikator>/<variabel>/bukti" for evidence and "<indikator>/catatan/<kolom>" for notes.
    `triwulan` is 1..4, or 0 for what holds for the whole year.
    """

    kunci: str
    triwulan: int = 0


@lru_cache(maxsize=1 << 16)
def kunci_variabel(indikator: str, variabel: str, triwulan: int) -> KunciIsian:
    """Name of the realisasi of a variabel in a triwulan."""
    return KunciIsian(f"{indikator}/{variabel}", triwulan)


@lru_cache(maxsize=1 << 16)
def kunci_target(indikator: str, triwulan: int) -> KunciIsian:
    """Name of the target of an indikator in a triwulan; 0 is the target of the year."""
    return KunciIsian(f"{indikator}/{TARGET}", triwulan)


def kunci_bukti(indikator: str, variabel: str) -> KunciIsian:
    """Name of the evidence of a variabel."""
    return KunciIsian(f"{indikator}/{variabel}/{BUKTI}")


def kunci_catatan(indikator: str, kolom: str) -> KunciIsian:
    """Name of a note on an indikator; `kolom` is one of KOLOM_CATATAN."""
    return KunciIsian(f"{indikator}/catatan/{kolom}")


@lru_cache(maxsize=1 << 16)
def bagian(kunci: str) -> tuple[str, str, str]:
    """(indikator, variabel or "target" or "catatan", "bukti" or note column or "") of a key's text."""
    indikator, _, sisa = kunci.partition("/")
    kedua, _, ketiga = sisa.partition("/")
    return indikator, kedua, ketiga


def digest_baris(katalog: Katalog, unit: str) -> str:
    """SHA-256, shortened to 16 hex digits, over the names of all rows that a unit is asked to fill in, in order.

    It is sealed into the workbook: another program, or another reading of the katalog, that would ask other rows under
    the same names of katalog and unit is found out before anything is read.
    """
    baris = [
        f"{i.jabatan}|{kunci_variabel(i.kode, v.kode, 0).kunci}"
        for i in katalog.indikator_unit(unit)
        for v in katalog.variabel_indikator(i.kode)
    ]
    return hashlib.sha256("\n".join(baris).encode()).hexdigest()[:16]
