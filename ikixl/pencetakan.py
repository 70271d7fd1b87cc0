"""`cetak`: IKI sheets, rekap and documents as PDF in cetak/, through LibreOffice."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ikixl.bawaan import baca_templat
from ikixl.dokumen import KonteksDokumen, dokumen_iki, dokumen_lkjip
from ikixl.dokumen.angka import angka
from ikixl.errors import ProyekError
from ikixl.katalog.model import Instansi
from ikixl.layout.buku import Buku
from ikixl.layout.konteks import Konteks
from ikixl.layout.lembar_iki import susun_iki
from ikixl.ledger import Ledger
from ikixl.libreoffice import cari_soffice, ke_pdf
from ikixl.penerbitan import pilih_unit
from ikixl.perekapan import cari_rekap, konsolidasi_proyek
from ikixl.proyek import Proyek
from ikixl.simpan import nama_berkas, sebab_os, tulis_atomik
from ikixl.tahun_lalu import buka_tahun_lalu, sumber_tahun_lalu
from ikixl.terbitan.dasar import DasarTerbitan
from ikixl.writer import tulis_buku

__all__ = ["Apa", "HasilCetak", "cetak"]

Apa = Literal["iki", "rekap", "dokumen", "semua"]
Lapor = Callable[[str], None]

_MB = 1_000_000
# Codes of this many units stand in the name of a file.
_BANYAK_UNIT = 3


def _diam(_: str) -> None:
    """No progress wanted."""


@dataclass(frozen=True, slots=True)
class HasilCetak:
    """What `cetak` made: the files with their size in bytes, what was left out and why, what failed and why."""

    berkas: tuple[tuple[Path, int], ...]
    catatan: tuple[str, ...]
    gagal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Bahan:
    """A file that is to become cetak/<nama>.pdf; `jenis` is its own ending, "xlsx" or "docx"."""

    nama: str
    jenis: str
    isi: bytes

    @property
    def nama_asal(self) -> str:
        return f"{self.nama}.{self.jenis}"


def cetak(
    proyek: Proyek,
    apa: Apa = "semua",
    unit: Sequence[str] = (),
    triwulan: int | None = None,
    terbesar: int | None = None,
    tahun_lalu: Path | None = None,
    lapor: Lapor = _diam,
) -> HasilCetak:
    """Write PDF into cetak/: iki-<unit>.pdf for each unit, the rekap, and the documents (annex of the decree, LKjIP).

    `unit` keeps only those units; rekap and LKjIP speak of the whole instansi and are then left out unless `apa` asks
    for the rekap. `triwulan` None is the last reported (of the rekap: the last written). `tahun_lalu` is an earlier
    year's project folder or rekap (None: that of the settings), which the LKjIP shows too. A PDF above `terbesar` bytes
    (None: 20 MB, what e-SAKIP portals take) is not written but named in `gagal`. ProyekError if there is no
    LibreOffice, a unit is unknown, the rekap that was asked for does not exist, or `tahun_lalu` is no earlier year.
    """
    program = cari_soffice()
    if program is None:
        raise ProyekError(
            "LibreOffice tidak ditemukan di komputer ini, padahal diperlukan untuk membuat PDF.",
            "Pasang LibreOffice (gratis, libreoffice.org) lalu ulangi; atau buka berkasnya di Excel atau Word dan "
            "pilih Simpan Sebagai > PDF.",
        )
    dasar = DasarTerbitan.dari_proyek(proyek)
    kode = pilih_unit(dasar.katalog, unit)
    bahan: list[_Bahan] = []
    catatan: list[str] = []
    if apa in ("iki", "semua"):
        bahan += _bahan_iki(dasar, kode, lapor)
    if unit and apa in ("dokumen", "semua"):
        catatan.append("Yang untuk seluruh instansi (LKjIP, rekap) tidak dicetak karena --unit dipakai.")
    if apa == "rekap" or (apa == "semua" and not unit):
        bahan += _bahan_rekap(proyek, dasar.katalog.instansi, triwulan, catatan, wajib=apa == "rekap")
    if apa in ("dokumen", "semua"):
        i = dasar.katalog.instansi
        isi = dokumen_iki(dasar.katalog, proyek.pengaturan.kertas, kode if unit else ())
        bahan.append(_Bahan("-".join(("lampiran-iki", *_sebut_unit(kode if unit else ()), str(i.tahun))), "docx", isi))
        if not unit:
            bahan += _bahan_lkjip(proyek, triwulan, tahun_lalu, catatan)
    _tolak_nama_ganda(bahan)
    pdf = ke_pdf({b.nama_asal: b.isi for b in bahan}, program)
    return _tulis(proyek, bahan, pdf, terbesar or baca_templat("dokumen")["cetak"]["terbesar"], catatan)


def _sebut_unit(unit: Sequence[str]) -> Sequence[str]:
    """The units in a file name: their codes, or how many they are where the name would grow too long."""
    return unit if len(unit) <= _BANYAK_UNIT else (f"{len(unit)}-unit",)


def _tolak_nama_ganda(bahan: Sequence[_Bahan]) -> None:
    """Two files that would overwrite each other, also where upper and lower case are one."""
    nama = [b.nama.casefold() for b in bahan]
    ganda = sorted({n for n in nama if nama.count(n) > 1})
    if ganda:
        raise ProyekError(
            f"Dua unit akan memakai nama berkas yang sama: {', '.join(ganda)}.",
            "Ubah kode atau nama salah satunya di tabel unit.",
        )


def _bahan_iki(dasar: DasarTerbitan, unit: Iterable[str], lapor: Lapor) -> list[_Bahan]:
    """A workbook for each unit with its IKI sheets and nothing else."""
    hasil = []
    for kode in unit:
        ktk = Konteks(dasar.katalog, dasar.katalog.cari_unit(kode), dasar.aturan, pengaturan=dasar.pengaturan)
        jabatan = [j for j in ktk.jabatan if dasar.katalog.indikator_jabatan(j.kode)]
        lembar = tuple(susun_iki(ktk, n, j) for n, j in enumerate(jabatan, start=1))
        if lembar:
            buku = Buku(f"IKI {ktk.unit.nama} {dasar.katalog.instansi.tahun}", lembar)
            nama = nama_berkas(f"iki-{kode}", ktk.unit.nama, dasar.katalog.instansi.tahun, "xlsx")
            hasil.append(_Bahan(nama.removesuffix(".xlsx"), "xlsx", tulis_buku(buku)))
        lapor(ktk.unit.nama)
    return hasil


def _bahan_rekap(
    proyek: Proyek, instansi: Instansi, triwulan: int | None, catatan: list[str], *, wajib: bool
) -> list[_Bahan]:
    """The rekap as it was last written, without the sheets that are only there to be reckoned with."""
    path = cari_rekap(proyek, instansi, triwulan)
    if path is None:
        pesan = f"Rekap{f' triwulan {triwulan}' if triwulan else ''} tahun {instansi.tahun} belum ada."
        if wajib:
            raise ProyekError(pesan, "Jalankan dulu: ikixl rekap")
        catatan.append(f"{pesan} Jalankan dulu: ikixl rekap")
        return []
    try:
        isi = path.read_bytes()
    except OSError as galat:
        raise ProyekError(
            f"Berkas {path} tidak dapat dibaca: {sebab_os(galat)}.", "Tutup berkas itu di program lain lalu ulangi."
        ) from galat
    tanpa = baca_templat("dokumen")["cetak"]["rekap_tanpa"]
    try:
        return [_Bahan(path.stem, "xlsx", _sembunyikan(isi, tanpa))]
    except (zipfile.BadZipFile, KeyError) as galat:
        raise ProyekError(f"Berkas {path} rusak.", "Tulis ulang. Jalankan: ikixl rekap") from galat


def _sembunyikan(isi: bytes, lembar: Iterable[str]) -> bytes:
    """The workbook with these sheets hidden, which keeps them off the paper but under the formulas."""
    nama = "|".join(re.escape(n) for n in lembar)
    pola = re.compile(rf'<sheet name="(?:{nama})" (?![^>]*state=)')
    keluaran = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as lama, zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED) as baru:
        for bagian in lama.infolist():
            data = lama.read(bagian)
            if bagian.filename == "xl/workbook.xml":
                data = pola.sub(lambda m: m[0] + 'state="hidden" ', data.decode("utf-8")).encode("utf-8")
            baru.writestr(bagian, data, zipfile.ZIP_DEFLATED)
    return keluaran.getvalue()


def _bahan_lkjip(proyek: Proyek, triwulan: int | None, tahun_lalu: Path | None, catatan: list[str]) -> list[_Bahan]:
    with Ledger(proyek.ledger) as ledger:
        konsolidasi = konsolidasi_proyek(proyek, ledger)
    if not konsolidasi.isian:
        catatan.append("LKjIP dilewati karena belum ada buku kerja yang diterima.")
        return []
    sumber, instansi = sumber_tahun_lalu(proyek, tahun_lalu), konsolidasi.katalog.instansi
    lalu = buka_tahun_lalu(sumber, instansi).konsolidasi if sumber else None
    sampai = triwulan or konsolidasi.triwulan_terakhir()
    ktk = KonteksDokumen(konsolidasi, sampai, proyek.pengaturan.kertas, lalu)
    nama = f"lkjip-{instansi.tahun}-tw{sampai}"
    return [_Bahan(nama, "docx", dokumen_lkjip(ktk))]


def _tulis(
    proyek: Proyek, bahan: Sequence[_Bahan], pdf: dict[str, bytes], terbesar: int, catatan: Sequence[str]
) -> HasilCetak:
    """Write what came out and is small enough; say of the rest why it did not."""
    hasil = HasilCetak((), tuple(catatan), ())
    for b in bahan:
        path = proyek.folder / "cetak" / f"{b.nama}.pdf"
        isi = pdf.get(b.nama_asal)
        if isi is None:
            perlu = "Writer" if b.jenis == "docx" else "Calc"
            pesan = f"{path.name}: LibreOffice tidak dapat mengubahnya; pastikan LibreOffice {perlu} terpasang."
            hasil = replace(hasil, gagal=(*hasil.gagal, pesan))
        elif len(isi) > terbesar:
            ukuran, batas = angka(len(isi) / _MB), angka(terbesar / _MB)
            pesan = f"{path.name}: {ukuran} MB, lebih besar dari {batas} MB yang diterima portal e-SAKIP."
            hasil = replace(hasil, gagal=(*hasil.gagal, pesan))
        else:
            tulis_atomik(path, isi)
            hasil = replace(hasil, berkas=(*hasil.berkas, (path, len(isi))))
    return hasil
