"""The Ringkasan sheet: completeness, capaian of the unit and of each jabatan, with a chart."""

from __future__ import annotations

from ikixl.aturan import excel_predikat, predikat
from ikixl.layout import lembar_capaian, lembar_realisasi
from ikixl.layout.baris_capaian import rumus_rata_tertimbang
from ikixl.layout.buku import (
    Acuan,
    Baris,
    Gabung,
    Grafik,
    Kolom,
    Lembar,
    Rentang,
    Rumus,
    Sel,
    Seri,
    Tautan,
    Warna,
)
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.konteks import Konteks
from ikixl.layout.rumus_isian import angka_atau_kosong, rumus_terakhir
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_predikat
from ikixl.perhitungan import TRIWULAN, rata_capaian, terakhir
from ikixl.rumus.hasil import Hasil

__all__ = ["KUNCI", "susun_ringkasan"]

KUNCI = "ringkasan"


def susun_ringkasan(ktk: Konteks) -> Lembar:
    """The Ringkasan sheet; every figure is a live formula over Realisasi and Capaian."""
    templat = ktk.templat["ringkasan"]
    nama = ("label", "tw1", "tw2", "tw3", "tw4", "kini", "predikat")
    kolom = (*(Kolom(k, w) for k, w in zip(nama, templat["lebar"], strict=True)),)
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("unit", f"{ktk.unit.nama} · {ktk.katalog.instansi.nama}", "anak_judul", 11),
        ],
        kolom,
    )
    baris += _status_dan_kelengkapan(ktk)
    gabung.append(Gabung(Rentang("status", "label", "status", "predikat")))
    baris.append(Baris("jarak2", {}, 8))
    judul = [
        templat["judul_jabatan"],
        *ktk.templat["satuan_waktu"]["sd"],
        templat["label_terakhir"],
        templat["label_predikat"],
    ]
    baris.append(baris_kepala(kolom, judul))
    baris.append(_baris_capaian(ktk, "unit@capaian", None))
    baris += [_baris_capaian(ktk, f"{j.kode}@capaian", j.kode) for j in ktk.jabatan]
    akhir = baris[-1].kunci
    baris += [Baris("jarak3", {}, 12), Baris("grafik", {}, 15)]
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["ringkasan"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=(
            *_warna_status(templat),
            *warna_predikat(Rentang("unit@capaian", "predikat", akhir, "predikat"), {ktk.aturan.skala}),
        ),
        grafik=(_grafik(ktk, akhir),),
        kertas=ktk.kertas(tinggi_halaman=1),
        warna_tab=ktk.templat["warna_tab"]["hasil"],
    )


def _warna_status(templat: dict[str, str]) -> tuple[Warna, ...]:
    sel = Rentang("status", "label", "status", "predikat")
    acuan = {"c": Acuan("status", "label")}
    return (
        Warna(sel, f'{{c}}="{templat["siap"]}"', "hidup_lengkap", acuan),
        Warna(sel, f'{{c}}="{templat["belum"]}"', "hidup_belum", acuan),
    )


def _hitung_lengkap(ktk: Konteks) -> tuple[list[int], list[int]]:
    """(filled, asked) numbers of mandatory realisasi inputs for each triwulan."""
    terisi, diminta = [], []
    for t in TRIWULAN:
        asked = [i for _, i in ktk.indikator if ktk.diminta(i, t)]
        diminta.append(sum(len(ktk.katalog.variabel_indikator(i.kode)) for i in asked))
        # With running figures the value of a quarter may be uncomputable although it was entered.
        sumber = (
            (ktk.hitungan[i.kode].nilai_sd if ktk.aturan.entri == "sampai_dengan" else ktk.hitungan[i.kode].nilai)
            for i in asked
        )
        terisi.append(sum(n[t - 1] is not None for nilai in sumber for n in nilai.values()))
    return terisi, diminta


