"""Files that are no workbook we read, named for what they are whatever their name says."""

from __future__ import annotations

import re

import pytest

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.kenali import kenali_ole
from ikixl.reader.paket import buka_paket
from ikixl.temuan import JENIS
from tests.reader.buat import ditolak, zip_dari

# A BOF record that opens a workbook's globals.
_BOF = b"\x09\x08\x10\0\0\x06\x05\0" + b"\0" * 12


def _ole(*aliran: str) -> bytes:
    """An OLE container as far as its directory names matter."""
    entri = b"".join((nama + "\0").encode("utf-16-le").ljust(128, b"\0") for nama in aliran)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entri


@pytest.mark.parametrize(
    ("data", "kode", "nama"),
    [
        (b"%PDF-1.7 ...", "BERKAS-01", "PDF"),
        (b"%!PS-Adobe", "BERKAS-01", "PostScript"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "BERKAS-01", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "BERKAS-01", "PNG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "BERKAS-01", "WebP"),
        (b"RIFF\0\0\0\0WAVEfmt ", "BERKAS-01", "rekaman suara"),
        (b"\0\0\0\x18ftypheic", "BERKAS-01", "HEIC"),
        (b"\0\0\0\x18ftypavif", "BERKAS-01", "AVIF"),
        (b"\0\0\0\x18ftypisom", "BERKAS-01", "video"),
        (b"OggS\0\x02", "BERKAS-01", "rekaman suara"),
        (b"{\\rtf1 halo}", "BERKAS-01", "RTF"),
        (b"Rar!\x1a\x07\0", "BERKAS-01", "RAR"),
        (b"PK\x05\x06".ljust(22, b"\0"), "BERKAS-01", "ZIP kosong"),
        (b"PK\x07\x08PK\x03\x04", "BERKAS-01", "dipecah"),
        (b"a.xlsx".ljust(257, b"\0") + b"ustar", "BERKAS-01", "tar"),
        (b"L\0\0\0\x01\x14\x02\0", "BERKAS-01", "pintasan Windows"),
        (b"\0" * 500, "BERKAS-03", "nol"),
        (bytes(range(1, 200)), "BERKAS-01", "tidak dikenali"),
        (b"Yth. Bapak Sekretaris", "BERKAS-01", "teks biasa"),
        (b'{"jumlah": 1}', "BERKAS-01", "teks biasa"),
        (b'{"url": "https://docs.google.com/open?id=x", "doc_id": "x"}', "BERKAS-25", "Google Sheets"),
        (b"[InternetShortcut]\r\nURL=https://docs.google.com/", "BERKAS-25", "alamat web"),
        (b"\xef\xbb\xbfkode;nilai\r\na;1\r\nb;2\r\n", "BERKAS-24", "CSV"),
        ("kode\tnilai\na\t1\n".encode("utf-16"), "BERKAS-24", "CSV"),
        (b"ID;PWXL;N;E\r\nC;Y1;X1;K1\r\nE", "BERKAS-24", "SYLK"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2', "BERKAS-24", "DIF"),
        (b"TABLE OF CONTENTS", "BERKAS-01", "teks biasa"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "BERKAS-24", "HTML"),
        (b"\n <!DOCTYPE html><p>", "BERKAS-24", "HTML"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", "BERKAS-24", "HTML"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "BERKAS-05",
            "XML Spreadsheet 2003",
        ),
        (
            b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
            "BERKAS-01",
            "Word",
        ),
        (b'<?xml version="1.0"?><office:document/>', "BERKAS-05", ".fods"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "BERKAS-01", "SVG"),
        (b'<?xml version="1.0"?><a/>', "BERKAS-01", "XML"),
        (b"\x09\x08\x10\0\0\x06\x05\0", "BERKAS-05", "Excel lama"),
        (b"\0\0\x02\0\x06\x04\x06\0", "BERKAS-05", "Lotus"),
        (_ole("Root Entry", "EncryptedPackage", "Lain"), "BERKAS-23", "hak akses"),
        (_ole("Root Entry", "WordDocument"), "BERKAS-01", "Word"),
        (_ole("Root Entry", "PowerPoint Document"), "BERKAS-01", "PowerPoint"),
        (_ole("Root Entry", "VisioDocument"), "BERKAS-01", "Visio"),
        (_ole("Root Entry", "Catalog"), "BERKAS-01", "Thumbs.db"),
        (_ole("Root Entry", "Lain"), "BERKAS-01", "Office lama"),
        (zip_dari({"word/document.xml": "<a/>", "_rels/.rels": ""}), "BERKAS-01", "Word"),
        (zip_dari({"ppt/presentation.xml": "<a/>", "_rels/.rels": ""}), "BERKAS-01", "PowerPoint"),
        (zip_dari({"ppt/embeddings/tabel.xlsx": "", "[Content_Types].xml": ""}), "BERKAS-01", "PowerPoint"),
        (zip_dari({"FixedDocSeq.fdseq": "", "_rels/.rels": ""}), "BERKAS-01", "XPS"),
        (zip_dari({"AndroidManifest.xml": ""}), "BERKAS-01", "Android"),
        (zip_dari({"xl/workbook.bin": "", "_rels/.rels": ""}), "BERKAS-05", ".xlsb"),
        (zip_dari({"Index/Document.iwa": ""}), "BERKAS-25", "Numbers"),
        (zip_dari({"mimetype": "application/vnd.oasis.opendocument.text"}), "BERKAS-01", "OpenDocument"),
        (zip_dari({"mimetype": "application/vnd.sun.xml.calc"}), "BERKAS-05", ".sxc"),
        (zip_dari({"mimetype": "application/epub+zip"}), "BERKAS-01", ".epub"),
        (zip_dari({"laporan/a.xlsx": "x"}), "BERKAS-21", ""),
        (zip_dari({"Word/a.xlsx": "x"}), "BERKAS-21", ""),
        (zip_dari({"foto.jpg": "x"}), "BERKAS-01", "ZIP"),
        (zip_dari({"~$a.xlsx": "x", "__MACOSX/b.xlsx": "x"}), "BERKAS-01", "ZIP"),
    ],
    ids=lambda nilai: nilai if isinstance(nilai, str) else "",
)
def test_dinamai_menurut_isinya(data: bytes, kode: str, nama: str) -> None:
    """Each kind of file is refused with its code and the name of its format."""
    assert nama in ditolak(data, kode)


@pytest.mark.parametrize(
    ("data", "kode"),
    [
        (_ole("Root Entry", "Workbook"), "BERKAS-05"),
        (_ole("Root Entry", "WORKBOOK"), "BERKAS-05"),
        (_ole("Root Entry", "BOOK"), "BERKAS-05"),
        (_ole("Root Entry", "Workbook") + _BOF + b"\x86\0\0\0" + b"\x2f\0\x36\0", "BERKAS-06"),
        (_ole("Root Entry", "EncryptedPackage", "EncryptionInfo"), "BERKAS-06"),
    ],
    ids=["xls", "xls kapital", "xls lama kapital", "xls bersandi", "xlsx bersandi"],
)
def test_bukan_paket(data: bytes, kode: str) -> None:
    """An .xls and a locked workbook are refused by name where only a package will do."""
    with pytest.raises(BerkasTidakTerbacaError, match=kode):
        buka_paket(data)


@pytest.mark.parametrize(
    ("catatan", "bersandi"),
    [(b"\x2f\0\x36\0", True), (b"\x86\0\0\0" * 30, False), (b"\x86\0\0\0", False), (b"\x86\0\xff\xff", False)],
    ids=["FILEPASS", "banyak catatan lain", "habis", "panjang dusta"],
)
def test_xls_bersandi(catatan: bytes, bersandi: bool) -> None:
    """An .xls is locked if one of the first records of its globals announces encryption."""
    data = _ole("Root Entry", "Workbook") + _BOF + catatan
    assert kenali_ole(data) == ("xls bersandi" if bersandi else "xls")


@pytest.mark.parametrize("kode", sorted(k for k in JENIS if re.fullmatch("BERKAS-(0[1-8]|11|2[0-9])", k)))
def test_saran_menyebut_xlsx(kode: str) -> None:
    """Every refusal of a file tells how to send what is read: a workbook saved as .xlsx."""
    assert ".xlsx" in JENIS[kode].saran


def test_nama_aliran_di_dalam_sel() -> None:
    """The word EncryptedPackage in a cell of an .xls does not make it an encrypted one."""
    teks = "EncryptedPackage\0".encode("utf-16-le")
    assert "Word" in ditolak(_ole("Root Entry", "WordDocument") + b"\0" * 7 + teks, "BERKAS-01")
