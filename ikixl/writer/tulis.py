"""Buku to the bytes of an .xlsx file."""

from __future__ import annotations

import io
import warnings
from dataclasses import replace
from datetime import UTC, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ikixl.bawaan import baca_templat
from ikixl.errors import LayoutError
from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.buku import AWALAN_PENANDA, Buku, Kertas, Lembar, Masukan, Rumus, Sel, Tautan, TautanBerkas
from ikixl.layout.identitas import NAMA_PROPERTI, NAMA_TERDEFINISI
from ikixl.layout.letak import Letak, alamat
from ikixl.writer.gambar import gambar_grafik, pasang_gambar
from ikixl.writer.gaya import LemariGaya
from ikixl.writer.rumus import LembarRumus, pola_rumus
from ikixl.writer.tautan import alamat_berkas, alamat_tautan, perlu_rumus, rumus_tautan
from ikixl.writer.validasi import aturan_validasi, satukan, validasi_petunjuk

__all__ = ["teks_kaki", "tulis_buku"]

# Fixed, so that the same Buku always gives the same bytes.
_DIBUAT = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
# Column widths are counted in digits of the default font: Arial has a twin of the same widths on every system,
# Calibri has not. Without font_scheme "none" Excel would show the theme's own font instead.
_HURUF = {"font_name": "Arial", "font_size": 10, "font_scheme": "none"}
# Contents that are links.
_TAUTAN = (Tautan, TautanBerkas)
_LEMBAR_DILINDUNGI = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
}


def _wajib(kode: object, apa: str) -> None:
    """XlsxWriter reports many mistakes as a negative number; here every one of them is our own bug."""
    if kode and isinstance(kode, int) and kode < 0:
        raise LayoutError(f"XlsxWriter menolak {apa} (kode {kode}).")


def tulis_buku(buku: Buku) -> bytes:
    """The workbook as bytes of an .xlsx file, the same for the same Buku.

    Every formula carries the value that the Buku gives for it. LayoutError if the description contradicts
    itself or asks for what the format cannot hold.
    """
    letak = Letak(buku)
    keluaran = io.BytesIO()
    # A copy, because XlsxWriter adds to what it is given.
    setelan = {"in_memory": True, "strings_to_urls": False, "default_format_properties": dict(_HURUF)}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Workbook(keluaran, setelan) as berkas:
                tumpukan, buku = [*reversed(buku.lembar)], replace(buku, lembar=())
                _isi_berkas(berkas, buku, tumpukan, letak)
        except UserWarning as peringatan:
            raise LayoutError(f"XlsxWriter memperingatkan: {peringatan}") from peringatan
    return keluaran.getvalue()


def _isi_berkas(berkas: Workbook, buku: Buku, tumpukan: list[Lembar], letak: Letak) -> None:
    """Draw the sheets of a pile, from its end on, into the workbook that `buku` describes otherwise.

    What describes a large workbook takes as much memory as what is drawn of it: each sheet is let go of once it is
    drawn, unless whoever asked for the workbook holds it still.
    """
    berkas.set_properties({"title": buku.judul, "author": "ikixl", "created": _DIBUAT})
    berkas.set_size(2400, 1500)
    gaya = LemariGaya(berkas)
    while tumpukan:
        lembar = tumpukan.pop()
        ws = berkas.add_worksheet(lembar.nama, worksheet_class=LembarRumus)
        _gambar_lembar(berkas, ws, lembar, letak, gaya)
        if lembar.kunci == buku.aktif:
            ws.activate()
            ws.set_first_sheet()
    if buku.stempel:
        berkas.set_custom_property(NAMA_PROPERTI, buku.stempel, "text")
        _wajib(berkas.define_name(NAMA_TERDEFINISI, f'="{buku.stempel}"'), "nama terdefinisi")


