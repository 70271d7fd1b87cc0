"""Completeness of a return, targets that contradict themselves, and a form that is blank altogether."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from ikixl.aturan import Aturan
from ikixl.katalog.kunci import KunciIsian, kunci_variabel
from ikixl.katalog.model import Indikator, Katalog
from ikixl.layout.muatan import MUATAN_KOSONG, Muatan
from ikixl.perhitungan import TRIWULAN, CaraTarget, triwulan_diminta
from ikixl.temuan import Temuan

__all__ = ["Kelengkapan", "Kewajiban", "hitung_kelengkapan"]


@dataclass(frozen=True, slots=True)
class Kelengkapan:
    """Mandatory realisasi inputs of a unit: filled and asked in each triwulan, I to IV."""

    terisi: tuple[int, int, int, int]
    diminta: tuple[int, int, int, int]

    @property
    def mulai(self) -> int:
        """The last triwulan with any input, 0 if there is none."""
        return max((t for t in TRIWULAN if self.terisi[t - 1]), default=0)

    def lengkap(self, triwulan: int) -> bool:
        """Whether nothing asked up to this triwulan is missing."""
        return self.terisi[:triwulan] == self.diminta[:triwulan]


def _indikator(katalog: Katalog, unit: str, jabatan: str = "") -> list[Indikator]:
    return [i for i in katalog.indikator_unit(unit) if jabatan in ("", i.jabatan)]


def _wajib(katalog: Katalog, unit: str, triwulan: int, jabatan: str = "") -> list[KunciIsian]:
    return [
        kunci_variabel(i.kode, v.kode, triwulan)
        for i in _indikator(katalog, unit, jabatan)
        if triwulan in triwulan_diminta(i.periode)
        for v in katalog.variabel_indikator(i.kode)
    ]


def hitung_kelengkapan(katalog: Katalog, unit: str, isian: Mapping[KunciIsian, float | str]) -> Kelengkapan:
    """Count the mandatory inputs of a unit that hold a value."""
    wajib = [_wajib(katalog, unit, t) for t in TRIWULAN]
    terisi = [sum(k in isian for k in milik) for milik in wajib]
    diminta = [len(milik) for milik in wajib]
    return Kelengkapan((terisi[0], terisi[1], terisi[2], terisi[3]), (diminta[0], diminta[1], diminta[2], diminta[3]))


@dataclass(frozen=True, slots=True)
class _TargetIndikator:
    """An indikator that has targets; `cara` is None where the triwulan say nothing about the year."""

    indikator: Indikator
    kunci: tuple[KunciIsian, ...]
    cara: CaraTarget | None


@dataclass(frozen=True, slots=True)
class Kewajiban:
    """What an issue asks of a unit, the same for all units that hold these jabatan.

    `wajib` are the realisasi inputs that are open, by triwulan; `jatuh_tempo` says whether any of them is due;
    `triwulan` is that of the issue.
    """

    wajib: tuple[tuple[KunciIsian, ...], ...]
    jatuh_tempo: bool
    triwulan: int
    target: tuple[_TargetIndikator, ...]
    aturan: Aturan

    @classmethod
    def susun(cls, katalog: Katalog, unit: str, aturan: Aturan, muatan: Muatan = MUATAN_KOSONG) -> Self:
        """What an issue to `unit` asks; `muatan` is what it carries."""
        wajib = tuple(tuple(k for k in _wajib(katalog, unit, t, muatan.jabatan) if muatan.terbuka(k)) for t in TRIWULAN)
        # A unit that reports once a year has nothing to type before triwulan IV, and returns its targets all the same.
        jatuh_tempo = any(wajib[:-1]) or (muatan.triwulan == TRIWULAN[-1] and any(wajib))
        target = []
        for i in _indikator(katalog, unit, muatan.jabatan):
            if i.arah != "rentang":
                cara = CaraTarget.dari(katalog, i)
                target.append(_TargetIndikator(i, cara.kunci, None if cara.cara == "rata" else cara))
        return cls(wajib, jatuh_tempo, muatan.triwulan, tuple(target), aturan)

    def periksa(self, unit: str, isian: Mapping[KunciIsian, float | str]) -> list[Temuan]:
        """What is blank though asked, and targets that do not add up; `isian` holds what the issue locks, too.

        Asked is what the issue left open: up to the triwulan that it is for, or, if it is for all, up to the last one
        with any input. A blank is a matter of completeness (info), never an error; a form on which no realisasi was
        typed is refused.
        """
        semua_kosong = [[k for k in milik if k not in isian] for milik in self.wajib]
        terisi = [t for t in TRIWULAN if len(semua_kosong[t - 1]) < len(self.wajib[t - 1])]
        if self.jatuh_tempo and not terisi:
            return [Temuan("LENGKAP-02", unit=unit)]
        sampai = self.triwulan or max(terisi, default=0)
        temuan: list[Temuan] = []
        kosong = [k for milik in semua_kosong[:sampai] for k in milik]
        if kosong:
            contoh = ", ".join(f"{k.kunci} TW {k.triwulan}" for k in kosong[:3])
            lebih = f" dan {len(kosong) - 3} lainnya" if len(kosong) > 3 else ""
            rinci = {"jumlah": len(kosong), "triwulan": sampai, "contoh": contoh + lebih}
            temuan.append(Temuan("LENGKAP-01", unit=unit, rinci=rinci))
        for t in self.target:
            if isian.keys().isdisjoint(t.kunci):
                rinci = {"indikator": f"{t.indikator.kode} {t.indikator.nama}"}
                temuan.append(Temuan("LENGKAP-03", unit=unit, rinci=rinci))
            elif t.cara is not None:
                temuan += _target_selaras(unit, t.indikator.kode, t.cara, isian, self.aturan)
        return temuan


def _target_selaras(
    unit: str, kode: str, cara: CaraTarget, isian: Mapping[KunciIsian, float | str], aturan: Aturan
) -> list[Temuan]:
    tahun, masuk = cara.masukan(isian)
    gabungan = None if tahun is None else cara.gabungan(masuk, aturan)[3]
    if tahun is None or gabungan is None or abs(tahun - gabungan) < 1e-6 * max(1, abs(tahun)):
        return []
    rinci = {"indikator": kode, "ditemukan": f"{tahun:g}", "diharapkan": f"{gabungan:g}"}
    return [Temuan("SILANG-01", unit=unit, rinci=rinci)]
