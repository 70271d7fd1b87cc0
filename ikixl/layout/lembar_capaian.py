"""The Capaian sheet: target, realisasi and capaian of every indikator, per triwulan and up to each triwulan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ikixl.katalog.model import Indikator, Jabatan
from ikixl.layout import lembar_realisasi, lembar_target
from ikixl.layout.alasan_capaian import kolom_alasan, sel_alasan
from ikixl.layout.baris_capaian import (
    baris_kelompok,
    hasil_lingkup,
    kepala_capaian,
    kolom_capaian,
    sel_capaian,
    sel_target,
    target_lingkup,
)
from ikixl.layout.buku import Acuan, Baris, Gabung, Kolom, Lembar, Rentang, Sel
from ikixl.layout.halaman import bagi_tabel, kertas_terbagi, skala_lebar
from ikixl.layout.ingatan import diingat
from ikixl.layout.kepala import baris_penuh
from ikixl.layout.konteks import Konteks
from ikixl.layout.kunci_capaian import KUNCI, Lingkup, baris_indikator
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_predikat
from ikixl.perhitungan import TRIWULAN

__all__ = ["KUNCI", "baris_indikator", "susun_capaian"]

_AWAL = ("no", "indikator", "satuan")
# As long as a reasoning is likely to get.
_RUANG_ALASAN = "s.d. TW IV · 2T−R: (2×1000−1000)/1000 = 100,55 %; masuk rata-rata 100 %"


def susun_capaian(ktk: Konteks) -> Lembar:
    """The Capaian sheet; hidden b1..b4 hold the capped capaian that averages are made of."""
    templat = ktk.templat["capaian"]
    kolom = _kolom(ktk)
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", templat["keterangan"], "keterangan", 10),
        ],
        kolom,
    )
    kepala, gabung_kepala = _kepala(ktk)
    baris += kepala
    gabung += gabung_kepala
    pita: list[str] = []
    lingkup: Lingkup
    for lingkup in ("tw", "sd"):
        baris.append(Baris(f"blok@{lingkup}", {"no": Sel(templat[f"judul_{lingkup}"], "anak_judul")}, 24))
        nomor = 0
        for j in ktk.jabatan:
            kelompok, gabung_kelompok = _kelompok(ktk, j, lingkup)
            baris.append(kelompok)
            gabung.append(gabung_kelompok)
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


@diingat
def _kolom(ktk: Konteks) -> tuple[Kolom, ...]:
    lebar = ktk.templat["capaian"]["lebar"]
    return (
        *(Kolom(k, lebar[k]) for k in _AWAL),
        *kolom_capaian(lebar["angka"], lebar["predikat"]),
        *kolom_alasan(lebar["alasan"]),
    )


@diingat
def _kepala(ktk: Konteks) -> tuple[list[Baris], list[Gabung]]:
    templat = ktk.templat["capaian"]
    (atas, bawah), gabung = kepala_capaian()
    alasan = Sel(templat["judul_alasan"], "kepala", petunjuk=templat["petunjuk_alasan"])
    baris = [replace(atas, sel={**atas.sel, "alasan": alasan}), bawah]
    return baris, [*gabung, Gabung(Rentang("kepala1", "alasan", "kepala2", "alasan"))]


@diingat
def _kelompok(ktk: Konteks, jabatan: Jabatan, lingkup: Lingkup) -> tuple[Baris, Gabung]:
    """The band above the indikator of a jabatan."""
    nama = jabatan.nama if lingkup == "tw" else f"{jabatan.nama} (s.d. triwulan)"
    baris = baris_kelompok(f"{jabatan.kode}@jabatan-{lingkup}", nama, _AWAL, 17)
    gabung = Gabung(Rentang(baris.kunci, _AWAL[1], baris.kunci, "alasan"))
    return replace(baris, sel={**baris.sel, "alasan": Sel(None, "kelompok")}), gabung


def _gaya_angka(ktk: Konteks, i: Indikator) -> str:
    """Style of target and realisasi: only a ratio can be without a value, and says so in words that must wrap."""
    return "angka_rasio" if ktk.jenis_target(i) == "persen" else ktk.gaya_angka(i)


@diingat
def _baris(ktk: Konteks, nomor: int, i: Indikator, lingkup: Lingkup, kolom: Sequence[Kolom]) -> Baris:
    awal, tinggi = _awal_baris(ktk, nomor, i, kolom)
    kunci = baris_indikator(i.kode, lingkup)
    sel = {**awal, **_target(ktk, i, lingkup), **_capaian(ktk, kunci, i, lingkup), **_alasan(ktk, kunci, i, lingkup)}
    return Baris(kunci, sel, tinggi)


@diingat
def _awal_baris(ktk: Konteks, nomor: int, i: Indikator, kolom: Sequence[Kolom]) -> tuple[dict[str, Sel], float]:
    """What no figure changes: the first cells of a row and its height."""
    sel = {
        "no": Sel(nomor, "sel_nomor"),
        "indikator": Sel(i.nama, "sel_teks"),
        "satuan": Sel(i.satuan, "sel_tengah"),
    }
    # The reasoning grows while people type: room for two lines at least.
    teks = [(i.nama, kolom[1].lebar), (i.satuan, kolom[2].lebar), (_RUANG_ALASAN, kolom[-1].lebar)]
    return sel, tinggi_baris(teks)


@diingat
def _target(ktk: Konteks, i: Indikator, lingkup: Lingkup) -> dict[str, Sel]:
    target = target_lingkup(ktk.hitungan[i.kode], lingkup)
    return sel_target(target, _gaya_angka(ktk, i), _acuan_target(ktk, i.kode, "n" if lingkup == "tw" else "s"))


@diingat
def _acuan_target(ktk: Konteks, indikator: str, awalan: str) -> tuple[dict[str, Acuan], ...]:
    return tuple({"t": Acuan(indikator, f"{awalan}{t}", lembar=lembar_target.KUNCI)} for t in TRIWULAN)


@diingat
def _capaian(ktk: Konteks, kunci: str, i: Indikator, lingkup: Lingkup) -> dict[str, Sel]:
    awalan = "n" if lingkup == "tw" else "s"
    return sel_capaian(
        kunci,
        i,
        ktk.aturan,
        _gaya_angka(ktk, i),
        hasil_lingkup(ktk.hitungan[i.kode], lingkup),
        lambda v, t: Acuan(lembar_realisasi.kunci_baris(i.kode, v), f"{awalan}{t}", lembar=lembar_realisasi.KUNCI),
        [v.kode for v in ktk.katalog.variabel_indikator(i.kode)],
        "capaian_lipat",
    )


@diingat
def _alasan(ktk: Konteks, kunci: str, i: Indikator, lingkup: Lingkup) -> dict[str, Sel]:
    h = ktk.hitungan[i.kode]
    realisasi, capaian = hasil_lingkup(h, lingkup)
    # Without a capaian there is nothing to explain, whatever the target is.
    ada = any(c.hasil.nilai is not None for c in capaian)
    target = target_lingkup(h, lingkup) if ada else ()
    return sel_alasan(kunci, i, ktk.aturan, target, realisasi, capaian, ktk.templat["satuan_waktu"][lingkup])
