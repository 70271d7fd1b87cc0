"""A rival of writing, openpyxl filling in a template, and the floors: deflating or inflating alone.

Nobody who packs every part, or looks at every part, can go below these.
"""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl

from ikixl.layout.beda import beda_buku
from ikixl.layout.buku import Buku, Rumus
from ikixl.layout.letak import Letak, alamat

__all__ = ["Templat", "isi_paket", "kembangkan", "padatkan", "pastikan_sama"]

# Name of a sheet and address of a cell.
_Sel = tuple[str, str]


class Templat:
    """A workbook that openpyxl opens, fills in and saves, as offices do that have a template.

    What differs from one unit to the next is known to it beforehand; results of formulas it cannot store. Charts that
    openpyxl does not know are lost, which costs it nothing.
    """

    def __init__(self, buku: Buku, data: bytes) -> None:
        self._buku = buku
        self._data = data

    def isian(self, buku: Buku) -> dict[_Sel, Any] | None:
        """The cells to fill in for another workbook; None where its shape is another."""
        beda = beda_buku(self._buku, buku)
        if beda is None:
            return None
        letak = Letak(buku)
        return {
            (lembar.nama, alamat(*letak.sel(lembar.kunci, lembar.baris[b.baris].kunci, b.kolom))): b.baru.isi_berkas
            for b in beda.sel
            for lembar in (buku.lembar[b.lembar],)
            if not isinstance(b.baru.isi, Rumus)
        }

    def isi(self, isian: Mapping[_Sel, Any]) -> bytes:
        """Open, fill in, save."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            wb = openpyxl.load_workbook(io.BytesIO(self._data))
        for (lembar, sel), nilai in isian.items():
            wb[lembar][sel] = nilai
        hasil = io.BytesIO()
        wb.save(hasil)
        return hasil.getvalue()


def pastikan_sama(punya: bytes, path: Path) -> None:
    """AssertionError unless two workbooks hold the same texts, numbers and formulas in the same cells."""
    a, b = (_semua_sel(openpyxl.load_workbook(io.BytesIO(d))) for d in (punya, path.read_bytes()))
    assert a == b, f"{path.name}: openpyxl makes another workbook"


def _semua_sel(wb: openpyxl.Workbook) -> dict[_Sel, Any]:
    return {(ws.title, s.coordinate): s.value for ws in wb for baris in ws.iter_rows() for s in baris if s.value}


def isi_paket(path: Path) -> list[bytes]:
    """The members of a workbook, inflated."""
    with ZipFile(path) as paket:
        return [paket.read(n) for n in paket.namelist()]


def kembangkan(path: Sequence[Path]) -> int:
    """Inflate every member of some workbooks and compute its checksum, and nothing else; the bytes that came of it."""
    return sum(len(isi) for p in path for isi in isi_paket(p))


def padatkan(paket: Sequence[Sequence[bytes]]) -> None:
    """Deflate the members of some workbooks as zipfile does, and nothing else."""
    for anggota in paket:
        for isi in anggota:
            padat = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
            padat.compress(isi)
            padat.flush()
