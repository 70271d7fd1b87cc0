"""The zip package around a workbook, opened with guards: nothing in it is believed that was not counted.

Sizes are counted while inflating, checksums are computed, and names are compared between the two places where
a zip keeps them, because two programs that read different places would see two different workbooks.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.daftar_zip import SALAH_ZIP, UKURAN_ENTRI, UTF8, EntriZip, daftar_zip
from ikixl.reader.kenali import mimetype_ods, sampingan_ods, tolak_bukan_zip
from ikixl.reader.pemuai import kembangkan, mentah
from ikixl.reader.urai import PenjagaProlog

__all__ = ["BATAS_BERKAS", "Paket", "buka_paket", "periksa_ukuran"]

#: Largest file that is read, in bytes.
BATAS_BERKAS: Final = 25 << 20
_BATAS_BAGIAN: Final = 1_000
_BATAS_ISI: Final = 256 << 20
_BATAS_SEMUA: Final = 384 << 20
_POTONGAN: Final = 256 << 10
# Parts of up to this size are inflated in one go and kept, up to the second size together: all of an ordinary workbook.
_BATAS_KECIL: Final = 1 << 20
_BATAS_SIMPANAN: Final = 8 << 20
# Signature, flags, method, lengths of name and extra; the rest is what the directory says, too, and counts there.
_KEPALA: Final = struct.Struct("<4s2x2H16x2H")
_TERENKRIPSI: Final = 0x1
# Parts of up to this size are remembered with what they were packed as, so many of them: of most workbooks of a
# project they are the same to the last byte.
_BATAS_DIKENAL: Final = 32 << 10
_BANYAK_DIKENAL: Final = 128


class _Bagian(NamedTuple):
    """One part: its name, where its bytes stand in the file, and what the directory says of them."""

    nama: str
    kepala: int
    awal: int
    panjang: int
    ukuran: int
    crc: int
    dipadatkan: bool


class Paket:
    """A package whose directory was checked: parts by name (case does not count), each inflated in full and checked
    before the first byte of it is handed out; large ones are inflated anew each time.
    """

    def __init__(self, data: bytes, bagian: dict[str, _Bagian]) -> None:
        self._data = data
        self._bagian = {kunci: b for kunci, b in bagian.items() if not b.nama.endswith("/")}
        self._belum = bagian
        self._simpanan: dict[str, bytes] = {}
        self._jumlah = self._tersimpan = 0
        mimetype = bagian.get("mimetype")
        self._ods = mimetype is not None and mimetype_ods(next(_alirkan(data, mimetype), b""))

    @property
    def nama(self) -> tuple[str, ...]:
        """Names of all parts, in the order of the package's directory."""
        return tuple(b.nama for b in self._bagian.values())

    def ada(self, nama: str) -> bool:
        """Whether a part of this name exists."""
        return nama.casefold() in self._bagian

    def isi_kecil(self, nama: str) -> bytes | None:
        """Whole content of a part that is kept in memory anyway; None for a large or a missing one."""
        kunci = nama.casefold()
        if kunci in self._belum:
            self._periksa(kunci)
        return self._simpanan.get(kunci)

    def awal(self, nama: str, paling: int) -> bytes:
        """The first bytes of a part, at most `paling`, unchecked: enough to decide whether to read it, never as data.

        Of a packed part no more than half as many bytes are looked at, which hold some three times as much. Nothing
        where there is no such part or it cannot be inflated.
        """
        bagian = self._bagian.get(nama.casefold())
        if bagian is None:
            return b""
        banyak = min(bagian.panjang, paling >> 1 if bagian.dipadatkan else paling)
        isi = self._data[bagian.awal : bagian.awal + banyak]
        return _awal(isi, paling) if bagian.dipadatkan else isi

    def potongan(self, nama: str) -> Iterator[bytes]:
        """Content of a part in chunks of at most 1 MiB; BERKAS-03 if there is no such part."""
        bagian = self._bagian.get(nama.casefold())
        if bagian is None:
            raise BerkasTidakTerbacaError("BERKAS-03", sebab=f"bagian {nama[:80]} tidak ada")
        isi = self.isi_kecil(nama)
        return _alirkan(self._data, bagian) if isi is None else iter([isi])

    def isi(self, nama: str) -> bytes:
        """Whole content of a part."""
        isi = self.isi_kecil(nama)
        return b"".join(self.potongan(nama)) if isi is None else isi

    def tuntaskan(self) -> None:
        """Check all parts that nobody asked for; as `buka_paket`."""
        for kunci in list(self._belum):
            self._periksa(kunci)

    def _periksa(self, kunci: str) -> None:
        """Inflate a part and look for a DOCTYPE; a small one is kept."""
        data, satu = self._data, self._belum[kunci]
        isi = _DIKENAL.cari(data, satu)
        if isi is None:
            isi = _sekali(data, satu)
            bebas = self._ods and sampingan_ods(satu.nama)
            prolog, mencari = PenjagaProlog(satu.nama), not bebas
            for potongan in _alirkan(data, satu) if isi is None else (isi,):
                mencari = mencari and prolog.periksa(potongan)
                self._hitung(len(potongan))
            if isi is not None and not bebas:
                _DIKENAL.ingat(data, satu, isi)
        else:
            self._hitung(len(isi))
        if isi is not None and self._tersimpan + len(isi) <= _BATAS_SIMPANAN:
            self._tersimpan += len(isi)
            self._simpanan[kunci] = isi
        # What was refused is refused again.
        del self._belum[kunci]

    def _hitung(self, panjang: int) -> None:
        self._jumlah += panjang
        if self._jumlah > _BATAS_SEMUA:
            raise BerkasTidakTerbacaError("PAKET-04", batas=_BATAS_SEMUA >> 20)


