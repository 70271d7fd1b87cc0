"""The Ringkasan sheet of the rekap: capaian of the instansi and of each unit, and on how complete a basis."""

from __future__ import annotations

from collections.abc import Mapping

from ikixl.aturan import excel_predikat, predikat
from ikixl.layout.baris_capaian import rumus_rata_tertimbang
from ikixl.layout.buku import Acuan, Baris, Grafik, Kolom, Lembar, Rentang, Rumus, Sel, Seri, Tautan
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_predikat
from ikixl.perhitungan import TRIWULAN
from ikixl.rekap import rincian
from ikixl.rekap.besar.ringkasan import sel_unit_besar
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap
from ikixl.rekap.kunci import RINGKASAN as KUNCI
from ikixl.rekap.kunci import kunci_baris, kunci_lembar, kunci_unit
from ikixl.rekap.lengkap_ringkasan import APA, baris_unit_lengkap, rumus_jenis_lengkap, sel_lengkap
from ikixl.rekap.sorotan import susun_sorotan
from ikixl.rumus.hasil import Hasil

__all__ = ["KUNCI", "susun_ringkasan"]

_KOLOM = ("unit", "terisi", "diminta", "s1", "s2", "s3", "s4", "capaian", "predikat", "dasar", "keadaan")
# What one row of a sheet can hold of a chart, in pixels.
_TINGGI_GRAFIK = 530
_PALING_BANYAK_BATANG = 24
_BANTU = (*(f"{k}{t}" for k in "id" for t in TRIWULAN), "jenis", "posisi")


def susun_ringkasan(ktk: KonteksRekap, nomor: Mapping[str, int]) -> Lembar:
    """The Ringkasan sheet; completeness is counted live on Data and stands beside every figure.

    `nomor` tells the place of each row of the details (ikixl.rekap.rincian.nomor_baris).
    """
    templat = ktk.templat["ringkasan"]
    kolom = (
        *(Kolom(k, w) for k, w in zip(_KOLOM, templat["lebar"], strict=True)),
        *(Kolom(k, 9, True) for k in _BANTU),
    )
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("anak", ktk.teks(templat["anak"]), "anak_judul", 11),
            *((("sebelah", ktk.teks_sebelah, "keterangan", 10.0),) if ktk.besar else ()),
        ],
        kolom,
    )
    baris.append(Baris("jarak1", {}, 6))
    baris.append(baris_kepala(kolom, templat["kepala"]))
    baris.append(_baris_instansi(ktk))
    baris += [_baris_unit(ktk, u.kode, u.nama) for u in ktk.unit]
    akhir = baris[-1].kunci
    baris.append(baris_unit_lengkap(ktk))
    catatan, gabung_catatan = baris_lebar("penjelasan", templat["penjelasan"], "keterangan", kolom)
    baris += [catatan, Baris("jarak2", {}, 8)]
    # A chart of hundreds of bars shows nothing; Peringkat does.
    grafik = (_grafik(ktk, akhir),) if len(ktk.unit) <= _PALING_BANYAK_BATANG else ()
    baris += [Baris("grafik", {}, g.tinggi * 0.75 + 12) for g in grafik]
    gabung.append(gabung_catatan)
    sorotan, gabung_sorotan, daerah_sorotan = susun_sorotan(ktk, kolom, nomor)
    baris += sorotan
    skala = {h.indikator.skala or ktk.konsolidasi.aturan.skala for h in ktk.konsolidasi.hasil.values()}
    unit = Rentang(kunci_unit(GABUNGAN), "predikat", akhir, "predikat")
    warna = warna_predikat(unit, {ktk.konsolidasi.aturan.skala})
    for daerah in daerah_sorotan:
        warna += warna_predikat(daerah, skala)
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["ringkasan"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=(*gabung, *gabung_sorotan),
        warna=warna,
        grafik=grafik,
        kertas=ktk.kertas_terbagi(
            kolom,
            baris,
            [b.kunci for b in sorotan if b.kunci.startswith(("judul", "kepala"))],
            awal=("judul_terbaik", "judul_terburuk"),
        ),
        warna_tab=ktk.templat["warna_tab"]["utama"],
    )


def _capaian(ktk: KonteksRekap, kunci: str, awal: str, akhir: str, bobot_: str, hasil: list[Hasil]) -> dict[str, Sel]:
    """Cells s1..s4, capaian, predikat and dasar of one row, as weighted means over rows of the detail sheet."""
    tebal = kunci == kunci_unit(GABUNGAN)
    tautan = rincian.tautan_rincian(awal, akhir)
    sel = {
        f"s{t}": Sel(
            rumus_rata_tertimbang(
                rincian.daerah(awal, akhir, f"b{t}"), rincian.daerah(awal, akhir, bobot_), hasil[t - 1]
            ),
            "angka_tebal" if tebal else "angka_desimal",
            tautan=tautan,
        )
        for t in TRIWULAN
    }
    terpilih = hasil[ktk.triwulan - 1]
    rumus = Rumus('IF(ISNUMBER({c}),{c},"")', terpilih.tampilan, {"c": Acuan(kunci, f"s{ktk.triwulan}")})
    sel["capaian"] = Sel(rumus, "angka_tebal" if tebal else "capaian_sel", tautan=tautan)
    skala = ktk.konsolidasi.aturan.skala
    label = "" if terpilih.nilai is None else predikat(terpilih.nilai, skala)
    sel["predikat"] = Sel(Rumus(excel_predikat("{c}", skala), label, {"c": Acuan(kunci, "capaian")}), "predikat")
    return sel


