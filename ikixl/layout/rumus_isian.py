"""Formula twins of ikixl.perhitungan for one input row: the number of each entry, and figures up to each triwulan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from ikixl.katalog.model import JenisIsian
from ikixl.layout.buku import Acuan, Rumus, Sel
from ikixl.perhitungan import TRIWULAN, triwulan_diminta, triwulan_perlu

__all__ = [
    "ISI_TIDAK_DIMINTA",
    "angka_atau_kosong",
    "menangkan_tahun",
    "rumus_angka",
    "rumus_terakhir",
    "sel_bantu",
]

#: Shown in the locked cell of a triwulan in which nothing is asked.
ISI_TIDAK_DIMINTA = "–"

_ANGKA: Mapping[JenisIsian, str] = {
    "bulat": 'IF(ISNUMBER({c}),IF({c}<0,"",IF(INT({c})={c},{c},"")),"")',
    "desimal": 'IF(ISNUMBER({c}),IF({c}<0,"",{c}),"")',
    "persen": 'IF(ISNUMBER({c}),IF({c}<0,"",{c}*100),"")',
    "centang": 'IF({c}="Ya",1,IF({c}="Tidak",0,""))',
}

_GABUNG: Mapping[str, str] = {
    "jumlah": "SUM",
    "rata": "AVERAGE",
    "maks": "MAX",
    "min": "MIN",
}


def angka_atau_kosong(nilai: float | None) -> float | str:
    """Cached value of a helper cell: the number, or the empty text of a blank."""
    return "" if nilai is None else nilai


def rumus_angka(jenis: JenisIsian, sel: Acuan, nilai: float | None) -> Rumus:
    """The number that an input cell counts as, "" where it is none; percent cells become percent points."""
    return Rumus(_ANGKA[jenis], angka_atau_kosong(nilai), _acuan_c(sel))


@lru_cache(maxsize=16_384)
def _acuan_c(sel: Acuan) -> Mapping[str, Acuan]:
    return {"c": sel}


def _rumus_gabung(cara: str, sel: Sequence[Acuan]) -> Rumus:
    """The combination of cells that are all numbers, "" where one is not."""
    nama = {f"c{i}": a for i, a in enumerate(sel)}
    if len(sel) == 1 or cara == "akhir":
        teks = f'IF(ISNUMBER({{c{len(sel) - 1}}}),{{c{len(sel) - 1}}},"")'
    else:
        daftar = ",".join(f"{{{n}}}" for n in nama)
        teks = f'IF(COUNT({daftar})={len(sel)},{_GABUNG[cara]}({daftar}),"")'
    return Rumus(teks, "", nama)


def rumus_terakhir(sel: Sequence[Acuan], nilai: float | str) -> Rumus:
    """The last of the cells that is a number, "" where none is."""
    nama = {f"c{i}": a for i, a in enumerate(sel)}
    teks = '""'
    for n in nama:
        teks = f"IF(ISNUMBER({{{n}}}),{{{n}}},{teks})"
    return Rumus(teks, nilai, nama)


def sel_bantu(
    baris: str,
    jenis: JenisIsian,
    periode: str,
    cara: str,
    entri: str,
    nilai: Sequence[float | None],
    nilai_sd: Sequence[float | None],
) -> dict[str, Sel]:
    """Hidden helper cells n1..n4 (of each triwulan) and s1..s4 (up to each) for the inputs tw1..tw4 of a row.

    The same steps as ikixl.perhitungan; empty where nothing is asked yet.
    """
    asal = {"n": nilai, "s": nilai_sd}
    return {
        kolom: Sel(Rumus(teks, angka_atau_kosong(asal[kolom[0]][t - 1]), acuan), "bantu")
        for kolom, t, teks, acuan in _pola_bantu(baris, jenis, periode, cara, entri)
    }


@lru_cache(maxsize=16_384)
def _pola_bantu(
    baris: str, jenis: JenisIsian, periode: str, cara: str, entri: str
) -> tuple[tuple[str, int, str, Mapping[str, Acuan]], ...]:
    """The formulas of the helper cells of a row without their values: (column, triwulan, text, references)."""
    diminta = triwulan_diminta(periode)
    hasil: list[tuple[str, int, Rumus]] = []
    for t in TRIWULAN:
        masuk = rumus_angka(jenis, Acuan(baris, f"tw{t}"), None)
        perlu = triwulan_perlu(periode, cara, t)
        if not perlu:
            continue
        if entri == "sampai_dengan":
            hasil += [("s", t, masuk), ("n", t, _selisih(baris, t, diminta, cara))]
        else:
            hasil += [("n", t, masuk), ("s", t, _rumus_gabung(cara, [Acuan(baris, f"n{p}") for p in perlu]))]
    return tuple((f"{huruf}{t}", t, r.teks, r.acuan) for huruf, t, r in hasil)


def _selisih(baris: str, triwulan: int, diminta: Sequence[int], cara: str) -> Rumus:
    """The value of one triwulan out of running figures: the difference for a sum, else the figure itself."""
    ini = Acuan(baris, f"s{triwulan}")
    sebelum = [t for t in diminta if t < triwulan]
    if cara != "jumlah" or not sebelum:
        return Rumus('IF(ISNUMBER({c}),{c},"")', "", {"c": ini})
    lalu = Acuan(baris, f"s{sebelum[-1]}")
    return Rumus('IF(COUNT({c},{l})=2,{c}-{l},"")', "", {"c": ini, "l": lalu})


def menangkan_tahun(
    sel: dict[str, Sel], baris: str, tahun: str, gabungan: float | None, target_sd: float | None, gaya: str
) -> None:
    """Let the target of the year (a number in column `tahun`) win in s4; what s4 held moves to column `gabungan`.

    `gabungan` and `target_sd` are the values of the two cells; `gaya` the style of s4.
    """
    lama = sel["s4"].isi
    if isinstance(lama, Rumus):
        sel["gabungan"] = Sel(Rumus(lama.teks, angka_atau_kosong(gabungan), lama.acuan), "bantu")
    # With running figures the value of triwulan IV is a difference that must not see the year's target.
    selisih = sel["n4"].isi
    if isinstance(selisih, Rumus) and any(a.kolom == "s4" for a in selisih.acuan.values()):
        acuan = {k: replace(a, kolom="gabungan") if a.kolom == "s4" else a for k, a in selisih.acuan.items()}
        sel["n4"] = Sel(replace(selisih, acuan=acuan), sel["n4"].gaya)
    teks = 'IF(ISNUMBER({y}),{y},IF(ISNUMBER({g}),{g},""))'
    sel["s4"] = Sel(Rumus(teks, angka_atau_kosong(target_sd), _acuan_tahun(baris, tahun)), gaya)


@lru_cache(maxsize=16_384)
def _acuan_tahun(baris: str, tahun: str) -> Mapping[str, Acuan]:
    return {"y": Acuan(baris, tahun), "g": Acuan(baris, "gabungan")}
