"""The Status and Temuan sheets of the rekap: who returned what, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from ikixl.layout.buku import Baris, Gabung, Kolom, Lembar, Rentang, Sel
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.rekap.konteks import KonteksRekap

__all__ = ["susun_status", "susun_temuan"]


def _susun(
    ktk: KonteksRekap, kunci: str, isi: Sequence[Sequence[str | int]], kosong: str = "", keterangan: str = ""
) -> Lembar:
    """A titled, filterable table of texts."""
    templat = ktk.templat[kunci]
    kolom = tuple(Kolom(f"k{n}", w) for n, w in enumerate(templat["lebar"], start=1))
    atas = [("judul", templat["judul"], "judul_kiri", 14.0)]
    if keterangan:
        atas.append(("keterangan", keterangan, "keterangan", 10))
    baris, gabung = baris_penuh(atas, kolom)
    baris.append(baris_kepala(kolom, templat["kepala"]))
    for nomor, nilai in enumerate(isi, start=1):
        sel = {
            k.kunci: Sel(n, "sel_teks" if isinstance(n, str) else "sel_nomor")
            for k, n in zip(kolom, nilai, strict=True)
        }
        tinggi = tinggi_baris([(str(n), k.lebar) for k, n in zip(kolom, nilai, strict=True)])
        baris.append(Baris(f"{kunci}{nomor}", sel, tinggi))
    if not isi:
        satu, gabung_satu = baris_lebar("kosong", kosong, "keterangan", kolom)
        baris.append(satu)
        gabung = [*gabung, gabung_satu]
    return _lembar(ktk, kunci, kolom, baris, gabung)


def _lembar(
    ktk: KonteksRekap, kunci: str, kolom: tuple[Kolom, ...], baris: list[Baris], gabung: list[Gabung]
) -> Lembar:
    return Lembar(
        kunci=kunci,
        nama=ktk.templat["nama_lembar"][kunci],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        beku=(baris[1 + [b.kunci for b in baris].index("kepala")].kunci, kolom[1].kunci),
        saring=Rentang("kepala", kolom[0].kunci, baris[-1].kunci, kolom[-1].kunci),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["rinci"],
    )


def susun_status(ktk: KonteksRekap) -> Lembar:
    """Per unit: state, issue, receipt, file, completeness of each triwulan, number of temuan."""
    nama = {u.kode: u.nama for u in ktk.unit}
    isi = [
        (nama[s.unit], s.keadaan, s.seri, s.diterima, s.berkas, *s.lengkap, s.galat, s.peringatan) for s in ktk.status
    ]
    return _susun(ktk, "status", isi)


def susun_temuan(ktk: KonteksRekap) -> Lembar:
    """Every temuan on the returns that count, and on those that were refused."""
    isi = [(t.tingkat, t.kode, t.unit, t.berkas, t.lembar, t.sel, t.pesan, t.saran) for t in ktk.temuan]
    return _susun(ktk, "temuan", isi, ktk.templat["temuan"]["kosong"], ktk.keterangan_temuan)
