"""The directory of a zip: read by ourselves where it is as plain as spreadsheet programs write it, else by zipfile."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Final, NamedTuple

__all__ = ["SALAH_ZIP", "UKURAN_ENTRI", "UTF8", "EntriZip", "daftar_polos", "daftar_zip"]

#: Everything zipfile is known to raise on hostile directories, beside its own error.
SALAH_ZIP: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    UnicodeDecodeError,
    struct.error,
    ValueError,
    OverflowError,
    EOFError,
    OSError,
)
#: Flag of a name in UTF-8.
UTF8: Final = 0x800

_AKHIR: Final = struct.Struct("<4s4H2LH")
# Signature, version needed, flags, method, checksum, sizes, lengths of name, extra and comment, where the header is.
_ENTRI: Final = struct.Struct("<4s2xBx2H4x3L3H8xL")
#: Bytes that an entry takes at the least.
UKURAN_ENTRI: Final = _ENTRI.size
_LOKASI_ZIP64: Final = 20
# Programs that need more than this version are none that zipfile knows.
_VERSI_TERBESAR: Final = 63


class EntriZip(NamedTuple):
    """One entry: its name, flags and method, where its header stands, bytes as packed and unpacked, checksum."""

    nama: str
    bendera: int
    metode: int
    kepala: int
    padat: int
    ukuran: int
    crc: int


def daftar_zip(data: bytes) -> list[EntriZip]:
    """The entries of a zip in the order of its directory; one of SALAH_ZIP for a damaged one."""
    polos = daftar_polos(data)
    if polos is not None:
        return polos
    with zipfile.ZipFile(io.BytesIO(data)) as arsip:
        return [
            EntriZip(
                i.orig_filename, i.flag_bits, i.compress_type, i.header_offset, i.compress_size, i.file_size, i.CRC
            )
            for i in arsip.infolist()
        ]


def daftar_polos(data: bytes) -> list[EntriZip] | None:
    """The entries of a zip in the order of its directory, as zipfile has them.

    None where anything stands behind the directory or in it that takes a second look.
    """
    akhir = len(data) - _AKHIR.size
    if akhir < _LOKASI_ZIP64 or data[akhir - _LOKASI_ZIP64 : akhir].startswith(b"PK\x06\x07"):
        return None
    tanda, _, _, _, _, panjang, awal, komentar = _AKHIR.unpack_from(data, akhir)
    if tanda != b"PK\x05\x06" or komentar or awal + panjang != akhir:
        return None
    hasil: list[EntriZip] = []
    while awal < akhir:
        if awal + _ENTRI.size > akhir:
            return None
        isi = _ENTRI.unpack_from(data, awal)
        tanda, versi, bendera, metode, crc, padat, ukuran, panjang_nama, ekstra, komentar, kepala = isi
        awal += _ENTRI.size
        nama = data[awal : awal + panjang_nama]
        awal += panjang_nama
        # Other letters depend on what the flags say of them.
        if tanda != b"PK\x01\x02" or versi > _VERSI_TERBESAR or ekstra or komentar or not nama.isascii():
            return None
        hasil.append(EntriZip(nama.decode(), bendera, metode, kepala, padat, ukuran, crc))
    return hasil if awal == akhir else None
