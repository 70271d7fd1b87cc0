"""The Catatan sheet: free notes per indikator, as the e-SAKIP exports take them."""

from __future__ import annotations

from ikixl.aturan import bulat_setengah_menjauh
from ikixl.katalog.kunci import kunci_catatan
from ikixl.katalog.model import Indikator, Jabatan
from ikixl.layout import kunci_capaian
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Rumus, Sel, Warna
from ikixl.layout.ingatan import diingat
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.konteks import Konteks
from ikixl.layout.tinggi import tinggi_baris
from ikixl.perhitungan import terakhir

__all__ = ["KUNCI", "susun_catatan"]

KUNCI = "catatan"
#: What is to be explained where the target is not reached.
_DITUNGGU = ("kendala", "solusi")


def susun_catatan(ktk: Konteks) -> Lembar:
    """The Catatan sheet; every note may stay blank, but Keadaan says where one is expected."""
    templat = ktk.templat["catatan"]
    kolom = _kolom(ktk)
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", templat["keterangan"], "keterangan", 10),
        ],
        kolom,
    )
    baris.append(_kepala(ktk))
    baris += [_baris(ktk, n, j, i, kolom) for n, (j, i) in enumerate(ktk.indikator, start=1)]
    awal, akhir = ktk.indikator[0][1].kode, baris[-1].kunci
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["catatan"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=_warna(ktk, awal, akhir),
        beku=(awal, kolom[3].kunci),
        saring=Rentang("kepala", "no", akhir, kolom[-1].kunci),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["masukan"],
    )


@diingat
def _kolom(ktk: Konteks) -> tuple[Kolom, ...]:
    templat = ktk.templat["catatan"]
    return (
        *(Kolom(kunci, lebar) for kunci, lebar in templat["lebar"].items()),
        *(Kolom(kunci, lebar) for kunci, _, _, lebar in templat["kolom"]),
        Kolom("status", templat["lebar_keadaan"]),
    )


@diingat
def _kepala(ktk: Konteks) -> Baris:
    templat = ktk.templat["catatan"]
    judul = [*templat["kepala"], *(j for _, j, _, _ in templat["kolom"]), templat["keadaan"]]
    return baris_kepala(_kolom(ktk), judul, petunjuk=templat["petunjuk_kolom"])


@diingat
def _baris(ktk: Konteks, nomor: int, jabatan: Jabatan, i: Indikator, kolom: tuple[Kolom, ...]) -> Baris:
    templat = ktk.templat["catatan"]
    sel = {
        "no": Sel(nomor, "sel_nomor"),
        "jabatan": Sel(jabatan.nama, "sel_teks"),
        "indikator": Sel(i.nama, "sel_teks"),
    }
    isi = [(jabatan.nama, kolom[1].lebar), (i.nama, kolom[2].lebar)]
    for nama, nama_kolom, jenis, lebar in templat["kolom"]:
        kunci = kunci_catatan(i.kode, nama)
        nilai = ktk.isian.get(kunci)
        sel[nama] = ktk.sel_isian(kunci, jenis, nilai, judul=nama_kolom, petunjuk=templat["petunjuk_kolom"][nama])
        isi.append((nilai if isinstance(nilai, str) else "", lebar))
    sel["status"] = _keadaan(ktk, i)
    return Baris(i.kode, sel, tinggi_baris(isi))


def _keadaan(ktk: Konteks, i: Indikator) -> Sel:
    """Whether notes are there, and whether they are expected: where the capaian so far, as shown, is below 100 %."""
    templat = ktk.templat["catatan"]
    kolom = [nama for nama, *_ in templat["kolom"]]
    capaian = terakhir([c.hasil for c in ktk.hitungan[i.kode].capaian_sd]).nilai
    kurang = capaian is not None and bulat_setengah_menjauh(capaian, 2) < 100
    ada = [ktk.isian.get(kunci_catatan(i.kode, nama)) is not None for nama in kolom]
    if kurang:
        nilai = templat["terisi" if all(ada[kolom.index(nama)] for nama in _DITUNGGU) else "belum"]
    else:
        nilai = templat["terisi" if any(ada) else "tidak_perlu"]
    acuan = {
        "c": Acuan(kunci_capaian.baris_indikator(i.kode, "sd"), "ck", lembar=kunci_capaian.KUNCI),
        "n": Acuan(i.kode, kolom[0], kolom_akhir=kolom[-1]),
        **{nama: Acuan(i.kode, nama) for nama in _DITUNGGU},
    }
    kosong = ",".join(f"ISBLANK({{{nama}}})" for nama in _DITUNGGU)
    teks = (
        f'IF(IF(ISNUMBER({{c}}),ROUND({{c}},2)<100,FALSE),IF(OR({kosong}),"{templat["belum"]}","{templat["terisi"]}"),'
        f'IF(COUNTA({{n}})>0,"{templat["terisi"]}","{templat["tidak_perlu"]}"))'
    )
    return Sel(Rumus(teks, nilai, acuan), "status")


@diingat
def _warna(ktk: Konteks, awal: str, akhir: str) -> tuple[Warna, ...]:
    """The blanks that are waited for."""
    belum = ktk.templat["catatan"]["belum"]
    hasil = []
    for nama in _DITUNGGU:
        acuan = {"c": Acuan(awal, nama, mutlak=False), "s": Acuan(awal, "status", mutlak=False)}
        hasil.append(
            Warna(Rentang(awal, nama, akhir, nama), f'AND(ISBLANK({{c}}),{{s}}="{belum}")', "hidup_kosong", acuan)
        )
    return tuple(hasil)
