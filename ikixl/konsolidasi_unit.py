"""The figures of one unit, taken from its inputs once and small enough to be kept: what a rekap of thousands of units
is made of, one unit after the other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ikixl.aturan import Aturan, Capaian
from ikixl.katalog.kunci import TARGET, KunciIsian, kunci_catatan, kunci_target, kunci_variabel
from ikixl.katalog.model import Indikator, Katalog
from ikixl.konsolidasi import IsianUnit, NilaiAsal, bobot
from ikixl.perhitungan import (
    TRIWULAN,
    HitunganIndikator,
    hitung_dari_variabel,
    hitung_indikator,
    rata_capaian,
    triwulan_diminta,
)
from ikixl.rumus.hasil import Hasil, Keadaan

__all__ = [
    "KOLOM_CATATAN",
    "AngkaIndikator",
    "AngkaUnit",
    "BentukUnit",
    "angka_dari_json",
    "angka_ke_json",
    "angka_unit",
    "deret_indikator",
    "deret_unit",
]

#: Columns of Catatan that a rekap quotes.
KOLOM_CATATAN = ("faktor_pendukung", "kendala", "faktor_penghambat")

EmpatNilai = tuple[float | None, float | None, float | None, float | None]
EmpatAngka = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class AngkaIndikator:
    """One indikator in one unit; every inner tuple holds four items, for triwulan I to IV.

    `nilai` of each triwulan and `nilai_sd` up to each: one tuple for each variabel in order, the last for the target.
    `lengkap` and `lengkap_sd` say where every variabel is there. `capaian` and `capaian_sd` are raw, in percent points,
    `realisasi_sd` in the indikator's satuan; None where there is none, "" where it cannot be reckoned. `isi` counts the
    inputs filled up to each triwulan, for each variabel and the target.
    """

    nilai: Sequence[EmpatNilai]
    nilai_sd: Sequence[EmpatNilai]
    lengkap: Sequence[int]
    lengkap_sd: Sequence[int]
    capaian: Sequence[float | str | None]
    capaian_sd: Sequence[float | str | None]
    realisasi_sd: Sequence[float | str | None]
    isi: Sequence[EmpatAngka]

    def hitungan(self, katalog: Katalog, aturan: Aturan, indikator: Indikator) -> HitunganIndikator:
        """The indikator as ikixl.perhitungan gives it, without the targets as typed."""
        kode = [v.kode for v in katalog.variabel_indikator(indikator.kode)]
        nilai, nilai_sd = (dict(zip(kode, map(_empat, n[:-1]), strict=True)) for n in (self.nilai, self.nilai_sd))
        target, target_sd = _empat(self.nilai[-1]), _empat(self.nilai_sd[-1])
        return hitung_dari_variabel(indikator, nilai, nilai_sd, target, target_sd, aturan)


@dataclass(frozen=True, slots=True)
class AngkaUnit:
    """All figures of one unit: its indikator by code, mean capaian of and up to each triwulan (percent points), how
    many indikator stand in the latter, inputs filled and asked up to each, the last triwulan with realisasi (0: none),
    notes by indikator (texts in the order of KOLOM_CATATAN).
    """

    indikator: Mapping[str, AngkaIndikator]
    capaian: Sequence[float | None]
    capaian_sd: Sequence[float | None]
    ikut_sd: Sequence[int]
    terisi: Sequence[int]
    diminta: Sequence[int]
    terakhir: int
    catatan: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class BentukUnit:
    """What all units that hold the same jabatan share: the keys that are asked of them, looked up once."""

    katalog: Katalog
    indikator: tuple[Indikator, ...]

    @cached_property
    def kunci(self) -> dict[str, tuple[tuple[str, tuple[KunciIsian, ...]], ...]]:
        """By indikator: (variabel or TARGET, keys asked) in the order of the rows of Data."""
        hasil = {}
        for i in self.indikator:
            diminta = triwulan_diminta(i.periode)
            baris = [
                (v.kode, tuple(kunci_variabel(i.kode, v.kode, t) for t in diminta))
                for v in self.katalog.variabel_indikator(i.kode)
            ]
            baris.append((TARGET, tuple(kunci_target(i.kode, t) for t in (*diminta, 0))))
            hasil[i.kode] = tuple(baris)
        return hasil

    @cached_property
    def semua(self) -> tuple[KunciIsian, ...]:
        """All of these keys, one after the other."""
        return tuple(k for i in self.indikator for _, kunci in self.kunci[i.kode] for k in kunci)

    @cached_property
    def diminta(self) -> EmpatAngka:
        """Realisasi inputs asked up to each triwulan."""
        semua = [k.triwulan for milik in self.kunci.values() for v, kunci in milik if v != TARGET for k in kunci]
        return _sampai(semua)

    @cached_property
    def catatan(self) -> tuple[tuple[str, tuple[KunciIsian, ...]], ...]:
        """(indikator, keys of the notes that a rekap quotes)."""
        return tuple((i.kode, tuple(kunci_catatan(i.kode, k) for k in KOLOM_CATATAN)) for i in self.indikator)


def angka_unit(
    bentuk: BentukUnit, aturan: Aturan, isian: IsianUnit, asal: Sequence[NilaiAsal | None]
) -> tuple[AngkaUnit, dict[str, HitunganIndikator]]:
    """The figures of a unit, and the computations that they were taken from, by indikator.

    `asal` are the inputs by `bentuk.semua`, None where there is none.
    """
    nilai = {k: a.nilai for k, a in isian.items() if a.nilai is not None}
    hitungan = {i.kode: hitung_indikator(bentuk.katalog, i, nilai, aturan) for i in bentuk.indikator}
    indikator = {}
    terisi = [0] * 4
    baris = iter(asal)
    for i in bentuk.indikator:
        isi = []
        for variabel, kunci in bentuk.kunci[i.kode]:
            ada = [k.triwulan for k, a in zip(kunci, baris, strict=False) if a is not None and a.keadaan == "isi"]
            isi.append(_sampai(ada))
            if variabel != TARGET:
                terisi = [a + b for a, b in zip(terisi, isi[-1], strict=True)]
        h = hitungan[i.kode]
        indikator[i.kode] = AngkaIndikator(
            nilai=(*h.nilai.values(), h.target),
            nilai_sd=(*h.nilai_sd.values(), h.target_sd),
            lengkap=[int(r.keadaan is not Keadaan.BELUM_LENGKAP) for r in h.realisasi],
            lengkap_sd=[int(r.keadaan is not Keadaan.BELUM_LENGKAP) for r in h.realisasi_sd],
            capaian=_ringkas([c.hasil for c in h.capaian]),
            capaian_sd=_ringkas([c.hasil for c in h.capaian_sd]),
            realisasi_sd=_ringkas(h.realisasi_sd),
            isi=isi,
        )
    angka = AngkaUnit(
        indikator,
        capaian=_rata(bentuk, aturan, {k: h.capaian for k, h in hitungan.items()}),
        capaian_sd=_rata(bentuk, aturan, {k: h.capaian_sd for k, h in hitungan.items()}),
        ikut_sd=[
            sum(bobot(i) > 0 and hitungan[i.kode].capaian_sd[t - 1].hasil.nilai is not None for i in bentuk.indikator)
            for t in TRIWULAN
        ],
        terisi=terisi,
        diminta=bentuk.diminta,
        terakhir=max((k.triwulan for k in nilai if not k.kunci.endswith(f"/{TARGET}")), default=0),
        catatan={i: teks for i, kunci in bentuk.catatan if any(teks := [_teks(nilai.get(k, "")) for k in kunci])},
    )
    return angka, hitungan


def _sampai(ada: Sequence[int]) -> EmpatAngka:
    if not ada:
        return 0, 0, 0, 0
    a, b, c, d = (sum(n <= t for n in ada) for t in TRIWULAN)
    return a, b, c, d


def _ringkas(hasil: Sequence[Hasil]) -> list[float | str | None]:
    return [h.nilai if h.nilai is not None else None if h.keadaan is Keadaan.BELUM_LENGKAP else "" for h in hasil]


def _rata(bentuk: BentukUnit, aturan: Aturan, capaian: Mapping[str, Sequence[Capaian]]) -> list[float | None]:
    def satu(t: int) -> Hasil:
        return rata_capaian(((capaian[i.kode][t - 1].hasil, bobot(i)) for i in bentuk.indikator), aturan)

    return [satu(t).nilai for t in TRIWULAN]


def _teks(nilai: float | str) -> str:
    return (nilai if isinstance(nilai, str) else f"{nilai:g}").strip()


def _empat(isi: Sequence[float | None]) -> EmpatNilai:
    return isi[0], isi[1], isi[2], isi[3]


def deret_indikator(a: AngkaIndikator) -> list[Any]:
    """The fields of an AngkaIndikator in their order, for JSON."""
    return [a.nilai, a.nilai_sd, a.lengkap, a.lengkap_sd, a.capaian, a.capaian_sd, a.realisasi_sd, a.isi]


def deret_unit(a: AngkaUnit) -> list[Any]:
    """The fields of an AngkaUnit in their order, for JSON."""
    indikator = {k: deret_indikator(i) for k, i in a.indikator.items()}
    return [indikator, a.capaian, a.capaian_sd, a.ikut_sd, a.terisi, a.diminta, a.terakhir, a.catatan]


def angka_ke_json(angka: AngkaUnit) -> str:
    """The figures as a text from which `angka_dari_json` makes the same again."""
    return json.dumps(deret_unit(angka), ensure_ascii=False, separators=(",", ":"))


def angka_dari_json(teks: str) -> AngkaUnit:
    """The figures that `angka_ke_json` wrote; ValueError, TypeError or AttributeError for another text."""
    indikator, *sisa = json.loads(teks)
    return AngkaUnit({k: AngkaIndikator(*a) for k, a in indikator.items()}, *sisa)
