"""Workbooks locked with a password, opened by msoffcrypto in a child process that may fail without harm."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.batas_anak import jalankan

__all__ = ["BATAS_DETIK", "SANDI_BAWAAN", "buka_sandi"]

#: Password with which Excel encrypts by itself, for workbooks whose structure is protected; everybody has it.
SANDI_BAWAAN: Final = "VelvetSweatshop"
#: How long opening may take, in seconds by the clock.
BATAS_DETIK: Final = 60.0


def buka_sandi(
    data: bytes, sandi: Sequence[str], format: Literal[".xlsx", ".xls"] = ".xlsx", batas_detik: float = BATAS_DETIK
) -> bytes:
    """The bytes of the workbook inside a locked one: a zip for .xlsx, an OLE container without encryption for .xls.

    Excel's own password is tried first, then each of `sandi`. What comes out is as little to be trusted as what
    went in. BerkasTidakTerbacaError: BERKAS-06 if the workbook asks for a password and none was given, BERKAS-20
    if none of those given fits, BERKAS-23 for ways of locking that are not known, BERKAS-03 for a damaged file,
    BERKAS-11 if the child crashed, ran out of memory or was stopped after `batas_detik`.
    """
    pilihan = [satu for satu in sandi if satu]
    # On standard input, because everybody on the machine can see a process's arguments.
    masukan = json.dumps([SANDI_BAWAAN, *pilihan]).encode("ascii") + b"\n" + data
    hasil = jalankan(Path(__file__).with_name("anak.py"), ["buka"], masukan, batas_detik)
    if hasil.jawaban is None:
        raise BerkasTidakTerbacaError("BERKAS-11", format=format, sebab=hasil.sebab)
    if "kode" not in hasil.jawaban:
        return hasil.isi
    rinci = {"format": format, **hasil.jawaban}
    kode = rinci.pop("kode")
    if kode == "BERKAS-20" and not pilihan:
        kode = "BERKAS-06"
    raise BerkasTidakTerbacaError(kode, **rinci)
