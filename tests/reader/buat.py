"""Small .xlsx packages made by hand, so that each test shows the XML it is about."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Mapping

import pytest

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.mentah import BukuMentah, SelMentah
from ikixl.temuan import Temuan

__all__ = [
    "RUANG",
    "STRICT",
    "Isi",
    "baca",
    "baca_hemat",
    "bagian_xlsx",
    "ditolak",
    "hubungan_xml",
    "lembar_xml",
    "sel",
    "xlsx",
    "zip_dari",
]

RUANG = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_HUBUNGAN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HUBUNGAN_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PAKET = "http://schemas.openxmlformats.org/package/2006/relationships"

Isi = str | bytes


def zip_dari(bagian: Mapping[str, Isi], cara: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these parts."""
    hasil = io.BytesIO()
    with zipfile.ZipFile(hasil, "w", cara) as arsip:
        for nama, isi in bagian.items():
            arsip.writestr(nama, isi)
    return hasil.getvalue()


def lembar_xml(isi: str, ruang: str = RUANG, sesudah: str = "") -> str:
    """A worksheet part around the rows `isi`, with `sesudah` behind them."""
    return f'<worksheet xmlns="{ruang}"><sheetData>{isi}</sheetData>{sesudah}</worksheet>'


def hubungan_xml(isi: Mapping[str, tuple[str, str]], jenis: str = _HUBUNGAN) -> str:
    """A part of relationships by id: the last word of their kind and their target."""
    baris = "".join(f'<Relationship Id="{i}" Type="{jenis}/{t}" Target="{s}"/>' for i, (t, s) in isi.items())
    return f'<Relationships xmlns="{_PAKET}">{baris}</Relationships>'


def _jenis_isi(lembar: int) -> str:
    """The list of content types, which openpyxl asks for."""
    awal = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    jenis = {"workbook": "sheet.main", "sharedStrings": "sharedStrings", "styles": "styles"}
    jenis |= {f"worksheets/sheet{n}": "worksheet" for n in range(1, lembar + 1)}
    isi = "".join(f'<Override PartName="/xl/{b}.xml" ContentType="{awal}.{j}+xml"/>' for b, j in jenis.items())
    bawaan = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{bawaan}{isi}</Types>'


def bagian_xlsx(lembar: Mapping[str, Isi], sifat: str = "", ruang: str = RUANG) -> dict[str, Isi]:
    """Parts of a workbook with these worksheet parts by sheet name; `sifat` stands before the list of sheets."""
    jenis = _HUBUNGAN if ruang == RUANG else _HUBUNGAN_STRICT
    daftar = "".join(f'<sheet name="{nama}" sheetId="{n}" r:id="rId{n}"/>' for n, nama in enumerate(lembar, start=1))
    sasaran = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(lembar) + 1)}
    sasaran |= {"rIdS": ("sharedStrings", "sharedStrings.xml"), "rIdG": ("styles", "styles.xml")}
    return {
        "[Content_Types].xml": _jenis_isi(len(lembar)),
        "_rels/.rels": hubungan_xml({"rId1": ("officeDocument", "xl/workbook.xml")}, jenis),
        "xl/workbook.xml": f'<workbook xmlns="{ruang}" xmlns:r="{jenis}">{sifat}<sheets>{daftar}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": hubungan_xml(sasaran, jenis),
        "xl/sharedStrings.xml": f'<sst xmlns="{ruang}"/>',
        "xl/styles.xml": f'<styleSheet xmlns="{ruang}"/>',
        **{f"xl/worksheets/sheet{n}.xml": isi for n, isi in enumerate(lembar.values(), start=1)},
    }


def xlsx(isi: str, ganti: Mapping[str, Isi] | None = None, sifat: str = "", sesudah: str = "") -> bytes:
    """A workbook with one sheet "Satu" that holds the rows `isi`; `ganti` replaces or adds whole parts."""
    return zip_dari({**bagian_xlsx({"Satu": lembar_xml(isi, sesudah=sesudah)}, sifat), **(ganti or {})})


def sel(isi: str, ganti: Mapping[str, Isi] | None = None, sifat: str = "") -> dict[tuple[int, int], SelMentah]:
    """The cells that are read from one sheet with the rows `isi`."""
    return baca(xlsx(isi, ganti, sifat)).lembar[0].sel


def ditolak(data: bytes, kode: str) -> str:
    """Assert that reading `data` is refused with `kode`; the details that the message quotes."""
    with pytest.raises(BerkasTidakTerbacaError) as salah:
        baca(data)
    assert salah.value.kode == kode, salah.value.rinci
    assert "{" not in Temuan(kode, rinci=salah.value.rinci).pesan
    return " ".join(str(isi) for isi in salah.value.rinci.values())


def baca(data: bytes) -> BukuMentah:
    """Read `data` as any received file is read, and hold that the fast way and the streaming one agree on it.

    Put off and read in another order it is the same, or refused as well.
    """
    cepat, lambat = _baca(data, True), _baca(data, False)
    for tunda in (_baca_tunda(data, True), _baca_tunda(data, False)):
        assert tunda == cepat or (
            isinstance(tunda, BerkasTidakTerbacaError) and isinstance(cepat, BerkasTidakTerbacaError)
        )
    if isinstance(cepat, BerkasTidakTerbacaError) and isinstance(lambat, BerkasTidakTerbacaError):
        assert (cepat.kode, cepat.rinci) == (lambat.kode, lambat.rinci)
        raise lambat
    assert cepat == lambat
    assert isinstance(lambat, BukuMentah)
    return lambat


def _baca(data: bytes, cepat: bool) -> BukuMentah | BerkasTidakTerbacaError:
    try:
        return baca_mentah(data, "berkas.xlsx", cepat=cepat)
    except BerkasTidakTerbacaError as galat:
        return galat


def _baca_tunda(data: bytes, cepat: bool) -> BukuMentah | BerkasTidakTerbacaError:
    try:
        buku = baca_mentah(data, "berkas.xlsx", cepat=cepat, tunda=True)
        pertama = [lembar.ambil((0, 0)) for lembar in buku.lembar]
        for lembar in reversed(buku.lembar):
            lembar.baca()
        assert pertama == [lembar.sel.get((0, 0)) for lembar in buku.lembar]
        buku.tuntaskan()
        return buku
    except BerkasTidakTerbacaError as galat:
        return galat


def baca_hemat(data: bytes, mega: float) -> BukuMentah:
    """Read `data` and assert that Python never held more than `mega` MiB beside it."""
    tracemalloc.start()
    try:
        buku = baca_mentah(data, "berkas.xlsx")
        _, puncak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert puncak < mega * (1 << 20), f"{puncak / (1 << 20):.1f} MiB"
    return buku
