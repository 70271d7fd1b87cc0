"""A spreadsheet package as its parts, for tests that look at what is written and not at what a library makes of it."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

__all__ = ["RID", "UTAMA", "Hubungan", "Kotak", "Paket", "kotak", "lembar_di_rumus"]

#: Namespace of SpreadsheetML, as ElementTree writes it before a tag.
UTAMA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_HUBUNGAN = "{http://schemas.openxmlformats.org/package/2006/relationships}"
#: Namespace of relationship ids within a part.
RID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ALAMAT = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})\Z")
_LEMBAR = re.compile(r"(?:'((?:[^']|'')+)'|([A-Za-z_][\w.]*))!")

Kotak = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Hubungan:
    """One relationship of a part; `tujuan` is a part name, or an address where `luar`."""

    id: str
    jenis: str
    tujuan: str
    luar: bool


class Paket:
    """The parts of an .xlsx file by name, parsed when asked for. zipfile.BadZipFile if it is no package."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as berkas:
            self.nama = [i.filename for i in berkas.infolist()]
            self.isi = {n: berkas.read(n) for n in self.nama}
        self._xml: dict[str, Element] = {}

    def xml(self, nama: str) -> Element:
        """The root element of a part; KeyError where there is none."""
        if nama not in self._xml:
            self._xml[nama] = ElementTree.fromstring(self.isi[nama])
        return self._xml[nama]

    def hubungan(self, nama: str) -> list[Hubungan]:
        """The relationships of a part ("" for those of the package)."""
        folder, dasar = posixpath.split(nama)
        berkas = posixpath.join(folder, "_rels", f"{dasar}.rels")
        if berkas not in self.isi:
            return []
        hasil = []
        for h in self.xml(berkas).iter(f"{_HUBUNGAN}Relationship"):
            luar, tujuan = h.get("TargetMode") == "External", h.get("Target", "")
            if not luar:
                tujuan = posixpath.normpath(posixpath.join("/", folder, tujuan)).lstrip("/")
            hasil.append(Hubungan(h.get("Id", ""), h.get("Type", "").rpartition("/")[2], tujuan, luar))
        return hasil

    @cached_property
    def lembar(self) -> dict[str, str]:
        """Sheet name -> name of its part, in the order of the tabs; those whose relationship is missing left out."""
        tujuan = {h.id: h.tujuan for h in self.hubungan("xl/workbook.xml")}
        return {
            s.get("name", ""): tujuan[s.get(f"{RID}id", "")]
            for s in self.xml("xl/workbook.xml").iter(f"{UTAMA}sheet")
            if s.get(f"{RID}id", "") in tujuan
        }

    @cached_property
    def teks(self) -> list[str]:
        """The shared strings, rich text joined."""
        if "xl/sharedStrings.xml" not in self.isi:
            return []
        return ["".join(t.text or "" for t in si.iter(f"{UTAMA}t")) for si in self.xml("xl/sharedStrings.xml")]

    def rid(self, nama: str) -> Iterator[str]:
        """Every relationship id that a part uses."""
        for e in self.xml(nama).iter():
            yield from (n for k, n in e.attrib.items() if k.startswith(RID))


def kotak(alamat: str) -> Kotak | None:
    """ "B2:C5" or "B2" as (row, column, last row, last column) from 1; None where it is no such address."""
    sudut = [_ALAMAT.match(s) for s in alamat.split(":")]
    if len(sudut) > 2:
        return None
    titik = []
    for s in sudut:
        if s is None:
            return None
        kolom = 0
        for huruf in s[1]:
            kolom = kolom * 26 + ord(huruf) - 64
        titik.append((int(s[2]), kolom))
    (r, k), (rr, kk) = titik[0], titik[-1]
    return (r, k, rr, kk) if r <= rr <= 1_048_576 and k <= kk <= 16_384 else None


def lembar_di_rumus(rumus: str) -> set[str]:
    """The sheets that a formula or a link names, texts within it left aside."""
    tanpa_teks = re.sub(r'"[^"]*"', '""', rumus)
    return {(m[1] or m[2]).replace("''", "'") for m in _LEMBAR.finditer(tanpa_teks)}
