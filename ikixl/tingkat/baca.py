"""A rekap file of any level to a member and the temuan on it."""

from __future__ import annotations

from dataclasses import replace

from ikixl.konsolidasi import Konsolidasi
from ikixl.temuan import Temuan
from ikixl.tingkat.berkas import RekapDitolakError, buka_rekap
from ikixl.tingkat.dari_besar import anggota_dari_besar, hitung_besar
from ikixl.tingkat.dari_rekap import anggota_dari_rekap, hitung_rekap
from ikixl.tingkat.dari_tingkat import anggota_dari_tingkat
from ikixl.tingkat.lembar.konteks import GABUNGAN
from ikixl.tingkat.model import Anggota, Sumber

__all__ = ["baca_anggota", "baca_rekap"]


def baca_anggota(data: bytes, sumber: Sumber) -> tuple[Anggota | None, list[Temuan]]:
    """The member in the bytes of a rekap, None where it cannot be used; each temuan names file, sheet and cell."""
    anggota, temuan = None, []
    try:
        berkas = buka_rekap(data, sumber.berkas)
        temuan = berkas.temuan
        match berkas.dasar.get("tingkat"):
            case 0 if berkas.dasar.get("besar") is True:
                anggota = anggota_dari_besar(berkas, sumber)
            case 0:
                anggota = anggota_dari_rekap(berkas, sumber)
            case int(n) if 0 < n < 10:
                anggota = anggota_dari_tingkat(berkas, sumber)
            case _:
                raise RekapDitolakError("TINGKAT-02", sebab="tingkatnya tidak dikenal")
        if anggota.kode == GABUNGAN:
            raise RekapDitolakError("TINGKAT-02", sebab=f"kode wilayah {GABUNGAN} tidak dapat dipakai")
        if not anggota.angka:
            raise RekapDitolakError("TINGKAT-02", sebab="tidak ada indikator di dalamnya")
    except RekapDitolakError as galat:
        anggota, temuan = None, [*temuan, galat.temuan]
    return anggota, [replace(t, berkas=sumber.berkas) for t in temuan]


def baca_rekap(data: bytes, nama: str) -> tuple[Konsolidasi, list[Temuan]]:
    """What the rekap of one instansi in these bytes comes to, computed anew from its Data, and every temuan on it.

    RekapDitolakError where it is none, cannot be used, or is of a level.
    """
    berkas = buka_rekap(data, nama)
    if berkas.dasar.get("tingkat") != 0:
        raise RekapDitolakError("TINGKAT-02", sebab="ini rekap gabungan, bukan rekap satu instansi")
    hitung = hitung_besar if berkas.dasar.get("besar") is True else hitung_rekap
    return hitung(berkas).konsolidasi, berkas.temuan
