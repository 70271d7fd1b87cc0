"""`ikixl katalog periksa`."""

from __future__ import annotations

import json

import click

from ikixl.cli.katalog_pohon import pohon
from ikixl.cli.tampilan import berikutnya, daftar_temuan, lihat, proyek_ini, sebut
from ikixl.cli.utama import KONTEKS

__all__ = ["katalog"]


@click.group(context_settings=KONTEKS, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH [ISI]...")
def katalog() -> None:
    """Periksa, gambar dan ubah katalog proyek."""


katalog.add_command(pohon)


@katalog.command(context_settings=KONTEKS, options_metavar="[PILIHAN]")
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak temuan sebagai JSON.")
@click.pass_context
def periksa(ctx: click.Context, sebagai_json: bool) -> int:
    """Periksa seluruh tabel katalog; semua kesalahan disebut sekaligus."""
    from ikixl.katalog import baca_tabel
    from ikixl.katalog import periksa as periksa_tabel
    from ikixl.temuan import ada_galat

    proyek = proyek_ini(ctx)
    hasil, temuan = periksa_tabel(baca_tabel(proyek.katalog))
    if sebagai_json:
        sebut(json.dumps([t.ke_json() for t in temuan], ensure_ascii=False, indent=1))
        return int(ada_galat(temuan))
    daftar_temuan(temuan)
    if hasil is None or ada_galat(temuan):
        sebut(
            f"{sum(t.tingkat == 'galat' for t in temuan)} galat di {lihat(proyek.katalog)}. Perbaiki lalu periksa lagi."
        )
        return 1
    sebut(
        f"Katalog {hasil.instansi.nama} {hasil.instansi.tahun} tanpa galat: {len(hasil.unit)} unit, "
        f"{len(hasil.jabatan)} jabatan, {len(hasil.indikator)} indikator, {len(hasil.variabel)} variabel."
    )
    berikutnya("ikixl buat")
    return 0
