"""Completeness of a return, targets that contradict themselves, and a form that is blank altogether."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ikixl.aturan import Aturan
from ikixl.katalog.kunci import KunciIsian, kunci_target, kunci_variabel
from ikixl.katalog.model import Katalog
from ikixl.perhitungan import (
    TRIWULAN,
    cara_target_indikator,
    hitung_indikator,
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


def _wajib(katalog: Katalog, unit: str, triwulan: int) -> list[KunciIsian]:
    return [
        kunci_variabel(i.kode, v.kode, triwulan)
        for i in katalog.indikator_unit(unit)
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
    katalog: Katalog, unit: str, isian: Mapping[KunciIsian, float | str], aturan: Aturan
) -> list[Temuan]:
    """What is blank though asked (up to the last triwulan with any input), and targets that do not add up.

    A blank is a matter of completeness (info), never an error; a form without any realisasi is refused.
    """
    kelengkapan = hitung_kelengkapan(katalog, unit, isian)
    sampai = kelengkapan.mulai
    # A unit that reports once a year has nothing to type before triwulan IV, and returns its targets all the same.
    if not sampai and any(kelengkapan.diminta[:3]):
        return [Temuan("LENGKAP-02", unit=unit)]
    temuan: list[Temuan] = []
    kosong = [k for t in range(1, sampai + 1) for k in _wajib(katalog, unit, t) if k not in isian]
    if kosong:
        contoh = ", ".join(f"{k.kunci} TW {k.triwulan}" for k in kosong[:3])
        lebih = f" dan {len(kosong) - 3} lainnya" if len(kosong) > 3 else ""
        rinci = {"jumlah": len(kosong), "triwulan": sampai, "contoh": contoh + lebih}
        temuan.append(Temuan("LENGKAP-01", unit=unit, rinci=rinci))
    for i in katalog.indikator_unit(unit):
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
    h = hitung_indikator(katalog, i, isian, aturan)
    tahun, gabungan = h.target_tahun, h.target_gabungan
    if tahun is None or gabungan is None or abs(tahun - gabungan) < 1e-6 * max(1, abs(tahun)):
        return []
    rinci = {"indikator": kode, "ditemukan": f"{tahun:g}", "diharapkan": f"{gabungan:g}"}
    return [Temuan("SILANG-01", unit=unit, rinci=rinci)]
