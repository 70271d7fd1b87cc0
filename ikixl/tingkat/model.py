"""A level: several instansi, or several such levels, consolidated into one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ikixl.aturan import Aturan, predikat
from ikixl.konsolidasi import Lingkup, bobot, capaian
from ikixl.perhitungan import HitunganIndikator, rata_capaian
from ikixl.rumus.hasil import Hasil
from ikixl.tingkat.angka import Angka, EmpatAngka, gabung_angka, hitung
from ikixl.tingkat.definisi import Definisi

__all__ = ["Anggota", "IndikatorTingkat", "RingkasUnit", "Sumber", "Tingkat", "aturan_bersama", "kode_bersama"]


@dataclass(frozen=True, slots=True)
class Sumber:
    """The file that a member was read from: its name as given, its SHA-256."""

    berkas: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class RingkasUnit:
    """One unit of a member, one step down: capaian up to each triwulan (percent points), filled and asked up to each.

    `isian` counts inputs for a unit that filled in a workbook, complete units for one that is itself a level. `lembar`
    and `sel` say where the member's file shows it.
    """

    kode: str
    nama: str
    capaian: tuple[Hasil, ...]
    terisi: EmpatAngka
    diminta: EmpatAngka
    lembar: str = ""
    sel: str = ""


@dataclass(frozen=True)
class Anggota:
    """One member of a level: an instansi (`tingkat` 0) or a level below (1 and more), with its own figures.

    `definisi` and `angka` are by the member's own name of an indikator. `lengkap` counts the units whose inputs are
    complete up to each triwulan, of `semua`. `isi` are the codes of all instansi in it. `aturan` are the rules that it
    computed with; `triwulan` is up to which it ran.
    """

    kode: str
    nama: str
    wilayah: str
    tingkat: int
    tahun: int
    triwulan: int
    aturan: Aturan
    definisi: Mapping[str, Definisi]
    angka: Mapping[str, Angka]
    lengkap: EmpatAngka
    semua: int
    isi: frozenset[str]
    unit: tuple[RingkasUnit, ...] = ()
    katalog: str = ""
    sumber: Sumber = field(default_factory=Sumber)


@dataclass(frozen=True)
class IndikatorTingkat:
    """One indikator of the level: `kunci` is its code, or code#n where the code means several things.

    `angka` and `hitungan` are by the code of each member that holds it; `gabungan` is over all of them. `saudara` are
    the other definitions under the same code, with what differs.
    """

    kunci: str
    definisi: Definisi
    angka: Mapping[str, Angka]
    hitungan: Mapping[str, HitunganIndikator]
    gabungan: Angka
    hitungan_gabungan: HitunganIndikator
    saudara: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def tunggal(self) -> bool:
        """Whether one member alone holds it."""
        return len(self.angka) == 1


@dataclass(frozen=True)
class Tingkat:
    """Several members consolidated under one set of rules; codes of members are distinct."""

    nama: str
    tahun: int
    aturan: Aturan
    anggota: tuple[Anggota, ...]

    @property
    def tingkat(self) -> int:
        """1 over instansi, 2 over such levels, and so on."""
        return max(a.tingkat for a in self.anggota) + 1

    @cached_property
    def kode(self) -> str:
        """What the kode wilayah of all members begin with, or a code made of them."""
        return kode_bersama(sorted(self.isi))

    @property
    def isi(self) -> frozenset[str]:
        """Codes of all instansi in it."""
        return frozenset(i for a in self.anggota for i in a.isi)

    @cached_property
    def indikator(self) -> tuple[IndikatorTingkat, ...]:
        """Every indikator: same code and same definition combined, other definitions of the code beside it."""
        kode: dict[str, dict[tuple[object, ...], list[tuple[Anggota, str]]]] = {}
        for a in self.anggota:
            for nama, d in a.definisi.items():
                kode.setdefault(d.indikator.kode, {}).setdefault(d.sidik, []).append((a, nama))
        hasil: list[IndikatorTingkat] = []
        for satu, ragam in kode.items():
            definisi = [milik[0][0].definisi[milik[0][1]] for milik in ragam.values()]
            kunci = [satu] if len(ragam) == 1 else [f"{satu}#{n}" for n in range(1, len(ragam) + 1)]
            for n, milik in enumerate(ragam.values()):
                lain = [(k, definisi[n].beda(d)) for k, d in zip(kunci, definisi, strict=True) if k != kunci[n]]
                hasil.append(self._gabung(kunci[n], definisi[n], milik, tuple(lain)))
        return tuple(hasil)

    def _gabung(
        self,
        kunci: str,
        definisi: Definisi,
        milik: Sequence[tuple[Anggota, str]],
        saudara: tuple[tuple[str, tuple[str, ...]], ...],
    ) -> IndikatorTingkat:
        angka = {a.kode: a.angka[nama] for a, nama in milik}
        gabungan = gabung_angka(definisi, list(angka.values()))
        hitungan = {k: hitung(definisi, n, self.aturan) for k, n in angka.items()}
        return IndikatorTingkat(
            kunci, definisi, angka, hitungan, gabungan, hitung(definisi, gabungan, self.aturan), saudara
        )

    @cached_property
    def ganda(self) -> tuple[IndikatorTingkat, ...]:
        """The indikator that several members hold."""
        return tuple(i for i in self.indikator if not i.tunggal)

    def milik(self, anggota: str) -> tuple[IndikatorTingkat, ...]:
        """The indikator of a member, in order."""
        return self._milik.get(anggota, ())

    @cached_property
    def _milik(self) -> dict[str, tuple[IndikatorTingkat, ...]]:
        return {a.kode: tuple(i for i in self.indikator if a.kode in i.angka) for a in self.anggota}

    def capaian_anggota(self, anggota: str, triwulan: int, lingkup: Lingkup = "sd") -> Hasil:
        """Weighted mean of the capped capaian of a member's indikator; percent points."""
        milik = ((i.hitungan[anggota], i) for i in self.milik(anggota))
        return self._rata(milik, triwulan, lingkup)

    def capaian(self, triwulan: int, lingkup: Lingkup = "sd") -> Hasil:
        """Weighted mean over all indikator, each consolidated over its members and counted once; percent points."""
        return self._rata(((i.hitungan_gabungan, i) for i in self.indikator), triwulan, lingkup)

    def _rata(
        self, milik: Iterable[tuple[HitunganIndikator, IndikatorTingkat]], triwulan: int, lingkup: Lingkup
    ) -> Hasil:
        isi = ((capaian(h, lingkup)[triwulan - 1].hasil, bobot(i.definisi.indikator)) for h, i in milik)
        return rata_capaian(isi, self.aturan)

    def predikat(self, nilai: Hasil) -> str:
        """The label of a mean capaian, "" where there is no figure."""
        return "" if nilai.nilai is None else predikat(nilai.nilai, self.aturan.skala)

    @property
    def lengkap(self) -> EmpatAngka:
        """Units of all members whose inputs are complete up to each triwulan."""
        jumlah = [sum(a.lengkap[t] for a in self.anggota) for t in range(4)]
        return jumlah[0], jumlah[1], jumlah[2], jumlah[3]

    @property
    def semua(self) -> int:
        """Units of all members."""
        return sum(a.semua for a in self.anggota)

    @property
    def sebut_tahun(self) -> str:
        """The year, or all years of its members where they differ."""
        return ", ".join(str(t) for t in sorted({a.tahun for a in self.anggota}))

    @property
    def triwulan(self) -> int:
        """Up to which the member that is furthest ran."""
        return max(a.triwulan for a in self.anggota)

    def sebagai_anggota(self, sumber: Sumber, unit: tuple[RingkasUnit, ...]) -> Anggota:
        """This level as a member of the one above."""
        return Anggota(
            kode=self.kode,
            nama=self.nama,
            wilayah=self.nama,
            tingkat=self.tingkat,
            tahun=self.tahun,
            triwulan=self.triwulan,
            aturan=self.aturan,
            definisi={i.kunci: i.definisi for i in self.indikator},
            angka={i.kunci: i.gabungan for i in self.indikator},
            lengkap=self.lengkap,
            semua=self.semua,
            isi=self.isi,
            unit=unit,
            sumber=sumber,
        )


def aturan_bersama(aturan: Sequence[Aturan]) -> Aturan:
    """The rules that most members compute with; the earliest given where several are as frequent."""
    banyak = Counter((a.minimal, a.batas, a.skala) for a in aturan)
    terbanyak = max(banyak.values())
    return next(a for a in aturan if banyak[a.minimal, a.batas, a.skala] == terbanyak)


def kode_bersama(isi: Sequence[str]) -> str:
    """The parts between dots with which all kode wilayah begin; without any, a code made of them all."""
    bagian = [i.split(".") for i in isi]
    sama: list[str] = []
    for n in zip(*bagian, strict=False):
        if len(set(n)) > 1 or len(sama) + 1 == min(map(len, bagian)):
            break
        sama.append(n[0])
    if sama:
        return ".".join(sama)
    return "G" + hashlib.sha256("\n".join(isi).encode()).hexdigest()[:8]
