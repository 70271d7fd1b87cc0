"""`ikixl ekspor`."""

from __future__ import annotations

import click

from ikixl.cli.tampilan import lihat, proyek_ini, sebut
from ikixl.cli.utama import perintah

__all__ = ["ekspor"]


@perintah()
@click.argument("profil", metavar="PROFIL")
@click.option("--format", "jenis", type=click.Choice(["xlsx", "csv"]), help="Bawaannya semua format profil itu.")
@click.option("--triwulan", type=click.IntRange(1, 4), metavar="1-4", help="Bawaannya yang terakhir dilaporkan.")
@click.pass_context
def ekspor(ctx: click.Context, profil: str, jenis: str | None, triwulan: int | None) -> None:
    """Tulis berkas untuk e-SAKIP ke ekspor/.

    PROFIL misalnya pengukuran-kinerja.
    """
    from ikixl.ekspor import ekspor as tulis

    hasil = tulis(proyek_ini(ctx), profil, jenis, triwulan)
    for h in hasil:
        sebut(f"{h.baris} indikator ditulis ke {lihat(h.path)}.")
    for catatan in hasil[0].catatan:
        sebut(f"Perhatikan: {catatan}")
