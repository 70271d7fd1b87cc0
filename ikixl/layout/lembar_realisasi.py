"""The Realisasi sheet: one input row per variabel, with evidence and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ikixl.katalog.kunci import BUKTI, kunci_bukti, kunci_variabel
from ikixl.katalog.model import Indikator, Jabatan, Variabel
from ikixl.layout import kunci_capaian
from ikixl.layout.acuan_isian import teks_acuan
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Rumus, Sel, Warna
from ikixl.layout.ingatan import diingat
from ikixl.layout.keadaan_isian import BERJALAN, baris_berjalan, sel_keadaan
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.konteks import Konteks
from ikixl.layout.pembagi import pembagi
from ikixl.layout.rumus_isian import (
    ISI_TIDAK_DIMINTA,
    angka_atau_kosong,
    rumus_terakhir,
    sel_bantu,
)
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_isian import warna_lebih, warna_salah, warna_triwulan
from ikixl.perhitungan import TRIWULAN, terakhir

__all__ = ["KUNCI", "isi_centang", "kunci_baris", "susun_realisasi"]

KUNCI = "realisasi"

_CENTANG = {1.0: "Ya", 0.0: "Tidak"}


def kunci_baris(indikator: str, variabel: str) -> str:
    """Row key of a variabel on this sheet."""
    return f"{indikator}/{variabel}"


def isi_centang(nilai: float | str | None) -> float | str | None:
    """Cell content of a centang: "Ya" or "Tidak" for 1 or 0, anything else as it is."""
    return nilai if nilai is None or isinstance(nilai, str) else _CENTANG.get(nilai, nilai)


@diingat
def _kolom(ktk: Konteks) -> tuple[Kolom, ...]:
    lebar = ktk.templat["realisasi"]["lebar"]
    return (
        *(Kolom(k, lebar[k]) for k in ("no", "jabatan", "indikator", "variabel", "satuan", "cara")),
        *(Kolom(f"tw{t}", lebar["isian"]) for t in TRIWULAN),
        *(Kolom(k, lebar[k]) for k in ("kini", "capaian", "bukti", "status")),
        *(Kolom(f"n{t}", 9, True) for t in TRIWULAN),
        *(Kolom(f"s{t}", 9, True) for t in TRIWULAN),
        *(Kolom(k, 9, True) for k in ("diminta", "kurang", "celah", "celah_tw", "urut")),
    )


def susun_realisasi(ktk: Konteks) -> Lembar:
    """The Realisasi sheet; helper columns n1..n4 and s1..s4 hold the numbers that Capaian refers to."""
    templat = ktk.templat["realisasi"]
    kolom = _kolom(ktk)
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", templat[f"keterangan_{ktk.aturan.entri}"], "keterangan", 10),
        ],
        kolom[:14],
    )
    isi: list[Baris] = []
    for nomor, (j, i) in enumerate(ktk.indikator, start=1):
        variabel = ktk.katalog.variabel_indikator(i.kode)
        isi += [_baris(ktk, nomor, j, i, v, kolom) for v in variabel]
    awal, akhir = isi[0].kunci, isi[-1].kunci
    isi = _urutkan_celah(ktk, isi)
    baris.append(_kepala(ktk))
    baris += [*isi, baris_berjalan(ktk, awal, akhir)]
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["realisasi"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=_warna(ktk, awal, akhir),
        beku=(awal, "satuan"),
        saring=Rentang("kepala", "no", akhir, "status"),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["masukan"],
    )


def _urutkan_celah(ktk: Konteks, baris: Sequence[Baris]) -> list[Baris]:
    """The rows with hidden column urut, by which Ringkasan finds them: how many gaps there are up to this one."""
    hasil: list[Baris] = []
    jumlah = 0
    for b in baris:
        celah = b.sel["celah"].isi
        jumlah += int(celah.nilai) if isinstance(celah, Rumus) else 0
        hasil.append(_berurut(ktk, b, baris[0].kunci, jumlah))
    return hasil


@diingat
def _berurut(_: Konteks, baris: Baris, awal: str, jumlah: int) -> Baris:
    urut = Rumus("SUM({c})", jumlah, {"c": Acuan(awal, "celah", baris.kunci, "celah")})
    return replace(baris, sel={**baris.sel, "urut": Sel(urut, "bantu")})


@diingat
def _kepala(ktk: Konteks) -> Baris:
    templat = ktk.templat["realisasi"]
    return baris_kepala(_kolom(ktk), templat["kepala"], petunjuk=templat["petunjuk_kolom"])


@diingat
def _warna(ktk: Konteks, awal: str, akhir: str) -> tuple[Warna, ...]:
    """Colours of the inputs: no number, more than its total, late, missing."""
    hasil = list(warna_salah(awal, akhir, [f"tw{t}" for t in TRIWULAN], [f"{ktk.awalan_angka}{t}" for t in TRIWULAN]))
    for _, i in ktk.indikator:
        for atas, bawah in pembagi(i).items():
            baris = kunci_baris(i.kode, atas), kunci_baris(i.kode, bawah)
            hasil.append(warna_lebih(*baris, ktk.awalan_angka))
    for t in TRIWULAN:
        hasil += warna_triwulan(awal, akhir, t, BERJALAN, Acuan(BERJALAN.baris, f"tw{t}"))
    return tuple(hasil)


def _petunjuk(ktk: Konteks, v: Variabel) -> str:
    """What is expected in an input: over which time it is counted, then how it is typed."""
    cara = "sampai_dengan" if ktk.aturan.entri == "sampai_dengan" else v.gabung_waktu
    depan = "" if v.isian == "centang" else ktk.templat["realisasi"]["petunjuk_cara"][cara]
    return f"{depan}{ktk.templat['validasi'][v.isian]['petunjuk']}"


@diingat
def _baris(ktk: Konteks, nomor: int, jabatan: Jabatan, i: Indikator, v: Variabel, kolom: tuple[Kolom, ...]) -> Baris:
    templat = ktk.templat["realisasi"]
    kunci = kunci_baris(i.kode, v.kode)
    h = ktk.hitungan[i.kode]
    # A document that was there once stays there: for Ya and Tidak "the highest" would puzzle people.
    sekali = v.isian == "centang" and v.gabung_waktu == "maks"
    sel: dict[str, Sel] = {
        "no": Sel(nomor, "sel_nomor"),
        "jabatan": Sel(jabatan.nama, "sel_teks"),
        "indikator": Sel(i.nama, "sel_teks"),
        "variabel": Sel(teks_acuan(ktk, v), "sel_teks"),
        "satuan": Sel(v.satuan, "sel_tengah"),
        "cara": Sel(templat["cara"]["centang" if sekali else v.gabung_waktu], "sel_tengah"),
    }
    for t in TRIWULAN:
        if not ktk.diminta(i, t):
            sel[f"tw{t}"] = Sel(ISI_TIDAK_DIMINTA, "tidak_diminta")
            continue
        masuk = kunci_variabel(i.kode, v.kode, t)
        isi = ktk.isian.get(masuk)
        if v.isian == "centang":
            isi = isi_centang(isi)
        satuan = "" if v.isian in ("centang", "persen") else v.satuan
        sel[f"tw{t}"] = ktk.sel_isian(masuk, v.isian, isi, wajib=True, petunjuk=_petunjuk(ktk, v), satuan=satuan)
    bukti = kunci_bukti(i.kode, v.kode)
    sel["bukti"] = ktk.sel_isian(bukti, "tautan", ktk.isian.get(bukti))
    sel |= sel_bantu(kunci, v.isian, i.periode, v.gabung_waktu, ktk.aturan.entri, h.nilai[v.kode], h.nilai_sd[v.kode])
    gaya = "angka_bulat" if v.isian in ("bulat", "centang") else "angka_desimal"
    kini = [n for n in h.nilai_sd[v.kode] if n is not None]
    sel["kini"] = Sel(
        rumus_terakhir([Acuan(kunci, f"s{t}") for t in TRIWULAN], angka_atau_kosong(kini[-1] if kini else None)),
        gaya,
    )
    kunci_sd = kunci_capaian.baris_indikator(i.kode, "sd")
    hasil = angka_atau_kosong(terakhir([c.hasil for c in h.capaian_sd]).nilai)
    acuan = {"c": Acuan(kunci_sd, "ck", lembar=kunci_capaian.KUNCI)}
    sel["capaian"] = Sel(Rumus('IF(ISNUMBER({c}),{c},"")', hasil, acuan), "capaian_sel")
    sel |= sel_keadaan(ktk, kunci, i, v)
    # A bukti that was carried forward stands there in full, too.
    panjang = [k for k in kolom if k in kolom[1:6] or k.kunci == BUKTI]
    isi_teks = [(str(sel[k.kunci].isi or ""), k.lebar) for k in panjang]
    return Baris(kunci, sel, tinggi_baris(isi_teks))
