"""`ikixl periksa`."""

from __future__ import annotations

from pathlib import Path

import click

from ikixl.cli.hasil_berkas import status_keluar, tampilkan_hasil
from ikixl.cli.kata_sandi import pilihan_sandi, sandi_untuk
from ikixl.cli.pilihan_mesin import pilihan_mesin
from ikixl.cli.tampilan import berikutnya, kemajuan, proyek_ini, sebut
from ikixl.cli.utama import perintah
from ikixl.engine import Mesin

__all__ = ["periksa"]


@perintah()
@click.argument(
    "berkas", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="BERKAS..."
)
@pilihan_sandi()
@pilihan_mesin()
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak hasil sebagai JSON, tanpa yang lain.")
@click.pass_context
def periksa(
    ctx: click.Context, berkas: tuple[Path, ...], sandi: tuple[str, ...], mesin: Mesin, sebagai_json: bool
) -> int:
    """Baca dan periksa berkas tanpa mencatat apa pun."""
    from ikixl.penerimaan.terima import periksa as baca

    proyek = proyek_ini(ctx)
    with kemajuan("Memeriksa", len(berkas)) as lapor:
        hasil = baca(proyek, berkas, lapor, sandi_untuk(sandi, lapor), mesin)
    tampilkan_hasil(hasil, sebagai_json=sebagai_json)
    if not sebagai_json:
        sebut(f"{len(hasil)} berkas diperiksa; tidak ada yang dicatat.")
        berikutnya("ikixl terima untuk mencatatnya")
    return status_keluar(hasil)
