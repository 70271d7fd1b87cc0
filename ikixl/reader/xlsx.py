"""A workbook in .xlsx form: the parts around the sheets, read once for identity and data alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.batas import Batas
from ikixl.reader.cepat import PANJANG_AWAL, baca_lembar_cepat, baca_string_cepat, sel_pertama
from ikixl.reader.daftar_lembar import LembarTerdaftar, baca_daftar_lembar
from ikixl.reader.format_angka import JenisFormat, jenis_format, jenis_format_bawaan
from ikixl.reader.hubungan import Hubungan, baca_hubungan, satu_hubungan
from ikixl.reader.ingatan import Ingatan
from ikixl.reader.lembar import baca_lembar
from ikixl.reader.mentah import BukuMentah, LembarMentah, SelMentah
from ikixl.reader.paket import Paket, buka_paket
from ikixl.reader.properti import baca_properti
from ikixl.reader.sampiran import PembacaSampiran
from ikixl.reader.sel import Konteks, teks_xml
from ikixl.reader.urai import RUANG_LEMBAR, abaikan, urai

__all__ = ["baca_xlsx", "baca_xlsx_paket"]

_BATAS_STRING: Final = 1_000_000
_BATAS_GAYA: Final = 200_000
_GAYA_DIKENAL: Ingatan[tuple[JenisFormat, ...]] = Ingatan()
_NOMOR: Final = re.compile(r"[0-9]{1,6}", re.ASCII)


def baca_xlsx(data: bytes, cepat: bool = True) -> BukuMentah:
    """Read the bytes of an .xlsx file; BerkasTidakTerbacaError with a BERKAS code if that cannot be done safely.

    `cepat` False reads every part with expat, however it is written; the result is the same.
    """
    return baca_xlsx_paket(buka_paket(data), cepat)


def baca_xlsx_paket(paket: Paket, cepat: bool = True, batas: Batas | None = None, tunda: bool = False) -> BukuMentah:
    """Read an opened package that holds an .xlsx workbook, within `batas`; as `baca_xlsx`.

    With `tunda` sheets are read when they are first asked for, or all of them, and what else is in the package, by
    `tuntaskan` of the workbook.
    """
    batas = batas or Batas()
    akar = baca_hubungan(paket, "", batas).values()
    utama = satu_hubungan(akar, "officeDocument") or "xl/workbook.xml"
    hubungan = baca_hubungan(paket, utama, batas)
    buku = baca_daftar_lembar(paket, utama, batas, cepat)
    string, sel_teks = _semua_string(paket, satu_hubungan(hubungan.values(), "sharedStrings"), batas, cepat)
    konteks = Konteks(
        string=string,
        sel_teks=sel_teks,
        teks_kosong=bool(string),
        gaya=_baca_gaya(paket, satu_hubungan(hubungan.values(), "styles"), batas),
        tanggal_1904=buku.tanggal_1904,
        batas=batas,
    )
    # The second name is the Strict one.
    properti = satu_hubungan(akar, "custom-properties") or satu_hubungan(akar, "customProperties")
    mentah = BukuMentah(
        lembar=_semua_lembar(paket, buku.lembar, hubungan, konteks, cepat),
        nama_terdefinisi=buku.nama_terdefinisi,
        properti=baca_properti(paket, properti or "docProps/custom.xml", batas, cepat),
        tanggal_1904=buku.tanggal_1904,
        format="xlsx",
        makro=any(_bermakro(nama) for nama in paket.nama),
        sisa=paket.tuntaskan,
    )
    if not tunda:
        mentah.tuntaskan()
    return mentah


def _bermakro(nama: str) -> bool:
    nama = nama.casefold()
    return nama.endswith("vbaproject.bin") or nama.startswith("xl/macrosheets/")


def _semua_lembar(
    paket: Paket, daftar: Sequence[LembarTerdaftar], hubungan: dict[str, Hubungan], konteks: Konteks, cepat: bool
) -> list[LembarMentah]:
    hasil: list[LembarMentah] = []
    sampiran = PembacaSampiran(paket, konteks.batas)
    terpakai: set[str] = set()
    nama_terpakai: set[str] = set()
    for satu in daftar:
        tujuan = hubungan.get(satu.hubungan)
        if tujuan is None:
            raise BerkasTidakTerbacaError("BERKAS-03", sebab=f"isi lembar {satu.nama[:40]} tidak ada")
        if not tujuan.sasaran:
            raise BerkasTidakTerbacaError("PAKET-07", lembar=satu.nama[:40])
        # One part shown as a hundred sheets costs a hundred readings, and no program writes that.
        if tujuan.sasaran.casefold() in terpakai or satu.nama.casefold() in nama_terpakai:
            raise BerkasTidakTerbacaError("PAKET-18", sebab=f"lembar {satu.nama[:40]} terdaftar dua kali")
        terpakai.add(tujuan.sasaran.casefold())
        nama_terpakai.add(satu.nama.casefold())
        if tujuan.jenis == "worksheet":
            nanti = _LembarNanti(paket, tujuan.sasaran, satu, konteks, cepat, sampiran)
            lembar = LembarMentah.belum_dibaca(satu.nama, satu.tersembunyi, nanti)
        else:
            lembar = LembarMentah(nama=satu.nama, tersembunyi=satu.tersembunyi)
        hasil.append(lembar)
    return hasil


@dataclass(slots=True)
class _LembarNanti:
    """A worksheet part, and what it takes to read it."""

    paket: Paket
    bagian: str
    daftar: LembarTerdaftar
    konteks: Konteks
    cepat: bool
    sampiran: PembacaSampiran

    def pertama(self) -> SelMentah | None:
        """As of LembarNanti: told by the beginning of the part, where that is as programs write it."""
        for panjang in PANJANG_AWAL if self.cepat else ():
            sel = sel_pertama(self.bagian, self.paket.awal(self.bagian, panjang), self.konteks)
            if sel is not None:
                return sel
        return None

    def baca(self) -> LembarMentah:
        """As of LembarNanti."""
        lembar = self._baca()
        hubungan = baca_hubungan(self.paket, self.bagian, self.konteks.batas)
        self.sampiran.lengkapi(lembar, hubungan.values())
        return lembar

    def _baca(self) -> LembarMentah:
        bagian, daftar, konteks = self.bagian, self.daftar, self.konteks
        isi = self.paket.isi_kecil(bagian) if self.cepat else None
        if isi is not None:
            lembar = baca_lembar_cepat(bagian, isi, daftar.nama, konteks, daftar.tersembunyi)
            if lembar is not None:
                return lembar
        return baca_lembar(bagian, self.paket.potongan(bagian), daftar.nama, konteks, daftar.tersembunyi)


def _semua_string(paket: Paket, bagian: str, batas: Batas, cepat: bool) -> tuple[list[str], list[SelMentah | None]]:
    """Shared strings, and the cells that show them; as `baca_string_cepat`."""
    isi = paket.isi_kecil(bagian) if cepat else None
    if isi is not None:
        hasil = baca_string_cepat(isi, batas, _BATAS_STRING)
        if hasil is not None:
            return hasil
    string = _baca_string(paket, bagian, batas)
    sel = [SelMentah("teks", s) if s.strip() else None for s in string]
    return string if None in sel else [], sel


def _baca_string(paket: Paket, bagian: str, batas: Batas) -> list[str]:
    """Shared strings in order; rich text joined, phonetic readings left out, declared counts ignored."""
    hasil: list[str] = []
    isi: list[str] = []
    keadaan = {"si": False, "t": False, "rPh": False}

    def mulai_si(_: dict[str, str]) -> None:
        keadaan["si"] = True
        isi.clear()

    def akhir_si() -> None:
        keadaan["si"] = False
        hasil.append(teks_xml("".join(isi)))
        if len(hasil) > _BATAS_STRING:
            raise BerkasTidakTerbacaError("BERKAS-04", sebab=f"isinya lebih dari {_BATAS_STRING} teks")

    def pasang(nama: str, nilai: bool) -> None:
        keadaan[nama] = nilai

    def tampung(potongan: str) -> None:
        if keadaan["t"] and keadaan["si"] and not keadaan["rPh"]:
            batas.tambah_huruf(len(potongan))
            isi.append(potongan)

    if bagian:
        urai(
            bagian,
            paket.potongan(bagian),
            batas,
            ruang=RUANG_LEMBAR,
            akar="sst",
            mulai={"si": mulai_si, "t": lambda _: pasang("t", True), "rPh": lambda _: pasang("rPh", True)},
            akhir={"si": akhir_si, "t": lambda: pasang("t", False), "rPh": lambda: pasang("rPh", False)},
            teks=tampung,
        )
    return hasil


class _Gaya:
    """styles.xml: the kind of number format of every cell style."""

    def __init__(self) -> None:
        self.jenis: list[JenisFormat] = []
        self._khusus: dict[str, JenisFormat] = {}
        self._dalam = ""

    def masuk(self, nama: str) -> None:
        self._dalam = nama

    def format_khusus(self, atribut: dict[str, str]) -> None:
        if self._dalam == "numFmts":
            self._khusus[atribut.get("numFmtId", "")] = jenis_format(atribut.get("formatCode", ""))

    def gaya_sel(self, atribut: dict[str, str]) -> None:
        if self._dalam != "cellXfs":
            return
        if len(self.jenis) >= _BATAS_GAYA:
            raise BerkasTidakTerbacaError("BERKAS-04", sebab=f"isinya lebih dari {_BATAS_GAYA} gaya sel")
        nomor = atribut.get("numFmtId", "0")
        bawaan = jenis_format_bawaan(int(nomor) if _NOMOR.fullmatch(nomor) else 0)
        self.jenis.append(self._khusus.get(nomor, bawaan))


def _baca_gaya(paket: Paket, bagian: str, batas: Batas) -> tuple[JenisFormat, ...]:
    def baca(terhitung: Batas) -> tuple[JenisFormat, ...]:
        gaya = _Gaya()
        urai(
            bagian,
            paket.potongan(bagian),
            terhitung,
            ruang=RUANG_LEMBAR,
            akar="styleSheet",
            mulai={
                "numFmts": lambda _: gaya.masuk("numFmts"),
                "cellXfs": lambda _: gaya.masuk("cellXfs"),
                "numFmt": gaya.format_khusus,
                "xf": gaya.gaya_sel,
            },
            akhir={"numFmts": lambda: gaya.masuk(""), "cellXfs": lambda: gaya.masuk("")},
            teks=abaikan,
        )
        return tuple(gaya.jenis)

    if not bagian:
        return ()
    return _GAYA_DIKENAL.ambil(bagian, paket.isi(bagian), batas, baca)
