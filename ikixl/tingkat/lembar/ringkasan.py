"""The Ringkasan sheet of a level: capaian of the whole and of each member, and on how many units it rests."""

from __future__ import annotations

from ikixl.aturan import excel_predikat
from ikixl.konsolidasi import bobot
from ikixl.layout.baris_capaian import rumus_rata_tertimbang
from ikixl.layout.buku import Acuan, Baris, Grafik, Kolom, Lembar, Rentang, Rumus, Sel, Seri, Tautan
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_predikat
from ikixl.perhitungan import TRIWULAN
from ikixl.rumus.hasil import Hasil
from ikixl.tingkat.lembar import rincian
from ikixl.tingkat.lembar.daftar import SUMBER, kunci_sumber
from ikixl.tingkat.lembar.konteks import GABUNGAN, KonteksTingkat, kunci_lembar
from ikixl.tingkat.model import Anggota

__all__ = ["RINGKASAN", "kunci_anggota", "susun_ringkasan"]

RINGKASAN = "ringkasan"
_KOLOM = ("anggota", "lengkap", "unit", "s1", "s2", "s3", "s4", "capaian", "predikat", "dasar", "keterangan")
_PALING_BANYAK_BATANG = 60


def kunci_anggota(kode: str) -> str:
    """Row key of a member, or of the whole (GABUNGAN)."""
    return f"anggota@{kode}"


