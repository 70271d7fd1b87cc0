"""What a file really is, told from its first bytes and never from its name."""

from __future__ import annotations

import codecs
import re
import struct
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

from ikixl.errors import BerkasTidakTerbacaError

__all__ = [
    "bermakro_ods",
    "format_paket",
    "kenali_ole",
    "kumpulan_buku",
    "mimetype_ods",
    "sampingan",
    "sampingan_ods",
    "tolak_bukan_zip",
]

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"

# (offset, first bytes, what it is); none of them holds a table.
_BUKAN_TABEL: Final = (
    (0, b"%PDF", "dokumen PDF"),
    (0, b"%!PS", "dokumen PostScript"),
    (0, b"\xff\xd8\xff", "gambar JPEG"),
    (0, b"\x89PNG\r\n", "gambar PNG"),
    (0, b"GIF8", "gambar GIF"),
    (0, b"BM", "gambar BMP"),
    (0, b"II*\0", "gambar TIFF"),
    (0, b"MM\0*", "gambar TIFF"),
    (8, b"WEBP", "gambar WebP"),
    *((4, b"ftyp" + merek, "gambar HEIC") for merek in (b"heic", b"heix", b"mif1", b"msf1")),
    (4, b"ftypavif", "gambar AVIF"),
    (4, b"ftyp", "video atau rekaman suara"),
    (0, b"OggS", "rekaman suara"),
    (0, b"ID3", "rekaman suara"),
    (0, b"RIFF", "rekaman suara atau video"),
    (0, b"{\\rtf", "dokumen RTF"),
    (0, b"Rar!", "arsip RAR"),
    (0, b"7z\xbc\xaf\x27\x1c", "arsip 7-Zip"),
    (0, b"\x1f\x8b", "arsip gzip"),
    (0, b"BZh", "arsip bzip2"),
    (0, b"\xfd7zXZ\0", "arsip xz"),
    (0, b"PK\x05\x06", "arsip ZIP kosong"),
    (0, b"PK\x07\x08", "arsip ZIP yang dipecah menjadi beberapa berkas"),
    (257, b"ustar", "arsip tar"),
    (0, b"SQLite format 3\0", "basis data SQLite"),
    (4, b"Standard Jet DB", "basis data Access"),
    (4, b"Standard ACE DB", "basis data Access"),
    (0, b"L\0\0\0\x01\x14\x02\0", "pintasan Windows (.lnk), bukan berkasnya"),
    (0, b"MZ", "program Windows"),
    (0, b"\x7fELF", "program Linux"),
)
# Beginnings of workbooks of programs from before Excel: Lotus 1-2-3 and Quattro Pro.
_TABEL_LAMA: Final = (
    (b"\0\0\x02\0\x04\x04", "Lotus 1-2-3 (.wk1)"),
    (b"\0\0\x02\0\x06\x04", "Lotus 1-2-3 (.wk1)"),
    (b"\0\0\x1a\0", "Lotus 1-2-3 (.wk3, .123)"),
    (b"\0\0\x02\0\x20\x51", "Quattro Pro (.wq1)"),
)
# Beginnings of workbooks from before Excel 5, which stand alone instead of inside an OLE container.
_BIFF_LAMA: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
# Records that open the globals of a workbook (Excel 97, Excel 5), and the one that announces encryption.
_BOF_BUKU: Final = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
_FILEPASS: Final = 0x2F
# Of an OLE container's header: the sector size as a power of two, and the directory's first sector.
_KEPALA_OLE: Final = struct.Struct("<30xH16xI")
_TEKS_AWAL: Final = 8_192
# Parts that every office document has at the top of its package.
_TANDA_DOKUMEN: Final = frozenset(
    {"[content_types].xml", "_rels/.rels", "mimetype", "xl/workbook.xml", "xl/workbook.bin", "word/document.xml"}
)
# (beginning of a part's name, what the package is)
_DOKUMEN_ZIP: Final = (
    ("word/", "dokumen Word (.docx)"),
    ("ppt/", "presentasi PowerPoint (.pptx)"),
    ("visio/", "gambar Visio (.vsdx)"),
    ("fixeddocseq.fdseq", "dokumen XPS"),
    ("fixeddocumentsequence.fdseq", "dokumen XPS"),
    ("androidmanifest.xml", "aplikasi Android (.apk)"),
)
_AKHIRAN_BUKU: Final = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".zip")


