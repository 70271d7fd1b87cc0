"""The detail sheets of the rekap: every indikator in every unit, and combined, per triwulan or up to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ikixl.katalog.kunci import TARGET
from ikixl.konsolidasi import HasilIndikator, bobot
from ikixl.layout.baris_capaian import (
    baris_kelompok,
    hasil_lingkup,
    kepala_capaian,
    kolom_capaian,
    sel_capaian,
    sel_target,
    target_lingkup,
)
from ikixl.layout.buku import Acuan, Baris, Gabung, Kolom, Lembar, Rentang, Sel, Tautan
from ikixl.layout.kepala import baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_predikat
from ikixl.perhitungan import TRIWULAN, jenis_target
from ikixl.rekap import variabel as lembar_variabel
from ikixl.rekap.bantu_rincian import kolom_bantu, rumus_ikut, sel_bantu_rincian
from ikixl.rekap.data import tautan_blok
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap
from ikixl.rekap.kunci import kunci_baris, kunci_lembar, mewakili

__all__ = [
    "baris_akhir",
    "baris_awal",
    "daerah",
    "kunci_bagian",
    "mewakili",
    "nomor_baris",
    "susun_rincian",
    "tautan_rincian",
]

_AWAL = ("no", "indikator", "satuan")


def kunci_bagian(unit: str) -> str:
    """Row key of the band that opens the section of a unit, or GABUNGAN."""
    return f"bagian@{unit}"


def baris_awal(ktk: KonteksRekap) -> str:
    """Row key from which ranges over the whole sheet start."""
    unit = ktk.unit_rinci
    return kunci_bagian(unit[0].kode if unit else GABUNGAN)


def baris_akhir(ktk: KonteksRekap) -> str:
    """Row key at which ranges over the whole sheet end."""
    if ktk.ganda:
        return kunci_baris(ktk.ganda[-1].indikator.kode, GABUNGAN)
    unit = ktk.unit_rinci[-1].kode
    return kunci_baris(ktk.milik_rinci(unit)[-1].indikator.kode, unit)


def nomor_baris(lembar: Lembar) -> dict[str, int]:
    """The place of each row of a detail sheet, from 1 at the first band: what MATCH over the whole sheet finds."""
    kunci = [b.kunci for b in lembar.baris]
    awal = next(n for n, k in enumerate(kunci) if k.startswith(kunci_bagian("")))
    return {k: n for n, k in enumerate(kunci[awal:], start=1)}


def susun_rincian(ktk: KonteksRekap, lingkup: str) -> Lembar:
    """One detail sheet; hidden `bobot_instansi` is the weight in the instansi's average: each indikator once."""
    templat = ktk.templat["rincian"]
    lebar = templat["lebar"]
    kolom = (
        *(Kolom(k, lebar[k]) for k in _AWAL),
        *kolom_capaian(lebar["angka"], lebar["predikat"]),
        Kolom("ikut", lebar["ikut"]),
        Kolom("bobot_instansi", 9, True),
        *(kolom_bantu() if lingkup == "sd" else ()),
    )
    keterangan = ktk.teks_besar("rincian") if ktk.besar else templat["keterangan"]
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat[f"judul_{lingkup}"]), "judul_kiri", 14),
            ("keterangan", keterangan, "keterangan", 10),
        ],
        kolom,
    )
    (atas, bawah), gabung_kepala = kepala_capaian()
    ikut = ktk.teks(templat["kepala_ikut"])
    baris += [replace(atas, sel={**atas.sel, "ikut": Sel(ikut, "kepala")}), bawah]
    gabung += [*gabung_kepala, Gabung(Rentang("kepala1", "ikut", "kepala2", "ikut"))]
    hasil = ktk.konsolidasi.hasil
    for u in ktk.unit_rinci:
        baris += _bagian(ktk, u.kode, u.nama, ktk.milik_rinci(u.kode), lingkup, kolom)
    if ktk.ganda:
        baris += _bagian(ktk, GABUNGAN, templat["gabungan"], ktk.ganda, lingkup, kolom)
    skala = {h.indikator.skala or ktk.konsolidasi.aturan.skala for h in hasil.values()}
    return Lembar(
        kunci=kunci_lembar(lingkup),
        nama=ktk.templat["nama_lembar"][lingkup],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna_predikat(Rentang(baris_awal(ktk), "predikat", baris_akhir(ktk), "predikat"), skala),
        beku=(baris_awal(ktk), "satuan"),
        kertas=ktk.kertas("kepala1", "kepala2"),
        warna_tab=ktk.templat["warna_tab"]["rinci"],
    )


