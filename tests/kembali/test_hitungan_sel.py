"""The account of cells: used, unchanged and reported are all there are, whatever was done to a return."""

from __future__ import annotations

import copy
import io
import random
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.letak import Letak, alamat, huruf_kolom
from ikixl.penerimaan.pemeriksaan import HasilPeriksa
from ikixl.reader.geser import nomor_kolom
from tests.kembali.bongkar import LEMBAR, RUANG_SEL, Kerja
from tests.kembali.test_pembacaan import PEMERIKSA
from tests.kembali.test_serangan import DATA, ISIAN, TERBIT

_S = RUANG_SEL
_RUANG_HUBUNGAN = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ISIAN = ("target", "realisasi", "catatan")

#: The cells of inputs that nothing was done to: what they are for and the key of their row.
Utuh = dict[ET.Element, tuple[KunciIsian, str]]
Kerusakan = Callable[[Kerja, Utuh], None]


def _letak(c: ET.Element) -> tuple[str, int]:
    """Column letters and row number of a cell."""
    huruf = c.get("r", "").rstrip("0123456789")
    return huruf, int(c.get("r", "")[len(huruf) :])


def _utuh(k: Kerja) -> Utuh:
    letak = Letak(TERBIT)
    hasil: Utuh = {}
    for lembar in (x for x in TERBIT.lembar if x.kunci in _ISIAN):
        sel = {c.get("r"): c for c in k.sel(k.lembar(lembar.kunci))}
        for b in lembar.baris:
            for kolom, s in b.sel.items():
                if s.masukan is not None:
                    hasil[sel[alamat(*letak.sel(lembar.kunci, b.kunci, kolom))]] = s.masukan.isian, b.kunci
    return hasil


def _data_lembar(lembar: ET.Element) -> ET.Element:
    data = lembar.find(f"{_S}sheetData")
    assert data is not None
    return data


def _mana_saja(k: Kerja) -> ET.Element:
    return k.lembar(k.dadu.choice(list(LEMBAR)))


# What is done to a return


def _ubah_sel(k: Kerja, utuh: Utuh) -> None:
    """Another content, or none, in any cell of any sheet."""
    c = k.dadu.choice(k.sel(_mana_saja(k)) or [k.satu_sel(k.lembar("target"), "F5")])
    utuh.pop(c, None)
    isi: list[tuple[str, str, str | None]] = [
        ("77", "n", None),
        ("-", "inlineStr", None),
        ("kata kami", "inlineStr", None),
        ("  ", "inlineStr", None),
        ("", "n", None),
        ("#N/A", "e", None),
        ("5", "n", "2+3"),
        ("", "n", "2+3"),
    ]
    k.isi(c, *k.dadu.choice(isi))


def _tambah_sel(k: Kerja, _: Utuh) -> None:
    """A cell where there was none, as far out as there are any."""
    letak = k.dadu.choice(("AH7", "C300", "XFD1048576", "H90", "AZ1", "A77"))
    c = k.satu_sel(_mana_saja(k), letak)
    k.isi(c, "coretan", "inlineStr")


def _tukar_sel(k: Kerja, utuh: Utuh) -> None:
    """Two cells of a sheet moved to each other's place."""
    semua = k.sel(_mana_saja(k))
    if len(semua) > 1:
        a, b = k.dadu.sample(semua, 2)
        a.attrib["r"], b.attrib["r"] = b.attrib["r"], a.attrib["r"]
        utuh.pop(a, None)
        utuh.pop(b, None)


def _nomori(baris: ET.Element, ke: dict[int, int]) -> None:
    """A row and its cells set to other numbers."""
    for c in baris:
        huruf, nomor = _letak(c)
        c.set("r", f"{huruf}{ke.get(nomor, nomor)}")
    baris.set("r", str(ke.get(int(baris.get("r", "0")), int(baris.get("r", "0")))))


def _terakhir(lembar: ET.Element) -> int:
    return max((_letak(c)[1] for c in lembar.iter(f"{_S}c")), default=1)


def _sisip_baris(k: Kerja, _: Utuh) -> None:
    """Blank rows put in before any row."""
    lembar = _mana_saja(k)
    mulai, jumlah = k.dadu.randrange(1, 14), k.dadu.randrange(1, 4)
    ke = {n: n + jumlah for n in range(mulai, min(_terakhir(lembar), 1_048_000) + 1)}
    for baris in k.baris(lembar):
        _nomori(baris, ke)


def _urut_baris(k: Kerja, _: Utuh) -> None:
    """Rows of a sheet with inputs in another order."""
    asal = list(range(5, 13))
    ke = asal[:]
    k.dadu.shuffle(ke)
    for baris in k.baris(k.lembar()):
        _nomori(baris, dict(zip(asal, ke, strict=True)))


def _hapus_baris(k: Kerja, _: Utuh) -> None:
    """A row taken out of any sheet."""
    data = _data_lembar(_mana_saja(k))
    if len(data):
        data.remove(k.dadu.choice(list(data)))


