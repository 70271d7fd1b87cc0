"""The best and the worst indikator of the rekap with what units noted on them, sorted by live formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ikixl.konsolidasi import HasilIndikator
from ikixl.layout.buku import Acuan, Baris, Gabung, Kolom, Rentang, Rumus, Sel
from ikixl.layout.kepala import baris_lebar
from ikixl.layout.tinggi import tinggi_baris
from ikixl.rekap.bantu_rincian import ATAS, BAWAH, CATATAN, rumus_ikut
from ikixl.rekap.data import tautan_indikator
from ikixl.rekap.konteks import KonteksRekap
from ikixl.rekap.kunci import kunci_baris
from ikixl.rekap.rincian import baris_akhir, baris_awal, daerah, mewakili
from ikixl.rekap.urutan import Urutan, rumus_ambil, rumus_tempat

__all__ = ["susun_sorotan"]

_BANYAK = 10
# Where each part of a line stands among the columns of Ringkasan; jabatan runs over several of them.
_JABATAN = ("diminta", "s4")


def susun_sorotan(
    ktk: KonteksRekap, kolom: Sequence[Kolom], nomor: Mapping[str, int]
) -> tuple[list[Baris], list[Gabung], list[Rentang]]:
    """Rows of the two lists, their merged cells, and where their predikat stand.

    `nomor` tells the place of each row of the details, from 1 at the first band.
    """
    baris: list[Baris] = []
    gabung: list[Gabung] = []
    warna: list[Rentang] = []
    banyak = min(_BANYAK, len(ktk.hasil_urut))
    for nama, urutan, tempat, catatan in (
        ("terbaik", ktk.terbaik, ATAS, "pendukung"),
        ("terburuk", ktk.terburuk, BAWAH, "kendala"),
    ):
        judul, gabung_judul = baris_lebar(
            f"judul_{nama}", ktk.teks(ktk.templat["sorotan"][nama]), "anak_judul", kolom, 11
        )
        kepala = _kepala(ktk, nama)
        isi = [_baris(ktk, n, _Daftar(nama, urutan, tempat, catatan), nomor) for n in range(1, banyak + 1)]
        baris += [judul, kepala, *isi, Baris(f"jarak_{nama}", {}, 8)]
        gabung += [gabung_judul, *(Gabung(Rentang(b.kunci, _JABATAN[0], b.kunci, _JABATAN[1])) for b in (kepala, *isi))]
        warna.append(Rentang(isi[0].kunci, "predikat", isi[-1].kunci, "predikat"))
    return baris, gabung, warna


def _kepala(ktk: KonteksRekap, nama: str) -> Baris:
    judul = ktk.templat["sorotan"]["kepala"]
    letak = ("unit", "terisi", _JABATAN[0], "capaian", "predikat", "dasar", "keadaan")
    teks = [*judul, ktk.templat["sorotan"][f"catatan_{nama}"]]
    return Baris(f"kepala_{nama}", {k: Sel(j, "kepala") for k, j in zip(letak, teks, strict=True)}, 30)


@dataclass(frozen=True, slots=True)
class _Daftar:
    """One list: its name, the ranks that sort it, their two columns in the details, and the column of its notes."""

    nama: str
    urutan: Urutan
    kolom: tuple[str, str]
    catatan: str


def _baris(ktk: KonteksRekap, tempat: int, d: _Daftar, nomor: Mapping[str, int]) -> Baris:
    """One place of a list: whatever indikator holds it now."""
    kunci = f"{d.nama}{tempat}"
    ke = d.urutan.pada(tempat)
    h = None if ke is None else list(ktk.hasil_urut.values())[ke]
    posisi = Acuan(kunci, "posisi")
    awal, akhir = baris_awal(ktk), baris_akhir(ktk)

    def ambil(dari: str, nilai: float | str) -> Rumus:
        return rumus_ambil(posisi, daerah(awal, akhir, dari), nilai)

    nilai = None if h is None else h.gabungan.capaian_sd[ktk.triwulan - 1].hasil.nilai
    posisi_kini = None if h is None else nomor[kunci_baris(h.indikator.kode, mewakili(h))]
    teks = _teks(ktk, h, d.catatan)
    label = "" if h is None else ktk.predikat(h)
    # Which indikator stands here only the formula knows, so that the link has to look for its rows as well.
    tautan = tautan_indikator(ktk, posisi, daerah(awal, akhir, "kode"))
    rank = "" if ke is None else d.urutan.peringkat[ke] or ""
    sel = {
        "posisi": Sel(rumus_tempat(tempat, daerah(awal, akhir, d.kolom[1]), posisi_kini), "bantu"),
        "unit": Sel(ambil("indikator", teks["indikator"]), "sel_teks"),
        "terisi": Sel(ambil(d.kolom[0], rank), "sel_nomor", tautan=tautan),
        _JABATAN[0]: Sel(ambil("jabatan", teks["jabatan"]), "sel_teks"),
        "capaian": Sel(ambil(f"c{ktk.triwulan}", "" if nilai is None else nilai), "capaian_sel", tautan=tautan),
        "predikat": Sel(ambil("predikat_kini", label), "predikat"),
        "dasar": Sel(ambil("ikut", teks["ikut"]), "status"),
        "keadaan": Sel(_catatan(ambil(d.catatan, ""), teks["catatan"]), "sel_teks"),
    }
    lebar = dict(zip(("unit", "jabatan", "keadaan"), ktk.templat["sorotan"]["lebar"], strict=True))
    isi = [(teks["indikator"], lebar["unit"]), (teks["jabatan"], lebar["jabatan"]), (teks["catatan"], lebar["keadaan"])]
    return Baris(kunci, sel, tinggi_baris(isi))


def _catatan(ambil: Rumus, nilai: str) -> Rumus:
    """What was noted; an INDEX of an empty cell would show 0."""
    return Rumus(f'{ambil.teks}&""', nilai, ambil.acuan)


def _teks(ktk: KonteksRekap, h: HasilIndikator | None, catatan: str) -> dict[str, str]:
    if h is None:
        return dict.fromkeys(("indikator", "jabatan", "ikut", "catatan"), "")
    return {
        "indikator": h.indikator.nama,
        "jabatan": ktk.konsolidasi.katalog.cari_jabatan(h.indikator.jabatan).nama,
        "ikut": str(rumus_ikut(ktk, h, mewakili(h), "sd").nilai),
        "catatan": ktk.catatan(h, CATATAN[catatan]),
    }
