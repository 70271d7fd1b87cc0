"""What people and programs do to the structure of a returned workbook, one change at a time."""

from __future__ import annotations

import copy
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from typing import Final

from ikixl.layout.lembar_perbaikan import kotak_centang
from tests.kembali.bongkar import LEMBAR, RUANG_SEL, Kerja

__all__ = [
    "Ubahan",
    "baris_bergaya",
    "buang",
    "daftar_perbaikan",
    "gabung",
    "gambar",
    "hapus_baris",
    "hapus_lembar",
    "isi",
    "kolom",
    "kosongkan",
    "lalu",
    "lembar_baru",
    "lembar_kosong",
    "namai_ulang",
    "salin_baris",
    "salin_lembar",
    "sembunyikan",
    "sisip_baris",
    "urut",
]

Ubahan = Callable[[Kerja], None]

_S: Final = RUANG_SEL
_SALINAN: Final = "xl/worksheets/sheet77.xml"
# The sheets that nobody fills in are seldom touched: numbers of their parts as well.
_NOMOR: Final = {**LEMBAR, "petunjuk": 1, "iki": 2}


def _lembar(k: Kerja, kunci: str) -> ET.Element:
    return k.pohon(f"xl/worksheets/sheet{_NOMOR[kunci]}.xml")


def isi(kunci: str, letak: str, nilai: str, tipe: str = "n", rumus: str | None = None) -> Ubahan:
    """A stored value, perhaps of a formula, in the cell at an address."""
    return lambda k: k.isi(k.satu_sel(_lembar(k, kunci), letak), nilai, tipe, rumus)


def lalu(*ubahan: Ubahan) -> Ubahan:
    """Several changes, one after the other."""

    def semua(k: Kerja) -> None:
        for satu in ubahan:
            satu(k)

    return semua


def namai_ulang(k: Kerja) -> None:
    """Realisasi renamed as a program does it: in the list and in every formula, but not in texts within these."""
    for nama in k.bagian:
        if nama.startswith("xl/") and nama.endswith(".xml"):
            isi = k.bagian[nama].replace(b'name="Realisasi"', b'name="hasil kami"')
            k.bagian[nama] = re.sub(rb"(?<!#)Realisasi!", b"'hasil kami'!", isi)


def buang(kunci: str, *unsur: str) -> Ubahan:
    """Elements of a sheet gone, all of these names."""

    def ubah(k: Kerja) -> None:
        lembar = _lembar(k, kunci)
        for satu in [u for u in lembar if u.tag.removeprefix(_S) in unsur]:
            lembar.remove(satu)

    return ubah


def hapus_lembar(kunci: str) -> Ubahan:
    """A sheet taken out of the list."""
    return lambda k: k.daftar().remove(list(k.daftar())[_NOMOR[kunci] - 1])


def salin_lembar(kunci: str, letak: str = "", nilai: str = "") -> Ubahan:
    """A sheet copied as Salinan, one cell of the copy perhaps changed."""

    def ubah(k: Kerja) -> None:
        k.salin(kunci, "Salinan", _SALINAN)
        if letak:
            k.isi(k.satu_sel(k.pohon(_SALINAN), letak), nilai)

    return ubah


def lembar_baru(k: Kerja) -> None:
    """A sheet of their own."""
    k.salin("_ikixl", "coretan", _SALINAN)
    lembar = k.pohon(_SALINAN)
    for c in k.sel(lembar):
        k.isi(c, "")
    k.isi(k.satu_sel(lembar, "C3"), "12")
    k.isi(k.satu_sel(lembar, "C4"), "hitungan kami", "inlineStr")


def lembar_kosong(*, tersembunyi: bool = False) -> Ubahan:
    """A sheet of their own with nothing in it."""

    def ubah(k: Kerja) -> None:
        k.salin("_ikixl", "coretan", _SALINAN)
        for c in k.sel(k.pohon(_SALINAN)):
            k.isi(c, "")
        k.daftar()[-1].set("state", "hidden" if tersembunyi else "visible")

    return ubah


def _nomori(baris: ET.Element, nomor: int) -> None:
    """A row set to another number, its formulas as they are, as sorting leaves them."""
    baris.set("r", str(nomor))
    for c in baris:
        c.set("r", c.get("r", "").rstrip("0123456789") + str(nomor))


