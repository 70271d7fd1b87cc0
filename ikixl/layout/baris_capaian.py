"""One row of target, realisasi and capaian over four triwulan, shared by the unit workbook and the rekap."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ikixl.aturan import (
    Aturan,
    Capaian,
    batasi,
    excel_batasi,
    excel_capaian,
    excel_predikat,
    predikat,
    predikat_atas,
)
from ikixl.bawaan import baca_templat
from ikixl.katalog.model import Indikator
from ikixl.layout.buku import Acuan, Baris, Gabung, Kolom, Rentang, Rumus, Sel
from ikixl.layout.rumus_isian import angka_atau_kosong, rumus_terakhir
from ikixl.perhitungan import TRIWULAN, HitunganIndikator, simpul_rumus, terakhir
from ikixl.rumus import to_excel
from ikixl.rumus.hasil import Hasil

__all__ = [
    "baris_kelompok",
    "hasil_lingkup",
    "kepala_capaian",
    "kolom_capaian",
    "rumus_rata_tertimbang",
    "sel_capaian",
    "sel_target",
    "target_lingkup",
]

_KOLOM_TARGET = tuple(f"t{t}" for t in TRIWULAN)


def target_lingkup(h: HitunganIndikator, lingkup: str) -> Sequence[float | None]:
    """The targets per triwulan ("tw") or up to each triwulan ("sd")."""
    return h.target if lingkup == "tw" else h.target_sd


def hasil_lingkup(h: HitunganIndikator, lingkup: str) -> tuple[Sequence[Hasil], Sequence[Capaian]]:
    """Realisasi and capaian (raw, in percent points) per triwulan ("tw") or up to each triwulan ("sd")."""
    return (h.realisasi, h.capaian) if lingkup == "tw" else (h.realisasi_sd, h.capaian_sd)


def kolom_capaian(lebar_angka: float, lebar_predikat: float) -> tuple[Kolom, ...]:
    """Columns t1 r1 c1 … t4 r4 c4 and predikat; hidden: b1..b4 (capped), kini (what the predikat grades), bobot."""
    return (
        *(Kolom(f"{k}{t}", lebar_angka) for t in TRIWULAN for k in "trc"),
        Kolom("predikat", lebar_predikat),
        *(Kolom(f"b{t}", 9, True) for t in TRIWULAN),
        Kolom("kini", 9, True),
        Kolom("bobot", 9, True),
    )


def kepala_capaian() -> tuple[list[Baris], list[Gabung]]:
    """The two header rows "kepala1" and "kepala2", as the unit template words them."""
    templat = baca_templat("unit")["capaian"]
    atas = {k: Sel(j, "kepala") for k, j in templat["kepala"].items()}
    gabung = [Gabung(Rentang("kepala1", k, "kepala2", k)) for k in atas]
    bawah: dict[str, Sel] = {}
    for t in TRIWULAN:
        atas[f"t{t}"] = Sel(templat["triwulan"][t - 1], "kepala")
        gabung.append(Gabung(Rentang("kepala1", f"t{t}", "kepala1", f"c{t}")))
        for k, judul in zip("trc", templat["kolom"], strict=True):
            bawah[f"{k}{t}"] = Sel(judul, "kepala")
    return [Baris("kepala1", atas, 18), Baris("kepala2", bawah, 30)], gabung


def baris_kelompok(kunci: str, teks: str, awal: Sequence[str], tinggi: float) -> Baris:
    """A band over all columns; the text stands in the second of the columns `awal`."""
    sel = {k: Sel(None, "kelompok") for k in (*awal, "predikat")}
    sel |= {f"{k}{t}": Sel(None, "kelompok") for t in TRIWULAN for k in "trc"}
    sel[awal[1]] = Sel(teks, "kelompok")
    return Baris(kunci, sel, tinggi)


def sel_target(target: Sequence[float | None], gaya: str, acuan: Sequence[Mapping[str, Acuan]]) -> dict[str, Sel]:
    """Cells of the columns t1..t4; each of `acuan` says under "t" where the number of a target stands."""
    return {
        kolom: Sel(Rumus('IF(ISNUMBER({t}),{t},"")', angka_atau_kosong(nilai), a), gaya)
        for kolom, nilai, a in zip(_KOLOM_TARGET, target, acuan, strict=True)
    }


def sel_capaian(
    kunci: str,
    indikator: Indikator,
    aturan: Aturan,
    gaya: str,
    hasil: tuple[Sequence[Hasil], Sequence[Capaian]],
    acuan_variabel: Callable[[str, int], Acuan],
    variabel: Sequence[str],
    gaya_capaian: str = "capaian_sel",
) -> dict[str, Sel]:
    """Cells of the columns of `kolom_capaian` for row `kunci`, but for the targets t1..t4.

    `hasil` are realisasi and capaian of the four triwulan; `acuan_variabel(variabel, triwulan)` says where the inputs'
    numbers stand.
    """
    realisasi_semua, capaian = hasil
    teks_rumus = to_excel(simpul_rumus(indikator.rumus), {v: f"{{{v}}}" for v in variabel})
    sel: dict[str, Sel] = {"bobot": Sel(1.0 if indikator.bobot is None else indikator.bobot, "bantu")}
    for t in TRIWULAN:
        realisasi, c = realisasi_semua[t - 1], capaian[t - 1].hasil
        acuan = {v: acuan_variabel(v, t) for v in variabel}
        sel[f"r{t}"] = Sel(Rumus(teks_rumus, realisasi.tampilan, acuan), gaya)
        rt = {"r": Acuan(kunci, f"r{t}"), "t": Acuan(kunci, f"t{t}")}
        batas = indikator.batas_bawah, indikator.batas_atas
        teks = excel_capaian("{r}", "{t}", indikator.arah, aturan, *batas)
        sel[f"c{t}"] = Sel(Rumus(teks, c.tampilan, rt), gaya_capaian)
        dibatasi = c.tampilan if c.nilai is None else batasi(c.nilai, aturan)
        sel[f"b{t}"] = Sel(Rumus(excel_batasi("{c}", aturan), dibatasi, {"c": Acuan(kunci, f"c{t}")}), "bantu")
    skala = indikator.skala or aturan.skala
    if predikat_atas(indikator.skala) == "realisasi":
        kolom, kini = "r", terakhir(realisasi_semua).nilai
    else:
        kolom, akhir = "b", terakhir([c.hasil for c in capaian]).nilai
        kini = None if akhir is None else batasi(akhir, aturan)
    dasar = rumus_terakhir([Acuan(kunci, f"{kolom}{t}") for t in TRIWULAN], angka_atau_kosong(kini))
    sel["kini"] = Sel(dasar, "bantu")
    label = "" if kini is None else predikat(kini, skala)
    sel["predikat"] = Sel(Rumus(excel_predikat("{k}", skala), label, {"k": Acuan(kunci, "kini")}), "predikat")
    return sel


def rumus_rata_tertimbang(nilai: Acuan, bobot: Acuan, hasil: Hasil) -> Rumus:
    """Mean of the numbers in `nilai` weighted by `bobot`, "" where there is none; texts do not count."""
    teks = 'IF(SUMIF({n},">=0",{b})=0,"",SUMPRODUCT({n},{b})/SUMIF({n},">=0",{b}))'
    return Rumus(teks, hasil.tampilan, {"n": nilai, "b": bobot})
