"""The rekap of an instansi with very many units as a member of a level: Data Indikator and Data Unit are the inputs.

Single inputs stand in the files beside such a rekap, which nobody sends along. What it shows is computed anew from the
combined variabel; these themselves, and the means of units, are taken as they stand.
"""

from __future__ import annotations

import math
from dataclasses import replace

from ikixl.aturan import Aturan
from ikixl.katalog import Katalog
from ikixl.katalog.kunci import TARGET
from ikixl.katalog.model import Indikator
from ikixl.konsolidasi import HasilIndikator
from ikixl.konsolidasi_besar import KonsolidasiBesar, Pemegang
from ikixl.konsolidasi_unit import AngkaUnit
from ikixl.perhitungan import TRIWULAN, hitung_dari_variabel
from ikixl.rekap.besar.acuan import DATA_UNIT, kunci_angka
from ikixl.rekap.besar.konteks import KonteksBesar
from ikixl.rekap.kunci import GABUNGAN, RINGKASAN, VARIABEL, kunci_unit
from ikixl.rekap.rincian import nomor_baris, susun_rincian
from ikixl.rekap.ringkasan import susun_ringkasan
from ikixl.tingkat.angka import EmpatNilai
from ikixl.tingkat.banding import banding_tampilan
from ikixl.tingkat.berkas import BerkasRekap, RekapDitolakError
from ikixl.tingkat.dari_rekap import anggota_instansi, baca_aturan, baca_katalog, baca_triwulan
from ikixl.tingkat.model import Anggota, RingkasUnit, Sumber

__all__ = ["anggota_dari_besar", "hitung_besar"]


def hitung_besar(berkas: BerkasRekap) -> KonteksBesar:
    """Read, recompute and compare such a rekap; RekapDitolakError where its base cannot be used."""
    katalog, triwulan = baca_katalog(berkas), baca_triwulan(berkas.dasar)
    if VARIABEL not in berkas.peta or DATA_UNIT not in berkas.peta:
        raise RekapDitolakError("TINGKAT-02", sebab="lembar Data Indikator atau Data Unit tidak ada")
    k = _Pembaca(berkas, katalog, baca_aturan(berkas.dasar)).konsolidasi()
    ktk = KonteksBesar(k, triwulan)
    sd = susun_rincian(ktk, "sd")
    ringkasan = susun_ringkasan(ktk, nomor_baris(sd))
    # What units noted stands in no row of Data: the lists of the best and the worst quote it.
    isi = tuple(b for b in ringkasan.baris if b.kunci == "lengkap" or b.kunci.startswith(kunci_unit("")))
    banding_tampilan(berkas, [replace(ringkasan, baris=isi), sd, susun_rincian(ktk, "tw")])
    return ktk


def anggota_dari_besar(berkas: BerkasRekap, sumber: Sumber) -> Anggota:
    """Such a rekap as a member of a level; as `hitung_besar` for errors."""
    ktk = hitung_besar(berkas)
    lengkap = [
        sum(n.terisi[t] == n.diminta[t] > 0 for n in ktk.kelengkapan_unit.values()) for t in range(len(TRIWULAN))
    ]
    unit = [_unit(berkas, ktk, u.kode, u.nama) for u in ktk.konsolidasi.katalog.unit]
    return anggota_instansi(berkas, ktk, lengkap, unit, sumber)


def _unit(berkas: BerkasRekap, ktk: KonteksBesar, kode: str, nama: str) -> RingkasUnit:
    lengkap = ktk.kelengkapan_unit[kode]
    capaian = tuple(ktk.konsolidasi.capaian_unit(kode, t) for t in TRIWULAN)
    tempat = berkas.tempat(RINGKASAN, kunci_unit(kode), "capaian")
    return RingkasUnit(kode, nama, capaian, lengkap.terisi, lengkap.diminta, berkas.nama_lembar(RINGKASAN), tempat)


