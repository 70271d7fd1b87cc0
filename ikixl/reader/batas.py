"""What one workbook may hold before reading it would cost more than any real return."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ikixl.errors import BerkasTidakTerbacaError

__all__ = ["Batas"]

_BATAS_SEL: Final = 5_000_000
_BATAS_NILAI: Final = 200_000
# Characters take up to four bytes in memory.
_BATAS_HURUF: Final = 16 << 20
# 5 million cells fit, with their rows and values; 100 million empty tags, a minute of work in 384 MiB, do not.
_BATAS_UNSUR: Final = 12_000_000


@dataclass(slots=True)
class Batas:
    """What one workbook has used up so far of the limits on XML elements, cells, values and characters.

    `paling_nilai` and `paling_huruf` may be raised for workbooks that hold more than a return: a rekap.
    """

    unsur: int = 0
    sel: int = 0
    nilai: int = 0
    huruf: int = 0
    paling_nilai: int = field(default_factory=lambda: _BATAS_NILAI)
    paling_huruf: int = field(default_factory=lambda: _BATAS_HURUF)

    def tambah_unsur(self, jumlah: int, bagian: str) -> None:
        """Count the elements of one part; BERKAS-04 beyond 12 million in all parts."""
        self.unsur += jumlah
        if self.unsur > _BATAS_UNSUR:
            raise BerkasTidakTerbacaError("BERKAS-04", sebab=f"bagian {bagian} memuat terlalu banyak unsur")

    def tambah_sel(self) -> None:
        """Count one cell element, blank or not; PAKET-15 beyond 5 million."""
        self.sel += 1
        if self.sel > _BATAS_SEL:
            raise BerkasTidakTerbacaError("PAKET-15", batas=_ribuan(_BATAS_SEL))

    def tambah_nilai(self) -> None:
        """Count one cell or comment that holds something; PAKET-16 beyond `paling_nilai` (200,000)."""
        self.nilai += 1
        if self.nilai > self.paling_nilai:
            raise BerkasTidakTerbacaError("PAKET-16", batas=_ribuan(self.paling_nilai))

    def tambah_huruf(self, jumlah: int) -> None:
        """Count characters of text, numbers and formulas; BERKAS-04 beyond `paling_huruf` (16 million)."""
        self.huruf += jumlah
        if self.huruf > self.paling_huruf:
            raise BerkasTidakTerbacaError("BERKAS-04", sebab="teks di dalamnya terlalu banyak")

    def muat(self, unsur: int, sel: int, nilai: int, huruf: int) -> bool:
        """Whether all of this still fits; only then it is counted."""
        cukup = (
            self.unsur + unsur <= _BATAS_UNSUR
            and self.sel + sel <= _BATAS_SEL
            and self.nilai + nilai <= self.paling_nilai
            and self.huruf + huruf <= self.paling_huruf
        )
        if cukup:
            self.unsur += unsur
            self.sel += sel
            self.nilai += nilai
            self.huruf += huruf
        return cukup


def _ribuan(angka: int) -> str:
    return f"{angka:,}".replace(",", ".")