def _gambar_lembar(berkas: Workbook, ws: Worksheet, lembar: Lembar, letak: Letak, gaya: LemariGaya) -> None:
    _tulis_kunci(ws, lembar, gaya)
    digabung = _gabungkan(ws, lembar, letak, gaya)
    masukan: list[tuple[Masukan, int, int]] = []
    for r, k, sel in letak.semua_sel(lembar):
        if (r, k) not in digabung:
            _tulis_sel(ws, r, k, sel, lembar, letak, gaya)
        if sel.masukan:
            masukan.append((sel.masukan, r, k))
        elif sel.petunjuk:
            _wajib(ws.data_validation(r, k, r, k, validasi_petunjuk(str(sel.isi), sel.petunjuk)), "petunjuk")
    _pasang_validasi(ws, masukan)
    _warnai(ws, lembar, letak, gaya)
    for grafik in lembar.grafik:
        gambar_grafik(berkas, ws, grafik, lembar, letak)
    for gambar in lembar.gambar:
        pasang_gambar(ws, gambar, lembar, letak)
    _atur_tampilan(ws, lembar, letak)
    _atur_cetak(ws, lembar, letak)


def _tulis_kunci(ws: Worksheet, lembar: Lembar, gaya: LemariGaya) -> None:
    """Widths and heights; and marker, column keys and row keys: hidden, locked, beside what they name."""
    format_kunci = gaya.ambil("kunci")
    awal = int(lembar.berkunci)
    if lembar.berkunci:
        ws.set_column(0, 0, 4, format_kunci, {"hidden": True})
        ws.set_row(0, None, format_kunci, {"hidden": True})
        _wajib(ws.write_string(0, 0, AWALAN_PENANDA + lembar.kunci), "penanda lembar")
    for nomor, kolom in enumerate(lembar.kolom, start=awal):
        ws.set_column(nomor, nomor, kolom.lebar, None, {"hidden": kolom.tersembunyi})
        if lembar.berkunci:
            ws.write_string(0, nomor, kolom.kunci, format_kunci)
    for nomor, baris in enumerate(lembar.baris, start=awal):
        if baris.tinggi is not None or baris.tersembunyi:
            # Excel refuses rows taller than 409 points.
            tinggi = None if baris.tinggi is None else min(baris.tinggi, 409)
            ws.set_row(nomor, tinggi, None, {"hidden": baris.tersembunyi})
        if lembar.berkunci:
            ws.write_string(nomor, 0, baris.kunci, format_kunci)


def _gabungkan(ws: Worksheet, lembar: Lembar, letak: Letak, gaya: LemariGaya) -> set[tuple[int, int]]:
    """Draw merged rectangles; returns the cells that are thereby written."""
    isi = {b.kunci: b.sel for b in lembar.baris}
    selesai: set[tuple[int, int]] = set()
    for gabung in lembar.gabung:
        kotak = letak.rentang(lembar.kunci, gabung.rentang)
        sel = isi[gabung.rentang.baris].get(gabung.rentang.kolom, Sel())
        fmt = gaya.ambil(sel.gaya, sel.masukan is not None)
        _wajib(ws.merge_range(*kotak, "", fmt), "penggabungan sel")
        _tulis_sel(ws, kotak[0], kotak[1], sel, lembar, letak, gaya)
        selesai |= {(r, k) for r in range(kotak[0], kotak[2] + 1) for k in range(kotak[1], kotak[3] + 1)}
    return selesai


def _tulis_sel(ws: Worksheet, r: int, k: int, sel: Sel, lembar: Lembar, letak: Letak, gaya: LemariGaya) -> None:
    """One cell, by explicit kind: XlsxWriter's own guessing would turn "=…" into a formula."""
    fmt = gaya.ambil(sel.gaya, sel.masukan is not None)
    isi = sel.isi_berkas
    tautan = isi if isinstance(isi, _TAUTAN) else sel.tautan
    if tautan is not None and perlu_rumus(ws, tautan):
        teks, nilai = rumus_tautan(tautan, isi, letak, lembar.kunci)
        _wajib(_tulis_rumus(ws, r, k, teks, fmt, nilai, lembar), "tautan")
        return
    if isinstance(sel.tautan, Tautan):
        _wajib(ws.tautkan(r, k, alamat_tautan(sel.tautan, letak)), "tautan")
    if isinstance(isi, Rumus):
        teks = letak.teks(pola_rumus(isi.teks), isi.acuan, lembar.kunci)
        kode = _tulis_rumus(ws, r, k, teks, fmt, isi.nilai, lembar)
    elif isi is None or isi == "":
        kode = ws.write_blank(r, k, None, fmt)
    elif isinstance(isi, Tautan):
        kode = ws.write_url(r, k, alamat_tautan(isi, letak), fmt, isi.teks)
    elif isinstance(isi, TautanBerkas):
        kode = ws.write_url(r, k, alamat_berkas(isi), fmt, isi.teks)
    elif isinstance(isi, str):
        kode = ws.write_string(r, k, isi, fmt)
    else:
        kode = ws.write_number(r, k, isi, fmt)
    if kode:
        _wajib(kode, f"isi sel {lembar.nama}!{alamat(r, k)}")


