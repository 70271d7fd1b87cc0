"""`ikixl rekap`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ikixl.cli.hasil_berkas import status_keluar, tampilkan_hasil
from ikixl.cli.kata_sandi import pilihan_sandi, sandi_untuk
from ikixl.cli.pilihan_mesin import pilihan_mesin
from ikixl.cli.tampilan import BANYAK_TEMUAN, berikutnya, daftar_temuan, kemajuan, lihat, proyek_ini, sebut, waktu_kini
from ikixl.cli.utama import perintah
from ikixl.engine import Mesin

if TYPE_CHECKING:
    # Not needed to run: it would load the writer for a mere --help.
    from ikixl.rumus.hasil import Hasil
    from ikixl.temuan import Temuan

__all__ = ["rekap"]


@perintah()
@click.argument("lagi", nargs=-1, metavar="[BERKAS_ATAU_FOLDER]...", type=click.Path(path_type=Path))
@click.option(
    "--triwulan",
    type=click.IntRange(1, 4),
    metavar="1-4",
    help="Sampai triwulan ini; bawaannya yang terakhir dilaporkan.",
)
@click.option(
    "--tahun-lalu",
    type=click.Path(path_type=Path, exists=True),
    metavar="FOLDER|REKAP.xlsx",
    help="Bandingkan dengan tahun lalu: folder proyeknya atau berkas rekapnya.",
)
@click.option(
    "--dari",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="BERKAS_ATAU_FOLDER",
    help="Gabungkan rekap ini (berkas rekap, folder proyek, atau folder berisi keduanya); boleh beberapa.",
)
@click.option(
    "--ke",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Bersama --dari: folder untuk rekap/ dan arsip/ gabungannya; bawaannya folder tempat Anda berada.",
)
@click.option(
    "--nama", default="", metavar="TEKS", help="Bersama --dari: nama gabungannya; bawaannya kabupaten/kotanya."
)
@click.option("--beda-tahun", is_flag=True, help="Bersama --dari: gabungkan juga rekap dari tahun yang berbeda.")
@pilihan_sandi()
@pilihan_mesin()
@click.pass_context
def rekap(
    ctx: click.Context,
    lagi: tuple[Path, ...],
    triwulan: int | None,
    tahun_lalu: Path | None,
    dari: tuple[Path, ...],
    ke: Path | None,
    nama: str,
    beda_tahun: bool,
    sandi: tuple[str, ...],
    mesin: Mesin,
) -> int:
    """Terima yang baru, lalu tulis buku kerja rekap.

    Dengan --dari: gabungkan rekap beberapa kecamatan (atau kabupaten) menjadi satu, tanpa proyek. Contoh: ikixl rekap
    --dari kiriman --ke kabupaten
    """
    if dari and tahun_lalu is not None:
        raise click.UsageError("--tahun-lalu membandingkan satu proyek; tidak dapat dipakai bersama --dari.")
    if dari:
        return _gabung((*dari, *lagi), ke or Path.cwd(), nama, triwulan, beda_tahun)
    if lagi or ke is not None or nama or beda_tahun:
        raise click.UsageError("Berkas, --ke, --nama dan --beda-tahun hanya dipakai bersama --dari.")
    from ikixl.perekapan import rekap as rekapkan
    from ikixl.tahun_lalu import muat_tahun_lalu, sumber_tahun_lalu

    proyek = proyek_ini(ctx)
    sumber = sumber_tahun_lalu(proyek, tahun_lalu)
    pembanding = muat_tahun_lalu(proyek, sumber) if sumber else None
    with kemajuan("Menerima") as lapor:
        hasil = rekapkan(proyek, waktu_kini(), triwulan, lapor, sandi_untuk(sandi, lapor), pembanding, mesin)
    tampilkan_hasil(hasil.diterima, ringkas=True)
    teks = _persen(hasil.capaian)
    sebut(f"Capaian s.d. triwulan {hasil.triwulan}: {teks} ({hasil.unit_lengkap} dari {hasil.unit} unit lengkap).")
    if pembanding and pembanding.temuan:
        sebut(f"{len(pembanding.temuan)} temuan pada {pembanding.sumber} (tahun lalu):")
        daftar_temuan(pembanding.temuan, banyak=BANYAK_TEMUAN)
    if hasil.kaskade:
        sebut(f"{len(hasil.kaskade)} angka atasan berbeda dari bawahannya:")
        daftar_temuan(hasil.kaskade, banyak=BANYAK_TEMUAN)
    if hasil.ditahan:
        sebut(f"Belum dihitung karena kirimannya ditahan: {', '.join(hasil.ditahan)}. Jalankan: ikixl pilih")
    sebut(f"Rekap ditulis ke {lihat(hasil.path)}.")
    if hasil.rincian is not None:
        sebut(f"Rincian setiap unit terlalu besar untuk buku kerja itu; ada di {lihat(hasil.rincian)} (CSV).")
    berikutnya("ikixl ekspor pengukuran-kinerja")
    return status_keluar(hasil.diterima)


def _persen(capaian: Hasil) -> str:
    from ikixl.aturan import bulat_setengah_menjauh

    if capaian.nilai is None:
        return "belum dapat dihitung"
    return f"{bulat_setengah_menjauh(capaian.nilai, 2):.2f} %".replace(".", ",")


def _gabung(dari: tuple[Path, ...], ke: Path, nama: str, triwulan: int | None, beda_tahun: bool) -> int:
    from ikixl.penggabungan import gabung_rekap
    from ikixl.temuan import ada_galat

    with kemajuan("Membaca rekap") as lapor:
        hasil = gabung_rekap(dari, ke, nama, triwulan, lapor, beda_tahun=beda_tahun)
    tk, t = hasil.tingkat, hasil.triwulan
    for a in tk.anggota:
        lengkap = f"{a.lengkap[t - 1]} dari {a.semua} unit lengkap"
        sebut(f"{a.nama}: {_persen(tk.capaian_anggota(a.kode, t))} ({lengkap})")
    lengkap = f"{tk.lengkap[t - 1]} dari {tk.semua} unit lengkap"
    anggota = "" if "anggota" in tk.nama else f", {len(tk.anggota)} anggota"
    sebut(f"{tk.nama}{anggota}, s.d. triwulan {t}: {_persen(tk.capaian(t))} ({lengkap}).")
    pisah = [x for x in hasil.temuan if x.kode == "TINGKAT-12"]
    sebut(
        f"{len(tk.ganda)} indikator digabung antaranggota, {len(tk.indikator) - len(tk.ganda)} berdiri sendiri"
        + (f"; {len(pisah)} pasang berkode sama tetapi berbeda arti (lembar Penggabungan)." if pisah else ".")
    )
    for berkas in hasil.ditolak:
        sebut(f"Tidak ikut: {berkas}")
    for berkas in hasil.lama:
        sebut(f"Tidak ikut: {berkas}, ada yang lebih baru di sebelahnya")
    per_berkas: dict[str, list[Temuan]] = {}
    for x in hasil.temuan:
        if x.kode != "TINGKAT-12":
            per_berkas.setdefault(x.berkas, []).append(x)
    for berkas, milik in per_berkas.items():
        sebut(f"{berkas}: {len(milik)} temuan")
        daftar_temuan(milik, banyak=BANYAK_TEMUAN)
    sebut(f"Rekap gabungan ditulis ke {lihat(hasil.path)}.")
    return int(ada_galat(hasil.temuan))
