"""`ikixl katalog` and `ikixl katalog periksa`."""

from __future__ import annotations

import json

import click

from ikixl.cli.katalog_excel import dari_excel, ke_excel
from ikixl.cli.katalog_impor import impor
from ikixl.cli.katalog_pohon import pohon
from ikixl.cli.tampilan import berikutnya, daftar_mutu, daftar_temuan, lihat, proyek_ini, sebut
from ikixl.cli.utama import KONTEKS

__all__ = ["katalog"]


@click.group(context_settings=KONTEKS, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH [ISI]...")
def katalog() -> None:
    """Periksa, gambar dan ubah katalog proyek."""


for _perintah in (impor, ke_excel, dari_excel, pohon):
    katalog.add_command(_perintah)


@katalog.command(context_settings=KONTEKS, options_metavar="[PILIHAN]")
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak temuan sebagai JSON.")
@click.option("--tandai", is_flag=True, help="Tulis temuan di sebelah barisnya dalam katalog.xlsx.")
@click.pass_context
def periksa(ctx: click.Context, sebagai_json: bool, tandai: bool) -> int:
    """Periksa seluruh tabel katalog: kesalahan, lalu mutu indikatornya.

    Kesalahan (galat) membuat katalog tidak dapat dipakai. Temuan mutu tidak menghalangi apa pun; indikator yang lemah
    atau janggal disebut bersama sarannya.
    """
    from ikixl.pemeriksaan_katalog import periksa_katalog
    from ikixl.temuan import ada_galat

    proyek = proyek_ini(ctx)
    hasil = periksa_katalog(proyek, tandai=tandai)
    if sebagai_json:
        sebut(json.dumps([t.ke_json() for t in hasil.temuan], ensure_ascii=False, indent=1))
        return int(ada_galat(hasil.temuan))
    daftar_temuan(t for t in hasil.temuan if t.tingkat == "galat" or not t.kode.startswith("MUTU"))
    daftar_mutu([t for t in hasil.temuan if t.kode.startswith("MUTU")])
    if hasil.ditandai is not None:
        sebut(f"Temuan ditulis di kolom temuan setiap lembar {lihat(hasil.ditandai)}.")
    katalog = hasil.katalog
    if katalog is None:
        galat = sum(t.tingkat == "galat" for t in hasil.temuan)
        sebut(f"{galat} galat di {lihat(proyek.katalog)}. Perbaiki lalu periksa lagi.")
        return 1
    mutu = sum(t.kode.startswith("MUTU") for t in hasil.temuan)
    sebut(
        f"Katalog {katalog.instansi.nama} {katalog.instansi.tahun} tanpa galat: {len(katalog.unit)} unit, "
        f"{len(katalog.jabatan)} jabatan, {len(katalog.indikator)} indikator, {len(katalog.variabel)} variabel; "
        f"{mutu} temuan mutu."
    )
    berikutnya("ikixl buat")
    return 0
