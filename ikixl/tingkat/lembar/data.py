"""The sheets Data and Variabel of a level: the members' figures, the only constants, and what they combine to."""

from __future__ import annotations

from collections.abc import Sequence

from ikixl.katalog.kunci import TARGET
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Rumus, Sel, Tautan
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.rumus_isian import angka_atau_kosong
from ikixl.layout.tinggi import tinggi_baris
from ikixl.perhitungan import TRIWULAN
from ikixl.tingkat.angka import Asal, cara_unit
from ikixl.tingkat.lembar.baris_unit import baris_unit, sel_asal
from ikixl.tingkat.lembar.konteks import DATA, GABUNGAN, KonteksTingkat
from ikixl.tingkat.model import Anggota, IndikatorTingkat

__all__ = [
    "DATA",
    "VARIABEL",
    "acuan_angka",
    "acuan_ikut",
    "daerah_anggota",
    "kode_variabel",
    "kunci_data",
    "susun_data",
    "susun_variabel",
    "tautan_angka",
]

VARIABEL = "variabel"
#: Columns of values and of counts of units, by what they speak of.
_NILAI = {"tw": "n", "sd": "s"}
_IKUT = {"tw": "i", "sd": "j"}
_FUNGSI = {"jumlah": "SUM", "maks": "MAX", "min": "MIN"}


def kode_variabel(i: IndikatorTingkat) -> list[str]:
    """The variabel of an indikator, then "target"."""
    return [*(v.kode for v in i.definisi.variabel), TARGET]


def kunci_data(i: IndikatorTingkat, variabel: str, anggota: str) -> str:
    """Row key in Data, and with GABUNGAN in Variabel."""
    return f"{i.kunci}/{variabel}@{anggota}"


def acuan_angka(i: IndikatorTingkat, variabel: str, anggota: str, lingkup: str, triwulan: int) -> Acuan:
    """The value of a variabel (or "target") of a member, or of all (GABUNGAN)."""
    lembar = VARIABEL if anggota == GABUNGAN else DATA
    return Acuan(kunci_data(i, variabel, anggota), f"{_NILAI[lingkup]}{triwulan}", lembar=lembar)


def acuan_ikut(i: IndikatorTingkat, anggota: str, lingkup: str, triwulan: int) -> Acuan:
    """How many units are in the figure of a member; of all members (GABUNGAN), the cells to sum."""
    if anggota == GABUNGAN:
        return daerah_anggota(i, kode_variabel(i)[0], f"{_IKUT[lingkup]}{triwulan}")
    return Acuan(kunci_data(i, kode_variabel(i)[0], anggota), f"{_IKUT[lingkup]}{triwulan}", lembar=DATA)


def daerah_anggota(i: IndikatorTingkat, variabel: str, kolom: str) -> Acuan:
    """A column of Data over all members that hold an indikator."""
    anggota = list(i.angka)
    return Acuan(kunci_data(i, variabel, anggota[0]), kolom, kunci_data(i, variabel, anggota[-1]), kolom, DATA)


def tautan_angka(i: IndikatorTingkat, anggota: str) -> Tautan:
    """A link that selects the rows of Data which make a figure of a member, or of all (GABUNGAN).

    The rows of several members alternate where an indikator has several variabel: those between are selected too.
    """
    kode, semua = kode_variabel(i), list(i.angka)
    ujung = (semua[0], semua[-1]) if anggota == GABUNGAN else (anggota, anggota)
    awal, akhir = (kunci_data(i, k, a) for k, a in zip((kode[0], kode[-1]), ujung, strict=True))
    return Tautan("", DATA, awal, "anggota", akhir, "sel")


