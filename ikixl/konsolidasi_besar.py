"""Thousands of units consolidated one after the other: what is kept does not grow with what each of them sent.

The same figures as ikixl.konsolidasi, which holds every input of every unit at once.
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from ikixl.aturan import Aturan, gabung
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Indikator, Katalog
from ikixl.konsolidasi import HasilIndikator, IsianUnit, Konsolidasi, Lingkup, NilaiAsal
from ikixl.konsolidasi_unit import AngkaIndikator, AngkaUnit, deret_indikator, deret_unit
from ikixl.perhitungan import HitunganIndikator, cara_target_indikator, hitung_dari_variabel
from ikixl.rumus.hasil import BELUM_LENGKAP, Hasil, ada

__all__ = ["KonsolidasiBesar", "Pemegang", "Pengumpul"]

# Numbers that wait to be added; then they are made into the few floats that say the same.
_MENUNGGU = 1024

_EmpatNilai = tuple[float | None, float | None, float | None, float | None]


class Pemegang(Mapping[str, HitunganIndikator]):
    """The units that hold an indikator, in order, without their figures: those stand in the files beside the rekap."""

    def __init__(self, unit: Iterable[str]) -> None:
        self._unit = dict.fromkeys(unit)

    def __getitem__(self, unit: str) -> HitunganIndikator:
        raise KeyError(unit)

    def __contains__(self, unit: object) -> bool:
        return unit in self._unit

    def __iter__(self) -> Iterator[str]:
        return iter(self._unit)

    def __len__(self) -> int:
        return len(self._unit)


class _Gabungan:
    """Numbers combined as ikixl.aturan.gabung does, without keeping all of them: the same result to the last digit."""

    __slots__ = ("_banyak", "_cara", "_isi")

    def __init__(self, cara: str) -> None:
        self._cara = cara
        self._banyak = 0
        self._isi = array("d")

    def tambah(self, nilai: float) -> None:
        """Take one more number."""
        self._banyak += 1
        self._isi.append(nilai)
        if len(self._isi) >= _MENUNGGU:
            self._padatkan()

    def gabungkan(self, lain: _Gabungan) -> None:
        """Take all the numbers of another, which come after those here."""
        self._banyak += lain._banyak
        self._isi.extend(lain._isi)
        if len(self._isi) >= _MENUNGGU:
            self._padatkan()

    def deret(self) -> list[float]:
        """How many numbers there were, and the few that say the same, for JSON."""
        if len(self._isi) > 1:
            self._padatkan()
        return [self._banyak, *self._isi]

    def isi_dari(self, deret: Sequence[float]) -> None:
        """Become what gave this `deret`."""
        self._banyak, self._isi = int(deret[0]), array("d", deret[1:])

    def _padatkan(self) -> None:
        isi = self._isi
        if self._cara in ("maks", "min"):
            self._isi = array("d", [gabung(isi, self._cara)])
            return
        # The last number that is not zero counts for itself (ikixl.rumus.aritmetika.jumlah).
        akhir = next((n for n in range(len(isi) - 1, -1, -1) if isi[n]), -1)
        if akhir < 0 or not all(map(math.isfinite, isi)):
            return
        self._isi = array("d", [*_uraikan(isi[:akhir]), isi[akhir]])

    def hasil(self) -> float | None:
        """The combination of all; None of none."""
        if not self._banyak:
            return None
        if self._cara == "rata":
            return gabung(self._isi, "jumlah") / self._banyak
        return gabung(self._isi, self._cara)


def _uraikan(isi: Sequence[float]) -> list[float]:
    """A few floats whose exact sum is that of all of these."""
    bagian: list[float] = []
    while True:
        try:
            sisa = math.fsum([*isi, *(-b for b in bagian)])
        except OverflowError:
            return list(isi)
        if not sisa:
            return bagian
        bagian.append(sisa)


class _Kelompok:
    """One indikator over some units: its variabel and target, of each triwulan and up to each, and who stands in."""

    def __init__(self, katalog: Katalog, indikator: Indikator, unit: tuple[str, ...]) -> None:
        self._katalog, self._indikator, self._unit = katalog, indikator, unit
        self._variabel = katalog.variabel_indikator(indikator.kode)
        cara = [str(v.gabung_unit) for v in self._variabel]
        cara.append(cara_target_indikator(indikator, self._variabel, "unit"))
        # Of one unit alone, the combination is its own figure.
        self._tempat = [[[_Gabungan(c) for _ in range(4)] for c in cara if len(unit) != 1] for _ in ("tw", "sd")]
        self._target = [[0] * 4, [0] * 4]
        self._ikut = [[0] * 4, [0] * 4]
        self._satu: AngkaIndikator | None = None

    def tambah(self, a: AngkaIndikator) -> None:
        """Take the figures of one more unit."""
        if len(self._unit) == 1:
            self._satu = a
        for n, (lengkap, nilai) in enumerate(((a.lengkap, a.nilai), (a.lengkap_sd, a.nilai_sd))):
            ikut, target = self._ikut[n], self._target[n]
            for t in range(4):
                if not lengkap[t]:
                    continue
                ikut[t] += 1
                for tempat, isi in zip(self._tempat[n], nilai, strict=False):
                    if (angka := isi[t]) is not None:
                        tempat[t].tambah(angka)
                target[t] += nilai[-1][t] is not None

    def gabungkan(self, lain: _Kelompok) -> None:
        """Take all the units of another, which come after those here."""
        self._satu = lain._satu or self._satu
        for milik, baru in ((self._ikut, lain._ikut), (self._target, lain._target)):
            for n in range(2):
                milik[n] = [a + b for a, b in zip(milik[n], baru[n], strict=True)]
        for tempat, tempat_lain in zip(self._semua_tempat(), lain._semua_tempat(), strict=True):
            tempat.gabungkan(tempat_lain)

    def _semua_tempat(self) -> list[_Gabungan]:
        return [g for lingkup in self._tempat for variabel in lingkup for g in variabel]

    def deret(self) -> list[Any]:
        """What was taken so far, for JSON."""
        satu = None if self._satu is None else deret_indikator(self._satu)
        return [self._ikut, self._target, satu, [g.deret() for g in self._semua_tempat()]]

    def isi_dari(self, deret: Sequence[Any]) -> None:
        """Become what gave this `deret`."""
        self._ikut, self._target, satu, tempat = deret
        self._satu = None if satu is None else AngkaIndikator(*satu)
        for g, isi in zip(self._semua_tempat(), tempat, strict=True):
            g.isi_dari(isi)

    def hasil(self, aturan: Aturan) -> HasilIndikator:
        """The combined figures."""
        i = self._indikator
        ikut, ikut_sd = (tuple(n) for n in self._ikut)
        if len(self._unit) == 1:
            assert self._satu is not None
            satu = self._satu.hitungan(self._katalog, aturan, i)
            return HasilIndikator(i, {self._unit[0]: satu}, satu, ikut, ikut_sd)
        kode = [v.kode for v in self._variabel]
        angka: list[dict[str, _EmpatNilai]] = []
        target: list[_EmpatNilai] = []
        for n in range(2):
            nilai = [[g.hasil() for g in tempat] for tempat in self._tempat[n]]
            angka.append({k: _empat(v) for k, v in zip(kode, nilai[:-1], strict=True)})
            lengkap = [x if self._target[n][t] == self._ikut[n][t] else None for t, x in enumerate(nilai[-1])]
            target.append(_empat(lengkap))
        gabungan = hitung_dari_variabel(i, angka[0], angka[1], target[0], target[1], aturan)
        return HasilIndikator(i, Pemegang(self._unit), gabungan, ikut, ikut_sd)


def _empat(isi: Sequence[float | None]) -> _EmpatNilai:
    return isi[0], isi[1], isi[2], isi[3]


@dataclass(frozen=True)
class KonsolidasiBesar(Konsolidasi):
    """As Konsolidasi, but `hasil` knows the figures of single units only where one unit alone holds the indikator.

    `angka` are the summed up figures of each unit (without its indikator), `isi` counts the inputs filled up to each
    triwulan by (indikator, place of the variabel; the target is the last), `sebagian` holds indikator over some of
    their units, `muat` gives the inputs of one unit, `catatan_indikator` quotes notes by (indikator, column).
    """

    hasil_jadi: Mapping[str, HasilIndikator] = field(default_factory=dict)
    angka: Mapping[str, AngkaUnit] = field(default_factory=dict)
    isi: Mapping[tuple[str, int], Sequence[int]] = field(default_factory=dict)
    sebagian: Mapping[tuple[str, tuple[str, ...]], HasilIndikator] = field(default_factory=dict)
    muat: Callable[[str], IsianUnit] = field(default=lambda _: {})
    catatan_indikator: Mapping[str, Sequence[tuple[str, Sequence[str]]]] = field(default_factory=dict)

    @property
    def hasil(self) -> dict[str, HasilIndikator]:
        """Every indikator, by code, in the katalog's order of jabatan."""
        return dict(self.hasil_jadi)

    def hasil_atas(self, indikator: str, unit: Iterable[str]) -> HasilIndikator:
        """An indikator over all units that hold it, or over some that were asked for beforehand; else KeyError."""
        milik = tuple(unit)
        semua = self.hasil_jadi[indikator]
        return semua if milik == tuple(semua.per_unit) else self.sebagian[indikator, milik]

    def asal(self, unit: str, kunci: KunciIsian) -> NilaiAsal:
        """An input of a unit with its lineage, read when it is asked for."""
        return self.muat(unit).get(kunci) or NilaiAsal(None, "kosong")

    def capaian_unit(self, unit: str, triwulan: int, lingkup: Lingkup = "sd") -> Hasil:
        """As of Konsolidasi."""
        a = self.angka[unit]
        nilai = (a.capaian if lingkup == "tw" else a.capaian_sd)[triwulan - 1]
        return BELUM_LENGKAP if nilai is None else ada(nilai)

    def triwulan_terakhir(self) -> int:
        """As of Konsolidasi."""
        return max((a.terakhir for a in self.angka.values()), default=0) or 1


