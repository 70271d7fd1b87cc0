"""The detail sheets of a level: every indikator in every member, and combined, per triwulan or up to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ikixl.katalog.kunci import TARGET
from ikixl.konsolidasi import Lingkup, bobot
from ikixl.layout.baris_capaian import (
    baris_kelompok,
    hasil_lingkup,
    kepala_capaian,
    kolom_capaian,
    sel_capaian,
    sel_target,
    target_lingkup,
)
from ikixl.layout.buku import Acuan, Baris, Gabung, Kolom, Lembar, Rentang, Rumus, Sel, Tautan
from ikixl.layout.kepala import baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_predikat
from ikixl.perhitungan import TRIWULAN
from ikixl.tingkat.lembar.data import acuan_angka, acuan_ikut, tautan_angka
from ikixl.tingkat.lembar.konteks import GABUNGAN, KonteksTingkat, kunci_baris, kunci_lembar
from ikixl.tingkat.model import IndikatorTingkat

__all__ = ["daerah", "daerah_anggota", "kunci_bagian", "mewakili", "rumus_ikut", "susun_rincian", "tautan_rincian"]

_AWAL = ("no", "indikator", "jabatan", "satuan")


def kunci_bagian(anggota: str) -> str:
    """Row key of the band that opens the section of a member, or GABUNGAN."""
    return f"bagian@{anggota}"


def mewakili(i: IndikatorTingkat) -> str:
    """The member whose row stands for the level's figure of an indikator: the only one, or GABUNGAN."""
    return next(iter(i.angka)) if i.tunggal else GABUNGAN


def daerah(ktk: KonteksTingkat, kolom: str, lingkup: str = "sd") -> Acuan:
    """A column of a detail sheet over all its rows."""
    awal = kunci_bagian(ktk.tingkat.anggota[0].kode)
    terakhir = ktk.tingkat.anggota[-1].kode
    if ktk.tingkat.ganda:
        akhir = kunci_baris(ktk.tingkat.ganda[-1], GABUNGAN)
    else:
        akhir = kunci_baris(ktk.tingkat.milik(terakhir)[-1], terakhir)
    return Acuan(awal, kolom, akhir, kolom, kunci_lembar(lingkup))


def tautan_rincian(ktk: KonteksTingkat, anggota: str) -> Tautan:
    """A link that selects the rows of the details that the mean of a member, or of all (GABUNGAN), is taken over."""
    d = daerah(ktk, "predikat") if anggota == GABUNGAN else daerah_anggota(ktk, anggota, "predikat")
    return Tautan("", d.lembar, d.baris, "indikator", d.baris_akhir, "predikat")


def daerah_anggota(ktk: KonteksTingkat, anggota: str, kolom: str, lingkup: str = "sd") -> Acuan:
    """A column of a detail sheet over the rows of one member, or of what is combined (GABUNGAN)."""
    milik = ktk.tingkat.ganda if anggota == GABUNGAN else ktk.tingkat.milik(anggota)
    awal, akhir = (kunci_baris(i, anggota) for i in (milik[0], milik[-1]))
    return Acuan(awal, kolom, akhir, kolom, kunci_lembar(lingkup))


