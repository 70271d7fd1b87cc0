"""`ikixl demo`."""

from __future__ import annotations

from pathlib import Path

import click

from ikixl.cli.tampilan import berikutnya, kemajuan, lihat, sebut, tabel, waktu_kini
from ikixl.cli.utama import perintah

__all__ = ["demo"]


@perintah()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo"), metavar="[FOLDER]")
def demo(folder: Path) -> None:
    """Jalankan seluruh alur dengan contoh Kanigaran.

    Hasilnya di FOLDER (bawaannya demo); folder demo lama diganti.
    """
    from ikixl.demo import demo as jalankan

    sebut(f"Menjalankan seluruh alur pada Kecamatan Kanigaran di {lihat(folder.absolute())} …")
    with kemajuan("Demo") as lapor:
        hasil = jalankan(folder, waktu_kini(), lapor)
    tabel(
        ["Apa", "Berapa", "Di mana"],
        [
            ("Katalog Kecamatan Kanigaran", f"{hasil.indikator} indikator", lihat(hasil.proyek.katalog)),
            ("Buku kerja terbit", f"{hasil.terbit} unit", lihat(hasil.proyek.keluar)),
            ("Kiriman tiruan", f"{hasil.kiriman} berkas", lihat(hasil.proyek.masuk)),
            ("Arsip kiriman", f"{hasil.kiriman} berkas", lihat(hasil.proyek.arsip)),
            ("Rekap", f"{hasil.rekap.unit_lengkap} dari {hasil.rekap.unit} unit lengkap", lihat(hasil.rekap.path)),
            *(("Ekspor e-SAKIP", f"{e.baris} indikator", lihat(e.path)) for e in hasil.ekspor),
        ],
    )
    sebut(
        f"{hasil.galat} galat dan {hasil.peringatan} peringatan ditemukan pada kiriman, memang disengaja; "
        "lihat lembar Temuan di rekap."
    )
    berikutnya(f"buka {lihat(hasil.rekap.path)}, atau cd {lihat(hasil.proyek.folder)} lalu ikixl status")
