"""The sheet Data Pembanding: figures of an earlier year and targets akhir Renstra, which Perbandingan stands on."""

from __future__ import annotations

from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Sel
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.perhitungan import TRIWULAN
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap
from ikixl.rekap.kunci import kunci_unit
from ikixl.rekap.pembanding import AngkaLalu

__all__ = ["acuan_pembanding", "susun_data_pembanding"]

KUNCI = "pembanding"
_ANGKA = ("r", "t", "c")
_KOLOM = ("kode", "nama", "satuan", *(f"{k}{t}" for k in _ANGKA for t in TRIWULAN), *(f"d{t}" for t in TRIWULAN))


def acuan_pembanding(baris: str, kolom: str) -> Acuan:
    """A figure of Data Pembanding: r1..r4 realisasi, t1..t4 target, c1..c4 capaian, d1..d4 basis, renstra.

    `baris` is the code of an indikator, or `kunci_unit` of a unit or the instansi.
    """
    return Acuan(baris, kolom, lembar=KUNCI)


def susun_data_pembanding(ktk: KonteksRekap) -> Lembar:
    """Constants only: a row per unit and per indikator of this year that has something to be compared with."""
    templat = ktk.templat["data_pembanding"]
    lebar = templat["lebar"]
    kolom = tuple(Kolom(k, lebar.get(k, lebar["angka"])) for k in (*_KOLOM, "renstra"))
    tahun = ktk.pembanding.tahun if ktk.pembanding else "–"
    sumber = ktk.pembanding.sumber if ktk.pembanding else "katalog"
    baris, gabung_sel = baris_penuh(
        [
            ("judul", templat["judul"].format(tahun=tahun), "judul_kiri", 14),
            ("keterangan", templat["keterangan"].format(sumber=sumber), "keterangan", 10),
        ],
        kolom,
    )
    kepala = [templat["kepala"].get(k) or templat["kepala"][k[0]].format(romawi=_romawi(ktk, k)) for k in _KOLOM]
    baris.append(baris_kepala(kolom, [*kepala, templat["kepala"]["renstra"]]))
    baris += [*_baris_unit(ktk), *_baris_indikator(ktk)]
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["pembanding"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung_sel),
        beku=(baris[3].kunci, "satuan"),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["dasar"],
    )


def _romawi(ktk: KonteksRekap, kolom: str) -> str:
    return ktk.romawi[int(kolom[1:]) - 1] if kolom[1:].isdigit() else ""


def _baris_unit(ktk: KonteksRekap) -> list[Baris]:
    if ktk.pembanding is None:
        return []
    unit = [(GABUNGAN, ktk.konsolidasi.katalog.instansi.nama), *((u.kode, u.nama) for u in ktk.unit)]
    baris = []
    for kode, nama in unit:
        sel = {k: Sel(None, "data_teks") for k in (*_KOLOM, "renstra")}
        sel |= {"kode": Sel("" if kode == GABUNGAN else kode, "data_teks"), "nama": Sel(nama, "sel_teks")}
        lama = ktk.pembanding.rata.get(kode)
        if lama is not None:
            sel |= {f"c{t}": Sel(lama.capaian[t - 1], "data_angka") for t in TRIWULAN}
            sel |= {f"d{t}": Sel(lama.dasar(t), "data_teks") for t in TRIWULAN}
        baris.append(Baris(kunci_unit(kode), sel, tinggi_baris([(nama, _lebar_nama(ktk))])))
    return baris


def _baris_indikator(ktk: KonteksRekap) -> list[Baris]:
    baris = []
    for h in ktk.konsolidasi.hasil.values():
        i = h.indikator
        lama = ktk.pembanding.indikator.get(i.kode) if ktk.pembanding else None
        renstra = ktk.konsolidasi.target_renstra(h)
        if lama is None and renstra is None:
            continue
        sel = {k: Sel(None, "data_teks") for k in _KOLOM}
        sel |= {"kode": Sel(i.kode, "data_teks"), "nama": Sel(i.nama, "sel_teks")}
        sel["renstra"] = Sel(renstra, "data_angka")
        if lama is not None:
            sel |= _sel_lama(lama)
        baris.append(Baris(i.kode, sel, tinggi_baris([(i.nama, _lebar_nama(ktk))])))
    return baris


def _sel_lama(lama: AngkaLalu) -> dict[str, Sel]:
    sel = {"satuan": Sel(lama.satuan, "data_teks")}
    for t in TRIWULAN:
        angka = {"r": lama.realisasi, "t": lama.target, "c": lama.capaian}
        sel |= {f"{k}{t}": Sel(n[t - 1], "data_angka") for k, n in angka.items()}
        sel[f"d{t}"] = Sel(lama.dasar(t), "data_teks")
    return sel


def _lebar_nama(ktk: KonteksRekap) -> float:
    lebar: float = ktk.templat["data_pembanding"]["lebar"]["nama"]
    return lebar