def susun_rincian(ktk: KonteksTingkat, lingkup: Lingkup) -> Lembar:
    """One detail sheet; hidden `bobot_tingkat` is the weight in the level's average: each indikator once."""
    templat = ktk.templat["rincian"]
    lebar = templat["lebar"]
    kolom = (
        *(Kolom(k, lebar[k]) for k in _AWAL),
        *kolom_capaian(lebar["angka"], lebar["predikat"]),
        Kolom("ikut", lebar["ikut"]),
        Kolom("bobot_tingkat", 9, True),
    )
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat[f"judul_{lingkup}"]), "judul_kiri", 14),
            ("keterangan", templat["keterangan"], "keterangan", 10),
        ],
        kolom,
    )
    (atas, bawah), gabung_kepala = kepala_capaian()
    tambahan = {"ikut": Sel(ktk.teks(templat["kepala_ikut"]), "kepala"), "jabatan": Sel("Jabatan", "kepala")}
    baris += [replace(atas, sel={**atas.sel, **tambahan}), bawah]
    gabung += [*gabung_kepala, *(Gabung(Rentang("kepala1", k, "kepala2", k)) for k in tambahan)]
    for a in ktk.tingkat.anggota:
        baris += _bagian(ktk, a.kode, f"{a.nama} ({a.wilayah})", ktk.tingkat.milik(a.kode), lingkup, kolom)
    if ktk.tingkat.ganda:
        baris += _bagian(ktk, GABUNGAN, templat["gabungan"], ktk.tingkat.ganda, lingkup, kolom)
    skala = {i.definisi.indikator.skala or ktk.tingkat.aturan.skala for i in ktk.tingkat.indikator}
    semua = daerah(ktk, "predikat", lingkup)
    return Lembar(
        kunci=kunci_lembar(lingkup),
        nama=ktk.templat["nama_lembar"][lingkup],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna_predikat(Rentang(semua.baris, "predikat", semua.baris_akhir, "predikat"), skala),
        beku=(semua.baris, "jabatan"),
        kertas=ktk.kertas("kepala1", "kepala2"),
        warna_tab=ktk.templat["warna_tab"]["rinci"],
    )


def _bagian(
    ktk: KonteksTingkat,
    anggota: str,
    nama: str,
    milik: Sequence[IndikatorTingkat],
    lingkup: Lingkup,
    kolom: Sequence[Kolom],
) -> list[Baris]:
    pita = baris_kelompok(kunci_bagian(anggota), nama.upper(), _AWAL, 22)
    baris = [replace(pita, sel={**pita.sel, "ikut": Sel(None, "kelompok")})]
    return baris + [_baris(ktk, anggota, n, i, lingkup, kolom) for n, i in enumerate(milik, start=1)]


def _baris(
    ktk: KonteksTingkat, anggota: str, nomor: int, i: IndikatorTingkat, lingkup: Lingkup, kolom: Sequence[Kolom]
) -> Baris:
    indikator = i.definisi.indikator
    kunci = kunci_baris(i, anggota)
    hitungan = i.hitungan_gabungan if anggota == GABUNGAN else i.hitungan[anggota]
    nama = f"{i.kunci} · {indikator.nama}"
    sel = {
        "no": Sel(nomor, "sel_nomor"),
        "indikator": Sel(nama, "sel_teks"),
        "jabatan": Sel(i.definisi.jabatan, "sel_teks"),
        "satuan": Sel(indikator.satuan, "sel_tengah"),
    }

    def acuan(variabel: str, triwulan: int) -> Acuan:
        return acuan_angka(i, variabel, anggota, lingkup, triwulan)

    target = [{"t": acuan(TARGET, t)} for t in TRIWULAN]
    sel |= sel_target(target_lingkup(hitungan, lingkup), "angka_desimal", target)
    sel |= sel_capaian(
        kunci,
        indikator,
        ktk.tingkat.aturan,
        "angka_desimal",
        hasil_lingkup(hitungan, lingkup),
        acuan,
        [v.kode for v in i.definisi.variabel],
    )
    tautan = tautan_angka(i, anggota)
    for k in (f"{h}{t}" for h in "trc" for t in TRIWULAN):
        sel[k] = replace(sel[k], tautan=tautan)
    sel["bobot_tingkat"] = Sel(bobot(indikator) if anggota == mewakili(i) else 0, "bantu")
    sel["ikut"] = Sel(rumus_ikut(i, anggota, lingkup, ktk.triwulan), "status")
    lebar = {k.kunci: k.lebar for k in kolom}
    isi = [(nama, lebar["indikator"]), (i.definisi.jabatan, lebar["jabatan"]), (indikator.satuan, lebar["satuan"])]
    return Baris(kunci, sel, tinggi_baris(isi))


def rumus_ikut(i: IndikatorTingkat, anggota: str, lingkup: str, triwulan: int) -> Rumus:
    """On how many units a figure rests: "412 dari 420 unit"."""
    angka = i.gabungan if anggota == GABUNGAN else i.angka[anggota]
    nilai = f"{angka.di(lingkup)[1][triwulan - 1]} dari {angka.semua} unit"
    teks = f'SUM({{i}})&" dari {angka.semua} unit"'
    return Rumus(teks, nilai, {"i": acuan_ikut(i, anggota, lingkup, triwulan)})
