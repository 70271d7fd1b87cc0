"""Files that are no workbook we read, named for what they are whatever their name says."""

from __future__ import annotations

import pytest

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.paket import buka_paket
from tests.reader.buat import ditolak, zip_dari


def _ole(*aliran: str) -> bytes:
    """An OLE container as far as its directory names matter."""
    entri = b"".join((nama + "\0").encode("utf-16-le").ljust(128, b"\0") for nama in aliran)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entri


@pytest.mark.parametrize(
    ("data", "kode", "nama"),
    [
        (b"%PDF-1.7 ...", "BERKAS-01", "PDF"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "BERKAS-01", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "BERKAS-01", "PNG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "BERKAS-01", "WebP"),
        (b"\0\0\0\x18ftypheic", "BERKAS-01", "HEIC"),
        (b"{\\rtf1 halo}", "BERKAS-01", "RTF"),
        (b"Rar!\x1a\x07\0", "BERKAS-01", "RAR"),
        (b"\0" * 500, "BERKAS-03", "nol"),
        (bytes(range(1, 200)), "BERKAS-01", "tidak dikenali"),
        (b"Yth. Bapak Sekretaris", "BERKAS-01", "teks biasa"),
        (b"\xef\xbb\xbfkode;nilai\r\na;1\r\nb;2\r\n", "BERKAS-05", "CSV"),
        ("kode\tnilai\na\t1\n".encode("utf-16"), "BERKAS-05", "CSV"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "BERKAS-05", "HTML"),
        (b"\n <!DOCTYPE html><p>", "BERKAS-05", "HTML"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "BERKAS-05",
            "XML Spreadsheet 2003",
        ),
        (b'<?xml version="1.0"?><office:document/>', "BERKAS-05", ".fods"),
        (b'<?xml version="1.0"?><a/>', "BERKAS-01", "XML"),
        (b"\x09\x08\x10\0\0\x06\x05\0", "BERKAS-05", "Excel lama"),
        (_ole("Root Entry", "EncryptedPackage"), "BERKAS-06", ""),
        (_ole("Root Entry", "WordDocument"), "BERKAS-01", "Word"),
        (_ole("Root Entry", "PowerPoint Document"), "BERKAS-01", "PowerPoint"),
        (_ole("Root Entry", "Lain"), "BERKAS-01", "Office lama"),
        (zip_dari({"word/document.xml": "<a/>", "_rels/.rels": ""}), "BERKAS-01", "Word"),
        (zip_dari({"ppt/presentation.xml": "<a/>", "_rels/.rels": ""}), "BERKAS-01", "PowerPoint"),
        (zip_dari({"xl/workbook.bin": "", "_rels/.rels": ""}), "BERKAS-05", ".xlsb"),
        (zip_dari({"Index/Document.iwa": ""}), "BERKAS-05", "Numbers"),
        (zip_dari({"mimetype": "application/vnd.oasis.opendocument.text"}), "BERKAS-01", "OpenDocument"),
        (zip_dari({"laporan/a.xlsx": "x"}), "BERKAS-05", "ZIP"),
        (zip_dari({"foto.jpg": "x"}), "BERKAS-01", "ZIP"),
    ],
    ids=lambda nilai: nilai if isinstance(nilai, str) else "",
)
def test_dinamai_menurut_isinya(data: bytes, kode: str, nama: str) -> None:
    """Each kind of file is refused with its code and the name of its format."""
    assert nama in ditolak(data, kode)


def test_xls_bersandi() -> None:
    """An .xls whose first records announce encryption is named for its password."""
    aliran = b"\x09\x08\x10\0\0\x06\x05\0" + b"\0" * 12 + b"\x86\0\0\0" + b"\x2f\0\x36\0"
    ditolak(_ole("Root Entry", "Workbook") + aliran, "BERKAS-06")


def test_xls_bukan_paket() -> None:
    """An .xls is refused by name where only a package will do."""
    aliran = b"\x09\x08\x10\0\0\x06\x05\0" + b"\0" * 200
    with pytest.raises(BerkasTidakTerbacaError, match="BERKAS-05"):
        buka_paket(_ole("Root Entry", "Workbook") + aliran)


def test_nama_aliran_di_dalam_sel() -> None:
    """The word EncryptedPackage in a cell of an .xls does not make it an encrypted one."""
    teks = "EncryptedPackage\0".encode("utf-16-le")
    assert "Word" in ditolak(_ole("Root Entry", "WordDocument") + b"\0" * 7 + teks, "BERKAS-01")
