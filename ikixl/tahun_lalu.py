"""Figures of an earlier year, from its project folder or from a rekap workbook that was kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ikixl.errors import BerkasTidakTerbacaError, ProyekError
from ikixl.katalog.model import Instansi
from ikixl.konsolidasi import HasilIndikator, Konsolidasi, bobot
from ikixl.layout.buku import AWALAN_PENANDA
from ikixl.ledger import Ledger
from ikixl.perekapan import konsolidasi_proyek
from ikixl.perhitungan import TRIWULAN, HitunganIndikator
from ikixl.proyek import Proyek, buka
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.mentah import BukuMentah, SelMentah
from ikixl.rekap.besar.acuan import DATA_UNIT
from ikixl.rekap.besar.sebelah import KUNCI as SEBELAH
from ikixl.rekap.data import KUNCI as DATA
from ikixl.rekap.konteks import GABUNGAN
from ikixl.rekap.kunci import RINGKASAN, VARIABEL, kunci_baris, kunci_lembar, kunci_unit
from ikixl.rekap.pembanding import AngkaLalu, EmpatAngka, Pembanding, RataLalu
from ikixl.rumus.hasil import Hasil, Keadaan
from ikixl.sumber_katalog import baca_bita, muat_sumber
from ikixl.temuan import Temuan

__all__ = ["muat_tahun_lalu", "pembanding_konsolidasi"]

_SARAN = "Sebut folder proyek tahun lalu, atau berkas rekap-<tahun>-tw<N>.xlsx yang dibuat ikixl rekap."


def muat_tahun_lalu(proyek: Proyek, sumber: Path) -> Pembanding:
    """The figures of an earlier year of the same instansi.

    `sumber` is a project folder, which is consolidated anew, or a rekap workbook, whose figures are taken as they
    stand there. ProyekError where it is neither, of another instansi, or not of an earlier year; KatalogError and
    LedgerError as cause is given.
    """
    instansi = muat_sumber(proyek.katalog).instansi
    if sumber.is_dir():
        lama = buka(sumber)
        with Ledger(lama.ledger) as ledger:
            konsolidasi = konsolidasi_proyek(lama, ledger)
        wilayah = konsolidasi.katalog.instansi.kode_wilayah
        # The name only: the workbook is printed and sent on, and where a folder lies is nobody's business.
        pembanding = pembanding_konsolidasi(konsolidasi, f"folder {sumber.resolve().name}")
    else:
        pembanding, wilayah = _dari_rekap(sumber)
    _cocokkan(instansi, pembanding, wilayah)
    return pembanding


def _cocokkan(instansi: Instansi, pembanding: Pembanding, wilayah: str) -> None:
    if wilayah != instansi.kode_wilayah:
        raise ProyekError(
            f"{pembanding.sumber} milik instansi {wilayah}, bukan {instansi.kode_wilayah} ({instansi.nama}).", _SARAN
        )
    if pembanding.tahun >= instansi.tahun:
        raise ProyekError(
            f"{pembanding.sumber} memuat tahun {pembanding.tahun}, bukan tahun sebelum {instansi.tahun}.", _SARAN
        )


def pembanding_konsolidasi(konsolidasi: Konsolidasi, sumber: str) -> Pembanding:
    """The figures of a year that is consolidated already; `sumber` is how it is shown to people."""
    k = konsolidasi
    rata = {GABUNGAN: _rata([k.capaian_instansi(t) for t in TRIWULAN], [(h, h.gabungan) for h in k.hasil.values()])}
    for u in k.katalog.unit:
        milik = [k.hasil[i.kode] for i in k.katalog.indikator_unit(u.kode)]
        rata[u.kode] = _rata([k.capaian_unit(u.kode, t) for t in TRIWULAN], [(h, h.per_unit[u.kode]) for h in milik])
    angka = {kode: _angka(h) for kode, h in k.hasil.items()}
    return Pembanding(k.katalog.instansi.tahun, sumber, angka, rata)


def _rata(capaian: Sequence[Hasil], isi: Sequence[tuple[HasilIndikator, HitunganIndikator]]) -> RataLalu:
    dihitung = [h.capaian_sd for milik, h in isi if bobot(milik.indikator) > 0]
    ikut = [sum(c[t - 1].hasil.nilai is not None for c in dihitung) for t in TRIWULAN]
    return RataLalu(_empat([h.nilai for h in capaian]), (ikut[0], ikut[1], ikut[2], ikut[3]), len(isi))


def _angka(h: HasilIndikator) -> AngkaLalu:
    g = h.gabungan
    ikut = [
        sum(u.realisasi_sd[t - 1].keadaan is not Keadaan.BELUM_LENGKAP for u in h.per_unit.values()) for t in TRIWULAN
    ]
    return AngkaLalu(
        nama=h.indikator.nama,
        satuan=h.indikator.satuan,
        target=g.target_sd,
        realisasi=_empat([r.nilai for r in g.realisasi_sd]),
        capaian=_empat([c.hasil.nilai for c in g.capaian_sd]),
        ikut=(ikut[0], ikut[1], ikut[2], ikut[3]),
        unit=len(h.per_unit),
    )


def _empat(isi: list[float | None]) -> EmpatAngka:
    return isi[0], isi[1], isi[2], isi[3]


class _LembarRekap:
    """A sheet of a rekap workbook by its keys, wherever its rows and columns stand now."""

    def __init__(self, buku: BukuMentah, kunci: str) -> None:
        sel: Mapping[tuple[int, int], SelMentah] = next(
            (
                lembar.sel
                for lembar in buku.lembar
                if (penanda := lembar.sel.get((0, 0))) is not None and penanda.nilai == AWALAN_PENANDA + kunci
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


def _dari_rekap(path: Path) -> tuple[Pembanding, str]:
    """(the figures of a rekap workbook, its kode_wilayah)."""
    if not path.is_file():
        raise ProyekError(f"{path} tidak ada.", _SARAN)
    try:
        buku = baca_mentah(baca_bita(path), path.name)
    except BerkasTidakTerbacaError as galat:
        temuan = Temuan(galat.kode, berkas=path.name, rinci=dict(galat.rinci))
        raise ProyekError(f"{path} tidak terbaca: {temuan.pesan}", temuan.saran) from galat
    data, rincian, ringkasan = (_LembarRekap(buku, k) for k in (DATA, kunci_lembar("sd"), RINGKASAN))
    tahun, wilayah = _tanda(data)
    if not tahun or not rincian.baris:
        raise ProyekError(f"{path} bukan rekap yang dibuat ikixl.", _SARAN)
    unit = [b.partition("@")[2] for b in ringkasan.baris if b == kunci_unit(b.partition("@")[2])]
    milik = _baris_unit(rincian)
    indikator = _indikator(rincian)
    if not any(n is not None for a in indikator.values() for n in a.realisasi):
        raise ProyekError(
            f"{path} tidak memuat hasil rumusnya.", "Buka berkas itu di Excel, simpan, lalu ulangi perintah ini."
        )
    rata = {}
    for u in unit:
        dihitung = [rincian.empat(b, "c") for b in milik.get(u, ()) if rincian.isi(b, "bobot") not in (0.0, None)]
        ikut = [sum(c[t - 1] is not None for c in dihitung) for t in TRIWULAN]
        capaian = ringkasan.empat(kunci_unit(u), "s")
        rata[u] = RataLalu(capaian, (ikut[0], ikut[1], ikut[2], ikut[3]), len(milik.get(u, ())))
    if _LembarRekap(buku, SEBELAH).baris:
        indikator, rata = _dari_besar(buku, indikator, rata)
    return Pembanding(tahun, path.name, indikator, rata), wilayah


def _dari_besar(
    buku: BukuMentah, indikator: Mapping[str, AngkaLalu], rata: Mapping[str, RataLalu]
) -> tuple[dict[str, AngkaLalu], dict[str, RataLalu]]:
    """(indikator, means) of a rekap whose details stand beside it: on how much they rest is counted in its Data."""
    angka, data = (_LembarRekap(buku, k) for k in (VARIABEL, DATA_UNIT))
    # The first row of an indikator carries the counts of its units.
    pertama: dict[str, str] = {}
    for b in angka.baris:
        if "@" in b:
            pertama.setdefault(b.partition("/")[0], b)
    hasil = {}
    for kode, a in indikator.items():
        banyak = angka.isi(pertama.get(kode, ""), "unit")
        ikut = _banyak(angka.empat(pertama.get(kode, ""), "q"))
        hasil[kode] = replace(a, ikut=ikut, unit=int(banyak) if isinstance(banyak, float) else a.unit)
    satuan = {}
    for u in rata:
        baris = kunci_unit(u)
        semua = data.isi(baris, "semua")
        if u != GABUNGAN and isinstance(semua, float):
            satuan[u] = RataLalu(data.empat(baris, "s"), _banyak(data.empat(baris, "a")), int(semua))
    return hasil, {**rata, **satuan}


def _banyak(isi: Sequence[float | None]) -> tuple[int, int, int, int]:
    a, b, c, d = (int(n or 0) for n in isi)
    return a, b, c, d


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
