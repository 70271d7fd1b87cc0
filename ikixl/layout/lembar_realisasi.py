"""The Realisasi sheet: one input row per variabel, with evidence and what is still missing."""

from __future__ import annotations

from ikixl.katalog.kunci import kunci_bukti, kunci_variabel
from ikixl.katalog.model import Indikator, Jabatan, Variabel
from ikixl.layout.acuan_isian import beda_bawahan, teks_acuan
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Rumus, Sel
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.konteks import Konteks
from ikixl.layout.rumus_isian import (
    ISI_TIDAK_DIMINTA,
    angka_atau_kosong,
    rumus_terakhir,
    sel_bantu,
)
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_isian import warna_isian
from ikixl.perhitungan import TRIWULAN, angka_sah, triwulan_diminta

__all__ = ["KUNCI", "isi_centang", "kunci_baris", "susun_realisasi"]

KUNCI = "realisasi"

_CENTANG = {1.0: "Ya", 0.0: "Tidak"}


def kunci_baris(indikator: str, variabel: str) -> str:
    """Row key of a variabel on this sheet."""
    return f"{indikator}/{variabel}"


def isi_centang(nilai: float | str | None) -> float | str | None:
    """Cell content of a centang: "Ya" or "Tidak" for 1 or 0, anything else as it is."""
    return nilai if nilai is None or isinstance(nilai, str) else _CENTANG.get(nilai, nilai)


def _kolom(ktk: Konteks) -> tuple[Kolom, ...]:
    lebar = ktk.templat["realisasi"]["lebar"]
    return (
        *(Kolom(k, lebar[k]) for k in ("no", "jabatan", "indikator", "variabel", "satuan", "cara")),
        *(Kolom(f"tw{t}", lebar["isian"]) for t in TRIWULAN),
        *(Kolom(k, lebar[k]) for k in ("kini", "bukti", "status")),
        *(Kolom(f"n{t}", 9, True) for t in TRIWULAN),
        *(Kolom(f"s{t}", 9, True) for t in TRIWULAN),
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
        kolom[:13],
    )
    baris.append(baris_kepala(kolom, templat["kepala"]))
    for nomor, (j, i) in enumerate(ktk.indikator, start=1):
        variabel = ktk.katalog.variabel_indikator(i.kode)
        baris += [_baris(ktk, nomor, j, i, v, kolom) for v in variabel]
    awal, akhir = baris[len(gabung) + 1].kunci, baris[-1].kunci
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["realisasi"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna_isian(awal, akhir, ("tw1", "tw2", "tw3", "tw4"), ("n1", "n2", "n3", "n4")),
        beku=(awal, "satuan"),
        saring=Rentang("kepala", "no", akhir, "status"),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["masukan"],
    )


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
        sel[f"tw{t}"] = ktk.sel_isian(masuk, v.isian, isi, wajib=True)
    bukti = kunci_bukti(i.kode, v.kode)
    sel["bukti"] = ktk.sel_isian(bukti, "tautan", ktk.isian.get(bukti))
    sel |= sel_bantu(kunci, v.isian, i.periode, v.gabung_waktu, ktk.aturan.entri, h.nilai[v.kode], h.nilai_sd[v.kode])
    gaya = "angka_bulat" if v.isian in ("bulat", "centang") else "angka_desimal"
    kini = [n for n in h.nilai_sd[v.kode] if n is not None]
    sel["kini"] = Sel(
        rumus_terakhir([Acuan(kunci, f"s{t}") for t in TRIWULAN], angka_atau_kosong(kini[-1] if kini else None)),
        gaya,
    )
    sel["status"] = _status(ktk, kunci, i, v)
    isi_teks = [(str(sel[k.kunci].isi), k.lebar) for k in kolom[1:6]]
    return Baris(kunci, sel, tinggi_baris(isi_teks))


def _status(ktk: Konteks, kunci: str, i: Indikator, v: Variabel) -> Sel:
    """In words, how far the row is filled: colour is never the only signal."""
    templat = ktk.templat["realisasi"]
    diminta = triwulan_diminta(i.periode)
    masuk = {f"m{t}": Acuan(kunci, f"tw{t}") for t in diminta}
    angka = {f"n{t}": Acuan(kunci, f"{'s' if ktk.aturan.entri == 'sampai_dengan' else 'n'}{t}") for t in diminta}
    m = ",".join(f"{{{k}}}" for k in masuk)
    n = ",".join(f"{{{k}}}" for k in angka)
    teks = (
        f'IF(COUNTA({m})=0,"{templat["kosong"]}",IF(COUNT({n})<COUNTA({m}),"{templat["periksa"]}",'
        f'IF(COUNTA({m})={len(diminta)},"{templat["terisi"]}","{templat["sebagian"]}")))'
    )
    isi = [ktk.isian.get(kunci_variabel(i.kode, v.kode, t)) for t in diminta]
    terisi = [n for n in isi if n is not None]
    sah = [n for n in terisi if angka_sah(n, v.isian) is not None]
    if not terisi:
        nilai = templat["kosong"]
    elif len(sah) < len(terisi):
        nilai = templat["periksa"]
    else:
        nilai = templat["terisi"] if len(terisi) == len(diminta) else templat["sebagian"]
    beda = beda_bawahan(ktk, i.kode, v)
    if beda is None:
        return Sel(Rumus(teks, nilai, {**masuk, **angka}), "status")
    teks = f'IF({beda.teks},"{templat["beda"]}",{teks})'
    return Sel(Rumus(teks, beda.nilai or nilai, {**masuk, **angka, **beda.acuan}), "status")
