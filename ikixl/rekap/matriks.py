"""The matrices of the rekap: capaian of each shared indikator in each unit, with the instansi's own column."""

from __future__ import annotations

from collections.abc import Sequence

from ikixl.katalog.model import Unit
from ikixl.konsolidasi import HasilIndikator, Lingkup, capaian
from ikixl.layout.baris_capaian import rumus_rata_tertimbang
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Rumus, Sel, Tautan, Warna
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_capaian
from ikixl.rekap.bantu_rincian import rumus_unit_ikut
from ikixl.rekap.data import tautan_blok
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap
from ikixl.rekap.kunci import acuan_rincian, kunci_baris, kunci_lembar
from ikixl.rekap.rincian import tautan_rincian
from ikixl.rumus.hasil import Hasil

__all__ = ["KUNCI", "susun_matriks", "susun_matriks_triwulan"]

KUNCI = "matriks"
KUNCI_TRIWULAN = "matriks:tw"
#: Triwulan, whether of it ("tw") or up to it ("sd"), and the text of the band above ("" for none).
_Bagian = tuple[int, Lingkup, str]


def susun_matriks(ktk: KonteksRekap) -> Lembar:
    """The Matriks sheet up to the rekap's triwulan; raw capaian in percent points, coloured by predikat."""
    templat = ktk.templat["matriks"]
    return _susun(ktk, KUNCI, ktk.teks(templat["judul"]), [(ktk.triwulan, "sd", "")])


def susun_matriks_triwulan(ktk: KonteksRekap) -> Lembar:
    """The matrix of each triwulan by itself, one under the other, for those up to the rekap's."""
    templat = ktk.templat["matriks"]
    romawi = ktk.romawi
    bagian: list[_Bagian] = [
        (t, "tw", templat["bagian"].format(romawi=romawi[t - 1])) for t in range(1, ktk.triwulan + 1)
    ]
    return _susun(ktk, KUNCI_TRIWULAN, ktk.teks(templat["judul_triwulan"]), bagian)


