"""What an indikator is, apart from its code: only figures of one and the same definition combine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ikixl.katalog.model import Indikator, Variabel
from ikixl.perhitungan import simpul_rumus
from ikixl.rumus import Simpul

__all__ = ["Definisi"]


@dataclass(frozen=True)
class Definisi:
    """An indikator with its variabel and the name of the jabatan that holds it."""

    indikator: Indikator
    variabel: tuple[Variabel, ...]
    jabatan: str

    @cached_property
    def sidik(self) -> tuple[object, ...]:
        """What must be equal so that the figures of two instansi may combine."""
        return tuple(ambil(self) for ambil in _SYARAT.values())

    def beda(self, lain: Definisi) -> tuple[str, ...]:
        """In which points another definition differs, in Indonesian; nothing where both may combine."""
        return tuple(nama for nama, kiri, kanan in zip(_SYARAT, self.sidik, lain.sidik, strict=True) if kiri != kanan)


def _rapi(teks: str) -> str:
    """A text without what makes no difference to a reader: case, spaces, marks at its end."""
    return " ".join(teks.casefold().split()).rstrip(" .;,")


def _batas(d: Definisi) -> object:
    return (d.indikator.batas_bawah, d.indikator.batas_atas) if d.indikator.arah == "rentang" else None


def _rumus(d: Definisi) -> Simpul:
    return simpul_rumus(d.indikator.rumus)


def _variabel(d: Definisi) -> object:
    return frozenset((v.kode, _rapi(v.satuan), v.isian, v.gabung_waktu, v.gabung_unit) for v in d.variabel)


# Two katalog use a code by chance for different things, so the name counts; sasaran, sources and notes do not.
_SYARAT: Mapping[str, Callable[[Definisi], object]] = {
    "nama": lambda d: _rapi(d.indikator.nama),
    "rumus": _rumus,
    "variabel": _variabel,
    "satuan": lambda d: _rapi(d.indikator.satuan),
    "arah": lambda d: d.indikator.arah,
    "batas rentang": _batas,
    "periode": lambda d: d.indikator.periode,
    "bobot": lambda d: 1.0 if d.indikator.bobot is None else d.indikator.bobot,
    "skala predikat": lambda d: d.indikator.skala,
}
