"""`ikixl lanjut`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ikixl.cli.buat import sebut_diganti, tabel_terbit
from ikixl.cli.hasil_berkas import status_keluar, tampilkan_hasil
from ikixl.cli.pilihan_mesin import pilihan_mesin
from ikixl.cli.tampilan import berikutnya, kemajuan, lihat, proyek_ini, sebut, waktu_kini
from ikixl.cli.utama import perintah

if TYPE_CHECKING:
    # Not needed to run: it would load the writer for a mere --help.
    from ikixl.engine import Mesin
    from ikixl.kelanjutan import HasilLanjut

__all__ = ["lanjut"]

# How many values that were left behind are shown on the terminal.
_BANYAK = 10


@perintah()
@click.option(
    "--triwulan", type=click.IntRange(2, 4), required=True, metavar="2-4", help="Triwulan yang akan dilaporkan."
)
@click.option("--perubahan", is_flag=True, help="Pakai target katalog yang berubah; yang semula tetap terlihat.")
@click.option("--unit", multiple=True, metavar="KODE", help="Hanya unit ini; boleh diulang. Bawaannya semua unit.")
@pilihan_mesin()
@click.pass_context
def lanjut(ctx: click.Context, triwulan: int, perubahan: bool, unit: tuple[str, ...], mesin: Mesin) -> int:
    """Terbitkan buku kerja triwulan berikutnya.

    Yang baru di masuk/ diterima dulu. Angka triwulan sebelumnya yang sudah diterima terisi dan terkunci; target, bukti
    dan catatan terisi dan masih dapat diubah.
    """
    from ikixl.kelanjutan import lanjut as lanjutkan

    proyek = proyek_ini(ctx)
    with kemajuan("Menerbitkan") as lapor:
        hasil = lanjutkan(proyek, waktu_kini(), triwulan, perubahan, unit, lapor, mesin)
    if hasil.diterima:
        sebut(f"{len(hasil.diterima)} berkas baru di {lihat(proyek.masuk)} dibaca dulu:")
        tampilkan_hasil(hasil.diterima, ringkas=True)
    tabel_terbit(hasil.buku)
    baru = sum(b.baru for b in hasil.buku)
    sebut(
        f"{baru} buku kerja triwulan {triwulan} diterbitkan, {len(hasil.buku) - baru} tidak berubah, "
        f"di {lihat(proyek.keluar)}."
    )
    if hasil.target_berbeda:
        sebut(
            f"{hasil.target_berbeda} target di katalog berbeda dari yang berlaku dan belum dipakai. "
            f"Untuk memakainya: ikixl lanjut --triwulan {triwulan} --perubahan"
        )
    sebut_diganti(hasil.buku)
    _sebut_tertinggal(hasil)
    if hasil.ditahan:
        sebut(f"Kiriman unit {', '.join(hasil.ditahan)} ditahan: angkanya belum ada di buku kerja baru ini.")
        berikutnya(f"ikixl pilih, lalu ikixl lanjut --triwulan {triwulan} sekali lagi")
    else:
        berikutnya("kirim buku kerja ke unit, taruh yang kembali di masuk/, lalu ikixl terima")
    return status_keluar(hasil.diterima)


def _sebut_tertinggal(hasil: HasilLanjut) -> None:
    if hasil.daftar is None:
        return
    sebut(f"{len(hasil.tidak_terbawa)} isian tidak dapat dibawa ke buku kerja baru:")
    for t in hasil.tidak_terbawa[:_BANYAK]:
        kapan = f" TW {t.triwulan}" if t.triwulan else ""
        nilai = t.nilai if isinstance(t.nilai, str) else f"{t.nilai:.15g}".replace(".", ",")
        sebut(f"  {t.unit} {t.kunci}{kapan} = {nilai} ({t.berkas}, {t.lembar} {t.sel}): {t.sebab}")
    if len(hasil.tidak_terbawa) > _BANYAK:
        sebut(f"  … dan {len(hasil.tidak_terbawa) - _BANYAK} lagi")
    sebut(f"Semuanya ada di {lihat(hasil.daftar)}; isian aslinya tetap tersimpan di arsip.")
