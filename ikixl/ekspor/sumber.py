"""What a column of an export can hold: named sources over one consolidated indicator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ikixl.aturan import batasi, bulat_setengah_menjauh, predikat, predikat_atas
from ikixl.konsolidasi import HasilIndikator, Konsolidasi
from ikixl.perhitungan import TRIWULAN, triwulan_diminta

__all__ = ["SUMBER", "BarisEkspor", "Isi"]

Isi = str | float | int | None
#: Decimals that exports carry; rounded as Excel shows it, half away from zero.
_DESIMAL = 2


@dataclass(frozen=True, slots=True)
class BarisEkspor:
    """One indicator of the export: its number from 1, its consolidated result, up to which triwulan."""

    nomor: int
    hasil: HasilIndikator
    konsolidasi: Konsolidasi
    triwulan: int


def _bulat(nilai: float | None) -> float | None:
    return None if nilai is None else bulat_setengah_menjauh(nilai, _DESIMAL)


def _target(t: int) -> Callable[[BarisEkspor], Isi]:
    return lambda b: _bulat(b.hasil.gabungan.target[t - 1])


def _realisasi(t: int) -> Callable[[BarisEkspor], Isi]:
    return lambda b: _bulat(b.hasil.gabungan.realisasi[t - 1].nilai)


def _predikat(b: BarisEkspor) -> Isi:
    skala = b.hasil.indikator.skala
    if predikat_atas(skala) == "realisasi":
        indeks = b.hasil.gabungan.realisasi_sd[b.triwulan - 1].nilai
        return "" if indeks is None else predikat(indeks, skala)
    nilai = b.hasil.gabungan.capaian_sd[b.triwulan - 1].hasil.nilai
    if nilai is None:
        return ""
    return predikat(batasi(nilai, b.konsolidasi.aturan), skala or b.konsolidasi.aturan.skala)


def _penanggung_jawab(b: BarisEkspor) -> Isi:
    i = b.hasil.indikator
    return i.penanggung_jawab or b.konsolidasi.katalog.cari_jabatan(i.jabatan).nama


def _catatan(kolom: str) -> Callable[[BarisEkspor], Isi]:
    """The notes of all units on the indicator; each with its unit's name where several hold it."""

    def ambil(b: BarisEkspor) -> Isi:
        bagian = []
        for unit in b.hasil.per_unit:
            teks = b.konsolidasi.catatan(unit, b.hasil.indikator.kode, kolom).strip()
            if teks:
                nama = b.konsolidasi.katalog.cari_unit(unit).nama
                bagian.append(teks if b.hasil.tunggal else f"{nama}: {teks}")
        return "; ".join(bagian)

    return ambil


def _keterangan(b: BarisEkspor) -> Isi:
    """The basis of the figure where it is partial, why there is none, and the kendala that units noted."""
    bagian = []
    ikut, semua = b.hasil.ikut_sd[b.triwulan - 1], len(b.hasil.per_unit)
    if b.triwulan not in triwulan_diminta(b.hasil.indikator.periode):
        bagian.append(f"tidak dilaporkan pada triwulan {b.triwulan} (periode {b.hasil.indikator.periode})")
    elif ikut < semua:
        bagian.append("belum lengkap" if semua == 1 else f"{ikut} dari {semua} unit lengkap")
    capaian = b.hasil.gabungan.capaian_sd[b.triwulan - 1]
    if ikut and capaian.hasil.nilai is None:
        bagian.append(capaian.alasan)
    kendala = _catatan("kendala")(b)
    if kendala:
        bagian.append(f"Kendala: {kendala}")
    return "; ".join(bagian)


#: Sources by name. Figures are consolidated over units, in the indicator's satuan; capaian in percent points.
SUMBER: Mapping[str, Callable[[BarisEkspor], Isi]] = {
    "no": lambda b: b.nomor,
    "kode": lambda b: b.hasil.indikator.kode,
    "sasaran": lambda b: b.hasil.indikator.sasaran,
    "indikator": lambda b: b.hasil.indikator.nama,
    "satuan": lambda b: b.hasil.indikator.satuan,
    "target_tahun": lambda b: _bulat(b.hasil.gabungan.target_sd[3]),
    **{f"target_tw{t}": _target(t) for t in TRIWULAN},
    **{f"realisasi_tw{t}": _realisasi(t) for t in TRIWULAN},
    "realisasi": lambda b: _bulat(b.hasil.gabungan.realisasi_sd[b.triwulan - 1].nilai),
    "capaian": lambda b: _bulat(b.hasil.gabungan.capaian_sd[b.triwulan - 1].hasil.nilai),
    "predikat": _predikat,
    "penanggung_jawab": _penanggung_jawab,
    "faktor_pendukung": _catatan("faktor_pendukung"),
    "faktor_penghambat": _catatan("faktor_penghambat"),
    "catatan": _keterangan,
}
