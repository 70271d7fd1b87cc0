"""Keys of the rekap's detail sheets and rows, by which the other sheets refer to their figures."""

from __future__ import annotations

from ikixl.konsolidasi import HasilIndikator
from ikixl.layout.buku import Acuan

__all__ = [
    "GABUNGAN",
    "RINGKASAN",
    "VARIABEL",
    "acuan_rincian",
    "kunci_baris",
    "kunci_lembar",
    "kunci_unit",
    "mewakili",
]


#: Stands for "all units together" in row keys, where a unit's code stands otherwise.
GABUNGAN = "*"
#: Sheet keys of Ringkasan and Variabel.
RINGKASAN = "ringkasan"
VARIABEL = "variabel"


def mewakili(h: HasilIndikator) -> str:
    """The unit whose row stands for the instansi's figure of an indikator: the only one, or GABUNGAN."""
    return next(iter(h.per_unit)) if h.tunggal else GABUNGAN


def kunci_unit(unit: str) -> str:
    """Row key in Ringkasan of a unit, or of the instansi (GABUNGAN)."""
    return f"unit@{unit}"


def kunci_lembar(lingkup: str) -> str:
    """Sheet key of the details per triwulan ("tw") or up to each ("sd")."""
    return f"rincian:{lingkup}"


def kunci_baris(indikator: str, unit: str) -> str:
    """Row key of an indikator in a unit, or GABUNGAN."""
    return f"{indikator}@{unit}"


def acuan_rincian(indikator: str, unit: str, kolom: str, lingkup: str = "sd") -> Acuan:
    """One figure of a detail sheet."""
    return Acuan(kunci_baris(indikator, unit), kolom, lembar=kunci_lembar(lingkup))
