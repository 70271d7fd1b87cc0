"""Accepted inputs of all units to consolidated rows and figures: variables first, then the formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from ikixl.aturan import Aturan, Capaian, gabung
from ikixl.katalog.kunci import TARGET, KunciIsian, kunci_catatan, kunci_target, kunci_variabel
from ikixl.katalog.model import Indikator, Katalog, Unit
from ikixl.perhitungan import (
    HitunganIndikator,
    cara_target_indikator,
    hitung_dari_variabel,
    hitung_indikator,
    rata_capaian,
    triwulan_diminta,
)
from ikixl.rumus.hasil import Hasil, Keadaan

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "KOLOM",
    "HasilIndikator",
    "IsianUnit",
    "Konsolidasi",
    "Lingkup",
    "NilaiAsal",
    "bobot",
    "capaian",
    "triwulan_terakhir",
]

#: What a figure speaks of: one triwulan by itself, or all up to it.
Lingkup = Literal["tw", "sd"]

#: Columns of the consolidated rows, the one table that everything downstream reads.
KOLOM = (
    "tahun",
    "instansi",
    "unit",
    "jabatan",
    "indikator",
    "variabel",
    "triwulan",
    "nilai",
    "keadaan",
    "sha256",
    "lembar",
    "sel",
)


@dataclass(frozen=True, slots=True)
class NilaiAsal:
    """One accepted input with its lineage; `keadaan` is isi, kosong, nihil or tidak_sah, `nilai` None unless isi."""

    nilai: float | str | None
    keadaan: str
    sha256: str = ""
    lembar: str = ""
    sel: str = ""


IsianUnit = Mapping[KunciIsian, NilaiAsal]
_KOSONG = NilaiAsal(None, "kosong")
_AKHIRAN_TARGET = f"/{TARGET}"


@dataclass(frozen=True)
class HasilIndikator:
    """One indicator over the units that hold it.

    `per_unit` by unit code; `gabungan` is combined over units. `ikut` and `ikut_sd` count, for triwulan I to IV,
    the units whose inputs were complete and therefore stand in the combination; the others are left out whole,
    never counted as zero.
    """

    indikator: Indikator
    per_unit: Mapping[str, HitunganIndikator]
    gabungan: HitunganIndikator
    ikut: tuple[int, ...]
    ikut_sd: tuple[int, ...]

    @property
    def tunggal(self) -> bool:
        """Whether one unit alone holds the indicator."""
        return len(self.per_unit) == 1


@dataclass(frozen=True)
class Konsolidasi:
    """The katalog, the rules and the accepted inputs of each unit, with everything computed of them.

    `isian` holds units that have returned; the others count as blank. Figures are in the indicators' satuan,
    capaian in percent points.
    """

    katalog: Katalog
    aturan: Aturan
    isian: Mapping[str, IsianUnit] = field(default_factory=dict)

    def asal(self, unit: str, kunci: KunciIsian) -> NilaiAsal:
        """An input of a unit with its lineage; a blank one where there is none."""
        return self.isian.get(unit, {}).get(kunci, _KOSONG)

    @cached_property
    def nilai(self) -> dict[str, dict[KunciIsian, float | str]]:
        """The usable values of each unit."""
        return {
            u.kode: {k: a.nilai for k, a in self.isian[u.kode].items() if a.nilai is not None}
            if u.kode in self.isian
            else {}
            for u in self.katalog.unit
        }

    @cached_property
    def hasil(self) -> dict[str, HasilIndikator]:
        """Every indicator of the katalog, by code, in the katalog's order of jabatan."""
        urut = sorted(self.katalog.jabatan, key=lambda j: j.urutan)
        return {
            i.kode: self._hasil(i, self.katalog.unit_jabatan(j.kode))
            for j in urut
            for i in self.katalog.indikator_jabatan(j.kode)
        }

    def hasil_atas(self, indikator: str, unit: Iterable[str]) -> HasilIndikator:
        """An indicator over some of the units that hold it, combined as in `hasil`."""
        return self._hasil(self.katalog.cari_indikator(indikator), map(self.katalog.cari_unit, unit))

    @cached_property
    def _hitungan(self) -> dict[tuple[str, str], HitunganIndikator]:
        """What was computed already, by indicator and unit."""
        return {}

    def _hitung(self, indikator: Indikator, unit: str) -> HitunganIndikator:
        kunci = (indikator.kode, unit)
        if kunci not in self._hitungan:
            self._hitungan[kunci] = hitung_indikator(self.katalog, indikator, self.nilai[unit], self.aturan)
        return self._hitungan[kunci]

    def _hasil(self, indikator: Indikator, unit: Iterable[Unit]) -> HasilIndikator:
        per_unit = {u.kode: self._hitung(indikator, u.kode) for u in unit}
        if len(per_unit) == 1:
            satu = next(iter(per_unit.values()))
            ikut = tuple(int(h.keadaan is not Keadaan.BELUM_LENGKAP) for h in satu.realisasi)
            ikut_sd = tuple(int(h.keadaan is not Keadaan.BELUM_LENGKAP) for h in satu.realisasi_sd)
            return HasilIndikator(indikator, per_unit, satu, ikut, ikut_sd)
        return self._gabungkan(indikator, per_unit)

    def _gabungkan(self, i: Indikator, per_unit: Mapping[str, HitunganIndikator]) -> HasilIndikator:
        """Combine the variables of the complete units by their gabung_unit; the formula comes after.

        A unit with a blank variabel is left out of every variabel of the indicator, so that Σpembilang and
        Σpenyebut speak of the same units. Targets are combined over the same units; if one of them has none, the
        combination has none.
        """
        variabel = self.katalog.variabel_indikator(i.kode)
        cara_t = cara_target_indikator(i, variabel, "unit")

        def bagian(sd: bool) -> tuple[dict[str, list[float | None]], list[float | None], list[int]]:
            nilai: dict[str, list[float | None]] = {v.kode: [] for v in variabel}
            target: list[float | None] = []
            ikut: list[int] = []
            for t in range(4):
                milik = [
                    h
                    for h in per_unit.values()
                    if (h.realisasi_sd if sd else h.realisasi)[t].keadaan is not Keadaan.BELUM_LENGKAP
                ]
                ikut.append(len(milik))
                for v in variabel:
                    isi = [n for h in milik if (n := (h.nilai_sd if sd else h.nilai)[v.kode][t]) is not None]
                    nilai[v.kode].append(gabung(isi, v.gabung_unit) if isi else None)
                sasaran = [(h.target_sd if sd else h.target)[t] for h in milik]
                lengkap = [s for s in sasaran if s is not None]
                target.append(gabung(lengkap, cara_t) if lengkap and len(lengkap) == len(sasaran) else None)
            return nilai, target, ikut

        (n, t, ikut), (n_sd, t_sd, ikut_sd) = bagian(False), bagian(True)
        gabungan = hitung_dari_variabel(i, _empat(n), _empat(n_sd), _empat_satu(t), _empat_satu(t_sd), self.aturan)
        return HasilIndikator(i, per_unit, gabungan, tuple(ikut), tuple(ikut_sd))

    def capaian_unit(self, unit: str, triwulan: int, lingkup: Lingkup = "sd") -> Hasil:
        """Weighted mean of the capped capaian of a unit's indicators up to ("sd") or of ("tw") a triwulan.

        Percent points.
        """
        milik = ((self.hasil[i.kode].per_unit[unit], i) for i in self.katalog.indikator_unit(unit))
        return rata_capaian(((capaian(h, lingkup)[triwulan - 1].hasil, bobot(i)) for h, i in milik), self.aturan)

    def capaian_instansi(self, triwulan: int, lingkup: Lingkup = "sd") -> Hasil:
        """Weighted mean over all indicators, each consolidated over its units; see `capaian_unit`."""
        return self.rata(self.hasil.values(), triwulan, lingkup)

    def target_renstra(self, h: HasilIndikator) -> float | None:
        """Target akhir Renstra of an indikator over all units that hold it, combined as its targets are, in its satuan.

        None where the katalog has none for one of them.
        """
        target = [self.katalog.target_indikator(h.indikator.kode, u) for u in h.per_unit]
        angka = [t.renstra for t in target if t is not None and t.renstra is not None]
        if not angka or len(angka) < len(h.per_unit):
            return None
        variabel = self.katalog.variabel_indikator(h.indikator.kode)
        return gabung(angka, cara_target_indikator(h.indikator, variabel, "unit"))

    def rata(self, hasil: Iterable[HasilIndikator], triwulan: int, lingkup: Lingkup = "sd") -> Hasil:
        """Weighted mean of the capped capaian of some consolidated indicators; percent points."""
        milik = ((capaian(h.gabungan, lingkup)[triwulan - 1].hasil, bobot(h.indikator)) for h in hasil)
        return rata_capaian(milik, self.aturan)

    def triwulan_terakhir(self) -> int:
        """The last triwulan in which any unit reported realisasi; 1 where nobody has."""
        return triwulan_terakhir(k for isian in self.nilai.values() for k in isian)

    def catatan(self, unit: str, indikator: str, kolom: str) -> str:
        """A note of a unit on an indicator, "" where there is none."""
        nilai = self.nilai[unit].get(kunci_catatan(indikator, kolom), "")
        return nilai if isinstance(nilai, str) else f"{nilai:g}"

    def baris(self) -> list[tuple[object, ...]]:
        """The consolidated rows (KOLOM): every input that is asked for, filled or not, with its lineage.

        Targets stand under the variabel "target"; triwulan 0 is the target of the year. `nilai` is in the
        variabel's or indicator's satuan (percent points).
        """
        return [
            (
                self.katalog.instansi.tahun,
                self.katalog.instansi.kode_wilayah,
                unit,
                jabatan,
                indikator,
                variabel,
                kunci.triwulan,
                asal.nilai if isinstance(asal.nilai, float | int) else None,
                asal.keadaan,
                asal.sha256,
                asal.lembar,
                asal.sel,
            )
            for unit, jabatan, indikator, variabel, kunci in self.kunci_baris()
            for asal in (self.asal(unit, kunci),)
        ]

    def kunci_baris(self) -> Iterable[tuple[str, str, str, str, KunciIsian]]:
        """(unit, jabatan, indikator, variabel or "target", key) of every consolidated row, in order."""
        for u in self.katalog.unit:
            for j in self.katalog.jabatan_unit(u.kode):
                for i in self.katalog.indikator_jabatan(j.kode):
                    diminta = triwulan_diminta(i.periode)
                    for v in self.katalog.variabel_indikator(i.kode):
                        for t in diminta:
                            yield u.kode, j.kode, i.kode, v.kode, kunci_variabel(i.kode, v.kode, t)
                    for t in (*diminta, 0):
                        yield u.kode, j.kode, i.kode, TARGET, kunci_target(i.kode, t)

    def tabel(self) -> pd.DataFrame:
        """The consolidated rows as a DataFrame with the columns KOLOM."""
        import pandas as pd

        return pd.DataFrame(self.baris(), columns=list(KOLOM))


def triwulan_terakhir(terisi: Iterable[KunciIsian]) -> int:
    """The last triwulan of the realisasi among these inputs, which all have a value; 1 where there is none."""
    # Only realisasi and targets speak of a triwulan.
    return max((t for kunci, t in terisi if t and not kunci.endswith(_AKHIRAN_TARGET)), default=1)


def capaian(h: HitunganIndikator, lingkup: Lingkup) -> tuple[Capaian, ...]:
    """The capaian of the four triwulan, each of its own ("tw") or up to it ("sd"); raw percent points."""
    return h.capaian if lingkup == "tw" else h.capaian_sd


def bobot(indikator: Indikator) -> float:
    """Weight of an indicator in averages; blank counts as 1."""
    return 1.0 if indikator.bobot is None else indikator.bobot


EmpatNilai = tuple[float | None, float | None, float | None, float | None]


def _empat_satu(nilai: list[float | None]) -> EmpatNilai:
    return nilai[0], nilai[1], nilai[2], nilai[3]


def _empat(nilai: Mapping[str, list[float | None]]) -> dict[str, EmpatNilai]:
    return {k: _empat_satu(n) for k, n in nilai.items()}
