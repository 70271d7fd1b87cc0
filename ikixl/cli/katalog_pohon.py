"""`ikixl katalog pohon`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ikixl.cli.tampilan import lihat, proyek_ini, sebut
from ikixl.cli.utama import perintah

if TYPE_CHECKING:
    from ikixl.gambar_pohon import BentukPohon

__all__ = ["pohon"]


@perintah()
@click.option(
    "--format",
    "jenis",
    type=click.Choice(["teks", "svg", "xlsx"]),
    default="teks",
    help="teks ke layar (bawaan), atau gambar svg atau buku kerja xlsx.",
)
@click.option(
    "-o",
    "--keluaran",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Tulis ke berkas ini; bawaannya ekspor/pohon-kinerja.svg atau .xlsx.",
)
@click.pass_context
def pohon(ctx: click.Context, jenis: BentukPohon, keluaran: Path | None) -> None:
    """Gambar pohon jabatan, sasaran dan indikator."""
    from ikixl.gambar_pohon import gambar_pohon
    from ikixl.sumber_katalog import muat_sumber

    proyek = proyek_ini(ctx)
    data = gambar_pohon(muat_sumber(proyek.katalog), jenis)
    if jenis == "teks" and keluaran is None:
        sebut(data.decode("utf-8").rstrip("\n"))
        return
    from ikixl.simpan import tulis_atomik

    path = keluaran or proyek.ekspor / f"pohon-kinerja.{jenis}"
    tulis_atomik(path, data)
    sebut(f"Pohon kinerja ditulis ke {lihat(path)}.")
