"""Sound packages made faulty on purpose, one fault each, to show what a check catches and what it misses."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = ["KERUSAKAN", "Kerusakan", "rusak"]

Bagian = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Kerusakan:
    """One fault: what it does to the parts, the code our own check gives it ("": none), whether openxml-audit sees it.

    `dasar` names the package that it is done to: "unit" or "tabel".
    """

    ubah: Callable[[Bagian], None]
    kode: str
    audit: bool
    dasar: str = "unit"


def rusak(data: bytes, kerusakan: Kerusakan) -> bytes:
    """The package with the fault. AssertionError if it was not changed by it."""
    with zipfile.ZipFile(io.BytesIO(data)) as berkas:
        bagian = {n: berkas.read(n) for n in berkas.namelist()}
    semula = dict(bagian)
    kerusakan.ubah(bagian)
    assert bagian != semula, "the fault changed nothing"
    keluaran = io.BytesIO()
    with zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED) as berkas:
        for nama, isi in bagian.items():
            berkas.writestr(nama, isi)
    return keluaran.getvalue()


def _ganti(pola: str, jadi: str, ciri: str = "", nama: str = "xl/worksheets/") -> Callable[[Bagian], None]:
    """Replace the first match of `pola` in the first part under `nama` that holds it and `ciri`."""

    def ubah(bagian: Bagian) -> None:
        for n in sorted(bagian):
            teks = bagian[n].decode() if n.startswith(nama) and n.endswith((".xml", ".rels")) else ""
            if ciri in teks and re.search(pola, teks, re.DOTALL):
                bagian[n] = re.sub(pola, jadi, teks, count=1, flags=re.DOTALL).encode()
                return

    return ubah


def _buang(nama: str) -> Callable[[Bagian], None]:
    """Drop the first part whose name starts so."""

    def ubah(bagian: Bagian) -> None:
        del bagian[next(n for n in sorted(bagian) if n.startswith(nama))]

    return ubah


def _tambah(nama: str, isi: bytes) -> Callable[[Bagian], None]:
    def ubah(bagian: Bagian) -> None:
        bagian[nama] = isi

    return ubah


def _tabel_kembar(bagian: Bagian) -> None:
    """Two tables of the same name."""
    satu, dua = sorted(n for n in bagian if n.startswith("xl/tables/"))[:2]
    nama = re.search(rb'displayName="[^"]*"', bagian[satu])
    assert nama is not None
    bagian[dua] = re.sub(rb'displayName="[^"]*"', nama[0], bagian[dua])


_SEL_RUMUS = r"(<f>)[^<]*(</f>)"
_VALIDASI = r"(<dataValidation )(?=[^>]*type=)"
_BUKU = "xl/workbook.xml"

#: Every fault by name. Those with `audit` False are why we have checks of our own.
KERUSAKAN: Mapping[str, Kerusakan] = {
    "urutan anak worksheet": Kerusakan(
        _ganti(r"(<mergeCells.*?</mergeCells>)(.*)(</worksheet>)", r"\2\1\3"), "urutan", True
    ),
    "unsur asing": Kerusakan(_ganti(r"</sheetData>", "</sheetData><karangan/>"), "urutan", True),
    "gabung ganda": Kerusakan(_ganti(r"(<mergeCell ref=[^>]*/>)", r"\1\1"), "gabung", False),
    "gabung bertindih": Kerusakan(
        _ganti(r"(<mergeCell ref=\"B(\d+):)[^/]*/>", r'\1D\2"/><mergeCell ref="C\2:E\2"/>'), "gabung", False
    ),
    "alamat sel ganda": Kerusakan(_ganti(r'(<c r="B3"[^>]*?(/>|>.*?</c>))', r"\1\1"), "sel", False),
    "baris mundur": Kerusakan(_ganti(r'(<row r="2".*?</row>)(<row r="3".*?</row>)', r"\2\1"), "sel", False),
    "gaya sel tidak ada": Kerusakan(_ganti(r'(<c r="A2" s=")\d+', r"\g<1>9999"), "sel", False),
    "teks bersama tidak ada": Kerusakan(_ganti(r'(t="s"><v>)\d+', r"\g<1>99999"), "sel", True),
    "baris terlalu tinggi": Kerusakan(_ganti(r' ht="[\d.]+"', ' ht="600"'), "sel", False),
    "kolom bertindih": Kerusakan(_ganti(r"(<col [^>]*/>)", r"\1\1"), "kolom", False),
    "rumus tidak tertutup": Kerusakan(_ganti(_SEL_RUMUS, r"\1SUM(A1\2"), "rumus", False),
    "rumus tanpa operator": Kerusakan(_ganti(_SEL_RUMUS, r"\1A1 A2+\2"), "rumus", False),
    "pemisah Indonesia": Kerusakan(_ganti(_SEL_RUMUS, r"\1SUM(A1;A2)\2"), "rumus", False),
    "fungsi volatil": Kerusakan(_ganti(_SEL_RUMUS, r"\1TODAY()\2"), "rumus", False),
    "rumus ke lembar hilang": Kerusakan(_ganti(_SEL_RUMUS, r"\1Lain!A1\2"), "rumus", False),
    "rumus ke buku lain": Kerusakan(_ganti(_SEL_RUMUS, r"\1[1]Lain!A1\2"), "rumus", False),
    "petunjuk terlalu panjang": Kerusakan(_ganti(r'( prompt=")', r"\1" + "x" * 256), "validasi", False),
    "judul petunjuk terlalu panjang": Kerusakan(_ganti(r'( promptTitle=")', r"\1" + "x" * 33), "validasi", False),
    "daftar terlalu panjang": Kerusakan(_ganti(r"(<formula1>)[^<]*", r'\1"' + "x," * 130 + '"'), "validasi", False),
    "validasi bertindih": Kerusakan(
        _ganti(r"(<dataValidation .*?)(</dataValidation>)", r"\1\2\1\2"), "validasi", False
    ),
    "jenis validasi karangan": Kerusakan(_ganti(r'(<dataValidation type=")\w+', r"\1angka"), "", True),
    "daerah validasi salah": Kerusakan(_ganti(r'(<dataValidation [^>]*sqref=")[^"]*', r"\1ZZZZ1"), "validasi", False),
    "dxf tidak ada": Kerusakan(_ganti(r'(dxfId=")\d+', r"\g<1>999"), "warna", False),
    "rumus warna rusak": Kerusakan(_ganti(r"(<formula>)[^<]*", r"\1AND(A1,"), "warna", False),
    "tautan tanpa tempat": Kerusakan(_ganti(r'(<hyperlink ref=")[^"]*', r"\1sana"), "tautan", False),
    "tautan ke lembar hilang": Kerusakan(_ganti(r'( location=")[^"]*', r"\1Lain!A1"), "tautan", False),
    "saringan lain dari namanya": Kerusakan(_ganti(r'(<autoFilter ref=")[^"]*', r"\1A1:B2"), "saring", False),
    "kaki terlalu panjang": Kerusakan(_ganti(r"(<oddFooter>)", r"\1" + "x" * 256), "cetak", False),
    "nama lembar terlalu panjang": Kerusakan(
        _ganti(r'(<sheet name=")', r"\1" + "x" * 32, nama=_BUKU), "nama-lembar", False
    ),
    "nama lembar ganda": Kerusakan(_ganti(r'(<sheet name=")Target', r"\1Realisasi", nama=_BUKU), "nama-lembar", True),
    "huruf terlarang di nama lembar": Kerusakan(_ganti(r'(<sheet name=")', r"\1a/b", nama=_BUKU), "nama-lembar", False),
    "lembar aktif tersembunyi": Kerusakan(
        _ganti(r"(<workbookView )", r'\1activeTab="99" ', nama=_BUKU), "nama-lembar", False
    ),
    "nama terdefinisi rusak": Kerusakan(
        _ganti(r'(<definedName name=")ikixl_identitas', r"\1A1", nama=_BUKU), "nama", False
    ),
    "nama ke lembar hilang": Kerusakan(_ganti(r'(localSheetId=")\d+', r"\g<1>99", nama=_BUKU), "nama", False),
    "nama bernilai galat": Kerusakan(_ganti(r"(<definedName [^>]*>)[^<]*", r"\1#REF!", nama=_BUKU), "nama", False),
    "count gaya bohong": Kerusakan(_ganti(r'(<cellXfs count=")\d+', r"\g<1>3", nama="xl/styles"), "gaya", False),
    "huruf gaya tidak ada": Kerusakan(
        _ganti(r'(<cellXfs.*?fontId=")\d+', r"\g<1>999", nama="xl/styles"), "gaya", False
    ),
    "format angka tidak ada": Kerusakan(
        _ganti(r'(<cellXfs.*?numFmtId=")\d+', r"\g<1>777", nama="xl/styles"), "gaya", False
    ),
    "count teks bohong": Kerusakan(_ganti(r'(uniqueCount=")\d+', r"\g<1>3", nama="xl/sharedStrings"), "teks", False),
    "gambar hilang": Kerusakan(_buang("xl/drawings/drawing"), "hubungan", True),
    "hubungan gambar hilang": Kerusakan(_ganti(r'(<drawing r:id=")[^"]*', r"\1rId99"), "hubungan", True),
    "grafik hilang": Kerusakan(_buang("xl/charts/"), "hubungan", True),
    "grafik ke lembar hilang": Kerusakan(_ganti(r"(<c:f>)[^<]*", r"\1Lain!$A$1", nama="xl/charts/"), "grafik", False),
    "jenis isi hilang": Kerusakan(
        _ganti(r'<Override PartName="/xl/styles.xml"[^>]*/>', "", nama="[Content"), "paket", True
    ),
    "makro": Kerusakan(_tambah("xl/vbaProject.bin", b"x"), "paket", True),
    "tautan luar": Kerusakan(
        _ganti(
            r"(</Relationships>)",
            r'<Relationship Id="rId99" Type="x/externalLinkPath" Target="file:///a" TargetMode="External"/>\1',
            nama="xl/_rels/",
        ),
        "hubungan",
        False,
    ),
    "tabel bertindih": Kerusakan(
        _ganti(r'(<tableParts count=")(\d+)(">)(<tablePart [^>]*/>)', r"\1\2\3\4\4"), "tabel", False, "tabel"
    ),
    "daerah tabel salah": Kerusakan(_ganti(r'( ref="A\d+:)[A-Z]+', r"\1B", nama="xl/tables/"), "tabel", False, "tabel"),
    "kepala tabel berbeda": Kerusakan(
        _ganti(r'(<tableColumn id="1" name=")[^"]*', r"\1lain", nama="xl/tables/"), "tabel", False, "tabel"
    ),
    "nama tabel ganda": Kerusakan(_tabel_kembar, "tabel", False, "tabel"),
}
