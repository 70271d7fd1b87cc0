"""An earlier year of the same instansi, from its project folder or from a rekap that was kept: always computed anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ikixl.akar import NAMA_PENGATURAN
from ikixl.errors import BerkasTidakTerbacaError, ProyekError
from ikixl.katalog.model import Instansi
from ikixl.konsolidasi import HasilIndikator, Konsolidasi, bobot
from ikixl.konsolidasi_besar import KonsolidasiBesar
from ikixl.ledger import Ledger
from ikixl.perekapan import konsolidasi_proyek
from ikixl.perhitungan import TRIWULAN, HitunganIndikator
from ikixl.proyek import Proyek, buka
from ikixl.reader.berkas import baca_mentah
from ikixl.rekap.konteks import GABUNGAN
from ikixl.rekap.pembanding import AngkaLalu, EmpatAngka, Pembanding, RataLalu
from ikixl.rekap_lama import pembanding_rekap_lama
from ikixl.rumus.hasil import Hasil
from ikixl.sumber_katalog import baca_bita, muat_sumber
from ikixl.temuan import Temuan
from ikixl.tingkat import RekapDitolakError, baca_rekap

__all__ = ["TahunLalu", "buka_tahun_lalu", "muat_tahun_lalu", "pembanding_konsolidasi", "sumber_tahun_lalu"]

_SARAN = "Sebut folder proyek tahun lalu, atau berkas rekap-<kode>-<tahun>-tw<N>.xlsx yang dibuat ikixl rekap."


@dataclass(frozen=True, slots=True)
class TahunLalu:
    """An earlier year consolidated anew: how its source is shown to people, and what was found in it."""

    konsolidasi: Konsolidasi
    sumber: str
    temuan: tuple[Temuan, ...] = ()


class _TanpaDasarError(Exception):
    """A rekap of before they carried their basis, or no rekap at all."""


def sumber_tahun_lalu(proyek: Proyek, sumber: Path | None) -> Path | None:
    """Where last year is: what was asked for, else what the settings name (relative to the project), else None."""
    if sumber is not None or not proyek.pengaturan.tahun_lalu:
        return sumber
    return proyek.folder / proyek.pengaturan.tahun_lalu


def buka_tahun_lalu(sumber: Path, instansi: Instansi) -> TahunLalu:
    """An earlier year of `instansi`, computed anew from the inputs that count in it.

    `sumber` is a project folder or a rekap workbook. ProyekError where it is neither, holds no inputs, is of another
    instansi, not of an earlier year, or a rekap too old to be computed anew; KatalogError and LedgerError as cause is
    given.
    """
    try:
        return _buka(sumber, instansi)
    except _TanpaDasarError as galat:
        raise ProyekError(
            f"{sumber} tidak memuat dasar hitungannya (rekap dari versi lama, atau bukan rekap), "
            "jadi angkanya tidak dapat dihitung ulang.",
            "Sebut folder proyek tahun itu, atau tulis ulang rekapnya di sana dengan: ikixl rekap",
        ) from galat


def muat_tahun_lalu(proyek: Proyek, sumber: Path) -> Pembanding:
    """The figures of an earlier year, to compare this year's with; what was found in its source comes with them.

    As `buka_tahun_lalu`, but the results of a rekap that cannot be computed anew are taken as they stand there, with a
    temuan that says so.
    """
    instansi = muat_sumber(proyek.katalog).instansi
    try:
        lama = _buka(sumber, instansi)
    except _TanpaDasarError:
        return _dari_rekap_lama(sumber, instansi)
    return pembanding_konsolidasi(lama.konsolidasi, lama.sumber, lama.temuan)


def _buka(sumber: Path, instansi: Instansi) -> TahunLalu:
    lama = _dari_folder(sumber) if sumber.is_dir() else _dari_rekap(sumber)
    milik = lama.konsolidasi.katalog.instansi
    _cocokkan(instansi, lama.sumber, milik.kode_wilayah, milik.tahun)
    if not _ada_isian(lama.konsolidasi):
        raise ProyekError(
            f"Tahun {milik.tahun} di {lama.sumber} belum menerima satu pun buku kerja.",
            "Terima dulu buku kerja tahun itu, atau ulangi tanpa tahun lalu.",
        )
    return lama


def _ada_isian(konsolidasi: Konsolidasi) -> bool:
    if isinstance(konsolidasi, KonsolidasiBesar):
        return any(any(a.terisi) for a in konsolidasi.angka.values())
    return bool(konsolidasi.isian)


def _dari_folder(folder: Path) -> TahunLalu:
    if not (folder / NAMA_PENGATURAN).is_file():
        raise ProyekError(f"{folder} bukan folder proyek ikixl.", _SARAN)
    lama = buka(folder)
    with Ledger(lama.ledger) as ledger:
        konsolidasi = konsolidasi_proyek(lama, ledger)
    # The name only: the workbook is printed and sent on, and where a folder lies is nobody's business.
    return TahunLalu(konsolidasi, f"folder {folder.resolve().name}")


def _bita(path: Path) -> bytes:
    if not path.is_file():
        raise ProyekError(f"{path} tidak ada.", _SARAN)
    return baca_bita(path)


def _dari_rekap(path: Path) -> TahunLalu:
    try:
        konsolidasi, temuan = baca_rekap(_bita(path), path.name)
    except RekapDitolakError as galat:
        if galat.temuan.kode == "TINGKAT-01":
            raise _TanpaDasarError from galat
        raise ProyekError(f"{path} tidak terbaca: {galat.temuan.pesan}", galat.temuan.saran) from galat
    return TahunLalu(konsolidasi, path.name, tuple(replace(t, berkas=path.name) for t in temuan))


def _dari_rekap_lama(path: Path, instansi: Instansi) -> Pembanding:
    try:
        # Three of its sheets are read.
        buku = baca_mentah(_bita(path), path.name, tunda=True)
        pembanding, wilayah = pembanding_rekap_lama(buku, path.name, _SARAN)
    except BerkasTidakTerbacaError as galat:
        temuan = Temuan(galat.kode, berkas=path.name, rinci=dict(galat.rinci))
        raise ProyekError(f"{path} tidak terbaca: {temuan.pesan}", temuan.saran) from galat
    _cocokkan(instansi, pembanding.sumber, wilayah, pembanding.tahun)
    return replace(pembanding, temuan=(Temuan("TINGKAT-17", berkas=path.name),))


def _cocokkan(instansi: Instansi, sumber: str, wilayah: str, tahun: int) -> None:
    if wilayah != instansi.kode_wilayah:
        raise ProyekError(
            f"{sumber} milik instansi {wilayah}, bukan {instansi.kode_wilayah} ({instansi.nama}).", _SARAN
        )
    if tahun >= instansi.tahun:
        raise ProyekError(f"{sumber} memuat tahun {tahun}, bukan tahun sebelum {instansi.tahun}.", _SARAN)


def pembanding_konsolidasi(konsolidasi: Konsolidasi, sumber: str, temuan: tuple[Temuan, ...] = ()) -> Pembanding:
    """The figures of a year that is consolidated already; `sumber` is how it is shown to people."""
    k = konsolidasi
    rata = {GABUNGAN: _rata([k.capaian_instansi(t) for t in TRIWULAN], [(h, h.gabungan) for h in k.hasil.values()])}
    for u in k.katalog.unit:
        if isinstance(k, KonsolidasiBesar):
            a, semua = k.angka[u.kode], len(k.katalog.indikator_unit(u.kode))
            ikut = (a.ikut_sd[0], a.ikut_sd[1], a.ikut_sd[2], a.ikut_sd[3])
            rata[u.kode] = RataLalu(_empat(list(a.capaian_sd)), ikut, semua)
            continue
        milik = [k.hasil[i.kode] for i in k.katalog.indikator_unit(u.kode)]
        rata[u.kode] = _rata([k.capaian_unit(u.kode, t) for t in TRIWULAN], [(h, h.per_unit[u.kode]) for h in milik])
    angka = {kode: _angka(h) for kode, h in k.hasil.items()}
    return Pembanding(k.katalog.instansi.tahun, sumber, angka, rata, temuan)


def _rata(capaian: Sequence[Hasil], isi: Sequence[tuple[HasilIndikator, HitunganIndikator]]) -> RataLalu:
    dihitung = [h.capaian_sd for milik, h in isi if bobot(milik.indikator) > 0]
    ikut = [sum(c[t - 1].hasil.nilai is not None for c in dihitung) for t in TRIWULAN]
    return RataLalu(_empat([h.nilai for h in capaian]), (ikut[0], ikut[1], ikut[2], ikut[3]), len(isi))


def _angka(h: HasilIndikator) -> AngkaLalu:
    g = h.gabungan
    return AngkaLalu(
        nama=h.indikator.nama,
        satuan=h.indikator.satuan,
        target=g.target_sd,
        realisasi=_empat([r.nilai for r in g.realisasi_sd]),
        capaian=_empat([c.hasil.nilai for c in g.capaian_sd]),
        ikut=(h.ikut_sd[0], h.ikut_sd[1], h.ikut_sd[2], h.ikut_sd[3]),
        unit=len(h.per_unit),
    )


def _empat(isi: list[float | None]) -> EmpatAngka:
    return isi[0], isi[1], isi[2], isi[3]
