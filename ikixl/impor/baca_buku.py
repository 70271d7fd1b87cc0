"""A spreadsheet to the neutral stream."""

from __future__ import annotations

from ikixl.impor.aliran import Baris, Paragraf, Potongan
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.mentah import LembarMentah, SelMentah

__all__ = ["baca_buku"]

_KOLOM_MAKS = 60


def baca_buku(data: bytes, nama: str) -> tuple[tuple[Potongan, ...], tuple[str, ...]]:
    """Every visible sheet, row by row, and the names of the hidden ones.

    A row with one filled cell is a paragraph; a blank row a blank paragraph. The sheet's name comes first as a
    paragraph, since it may name the jabatan. BerkasTidakTerbacaError where the file is no workbook, or one of these
    sheets cannot be read.
    """
    # Hidden sheets are not even read: they may hold anything.
    buku = baca_mentah(data, nama, tunda=True)
    hasil: list[Potongan] = []
    tersembunyi = []
    for nomor, lembar in enumerate(buku.lembar, start=1):
        if lembar.tersembunyi:
            tersembunyi.append(lembar.nama)
            continue
        hasil.append(Paragraf(lembar.nama, f"lembar {lembar.nama}", lembar=True))
        hasil += _baris(lembar, nomor)
    return tuple(hasil), tuple(tersembunyi)


def _baris(lembar: LembarMentah, nomor: int) -> list[Potongan]:
    teks: dict[int, dict[int, str]] = {}
    for (b, k), mentah in lembar.sel.items():
        if k < _KOLOM_MAKS and (isi := _teks(mentah)):
            teks.setdefault(b, {})[k] = isi
    sambung: dict[int, set[int]] = {}
    for awal, kiri, akhir, kanan in lembar.gabungan:
        isi = teks.get(awal, {}).get(kiri, "")
        for k in range(kiri, min(kanan, _KOLOM_MAKS - 1) + 1):
            if isi:
                teks[awal][k] = isi
            # Merged rows without text below the last filled one continue nothing.
            for b in range(awal + 1, min(akhir, max(teks, default=0)) + 1):
                sambung.setdefault(b, set()).add(k)
    hasil: list[Potongan] = []
    lalu = -1
    lebar = max((k for isi in teks.values() for k in isi), default=-1) + 1
    for b in sorted(teks):
        tempat = f"lembar {lembar.nama} baris {b + 1}"
        if b > lalu + 1:
            hasil.append(Paragraf("", tempat))
        lalu = b
        isi_baris = teks[b]
        sel = tuple(isi_baris.get(k, "") for k in range(lebar))
        hasil.append(Baris(sel, tempat, nomor, frozenset(sambung.get(b, ()))))
    return hasil


def _teks(sel: SelMentah) -> str:
    if isinstance(sel.nilai, str):
        return sel.nilai.strip() if sel.jenis == "teks" else ""
    if isinstance(sel.nilai, bool) or sel.nilai is None or sel.jenis == "tanggal":
        return ""
    nilai = round(sel.nilai * 100, 6) if sel.persen else sel.nilai
    angka = f"{nilai:.10g}".replace(".", ",")
    return f"{angka}%" if sel.persen else angka