def susun_data(ktk: KonteksTingkat) -> Lembar:
    """The Data sheet: a row for each variabel and target of each member, in runs of members.

    The counts of units stand in the rows of the first variabel of each indikator, and hold for all of its rows. Below
    them all stand the rows of `baris_unit`.
    """
    templat = ktk.templat["data"]
    lebar = templat["lebar"]
    kolom = (
        *(Kolom(k, lebar[k]) for k in ("anggota", "kode", "variabel")),
        *(Kolom(f"{k}{t}", lebar["angka"]) for k in _NILAI.values() for t in TRIWULAN),
        *(Kolom(f"{k}{t}", lebar["unit"]) for k in _IKUT.values() for t in TRIWULAN),
        Kolom("semua", lebar["unit"]),
        *(Kolom(k, lebar[k]) for k in ("berkas", "lembar", "sel")),
    )
    baris, gabung = baris_penuh(
        [("judul", templat["judul"], "judul_kiri", 14), ("keterangan", templat["keterangan"], "keterangan", 10)],
        kolom[:12],
    )
    baris.append(baris_kepala(kolom, templat["kepala"]))
    anggota = {a.kode: a for a in ktk.tingkat.anggota}
    for i in ktk.tingkat.indikator:
        for nomor, k in enumerate(kode_variabel(i)):
            baris += [_baris_data(ktk, i, k, anggota[a], pertama=nomor == 0) for a in i.angka]
    baris += baris_unit(ktk)
    return Lembar(
        kunci=DATA,
        nama=ktk.templat["nama_lembar"]["data"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        beku=(baris[3].kunci, "n1"),
        saring=Rentang("kepala", "anggota", baris[-1].kunci, "sel"),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["dasar"],
    )


def _baris_data(ktk: KonteksTingkat, i: IndikatorTingkat, variabel: str, a: Anggota, *, pertama: bool) -> Baris:
    angka = i.angka[a.kode]
    asal = angka.asal.get(variabel, Asal())
    sel = {
        "anggota": Sel(a.kode, "data_teks"),
        "kode": Sel(i.kunci, "data_teks"),
        "variabel": Sel(variabel, "data_teks"),
    }
    for lingkup in ("tw", "sd"):
        nilai, ikut = angka.di(lingkup)
        for t in TRIWULAN:
            sel[f"{_NILAI[lingkup]}{t}"] = Sel(nilai[variabel][t - 1], "data_angka")
            if pertama:
                sel[f"{_IKUT[lingkup]}{t}"] = Sel(ikut[t - 1], "data_teks")
    if pertama:
        sel["semua"] = Sel(angka.semua, "data_teks")
    return Baris(kunci_data(i, variabel, a.kode), sel | sel_asal(ktk, a, asal))


def susun_variabel(ktk: KonteksTingkat) -> Lembar:
    """The Variabel sheet: what the members' figures combine to, for the indikator that several hold."""
    templat = ktk.templat["variabel"]
    lebar = templat["lebar"]
    kolom = (
        *(Kolom(k, lebar[k]) for k in ("kode", "indikator", "variabel", "satuan", "cara")),
        *(Kolom(f"{k}{t}", lebar["angka"]) for k in _NILAI.values() for t in TRIWULAN),
    )
    baris, gabung = baris_penuh(
        [("judul", templat["judul"], "judul_kiri", 14), ("keterangan", templat["keterangan"], "keterangan", 10)], kolom
    )
    baris.append(baris_kepala(kolom, templat["kepala"]))
    kepala = len(baris)
    for i in ktk.tingkat.ganda:
        baris += [_baris_variabel(ktk, i, k, kolom) for k in kode_variabel(i)]
    if not ktk.tingkat.ganda:
        kosong, gabung_kosong = baris_lebar("kosong", ktk.templat["matriks"]["kosong"], "keterangan", kolom)
        baris.append(kosong)
        gabung = [*gabung, gabung_kosong]
    return Lembar(
        kunci=VARIABEL,
        nama=ktk.templat["nama_lembar"]["variabel"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        beku=(baris[kepala].kunci, "variabel"),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["dasar"],
    )


def _baris_variabel(ktk: KonteksTingkat, i: IndikatorTingkat, kode: str, kolom: Sequence[Kolom]) -> Baris:
    cara = cara_unit(i.definisi, kode)
    nama = next((v.nama for v in i.definisi.variabel if v.kode == kode), ktk.templat["variabel"]["target"])
    satuan = next((v.satuan for v in i.definisi.variabel if v.kode == kode), i.definisi.indikator.satuan)
    isi = {"kode": i.kunci, "indikator": i.definisi.indikator.nama, "variabel": nama, "satuan": satuan, "cara": cara}
    sel = {k: Sel(n, "sel_teks") for k, n in isi.items()}
    semua = list(i.angka)
    tautan = Tautan("", DATA, kunci_data(i, kode, semua[0]), "anggota", kunci_data(i, kode, semua[-1]), "sel")
    for lingkup, huruf in _NILAI.items():
        for t in TRIWULAN:
            nilai = i.gabungan.di(lingkup)[0][kode][t - 1]
            acuan = {"d": daerah_anggota(i, kode, f"{huruf}{t}"), "i": acuan_ikut(i, GABUNGAN, lingkup, t)}
            isi_rumus = "SUMPRODUCT({d},{i})/SUM({i})" if cara == "rata" else f"{_FUNGSI[cara]}({{d}})"
            if kode == TARGET:
                # A target that one of the contributing members lacks would make the others' look too small.
                isi_rumus = f'IF(SUMPRODUCT(({{i}}>0)*ISNUMBER({{d}}))=COUNTIF({{i}},">0"),{isi_rumus},"")'
            rumus = Rumus(f'IF(SUM({{i}})=0,"",{isi_rumus})', angka_atau_kosong(nilai), acuan)
            sel[f"{huruf}{t}"] = Sel(rumus, "angka_desimal", tautan=tautan)
    lebar = {k.kunci: k.lebar for k in kolom}
    return Baris(
        kunci_data(i, kode, GABUNGAN), sel, tinggi_baris([(isi[k], lebar[k]) for k in ("indikator", "variabel")])
    )
