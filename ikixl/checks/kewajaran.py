"""Plausibility of what was read: numbers a thousand times off what they stand beside, dates far from the year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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

__all__ = ["Kewajaran"]

# Years before and after that of the workbook in which a date may lie: a follow-up may be overdue since last year, or
# wait for a procurement of the year after next.
_TAHUN_SEBELUM: Final = 1
_TAHUN_SESUDAH: Final = 2
# A point taken for a comma is off by a thousand, less what floats lose; two figures of one thing rarely are.
_KALI: Final = 1000 * (1 - 1e-9)
_ROMAWI: Final = ("", "I", "II", "III", "IV")

Nilai = float | str


@dataclass(frozen=True, slots=True)
class _Realisasi:
    """A realisasi and what it is held against: (input, what a message calls it), in the order in which they are tried.

    `target` are those of the triwulan and, for an indikator of the year, of the year; none where the formula does not
    only add. `sebagian`: the realisasi may well be a small part of the target. `lalu` are earlier triwulan, last first.
    """

    kunci: KunciIsian
    target: tuple[tuple[KunciIsian, str], ...]
    sebagian: bool
    lalu: tuple[KunciIsian, ...]


class Kewajaran:
    """What is plausible in the inputs of a Buku: which are dates, and what each number is held against.

    The same for every workbook with these inputs.
    """

    def __init__(self, buku: Buku, katalog: Katalog) -> None:
        semua = [s.masukan for lembar in buku.lembar for b in lembar.baris for s in b.sel.values() if s.masukan]
        self._tahun = katalog.instansi.tahun
        self._tanggal = tuple(m.isian for m in semua if m.jenis == "tanggal")
        self._realisasi = tuple(
            _realisasi(katalog, kunci)
            for kunci in sorted({m.isian for m in semua})
            if bagian(kunci.kunci)[1] != TARGET and not bagian(kunci.kunci)[2]
        )

    def periksa(self, hasil: HasilBaca, tetap: Mapping[KunciIsian, Nilai]) -> None:
        """Add to `hasil` what is implausible in the inputs that were read through the Buku.

        `tetap` are values accepted earlier, which the workbook shows locked. NILAI-22 (the value is used): a realisasi
        at least 1,000 times as large or as small as the target of its triwulan, or as the same variabel in the last
        triwulan with a number; 0 is compared with nothing. NILAI-24: a date that lies before the year ahead of the
        workbook's or behind the second one after it; its input becomes tidak_sah, its cell a reported one.
        """
        _periksa_tanggal(hasil, [k for k in self._tanggal if k in hasil.isian], self._tahun)
        isian = hasil.isian
        # What is compared at all: numbers above 0.
        angka = {k: n for k, n in tetap.items() if k not in isian and not isinstance(n, str) and n > 0}
        for k, i in isian.items():
            n = i.nilai
            if n is not None and not isinstance(n, str) and n > 0:
                angka[k] = n
        for r in self._realisasi:
            if r.kunci in angka and r.kunci in isian:
                _periksa_angka(hasil, r, angka)


def _realisasi(katalog: Katalog, kunci: KunciIsian) -> _Realisasi:
    indikator, variabel, _ = bagian(kunci.kunci)
    i = katalog.cari_indikator(indikator)
    lalu = tuple(kunci_variabel(indikator, variabel, t) for t in range(kunci.triwulan - 1, 0, -1))
    # Where the formula only adds, each number counts in what the target counts in; else the two say nothing.
    suku = suku_jumlah(simpul_rumus(i.rumus))
    if suku is None:
        return _Realisasi(kunci, (), False, lalu)
    target = [(kunci_target(indikator, kunci.triwulan), f"target triwulan {_ROMAWI[kunci.triwulan]}")]
    if i.periode == "tahunan":
        target.append((kunci_target(indikator, 0), "target tahun"))
    return _Realisasi(kunci, tuple(target), len(suku) > 1, lalu)


def _periksa_angka(hasil: HasilBaca, r: _Realisasi, angka: Mapping[KunciIsian, float]) -> None:
    """Hold one realisasi against its target and against what was reported before."""
    nilai = angka[r.kunci]
    target = next((t for t in r.target if t[0] in angka), None)
    lalu = next((k for k in r.lalu if k in angka), None)
    pembanding = [] if target is None else [(*target, r.sebagian)]
    if lalu is not None:
        pembanding.append((lalu, f"angka triwulan {_ROMAWI[lalu.triwulan]}", False))
    for acuan, sebutan, sebagian in pembanding:
        if nilai >= _KALI * angka[acuan]:
            banding = f"sedikitnya 1000 kali {sebutan}"
        elif angka[acuan] >= _KALI * nilai and not sebagian:
            banding = f"paling banyak 1/1000 dari {sebutan}"
        else:
            continue
        i, lain = hasil.isian[r.kunci], hasil.isian.get(acuan)
        hasil.lapor(
            "NILAI-22",
            i.lembar,
            i.sel,
            ditemukan=tulis_angka(nilai),
            banding=banding,
            angka=tulis_angka(angka[acuan]),
            tempat=f"{lain.lembar} {lain.sel}" if lain else "sudah diterima sebelumnya",
        )


def _periksa_tanggal(hasil: HasilBaca, tanggal: Iterable[KunciIsian], tahun: int) -> None:
    awal, akhir = date(tahun - _TAHUN_SEBELUM, 1, 1), date(tahun + _TAHUN_SESUDAH, 12, 31)
    for kunci in tanggal:
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
