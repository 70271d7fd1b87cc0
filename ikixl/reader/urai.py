"""Guarded XML: expat over chunks of bytes, namespaces resolved, with what spreadsheets never need refused.

Refused are a DOCTYPE (entities, external files), elements nested deeper than any real workbook, a single tag so
long that rescanning it would take minutes, and encodings that expat does not know by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final
from xml.parsers import expat

from ikixl.errors import BerkasTidakTerbacaError

__all__ = ["RUANG_HUBUNGAN", "RUANG_LEMBAR", "RUANG_PROPERTI", "urai"]

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

_KEDALAMAN: Final = 64
# 5 million cells fit, with their rows and values; 60 million empty tags, a minute of work in 256 MiB, do not.
_BATAS_UNSUR: Final = 12_000_000
_TAG_TERPANJANG: Final = 1 << 20
_PENYANDIAN: Final = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1"})

PadaMulai = Callable[[dict[str, str]], None]
PadaAkhir = Callable[[], None]
PadaTeks = Callable[[str], None]


class _Penjaga:
    """Callbacks that stop the parser at what is refused and pass the rest to the handlers of a part."""

    def __init__(
        self, bagian: str, akar: frozenset[str], mulai: dict[str, PadaMulai], akhir: dict[str, PadaAkhir]
    ) -> None:
        self._bagian = bagian
        self._akar = akar
        self._mulai = mulai
        self._akhir = akhir
        self._dalam = 0
        self._jumlah = 0

    def deklarasi(self, _versi: str, penyandian: str | None, _mandiri: int) -> None:
        # Left to itself pyexpat raises LookupError or ValueError here, which we could not tell from our own mistakes.
        if penyandian is not None and penyandian.lower() not in _PENYANDIAN:
            raise BerkasTidakTerbacaError(
                "BERKAS-03", sebab=f"bagian {self._bagian} memakai penyandian {penyandian[:40]}"
            )

    def doctype(self, *_: object) -> None:
        raise BerkasTidakTerbacaError("BERKAS-07", sebab=f"bagian {self._bagian} memuat DOCTYPE")

    def mulai(self, nama: str, atribut: dict[str, str]) -> None:
        if not self._dalam and nama not in self._akar:
            raise BerkasTidakTerbacaError(
                "BERKAS-03", sebab=f"bagian {self._bagian} berawal dengan unsur yang tidak dikenal"
            )
        self._dalam += 1
        self._jumlah += 1
        if self._jumlah > _BATAS_UNSUR:
            raise BerkasTidakTerbacaError("BERKAS-04", sebab=f"bagian {self._bagian} memuat terlalu banyak unsur")
        if self._dalam > _KEDALAMAN:
            raise BerkasTidakTerbacaError(
                "BERKAS-07", sebab=f"bagian {self._bagian} bersarang lebih dari {_KEDALAMAN} tingkat"
            )
        if penangan := self._mulai.get(nama):
            penangan(atribut)

    def akhir(self, nama: str) -> None:
        self._dalam -= 1
        if penangan := self._akhir.get(nama):
            penangan()


def urai(
    bagian: str,
    potongan: Iterable[bytes],
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
    encoding or a root other than `akar`; BERKAS-04 for an overlong tag or too many; BERKAS-07 for DOCTYPE or nesting.
    """
    penjaga = _Penjaga(
        bagian,
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
    except expat.ExpatError as salah:
        raise BerkasTidakTerbacaError(
            "BERKAS-03", sebab=f"bagian {bagian} bukan XML yang utuh (baris {salah.lineno})"
        ) from salah