def susun_ringkasan(ktk: KonteksTingkat) -> Lembar:
    """The Ringkasan sheet; completeness stands beside every figure."""
    templat = ktk.templat["ringkasan"]
    kolom = tuple(Kolom(k, w) for k, w in zip(_KOLOM, templat["lebar"], strict=True))
    baris, gabung = baris_penuh([("judul", ktk.teks(templat["judul"]), "judul_kiri", 14)], kolom)
    anak, gabung_anak = baris_lebar("anak", ktk.teks(templat["anak"]), "anak_judul", kolom, 11)
    baris += [anak, Baris("jarak1", {}, 6), baris_kepala(kolom, templat["kepala"]), _baris_gabungan(ktk)]
    baris += [_baris_anggota(ktk, a) for a in ktk.tingkat.anggota]
    akhir = baris[-1].kunci
    baris.append(_baris_lengkap(ktk))
    catatan, gabung_catatan = baris_lebar("penjelasan", templat["penjelasan"], "keterangan", kolom)
    baris += [catatan, Baris("jarak2", {}, 8), Baris("grafik", {}, 15)]
    daerah = Rentang(kunci_anggota(GABUNGAN), "predikat", akhir, "predikat")
    return Lembar(
        kunci=RINGKASAN,
        nama=ktk.templat["nama_lembar"]["ringkasan"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=(*gabung, gabung_anak, gabung_catatan),
        warna=warna_predikat(daerah, {ktk.tingkat.aturan.skala}),
        grafik=(_grafik(ktk, akhir),) if len(ktk.tingkat.anggota) <= _PALING_BANYAK_BATANG else (),
        kertas=ktk.kertas(),
        warna_tab=ktk.templat["warna_tab"]["utama"],
    )


def _capaian(ktk: KonteksTingkat, anggota: str, hasil: list[Hasil]) -> dict[str, Sel]:
    """Cells s1..s4, capaian and predikat of one row, as weighted means over rows of the detail sheet."""
    kunci, tebal = kunci_anggota(anggota), anggota == GABUNGAN
    gaya = "angka_tebal" if tebal else "angka_desimal"
    sel, tautan = {}, rincian.tautan_rincian(ktk, anggota)
    for t in TRIWULAN:
        if tebal:
            nilai, berat = rincian.daerah(ktk, f"b{t}"), rincian.daerah(ktk, "bobot_tingkat")
        else:
            nilai, berat = (rincian.daerah_anggota(ktk, anggota, k) for k in (f"b{t}", "bobot"))
        sel[f"s{t}"] = Sel(rumus_rata_tertimbang(nilai, berat, hasil[t - 1]), gaya, tautan=tautan)
    kini = hasil[ktk.triwulan - 1]
    rumus = Rumus('IF(ISNUMBER({c}),{c},"")', kini.tampilan, {"c": Acuan(kunci, f"s{ktk.triwulan}")})
    sel["capaian"] = Sel(rumus, "angka_tebal" if tebal else "capaian_sel", tautan=tautan)
    teks = excel_predikat("{c}", ktk.tingkat.aturan.skala)
    sel["predikat"] = Sel(Rumus(teks, ktk.tingkat.predikat(kini), {"c": Acuan(kunci, "capaian")}), "predikat")
    return sel


def _dasar(ktk: KonteksTingkat, anggota: str, ada: int, semua: int) -> Sel:
    """How many indikator have a figure and stand in the mean: "14 dari 16 indikator"."""
    if anggota == GABUNGAN:
        nilai, berat = rincian.daerah(ktk, f"b{ktk.triwulan}"), rincian.daerah(ktk, "bobot_tingkat")
    else:
        nilai, berat = (rincian.daerah_anggota(ktk, anggota, k) for k in (f"b{ktk.triwulan}", "bobot"))
    akhiran = f" dari {semua} indikator"
    teks = f'SUMPRODUCT(ISNUMBER({{c}})*ISNUMBER({{b}})*({{b}}>0))&"{akhiran}"'
    return Sel(Rumus(teks, f"{ada}{akhiran}", {"c": nilai, "b": berat}), "status")


def _acuan_sumber(anggota: str, kolom: str, akhir: str = "") -> Acuan:
    return Acuan(kunci_sumber(anggota), kolom, kunci_sumber(akhir) if akhir else "", kolom if akhir else "", SUMBER)


def _tautan_sumber(awal: str, kolom: str, akhir: str) -> Tautan:
    return Tautan("", SUMBER, kunci_sumber(awal), kolom, kunci_sumber(akhir), kolom)


def _baris_gabungan(ktk: KonteksTingkat) -> Baris:
    templat, tk, t = ktk.templat["ringkasan"], ktk.tingkat, ktk.triwulan
    sel = _capaian(ktk, GABUNGAN, [tk.capaian(n) for n in TRIWULAN])
    nama = ktk.teks(templat["gabungan"])
    sel["anggota"] = Sel(nama, "kelompok_lipat")
    awal, akhir = tk.anggota[0].kode, tk.anggota[-1].kode
    for kolom, dari, nilai in (("lengkap", f"l{t}", tk.lengkap[t - 1]), ("unit", "semua", tk.semua)):
        rumus = Rumus("SUM({d})", nilai, {"d": _acuan_sumber(awal, dari, akhir)})
        sel[kolom] = Sel(rumus, "angka_bulat_tebal", tautan=_tautan_sumber(awal, dari, akhir))
    ada = sum(
        i.hitungan_gabungan.capaian_sd[t - 1].hasil.nilai is not None and bobot(i.definisi.indikator) > 0
        for i in tk.indikator
    )
    sel["dasar"] = _dasar(ktk, GABUNGAN, ada, len(tk.indikator))
    ganda = len(tk.ganda)
    pola = templat["keterangan_gabungan"].replace("{lengkap} dari", "\0 dari")
    teks = pola.format(unit=tk.semua, ganda=ganda, tunggal=len(tk.indikator) - ganda)
    awalan, akhiran = teks.split("\0")
    acuan = {"n": Acuan(kunci_anggota(GABUNGAN), "lengkap")}
    sel["keterangan"] = Sel(
        Rumus(f'"{awalan}"&{{n}}&"{akhiran}"', f"{awalan}{tk.lengkap[t - 1]}{akhiran}", acuan), "kelompok_lipat"
    )
    lebar = templat["lebar"]
    return Baris(kunci_anggota(GABUNGAN), sel, tinggi_baris([(nama, lebar[0]), (teks, lebar[-1])], tebal=True) + 4)


def _baris_anggota(ktk: KonteksTingkat, a: Anggota) -> Baris:
    templat, tk, t = ktk.templat["ringkasan"], ktk.tingkat, ktk.triwulan
    sel = _capaian(ktk, a.kode, [tk.capaian_anggota(a.kode, n) for n in TRIWULAN])
    nama = f"{a.nama}, {a.wilayah}" if len({b.wilayah for b in tk.anggota}) > 1 and a.wilayah != a.nama else a.nama
    tautan = Tautan(nama, kunci_lembar("sd"), rincian.kunci_bagian(a.kode), "indikator")
    sel["anggota"] = Sel(tautan, "sel_tautan")
    for kolom, dari, nilai in (("lengkap", f"l{t}", a.lengkap[t - 1]), ("unit", "semua", a.semua)):
        sel[kolom] = Sel(
            Rumus("{d}", nilai, {"d": _acuan_sumber(a.kode, dari)}),
            "angka_bulat",
            tautan=_tautan_sumber(a.kode, dari, a.kode),
        )
    milik = tk.milik(a.kode)
    ada = sum(
        i.hitungan[a.kode].capaian_sd[t - 1].hasil.nilai is not None and bobot(i.definisi.indikator) > 0 for i in milik
    )
    sel["dasar"] = _dasar(ktk, a.kode, ada, len(milik))
    keterangan = _keterangan(ktk, a)
    sel["keterangan"] = Sel(keterangan, "sel_teks")
    lebar = templat["lebar"]
    return Baris(kunci_anggota(a.kode), sel, tinggi_baris([(nama, lebar[0]), (keterangan, lebar[-1])]))


def _keterangan(ktk: KonteksTingkat, a: Anggota) -> str:
    templat = ktk.templat["ringkasan"]
    isi = []
    if a.triwulan < ktk.triwulan:
        isi.append(templat["belum"].format(romawi=ktk.romawi[a.triwulan - 1]))
    temuan = [n for n in ktk.temuan if n.berkas == a.sumber.berkas and n.tingkat != "info"]
    isi.append(templat["temuan"].format(n=len(temuan)) if temuan else templat["tanpa_temuan"])
    return "; ".join(isi)


def _baris_lengkap(ktk: KonteksTingkat) -> Baris:
    """How many units of all members are complete up to each triwulan."""
    templat, tk = ktk.templat["ringkasan"], ktk.tingkat
    kosong = ("lengkap", "unit", "capaian", "predikat", "dasar", "keterangan")
    sel = {k: Sel(None, "kelompok_lipat") for k in kosong}
    sel["anggota"] = Sel(templat["lengkap"], "kelompok_lipat")
    awal, akhir = tk.anggota[0].kode, tk.anggota[-1].kode
    for t in TRIWULAN:
        acuan = {"d": _acuan_sumber(awal, f"l{t}", akhir)}
        akhiran = f" dari {tk.semua}"
        sel[f"s{t}"] = Sel(Rumus(f'SUM({{d}})&"{akhiran}"', f"{tk.lengkap[t - 1]}{akhiran}", acuan), "status")
    return Baris("lengkap", sel, 19)


def _grafik(ktk: KonteksTingkat, akhir: str) -> Grafik:
    templat = ktk.templat["ringkasan"]
    awal = kunci_anggota(GABUNGAN)
    nilai = Acuan(awal, "capaian", akhir, "capaian")
    return Grafik(
        jenis="batang",
        judul=ktk.teks(templat["grafik"]),
        seri=(Seri("Capaian", Acuan(awal, "anggota", akhir, "anggota"), nilai, "#2F5597"),),
        baris="grafik",
        kolom="anggota",
        alt=templat["alt_grafik"],
        lebar=1150,
        tinggi=90 + 30 * (len(ktk.tingkat.anggota) + 1),
    )
