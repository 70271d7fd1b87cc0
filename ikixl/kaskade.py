"""Kaskade: what a superior reports beside what his subordinates report of the same thing (acuan of the katalog)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ikixl.aturan import Aturan
from ikixl.katalog.acuan import Acuan, pisah_acuan, unit_acuan
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Indikator, Katalog, Unit, Variabel
from ikixl.konsolidasi import HasilIndikator, Konsolidasi
from ikixl.konsolidasi_unit import AngkaIndikator, AngkaUnit
from ikixl.perhitungan import EmpatNilai, hitung_realisasi, hitung_sampai
from ikixl.rumus.hasil import Keadaan

__all__ = ["AngkaBawahan", "Banding", "BandingDalam", "banding_kaskade", "perlu_banding"]

# Figures are sums of typed numbers: anything above the noise of floats is a difference somebody has to explain.
_TELITI = 1e-9


@dataclass(frozen=True, slots=True)
class AngkaBawahan:
    """One figure that an acuan names, combined over `unit`; None where any of them is not complete."""

    acuan: Acuan
    unit: tuple[str, ...]
    nilai: float | None


@dataclass(frozen=True, slots=True)
class Banding:
    """One variabel of a superior in one unit, beside its subordinates' figures, both up to `triwulan`.

    Values are in the variabel's satuan (percent points for "%"); None where the reports are not complete.
    """

    unit: str
    indikator: str
    variabel: str
    triwulan: int
    atasan: float | None
    rincian: tuple[AngkaBawahan, ...]

    @property
    def bawahan(self) -> float | None:
        """The sum of the subordinates' figures; None where one of them is missing."""
        nilai = [a.nilai for a in self.rincian]
        return None if None in nilai else sum(n for n in nilai if n is not None)

    @property
    def selisih(self) -> float | None:
        """Superior minus subordinates; None where either is missing."""
        return None if self.atasan is None or self.bawahan is None else self.atasan - self.bawahan

    @property
    def beda(self) -> bool:
        """Whether both are known and do not agree."""
        selisih = self.selisih
        return selisih is not None and abs(selisih) > _TELITI * max(1.0, abs(self.atasan or 0.0))


def banding_kaskade(
    konsolidasi: Konsolidasi, triwulan: int, unit: Iterable[str] | None = None, *, satu_unit: bool | None = None
) -> list[Banding]:
    """Every variabel with an acuan, in every unit (or those in `unit`) that holds it, up to a triwulan.

    `satu_unit` True keeps those whose subordinates report in the same workbook, False the others.
    """
    katalog = konsolidasi.katalog
    pilih = None if unit is None else tuple(unit)
    hasil = []
    for v in katalog.variabel:
        i = katalog.cari_indikator(v.indikator)
        acuan = pisah_acuan(v.acuan)
        for u in _pemegang(katalog, i.jabatan, pilih) if acuan else ():
            bawahan = tuple((a, unit_acuan(katalog, u.kode, a)) for a in acuan)
            if satu_unit in (None, all(b == (u.kode,) for _, b in bawahan)):
                hasil.append(_banding(konsolidasi, u.kode, i, v, triwulan, bawahan))
    return hasil


def _pemegang(katalog: Katalog, jabatan: str, pilih: tuple[str, ...] | None) -> tuple[Unit, ...]:
    """The units in which a jabatan is held, in the katalog's order, or those of `pilih`."""
    if pilih is None:
        return katalog.unit_jabatan(jabatan)
    return tuple(u for u in katalog.unit_jabatan(jabatan) if u.kode in pilih)


@dataclass(frozen=True, slots=True)
class _Dalam:
    """A variabel with an acuan, and where it stands among those of its indikator."""

    indikator: str
    variabel: str
    nomor: int
    acuan: tuple[tuple[Acuan, int], ...]


