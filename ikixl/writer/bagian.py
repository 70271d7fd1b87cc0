"""Where the contents of a Buku stand in the XML that XlsxWriter made of it, and what stands there for other contents.

Nothing here is believed: each place is used only where the XML of the workbook at hand is, letter for letter, what this
module would have put there. Whatever is not goes the ordinary way (ikixl.writer.tulis).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ikixl.layout.buku import Isi, Rumus, Tautan, TautanBerkas

__all__ = ["BentukLain", "Cache", "TempatSel", "TempatTeks", "cari_cache", "potongan_teks", "teks_xml", "tempat_sel"]

_SEL = re.compile(
    rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(?: t="[a-z]+")?(?:/>|>(?:<f>(.*)</f>)?<v>(.*)</v></c>)', re.DOTALL
)
_TAUTAN = (Tautan, TautanBerkas)
# Letters that XlsxWriter writes in another form, and texts that look like that form.
_KHUSUS = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9a-fA-F]{4}_")
# Cached results that are no texts.
_GALAT = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
# Longer texts are rare, and XlsxWriter has limits of its own.
_PANJANG_TEKS = 16_000
_CACHE = re.compile(rb"<c:f>([^<]*)</c:f>(<c:(?:num|str)Cache>.*?</c:(?:num|str)Cache>)", re.DOTALL)
_KOTAK = re.compile(r"'?(?P<lembar>.*?)'?!\$(?P<k1>[A-Z]+)\$(?P<b1>\d+)(?::\$(?P<k2>[A-Z]+)\$(?P<b2>\d+))?")


class BentukLain(Exception):
    """The workbook cannot be cast from this mould; it is drawn the ordinary way. Never leaves the writer."""


def teks_xml(teks: str) -> bytes:
    """A text between tags; BentukLain where XlsxWriter would do more than escape `&`, `<` and `>`."""
    if _KHUSUS.search(teks) or len(teks) > _PANJANG_TEKS:
        raise BentukLain
    return teks.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


@dataclass(frozen=True, slots=True)
class TempatSel:
    """A cell in the XML of its sheet: from byte, up to byte; how its tag begins, its formula, its shared string."""

    awal: int
    akhir: int
    tanda: bytes
    rumus: bytes
    nilai: bytes

    def potongan(self, isi: Isi) -> bytes:
        """The cell with this content; BentukLain where a text came or went, or a content is out of the ordinary."""
        if isinstance(isi, Rumus):
            return self._rumus(isi.nilai)
        if isi is None or isi == "":
            return self.tanda + b"/>"
        if isinstance(isi, str):
            # The number of the shared string stays: the string itself is replaced.
            return b'%s t="s"><v>%s</v></c>' % (self.tanda, self.nilai)
        if isinstance(isi, _TAUTAN) or not math.isfinite(isi):
            raise BentukLain
        return b"%s><v>%s</v></c>" % (self.tanda, f"{isi:.16G}".encode())

    def _rumus(self, nilai: float | str) -> bytes:
        if isinstance(nilai, str):
            if nilai in _GALAT:
                raise BentukLain
            jenis = b' t="str"' if nilai else b""
            return b"%s%s><f>%s</f><v>%s</v></c>" % (self.tanda, jenis, self.rumus, teks_xml(nilai))
        if isinstance(nilai, bool) or not math.isfinite(nilai):
            raise BentukLain
        return b"%s><f>%s</f><v>%s</v></c>" % (self.tanda, self.rumus, str(nilai).encode())


def tempat_sel(xml: bytes, awal: int, akhir: int, isi: Isi) -> TempatSel:
    """The place of a cell that holds `isi`; BentukLain where the XML says otherwise."""
    cocok = _SEL.fullmatch(xml, awal, akhir)
    if cocok is None:
        raise BentukLain
    tempat = TempatSel(awal, akhir, cocok[1], cocok[2] or b"", cocok[3] or b"")
    if tempat.potongan(isi) != xml[awal:akhir]:
        raise BentukLain
    return tempat


def potongan_teks(teks: str) -> bytes:
    """An entry of the shared strings; BentukLain where it would need more than the plain form."""
    if not teks or teks != teks.strip() or (teks.startswith("<r>") and teks.endswith("</r>")):
        raise BentukLain
    return b"<si><t>%s</t></si>" % teks_xml(teks)


@dataclass(frozen=True, slots=True)
class TempatTeks:
    """A text that stands once in a part between two marks: footer, title, stamp."""

    bagian: str
    awal: int
    akhir: int

    @classmethod
    def cari(cls, bagian: str, xml: bytes, depan: bytes, teks: str, belakang: bytes) -> TempatTeks:
        """The place of a text; BentukLain where it does not stand there exactly once."""
        isi = teks_xml(teks)
        semua = depan + isi + belakang
        if xml.count(semua) != 1:
            raise BentukLain
        awal = xml.index(semua) + len(depan)
        return cls(bagian, awal, awal + len(isi))


@dataclass(frozen=True, slots=True)
class Cache:
    """The values of a range of cells that a chart keeps: from byte, up to byte, sheet name, its cells (0-based)."""

    awal: int
    akhir: int
    lembar: str
    sel: tuple[tuple[int, int], ...]

    @staticmethod
    def potongan(nilai: Sequence[Isi]) -> bytes:
        """What a chart keeps of these cells as numbers, everything else as 0."""
        titik = b"".join(
            b'<c:pt idx="%d"><c:v>%s</c:v></c:pt>' % (nomor, _angka_grafik(isi)) for nomor, isi in enumerate(nilai)
        )
        kepala = b'<c:formatCode>General</c:formatCode><c:ptCount val="%d"/>' % len(nilai)
        return b"<c:numCache>%s%s</c:numCache>" % (kepala, titik)


def _angka_grafik(isi: Isi) -> bytes:
    nilai = isi.nilai if isinstance(isi, Rumus) else isi
    if isinstance(nilai, _TAUTAN):
        raise BentukLain
    if nilai is None or isinstance(nilai, str):
        try:
            float(nilai or "")
        except ValueError:
            return b"0"
        # A text that reads as a number would be kept as it is.
        raise BentukLain
    return (str(nilai) if isinstance(isi, Rumus) else f"{nilai:.16g}").encode()


def cari_cache(xml: bytes) -> list[Cache]:
    """Every range whose values a chart keeps; BentukLain where one is no row or column of cells."""
    hasil = []
    for cocok in _CACHE.finditer(xml):
        kotak = _KOTAK.fullmatch(cocok[1].decode().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        if kotak is None:
            raise BentukLain
        b1, k1 = int(kotak["b1"]) - 1, _nomor_kolom(kotak["k1"])
        b2, k2 = (int(kotak["b2"]) - 1, _nomor_kolom(kotak["k2"])) if kotak["k2"] else (b1, k1)
        sel = tuple((b, k) for b in range(b1, b2 + 1) for k in range(k1, k2 + 1))
        hasil.append(Cache(*cocok.span(2), kotak["lembar"].replace("''", "'"), sel))
    return hasil


def _nomor_kolom(huruf: str) -> int:
    nomor = 0
    for h in huruf:
        nomor = nomor * 26 + ord(h) - 64
    return nomor - 1
