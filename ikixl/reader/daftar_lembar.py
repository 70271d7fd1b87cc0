"""The part workbook.xml: the list of sheets, the defined names and the date system."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.batas import Batas
from ikixl.reader.ingatan import Ingatan
from ikixl.reader.paket import Paket
from ikixl.reader.potong import TEKS, TidakBakuError, teks_baku
from ikixl.reader.sel import teks_xml
from ikixl.reader.urai import RUANG_LEMBAR, urai

__all__ = ["DaftarLembar", "LembarTerdaftar", "baca_daftar_lembar"]

_BATAS_LEMBAR: Final = 100
_BENAR: Final = frozenset({"1", "true"})
_ID_HUBUNGAN: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_NOMOR: Final = re.compile(r"[0-9]{1,6}", re.ASCII)

_BUKA: Final = b"<definedNames>"
_TUTUP: Final = b"</definedNames>"
_TUTUP_NAMA: Final = b"</definedName>"
_NAMA: Final = re.compile(rb'<definedName((?: [A-Za-z]{1,20}="[^"<>&\x00-\x1f\x7f-\xff]*")+)>(' + TEKS + rb")")
_SIFAT: Final = re.compile(rb' ([A-Za-z]+)="([^"]*)"')
# Shows that names in this place are names, whatever was opened before them.
_PENGUJI: Final = ("ikixl", "", "0")
_BATAS_NAMA: Final = 2_048
_PANJANG_NAMA: Final = 2_000

#: A defined name: its name, the number of the sheet that it belongs to ("" for none), its formula.
_Nama = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class LembarTerdaftar:
    """One sheet as workbook.xml lists it: its name, the id of its relationship, whether it is hidden."""

    nama: str
    hubungan: str
    tersembunyi: bool


@dataclass(frozen=True, slots=True)
class DaftarLembar:
    """What workbook.xml says; formula text by name, a name that belongs to one sheet written as "Lembar!nama"."""

    lembar: Sequence[LembarTerdaftar]
    nama_terdefinisi: dict[str, str]
    tanggal_1904: bool


def baca_daftar_lembar(paket: Paket, bagian: str, batas: Batas, cepat: bool = True) -> DaftarLembar:
    """Read the part `bagian`; with `cepat` False always all of it with expat, which gives the same.

    BerkasTidakTerbacaError: as `urai`, BERKAS-03 for no sheet at all, PAKET-14 for too many, PAKET-18 for one name
    with two meanings.
    """
    isi = paket.isi_kecil(bagian) if cepat else None
    buku = None if isi is None else _baca_cepat(bagian, isi, batas)
    if buku is None:
        buku = _Buku(bagian, batas)
        buku.baca(paket.potongan(bagian))
    if not buku.lembar:
        raise BerkasTidakTerbacaError("BERKAS-03", sebab="tidak ada satu lembar pun di dalamnya")
    return DaftarLembar(buku.lembar, _menurut_nama(buku), buku.tanggal_1904)


def _menurut_nama(buku: _Buku) -> dict[str, str]:
    hasil: dict[str, str] = {}
    for nama, setempat, isi in buku.nama:
        kunci = nama
        if setempat:
            nomor = int(setempat) if _NOMOR.fullmatch(setempat) else len(buku.lembar)
            kunci = f"{buku.lembar[nomor].nama if nomor < len(buku.lembar) else '?'}!{nama}"
        if hasil.setdefault(kunci, isi) != isi:
            raise BerkasTidakTerbacaError("PAKET-18", sebab=f"nama {kunci[:60]} ditentukan dua kali")
    return hasil


class _Buku:
    """The sheets and names in the order of the part."""

    def __init__(self, bagian: str, batas: Batas) -> None:
        self._bagian = bagian
        self._batas = batas
        self.lembar: list[LembarTerdaftar] = []
        self.nama: list[_Nama] = []
        self.tanggal_1904 = False
        self._atribut: dict[str, str] = {}
        self._potong: list[str] | None = None

    def baca(self, potongan: Iterable[bytes]) -> None:
        """Read the part with expat."""
        urai(
            self._bagian,
            potongan,
            self._batas,
            ruang=RUANG_LEMBAR,
            akar="workbook",
            mulai={"workbookPr": self._sifat, "sheet": self._daftar, "definedName": self._mulai_nama},
            akhir={"definedName": self._akhir_nama},
            teks=self._teks,
        )

    def _sifat(self, atribut: dict[str, str]) -> None:
        self.tanggal_1904 = atribut.get("date1904") in _BENAR

    def _daftar(self, atribut: dict[str, str]) -> None:
        if len(self.lembar) >= _BATAS_LEMBAR:
            raise BerkasTidakTerbacaError("PAKET-14", batas=_BATAS_LEMBAR)
        hubungan = next((atribut[nama] for nama in _ID_HUBUNGAN if nama in atribut), "")
        tersembunyi = atribut.get("state", "visible") != "visible"
        self.lembar.append(LembarTerdaftar(teks_xml(atribut.get("name", "")), hubungan, tersembunyi))

    def _mulai_nama(self, atribut: dict[str, str]) -> None:
        self._atribut, self._potong = atribut, []

    def _akhir_nama(self) -> None:
        if self._potong is not None:
            isi = "".join(self._potong)
            self.nama.append((self._atribut.get("name", ""), self._atribut.get("localSheetId", ""), isi))
            self._potong = None

    def _teks(self, potongan: str) -> None:
        if self._potong is not None:
            self._batas.tambah_huruf(len(potongan))
            self._potong.append(potongan)


_BUKU_DIKENAL: Ingatan[_Buku] = Ingatan()
_NAMA_DIKENAL: OrderedDict[bytes, _Nama] = OrderedDict()


def _baca_cepat(bagian: str, isi: bytes, batas: Batas) -> _Buku | None:
    """As `_Buku.baca`: the names, of which one is the seal of the workbook, are cut out, and the rest is remembered.

    None where only expat can tell, and near a limit; then nothing was counted.
    """
    depan, buka, sisa = isi.partition(_BUKA)
    daftar, tutup, belakang = sisa.partition(_TUTUP)
    *potong, ekor = daftar.split(_TUTUP_NAMA)
    if not buka or not tutup or ekor or _BUKA in belakang:
        return None
    penguji = f'<definedName name="{_PENGUJI[0]}">{_PENGUJI[2]}'.encode() + _TUTUP_NAMA

    def baca(sendiri: Batas) -> _Buku:
        buku = _Buku(bagian, sendiri)
        buku.baca([depan + _BUKA + penguji + _TUTUP + belakang])
        return buku

    terpakai = Batas(paling_nilai=batas.paling_nilai, paling_huruf=batas.paling_huruf)
    try:
        nama = list(map(_nama, potong))
        rangka = _BUKU_DIKENAL.ambil(bagian, depan + _BUKA + _TUTUP + belakang, terpakai, baca)
    except (TidakBakuError, BerkasTidakTerbacaError):
        return None
    # The name of our own was counted for one of theirs.
    huruf = terpakai.huruf - len(_PENGUJI[2]) + sum(len(n[2]) for n in nama)
    if rangka.nama != [_PENGUJI] or not batas.muat(terpakai.unsur - 1 + len(nama), 0, 0, huruf):
        return None
    buku = _Buku(bagian, batas)
    buku.lembar, buku.nama, buku.tanggal_1904 = rangka.lembar, nama, rangka.tanggal_1904
    return buku


def _nama(potong: bytes) -> _Nama:
    """A defined name by its text up to the tag that closes it; TidakBakuError where only expat can tell."""
    nama = _NAMA_DIKENAL.get(potong)
    if nama is not None:
        return nama
    cocok = _NAMA.fullmatch(potong)
    if cocok is None:
        raise TidakBakuError
    pasangan = _SIFAT.findall(cocok[1])
    sifat = dict(pasangan)
    if len(sifat) != len(pasangan):
        raise TidakBakuError
    nama = sifat.get(b"name", b"").decode(), sifat.get(b"localSheetId", b"").decode(), teks_baku(cocok[2])
    if len(potong) <= _PANJANG_NAMA:
        _NAMA_DIKENAL[potong] = nama
        if len(_NAMA_DIKENAL) > _BATAS_NAMA:
            _NAMA_DIKENAL.popitem(last=False)
    return nama
