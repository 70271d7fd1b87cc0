"""The Capaian sheet: target, realisasi and capaian of every indikator, per triwulan and up to each triwulan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ikixl.katalog.model import Indikator
from ikixl.layout import lembar_realisasi, lembar_target
from ikixl.layout.baris_capaian import (
    angka_capaian,
    baris_kelompok,
    kepala_capaian,
    kolom_capaian,
    sel_capaian,
)
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Sel
from ikixl.layout.kepala import baris_penuh
from ikixl.layout.konteks import Konteks
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_predikat

__all__ = ["KUNCI", "baris_indikator", "susun_capaian"]

KUNCI = "capaian"
Lingkup = Literal["tw", "sd"]
_AWAL = ("no", "indikator", "satuan")


def baris_indikator(indikator: str, lingkup: Lingkup) -> str:
    """Row key of an indikator in the block per triwulan ("tw") or up to the triwulan ("sd")."""
    return f"{indikator}@{lingkup}"


def susun_capaian(ktk: Konteks) -> Lembar:
    """The Capaian sheet; hidden b1..b4 hold the capped capaian that averages are made of."""
    templat = ktk.templat["capaian"]
    lebar = templat["lebar"]
    kolom = (*(Kolom(k, lebar[k]) for k in _AWAL), *kolom_capaian(lebar["angka"], lebar["predikat"]))
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", templat["keterangan"], "keterangan", 10),
        ],
        kolom,
    )
    kepala, gabung_kepala = kepala_capaian()
    baris += kepala
    gabung += gabung_kepala
    lingkup: Lingkup
    for lingkup in ("tw", "sd"):
        baris.append(Baris(f"blok@{lingkup}", {"no": Sel(templat[f"judul_{lingkup}"], "anak_judul")}, 24))
        nomor = 0
        for j in ktk.jabatan:
            nama = j.nama if lingkup == "tw" else f"{j.nama} (s.d. triwulan)"
            baris.append(baris_kelompok(f"{j.kode}@jabatan-{lingkup}", nama, _AWAL, 17))
            for i in ktk.katalog.indikator_jabatan(j.kode):
                nomor += 1
                baris.append(_baris(ktk, nomor, i, lingkup, kolom))
    skala = {i.skala or ktk.aturan.skala for _, i in ktk.indikator}
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["capaian"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna_predikat(Rentang("blok@tw", "predikat", baris[-1].kunci, "predikat"), skala),
        beku=("blok@tw", "satuan"),
        kertas=ktk.kertas("kepala1", "kepala2"),
        warna_tab=ktk.templat["warna_tab"]["hasil"],
    )


def _baris(ktk: Konteks, nomor: int, i: Indikator, lingkup: Lingkup, kolom: Sequence[Kolom]) -> Baris:
    kunci = baris_indikator(i.kode, lingkup)
    awalan = "n" if lingkup == "tw" else "s"
    sel = {
        "no": Sel(nomor, "sel_nomor"),
        "indikator": Sel(i.nama, "sel_teks"),
        "satuan": Sel(i.satuan, "sel_tengah"),
    }
    sel |= sel_capaian(
        kunci,
        i,
        ktk.aturan,
        ktk.gaya_angka(i),
        angka_capaian(ktk.hitungan[i.kode], lingkup),
        lambda t: Acuan(i.kode, f"{awalan}{t}", lembar=lembar_target.KUNCI),
        lambda v, t: Acuan(lembar_realisasi.kunci_baris(i.kode, v), f"{awalan}{t}", lembar=lembar_realisasi.KUNCI),
        [v.kode for v in ktk.katalog.variabel_indikator(i.kode)],
    )
    return Baris(kunci, sel, tinggi_baris([(i.nama, kolom[1].lebar), (i.satuan, kolom[2].lebar)]))