def _tulis_rumus(ws: Worksheet, r: int, k: int, teks: str, fmt: Format, nilai: float | str, lembar: Lembar) -> object:
    if len(teks) > 8192:
        raise LayoutError(f"Rumus di {lembar.nama}!{alamat(r, k)} lebih dari 8.192 huruf.")
    return ws.write_formula(r, k, "=" + teks, fmt, nilai)


def _pasang_validasi(ws: Worksheet, masukan: list[tuple[Masukan, int, int]]) -> None:
    """One validation for all cells with the same rule and texts; the key of the input plays no part."""
    kelompok: dict[Masukan, list[tuple[int, int]]] = {}
    for m, r, k in masukan:
        sama = Masukan(KunciIsian(""), m.jenis, m.judul, m.petunjuk, satuan=m.satuan)
        kelompok.setdefault(sama, []).append((r, k))
    for m, sel in kelompok.items():
        kotak = satukan(sel)
        opsi = aturan_validasi(m)
        if len(kotak) > 1:
            opsi["other_cells"] = [list(k) for k in kotak[1:]]
        _wajib(ws.data_validation(*kotak[0], opsi), "validasi")


def _warnai(ws: Worksheet, lembar: Lembar, letak: Letak, gaya: LemariGaya) -> None:
    for warna in lembar.warna:
        kotak = letak.rentang(lembar.kunci, warna.rentang)
        rumus = "=" + letak.teks(warna.teks, warna.acuan, lembar.kunci)
        opsi = {"type": "formula", "criteria": rumus, "format": gaya.ambil(warna.gaya)}
        _wajib(ws.conditional_format(*kotak, opsi), "format bersyarat")


def _atur_tampilan(ws: Worksheet, lembar: Lembar, letak: Letak) -> None:
    ws.hide_gridlines(2)
    if lembar.beku:
        ws.freeze_panes(*letak.sel(lembar.kunci, *lembar.beku))
    if lembar.saring:
        _wajib(ws.autofilter(*letak.rentang(lembar.kunci, lembar.saring)), "saringan")
    if lembar.warna_tab:
        ws.set_tab_color(lembar.warna_tab)
    if lembar.tersembunyi:
        ws.hide()
    if lembar.terkunci:
        ws.protect("", _LEMBAR_DILINDUNGI)


def _atur_cetak(ws: Worksheet, lembar: Lembar, letak: Letak) -> None:
    kertas = lembar.kertas
    ws.set_paper(kertas.ukuran)
    if kertas.melintang:
        ws.set_landscape()
    ws.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    if kertas.skala:
        ws.set_print_scale(kertas.skala)
    else:
        ws.fit_to_pages(1, kertas.tinggi_halaman)
    ws.center_horizontally()
    if kertas.ulang_awal:
        kolom = lembar.kolom[0].kunci
        awal = letak.sel(lembar.kunci, kertas.ulang_awal, kolom)[0]
        akhir = letak.sel(lembar.kunci, kertas.ulang_akhir or kertas.ulang_awal, kolom)[0]
        ws.repeat_rows(awal, akhir)
    if kertas.akhir:
        ws.print_area(0, 0, *letak.sel(lembar.kunci, kertas.akhir, lembar.kolom[-1].kunci))
    if kertas.pisah:
        kolom = lembar.kolom[0].kunci
        ws.set_h_pagebreaks([letak.sel(lembar.kunci, b, kolom)[0] for b in kertas.pisah])
    ws.set_footer(teks_kaki(kertas))


def teks_kaki(kertas: Kertas) -> str:
    """The footer of a sheet in Excel's codes: its own text at the left, the number of the page at the right."""
    halaman = baca_templat("unit")["kertas"]["halaman"]
    return f"&L&10 {kertas.kaki.replace('&', '&&')}&R&10 {halaman}"
