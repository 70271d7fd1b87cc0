"""A seedable vandal for returned workbooks, and the promise that their reading must keep whatever was done."""

from __future__ import annotations

import copy
import io
import random
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from typing import Final

from ikixl.layout.letak import alamat
from tests.kembali.bongkar import LEMBAR, RUANG_SEL, Kerja

__all__ = ["PENGACAU", "PENGACAU_ARSIP", "acak"]

_S: Final = RUANG_SEL
_ANGKA: Final = ("1e999", "-1e999", "1e308", "-1e308", "1e16", "1e-320", "nan", "1_0", "-0", "0.1", "1", "0x10", "٣")
_TEKS: Final = (
    *(
        "1.234",
        "12 buah",
        "85%",
        "-",
        "nihil",
        "\u200b",
        "\u00a0",
        "Ya",
        "#REF!",
        "=1+1",
        "{kunci}",
        "%s",
        "'5",
        "1e400",
    ),
    *("9" * 5000, "x" * 33_000, "_x0000_", "_xD800_", "_x0001_", "#ikixl:target", "#ikixl:", "31/12/2023", "Ⅷ", "²"),
)


def _pindah(baris: ET.Element, tambah: int) -> None:
    nomor = int(baris.get("r", "1")) + tambah
    baris.set("r", str(nomor))
    for c in baris.iter(f"{_S}c"):
        if "r" in c.attrib:
            c.set("r", re.sub(r"\d+$", str(nomor), c.get("r", "")))


def _buang(lembar: ET.Element, unsur: ET.Element) -> None:
    next(induk for induk in lembar.iter() if unsur in list(induk)).remove(unsur)


def _nilai_jahat(k: Kerja, c: ET.Element) -> None:
    jenis = k.dadu.randrange(8)
    if jenis < 2:
        k.isi(c, k.dadu.choice(_ANGKA))
    elif jenis < 4:
        k.isi(c, k.dadu.choice(_TEKS), "inlineStr")
    elif jenis == 4:
        k.isi(c, k.dadu.choice(("#N/A", "#DIV/0!", "#REF!", "")), "e")
    elif jenis == 5:
        k.isi(c, k.dadu.choice(("1", "0", "2")), "b")
    elif jenis == 6:
        k.isi(c, k.dadu.choice(("2024-03-04", "2024-03-04T25:00", "0001-01-01", "12:00:00", "9999-12-31")), "d")
    else:
        rumus = k.dadu.choice(("1+1", "", "A" + "9" * 5000, "'" * 3000, "Target!F5", "target!$A$1", '"', "x" * 9000))
        k.isi(c, k.dadu.choice(("2", "", "77")), k.dadu.choice(("n", "str", "e", "b")), rumus)


def isian_jahat(k: Kerja) -> None:
    """A hostile value in an input, or beside it."""
    _nilai_jahat(k, k.sel_isian(k.lembar()))


def sel_jahat(k: Kerja) -> None:
    """A hostile value in any cell of any sheet."""
    _nilai_jahat(k, k.dadu.choice(k.sel(k.lembar(k.dadu.choice(list(LEMBAR))))))


def isian_lain(k: Kerja) -> None:
    """Another plain number in an input, or beside it."""
    k.isi(k.sel_isian(k.lembar()), str(k.dadu.randrange(70_000, 80_000)))


def buang_sel(k: Kerja) -> None:
    """A cell removed."""
    lembar = k.lembar(k.dadu.choice(list(LEMBAR)))
    _buang(lembar, k.dadu.choice(k.sel(lembar)))


def gandakan_sel(k: Kerja) -> None:
    """A cell that stands twice in its row."""
    lembar = k.lembar()
    baris = k.dadu.choice([b for b in k.baris(lembar) if len(b)])
    baris.append(copy.deepcopy(k.dadu.choice(list(baris))))


def pindah_sel(k: Kerja) -> None:
    """A cell that claims another place."""
    lembar = k.lembar()
    k.dadu.choice(k.sel(lembar)).set("r", alamat(k.dadu.randrange(40), k.dadu.randrange(30)))


def buang_baris(k: Kerja) -> None:
    """A row removed without moving the others."""
    lembar = k.lembar()
    _buang(lembar, k.dadu.choice(k.baris(lembar)))


def salin_baris(k: Kerja) -> None:
    """A row copied below the others, its first input perhaps changed."""
    lembar = k.lembar()
    semua = k.baris(lembar)
    salinan = copy.deepcopy(k.dadu.choice(semua[4:] or semua))
    _pindah(salinan, k.dadu.choice((20, 21, 500)))
    data = lembar.find(f"{_S}sheetData")
    assert data is not None
    data.append(salinan)
    if len(salinan) and k.dadu.random() < 0.6:
        _nilai_jahat(k, k.dadu.choice(list(salinan)))


