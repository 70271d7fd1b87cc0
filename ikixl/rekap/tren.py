"""The Tren sheet of the rekap: capaian of the instansi and of each unit over the triwulan, and where it is heading."""

from __future__ import annotations

from dataclasses import replace

from ikixl.konsolidasi import Lingkup
from ikixl.layout.baris_capaian import rumus_rata_tertimbang
from ikixl.layout.buku import Acuan, Baris, Gabung, Grafik, Kolom, Lembar, Rentang, Rumus, Sel, Seri, Tautan
from ikixl.layout.kepala import baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.perhitungan import TRIWULAN
from ikixl.rekap import rincian
from ikixl.rekap.besar.acuan import rumus_unit, tautan_unit
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap
from ikixl.rekap.kunci import RINGKASAN, kunci_baris, kunci_unit
from ikixl.rumus.hasil import Hasil

__all__ = ["susun_tren"]

KUNCI = "tren"
_LINGKUP: tuple[Lingkup, ...] = ("tw", "sd")
_KOLOM = ("unit", *(f"{li}{t}" for li in _LINGKUP for t in TRIWULAN), "ubah", "arah")
# Changes smaller than what two decimals show are none.
_TETAP = 0.005


def susun_tren(ktk: KonteksRekap) -> Lembar:
    """Capaian of each triwulan by itself and up to it; change and direction between the last two that have a figure."""
    templat = ktk.templat["tren"]
    kolom = (
        *(Kolom(k, w) for k, w in zip(_KOLOM, templat["lebar"], strict=True)),
        Kolom("kini", 9, True),
        Kolom("lalu", 9, True),
    )
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", templat["keterangan"], "keterangan", 10),
        ],
        kolom,
    )
    kepala, gabung_kepala = _kepala(ktk)
    tinggi = ktk.templat["tren"]["tinggi_grafik"]
    unit = [(GABUNGAN, ktk.konsolidasi.katalog.instansi.nama), *((u.kode, u.nama) for u in ktk.unit)]
    baris += [*kepala, *(_baris(ktk, *u) for u in unit), Baris("jarak", {}, 8)]
    baris.append(Baris("grafik", {}, tinggi * 0.75 + 12))
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["tren"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=(*gabung, *gabung_kepala),
        grafik=(_grafik(ktk),),
        beku=(kunci_unit(GABUNGAN), "tw1"),
        kertas=ktk.kertas_terbagi(kolom, baris, ("jarak",)),
        warna_tab=ktk.templat["warna_tab"]["utama"],
    )


def _kepala(ktk: KonteksRekap) -> tuple[list[Baris], list[Gabung]]:
    templat = ktk.templat["tren"]
    atas = {k: Sel(templat["kepala"][k], "kepala") for k in ("unit", "ubah", "arah")}
    gabung = [Gabung(Rentang("kepala1", k, "kepala2", k)) for k in atas]
    bawah: dict[str, Sel] = {}
    for lingkup in _LINGKUP:
        atas[f"{lingkup}1"] = Sel(templat["kepala"][lingkup], "kepala")
        gabung.append(Gabung(Rentang("kepala1", f"{lingkup}1", "kepala1", f"{lingkup}4")))
        bawah |= {f"{lingkup}{t}": Sel(ktk.romawi[t - 1], "kepala") for t in TRIWULAN}
    return [Baris("kepala1", atas, 30), Baris("kepala2", bawah, 18)], gabung


def _baris(ktk: KonteksRekap, unit: str, nama: str) -> Baris:
    kunci, tebal = kunci_unit(unit), unit == GABUNGAN
    gaya = "angka_tebal" if tebal else "angka_desimal"
    tw = [_hasil(ktk, unit, t, "tw") for t in TRIWULAN]
    sel = {"unit": Sel(Tautan(nama, RINGKASAN, kunci, "unit"), "sel_tautan")}
    # A unit of a large rekap has no rows in the details.
    tautan = None if ktk.besar and not tebal else rincian.tautan_rincian(*_ujung(ktk, unit), "tw")
    for t in TRIWULAN:
        if ktk.besar and not tebal:
            sel[f"tw{t}"] = Sel(rumus_unit(unit, f"tw{t}", tw[t - 1].tampilan), gaya, tautan=tautan_unit(unit))
        else:
            sel[f"tw{t}"] = Sel(_rata(ktk, unit, t, tw[t - 1]), gaya, tautan=tautan)
        sd = Rumus("{c}", _hasil(ktk, unit, t, "sd").tampilan, {"c": Acuan(kunci, f"s{t}", lembar=RINGKASAN)})
        sel[f"sd{t}"] = Sel(sd, gaya, tautan=Tautan("", RINGKASAN, kunci, f"s{t}"))
    sel |= _arah(ktk, kunci, [h.nilai for h in tw], gaya)
    sel["ubah"] = replace(sel["ubah"], tautan=tautan)
    return Baris(kunci, sel, tinggi_baris([(nama, ktk.templat["tren"]["lebar"][0])], tebal=tebal))


