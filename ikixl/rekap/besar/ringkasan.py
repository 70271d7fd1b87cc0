"""What Ringkasan of a large rekap says of each unit."""

from __future__ import annotations

from ikixl.aturan import excel_predikat, predikat
from ikixl.layout.buku import Acuan, Rumus, Sel
from ikixl.perhitungan import TRIWULAN
from ikixl.rekap.besar.acuan import DATA_UNIT, rumus_unit, tautan_unit
from ikixl.rekap.konteks import KonteksRekap
from ikixl.rekap.kunci import kunci_unit

__all__ = ["sel_unit_besar"]


def sel_unit_besar(ktk: KonteksRekap, unit: str, nama: str) -> dict[str, Sel]:
    """The cells of a unit's row but for its state: figures of Data Unit, as they stand there."""
    kunci, t = kunci_unit(unit), ktk.triwulan
    hasil = [ktk.konsolidasi.capaian_unit(unit, n) for n in TRIWULAN]
    lengkap = ktk.kelengkapan_unit[unit]
    tautan = tautan_unit(unit)
    sel = {"unit": Sel(tautan_unit(unit, nama), "sel_tautan")}
    sel |= {
        f"s{n}": Sel(rumus_unit(unit, f"s{n}", hasil[n - 1].tampilan), "angka_desimal", tautan=tautan) for n in TRIWULAN
    }
    kini = hasil[t - 1]
    rumus = Rumus('IF(ISNUMBER({c}),{c},"")', kini.tampilan, {"c": Acuan(kunci, f"s{t}")})
    sel["capaian"] = Sel(rumus, "capaian_sel", tautan=tautan)
    skala = ktk.konsolidasi.aturan.skala
    label = "" if kini.nilai is None else predikat(kini.nilai, skala)
    sel["predikat"] = Sel(Rumus(excel_predikat("{c}", skala), label, {"c": Acuan(kunci, "capaian")}), "predikat")
    sel["jenis"] = Sel(ktk.konsolidasi.katalog.cari_unit(unit).jenis, "bantu")
    for huruf, nama_kolom, banyak in (("i", "terisi", lengkap.terisi), ("d", "diminta", lengkap.diminta)):
        for n in TRIWULAN:
            sel[f"{huruf}{n}"] = Sel(rumus_unit(unit, f"{huruf}{n}", banyak[n - 1]), "bantu")
        kini_isian = Rumus("{k}", banyak[t - 1], {"k": Acuan(kunci, f"{huruf}{t}")})
        sel[nama_kolom] = Sel(kini_isian, "angka_bulat")
    acuan = {k: Acuan(kunci, n, lembar=DATA_UNIT) for k, n in (("a", f"a{t}"), ("n", "semua"))}
    sel["dasar"] = Sel(Rumus('{a}&" dari "&{n}&" indikator"', ktk.dasar_unit(unit), acuan), "status")
    return sel
