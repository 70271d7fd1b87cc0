"""A workbook taken apart into parts and trees, for tests that change what no spreadsheet program would."""

from __future__ import annotations

import io
import random
import re
import xml.etree.ElementTree as ET
import zipfile
from functools import lru_cache
from typing import Final

__all__ = ["LEMBAR", "RUANG_SEL", "Kerja"]

_UTAMA: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RUANG: Final = {"": _UTAMA, "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
#: Prefix of the names of SpreadsheetML's elements.
RUANG_SEL: Final = f"{{{_UTAMA}}}"
_S: Final = RUANG_SEL
#: Number of the part of each sheet of a kelurahan's workbook of the small katalog.
LEMBAR: Final = {"target": 4, "realisasi": 5, "catatan": 6, "capaian": 7, "ringkasan": 8, "_ikixl": 9}
_ISIAN: Final = ("target", "realisasi", "catatan")

for _awalan, _alamat in _RUANG.items():
    ET.register_namespace(_awalan, _alamat)


@lru_cache(maxsize=8)
def _string(bagian: bytes) -> tuple[str, ...]:
    akar = ET.fromstring(bagian)
    return tuple("".join(t.text or "" for t in si.iter(f"{_S}t")) for si in akar.iter(f"{_S}si"))


class Kerja:
    """A workbook taken apart: its parts, with sheets as trees once somebody touches them."""

    def __init__(self, data: bytes, dadu: random.Random) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as arsip:
            self.bagian = {nama: arsip.read(nama) for nama in arsip.namelist()}
        self.dadu = dadu
        self._pohon: dict[str, ET.Element] = {}
        self.string = _string(self.bagian["xl/sharedStrings.xml"])

    def pohon(self, nama: str) -> ET.Element:
        """The tree of a part; changes to it are kept."""
        if nama not in self._pohon:
            self._pohon[nama] = ET.fromstring(self.bagian[nama])
        return self._pohon[nama]

    def terurai(self, nama: str) -> bool:
        """Whether the part is taken from its tree when the workbook is put together."""
        return nama in self._pohon

    def lupakan(self, nama: str) -> None:
        """Take the part from its bytes again."""
        self._pohon.pop(nama, None)

    def lembar(self, kunci: str = "") -> ET.Element:
        """The tree of a sheet by key, of any sheet with inputs without one."""
        return self.pohon(f"xl/worksheets/sheet{LEMBAR[kunci or self.dadu.choice(_ISIAN)]}.xml")

    def baris(self, lembar: ET.Element) -> list[ET.Element]:
        """Rows of a sheet in file order."""
        return list(lembar.iter(f"{_S}row"))

    def sel(self, lembar: ET.Element) -> list[ET.Element]:
        """Cells of a sheet in file order."""
        return list(lembar.iter(f"{_S}c"))

    def satu_sel(self, lembar: ET.Element, letak: str) -> ET.Element:
        """The cell at an address, made (at the end of its row) where it is missing."""
        for c in self.sel(lembar):
            if c.get("r") == letak:
                return c
        nomor = re.sub(r"\D", "", letak)
        baris = next((b for b in self.baris(lembar) if b.get("r") == nomor), None)
        if baris is None:
            data = lembar.find(f"{_S}sheetData")
            assert data is not None
            baris = ET.SubElement(data, f"{_S}row", r=nomor)
        return ET.SubElement(baris, f"{_S}c", r=letak)

    def teks(self, c: ET.Element) -> str:
        """Text of a cell, "" if it holds none."""
        v = c.findtext(f"{_S}v") or ""
        if c.get("t") == "s" and v.isdigit() and int(v) < len(self.string):
            return self.string[int(v)]
        return "".join(t.text or "" for t in c.iter(f"{_S}t"))

    def isi(self, c: ET.Element, nilai: str, tipe: str = "n", rumus: str | None = None) -> None:
        """Give a cell a stored value (as XML spells it), a type and perhaps a formula."""
        for anak in list(c):
            c.remove(anak)
        c.set("t", tipe)
        if rumus is not None:
            ET.SubElement(c, f"{_S}f").text = rumus
        if tipe == "inlineStr":
            ET.SubElement(ET.SubElement(c, f"{_S}is"), f"{_S}t").text = nilai
        elif nilai:
            ET.SubElement(c, f"{_S}v").text = nilai

    def kunci_baris(self, lembar: ET.Element) -> list[ET.Element]:
        """Cells that hold the row keys of inputs."""
        return [c for c in self.sel(lembar) if re.fullmatch(r"A\d+", c.get("r", "")) and c.get("r") != "A1"][3:]

    def kunci_kolom(self, lembar: ET.Element) -> list[ET.Element]:
        """Cells that hold column keys."""
        return [c for c in self.sel(lembar) if re.fullmatch(r"[A-Z]+1", c.get("r", "")) and c.get("r") != "A1"]

    def sel_isian(self, lembar: ET.Element) -> ET.Element:
        """Any cell of the rows and columns in which inputs stand."""
        pilihan = [c for c in self.sel(lembar) if re.fullmatch(r"[E-M](?:[5-9]|1\d)", c.get("r", ""))]
        return self.dadu.choice(pilihan or self.sel(lembar) or [self.satu_sel(lembar, "H5")])

    def rumus(self, c: ET.Element) -> str:
        """Formula of a cell, "" if it has none."""
        return c.findtext(f"{_S}f") or ""

    def namai(self, kunci: str, nama: str) -> None:
        """Rename a sheet without touching the formulas that name it."""
        list(self.daftar())[LEMBAR[kunci] - 1].set("name", nama)

    def daftar(self) -> ET.Element:
        """The list of sheets."""
        sheets = self.pohon("xl/workbook.xml").find(f"{_S}sheets")
        assert sheets is not None
        return sheets

    def salin(self, kunci: str, nama: str, bagian: str, tempat: int = 99) -> None:
        """Copy a sheet to a new part, listed under this name at this place."""
        self.bagian[bagian] = _xml(self.lembar(kunci))
        nomor = re.sub(r"\D", "", bagian)
        baru = f'<Relationship Id="rIdX{nomor}" Type="{_RUANG["r"]}/worksheet" Target="/{bagian}"/>'
        hubungan = self.bagian["xl/_rels/workbook.xml.rels"].decode()
        self.bagian["xl/_rels/workbook.xml.rels"] = hubungan.replace("</Rel", baru + "</Rel").encode()
        unsur = ET.Element(f"{_S}sheet", {"name": nama, f"{{{_RUANG['r']}}}id": f"rIdX{nomor}"})
        self.daftar().insert(tempat, unsur)

    def bytes(self) -> bytes:
        """The workbook put together again."""
        keluaran = io.BytesIO()
        with zipfile.ZipFile(keluaran, "w") as arsip:
            for nama, isi in self.bagian.items():
                # A date of its own: the same changes give the same bytes on any day.
                info = zipfile.ZipInfo(nama)
                info.compress_type = zipfile.ZIP_DEFLATED
                arsip.writestr(info, _xml(self._pohon[nama]) if nama in self._pohon else isi, compresslevel=1)
        return keluaran.getvalue()


def _xml(pohon: ET.Element) -> bytes:
    """A tree as spreadsheet programs write it: without a space in an empty tag, which the fast reader leaves alone."""
    return ET.tostring(pohon).replace(b" />", b"/>")
