"""`ikixl mulai`."""

from __future__ import annotations

from pathlib import Path

import click

from ikixl.cli.tampilan import berikutnya, lihat, sebut
from ikixl.cli.utama import perintah

__all__ = ["mulai"]


@perintah()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option(
    "--contoh", metavar="NAMA", help="Isi katalog dengan contoh ini: kanigaran, gedangan, berbek, benjeng, lumajang."
)
def mulai(folder: Path, contoh: str | None) -> None:
    """Buat folder proyek baru.

    Tanpa --contoh, katalog/ berisi katalog.xlsx dengan petunjuk dan baris contoh, siap diisi di Excel.

    Isinya: katalog/, ikixl.toml (setelan), keluar/, masuk/, arsip/, rekap/, ekspor/.
    """
    from ikixl.proyek import mulai as buat_proyek

    proyek = buat_proyek(folder, contoh)
    asal = f"katalog contoh {contoh}" if contoh else "katalog.xlsx berisi satu baris contoh per tabel"
    sebut(f"Proyek dibuat di {lihat(proyek.folder)} dengan {asal}.")
    sebut(f"Setelan: {lihat(proyek.folder / 'ikixl.toml')}. Cadangkan folder ini, termasuk .ikixl/ di dalamnya.")
    isi = "" if contoh else "isi katalog/katalog.xlsx, "
    tempat = lihat(proyek.folder)
    tempat = f'"{tempat}"' if " " in tempat else tempat
    berikutnya(f"cd {tempat}, {isi}lalu ikixl katalog periksa")
