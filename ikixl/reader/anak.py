"""What the child process does: read .xls and .ods with calamine, open locked workbooks with msoffcrypto.

A separate process because foreign parsers may end the process they run in; ikixl.reader.batas_anak starts it and
limits it. Run as a script, it imports nothing of ikixl, so that it starts quickly and needs no import path. The only
module that imports python_calamine and msoffcrypto. What calamine does not tell is lost here: formulas, number
formats, protection, hidden rows, and error cells, which arrive as blanks.
"""

from __future__ import annotations

import io
import json
import re
import struct
import sys
import zlib
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

__all__ = ["utama"]

_BATAS_LEMBAR = 100
_BATAS_SEL = 5_000_000
_BATAS_NILAI = 200_000
# White space before a tag of a table.
_SELA = re.compile(rb">\s+(?=</?table:)")


class _BatasError(Exception):
    """The workbook is larger than what is read: the code of that limit, and the limit."""


def _sel(nilai: object) -> tuple[str, object] | None:
    """Kind and JSON value of a cell, None for a blank one; dates as ISO text, durations in days."""
    if isinstance(nilai, bool):
        return "logika", nilai
    if isinstance(nilai, int | float):
        return "angka", float(nilai)
    if isinstance(nilai, timedelta):
        return "hari", nilai / timedelta(days=1)
    if isinstance(nilai, datetime | date | time):
        return "iso", nilai.isoformat()
    teks = str(nilai)
    return ("teks", teks) if teks.strip() else None


def _baca(data: bytes) -> list[dict[str, object]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    buku = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if len(buku.sheets_metadata) > _BATAS_LEMBAR:
        raise _BatasError("PAKET-14", _BATAS_LEMBAR)
    hasil: list[dict[str, object]] = []
    jumlah = luas = 0
    for nomor, keterangan in enumerate(buku.sheets_metadata):
        isi: list[list[object]] = []
        gabungan: list[tuple[int, int, int, int]] = []
        if keterangan.typ == SheetTypeEnum.WorkSheet:
            lembar = buku.get_sheet_by_index(nomor)
            awal, akhir = lembar.start or (0, 0), lembar.end or (0, 0)
            luas += (akhir[0] - awal[0] + 1) * (akhir[1] - awal[1] + 1)
            if luas > _BATAS_SEL:
                raise _BatasError("PAKET-15", _BATAS_SEL)
            # Without the blank area in front: with it, calamine's rows and iter_rows disagree about the first column.
            for b, baris in enumerate(lembar.to_python(skip_empty_area=True), start=awal[0]):
                terisi = ((k, _sel(nilai)) for k, nilai in enumerate(baris, start=awal[1]))
                isi.extend([b, k, *sel] for k, sel in terisi if sel is not None)
                if jumlah + len(isi) > _BATAS_NILAI:
                    raise _BatasError("PAKET-16", _BATAS_NILAI)
            gabungan = [(*atas, *bawah) for atas, bawah in lembar.merged_cell_ranges or []]
        jumlah += len(isi)
        tersembunyi = keterangan.visible != SheetVisibleEnum.Visible
        hasil.append({"nama": keterangan.name, "tersembunyi": tersembunyi, "sel": isi, "gabungan": gabungan})
    return hasil


def _jawab_baca(data: bytes) -> dict[str, object]:
    """The sheets of an .xls or .ods, or why there are none."""
    from python_calamine import CalamineError

    try:
        try:
            return {"lembar": _baca(data)}
        except CalamineError:
            rapat = _rapatkan(data)
            if rapat is None:
                raise
            return {"lembar": _baca(rapat)}
    except CalamineError:
        return {"kode": "BERKAS-03", "sebab": "isinya tidak dapat diuraikan"}
    except _BatasError as salah:
        kode, batas = salah.args
        return {"kode": kode, "batas": batas}


def _rapatkan(data: bytes) -> bytes | None:
    """An .ods without white space between the tags of its tables, at which calamine stops; None for other files.

    LibreOffice writes such space where it is told to make its XML easy to read; it is never content.
    """
    hasil = io.BytesIO()
    try:
        with ZipFile(io.BytesIO(data)) as asal, ZipFile(hasil, "w") as rapat:
            for nama in ("mimetype", "META-INF/manifest.xml", "content.xml"):
                isi = asal.read(nama)
                rapat.writestr(nama, _SELA.sub(b">", isi) if nama == "content.xml" else isi)
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, zlib.error):
        return None
    return hasil.getvalue()


def _jawab_buka(sandi: list[str], data: bytes) -> tuple[dict[str, object], bytes]:
    """What the first fitting password opens, or why none does."""
    from msoffcrypto import OfficeFile  # type: ignore[import-untyped]
    from msoffcrypto.exceptions import (  # type: ignore[import-untyped]
        DecryptionError,
        FileFormatError,
        InvalidKeyError,
        ParseError,
    )

    # Beside its own errors, msoffcrypto lets pass whatever a parser of XML, numbers and OLE containers stumbles over.
    salah_isi = (ArithmeticError, AssertionError, AttributeError, ExpatError, LookupError, OSError, TypeError)
    try:
        berkas = OfficeFile(io.BytesIO(data))
        if not any(_cocok(berkas, satu) for satu in sandi):
            return {"kode": "BERKAS-20"}, b""
        keluar = io.BytesIO()
        berkas.decrypt(keluar)
        return {}, keluar.getvalue()
    except (InvalidKeyError, ParseError, ValueError, struct.error, *salah_isi):
        return {"kode": "BERKAS-03", "sebab": "isinya yang terkunci tidak dapat diuraikan"}, b""
    except (FileFormatError, DecryptionError):
        return {"kode": "BERKAS-23", "sebab": "cara penguncian yang tidak lazim"}, b""


def _cocok(berkas: Any, sandi: str) -> bool:
    """Whether a password fits; if so, `berkas` is ready to be decrypted."""
    from msoffcrypto.exceptions import InvalidKeyError

    try:
        # An .xls verifies always and has no such choice.
        berkas.load_key(password=sandi, **({"verify_password": True} if berkas.format == "ooxml" else {}))
    except (InvalidKeyError, UnicodeEncodeError):
        # A terminal may hand over bytes that are no letters.
        return False
    return True


def utama() -> None:
    """Do what the first argument says and print a JSON object on one line, then any bytes.

    "baca": {"lembar": [...]} of the workbook on standard input. "buka": {} and the bytes of the workbook that stands
    locked on standard input behind a line with the JSON list of passwords to try. Where that cannot be,
    {"kode": code of a temuan, details of its message}.
    """
    masukan = sys.stdin.buffer.read()
    isi = b""
    if sys.argv[1] == "baca":
        jawaban = _jawab_baca(masukan)
    else:
        sandi, _, data = masukan.partition(b"\n")
        jawaban, isi = _jawab_buka(json.loads(sandi), data)
    sys.stdout.buffer.write(json.dumps(jawaban).encode("ascii") + b"\n" + isi)


if __name__ == "__main__":
    utama()
