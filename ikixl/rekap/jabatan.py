"""The Jabatan sheet of the rekap: capaian of every jabatan, and under it of each of its sasaran."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ikixl.aturan import excel_predikat, predikat
from ikixl.konsolidasi import HasilIndikator
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Rumus, Sel
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.tinggi import tinggi_baris
from ikixl.layout.warna_predikat import warna_predikat
from ikixl.perhitungan import TRIWULAN, triwulan_diminta
from ikixl.rekap.konteks import KonteksRekap
from ikixl.rekap.kunci import kunci_baris, kunci_lembar
from ikixl.rekap.rincian import daerah, mewakili, tautan_rincian

__all__ = ["susun_jabatan"]

KUNCI = "jabatan"
_KOLOM = ("no", "nama", "s1", "s2", "s3", "s4", "capaian", "predikat", "indikator", "unit")


def susun_jabatan(ktk: KonteksRekap) -> Lembar:
    """Weighted means of the consolidated indikator of a jabatan and of a sasaran, up to each triwulan."""
    templat = ktk.templat["jabatan"]
    kolom = tuple(Kolom(k, w) for k, w in zip(_KOLOM, templat["lebar"], strict=True))
    baris, gabung = baris_penuh(
        [
            ("judul", ktk.teks(templat["judul"]), "judul_kiri", 14),
            ("keterangan", templat["keterangan"], "keterangan", 10),
        ],
        kolom,
    )
    baris.append(baris_kepala(kolom, templat["kepala"]))
    katalog = ktk.konsolidasi.katalog
    nomor = 0
    for j in sorted(katalog.jabatan, key=lambda j: j.urutan):
        milik = [ktk.konsolidasi.hasil[i.kode] for i in katalog.indikator_jabatan(j.kode)]
        if not milik:
            continue
        nomor += 1
        baris.append(_baris(ktk, f"jabatan@{j.kode}", nomor, j.nama, milik, tebal=True))
        for urut, sasaran in enumerate(dict.fromkeys(h.indikator.sasaran for h in milik), start=1):
            bagian = [h for h in milik if h.indikator.sasaran == sasaran]
            baris.append(_baris(ktk, f"sasaran@{j.kode}|{urut}", "", sasaran, bagian, tebal=False))
    pita = [b.kunci for b in baris if b.kunci.startswith("jabatan@")]
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["jabatan"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        warna=warna_predikat(
            Rentang(baris[3].kunci, "predikat", baris[-1].kunci, "predikat"), {ktk.konsolidasi.aturan.skala}
        ),
        beku=(baris[3].kunci, "s1"),
        saring=Rentang("kepala", "no", baris[-1].kunci, "unit"),
        kertas=ktk.kertas_terbagi(kolom, baris, pita, "kepala"),
        warna_tab=ktk.templat["warna_tab"]["utama"],
    )


def _baris(
    ktk: KonteksRekap, kunci: str, nomor: int | str, nama: str, milik: Sequence[HasilIndikator], *, tebal: bool
) -> Baris:
    skala = ktk.konsolidasi.aturan.skala
    gaya = "angka_tebal" if tebal else "angka_desimal"
    hasil = [ktk.konsolidasi.rata(milik, t) for t in TRIWULAN]
    kini = hasil[ktk.triwulan - 1]
    label = "" if kini.nilai is None else predikat(kini.nilai, skala)
    ada = sum(h.gabungan.capaian_sd[ktk.triwulan - 1].hasil.nilai is not None for h in milik)
    # Those of a jabatan stand together in the details, but one sasaran may stand between another's.
    urut = sorted(milik, key=lambda h: ktk.nomor_urut[h.indikator.kode])
    tautan = tautan_rincian(*(kunci_baris(h.indikator.kode, mewakili(h)) for h in (urut[0], urut[-1])))
    sel = {
        "no": Sel(nomor, "kelompok_nomor" if tebal else "sel_nomor"),
        "nama": Sel(nama, "kelompok_lipat" if tebal else "sel_teks"),
        **{
            f"s{t}": Sel(Rumus(*_rata(_rentang(ktk, milik, t), hasil[t - 1].tampilan)), gaya, tautan=tautan)
            for t in TRIWULAN
        },
        "capaian": Sel(
            Rumus('IF(ISNUMBER({c}),{c},"")', kini.tampilan, {"c": Acuan(kunci, f"s{ktk.triwulan}")}),
            gaya,
            tautan=tautan,
        ),
        "predikat": Sel(Rumus(excel_predikat("{c}", skala), label, {"c": Acuan(kunci, "capaian")}), "predikat"),
        "indikator": Sel(_dihitung(ktk, milik, ada), "status", tautan=tautan),
        "unit": Sel(_unit(ktk, milik), "status"),
    }
    lebar = ktk.templat["jabatan"]["lebar"][1]
    return Baris(kunci, sel, tinggi_baris([(nama, lebar)], tebal=tebal) + (2 if tebal else 0))


def _rentang(ktk: KonteksRekap, milik: Sequence[HasilIndikator], triwulan: int) -> list[tuple[Acuan, Acuan]]:
    """Figures and weights of the indikator in the details, one pair for each run of neighbouring rows."""
    nomor = ktk.nomor_urut
    pasangan = []
    for _, rangkai in groupby(enumerate(milik), key=lambda n: nomor[n[1].indikator.kode] - n[0]):
        isi = [h for _, h in rangkai]
        awal, akhir = (kunci_baris(h.indikator.kode, mewakili(h)) for h in (isi[0], isi[-1]))
        pasangan.append((daerah(awal, akhir, f"b{triwulan}"), daerah(awal, akhir, "bobot")))
    return pasangan


def _rata(pasangan: Sequence[tuple[Acuan, Acuan]], nilai: float | str) -> tuple[str, float | str, dict[str, Acuan]]:
    acuan: dict[str, Acuan] = {}
    atas, bawah = [], []
    for n, (angka, bobot) in enumerate(pasangan):
        acuan |= {f"n{n}": angka, f"b{n}": bobot}
        atas.append(f"SUMPRODUCT({{n{n}}},{{b{n}}})")
        bawah.append(f'SUMIF({{n{n}}},">=0",{{b{n}}})')
    return f'IF({"+".join(bawah)}=0,"",({"+".join(atas)})/({"+".join(bawah)}))', nilai, acuan


def _dihitung(ktk: KonteksRekap, milik: Sequence[HasilIndikator], ada: int) -> Rumus:
    """How many of the indikator have a figure up to the rekap's triwulan."""
    pasangan = _rentang(ktk, milik, ktk.triwulan)
    acuan = {f"n{n}": angka for n, (angka, _) in enumerate(pasangan)}
    teks = "+".join(f"COUNT({{{k}}})" for k in acuan)
    akhiran = f" dari {len(milik)}"
    return Rumus(f'{teks}&"{akhiran}"', f"{ada}{akhiran}", acuan)


def _unit(ktk: KonteksRekap, milik: Sequence[HasilIndikator]) -> Rumus | str:
    """The fewest units that stand in any figure asked now: what is said of the whole must hold for each part."""
    t = ktk.triwulan
    banyak = len(milik[0].per_unit)
    diminta = [h for h in milik if t in triwulan_diminta(h.indikator.periode)]
    if not diminta:
        return "–"
    sebaris = [kunci_baris(h.indikator.kode, mewakili(h)) for h in diminta]
    acuan = {f"i{n}": Acuan(k, "banyak_ikut", lembar=kunci_lembar("sd")) for n, k in enumerate(sebaris)}
    akhiran = f" dari {banyak}"
    nilai = min(h.ikut_sd[t - 1] for h in diminta)
    daftar = ",".join(f"{{{k}}}" for k in acuan)
    return Rumus(f'MIN({daftar})&"{akhiran}"', f"{nilai}{akhiran}", acuan)
