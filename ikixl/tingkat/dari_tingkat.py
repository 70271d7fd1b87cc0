"""The rekap of a level as a member of the level above: Data and Sumber are the inputs, all else is computed anew."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ikixl.aturan import SKALA
from ikixl.errors import RumusError
from ikixl.katalog.kunci import TARGET
from ikixl.katalog.model import Indikator, Variabel
from ikixl.perhitungan import TRIWULAN, simpul_rumus
from ikixl.rekap.dasar import VERSI_TINGKAT
from ikixl.rumus import variabel as variabel_rumus
from ikixl.tingkat.angka import Angka, Asal, EmpatAngka, EmpatNilai
from ikixl.tingkat.banding import banding_tampilan
from ikixl.tingkat.berkas import BerkasRekap, RekapDitolakError
from ikixl.tingkat.dari_rekap import baca_aturan, baca_triwulan
from ikixl.tingkat.definisi import Definisi
from ikixl.tingkat.lembar.baris_unit import kunci_lengkap
from ikixl.tingkat.lembar.daftar import SUMBER, kunci_sumber, susun_sumber
from ikixl.tingkat.lembar.data import VARIABEL, kode_variabel, kunci_data, susun_variabel
from ikixl.tingkat.lembar.konteks import DATA, GABUNGAN, KonteksTingkat
from ikixl.tingkat.lembar.rincian import susun_rincian
from ikixl.tingkat.lembar.ringkasan import RINGKASAN, kunci_anggota, susun_ringkasan
from ikixl.tingkat.model import Anggota, RingkasUnit, Sumber, Tingkat

__all__ = ["anggota_dari_tingkat"]


class _Isi(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _DasarAnggota(_Isi):
    kode: str = Field(min_length=1)
    nama: str
    wilayah: str
    tingkat: int = Field(ge=0, le=9)
    tahun: int
    isi: list[str] = Field(min_length=1)


class _DasarIndikator(_Isi):
    kunci: str = Field(min_length=1)
    indikator: Indikator
    variabel: list[Variabel] = Field(min_length=1)
    jabatan: str
    anggota: list[str] = Field(min_length=1)


class _Dasar(_Isi):
    nama: str
    tahun: int
    anggota: list[_DasarAnggota] = Field(min_length=1)
    indikator: list[_DasarIndikator] = Field(min_length=1)


def anggota_dari_tingkat(berkas: BerkasRekap, sumber: Sumber) -> Anggota:
    """Read, recompute and compare the rekap of a level; RekapDitolakError where its base cannot be used."""
    dasar = _baca_dasar(berkas.dasar)
    if DATA not in berkas.peta or SUMBER not in berkas.peta:
        raise RekapDitolakError("TINGKAT-02", sebab="lembar Data atau Sumber tidak ada")
    aturan, triwulan = baca_aturan(berkas.dasar), baca_triwulan(berkas.dasar)
    anggota = tuple(_anggota(berkas, dasar, a, triwulan) for a in dasar.anggota)
    tingkat = Tingkat(dasar.nama, dasar.tahun, aturan, anggota)
    if any(not tingkat.milik(a.kode) for a in anggota):
        raise RekapDitolakError("TINGKAT-02", sebab="ada anggota tanpa indikator")
    _lapor_asing(berkas, tingkat)
    ktk = KonteksTingkat(tingkat, triwulan)
    lembar = [susun_ringkasan(ktk), susun_rincian(ktk, "sd"), susun_rincian(ktk, "tw"), susun_variabel(ktk)]
    if berkas.dasar["versi"] >= VERSI_TINGKAT:
        lembar.append(susun_sumber(ktk))
    banding_tampilan(berkas, lembar)
    hasil = tingkat.sebagai_anggota(sumber, tuple(_unit(berkas, tingkat, a) for a in anggota))
    return _berasal(berkas, tingkat, hasil)


def _baca_dasar(isi: Mapping[str, Any]) -> _Dasar:
    try:
        dasar = _Dasar.model_validate(isi)
        for i in dasar.indikator:
            dipakai = sorted(variabel_rumus(simpul_rumus(i.indikator.rumus)))
            if dipakai != sorted(v.kode for v in i.variabel) or TARGET in dipakai:
                raise RekapDitolakError("TINGKAT-02", sebab=f"variabel {i.kunci[:60]} tidak cocok dengan rumusnya")
            batas = i.indikator.batas_bawah, i.indikator.batas_atas
            if i.indikator.arah == "rentang" and (None in batas or batas[0] > batas[1]):  # type: ignore[operator]
                raise RekapDitolakError("TINGKAT-02", sebab=f"batas {i.kunci[:60]} tidak lengkap")
            if i.indikator.skala and i.indikator.skala not in SKALA:
                raise RekapDitolakError("TINGKAT-02", sebab=f"skala predikat {i.kunci[:60]} tidak dikenal")
    except (ValidationError, RumusError) as galat:
        raise RekapDitolakError("TINGKAT-02", sebab="anggota atau indikator di dalamnya tidak sah") from galat
    for apa, kode in (("anggota", [a.kode for a in dasar.anggota]), ("indikator", [i.kunci for i in dasar.indikator])):
        if len(set(kode)) < len(kode):
            raise RekapDitolakError("TINGKAT-02", sebab=f"ada {apa} yang terdaftar dua kali")
    instansi = [k for a in dasar.anggota for k in a.isi]
    if len(set(instansi)) < len(instansi) or GABUNGAN in {a.kode for a in dasar.anggota}:
        raise RekapDitolakError("TINGKAT-02", sebab="ada instansi yang terdaftar dua kali atau tanpa kode wilayah")
    return dasar


def _anggota(berkas: BerkasRekap, dasar: _Dasar, a: _DasarAnggota, triwulan: int) -> Anggota:
    milik = {i.kunci: i for i in dasar.indikator if a.kode in i.anggota}
    definisi = {k: Definisi(i.indikator, tuple(i.variabel), i.jabatan) for k, i in milik.items()}
    # Files of the first version have the counts in Sumber.
    lama = berkas.dasar["versi"] < VERSI_TINGKAT
    lembar, baris, kolom = (SUMBER, kunci_sumber(a.kode), "l") if lama else (DATA, kunci_lengkap(a.kode), "s")
    semua = _hitungan(berkas, lembar, baris, "semua")
    lengkap = [min(_hitungan(berkas, lembar, baris, f"{kolom}{t}"), semua) for t in TRIWULAN]
    return Anggota(
        kode=a.kode,
        nama=a.nama,
        wilayah=a.wilayah,
        tingkat=a.tingkat,
        tahun=a.tahun,
        triwulan=triwulan,
        aturan=baca_aturan(berkas.dasar),
        definisi=definisi,
        angka={k: _angka(berkas, k, d, a.kode) for k, d in definisi.items()},
        lengkap=(lengkap[0], lengkap[1], lengkap[2], lengkap[3]),
        semua=semua,
        isi=frozenset(a.isi),
    )


def _hitungan(berkas: BerkasRekap, lembar: str, baris: str, kolom: str) -> int:
    """A count of units; anything but a whole number from 0 on is a temuan, and 0."""
    if not berkas.tempat(lembar, baris, kolom):
        berkas.lapor("TINGKAT-04", berkas.nama_lembar(lembar), jumlah=1, baris=baris)
        return 0
    nilai = berkas.angka(lembar, baris, kolom)
    if nilai is None:
        return 0
    if not math.isfinite(nilai) or nilai < 0 or nilai % 1:
        berkas.lapor_angka(lembar, baris, kolom, f"{nilai:g} bukan banyak unit")
        return 0
    return int(nilai)


def _angka(berkas: BerkasRekap, kunci: str, definisi: Definisi, anggota: str) -> Angka:
    kode = [*(v.kode for v in definisi.variabel), TARGET]

    def baris(k: str) -> str:
        return f"{kunci}/{k}@{anggota}"

    for k in kode[1:]:
        if not berkas.tempat(DATA, baris(k), "n1"):
            berkas.lapor("TINGKAT-04", berkas.nama_lembar(DATA), jumlah=1, baris=baris(k))
    semua = _hitungan(berkas, DATA, baris(kode[0]), "semua")

    def bagian(nilai: str, ikut: str) -> tuple[dict[str, EmpatNilai], EmpatAngka]:
        banyak = [min(_hitungan(berkas, DATA, baris(kode[0]), f"{ikut}{t}"), semua) for t in TRIWULAN]
        isi = {k: [berkas.angka(DATA, baris(k), f"{nilai}{t}") for t in TRIWULAN] for k in kode}
        for t in TRIWULAN:
            lubang = [k for k in kode[:-1] if isi[k][t - 1] is None]
            if banyak[t - 1] and lubang:
                sebab = f"{banyak[t - 1]} unit ikut, tetapi angkanya kosong"
                berkas.lapor_angka(DATA, baris(lubang[0]), f"{nilai}{t}", sebab)
                banyak[t - 1] = 0
            asing = next((k for k in kode if isi[k][t - 1] is not None), None)
            if not banyak[t - 1] and asing is not None:
                if not lubang:
                    berkas.lapor_angka(DATA, baris(asing), f"{nilai}{t}", "ada angka, tetapi tidak ada unit yang ikut")
                for k in kode:
                    isi[k][t - 1] = None
        return {k: (n[0], n[1], n[2], n[3]) for k, n in isi.items()}, (banyak[0], banyak[1], banyak[2], banyak[3])

    (nilai, ikut), (nilai_sd, ikut_sd) = bagian("n", "i"), bagian("s", "j")
    return Angka(nilai, nilai_sd, ikut, ikut_sd, semua)


def _lapor_asing(berkas: BerkasRekap, tingkat: Tingkat) -> None:
    peta = berkas.peta[DATA]
    dikenal = {kunci_data(i, k, a) for i in tingkat.indikator for k in kode_variabel(i) for a in i.angka}
    dikenal |= {kunci_lengkap(a.kode) for a in tingkat.anggota}
    # Keys of rows of figures hold "@"; titles and the header hold none.
    asing = [k for k in peta.baris if "@" in k and k not in dikenal]
    if asing:
        tempat = f"A{peta.baris[asing[0]][0] + 1}"
        berkas.lapor("TINGKAT-06", peta.lembar.nama, tempat, jumlah=len(asing), baris=asing[0])
    for k, n in peta.baris.items():
        if k in dikenal and len(n) > 1:
            berkas.lapor("TINGKAT-05", peta.lembar.nama, f"A{n[1] + 1}", baris=k, jumlah=len(n))


def _unit(berkas: BerkasRekap, tingkat: Tingkat, a: Anggota) -> RingkasUnit:
    return RingkasUnit(
        a.kode,
        a.nama,
        tuple(tingkat.capaian_anggota(a.kode, t) for t in TRIWULAN),
        a.lengkap,
        (a.semua, a.semua, a.semua, a.semua),
        berkas.nama_lembar(RINGKASAN),
        berkas.tempat(RINGKASAN, kunci_anggota(a.kode), "capaian"),
    )


def _berasal(berkas: BerkasRekap, tingkat: Tingkat, anggota: Anggota) -> Anggota:
    """With where the file shows each combined figure: in Variabel, or in Data where one member alone holds it."""
    angka = {}
    for i in tingkat.indikator:
        lembar, di = (DATA, next(iter(i.angka))) if i.tunggal else (VARIABEL, GABUNGAN)
        asal = {}
        for k in kode_variabel(i):
            awal, akhir = (berkas.tempat(lembar, kunci_data(i, k, di), kolom) for kolom in ("s1", "s4"))
            if awal and akhir:
                asal[k] = Asal(berkas.nama_lembar(lembar), f"{awal}:{akhir}")
        angka[i.kunci] = replace(anggota.angka[i.kunci], asal=asal)
    return replace(anggota, angka=angka)
