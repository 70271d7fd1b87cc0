"""`ekspor`: a profile applied to what the ledger holds, checked, and written as xlsx or csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ikixl.bawaan import baca_templat
from ikixl.ekspor.profil import KolomEkspor, Profil, ambil_profil
from ikixl.ekspor.sumber import SUMBER, BarisEkspor, Isi
from ikixl.errors import ProyekError
from ikixl.konsolidasi import Konsolidasi
from ikixl.layout.buku import Baris, Buku, Kertas, Kolom, Lembar, Sel
from ikixl.layout.kepala import baris_kepala
from ikixl.layout.tinggi import tinggi_baris
from ikixl.ledger import Ledger
from ikixl.perekapan import konsolidasi_proyek
from ikixl.proyek import Proyek
from ikixl.simpan import tulis_atomik
from ikixl.writer import tulis_buku

__all__ = ["HasilEkspor", "ekspor", "netral", "tulis_csv"]

# What a spreadsheet program takes for the start of a formula when it opens a csv file.
_AWAL_RUMUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_GAYA = {"teks": "sel_teks", "bulat": "sel_nomor", "angka": "ekspor_angka"}


@dataclass(frozen=True, slots=True)
class HasilEkspor:
    """One written export: file, number of rows, and what was left out or is missing, in Indonesian."""

    path: Path
    baris: int
    catatan: list[str]


def ekspor(proyek: Proyek, profil: str, format: str | None = None, triwulan: int | None = None) -> list[HasilEkspor]:
    """Write ekspor/<profil>-<tahun>-tw<N>.<format> (None: every format of the profile) up to `triwulan`.

    `triwulan` None is the last reported. ProyekError if the profile or format is unknown, nothing was accepted
    yet, or a required column has no value.
    """
    aturan_ekspor = ambil_profil(profil)
    pilihan = aturan_ekspor.format if format is None else (format,)
    if not set(pilihan) <= set(aturan_ekspor.format):
        raise ProyekError(
            f"Profil {profil} tidak dapat ditulis sebagai {format}.",
            f"Pilih salah satu: {', '.join(aturan_ekspor.format)}.",
        )
    with Ledger(proyek.ledger) as ledger:
        konsolidasi = konsolidasi_proyek(proyek, ledger)
    if not konsolidasi.isian:
        raise ProyekError("Belum ada buku kerja yang diterima.", "Jalankan dulu: ikixl terima")
    sampai = triwulan or konsolidasi.triwulan_terakhir()
    tabel = _tabel(aturan_ekspor, konsolidasi, sampai)
    catatan = _catatan(konsolidasi, sampai)
    hasil = []
    for jenis in pilihan:
        path = proyek.ekspor / f"{profil}-{konsolidasi.katalog.instansi.tahun}-tw{sampai}.{jenis}"
        if jenis == "csv":
            data = tulis_csv([k.judul for k in aturan_ekspor.kolom], tabel)
        else:
            data = tulis_buku(_buku(aturan_ekspor, tabel, konsolidasi, sampai, proyek))
        tulis_atomik(path, data)
        hasil.append(HasilEkspor(path, len(tabel), catatan))
    return hasil


def _tabel(profil: Profil, konsolidasi: Konsolidasi, triwulan: int) -> list[list[Isi]]:
    """The rows, checked against the profile's required columns before anything is written."""
    tabel = []
    for nomor, hasil in enumerate(konsolidasi.hasil.values(), start=1):
        baris = BarisEkspor(nomor, hasil, konsolidasi, triwulan)
        isi = [SUMBER[k.sumber](baris) for k in profil.kolom]
        kosong = [k.judul for k, n in zip(profil.kolom, isi, strict=True) if k.wajib and n in (None, "")]
        if kosong:
            raise ProyekError(
                f"Kolom wajib {', '.join(kosong)} kosong pada indikator {hasil.indikator.kode}.",
                "Lengkapi indikator itu di katalog lalu ulangi.",
            )
        tabel.append(isi)
    return tabel


