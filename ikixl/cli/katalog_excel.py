"""`ikixl katalog ke-excel` and `ikixl katalog dari-excel`."""

from __future__ import annotations

from pathlib import Path

import click

from ikixl.cli.tampilan import berikutnya, lihat, proyek_ini, sebut
from ikixl.cli.utama import KONTEKS

__all__ = ["dari_excel", "ke_excel"]


@click.command("ke-excel", context_settings=KONTEKS, options_metavar="[PILIHAN]")
@click.option(
    "-o",
    "--keluaran",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Tulis salinan ke berkas ini saja; katalog proyek tetap CSV.",
)
@click.option("--timpa", is_flag=True, help="Timpa berkas keluaran yang sudah ada.")
@click.pass_context
def ke_excel(ctx: click.Context, keluaran: Path | None, timpa: bool) -> None:
    """Jadikan katalog CSV sebuah katalog.xlsx untuk diisi di Excel.

    Tabel CSV yang lama dipindahkan ke katalog/lama/; tidak ada yang dihapus.
    """
    from ikixl.pengubahan_katalog import katalog_ke_excel

    hasil = katalog_ke_excel(proyek_ini(ctx), keluaran, timpa=timpa)
    sebut(f"{hasil.baris} baris ditulis ke {lihat(hasil.tujuan)}.")
    if hasil.lama is not None:
        sebut(f"Tabel CSV yang lama dipindahkan ke {lihat(hasil.lama)}.")
        berikutnya("buka berkas itu di Excel, lalu ikixl katalog periksa --tandai")


@click.command("dari-excel", context_settings=KONTEKS, options_metavar="[PILIHAN]")
@click.argument("berkas", type=click.Path(path_type=Path, dir_okay=False), metavar="[BERKAS]", required=False)
@click.option(
    "-o",
    "--keluaran",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Tulis tabel CSV ke folder ini saja; katalog proyek tidak berubah.",
)
@click.option("--timpa", is_flag=True, help="Timpa tabel yang sudah ada di folder keluaran.")
@click.pass_context
def dari_excel(ctx: click.Context, berkas: Path | None, keluaran: Path | None, timpa: bool) -> None:
    """Jadikan sebuah katalog.xlsx tabel CSV.

    BERKAS bawaannya katalog/katalog.xlsx proyek ini. Katalog yang lama dipindahkan ke katalog/lama/; tidak ada yang
    dihapus.
    """
    from ikixl.pengubahan_katalog import katalog_dari_excel

    hasil = katalog_dari_excel(proyek_ini(ctx), berkas, keluaran, timpa=timpa)
    sebut(f"{hasil.baris} baris ditulis sebagai tabel CSV di {lihat(hasil.tujuan)}.")
    if hasil.lama is not None:
        sebut(f"Katalog yang lama dipindahkan ke {lihat(hasil.lama)}.")
    berikutnya("ikixl katalog periksa")
