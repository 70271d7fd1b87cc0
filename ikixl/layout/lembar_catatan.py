"""The Catatan sheet: free notes per indikator, as the e-SAKIP exports take them."""

from __future__ import annotations

from ikixl.katalog.kunci import kunci_catatan
from ikixl.layout.buku import Baris, Kolom, Lembar, Rentang, Sel
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.konteks import Konteks
from ikixl.layout.tinggi import tinggi_baris

__all__ = ["KUNCI", "susun_catatan"]

KUNCI = "catatan"


def susun_catatan(ktk: Konteks) -> Lembar:
    """The Catatan sheet; every note may stay blank."""
    templat = ktk.templat["catatan"]
    kolom = (
        *(Kolom(kunci, lebar) for kunci, lebar in templat["lebar"].items()),
        *(Kolom(kunci, lebar) for kunci, _, _, lebar in templat["kolom"]),
    )
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", templat["keterangan"], "keterangan", 10),
        ],
        kolom,
    )
    petunjuk = templat["petunjuk_kolom"]
    judul = [*templat["kepala"], *(j for _, j, _, _ in templat["kolom"])]
    baris.append(baris_kepala(kolom, judul, petunjuk=petunjuk))
    for nomor, (j, i) in enumerate(ktk.indikator, start=1):
        sel = {
            "no": Sel(nomor, "sel_nomor"),
            "jabatan": Sel(j.nama, "sel_teks"),
            "indikator": Sel(i.nama, "sel_teks"),
        }
        isi = [(j.nama, kolom[1].lebar), (i.nama, kolom[2].lebar)]
        for nama, nama_kolom, jenis, lebar in templat["kolom"]:
            kunci = kunci_catatan(i.kode, nama)
            nilai = ktk.isian.get(kunci)
            sel[nama] = ktk.sel_isian(kunci, jenis, nilai, judul=nama_kolom, petunjuk=petunjuk[nama])
            isi.append((nilai if isinstance(nilai, str) else "", lebar))
        baris.append(Baris(i.kode, sel, tinggi_baris(isi)))
    awal, akhir = ktk.indikator[0][1].kode, baris[-1].kunci
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["catatan"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        beku=(awal, kolom[3].kunci),
        saring=Rentang("kepala", "no", akhir, kolom[-1].kunci),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["masukan"],
    )
