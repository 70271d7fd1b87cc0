"""The Jejak sheet of the rekap: what every consolidated figure is made of, down to the rows of Data and their files."""

from __future__ import annotations

from ikixl.katalog.kunci import TARGET
from ikixl.konsolidasi import HasilIndikator
from ikixl.layout.buku import Baris, Kolom, Lembar, Rentang, Rumus, Sel
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.rumus_isian import angka_atau_kosong
from ikixl.layout.tinggi import tinggi_baris
from ikixl.perhitungan import cara_target_indikator, simpul_rumus
from ikixl.rekap.besar.acuan import acuan_isian
from ikixl.rekap.data import isi_blok, kolom_blok, tautan_blok
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap
from ikixl.rekap.kunci import acuan_rincian
from ikixl.rekap.rincian import mewakili
from ikixl.rekap.variabel import acuan_variabel
from ikixl.rumus import to_text

__all__ = ["susun_jejak"]

KUNCI = "jejak"
_KOLOM = ("kode", "apa", "cara", "nilai", "capaian", "isian", "data")


def susun_jejak(ktk: KonteksRekap) -> Lembar:
    """A band for each indikator with its formula and figures, under it the variabel and the target it rests on."""
    templat = ktk.templat["jejak"]
    kolom = tuple(Kolom(k, w) for k, w in zip(_KOLOM, templat["lebar"], strict=True))
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", ktk.teks_besar("jejak") if ktk.besar else templat["keterangan"], "keterangan", 10),
        ],
        kolom,
    )
    baris.append(baris_kepala(kolom, [ktk.teks(j) for j in templat["kepala"]]))
    for h in ktk.konsolidasi.hasil.values():
        baris += _baris_indikator(ktk, h)
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["jejak"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        beku=(baris[3].kunci, "apa"),
        saring=Rentang("kepala", "kode", baris[-1].kunci, "data"),
        kertas=ktk.kertas_terbagi(kolom, baris, list(ktk.konsolidasi.hasil), "kepala"),
        warna_tab=ktk.templat["warna_tab"]["rinci"],
    )


def _baris_indikator(ktk: KonteksRekap, h: HasilIndikator) -> list[Baris]:
    templat, i, t = ktk.templat["jejak"], h.indikator, ktk.triwulan
    variabel = ktk.konsolidasi.katalog.variabel_indikator(i.kode)
    di = mewakili(h)
    rumus = to_text(simpul_rumus(i.rumus), {v.kode: v.nama for v in variabel})
    nama = f"{i.nama}\n{templat['rumus']} {rumus}"
    r, c = h.gabungan.realisasi_sd[t - 1], h.gabungan.capaian_sd[t - 1].hasil
    lebar, tautan = templat["lebar"], tautan_blok(ktk, i.kode, GABUNGAN)
    pita = {
        "kode": Sel(i.kode, "kelompok_lipat"),
        "apa": Sel(nama, "kelompok_lipat"),
        "cara": Sel(templat["unit"].format(n=len(h.per_unit)), "kelompok_lipat"),
        "nilai": Sel(Rumus("{r}", r.tampilan, {"r": acuan_rincian(i.kode, di, f"r{t}")}), "angka_tebal", tautan=tautan),
        "capaian": Sel(
            Rumus("{c}", c.tampilan, {"c": acuan_rincian(i.kode, di, f"c{t}")}), "angka_tebal", tautan=tautan
        ),
        "isian": Sel(None, "kelompok_lipat"),
        "data": _buka(ktk, i.kode),
    }
    baris = [Baris(i.kode, pita, tinggi_baris([(nama, lebar[1]), (i.kode, lebar[0])], tebal=True) + 2)]
    waktu, unit = (cara_target_indikator(i, variabel, k) for k in ("waktu", "unit"))
    daftar = [(v.kode, v.nama, str(v.gabung_waktu), str(v.gabung_unit)) for v in variabel]
    daftar.append((TARGET, ktk.templat["variabel"]["target"], waktu, unit))
    for kode, teks, cara_waktu, cara_unit in daftar:
        cara = (
            templat["cara"].format(waktu=cara_waktu)
            if h.tunggal
            else templat["cara_unit"].format(waktu=cara_waktu, unit=cara_unit)
        )
        baris.append(_baris_variabel(ktk, h, kode, teks, cara))
    return baris


def _buka(ktk: KonteksRekap, indikator: str) -> Sel:
    return Sel(tautan_blok(ktk, indikator, GABUNGAN, ktk.templat["jejak"]["buka"]), "sel_tautan")


def _baris_variabel(ktk: KonteksRekap, h: HasilIndikator, kode: str, nama: str, cara: str) -> Baris:
    """One variabel (or the target): its combined value, and how many of its rows in Data are filled."""
    i, t, g = h.indikator.kode, ktk.triwulan, h.gabungan
    nilai = (g.target_sd if kode == TARGET else g.nilai_sd[kode])[t - 1]
    acuan = {"c": acuan_variabel(i, kode, mewakili(h), f"s{t}")}
    isi, semua = _banyak_isian(ktk, h, kode)
    blok = {n: kolom_blok(ktk, i, GABUNGAN, k) for n, k in (("v", "variabel"), ("t", "triwulan"), ("k", "keadaan"))}
    teks = f'COUNTIFS({{v}},"{kode}",{{t}},"<={t}"'
    hitung = f'{teks},{{k}},"isi")&" dari "&{teks})'
    if ktk.besar:
        hitung, blok = '{i}&" dari "&{d}', {n: acuan_isian(i, kode, mewakili(h), f"{n}{t}") for n in "id"}
    sel = {
        "kode": Sel(kode, "sel_teks"),
        "apa": Sel(nama, "sel_teks"),
        "cara": Sel(cara, "sel_teks"),
        "nilai": Sel(
            Rumus('IF(ISNUMBER({c}),{c},"")', angka_atau_kosong(nilai), acuan),
            "angka_desimal",
            tautan=tautan_blok(ktk, i, GABUNGAN),
        ),
        "capaian": Sel(None, "sel_teks"),
        "isian": Sel(Rumus(hitung, f"{isi} dari {semua}", blok), "status"),
        "data": _buka(ktk, i),
    }
    lebar = ktk.templat["jejak"]["lebar"]
    return Baris(f"{i}/{kode}", sel, tinggi_baris([(nama, lebar[1]), (cara, lebar[2])]))


def _banyak_isian(ktk: KonteksRekap, h: HasilIndikator, kode: str) -> tuple[int, int]:
    """(filled, all) rows of Data of a variabel or the target, up to the rekap's triwulan and for the year."""
    if ktk.besar:
        return ktk.banyak_isian(h, kode)
    keadaan = [
        ktk.konsolidasi.asal(unit, kunci).keadaan
        for unit in h.per_unit
        for v, kunci in isi_blok(ktk, h)
        if v == kode and kunci.triwulan <= ktk.triwulan
    ]
    return sum(k == "isi" for k in keadaan), len(keadaan)