def _bagian(
    ktk: KonteksRekap,
    unit: str,
    nama: str,
    milik: Sequence[HasilIndikator],
    lingkup: str,
    kolom: Sequence[Kolom],
) -> list[Baris]:
    """A section: a band with the unit's name, a band per jabatan, a row per indikator."""
    pita = baris_kelompok(kunci_bagian(unit), nama.upper(), _AWAL, 22)
    baris = [replace(pita, sel={**pita.sel, "ikut": Sel(None, "kelompok")})]
    jabatan = ""
    for nomor, h in enumerate(milik, start=1):
        if h.indikator.jabatan != jabatan:
            jabatan = h.indikator.jabatan
            teks = ktk.konsolidasi.katalog.cari_jabatan(jabatan).nama
            sel = {"indikator": Sel(teks, "anak_kelompok"), "no": Sel(None, "anak_kelompok")}
            baris.append(Baris(f"{jabatan}@jabatan-{unit}", sel, 17))
        baris.append(_baris(ktk, unit, nomor, h, lingkup, kolom))
    return baris


def _baris(ktk: KonteksRekap, unit: str, nomor: int, h: HasilIndikator, lingkup: str, kolom: Sequence[Kolom]) -> Baris:
    i = h.indikator
    kunci = kunci_baris(i.kode, unit)
    awalan = "n" if lingkup == "tw" else "s"
    katalog = ktk.konsolidasi.katalog
    hitungan = h.gabungan if unit == GABUNGAN else h.per_unit[unit]
    sel = {
        "no": Sel(nomor, "sel_nomor"),
        "indikator": Sel(i.nama, "sel_teks"),
        "satuan": Sel(i.satuan, "sel_tengah"),
    }

    def acuan(variabel: str, triwulan: int) -> Acuan:
        baris = lembar_variabel.kunci_baris(i.kode, variabel, unit)
        return Acuan(baris, f"{awalan}{triwulan}", lembar=lembar_variabel.KUNCI)

    gaya = "angka_bulat" if jenis_target(katalog, i) == "bulat" else "angka_desimal"
    sel |= sel_target(target_lingkup(hitungan, lingkup), gaya, [{"t": acuan(TARGET, t)} for t in TRIWULAN])
    sel |= sel_capaian(
        kunci,
        i,
        ktk.konsolidasi.aturan,
        gaya,
        hasil_lingkup(hitungan, lingkup),
        acuan,
        [v.kode for v in katalog.variabel_indikator(i.kode)],
    )
    tautan = tautan_blok(ktk, i.kode, unit)
    for t in TRIWULAN:
        for kolom_angka in (f"t{t}", f"r{t}", f"c{t}"):
            sel[kolom_angka] = replace(sel[kolom_angka], tautan=tautan)
    sel["bobot_instansi"] = Sel(bobot(i) if unit == mewakili(h) else 0, "bantu")
    sel["ikut"] = Sel(rumus_ikut(ktk, h, unit, lingkup), "status")
    if lingkup == "sd":
        sel |= sel_bantu_rincian(ktk, h, unit, daerah(baris_awal(ktk), baris_akhir(ktk), "banding"))
    return Baris(kunci, sel, tinggi_baris([(i.nama, kolom[1].lebar), (i.satuan, kolom[2].lebar)]))


def tautan_rincian(awal: str, akhir: str, lingkup: str = "sd") -> Tautan:
    """A link that selects the rows of a detail sheet that a mean is taken over."""
    return Tautan("", kunci_lembar(lingkup), awal, "indikator", akhir, "predikat")


def daerah(awal: str, akhir: str, kolom: str, lingkup: str = "sd") -> Acuan:
    """A column of a detail sheet between two rows."""
    return Acuan(awal, kolom, akhir, kolom, kunci_lembar(lingkup))
