"""What a column of an export can hold: named sources over one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ikixl.aturan import batasi, bulat_setengah_menjauh, gabung, predikat, predikat_atas
from ikixl.ekspor.baris import BarisEkspor
from ikixl.katalog.kunci import KOLOM_CATATAN
from ikixl.konsolidasi import HasilIndikator, Konsolidasi
from ikixl.layout.unit import target_awal
from ikixl.perhitungan import TRIWULAN, cara_target_indikator, hitung_indikator, simpul_rumus, triwulan_diminta
from ikixl.rumus import Simpul, evaluate, to_text
from ikixl.rumus.ast import Angka, Panggil, Rangkai

__all__ = ["SUMBER", "Isi"]

Isi = str | float | int | None
#: Decimals that exports carry; rounded as Excel shows it, half away from zero.
_DESIMAL = 2


def _bulat(nilai: float | None) -> float | None:
    return None if nilai is None else bulat_setengah_menjauh(nilai, _DESIMAL)


def _rencana(b: BarisEkspor, t: int) -> float | None:
    """The target of triwulan `t` (0: of the year) over every unit that holds the indikator, reported or not.

    A unit that has not returned yet has the katalog's target; None where one of the units has none.
    """
    i, k = b.hasil.indikator, b.konsolidasi
    nilai = []
    for unit, h in b.hasil.per_unit.items():
        milik = h if unit in k.isian else hitung_indikator(k.katalog, i, target_awal(k.katalog, unit), k.aturan)
        satu = milik.target[t - 1] if t else milik.target_sd[3]
        if satu is None:
            return None
        nilai.append(satu)
    if not nilai:
        return None
    return gabung(nilai, cara_target_indikator(i, k.katalog.variabel_indikator(i.kode), "unit"))


def _target(t: int) -> Callable[[BarisEkspor], Isi]:
    """The target of a triwulan: of the units in its realisasi, or of all units where nobody has reported it."""

    def ambil(b: BarisEkspor) -> Isi:
        return _bulat(b.hasil.gabungan.target[t - 1] if b.hasil.ikut[t - 1] else _rencana(b, t))

    return ambil


def _rencana_tw(t: int) -> Callable[[BarisEkspor], Isi]:
    return lambda b: _bulat(_rencana(b, t))


def _realisasi(t: int) -> Callable[[BarisEkspor], Isi]:
    """The realisasi of one triwulan; none after the one that the export runs up to."""
    return lambda b: _bulat(b.hasil.gabungan.realisasi[t - 1].nilai) if t <= b.triwulan else None


def _predikat(b: BarisEkspor) -> Isi:
    skala = b.hasil.indikator.skala
    if predikat_atas(skala) == "realisasi":
        indeks = b.hasil.gabungan.realisasi_sd[b.triwulan - 1].nilai
        return "" if indeks is None else predikat(indeks, skala)
    nilai = b.hasil.gabungan.capaian_sd[b.triwulan - 1].hasil.nilai
    if nilai is None:
        return ""
    return predikat(batasi(nilai, b.konsolidasi.aturan), skala or b.konsolidasi.aturan.skala)


def _jabatan(b: BarisEkspor) -> str:
    return b.konsolidasi.katalog.cari_jabatan(b.hasil.indikator.jabatan).nama


def _unit(b: BarisEkspor) -> Isi:
    """The unit of the row; the instansi where the row stands for several."""
    k = b.konsolidasi.katalog
    if b.hasil.tunggal:
        return k.cari_unit(next(iter(b.hasil.per_unit))).nama
    return k.instansi.nama


def _catatan(kolom: str) -> Callable[[BarisEkspor], Isi]:
    """The notes of all units on the indicator; each with its unit's name where several hold it."""

    def ambil(b: BarisEkspor) -> Isi:
        bagian = []
        for unit in b.hasil.per_unit:
            teks = b.konsolidasi.catatan(unit, b.kode, kolom).strip()
            if teks:
                nama = b.konsolidasi.katalog.cari_unit(unit).nama
                bagian.append(teks if b.hasil.tunggal else f"{nama}: {teks}")
        return "; ".join(bagian)

    return ambil


def _pic(b: BarisEkspor) -> Isi:
    """Who sees to it, each named once: an application takes a name here, not a unit's."""
    nama = [b.konsolidasi.catatan(unit, b.kode, "pic").strip() for unit in b.hasil.per_unit]
    return ", ".join(dict.fromkeys(n for n in nama if n))


def _batas_waktu(b: BarisEkspor) -> Isi:
    """The latest of the units' dates, by which all is done; a single text that is no date as it stands."""
    semua = [n for unit in b.hasil.per_unit if (n := b.konsolidasi.catatan(unit, b.kode, "batas_waktu").strip())]
    tanggal = []
    for teks in semua:
        try:
            tanggal.append(date.fromisoformat(teks))
        except ValueError:
            continue
    return max(tanggal).isoformat() if tanggal else (semua[0] if semua else "")


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


def _pecahan(simpul: Simpul) -> tuple[Simpul, Simpul] | None:
    """X and Y of a formula of the form X/Y, X/Y*100 or persen(X, Y); None of any other."""
    if isinstance(simpul, Panggil) and simpul.nama == "persen":
        return simpul.isi[0], simpul.isi[1]
    if not isinstance(simpul, Rangkai) or not simpul.lanjut:
        return None
    (operator, penyebut), *sisa = simpul.lanjut
    return (simpul.awal, penyebut) if operator == "/" and sisa in ([], [("*", Angka(100.0))]) else None


