"""The Perbaikan sheet joined to a workbook: first among its sheets, with the styles and texts that it brings along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from ikixl.bawaan import baca_templat
from ikixl.layout.buku import Buku
from ikixl.layout.lembar_perbaikan import KUNCI, ButirPerbaikan, kotak_centang
from ikixl.layout.letak import Letak, alamat
from ikixl.perbaikan.gaya import GayaUbah, ganti_ruang
from ikixl.perbaikan.lembar import LembarUbah
from ikixl.perbaikan.ubahan import RUANG_UTAMA, PaketUbah, Unsur, ruang
from ikixl.reader.paket import buka_paket
from ikixl.writer import tulis_buku

__all__ = ["daftar_lembar", "hapus_lembar", "sisipkan_daftar"]

_S: Final = f"{{{RUANG_UTAMA}}}"
_JENIS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_JENIS_STRING: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_TERPANJANG: Final = 31


def daftar_lembar(paket: PaketUbah) -> dict[str, str]:
    """The part of every sheet by the sheet's name, in the order of the tabs."""
    bagian = {h.id: h.sasaran for h in paket.hubungan(paket.utama)}
    return {s.get("name", ""): bagian.get(_id(paket, s), "") for s in _lembar(paket)}


def hapus_lembar(paket: PaketUbah, nama: str) -> None:
    """Take a sheet out of the workbook, with the names that belong to it."""
    semua = _lembar(paket)
    tempat = next(n for n, s in enumerate(semua) if s.get("name") == nama)
    bagian = daftar_lembar(paket)[nama]
    paket.putuskan(paket.utama, _id(paket, semua[tempat]))
    semua[tempat].getparent().remove(semua[tempat])
    paket.hapus(bagian)
    _nomori_nama(paket, {n: n - (n > tempat) for n in range(len(semua)) if n != tempat})


def sisipkan_daftar(paket: PaketUbah, gaya: GayaUbah, buku: Buku, butir: Sequence[ButirPerbaikan]) -> str:
    """Join the sheet of `buku` (layout.lembar_perbaikan) in front of all others and open the workbook on it.

    Its cells of `butir` become links where the workbook has such a place to go to. Returns the name of the sheet.
    """
    asal = PaketUbah(buka_paket(tulis_buku(buku)))
    (bagian_asal,) = daftar_lembar(asal).values()
    akar = asal.pohon(bagian_asal)
    _sesuaikan_sel(paket, gaya, asal, akar)
    letak = Letak(buku)
    _pasang_centang(akar, letak, len(butir))
    _pasang_tautan(paket, akar, letak, butir)
    isi = etree.tostring(ganti_ruang(akar, f"{{{paket.ruang_utama}}}"), encoding="UTF-8", xml_declaration=True)
    bagian = paket.tambah("xl/worksheets/sheet_ikixl{}.xml", isi, _JENIS)
    for lain in daftar_lembar(paket).values():
        _tidak_terpilih(paket, lain)
    return _daftarkan(paket, bagian, buku.lembar[0].nama)


def _lembar(paket: PaketUbah) -> list[Unsur]:
    return list(paket.buku.iterfind(f"{ruang(paket.buku)}sheets/{ruang(paket.buku)}sheet"))


def _id(paket: PaketUbah, lembar: Unsur) -> str:
    return str(lembar.get(f"{{{paket.ruang_kaitan}}}id", ""))


def _nomori_nama(paket: PaketUbah, nomor: dict[int, int]) -> None:
    """Give names that belong to a sheet the new number of that sheet; those of a sheet that is gone go too."""
    for nama in list(paket.buku.iter(f"{ruang(paket.buku)}definedName")):
        lama = nama.get("localSheetId")
        if lama is None:
            continue
        baru = nomor.get(int(lama)) if lama.isdigit() else None
        if baru is None:
            nama.getparent().remove(nama)
        else:
            nama.set("localSheetId", str(baru))


def _daftarkan(paket: PaketUbah, bagian: str, nama: str) -> str:
    """List a part as the first sheet; returns the name under which that was possible."""
    q = ruang(paket.buku)
    semua = _lembar(paket)
    terpakai = {s.get("name", "").casefold() for s in semua}
    pilihan = (nama if n < 2 else f"{nama[: _TERPANJANG - 4]} ({n})" for n in range(1, len(semua) + 2))
    nama = next(p for p in pilihan if p.casefold() not in terpakai)
    nomor = max((int(s.get("sheetId", "0")) for s in semua if s.get("sheetId", "").isdigit()), default=0) + 1
    unsur = etree.Element(f"{q}sheet", name=nama, sheetId=str(nomor))
    unsur.set(f"{{{paket.ruang_kaitan}}}id", paket.hubungkan(paket.utama, "worksheet", bagian))
    semua[0].addprevious(unsur)
    _nomori_nama(paket, {n: n + 1 for n in range(len(semua))})
    for tampilan in paket.buku.iter(f"{q}workbookView"):
        tampilan.set("activeTab", "0")
        tampilan.set("firstSheet", "0")
    return nama


