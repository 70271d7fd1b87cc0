"""The Petunjuk sheet: one page that explains how to fill and return the workbook, with pictures drawn of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ikixl.layout import kunci_capaian, lembar_catatan, lembar_realisasi, lembar_ringkasan, lembar_target
from ikixl.layout.buku import Baris, Gabung, Kolom, Lembar, Rentang, Sel, Tautan
from ikixl.layout.ingatan import diingat
from ikixl.layout.kepala import baris_penuh
from ikixl.layout.konteks import Konteks
from ikixl.layout.tinggi import tinggi_baris

__all__ = ["KUNCI", "susun_petunjuk"]

KUNCI = "petunjuk"
_KOLOM = ("no", "pokok", "k1", "k2", "k3", "k4", "k5", "k6", "k7")
#: Where the sheet that a step speaks of is opened.
_TUJUAN = (lembar_target.KUNCI, lembar_realisasi.KUNCI, lembar_catatan.KUNCI, lembar_ringkasan.KUNCI)
Bagian = tuple[list[Baris], list[Gabung]]


def susun_petunjuk(ktk: Konteks) -> Lembar:
    """The Petunjuk sheet, with links to the sheets it speaks of."""
    templat = ktk.templat["petunjuk"]
    kolom = _kolom(ktk)
    baris, gabung = baris_penuh(
        [
            ("judul", f"{templat['judul']} · {ktk.unit.nama.upper()}", "judul_lipat", 14),
            ("pengantar", ktk.teks(templat["pengantar"]), "keterangan", 10),
        ],
        kolom,
    )
    baris.append(Baris("jarak1", {}, 6))
    for bagian in (_langkah(ktk, kolom), _warna(ktk, kolom), _jangan(ktk, kolom), _isi(ktk, kolom)):
        baris += bagian[0]
        gabung += bagian[1]
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["petunjuk"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        # Upright, one page holds it all at its own size.
        kertas=replace(ktk.kertas(tinggi_halaman=1), melintang=False),
        warna_tab=ktk.templat["warna_tab"]["petunjuk"],
    )


@diingat
def _kolom(ktk: Konteks) -> tuple[Kolom, ...]:
    lebar = ktk.templat["petunjuk"]["lebar"]
    return tuple(Kolom(k, w) for k, w in zip(_KOLOM, lebar, strict=True))


def _lebar(kolom: Sequence[Kolom], awal: str, akhir: str) -> float:
    nama = [k.kunci for k in kolom]
    return sum(k.lebar for k in kolom[nama.index(awal) : nama.index(akhir) + 1])


@diingat
def _langkah(ktk: Konteks, kolom: Sequence[Kolom]) -> Bagian:
    """The numbered steps, each with a picture of filled cells where the template has one."""
    templat = ktk.templat["petunjuk"]
    baris: list[Baris] = []
    gabung: list[Gabung] = []
    for nomor, (pokok, isi) in enumerate(templat["langkah"], start=1):
        kunci = f"langkah{nomor}"
        teks = ktk.teks(isi)
        sel = {"no": Sel(nomor, "sel_nomor"), "pokok": Sel(pokok, "kelompok_lipat"), "k1": Sel(teks, "sel_teks")}
        akhir = "k7"
        if nomor <= len(_TUJUAN):
            nama = ktk.templat["nama_lembar"][_TUJUAN[nomor - 1]]
            sel["k7"] = Sel(Tautan(templat["buka"].format(lembar=nama), _TUJUAN[nomor - 1]), "sel_tautan")
            akhir = "k6"
        tinggi = tinggi_baris([(teks, _lebar(kolom, "k1", akhir))])
        baris.append(Baris(kunci, sel, max(tinggi, tinggi_baris([(pokok, kolom[1].lebar)], tebal=True))))
        gabung.append(Gabung(Rentang(kunci, "k1", kunci, akhir)))
        baris += _gambar(ktk, kunci, templat["gambar"].get(kunci, ()), kolom)
    return baris, gabung


def _gambar(ktk: Konteks, kunci: str, isi: Sequence[Sequence[tuple[str, str]]], kolom: Sequence[Kolom]) -> list[Baris]:
    """A little table as it looks when it is filled, with room above and below."""
    if not isi:
        return []
    baris = [Baris(f"{kunci}-atas", {}, 4)]
    for nomor, deret in enumerate(isi):
        sel = {k: Sel(teks or None, gaya) for k, (gaya, teks) in zip(_KOLOM[2:], deret, strict=False)}
        if not nomor:
            sel["pokok"] = Sel(ktk.templat["petunjuk"]["contoh"], "contoh_label")
        tinggi = tinggi_baris(((t, k.lebar) for k, (_, t) in zip(kolom[2:], deret, strict=False)), tebal=not nomor)
        baris.append(Baris(f"{kunci}-{nomor}", sel, tinggi))
    return [*baris, Baris(f"{kunci}-bawah", {}, 4)]


@diingat
def _warna(ktk: Konteks, kolom: Sequence[Kolom]) -> Bagian:
    """What the colours mean, two to a row, each beside a cell that shows it."""
    templat = ktk.templat["petunjuk"]
    baris = [Baris("jarak2", {}, 6), Baris("judul_warna", {"no": Sel(templat["judul_warna"], "anak_judul")}, 16)]
    gabung: list[Gabung] = []
    tempat = (("pokok", "k1", "k3"), ("k4", "k5", "k7"))
    for nomor in range(0, len(templat["warna"]), 2):
        kunci = f"warna{nomor // 2 + 1}"
        sel: dict[str, Sel] = {}
        tinggi = []
        for (contoh, awal, akhir), (gaya, isi, arti) in zip(tempat, templat["warna"][nomor : nomor + 2], strict=False):
            sel |= {contoh: Sel(isi or None, gaya), awal: Sel(arti, "keterangan")}
            gabung.append(Gabung(Rentang(kunci, awal, kunci, akhir)))
            tinggi.append((arti, _lebar(kolom, awal, akhir)))
        baris.append(Baris(kunci, sel, tinggi_baris(tinggi)))
    kata = templat["keterangan_warna"]
    tinggi_kata = tinggi_baris([(kata, _lebar(kolom, "pokok", "k7"))])
    baris.append(Baris("warna-kata", {"pokok": Sel(kata, "keterangan")}, tinggi_kata))
    gabung.append(Gabung(Rentang("warna-kata", "pokok", "warna-kata", "k7")))
    return baris, gabung


@diingat
def _jangan(ktk: Konteks, kolom: Sequence[Kolom]) -> Bagian:
    templat = ktk.templat["petunjuk"]
    baris = [Baris("jarak3", {}, 6), Baris("judul_jangan", {"no": Sel(templat["judul_jangan"], "anak_judul")}, 16)]
    gabung: list[Gabung] = []
    for nomor, teks in enumerate(templat["jangan"], start=1):
        kunci = f"jangan{nomor}"
        sel = {"no": Sel("•", "nomor_butir"), "pokok": Sel(teks, "keterangan")}
        baris.append(Baris(kunci, sel, tinggi_baris([(teks, _lebar(kolom, "pokok", "k7"))])))
        gabung.append(Gabung(Rentang(kunci, "pokok", kunci, "k7")))
    return baris, gabung


@diingat
def _isi(ktk: Konteks, kolom: Sequence[Kolom]) -> Bagian:
    """Links to the sheets that no step opens; of the IKI to the first, so that the page does not grow with them."""
    templat = ktk.templat["petunjuk"]
    capaian = ktk.templat["nama_lembar"]["capaian"]
    isi = (
        (templat["isi_iki"], "IKI", f"iki:{ktk.jabatan[0].kode}"),
        (templat["isi_capaian"], capaian, kunci_capaian.KUNCI),
    )
    baris = [Baris("jarak4", {}, 6), Baris("judul_isi", {"no": Sel(templat["judul_isi"], "anak_judul")}, 16)]
    gabung: list[Gabung] = []
    for nomor, (teks, nama, lembar) in enumerate(isi, start=1):
        kunci = f"isi{nomor}"
        buka = Tautan(templat["buka"].format(lembar=nama), lembar)
        sel = {"no": Sel("•", "nomor_butir"), "pokok": Sel(teks, "keterangan"), "k7": Sel(buka, "tautan")}
        baris.append(Baris(kunci, sel, tinggi_baris([(teks, _lebar(kolom, "pokok", "k6"))])))
        gabung.append(Gabung(Rentang(kunci, "pokok", kunci, "k6")))
    return baris, gabung
