"""`rekap`: receives what is new, consolidates what counts, and writes the rekap workbook."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ikixl.arsip import cari_arsip
from ikixl.checks.kaskade import periksa_kaskade
from ikixl.engine import SENDIRI, Mesin
from ikixl.errors import ProyekError
from ikixl.kaskade import banding_kaskade
from ikixl.katalog import Katalog
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Instansi
from ikixl.keadaan import StatusUnit, status_dari_ledger, temuan_terbuka
from ikixl.konsolidasi import Konsolidasi, NilaiAsal
from ikixl.ledger import Ledger
from ikixl.penerimaan.kiriman import Sandi
from ikixl.penerimaan.pemeriksaan import HasilPeriksa
from ikixl.penerimaan.terima import terima
from ikixl.perekapan_besar import BahanBesar, siapkan_besar, terlalu_besar
from ikixl.perhitungan import TRIWULAN
from ikixl.perincian import PenulisRincian
from ikixl.proyek import Proyek
from ikixl.rekap import BarisStatus, KonteksRekap, Pembanding, susun_buku_rekap
from ikixl.rekap.besar.buku import susun_buku_besar
from ikixl.rumus.hasil import Hasil
from ikixl.sapu import jarang_menyapu
from ikixl.simpan import nama_berkas, tulis_atomik
from ikixl.sumber_katalog import muat_sumber
from ikixl.temuan import Temuan
from ikixl.writer import tulis_buku

__all__ = ["HasilRekap", "cari_rekap", "konsolidasi_proyek", "rekap", "rekap_kini"]

Lapor = Callable[[str], None]


def _diam(_: str) -> None:
    """No progress wanted."""


@dataclass(frozen=True, slots=True)
class HasilRekap:
    """What `rekap` made: the file, the triwulan it runs up to, the instansi's capaian (percent points), the files
    received on the way, on how many complete units it stands, where superiors and subordinates of different workbooks
    disagree, the units with returns that are held and therefore not in it, and the folder with the details where they
    do not fit the workbook.
    """

    path: Path
    triwulan: int
    capaian: Hasil
    diterima: tuple[HasilPeriksa, ...]
    unit_lengkap: int
    unit: int
    kaskade: tuple[Temuan, ...] = ()
    ditahan: tuple[str, ...] = ()
    rincian: Path | None = None


def konsolidasi_proyek(proyek: Proyek, ledger: Ledger, katalog: Katalog | None = None) -> Konsolidasi:
    """The returns that count, consolidated under the project's katalog (given where it was read before) and rules."""
    katalog = katalog or muat_sumber(proyek.katalog)
    isian: dict[str, dict[KunciIsian, NilaiAsal]] = {}
    for b in ledger.isian_berlaku(katalog.instansi.tahun):
        asal = NilaiAsal(b.nilai, b.keadaan, b.sha256, b.lembar, b.sel)
        isian.setdefault(b.unit, {})[KunciIsian(b.kunci, b.triwulan)] = asal
    return Konsolidasi(katalog, proyek.aturan, isian)


def _arsip(proyek: Proyek, konsolidasi: Konsolidasi) -> dict[str, str]:
    """Where each file that counts is archived, relative to rekap/, by SHA-256: links hold when the project moves."""
    sha256 = {a.sha256 for milik in konsolidasi.isian.values() for a in milik.values() if a.sha256}
    semua = ((s, cari_arsip(proyek.arsip, s)) for s in sorted(sha256))
    return {s: Path(os.path.relpath(p, proyek.rekap)).as_posix() for s, p in semua if p is not None}


