"""The Target sheet: one input row per indikator."""

from __future__ import annotations

from ikixl.katalog.kunci import kunci_target
from ikixl.katalog.model import Indikator, Jabatan
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Rumus, Sel
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.konteks import Konteks
from ikixl.layout.rumus_isian import ISI_TIDAK_DIMINTA, menangkan_tahun, rumus_angka, sel_bantu
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_isian import warna_isian
from ikixl.perhitungan import TRIWULAN, cara_target_indikator

__all__ = ["KUNCI", "susun_target"]

KUNCI = "target"


def _kolom(ktk: Konteks) -> tuple[Kolom, ...]:
    lebar = ktk.templat["target"]["lebar"]
    return (
        Kolom("no", lebar["no"]),
        Kolom("jabatan", lebar["jabatan"]),
        Kolom("indikator", lebar["indikator"]),
        Kolom("satuan", lebar["satuan"]),
        *(Kolom(f"tw{t}", lebar["isian"]) for t in TRIWULAN),
        Kolom("tahun", lebar["isian"]),
        Kolom("cek", lebar["cek"]),
        *(Kolom(f"n{t}", 9, True) for t in TRIWULAN),
        Kolom("n0", 9, True),
        *(Kolom(f"s{t}", 9, True) for t in TRIWULAN),
        Kolom("gabungan", 9, True),
    )


def susun_target(ktk: Konteks) -> Lembar:
    """The Target sheet; helper columns n0..n4 and s1..s4 hold the numbers that Capaian refers to."""
    templat = ktk.templat["target"]
    kolom = _kolom(ktk)
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", ktk.teks(templat["keterangan"]), "keterangan", 10),
        ],
        kolom[:10],
    )
    baris.append(baris_kepala(kolom, templat["kepala"]))
    baris += [_baris(ktk, n, j, i, kolom) for n, (j, i) in enumerate(ktk.indikator, start=1)]
    akhir = baris[-1].kunci
    awal = ktk.indikator[0][1].kode
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["target"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna_isian(awal, akhir, ("tw1", "tw2", "tw3", "tw4", "tahun"), ("n1", "n2", "n3", "n4", "n0")),
        beku=(awal, "satuan"),
        saring=Rentang("kepala", "no", akhir, "cek"),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["masukan"],
    )


def _baris(ktk: Konteks, nomor: int, jabatan: Jabatan, i: Indikator, kolom: tuple[Kolom, ...]) -> Baris:
    jenis = ktk.jenis_target(i)
    h = ktk.hitungan[i.kode]
    cara = cara_target_indikator(i, ktk.katalog.variabel_indikator(i.kode), "waktu")
    sel: dict[str, Sel] = {
        "no": Sel(nomor, "sel_nomor"),
        "jabatan": Sel(jabatan.nama, "sel_teks"),
        "indikator": Sel(i.nama, "sel_teks"),
        "satuan": Sel(i.satuan, "sel_tengah"),
    }
    for t in (*TRIWULAN, 0):
        nama = f"tw{t}" if t else "tahun"
        if t and not ktk.diminta(i, t):
            sel[nama] = Sel(ISI_TIDAK_DIMINTA, "tidak_diminta")
            continue
        kunci = kunci_target(i.kode, t)
        sel[nama] = ktk.sel_isian(kunci, jenis, ktk.isian.get(kunci), wajib=t > 0)
    sel |= sel_bantu(i.kode, jenis, i.periode, cara, ktk.aturan.entri, h.target, h.target_sd)
    sel["n0"] = Sel(rumus_angka(jenis, Acuan(i.kode, "tahun"), h.target_tahun), "bantu")
    menangkan_tahun(sel, i.kode, "n0", h.target_gabungan, h.target_sd[3], "bantu")
    sel["cek"] = _cek(ktk, i, cara)
    isi = [(str(sel[k.kunci].isi), k.lebar) for k in kolom[1:4]]
    return Baris(i.kode, sel, tinggi_baris(isi))


def _cek(ktk: Konteks, i: Indikator, cara: str) -> Sel:
    """Says whether the year's target is what the four targets combine to; a mean has no such tie."""
    templat = ktk.templat["target"]
    h = ktk.hitungan[i.kode]
    tahun, gabungan = h.target_tahun, h.target_gabungan
    acuan = {"n": Acuan(i.kode, "n0"), "g": Acuan(i.kode, "gabungan")}
    if cara == "rata":
        nilai = "" if tahun is not None else templat["kosong"]
        return Sel(Rumus(f'IF(ISNUMBER({{n}}),"","{templat["kosong"]}")', nilai, {"n": acuan["n"]}), "status")
    if tahun is None:
        nilai = templat["kosong"]
    elif gabungan is None:
        nilai = ""
    else:
        dekat = abs(tahun - gabungan) < 0.000001 * max(1, abs(tahun))
        nilai = templat["selaras"] if dekat else templat["beda"]
    teks = (
        f"IF(ISNUMBER({{n}}),IF(ISNUMBER({{g}}),IF(ABS({{n}}-{{g}})<0.000001*MAX(1,ABS({{n}})),"
        f'"{templat["selaras"]}","{templat["beda"]}"),""),"{templat["kosong"]}")'
    )
    return Sel(Rumus(teks, nilai, acuan), "status")
