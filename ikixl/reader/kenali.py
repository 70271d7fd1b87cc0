"""What a file really is, told from its first bytes and never from its name."""

from __future__ import annotations

import codecs
import re
import struct
from typing import Final, Literal

from ikixl.errors import BerkasTidakTerbacaError

__all__ = ["format_paket", "kenali_ole", "tolak_bukan_zip"]

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"

# (offset, first bytes, what it is); none of them holds a table.
_BUKAN_TABEL: Final = (
    (0, b"%PDF", "dokumen PDF"),
    (0, b"\xff\xd8\xff", "gambar JPEG"),
    (0, b"\x89PNG\r\n", "gambar PNG"),
    (0, b"GIF8", "gambar GIF"),
    (0, b"BM", "gambar BMP"),
    (0, b"II*\0", "gambar TIFF"),
    (0, b"MM\0*", "gambar TIFF"),
    (8, b"WEBP", "gambar WebP"),
    (4, b"ftypheic", "gambar HEIC"),
    (4, b"ftypmif1", "gambar HEIC"),
    (4, b"ftyp", "video atau rekaman suara"),
    (0, b"{\\rtf", "dokumen RTF"),
    (0, b"Rar!", "arsip RAR"),
    (0, b"7z\xbc\xaf\x27\x1c", "arsip 7-Zip"),
    (0, b"\x1f\x8b", "arsip gzip"),
    (0, b"MZ", "program Windows"),
)
# Beginnings of workbooks from before Excel 5, which stand alone instead of inside an OLE container.
_BIFF_LAMA: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
# Record that opens the globals of a BIFF8 workbook, and the one that announces encryption.
_BOF_BUKU: Final = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILEPASS: Final = 0x2F
_TEKS_AWAL: Final = 8_192


def tolak_bukan_zip(data: bytes) -> None:
    """Return if `data` is a zip; otherwise raise BerkasTidakTerbacaError that names what it is.

    BERKAS-05 for formats that hold tables and can be saved as .xlsx, BERKAS-06 for an encrypted workbook,
    BERKAS-01 for everything else, BERKAS-03 for nothing but zero bytes.
    """
    if data.startswith(_ZIP):
        return
    if kenali_ole(data):
        raise BerkasTidakTerbacaError("BERKAS-05", format="Excel 97-2003 (.xls)")
    for letak, tanda, nama in _BUKAN_TABEL:
        if data.startswith(tanda, letak):
            raise BerkasTidakTerbacaError("BERKAS-01", sebab=f"isinya {nama}")
    if data.startswith(_BIFF_LAMA):
        raise BerkasTidakTerbacaError("BERKAS-05", format="Excel lama (sebelum versi 5)")
    if not data.strip(b"\0"):
        raise BerkasTidakTerbacaError("BERKAS-03", sebab="seluruh isinya nol; penyalinannya gagal")
    _tolak_teks(data)


def kenali_ole(data: bytes) -> bool:
    """Whether `data` is an .xls workbook inside an OLE container; False if it is no such container.

    BERKAS-06 for an encrypted .xlsx or .xls, BERKAS-01 for any other document in the same kind of container.
    """
    if not data.startswith(_OLE):
        return False
    if _punya_aliran(data, "EncryptedPackage"):
        raise BerkasTidakTerbacaError("BERKAS-06")
    if _punya_aliran(data, "Workbook") or _punya_aliran(data, "Book"):
        if _xls_bersandi(data):
            raise BerkasTidakTerbacaError("BERKAS-06")
        return True
    for aliran, nama in (
        ("WordDocument", "dokumen Word (.doc)"),
        ("PowerPoint Document", "presentasi PowerPoint (.ppt)"),
        ("__properties_version1.0", "pesan Outlook (.msg)"),
    ):
        if _punya_aliran(data, aliran):
            raise BerkasTidakTerbacaError("BERKAS-01", sebab=f"isinya {nama}")
    raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya dokumen Office lama yang tidak dikenal")


def _punya_aliran(data: bytes, nama: str) -> bool:
    """Whether an OLE directory entry of this name exists; entries stand at multiples of 128 bytes."""
    cari = (nama + "\0").encode("utf-16-le")
    letak = data.find(cari)
    while letak >= 0 and letak % 128:
        letak = data.find(cari, letak + 1)
    return letak >= 0


def _xls_bersandi(data: bytes) -> bool:
    """Whether the records that open the workbook stream say that the rest is encrypted.

    calamine, which guesses the format from what parses, would only say that it recognises nothing.
    """
    letak = data.find(_BOF_BUKU)
    for _ in range(20):
        if letak < 0 or letak + 4 > len(data):
            return False
        jenis, panjang = struct.unpack_from("<HH", data, letak)
        if jenis == _FILEPASS:
            return True
        letak += 4 + panjang
    return False


def format_paket(nama: tuple[str, ...], mimetype: bytes) -> Literal["xlsx", "ods"]:
    """Which workbook a zip package holds, from the names of its parts and its part "mimetype" (b"" if none).

    BERKAS-05 for a zip that holds tables in another form, BERKAS-01 for other documents.
    """
    kecil = {n.casefold() for n in nama}
    if mimetype.strip().startswith(_ODS):
        return "ods"
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya dokumen OpenDocument yang bukan spreadsheet")
    if "xl/workbook.bin" in kecil:
        raise BerkasTidakTerbacaError("BERKAS-05", format="Excel biner (.xlsb)")
    if any(n.startswith("word/") for n in kecil):
        raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya dokumen Word (.docx)")
    if any(n.startswith("ppt/") for n in kecil):
        raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya presentasi PowerPoint (.pptx)")
    if "index/document.iwa" in kecil:
        raise BerkasTidakTerbacaError("BERKAS-05", format="Apple Numbers (.numbers)")
    if "_rels/.rels" in kecil or "xl/workbook.xml" in kecil:
        return "xlsx"
    if any(n.endswith((".xlsx", ".xls", ".ods", ".xlsm")) for n in kecil):
        raise BerkasTidakTerbacaError("BERKAS-05", format="arsip ZIP berisi buku kerja")
    raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya arsip ZIP")


def _tolak_teks(data: bytes) -> None:
    teks = _sebagai_teks(data[:_TEKS_AWAL])
    if teks is None:
        raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya tidak dikenali")
    kecil = teks.lstrip().casefold()
    if "urn:schemas-microsoft-com:office:spreadsheet" in kecil:
        raise BerkasTidakTerbacaError("BERKAS-05", format="XML Spreadsheet 2003")
    if "<office:document" in kecil:
        raise BerkasTidakTerbacaError("BERKAS-05", format="OpenDocument XML (.fods)")
    if re.search(r"<(!doctype html|html|table|meta|body)\b", kecil) or kecil.startswith("mime-version:"):
        raise BerkasTidakTerbacaError("BERKAS-05", format="halaman web (HTML)")
    if kecil.startswith("<?xml"):
        raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya berkas XML")
    if _mirip_csv(teks):
        raise BerkasTidakTerbacaError("BERKAS-05", format="CSV (teks bertanda pemisah)")
    raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya teks biasa")


def _sebagai_teks(data: bytes) -> str | None:
    """The bytes as text, or None if they are binary; a character cut in two at the end does no harm."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if any(b < 32 and b not in b"\t\n\r\f" for b in data):
        return None
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")


def _mirip_csv(teks: str) -> bool:
    baris = [b for b in teks.splitlines() if b.strip()][:5]
    return any(baris and all(tanda in b for b in baris) for tanda in ";,\t")
