"""What stands beside the figures of the rekap's details: on how many they rest, how they rank, what units noted."""

from __future__ import annotations

from ikixl.aturan import excel_predikat, predikat_atas
from ikixl.katalog.kunci import TARGET
from ikixl.konsolidasi import HasilIndikator
from ikixl.layout.buku import Acuan, Kolom, Rumus, Sel
from ikixl.layout.rumus_isian import angka_atau_kosong
from ikixl.perhitungan import TRIWULAN
from ikixl.rekap.besar.acuan import acuan_ikut, daerah_isian
from ikixl.rekap.data import kolom_blok
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap
from ikixl.rekap.kunci import acuan_rincian, kunci_baris
from ikixl.rekap.urutan import nilai_banding, sel_urutan
from ikixl.rekap.variabel import daerah_lengkap

__all__ = ["ATAS", "BAWAH", "CATATAN", "kolom_bantu", "rumus_ikut", "rumus_unit_ikut", "sel_bantu_rincian"]

#: Hidden columns: rank and place among all indikator, from the best and from the worst.
ATAS = ("r_atas", "u_atas")
BAWAH = ("r_bawah", "u_bawah")
#: Columns of notes, and the columns of Catatan that they gather.
CATATAN = {"pendukung": ("faktor_pendukung",), "kendala": ("kendala", "faktor_penghambat")}


def kolom_bantu() -> tuple[Kolom, ...]:
    """Hidden columns of the details up to each triwulan.

    i1..i4 and d1..d4: inputs filled and asked up to each triwulan. banyak_ikut: units in the figure. banding: the
    capaian that ranks compare.
    kode, jabatan, predikat_kini, pendukung, kendala: what the lists of the best and the worst say.
    """
    hitung = [f"{k}{t}" for k in "id" for t in TRIWULAN]
    lain = ("banyak_ikut", "banding", *ATAS, *BAWAH, "kode", "jabatan", "predikat_kini", *CATATAN)
    return tuple(Kolom(k, 9, True) for k in (*hitung, *lain))


def rumus_ikut(ktk: KonteksRekap, h: HasilIndikator, unit: str, lingkup: str) -> Rumus:
    """On how much the figure of the rekap's triwulan rests: "5 dari 6 unit", or "lengkap", "3 dari 4 isian"."""
    if unit == GABUNGAN:
        return rumus_unit_ikut(ktk, h, ktk.triwulan, lingkup)
    k, t = ktk.kelengkapan[h.indikator.kode, unit], ktk.triwulan
    terisi, diminta = k.terisi[t - 1], k.diminta[t - 1]
    acuan = {n: acuan_rincian(h.indikator.kode, unit, f"{n}{t}") for n in "id"}
    i, d = "{i}", "{d}"
    if lingkup == "tw" and t > 1:
        terisi, diminta = terisi - k.terisi[t - 2], diminta - k.diminta[t - 2]
        acuan |= {f"{n}l": acuan_rincian(h.indikator.kode, unit, f"{n}{t - 1}") for n in "id"}
        i, d = "({i}-{il})", "({d}-{dl})"
    nilai = "–" if not diminta else "lengkap" if terisi == diminta else f"{terisi} dari {diminta} isian"
    return Rumus(f'IF({d}=0,"–",IF({i}={d},"lengkap",{i}&" dari "&{d}&" isian"))', nilai, acuan)


def rumus_unit_ikut(ktk: KonteksRekap, h: HasilIndikator, triwulan: int, lingkup: str) -> Rumus:
    """How many of the units that hold an indikator are in the combined figure."""
    ikut = (h.ikut if lingkup == "tw" else h.ikut_sd)[triwulan - 1]
    akhiran = f" dari {len(h.per_unit)} unit"
    if ktk.besar:
        return Rumus(f'{{d}}&"{akhiran}"', f"{ikut}{akhiran}", {"d": acuan_ikut(ktk, h, triwulan, lingkup)})
    awalan = "p" if lingkup == "tw" else "q"
    daerah = daerah_lengkap(ktk, h, f"{awalan}{triwulan}")
    return Rumus(f'COUNT({{d}})&"{akhiran}"', f"{ikut}{akhiran}", {"d": daerah})


