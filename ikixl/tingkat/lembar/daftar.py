"""The listing sheets of a level: Unit, Penggabungan, Sumber and Temuan."""

from __future__ import annotations

from collections.abc import Sequence

from ikixl.aturan import Aturan, excel_predikat
from ikixl.aturan import predikat as label_predikat
from ikixl.layout.buku import Acuan, Baris, Gabung, Kolom, Lembar, Rentang, Rumus, Sel, Tautan, TautanBerkas
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.perhitungan import TRIWULAN
from ikixl.tingkat.lembar.baris_unit import sel_lengkap, sel_unit
from ikixl.tingkat.lembar.konteks import KonteksTingkat
from ikixl.tingkat.model import Anggota, IndikatorTingkat, RingkasUnit

__all__ = [
    "SUMBER",
    "kunci_sumber",
    "sebut_aturan",
    "susun_penggabungan",
    "susun_sumber",
    "susun_temuan",
    "susun_unit",
]

SUMBER = "sumber"
_KOLOM_SUMBER = ("nama", "kode", "wilayah", "tingkat", "tahun", "tw", "l1", "l2", "l3", "l4", "semua", "aturan")
Isi = tuple[str, Sequence[Sel]]


def kunci_sumber(kode: str) -> str:
    """Row key of a member in Sumber."""
    return f"sumber@{kode}"


def sebut_aturan(a: Aturan) -> str:
    """Rules of capaian in a few words."""
    batas = "tanpa batas" if a.batas is None else f"batas {a.batas} %"
    return f"minimal {a.minimal}, {batas}, skala {a.skala}"


def _susun(ktk: KonteksTingkat, kunci: str, kolom: Sequence[str], isi: Sequence[Isi], kosong: str = "") -> Lembar:
    """A titled, filterable table."""
    templat = ktk.templat[kunci]
    tajuk = tuple(Kolom(k, w) for k, w in zip(kolom, templat["lebar"], strict=True))
    judul = [("judul", ktk.teks(templat["judul"]), "judul_kiri", 14.0)]
    if "keterangan" in templat:
        judul.append(("keterangan", templat["keterangan"], "keterangan", 10.0))
    baris, gabung = baris_penuh(judul, tajuk)
    baris.append(baris_kepala(tajuk, templat["kepala"]))
    for kunci_baris, sel in isi:
        tinggi = tinggi_baris([(_teks(s), k.lebar) for k, s in zip(tajuk, sel, strict=True) if s.gaya == "sel_teks"])
        baris.append(Baris(kunci_baris, {k.kunci: s for k, s in zip(tajuk, sel, strict=True)}, tinggi))
    if not isi:
        satu, gabung_satu = baris_lebar("kosong", kosong, "keterangan", tajuk)
        baris.append(satu)
        gabung = [*gabung, gabung_satu]
    return _lembar(ktk, kunci, tajuk, baris, gabung)


def _lembar(
    ktk: KonteksTingkat, kunci: str, kolom: tuple[Kolom, ...], baris: list[Baris], gabung: list[Gabung]
) -> Lembar:
    kepala = next(n for n, b in enumerate(baris) if b.kunci == "kepala")
    return Lembar(
        kunci=kunci,
        nama=ktk.templat["nama_lembar"][kunci],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        beku=(baris[kepala + 1].kunci, kolom[1].kunci),
        saring=Rentang("kepala", kolom[0].kunci, baris[-1].kunci, kolom[-1].kunci),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["rinci"],
    )


def _teks(sel: Sel) -> str:
    isi = sel.isi
    return isi.teks if isinstance(isi, Tautan | TautanBerkas) else "" if isi is None else str(isi)


def susun_unit(ktk: KonteksTingkat) -> Lembar:
    """The units of each member, with a link to where the member's own rekap shows them."""
    kolom = ("anggota", "kode", "unit", "capaian", "predikat", "terisi", "diminta", "buka")
    isi = [(_kunci_unit(a, u), _sel_unit(ktk, a, u)) for a in ktk.tingkat.anggota for u in a.unit]
    return _susun(ktk, "unit", kolom, isi)


def _kunci_unit(a: Anggota, u: RingkasUnit) -> str:
    return f"unit@{a.kode}|{u.kode}"


