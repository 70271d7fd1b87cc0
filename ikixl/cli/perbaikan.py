"""`ikixl perbaikan`."""

from __future__ import annotations

import json

import click

from ikixl.cli.tampilan import berikutnya, kemajuan, lihat, proyek_ini, sebut
from ikixl.cli.utama import perintah

__all__ = ["perbaikan"]


@perintah()
@click.option("--unit", multiple=True, metavar="KODE", help="Hanya unit ini; boleh diulang. Bawaannya semua unit.")
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak hasil sebagai JSON, tanpa yang lain.")
@click.pass_context
def perbaikan(ctx: click.Context, unit: tuple[str, ...], sebagai_json: bool) -> None:
    """Tandai kiriman yang perlu diperbaiki, untuk dikembalikan ke unitnya.

    Hasilnya di perbaikan/: buku kerja milik pengisi sendiri, selnya ditandai dan diberi komentar, dengan daftar di
    lembar Perbaikan. Yang sudah diperbaiki dikirim kembali seperti biasa.
    """
    from ikixl.pengembalian import folder_perbaikan
    from ikixl.pengembalian import perbaikan as tandai

    proyek = proyek_ini(ctx)
    with kemajuan("Menandai") as lapor:
        hasil = tandai(proyek, unit, lapor)
    if sebagai_json:
        sebut(json.dumps([h.ke_json() for h in hasil], ensure_ascii=False, indent=1))
        return
    for h in hasil:
        jumlah = f"{h.galat} galat, {h.peringatan} peringatan"
        if h.path is None:
            sebut(f"{h.berkas}: unit {h.unit}, {jumlah}; tidak dapat ditandai: {h.sebab}")
            continue
        ulang = f"; digambar ulang: {h.sebab}" if h.sebab else ""
        sebut(f"{lihat(h.path)}: unit {h.unit}, {jumlah}; {h.sel} sel ditandai, {h.komentar} berkomentar{ulang}")
    tertulis = sum(h.path is not None for h in hasil)
    if not hasil:
        sebut("Tidak ada kiriman yang perlu diperbaiki. Kiriman yang ditahan dilihat dengan: ikixl pilih")
        return
    sebut(f"{tertulis} buku kerja ditandai di {lihat(folder_perbaikan(proyek))}.")
    if tertulis:
        berikutnya("kirim ke unitnya, taruh yang kembali di masuk/, lalu ikixl terima")