def geser_baris(k: Kerja) -> None:
    """All rows from one on moved down, some hundreds of thousands at worst."""
    semua = k.baris(k.lembar())
    tambah = k.dadu.choice((1, 3, 1000, 1_048_500))
    for baris in semua[k.dadu.randrange(len(semua)) :] if semua else []:
        _pindah(baris, tambah)


def ubah_tipe(k: Kerja) -> None:
    """Another type of a cell over the same content."""
    lembar = k.lembar(k.dadu.choice(list(LEMBAR)))
    k.dadu.choice(k.sel(lembar)).set("t", k.dadu.choice(("s", "n", "b", "e", "d", "str", "inlineStr", "zz", "")))


def ubah_gaya(k: Kerja) -> None:
    """Another style of an input, which may make it a percentage or a date."""
    k.sel_isian(k.lembar()).set("s", str(k.dadu.choice((*range(40), 99_999))))


def tukar_string(k: Kerja) -> None:
    """Another shared string in a cell, perhaps one that is not there."""
    lembar = k.lembar(k.dadu.choice(list(LEMBAR)))
    sel = [c for c in k.sel(lembar) if c.get("t") == "s"]
    if sel:
        k.isi(k.dadu.choice(sel), str(k.dadu.randrange(len(k.string) + 3)), "s")


def buang_alamat(k: Kerja) -> None:
    """Rows or cells without addresses, all or some."""
    for unsur in k.lembar().iter():
        if unsur.tag in (f"{_S}c", f"{_S}row") and k.dadu.random() < k.dadu.choice((0.02, 1.0)):
            unsur.attrib.pop("r", None)


def gabung_isian(k: Kerja) -> None:
    """Inputs merged although each still holds a value."""
    lembar = k.lembar()
    ET.SubElement(ET.SubElement(lembar, f"{_S}mergeCells"), f"{_S}mergeCell", ref=k.dadu.choice(("F5:J9", "H5:K5")))


def tukar_kunci(k: Kerja) -> None:
    """A row key replaced by that of another row, another sheet, nothing or something else."""
    kunci = k.kunci_baris(k.lembar())
    lain = k.kunci_baris(k.lembar())
    if not kunci or not lain:
        return
    c = k.dadu.choice(kunci)
    cara = k.dadu.randrange(7)
    if cara < 3:
        k.isi(c, k.teks(k.dadu.choice(lain if cara < 2 else kunci)), "inlineStr")
    elif cara == 3:
        k.isi(c, "12")
    elif cara == 4:
        k.isi(c, "")
    elif cara == 5:
        k.isi(c, f" {k.teks(c)}  ", "inlineStr")
    else:
        _nilai_jahat(k, c)


def tukar_kolom(k: Kerja) -> None:
    """A column key replaced by that of another column, nothing or something else."""
    kunci = k.kunci_kolom(k.lembar())
    if not kunci:
        return
    c = k.dadu.choice(kunci)
    cara = k.dadu.randrange(5)
    if cara < 3:
        k.isi(c, k.teks(k.dadu.choice(kunci)), "inlineStr")
    elif cara == 3:
        k.isi(c, k.dadu.choice(("", "3")))
    else:
        _nilai_jahat(k, c)


def kolom_ganda(k: Kerja) -> None:
    """A column of inputs whose key stands again beside the table, with values or without."""
    lembar = k.lembar()
    kunci = k.kunci_kolom(lembar)
    if kunci:
        k.isi(k.satu_sel(lembar, "AC1"), k.teks(k.dadu.choice(kunci)), "inlineStr")
        for _ in range(k.dadu.randrange(3)):
            k.isi(k.satu_sel(lembar, f"AC{k.dadu.randrange(4, 12)}"), str(k.dadu.randrange(70_000, 80_000)))


def ubah_penanda(k: Kerja) -> None:
    """Another marker of a sheet: of another sheet, of none, with spaces, gone, or moved."""
    lembar = k.lembar(k.dadu.choice(list(LEMBAR)))
    c = k.satu_sel(lembar, "A1")
    pilihan = (
        "#ikixl:target  ",
        "#ikixl:_ikixl",
        "#ikixl:takdikenal",
        "#ikixl:",
        "#IKIXL:target",
        " #ikixl:target",
        "",
    )
    baru = k.dadu.choice((*pilihan, k.teks(c) + " \u00a0"))
    if k.dadu.random() < 0.2:
        k.isi(k.satu_sel(lembar, k.dadu.choice(("B2", "C1", "A3", "A40"))), k.teks(c), "inlineStr")
    k.isi(c, baru, "inlineStr")


def ganti_nama_lembar(k: Kerja) -> None:
    """A sheet renamed, perhaps to the key of another."""
    nama = k.dadu.choice(("realisasi", "target", "Lembar'1", "A1", "REALISASI", "x" * 50, "", "Target"))
    k.dadu.choice(list(k.daftar())).set("name", nama)