def _catatan(konsolidasi: Konsolidasi, triwulan: int) -> list[str]:
    """How many rows have no capaian, and on how many units the rest stands."""
    hasil = []
    semua = list(konsolidasi.hasil.values())
    kosong = [h for h in semua if h.gabungan.capaian_sd[triwulan - 1].hasil.nilai is None]
    if kosong:
        contoh = ", ".join(h.indikator.kode for h in kosong[:3]) + (", …" if len(kosong) > 3 else "")
        hasil.append(
            f"{len(kosong)} dari {len(semua)} indikator tanpa capaian (belum lengkap atau tidak dihitung): {contoh}"
        )
    sebagian = [h for h in semua if 0 < h.ikut_sd[triwulan - 1] < len(h.per_unit)]
    if sebagian:
        hasil.append(f"{len(sebagian)} indikator dihitung dari sebagian unit; lihat kolom Catatan.")
    return hasil


def netral(teks: str) -> str:
    """A text that no spreadsheet program runs as a formula: a quote is put before what could start one."""
    return "'" + teks if teks.startswith(_AWAL_RUMUS) else teks


def tulis_csv(judul: Sequence[str], tabel: Sequence[Sequence[Isi]]) -> bytes:
    """CSV as Excel with Indonesian settings opens it: UTF-8 with BOM, ";" between columns, decimal comma."""
    keluaran = io.StringIO(newline="")
    penulis = csv.writer(keluaran, delimiter=";", lineterminator="\r\n")
    penulis.writerow([netral(j) for j in judul])
    penulis.writerows([_sel_csv(n) for n in baris] for baris in tabel)
    return b"\xef\xbb\xbf" + keluaran.getvalue().encode("utf-8")


def _sel_csv(nilai: Isi) -> str:
    if nilai is None:
        return ""
    if isinstance(nilai, str):
        return netral(nilai)
    return f"{nilai:.15g}".replace(".", ",")


def _buku(
    profil: Profil, tabel: Sequence[Sequence[Isi]], konsolidasi: Konsolidasi, triwulan: int, proyek: Proyek
) -> Buku:
    """A plain sheet from A1 on, without keys or locks: another application reads it."""
    kolom = tuple(Kolom(f"k{n}", k.lebar) for n, k in enumerate(profil.kolom))
    instansi = konsolidasi.katalog.instansi
    nama = {
        "tahun": instansi.tahun,
        "instansi": instansi.nama,
        "kabupaten_kota": instansi.kabupaten_kota,
        "romawi": baca_templat("unit")["satuan_waktu"]["romawi"][triwulan - 1],
    }
    baris = [
        Baris(f"judul{n}", {"k0": Sel(teks.format(**nama), "judul_kiri" if n == 0 else "anak_judul")}, 20)
        for n, teks in enumerate(profil.baris_judul)
    ]
    baris.append(baris_kepala(kolom, [k.judul for k in profil.kolom]))
    baris += [_baris(f"b{n}", isi, profil.kolom) for n, isi in enumerate(tabel)]
    lembar = Lembar(
        kunci="ekspor",
        nama=profil.lembar,
        kolom=kolom,
        baris=tuple(baris),
        beku=("b0", "k3"),
        kertas=Kertas(
            ukuran=baca_templat("unit")["kertas"][proyek.pengaturan.kertas],
            ulang_awal="kepala",
            kaki=f"{profil.judul} {instansi.nama} {instansi.tahun}",
        ),
        terkunci=False,
        berkunci=False,
    )
    return Buku(f"{profil.judul} {instansi.nama} {instansi.tahun}", (lembar,))


def _baris(kunci: str, isi: Sequence[Isi], kolom: Sequence[KolomEkspor]) -> Baris:
    sel = {f"k{n}": Sel(nilai, _GAYA[k.format]) for n, (nilai, k) in enumerate(zip(isi, kolom, strict=True))}
    teks = [(n, k.lebar) for n, k in zip(isi, kolom, strict=True) if isinstance(n, str)]
    return Baris(kunci, sel, tinggi_baris(teks))