class _Pembaca:
    """The two sheets of constants to a consolidation; what cannot be used is a temuan, and blank."""

    def __init__(self, berkas: BerkasRekap, katalog: Katalog, aturan: Aturan) -> None:
        self._berkas, self._katalog, self._aturan = berkas, katalog, aturan
        self._isi: dict[tuple[str, int], list[int]] = {}

    def konsolidasi(self) -> KonsolidasiBesar:
        """All of it."""
        hasil = {
            i.kode: self._hasil(i, [u.kode for u in self._katalog.unit_jabatan(j.kode)])
            for j in sorted(self._katalog.jabatan, key=lambda j: j.urutan)
            for i in self._katalog.indikator_jabatan(j.kode)
        }
        angka = {u.kode: self._unit(u.kode) for u in self._katalog.unit}
        self._lapor_baris(hasil)
        return KonsolidasiBesar(self._katalog, self._aturan, {}, hasil_jadi=hasil, angka=angka, isi=self._isi)

    def _hasil(self, i: Indikator, unit: list[str]) -> HasilIndikator:
        di = unit[0] if len(unit) == 1 else GABUNGAN
        kode = [*(v.kode for v in self._katalog.variabel_indikator(i.kode)), TARGET]
        pertama = kunci_angka(i.kode, kode[0], di)
        ikut = [self._banyak(VARIABEL, pertama, "p", len(unit)), self._banyak(VARIABEL, pertama, "q", len(unit))]
        nilai: list[dict[str, EmpatNilai]] = []
        for n, awalan in enumerate("ns"):
            isi = {k: self._empat(VARIABEL, kunci_angka(i.kode, k, di), awalan) for k in kode}
            for t in range(4):
                lubang = next((k for k in kode[:-1] if isi[k][t] is None), None)
                if ikut[n][t] and lubang is not None:
                    sebab = f"{ikut[n][t]} unit ikut, tetapi angkanya kosong"
                    baris = kunci_angka(i.kode, lubang, di)
                    self._berkas.lapor_angka(VARIABEL, baris, f"{awalan}{t + 1}", sebab)
                    ikut[n][t] = 0
            nilai.append(isi)
        for n, k in enumerate(kode):
            # Zero units were asked nothing; else no more than the katalog asks is believed.
            self._isi[i.kode, n] = self._banyak(VARIABEL, kunci_angka(i.kode, k, di), "i", 5 * len(unit))
        target = [n.pop(TARGET) for n in nilai]
        gabungan = hitung_dari_variabel(i, nilai[0], nilai[1], target[0], target[1], self._aturan)
        per_unit = {unit[0]: gabungan} if len(unit) == 1 else Pemegang(unit)
        return HasilIndikator(i, per_unit, gabungan, tuple(ikut[0]), tuple(ikut[1]))

    def _unit(self, unit: str) -> AngkaUnit:
        baris = kunci_unit(unit)
        milik = self._katalog.indikator_unit(unit)
        capaian = [self._empat(DATA_UNIT, baris, k) for k in ("tw", "s")]
        ikut = self._banyak(DATA_UNIT, baris, "a", len(milik))
        isian = [self._banyak(DATA_UNIT, baris, k, 10**6) for k in "id"]
        return AngkaUnit({}, capaian[0], capaian[1], ikut, isian[0], isian[1], 0, {})

    def _empat(self, lembar: str, baris: str, awalan: str) -> EmpatNilai:
        a, b, c, d = (self._berkas.angka(lembar, baris, f"{awalan}{t}") for t in TRIWULAN)
        return a, b, c, d

    def _banyak(self, lembar: str, baris: str, awalan: str, paling: int) -> list[int]:
        """Four counts; anything but a whole number from 0 on is a temuan, and 0."""
        hasil = []
        for t in TRIWULAN:
            nilai = self._berkas.angka(lembar, baris, f"{awalan}{t}")
            if nilai is not None and (not math.isfinite(nilai) or nilai < 0 or nilai % 1 or nilai > paling):
                self._berkas.lapor_angka(lembar, baris, f"{awalan}{t}", f"{nilai:g} bukan banyaknya")
                nilai = None
            hasil.append(int(nilai or 0))
        return hasil

    def _lapor_baris(self, hasil: dict[str, HasilIndikator]) -> None:
        """Rows that are missing, stand twice, or that the katalog does not know."""
        angka = {
            kunci_angka(i, k, next(iter(h.per_unit)) if h.tunggal else GABUNGAN)
            for i, h in hasil.items()
            for k in (*(v.kode for v in self._katalog.variabel_indikator(i)), TARGET)
        }
        unit = {kunci_unit(u.kode) for u in self._katalog.unit}
        for lembar, dikenal in ((VARIABEL, angka), (DATA_UNIT, unit)):
            peta = self._berkas.peta[lembar]
            nama = peta.lembar.nama
            hilang = sorted(dikenal - peta.baris.keys())
            if hilang:
                self._berkas.lapor("TINGKAT-04", nama, jumlah=len(hilang), baris=hilang[0])
            # Keys of rows of figures hold "@"; titles and the header hold none.
            asing = [k for k in peta.baris if "@" in k and k not in dikenal]
            if asing:
                tempat = f"A{peta.baris[asing[0]][0] + 1}"
                self._berkas.lapor("TINGKAT-06", nama, tempat, jumlah=len(asing), baris=asing[0])
            for k, n in peta.baris.items():
                if k in dikenal and len(n) > 1:
                    self._berkas.lapor("TINGKAT-05", nama, f"A{n[1] + 1}", baris=k, jumlah=len(n))
