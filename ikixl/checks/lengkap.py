"""Completeness of a return, targets that contradict themselves, and a form that is blank altogether."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ikixl.aturan import Aturan
from ikixl.katalog.kunci import KunciIsian, kunci_target, kunci_variabel
from ikixl.katalog.model import Indikator, Katalog
from ikixl.layout.muatan import MUATAN_KOSONG, Muatan
from ikixl.perhitungan import (
    TRIWULAN,
    cara_target_indikator,
    hitung_target,
    triwulan_diminta,
)
from ikixl.temuan import Temuan

__all__ = ["Kelengkapan", "hitung_kelengkapan", "periksa_lengkap"]


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


def periksa_lengkap(
    katalog: Katalog,
    unit: str,
    isian: Mapping[KunciIsian, float | str],
    aturan: Aturan,
    muatan: Muatan = MUATAN_KOSONG,
) -> list[Temuan]:
    """What is blank though asked, and targets that do not add up; `isian` holds what `muatan` locks, too.

    Asked is what the issue left open: up to the triwulan that it is for, or, if it is for all, up to the last one with
    any input. A blank is a matter of completeness (info), never an error; a form on which no realisasi was typed is
    refused.
    """
    wajib = [k for t in TRIWULAN for k in _wajib(katalog, unit, t, muatan.jabatan) if muatan.terbuka(k)]
    terisi = [k for k in wajib if k in isian]
    # A unit that reports once a year has nothing to type before triwulan IV, and returns its targets all the same.
    jatuh_tempo = [k for k in wajib if k.triwulan < TRIWULAN[-1] or muatan.triwulan == TRIWULAN[-1]]
    if jatuh_tempo and not terisi:
        return [Temuan("LENGKAP-02", unit=unit)]
    sampai = muatan.triwulan or max((k.triwulan for k in terisi), default=0)
    temuan: list[Temuan] = []
    kosong = [k for k in wajib if k.triwulan <= sampai and k not in isian]
    if kosong:
        contoh = ", ".join(f"{k.kunci} TW {k.triwulan}" for k in kosong[:3])
        lebih = f" dan {len(kosong) - 3} lainnya" if len(kosong) > 3 else ""
        rinci = {"jumlah": len(kosong), "triwulan": sampai, "contoh": contoh + lebih}
        temuan.append(Temuan("LENGKAP-01", unit=unit, rinci=rinci))
    for i in _indikator(katalog, unit, muatan.jabatan):
        if i.arah == "rentang":
            continue
        semua = [kunci_target(i.kode, t) for t in (*TRIWULAN, 0)]
        if not any(k in isian for k in semua):
            temuan.append(Temuan("LENGKAP-03", unit=unit, rinci={"indikator": f"{i.kode} {i.nama}"}))
            continue
        temuan += _target_selaras(katalog, unit, i.kode, isian, aturan)
    return temuan


def _target_selaras(
    katalog: Katalog,
    unit: str,
    kode: str,
    isian: Mapping[KunciIsian, float | str],
    aturan: Aturan,
) -> list[Temuan]:
    i = katalog.cari_indikator(kode)
    if cara_target_indikator(i, katalog.variabel_indikator(kode), "waktu") == "rata":
        return []
    t = hitung_target(katalog, i, isian, aturan)
    tahun, gabungan = t.tahun, t.gabungan
    if tahun is None or gabungan is None or abs(tahun - gabungan) < 1e-6 * max(1, abs(tahun)):
        return []
    rinci = {"indikator": kode, "ditemukan": f"{tahun:g}", "diharapkan": f"{gabungan:g}"}
    return [Temuan("SILANG-01", unit=unit, rinci=rinci)]
