"""BukuTabel to the bytes of an .xlsx file: Excel tables with dropdowns, prompts and live colours, nothing locked."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from ikixl.errors import LayoutError
from ikixl.layout.tabel_bebas import AWALAN_TABEL, BukuTabel, KolomTabel, LembarTabel
from ikixl.layout.tinggi import tinggi_baris
from ikixl.writer.gaya import LemariGaya

__all__ = ["tulis_tabel_bebas"]

_DIBUAT = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_HURUF = {"font_name": "Arial", "font_size": 10, "font_scheme": "none"}
# Row 0 holds the marker, row 1 the sentence above the table.
_BARIS_KEPALA = 2
# Rows that dropdowns and colours reach below the table, for what is still to be typed.
_CADANGAN = 1000
_LEBAR_PETUNJUK = (14, 110)
_PANJANG_DAFTAR = 255
_LEBAR_SATU_HALAMAN = 300


def tulis_tabel_bebas(buku: BukuTabel) -> bytes:
    """The workbook as bytes of an .xlsx file, the same for the same BukuTabel.

    LayoutError for a text that no cell can hold.
    """
    keluaran = io.BytesIO()
    setelan = {"in_memory": True, "strings_to_urls": False, "default_format_properties": dict(_HURUF)}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Workbook(keluaran, setelan) as berkas:
                berkas.set_properties({"title": buku.judul, "author": "ikixl", "created": _DIBUAT})
                berkas.set_size(2400, 1500)
                gaya = LemariGaya(berkas)
                _gambar_petunjuk(berkas, buku, gaya)
                letak = {t.nama: t for t in buku.lembar}
                for tabel in buku.lembar:
                    _gambar_tabel(berkas.add_worksheet(tabel.nama), tabel, letak, gaya, buku.kertas)
        except UserWarning as peringatan:
            raise LayoutError(f"XlsxWriter memperingatkan: {peringatan}") from peringatan
    return keluaran.getvalue()


def _gambar_petunjuk(berkas: Workbook, buku: BukuTabel, gaya: LemariGaya) -> None:
    ws = berkas.add_worksheet(buku.nama_petunjuk)
    for kolom, lebar in enumerate(_LEBAR_PETUNJUK):
        ws.set_column(kolom, kolom, lebar)
    for baris, p in enumerate(buku.petunjuk):
        teks = gaya.ambil(f"petunjuk_{p.gaya}" if p.gaya in ("judul", "anak") else "keterangan")
        if p.gaya in ("judul", "anak", "teks"):
            ws.merge_range(baris, 0, baris, 1, p.teks, teks)
        else:
            ws.write_string(baris, 1, p.teks, teks)
        if p.gaya == "lembar":
            ws.write_url(baris, 0, f"internal:'{p.depan}'!A{_BARIS_KEPALA + 1}", gaya.ambil("tautan_atas"), p.depan)
        elif p.depan:
            ws.write_string(baris, 0, p.depan, gaya.ambil(f"petunjuk_{p.gaya}"))
        lebar = sum(_LEBAR_PETUNJUK) if p.gaya in ("judul", "anak", "teks") else _LEBAR_PETUNJUK[1]
        ws.set_row(baris, tinggi_baris([(p.teks, lebar)], 14 if p.gaya == "judul" else 10) + 4)
    ws.hide_gridlines(2)
    _atur_cetak(ws, buku.kertas)


def _gambar_tabel(
    ws: Worksheet, tabel: LembarTabel, semua: Mapping[str, LembarTabel], gaya: LemariGaya, kertas: int
) -> None:
    ws.write_string(0, 0, AWALAN_TABEL + tabel.nama, gaya.ambil("kunci"))
    ws.set_row(0, None, None, {"hidden": True})
    ws.write_string(1, 0, tabel.penjelasan, gaya.ambil("tabel_penjelasan"))
    ws.set_row(1, 22)
    ws.set_row(_BARIS_KEPALA, 20)
    akhir = _BARIS_KEPALA + max(len(tabel.baris), 1)
    for nomor, kolom in enumerate(tabel.kolom):
        ws.set_column(nomor, nomor, kolom.lebar, gaya.ambil(_gaya_kolom(kolom)))
    ws.add_table(
        _BARIS_KEPALA,
        0,
        akhir,
        len(tabel.kolom) - 1,
        {
            "name": f"tabel_{tabel.nama}",
            "style": "Table Style Medium 2",
            "columns": [
                {"header": k.nama or f"Kolom{n}", "header_format": gaya.ambil("kepala_tabel")}
                for n, k in enumerate(tabel.kolom, 1)
            ],
        },
    )
    for n, k in enumerate(tabel.kolom):
        # A table must not have a blank header, but a katalog that was read may; what stands there is read back.
        ws.write_string(_BARIS_KEPALA, n, k.nama or f"Kolom{n + 1}", gaya.ambil("kepala_tabel"))
    for nomor, baris in enumerate(tabel.baris):
        _tulis_baris(ws, _BARIS_KEPALA + 1 + nomor, tabel, baris, gaya, contoh=nomor < tabel.contoh)
    for nomor, kolom in enumerate(tabel.kolom):
        _validasi(ws, nomor, kolom, semua, akhir)
    _warnai(ws, tabel, semua, akhir, gaya)
    ws.freeze_panes(_BARIS_KEPALA + 1, 1)
    # A table wider than two sheets of paper would be too small to read on one.
    _atur_cetak(ws, kertas, 1 + int(sum(k.lebar for k in tabel.kolom) > _LEBAR_SATU_HALAMAN))
    ws.repeat_rows(_BARIS_KEPALA)


def _gaya_kolom(kolom: KolomTabel) -> str:
    return "tabel_angka" if kolom.angka else "tabel_teks"


def _tulis_baris(
    ws: Worksheet, baris: int, tabel: LembarTabel, isi: tuple[str, ...], gaya: LemariGaya, *, contoh: bool
) -> None:
    for nomor, (kolom, teks) in enumerate(zip(tabel.kolom, isi, strict=True)):
        fmt = gaya.ambil(_gaya_kolom(kolom) + ("_contoh" if contoh else "_isi"))
        angka = _angka(teks) if kolom.angka else None
        if not teks:
            kode = ws.write_blank(baris, nomor, None, fmt)
        elif angka is not None:
            kode = ws.write_number(baris, nomor, angka, fmt)
        else:
            kode = ws.write_string(baris, nomor, teks, fmt)
        if kode:
            raise LayoutError(f"Teks di tabel {tabel.nama}, kolom {kolom.nama} terlalu panjang untuk satu sel.")
    tinggi = tinggi_baris([(t, k.lebar) for k, t in zip(tabel.kolom, isi, strict=True)])
    ws.set_row(baris, min(tinggi, 409))


def _angka(teks: str) -> float | None:
    """The number of a text that comes back from a number as exactly this text; None for every other text."""
    try:
        nilai = float(teks)
    except ValueError:
        return None
    # Spreadsheet programs keep 15 digits.
    if not math.isfinite(nilai) or float(f"{nilai:.15g}") != nilai:
        return None
    return nilai if teks == str(nilai).removesuffix(".0") and not teks.startswith("-0") else None


def _daerah(ws: LembarTabel, kolom: str, akhir: int) -> str:
    nama = xl_col_to_name([k.nama for k in ws.kolom].index(kolom), True)
    return f"'{ws.nama}'!{nama}${_BARIS_KEPALA + 2}:{nama}${akhir + 1}"


def _rujukan(kolom: KolomTabel, semua: Mapping[str, LembarTabel]) -> str:
    """The cells whose codes a column may name, "" where that table has no such column."""
    if kolom.rujukan is None:
        return ""
    tujuan = semua[kolom.rujukan[0]]
    if kolom.rujukan[1] not in [k.nama for k in tujuan.kolom]:
        return ""
    return _daerah(tujuan, kolom.rujukan[1], _BARIS_KEPALA + len(tujuan.baris) + _CADANGAN)


def _terisi(daerah: str) -> str:
    """The same column down to its last filled cell: a dropdown with blanks opens at the blanks, below every code."""
    lembar, sel = daerah.split("!")
    awal = f"{lembar}!{sel.split(':')[0]}"
    return f'{awal}:INDEX({daerah},MAX(1,SUMPRODUCT(MAX(({daerah}<>"")*(ROW({daerah})-ROW({awal})+1)))))'


def _validasi(ws: Worksheet, nomor: int, kolom: KolomTabel, semua: Mapping[str, LembarTabel], akhir: int) -> None:
    opsi: dict[str, object] = {"validate": "any"}
    daftar = _rujukan(kolom, semua)
    if kolom.pilihan and len(",".join(kolom.pilihan)) <= _PANJANG_DAFTAR:
        opsi = {"validate": "list", "source": list(kolom.pilihan)}
        opsi |= {
            "error_title": "Bukan pilihan",
            "error_message": f"Pilih salah satu dari daftar: {', '.join(kolom.pilihan)}."[:255],
        }
    elif daftar:
        # A code may be typed before its row is: the colour says so, the check insists.
        opsi = {"validate": "list", "source": "=" + _terisi(daftar), "error_type": "warning"}
        opsi |= {
            "error_title": "Kode belum ada",
            "error_message": "Kode ini belum ada di lembar yang ditunjuknya. Tetap pakai?",
        }
    if kolom.petunjuk:
        opsi |= {"input_title": kolom.nama[:32], "input_message": kolom.petunjuk[:255]}
    if len(opsi) > 1:
        kode = ws.data_validation(_BARIS_KEPALA + 1, nomor, akhir + _CADANGAN, nomor, opsi)
        if kode:
            raise LayoutError(f"XlsxWriter menolak validasi kolom {kolom.nama} (kode {kode}).")


def _warnai(ws: Worksheet, tabel: LembarTabel, semua: Mapping[str, LembarTabel], akhir: int, gaya: LemariGaya) -> None:
    """Colour keys that stand twice and codes that no row has.

    EXACT, not COUNTIF: to COUNTIF "001" and "1" are one number, and "sek" and "SEK" one code.
    """
    awal, sampai = _BARIS_KEPALA + 1, akhir + _CADANGAN
    if tabel.unik:
        daerah = {k: _daerah(tabel, k, sampai).split("!")[1] for k in tabel.unik}
        sama = "*".join(f"EXACT({d},{_sel(tabel, k, awal)})" for k, d in daerah.items())
        syarat = f'AND({_sel(tabel, tabel.unik[0], awal)}<>"",SUMPRODUCT(1*{sama})>1)'
        for k in tabel.unik:
            _satu_warna(ws, tabel, k, (awal, sampai), syarat, gaya.ambil("hidup_ganda"))
    for kolom in tabel.kolom:
        daftar = _rujukan(kolom, semua)
        if daftar:
            sel = _sel(tabel, kolom.nama, awal)
            syarat = f'AND({sel}<>"",SUMPRODUCT(1*EXACT({daftar},{sel}))=0)'
            _satu_warna(ws, tabel, kolom.nama, (awal, sampai), syarat, gaya.ambil("hidup_asing"))


def _satu_warna(
    ws: Worksheet, tabel: LembarTabel, kolom: str, baris: tuple[int, int], syarat: str, fmt: Format
) -> None:
    nomor = [k.nama for k in tabel.kolom].index(kolom)
    opsi = {"type": "formula", "criteria": "=" + syarat, "format": fmt}
    ws.conditional_format(baris[0], nomor, baris[1], nomor, opsi)


def _sel(tabel: LembarTabel, kolom: str, baris: int) -> str:
    nomor = [k.nama for k in tabel.kolom].index(kolom)
    return f"${xl_col_to_name(nomor)}{baris + 1}"


def _atur_cetak(ws: Worksheet, kertas: int, halaman: int = 1) -> None:
    ws.set_paper(kertas)
    ws.set_landscape()
    ws.fit_to_pages(halaman, 0)
    ws.set_margins(0.4, 0.4, 0.5, 0.6)
    ws.set_footer("&L&A&RHalaman &P dari &N")
