"""`ikixl pilih`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from ikixl.cli.tampilan import berikutnya, proyek_ini, sebut, waktu_kini
from ikixl.cli.utama import perintah

if TYPE_CHECKING:
    # Not needed to run: it would load the writer for a mere --help.
    from ikixl.penerimaan.pemilihan import IsianBeda, KirimanDitahan, Terpilih

__all__ = ["pilih"]

# How many inputs that differ are shown of each group of files.
_BANYAK = 5


@perintah()
@click.argument("unit", required=False, default="", metavar="[UNIT]")
@click.argument("berkas", required=False, default="", metavar="[BERKAS|NOMOR]")
@click.option("--terbaru", is_flag=True, help="Pilih kiriman terbaru dari setiap unit yang kirimannya berbeda.")
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak sebagai JSON, tanpa yang lain.")
@click.pass_context
def pilih(ctx: click.Context, unit: str, berkas: str, terbaru: bool, sebagai_json: bool) -> None:
    """Pilih kiriman yang berlaku bila ada yang berbeda.

    Tanpa isi: tampilkan kiriman yang ditahan, isian yang berbeda, dan usulannya. Dengan UNIT dan BERKAS atau NOMOR dari
    daftar itu: kiriman itulah yang berlaku. Pilihan dapat diganti dengan memilih lagi.
    """
    from ikixl.penerimaan.pemilihan import daftar_ditahan
    from ikixl.penerimaan.pemilihan import pilih as tetapkan

    if (berkas and terbaru) or (unit and not berkas and not terbaru):
        raise click.UsageError("Sebut UNIT dan BERKAS (atau NOMOR-nya) bersama-sama, atau pakai --terbaru.")
    proyek = proyek_ini(ctx)
    if unit or terbaru:
        terpilih = tetapkan(proyek, waktu_kini(), unit, berkas, terbaru=terbaru)
        if sebagai_json:
            sebut(json.dumps([t.ke_json() for t in terpilih], ensure_ascii=False, indent=1))
        else:
            _sebut_terpilih(terpilih)
            if sisa := daftar_ditahan(proyek):
                berkas_sisa = ", ".join(f"{b.berkas} (unit {k.unit})" for k in sisa for b in k.berkas)
                sebut(f"Masih ditahan: {berkas_sisa}. Lihat: ikixl pilih")
        return
    ditahan = daftar_ditahan(proyek)
    if sebagai_json:
        sebut(json.dumps([k.ke_json() for k in ditahan], ensure_ascii=False, indent=1))
    else:
        _sebut_ditahan(ditahan)


def _sebut_terpilih(terpilih: list[Terpilih]) -> None:
    if not terpilih:
        sebut("Tidak ada kiriman berbeda yang menunggu pilihan.")
        return
    for t in terpilih:
        bukan = f", bukan {', '.join(t.lainnya)}" if t.lainnya else ""
        sebut(f"{t.unit}: yang berlaku {t.berkas}{bukan}.")
    berikutnya("ikixl status, lalu ikixl rekap")


def _sebut_ditahan(ditahan: list[KirimanDitahan]) -> None:
    if not ditahan:
        sebut("Tidak ada kiriman yang ditahan.")
        return
    for k in ditahan:
        jabatan = f", jabatan {k.jabatan}" if k.jabatan else ""
        apa = (
            f"{len(k.berkas)} kiriman berbeda pada {len(k.beda)} isian"
            if k.usulan
            else "kiriman yang tampaknya unit lain"
        )
        sebut(f"{k.unit} {k.nama}, terbitan ke-{k.seri}{jabatan}: {apa}")
        for b in k.berkas:
            usul = "  <- diusulkan, yang terbaru" if b.nomor == k.usulan else ""
            sebut(f"  {b.nomor:>4}  {b.berkas}, masuk {b.waktu.replace('T', ' ')}, {b.terisi} isian{usul}")
        for beda in k.beda[:_BANYAK]:
            sebut(f"        {_sebut_beda(beda, k)}")
        if len(k.beda) > _BANYAK:
            sebut(f"        … dan {len(k.beda) - _BANYAK} isian lagi; semuanya dengan --json")
    usulan = next((k for k in ditahan if k.usulan), None)
    pertama = usulan or ditahan[0]
    contoh = f"ikixl pilih {pertama.unit} {pertama.usulan or pertama.berkas[0].nomor}"
    berikutnya(f"{contoh}, atau ikixl pilih --terbaru untuk semua usulan" if usulan else contoh)


def _sebut_beda(beda: IsianBeda, kelompok: KirimanDitahan) -> str:
    """One input and what each file says of it: "LURAH.01/selesai TW I: 8 (no. 3, Realisasi H5), kosong (no. 5)"."""
    from ikixl.katalog.kunci import KunciIsian
    from ikixl.penerimaan.pertentangan import sebut_kunci

    bagian = []
    for nilai, tempat, b in zip(beda.nilai, beda.tempat, kelompok.berkas, strict=True):
        teks = nilai if isinstance(nilai, str) else f"{nilai:.15g}".replace(".", ",") if nilai is not None else "kosong"
        bagian.append(f"{teks} (no. {b.nomor}{', ' + tempat if tempat else ''})")
    return f"{sebut_kunci(KunciIsian(beda.kunci, beda.triwulan))}: {', '.join(bagian)}"
