"""Rules about the formula of an indikator: is there one, and does it compute what the words say?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from ikixl.katalog.model import RUMUS_BELUM, Indikator
from ikixl.lint.bentuk_rumus import bagian_rasio, bobot, kali_seratus
from ikixl.lint.kata import cocok_salah_satu, daftar, golongan, isi, kata, pasif, peta, pokok
from ikixl.lint.konteks import Konteks
from ikixl.rumus import derajat, variabel
from ikixl.temuan import Temuan

__all__ = ["ATURAN", "jenis_rumus"]

JenisRumus = Literal["persen", "rasio", "nilai", "hitungan", "lain"]


def jenis_rumus(konteks: Konteks, indikator: Indikator) -> JenisRumus:
    """What a formula gives: a percentage, a bare ratio, a value (weighted, mean, index), a count, or none of these.

    A formula still blank counts as what its one variabel takes.
    """
    anggota = konteks.katalog.variabel_indikator(indikator.kode)
    if anggota and all(v.isian == "persen" or v.satuan.lower() in daftar("ukuran.satuan_persen") for v in anggota):
        return "persen"
    simpul = konteks.rumus.get(indikator.kode)
    if simpul is None:
        return "lain"
    if (pangkat := derajat(simpul)) == 0:
        return "persen" if kali_seratus(simpul) else "rasio"
    if pangkat != 1:
        return "lain"
    angka_nilai = any(v.satuan.lower() in daftar("ukuran.satuan_nilai") for v in anggota)
    return "nilai" if angka_nilai or bobot(simpul) or "rata(" in indikator.rumus else "hitungan"


def rumus_kosong(konteks: Konteks) -> Iterator[Temuan]:
    """The decree gives no formula."""
    for i in konteks.katalog.indikator:
        if i.rumus == RUMUS_BELUM:
            yield konteks.di_indikator("MUTU-01", i, "rumus")


def rasio_terbalik(konteks: Konteks) -> Iterator[Temuan]:
    """The denominator is narrowed by words ("yang tepat waktu") and the numerator is not."""
    for kode, simpul in konteks.rumus.items():
        rasio = bagian_rasio(simpul)
        if rasio is None:
            continue
        nama = {v.kode: v.nama for v in konteks.katalog.variabel_indikator(kode)}
        atas, bawah = (" dan ".join(nama[v] for v in variabel(bagian)) for bagian in rasio)
        if tampak_terbalik(atas, bawah):
            i = konteks.katalog.cari_indikator(kode)
            yield konteks.di_indikator("MUTU-02", i, "rumus", pembilang=atas, penyebut=bawah)


def tampak_terbalik(pembilang: str, penyebut: str) -> bool:
    """Whether, by its words, the denominator is a part of the numerator: the same thing, only narrowed further."""
    if pokok(pembilang) in daftar("rasio.rencana") and pokok(penyebut) in daftar("rasio.hasil"):
        return True
    seluruh = daftar("rasio.keseluruhan")
    seluruh_atas, seluruh_bawah = (bool(seluruh & {*kata(teks)}) for teks in (pembilang, penyebut))
    if _penyempit(pembilang) or _anak_kalimat(pembilang) or seluruh_bawah:
        return False
    asing = daftar("rasio.asal") | daftar("rasio.semesta")
    benda = next((k for k in isi(pembilang) if k not in asing), "")
    return benda in isi(penyebut) and (bool(_penyempit(penyebut)) or seluruh_atas)


def _anak_kalimat(teks: str) -> bool:
    """Whether "yang …" narrows in words of its own ("yang mengikuti pembinaan"); not "yang masuk"."""
    bukan = daftar("rasio.asal") | daftar("rasio.semesta")
    semua = kata(teks)
    return any(satu == "yang" and lanjut not in bukan for satu, lanjut in pairwise(semua))


def _penyempit(teks: str) -> set[str]:
    semesta, penyempit = daftar("rasio.semesta"), daftar("rasio.penyempit")
    return {k for k in isi(teks) if k in penyempit or (pasif(k) and k not in semesta)}


def kata_lawan_rumus(konteks: Konteks) -> Iterator[Temuan]:
    """ "Jumlah …" computed as a percentage, "Persentase …" computed as a count, "Rata-rata …" without a mean."""
    for i in konteks.katalog.indikator:
        awal = next(iter(kata(i.nama)), "")
        jenis = jenis_rumus(konteks, i)
        if awal in daftar("ukuran.hitungan") and jenis in ("persen", "rasio", "nilai"):
            yield konteks.di_indikator(
                "MUTU-03", i, "rumus", awal=awal.capitalize(), rumus=i.rumus, jenis=_SEBUTAN[jenis]
            )
        elif _menyebut_bagian(awal, i, jenis):
            yield konteks.di_indikator(
                "MUTU-04", i, "rumus", awal=i.nama.split()[0], rumus=i.rumus, jenis=_SEBUTAN[jenis]
            )
        if awal in daftar("ukuran.rata") and i.kode in konteks.rumus and "rata(" not in i.rumus:
            yield konteks.di_indikator("MUTU-06", i, "rumus", rumus=i.rumus)


_SEBUTAN = {
    "persen": "persentase",
    "rasio": "perbandingan",
    "nilai": "nilai",
    "hitungan": "jumlah",
    "lain": "angka lain",
}


def _menyebut_bagian(awal: str, i: Indikator, jenis: JenisRumus) -> bool:
    """Whether the words ask for a percentage, and the formula gives a count or a value."""
    if awal in daftar("ukuran.tingkat"):
        return jenis == "hitungan" and bool(golongan(i.satuan.lower()))
    persen = i.satuan.lower() in daftar("ukuran.satuan_persen")
    return awal in daftar("ukuran.persentase") and (jenis == "hitungan" or (jenis == "nilai" and not persen))


def rasio_tak_sejenis(konteks: Konteks) -> Iterator[Temuan]:
    """A percentage of things that are no part of each other: laporan out of dokumen."""
    for i in konteks.katalog.indikator:
        rasio = bagian_rasio(konteks.rumus[i.kode]) if i.kode in konteks.rumus else None
        if rasio is None or jenis_rumus(konteks, i) != "persen":
            continue
        anggota = {v.kode: v for v in konteks.katalog.variabel_indikator(i.kode)}
        satuan = [dict.fromkeys(anggota[v].satuan for v in variabel(sisi)) for sisi in rasio]
        if all(len(s) == 1 and all(s) for s in satuan) and satuan[0] != satuan[1]:
            (atas,), (bawah,) = satuan
            yield konteks.di_indikator("MUTU-48", i, "rumus", atas=atas, bawah=bawah)


def satuan_lawan_rumus(konteks: Konteks) -> Iterator[Temuan]:
    """Satuan "%" over a count or a bare ratio; another satuan over a percentage."""
    for i in konteks.katalog.indikator:
        jenis = jenis_rumus(konteks, i)
        persen = i.satuan.lower() in daftar("ukuran.satuan_persen")
        if persen and jenis == "hitungan":
            sebab, anjuran = "rumusnya menghitung banyaknya", "pakai satuan bendanya, atau rumus persen(a, b)"
        elif persen and jenis == "rasio":
            sebab, anjuran = "hasil baginya tidak dikalikan 100", "tulis persen(a, b) supaya 0,85 menjadi 85 %"
        elif i.satuan and not persen and jenis == "persen" and i.satuan.lower() not in daftar("ukuran.satuan_nilai"):
            sebab, anjuran = "rumusnya memberi persentase", "ganti satuan dengan %, atau ganti rumusnya dengan hitungan"
        else:
            continue
        yield konteks.di_indikator("MUTU-05", i, "satuan", satuan=i.satuan, sebab=sebab, anjuran=anjuran)


def bobot_rumus(konteks: Konteks) -> Iterator[Temuan]:
    """Weights such as 0.6 and 0.3 that do not add up to one."""
    for kode, simpul in konteks.rumus.items():
        isi_bobot = bobot(simpul)
        if isi_bobot and abs(sum(isi_bobot) - 1) > 1e-9:
            i = konteks.katalog.cari_indikator(kode)
            tulis = " + ".join(f"{b:g}".replace(".", ",") for b in isi_bobot)
            hasil = f"{sum(isi_bobot):g}".replace(".", ",")
            yield konteks.di_indikator("MUTU-07", i, "rumus", bobot=tulis, jumlah=hasil)


def penjelasan_membagi(konteks: Konteks) -> Iterator[Temuan]:
    """The explanation speaks of a division, the formula only counts."""
    pola = tuple(peta("ukuran")["bagi"])
    for i in konteks.katalog.indikator:
        if jenis_rumus(konteks, i) == "hitungan" and (potongan := cocok_salah_satu(pola, i.penjelasan)):
            yield konteks.di_indikator("MUTU-13", i, "rumus", potongan=potongan, rumus=i.rumus)


def rasio_tanpa_penjelasan(konteks: Konteks) -> Iterator[Temuan]:
    """A percentage of which the decree does not say what is divided by what."""
    for i in konteks.katalog.indikator:
        if i.kode in konteks.rumus and not i.penjelasan and jenis_rumus(konteks, i) in ("persen", "rasio"):
            yield konteks.di_indikator("MUTU-51", i, "penjelasan", rumus=i.rumus)


ATURAN = (
    rumus_kosong,
    rasio_terbalik,
    rasio_tak_sejenis,
    kata_lawan_rumus,
    satuan_lawan_rumus,
    bobot_rumus,
    penjelasan_membagi,
    rasio_tanpa_penjelasan,
)
