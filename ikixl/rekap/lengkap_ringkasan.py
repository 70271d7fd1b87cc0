"""How complete the returns are that Ringkasan rests on: inputs of each unit, units of each kind, live on Data."""

from __future__ import annotations

from ikixl.layout.buku import Acuan, Baris, Rumus, Sel
from ikixl.layout.tinggi import tinggi_baris
from ikixl.perhitungan import TRIWULAN
from ikixl.rekap.konteks import KonteksRekap
from ikixl.rekap.kunci import kunci_unit
from ikixl.rekap.rincian import daerah, tautan_rincian

__all__ = ["APA", "baris_unit_lengkap", "rumus_jenis_lengkap", "sel_lengkap"]

#: Helper columns i1..i4 and d1..d4 by their letter: the field of Kelengkapan, and the column for the rekap's triwulan.
APA = {"i": "terisi", "d": "diminta"}


def sel_lengkap(ktk: KonteksRekap, unit: str, awal: str, akhir: str) -> dict[str, Sel]:
    """Cells terisi and diminta of a unit, and their helpers for each triwulan, summed over its rows in the details."""
    kunci, sel = kunci_unit(unit), {"jenis": Sel(ktk.konsolidasi.katalog.cari_unit(unit).jenis, "bantu")}
    tautan = tautan_rincian(awal, akhir)
    for huruf, nama in APA.items():
        jumlah = getattr(ktk.kelengkapan_unit[unit], nama)
        for t in TRIWULAN:
            kolom = f"{huruf}{t}"
            sel[kolom] = Sel(Rumus("SUM({d})", jumlah[t - 1], {"d": daerah(awal, akhir, kolom)}), "bantu")
        kini = Acuan(kunci, f"{huruf}{ktk.triwulan}")
        sel[nama] = Sel(Rumus("{k}", jumlah[ktk.triwulan - 1], {"k": kini}), "angka_bulat", tautan=tautan)
    return sel


def _jumlah_lengkap(ktk: KonteksRekap, triwulan: int, jenis: str = "") -> tuple[int, int]:
    """(complete, all) units, of one jenis or of every; complete means that nothing asked so far is missing."""
    milik = [u for u in ktk.unit if jenis in ("", u.jenis)]
    k = (ktk.kelengkapan_unit[u.kode] for u in milik)
    return sum(n.terisi[triwulan - 1] == n.diminta[triwulan - 1] > 0 for n in k), len(milik)


def _acuan(ktk: KonteksRekap, triwulan: int) -> dict[str, Acuan]:
    awal, akhir = kunci_unit(ktk.unit[0].kode), kunci_unit(ktk.unit[-1].kode)
    kolom = {"i": f"i{triwulan}", "d": f"d{triwulan}", "j": "jenis"}
    return {k: Acuan(awal, n, akhir, n) for k, n in kolom.items()}


def baris_unit_lengkap(ktk: KonteksRekap) -> Baris:
    """How many units are complete up to each triwulan: a figure over partial returns must never look whole."""
    templat = ktk.templat["ringkasan"]
    sel = {k: Sel(None, "kelompok_lipat") for k in ("terisi", "diminta", "capaian", "predikat", "dasar", "keadaan")}
    sel["unit"] = Sel(templat["unit_lengkap"], "kelompok_lipat")
    for t in TRIWULAN:
        ada, semua = _jumlah_lengkap(ktk, t)
        acuan = {k: a for k, a in _acuan(ktk, t).items() if k != "j"}
        teks = f'SUMPRODUCT(({{i}}={{d}})*({{d}}>0))&" dari {semua}"'
        sel[f"s{t}"] = Sel(Rumus(teks, f"{ada} dari {semua}", acuan), "status")
    return Baris("lengkap", sel, tinggi_baris([(templat["unit_lengkap"], templat["lebar"][0])], tebal=True) + 2)


def rumus_jenis_lengkap(ktk: KonteksRekap) -> Rumus:
    """ "5 dari 6 kelurahan lengkap; 11 dari 13 unit lengkap", up to the rekap's triwulan."""
    t = ktk.triwulan
    jenis = [j for j in dict.fromkeys(u.jenis for u in ktk.unit) if _jumlah_lengkap(ktk, t, j)[1] > 1]
    bagian, nilai = [], []
    for j in (*jenis, ""):
        ada, semua = _jumlah_lengkap(ktk, t, j)
        akhiran = f" dari {semua} {j or 'unit'} lengkap"
        syarat = f'({{j}}="{j}")*' if j else ""
        bagian.append(f'SUMPRODUCT({syarat}({{i}}={{d}})*({{d}}>0))&"{akhiran}"')
        nilai.append(f"{ada}{akhiran}")
    acuan = _acuan(ktk, t)
    if not jenis:
        del acuan["j"]
    return Rumus('&"; "&'.join(bagian), "; ".join(nilai), acuan)
