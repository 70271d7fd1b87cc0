"""Temuan: a fault found in a returned file or a katalog, as a value; and the registry of their kinds.

A Temuan names code and place; its words come from the registry and are rendered only at the edge, so
that the same registry makes docs/temuan.md. Levels: galat (the file, row or cell is not used), peringatan
(used, look at it), info.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Literal

__all__ = ["JENIS", "TOPIK", "JenisTemuan", "Temuan", "ada_galat"]

Tingkat = Literal["galat", "peringatan", "info"]


@dataclass(frozen=True, slots=True)
class JenisTemuan:
    """One kind of temuan: code, level, title, message template and what to do, all Indonesian."""

    kode: str
    tingkat: Tingkat
    judul: str
    pesan: str
    saran: str


def _baca_daftar() -> dict[str, JenisTemuan]:
    folder = resources.files(__package__).joinpath("jenis")
    return {
        kode: JenisTemuan(kode=kode, **isi)
        for topik in TOPIK
        for kode, isi in tomllib.loads(folder.joinpath(f"{topik.lower()}.toml").read_text(encoding="utf-8")).items()
    }


#: What each topic of codes is about, in the order of docs/temuan.md; its kinds are in jenis/<topic>.toml.
TOPIK = {
    "BERKAS": "Berkas: apakah dapat dibuka",
    "PAKET": "Paket: susunan di dalam berkas .xlsx dan batasnya",
    "IDENTITAS": "Identitas: buku kerja siapa",
    "STRUKTUR": "Struktur: lembar, baris dan kolom",
    "NILAI": "Nilai: apa yang diketik",
    "RUMUS": "Rumus: hasil hitungan di dalam berkas",
    "LENGKAP": "Kelengkapan",
    "SILANG": "Pemeriksaan silang",
    "TINGKAT": "Tingkat: rekap yang digabung di tingkat atas",
    "KATALOG": "Katalog: yang membuatnya tidak dapat dipakai",
    "MUTU": "Mutu katalog: indikator yang lemah atau janggal",
    "IMPOR": "Impor surat keputusan: yang diragukan",
}

#: Every kind of temuan, by code. Codes are never reused for another meaning.
JENIS: dict[str, JenisTemuan] = _baca_daftar()


class _Longgar(dict[str, object]):
    """Keeps a placeholder visible when a detail is missing, rather than failing while reporting a fault."""

    def __missing__(self, kunci: str) -> str:
        return "{" + kunci + "}"


@dataclass(frozen=True, slots=True)
class Temuan:
    """One fault: its code, its place (file, unit, sheet, cell), and the details its message quotes."""

    kode: str
    berkas: str = ""
    unit: str = ""
    lembar: str = ""
    sel: str = ""
    rinci: Mapping[str, object] = field(default_factory=dict)

    @property
    def jenis(self) -> JenisTemuan:
        """The kind from the registry; KeyError for an unknown code, which is our own mistake."""
        return JENIS[self.kode]

    @property
    def tingkat(self) -> Tingkat:
        """galat, peringatan or info."""
        return self.jenis.tingkat

    @property
    def pesan(self) -> str:
        """What was found, in Indonesian."""
        return string.Formatter().vformat(self.jenis.pesan, (), _Longgar(self.rinci))

    @property
    def saran(self) -> str:
        """What to do about it, in Indonesian."""
        return string.Formatter().vformat(self.jenis.saran, (), _Longgar(self.rinci))

    def ke_json(self) -> dict[str, str]:
        """The contract's JSON object: kode, tingkat, berkas, unit, lembar, sel, pesan, saran."""
        return {
            "kode": self.kode,
            "tingkat": self.tingkat,
            "berkas": self.berkas,
            "unit": self.unit,
            "lembar": self.lembar,
            "sel": self.sel,
            "pesan": self.pesan,
            "saran": self.saran,
        }


def ada_galat(temuan: Iterable[Temuan]) -> bool:
    """Whether any of them is of level galat."""
    return any(t.tingkat == "galat" for t in temuan)