@jarang_menyapu()
def rekap(
    proyek: Proyek,
    waktu: str,
    triwulan: int | None = None,
    lapor: Lapor = _diam,
    sandi: Sandi | None = None,
    pembanding: Pembanding | None = None,
    mesin: Mesin = SENDIRI,
) -> HasilRekap:
    """Receive what lies in masuk/ and write rekap/rekap-<kode>-<tahun>-tw<N>.xlsx up to `triwulan`.

    The details of a rekap that is too large for a workbook go to a folder beside it, rekap-…-tw<N>-rincian/.
    `triwulan` None is the last reported; `waktu` is ISO text; `sandi` are passwords for locked files; `pembanding` is
    an earlier year to compare with (ikixl.tahun_lalu); `mesin` is where files are read. ProyekError where no return
    counts yet; KatalogError and LedgerError as cause is given.
    """
    diterima = terima(proyek, waktu, lapor=lapor, sandi=sandi, mesin=mesin, ringkas=True)
    baru = [h for h in diterima if not h.sudah_ada]
    katalog = muat_sumber(proyek.katalog)
    rincian: Path | None = None
    bahan: _Bahan | BahanBesar
    if terlalu_besar(katalog):
        with proyek.gembok(), Ledger(proyek.ledger) as ledger, PenulisRincian(proyek.rekap) as penulis:
            bahan = besar = _siapkan_besar(proyek, ledger, katalog, triwulan, penulis, pembanding)
            isi = tulis_buku(susun_buku_besar(besar.ktk))
            rincian = proyek.rekap / besar.ktk.folder
            penulis.pasang(rincian)
    else:
        with Ledger(proyek.ledger) as ledger:
            bahan = _siapkan(proyek, ledger, triwulan, katalog, pembanding)
        isi = tulis_buku(susun_buku_rekap(bahan.ktk))
    path = proyek.rekap / _nama(bahan.ktk)
    tulis_atomik(path, isi)
    sampai = bahan.ktk.triwulan
    lengkap = sum(s.terisi[:sampai] == s.diminta[:sampai] for s in bahan.status)
    capaian = bahan.ktk.konsolidasi.capaian_instansi(sampai)
    lain = (bahan.kaskade, bahan.ditahan, rincian)
    return HasilRekap(path, sampai, capaian, tuple(baru), lengkap, len(bahan.status), *lain)


@jarang_menyapu()
def rekap_kini(proyek: Proyek, triwulan: int | None = None) -> tuple[str, bytes]:
    """Name and bytes of the rekap that `rekap` would write now of what was received; nothing is received or written.

    Errors as for `rekap`.
    """
    if not proyek.ledger.is_file():
        raise _belum_ada()
    katalog = muat_sumber(proyek.katalog)
    with Ledger(proyek.ledger) as ledger:
        if terlalu_besar(katalog):
            besar = _siapkan_besar(proyek, ledger, katalog, triwulan, PenulisRincian(None))
            return _nama(besar.ktk), tulis_buku(susun_buku_besar(besar.ktk))
        bahan = _siapkan(proyek, ledger, triwulan, katalog)
    return _nama(bahan.ktk), tulis_buku(susun_buku_rekap(bahan.ktk))


def _nama(ktk: KonteksRekap) -> str:
    """rekap-<kode wilayah>-<tahun>-tw<N>.xlsx: those of many kecamatan lie in one folder under names of their own."""
    instansi = ktk.konsolidasi.katalog.instansi
    return f"{_pangkal(instansi)}-tw{ktk.triwulan}.xlsx"


def _pangkal(instansi: Instansi) -> str:
    return nama_berkas(f"rekap-{instansi.kode_wilayah}", "", instansi.tahun, "xlsx").removesuffix(".xlsx")


def cari_rekap(proyek: Proyek, instansi: Instansi, triwulan: int | None = None) -> Path | None:
    """The rekap last written up to `triwulan` (None: up to the latest), None where there is none.

    Rekap of before had no code in their names; one of the same triwulan that has it is newer.
    """
    for t in (triwulan,) if triwulan else reversed(TRIWULAN):
        for pangkal in (_pangkal(instansi), f"rekap-{instansi.tahun}"):
            path = proyek.rekap / f"{pangkal}-tw{t}.xlsx"
            if path.is_file():
                return path
    return None


def _belum_ada() -> ProyekError:
    return ProyekError(
        "Belum ada buku kerja yang diterima, jadi belum ada yang dapat direkap.",
        "Taruh buku kerja yang kembali di folder masuk/ lalu ulangi.",
    )


@dataclass(frozen=True, slots=True)
class _Bahan:
    """What a rekap is made of, and what `rekap` tells about it."""

    ktk: KonteksRekap
    status: tuple[StatusUnit, ...]
    kaskade: tuple[Temuan, ...]
    ditahan: tuple[str, ...]


