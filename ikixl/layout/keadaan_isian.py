"""How far the rows of the Realisasi sheet are filled, in words and numbers: colour is never the only signal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ikixl.katalog.kunci import kunci_variabel
from ikixl.katalog.model import Indikator, Variabel
from ikixl.layout.acuan_isian import beda_bawahan
from ikixl.layout.buku import Acuan, Baris, Rumus, Sel
from ikixl.layout.ingatan import diingat
from ikixl.layout.konteks import Konteks
from ikixl.layout.pembagi import pembagi
from ikixl.perhitungan import TRIWULAN, triwulan_diminta

__all__ = ["BERJALAN", "baris_berjalan", "jumlah_diminta", "jumlah_kurang", "sel_keadaan", "triwulan_kurang"]

#: Where the triwulan that the workbook is judged by stands; tw1..tw4 of the row count the numbers of each.
BERJALAN = Acuan("berjalan", "kini")


@diingat
def baris_berjalan(ktk: Konteks, awal: str, akhir: str) -> Baris:
    """The hidden row below the table of inputs (rows `awal`..`akhir`) that says how far the year has come."""
    sel: dict[str, Sel] = {}
    jumlah = {t: sum(ktk.jumlah_angka(i.kode, t) for _, i in ktk.indikator) for t in TRIWULAN}
    for t in TRIWULAN:
        angka = Acuan(awal, f"{ktk.awalan_angka}{t}", akhir, f"{ktk.awalan_angka}{t}")
        sel[f"tw{t}"] = Sel(Rumus("COUNT({n})", jumlah[t], {"n": angka}), "bantu")
    teks = str(ktk.awal_berjalan)
    for t in TRIWULAN:
        if t > ktk.awal_berjalan:
            teks = f"IF({{t{t}}}>0,{t},{teks})"
    if ktk.muatan.triwulan:
        sel["kini"] = Sel(ktk.muatan.triwulan, "bantu")
    else:
        acuan = {f"t{t}": Acuan("berjalan", f"tw{t}") for t in TRIWULAN if t > ktk.awal_berjalan}
        sel["kini"] = Sel(Rumus(teks, ktk.berjalan, acuan) if acuan else ktk.awal_berjalan, "bantu")
    return Baris("berjalan", sel, tersembunyi=True)


def _ditunggu(ktk: Konteks, i: Indikator, v: Variabel) -> list[int]:
    """The triwulan asked of a variabel that are not closed in this workbook."""
    return [t for t in triwulan_diminta(i.periode) if ktk.punya_sel(kunci_variabel(i.kode, v.kode, t))]


def jumlah_diminta(ktk: Konteks, i: Indikator, v: Variabel) -> int:
    """How many entries of a variabel are due by now."""
    return sum(t <= ktk.berjalan for t in _ditunggu(ktk, i, v))


def jumlah_kurang(ktk: Konteks, i: Indikator, v: Variabel) -> int:
    """How many entries of a variabel that are due by now hold no number."""
    return len(_kurang(ktk, i, v))


def triwulan_kurang(ktk: Konteks, i: Indikator, v: Variabel) -> int:
    """The triwulan of the first entry of a variabel that is due by now and holds no number, 0 where none lacks."""
    return min(_kurang(ktk, i, v), default=0)


def _kurang(ktk: Konteks, i: Indikator, v: Variabel) -> list[int]:
    angka = ktk.angka(i.kode)[v.kode]
    return [t for t in _ditunggu(ktk, i, v) if t <= ktk.berjalan and angka[t - 1] is None]


def sel_keadaan(ktk: Konteks, baris: str, i: Indikator, v: Variabel) -> dict[str, Sel]:
    """Cells of the columns status (words), and diminta, kurang, celah and celah_tw (hidden numbers) of the row `baris`.

    diminta: entries due by now; kurang: those of them without a number; celah: 1 where there are any; celah_tw: the
    triwulan of the first of them, 0 where there is none.
    """
    tunggu = _ditunggu(ktk, i, v)
    # Only what is open or was accepted counts as an entry: closed cells hold a word.
    masuk = {f"m{t}": Acuan(baris, f"tw{t}") for t in tunggu}
    angka = {f"n{t}": Acuan(baris, f"{ktk.awalan_angka}{t}") for t in tunggu}
    diminta, kurang = jumlah_diminta(ktk, i, v), jumlah_kurang(ktk, i, v)
    belum = "+".join(f"IF(AND({{b}}>={t},NOT(ISNUMBER({{n{t}}}))),1,0)" for t in tunggu)
    tempo = "+".join(f"IF({{b}}>={t},1,0)" for t in tunggu)
    pertama = "0"
    for t in reversed(tunggu):
        pertama = f"IF(AND({{b}}>={t},NOT(ISNUMBER({{n{t}}}))),{t},{pertama})"
    return {
        "diminta": Sel(Rumus(tempo, diminta, {"b": BERJALAN}) if tunggu else 0, "bantu"),
        "kurang": Sel(Rumus(belum, kurang, {"b": BERJALAN, **angka}) if tunggu else 0, "bantu"),
        "celah": Sel(Rumus("IF({k}>0,1,0)", int(kurang > 0), {"k": Acuan(baris, "kurang")}), "bantu"),
        "celah_tw": Sel(Rumus(pertama, triwulan_kurang(ktk, i, v), {"b": BERJALAN, **angka}) if tunggu else 0, "bantu"),
        "status": _status(ktk, baris, i, v, masuk, angka),
    }


def _status(
    ktk: Konteks, baris: str, i: Indikator, v: Variabel, masuk: Mapping[str, Acuan], angka: Mapping[str, Acuan]
) -> Sel:
    """The words, the most pressing first: what cannot be read, gaps, then what does not fit together."""
    kata = ktk.templat["realisasi"]
    acuan = {**masuk, **angka, "b": BERJALAN, "k": Acuan(baris, "kurang"), "d": Acuan(baris, "diminta")}
    syarat: list[tuple[str, str, bool]] = []
    tunggu = _ditunggu(ktk, i, v)
    nilai = ktk.angka(i.kode)[v.kode]
    if tunggu:
        daftar_m, daftar_n = (",".join(f"{{{k}}}" for k in daftar) for daftar in (masuk, angka))
        diketik = sum(ktk.isian.get(kunci_variabel(i.kode, v.kode, t)) is not None for t in tunggu)
        sah = sum(nilai[t - 1] is not None for t in tunggu)
        syarat.append((f"COUNT({daftar_n})<COUNTA({daftar_m})", "periksa", sah < diketik))
        lewat = [t for t in tunggu if t < 4]
        if lewat:
            teks = ",".join(f"AND({{b}}>{t},NOT(ISNUMBER({{n{t}}})))" for t in lewat)
            ada = any(t < ktk.berjalan and nilai[t - 1] is None for t in lewat)
            syarat.append((f"OR({teks})", "terlewat", ada))
        syarat.append(("{k}>0", "belum", jumlah_kurang(ktk, i, v) > 0))
    lebih = _lebih(ktk, i, v, tunggu)
    if lebih is not None:
        acuan |= lebih.acuan
        syarat.append((lebih.teks, "lebih", bool(lebih.nilai)))
    beda = beda_bawahan(ktk, i.kode, v)
    if beda is not None:
        acuan |= beda.acuan
        syarat.append((beda.teks, "beda", bool(beda.nilai)))
    syarat.append(("{d}=0", "belum_diminta", jumlah_diminta(ktk, i, v) == 0))
    teks = f'"{kata["terisi"]}"'
    for rumus, kunci, _ in reversed(syarat):
        teks = f'IF({rumus},"{kata[kunci]}",{teks})'
    hasil = next((kata[kunci] for _, kunci, berlaku in syarat if berlaku), kata["terisi"])
    return Sel(Rumus(teks, hasil, acuan), "status")


def _lebih(ktk: Konteks, i: Indikator, v: Variabel, tunggu: Sequence[int]) -> Rumus | None:
    """A condition that holds where the figure exceeds its denominator's in any triwulan; `nilai` is 1.0 or 0.0."""
    bawah = pembagi(i).get(v.kode)
    if bawah is None or not tunggu:
        return None
    acuan: dict[str, Acuan] = {}
    syarat = []
    for t in tunggu:
        acuan[f"p{t}"] = Acuan(f"{i.kode}/{v.kode}", f"{ktk.awalan_angka}{t}")
        acuan[f"q{t}"] = Acuan(f"{i.kode}/{bawah}", f"{ktk.awalan_angka}{t}")
        syarat.append(f"IF(COUNT({{p{t}}},{{q{t}}})=2,{{p{t}}}>{{q{t}}},FALSE)")
    semua = ktk.angka(i.kode)
    pasangan = [(semua[v.kode][t - 1], semua[bawah][t - 1]) for t in tunggu]
    ada = any(a is not None and b is not None and a > b for a, b in pasangan)
    return Rumus(f"OR({','.join(syarat)})", float(ada), acuan)
