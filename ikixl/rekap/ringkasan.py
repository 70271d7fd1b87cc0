"""The Ringkasan sheet of the rekap: capaian of the instansi and of each unit, and on how complete a basis."""

from __future__ import annotations

from ikixl.aturan import excel_predikat, predikat
from ikixl.katalog.kunci import TARGET
from ikixl.layout.baris_capaian import rumus_rata_tertimbang
from ikixl.layout.buku import Acuan, Baris, Grafik, Kolom, Lembar, Rentang, Rumus, Sel, Seri, Tautan
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_predikat
from ikixl.perhitungan import TRIWULAN
from ikixl.rekap import data, rincian
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap
from ikixl.rumus.hasil import Hasil

__all__ = ["KUNCI", "susun_ringkasan"]

KUNCI = "ringkasan"
_KOLOM = ("unit", "terisi", "diminta", "s1", "s2", "s3", "s4", "capaian", "predikat", "keadaan")


def susun_ringkasan(ktk: KonteksRekap) -> Lembar:
    """The Ringkasan sheet; completeness is counted live on Data and stands beside every figure."""
    templat = ktk.templat["ringkasan"]
    kolom = tuple(Kolom(k, w) for k, w in zip(_KOLOM, templat["lebar"], strict=True))
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("anak", ktk.teks(templat["anak"]), "anak_judul", 11),
        ],
        kolom,
    )
    baris.append(Baris("jarak1", {}, 6))
    baris.append(baris_kepala(kolom, templat["kepala"]))
    baris.append(_baris_instansi(ktk))
    baris += [_baris_unit(ktk, u.kode, u.nama) for u in ktk.unit]
    akhir = baris[-1].kunci
    catatan, gabung_catatan = baris_lebar("penjelasan", templat["penjelasan"], "keterangan", kolom)
    baris.append(catatan)
    gabung.append(gabung_catatan)
    baris += [Baris("jarak2", {}, 8), Baris("grafik", {}, 15)]
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["ringkasan"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna_predikat(Rentang(_kunci(GABUNGAN), "predikat", akhir, "predikat"), {ktk.konsolidasi.aturan.skala}),
        grafik=(_grafik(ktk, akhir),),
        kertas=ktk.kertas(tinggi_halaman=1),
        warna_tab=ktk.templat["warna_tab"]["utama"],
    )


def _kunci(unit: str) -> str:
    return f"unit@{unit}"


def _capaian(ktk: KonteksRekap, kunci: str, awal: str, akhir: str, bobot: str, hasil: list[Hasil]) -> dict[str, Sel]:
    """Cells s1..s4, capaian and predikat of one row, as weighted means over rows of the detail sheet."""
    tebal = kunci == _kunci(GABUNGAN)
    sel = {
        f"s{t}": Sel(
            rumus_rata_tertimbang(
                rincian.daerah(awal, akhir, f"b{t}"), rincian.daerah(awal, akhir, bobot), hasil[t - 1]
            ),
            "angka_tebal" if tebal else "angka_desimal",
        )
        for t in TRIWULAN
    }
    terpilih = hasil[ktk.triwulan - 1]
    rumus = Rumus('IF(ISNUMBER({c}),{c},"")', terpilih.tampilan, {"c": Acuan(kunci, f"s{ktk.triwulan}")})
    sel["capaian"] = Sel(rumus, "angka_tebal" if tebal else "capaian_sel")
    skala = ktk.konsolidasi.aturan.skala
    label = "" if terpilih.nilai is None else predikat(terpilih.nilai, skala)
    sel["predikat"] = Sel(Rumus(excel_predikat("{c}", skala), label, {"c": Acuan(kunci, "capaian")}), "predikat")
    return sel


def _baris_instansi(ktk: KonteksRekap) -> Baris:
    kunci = _kunci(GABUNGAN)
    hasil = [ktk.konsolidasi.capaian_instansi(t) for t in TRIWULAN]
    sel = _capaian(ktk, kunci, rincian.baris_awal(ktk), rincian.baris_akhir(ktk), "bobot_instansi", hasil)
    nama = ktk.teks(ktk.templat["ringkasan"]["label_instansi"])
    sel["unit"] = Sel(nama, "kelompok_lipat")
    jumlah = [_isian(ktk, u.kode) for u in ktk.unit]
    for nomor, kolom in enumerate(("terisi", "diminta")):
        daerah = Acuan(_kunci(ktk.unit[0].kode), kolom, _kunci(ktk.unit[-1].kode), kolom)
        sel[kolom] = Sel(Rumus("SUM({d})", sum(j[nomor] for j in jumlah), {"d": daerah}), "angka_bulat_tebal")
    sel["keadaan"] = Sel(_unit_lengkap(ktk), "kelompok_lipat")
    return Baris(kunci, sel, tinggi_baris([(nama, ktk.templat["ringkasan"]["lebar"][0])]) + 4)