def _periksa_ada(ada: bool, ditahan: Sequence[str]) -> None:
    if not ada and ditahan:
        raise ProyekError(
            f"Belum ada yang dapat direkap: kiriman unit {', '.join(ditahan)} ditahan.", "Jalankan: ikixl pilih"
        )
    if not ada:
        raise _belum_ada()


def _siapkan_besar(
    proyek: Proyek,
    ledger: Ledger,
    katalog: Katalog,
    triwulan: int | None,
    penulis: PenulisRincian,
    pembanding: Pembanding | None = None,
) -> BahanBesar:
    berlaku = ledger.berkas_berlaku(katalog.instansi.tahun)
    if not berlaku:
        _periksa_ada(False, [s.unit for s in status_dari_ledger(katalog, ledger) if s.ditahan])
    pangkal = _pangkal(katalog.instansi)
    return siapkan_besar(proyek, ledger, berlaku, katalog, penulis, _baris_status, pangkal, triwulan, pembanding)


def _siapkan(
    proyek: Proyek, ledger: Ledger, triwulan: int | None, katalog: Katalog, pembanding: Pembanding | None = None
) -> _Bahan:
    konsolidasi = konsolidasi_proyek(proyek, ledger, katalog)
    status = status_dari_ledger(konsolidasi.katalog, ledger)
    ditahan = tuple(s.unit for s in status if s.ditahan)
    _periksa_ada(bool(konsolidasi.isian), ditahan)
    tahun = konsolidasi.katalog.instansi.tahun
    banyak = {unit for unit, milik in ledger.berkas_berlaku(tahun).items() if len(milik) > 1}
    temuan = [t for _, milik in temuan_terbuka(ledger, tahun) for t in milik if not _dibanding_lagi(t, banyak)]
    nama = {b.sha256: b.nama for b in ledger.semua_berkas()}
    sampai = triwulan or konsolidasi.triwulan_terakhir()
    # Those within one workbook were found when it came in.
    antarbuku = [
        *banding_kaskade(konsolidasi, sampai, satu_unit=False),
        *banding_kaskade(konsolidasi, sampai, banyak, satu_unit=True),
    ]
    kaskade = periksa_kaskade(konsolidasi, antarbuku, nama)
    ktk = KonteksRekap(
        konsolidasi,
        sampai,
        status=tuple(_baris_status(s) for s in status),
        temuan=tuple(_urut([*temuan, *kaskade, *(pembanding.temuan if pembanding else ())])),
        nama_berkas=nama,
        kertas_nama=proyek.pengaturan.kertas,
        arsip=_arsip(proyek, konsolidasi),
        banding=tuple(banding_kaskade(konsolidasi, sampai)),
        pembanding=pembanding,
    )
    return _Bahan(ktk, tuple(status), tuple(kaskade), ditahan)


def _dibanding_lagi(t: Temuan, banyak: set[str]) -> bool:
    """A difference found in one of several workbooks of a unit: their figures are compared together now."""
    return t.kode == "SILANG-02" and t.unit in banyak


def _urut(temuan: list[Temuan]) -> list[Temuan]:
    """The worst first, then by unit, as they were found."""
    tingkat = ("galat", "peringatan", "info")
    return sorted(temuan, key=lambda t: tingkat.index(t.tingkat))


def _baris_status(s: StatusUnit) -> BarisStatus:
    lengkap = [f"{a}/{d}" for a, d in zip(s.terisi, s.diminta, strict=True)]
    return BarisStatus(
        unit=s.unit,
        keadaan=s.keadaan,
        seri=(f"ke-{s.seri}" if s.buku == 1 else f"{s.kembali} dari {s.buku} buku kerja") if s.seri else "",
        diterima=s.diterima.replace("T", " "),
        berkas=f"{s.berkas} ({s.catatan})" if s.catatan else s.berkas,
        lengkap=(lengkap[0], lengkap[1], lengkap[2], lengkap[3]),
        galat=s.galat,
        peringatan=s.peringatan,
    )