def _tidak_terpilih(paket: PaketUbah, bagian: str) -> None:
    # Two selected sheets are a group, and what is typed in one is typed in both.
    if not paket.ada(bagian) or b"tabSelected" not in paket.isi(bagian).replace(b"\0", b""):
        return
    akar = paket.pohon(bagian)
    for tampilan in akar.iter(f"{ruang(akar)}sheetView"):
        tampilan.attrib.pop("tabSelected", None)


# What the sheet brings along


def _sesuaikan_sel(paket: PaketUbah, gaya: GayaUbah, asal: PaketUbah, akar: Unsur) -> None:
    """Let styles and texts of the sheet point into the workbook that it joins."""
    sel, bersyarat = gaya.gabungkan(asal.pohon(asal.satu(asal.utama, "styles")))
    teks = _gabungkan_teks(paket, asal)
    for c in akar.iter(f"{_S}c"):
        c.set("s", str(sel[int(c.get("s", "0"))]))
        v = c.find(f"{_S}v")
        if c.get("t") == "s" and v is not None:
            v.text = str(teks + int(v.text))
    for sifat, unsur in (("s", "row"), ("style", "col")):
        for e in akar.iter(_S + unsur):
            if sifat in e.attrib:
                e.set(sifat, str(sel[int(e.get(sifat))]))
    for aturan in akar.iter(f"{_S}cfRule"):
        aturan.set("dxfId", str(bersyarat[int(aturan.get("dxfId"))]))


def _gabungkan_teks(paket: PaketUbah, asal: PaketUbah) -> int:
    """Append the shared strings of `asal`; returns the number that its first one has now."""
    milik = asal.pohon(asal.satu(asal.utama, "sharedStrings"))
    bagian = paket.satu(paket.utama, "sharedStrings")
    if not bagian:
        kosong = f'<sst xmlns="{paket.ruang_utama}" count="0" uniqueCount="0"/>'
        bagian = paket.tambah("xl/sharedStrings{}.xml", kosong.encode(), _JENIS_STRING)
        paket.hubungkan(paket.utama, "sharedStrings", bagian)
    akar = paket.pohon(bagian)
    q = ruang(akar)
    semua = akar.findall(f"{q}si")
    awal = len(semua)
    baru = [ganti_ruang(si, q) for si in milik.iterfind(f"{_S}si")]
    tempat = akar.index(semua[-1]) + 1 if semua else 0
    akar[tempat:tempat] = baru
    # Excel takes a count that is too small for damage, and a forged one is no use to anybody.
    akar.set("uniqueCount", str(awal + len(baru)))
    lama = akar.get("count", "")
    akar.set("count", str((int(lama) if lama.isdigit() else awal) + int(milik.get("count", len(baru)))))
    return awal


def _pasang_centang(akar: Unsur, letak: Letak, jumlah: int) -> None:
    """The box to tick in each row, instead of the writer's own check of a text."""
    kata = baca_templat("perbaikan")["centang"]
    sheet = LembarUbah(akar)
    validasi = sheet.anak("dataValidations")
    for anak in list(validasi):
        validasi.remove(anak)
    validasi.set("count", "1")
    kotak = [alamat(*letak.sel(KUNCI, f"butir{n}", "selesai")) for n in (1, jumlah)]
    satu = etree.SubElement(validasi, f"{_S}dataValidation", type="list", sqref=":".join(dict.fromkeys(kotak)))
    for nama in ("allowBlank", "showInputMessage", "showErrorMessage"):
        satu.set(nama, "1")
    satu.set("errorTitle", kata["judul_galat"])
    satu.set("error", kata["galat"])
    satu.set("promptTitle", kata["judul"])
    satu.set("prompt", kata["petunjuk"])
    etree.SubElement(satu, f"{_S}formula1").text = f'"{",".join(kotak_centang())}"'


def _pasang_tautan(paket: PaketUbah, akar: Unsur, letak: Letak, butir: Sequence[ButirPerbaikan]) -> None:
    """Links to the cells, or to the sheet where no cell is named; hidden sheets cannot be gone to."""
    terlihat = {s.get("name", "") for s in _lembar(paket) if s.get("state", "visible") == "visible"}
    tautan = []
    for nomor, b in enumerate(butir, start=1):
        if b.lembar in terlihat:
            dari = alamat(*letak.sel(KUNCI, f"butir{nomor}", "sel" if b.sel else "lembar"))
            nama = b.lembar.replace("'", "''")
            tautan.append({"ref": dari, "location": f"'{nama}'!{b.sel or 'B2'}", "display": b.sel or b.lembar})
    if tautan:
        induk = LembarUbah(akar).anak("hyperlinks")
        for satu in tautan:
            etree.SubElement(induk, f"{_S}hyperlink", satu)
