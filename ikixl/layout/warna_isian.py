"""Live colours of input cells; the column Keadaan or Pemeriksaan says the same in words."""

from __future__ import annotations

from collections.abc import Sequence

from ikixl.layout.buku import Acuan, Rentang, Warna
from ikixl.layout.konteks import ISI_DITUTUP
from ikixl.layout.rumus_isian import ISI_TIDAK_DIMINTA

__all__ = ["warna_kosong", "warna_lebih", "warna_salah", "warna_triwulan"]


def warna_salah(awal: str, akhir: str, isian: Sequence[str], bantu: Sequence[str]) -> tuple[Warna, ...]:
    """Entries that do not count as a number, given the helper columns of the input columns, over rows of a table."""
    hasil: list[Warna] = []
    for kolom, angka in zip(isian, bantu, strict=True):
        c = Acuan(awal, kolom, mutlak=False)
        syarat = f'AND(NOT(ISBLANK({{c}})),{{c}}<>"{ISI_TIDAK_DIMINTA}",{{c}}<>"{ISI_DITUTUP}",NOT(ISNUMBER({{n}})))'
        acuan = {"c": c, "n": Acuan(awal, angka, mutlak=False)}
        hasil.append(Warna(Rentang(awal, kolom, akhir, kolom), syarat, "hidup_salah", acuan))
    return tuple(hasil)


def warna_kosong(awal: str, akhir: str, isian: Sequence[str]) -> tuple[Warna, ...]:
    """Blanks before a later entry of the same row."""
    hasil: list[Warna] = []
    for nomor, kolom in enumerate(isian[:-1]):
        sisa = Acuan(awal, isian[nomor + 1], kolom_akhir=isian[-1], mutlak=False)
        acuan = {"c": Acuan(awal, kolom, mutlak=False), "s": sisa}
        hasil.append(Warna(Rentang(awal, kolom, akhir, kolom), "AND(ISBLANK({c}),COUNT({s})>0)", "hidup_kosong", acuan))
    return tuple(hasil)


def warna_triwulan(awal: str, akhir: str, triwulan: int, berjalan: Acuan, mulai: Acuan) -> tuple[Warna, ...]:
    """Blanks of one triwulan: late where a later one is due, missing once anybody typed a number for this one.

    `berjalan` holds the triwulan that the workbook is judged by, `mulai` how many numbers this one has.
    """
    kolom = f"tw{triwulan}"
    daerah = Rentang(awal, kolom, akhir, kolom)
    acuan = {"c": Acuan(awal, kolom, mutlak=False), "b": berjalan, "m": mulai}
    return (
        Warna(daerah, f"AND(ISBLANK({{c}}),{{b}}>{triwulan})", "hidup_terlewat", acuan),
        Warna(daerah, f"AND(ISBLANK({{c}}),{{b}}={triwulan},{{m}}>0)", "hidup_kosong", acuan),
    )


def warna_lebih(baris: str, pembagi: str, awalan: str) -> Warna:
    """The entries of a row that exceed those of the row `pembagi`; `awalan` begins the keys of the helper columns."""
    acuan = {"a": Acuan(baris, f"{awalan}1", mutlak=False), "b": Acuan(pembagi, f"{awalan}1", mutlak=False)}
    daerah = Rentang(baris, "tw1", baris, "tw4")
    return Warna(daerah, "IF(COUNT({a},{b})=2,{a}>{b},FALSE)", "hidup_lebih", acuan)
