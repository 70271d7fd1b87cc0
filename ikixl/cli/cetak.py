"""`ikixl cetak`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ikixl.cli.tampilan import kemajuan, lihat, proyek_ini, sebut
from ikixl.cli.utama import perintah
from ikixl.errors import ProyekError

if TYPE_CHECKING:
    # Not needed to run: it would load the writer for a mere --help.
    from ikixl.pencetakan import Apa

__all__ = ["cetak"]


@perintah()
@click.option(
    "--apa",
    type=click.Choice(["iki", "rekap", "dokumen", "semua"]),
    default="semua",
    show_default=True,
    help="Lembar IKI setiap unit, rekap, dokumen (lampiran IKI dan LKjIP), atau semuanya.",
)
@click.option("--unit", multiple=True, metavar="KODE", help="Hanya unit ini; boleh diulang. Bawaannya semua unit.")
@click.option("--triwulan", type=click.IntRange(1, 4), metavar="1-4", help="Bawaannya yang terakhir dilaporkan.")
@click.option(
    "--tahun-lalu",
    type=click.Path(path_type=Path, exists=True),
    metavar="FOLDER|REKAP.xlsx",
    help="Tahun lalu untuk LKjIP: folder proyeknya atau berkas rekapnya.",
)
@click.pass_context
def cetak(ctx: click.Context, apa: Apa, unit: tuple[str, ...], triwulan: int | None, tahun_lalu: Path | None) -> None:
    """Buat PDF di cetak/ lewat LibreOffice.

    Satu berkas untuk satu unit, satu untuk rekap, satu untuk setiap dokumen; paling besar 20 MB per berkas.
    """
    from ikixl.pencetakan import cetak as cetakkan

    proyek = proyek_ini(ctx)
    with kemajuan("Menyiapkan") as lapor:
        hasil = cetakkan(proyek, apa, unit, triwulan, tahun_lalu=tahun_lalu, lapor=lapor)
    for path, ukuran in hasil.berkas:
        sebut(f"{lihat(path)} ({max(ukuran // 1000, 1)} kB)")
    for catatan in hasil.catatan:
        sebut(f"Perhatikan: {catatan}")
    if hasil.gagal:
        raise ProyekError(
            f"{len(hasil.gagal)} berkas tidak menjadi PDF. {' '.join(hasil.gagal)}",
            "Yang lain sudah ditulis. Untuk berkas yang terlalu besar, cetak per bagian dengan --unit atau --apa.",
        )
    sebut(f"{len(hasil.berkas)} berkas PDF ditulis di {lihat(proyek.folder / 'cetak')}.")
