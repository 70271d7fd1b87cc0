"""`ikixl ekspor`."""

from __future__ import annotations

from pathlib import Path

import click

from ikixl.cli.tampilan import lihat, proyek_ini, sebut, tabel
from ikixl.cli.utama import perintah
from ikixl.errors import ProyekError

__all__ = ["ekspor"]


@perintah()
@click.argument("profil", metavar="[PROFIL]", required=False)
@click.option(
    "--daftar", is_flag=True, help="Sebut semua profil, juga yang Anda buat sendiri di profil/, lalu selesai."
)
@click.option(
    "--format",
    "jenis",
    type=click.Choice(["xlsx", "csv", "json", "docx"]),
    help="Bawaannya semua format profil itu.",
)
@click.option("--triwulan", type=click.IntRange(1, 4), metavar="1-4", help="Bawaannya yang terakhir dilaporkan.")
@click.option(
    "--tahun-lalu",
    type=click.Path(path_type=Path, exists=True),
    metavar="FOLDER|REKAP.xlsx",
    help="Tahun lalu, untuk kolom target dan capaiannya: folder proyeknya atau berkas rekapnya.",
)
@click.pass_context
def ekspor(
    ctx: click.Context,
    profil: str | None,
    daftar: bool,
    jenis: str | None,
    triwulan: int | None,
    tahun_lalu: Path | None,
) -> None:
    """Tulis berkas untuk e-SAKIP dan laporan ke ekspor/.

    PROFIL misalnya pengukuran-kinerja; yang tersedia disebut oleh --daftar. Baris yang tidak memenuhi profilnya tidak
    ditulis dan disebut sebabnya.
    """
    from ikixl.ekspor import ambil_profil, profil_tersedia
    from ikixl.ekspor import ekspor as tulis

    proyek = proyek_ini(ctx)
    if daftar:
        semua, rusak = [], []
        for nama in profil_tersedia(proyek.folder):
            try:
                semua.append(ambil_profil(nama, proyek.folder))
            except ProyekError as galat:
                rusak.append(galat)
        tabel(("Profil", "Format", "Untuk apa"), [(p.nama, ", ".join(p.format), p.keterangan) for p in semua])
        if rusak:
            raise ProyekError(" ".join(g.pesan for g in rusak), rusak[0].saran)
        return
    if profil is None:
        raise click.UsageError("Sebut profilnya; yang tersedia disebut oleh: ikixl ekspor --daftar")
    hasil = tulis(proyek, profil, jenis, triwulan, tahun_lalu)
    for h in hasil:
        sebut(f"{h.baris} baris ditulis ke {lihat(h.path)}.")
    for catatan in hasil[0].catatan:
        sebut(f"Perhatikan: {catatan}")
    if hasil[0].dilewati:
        sebut(f"{len(hasil[0].dilewati)} baris tidak ikut ditulis:", ke_stderr=True)
        for sebab in hasil[0].dilewati:
            sebut(f"  {sebab}", ke_stderr=True)
        ctx.exit(1)
