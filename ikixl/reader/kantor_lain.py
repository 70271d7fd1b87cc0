"""Workbooks in .xls and .ods form, read by calamine in a child process that may fail without harm.

Such a workbook carries less than an .xlsx: no formulas, no number formats (a native percentage arrives as 0.85 with
`persen` False), no defined names or document properties, no protection, and error cells are blank. That is
calamine's limit, not the formats'.
"""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Any, Final, Literal

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.batas_anak import jalankan
from ikixl.reader.mentah import BukuMentah, LembarMentah, SelMentah
from ikixl.reader.paket import periksa_ukuran
from ikixl.reader.tanggal import nomor_seri

__all__ = ["BATAS_DETIK", "baca_lain"]

#: How long the child may take, in seconds by the clock.
BATAS_DETIK: Final = 60.0


def baca_lain(data: bytes, format: Literal["xls", "ods"], batas_detik: float = BATAS_DETIK) -> BukuMentah:
    """Read the bytes of an .xls or .ods file; serial numbers of dates count from 1900 whatever the file's system.

    BerkasTidakTerbacaError: BERKAS-02/-03, PAKET-01 and, as the child reports it, PAKET-14 to -16; BERKAS-11 if the
    child crashed, ran out of memory or was stopped after `batas_detik`. A locked one must be opened first (see
    ikixl.reader.sandi).
    """
    periksa_ukuran(data)
    hasil = jalankan(Path(__file__).with_name("anak.py"), ["baca"], data, batas_detik)
    if hasil.jawaban is None:
        raise BerkasTidakTerbacaError("BERKAS-11", format=f".{format}", sebab=hasil.sebab)
    if "kode" in hasil.jawaban:
        rinci = {"format": f".{format}", **hasil.jawaban}
        raise BerkasTidakTerbacaError(rinci.pop("kode"), **rinci)
    return BukuMentah(lembar=[_lembar(satu) for satu in hasil.jawaban["lembar"]], format=format)


def _lembar(satu: dict[str, Any]) -> LembarMentah:
    return LembarMentah(
        nama=satu["nama"],
        sel={(baris, kolom): _sel(jenis, nilai) for baris, kolom, jenis, nilai in satu["sel"]},
        tersembunyi=satu["tersembunyi"],
        gabungan=tuple((a, b, c, d) for a, b, c, d in satu["gabungan"]),
    )


def _sel(jenis: str, nilai: Any) -> SelMentah:
    if jenis == "hari":
        return SelMentah("tanggal", nilai)
    if jenis == "iso":
        return SelMentah("tanggal", _seri(nilai))
    return SelMentah(jenis, nilai)  # type: ignore[arg-type]


def _seri(iso: str) -> float:
    if ":" in iso and "-" not in iso:
        jam = time.fromisoformat(iso)
        return (jam.hour * 3600 + jam.minute * 60 + jam.second + jam.microsecond / 1e6) / 86_400
    return nomor_seri(datetime.fromisoformat(iso), tanggal_1904=False)
