"""`ikixl ingatkan`."""

from __future__ import annotations

import click

from ikixl.cli.tampilan import berikutnya, lihat, proyek_ini, sebut
from ikixl.cli.utama import perintah

__all__ = ["ingatkan"]


@perintah()
@click.option("--triwulan", type=click.IntRange(1, 4), metavar="1-4", help="Bawaannya triwulan yang sedang berjalan.")
@click.pass_context
def ingatkan(ctx: click.Context, triwulan: int | None) -> None:
    """Siapkan pesan pengingat untuk unit yang laporannya belum lengkap.

    Pesannya siap ditempel di WhatsApp; unit yang sudah lengkap tidak diganggu.
    """
    from ikixl.pengingat import ingatkan as susun

    hasil = susun(proyek_ini(ctx), triwulan)
    for p in hasil.unit:
        sebut(f"{p.pemisah}\n{p.pesan}\n")
    if hasil.belum_terbit:
        sebut(f"Belum diterbitkan buku kerjanya, jadi tidak diingatkan: {', '.join(hasil.belum_terbit)}.")
    if not hasil.unit:
        sebut(f"Tidak ada unit yang perlu diingatkan untuk triwulan {hasil.triwulan}; {hasil.lengkap} unit lengkap.")
    else:
        sebut(
            f"{len(hasil.unit)} pesan untuk triwulan {hasil.triwulan}, {hasil.lengkap} unit sudah lengkap. "
            f"Pesan: {lihat(hasil.teks)}; daftar: {lihat(hasil.daftar)}."
        )
    if hasil.belum_terbit:
        berikutnya("ikixl buat")
