"""The Capaian sheet: target, realisasi and capaian of every indikator, per triwulan and up to each triwulan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ikixl.katalog.model import Indikator
from ikixl.layout import lembar_realisasi, lembar_target
from ikixl.layout.alasan_capaian import kolom_alasan, sel_alasan
from ikixl.layout.baris_capaian import (
    angka_capaian,
    baris_kelompok,
    kepala_capaian,
    kolom_capaian,
    sel_capaian,
)
from ikixl.layout.buku import Acuan, Baris, Gabung, Kolom, Lembar, Rentang, Sel
from ikixl.layout.halaman import bagi_tabel, kertas_terbagi, skala_lebar
from ikixl.layout.kepala import baris_penuh
from ikixl.layout.konteks import Konteks
from ikixl.layout.kunci_capaian import KUNCI, Lingkup, baris_indikator
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_predikat

__all__ = ["KUNCI", "baris_indikator", "susun_capaian"]

_AWAL = ("no", "indikator", "satuan")
# As long as a reasoning is likely to get.
_RUANG_ALASAN = "s.d. TW IV · 2T−R: (2×1000−1000)/1000 = 100,55 %; masuk rata-rata 100 %"


def susun_capaian(ktk: Konteks) -> Lembar:
    """The Capaian sheet; hidden b1..b4 hold the capped capaian that averages are made of."""
    templat = ktk.templat["capaian"]
    lebar = templat["lebar"]
    kolom = (
        *(Kolom(k, lebar[k]) for k in _AWAL),
        *kolom_capaian(lebar["angka"], lebar["predikat"]),
        *kolom_alasan(lebar["alasan"]),
    )
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", templat["keterangan"], "keterangan", 10),
        ],
        kolom,
    )
    (atas, bawah), gabung_kepala = kepala_capaian()
    alasan = Sel(templat["judul_alasan"], "kepala", petunjuk=templat["petunjuk_alasan"])
    baris += [replace(atas, sel={**atas.sel, "alasan": alasan}), bawah]
    gabung += [*gabung_kepala, Gabung(Rentang("kepala1", "alasan", "kepala2", "alasan"))]
    pita: list[str] = []
    lingkup: Lingkup
    for lingkup in ("tw", "sd"):
        baris.append(Baris(f"blok@{lingkup}", {"no": Sel(templat[f"judul_{lingkup}"], "anak_judul")}, 24))
        nomor = 0
        for j in ktk.jabatan:
            nama = j.nama if lingkup == "tw" else f"{j.nama} (s.d. triwulan)"
            kelompok = baris_kelompok(f"{j.kode}@jabatan-{lingkup}", nama, _AWAL, 17)
            baris.append(replace(kelompok, sel={**kelompok.sel, "alasan": Sel(None, "kelompok")}))
            gabung.append(Gabung(Rentang(kelompok.kunci, _AWAL[1], kelompok.kunci, "alasan")))
            pita.append(kelompok.kunci)
            for i in ktk.katalog.indikator_jabatan(j.kode):
                nomor += 1
                baris.append(_baris(ktk, nomor, i, lingkup, kolom))
    skala = {i.skala or ktk.aturan.skala for _, i in ktk.indikator}
    kertas = ktk.kertas("kepala1", "kepala2")
    ukuran = skala_lebar(kolom, kertas.ukuran)
    blok = ("blok@tw", "blok@sd")
    pisah = bagi_tabel(baris, ukuran, kertas.ukuran, ulang=("kepala1", "kepala2"), awal=blok[1:], pita=(*blok, *pita))
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["capaian"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna_predikat(Rentang("blok@tw", "predikat", baris[-1].kunci, "predikat"), skala),
        beku=("blok@tw", "satuan"),
        kertas=kertas_terbagi(kertas, ukuran, pisah),
        warna_tab=ktk.templat["warna_tab"]["hasil"],
    )


def _gaya_angka(ktk: Konteks, i: Indikator) -> str:
    """Style of target and realisasi: only a ratio can be without a value, and says so in words that must wrap."""
    return "angka_rasio" if ktk.jenis_target(i) == "persen" else ktk.gaya_angka(i)


def _baris(ktk: Konteks, nomor: int, i: Indikator, lingkup: Lingkup, kolom: Sequence[Kolom]) -> Baris:
    kunci = baris_indikator(i.kode, lingkup)
    angka = angka_capaian(ktk.hitungan[i.kode], lingkup)
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
        _gaya_angka(ktk, i),
        angka,
        lambda t: Acuan(i.kode, f"{awalan}{t}", lembar=lembar_target.KUNCI),
        lambda v, t: Acuan(lembar_realisasi.kunci_baris(i.kode, v), f"{awalan}{t}", lembar=lembar_realisasi.KUNCI),
        [v.kode for v in ktk.katalog.variabel_indikator(i.kode)],
        "capaian_lipat",
    )
    label = ktk.templat["satuan_waktu"][lingkup]
    sel |= sel_alasan(kunci, i, ktk.aturan, angka.target, angka.realisasi, angka.capaian, label)
    # The reasoning grows while people type: room for two lines at least.
    teks = [(i.nama, kolom[1].lebar), (i.satuan, kolom[2].lebar), (_RUANG_ALASAN, kolom[-1].lebar)]
    return Baris(kunci, sel, tinggi_baris(teks))