def urut(kunci: str) -> Ubahan:
    """The rows of inputs in reverse order."""

    def ubah(k: Kerja) -> None:
        lembar = _lembar(k, kunci)
        data = lembar.find(f"{_S}sheetData")
        assert data is not None
        semua = [b for b in k.baris(lembar) if int(b.get("r", "0")) >= 5 and "hidden" not in b.attrib]
        for nomor, baris in enumerate(reversed(semua), start=5):
            _nomori(baris, nomor)
        data[:] = sorted(data, key=lambda b: int(b.get("r", "0")))

    return ubah


def sisip_baris(kunci: str, mulai: int, jumlah: int) -> Ubahan:
    """Blank rows put in before row `mulai`, formulas as they are."""

    def ubah(k: Kerja) -> None:
        for baris in k.baris(_lembar(k, kunci)):
            if int(baris.get("r", "0")) >= mulai:
                _nomori(baris, int(baris.get("r", "0")) + jumlah)

    return ubah


def hapus_baris(kunci: str, *nomor: int) -> Ubahan:
    """Rows taken out without moving the others."""

    def ubah(k: Kerja) -> None:
        data = _lembar(k, kunci).find(f"{_S}sheetData")
        assert data is not None
        data[:] = [b for b in data if int(b.get("r", "0")) not in nomor]

    return ubah


def salin_baris(kunci: str, asal: int, ke: int) -> Ubahan:
    """A row copied to another number."""

    def ubah(k: Kerja) -> None:
        data = _lembar(k, kunci).find(f"{_S}sheetData")
        assert data is not None
        salinan = copy.deepcopy(next(b for b in data if b.get("r") == str(asal)))
        _nomori(salinan, ke)
        data.append(salinan)

    return ubah


def kolom(kunci: str, ke: Mapping[str, str]) -> Ubahan:
    """Columns set to other letters, or taken out where these are ""."""

    def ubah(k: Kerja) -> None:
        for baris in k.baris(_lembar(k, kunci)):
            for c in list(baris):
                huruf, nomor = c.get("r", "").rstrip("0123456789"), baris.get("r", "")
                baru = ke.get(huruf, huruf)
                c.set("r", f"{baru}{nomor}")
                if not baru:
                    baris.remove(c)

    return ubah


def gabung(kunci: str, *area: str) -> Ubahan:
    """Areas merged, whatever stands in them."""

    def ubah(k: Kerja) -> None:
        lembar = _lembar(k, kunci)
        gabung = lembar.find(f"{_S}mergeCells")
        assert gabung is not None
        for satu in area:
            ET.SubElement(gabung, f"{_S}mergeCell", ref=satu)

    return ubah


def kosongkan(kunci: str, *letak: str) -> Ubahan:
    """Cells made blank."""
    return lalu(*(isi(kunci, satu, "") for satu in letak))


def sembunyikan(kunci: str, *nomor: int) -> Ubahan:
    """Rows hidden, by hand or by a filter."""

    def ubah(k: Kerja) -> None:
        for baris in k.baris(_lembar(k, kunci)):
            if int(baris.get("r", "0")) in nomor:
                baris.set("hidden", "1")

    return ubah


def baris_bergaya(k: Kerja) -> None:
    """A style on blank rows down to the last one of the sheet, as dragging a format leaves it; every tenth row."""
    isi = "".join(f'<row r="{n}" s="3" customFormat="1"/>' for n in range(16, 1_048_577, 10))
    nama = "xl/worksheets/sheet5.xml"
    k.bagian[nama] = k.bagian[nama].replace(b"</sheetData>", isi.encode() + b"</sheetData>")


def gambar(banyak: int) -> Ubahan:
    """Pictures laid over Realisasi, in a drawing of its own."""

    def ubah(k: Kerja) -> None:
        jenis = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
        ruang = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
        k.bagian["xl/worksheets/_rels/sheet5.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{jenis}" Target="/xl/drawings/drawing77.xml"/></Relationships>'
        ).encode()
        satu = "<d:twoCellAnchor><d:pic/></d:twoCellAnchor>"
        k.bagian["xl/drawings/drawing77.xml"] = f'<d:wsDr xmlns:d="{ruang}">{satu * banyak}</d:wsDr>'.encode()

    return ubah


def daftar_perbaikan(catatan: str) -> Ubahan:
    """Our list of corrections in front, as a marked-up return has it, perhaps with words beside it."""

    def ubah(k: Kerja) -> None:
        k.salin("_ikixl", "Perbaikan", _SALINAN, 0)
        lembar = k.pohon(_SALINAN)
        isi = {"A1": "#ikixl:perbaikan", "B1": "selesai", "A2": "butir1", "B2": kotak_centang()[1], "D9": catatan}
        for letak, teks in isi.items():
            k.isi(k.satu_sel(lembar, letak), teks, "inlineStr")

    return ubah
