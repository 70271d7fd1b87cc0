"""The Matriks sheet of a level: capaian of each shared indikator in each member, and combined."""

from __future__ import annotations

from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Rumus, Sel, Tautan, Warna
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_capaian
from ikixl.tingkat.lembar.data import tautan_angka
from ikixl.tingkat.lembar.konteks import GABUNGAN, KonteksTingkat, kunci_baris, kunci_lembar
from ikixl.tingkat.lembar.rincian import rumus_ikut
from ikixl.tingkat.model import IndikatorTingkat

__all__ = ["susun_matriks"]


def susun_matriks(ktk: KonteksTingkat) -> Lembar:
    """Raw capaian in percent points up to the rekap's triwulan, coloured by predikat."""
    templat = ktk.templat["matriks"]
    lebar = templat["lebar"]
    anggota = ktk.tingkat.anggota
    kolom = (
        Kolom("kode", lebar["kode"]),
        Kolom("indikator", lebar["indikator"]),
        *(Kolom(_kolom(a.kode), lebar["anggota"]) for a in anggota),
        Kolom(_kolom(GABUNGAN), lebar["gabungan"]),
        Kolom("ikut", lebar["ikut"]),
    )
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", templat["keterangan"], "keterangan", 10),
        ],
        kolom,
    )
    nama = [a.nama.removeprefix("Kecamatan ") for a in anggota]
    baris.append(baris_kepala(kolom, [*templat["kepala"], *nama, templat["gabungan"], templat["ikut"]]))
    warna: tuple[Warna, ...] = ()
    if ktk.tingkat.ganda:
        baris += [_baris(ktk, i) for i in ktk.tingkat.ganda]
        daerah = Rentang(baris[3].kunci, _kolom(anggota[0].kode), baris[-1].kunci, _kolom(GABUNGAN))
        warna = warna_capaian(daerah, ktk.tingkat.aturan.skala)
    else:
        kosong, gabung_kosong = baris_lebar("kosong", templat["kosong"], "keterangan", kolom)
        baris.append(kosong)
        gabung = [*gabung, gabung_kosong]
    return Lembar(
        kunci="matriks",
        nama=ktk.templat["nama_lembar"]["matriks"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna,
        beku=(baris[3].kunci, _kolom(anggota[0].kode)),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["utama"],
    )


def _kolom(anggota: str) -> str:
    """Column key of a member, or of all together (GABUNGAN)."""
    return f"anggota@{anggota}"


def _baris(ktk: KonteksTingkat, i: IndikatorTingkat) -> Baris:
    t = ktk.triwulan
    # The link stands on the code: programs do not wrap the text of a link.
    sel = {
        "kode": Sel(Tautan(i.kunci, kunci_lembar("sd"), kunci_baris(i, GABUNGAN), "indikator"), "sel_tautan"),
        "indikator": Sel(i.definisi.indikator.nama, "sel_teks"),
    }
    for kode in (*(a.kode for a in ktk.tingkat.anggota), GABUNGAN):
        if kode != GABUNGAN and kode not in i.angka:
            sel[_kolom(kode)] = Sel("–", "tidak_diminta")
            continue
        h = i.hitungan_gabungan if kode == GABUNGAN else i.hitungan[kode]
        acuan = {"c": Acuan(kunci_baris(i, kode), f"c{t}", lembar=kunci_lembar("sd"))}
        isi = Rumus('IF({c}="","",{c})', h.capaian_sd[t - 1].hasil.tampilan, acuan)
        gaya = "matriks_gabungan" if kode == GABUNGAN else "matriks_sel"
        sel[_kolom(kode)] = Sel(isi, gaya, tautan=tautan_angka(i, kode))
    sel["ikut"] = Sel(rumus_ikut(i, GABUNGAN, "sd", t), "status")
    return Baris(
        f"matriks@{i.kunci}",
        sel,
        tinggi_baris([(i.definisi.indikator.nama, ktk.templat["matriks"]["lebar"]["indikator"])]),
    )
