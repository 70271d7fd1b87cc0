"""The rows of the ledger as values: issues, received files, their inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from ikixl.temuan import Temuan

__all__ = ["BarisIsian", "Berkas", "Isian", "KeadaanBerkas", "KeadaanIsian", "NilaiIsian", "Penerimaan", "Terbitan"]

KeadaanBerkas = Literal["diterima", "ditolak", "ditahan"]
KeadaanIsian = Literal["isi", "kosong", "nihil", "tidak_sah"]
#: An Isian, or a plain tuple of what it holds.
NilaiIsian = tuple[str, int, float | str | None, KeadaanIsian, str, str]


@dataclass(frozen=True, slots=True)
class Terbitan:
    """One issue of a workbook; `seri` counts the issues of a unit from 1, `berlaku` marks those that hold.

    `sha256` (hex) is that of the issued file, `digest` names the katalog it was drawn from. `jabatan` is the one that
    it was issued for, "" for the whole unit; `muatan` is JSON of what it carries forward, "" for nothing.
    """

    unit: str
    seri: int
    waktu: str
    tahun: int
    digest: str
    nama_berkas: str
    sha256: str
    versi_layout: int
    berlaku: bool = True
    jabatan: str = ""
    muatan: str = ""


class Isian(NamedTuple):
    """One input as read from a file: key and triwulan as in KunciIsian (0: the whole year), and its lineage.

    `nilai` is a number (percent points; 1 or 0 for centang) or a text, and None unless `keadaan` is isi: an input may
    also be kosong (blank now, though issued with a value), nihil (stated as blank: "-") or tidak_sah (refused).
    """

    kunci: str
    triwulan: int
    nilai: float | str | None
    keadaan: KeadaanIsian
    lembar: str
    sel: str


@dataclass(frozen=True, slots=True)
class BarisIsian:
    """One recorded input: the Isian and the file, unit and year that it belongs to."""

    sha256: str
    unit: str
    tahun: int
    kunci: str
    triwulan: int
    nilai: float | str | None
    keadaan: KeadaanIsian
    lembar: str
    sel: str


@dataclass(frozen=True, slots=True)
class Penerimaan:
    """One received file with everything read from it, as catat_berkas records it.

    `sha256` (hex) and `ukuran` (bytes) are those of the file. `unit`, `seri` and `tahun` are what its identity says,
    "" and 0 where it says nothing; an accepted file must name its unit. `jumlah_*` are the counts of inputs that the
    checks made. `bertentangan`, only of a held file: it contradicts the return of its issue that was in force, so that
    neither counts.
    """

    sha256: str
    nama: str
    ukuran: int
    waktu: str
    keadaan: KeadaanBerkas
    unit: str = ""
    seri: int = 0
    tahun: int = 0
    jumlah_terisi: int = 0
    jumlah_tetap: int = 0
    jumlah_dilaporkan: int = 0
    isian: tuple[NilaiIsian, ...] = ()
    temuan: tuple[Temuan, ...] = ()
    bertentangan: bool = False


@dataclass(frozen=True, slots=True)
class Berkas:
    """One recorded file; fields as in Penerimaan.

    `keadaan` is how it stands now: "ditahan" while it waits for a choice (so does the return accepted first, once it is
    contradicted), "diterima" after the choice, whichever way that went. `urutan` counts receipts from 1.
    `digantikan`: it was accepted, but no input of it is in force any more. `jabatan` is that of its issue, "" for the
    whole unit or an unknown issue.
    """

    sha256: str
    nama: str
    ukuran: int
    waktu: str
    keadaan: KeadaanBerkas
    unit: str
    seri: int
    tahun: int
    jumlah_terisi: int
    jumlah_tetap: int
    jumlah_dilaporkan: int
    urutan: int
    digantikan: bool
    jabatan: str = ""