class BandingDalam:
    """The figures of superiors whose subordinates all report in the same workbook, in units that hold these jabatan."""

    def __init__(self, katalog: Katalog, jabatan: Iterable[str]) -> None:
        milik = set(jabatan)
        self._katalog = katalog
        self._semua: list[_Dalam] = []
        for i in (i for j in milik for i in katalog.indikator_jabatan(j)):
            for nomor, v in enumerate(katalog.variabel_indikator(i.kode)):
                acuan = pisah_acuan(v.acuan)
                if acuan and all(katalog.cari_indikator(a.indikator).jabatan in milik for a in acuan):
                    tempat = tuple((a, _nomor(katalog, a)) for a in acuan)
                    self._semua.append(_Dalam(i.kode, v.kode, nomor, tempat))
        # In the order in which banding_kaskade gives them.
        urut = {(v.indikator, v.kode): n for n, v in enumerate(katalog.variabel)}
        self._semua.sort(key=lambda d: urut[d.indikator, d.variabel])

    def di(self, unit: str, angka: AngkaUnit, triwulan: int) -> list[Banding]:
        """All of them in one unit, up to a triwulan."""
        t = triwulan - 1

        def bawahan(a: Acuan, nomor: int) -> float | None:
            return _bawahan(angka.indikator[a.indikator], nomor, t)

        return self._banding(unit, triwulan, lambda d: angka.indikator[d.indikator].nilai_sd[d.nomor][t], bawahan)

    def dari_isian(
        self, unit: str, isian: Mapping[KunciIsian, float | str], aturan: Aturan, triwulan: int
    ) -> list[Banding]:
        """All of them out of a unit's inputs, where nothing else of the unit was computed."""
        katalog = self._katalog

        @cache
        def sampai(kode: str) -> Mapping[str, EmpatNilai]:
            return hitung_sampai(katalog, katalog.cari_indikator(kode), isian, aturan)

        def bawahan(a: Acuan, _nomor: int) -> float | None:
            nilai = sampai(a.indikator)
            realisasi = hitung_realisasi(katalog.cari_indikator(a.indikator), nilai, triwulan)
            if not a.variabel or realisasi.keadaan is Keadaan.BELUM_LENGKAP:
                return realisasi.nilai
            return nilai[a.variabel][triwulan - 1]

        return self._banding(unit, triwulan, lambda d: sampai(d.indikator)[d.variabel][triwulan - 1], bawahan)

    def _banding(
        self,
        unit: str,
        triwulan: int,
        atasan: Callable[[_Dalam], float | None],
        bawahan: Callable[[Acuan, int], float | None],
    ) -> list[Banding]:
        return [
            Banding(
                unit,
                d.indikator,
                d.variabel,
                triwulan,
                atasan(d),
                tuple(AngkaBawahan(a, (unit,), bawahan(a, n)) for a, n in d.acuan),
            )
            for d in self._semua
        ]


def _nomor(katalog: Katalog, acuan: Acuan) -> int:
    """Where the variabel of an acuan stands among those of its indikator; -1 for the realisasi."""
    semua = [v.kode for v in katalog.variabel_indikator(acuan.indikator)]
    return semua.index(acuan.variabel) if acuan.variabel else -1


def _bawahan(a: AngkaIndikator, nomor: int, t: int) -> float | None:
    if not a.lengkap_sd[t]:
        return None
    nilai = a.realisasi_sd[t] if nomor < 0 else a.nilai_sd[nomor][t]
    return nilai if isinstance(nilai, int | float) else None


def perlu_banding(katalog: Katalog) -> set[tuple[str, tuple[str, ...]]]:
    """The (indikator, units) whose figures are compared between workbooks."""
    perlu: set[tuple[str, tuple[str, ...]]] = set()
    for v in katalog.variabel:
        acuan = pisah_acuan(v.acuan)
        for u in katalog.unit_jabatan(katalog.cari_indikator(v.indikator).jabatan) if acuan else ():
            bawahan = [(a.indikator, unit_acuan(katalog, u.kode, a)) for a in acuan]
            if any(b != (u.kode,) for _, b in bawahan):
                perlu |= {(v.indikator, (u.kode,)), *bawahan}
    return perlu


def _banding(
    konsolidasi: Konsolidasi,
    unit: str,
    i: Indikator,
    v: Variabel,
    triwulan: int,
    bawahan: tuple[tuple[Acuan, tuple[str, ...]], ...],
) -> Banding:
    rincian = tuple(
        AngkaBawahan(a, milik, _angka(konsolidasi.hasil_atas(a.indikator, milik), a, triwulan)) for a, milik in bawahan
    )
    # Of one unit alone, the combination is its own figure.
    atasan = konsolidasi.hasil_atas(i.kode, [unit]).gabungan.nilai_sd[v.kode][triwulan - 1]
    return Banding(unit, i.kode, v.kode, triwulan, atasan, rincian)


def _angka(hasil: HasilIndikator, acuan: Acuan, triwulan: int) -> float | None:
    """The figure over all the units of `hasil`; a combination that leaves one out proves nothing about the superior."""
    if hasil.ikut_sd[triwulan - 1] < len(hasil.per_unit):
        return None
    if acuan.variabel:
        return hasil.gabungan.nilai_sd[acuan.variabel][triwulan - 1]
    realisasi = hasil.gabungan.realisasi_sd[triwulan - 1]
    return realisasi.nilai if realisasi.keadaan is Keadaan.ADA else None
