"""What every rule of the lint reads: the katalog, its formulas, and the line on which each row stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from ikixl.katalog.mentah import TabelMentah, letak
from ikixl.katalog.model import RUMUS_BELUM, Indikator, Katalog
from ikixl.rumus import Simpul, parse
from ikixl.temuan import Temuan

__all__ = ["KUNCI", "Aturan", "Konteks", "Sel"]

#: The columns that name a row of each table.
KUNCI: Mapping[str, tuple[str, ...]] = {
    "instansi": ("kunci",),
    "unit": ("kode",),
    "jabatan": ("kode",),
    "uraian": ("jabatan", "jenis", "urutan"),
    "indikator": ("kode",),
    "variabel": ("indikator", "kode"),
    "target": ("indikator", "unit"),
}

#: Columns of an indikator that hold wording of the decree; `catatan` is the katalog writer's own.
_KOLOM_TEKS = ("sasaran", "nama", "penjelasan", "sumber_data", "penanggung_jawab")


class Sel(NamedTuple):
    """One text of the katalog and its place."""

    tabel: str
    kunci: tuple[str, ...]
    kolom: str
    teks: str


class Konteks:
    """A katalog under lint. `mentah`, the tables it was read from, gives the lines; without it places name no line."""

    def __init__(self, katalog: Katalog, mentah: TabelMentah | None = None) -> None:
        self.katalog = katalog
        self._nomor = dict(_nomor_baris(mentah)) if mentah else {}

    def temuan(self, kode: str, tabel: str, kunci: tuple[str, ...], kolom: str, /, **rinci: object) -> Temuan:
        """A Temuan at the row of a table with this key (KUNCI), in a column."""
        return letak(kode, tabel, self._nomor.get((tabel, *kunci)), kolom, **rinci)

    def di_indikator(self, kode: str, indikator: Indikator, kolom: str, /, **rinci: object) -> Temuan:
        """A Temuan at the row of an indikator; its message may quote {indikator} (the code) and {nama}."""
        return self.temuan(
            kode, "indikator", (indikator.kode,), kolom, indikator=indikator.kode, nama=indikator.nama, **rinci
        )

    @cached_property
    def rumus(self) -> Mapping[str, Simpul]:
        """The formula of every indikator that has one, by its code."""
        return {i.kode: parse(i.rumus) for i in self.katalog.indikator if i.rumus != RUMUS_BELUM}

    @cached_property
    def teks(self) -> tuple[Sel, ...]:
        """Every text of jabatan, uraian and indikator that comes from the decree."""
        return tuple(self._teks())

    def _teks(self) -> Iterator[Sel]:
        for j in self.katalog.jabatan:
            yield Sel("jabatan", (j.kode,), "nama", j.nama)
        for u in self.katalog.uraian:
            yield Sel("uraian", (u.jabatan, u.jenis, str(u.urutan)), "teks", u.teks)
        for i in self.katalog.indikator:
            for kolom in _KOLOM_TEKS:
                if isi := getattr(i, kolom):
                    yield Sel("indikator", (i.kode,), kolom, isi)


#: A rule: finds all of its own kinds in a katalog.
Aturan = Callable[[Konteks], Iterator[Temuan]]


def _nomor_baris(mentah: TabelMentah) -> Iterator[tuple[tuple[str, ...], int]]:
    for tabel, kunci in KUNCI.items():
        isi = mentah.isi.get(tabel)
        if isi is None or not {*kunci} - {"unit"} <= {*isi.kolom}:
            continue
        tempat = [isi.kolom.index(k) if k in isi.kolom else None for k in kunci]
        for baris in isi.baris:
            sel = (baris.sel[t].strip() if t is not None and t < len(baris.sel) else "" for t in tempat)
            yield (tabel, *sel), baris.nomor
