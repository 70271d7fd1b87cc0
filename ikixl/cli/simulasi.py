"""`ikixl simulasi`."""

from __future__ import annotations

import click

from ikixl.cli.tampilan import berikutnya, kemajuan, lihat, proyek_ini, sebut, tabel
from ikixl.cli.utama import perintah

__all__ = ["simulasi"]

_ARTI = {
    "lengkap": "terisi lengkap",
    "sebagian": "sebagian kosong",
    "teks": "ada angka yang diketik sebagai teks",
}


@perintah()
@click.option("--benih", type=int, default=1, show_default=True, metavar="BILANGAN", help="Benih sama, hasil sama.")
@click.option(
    "--triwulan",
    type=click.IntRange(1, 4),
    default=2,
    show_default=True,
    metavar="1-4",
    help="Diisi sampai triwulan ini.",
)
@click.option("--unit", multiple=True, metavar="KODE", help="Hanya unit ini; boleh diulang.")
@click.pass_context
def simulasi(ctx: click.Context, benih: int, triwulan: int, unit: tuple[str, ...]) -> None:
    """Isi kiriman tiruan ke masuk/, untuk mencoba.

    Angkanya acak di sekitar target; jangan dipakai di proyek sungguhan.
    """
    from ikixl.simulasi import simulasi as isi

    proyek = proyek_ini(ctx)
    with kemajuan("Mengisi") as lapor:
        hasil = isi(proyek, benih, triwulan, unit, lapor)
    tabel(["Unit", "Cara mengisi", "Berkas"], [(b.unit, _ARTI[b.sifat], b.path.name) for b in hasil])
    sebut(f"{len(hasil)} kiriman tiruan (angka acak, benih {benih}) ditaruh di {lihat(proyek.masuk)}.")
    berikutnya("ikixl terima")
