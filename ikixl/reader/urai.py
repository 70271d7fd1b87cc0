"""Guarded XML: expat over chunks of bytes, namespaces resolved, with what spreadsheets never need refused.

Refused are a DOCTYPE (entities, external files), elements nested deeper than any real workbook, a single tag so
long that rescanning it would take minutes, and encodings that expat does not know by itself.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final
from xml.parsers import expat

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.batas import Batas

__all__ = [
    "RUANG_GAMBAR",
    "RUANG_HUBUNGAN",
    "RUANG_LEMBAR",
    "RUANG_PERCAKAPAN",
    "RUANG_PROPERTI",
    "PenjagaProlog",
    "abaikan",
    "urai",
]

#: SpreadsheetML, Transitional and Strict.
RUANG_LEMBAR: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
#: Relationships between parts.
RUANG_HUBUNGAN: Final = ("http://schemas.openxmlformats.org/package/2006/relationships",)
#: Custom document properties and their typed values, Transitional and Strict.
RUANG_PROPERTI: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties",
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
)
#: Drawings laid over a sheet and the text in their shapes, Transitional and Strict.
RUANG_GAMBAR: Final = (
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
)
#: Threaded comments, which Excel keeps beside the notes that older programs see.
RUANG_PERCAKAPAN: Final = ("http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments",)

_KEDALAMAN: Final = 64
# Elements are counted for the whole workbook in steps of this many.
_LANGKAH_UNSUR: Final = 1_000
_TAG_TERPANJANG: Final = 1 << 20
_PENYANDIAN: Final = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1"})

# The signs in front of an XML part: nothing, a byte order mark, or UTF-16 without one.
_AWAL_LEBAR: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")
_AWAL_XML: Final = (*_AWAL_LEBAR, codecs.BOM_UTF8, b"<", b" ", b"\t", b"\r", b"\n")
_TANDA_TERPANJANG: Final = 4
_AWAL_BIASA: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml [^<>]*\?>)?[ \t\r\n]*<[A-Za-z_]")

PadaMulai = Callable[[dict[str, str]], None]
PadaAkhir = Callable[[], None]
PadaTeks = Callable[[str], None]


def abaikan(_: str) -> None:
    """Handler for text that is of no use."""


class _Selesai(Exception):
    """The first element of a part was met."""


class PenjagaProlog:
    """Looks for a DOCTYPE in a part that nobody may ever read, up to its first element.

    A part that is not XML, or stops being XML before its first element, has none.
    """

    def __init__(self, bagian: str) -> None:
        self._bagian = bagian
        self._parser: expat.XMLParserType | None = None
        self._awal = b""

    def periksa(self, potongan: bytes) -> bool:
        """Look at the next chunk of the part; whether there is more to look for. PAKET-12 for a DOCTYPE."""
        if self._parser is None:
            # A chunk may end inside the byte order mark.
            self._awal += potongan
            if len(self._awal) < _TANDA_TERPANJANG:
                return True
            # What almost every part begins with; a DOCTYPE cannot follow the first element.
            if _AWAL_BIASA.match(self._awal) or not self._awal.startswith(_AWAL_XML):
                return False
            potongan = self._awal.removeprefix(codecs.BOM_UTF8)
            self._parser = self._buat_parser(lebar=self._awal.startswith(_AWAL_LEBAR))
        try:
            self._parser.Parse(potongan, False)
        except (_Selesai, expat.ExpatError):
            return False
        return True

    def _buat_parser(self, lebar: bool) -> expat.XMLParserType:
        # The markup of a prolog is ASCII whatever an 8-bit encoding says, and Latin-1 knows every byte.
        parser = expat.ParserCreate(None if lebar else "iso-8859-1")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._unsur
        return parser

    def _doctype(self, *_: object) -> None:
        raise BerkasTidakTerbacaError("PAKET-12", bagian=self._bagian)

    def _unsur(self, *_: object) -> None:
        raise _Selesai


class _Penjaga:
    """Callbacks that stop the parser at what is refused and pass the rest to the handlers of a part."""

    def __init__(
        self,
        bagian: str,
        batas: Batas,
        akar: frozenset[str],
        mulai: dict[str, PadaMulai],
        akhir: dict[str, PadaAkhir],
    ) -> None:
        self._bagian = bagian
        self._batas = batas
        self._akar = akar
        # Called for every element: the lookup is bound once.
        self._mulai = mulai.get
        self._akhir = akhir.get
        self._dalam = 0
        self._jumlah = 0

    def deklarasi(self, _versi: str, penyandian: str | None, _mandiri: int) -> None:
        # Left to itself pyexpat raises LookupError or ValueError here, which we could not tell from our own mistakes.
        if penyandian is not None and penyandian.lower() not in _PENYANDIAN:
            raise BerkasTidakTerbacaError(
                "BERKAS-03", sebab=f"bagian {self._bagian} memakai penyandian {penyandian[:40]}"
            )

    def doctype(self, *_: object) -> None:
        raise BerkasTidakTerbacaError("PAKET-12", bagian=self._bagian)

    def mulai(self, nama: str, atribut: dict[str, str]) -> None:
        if not self._dalam and nama not in self._akar:
            raise BerkasTidakTerbacaError(
                "BERKAS-03", sebab=f"bagian {self._bagian} berawal dengan unsur yang tidak dikenal"
            )
        self._dalam += 1
        self._jumlah += 1
        if self._jumlah == _LANGKAH_UNSUR:
            self.hitung()
        if self._dalam > _KEDALAMAN:
            raise BerkasTidakTerbacaError("PAKET-13", bagian=self._bagian, batas=_KEDALAMAN)
        if penangan := self._mulai(nama):
            penangan(atribut)

    def akhir(self, nama: str) -> None:
        self._dalam -= 1
        if penangan := self._akhir(nama):
            penangan()

    def hitung(self) -> None:
        """Count the elements since the last time this was called."""
        self._batas.tambah_unsur(self._jumlah, self._bagian)
        self._jumlah = 0


def urai(
    bagian: str,
    potongan: Iterable[bytes],
    batas: Batas,
    *,
    ruang: tuple[str, ...],
    akar: str,
    mulai: Mapping[str, PadaMulai],
    akhir: Mapping[str, PadaAkhir],
    teks: PadaTeks,
) -> None:
    """Parse one XML part chunk by chunk, calling handlers by local name for elements of the namespaces `ruang`.

    Elements of other namespaces are passed over, their text is not. Attributes without a prefix keep their name,
    others are named "uri local". BerkasTidakTerbacaError: BERKAS-03 for XML that is not well formed, an unknown
    encoding or a root other than `akar`; BERKAS-04 for an overlong tag or too many; PAKET-12 for a DOCTYPE, PAKET-13
    for elements nested deeper than 64.
    """
    penjaga = _Penjaga(
        bagian,
        batas,
        frozenset(f"{r} {akar}" for r in ruang),
        {f"{r} {nama}": f for r in ruang for nama, f in mulai.items()},
        {f"{r} {nama}": f for r in ruang for nama, f in akhir.items()},
    )
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.XmlDeclHandler = penjaga.deklarasi
    parser.StartDoctypeDeclHandler = penjaga.doctype
    parser.StartElementHandler = penjaga.mulai
    parser.EndElementHandler = penjaga.akhir
    parser.CharacterDataHandler = teks
    masuk = 0
    try:
        for data in potongan:
            parser.Parse(data, False)
            masuk += len(data)
            if masuk - parser.CurrentByteIndex > _TAG_TERPANJANG + len(data):
                raise BerkasTidakTerbacaError("BERKAS-04", sebab=f"bagian {bagian} memuat tag yang terlalu panjang")
        parser.Parse(b"", True)
        penjaga.hitung()
    except expat.ExpatError as salah:
        raise BerkasTidakTerbacaError(
            "BERKAS-03", sebab=f"bagian {bagian} bukan XML yang utuh (baris {salah.lineno})"
        ) from salah
