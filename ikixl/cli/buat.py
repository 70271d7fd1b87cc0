"""`ikixl buat`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import click

from ikixl.cli.pilihan_mesin import pilihan_mesin
from ikixl.cli.tampilan import berikutnya, kemajuan, lihat, proyek_ini, sebut, tabel, waktu_kini
from ikixl.cli.utama import perintah

if TYPE_CHECKING:
    # Not needed to run: it would load the writer for a mere --help.
    from ikixl.engine import Mesin
    from ikixl.penerbitan import BukuTerbit

__all__ = ["buat", "sebut_diganti", "tabel_terbit"]

# How many units are named in a warning.
_BANYAK = 6


def tabel_terbit(buku: Sequence[BukuTerbit]) -> None:
    """The issued workbooks, one a line."""
    tabel(
        ["Unit", "Nama", "Jabatan", "Terbitan", "Berkas"],
        [
            (b.unit, b.nama, b.jabatan or "semua", f"ke-{b.seri}{'' if b.baru else ' (tidak berubah)'}", b.path.name)
            for b in buku
        ],
        lentur="Nama",
    )


def sebut_diganti(buku: Sequence[BukuTerbit]) -> None:
    """Say where the files are that somebody had filled in where they lay, and how what was typed can still count."""
    terisi = [(b, b.diganti) for b in buku if b.diganti is not None]
    if not terisi:
        return
    sebut(
        f"Perhatian: {len(terisi)} berkas di tempat buku kerja baru sudah diubah orang sejak terbit dan belum pernah "
        "diterima. Salinannya disimpan di arsip; bila itu isian yang benar, terima dulu lalu terbitkan ulang:"
    )
    for b, salinan in terisi[:_BANYAK]:
        sebut(f"  {b.path.name}: ikixl terima {lihat(salinan)}")
    if len(terisi) > _BANYAK:
        sebut(f"  … dan {len(terisi) - _BANYAK} lagi")


@perintah()
@click.option("--unit", multiple=True, metavar="KODE", help="Hanya unit ini; boleh diulang. Bawaannya semua unit.")
@click.option(
    "--per",
    type=click.Choice(["unit", "jabatan"]),
    default="unit",
    show_default=True,
    help="Satu buku kerja untuk setiap unit, atau untuk setiap jabatan dalam unit.",
)
@pilihan_mesin()
@click.pass_context
def buat(ctx: click.Context, unit: tuple[str, ...], per: Literal["unit", "jabatan"], mesin: Mesin) -> None:
    """Terbitkan buku kerja setiap unit ke keluar/."""
    from ikixl.penerbitan import buat as terbitkan

    proyek = proyek_ini(ctx)
    with kemajuan("Menerbitkan") as lapor:
        hasil = terbitkan(proyek, waktu_kini(), unit, lapor, per, mesin)
    tabel_terbit(hasil)
    baru = sum(b.baru for b in hasil)
    sebut(f"{baru} buku kerja diterbitkan, {len(hasil) - baru} tidak berubah, di {lihat(proyek.keluar)}.")
    sebut_diganti(hasil)
    _ingatkan(hasil)
    berikutnya(
        "kirim buku kerja ke unit, taruh yang kembali di masuk/, lalu ikixl terima (untuk mencoba: ikixl simulasi)"
    )


def _ingatkan(buku: Sequence[BukuTerbit]) -> None:
    """Say what was accepted already and does not stand in the new workbooks."""
    per_unit: dict[str, int] = {}
    for b in buku:
        if b.tidak_dibawa:
            per_unit[b.unit] = per_unit.get(b.unit, 0) + b.tidak_dibawa
    if not per_unit:
        return
    sebutan = [f"{kode} ({n})" for kode, n in per_unit.items()]
    lagi = f" dan {len(sebutan) - _BANYAK} unit lagi" if len(sebutan) > _BANYAK else ""
    sebut(
        f"Perhatian: {sum(per_unit.values())} isian yang sudah diterima tidak dimuat di buku kerja baru ini, dari unit "
        f"{', '.join(sebutan[:_BANYAK])}{lagi}. Isian itu tetap berlaku; sel yang kembali kosong tidak menghapusnya. "
        "Hanya target: yang tercetak di buku kerja baru menggantikan yang lama saat dikirim kembali. "
        "Untuk buku kerja yang memuat semuanya: ikixl lanjut --triwulan N (N: triwulan yang akan dilaporkan)."
    )
