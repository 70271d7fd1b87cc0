"""Native validations with Indonesian prompts, one rule for all cells that share it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikixl.bawaan import baca_templat
from ikixl.layout.buku import Masukan

__all__ = ["aturan_validasi", "satukan", "validasi_petunjuk"]

# What Excel shows at most of a title and of a message.
_JUDUL, _PESAN = 32, 255

_BATAS: dict[str, dict[str, Any]] = {
    "bulat": {"validate": "integer", "criteria": ">=", "value": 0},
    "desimal": {"validate": "decimal", "criteria": ">=", "value": 0},
    # A native percent cell holds a fraction: 10 is 1000 %, beyond any honest figure.
    "persen": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10},
    "centang": {"validate": "list", "source": ["Ya", "Tidak"]},
    "tanggal": {
        "validate": "date",
        "criteria": "between",
        "minimum": date(2000, 1, 1),
        "maximum": date(2100, 12, 31),
    },
    "teks": {"validate": "length", "criteria": "<=", "value": 2000},
    "tautan": {"validate": "length", "criteria": "<=", "value": 2000},
}


def aturan_validasi(masukan: Masukan) -> dict[str, Any]:
    """XlsxWriter options that check an input of this kind and explain it when the cell is selected."""
    templat = baca_templat("unit")["validasi"]
    pesan = templat[masukan.jenis]
    satuan = templat["satuan"].format(satuan=masukan.satuan) if masukan.satuan else ""
    return {
        **_BATAS[masukan.jenis],
        "input_title": (masukan.judul or pesan["judul"])[:_JUDUL],
        "input_message": ((masukan.petunjuk or pesan["petunjuk"]) + satuan)[:_PESAN],
        "error_title": pesan["judul_galat"][:_JUDUL],
        "error_message": (pesan["galat"] + satuan)[:_PESAN],
    }


def validasi_petunjuk(judul: str, petunjuk: str) -> dict[str, Any]:
    """XlsxWriter options that check nothing and explain a locked cell when it is selected."""
    return {"validate": "any", "input_title": judul[:_JUDUL], "input_message": petunjuk[:_PESAN]}


def satukan(sel: Iterable[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Cells gathered into rectangles (row, column, last row, last column): across a row, then down equal rows."""
    per_baris: dict[int, list[tuple[int, int]]] = {}
    for baris, kolom in sorted(sel):
        ruas = per_baris.setdefault(baris, [])
        if ruas and ruas[-1][1] == kolom - 1:
            ruas[-1] = (ruas[-1][0], kolom)
        else:
            ruas.append((kolom, kolom))
    hasil: list[tuple[int, int, int, int]] = []
    terbuka: dict[tuple[int, int], int] = {}
    for baris in sorted(per_baris):
        baru: dict[tuple[int, int], int] = {}
        for ruas_ini in per_baris[baris]:
            nomor = terbuka.get(ruas_ini)
            if nomor is not None and hasil[nomor][2] == baris - 1:
                hasil[nomor] = (*hasil[nomor][:2], baris, ruas_ini[1])
            else:
                hasil.append((baris, ruas_ini[0], baris, ruas_ini[1]))
                nomor = len(hasil) - 1
            baru[ruas_ini] = nomor
        terbuka = baru
    return hasil