def _status_dan_kelengkapan(ktk: Konteks) -> list[Baris]:
    templat = ktk.templat["ringkasan"]
    terisi, diminta = _hitung_lengkap(ktk)
    penuh = [a == d for a, d in zip(terisi, diminta, strict=True)]
    runtut = [all(penuh[:t]) for t in TRIWULAN]
    mulai = max((t for t in TRIWULAN if terisi[t - 1]), default=0)
    siap = bool(mulai) and runtut[mulai - 1]
    teks = "0"
    for t in TRIWULAN:
        teks = f"IF({{t{t}}}>0,{{m{t}}},{teks})"
    acuan = {f"{k}{t}": Acuan(b, f"tw{t}") for t in TRIWULAN for k, b in (("t", "terisi"), ("m", "runtut"))}
    status = Rumus(
        f'IF({teks}=1,"{templat["siap"]}","{templat["belum"]}")',
        templat["siap"] if siap else templat["belum"],
        acuan,
    )
    awal, akhir = _ujung_realisasi(ktk)
    hasil = {
        "terisi": {"label": Sel(templat["label_terisi"], "sel_teks")},
        "diminta": {"label": Sel(templat["label_diminta"], "sel_teks")},
        "meter": {"label": Sel(templat["label_persen"], "sel_teks")},
        "runtut": {"label": Sel("runtut", "bantu")},
    }
    awalan = "s" if ktk.aturan.entri == "sampai_dengan" else "n"
    for t in TRIWULAN:
        k = f"tw{t}"
        daerah = Acuan(awal, f"{awalan}{t}", akhir, f"{awalan}{t}", lembar_realisasi.KUNCI)
        hasil["terisi"][k] = Sel(Rumus("COUNT({d})", terisi[t - 1], {"d": daerah}), "angka_bulat")
        hasil["diminta"][k] = Sel(diminta[t - 1], "angka_bulat")
        td = {"t": Acuan("terisi", k), "d": Acuan("diminta", k)}
        meter = terisi[t - 1] / diminta[t - 1] if diminta[t - 1] else ""
        hasil["meter"][k] = Sel(Rumus('IF({d}=0,"",{t}/{d})', meter, td), "meter_angka")
        sebelum = {"s": Acuan("runtut", f"tw{t - 1}")} if t > 1 else {}
        syarat = "AND({t}={d},{s}=1)" if t > 1 else "{t}={d}"
        hasil["runtut"][k] = Sel(Rumus(f"IF({syarat},1,0)", int(runtut[t - 1]), {**td, **sebelum}), "bantu")
    kepala = {"label": Sel(templat["label_kelengkapan"], "kepala")}
    kepala |= {f"tw{t}": Sel(ktk.templat["satuan_waktu"]["tw"][t - 1], "kepala") for t in TRIWULAN}
    return [
        Baris("status", {"label": Sel(status, "besar")}, 34),
        Baris("jarak1", {}, 8),
        Baris("kepala_lengkap", kepala, 20),
        *(Baris(k, s, 18, tersembunyi=k == "runtut") for k, s in hasil.items()),
    ]


def _ujung_realisasi(ktk: Konteks) -> tuple[str, str]:
    baris = [
        lembar_realisasi.kunci_baris(i.kode, v.kode)
        for _, i in ktk.indikator
        for v in ktk.katalog.variabel_indikator(i.kode)
    ]
    return baris[0], baris[-1]


def _baris_capaian(ktk: Konteks, kunci: str, jabatan: str | None) -> Baris:
    """Capaian up to each triwulan of one jabatan, or of the whole unit where `jabatan` is None."""
    templat = ktk.templat["ringkasan"]
    pilihan = [i for j, i in ktk.indikator if jabatan is None or j.kode == jabatan]
    awal, akhir = (lembar_capaian.baris_indikator(i.kode, "sd") for i in (pilihan[0], pilihan[-1]))
    bobot = Acuan(awal, "bobot", akhir, "bobot", lembar_capaian.KUNCI)
    rata: list[Hasil] = []
    sel: dict[str, Sel] = {}
    for t in TRIWULAN:
        milik = ((ktk.hitungan[i.kode].capaian_sd[t - 1].hasil, 1.0 if i.bobot is None else i.bobot) for i in pilihan)
        rata.append(rata_capaian(milik, ktk.aturan))
        nilai = Acuan(awal, f"b{t}", akhir, f"b{t}", lembar_capaian.KUNCI)
        gaya = "angka_tebal" if jabatan is None else "angka_desimal"
        sel[f"tw{t}"] = Sel(rumus_rata_tertimbang(nilai, bobot, rata[-1]), gaya)
    kini = terakhir(rata)
    sel["kini"] = Sel(
        rumus_terakhir([Acuan(kunci, f"tw{t}") for t in TRIWULAN], angka_atau_kosong(kini.nilai)),
        "angka_tebal" if jabatan is None else "capaian_sel",
    )
    label = "" if kini.nilai is None else predikat(kini.nilai, ktk.aturan.skala)
    sel["predikat"] = Sel(
        Rumus(excel_predikat("{k}", ktk.aturan.skala), label, {"k": Acuan(kunci, "kini")}), "predikat"
    )
    if jabatan is None:
        nama = templat["label_capaian"]
        sel["label"] = Sel(nama, "kelompok")
    else:
        nama = ktk.katalog.cari_jabatan(jabatan).nama
        sel["label"] = Sel(Tautan(nama, f"iki:{jabatan}"), "sel_tautan")
    return Baris(kunci, sel, tinggi_baris([(nama, templat["lebar"][0])]))


def _grafik(ktk: Konteks, akhir: str) -> Grafik:
    templat = ktk.templat["ringkasan"]
    seri = Seri(
        "Capaian",
        Acuan("unit@capaian", "label", akhir, "label"),
        Acuan("unit@capaian", "kini", akhir, "kini"),
        "#2F5597",
    )
    return Grafik(
        jenis="batang",
        judul=templat["grafik"],
        seri=(seri,),
        baris="grafik",
        kolom="label",
        alt=templat["alt_grafik"],
        lebar=980,
        tinggi=90 + 34 * (len(ktk.jabatan) + 1),
    )