def _salin_baris(k: Kerja, _: Utuh) -> None:
    """A row copied below all others, a cell of the copy perhaps changed."""
    data = _data_lembar(_mana_saja(k))
    # Where cells were swapped, a row may hold two of one column: copied, they would share an address.
    berisi = [b for b in data if 0 < len(b) == len({_letak(c)[0] for c in b})]
    if not berisi or (nomor := _terakhir(data) + 1) > 1_048_576:
        return
    salinan = copy.deepcopy(k.dadu.choice(berisi))
    for c in salinan:
        c.set("r", f"{_letak(c)[0]}{nomor}")
    salinan.set("r", str(nomor))
    data.append(salinan)
    if k.dadu.random() < 0.5:
        k.isi(k.dadu.choice(list(salinan)), "78")


def _sisip_kolom(k: Kerja, _: Utuh) -> None:
    """A blank column put in before any column."""
    mulai = k.dadu.randrange(12)
    for c in k.sel(_mana_saja(k)):
        huruf, nomor = _letak(c)
        if mulai <= nomor_kolom(huruf) < 16_000:
            c.set("r", f"{huruf_kolom(nomor_kolom(huruf) + 1)}{nomor}")


def _tukar_kolom(k: Kerja, _: Utuh) -> None:
    """Two columns of a sheet with inputs moved to each other's place."""
    a, b = (huruf_kolom(n) for n in k.dadu.sample(range(15), 2))
    for c in k.sel(k.lembar()):
        huruf, nomor = _letak(c)
        c.set("r", f"{ {a: b, b: a}.get(huruf, huruf) }{nomor}")


def _hapus_kolom(k: Kerja, _: Utuh) -> None:
    """A column taken out of any sheet."""
    lembar, kolom = _mana_saja(k), huruf_kolom(k.dadu.randrange(16))
    for baris in k.baris(lembar):
        for c in [c for c in baris if _letak(c)[0] == kolom]:
            baris.remove(c)


def _salin_kolom(k: Kerja, _: Utuh) -> None:
    """A column copied beside all others, a cell of the copy perhaps changed."""
    lembar, kolom = k.lembar(), huruf_kolom(k.dadu.randrange(1, 15))
    tujuan = huruf_kolom(max((nomor_kolom(_letak(c)[0]) for c in k.sel(lembar)), default=0) + 1)
    salinan = []
    for baris in k.baris(lembar) if tujuan != "XFE" else ():
        for c in [c for c in baris if _letak(c)[0] == kolom]:
            salinan.append(copy.deepcopy(c))
            salinan[-1].set("r", f"{tujuan}{_letak(c)[1]}")
            baris.append(salinan[-1])
    if salinan and k.dadu.random() < 0.5:
        k.isi(k.dadu.choice(salinan), "79")


def _gabung(k: Kerja, _: Utuh) -> None:
    """An area merged over inputs, values under it and all."""
    r, c = k.dadu.randrange(4, 12), k.dadu.randrange(4, 14)
    area = f"{alamat(r, c)}:{alamat(r + k.dadu.randrange(3), c + k.dadu.randrange(3))}"
    ET.SubElement(ET.SubElement(k.lembar(), f"{_S}mergeCells"), f"{_S}mergeCell", ref=area)


def _salin_lembar(k: Kerja, _: Utuh) -> None:
    """A sheet copied, a cell of the copy perhaps changed, listed first or last."""
    nomor = 50 + len(k.bagian)
    bagian = f"xl/worksheets/sheet{nomor}.xml"
    k.salin(k.dadu.choice(list(LEMBAR)), f"Salinan {nomor}", bagian, k.dadu.choice((0, 99)))
    semua = k.sel(k.pohon(bagian))
    if semua and k.dadu.random() < 0.5:
        k.isi(k.dadu.choice(semua), "80")


def _hapus_lembar(k: Kerja, _: Utuh) -> None:
    """A sheet taken out of the workbook, and with it the names that belong to single sheets by number."""
    if len(k.daftar()) > 1:
        k.daftar().remove(k.dadu.choice(list(k.daftar())))
    for nama in k.pohon("xl/workbook.xml").iter(f"{_S}definedNames"):
        nama[:] = [satu for satu in nama if "localSheetId" not in satu.attrib]


def _sembunyikan(k: Kerja, _: Utuh) -> None:
    """Rows hidden, as a filter hides them."""
    for baris in k.baris(k.lembar()):
        if k.dadu.random() < 0.4:
            baris.set("hidden", "1")


_KERUSAKAN: list[Kerusakan] = [
    *(_ubah_sel, _tambah_sel, _tukar_sel, _sisip_baris, _urut_baris, _hapus_baris, _salin_baris, _sisip_kolom),
    *(_tukar_kolom, _hapus_kolom, _salin_kolom, _gabung, _salin_lembar, _hapus_lembar, _sembunyikan),
]


# What is in the file, told without our reader