def _hasil(ktk: KonteksRekap, unit: str, triwulan: int, lingkup: Lingkup) -> Hasil:
    if unit == GABUNGAN:
        return ktk.konsolidasi.capaian_instansi(triwulan, lingkup)
    return ktk.konsolidasi.capaian_unit(unit, triwulan, lingkup)


def _rata(ktk: KonteksRekap, unit: str, triwulan: int, hasil: Hasil) -> Rumus:
    """The weighted mean over the rows of the instansi or a unit in the details per triwulan."""
    awal, akhir = _ujung(ktk, unit)
    bobot = "bobot_instansi" if unit == GABUNGAN else "bobot"
    return rumus_rata_tertimbang(
        rincian.daerah(awal, akhir, f"b{triwulan}", "tw"), rincian.daerah(awal, akhir, bobot, "tw"), hasil
    )


def _ujung(ktk: KonteksRekap, unit: str) -> tuple[str, str]:
    """The first and the last row of the instansi or a unit in the details."""
    if unit == GABUNGAN:
        return rincian.baris_awal(ktk), rincian.baris_akhir(ktk)
    milik = ktk.konsolidasi.katalog.indikator_unit(unit)
    return kunci_baris(milik[0].kode, unit), kunci_baris(milik[-1].kode, unit)


def _arah(ktk: KonteksRekap, kunci: str, tw: list[float | None], gaya: str) -> dict[str, Sel]:
    """Change between the rekap's triwulan and the last one before it that has a figure, in percent points and words."""
    kata, t = ktk.templat["tren"]["kata"], ktk.triwulan
    kini = tw[t - 1]
    lalu = next((n for n in reversed(tw[: t - 1]) if n is not None), None)
    ubah = None if kini is None or lalu is None else kini - lalu
    arah = "–" if ubah is None else kata["tetap"] if abs(ubah) < _TETAP else kata["naik" if ubah > 0 else "turun"]
    teks_lalu = '""'
    for n in range(1, t):
        teks_lalu = f"IF(ISNUMBER({{t{n}}}),{{t{n}}},{teks_lalu})"
    acuan = {f"t{n}": Acuan(kunci, f"tw{n}") for n in range(1, t)}
    k, u = Acuan(kunci, "kini"), Acuan(kunci, "ubah")
    teks_arah = (
        f'IF(ISNUMBER({{u}}),IF(ABS({{u}})<{_TETAP},"{kata["tetap"]}",'
        f'IF({{u}}>0,"{kata["naik"]}","{kata["turun"]}")),"–")'
    )
    return {
        "kini": Sel(Rumus("{c}", "" if kini is None else kini, {"c": Acuan(kunci, f"tw{t}")}), "bantu"),
        "lalu": Sel(Rumus(teks_lalu, "" if lalu is None else lalu, acuan), "bantu"),
        "ubah": Sel(
            Rumus('IF(COUNT({k},{l})=2,{k}-{l},"")', "" if ubah is None else ubah, {"k": k, "l": Acuan(kunci, "lalu")}),
            gaya,
        ),
        "arah": Sel(Rumus(teks_arah, arah, {"u": u}), "status"),
    }


def _grafik(ktk: KonteksRekap) -> Grafik:
    templat, kunci = ktk.templat["tren"], kunci_unit(GABUNGAN)
    warna = {"tw": "#70AD47", "sd": "#2F5597"}
    seri = tuple(
        Seri(
            templat["kepala"][k],
            Acuan("kepala2", f"{k}1", "kepala2", f"{k}4"),
            Acuan(kunci, f"{k}1", kunci, f"{k}4"),
            w,
        )
        for k, w in warna.items()
    )
    return Grafik(
        jenis="kolom",
        judul=ktk.teks(templat["grafik"]),
        seri=seri,
        baris="grafik",
        kolom="unit",
        alt=templat["alt_grafik"],
        lebar=900,
        tinggi=templat["tinggi_grafik"],
    )
