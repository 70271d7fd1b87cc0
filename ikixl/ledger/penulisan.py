"""Values as rows of the ledger's tables, and how rows are written: many in one statement."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice

from ikixl.ledger.catatan import NilaiIsian
from ikixl.temuan import Temuan

__all__ = ["baris_isian", "baris_temuan", "bersih", "sisip"]

_Baris = tuple[object, ...]
# Starting a statement takes longer than writing a row; more rows than this gain little, and statements are kept.
_SEKALI = 64


def sisip(db: sqlite3.Connection, tabel: str, baris: Iterable[_Baris], cara: str = "INSERT") -> None:
    """Write rows, which hold all columns of the table in order."""
    semua = iter(baris)
    while bongkah := tuple(islice(semua, _SEKALI)):
        db.execute(_perintah(cara, tabel, len(bongkah), len(bongkah[0])), tuple(chain.from_iterable(bongkah)))


@cache
def _perintah(cara: str, tabel: str, banyak: int, kolom: int) -> str:
    satu = f"({', '.join('?' * kolom)})"
    return f"{cara} INTO {tabel} VALUES {', '.join([satu] * banyak)}"


def baris_isian(urutan: int, isian: Iterable[NilaiIsian]) -> Iterator[_Baris]:
    """The rows of the inputs that came with a receipt; as there are hundreds in a file, their texts are looked at
    together.
    """
    for nomor, (kunci, triwulan, nilai, keadaan, lembar, sel) in enumerate(isian, 1):
        teks = angka = None
        if isinstance(nilai, str):
            teks = _bersih(nilai)
        elif nilai is not None:
            angka = float(nilai)
        if (kunci + lembar).isascii():
            yield urutan, kunci, triwulan, nomor, angka, teks, keadaan, lembar, sel
        else:
            yield urutan, _bersih(kunci), triwulan, nomor, angka, teks, keadaan, _bersih(lembar), sel


def baris_temuan(sha256: str, temuan: Iterable[Temuan]) -> Iterator[_Baris]:
    """The rows of the temuan of a file."""
    for nomor, t in enumerate(temuan, 1):
        rinci = json.dumps(t.rinci, default=str)
        yield bersih((sha256, nomor, t.kode, t.berkas, t.unit, t.lembar, t.sel, rinci))


def bersih(baris: _Baris) -> _Baris:
    """A row with its texts as SQLite can hold them: a file name of Linux, say, may carry bytes that are no UTF-8."""
    return tuple(map(_bersih, baris))


def _bersih(nilai: object) -> object:
    if not isinstance(nilai, str) or nilai.isascii():
        return nilai
    return nilai.encode("utf-8", "replace").decode()