def _isian(ktk: KonteksRekap, unit: str) -> tuple[int, int]:
    """(filled, asked) realisasi inputs of a unit up to the rekap's triwulan."""
    baris = [
        ktk.konsolidasi.asal(u, k).keadaan
        for u, _, _, v, k in ktk.konsolidasi.kunci_baris()
        if u == unit and v != TARGET and k.triwulan <= ktk.triwulan
    ]
    return sum(k == "isi" for k in baris), len(baris)


def _rumus_isian(ktk: KonteksRekap, unit: str, keadaan: str, nilai: int) -> Rumus:
    baris = [data.kunci_baris(u, k) for u, _, _, _, k in ktk.konsolidasi.kunci_baris()]

    def kolom(nama: str) -> Acuan:
        return Acuan(baris[0], nama, baris[-1], nama, data.KUNCI)

    teks = f'COUNTIFS({{u}},"{unit}",{{v}},"<>{TARGET}",{{t}},"<={ktk.triwulan}"{keadaan})'
    acuan = {"u": kolom("unit"), "v": kolom("variabel"), "t": kolom("triwulan"), "k": kolom("keadaan")}
    return Rumus(teks, nilai, acuan)


def _baris_unit(ktk: KonteksRekap, unit: str, nama: str) -> Baris:
    kunci = _kunci(unit)
    milik = ktk.konsolidasi.katalog.indikator_unit(unit)
    awal, akhir = (rincian.kunci_baris(i.kode, unit) for i in (milik[0], milik[-1]))
    hasil = [ktk.konsolidasi.capaian_unit(unit, t) for t in TRIWULAN]
    sel = _capaian(ktk, kunci, awal, akhir, "bobot", hasil)
    tautan = Tautan(nama, rincian.kunci_lembar("sd"), rincian.kunci_bagian(unit), "indikator")
    sel["unit"] = Sel(tautan, "sel_tautan")
    terisi, diminta = _isian(ktk, unit)
    sel["terisi"] = Sel(_rumus_isian(ktk, unit, ',{k},"isi"', terisi), "angka_bulat")
    sel["diminta"] = Sel(_rumus_isian(ktk, unit, "", diminta), "angka_bulat")
    status = next((s.keadaan for s in ktk.status if s.unit == unit), "")
    sel["keadaan"] = Sel(status, "sel_teks")
    return Baris(kunci, sel, tinggi_baris([(nama, 42), (status, 28)]))


def _unit_lengkap(ktk: KonteksRekap) -> Rumus:
    """How many units are complete: a figure over partial returns must never look whole."""
    awal, akhir = _kunci(ktk.unit[0].kode), _kunci(ktk.unit[-1].kode)
    jumlah = [_isian(ktk, u.kode) for u in ktk.unit]
    lengkap = sum(a == d and d > 0 for a, d in jumlah)
    acuan = {"a": Acuan(awal, "terisi", akhir, "terisi"), "d": Acuan(awal, "diminta", akhir, "diminta")}
    akhiran = f" dari {len(ktk.unit)} unit lengkap"
    return Rumus(f'SUMPRODUCT(({{a}}={{d}})*({{d}}>0))&"{akhiran}"', f"{lengkap}{akhiran}", acuan)


def _grafik(ktk: KonteksRekap, akhir: str) -> Grafik:
    templat = ktk.templat["ringkasan"]
    awal = _kunci(GABUNGAN)
    seri = Seri("Capaian", Acuan(awal, "unit", akhir, "unit"), Acuan(awal, "capaian", akhir, "capaian"), "#2F5597")
    return Grafik(
        jenis="batang",
        judul=ktk.teks(templat["grafik"]),
        seri=(seri,),
        baris="grafik",
        kolom="unit",
        alt=templat["alt_grafik"],
        lebar=1150,
        tinggi=90 + 26 * (len(ktk.unit) + 1),
    )
