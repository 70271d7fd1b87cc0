"""Sentences of the LKjIP made from figures and notes; nothing is said that neither holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ikixl.aturan import batasi, predikat, predikat_atas
from ikixl.bawaan import baca_templat
from ikixl.dokumen.angka import angka
from ikixl.dokumen.halaman import sebaris
from ikixl.dokumen.konteks import KonteksDokumen
from ikixl.katalog.model import Unit
from ikixl.konsolidasi import HasilIndikator
from ikixl.perhitungan import triwulan_diminta
from ikixl.rumus.hasil import Keadaan

__all__ = ["kalimat_indikator", "kalimat_instansi", "kalimat_sasaran", "periode", "romawi"]

# Notes of the Catatan sheet that the report speaks of, in the order in which it does.
_CATATAN = ("faktor_pendukung", "faktor_penghambat", "kendala", "solusi", "tindak_lanjut")


def _templat() -> dict[str, Any]:
    narasi: dict[str, Any] = baca_templat("dokumen")["narasi"]
    return narasi


def romawi(triwulan: int) -> str:
    """I to IV."""
    return str(baca_templat("unit")["satuan_waktu"]["romawi"][triwulan - 1])


def periode(ktk: KonteksDokumen) -> str:
    """ "sampai dengan triwulan II tahun 2024"."""
    tahun = ktk.konsolidasi.katalog.instansi.tahun
    return str(_templat()["periode"]).format(romawi=romawi(ktk.triwulan), tahun=tahun)


def kalimat_instansi(ktk: KonteksDokumen) -> list[str]:
    """Two paragraphs: the capaian of the instansi, and on how many returns it stands."""
    k, templat = ktk.konsolidasi, _templat()
    nama = k.katalog.instansi.nama
    capaian = k.capaian_instansi(ktk.triwulan).nilai
    terhitung = sum(h.gabungan.capaian_sd[ktk.triwulan - 1].hasil.nilai is not None for h in k.hasil.values())
    if capaian is None:
        satu = templat["instansi_kosong"].format(instansi=nama, periode=periode(ktk))
    else:
        satu = templat["instansi"].format(
            instansi=nama,
            periode=periode(ktk),
            capaian=angka(capaian),
            predikat=predikat(capaian, k.aturan.skala),
            terhitung=terhitung,
            semua=len(k.hasil),
        )
    belum = [u for u in k.katalog.unit if u.kode not in k.isian and k.katalog.indikator_unit(u.kode)]
    semua = sum(bool(k.katalog.indikator_unit(u.kode)) for u in k.katalog.unit)
    dua = templat["sebagian"].format(ada=semua - len(belum), semua=semua, belum=_nama(belum), instansi=nama)
    return [satu, dua if belum else templat["lengkap"].format(semua=semua)]


def kalimat_sasaran(ktk: KonteksDokumen, milik: Sequence[HasilIndikator]) -> str:
    """How many indikator a sasaran has, and how many of them met their target; of a single one just its name."""
    templat = _templat()
    if len(milik) == 1:
        return str(templat["sasaran_tunggal"]).format(indikator=sebaris(milik[0].indikator.nama))
    nilai = [h.gabungan.capaian_sd[ktk.triwulan - 1].hasil.nilai for h in milik]
    banyak = {
        "mencapai": sum(n is not None and n >= 100 for n in nilai),
        "belum_mencapai": sum(n is not None and n < 100 for n in nilai),
        "belum_terhitung": sum(n is None for n in nilai),
    }
    rinci = [templat[kunci].format(n=n) for kunci, n in banyak.items() if n]
    hasil = templat["sasaran_hasil"].format(periode=_kapital(periode(ktk)), rinci=_deret(rinci))
    return f"{templat['sasaran'].format(banyak=len(milik))} {hasil}"


def kalimat_indikator(ktk: KonteksDokumen, hasil: HasilIndikator) -> str:
    """One paragraph on an indikator: figures, on how many units, the year before, what the units noted."""
    bagian = [_angka(ktk, hasil), _ikut(ktk, hasil), _banding(ktk, hasil)]
    for kolom in _CATATAN:
        isi = _catatan(ktk, hasil, kolom)
        bagian.append(_templat()[kolom].format(isi=isi) if isi else "")
    return " ".join(b for b in bagian if b)


def _angka(ktk: KonteksDokumen, hasil: HasilIndikator) -> str:
    templat, i, g, n = _templat(), hasil.indikator, hasil.gabungan, ktk.triwulan - 1
    kini = periode(ktk)
    if ktk.triwulan not in triwulan_diminta(i.periode):
        return str(templat["tidak_dilaporkan"]).format(kapan=templat["kapan"][i.periode], romawi=romawi(ktk.triwulan))
    if not hasil.ikut_sd[n]:
        return str(templat["belum_lengkap"]).format(periode=_kapital(kini))
    realisasi = angka(g.realisasi_sd[n].nilai, i.satuan) or "belum dapat dihitung"
    capaian = g.capaian_sd[n].hasil.nilai
    if capaian is None:
        return str(templat["tanpa_capaian"]).format(periode=kini, realisasi=realisasi, alasan=g.capaian_sd[n].alasan)
    teks = templat["realisasi_rentang" if i.arah == "rentang" else "realisasi"].format(
        periode=kini,
        realisasi=realisasi,
        target=angka(g.target_sd[n], i.satuan),
        capaian=angka(capaian),
        predikat=_predikat(ktk, hasil, capaian),
    )
    return f"{teks} {templat['minimal']}" if i.arah == "minimal" else str(teks)


def _predikat(ktk: KonteksDokumen, hasil: HasilIndikator, capaian: float) -> str:
    """The predikat of the indikator's own scale: some judge the realisasi itself, the others the capped capaian."""
    skala, aturan = hasil.indikator.skala, ktk.konsolidasi.aturan
    indeks = hasil.gabungan.realisasi_sd[ktk.triwulan - 1].nilai
    if predikat_atas(skala) == "realisasi" and indeks is not None:
        return predikat(indeks, skala)
    return predikat(batasi(capaian, aturan), skala or aturan.skala)


