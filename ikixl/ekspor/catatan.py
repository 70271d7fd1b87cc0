"""What is said beside an export: on how many units its figures stand, what has none, where last year falls short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ikixl.ekspor.baris import BahanEkspor, BarisEkspor
from ikixl.ekspor.periksa import HasilPeriksaEkspor
from ikixl.ekspor.profil import Profil
from ikixl.konsolidasi import HasilIndikator
from ikixl.perhitungan import TRIWULAN

__all__ = ["catatan_ekspor", "perlu_tahun_lalu"]

_LALU = frozenset({"target_lalu", "capaian_lalu", "realisasi_lalu"})
# How many rows a remark names before it only counts the rest.
_BANYAK = 20


def perlu_tahun_lalu(profil: Profil) -> bool:
    """Whether a profile has a column of the year before."""
    return not _LALU.isdisjoint(k.sumber for k in profil.kolom)


def catatan_ekspor(
    profil: Profil, periksa: HasilPeriksaEkspor, baris: Sequence[BarisEkspor], bahan: BahanEkspor
) -> list[str]:
    """Remarks in Indonesian: on the year's figures, codes, last year's, what was changed, and what the profile says."""
    hasil = []
    sumber = {k.sumber for k in profil.kolom}
    if profil.dasar == "isian" and sumber & {"capaian", "realisasi"}:
        hasil += _tanpa_capaian(profil, baris)
        sebagian = [b for b in baris if 0 < b.hasil.ikut_sd[bahan.triwulan - 1] < len(b.hasil.per_unit)]
        if sebagian and profil.baris == "indikator":
            tempat = "; lihat kolom Catatan" if "catatan" in sumber else ""
            hasil.append(f"{len(sebagian)} indikator dihitung dari sebagian unit{tempat}.")
    if bahan.ditahan and profil.dasar == "isian":
        hasil.append(f"Kiriman unit {', '.join(bahan.ditahan)} ditahan dan belum dihitung; jalankan: ikixl pilih")
    if bahan.kode is not None and bahan.kode.baru:
        hasil.append(f"{bahan.kode.baru} indikator ditambahkan ke {bahan.kode.path}; isi kolom kode_aplikasi-nya.")
    if perlu_tahun_lalu(profil):
        hasil += _tahun_lalu(baris, bahan)
    return [*hasil, *periksa.diubah, *profil.peringatan]


def _tanpa_capaian(profil: Profil, baris: Sequence[BarisEkspor]) -> list[str]:
    """The rows without capaian, by name; several rows of one figure count once."""
    semua = {(b.kode, b.unit): b for b in baris}.values()
    kosong = [b for b in semua if b.hasil.gabungan.capaian_sd[b.triwulan - 1].hasil.nilai is None]
    if not kosong:
        return []
    apa = "baris" if profil.baris == "indikator_unit" else "indikator"
    nama = (f"{b.kode} ({b.unit})" if b.unit else b.kode for b in kosong)
    return [f"{len(kosong)} dari {len(semua)} {apa} tanpa capaian (belum lengkap atau tidak dihitung): {_sebut(nama)}"]


def _tahun_lalu(baris: Sequence[BarisEkspor], bahan: BahanEkspor) -> list[str]:
    """Where the columns of last year, which are of its whole year, stand on some units only or are blank."""
    lalu = bahan.tahun_lalu
    if lalu is None:
        return ["Kolom tahun lalu kosong; sebut folder proyek atau rekap tahun lalu dengan --tahun-lalu."]
    tahun = lalu.katalog.instansi.tahun
    ada: dict[str, HasilIndikator] = {b.kode: lalu.hasil[b.kode] for b in baris if b.kode in lalu.hasil}
    akhir = TRIWULAN[-1] - 1
    kosong = [kode for kode, h in ada.items() if h.gabungan.capaian_sd[akhir].hasil.nilai is None]
    sebagian = [
        f"{kode} ({h.ikut_sd[akhir]} dari {len(h.per_unit)} unit)"
        for kode, h in ada.items()
        if 0 < h.ikut_sd[akhir] < len(h.per_unit)
    ]
    hasil = []
    if kosong:
        sampai = lalu.triwulan_terakhir()
        sebab = f"; yang diterima baru sampai triwulan {sampai}" if sampai < TRIWULAN[-1] else ""
        hasil.append(f"{len(kosong)} indikator tanpa capaian setahun di tahun {tahun}{sebab}: {_sebut(kosong)}")
    if sebagian:
        hasil.append(f"Angka tahun {tahun} dari sebagian unit saja: {_sebut(sebagian)}")
    return hasil


def _sebut(nama: Iterable[str]) -> str:
    semua = list(nama)
    lagi = f", dan {len(semua) - _BANYAK} lagi" if len(semua) > _BANYAK else ""
    return ", ".join(semua[:_BANYAK]) + lagi
