"""The Ringkasan sheet: completeness, capaian of the unit and of each jabatan, with charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from ikixl.aturan import excel_predikat, predikat
from ikixl.katalog.model import Indikator
from ikixl.layout import lembar_capaian, lembar_realisasi
from ikixl.layout.baris_capaian import hasil_lingkup, rumus_rata_tertimbang
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
from ikixl.layout.halaman import bagi_ringkasan, kertas_terbagi
from ikixl.layout.ingatan import diingat
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.konteks import Konteks
from ikixl.layout.kunci_capaian import Lingkup, baris_indikator
from ikixl.layout.peta_isian import KEPALA_PETA, susun_peta, warna_peta
from ikixl.layout.ringkasan_isian import baris_siap, daftar_celah, sel_isian_kurang
from ikixl.layout.rumus_isian import angka_atau_kosong, rumus_terakhir
from ikixl.layout.tinggi import jumlah_baris, tinggi_baris
from ikixl.layout.warna_predikat import warna_predikat
from ikixl.perhitungan import TRIWULAN, rata_capaian, terakhir
from ikixl.rumus.hasil import Hasil

__all__ = ["KUNCI", "susun_ringkasan"]

KUNCI = "ringkasan"
_POIN_PER_PIKSEL = 72 / 96
# Points of one of the empty rows that charts lie upon.
_TINGGI_RUANG = 45
# Width of the names beside the bars, in characters.
_LEBAR_NAMA = 32

# Where the links to the first gaps start, beside the meter.
_CELAH = "predikat"

_KOLOM = ("label", "tw1", "tw2", "tw3", "tw4", "kini", "predikat", "lengkap", "kurang", "celah", "bagian", "iki")


def susun_ringkasan(ktk: Konteks) -> Lembar:
    """The Ringkasan sheet; every figure is a live formula over Realisasi and Capaian."""
    templat = ktk.templat["ringkasan"]
    kolom = (*(Kolom(k, w) for k, w in zip(_KOLOM, templat["lebar"], strict=True)),)
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("unit", " · ".join(ktk.tempat), "anak_judul", 11),
        ],
        kolom,
    )
    baris += baris_siap(ktk)
    gabung += [Gabung(Rentang(k, "label", k, "iki")) for k in ("status", "rincian")]
    kelengkapan = _kelengkapan(ktk)
    baris += [*kelengkapan, Baris("jarak2", {}, 8)]
    gabung += [Gabung(Rentang(b.kunci, _CELAH, b.kunci, "iki")) for b in kelengkapan if _CELAH in b.sel]
    judul = [
        templat["judul_jabatan"],
        *ktk.templat["satuan_waktu"]["sd"],
        templat["label_terakhir"],
        templat["label_predikat"],
        *templat["kepala_isian"],
    ]
    baris.append(baris_kepala(kolom, judul))
    baris.append(_baris_capaian(ktk, "unit@capaian", None))
    baris += [_baris_capaian(ktk, f"{j.kode}@capaian", j.kode) for j in ktk.jabatan]
    akhir = baris[-1].kunci
    grafik = _grafik(ktk, akhir)
    kertas = ktk.kertas()
    tinggi_grafik = max(g.tinggi for g in grafik) * _POIN_PER_PIKSEL
    baris.append(Baris("jarak3", {}, 12))
    skala, pisah = bagi_ringkasan([*baris, Baris("grafik", {}, 15)], kolom, kertas.ukuran, "grafik", tinggi_grafik)
    baris += _ruang_grafik(tinggi_grafik)
    akhir_cetak = baris[-1].kunci
    peta, gabung_peta = susun_peta(ktk, kolom)
    baris += [*peta]
    gabung += gabung_peta
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["ringkasan"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=(
            *_warna_status(templat),
            *warna_predikat(Rentang("unit@capaian", "predikat", akhir, "predikat"), {ktk.aturan.skala}),
            *_warna_kurang(akhir),
            *warna_peta(ktk, KEPALA_PETA, baris[-1].kunci),
        ),
        grafik=grafik,
        # The map is for the screen: what it says in forty rows the meter says in one.
        kertas=replace(kertas_terbagi(kertas, skala, pisah), akhir=akhir_cetak),
        warna_tab=ktk.templat["warna_tab"]["hasil"],
    )


def _ruang_grafik(tinggi: float) -> list[Baris]:
    """Empty rows as high as the charts that lie upon them, in points: what follows starts below.

    One row could hold them, but programs scroll by whole rows.
    """
    banyak = ceil((tinggi + 15) / _TINGGI_RUANG)
    return [Baris("grafik" if not n else f"grafik{n}", {}, _TINGGI_RUANG) for n in range(banyak)]


def _warna_status(templat: dict[str, str]) -> tuple[Warna, ...]:
    sel = Rentang("status", "label", "status", "predikat")
    acuan = {"c": Acuan("status", "label")}
    return (
        Warna(sel, f'{{c}}="{templat["siap"]}"', "hidup_lengkap", acuan),
        Warna(sel, f'{{c}}="{templat["belum"]}"', "hidup_belum", acuan),
    )


def _warna_kurang(akhir: str) -> tuple[Warna, ...]:
    """A jabatan with gaps, beside the number that says so."""
    acuan = {"k": Acuan("unit@capaian", "kurang", mutlak=False)}
    return (Warna(Rentang("unit@capaian", "kurang", akhir, "kurang"), "{k}>0", "hidup_belum", acuan),)


def _hitung_lengkap(ktk: Konteks) -> tuple[list[int], list[int]]:
    """(filled, asked) numbers of mandatory realisasi inputs for each triwulan."""
    terisi, diminta = [], []
    for t in TRIWULAN:
        asked = [i for _, i in ktk.indikator if ktk.diminta(i, t)]
        diminta.append(sum(len(ktk.katalog.variabel_indikator(i.kode)) for i in asked))
        terisi.append(sum(ktk.jumlah_angka(i.kode, t) for i in asked))
    return terisi, diminta


@diingat
def _kelengkapan(ktk: Konteks) -> list[Baris]:
    """The meter of the whole workbook, what the chart over the triwulan is drawn from, and links to the first gaps."""
    templat = ktk.templat["ringkasan"]
    terisi, diminta = _hitung_lengkap(ktk)
    hasil = {
        "terisi": {"label": Sel(templat["label_terisi"], "sel_teks")},
        "diminta": {"label": Sel(templat["label_diminta"], "sel_teks")},
        "meter": {"label": Sel(templat["label_persen"], "sel_teks")},
        "seratus": {"label": Sel(templat["label_seratus"], "sel_teks")},
    }
    for t in TRIWULAN:
        k = f"tw{t}"
        hasil["terisi"][k] = Sel(
            Rumus("{d}", terisi[t - 1], {"d": Acuan("berjalan", k, lembar=lembar_realisasi.KUNCI)}), "angka_bulat"
        )
        hasil["diminta"][k] = Sel(diminta[t - 1], "angka_bulat")
        td = {"t": Acuan("terisi", k), "d": Acuan("diminta", k)}
        meter = terisi[t - 1] / diminta[t - 1] if diminta[t - 1] else ""
        hasil["meter"][k] = Sel(Rumus('IF({d}=0,"",{t}/{d})', meter, td), "meter_angka")
        hasil["seratus"][k] = Sel(100, "angka_bulat")
    kepala = {"label": Sel(templat["label_kelengkapan"], "kepala")}
    kepala |= {f"tw{t}": Sel(ktk.templat["satuan_waktu"]["tw"][t - 1], "kepala") for t in TRIWULAN}
    kepala[_CELAH] = Sel(templat["label_celah"], "kepala")
    baris = [
        *(Baris(k, s, tinggi_baris([])) for k, s in hasil.items()),
        _baris_rata(ktk, "unit@tw", templat["label_tw"], "tw"),
    ]
    ke_peta = Sel(Tautan(templat["ke_peta"], KUNCI, KEPALA_PETA, "label"), "sel_tautan")
    celah = [*daftar_celah(ktk, len(baris) - 1), ke_peta]
    return [
        Baris("jarak1", {}, 8),
        Baris("kepala_lengkap", kepala, 20),
        *(replace(b, sel={**b.sel, _CELAH: c}) for b, c in zip(baris, celah, strict=True)),
    ]


def _rata(ktk: Konteks, pilihan: Sequence[Indikator], lingkup: Lingkup, triwulan: int) -> tuple[Rumus, Hasil]:
    """The mean capaian of some adjacent indikator in one triwulan, or up to it."""
    awal, akhir = (baris_indikator(i.kode, lingkup) for i in (pilihan[0], pilihan[-1]))
    capaian = ((hasil_lingkup(ktk.hitungan[i.kode], lingkup)[1][triwulan - 1].hasil, i.bobot) for i in pilihan)
    rata = rata_capaian(((c, 1.0 if b is None else b) for c, b in capaian), ktk.aturan)
    bobot = Acuan(awal, "bobot", akhir, "bobot", lembar_capaian.KUNCI)
    nilai = Acuan(awal, f"b{triwulan}", akhir, f"b{triwulan}", lembar_capaian.KUNCI)
    return rumus_rata_tertimbang(nilai, bobot, rata), rata


def _baris_rata(ktk: Konteks, kunci: str, label: str, lingkup: Lingkup) -> Baris:
    lebar = ktk.templat["ringkasan"]["lebar"][0]
    semua = [i for _, i in ktk.indikator]
    sel = {f"tw{t}": Sel(_rata(ktk, semua, lingkup, t)[0], "angka_desimal") for t in TRIWULAN}
    return Baris(kunci, {"label": Sel(label, "sel_teks"), **sel}, tinggi_baris([(label, lebar)]))


@diingat
def _baris_capaian(ktk: Konteks, kunci: str, jabatan: str | None) -> Baris:
    """Capaian up to each triwulan of one jabatan, or of the whole unit where `jabatan` is None, and its gaps."""
    templat = ktk.templat["ringkasan"]
    pilihan = [i for j, i in ktk.indikator if jabatan is None or j.kode == jabatan]
    sel: dict[str, Sel] = {}
    rata: list[Hasil] = []
    for t in TRIWULAN:
        rumus, hasil = _rata(ktk, pilihan, "sd", t)
        rata.append(hasil)
        sel[f"tw{t}"] = Sel(rumus, "angka_tebal" if jabatan is None else "angka_desimal")
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
        sel |= {"label": Sel(nama, "kelompok"), "iki": Sel(None, "sel_teks")}
    else:
        nama = ktk.katalog.cari_jabatan(jabatan).nama
        # The name wraps, which the text of a link does not do in every program.
        sel |= {
            "label": Sel(nama, "sel_teks"),
            "iki": Sel(Tautan(templat["ke_iki"], f"iki:{jabatan}"), "sel_tautan"),
        }
    tinggi = tinggi_baris([(nama, templat["lebar"][0])], tebal=jabatan is None)
    return Baris(kunci, {**sel, **sel_isian_kurang(ktk, pilihan)}, tinggi)


def _tinggi_batang(nama: str) -> int:
    """Pixels for one bar of the chart, so that every name has room beside it."""
    return max(34, 16 * jumlah_baris(nama, _LEBAR_NAMA) + 6)


@diingat
def _grafik(ktk: Konteks, akhir: str) -> tuple[Grafik, Grafik]:
    templat = ktk.templat["ringkasan"]
    jabatan = Grafik(
        jenis="batang",
        judul=templat["grafik"],
        seri=(
            Seri(
                templat["seri_jabatan"],
                Acuan("unit@capaian", "label", akhir, "label"),
                Acuan("unit@capaian", "kini", akhir, "kini"),
                "#2F5597",
            ),
        ),
        baris="grafik",
        kolom="label",
        alt=templat["alt_grafik"],
        lebar=624,
        tinggi=144 + sum(_tinggi_batang(j.nama) for j in ktk.jabatan),
    )
    waktu = Acuan("kepala_lengkap", "tw1", kolom_akhir="tw4")
    seri = [("seri_tw", "unit@tw", "#9DC3E6", False), ("seri_sd", "unit@capaian", "#2F5597", False)]
    seri.append(("seri_target", "seratus", "#C00000", True))
    triwulan = Grafik(
        jenis="kolom",
        judul=templat["grafik_triwulan"],
        seri=tuple(Seri(templat[n], waktu, Acuan(b, "tw1", kolom_akhir="tw4"), w, g) for n, b, w, g in seri),
        baris="grafik",
        kolom="kini",
        alt=templat["alt_grafik_triwulan"],
        lebar=575,
        tinggi=300,
    )
    return jabatan, triwulan
