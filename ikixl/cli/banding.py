"""`ikixl banding`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from ikixl.cli.tampilan import proyek_ini, sebut, tabel
from ikixl.cli.utama import perintah

if TYPE_CHECKING:
    # Not needed to run: it would load the reader for a mere --help.
    from ikixl.pembandingan import HasilBanding, Sisi

__all__ = ["banding"]

# What is said of an input that holds no value.
_KEADAAN = {"kosong": "kosong", "nihil": "tidak ada data", "tidak_sah": "tidak sah"}


@perintah()
@click.argument("a", metavar="UNIT|BERKAS")
@click.argument("b", required=False, metavar="[BERKAS]")
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak hasil sebagai JSON, tanpa yang lain.")
@click.pass_context
def banding(ctx: click.Context, a: str, b: str | None, sebagai_json: bool) -> None:
    """Bandingkan dua kiriman: isian mana yang berubah.

    Dengan kode UNIT saja: dua kiriman terakhirnya. BERKAS: alamat berkas, namanya di masuk/, nama waktu diterima, atau
    awal SHA-256-nya.
    """
    from ikixl import pembandingan

    proyek = proyek_ini(ctx)
    hasil = pembandingan.banding_unit(proyek, a) if b is None else pembandingan.banding(proyek, a, b)
    if sebagai_json:
        sebut(json.dumps(hasil.ke_json(), ensure_ascii=False, indent=1))
        return
    _sebut(hasil)


def _sebut(hasil: HasilBanding) -> None:
    from ikixl.penerimaan.pertentangan import sebut_kunci

    for nama, h in (("A", hasil.a), ("B", hasil.b)):
        sebut(f"{nama}: {h.berkas}, unit {h.unit}, terbitan ke-{h.seri}, {h.sha256[:12]}")
    for catatan in hasil.catatan:
        sebut(catatan)
    for judul, beda in (
        ("Berubah", hasil.berubah),
        ("Hanya di A", hasil.hanya_a),
        ("Hanya di B", hasil.hanya_b),
    ):
        if beda:
            sebut(f"\n{judul} ({len(beda)}):")
            tabel(
                ["Isian", "A", "B", "Sel A", "Sel B", "Keterangan"],
                [(sebut_kunci(x.kunci), _nilai(x.a), _nilai(x.b), _tempat(x.a), _tempat(x.b), x.label) for x in beda],
                lentur="Keterangan",
            )
    sebut(
        f"\n{len(hasil.berubah)} berubah, {len(hasil.hanya_a)} hanya di A, {len(hasil.hanya_b)} hanya di B, "
        f"{hasil.sama} sama."
    )


def _nilai(sisi: Sisi | None) -> str:
    if sisi is None:
        return "-"
    teks = f"{sisi.nilai:.15g}".replace(".", ",") if isinstance(sisi.nilai, float) else str(sisi.nilai)
    teks = teks if len(teks) <= 40 else teks[:37] + "..."
    return teks if sisi.sah else f'"{teks}" ({_KEADAAN[sisi.keadaan]})'


def _tempat(sisi: Sisi | None) -> str:
    return "-" if sisi is None else f"{sisi.lembar} {sisi.sel}"