def hapus_lembar(k: Kerja) -> None:
    """A sheet taken out of the list."""
    sheets = k.daftar()
    if len(sheets):
        sheets.remove(k.dadu.choice(list(sheets)))


def tukar_lembar(k: Kerja) -> None:
    """Sheets listed in another order."""
    sheets = k.daftar()
    semua = list(sheets)
    k.dadu.shuffle(semua)
    sheets[:] = semua


def salin_lembar(k: Kerja) -> None:
    """A sheet copied, the copy perhaps changed, listed first or last."""
    nomor = 50 + len(k.daftar())
    nama = f"xl/worksheets/sheet{nomor}.xml"
    k.salin(k.dadu.choice(list(LEMBAR)), f"Salinan {nomor}", nama, k.dadu.choice((0, 99)))
    if k.dadu.random() < 0.6:
        _nilai_jahat(k, k.dadu.choice(k.sel(k.pohon(nama))))


def byte_dalam_bagian(k: Kerja) -> None:
    """Bytes of a part changed under a correct checksum."""
    nama = k.dadu.choice([n for n in k.bagian if n.startswith(("xl/w", "xl/s", "_rels", "docProps/custom"))])
    # One that was emptied before has no bytes to change.
    if k.terurai(nama) or not k.bagian[nama]:
        return
    isi = bytearray(k.bagian[nama])
    for _ in range(k.dadu.choice((1, 1, 3))):
        isi[k.dadu.randrange(len(isi))] = k.dadu.choice((*b'<>"/09 a&', k.dadu.randrange(256)))
    k.bagian[nama] = bytes(isi)


def bagian_lain(k: Kerja) -> None:
    """A part dropped, renamed, emptied, or given the content of another."""
    nama = k.dadu.choice(list(k.bagian))
    cara = k.dadu.randrange(4)
    if cara == 0:
        del k.bagian[nama]
    elif cara == 1:
        k.bagian[nama.upper() + k.dadu.choice(("", "x"))] = k.bagian.pop(nama)
    else:
        k.bagian[nama] = b"" if cara == 2 else k.dadu.choice(list(k.bagian.values()))
    k.lupakan(nama)


#: Everything that is done to the parts of a workbook.
PENGACAU: Final[tuple[Callable[[Kerja], None], ...]] = (
    *(isian_jahat, isian_jahat, sel_jahat, isian_lain, buang_sel, gandakan_sel, pindah_sel, buang_baris, salin_baris),
    *(salin_baris, geser_baris, ubah_tipe, ubah_gaya, tukar_string, buang_alamat, gabung_isian, tukar_kunci),
    *(tukar_kunci, tukar_kolom, tukar_kolom, kolom_ganda, ubah_penanda, ganti_nama_lembar, hapus_lembar, tukar_lembar),
    *(salin_lembar, salin_lembar, byte_dalam_bagian, bagian_lain),
)


def _balik(data: bytes, dadu: random.Random) -> bytes:
    isi = bytearray(data)
    isi[dadu.randrange(len(isi))] ^= 1 << dadu.randrange(8)
    return bytes(isi)


def _potong(data: bytes, dadu: random.Random) -> bytes:
    return data[: dadu.randrange(len(data))]


def _sisip(data: bytes, dadu: random.Random) -> bytes:
    tempat = dadu.randrange(len(data))
    return data[:tempat] + dadu.randbytes(dadu.randrange(1, 50)) + data[tempat:]


def _bagian_ganda(data: bytes, dadu: random.Random) -> bytes:
    keluaran = io.BytesIO(data)
    with zipfile.ZipFile(keluaran, "a") as arsip:
        info = dadu.choice(arsip.infolist())
        # Set afterwards, because zipfile warns of a name that is there already.
        ganda = zipfile.ZipInfo("x" * len(info.filename))
        arsip.writestr(ganda, arsip.read(info))
        nama = info.filename.encode()
    return keluaran.getvalue().replace(b"x" * len(nama), nama)


#: Everything that is done to the bytes of the zip.
PENGACAU_ARSIP: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (_balik, _potong, _sisip, _bagian_ganda)


def acak(data: bytes, benih: int) -> tuple[bytes, list[str]]:
    """(mutant number `benih` of a workbook, names of what was done to it); the same number gives the same mutant."""
    dadu = random.Random(benih)
    k = Kerja(data, dadu)
    lakukan = [dadu.choice(PENGACAU) for _ in range(dadu.choice((1, 1, 1, 2, 3)))]
    # What changes whole parts comes last: trees of broken XML cannot be taken up again.
    lakukan.sort(key=lambda f: f in (byte_dalam_bagian, bagian_lain))
    nama = []
    for pengacau in lakukan:
        pengacau(k)
        nama.append(pengacau.__name__)
    hasil = k.bytes()
    if dadu.random() < 0.06:
        arsip = dadu.choice(PENGACAU_ARSIP)
        hasil = arsip(hasil, dadu)
        nama.append(arsip.__name__)
    return hasil, nama
