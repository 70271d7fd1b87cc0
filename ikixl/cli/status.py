"""`ikixl status`."""

from __future__ import annotations

import click

from ikixl.cli.tampilan import proyek_ini, sebut
from ikixl.cli.teks_status import teks_status
from ikixl.cli.utama import perintah

__all__ = ["status"]


@perintah()
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak sebagai JSON, tanpa yang lain.")
@click.pass_context
def status(ctx: click.Context, sebagai_json: bool) -> None:
    """Tampilkan keadaan setiap unit.

    Keadaannya: belum dikirim, belum kembali, perlu perbaikan, diterima, lengkap.
    """
    from ikixl.keadaan import status as keadaan_unit

    hasil = [s.ke_json() for s in keadaan_unit(proyek_ini(ctx))]
    sebut(teks_status(hasil, sebagai_json=sebagai_json))