def tolak_bukan_zip(data: bytes) -> None:
    """Return if `data` is a zip; otherwise raise BerkasTidakTerbacaError that names what it is.

    BERKAS-05 for workbooks that can be saved as .xlsx, BERKAS-24 for copies that hold a table's figures only,
    BERKAS-25 for links to a workbook, BERKAS-06 for a locked one, BERKAS-01 for everything else, BERKAS-03 for
    nothing but zero bytes.
    """
    if data.startswith(_ZIP):
        return
    match kenali_ole(data):
        case "xls":
            raise BerkasTidakTerbacaError("BERKAS-05", format="Excel 97-2003 (.xls)")
        case "xls bersandi":
            raise BerkasTidakTerbacaError("BERKAS-06", format=".xls")
        case "xlsx bersandi":
            raise BerkasTidakTerbacaError("BERKAS-06", format=".xlsx")
    for letak, tanda, nama in _BUKAN_TABEL:
        if data.startswith(tanda, letak):
            raise BerkasTidakTerbacaError("BERKAS-01", sebab=f"isinya {nama}")
    for tanda, nama in _TABEL_LAMA:
        if data.startswith(tanda):
            raise BerkasTidakTerbacaError("BERKAS-05", format=nama)
    if data.startswith(_BIFF_LAMA):
        raise BerkasTidakTerbacaError("BERKAS-05", format="Excel lama (sebelum versi 5)")
    if not data.strip(b"\0"):
        raise BerkasTidakTerbacaError("BERKAS-03", sebab="seluruh isinya nol; penyalinannya gagal")
    _tolak_teks(data)