class Pengumpul:
    """Takes the units one after the other, in the katalog's order, and gives the KonsolidasiBesar of all.

    `perlu` are the (indikator, units) that will be asked for besides the whole. Of the notes on an indikator no more is
    kept than `huruf` characters of each column, which is more than a rekap quotes. What some of the units come to can
    be kept as JSON (`kosong`, `ke_json`, `dari_json`) and taken in their place (`gabungkan`).
    """

    def __init__(
        self, katalog: Katalog, aturan: Aturan, perlu: Iterable[tuple[str, tuple[str, ...]]] = (), huruf: int = 4_000
    ) -> None:
        self._katalog, self._aturan, self._huruf = katalog, aturan, huruf
        urut = sorted(katalog.jabatan, key=lambda j: j.urutan)
        pemegang = {j.kode: tuple(u.kode for u in katalog.unit_jabatan(j.kode)) for j in urut}
        #: The units of each indikator as a whole, then of each of `perlu`: numbered, because JSON names them so.
        self._anggota: list[tuple[str, tuple[str, ...]]] = [
            (i.kode, pemegang[j.kode]) for j in urut for i in katalog.indikator_jabatan(j.kode)
        ]
        self._semua = {i: n for n, (i, _) in enumerate(self._anggota)}
        self._anggota += sorted((i, unit) for i, unit in perlu if unit != self._anggota[self._semua[i]][1])
        self._di_unit: dict[tuple[str, str], list[int]] = {}
        for n, (i, unit) in enumerate(self._anggota[len(self._semua) :], start=len(self._semua)):
            for u in unit:
                self._di_unit.setdefault((u, i), []).append(n)
        self._mulai()

    def _mulai(self) -> None:
        self._kelompok: dict[int, _Kelompok] = {}
        self._angka: dict[str, AngkaUnit] = {}
        self._isi: dict[tuple[str, int], list[int]] = {}
        self._catatan: dict[str, list[tuple[str, Sequence[str]]]] = {}
        self._panjang: dict[tuple[str, int], int] = {}

    def kosong(self) -> Pengumpul:
        """Another one for some of the same units."""
        lain = copy(self)
        lain._mulai()
        return lain

    def _ambil(self, nomor: int) -> _Kelompok:
        kelompok = self._kelompok.get(nomor)
        if kelompok is None:
            kode, unit = self._anggota[nomor]
            kelompok = self._kelompok[nomor] = _Kelompok(self._katalog, self._katalog.cari_indikator(kode), unit)
        return kelompok

    def tambah(self, unit: str, angka: AngkaUnit) -> None:
        """Take one more unit."""
        for kode, a in angka.indikator.items():
            for nomor in (self._semua[kode], *self._di_unit.get((unit, kode), ())):
                self._ambil(nomor).tambah(a)
            for n, isi in enumerate(a.isi):
                self._hitung_isi((kode, n), isi)
        for kode, teks in angka.catatan.items():
            self._catat(unit, kode, teks)
        self._angka[unit] = replace(angka, indikator={}, catatan={})

    def gabungkan(self, lain: Pengumpul) -> None:
        """Take all that another one took: the units that come next."""
        for nomor, kelompok in lain._kelompok.items():
            self._ambil(nomor).gabungkan(kelompok)
        for kunci, isi in lain._isi.items():
            self._hitung_isi(kunci, isi)
        for kode, semua in lain._catatan.items():
            for unit, teks in semua:
                self._catat(unit, kode, teks)
        self._angka |= lain._angka

    def _hitung_isi(self, kunci: tuple[str, int], isi: Sequence[int]) -> None:
        jumlah = self._isi.setdefault(kunci, [0, 0, 0, 0])
        for t in range(4):
            jumlah[t] += isi[t]

    def _catat(self, unit: str, kode: str, teks: Sequence[str]) -> None:
        perlu = [t for n, t in enumerate(teks) if t and self._panjang.get((kode, n), 0) < self._huruf]
        if not perlu:
            return
        self._catatan.setdefault(kode, []).append((unit, teks))
        for n, t in enumerate(teks):
            self._panjang[kode, n] = self._panjang.get((kode, n), 0) + len(t)

    def ke_json(self) -> str:
        """What was taken so far as a text from which `dari_json` makes the same again."""
        kelompok = {n: k.deret() for n, k in self._kelompok.items()}
        angka = {u: deret_unit(a) for u, a in self._angka.items()}
        isi = [[*kunci, *jumlah] for kunci, jumlah in self._isi.items()]
        return json.dumps([kelompok, angka, isi, self._catatan], ensure_ascii=False, separators=(",", ":"))

    def dari_json(self, teks: str) -> Pengumpul:
        """What `ke_json` of one for the same katalog wrote; ValueError, TypeError or LookupError for another text."""
        lain = self.kosong()
        kelompok, angka, isi, catatan = json.loads(teks)
        for nomor, deret in kelompok.items():
            lain._ambil(int(nomor)).isi_dari(deret)
        lain._angka = {u: AngkaUnit(*a) for u, a in angka.items()}
        lain._isi = {(kode, n): jumlah for kode, n, *jumlah in isi}
        for kode, semua in catatan.items():
            for unit, milik in semua:
                lain._catat(unit, kode, milik)
        return lain

    def selesai(self, muat: Callable[[str], IsianUnit]) -> KonsolidasiBesar:
        """All units together; `muat` gives the inputs of one where they are asked for later."""
        hasil = [self._ambil(n).hasil(self._aturan) for n in range(len(self._anggota))]
        banyak = len(self._semua)
        return KonsolidasiBesar(
            self._katalog,
            self._aturan,
            {},
            hasil_jadi=dict(zip(self._semua, hasil[:banyak], strict=True)),
            angka=self._angka,
            isi=self._isi,
            sebagian=dict(zip(self._anggota[banyak:], hasil[banyak:], strict=True)),
            muat=muat,
            catatan_indikator=self._catatan,
        )
