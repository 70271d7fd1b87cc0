"""`ikixl rekap`."""

from __future__ import annotations

import click

from ikixl.cli.hasil_berkas import status_keluar, tampilkan_hasil
from ikixl.cli.kata_sandi import pilihan_sandi, sandi_untuk
from ikixl.cli.pilihan_mesin import pilihan_mesin
from ikixl.cli.tampilan import BANYAK_TEMUAN, berikutnya, daftar_temuan, kemajuan, lihat, proyek_ini, sebut, waktu_kini
from ikixl.cli.utama import perintah
from ikixl.engine import Mesin

__all__ = ["rekap"]


@perintah()
@click.option(
    "--triwulan",
    type=click.IntRange(1, 4),
    metavar="1-4",
    help="Sampai triwulan ini; bawaannya yang terakhir dilaporkan.",
)
@pilihan_sandi()
@pilihan_mesin()
@click.pass_context
def rekap(ctx: click.Context, triwulan: int | None, sandi: tuple[str, ...], mesin: Mesin) -> int:
    """Terima yang baru, lalu tulis buku kerja rekap."""
    from ikixl.aturan import bulat_setengah_menjauh
    from ikixl.perekapan import rekap as rekapkan

    proyek = proyek_ini(ctx)
    with kemajuan("Menerima") as lapor:
        hasil = rekapkan(proyek, waktu_kini(), triwulan, lapor, sandi_untuk(sandi, lapor), mesin)
    tampilkan_hasil(hasil.diterima, ringkas=True)
    nilai = hasil.capaian.nilai
    teks = "belum dapat dihitung" if nilai is None else f"{bulat_setengah_menjauh(nilai, 2):.2f} %".replace(".", ",")
    sebut(f"Capaian s.d. triwulan {hasil.triwulan}: {teks} ({hasil.unit_lengkap} dari {hasil.unit} unit lengkap).")
    if hasil.kaskade:
        sebut(f"{len(hasil.kaskade)} angka atasan berbeda dari bawahannya:")
        daftar_temuan(hasil.kaskade, banyak=BANYAK_TEMUAN)
    if hasil.ditahan:
        sebut(f"Belum dihitung karena kirimannya ditahan: {', '.join(hasil.ditahan)}. Jalankan: ikixl pilih")
    sebut(f"Rekap ditulis ke {lihat(hasil.path)}.")
    berikutnya("ikixl ekspor pengukuran-kinerja")
    return status_keluar(hasil.diterima)
