"""A decree's file to the neutral stream, chosen by its content."""

from __future__ import annotations

from pathlib import Path

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.impor.aliran import Dokumen, Paragraf, Potongan
from ikixl.impor.baca_buku import baca_buku
from ikixl.impor.baca_docx import baca_docx
from ikixl.impor.baca_teks import baca_teks
from ikixl.impor.galat import ImporError
from ikixl.reader.paket import BATAS_BERKAS
from ikixl.simpan import sebab_os
from ikixl.temuan import Temuan

__all__ = ["POTONGAN_MAKS", "baca_dokumen"]

#: More paragraphs and rows than any decree has.
POTONGAN_MAKS = 20_000
_SEL_MAKS = 20_000
_KOLOM_MAKS = 60

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIMPAN = "Buka di Word lalu pilih Simpan Sebagai > Dokumen Word (.docx), atau salin isinya ke berkas teks (.txt)."
_SIMPAN_ULANG = "Buka berkasnya di Word atau Excel, hapus yang bukan bagian surat keputusan, lalu simpan ulang."
_ASING = (
    (b"%PDF", "dokumen PDF", "Buka PDF itu di Word (Berkas > Buka), periksa tabelnya, lalu simpan sebagai .docx."),
    (b"{\\rtf", "dokumen RTF", _SIMPAN),
    (b"\xff\xd8\xff", "gambar JPEG", "Ubah dulu gambar itu menjadi teks (OCR), lalu simpan sebagai .docx atau .txt."),
    (b"\x89PNG", "gambar PNG", "Ubah dulu gambar itu menjadi teks (OCR), lalu simpan sebagai .docx atau .txt."),
    (b"GIF8", "gambar GIF", "Ubah dulu gambar itu menjadi teks (OCR), lalu simpan sebagai .docx atau .txt."),
    (b"Rar!", "arsip RAR", "Keluarkan dokumennya dari arsip itu dahulu."),
    (b"7z\xbc\xaf", "arsip 7-Zip", "Keluarkan dokumennya dari arsip itu dahulu."),
)


def baca_dokumen(path: Path) -> Dokumen:
    """The stream of a .docx, .txt, .xlsx, .xls or .ods file.

    ImporError where it cannot be opened, is of another kind, damaged, or larger than any decree.
    """
    data = _isi(path)
    tersembunyi: tuple[str, ...] = ()
    try:
        if data.startswith(_ZIP) and b"word/document.xml" in data:
            isi = baca_docx(data)
        elif data.startswith((_ZIP, _OLE)):
            isi, tersembunyi = baca_buku(data, path.name)
        else:
            isi = baca_teks(data)
    except BerkasTidakTerbacaError as galat:
        if data.startswith(_OLE):
            raise ImporError(f"{path.name} adalah dokumen Office lama yang tidak dapat dibaca.", _SIMPAN) from galat
        pesan = Temuan(galat.kode, rinci=galat.rinci).pesan
        raise ImporError(f"{path.name}: {pesan}", _SIMPAN_ULANG) from galat
    if len(isi) > POTONGAN_MAKS:
        raise ImporError(
            f"{path.name} berisi lebih dari {POTONGAN_MAKS} baris; itu bukan surat keputusan.",
            "Simpan bagian lampirannya saja sebagai dokumen tersendiri.",
        )
    if any(_berlebihan(p) for p in isi):
        raise ImporError(
            f"{path.name} berisi baris yang jauh lebih panjang daripada baris surat keputusan.",
            "Periksa apakah barisnya masih terpisah, lalu simpan kembali.",
        )
    if not any(p.teks if isinstance(p, Paragraf) else any(p.sel) for p in isi):
        raise ImporError(f"{path.name} tidak berisi teks.", _SIMPAN)
    return Dokumen(path.name, isi, tersembunyi)


def _berlebihan(p: Potongan) -> bool:
    sel = (p.teks,) if isinstance(p, Paragraf) else p.sel
    return len(sel) > _KOLOM_MAKS or any(len(s) > _SEL_MAKS for s in sel)


def _isi(path: Path) -> bytes:
    try:
        if path.stat().st_size > BATAS_BERKAS:
            raise ImporError(
                f"{path.name} lebih dari {BATAS_BERKAS >> 20} MB.", "Hapus gambarnya, simpan, lalu ulangi."
            )
        data = path.read_bytes()
    except OSError as galat:
        raise ImporError(
            f"{path} tidak dapat dibaca: {sebab_os(galat)}.", "Periksa alamatnya dan tutup berkas itu di program lain."
        ) from galat
    for tanda, jenis, saran in _ASING:
        if data.startswith(tanda):
            raise ImporError(f"{path.name} adalah {jenis}, yang tidak dapat diimpor.", saran)
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not data.startswith((_ZIP, _OLE)) and b"\0" in data and not utf16:
        raise ImporError(f"{path.name} bukan dokumen teks, Word atau spreadsheet.", _SIMPAN)
    return data