def _ikut(ktk: KonteksDokumen, hasil: HasilIndikator) -> str:
    """On how many units the figure stands, where not on all."""
    n = ktk.triwulan - 1
    if not 0 < hasil.ikut_sd[n] < len(hasil.per_unit):
        return ""
    belum = [
        ktk.konsolidasi.katalog.cari_unit(kode)
        for kode, h in hasil.per_unit.items()
        if h.realisasi_sd[n].keadaan is Keadaan.BELUM_LENGKAP
    ]
    return str(_templat()["ikut"]).format(ikut=hasil.ikut_sd[n], semua=len(hasil.per_unit), belum=_nama(belum))


def _banding(ktk: KonteksDokumen, hasil: HasilIndikator) -> str:
    lama = ktk.lalu(hasil.indikator.kode)[1]
    kini = hasil.gabungan.capaian_sd[ktk.triwulan - 1].hasil.nilai
    if lama is None or kini is None or ktk.tahun_lalu is None:
        return ""
    # What the reader sees decides: figures that print alike are the same.
    sama = angka(lama) == angka(kini)
    kunci = "tetap" if sama else "naik" if kini > lama else "turun"
    lalu = ktk.tahun_lalu.katalog.instansi.tahun
    teks = str(_templat()[kunci]).format(lalu=lalu, lama=angka(lama), selisih=angka(abs(kini - lama)))
    dulu = ktk.tahun_lalu.hasil[hasil.indikator.kode]
    if dulu.ikut_sd[3] < len(dulu.per_unit):
        ikut = _templat()["ikut_lalu"].format(lalu=lalu, ikut=dulu.ikut_sd[3], semua=len(dulu.per_unit))
        teks = f"{teks} {ikut}"
    return teks


def _catatan(ktk: KonteksDokumen, hasil: HasilIndikator, kolom: str) -> str:
    """The notes of all units, each said once with the names of those who wrote it."""
    milik: dict[str, list[Unit]] = {}
    for kode in hasil.per_unit:
        teks = sebaris(ktk.konsolidasi.catatan(kode, hasil.indikator.kode, kolom)).rstrip(" .;")
        if teks:
            milik.setdefault(teks, []).append(ktk.konsolidasi.katalog.cari_unit(kode))
    return "; ".join(t if hasil.tunggal else f"{t} ({_nama(unit)})" for t, unit in milik.items())


def _nama(unit: Sequence[Unit]) -> str:
    return _deret([u.nama for u in unit])


def _deret(isi: Sequence[str]) -> str:
    """ "a", "a dan b", "a, b dan c"."""
    return " dan ".join(n for n in (", ".join(isi[:-1]), isi[-1]) if n) if isi else ""


def _kapital(teks: str) -> str:
    return teks[:1].upper() + teks[1:]
