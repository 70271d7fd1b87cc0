"""Child process that reads .xls and .ods with calamine: bytes on standard input, JSON on standard output.

A separate process because calamine may end the process it runs in; it sets its own limits before it reads. Run as
a script, it imports nothing of ikixl, so that it starts quickly and needs no import path. The only module that
imports python_calamine. What calamine does not tell is lost here: formulas, number formats, protection, hidden
rows, and error cells, which arrive as blanks.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from datetime import date, datetime, time, timedelta

__all__ = ["utama"]

_MEMORI = 512 << 20
_DETIK = 50
_BATAS_LEMBAR = 100
_BATAS_SEL = 5_000_000
_BATAS_NILAI = 200_000


class _BatasError(Exception):
    """The workbook is larger than what is read."""


def _batasi() -> None:
    """Limit memory and processor time of this process; not possible on Windows, where only the parent's clock rules."""
    if sys.platform == "win32":
        return
    import resource

    for batas, nilai in ((resource.RLIMIT_AS, _MEMORI), (resource.RLIMIT_CPU, _DETIK), (resource.RLIMIT_CORE, 0)):
        # macOS refuses some limits; those that hold are better than none.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(batas, (nilai, nilai))


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
        raise _BatasError(f"isinya lebih dari {_BATAS_LEMBAR} lembar")
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
                raise _BatasError(f"isinya lebih dari {_BATAS_SEL} sel")
            # Without the blank area in front: with it, calamine's rows and iter_rows disagree about the first column.
            for b, baris in enumerate(lembar.to_python(skip_empty_area=True), start=awal[0]):
                terisi = ((k, _sel(nilai)) for k, nilai in enumerate(baris, start=awal[1]))
                isi.extend([b, k, *sel] for k, sel in terisi if sel is not None)
                if jumlah + len(isi) > _BATAS_NILAI:
                    raise _BatasError(f"isinya lebih dari {_BATAS_NILAI} nilai")
            gabungan = [(*atas, *bawah) for atas, bawah in lembar.merged_cell_ranges or []]
        jumlah += len(isi)
        tersembunyi = keterangan.visible != SheetVisibleEnum.Visible
        hasil.append({"nama": keterangan.name, "tersembunyi": tersembunyi, "sel": isi, "gabungan": gabungan})
    return hasil


def utama() -> None:
    """Read one workbook from standard input and print {"lembar": [...]} or {"kode": ..., "sebab": ...}."""
    _batasi()
    from python_calamine import CalamineError, PasswordError

    jawaban: dict[str, object]
    try:
        jawaban = {"lembar": _baca(sys.stdin.buffer.read())}
    except PasswordError:
        jawaban = {"kode": "BERKAS-06"}
    except CalamineError:
        jawaban = {"kode": "BERKAS-03", "sebab": "isinya tidak dapat diuraikan"}
    except _BatasError as salah:
        jawaban = {"kode": "BERKAS-04", "sebab": str(salah)}
    sys.stdout.buffer.write(json.dumps(jawaban).encode("ascii"))


if __name__ == "__main__":
    utama()
