"""Prints a katalog as decrees are printed, in several layouts, so that the importer can be held to its figures."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openpyxl import Workbook

from ikixl.katalog.model import Indikator, Katalog
from tests.impor.buat_docx import bytes_docx, dokumen, tabel_docx

__all__ = ["TATA_LETAK", "cetak"]


@dataclass(frozen=True)
class _Baris:
    """One printed row; `baru` says that its sasaran is printed and not left to the row above."""

    indikator: Indikator
    baru: bool
    target: str

    @property
    def sasaran(self) -> str:
        return self.indikator.sasaran if self.baru else ""


def _isi(katalog: Katalog, jabatan: str) -> list[_Baris]:
    hasil = []
    lalu = ""
    for i in katalog.indikator_jabatan(jabatan):
        milik = next((t for t in katalog.target if t.indikator == i.kode and t.sumber == "keputusan"), None)
        angka = f"{milik.tahun:g} {i.satuan}" if milik and milik.tahun is not None else ""
        hasil.append(_Baris(i, i.sasaran != lalu, angka))
        lalu = i.sasaran
    return hasil


def _teks_bernomor(katalog: Katalog) -> bytes:
    """ "1. Jabatan : X", tab-separated tables with the usual header."""
    baris = ["INDIKATOR KINERJA INDIVIDU"]
    for j in katalog.jabatan:
        baris += ["", "INDIKATOR KINERJA INDIVIDU", "", f"1. Jabatan : **{j.nama.upper()}**", "2. Tugas :"]
        baris += [f" - {chr(97 + n % 26)}. {t};" for n, t in enumerate(katalog.uraian_jabatan(j.kode, "tugas"))]
        baris += ["3. Fungsi : -", ""]
        baris.append(
            "SASARAN/KINERJA UTAMA\tINDIKATOR KINERJA UTAMA\tPENJELASAN/FORMULASI PENGHITUNGAN\tTARGET\tSUMBER DATA"
        )
        for b in _isi(katalog, j.kode):
            i = b.indikator
            baris.append("\t".join((b.sasaran, i.nama, i.penjelasan, b.target, i.sumber_data)))
    return "\n".join(baris).encode()


def _teks_label(katalog: Katalog) -> bytes:
    """Labels in a table, another header, and a page break that repeats the header in every long table."""
    judul = "SASARAN KEGIATAN\tINDIKATOR KEGIATAN\tRUMUS/ FORMULA\tTARGET\tSUMBER DATA"
    baris = []
    for nomor, j in enumerate(katalog.jabatan, start=1):
        baris += [f"{nomor}.", "", f"JABATAN\t:\t{j.nama}", "TUGAS\t:\tmelaksanakan tugas jabatan", "", judul]
        for n, b in enumerate(_isi(katalog, j.kode)):
            if n == 3:
                baris += ["", str(nomor), "", judul]
            i = b.indikator
            baris.append("\t".join((b.sasaran, i.nama, i.penjelasan, b.target, i.sumber_data)))
        baris.append("")
    return "\n".join(baris).encode()


def _teks_palang(katalog: Katalog) -> bytes:
    """Tables drawn with bars, headers with typing errors, jabatan as headings without a label."""
    baris = []
    for j in katalog.jabatan:
        baris += ["", "## INDIKATOR KINERJA INDIVIDU", "", f"JABATAN : {j.nama}", ""]
        baris += [
            "| No | Kinerja | Indkator Kinerja | Penjelasan / Rumus | Traget | Sumbr Data |",
            "|---|---|---|---|---|---|",
        ]
        for n, b in enumerate(_isi(katalog, j.kode), start=1):
            i = b.indikator
            baris.append(f"| {n} | {b.sasaran} | {i.nama} | {i.penjelasan} | {b.target} | {i.sumber_data} |")
    return "\n".join(baris).encode()


def _docx(katalog: Katalog) -> bytes:
    """Word: a label table and an indikator table per jabatan, sasaran merged over their rows."""
    dok = dokumen()
    for j in katalog.jabatan:
        dok.add_paragraph("INDIKATOR KINERJA INDIVIDU")
        tabel_docx(dok, [["JABATAN", ":", j.nama], ["TUGAS", ":", "melaksanakan tugas jabatan"]])
        dok.add_paragraph("")
        isi = [["NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA", "FORMULASI", "TARGET", "SUMBER DATA"]]
        gabung: list[tuple[int, int, int, int]] = []
        mulai = 1
        for n, b in enumerate(_isi(katalog, j.kode), start=1):
            i = b.indikator
            isi.append([str(n), b.sasaran, i.nama, i.penjelasan, b.target, i.sumber_data])
            mulai = n if b.baru else mulai
            if not b.baru:
                gabung = [g for g in gabung if g[0] != mulai] + [(mulai, 1, n, 1)]
        tabel_docx(dok, isi, gabung)
    return bytes_docx(dok)


def _xlsx(katalog: Katalog) -> bytes:
    """One sheet for all, the jabatan in a column, cells merged over their rows."""
    buku = Workbook()
    lembar = buku.active
    assert lembar is not None
    lembar.title = "IKI"
    lembar.append(["INDIKATOR KINERJA INDIVIDU"])
    lembar.append(["NAMA JABATAN", "SASARAN", "INDIKATOR KINERJA", "CARA PERHITUNGAN", "TARGET", "SUMBER DATA"])
    for j in katalog.jabatan:
        awal = lembar.max_row + 1
        for n, b in enumerate(_isi(katalog, j.kode)):
            i = b.indikator
            nama = j.nama if n == 0 else None
            lembar.append([nama, b.sasaran or None, i.nama, i.penjelasan, b.target, i.sumber_data])
        if lembar.max_row > awal:
            lembar.merge_cells(start_row=awal, end_row=lembar.max_row, start_column=1, end_column=1)
    penampung = io.BytesIO()
    buku.save(penampung)
    return penampung.getvalue()


#: Layout -> how it is printed; the part before the dot names it, the rest is the file's suffix.
TATA_LETAK: Mapping[str, Callable[[Katalog], bytes]] = {
    "bernomor.txt": _teks_bernomor,
    "label.txt": _teks_label,
    "palang.txt": _teks_palang,
    "tabel.docx": _docx,
    "lembar.xlsx": _xlsx,
}


def cetak(katalog: Katalog, tata_letak: str) -> bytes:
    """The katalog as a document in one of TATA_LETAK."""
    return TATA_LETAK[tata_letak](katalog)
