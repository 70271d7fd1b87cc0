"""The map of the inputs on Ringkasan: one row for each figure asked, with a link to every one that lacks."""

from __future__ import annotations

from ikixl.katalog.kunci import kunci_variabel
from ikixl.katalog.model import Indikator, Variabel
from ikixl.layout import lembar_realisasi
from ikixl.layout.buku import Acuan, Baris, Gabung, Kolom, Rentang, Rumus, Sel, Warna
from ikixl.layout.ingatan import diingat
from ikixl.layout.keadaan_isian import BERJALAN
from ikixl.layout.konteks import Konteks
from ikixl.layout.tinggi import tinggi_baris
from ikixl.perhitungan import TRIWULAN, triwulan_diminta

__all__ = ["KEPALA_PETA", "susun_peta", "warna_peta"]

#: Row of the headers, where links to the map lead.
KEPALA_PETA = "kepala_peta"
_REALISASI = lembar_realisasi.KUNCI
_TW = tuple(f"tw{t}" for t in TRIWULAN)


def susun_peta(ktk: Konteks, kolom: tuple[Kolom, ...]) -> tuple[list[Baris], list[Gabung]]:
    """Rows of the map and their merged cells: a title, the headers, then each jabatan with its figures.

    A cell of tw1..tw4 says in a word whether the figure of that triwulan stands on Realisasi, lacks (then it is a link
    to the very cell), is due later, is closed in this workbook, or is not asked at all.
    """
    kata = ktk.templat["peta_isian"]
    akhir = kolom[-1].kunci
    lebar = sum(k.lebar for k in kolom)
    kepala = {"label": Sel(kata["kepala"], "kepala")}
    kepala |= {k: Sel(teks, "kepala") for k, teks in zip(_TW, ktk.templat["satuan_waktu"]["tw"], strict=True)}
    baris = [
        Baris("judul_peta", {"label": Sel(kata["judul"], "judul_kiri")}, 20),
        Baris("keterangan_peta", {"label": Sel(kata["keterangan"], "keterangan")}, _tinggi(kata["keterangan"], lebar)),
        Baris(KEPALA_PETA, kepala, 20),
    ]
    gabung = [Gabung(Rentang(b.kunci, "label", b.kunci, akhir)) for b in baris[:2]]
    for j in ktk.jabatan:
        pita = _pita(ktk, j.kode)
        baris.append(pita)
        gabung.append(Gabung(Rentang(pita.kunci, "label", pita.kunci, _TW[-1])))
        baris += [_baris(ktk, i, v) for k, i in ktk.indikator if k is j for v in ktk.katalog.variabel_indikator(i.kode)]
    return baris, gabung


def warna_peta(ktk: Konteks, awal: str, akhir: str) -> tuple[Warna, ...]:
    """Colours of the cells of the map beside their words."""
    kata = ktk.templat["peta_isian"]
    daerah = Rentang(awal, _TW[0], akhir, _TW[-1])
    acuan = {"c": Acuan(awal, _TW[0], mutlak=False)}
    return (
        Warna(daerah, f'{{c}}="{kata["belum"]}"', "hidup_celah", acuan),
        Warna(daerah, f'{{c}}="{kata["terisi"]}"', "hidup_lengkap", acuan),
    )


def _tinggi(teks: str, lebar: float) -> float:
    return tinggi_baris([(teks, lebar)])


@diingat
def _pita(ktk: Konteks, jabatan: str) -> Baris:
    nama = ktk.katalog.cari_jabatan(jabatan).nama
    lebar = ktk.templat["ringkasan"]["lebar"]
    return Baris(
        f"{jabatan}@peta", {"label": Sel(nama, "kelompok")}, tinggi_baris([(nama, sum(lebar[:5]))], tebal=True)
    )


@diingat
def _baris(ktk: Konteks, i: Indikator, v: Variabel) -> Baris:
    asal = lembar_realisasi.kunci_baris(i.kode, v.kode)
    sel = {"label": Sel(v.nama, "sel_teks")}
    sel |= {f"tw{t}": _sel(ktk, i, v, t, asal) for t in TRIWULAN}
    return Baris(f"{asal}@peta", sel, _tinggi(v.nama, ktk.templat["ringkasan"]["lebar"][0]))


def _sel(ktk: Konteks, i: Indikator, v: Variabel, t: int, asal: str) -> Sel:
    kata = ktk.templat["peta_isian"]
    if t not in triwulan_diminta(i.periode):
        return Sel(kata["tidak_diminta"], "sel_nomor")
    if not ktk.punya_sel(kunci_variabel(i.kode, v.kode, t)):
        return Sel(kata["ditutup"], "sel_nomor")
    acuan = {
        "n": Acuan(asal, f"{ktk.awalan_angka}{t}", lembar=_REALISASI),
        "a": Acuan(asal, f"tw{t}", lembar=_REALISASI),
        "b": Acuan(BERJALAN.baris, BERJALAN.kolom, lembar=_REALISASI),
    }
    nama = ktk.templat["nama_lembar"]["realisasi"]
    # The address is found when the link is followed: rows and columns may have moved by then.
    tautan = f'HYPERLINK("#{nama}!"&ADDRESS(ROW({{a}}),COLUMN({{a}})),"{kata["belum"]}")'
    rumus = f'IF(ISNUMBER({{n}}),"{kata["terisi"]}",IF({{b}}>={t},{tautan},"{kata["nanti"]}"))'
    if ktk.angka(i.kode)[v.kode][t - 1] is not None:
        nilai = kata["terisi"]
    else:
        nilai = kata["belum"] if t <= ktk.berjalan else kata["nanti"]
    return Sel(Rumus(rumus, nilai, acuan), "sel_peta")
