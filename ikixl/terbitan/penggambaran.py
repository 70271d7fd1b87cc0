"""Drawing unit workbooks: what a worker does for `buat` and `lanjut`, in this process or in another."""

from __future__ import annotations

from dataclasses import dataclass

from ikixl.aturan import Aturan
from ikixl.katalog.model import Katalog
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.muatan import Muatan
from ikixl.layout.unit import PenyusunUnit
from ikixl.writer import Pencetak

__all__ = ["Penggambar", "TugasGambar", "gambar"]


@dataclass(frozen=True, slots=True)
class TugasGambar:
    """One workbook to draw: for whom, its identity stamp, and what it carries."""

    unit: str
    stempel: str
    muatan: Muatan


class Penggambar:
    """What a worker keeps from one workbook to the next: what units have in common, and the moulds."""

    def __init__(self, katalog: Katalog, aturan: Aturan, pengaturan: PengaturanBuku) -> None:
        self.penyusun = PenyusunUnit(katalog, aturan, pengaturan)
        self.pencetak = Pencetak()


def gambar(penggambar: Penggambar, tugas: TugasGambar) -> bytes:
    """The bytes of one workbook, the same whoever draws it and whatever was drawn before."""
    buku = penggambar.penyusun.susun(tugas.unit, stempel=tugas.stempel, muatan=tugas.muatan)
    return penggambar.pencetak.cetak(buku)