def kenali_ole(data: bytes) -> Literal["xls", "xls bersandi", "xlsx bersandi"] | None:
    """Which workbook stands in an OLE container: an .xls, or a locked .xls or .xlsx; None if it is no such container.

    BERKAS-01 for any other document in the same kind of container, BERKAS-23 for a workbook that no password opens.
    """
    if not data.startswith(_OLE):
        return None
    if _punya_aliran(data, "EncryptedPackage"):
        if not _punya_aliran(data, "EncryptionInfo"):
            raise BerkasTidakTerbacaError("BERKAS-23", format=".xlsx", sebab="pembatasan hak akses (IRM)")
        return "xlsx bersandi"
    # Names in a container are the same in capitals, and some programs write them so.
    if any(_punya_aliran(data, nama) for nama in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        return "xls bersandi" if _xls_bersandi(data) else "xls"
    for aliran, nama in (
        ("WordDocument", "dokumen Word (.doc)"),
        ("PowerPoint Document", "presentasi PowerPoint (.ppt)"),
        ("VisioDocument", "gambar Visio (.vsd)"),
        ("__properties_version1.0", "pesan Outlook (.msg)"),
        ("Catalog", "tembolok gambar (Thumbs.db)"),
    ):
        if _punya_aliran(data, aliran):
            raise BerkasTidakTerbacaError("BERKAS-01", sebab=f"isinya {nama}")
    if _direktori_hilang(data):
        raise BerkasTidakTerbacaError("BERKAS-03", sebab="berkasnya terpotong")
    raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya dokumen Office lama yang tidak dikenal")


def _punya_aliran(data: bytes, nama: str) -> bool:
    """Whether an OLE directory entry of this name exists; entries stand at multiples of 128 bytes."""
    cari = (nama + "\0").encode("utf-16-le")
    letak = data.find(cari)
    while letak >= 0 and letak % 128:
        letak = data.find(cari, letak + 1)
    return letak >= 0


def _direktori_hilang(data: bytes) -> bool:
    """Whether the sector that the header of an OLE container names for its directory lies behind the file's end."""
    kepala = data[: _KEPALA_OLE.size].ljust(_KEPALA_OLE.size, b"\0")
    pangkat, sektor = _KEPALA_OLE.unpack(kepala)
    return len(data) <= int(sektor + 1) << min(int(pangkat), 12)


def _xls_bersandi(data: bytes) -> bool:
    """Whether the records that open the workbook stream say that the rest is encrypted.

    calamine, which guesses the format from what parses, would only say that it recognises nothing.
    """
    return any(_dienkripsi(data, data.find(bof)) for bof in _BOF_BUKU)


def _dienkripsi(data: bytes, letak: int) -> bool:
    for _ in range(20):
        if letak < 0 or letak + 4 > len(data):
            return False
        jenis, panjang = struct.unpack_from("<HH", data, letak)
        if jenis == _FILEPASS:
            return True
        letak += 4 + panjang
    return False


def sampingan(nama: str) -> bool:
    """Whether a path in a zip names what programs leave beside workbooks: lock files, thumbnails, Mac leftovers."""
    bagian = nama.replace("\\", "/").casefold().split("/")
    return (
        "__macosx" in bagian
        or bagian[-1].startswith(("~$", ".~lock.", "._"))
        or bagian[-1] in ("thumbs.db", "desktop.ini", ".ds_store")
    )


def kumpulan_buku(nama: Iterable[str]) -> bool:
    """Whether a zip with these names is a folder with workbooks in it, and not itself a workbook or document."""
    kecil = {n.replace("\\", "/").casefold() for n in nama if not sampingan(n)}
    if kecil & _TANDA_DOKUMEN or any(n.endswith(".iwa") for n in kecil):
        return False
    return any(n.endswith(_AKHIRAN_BUKU) for n in kecil)


def mimetype_ods(isi: bytes) -> bool:
    """Whether the part "mimetype" says that a package is an .ods."""
    return isi.strip().startswith(_ODS)


def sampingan_ods(nama: str) -> bool:
    """Whether a part of an .ods holds macros, dialogs, menus or the list of parts.

    None of them is read for its content, and OpenOffice writes a DOCTYPE into each.
    """
    kecil = nama.casefold()
    return kecil == "meta-inf/manifest.xml" or kecil.startswith(("basic/", "dialogs/", "configurations2/"))


def bermakro_ods(nama: Iterable[str]) -> bool:
    """Whether an .ods with these parts holds macros: a module beside the lists that every library has."""
    kecil = (n.casefold().split("/") for n in nama)
    return any(n[0] == "basic" and n[-1] not in ("", "script-lb.xml", "script-lc.xml") for n in kecil if len(n) > 1)


@lru_cache(maxsize=64)
def format_paket(nama: tuple[str, ...], mimetype: bytes) -> Literal["xlsx", "ods"]:
    """Which workbook a zip package holds, from the names of its parts and its part "mimetype" (b"" if none).

    BERKAS-05 and BERKAS-25 for workbooks of another form, BERKAS-21 for a zip of workbooks, BERKAS-01 for others.
    """
    kecil = {n.casefold() for n in nama}
    if mimetype_ods(mimetype):
        return "ods"
    if mimetype.startswith(b"application/vnd.sun.xml.calc"):
        raise BerkasTidakTerbacaError("BERKAS-05", format="OpenOffice lama (.sxc)")
    if mimetype.startswith((b"application/vnd.oasis.opendocument", b"application/vnd.sun.xml")):
        raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya dokumen OpenDocument yang bukan spreadsheet")
    if mimetype.startswith(b"application/epub"):
        raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya buku elektronik (.epub)")
    if "xl/workbook.bin" in kecil:
        raise BerkasTidakTerbacaError("BERKAS-05", format="Excel biner (.xlsb)")
    if kumpulan_buku(nama):
        raise BerkasTidakTerbacaError("BERKAS-21")
    if any(n.endswith(".iwa") for n in kecil):
        raise BerkasTidakTerbacaError("BERKAS-25", format="dokumen Apple Numbers (.numbers)")
    for bagian, sebab in _DOKUMEN_ZIP:
        if any(n.startswith(bagian) for n in kecil):
            raise BerkasTidakTerbacaError("BERKAS-01", sebab=f"isinya {sebab}")
    if "_rels/.rels" in kecil or "xl/workbook.xml" in kecil:
        return "xlsx"
    raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya arsip ZIP tanpa buku kerja")


def _tolak_teks(data: bytes) -> None:
    teks = _sebagai_teks(data[:_TEKS_AWAL])
    if teks is None:
        raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya tidak dikenali")
    kecil = teks.lstrip().casefold()
    if "urn:schemas-microsoft-com:office:spreadsheet" in kecil:
        raise BerkasTidakTerbacaError("BERKAS-05", format="XML Spreadsheet 2003")
    if "<office:document" in kecil:
        raise BerkasTidakTerbacaError("BERKAS-05", format="OpenDocument XML (.fods)")
    if "schemas.microsoft.com/office/word/2003" in kecil:
        raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya dokumen Word (XML 2003)")
    if re.search(r"<svg\b", kecil):
        raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya gambar SVG")
    if re.search(r"<(!doctype html|html|table|meta|body)\b", kecil) or kecil.startswith("mime-version:"):
        raise BerkasTidakTerbacaError("BERKAS-24", format="halaman web (HTML)")
    if kecil.startswith("<?xml"):
        raise BerkasTidakTerbacaError("BERKAS-01", sebab="isinya berkas XML")
    if kecil.startswith("{") and "doc_id" in kecil:
        raise BerkasTidakTerbacaError("BERKAS-25", format="pintasan Google Sheets (.gsheet)")
    if kecil.startswith("[internetshortcut]"):
        raise BerkasTidakTerbacaError("BERKAS-25", format="pintasan ke alamat web (.url)")
    if kecil.startswith("id;p"):
        raise BerkasTidakTerbacaError("BERKAS-24", format="SYLK (.slk)")
    if kecil.startswith("table") and "vectors" in kecil:
        raise BerkasTidakTerbacaError("BERKAS-24", format="DIF (.dif)")
    if _mirip_csv(teks):
        raise BerkasTidakTerbacaError("BERKAS-24", format="CSV (teks bertanda pemisah)")
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
