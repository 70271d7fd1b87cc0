"""`ikixl status`."""

from __future__ import annotations

import json

import click

from ikixl.cli.tampilan import berikutnya, proyek_ini, sebut, tabel
from ikixl.cli.utama import perintah

__all__ = ["status"]


@perintah()
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak sebagai JSON, tanpa yang lain.")
@click.pass_context
def status(ctx: click.Context, sebagai_json: bool) -> None:
    """Tampilkan keadaan setiap unit.

    Keadaannya: belum dikirim, belum kembali, perlu perbaikan, diterima, lengkap.
    """
    from ikixl.keadaan import KEADAAN
    from ikixl.keadaan import status as keadaan_unit

    hasil = keadaan_unit(proyek_ini(ctx))
    if sebagai_json:
        sebut(json.dumps([s.ke_json() for s in hasil], ensure_ascii=False, indent=1))
        return
    tabel(
        ["Unit", "Nama", "Keadaan", "TW I", "TW II", "TW III", "TW IV", "Buku kerja", "Temuan", "Diterima"],
        [
            (
                s.unit,
                s.nama,
                s.keadaan,
                *(f"{a}/{d}" for a, d in zip(s.terisi, s.diminta, strict=True)),
                f"{s.kembali} dari {s.buku}",
                f"{s.galat}+{s.peringatan}",
                s.diterima.partition("T")[0],
            )
            for s in hasil
        ],
        lentur="Nama",
    )
    jumlah = {k: sum(s.keadaan == k for s in hasil) for k in KEADAAN}
    sebut(
        "; ".join(f"{n} {k}" for k, n in jumlah.items() if n)
        + ". Angka TW: isian terisi/diminta. Buku kerja: yang sudah kembali. Temuan: galat+peringatan."
    )
    for s in hasil:
        if s.catatan:
            sebut(f"{s.unit}: {s.catatan} ({', '.join(s.ditahan)})")
    if any(s.ditahan for s in hasil):
        berikutnya("ikixl pilih")
    elif jumlah["belum dikirim"]:
        berikutnya("ikixl buat")
    elif jumlah["belum kembali"] == len(hasil):
        berikutnya("taruh buku kerja yang kembali di masuk/, lalu ikixl terima")
    else:
        berikutnya("ikixl rekap")