def periksa_ukuran(data: bytes) -> None:
    """Refuse an empty file (BERKAS-02) and one beyond BATAS_BERKAS (PAKET-01), whatever its format."""
    if not data:
        raise BerkasTidakTerbacaError("BERKAS-02")
    if len(data) > BATAS_BERKAS:
        raise BerkasTidakTerbacaError("PAKET-01", batas=BATAS_BERKAS >> 20)


def buka_paket(data: bytes, tunda: bool = False) -> Paket:
    """Open a zip package after checking every part of it; with `tunda` a part when it is read, or with all the others
    by `tuntaskan`.

    BerkasTidakTerbacaError: BERKAS-01/-02/-05/-06 for what is no zip at all, BERKAS-03 for truncation and wrong
    checksums, PAKET-01 to -04 for the size of the file, the number of parts, the size of a part and of all, PAKET-05
    to -06 for names, PAKET-08 to -11 for encryption, methods, headers and overlaps that no spreadsheet program writes,
    PAKET-12 for a DOCTYPE in any part, read or not, but for those of an .ods that OpenOffice writes one into.
    """
    periksa_ukuran(data)
    tolak_bukan_zip(data)
    # zipfile would first build every entry; a directory of half a million costs seconds and hundreds of megabytes.
    terlalu_banyak = 20 * _BATAS_BAGIAN
    if len(data) > terlalu_banyak * UKURAN_ENTRI and data.count(b"PK\x01\x02") > terlalu_banyak:
        raise BerkasTidakTerbacaError("PAKET-02", batas=_BATAS_BAGIAN)
    try:
        daftar = daftar_zip(data)
    except SALAH_ZIP as salah:
        raise BerkasTidakTerbacaError("BERKAS-03", sebab="arsipnya terpotong atau rusak") from salah
    if len(daftar) > _BATAS_BAGIAN:
        raise BerkasTidakTerbacaError("PAKET-02", batas=_BATAS_BAGIAN)
    bagian: dict[str, _Bagian] = {}
    for entri in daftar:
        satu = _periksa_kepala(data, entri)
        if bagian.setdefault(satu.nama.casefold(), satu) is not satu:
            raise _tolak("PAKET-05", satu.nama)
    _periksa_tumpang_tindih(list(bagian.values()))
    paket = Paket(data, bagian)
    if not tunda:
        paket.tuntaskan()
    return paket


def _tolak(kode: str, bagian: str, **rinci: object) -> BerkasTidakTerbacaError:
    return BerkasTidakTerbacaError(kode, bagian=bagian[:80], **rinci)


def _rusak(sebab: str) -> BerkasTidakTerbacaError:
    return BerkasTidakTerbacaError("BERKAS-03", sebab=sebab)


@lru_cache(maxsize=1024)
def _nama_aman(nama: str) -> str:
    # Some writers on Windows use backslashes; zipfile turns them around only on Windows. Some escape letters as
    # addresses on the web do, and two spellings of one name are one part.
    nama = unquote(nama).replace("\\", "/")
    if "\0" in nama or nama.startswith("/") or nama[1:2] == ":" or ".." in nama.split("/"):
        raise _tolak("PAKET-06", nama)
    return nama


def _periksa_kepala(data: bytes, entri: EntriZip) -> _Bagian:
    """One directory entry, compared with the header that stands before the part's own bytes."""
    nama = _nama_aman(entri.nama)
    if entri.bendera & _TERENKRIPSI:
        raise _tolak("PAKET-08", nama)
    if entri.metode not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _tolak("PAKET-09", nama)
    if not 0 <= entri.kepala <= len(data) - _KEPALA.size:
        raise _rusak("arsipnya terpotong")
    tanda, bendera, metode, panjang_nama, panjang_ekstra = _KEPALA.unpack_from(data, entri.kepala)
    mulai_nama = entri.kepala + _KEPALA.size
    nama_setempat = data[mulai_nama : mulai_nama + panjang_nama]
    if tanda != b"PK\x03\x04":
        raise _rusak("daftar isi arsip tidak cocok dengan isinya")
    if _nama_setempat(nama_setempat, entri.bendera) != entri.nama or metode != entri.metode or bendera & _TERENKRIPSI:
        raise _tolak("PAKET-10", nama)
    awal = mulai_nama + panjang_nama + panjang_ekstra
    if awal + entri.padat > len(data):
        raise _rusak("arsipnya terpotong")
    dipadatkan = metode == zipfile.ZIP_DEFLATED
    return _Bagian(nama, entri.kepala, awal, entri.padat, entri.ukuran, entri.crc, dipadatkan)


