"""Charts and pictures of a Lembar, each with the text that a screen reader reads for it."""

from __future__ import annotations

import io
import struct
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.image import Image
from xlsxwriter.worksheet import Worksheet

from ikixl.errors import LayoutError
from ikixl.layout.buku import Gambar, Grafik, Lembar, Seri
from ikixl.layout.letak import Letak

__all__ = ["gambar_grafik", "pasang_gambar"]

_JENIS = {"batang": "bar", "kolom": "column", "garis": "line"}
# Resolution that the size of a picture is reckoned in.
_DPI = 96
# Said for every text of a chart: what is left out would show in the theme's own font.
_HURUF = {"name": "Arial", "size": 10}


def gambar_grafik(berkas: Workbook, ws: Worksheet, grafik: Grafik, lembar: Lembar, letak: Letak) -> None:
    """Draw a chart at its cell."""
    gambar = berkas.add_chart({"type": _JENIS[grafik.jenis]})
    for seri in grafik.seri:
        if not seri.garis:
            gambar.add_series(_opsi_seri(seri, lembar, letak))
    garis = [s for s in grafik.seri if s.garis]
    if garis:
        tumpang = berkas.add_chart({"type": "line"})
        for seri in garis:
            tumpang.add_series(_opsi_seri(seri, lembar, letak))
        gambar.combine(tumpang)
    gambar.set_title({"name": grafik.judul, "name_font": {**_HURUF, "size": 12}})
    huruf: dict[str, Any] = {"num_font": _HURUF, "name_font": _HURUF}
    sumbu: dict[str, Any] = {**huruf, "min": 0, "num_format": "0", "major_gridlines": {"visible": True}}
    if grafik.maksimum is not None:
        sumbu["max"] = grafik.maksimum
    if grafik.sumbu_nilai:
        sumbu["name"] = grafik.sumbu_nilai
    if grafik.jenis == "batang":
        # XlsxWriter names the value axis of a bar chart x_axis; reverse keeps the table's order from above.
        gambar.set_y_axis({**huruf, "reverse": True, "interval_unit": 1})
        gambar.set_x_axis(sumbu)
    else:
        gambar.set_x_axis(huruf)
        gambar.set_y_axis(sumbu)
    gambar.set_legend({"none": True} if len(grafik.seri) == 1 else {"position": "bottom", "font": _HURUF})
    gambar.set_size({"width": grafik.lebar, "height": grafik.tinggi})
    tempat = letak.sel(lembar.kunci, grafik.baris, grafik.kolom)
    # A little below its row: a frame on the very edge would show on the page before.
    opsi = {"object_position": 2, "description": grafik.alt, "y_offset": 4}
    if ws.insert_chart(*tempat, gambar, opsi) == -1:
        raise LayoutError(f"XlsxWriter menolak grafik {grafik.judul!r}.")


def _opsi_seri(seri: Seri, lembar: Lembar, letak: Letak) -> dict[str, Any]:
    opsi: dict[str, Any] = {
        "name": seri.nama,
        "categories": "=" + letak.rujukan_lengkap(seri.kategori, lembar.kunci),
        "values": "=" + letak.rujukan_lengkap(seri.nilai, lembar.kunci),
    }
    if seri.garis:
        opsi["line"] = {"color": seri.warna or "#C00000", "width": 2, "dash_type": "dash"}
        return opsi
    # The empty text of what is not complete yet is drawn as 0: its label would claim a figure.
    opsi["data_labels"] = {"value": True, "num_format": "0.0;-0.0;", "font": _HURUF}
    if seri.warna:
        opsi["fill"] = {"color": seri.warna}
    return opsi


def pasang_gambar(ws: Worksheet, gambar: Gambar, lembar: Lembar, letak: Letak) -> None:
    """Place a picture at its cell, scaled to its height; LayoutError if it is neither PNG nor JPEG."""
    try:
        asli = Image(io.BytesIO(gambar.isi))
    except (XlsxWriterException, struct.error) as salah:
        raise LayoutError("Gambar logo bukan PNG atau JPEG yang dapat dibaca.") from salah
    skala = gambar.tinggi / (asli.height * _DPI / asli.y_dpi)
    opsi = {
        "image_data": io.BytesIO(gambar.isi),
        "x_scale": skala,
        "y_scale": skala,
        "x_offset": 4,
        "y_offset": 2,
        "object_position": 2,
        "description": gambar.alt,
    }
    tempat = letak.sel(lembar.kunci, gambar.baris, gambar.kolom)
    if ws.insert_image(*tempat, "logo.png", opsi) == -1:
        raise LayoutError("XlsxWriter menolak gambar logo.")
