"""Small OLE containers and .xls workbooks made by hand, plain or encrypted as Excel 97 does it."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from hashlib import md5

__all__ = ["GARAM", "ole", "xls"]

#: Salt of every encrypted workbook that is made here.
GARAM = bytes(range(16))
_SEKTOR = 512
_AKHIR = 0xFFFFFFFE
_BEBAS = 0xFFFFFFFF
_FILEPASS = 0x2F
# Records that stay readable in an encrypted workbook; of a BOUNDSHEET only its first four bytes do.
_TERBUKA = {0x809: None, _FILEPASS: None, 0x85: 4}


def ole(aliran: Mapping[str, bytes]) -> bytes:
    """An OLE container with these streams, each padded with zeros to at least 4096 bytes."""
    isi = [(nama, data.ljust(4096, b"\0")) for nama, data in sorted(aliran.items(), key=lambda a: (len(a[0]), a[0]))]
    banyak = [-(-len(data) // _SEKTOR) for _, data in isi]
    direktori = -(-(len(isi) + 1) * 128 // _SEKTOR)
    fat = -(-(sum(banyak) + direktori + 1) // 127)
    mulai = [fat + direktori + sum(banyak[:n]) for n in range(len(banyak))]
    rantai = [0xFFFFFFFD] * fat
    for panjang in (direktori, *banyak):
        rantai += [*range(len(rantai) + 1, len(rantai) + panjang), _AKHIR]
    kepala = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16x5H6xIII4xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat, fat, 4096, _AKHIR, 0, _AKHIR, 0
    )
    entri = [_entri("Root Entry", 5, _BEBAS, 1, _AKHIR, 0)]
    for n, ((nama, data), awal) in enumerate(zip(isi, mulai, strict=True), start=1):
        entri.append(_entri(nama, 2, n + 1 if n < len(isi) else _BEBAS, _BEBAS, awal, len(data)))
    return b"".join(
        [
            kepala + struct.pack("<109I", *range(fat), *[_BEBAS] * (109 - fat)),
            struct.pack(f"<{fat * 128}I", *rantai, *[_BEBAS] * (fat * 128 - len(rantai))),
            b"".join(entri).ljust(direktori * _SEKTOR, b"\0"),
            *[data.ljust(n * _SEKTOR, b"\0") for (_, data), n in zip(isi, banyak, strict=True)],
        ]
    )


def _entri(nama: str, jenis: int, kanan: int, anak: int, awal: int, ukuran: int) -> bytes:
    teks = (nama + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", teks, len(teks), jenis, 1, _BEBAS, kanan, anak, awal, ukuran)


def xls(nilai: Mapping[tuple[int, int], float], sandi: str | None = None) -> bytes:
    """An .xls with one sheet "Satu" that holds these numbers; with `sandi` encrypted by RC4."""
    lapis = b"" if sandi is None else _rekam(_FILEPASS, struct.pack("<HHH", 1, 1, 1) + GARAM + _pembukti(sandi))
    nama = b"Satu"
    awal = _rekam(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0)) + lapis
    # BOF and FILEPASS, then this record of 4 + 12 bytes and an EOF of 4.
    letak = len(awal) + 4 + 8 + len(nama) + 4
    buku = awal + _rekam(0x85, struct.pack("<IHBB", letak, 0, len(nama), 0) + nama) + _rekam(0xA, b"")
    lembar = _rekam(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0))
    for (baris, kolom), satu in nilai.items():
        lembar += _rekam(0x203, struct.pack("<HHHd", baris, kolom, 0, satu))
    aliran = buku + lembar + _rekam(0xA, b"")
    return ole({"Workbook": aliran if sandi is None else _kunci_aliran(aliran, sandi)})


def _rekam(jenis: int, isi: bytes) -> bytes:
    return struct.pack("<HH", jenis, len(isi)) + isi


def _kunci(sandi: str, blok: int) -> bytes:
    awal = md5(sandi.encode("utf-16-le")).digest()[:5]
    antara = md5((awal + GARAM) * 16).digest()[:5]
    return md5(antara + struct.pack("<I", blok)).digest()


def _rc4(kunci: bytes, banyak: int) -> bytes:
    """The first `banyak` bytes of RC4's key stream."""
    s, j = list(range(256)), 0
    for i in range(256):
        j = (j + s[i] + kunci[i % len(kunci)]) % 256
        s[i], s[j] = s[j], s[i]
    keluar, i, j = bytearray(), 0, 0
    for _ in range(banyak):
        i = (i + 1) % 256
        j = (j + s[i]) % 256
        s[i], s[j] = s[j], s[i]
        keluar.append(s[(s[i] + s[j]) % 256])
    return bytes(keluar)


def _pembukti(sandi: str) -> bytes:
    """The encrypted verifier and its encrypted hash, by which a password is recognised."""
    asal = b"pembukti sandi.."
    return bytes(a ^ b for a, b in zip(asal + md5(asal).digest(), _rc4(_kunci(sandi, 0), 32), strict=True))


def _kunci_aliran(aliran: bytes, sandi: str) -> bytes:
    """The stream with its records' contents encrypted; headers stay readable but use up the key stream."""
    arus = b"".join(_rc4(_kunci(sandi, blok), 1024) for blok in range(len(aliran) // 1024 + 1))
    hasil, letak = bytearray(aliran), 0
    while letak < len(aliran):
        jenis, panjang = struct.unpack_from("<HH", aliran, letak)
        terbuka = _TERBUKA.get(jenis, 0)
        for n in range(letak + 4 + (panjang if terbuka is None else terbuka), letak + 4 + panjang):
            hasil[n] ^= arus[n]
        letak += 4 + panjang
    return bytes(hasil)
