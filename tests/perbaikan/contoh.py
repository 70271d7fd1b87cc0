"""One faulty return, and other programs' ways of saving it, for tests of marked-up returns."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from ikixl.penerimaan.pemeriksaan import HasilPeriksa
from ikixl.penerimaan.terima import periksa, terima
from ikixl.pengembalian import HasilPerbaikan, perbaikan
from ikixl.proyek import Proyek
from tests.contoh_kecil import isi_kelurahan
from tests.proyek_kecil import WAKTU, kirim_terbitan

__all__ = [
    "NAMA",
    "SALAH",
    "berawalan",
    "bertanda",
    "kiriman_salah",
    "komentari",
    "sidik",
    "ubah_buku",
]

Sidik = list[tuple[str, str, str, str]]

NAMA = "1001-kelurahan-satu-2024.xlsx"
#: The cells of Realisasi that the faulty return is faulted for, with the code of each.
SALAH = {"H5": "NILAI-04", "H6": "NILAI-01", "H11": "NILAI-03"}
_UTAMA = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def kiriman_salah(proyek: Proyek, nama: str = NAMA) -> bytes:
    """Bytes of a return of 1001: a word, a number with its unit, an ambiguous number, and figures in order."""
    isian = isi_kelurahan(
        LURAH_01__selesai__1="banyak",
        LURAH_01__masuk__1="12 buah",
        SEKLUR_03__masuk__1="1.234",
        SEKLUR_02__kib_a__1=3,
        SEKLUR_01__p__1=57,
    )
    path = kirim_terbitan(proyek, "1001", nama, isian)
    data = path.read_bytes()
    path.unlink()
    return data


def bertanda(proyek: Proyek, data: bytes, nama: str = NAMA) -> tuple[HasilPerbaikan, bytes]:
    """Receive a return and mark it up: (the result, bytes of the marked-up workbook)."""
    (proyek.masuk / nama).write_bytes(data)
    terima(proyek, WAKTU, [proyek.masuk / nama])
    (hasil,) = perbaikan(proyek)
    assert hasil.path is not None
    return hasil, hasil.path.read_bytes()


def sidik(proyek: Proyek, data: bytes, nama: str = NAMA) -> tuple[HasilPeriksa, Sidik, Sidik]:
    """(what is read of a file, its inputs, its temuan), the latter two to be compared between files."""
    path = proyek.folder / nama
    path.write_bytes(data)
    (hasil,) = periksa(proyek, [path])
    isian = sorted((str(i.kunci), str(i.nilai), str(i.keadaan), f"{i.lembar}!{i.sel}") for i in hasil.isian)
    return hasil, isian, sorted((t.kode, t.lembar, t.sel, t.pesan) for t in hasil.temuan)


def ubah_buku(data: bytes, ubahan: Callable[[Workbook], object]) -> bytes:
    """The file after an edit with openpyxl, which also loses every cached result on saving."""
    wb = openpyxl.load_workbook(io.BytesIO(data))
    ubahan(wb)
    keluaran = io.BytesIO()
    wb.save(keluaran)
    return keluaran.getvalue()


def komentari(wb: Workbook) -> None:
    """The operator's own comments: on a cell that is faulted and on one that is not."""
    wb["Realisasi"]["H5"].comment = Comment("Data menyusul.", "Bu Ani")
    wb["Realisasi"]["H9"].comment = Comment("Sudah dicek.", "Bu Ani")


def berawalan(data: bytes) -> bytes:
    """The file with a prefix on every element of its SpreadsheetML, as some libraries write it."""
    keluaran = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as asal, zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED) as tujuan:
        for info in asal.infolist():
            isi = asal.read(info)
            if f'xmlns="{_UTAMA}"'.encode() in isi:
                teks = isi.decode().replace(f'xmlns="{_UTAMA}"', f'xmlns:x="{_UTAMA}"')
                isi = re.sub(r"<(/?)([A-Za-z][\w]*)(?=[\s/>])", r"<\1x:\2", teks).encode()
            tujuan.writestr(info.filename, isi)
    return keluaran.getvalue()
