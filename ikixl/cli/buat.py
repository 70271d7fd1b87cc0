"""`ikixl buat`."""

from __future__ import annotations

import click

from ikixl.cli.tampilan import berikutnya, kemajuan, lihat, proyek_ini, sebut, tabel, waktu_kini
from ikixl.cli.utama import perintah

__all__ = ["buat"]


@perintah()
@click.option("--unit", multiple=True, metavar="KODE", help="Hanya unit ini; boleh diulang. Bawaannya semua unit.")
@click.pass_context
def buat(ctx: click.Context, unit: tuple[str, ...]) -> None:
    """Terbitkan buku kerja setiap unit ke keluar/."""
    from ikixl.penerbitan import buat as terbitkan

    proyek = proyek_ini(ctx)
    with kemajuan("Menerbitkan") as lapor:
        hasil = terbitkan(proyek, waktu_kini(), unit, lapor)
    tabel(
        ["Unit", "Nama", "Terbitan", "Berkas"],
        [(b.unit, b.nama, f"ke-{b.seri}{'' if b.baru else ' (tidak berubah)'}", b.path.name) for b in hasil],
        lentur="Nama",
    )
    baru = sum(b.baru for b in hasil)
    sebut(f"{baru} buku kerja diterbitkan, {len(hasil) - baru} tidak berubah, di {lihat(proyek.keluar)}.")
    berikutnya(
        "kirim buku kerja ke unit, taruh yang kembali di masuk/, lalu ikixl terima (untuk mencoba: ikixl simulasi)"
    )