def _bagian_lembar(arsip: zipfile.ZipFile) -> dict[str, ET.Element]:
    """The sheets that a workbook lists, by name."""
    hubungan = ET.fromstring(arsip.read("xl/_rels/workbook.xml.rels"))
    tujuan = {h.get("Id"): h.get("Target", "") for h in hubungan}
    return {
        s.get("name", ""): ET.fromstring(arsip.read(f"xl/{tujuan[s.get(_RUANG_HUBUNGAN + 'id')]}".replace("xl//", "")))
        for s in ET.fromstring(arsip.read("xl/workbook.xml")).iter(f"{_S}sheet")
    }


def _jumlah_berisi(data: bytes) -> int:
    """How many cells hold a formula or a value that is not white space."""
    with zipfile.ZipFile(io.BytesIO(data)) as arsip:
        akar = ET.fromstring(arsip.read("xl/sharedStrings.xml"))
        string = ["".join(t.text or "" for t in si.iter(f"{_S}t")) for si in akar]
        lembar = _bagian_lembar(arsip)
    jumlah = 0
    for satu in lembar.values():
        for c in satu.iter(f"{_S}c"):
            isi = "".join(t.text or "" for t in c.iter(f"{_S}t")) or c.findtext(f"{_S}v") or ""
            if c.get("t") == "s" and isi:
                isi = string[int(isi)]
            jumlah += bool(isi.strip()) or c.find(f"{_S}f") is not None
    return jumlah


def _hilang(k: Kerja, utuh: Utuh, hasil: HasilPeriksa) -> list[str]:
    """Inputs that nothing was done to, yet that were neither read with their value nor spoken of."""
    terbaca = {(i.lembar, i.sel): (i.kunci, i.nilai) for i in hasil.isian if i.keadaan == "isi"}
    tempat = {(t.lembar, t.sel) for t in hasil.temuan}
    # These speak of all rows with a key, not of single cells.
    baris = {(t.lembar, t.rinci["kunci"]) for t in hasil.temuan if t.kode in ("STRUKTUR-05", "STRUKTUR-11")}
    lembar_lain = {t.lembar for t in hasil.temuan if t.kode in ("STRUKTUR-02", "STRUKTUR-09", "STRUKTUR-10")}
    salah = []
    for satu in k.daftar():
        nama = satu.get("name", "")
        if nama in lembar_lain:
            continue
        bagian = f"xl/worksheets/sheet{re.sub(r'[^0-9]', '', satu.get(_RUANG_HUBUNGAN + 'id', ''))}.xml"
        for c in k.sel(k.pohon(bagian)):
            if c not in utuh:
                continue
            letak, (kunci, kunci_baris) = c.get("r", ""), utuh[c]
            if (nama, letak) in terbaca:
                if terbaca[nama, letak][0] == kunci and terbaca[nama, letak][1] != ISIAN[kunci]:
                    salah.append(f"{nama}!{letak}: {kunci} terbaca {terbaca[nama, letak]}")
            elif (nama, letak) not in tempat and (nama, kunci_baris) not in baris:
                salah.append(f"{nama}!{letak}: {kunci} hilang")
    return salah


@settings(max_examples=40)
@given(st.lists(st.sampled_from(_KERUSAKAN), min_size=1, max_size=5), st.integers(0, 2**32))
def test_semua_sel_terhitung(kerusakan: list[Kerusakan], benih: int) -> None:
    """After any damage the figures add up to the cells of the file, and no input left alone is lost or changed."""
    k = Kerja(DATA, random.Random(benih))
    utuh = _utuh(k)
    for satu in kerusakan:
        satu(k, utuh)
    data = k.bytes()
    hasil = PEMERIKSA.periksa(data, "1001.xlsx")
    assert not {t.kode for t in hasil.temuan if t.kode.startswith(("BERKAS", "PAKET"))}
    assert hasil.terisi + hasil.tetap + hasil.dilaporkan == _jumlah_berisi(data)
    assert hasil.ke_json()["jumlah"] == {
        "terisi": hasil.terisi,
        "tetap": hasil.tetap,
        "dilaporkan": hasil.dilaporkan,
    }
    assert hasil.keadaan == "ditolak" or _hilang(k, utuh, hasil) == []
    assert hasil.keadaan == "diterima" or any(t.tingkat == "galat" for t in hasil.temuan)


def test_hitungan_sama_dengan_openpyxl() -> None:
    """An untouched return counts as many cells as openpyxl finds, all of them used or unchanged."""
    wb = openpyxl.load_workbook(io.BytesIO(DATA))
    berisi = sum(
        str(c.value).strip() != "" for ws in wb for baris in ws.iter_rows() for c in baris if c.value is not None
    )
    hasil = PEMERIKSA.periksa(DATA, "1001.xlsx")
    assert (hasil.terisi, hasil.terisi + hasil.tetap, hasil.dilaporkan) == (len(ISIAN), berisi, 0)
    assert _jumlah_berisi(DATA) == berisi
