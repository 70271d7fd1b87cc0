"""The Matriks sheet of the rekap: capaian of each shared indikator in each unit, with the instansi's own column."""

from __future__ import annotations

from ikixl.aturan import SKALA
from ikixl.katalog.model import Unit
from ikixl.konsolidasi import HasilIndikator, bobot
from ikixl.layout.baris_capaian import rumus_rata_tertimbang
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Rumus, Sel, Tautan, Warna
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.perhitungan import rata_capaian
from ikixl.rekap import rincian
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap

__all__ = ["KUNCI", "susun_matriks"]

KUNCI = "matriks"
_WARNA = ("sangat_tinggi", "tinggi", "sedang", "rendah", "sangat_rendah")


def susun_matriks(ktk: KonteksRekap) -> Lembar:
    """The Matriks sheet up to the rekap's triwulan; raw capaian in percent points, coloured by predikat."""
    templat = ktk.templat["matriks"]
    ganda = [h for h in ktk.konsolidasi.hasil.values() if not h.tunggal]
    unit = [u for u in ktk.unit if any(u.kode in h.per_unit for h in ganda)]
    kolom = _kolom(ktk, unit)
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", ktk.teks(templat["keterangan"]), "keterangan", 10),
        ],
        kolom,
    )
    nama = [u.nama.removeprefix("Kelurahan ").removeprefix("Desa ") for u in unit]
    instansi = ktk.konsolidasi.katalog.instansi.nama
    kepala = templat["kepala"]
    baris.append(baris_kepala(kolom, [*kepala["awal"], *nama, instansi, kepala["ikut"]]))
    warna: tuple[Warna, ...] = ()
    if ganda:
        baris += [_baris(ktk, n, h, unit) for n, h in enumerate(ganda, start=1)]
        awal, akhir = (_kunci(h) for h in (ganda[0], ganda[-1]))
        baris.append(_baris_rata(ktk, ganda, unit))
        warna = _warna(ktk, Rentang(awal, unit[0].kode, akhir, GABUNGAN))
    else:
        kosong, gabung_kosong = baris_lebar("kosong", templat["kosong"], "keterangan", kolom)
        baris.append(kosong)
        gabung.append(gabung_kosong)
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["matriks"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna,
        beku=(baris[3].kunci, unit[0].kode if unit else GABUNGAN),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["utama"],
    )


def _kolom(ktk: KonteksRekap, unit: list[Unit]) -> tuple[Kolom, ...]:
    lebar = ktk.templat["matriks"]["lebar"]
    return (
        *(Kolom(k, lebar[k]) for k in ("no", "jabatan", "indikator")),
        *(Kolom(u.kode, lebar["unit"]) for u in unit),
        Kolom(GABUNGAN, lebar["gabungan"]),
        Kolom("ikut", lebar["ikut"]),
    )


def _kunci(h: HasilIndikator) -> str:
    return h.indikator.kode


def _baris(ktk: KonteksRekap, nomor: int, h: HasilIndikator, unit: list[Unit]) -> Baris:
    i, t = h.indikator, ktk.triwulan
    jabatan = ktk.konsolidasi.katalog.cari_jabatan(i.jabatan).nama
    lembar = rincian.kunci_lembar("sd")
    # The link stands on the number: programs do not wrap the text of a link.
    tautan = Tautan(str(nomor), lembar, rincian.kunci_baris(i.kode, GABUNGAN), "indikator")
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
        sel[u.kode] = _ambil(rincian.kunci_baris(i.kode, u.kode), t, milik.capaian_sd[t - 1].hasil.tampilan)
    gabungan = h.gabungan.capaian_sd[t - 1].hasil.tampilan
    sel[GABUNGAN] = _ambil(rincian.kunci_baris(i.kode, GABUNGAN), t, gabungan, "matriks_gabungan")
    # A unit takes part where its realisasi is there, also where the capaian itself cannot be reckoned.
    acuan = {f"u{n}": Acuan(rincian.kunci_baris(i.kode, u), f"r{t}", lembar=lembar) for n, u in enumerate(h.per_unit)}
    teks = "+".join(f'({{{k}}}<>"")' for k in acuan)
    sel["ikut"] = Sel(
        Rumus(f'{teks}&" dari {len(h.per_unit)}"', f"{h.ikut_sd[t - 1]} dari {len(h.per_unit)}", acuan), "status"
    )
    lebar = ktk.templat["matriks"]["lebar"]
    return Baris(_kunci(h), sel, tinggi_baris([(i.nama, lebar["indikator"]), (jabatan, lebar["jabatan"])]))


def _ambil(baris: str, triwulan: int, nilai: float | str, gaya: str = "matriks_sel") -> Sel:
    """A cell that shows a figure of the detail sheet as it stands there."""
    acuan = {"c": Acuan(baris, f"c{triwulan}", lembar=rincian.kunci_lembar("sd"))}
    return Sel(Rumus('IF({c}="","",{c})', nilai, acuan), gaya)


def _baris_rata(ktk: KonteksRekap, ganda: list[HasilIndikator], unit: list[Unit]) -> Baris:
    """The weighted mean of each column, capped as the rules say: the same figure as in Ringkasan for a unit."""
    t = ktk.triwulan
    sel = {
        "no": Sel(None, "kelompok"),
        "jabatan": Sel(None, "kelompok"),
        "indikator": Sel(ktk.templat["matriks"]["rata"], "kelompok"),
        "ikut": Sel(None, "kelompok"),
    }
    for u in unit:
        semua = ktk.konsolidasi.katalog.indikator_unit(u.kode)
        awal, akhir = (rincian.kunci_baris(i.kode, u.kode) for i in (semua[0], semua[-1]))
        daerah = rincian.daerah(awal, akhir, f"b{t}"), rincian.daerah(awal, akhir, "bobot")
        sel[u.kode] = Sel(rumus_rata_tertimbang(*daerah, ktk.konsolidasi.capaian_unit(u.kode, t)), "matriks_gabungan")
    awal, akhir = (rincian.kunci_baris(_kunci(h), GABUNGAN) for h in (ganda[0], ganda[-1]))
    hasil = rata_capaian(
        ((h.gabungan.capaian_sd[t - 1].hasil, bobot(h.indikator)) for h in ganda), ktk.konsolidasi.aturan
    )
    daerah = rincian.daerah(awal, akhir, f"b{t}"), rincian.daerah(awal, akhir, "bobot")
    sel[GABUNGAN] = Sel(rumus_rata_tertimbang(*daerah, hasil), "matriks_gabungan")
    return Baris("rata", sel, 20)


def _warna(ktk: KonteksRekap, daerah: Rentang) -> tuple[Warna, ...]:
    """Colours by the lower bounds of the project's scale; the number itself stands in the cell."""
    tingkat = SKALA[ktk.konsolidasi.aturan.skala].tingkat
    acuan = {"c": Acuan(daerah.baris, daerah.kolom, mutlak=False)}
    hasil = []
    atas = ""
    for nomor, (batas, _) in enumerate(tingkat):
        bawah = f"{{c}}>={batas:g}," if nomor + 1 < len(tingkat) else ""
        warna = _WARNA[round(nomor * (len(_WARNA) - 1) / max(len(tingkat) - 1, 1))]
        hasil.append(Warna(daerah, f"AND(ISNUMBER({{c}}),{bawah}{atas}TRUE)", f"hidup_{warna}", acuan))
        atas = f"{{c}}<{batas:g},"
    return tuple(hasil)
