"""What is recognised in a document before any of it becomes a katalog: jabatan with their duties and table rows."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Blok", "Kinerja", "Sasaran"]


@dataclass(slots=True)
class Sasaran:
    """A sasaran as printed; shared by the indikator under it, so that what follows a page break reaches them all."""

    teks: str


@dataclass(slots=True)
class Kinerja:
    """One indikator as printed; `isi` holds its other cells by role (ikixl.impor.tajuk), with their marks."""

    sasaran: Sasaran
    nama: str
    isi: dict[str, str]
    tempat: str


@dataclass(slots=True)
class Blok:
    """One jabatan as printed. `nama` is "" where the document names none; `iku` says that its table is of IKU.

    `uraian` holds (jenis, line) with jenis tugas or fungsi.
    """

    nama: str
    tempat: str
    iku: bool = False
    dari_judul: bool = False
    uraian: list[tuple[str, str]] = field(default_factory=list)
    kinerja: list[Kinerja] = field(default_factory=list)
