"""The rekap of one instansi as a member of a level: its Data are the inputs, all else is computed anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from ikixl.aturan import Aturan
from ikixl.errors import AturanError, KatalogError
from ikixl.katalog import Katalog, jadikan_katalog, mentahkan
from ikixl.katalog.kunci import TARGET, KunciIsian
from ikixl.konsolidasi import HasilIndikator, Konsolidasi, NilaiAsal
from ikixl.perhitungan import TRIWULAN, angka_sah, jenis_target
from ikixl.rekap import KonteksRekap
from ikixl.rekap import data as lembar_data
from ikixl.rekap import variabel as lembar_variabel
from ikixl.rekap.kunci import RINGKASAN, kunci_unit
from ikixl.rekap.rincian import mewakili, nomor_baris, susun_rincian
from ikixl.rekap.ringkasan import susun_ringkasan
from ikixl.rekap.variabel import susun_variabel
from ikixl.tingkat.angka import Angka, Asal
from ikixl.tingkat.banding import banding_tampilan
from ikixl.tingkat.berkas import BerkasRekap, RekapDitolakError
from ikixl.tingkat.definisi import Definisi
from ikixl.tingkat.model import Anggota, RingkasUnit, Sumber

__all__ = [
    "anggota_dari_rekap",
    "anggota_instansi",
    "baca_aturan",
    "baca_katalog",
    "baca_triwulan",
    "hitung_rekap",
]


def hitung_rekap(berkas: BerkasRekap) -> KonteksRekap:
    """Read, recompute and compare the rekap of an instansi; RekapDitolakError where its base cannot be used."""
    katalog = baca_katalog(berkas)
    triwulan = baca_triwulan(berkas.dasar)
    konsolidasi = Konsolidasi(katalog, baca_aturan(berkas.dasar), _baca_isian(berkas, katalog))
    ktk = KonteksRekap(konsolidasi, triwulan)
    sd = susun_rincian(ktk, "sd")
    ringkasan = susun_ringkasan(ktk, nomor_baris(sd))
    # What units noted stands in no row of Data: the lists of the best and the worst quote it.
    angka = tuple(b for b in ringkasan.baris if b.kunci == "lengkap" or b.kunci.startswith(kunci_unit("")))
    ringkasan = replace(ringkasan, baris=angka)
    banding_tampilan(berkas, [ringkasan, sd, susun_rincian(ktk, "tw"), susun_variabel(ktk)])
    return ktk


def anggota_dari_rekap(berkas: BerkasRekap, sumber: Sumber) -> Anggota:
    """The rekap of an instansi as a member of a level; as `hitung_rekap` for errors."""
    ktk = hitung_rekap(berkas)
    unit = [_unit(berkas, ktk, u.kode, u.nama) for u in ktk.konsolidasi.katalog.unit]
    return anggota_instansi(berkas, ktk, [_banyak_lengkap(ktk, t) for t in TRIWULAN], unit, sumber)


def anggota_instansi(
    berkas: BerkasRekap, ktk: KonteksRekap, lengkap: Sequence[int], unit: Sequence[RingkasUnit], sumber: Sumber
) -> Anggota:
    """A recomputed rekap as a member; `lengkap` counts the complete units up to each triwulan."""
    konsolidasi = ktk.konsolidasi
    katalog = konsolidasi.katalog
    instansi = katalog.instansi
    return Anggota(
        kode=instansi.kode_wilayah,
        nama=instansi.nama,
        wilayah=instansi.kabupaten_kota,
        tingkat=0,
        tahun=instansi.tahun,
        triwulan=ktk.triwulan,
        aturan=konsolidasi.aturan,
        definisi={i: _definisi(katalog, i) for i in konsolidasi.hasil},
        angka={i: Angka.dari_hasil(h, _asal(berkas, katalog, h)) for i, h in konsolidasi.hasil.items()},
        lengkap=(lengkap[0], lengkap[1], lengkap[2], lengkap[3]),
        semua=len(katalog.unit),
        isi=frozenset({instansi.kode_wilayah}),
        unit=tuple(unit),
        katalog=katalog.digest,
        sumber=sumber,
    )


def baca_aturan(dasar: Mapping[str, Any]) -> Aturan:
    """The rules in a base; RekapDitolakError where they are none of ours."""
    try:
        return Aturan(**dasar["aturan"])
    except (KeyError, TypeError, AturanError) as galat:
        raise RekapDitolakError("TINGKAT-02", sebab="aturan capaiannya tidak dikenal") from galat


def baca_triwulan(dasar: Mapping[str, Any]) -> int:
    """Up to which triwulan a rekap ran; RekapDitolakError where that is none of four."""
    triwulan = dasar.get("triwulan")
    if type(triwulan) is not int or triwulan not in TRIWULAN:
        raise RekapDitolakError("TINGKAT-02", sebab="triwulannya tidak dikenal")
    return triwulan


def baca_katalog(berkas: BerkasRekap) -> Katalog:
    """The katalog in the base, held against every rule of a katalog: another office wrote it."""
    try:
        katalog = Katalog.dari_objek(berkas.dasar["katalog"])
        return jadikan_katalog(mentahkan(katalog), berkas.nama)
    except (KeyError, TypeError, ValueError, ValidationError, KatalogError) as galat:
        raise RekapDitolakError("TINGKAT-02", sebab="katalog di dalamnya tidak sah") from galat


def _baca_isian(berkas: BerkasRekap, katalog: Katalog) -> dict[str, dict[KunciIsian, NilaiAsal]]:
    """The inputs in Data by unit; what cannot be used is a temuan, and blank."""
    isian: dict[str, dict[KunciIsian, NilaiAsal]] = {}
    peta = berkas.peta.get(lembar_data.KUNCI)
    if peta is None:
        raise RekapDitolakError("TINGKAT-02", sebab="lembar Data tidak ada")
    hilang: list[str] = []
    diminta: set[str] = set()
    for unit, _, indikator, variabel, kunci in Konsolidasi(katalog, Aturan()).kunci_baris():
        baris = lembar_data.kunci_baris(unit, kunci)
        diminta.add(baris)
        banyak = len(peta.baris.get(baris, ()))
        if banyak == 0:
            hilang.append(baris)
        elif banyak > 1:
            tempat = f"A{peta.baris[baris][1] + 1}"
            berkas.lapor("TINGKAT-05", peta.lembar.nama, tempat, baris=baris, jumlah=banyak)
        else:
            asal = _baca_baris(berkas, katalog, baris, indikator, variabel)
            if asal is not None:
                isian.setdefault(unit, {})[kunci] = asal
    if hilang:
        berkas.lapor("TINGKAT-04", peta.lembar.nama, jumlah=len(hilang), baris=hilang[0])
    # Keys of rows of inputs hold two bars; titles and the header hold none.
    asing = [k for k in peta.baris if "|" in k and k not in diminta]
    if asing:
        tempat = f"A{peta.baris[asing[0]][0] + 1}"
        berkas.lapor("TINGKAT-06", peta.lembar.nama, tempat, jumlah=len(asing), baris=asing[0])
    return isian


def _baca_baris(berkas: BerkasRekap, katalog: Katalog, baris: str, indikator: str, variabel: str) -> NilaiAsal | None:
    nilai = berkas.angka(lembar_data.KUNCI, baris, "nilai")
    keadaan = berkas.sel(lembar_data.KUNCI, baris, "keadaan")
    tertulis = str(keadaan.nilai) if keadaan is not None else ""
    if nilai is None:
        # Where the number itself was no number, that was said already.
        if tertulis == "isi" and berkas.sel(lembar_data.KUNCI, baris, "nilai") is None:
            berkas.lapor_angka(lembar_data.KUNCI, baris, "nilai", "keadaannya isi, tetapi angkanya kosong")
        return NilaiAsal(None, "tidak_sah") if tertulis == "tidak_sah" else None
    if tertulis != "isi":
        berkas.lapor_angka(lembar_data.KUNCI, baris, "nilai", f"ada angka, tetapi keadaannya {tertulis or 'kosong'}")
        return None
    if variabel == TARGET:
        jenis = jenis_target(katalog, katalog.cari_indikator(indikator))
    else:
        jenis = next(v.isian for v in katalog.variabel_indikator(indikator) if v.kode == variabel)
    if angka_sah(nilai, jenis) is None:
        berkas.lapor_angka(lembar_data.KUNCI, baris, "nilai", f"{nilai:g} bukan angka {jenis} yang sah")
        return None
    return NilaiAsal(nilai, "isi")


def _definisi(katalog: Katalog, indikator: str) -> Definisi:
    """What an indikator of a katalog means."""
    i = katalog.cari_indikator(indikator)
    return Definisi(i, katalog.variabel_indikator(indikator), katalog.cari_jabatan(i.jabatan).nama)


def _asal(berkas: BerkasRekap, katalog: Katalog, h: HasilIndikator) -> dict[str, Asal]:
    """Where the combined figures of an indikator stand in the sheet Variabel, by variabel: the first of s1..s4."""
    lembar = berkas.nama_lembar(lembar_variabel.KUNCI)
    kode = [*(v.kode for v in katalog.variabel_indikator(h.indikator.kode)), TARGET]
    hasil = {}
    for k in kode:
        baris = lembar_variabel.kunci_baris(h.indikator.kode, k, mewakili(h))
        awal, akhir = (berkas.tempat(lembar_variabel.KUNCI, baris, kolom) for kolom in ("s1", "s4"))
        if awal and akhir:
            hasil[k] = Asal(lembar, f"{awal}:{akhir}")
    return hasil


def _banyak_lengkap(ktk: KonteksRekap, triwulan: int) -> int:
    semua = ktk.kelengkapan_unit.values()
    return sum(k.terisi[triwulan - 1] == k.diminta[triwulan - 1] > 0 for k in semua)


def _unit(berkas: BerkasRekap, ktk: KonteksRekap, kode: str, nama: str) -> RingkasUnit:
    lengkap = ktk.kelengkapan_unit[kode]
    return RingkasUnit(
        kode,
        nama,
        tuple(ktk.konsolidasi.capaian_unit(kode, t) for t in TRIWULAN),
        lengkap.terisi,
        lengkap.diminta,
        berkas.nama_lembar(RINGKASAN),
        berkas.tempat(RINGKASAN, kunci_unit(kode), "capaian"),
    )
