"""The zip package of a workbook taken apart and put together again with some of its members changed."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from zipfile import ZipFile

__all__ = ["Anggota", "Paket", "Tempelan"]

#: A replacement inside a member: from byte, up to byte, what stands there instead.
Tempelan = tuple[int, int, bytes]

# Where checksum, compressed size and size stand in the header of a member and in its entry in the directory; there,
# also where the member begins. (PKWARE APPNOTE 4.3.7 and 4.3.12.)
_ANGKA = struct.Struct("<LLL")
_ANGKA_KEPALA, _ANGKA_DAFTAR = 14, 16
_MULAI = struct.Struct("<L")
_MULAI_DAFTAR = 42
_PANJANG_NAMA_KEPALA = struct.Struct("<HH")
_KEPALA, _DAFTAR, _PENUTUP = 30, 46, 22
_MULAI_PENUTUP = 16


class _Pemadat(Protocol):
    """What zlib.compressobj gives; the class itself has no public name."""

    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...
    def copy(self) -> _Pemadat: ...


@dataclass(frozen=True, slots=True)
class _Titik:
    """The compressor after the first `posisi` bytes of a member, what it gave by then, and their checksum."""

    posisi: int
    pemadat: _Pemadat
    keluaran: bytes
    crc: int


class Anggota:
    """One member: `isi` is its content; `ubah` compresses it anew with replacements.

    What stands before the first replacement is compressed once and kept: the next workbook continues from there.
    """

    def __init__(self, isi: bytes, kepala: bytes, padat: bytes, daftar: bytes) -> None:
        self.isi = isi
        self._kepala = kepala
        self._padat = padat
        self._daftar = daftar
        self._titik: _Titik | None = None

    def asli(self) -> tuple[bytes, bytes]:
        """(header and compressed content, entry in the directory) as they were."""
        return self._kepala + self._padat, self._daftar

    def ubah(self, tempelan: Sequence[Tempelan]) -> tuple[bytes, bytes]:
        """The same with replacements, which must not overlap; at least one."""
        urut = sorted(tempelan)
        titik = self._mulai(urut[0][0])
        potong: list[bytes] = []
        posisi = titik.posisi
        for awal, akhir, baru in urut:
            potong += (self.isi[posisi:awal], baru)
            posisi = akhir
        potong.append(self.isi[posisi:])
        sisa = b"".join(potong)
        pemadat = titik.pemadat.copy()
        padat = b"".join((titik.keluaran, pemadat.compress(sisa), pemadat.flush()))
        angka = (zlib.crc32(sisa, titik.crc), len(padat), titik.posisi + len(sisa))
        kepala, daftar = bytearray(self._kepala), bytearray(self._daftar)
        _ANGKA.pack_into(kepala, _ANGKA_KEPALA, *angka)
        _ANGKA.pack_into(daftar, _ANGKA_DAFTAR, *angka)
        return bytes(kepala) + padat, bytes(daftar)

    def _mulai(self, posisi: int) -> _Titik:
        """A point at `posisi` or before: the one that was kept, unless it lies behind."""
        if self._titik is None or self._titik.posisi > posisi:
            # The same settings as zipfile's: the whole file comes out the same as if it had been written at once.
            pemadat: _Pemadat = zlib.compressobj(-1, zlib.DEFLATED, -15)
            awal = self.isi[:posisi]
            self._titik = _Titik(posisi, pemadat, pemadat.compress(awal), zlib.crc32(awal))
        return self._titik


class Paket:
    """A package that zipfile has written to memory, deflated and without comment."""

    def __init__(self, data: bytes) -> None:
        self.anggota: dict[str, Anggota] = {}
        with ZipFile(io.BytesIO(data)) as berkas:
            daftar = berkas.start_dir
            for info in berkas.infolist():
                nama, ekstra = _PANJANG_NAMA_KEPALA.unpack_from(data, info.header_offset + 26)
                mulai = info.header_offset + _KEPALA + nama + ekstra
                akhir = daftar + _DAFTAR + len(info.filename.encode()) + len(info.extra) + len(info.comment)
                self.anggota[info.filename] = Anggota(
                    berkas.read(info),
                    data[info.header_offset : mulai],
                    data[mulai : mulai + info.compress_size],
                    data[daftar:akhir],
                )
                daftar = akhir
        self._penutup = data[-_PENUTUP:]

    def susun(self, tempelan: Mapping[str, Sequence[Tempelan]]) -> bytes:
        """The package with replacements in the members named; the others are copied as they are, compressed."""
        isi: list[bytes] = []
        direktori: list[bytes] = []
        posisi = 0
        for nama, anggota in self.anggota.items():
            ubahan = tempelan.get(nama)
            data, daftar = anggota.ubah(ubahan) if ubahan else anggota.asli()
            isi.append(data)
            direktori.append(daftar[:_MULAI_DAFTAR] + _MULAI.pack(posisi) + daftar[_MULAI_DAFTAR + 4 :])
            posisi += len(data)
        penutup = self._penutup[:_MULAI_PENUTUP] + _MULAI.pack(posisi) + self._penutup[_MULAI_PENUTUP + 4 :]
        return b"".join((*isi, *direktori, penutup))
