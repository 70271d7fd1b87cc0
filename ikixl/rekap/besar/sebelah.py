"""The sheet Rincian of a large rekap: which files stand beside it, what is in them, and why."""

from __future__ import annotations

from ikixl.bawaan import baca_templat
from ikixl.layout.buku import Baris, Kolom, Lembar, Rentang, Sel, TautanBerkas
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.rekap.besar.konteks import KonteksBesar

__all__ = ["susun_sebelah"]

KUNCI = "sebelah"
_KOLOM = ("berkas", "isi", "awal", "akhir", "baris", "bita", "sha256")


def susun_sebelah(ktk: KonteksBesar) -> Lembar:
    """One row for each file, with a link that opens it as long as its folder stands beside the workbook."""
    templat = baca_templat("rekap_besar")["sebelah"]
    kolom = tuple(Kolom(k, w) for k, w in zip(_KOLOM, templat["lebar"], strict=True))
    banyak = f"{ktk.banyak_pasangan:,}".replace(",", ".")
    keterangan = templat["keterangan"].format(unit=len(ktk.unit), pasangan=banyak, folder=ktk.folder)
    baris, gabung = baris_penuh(
        [("judul", templat["judul"], "judul_kiri", 14), ("keterangan", keterangan, "keterangan", 10)], kolom
    )
    baris.append(baris_kepala(kolom, templat["kepala"]))
    for nomor, b in enumerate(ktk.sebelah, start=1):
        isi = templat["isi"][b.jenis]
        sel = {
            "berkas": Sel(TautanBerkas(b.nama.rpartition("/")[2], b.nama), "sel_tautan"),
            "isi": Sel(isi, "sel_teks"),
            "awal": Sel(b.awal, "sel_teks"),
            "akhir": Sel(b.akhir, "sel_teks"),
            "baris": Sel(b.baris, "angka_bulat"),
            "bita": Sel(b.bita, "angka_bulat"),
            "sha256": Sel(b.sha256, "sel_teks"),
        }
        baris.append(
            Baris(f"berkas{nomor}", sel, tinggi_baris([(isi, templat["lebar"][1]), (b.sha256, templat["lebar"][-1])]))
        )
    return Lembar(
        kunci=KUNCI,
        nama=templat["nama"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        beku=(baris[2].kunci, "isi"),
        saring=Rentang("kepala", _KOLOM[0], baris[-1].kunci, _KOLOM[-1]),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["utama"],
    )
