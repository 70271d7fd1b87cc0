"""`ikixl jelaskan`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from ikixl.cli.tampilan import proyek_ini, sebut, tabel
from ikixl.cli.utama import perintah

if TYPE_CHECKING:
    # Not needed to run: it would load the konsolidasi for a mere --help.
    from ikixl.penjelasan import Masukan, Penjelasan, Sumbangan

__all__ = ["jelaskan"]

_ROMAWI = ("", "I", "II", "III", "IV")
_CARA_WAKTU = {
    "jumlah": "triwulan dijumlahkan",
    "akhir": "triwulan terakhir yang berlaku",
    "rata": "triwulan dirata-rata",
    "maks": "triwulan tertinggi",
    "min": "triwulan terendah",
}
_CARA_UNIT = {
    "jumlah": "unit dijumlahkan",
    "rata": "unit dirata-rata",
    "maks": "unit tertinggi",
    "min": "unit terendah",
    "akhir": "unit terakhir",
}
_ARAH = {
    "maksimal": "makin besar makin baik",
    "minimal": "makin kecil makin baik",
    "rentang": "sebaiknya di dalam rentang",
}


@perintah()
@click.argument("kode", metavar="KODE")
@click.option("--unit", metavar="KODE", help="Hanya unit ini; bawaannya gabungan semua unit yang memegangnya.")
@click.option(
    "--triwulan",
    type=click.IntRange(1, 4),
    metavar="1-4",
    help="Sampai triwulan ini; bawaannya yang terakhir dilaporkan.",
)
@click.option("--json", "sebagai_json", is_flag=True, help="Cetak sebagai JSON, tanpa yang lain.")
@click.pass_context
def jelaskan(ctx: click.Context, kode: str, unit: str | None, triwulan: int | None, sebagai_json: bool) -> None:
    """Jelaskan dari mana satu capaian berasal.

    KODE adalah kode indikator. Urutannya: rumus, masukan gabungan, setiap angka asal dengan berkas, lembar dan selnya,
    realisasi, target, aturan capaian, predikat. Yang dihitung hanya yang sudah diterima.
    """
    from ikixl.penjelasan import jelaskan as uraikan

    hasil = uraikan(proyek_ini(ctx), kode, unit, triwulan)
    if sebagai_json:
        sebut(json.dumps(hasil.ke_json(), ensure_ascii=False, indent=1))
        return
    for baris in (*_kepala(hasil), *_rumus(hasil), *_bagian_masukan(hasil)):
        sebut(baris)
    _asal(hasil)
    for baris in (*_capaian(hasil), *_tertinggal(hasil)):
        sebut(baris)


def _angka(nilai: float | str | None, satuan: str = "") -> str:
    """A number as it was typed: decimal comma, no rounding that would hide anything."""
    if nilai is None:
        return "belum lengkap"
    teks = f"{nilai:.15g}".replace(".", ",") if isinstance(nilai, float | int) else nilai
    return f"{teks} {satuan}".strip()


def _bulat(nilai: float) -> str:
    from ikixl.aturan import bulat_setengah_menjauh

    return f"{bulat_setengah_menjauh(nilai, 2):.2f}".replace(".", ",")


def _kepala(h: Penjelasan) -> Iterable[str]:
    i = h.indikator
    yield f"{i.kode} · {i.nama}"
    yield f"Sasaran: {i.sasaran}"
    lapor = "setiap triwulan" if len(h.diminta) == 4 else f"pada TW {' dan '.join(_ROMAWI[t] for t in h.diminta)}"
    yield f"Jabatan: {h.jabatan} · satuan {i.satuan or '-'} · {_ARAH[i.arah]} · dilaporkan {lapor}"
    if len(h.pemegang) == 1:
        kode = h.pemegang[0]
        lengkap = "" if h.ikut else ", isian belum lengkap"
        yield f"Unit: {kode} {h.nama_unit[kode]}, s.d. triwulan {_ROMAWI[h.triwulan]}{lengkap}"
    elif h.triwulan not in h.diminta:
        yield f"Gabungan {len(h.pemegang)} unit, s.d. triwulan {_ROMAWI[h.triwulan]}: belum diminta pada triwulan itu"
    else:
        yield f"Gabungan {h.ikut} dari {len(h.pemegang)} unit, s.d. triwulan {_ROMAWI[h.triwulan]}"


def _rumus(h: Penjelasan) -> Iterable[str]:
    yield "\nRumus"
    yield f"  {h.indikator.rumus}"
    yield f"  {h.kalimat}"


def _bagian_masukan(h: Penjelasan) -> Iterable[str]:
    yield "\nMasukan gabungan" if len(h.pemegang) > 1 else "\nMasukan"
    for m in h.masukan:
        yield f"  {m.kode} = {_angka(m.nilai, m.satuan)} ({m.nama}; {_cara(m)})"


def _cara(m: Masukan) -> str:
    return ", ".join(filter(None, (_CARA_WAKTU[m.gabung_waktu], _CARA_UNIT.get(m.gabung_unit, ""))))


def _asal(h: Penjelasan) -> None:
    """Every cell, each with the place in the archive where it can be looked up."""
    baris = [(m.kode, s) for m in (*h.masukan, h.target) for s in m.sumbangan]
    if not baris:
        return
    berkas: dict[str, int] = {}
    for _, s in baris:
        if s.sha256:
            berkas.setdefault(s.sha256, len(berkas) + 1)
    sebut("\nAsal setiap angka")
    tabel(
        ["Isian", "Unit", "TW", "Nilai", "Dihitung", "Lembar", "Sel", "Berkas"],
        [
            (
                kode,
                s.unit,
                _ROMAWI[s.triwulan] or "tahun",
                _isi(s),
                "ya" if s.dipakai else "tidak",
                s.lembar or "-",
                s.sel or "-",
                f"[{berkas[s.sha256]}] {s.berkas}" if s.sha256 else "-",
            )
            for kode, s in baris
        ],
        lentur="Berkas",
    )
    if berkas:
        arsip = {s.sha256: s for _, s in baris}
        sebut("\nBerkasnya, seperti diterima")
        for sha256, nomor in berkas.items():
            sebut(f"  [{nomor}] {arsip[sha256].berkas}: {arsip[sha256].arsip or 'tidak ada lagi di arsip/'}")


def _isi(s: Sumbangan) -> str:
    return _angka(s.nilai) if s.nilai is not None else s.keadaan.replace("_", " ")


def _capaian(h: Penjelasan) -> Iterable[str]:
    satuan = h.indikator.satuan
    yield "\nRealisasi"
    if h.realisasi.nilai is not None:
        angka = _angka(h.realisasi.nilai)
        yield f"  {'' if h.hitungan == angka else h.hitungan + ' = '}{_angka(h.realisasi.nilai, satuan)}"
    else:
        hitungan = f"{h.hitungan}: " if h.hitungan else ""
        yield f"  {hitungan}{h.realisasi.keadaan}"
    yield "Target"
    if h.target.nilai is None:
        yield "  belum ada"
    else:
        cara = "target setahun" if h.target_tahun else _CARA_WAKTU[h.target.gabung_waktu]
        cara = ", ".join(filter(None, (cara, _CARA_UNIT.get(h.target.gabung_unit, ""))))
        yield f"  {_angka(h.target.nilai, satuan)} ({cara})"
    yield "Capaian"
    yield f"  {h.capaian.alasan}"
    nilai = h.capaian.hasil.nilai
    if nilai is not None and h.dibatasi is not None and h.dibatasi != nilai:
        sebab = "tidak kurang dari 0" if nilai < 0 else f"batas {h.batas} %"
        yield f"  Dalam rata-rata dan predikat dihitung {_bulat(h.dibatasi)} % ({sebab})."
    yield "Predikat"
    if h.predikat:
        yield f"  {h.predikat} (menilai {h.dinilai}; skala {h.skala}: {h.sumber_skala})"
    else:
        yield "  belum ada"


def _tertinggal(h: Penjelasan) -> Iterable[str]:
    if h.tertinggal and h.triwulan in h.diminta:
        yield "\nTidak ikut dihitung"
        for t in h.tertinggal:
            yield f"  {t.unit} {h.nama_unit[t.unit]}: {t.sebab}"
