"""A tree back to text of the formula language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from ikixl.rumus.ast import Simpul
from ikixl.rumus.penulis import Ikatan, Penulis, Potongan, angka_polos

__all__ = ["to_rumus"]


def to_rumus(simpul: Simpul) -> str:
    """The formula in its canonical writing; parsing it gives the same tree again."""
    return _Rumus().tulis(simpul).teks


class _Rumus(Penulis):
    operator: ClassVar[Mapping[str, str]] = {t: f" {t} " for t in ("+", "-", "*", "/", "<", "<=", ">", ">=", "=", "<>")}
    negatif = "-"

    def angka(self, nilai: float) -> str:
        return angka_polos(nilai)

    def variabel(self, nama: str) -> str:
        return nama

    def panggil(self, nama: str, isi: Sequence[Potongan]) -> Potongan:
        return Potongan(f"{nama}({', '.join(p.teks for p in isi)})", Ikatan.UTUH)

    def bila(self, syarat: Potongan, ya: Potongan, tidak: Potongan) -> Potongan:
        return self.panggil("bila", (syarat, ya, tidak))
