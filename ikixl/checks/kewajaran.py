"""Plausibility of what was read: numbers a thousand times off what they stand beside, dates far from the year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from ikixl.katalog.kunci import TARGET, KunciIsian, bagian, kunci_target, kunci_variabel
from ikixl.katalog.model import Katalog
from ikixl.layout.buku import Buku
from ikixl.perhitungan import simpul_rumus
from ikixl.reader.bersih import tulis_angka
from ikixl.reader.geser import nomor_kolom
from ikixl.reader.isian import HasilBaca
from ikixl.reader.tanggal import tulis_tanggal
from ikixl.rumus import suku_jumlah

__all__ = ["periksa_kewajaran"]

# Years before and after that of the workbook in which a date may lie: a follow-up may be overdue since last year, or
# wait for a procurement of the year after next.
_TAHUN_SEBELUM: Final = 1
_TAHUN_SESUDAH: Final = 2
# A point taken for a comma is off by a thousand, less what floats lose; two figures of one thing rarely are.
_KALI: Final = 1000 * (1 - 1e-9)
_ROMAWI: Final = ("", "I", "II", "III", "IV")

Nilai = float | str


def periksa_kewajaran(hasil: HasilBaca, buku: Buku, katalog: Katalog, tetap: Mapping[KunciIsian, Nilai]) -> None:
    """Add to `hasil` what is implausible in the inputs that were read through `buku`.

    `tetap` are values accepted earlier, which the workbook shows locked. NILAI-22 (the value is used): a realisasi at
    least 1,000 times as large or as small as the target of its triwulan, or as the same variabel in the last triwulan
    with a number; 0 is compared with nothing. NILAI-24: a date that lies before the year ahead of the workbook's or
    behind the second one after it; its input becomes tidak_sah, its cell a reported one.
    """
    _periksa_tanggal(hasil, buku, katalog.instansi.tahun)
    angka = _Angka(hasil, katalog, tetap)
    for kunci in sorted(hasil.isian):
        _, variabel, lain = bagian(kunci.kunci)
        if variabel != TARGET and not lain:
            angka.periksa(kunci)


def _periksa_tanggal(hasil: HasilBaca, buku: Buku, tahun: int) -> None:
    awal, akhir = date(tahun - _TAHUN_SEBELUM, 1, 1), date(tahun + _TAHUN_SESUDAH, 12, 31)
    masukan = (s.masukan for lembar in buku.lembar for b in lembar.baris for s in b.sel.values() if s.masukan)
    for kunci in [m.isian for m in masukan if m.jenis == "tanggal" and m.isian in hasil.isian]:
        i = hasil.isian[kunci]
        if not isinstance(i.nilai, str) or awal <= (hari := date.fromisoformat(i.nilai)) <= akhir:
            continue
        masa = {"awal": tulis_tanggal(awal), "akhir": tulis_tanggal(akhir), "tahun": tahun}
        hasil.lapor("NILAI-24", i.lembar, i.sel, ditemukan=tulis_tanggal(hari), **masa)
        hasil.isian[kunci] = i._replace(nilai=None, keadaan="tidak_sah")
        tempat = (i.lembar, *_tempat(i.sel))
        hasil.terpakai.discard(tempat)
        hasil.dilaporkan.add(tempat)


def _tempat(alamat: str) -> tuple[int, int]:
    """0-based (row, column) of an address as `ikixl.layout.letak.alamat` writes it."""
    huruf = alamat.rstrip("0123456789")
    return int(alamat[len(huruf) :]) - 1, nomor_kolom(huruf)


class _Angka:
    """The numbers of a return and those accepted before it."""

    def __init__(self, hasil: HasilBaca, katalog: Katalog, tetap: Mapping[KunciIsian, Nilai]) -> None:
        self.hasil = hasil
        self.katalog = katalog
        self.tetap = tetap

    def periksa(self, kunci: KunciIsian) -> None:
        """Hold one realisasi against its target and against what was reported before."""
        nilai = self._nilai(kunci)
        if nilai is None:
            return
        for acuan, sebutan, sebagian in self._pembanding(kunci):
            banding = self._nilai(acuan)
            if banding is None:
                continue
            if nilai >= _KALI * banding:
                self._lapor(kunci, acuan, f"sedikitnya 1000 kali {sebutan}")
            elif banding >= _KALI * nilai and not sebagian:
                self._lapor(kunci, acuan, f"paling banyak 1/1000 dari {sebutan}")

    def _nilai(self, kunci: KunciIsian) -> float | None:
        """The number of an input, None where it is blank, refused or 0."""
        terbaca = self.hasil.isian.get(kunci)
        nilai = terbaca.nilai if terbaca else self.tetap.get(kunci)
        return nilai if isinstance(nilai, float | int) and nilai > 0 else None

    def _pembanding(self, kunci: KunciIsian) -> Iterator[tuple[KunciIsian, str, bool]]:
        """(input, what a message calls it, whether a realisasi may well be a small part of it) to compare with."""
        indikator, variabel, _ = bagian(kunci.kunci)
        # Where the formula only adds, each number counts in what the target counts in; else the two say nothing.
        i = self.katalog.cari_indikator(indikator)
        suku = suku_jumlah(simpul_rumus(i.rumus))
        if suku is not None:
            target, sebutan = kunci_target(indikator, kunci.triwulan), f"target triwulan {_ROMAWI[kunci.triwulan]}"
            if i.periode == "tahunan" and self._nilai(target) is None:
                target, sebutan = kunci_target(indikator, 0), "target tahun"
            yield target, sebutan, len(suku) > 1
        lalu = (kunci_variabel(indikator, variabel, t) for t in range(kunci.triwulan - 1, 0, -1))
        terakhir = next((k for k in lalu if self._nilai(k) is not None), None)
        if terakhir is not None:
            yield terakhir, f"angka triwulan {_ROMAWI[terakhir.triwulan]}", False

    def _lapor(self, kunci: KunciIsian, acuan: KunciIsian, banding: str) -> None:
        i, lain = self.hasil.isian[kunci], self.hasil.isian.get(acuan)
        self.hasil.lapor(
            "NILAI-22",
            i.lembar,
            i.sel,
            ditemukan=tulis_angka(self._nilai(kunci) or 0),
            banding=banding,
            angka=tulis_angka(self._nilai(acuan) or 0),
            tempat=f"{lain.lembar} {lain.sel}" if lain else "sudah diterima sebelumnya",
        )
