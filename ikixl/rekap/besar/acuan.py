"""Where the figures of a large rekap stand: Data Indikator (combined over units) and Data Unit (means of each unit)."""

from __future__ import annotations

from ikixl.konsolidasi import HasilIndikator
from ikixl.layout.buku import Acuan, Rumus, Tautan
from ikixl.rekap.konteks import KonteksRekap
from ikixl.rekap.kunci import VARIABEL, kunci_unit, mewakili

__all__ = [
    "DATA_UNIT",
    "acuan_ikut",
    "acuan_isian",
    "daerah_isian",
    "kunci_angka",
    "rumus_unit",
    "tautan_angka",
    "tautan_unit",
]

#: Sheet key of Data Unit: it takes the place of Data.
DATA_UNIT = "data"
# More links make a workbook slow to open, and a sheet holds 65,530.
_PALING_TAUTAN = 1_000


def kunci_angka(indikator: str, variabel: str, unit: str) -> str:
    """Row key in Data Indikator of a variabel (or "target"), in the unit that alone holds it or GABUNGAN."""
    return f"{indikator}/{variabel}@{unit}"


def acuan_ikut(ktk: KonteksRekap, h: HasilIndikator, triwulan: int, lingkup: str) -> Acuan:
    """How many units stand in the figure of an indikator of a triwulan ("tw") or up to it ("sd")."""
    pertama = ktk.konsolidasi.katalog.variabel_indikator(h.indikator.kode)[0].kode
    awalan = "p" if lingkup == "tw" else "q"
    return Acuan(kunci_angka(h.indikator.kode, pertama, mewakili(h)), f"{awalan}{triwulan}", lembar=VARIABEL)


def acuan_isian(indikator: str, variabel: str, unit: str, kolom: str) -> Acuan:
    """How many inputs of a variabel are filled (i1..i4) and asked (d1..d4) up to a triwulan."""
    return Acuan(kunci_angka(indikator, variabel, unit), kolom, lembar=VARIABEL)


def daerah_isian(ktk: KonteksRekap, indikator: str, unit: str, kolom: str) -> Acuan:
    """The same over all variabel of an indikator, without its target."""
    variabel = ktk.konsolidasi.katalog.variabel_indikator(indikator)
    awal, akhir = (kunci_angka(indikator, v.kode, unit) for v in (variabel[0], variabel[-1]))
    return Acuan(awal, kolom, akhir, kolom, VARIABEL)


def tautan_angka(ktk: KonteksRekap, indikator: str, teks: str = "") -> Tautan | None:
    """A link that selects the rows of Data Indikator behind a figure; None where there would be too many links."""
    if len(ktk.konsolidasi.hasil) > _PALING_TAUTAN:
        return None
    h = ktk.konsolidasi.hasil[indikator]
    pertama = ktk.konsolidasi.katalog.variabel_indikator(indikator)[0].kode
    awal, akhir = (kunci_angka(indikator, v, mewakili(h)) for v in (pertama, "target"))
    return Tautan(teks, VARIABEL, awal, "kode", akhir, "s4")


def rumus_unit(unit: str, kolom: str, nilai: float | str) -> Rumus:
    """A figure of a unit as Data Unit has it, "" where there is none."""
    return Rumus('IF(ISNUMBER({c}),{c},"")', nilai, {"c": Acuan(kunci_unit(unit), kolom, lembar=DATA_UNIT)})


def tautan_unit(ktk: KonteksRekap, unit: str, teks: str = "") -> Tautan | None:
    """A link to the row of a unit in Data Unit; figures (without `teks`) are links only where there are few units."""
    if not teks and len(ktk.unit) > _PALING_TAUTAN:
        return None
    return Tautan(teks, DATA_UNIT, kunci_unit(unit), "unit")
