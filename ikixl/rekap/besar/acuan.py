"""Where the figures of a large rekap stand: Data Indikator (combined over units) and Data Unit (means of each unit)."""

from __future__ import annotations

from ikixl.katalog.kunci import TARGET
from ikixl.konsolidasi import HasilIndikator
from ikixl.layout.buku import Acuan, Rumus, Tautan, TautanHidup
from ikixl.rekap.konteks import KonteksRekap
from ikixl.rekap.kunci import VARIABEL, kunci_unit, mewakili, tautan_sekode

__all__ = [
    "DATA_UNIT",
    "acuan_ikut",
    "acuan_isian",
    "daerah_isian",
    "kunci_angka",
    "rumus_baris_unit",
    "rumus_unit",
    "tautan_angka",
    "tautan_angka_hidup",
    "tautan_unit",
    "tautan_unit_hidup",
]

#: Sheet key of Data Unit: it takes the place of Data.
DATA_UNIT = "data"


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


def tautan_angka(ktk: KonteksRekap, indikator: str, teks: str = "") -> Tautan:
    """A link that selects the rows of Data Indikator behind a figure."""
    h = ktk.konsolidasi.hasil[indikator]
    pertama = ktk.konsolidasi.katalog.variabel_indikator(indikator)[0].kode
    awal, akhir = (kunci_angka(indikator, v, mewakili(h)) for v in (pertama, TARGET))
    return Tautan(teks, VARIABEL, awal, "kode", akhir, "s4")


def tautan_angka_hidup(ktk: KonteksRekap, posisi: Acuan, kode: Acuan) -> TautanHidup:
    """The same for the indikator that a formula found: `posisi` says where its code stands in the column `kode`."""
    hasil = list(ktk.konsolidasi.hasil.values())
    pertama = ktk.konsolidasi.katalog.variabel_indikator(hasil[0].indikator.kode)[0].kode
    awal = kunci_angka(hasil[0].indikator.kode, pertama, mewakili(hasil[0]))
    akhir = kunci_angka(hasil[-1].indikator.kode, TARGET, mewakili(hasil[-1]))
    return tautan_sekode(Acuan(awal, "kode", akhir, "kode", VARIABEL), "kode", "s4", posisi, kode)


def rumus_unit(unit: str, kolom: str, nilai: float | str) -> Rumus:
    """A figure of a unit as Data Unit has it, "" where there is none."""
    return Rumus('IF(ISNUMBER({c}),{c},"")', nilai, {"c": Acuan(kunci_unit(unit), kolom, lembar=DATA_UNIT)})


def tautan_unit(unit: str, teks: str = "") -> Tautan:
    """A link to the row of a unit in Data Unit."""
    return Tautan(teks, DATA_UNIT, kunci_unit(unit), "unit")


def rumus_baris_unit(ktk: KonteksRekap, unit: str) -> Rumus:
    """Where a unit stands in Data Unit, from 1."""
    acuan = {"b": Acuan(kunci_unit(unit), "unit", lembar=DATA_UNIT)}
    acuan["s"] = Acuan(kunci_unit(ktk.unit[0].kode), "unit", lembar=DATA_UNIT)
    return Rumus("ROW({b})-ROW({s})+1", 1 + ktk.nomor_unit[unit], acuan)


def tautan_unit_hidup(ktk: KonteksRekap, posisi: Acuan, baris: Acuan) -> TautanHidup:
    """A link to the row in Data Unit of the unit that a formula found; `baris` are its places, as above."""
    pangkal = kunci_unit(ktk.unit[0].kode)
    nomor = "ROW({s})+INDEX({a},{p})-1"
    return TautanHidup(
        DATA_UNIT,
        f'IFERROR(ADDRESS({nomor},COLUMN({{s}}))&":"&ADDRESS({nomor},COLUMN({{t}})),"B2")',
        {
            "p": posisi,
            "a": baris,
            "s": Acuan(pangkal, "unit", lembar=DATA_UNIT),
            "t": Acuan(pangkal, "semua", lembar=DATA_UNIT),
        },
    )
