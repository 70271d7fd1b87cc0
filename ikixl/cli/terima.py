"""`ikixl terima`."""

from __future__ import annotations

from pathlib import Path

import click

from ikixl.cli.hasil_berkas import status_keluar, tampilkan_hasil
from ikixl.cli.tampilan import berikutnya, kemajuan, lihat, proyek_ini, sebut, waktu_kini
from ikixl.cli.utama import perintah

__all__ = ["terima"]


@perintah()
@click.argument("berkas", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="[BERKAS...]")
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak hasil sebagai JSON, tanpa yang lain.")
@click.pass_context
def terima(ctx: click.Context, berkas: tuple[Path, ...], sebagai_json: bool) -> int:
    """Arsipkan, baca, periksa dan catat kiriman.

    Tanpa BERKAS: semua yang ada di masuk/.
    """
    from ikixl.penerimaan import berkas_masuk
    from ikixl.penerimaan import terima as catat

    proyek = proyek_ini(ctx)
    daftar = list(berkas) or berkas_masuk(proyek)
    if not daftar:
        sebut("[]" if sebagai_json else f"Tidak ada berkas di {lihat(proyek.masuk)}.")
        return 0
    with kemajuan("Menerima", len(daftar)) as lapor:
        hasil = catat(proyek, waktu_kini(), daftar, lapor)
    tampilkan_hasil(hasil, sebagai_json=sebagai_json)
    if not sebagai_json:
        diterima = sum(h.keadaan == "diterima" and not h.sudah_ada for h in hasil)
        lama = sum(h.sudah_ada for h in hasil)
        sebut(
            f"{diterima} berkas baru diterima, {len(hasil) - diterima - lama} ditolak, {lama} sudah pernah diterima; "
            f"aslinya tersimpan di {lihat(proyek.arsip)}."
        )
        berikutnya("ikixl status, lalu ikixl rekap")
    return status_keluar(hasil)
