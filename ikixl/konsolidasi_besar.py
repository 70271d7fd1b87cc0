"""Thousands of units consolidated one after the other: what is kept does not grow with what each of them sent.

The same figures as ikixl.konsolidasi, which holds every input of every unit at once.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ikixl.aturan import Aturan, gabung
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Indikator, Katalog
from ikixl.konsolidasi import HasilIndikator, IsianUnit, Konsolidasi, Lingkup, NilaiAsal
from ikixl.konsolidasi_unit import AngkaUnit
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

    def __init__(self, katalog: Katalog, indikator: Indikator, unit: Sequence[str]) -> None:
        self.indikator = indikator
        self.unit = tuple(unit)
        self._variabel = katalog.variabel_indikator(indikator.kode)
        cara = [str(v.gabung_unit) for v in self._variabel]
        cara.append(cara_target_indikator(indikator, self._variabel, "unit"))
        self._tempat = [[[_Gabungan(c) for _ in range(4)] for c in cara] for _ in ("tw", "sd")]
        self._target = [[0] * 4, [0] * 4]
        self.ikut = [[0] * 4, [0] * 4]
        self._satu: HitunganIndikator | None = None

    def tambah(self, unit: AngkaUnit, satu: Callable[[], HitunganIndikator]) -> None:
        """Take one more unit; `satu` gives its figures as ikixl.perhitungan does."""
        if len(self.unit) == 1:
            self._satu = satu()
        a = unit.indikator[self.indikator.kode]
        for n, (lengkap, nilai) in enumerate(((a.lengkap, a.nilai), (a.lengkap_sd, a.nilai_sd))):
            ikut, target = self.ikut[n], self._target[n]
            for t in range(4):
                if not lengkap[t]:
                    continue
                ikut[t] += 1
                for tempat, isi in zip(self._tempat[n], nilai, strict=True):
                    if (angka := isi[t]) is not None:
                        tempat[t].tambah(angka)
                target[t] += nilai[-1][t] is not None

    def hasil(self, aturan: Aturan) -> HasilIndikator:
        """The combined figures."""
        i = self.indikator
        ikut, ikut_sd = (tuple(n) for n in self.ikut)
        if len(self.unit) == 1:
            assert self._satu is not None
            return HasilIndikator(i, {self.unit[0]: self._satu}, self._satu, ikut, ikut_sd)
        kode = [v.kode for v in self._variabel]
        angka: list[dict[str, _EmpatNilai]] = []
        target: list[_EmpatNilai] = []
        for n in range(2):
            nilai = [[g.hasil() for g in tempat] for tempat in self._tempat[n]]
            angka.append({k: _empat(v) for k, v in zip(kode, nilai[:-1], strict=True)})
            lengkap = [x if self._target[n][t] == self.ikut[n][t] else None for t, x in enumerate(nilai[-1])]
            target.append(_empat(lengkap))
        gabungan = hitung_dari_variabel(i, angka[0], angka[1], target[0], target[1], aturan)
        return HasilIndikator(i, Pemegang(self.unit), gabungan, ikut, ikut_sd)


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
    kept than `huruf` characters of each column, which is more than a rekap quotes.
    """

    def __init__(
        self, katalog: Katalog, aturan: Aturan, perlu: Iterable[tuple[str, tuple[str, ...]]] = (), huruf: int = 4_000
    ) -> None:
        self._katalog, self._aturan, self._huruf = katalog, aturan, huruf
        urut = sorted(katalog.jabatan, key=lambda j: j.urutan)
        self._semua = {
            i.kode: _Kelompok(katalog, i, [u.kode for u in katalog.unit_jabatan(j.kode)])
            for j in urut
            for i in katalog.indikator_jabatan(j.kode)
        }
        self._sebagian = {
            (i, unit): _Kelompok(katalog, katalog.cari_indikator(i), unit)
            for i, unit in perlu
            if unit != self._semua[i].unit
        }
        self._di_unit: dict[str, dict[str, list[_Kelompok]]] = {}
        for (i, unit), g in self._sebagian.items():
            for u in unit:
                self._di_unit.setdefault(u, {}).setdefault(i, []).append(g)
        self._angka: dict[str, AngkaUnit] = {}
        self._isi: dict[tuple[str, int], list[int]] = {}
        self._catatan: dict[str, list[tuple[str, Sequence[str]]]] = {}
        self._panjang: dict[tuple[str, int], int] = {}

    def tambah(self, unit: str, angka: AngkaUnit) -> None:
        """Take one more unit."""
        for kode, a in angka.indikator.items():
            i = self._katalog.cari_indikator(kode)
            kelompok = [self._semua[kode], *self._di_unit.get(unit, {}).get(kode, ())]
            for g in kelompok:
                g.tambah(angka, lambda i=i: angka.hitungan(self._katalog, self._aturan, i))
            for n, isi in enumerate(a.isi):
                jumlah = self._isi.setdefault((kode, n), [0, 0, 0, 0])
                for t in range(4):
                    jumlah[t] += isi[t]
        for kode, teks in angka.catatan.items():
            self._catat(unit, kode, teks)
        isian = (angka.capaian, angka.capaian_sd, angka.ikut_sd, angka.terisi, angka.diminta, angka.terakhir)
        self._angka[unit] = AngkaUnit({}, *isian, {})

    def _catat(self, unit: str, kode: str, teks: Sequence[str]) -> None:
        perlu = [t for n, t in enumerate(teks) if t and self._panjang.get((kode, n), 0) < self._huruf]
        if not perlu:
            return
        self._catatan.setdefault(kode, []).append((unit, teks))
        for n, t in enumerate(teks):
            self._panjang[kode, n] = self._panjang.get((kode, n), 0) + len(t)

    def selesai(self, muat: Callable[[str], IsianUnit]) -> KonsolidasiBesar:
        """All units together; `muat` gives the inputs of one where they are asked for later."""
        return KonsolidasiBesar(
            self._katalog,
            self._aturan,
            {},
            hasil_jadi={k: g.hasil(self._aturan) for k, g in self._semua.items()},
            angka=self._angka,
            isi=self._isi,
            sebagian={k: g.hasil(self._aturan) for k, g in self._sebagian.items()},
            muat=muat,
            catatan_indikator=self._catatan,
        )
