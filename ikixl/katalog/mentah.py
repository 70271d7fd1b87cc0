"""Katalog tables as they were read, before any check: cells as text, with the line they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ikixl.temuan import Temuan

__all__ = ["BarisMentah", "IsiTabel", "TabelMentah", "letak"]


@dataclass(frozen=True, slots=True)
class BarisMentah:
    """One row: the 1-based line of the file on which it begins, and its cells as text."""

    nomor: int
    sel: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IsiTabel:
    """One table: the header in lower case ("" for a column without a name), and every row that is not blank.

    `desimal_koma`: the file separates its columns with ";", as programs do that write a decimal comma.
    `utf8` is False where some bytes could not be decoded; each of them stands as U+FFFD.
    """

    kolom: tuple[str, ...]
    baris: tuple[BarisMentah, ...]
    nomor_judul: int = 1
    desimal_koma: bool = False
    utf8: bool = True


@dataclass(frozen=True, slots=True)
class TabelMentah:
    """Every table found in one place, and the faults met while reading.

    `isi` holds None for a table that is there but cannot be read; one that is not there is no key of it.
    `tempat` names the place in messages; `berkas` the one file that holds all tables, "" where each has its own.
    """

    tempat: str
    isi: Mapping[str, IsiTabel | None]
    temuan: tuple[Temuan, ...] = ()
    berkas: str = ""

    def sebut(self, temuan: Iterable[Temuan]) -> list[Temuan]:
        """The same temuan, naming the file in which this katalog's tables really are."""
        return [replace(t, berkas=self.berkas) if self.berkas else t for t in temuan]


def letak(kode: str, tabel: str, nomor: int | None = None, kolom: str = "", /, **rinci: object) -> Temuan:
    """A Temuan placed in a katalog table: on a line of the file, and in a column, where these are known."""
    bagian = ([f"baris {nomor}"] if nomor is not None else []) + ([f"kolom {kolom}"] if kolom else [])
    return Temuan(kode, berkas=f"{tabel}.csv", lembar=tabel, sel=", ".join(bagian), rinci=rinci)