def _susun(ktk: KonteksRekap, kunci: str, judul: str, bagian: Sequence[_Bagian]) -> Lembar:
    templat = ktk.templat["matriks"]
    unit = [u for u in ktk.unit if any(u.kode in h.per_unit for h in ktk.ganda)]
    kolom = _kolom(ktk, unit)
    baris, gabung = baris_penuh(
        [("judul", judul, "judul_kiri", 14), ("keterangan", ktk.teks(templat["keterangan"]), "keterangan", 10)], kolom
    )
    nama = [u.nama.removeprefix("Kelurahan ").removeprefix("Desa ") for u in unit]
    instansi = ktk.konsolidasi.katalog.instansi.nama
    kepala = templat["kepala"]
    baris.append(baris_kepala(kolom, [*kepala["awal"], *nama, instansi, kepala["ikut"]]))
    warna: tuple[Warna, ...] = ()
    if ktk.ganda:
        for b in bagian:
            baris += _baris_bagian(ktk, b, unit, kolom)
            awal, akhir = (_kunci(h, b) for h in (ktk.ganda[0], ktk.ganda[-1]))
            warna += warna_capaian(Rentang(awal, unit[0].kode, akhir, GABUNGAN), ktk.konsolidasi.aturan.skala)
    else:
        kosong, gabung_kosong = baris_lebar("kosong", templat["kosong"], "keterangan", kolom)
        baris.append(kosong)
        gabung.append(gabung_kosong)
    return Lembar(
        kunci=kunci,
        nama=ktk.templat["nama_lembar"]["matriks" if kunci == KUNCI else "matriks_triwulan"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna,
        beku=(baris[3].kunci, unit[0].kode if unit else GABUNGAN),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["utama"],
    )


def _baris_bagian(ktk: KonteksRekap, bagian: _Bagian, unit: list[Unit], kolom: Sequence[Kolom]) -> list[Baris]:
    """One matrix, under a band with its name if it has one."""
    baris = []
    if bagian[2]:
        pita = {k.kunci: Sel(bagian[2] if k.kunci == "indikator" else None, "kelompok") for k in kolom}
        baris.append(Baris(f"bagian{bagian[0]}", pita, 20))
    baris += [_baris(ktk, n, h, unit, bagian) for n, h in enumerate(ktk.ganda, start=1)]
    baris.append(_baris_rata(ktk, unit, bagian))
    return baris


def _kolom(ktk: KonteksRekap, unit: list[Unit]) -> tuple[Kolom, ...]:
    lebar = ktk.templat["matriks"]["lebar"]
    return (
        *(Kolom(k, lebar[k]) for k in ("no", "jabatan", "indikator")),
        *(Kolom(u.kode, lebar["unit"]) for u in unit),
        Kolom(GABUNGAN, lebar["gabungan"]),
        Kolom("ikut", lebar["ikut"]),
    )


def _kunci(h: HasilIndikator, bagian: _Bagian) -> str:
    return f"{h.indikator.kode}@{bagian[0]}" if bagian[1] == "tw" else h.indikator.kode


def _baris(ktk: KonteksRekap, nomor: int, h: HasilIndikator, unit: list[Unit], bagian: _Bagian) -> Baris:
    i, (t, lingkup, _) = h.indikator, bagian
    jabatan = ktk.konsolidasi.katalog.cari_jabatan(i.jabatan).nama
    # The link stands on the number: programs do not wrap the text of a link.
    tautan = Tautan(str(nomor), kunci_lembar(lingkup), kunci_baris(i.kode, GABUNGAN), "indikator")
    sel = {
        "no": Sel(tautan, "sel_tautan"),
        "jabatan": Sel(jabatan, "sel_teks"),
        "indikator": Sel(i.nama, "sel_teks"),
    }
    for u in unit:
        milik = h.per_unit.get(u.kode)
        if milik is None:
            sel[u.kode] = Sel("–", "tidak_diminta")
            continue
        sel[u.kode] = _ambil(ktk, i.kode, u.kode, bagian, capaian(milik, lingkup)[t - 1].hasil)
    hasil = capaian(h.gabungan, lingkup)[t - 1].hasil
    sel[GABUNGAN] = _ambil(ktk, i.kode, GABUNGAN, bagian, hasil, "matriks_gabungan")
    # A unit takes part where its realisasi is there, also where the capaian itself cannot be reckoned.
    sel["ikut"] = Sel(rumus_unit_ikut(ktk, h, t, lingkup), "status")
    lebar = ktk.templat["matriks"]["lebar"]
    return Baris(_kunci(h, bagian), sel, tinggi_baris([(i.nama, lebar["indikator"]), (jabatan, lebar["jabatan"])]))


def _ambil(
    ktk: KonteksRekap, indikator: str, unit: str, bagian: _Bagian, hasil: Hasil, gaya: str = "matriks_sel"
) -> Sel:
    """A cell that shows a figure of the detail sheet as it stands there, and leads to the rows of Data behind it."""
    acuan = {"c": acuan_rincian(indikator, unit, f"c{bagian[0]}", bagian[1])}
    tautan = tautan_blok(ktk, indikator, unit)
    return Sel(Rumus('IF({c}="","",{c})', hasil.tampilan, acuan), gaya, tautan=tautan)


def _baris_rata(ktk: KonteksRekap, unit: list[Unit], bagian: _Bagian) -> Baris:
    """The weighted mean of each column, capped as the rules say: the same figure as in Ringkasan for a unit."""
    t, lingkup, _ = bagian
    sel = {
        "no": Sel(None, "kelompok"),
        "jabatan": Sel(None, "kelompok"),
        "indikator": Sel(ktk.templat["matriks"]["rata"], "kelompok"),
        "ikut": Sel(None, "kelompok"),
    }
    k = ktk.konsolidasi
    for u in unit:
        semua = k.katalog.indikator_unit(u.kode)
        ujung = semua[0].kode, semua[-1].kode
        sel[u.kode] = _rata(ujung, u.kode, bagian, k.capaian_unit(u.kode, t, lingkup))
    ujung = ktk.ganda[0].indikator.kode, ktk.ganda[-1].indikator.kode
    sel[GABUNGAN] = _rata(ujung, GABUNGAN, bagian, k.rata(ktk.ganda, t, lingkup))
    return Baris(f"rata{t}" if lingkup == "tw" else "rata", sel, 20)


def _rata(ujung: tuple[str, str], unit: str, bagian: _Bagian, hasil: Hasil) -> Sel:
    t, lingkup, _ = bagian
    awal, akhir = (kunci_baris(i, unit) for i in ujung)
    nilai, bobot = (Acuan(awal, k, akhir, k, kunci_lembar(lingkup)) for k in (f"b{t}", "bobot"))
    tautan = tautan_rincian(awal, akhir, lingkup)
    return Sel(rumus_rata_tertimbang(nilai, bobot, hasil), "matriks_gabungan", tautan=tautan)