def _nama_setempat(nama: bytes, bendera: int) -> str:
    if nama.isascii():
        return nama.decode()
    return nama.decode("utf-8" if bendera & UTF8 else "cp437", errors="replace")


def _periksa_tumpang_tindih(bagian: list[_Bagian]) -> None:
    # Overlapping parts are how a few kilobytes become petabytes without any part being large.
    akhir = 0
    for satu in sorted(bagian, key=lambda b: b.kepala):
        if satu.kepala < akhir:
            raise _tolak("PAKET-11", satu.nama)
        akhir = satu.awal + satu.panjang


@lru_cache(maxsize=256)
def _awal(padat: bytes, paling: int) -> bytes:
    """What a stream that begins like this holds first; workbooks of one kind mostly begin alike, packed or not."""
    try:
        return mentah().decompress(padat, paling)
    except zlib.error:
        return b""


def _kecil(bagian: _Bagian) -> bool:
    """Whether a part may be remembered."""
    return bagian.panjang <= bagian.ukuran <= min(_BATAS_DIKENAL, _BATAS_ISI)


class _Dikenal:
    """Small parts that passed every check, by their name and all that the check looked at."""

    def __init__(self) -> None:
        self._isi: OrderedDict[tuple[str, bytes, int, int, bool], bytes] = OrderedDict()

    def _kunci(self, data: bytes, b: _Bagian) -> tuple[str, bytes, int, int, bool]:
        return b.nama, data[b.awal : b.awal + b.panjang], b.ukuran, b.crc, b.dipadatkan

    def cari(self, data: bytes, bagian: _Bagian) -> bytes | None:
        """The content of a part that is known, to the last packed byte; None for any other."""
        if not _kecil(bagian):
            return None
        kunci = self._kunci(data, bagian)
        isi = self._isi.get(kunci)
        if isi is not None:
            # Another thread of a worker may have let go of it meanwhile.
            with suppress(KeyError):
                self._isi.move_to_end(kunci)
        return isi

    def ingat(self, data: bytes, bagian: _Bagian, isi: bytes) -> None:
        """Remember a part that is new."""
        if not _kecil(bagian):
            return
        self._isi[self._kunci(data, bagian)] = isi
        if len(self._isi) > _BANYAK_DIKENAL:
            self._isi.popitem(last=False)


_DIKENAL: Final = _Dikenal()


def _sekali(data: bytes, bagian: _Bagian) -> bytes | None:
    """The content of a small part in one go; None for a large one, and for one that is not as the directory says."""
    if bagian.ukuran > min(_BATAS_KECIL, _BATAS_ISI):
        return None
    isi = data[bagian.awal : bagian.awal + bagian.panjang]
    if bagian.dipadatkan:
        return kembangkan(isi, bagian.ukuran, bagian.crc)
    return isi if len(isi) == bagian.ukuran and zlib.crc32(isi) == bagian.crc else None


def _alirkan(data: bytes, bagian: _Bagian) -> Iterator[bytes]:
    """Chunks of a part, with its size and checksum verified by the time the last one was taken."""
    ukuran = crc = 0
    for potongan in _kembangkan(data, bagian) if bagian.dipadatkan else _salin(data, bagian):
        ukuran += len(potongan)
        if ukuran > _BATAS_ISI:
            raise _tolak("PAKET-03", bagian.nama, batas=_BATAS_ISI >> 20)
        crc = zlib.crc32(potongan, crc)
        yield potongan
    if ukuran != bagian.ukuran or crc != bagian.crc:
        raise _rusak(f"bagian {bagian.nama[:80]} tidak cocok dengan jumlah periksanya")


def _salin(data: bytes, bagian: _Bagian) -> Iterator[bytes]:
    akhir = bagian.awal + bagian.panjang
    for awal in range(bagian.awal, akhir, _POTONGAN):
        yield data[awal : min(awal + _POTONGAN, akhir)]


def _kembangkan(data: bytes, bagian: _Bagian) -> Iterator[bytes]:
    pemuai = mentah()
    try:
        for masukan in _salin(data, bagian):
            if pemuai.eof:
                raise _rusak(f"bagian {bagian.nama[:80]} berlebih")
            sisa = masukan
            while sisa and not pemuai.eof:
                if keluar := pemuai.decompress(sisa, _POTONGAN):
                    yield keluar
                sisa = pemuai.unconsumed_tail
        while not pemuai.eof and (keluar := pemuai.decompress(b"", _POTONGAN)):
            yield keluar
    except zlib.error as salah:
        raise _rusak(f"bagian {bagian.nama[:80]} tidak dapat dikembangkan") from salah
    if not pemuai.eof or pemuai.unused_data:
        raise _rusak(f"bagian {bagian.nama[:80]} terpotong atau berlebih")