def _dasar(ktk: KonteksRekap, awal: str, akhir: str, bobot_: str, nilai: str) -> Sel:
    """How many indikator have a figure and stand in the mean, of how many: "14 dari 16 indikator"."""
    angka, _, akhiran = nilai.partition(" ")
    acuan = {"c": rincian.daerah(awal, akhir, f"b{ktk.triwulan}"), "b": rincian.daerah(awal, akhir, bobot_)}
    teks = f'SUMPRODUCT(ISNUMBER({{c}})*ISNUMBER({{b}})*({{b}}>0))&" {akhiran}"'
    return Sel(Rumus(teks, f"{angka} {akhiran}", acuan), "status")


def _baris_instansi(ktk: KonteksRekap) -> Baris:
    kunci, k = kunci_unit(GABUNGAN), ktk.konsolidasi
    hasil = [k.capaian_instansi(t) for t in TRIWULAN]
    awal, akhir = rincian.baris_awal(ktk), rincian.baris_akhir(ktk)
    sel = _capaian(ktk, kunci, awal, akhir, "bobot_instansi", hasil)
    nama = ktk.teks(ktk.templat["ringkasan"]["label_instansi"])
    sel["unit"] = Sel(nama, "kelompok_lipat")
    for kolom in APA.values():
        daerah = Acuan(kunci_unit(ktk.unit[0].kode), kolom, kunci_unit(ktk.unit[-1].kode), kolom)
        jumlah = sum(getattr(ktk.kelengkapan_unit[u.kode], kolom)[ktk.triwulan - 1] for u in ktk.unit)
        tautan = rincian.tautan_rincian(awal, akhir)
        sel[kolom] = Sel(Rumus("SUM({d})", jumlah, {"d": daerah}), "angka_bulat_tebal", tautan=tautan)
    sel["dasar"] = _dasar(ktk, awal, akhir, "bobot_instansi", ktk.dasar_instansi)
    rumus = rumus_jenis_lengkap(ktk)
    sel["keadaan"] = Sel(rumus, "kelompok_lipat")
    lebar = ktk.templat["ringkasan"]["lebar"]
    return Baris(kunci, sel, tinggi_baris([(nama, lebar[0]), (str(rumus.nilai), lebar[-1])], tebal=True) + 4)


def _baris_unit(ktk: KonteksRekap, unit: str, nama: str) -> Baris:
    lebar = ktk.templat["ringkasan"]["lebar"]
    status = ktk.status_unit.get(unit, "")
    tinggi = tinggi_baris([(nama, lebar[0]), (status, lebar[-1])])
    if ktk.besar:
        return Baris(kunci_unit(unit), {**sel_unit_besar(ktk, unit, nama), "keadaan": Sel(status, "sel_teks")}, tinggi)
    kunci, k = kunci_unit(unit), ktk.konsolidasi
    milik = k.katalog.indikator_unit(unit)
    awal, akhir = (kunci_baris(i.kode, unit) for i in (milik[0], milik[-1]))
    hasil = [k.capaian_unit(unit, t) for t in TRIWULAN]
    sel = _capaian(ktk, kunci, awal, akhir, "bobot", hasil)
    sel["unit"] = Sel(Tautan(nama, kunci_lembar("sd"), rincian.kunci_bagian(unit), "indikator"), "sel_tautan")
    sel |= sel_lengkap(ktk, unit, awal, akhir)
    sel["dasar"] = _dasar(ktk, awal, akhir, "bobot", ktk.dasar_unit(unit))
    sel["keadaan"] = Sel(status, "sel_teks")
    return Baris(kunci, sel, tinggi)


def _grafik(ktk: KonteksRekap, akhir: str) -> Grafik:
    templat = ktk.templat["ringkasan"]
    awal = kunci_unit(GABUNGAN)
    seri = Seri("Capaian", Acuan(awal, "unit", akhir, "unit"), Acuan(awal, "capaian", akhir, "capaian"), "#2F5597")
    return Grafik(
        jenis="batang",
        judul=ktk.teks(templat["grafik"]),
        seri=(seri,),
        baris="grafik",
        kolom="unit",
        alt=templat["alt_grafik"],
        lebar=1150,
        tinggi=min(90 + 20 * (len(ktk.unit) + 1), _TINGGI_GRAFIK),
    )
