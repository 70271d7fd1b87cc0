"""The Kaskade sheet of the rekap: each figure of a superior beside the sum of his subordinates', live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ikixl.kaskade import AngkaBawahan, Banding
from ikixl.layout.buku import Acuan, Baris, Gabung, Kolom, Lembar, Rentang, Rumus, Sel, Tautan, Warna
from ikixl.layout.kepala import baris_kepala, baris_lebar, baris_penuh
from ikixl.layout.rumus_isian import angka_atau_kosong
from ikixl.layout.tinggi import tinggi_baris
from ikixl.perhitungan import simpul_rumus
from ikixl.rekap.data import tautan_blok
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap
from ikixl.rekap.kunci import acuan_rincian
from ikixl.rekap.variabel import FUNGSI, acuan_variabel
from ikixl.rumus import to_excel

__all__ = ["susun_kaskade"]

KUNCI = "kaskade"
_KOLOM = ("pemilik", "angka", "atasan", "bawahan", "selisih", "keadaan")
_KEADAAN = {"berbeda": "hidup_salah", "sama": "hidup_lengkap", "belum lengkap": "hidup_belum"}


def susun_kaskade(ktk: KonteksRekap) -> Lembar:
    """One band for each figure of a superior, under it one row for each figure that it should be the sum of."""
    templat = ktk.templat["kaskade"]
    kolom = tuple(Kolom(k, w) for k, w in zip(_KOLOM, templat["lebar"], strict=True))
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", ktk.teks_besar("kaskade") if ktk.besar else templat["keterangan"], "keterangan", 10),
        ],
        kolom,
    )
    kepala = baris_kepala(kolom, templat["kepala"])
    warna: tuple[Warna, ...] = ()
    if ktk.banding:
        isi = [baris for b in ktk.banding for baris in _baris(ktk, b)]
        daerah = Rentang(isi[0].kunci, "keadaan", isi[-1].kunci, "keadaan")
        jumlah, gabung_jumlah = _jumlah(ktk, kolom, daerah)
        baris += [jumlah, kepala, *isi]
        gabung.append(gabung_jumlah)
        acuan = {"c": Acuan(daerah.baris, "keadaan", mutlak=False)}
        warna = tuple(Warna(daerah, f'{{c}}="{k}"', gaya, acuan) for k, gaya in _KEADAAN.items())
    else:
        teks = ktk.teks_besar("kaskade_kosong") if ktk.besar else templat["kosong"]
        kosong, gabung_kosong = baris_lebar("kosong", teks, "keterangan", kolom)
        baris += [kepala, kosong]
        gabung.append(gabung_kosong)
    return _lembar(ktk, kolom, baris, gabung, warna)


def _lembar(
    ktk: KonteksRekap, kolom: tuple[Kolom, ...], baris: list[Baris], gabung: list[Gabung], warna: tuple[Warna, ...]
) -> Lembar:
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["kaskade"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna,
        beku=(baris[[b.kunci for b in baris].index("kepala") + 1].kunci, "angka"),
        kertas=ktk.kertas_terbagi(kolom, baris, [_kunci(b) for b in ktk.banding], "kepala"),
        warna_tab=ktk.templat["warna_tab"]["utama"],
    )


def _kunci(b: Banding) -> str:
    return f"{b.indikator}/{b.variabel}@{b.unit}"


def _jumlah(ktk: KonteksRekap, kolom: Sequence[Kolom], daerah: Rentang) -> tuple[Baris, Gabung]:
    """How many figures differ, agree, or cannot be compared yet."""
    acuan = {"d": Acuan(daerah.baris, "keadaan", daerah.baris_akhir, "keadaan")}
    bagian = [f'COUNTIF({{d}},"{k}")&" {k}"' for k in _KEADAAN]
    keadaan = [_keadaan(b) for b in ktk.banding]
    nilai = "; ".join(f"{keadaan.count(k)} {k}" for k in _KEADAAN)
    baris, gabung = baris_lebar("jumlah", nilai, "label", kolom)
    return replace(baris, sel={"pemilik": Sel(Rumus('&"; "&'.join(bagian), nilai, acuan), "label")}), gabung


def _baris(ktk: KonteksRekap, b: Banding) -> list[Baris]:
    katalog, t = ktk.konsolidasi.katalog, ktk.triwulan
    i = katalog.cari_indikator(b.indikator)
    variabel = next(v.nama for v in katalog.variabel_indikator(i.kode) if v.kode == b.variabel)
    kunci = _kunci(b)
    bagian = [f"{kunci}|{n}" for n in range(1, len(b.rincian) + 1)]
    asal = {"c": acuan_variabel(b.indikator, b.variabel, b.unit, f"s{t}")}
    jumlah = {"d": Acuan(bagian[0], "bawahan", bagian[-1], "bawahan")}
    a, w = Acuan(kunci, "atasan"), Acuan(kunci, "bawahan")
    pemilik = f"{katalog.cari_jabatan(i.jabatan).nama}, {katalog.cari_unit(b.unit).nama}"
    angka = i.nama if len(katalog.variabel_indikator(i.kode)) == 1 else f"{i.nama}: {variabel}"
    beda = 'IF(ABS({a}-{b})>0.000000001*MAX(1,ABS({a})),"berbeda","sama")'
    sel = {
        "pemilik": Sel(pemilik, "kelompok_lipat"),
        "angka": Sel(angka, "kelompok_lipat"),
        "atasan": Sel(
            Rumus('IF(ISNUMBER({c}),{c},"")', angka_atau_kosong(b.atasan), asal),
            "angka_tebal",
            tautan=tautan_blok(ktk, b.indikator, b.unit),
        ),
        "bawahan": Sel(
            Rumus(f'IF(COUNT({{d}})={len(bagian)},SUM({{d}}),"")', angka_atau_kosong(b.bawahan), jumlah),
            "angka_tebal",
            tautan=Tautan("", KUNCI, bagian[0], "bawahan", bagian[-1], "bawahan"),
        ),
        "selisih": Sel(
            Rumus('IF(COUNT({a},{b})=2,{a}-{b},"")', angka_atau_kosong(b.selisih), {"a": a, "b": w}),
            "angka_tebal",
            tautan=Tautan("", KUNCI, kunci, "atasan", kunci, "bawahan"),
        ),
        "keadaan": Sel(
            Rumus(f'IF(COUNT({{a}},{{b}})<2,"belum lengkap",{beda})', _keadaan(b), {"a": a, "b": w}), "predikat"
        ),
    }
    lebar = ktk.templat["kaskade"]["lebar"]
    baris = Baris(kunci, sel, tinggi_baris([(pemilik, lebar[0]), (angka, lebar[1])], tebal=True) + 2)
    return [baris, *(_bagian(ktk, k, r) for k, r in zip(bagian, b.rincian, strict=True))]


def _keadaan(b: Banding) -> str:
    return "belum lengkap" if b.selisih is None else "berbeda" if b.beda else "sama"


def _bagian(ktk: KonteksRekap, kunci: str, r: AngkaBawahan) -> Baris:
    katalog = ktk.konsolidasi.katalog
    i = katalog.cari_indikator(r.acuan.indikator)
    unit = katalog.cari_unit(r.unit[0]).nama if len(r.unit) == 1 else f"{len(r.unit)} unit"
    pemilik = f"{katalog.cari_jabatan(i.jabatan).nama}, {unit}"
    angka = i.nama
    if r.acuan.variabel:
        angka += ": " + next(v.nama for v in katalog.variabel_indikator(i.kode) if v.kode == r.acuan.variabel)
    di = r.unit[0] if len(r.unit) == 1 else GABUNGAN
    sel = {
        "pemilik": Sel(pemilik, "sel_menjorok"),
        "angka": Sel(angka, "sel_teks"),
        "atasan": Sel(None, "sel_teks"),
        "bawahan": Sel(_rumus_bawahan(ktk, r), "angka_desimal", tautan=tautan_blok(ktk, i.kode, di)),
        "selisih": Sel(None, "sel_teks"),
        "keadaan": Sel(None, "sel_teks"),
    }
    lebar = ktk.templat["kaskade"]["lebar"]
    return Baris(kunci, sel, tinggi_baris([(pemilik, lebar[0] - 2), (angka, lebar[1])]))


def _rumus_bawahan(ktk: KonteksRekap, r: AngkaBawahan) -> Rumus:
    """The figure of the subordinates, "" unless every one of their units is complete."""
    hasil, t, nilai = ktk.konsolidasi.hasil[r.acuan.indikator], ktk.triwulan, angka_atau_kosong(r.nilai)
    indikator, variabel = r.acuan.indikator, r.acuan.variabel
    if len(r.unit) not in (1, len(hasil.per_unit)):
        return _rumus_sebagian(ktk, r)
    di = r.unit[0] if len(r.unit) == 1 else GABUNGAN
    angka = acuan_variabel(indikator, variabel, di, f"s{t}") if variabel else acuan_rincian(indikator, di, f"r{t}")
    acuan = {"c": angka, "r": acuan_rincian(indikator, di, f"r{t}")}
    syarat = '{r}<>""'
    if di == GABUNGAN:
        syarat, acuan["r"] = f"{{r}}={len(r.unit)}", acuan_rincian(indikator, di, "banyak_ikut")
    return Rumus(f'IF({syarat},IF(ISNUMBER({{c}}),{{c}},""),"")', nilai, acuan)


def _rumus_sebagian(ktk: KonteksRekap, r: AngkaBawahan) -> Rumus:
    """The same over some of the units that hold the indikator: variabel first, then the formula."""
    katalog, t = ktk.konsolidasi.katalog, ktk.triwulan
    i = katalog.cari_indikator(r.acuan.indikator)
    acuan: dict[str, Acuan] = {}
    gabung: dict[str, str] = {}
    for n, v in enumerate(katalog.variabel_indikator(i.kode)):
        sel = {f"v{n}u{m}": acuan_variabel(i.kode, v.kode, u, f"q{t}") for m, u in enumerate(r.unit)}
        acuan |= sel
        gabung[v.kode] = f"{FUNGSI[v.gabung_unit]}({','.join(f'{{{k}}}' for k in sel)})"
    lengkap = ",".join(f"{{v0u{m}}}" for m in range(len(r.unit)))
    isi = gabung[r.acuan.variabel] if r.acuan.variabel else to_excel(simpul_rumus(i.rumus), gabung)
    acuan = {k: a for k, a in acuan.items() if f"{{{k}}}" in isi or f"{{{k}}}" in lengkap}
    return Rumus(
        f'IF(COUNT({lengkap})={len(r.unit)},IF(ISNUMBER({isi}),{isi},""),"")', angka_atau_kosong(r.nilai), acuan
    )
