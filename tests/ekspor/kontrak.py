"""The column contracts of the shipped profiles, literally, and a reader of .xlsx that shares nothing with ours."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

__all__ = ["JUDUL", "KEPALA", "baca_xlsx", "jenis_sel"]

#: Titles of the columns by profile, for tahun 2024.
JUDUL: dict[str, str] = {
    "pengukuran-kinerja": (
        "No|Sasaran|Indikator|Satuan|Target tahunan|Target TW I|Target TW II|Target TW III|Target TW IV|Realisasi TW I"
        "|Realisasi TW II|Realisasi TW III|Realisasi TW IV|Realisasi|Capaian %|Predikat|Penanggung Jawab"
        "|Faktor Pendukung|Faktor Penghambat|Catatan"
    ),
    "rencana-aksi": (
        "No|Sasaran|Indikator|Satuan|Target 2024|Target TW I|Target TW II|Target TW III|Target TW IV|Kegiatan"
        "|Penanggung Jawab"
    ),
    "perjanjian-kinerja": "No|Sasaran|Indikator Kinerja|Satuan|Target",
    "lkjip": ("No|Sasaran|Indikator|Satuan|Target 2023|Capaian 2023 %|Target 2024|Realisasi 2024|Capaian %"),
    "iki": "No|Jabatan|Sasaran Strategis|Indikator Kinerja|Penjelasan / Formulasi Perhitungan|Sumber Data",
    "skp": "No|Unit|Jabatan|Rencana Hasil Kerja|Aspek|Indikator Kinerja Individu|Target|Satuan",
    "evaluasi-renja": (
        "No|Sasaran|Program / Kegiatan|Indikator Kinerja|Target akhir Renstra K|Target akhir Renstra Rp"
        "|Realisasi Renstra s.d. tahun 2023 K|Realisasi Renstra s.d. tahun 2023 Rp|Target Renja 2024 K"
        "|Target Renja 2024 Rp|Realisasi TW I K|Realisasi TW I Rp|Realisasi TW II K|Realisasi TW II Rp"
        "|Realisasi TW III K|Realisasi TW III Rp|Realisasi TW IV K|Realisasi TW IV Rp|Realisasi Renja 2024 K"
        "|Realisasi Renja 2024 Rp|Realisasi Renstra s.d. 2024 K|Realisasi Renstra s.d. 2024 Rp"
        "|Tingkat capaian Renstra % K|Tingkat capaian Renstra % Rp|Unit Penanggung Jawab"
    ),
    "sakip-app": (
        "Kode Indikator|Realisasi TW|Kendala yg Dihadapi|Solusi yg Telah Dilakukan|Rencana Tindak Lanjut"
        "|PIC Tindak Lanjut|Batas Waktu TL|Link Bukti Dukung Kinerja"
        "|Link Bukti Dukung Rencana Tindak Lanjut Triwulan Sebelumnya"
    ),
    "sakip-app-lengkap": (
        "Kode Indikator|Realisasi TW|Kendala yg Dihadapi|Solusi yg Telah Dilakukan|Rencana Tindak Lanjut"
        "|PIC Tindak Lanjut|Batas Waktu TL|Link Bukti Dukung Kinerja"
        "|Link Bukti Dukung Rencana Tindak Lanjut Triwulan Sebelumnya|Batas Waktu Tindak Lanjut|Realisasi X|Realisasi Y"
    ),
    "sakip-app-indikator": (
        "kode|kode_tujuan|tujuan|kode_sasaran|sasaran|kode_indikator_kinerja|indikator_kinerja|jenis_indikator|periode"
        "|tipe|satuan|target_tahunan|tahun"
    ),
    "sakip-app-xy": (
        "kode_indikator|definisi_x|definisi_y|target_tahunan_x|target_tahunan_y|target_x_tw_1|target_x_tw_2"
        "|target_x_tw_3|target_x_tw_4|target_y_tw_1|target_y_tw_2|target_y_tw_3|target_y_tw_4"
    ),
    "kinerja-dinkes": "kategori|unit|judul|indikator|target|realisasi|persentase|keterangan",
    "perjanjian-kinerja-esakip": "Tahun|Tipe|OPD|Sasaran|Indikator|Target|Satuan",
}
#: Row of the titles; 1 for everything that a program reads.
KEPALA = {
    **dict.fromkeys(JUDUL, 1),
    **dict.fromkeys(
        ("pengukuran-kinerja", "rencana-aksi", "perjanjian-kinerja", "lkjip", "iki", "skp", "evaluasi-renja"), 4
    ),
}

_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def _bagian(path: Path) -> tuple[ET.Element, ET.Element | None]:
    with zipfile.ZipFile(path) as z:
        teks = ET.fromstring(z.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in z.namelist() else None
        return ET.fromstring(z.read("xl/worksheets/sheet1.xml")), teks


def _pulih(teks: str) -> str:
    """A text as the format means it: _x0009_ is a tab."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), teks)


def baca_xlsx(path: Path) -> list[list[str | float | None]]:
    """The rows of the first sheet from A1 on: text, number or None; blank cells at the end of a row are left out."""
    lembar, teks = _bagian(path)
    kamus = [
        _pulih("".join(t.text or "" for t in si.iter(f"{{{_NS['m']}}}t")))
        for si in (teks.findall("m:si", _NS) if teks is not None else [])
    ]
    hasil: list[list[str | float | None]] = []
    for baris in lembar.iterfind(".//m:row", _NS):
        while len(hasil) < int(baris.attrib["r"]):
            hasil.append([])
        for sel in baris.findall("m:c", _NS):
            huruf = re.match("[A-Z]+", sel.attrib["r"])
            assert huruf is not None
            kolom = 0
            for h in huruf[0]:
                kolom = kolom * 26 + ord(h) - 64
            isi = sel.find("m:v", _NS)
            if isi is None or isi.text is None:
                continue
            hasil[-1] += [None] * (kolom - len(hasil[-1]))
            hasil[-1][kolom - 1] = kamus[int(isi.text)] if sel.attrib.get("t") == "s" else float(isi.text)
    return hasil


def jenis_sel(path: Path) -> set[str]:
    """What the cells of the first sheet are: "f" where one holds a formula, else its type ("n" is a number)."""
    lembar, _ = _bagian(path)
    return {
        "f" if sel.find("m:f", _NS) is not None else sel.attrib.get("t", "n") for sel in lembar.iterfind(".//m:c", _NS)
    }
