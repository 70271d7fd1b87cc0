"""Rows of a level's Data that speak of units: how many of a member are complete, and how each of them stands.

Capaian of a unit rests on inputs that a level does not carry; what the member's rekap came to, recomputed when it was
read, is therefore an input here, as the combined figures are.
"""

from __future__ import annotations

from collections.abc import Iterator

from ikixl.layout.buku import Acuan, Baris, Rumus, Sel, Tautan, TautanBerkas
from ikixl.layout.rumus_isian import angka_atau_kosong
from ikixl.perhitungan import TRIWULAN
from ikixl.tingkat.angka import Asal
from ikixl.tingkat.lembar.konteks import DATA, KonteksTingkat
from ikixl.tingkat.model import Anggota, RingkasUnit

__all__ = ["baris_unit", "kunci_lengkap", "sel_asal", "sel_lengkap", "sel_unit"]

# Keys hold no "@": those that do are figures of an indikator.
_APA = ("capaian", "terisi", "diminta")
# Columns that these rows leave empty: bordered, as those of the rows above.
_KOSONG = {k: Sel(None, "data_teks") for k in ("kode", *(f"{h}{t}" for h in "nij" for t in TRIWULAN), "semua")}


def kunci_lengkap(anggota: str) -> str:
    """Row key of the units of a member: s1..s4 complete up to each triwulan, `semua` all of them."""
    return f"lengkap|{anggota}"


def _kunci(anggota: str, unit: str, apa: str) -> str:
    return f"{apa}|{anggota}|{unit}"


def sel_asal(ktk: KonteksTingkat, a: Anggota, asal: Asal) -> dict[str, Sel]:
    """Cells berkas, lembar and sel: where a figure stands in the file of a member, as a link where it is archived."""
    arsip = ktk.arsip.get(a.sumber.sha256, "")
    taut = TautanBerkas(asal.sel, arsip, asal.lembar, asal.sel) if arsip and asal.sel else asal.sel
    return {
        "berkas": Sel(a.sumber.berkas, "data_teks"),
        "lembar": Sel(asal.lembar, "data_teks"),
        "sel": Sel(taut, "data_tautan" if arsip and asal.sel else "data_teks"),
    }


def baris_unit(ktk: KonteksTingkat) -> Iterator[Baris]:
    """A row for each member, then three for each unit of each member."""
    kata = ktk.templat["data"]["unit"]
    for a in ktk.tingkat.anggota:
        sel = _KOSONG | {"anggota": Sel(a.kode, "data_teks")}
        sel["variabel"] = Sel(kata["lengkap"], "data_teks")
        sel |= {f"s{t}": Sel(a.lengkap[t - 1], "data_angka") for t in TRIWULAN}
        sel["semua"] = Sel(a.semua, "data_teks")
        yield Baris(kunci_lengkap(a.kode), sel | sel_asal(ktk, a, Asal()))
    for a in ktk.tingkat.anggota:
        for u in a.unit:
            isi = {"capaian": [h.nilai for h in u.capaian], "terisi": u.terisi, "diminta": u.diminta}
            for apa in _APA:
                sel = _KOSONG | {"anggota": Sel(a.kode, "data_teks"), "kode": Sel(u.kode, "data_teks")}
                sel["variabel"] = Sel(kata[apa], "data_teks")
                sel |= {f"s{t}": Sel(isi[apa][t - 1], "data_angka") for t in TRIWULAN}
                yield Baris(_kunci(a.kode, u.kode, apa), sel | sel_asal(ktk, a, Asal(u.lembar, u.sel)))


def sel_lengkap(anggota: str, kolom: str, nilai: int) -> Sel:
    """A count of units of a member, from its row in Data; `kolom` is s1..s4 or semua."""
    kunci = kunci_lengkap(anggota)
    tautan = Tautan("", DATA, kunci, "anggota", kunci, "sel")
    return Sel(Rumus("{d}", nilai, {"d": Acuan(kunci, kolom, lembar=DATA)}), "angka_bulat", tautan=tautan)


def sel_unit(a: Anggota, u: RingkasUnit, triwulan: int) -> dict[str, Sel]:
    """Cells capaian, terisi and diminta of a unit up to a triwulan, from its rows in Data."""
    t = triwulan - 1
    nilai = {"capaian": angka_atau_kosong(u.capaian[t].nilai), "terisi": u.terisi[t], "diminta": u.diminta[t]}
    tautan = Tautan("", DATA, _kunci(a.kode, u.kode, _APA[0]), "anggota", _kunci(a.kode, u.kode, _APA[-1]), "sel")
    sel = {}
    for apa in _APA:
        acuan = {"d": Acuan(_kunci(a.kode, u.kode, apa), f"s{triwulan}", lembar=DATA)}
        gaya = "angka_desimal" if apa == "capaian" else "angka_bulat"
        sel[apa] = Sel(Rumus('IF(ISNUMBER({d}),{d},"")', nilai[apa], acuan), gaya, tautan=tautan)
    return sel
