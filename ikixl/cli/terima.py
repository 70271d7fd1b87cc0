"""`ikixl terima`."""

from __future__ import annotations

from pathlib import Path

import click

from ikixl.cli.hasil_berkas import status_keluar, tampilkan_hasil
from ikixl.cli.kata_sandi import pilihan_sandi, sandi_untuk
from ikixl.cli.pilihan_mesin import pilihan_mesin
from ikixl.cli.tampilan import berikutnya, kemajuan, lihat, proyek_ini, sebut, waktu_kini
from ikixl.cli.utama import perintah
from ikixl.engine import Mesin

__all__ = ["terima"]


@perintah()
@click.argument("berkas", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="[BERKAS...]")
@pilihan_sandi()
@pilihan_mesin()
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak hasil sebagai JSON, tanpa yang lain.")
@click.pass_context
def terima(
    ctx: click.Context, berkas: tuple[Path, ...], sandi: tuple[str, ...], mesin: Mesin, sebagai_json: bool
) -> int:
    """Arsipkan, baca, periksa dan catat kiriman.

    Tanpa BERKAS: semua yang ada di masuk/. Arsip ZIP berisi buku kerja dibuka. Kiriman yang berbeda dari kiriman unit
    yang sudah berlaku ditahan sampai salah satunya dipilih dengan ikixl pilih.
    """
    from ikixl.penerimaan.terima import berkas_masuk
    from ikixl.penerimaan.terima import terima as catat

    proyek = proyek_ini(ctx)
    daftar = list(berkas) or berkas_masuk(proyek)
    if not daftar:
        sebut("[]" if sebagai_json else f"Tidak ada berkas di {lihat(proyek.masuk)}.")
        return 0
    with kemajuan("Menerima", len(daftar)) as lapor:
        jawab = sandi_untuk(sandi, lapor)
        # Only JSON shows the inputs.
        hasil = catat(proyek, waktu_kini(), daftar, lapor, jawab, mesin, ringkas=not sebagai_json)
    tampilkan_hasil(hasil, sebagai_json=sebagai_json)
    if not sebagai_json:
        baru = [h for h in hasil if not h.sudah_ada]
        jumlah = {k: sum(h.keadaan == k for h in baru) for k in ("diterima", "ditahan", "ditolak")}
        ditahan = f"{jumlah['ditahan']} ditahan, " if jumlah["ditahan"] else ""
        sebut(
            f"{jumlah['diterima']} berkas baru diterima, {ditahan}{jumlah['ditolak']} ditolak, "
            f"{len(hasil) - len(baru)} sudah pernah diterima; aslinya tersimpan di {lihat(proyek.arsip)}."
        )
        if any(h.keadaan == "ditahan" for h in hasil):
            berikutnya("ikixl pilih")
        elif any(h.ada_galat for h in hasil):
            berikutnya("ikixl perbaikan, lalu kirim hasilnya kembali ke unitnya")
        else:
            berikutnya("ikixl status, lalu ikixl rekap")
    return status_keluar(hasil)