def _sel_unit(ktk: KonteksTingkat, a: Anggota, u: RingkasUnit) -> list[Sel]:
    capaian = u.capaian[ktk.triwulan - 1].nilai
    label = "" if capaian is None else label_predikat(capaian, a.aturan.skala)
    angka = sel_unit(a, u, ktk.triwulan)
    predikat = Rumus(excel_predikat("{c}", a.aturan.skala), label, {"c": Acuan(_kunci_unit(a, u), "capaian")})
    arsip = ktk.arsip.get(a.sumber.sha256, "")
    buka = Sel("–", "sel_tengah")
    if arsip and u.sel:
        buka = Sel(TautanBerkas(ktk.templat["unit"]["buka"], arsip, u.lembar, u.sel), "sel_tautan")
    return [
        Sel(a.nama, "sel_teks"),
        Sel(u.kode, "sel_teks"),
        Sel(u.nama, "sel_teks"),
        angka["capaian"],
        Sel(predikat, "predikat"),
        angka["terisi"],
        angka["diminta"],
        buka,
    ]


def susun_penggabungan(ktk: KonteksTingkat) -> Lembar:
    """What was combined with what, and what may not be, with the points in which it differs."""
    nama = {a.kode: a.nama for a in ktk.tingkat.anggota}
    isi = []
    # What could not be combined comes first: it is what somebody has to look at.
    for i in sorted(ktk.tingkat.indikator, key=lambda i: not i.saudara):
        pemegang = ", ".join(nama[a] for a in i.angka)
        sel = [i.kunci, i.definisi.indikator.nama, pemegang, _keadaan(ktk, i)]
        isi.append((f"gabung@{i.kunci}", [Sel(n, "sel_teks") for n in sel]))
    return _susun(ktk, "penggabungan", ("kunci", "nama", "anggota", "keadaan"), isi)


def _keadaan(ktk: KonteksTingkat, i: IndikatorTingkat) -> str:
    templat = ktk.templat["penggabungan"]
    teks = [templat["sendiri"] if i.tunggal else templat["digabung"].format(n=len(i.angka))]
    teks += [templat["beda"].format(lain=k, beda=", ".join(beda)) for k, beda in i.saudara]
    return "; ".join(teks)


def susun_sumber(ktk: KonteksTingkat) -> Lembar:
    """The members, their files, and how many of their units are complete."""
    isi = [(kunci_sumber(a.kode), _sel_sumber(ktk, a)) for a in ktk.tingkat.anggota]
    return _susun(ktk, SUMBER, (*_KOLOM_SUMBER, "katalog", "berkas", "sha256"), isi)


def _sel_sumber(ktk: KonteksTingkat, a: Anggota) -> list[Sel]:
    arsip = ktk.arsip.get(a.sumber.sha256, "")
    berkas = Sel(TautanBerkas(a.sumber.berkas, arsip), "sel_tautan") if arsip else Sel(a.sumber.berkas, "sel_teks")
    return [
        Sel(a.nama, "sel_teks"),
        Sel(a.kode, "sel_teks"),
        Sel(a.wilayah, "sel_teks"),
        Sel(ktk.templat[SUMBER]["tingkat"][min(a.tingkat, 1)], "sel_teks"),
        Sel(a.tahun, "sel_nomor"),
        Sel(a.triwulan, "sel_nomor"),
        *(sel_lengkap(a.kode, f"s{t}", a.lengkap[t - 1]) for t in TRIWULAN),
        sel_lengkap(a.kode, "semua", a.semua),
        Sel(sebut_aturan(a.aturan), "sel_teks"),
        Sel(a.katalog, "sel_teks"),
        berkas,
        Sel(a.sumber.sha256, "data_potong"),
    ]


def susun_temuan(ktk: KonteksTingkat) -> Lembar:
    """Every temuan on the files that were given, also on those that could not be used."""
    isi = [
        (f"temuan{n}", [Sel(x, "sel_teks") for x in (t.tingkat, t.kode, t.berkas, t.lembar, t.sel, t.pesan, t.saran)])
        for n, t in enumerate(ktk.temuan, start=1)
    ]
    kolom = tuple(f"k{n}" for n in range(1, 8))
    return _susun(ktk, "temuan", kolom, isi, ktk.templat["temuan"]["kosong"])