def sel_bantu_rincian(ktk: KonteksRekap, h: HasilIndikator, unit: str, daerah: Acuan) -> dict[str, Sel]:
    """Cells of the columns of `kolom_bantu`; `daerah` is the column banding over the whole sheet."""
    sel: dict[str, Sel] = {}
    if unit != GABUNGAN:
        sel |= _hitung_isian(ktk, h.indikator.kode, unit)
    if h.tunggal or unit == GABUNGAN:
        sel |= _urutan(ktk, h, unit, daerah)
    return sel


def _hitung_isian(ktk: KonteksRekap, indikator: str, unit: str) -> dict[str, Sel]:
    sel = {}
    k = ktk.kelengkapan[indikator, unit]
    if ktk.besar:
        for t in TRIWULAN:
            for kolom, banyak in (("d", k.diminta), ("i", k.terisi)):
                daerah = daerah_isian(ktk, indikator, unit, f"{kolom}{t}")
                sel[f"{kolom}{t}"] = Sel(Rumus("SUM({d})", banyak[t - 1], {"d": daerah}), "bantu")
        return sel
    acuan = {n: kolom_blok(ktk, indikator, unit, kolom) for n, kolom in (("v", "variabel"), ("t", "triwulan"))}
    for t in TRIWULAN:
        teks = f'COUNTIFS({{v}},"<>{TARGET}",{{t}},"<={t}"'
        sel[f"d{t}"] = Sel(Rumus(f"{teks})", k.diminta[t - 1], acuan), "bantu")
        terisi = {**acuan, "k": kolom_blok(ktk, indikator, unit, "keadaan")}
        sel[f"i{t}"] = Sel(Rumus(f'{teks},{{k}},"isi")', k.terisi[t - 1], terisi), "bantu")
    return sel


def _urutan(ktk: KonteksRekap, h: HasilIndikator, unit: str, daerah: Acuan) -> dict[str, Sel]:
    kunci, t = kunci_baris(h.indikator.kode, unit), ktk.triwulan
    nilai = nilai_banding(h.gabungan.capaian_sd[t - 1].hasil.nilai)
    banding = Rumus('IF(ISNUMBER({c}),ROUND({c},6),"")', angka_atau_kosong(nilai), {"c": Acuan(kunci, f"c{t}")})
    ikut = Rumus('IF({r}="",0,1)', h.ikut_sd[t - 1], {"r": Acuan(kunci, f"r{t}")})
    if ktk.besar:
        ikut = Rumus("{d}", h.ikut_sd[t - 1], {"d": acuan_ikut(ktk, h, t, "sd")})
    elif not h.tunggal:
        ikut = Rumus("COUNT({d})", h.ikut_sd[t - 1], {"d": daerah_lengkap(ktk, h, f"q{t}")})
    sel = {"banding": Sel(banding, "bantu"), "banyak_ikut": Sel(ikut, "bantu")}
    nomor = ktk.nomor_urut[h.indikator.kode]
    for kolom, urutan, menaik in ((ATAS, ktk.terbaik, False), (BAWAH, ktk.terburuk, True)):
        hasil = urutan.peringkat[nomor], urutan.tempat[nomor]
        sel |= sel_urutan(Acuan(kunci, "banding"), daerah, hasil, kolom, menaik=menaik)
    sel["kode"] = Sel(h.indikator.kode, "bantu")
    sel["jabatan"] = Sel(ktk.konsolidasi.katalog.cari_jabatan(h.indikator.jabatan).nama, "bantu")
    sel |= {k: Sel(ktk.catatan(h, kolom), "bantu") for k, kolom in CATATAN.items()}
    skala = h.indikator.skala
    dasar = "r" if predikat_atas(skala) == "realisasi" else "b"
    teks = excel_predikat("{c}", skala or ktk.konsolidasi.aturan.skala)
    label = Rumus(teks, ktk.predikat(h), {"c": Acuan(kunci, f"{dasar}{t}")})
    sel["predikat_kini"] = Sel(label, "bantu")
    return sel
