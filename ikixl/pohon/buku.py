"""The tree of a katalog as a workbook of one sheet, for print and for filtering."""

from __future__ import annotations

from ikixl.bawaan import baca_templat
from ikixl.katalog.model import Jabatan, Katalog
from ikixl.layout.buku import Baris, Buku, Gabung, Kertas, Kolom, Lembar, Rentang, Sel
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.pohon.cabang import acuan_indikator, susun_pohon, tempat_jabatan

__all__ = ["susun_buku_pohon"]

KUNCI = "pohon"


def susun_buku_pohon(katalog: Katalog) -> Buku:
    """Describe the workbook: a row for each jabatan, indented by its rank, and below it one for each indikator."""
    templat = baca_templat("pohon")
    kolom = tuple(Kolom(kunci, lebar) for kunci, lebar in templat["lebar"].items())
    judul = [
        (
            "judul",
            templat["judul"].format(instansi=katalog.instansi.nama, tahun=katalog.instansi.tahun),
            "judul_kiri",
            14,
        ),
        ("keterangan", templat["keterangan"], "keterangan", 10),
    ]
    baris, gabung = baris_penuh(judul, kolom)
    baris.append(baris_kepala(kolom, templat["kepala"]))
    jabatan = {j.kode: j for j in katalog.jabatan}
    for dalam, c in susun_pohon(katalog).telusuri():
        if c.jenis == "jabatan":
            baris.append(_jabatan(katalog, jabatan[c.kode], dalam - 1, kolom))
            gabung.append(Gabung(Rentang(c.kode, "jabatan", c.kode, kolom[-1].kunci)))
            baris += _indikator(katalog, jabatan[c.kode], kolom)
    lembar = Lembar(
        kunci=KUNCI,
        nama=templat["nama_lembar"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        beku=(baris[3].kunci, "sasaran"),
        kertas=Kertas(ulang_awal="kepala", kaki=f"{katalog.instansi.nama} · {katalog.instansi.tahun}"),
    )
    return Buku(templat["judul"].format(instansi=katalog.instansi.nama, tahun=katalog.instansi.tahun), (lembar,))


def _jabatan(katalog: Katalog, jabatan: Jabatan, pangkat: int, kolom: tuple[Kolom, ...]) -> Baris:
    teks = f"{'      ' * pangkat}{jabatan.nama} ({jabatan.kode}, {tempat_jabatan(katalog, jabatan)})"
    return Baris(jabatan.kode, {k.kunci: Sel(teks if k is kolom[0] else None, "kelompok") for k in kolom}, 18)


def _indikator(katalog: Katalog, jabatan: Jabatan, kolom: tuple[Kolom, ...]) -> list[Baris]:
    hasil = []
    sebelumnya = ""
    for i in katalog.indikator_jabatan(jabatan.kode):
        isi = {
            "jabatan": "",
            "sasaran": "" if i.sasaran == sebelumnya else i.sasaran,
            "kode": i.kode,
            "indikator": i.nama,
            "satuan": i.satuan,
            "sumber": i.sumber_data,
            "acuan": ", ".join(acuan_indikator(katalog, i.kode)),
        }
        sebelumnya = i.sasaran
        tinggi = tinggi_baris([(isi[k.kunci], k.lebar) for k in kolom])
        hasil.append(Baris(f"i/{i.kode}", {k: Sel(n, "sel_teks") for k, n in isi.items()}, tinggi))
    return hasil
