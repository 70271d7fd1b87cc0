"""Rekap workbooks of before they carried what they were computed with: their results are taken as they stand there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ikixl.errors import ProyekError
from ikixl.layout.buku import AWALAN_PENANDA
from ikixl.perhitungan import TRIWULAN
from ikixl.reader.mentah import BukuMentah, SelMentah
from ikixl.rekap.data import KUNCI as DATA
from ikixl.rekap.konteks import GABUNGAN
from ikixl.rekap.kunci import RINGKASAN, kunci_baris, kunci_lembar, kunci_unit
from ikixl.rekap.pembanding import AngkaLalu, EmpatAngka, Pembanding, RataLalu
from ikixl.rumus.hasil import Keadaan

__all__ = ["pembanding_rekap_lama"]


def _empat(isi: Sequence[float | None]) -> EmpatAngka:
    return isi[0], isi[1], isi[2], isi[3]


class _LembarRekap:
    """A sheet of a rekap workbook by its keys, wherever its rows and columns stand now."""

    def __init__(self, buku: BukuMentah, kunci: str) -> None:
        sel: Mapping[tuple[int, int], SelMentah] = next(
            (
                lembar.sel
                for lembar in buku.lembar
                if (penanda := lembar.ambil((0, 0))) is not None and penanda.nilai == AWALAN_PENANDA + kunci
            ),
            {},
        )
        self.baris = {str(s.nilai): b for (b, k), s in sel.items() if k == 0 and b > 0}
        self._kolom = {str(s.nilai): k for (b, k), s in sel.items() if b == 0 and k > 0}
        self._sel = sel

    def isi(self, baris: str, kolom: str) -> object:
        """What a cell holds; None where there is no such row or column, or nothing in it."""
        b, k = self.baris.get(baris), self._kolom.get(kolom)
        sel = None if b is None or k is None else self._sel.get((b, k))
        return None if sel is None else sel.nilai

    def teks(self, baris: str, kolom: str) -> str:
        """A cell as text, "" for none."""
        isi = self.isi(baris, kolom)
        return "" if isi is None else str(isi)

    def empat(self, baris: str, awalan: str) -> EmpatAngka:
        """The numbers of the columns <awalan>1 to <awalan>4."""
        angka = [self.isi(baris, f"{awalan}{t}") for t in TRIWULAN]
        return _empat([n if isinstance(n, float) else None for n in angka])


def pembanding_rekap_lama(buku: BukuMentah, nama: str, saran: str) -> tuple[Pembanding, str]:
    """(the figures that a rekap workbook shows, its kode_wilayah); cells are found by their keys.

    ProyekError with this advice where it is none, or where another program left out the results of its formulas;
    BerkasTidakTerbacaError where a sheet whose reading was put off cannot be read.
    """
    data, rincian, ringkasan = (_LembarRekap(buku, k) for k in (DATA, kunci_lembar("sd"), RINGKASAN))
    tahun, wilayah = _tanda(data)
    if not tahun or not rincian.baris:
        raise ProyekError(f"{nama} bukan rekap yang dibuat ikixl.", saran)
    unit = [b.partition("@")[2] for b in ringkasan.baris if b == kunci_unit(b.partition("@")[2])]
    milik = _baris_unit(rincian)
    indikator = _indikator(rincian)
    if not any(n is not None for a in indikator.values() for n in a.realisasi):
        raise ProyekError(
            f"{nama} tidak memuat hasil rumusnya.", "Buka berkas itu di Excel, simpan, lalu ulangi perintah ini."
        )
    rata = {}
    for u in unit:
        dihitung = [rincian.empat(b, "c") for b in milik.get(u, ()) if rincian.isi(b, "bobot") not in (0.0, None)]
        ikut = [sum(c[t - 1] is not None for c in dihitung) for t in TRIWULAN]
        capaian = ringkasan.empat(kunci_unit(u), "s")
        rata[u] = RataLalu(capaian, (ikut[0], ikut[1], ikut[2], ikut[3]), len(milik.get(u, ())))
    return Pembanding(tahun, nama, indikator, rata), wilayah


def _baris_unit(rincian: _LembarRekap) -> dict[str, list[str]]:
    """Row keys of the indikator of each unit; for GABUNGAN the row that stands for each indikator."""
    hasil: dict[str, list[str]] = {}
    mewakili: dict[str, str] = {}
    for kode, semua in _unit_indikator(rincian).items():
        for di in semua:
            if di != GABUNGAN:
                hasil.setdefault(di, []).append(kunci_baris(kode, di))
        mewakili[kode] = kunci_baris(kode, GABUNGAN if GABUNGAN in semua else semua[0])
    return {**hasil, GABUNGAN: list(mewakili.values())}


def _tanda(data: _LembarRekap) -> tuple[int, str]:
    """(year, kode_wilayah) as the rows of Data carry them; 0 where none does."""
    for baris in data.baris:
        tahun = data.isi(baris, "tahun")
        if isinstance(tahun, float):
            return int(tahun), data.teks(baris, "instansi")
    return 0, ""


def _unit_indikator(rincian: _LembarRekap) -> dict[str, list[str]]:
    """The units (GABUNGAN among them) of each indikator that has rows."""
    unit: dict[str, list[str]] = {}
    for baris in rincian.baris:
        kode, _, di = baris.partition("@")
        # Bands have keys of the same form, but no number before their text.
        if isinstance(rincian.isi(baris, "no"), float):
            unit.setdefault(kode, []).append(di)
    return unit


def _indikator(rincian: _LembarRekap) -> dict[str, AngkaLalu]:
    """Every indikator: its combined row, or that of the one unit that holds it."""
    hasil = {}
    for kode, semua in _unit_indikator(rincian).items():
        milik = [u for u in semua if u != GABUNGAN]
        baris = kunci_baris(kode, GABUNGAN if GABUNGAN in semua else milik[0])
        ikut = [sum(_terhitung(rincian.isi(kunci_baris(kode, u), f"r{t}")) for u in milik) for t in TRIWULAN]
        hasil[kode] = AngkaLalu(
            nama=rincian.teks(baris, "indikator"),
            satuan=rincian.teks(baris, "satuan"),
            target=rincian.empat(baris, "t"),
            realisasi=rincian.empat(baris, "r"),
            capaian=rincian.empat(baris, "c"),
            ikut=(ikut[0], ikut[1], ikut[2], ikut[3]),
            unit=len(milik),
        )
    return hasil


def _terhitung(realisasi: object) -> bool:
    """Whether a unit's inputs were complete; a denominator of 0 is complete too."""
    return isinstance(realisasi, float) or realisasi == str(Keadaan.TIDAK_DIHITUNG)