def _xy(nomor: int) -> Callable[[BarisEkspor], Isi]:
    """X (0) or Y (1) up to the triwulan, combined over units; None where the formula is no fraction."""

    def ambil(b: BarisEkspor) -> Isi:
        bagian = _pecahan(simpul_rumus(b.hasil.indikator.rumus))
        if bagian is None:
            return None
        nilai = {k: n[b.triwulan - 1] for k, n in b.hasil.gabungan.nilai_sd.items()}
        return _bulat(evaluate(bagian[nomor], nilai).nilai)

    return ambil


def _definisi(nomor: int) -> Callable[[BarisEkspor], Isi]:
    """What X (0) or Y (1) counts, in words."""

    def ambil(b: BarisEkspor) -> Isi:
        bagian = _pecahan(simpul_rumus(b.hasil.indikator.rumus))
        if bagian is None:
            return ""
        return to_text(bagian[nomor], {v.kode: v.nama for v in b.konsolidasi.katalog.variabel_indikator(b.kode)})

    return ambil


def _lalu(ambil: Callable[[HasilIndikator], float | None]) -> Callable[[BarisEkspor], Isi]:
    """A figure of the whole year before, of the indikator with the same code (and in the same unit)."""

    def isi(b: BarisEkspor) -> Isi:
        dulu: Konsolidasi | None = b.bahan.tahun_lalu
        if dulu is None or b.kode not in dulu.hasil:
            return None
        if not b.unit:
            return _bulat(ambil(dulu.hasil[b.kode]))
        return _bulat(ambil(dulu.hasil_atas(b.kode, [b.unit]))) if b.unit in dulu.hasil[b.kode].per_unit else None

    return isi


def _kode_aplikasi(b: BarisEkspor) -> Isi:
    return b.bahan.kode.aplikasi.get(b.kode, "") if b.bahan.kode else ""


def _nilai_variabel(b: BarisEkspor) -> Isi:
    if b.variabel is None:
        return None
    return _bulat(b.hasil.gabungan.nilai_sd[b.variabel.kode][b.triwulan - 1])


#: Sources by name. Figures are consolidated over the row's units, in the indicator's satuan; capaian in percent points.
SUMBER: Mapping[str, Callable[[BarisEkspor], Isi]] = {
    "no": lambda b: b.nomor,
    "kode": lambda b: b.kode,
    "kode_aplikasi": _kode_aplikasi,
    "kode_aplikasi_atau_kode": lambda b: _kode_aplikasi(b) or b.kode,
    "tahun": lambda b: b.konsolidasi.katalog.instansi.tahun,
    "triwulan": lambda b: b.triwulan,
    "instansi": lambda b: b.konsolidasi.katalog.instansi.nama,
    "kabupaten_kota": lambda b: b.konsolidasi.katalog.instansi.kabupaten_kota,
    "jabatan": _jabatan,
    "unit": _unit,
    "tingkat": lambda b: b.hasil.indikator.tingkat,
    "periode": lambda b: b.hasil.indikator.periode,
    "sasaran": lambda b: b.hasil.indikator.sasaran,
    "indikator": lambda b: b.hasil.indikator.nama,
    "satuan": lambda b: b.hasil.indikator.satuan,
    "penjelasan": lambda b: b.hasil.indikator.penjelasan,
    "sumber_data": lambda b: b.hasil.indikator.sumber_data,
    "target_tahun": _rencana_tw(0),
    **{f"target_tw{t}": _target(t) for t in TRIWULAN},
    **{f"rencana_tw{t}": _rencana_tw(t) for t in TRIWULAN},
    **{f"realisasi_tw{t}": _realisasi(t) for t in TRIWULAN},
    "target": lambda b: _bulat(b.hasil.gabungan.target_sd[b.triwulan - 1]),
    "realisasi": lambda b: _bulat(b.hasil.gabungan.realisasi_sd[b.triwulan - 1].nilai),
    "realisasi_x": _xy(0),
    "realisasi_y": _xy(1),
    "definisi_x": _definisi(0),
    "definisi_y": _definisi(1),
    "capaian": lambda b: _bulat(b.hasil.gabungan.capaian_sd[b.triwulan - 1].hasil.nilai),
    "predikat": _predikat,
    "target_renstra": lambda b: _bulat(b.konsolidasi.target_renstra(b.hasil)),
    "target_lalu": _lalu(lambda h: h.gabungan.target_sd[3]),
    "realisasi_lalu": _lalu(lambda h: h.gabungan.realisasi_sd[3].nilai),
    "capaian_lalu": _lalu(lambda h: h.gabungan.capaian_sd[3].hasil.nilai),
    "variabel": lambda b: b.variabel.nama if b.variabel else "",
    "satuan_variabel": lambda b: b.variabel.satuan if b.variabel else "",
    "nilai_variabel": _nilai_variabel,
    "penanggung_jawab": lambda b: b.hasil.indikator.penanggung_jawab or _jabatan(b),
    **{kolom: _catatan(kolom) for kolom in KOLOM_CATATAN},
    "pic": _pic,
    "batas_waktu": _batas_waktu,
    "catatan": _keterangan,
    "kosong": lambda _: None,
}
