"""`ikixl katalog impor`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ikixl.cli.tampilan import berikutnya, daftar_temuan, lihat, sebut
from ikixl.cli.utama import perintah

__all__ = ["impor"]

_BANYAK = 20


@perintah()
@click.argument("dokumen", type=click.Path(path_type=Path, dir_okay=False), metavar="DOKUMEN")
@click.option(
    "-o",
    "--keluar",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Folder untuk tabel katalog; dibuat bila belum ada.",
)
@click.option("--timpa", is_flag=True, help="Ganti katalog yang sudah ada di folder itu.")
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak ringkasan dan temuan sebagai JSON.")
def impor(dokumen: Path, folder: Path, timpa: bool, sebagai_json: bool) -> int:
    """Jadikan surat keputusan IKI (.docx, .txt, .xlsx) sebuah katalog.

    Yang diragukan disebut satu per satu dan ditulis juga di laporan-impor.txt di folder itu.
    """
    from ikixl.impor import LAPORAN, tulis
    from ikixl.impor import impor as impor_dokumen

    hasil = impor_dokumen(dokumen)
    tulis(hasil, folder, timpa)
    if sebagai_json:
        isi = {
            "sumber": hasil.sumber,
            "folder": str(folder),
            "banyak": {nama: hasil.banyak(nama) for nama in hasil.tabel},
            "temuan": [t.ke_json() for t in hasil.temuan],
        }
        sebut(json.dumps(isi, ensure_ascii=False, indent=1))
        return 0
    penting = [t for t in hasil.temuan if t.tingkat != "info"]
    daftar_temuan(penting[:_BANYAK])
    if len(penting) > _BANYAK:
        sebut(f"  … dan {len(penting) - _BANYAK} lagi di {lihat(folder / LAPORAN)}.")
    sebut(hasil.ringkasan)
    sebut(f"Tabel ditulis di {lihat(folder)}; semua yang diragukan ada di {lihat(folder / LAPORAN)}.")
    berikutnya("lengkapi tabelnya, salin ke folder katalog proyek, lalu ikixl katalog periksa")
    return 0
