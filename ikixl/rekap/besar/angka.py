"""The sheets Data Indikator and Data Unit of a large rekap: the only constants that its formulas stand on."""

from __future__ import annotations

from ikixl.bawaan import baca_templat
from ikixl.katalog.kunci import TARGET
from ikixl.konsolidasi import HasilIndikator
from ikixl.layout.buku import Baris, Kolom, Lembar, Rentang, Sel
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.perhitungan import TRIWULAN, cara_target_indikator
from ikixl.rekap.besar.acuan import DATA_UNIT, kunci_angka
from ikixl.rekap.besar.konteks import KonteksBesar
from ikixl.rekap.kunci import VARIABEL, kunci_unit, mewakili

__all__ = ["susun_data_indikator", "susun_data_unit"]

_TEKS = ("kode", "indikator", "variabel", "nama", "satuan", "cara_waktu", "cara_unit")
# Of these, texts that wrap.
_PANJANG = ("indikator", "nama")
_ANGKA = "ns"
_BANYAK = "pqid"


def susun_data_indikator(ktk: KonteksBesar) -> Lembar:
    """A row for each variabel and target, combined over all complete units.

    n1..n4 hold the value of each triwulan, s1..s4 up to each; p and q the number of units in them (in the first row of
    an indikator, for all of its rows), i and d the inputs filled and asked up to each triwulan; `unit` the holders.
    """
    templat = baca_templat("rekap_besar")["indikator"]
    lebar = templat["lebar"]
    kolom = (
        *(Kolom(k, lebar[k]) for k in _TEKS),
        *(Kolom(f"{k}{t}", lebar["angka"]) for k in _ANGKA for t in TRIWULAN),
        *(Kolom(f"{k}{t}", lebar["banyak"]) for k in _BANYAK for t in TRIWULAN),
        Kolom("unit", lebar["banyak"]),
    )
    keterangan = templat["keterangan"].format(folder=ktk.folder)
    baris, gabung = baris_penuh(
        [("judul", ktk.teks(templat["judul"]), "judul_kiri", 14), ("keterangan", keterangan, "keterangan", 10)],
        kolom[:15],
    )
    kepala = [*templat["kepala"], *(templat[k].format(romawi=r) for k in (*_ANGKA, *_BANYAK) for r in ktk.romawi)]
    baris.append(baris_kepala(kolom, [*kepala, templat["unit"]]))
    for h in ktk.konsolidasi.hasil.values():
        baris += _baris_indikator(ktk, h)
    return Lembar(
        kunci=VARIABEL,
        nama=templat["nama"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        beku=(baris[3].kunci, "satuan"),
        saring=Rentang("kepala", "kode", baris[-1].kunci, "unit"),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["dasar"],
    )


def _baris_indikator(ktk: KonteksBesar, h: HasilIndikator) -> list[Baris]:
    i, g = h.indikator, h.gabungan
    variabel = ktk.konsolidasi.katalog.variabel_indikator(i.kode)
    daftar = [(v.kode, v.nama, v.satuan, str(v.gabung_waktu), str(v.gabung_unit)) for v in variabel]
    target = [cara_target_indikator(i, variabel, k) for k in ("waktu", "unit")]
    daftar.append((TARGET, ktk.templat["variabel"]["target"], i.satuan, target[0], target[1]))
    lebar = baca_templat("rekap_besar")["indikator"]["lebar"]
    baris = []
    for nomor, (kode, nama, satuan, waktu, unit) in enumerate(daftar):
        n, s = (g.target, g.target_sd) if kode == TARGET else (g.nilai[kode], g.nilai_sd[kode])
        teks = (i.kode, i.nama, kode, nama, satuan, waktu, "–" if h.tunggal else unit)
        sel = {k: Sel(isi, "sel_teks" if k in _PANJANG else "data_teks") for k, isi in zip(_TEKS, teks, strict=True)}
        sel["unit"] = Sel(len(h.per_unit), "data_teks")
        banyak = {"i": ktk.terisi(h, kode), "d": ktk.diminta(h, kode)}
        if nomor == 0:
            banyak |= {"p": h.ikut, "q": h.ikut_sd}
        else:
            # Said once for all rows of an indikator; the cells are there, so that the table has no holes.
            sel |= {f"{k}{t}": Sel(None, "data_teks") for k in "pq" for t in TRIWULAN}
        for t in TRIWULAN:
            sel |= {f"n{t}": Sel(n[t - 1], "data_angka"), f"s{t}": Sel(s[t - 1], "data_angka")}
            sel |= {f"{k}{t}": Sel(isi[t - 1], "data_teks") for k, isi in banyak.items()}
        tinggi = tinggi_baris([(i.nama, lebar["indikator"]), (nama, lebar["nama"])])
        baris.append(Baris(kunci_angka(i.kode, kode, mewakili(h)), sel, tinggi))
    return baris


def susun_data_unit(ktk: KonteksBesar) -> Lembar:
    """A row for each unit: inputs filled and asked (i, d), mean capaian of each triwulan (tw) and up to each (s), in
    percent points, and how many of its indikator stand in the latter (a, of `semua`).
    """
    templat = baca_templat("rekap_besar")["unit"]
    lebar = templat["lebar"]
    teks = ("tahun", "instansi", "unit", "nama", "jenis")
    kolom = (
        *(Kolom(k, lebar[k]) for k in teks),
        *(Kolom(f"{k}{t}", lebar["angka"]) for k in ("i", "d", "tw", "s", "a") for t in TRIWULAN),
        Kolom("semua", lebar["angka"]),
    )
    keterangan = templat["keterangan"].format(folder=ktk.folder)
    baris, gabung = baris_penuh(
        [("judul", ktk.teks(templat["judul"]), "judul_kiri", 14), ("keterangan", keterangan, "keterangan", 10)],
        kolom[:17],
    )
    kepala = [
        *templat["kepala"],
        *(templat[k].format(romawi=r) for k in ("i", "d", "tw", "s", "a") for r in ktk.romawi),
    ]
    baris.append(baris_kepala(kolom, [*kepala, templat["semua"]]))
    instansi = ktk.konsolidasi.katalog.instansi
    for u in ktk.unit:
        a = ktk.ringkas.angka[u.kode]
        sel = {
            "tahun": Sel(instansi.tahun, "data_teks"),
            "instansi": Sel(instansi.kode_wilayah, "data_teks"),
            "unit": Sel(u.kode, "data_teks"),
            "nama": Sel(u.nama, "data_teks"),
            "jenis": Sel(u.jenis, "data_teks"),
            "semua": Sel(len(ktk.konsolidasi.katalog.indikator_unit(u.kode)), "data_teks"),
        }
        for t in TRIWULAN:
            banyak = {"i": a.terisi, "d": a.diminta, "a": a.ikut_sd}
            sel |= {f"{k}{t}": Sel(isi[t - 1], "data_teks") for k, isi in banyak.items()}
            sel |= {f"{k}{t}": Sel(c[t - 1], "data_angka") for k, c in (("tw", a.capaian), ("s", a.capaian_sd))}
        baris.append(Baris(kunci_unit(u.kode), sel, tinggi_baris([(u.nama, lebar["nama"])])))
    return Lembar(
        kunci=DATA_UNIT,
        nama=templat["nama_lembar"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        beku=(baris[3].kunci, "jenis"),
        saring=Rentang("kepala", "tahun", baris[-1].kunci, "semua"),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["dasar"],
    )
