"""Figures of one indikator over some units, carried so that they combine further without error.

The values of the variabel are kept both of each triwulan and up to each, already combined over units; with the number
of units in them a mean of means is weighted rightly. Combining members gives what all their units together would give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ikixl.aturan import Aturan, gabung
from ikixl.katalog.kunci import TARGET
from ikixl.konsolidasi import HasilIndikator
from ikixl.perhitungan import TRIWULAN, HitunganIndikator, cara_target_indikator, hitung_dari_variabel
from ikixl.tingkat.definisi import Definisi

__all__ = ["Angka", "Asal", "EmpatAngka", "EmpatNilai", "cara_unit", "gabung_angka", "hitung"]

EmpatNilai = tuple[float | None, float | None, float | None, float | None]
EmpatAngka = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Asal:
    """Where a figure stands in the file it was read from: name of the sheet, A1 address."""

    lembar: str = ""
    sel: str = ""


@dataclass(frozen=True, slots=True)
class Angka:
    """One indikator in one member; every tuple holds four items, for triwulan I to IV.

    `nilai` of each triwulan and `nilai_sd` up to each, by variabel and under TARGET, in the satuan of each; None where
    no unit is complete. `ikut` and `ikut_sd` count the units in them, `semua` the units that hold the indikator. `asal`
    says by variabel where the figures stand.
    """

    nilai: Mapping[str, EmpatNilai]
    nilai_sd: Mapping[str, EmpatNilai]
    ikut: EmpatAngka
    ikut_sd: EmpatAngka
    semua: int
    asal: Mapping[str, Asal] = field(default_factory=dict)

    def di(self, lingkup: str) -> tuple[Mapping[str, EmpatNilai], EmpatAngka]:
        """Values and counts of each triwulan ("tw") or up to each ("sd")."""
        return (self.nilai, self.ikut) if lingkup == "tw" else (self.nilai_sd, self.ikut_sd)

    @classmethod
    def dari_hasil(cls, h: HasilIndikator, asal: Mapping[str, Asal]) -> Angka:
        """The figures of an instansi, as its own rekap combines them; what is not complete is left out whole."""
        g = h.gabungan
        ikut, ikut_sd = _empat_angka(h.ikut), _empat_angka(h.ikut_sd)
        nilai = {k: _saring(n, ikut) for k, n in {**g.nilai, TARGET: g.target}.items()}
        nilai_sd = {k: _saring(n, ikut_sd) for k, n in {**g.nilai_sd, TARGET: g.target_sd}.items()}
        return cls(nilai, nilai_sd, ikut, ikut_sd, len(h.per_unit), asal)


def _saring(nilai: EmpatNilai, ikut: EmpatAngka) -> EmpatNilai:
    isi = [n if banyak else None for n, banyak in zip(nilai, ikut, strict=True)]
    return isi[0], isi[1], isi[2], isi[3]


def _empat_angka(isi: Sequence[int]) -> EmpatAngka:
    return isi[0], isi[1], isi[2], isi[3]


def cara_unit(definisi: Definisi, kode: str) -> str:
    """How a variabel, or the target, of an indikator combines over units: jumlah, rata, maks or min."""
    if kode == TARGET:
        return cara_target_indikator(definisi.indikator, definisi.variabel, "unit")
    return next(v.gabung_unit for v in definisi.variabel if v.kode == kode)


def gabung_angka(definisi: Definisi, anggota: Sequence[Angka]) -> Angka:
    """The figures of several members together, as if all their units had been combined at once.

    A member without a complete unit is left out. The target is None where one of those that count has none.
    """
    kode = [*(v.kode for v in definisi.variabel), TARGET]

    def satu(k: str, lingkup: str, t: int) -> float | None:
        isi = [(a.di(lingkup)[0][k][t], a.di(lingkup)[1][t]) for a in anggota if a.di(lingkup)[1][t]]
        ada = [(n, banyak) for n, banyak in isi if n is not None]
        if not ada or len(ada) < len(isi):
            return None
        cara = cara_unit(definisi, k)
        if cara != "rata":
            return gabung([n for n, _ in ada], cara)
        return gabung([n * banyak for n, banyak in ada], "jumlah") / sum(banyak for _, banyak in ada)

    def empat(k: str, lingkup: str) -> EmpatNilai:
        return satu(k, lingkup, 0), satu(k, lingkup, 1), satu(k, lingkup, 2), satu(k, lingkup, 3)

    return Angka(
        {k: empat(k, "tw") for k in kode},
        {k: empat(k, "sd") for k in kode},
        _empat_angka([sum(a.ikut[t - 1] for a in anggota) for t in TRIWULAN]),
        _empat_angka([sum(a.ikut_sd[t - 1] for a in anggota) for t in TRIWULAN]),
        sum(a.semua for a in anggota),
    )


def hitung(definisi: Definisi, angka: Angka, aturan: Aturan) -> HitunganIndikator:
    """Formula and rules applied to the combined figures."""
    variabel = [v.kode for v in definisi.variabel]
    return hitung_dari_variabel(
        definisi.indikator,
        {k: angka.nilai[k] for k in variabel},
        {k: angka.nilai_sd[k] for k in variabel},
        angka.nilai[TARGET],
        angka.nilai_sd[TARGET],
        aturan,
    )
