"""A zip that people made of several files, opened one level deep so that each member is a received file of its own.

Nothing is written to disk, and a member's name serves only to be shown. What is wrong with one member is told of
that member; only what is wrong with the zip as a whole refuses all of it.
"""

from __future__ import annotations

import contextlib
import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.daftar_zip import daftar_polos
from ikixl.reader.kenali import kumpulan_buku, sampingan
from ikixl.reader.paket import BATAS_BERKAS

__all__ = ["Anggota", "buka_kumpulan"]

_BATAS_ANGGOTA: Final = 1_000
_BATAS_SEMUA: Final = 384 << 20
# A zip of workbooks holds their directories too, hence far more than the members that are allowed.
_BATAS_ENTRI: Final = 50_000
_PANJANG_NAMA: Final = 100
_TERENKRIPSI: Final = 0x1
_UTF8: Final = 0x800
_KEPALA: Final = struct.Struct("<26s2H")
# Everything zipfile is known to raise on hostile bytes, beside its own error.
_SALAH_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    ValueError,
    OverflowError,
    EOFError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Anggota:
    """One file in the zip: the name to show, and why it is not read (`penolakan`, None for a sound one).

    `nama` is at most a folder and a base name ("kelurahan/a.xlsx"), harmless to print and unique within the zip.
    """

    nama: str
    penolakan: BerkasTidakTerbacaError | None
    _sumber: bytes
    _arsip: zipfile.ZipFile
    _info: zipfile.ZipInfo

    @property
    def data(self) -> bytes:
        """The member's bytes, at most 25 MiB, inflated anew each time.

        Of one that cannot be unpacked, the bytes that the zip stores for it, so that it can be told from others.
        """
        if self.penolakan is None or self.penolakan.kode == "BERKAS-21":
            return _isi(self._arsip, self._info)
        awal = max(self._info.header_offset, 0)
        kepala = self._sumber[awal : awal + _KEPALA.size].ljust(_KEPALA.size, b"\0")
        _, panjang_nama, panjang_ekstra = _KEPALA.unpack(kepala)
        mulai = awal + _KEPALA.size + panjang_nama + panjang_ekstra
        return self._sumber[mulai : mulai + self._info.compress_size]


def buka_kumpulan(data: bytes, nama: str) -> list[Anggota] | None:
    """The members of a zip of workbooks in the order of its directory; None if `data` is anything else.

    Folders and what programs leave beside workbooks ("~$...", __MACOSX, Thumbs.db) are no members. Every other
    file is one, workbook or not, so that none goes missing without a word. A member is refused by itself if it is
    locked (BERKAS-22), damaged (BERKAS-03), too large (PAKET-01), packed in an unusual way (BERKAS-07), or again
    a zip of workbooks (BERKAS-21). BerkasTidakTerbacaError BERKAS-04 for a zip beyond 1,000 members or 384 MiB of
    unpacked bytes in all; `nama` is quoted there.
    """
    if len(data) > BATAS_BERKAS or data.count(b"PK\x01\x02") > _BATAS_ENTRI:
        return None
    polos = daftar_polos(data)
    # Nearly every file that comes is a workbook; to know that much takes no zipfile.
    if polos is not None and not kumpulan_buku(entri.nama.partition("\0")[0] for entri in polos):
        return None
    arsip = _buka(data)
    if arsip is None or not kumpulan_buku(arsip.namelist()):
        return None
    # Not is_dir(): a name may be empty, where a NUL cuts it off.
    daftar = [i for i in arsip.infolist() if not i.filename.endswith("/") and not sampingan(i.filename)]
    if len(daftar) > _BATAS_ANGGOTA:
        raise BerkasTidakTerbacaError("BERKAS-04", sebab=f"{nama[:80]} berisi lebih dari {_BATAS_ANGGOTA} berkas")
    hasil: list[Anggota] = []
    jumlah = 0
    for info, tampak in zip(daftar, _nama_unik(daftar), strict=True):
        ukuran, penolakan = _periksa(arsip, info)
        jumlah += ukuran
        if jumlah > _BATAS_SEMUA:
            raise BerkasTidakTerbacaError(
                "BERKAS-04", sebab=f"isi {nama[:80]} lebih dari {_BATAS_SEMUA >> 20} MB setelah dikembangkan"
            )
        hasil.append(Anggota(tampak, penolakan, data, arsip, info))
    return hasil


def _buka(data: bytes) -> zipfile.ZipFile | None:
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _SALAH_ZIP:
        # The ordinary reader says what is wrong with it.
        return None


def _isi(arsip: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Content of a member, cut one byte after the limit; its checksum is verified if it ends before."""
    with arsip.open(info) as aliran:
        return aliran.read(BATAS_BERKAS + 1)


def _periksa(arsip: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[int, BerkasTidakTerbacaError | None]:
    """How many bytes a member unpacks to, counted up to the limit of a file, and why it is refused, if it is."""
    if info.flag_bits & _TERENKRIPSI:
        return 0, BerkasTidakTerbacaError("BERKAS-22")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return 0, BerkasTidakTerbacaError("BERKAS-07", sebab="dipadatkan di dalam arsip dengan cara yang tidak lazim")
    try:
        isi = _isi(arsip, info)
    except _SALAH_ZIP:
        return 0, BerkasTidakTerbacaError("BERKAS-03", sebab="isinya di dalam arsip ZIP terpotong atau berubah")
    if len(isi) > BATAS_BERKAS:
        return len(isi), BerkasTidakTerbacaError("PAKET-01", batas=BATAS_BERKAS >> 20)
    dalam = _buka(isi) if isi.count(b"PK\x01\x02") <= _BATAS_ENTRI else None
    if dalam is not None and kumpulan_buku(dalam.namelist()):
        return len(isi), BerkasTidakTerbacaError("BERKAS-21")
    return len(isi), None


def _nama_unik(daftar: list[zipfile.ZipInfo]) -> Iterator[str]:
    """A harmless name for each member; of those that look alike, the later ones get a number."""
    terpakai: set[str] = set()
    kembar: Counter[str] = Counter()
    for info in daftar:
        asal = PurePosixPath(_nama_aman(info))
        nama = str(asal)
        while nama.casefold() in terpakai:
            kembar[str(asal)] += 1
            nama = str(asal.with_name(f"{asal.stem} [{kembar[str(asal)] + 1}]{asal.suffix}"))
        terpakai.add(nama.casefold())
        yield nama


def _nama_aman(info: zipfile.ZipInfo) -> str:
    nama = info.filename
    if not info.flag_bits & _UTF8:
        # Many programs store UTF-8 without saying so; what is no UTF-8 stays as zipfile understood it.
        with contextlib.suppress(UnicodeError):
            nama = nama.encode("cp437").decode("utf-8")
    bagian = [aman for satu in re.split(r"[/\\]", nama) if (aman := _bagian_aman(satu))]
    return "/".join(bagian[-2:]) or "tanpa nama"


def _bagian_aman(satu: str) -> str:
    """One step of a path without what steers terminals, paths or the direction of writing; "" for "." and ".."."""
    tampak = "".join("_" if _berbahaya(c) else c for c in satu).strip(" .")
    if len(tampak) <= _PANJANG_NAMA:
        return tampak
    akhiran = PurePosixPath(tampak).suffix[:10]
    return tampak[: _PANJANG_NAMA - len(akhiran)] + akhiran


def _berbahaya(huruf: str) -> bool:
    # C: control, direction and surrogate characters; Z: line ends and blanks that look like a space.
    return huruf in '<>:"|?*' or (huruf != " " and unicodedata.category(huruf)[0] in "CZ")
