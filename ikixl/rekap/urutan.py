"""Ranks: a place for every figure, ties sharing one rank, and lists sorted by it, as numbers and as live formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ikixl.aturan import bulat_setengah_menjauh
from ikixl.layout.buku import Acuan, Rumus, Sel

__all__ = ["Urutan", "nilai_banding", "rumus_ambil", "rumus_tempat", "sel_urutan", "urutkan"]

# Figures that agree in so many decimals are ties: what is left is the noise of floats, and every program has its own.
_DESIMAL = 6


@dataclass(frozen=True)
class Urutan:
    """Ranks of a list of figures, None where there is no figure.

    `peringkat` is 1 for the first and the same for ties (1, 2, 2, 4); `tempat` gives ties places in the list's order
    (1, 2, 3, 4), so that a sorted list shows each of them.
    """

    peringkat: tuple[int | None, ...]
    tempat: tuple[int | None, ...]

    def pada(self, tempat: int) -> int | None:
        """Position in the list of what stands at a place; None where fewer have a figure."""
        return self._pada.get(tempat)

    @cached_property
    def _pada(self) -> dict[int | None, int]:
        return {t: nomor for nomor, t in enumerate(self.tempat) if t is not None}


def nilai_banding(nilai: float | None) -> float | None:
    """A figure as it is compared."""
    return None if nilai is None else bulat_setengah_menjauh(nilai, _DESIMAL)


def urutkan(nilai: Sequence[float | None], *, menaik: bool = False) -> Urutan:
    """Ranks of figures, the largest first, or the smallest with `menaik`."""
    banding = [nilai_banding(n) for n in nilai]
    urut = sorted((n for n in banding if n is not None), reverse=not menaik)
    pertama = {n: tempat for tempat, n in reversed(list(enumerate(urut, start=1)))}
    peringkat = [None if n is None else pertama[n] for n in banding]
    sesudah: Counter[int] = Counter()
    tempat: list[int | None] = []
    for p in peringkat:
        tempat.append(None if p is None else p + sesudah[p])
        if p is not None:
            sesudah[p] += 1
    return Urutan(tuple(peringkat), tuple(tempat))


def sel_urutan(
    nilai: Acuan, daerah: Acuan, peringkat: tuple[int | None, int | None], kolom: tuple[str, str], *, menaik: bool
) -> dict[str, Sel]:
    """Helper cells of one row: its rank and its place, in the two columns `kolom`.

    `nilai` is the figure to compare in this row, `daerah` that column over all rows; `peringkat` the two results.
    """
    teks = f'IF(ISNUMBER({{v}}),RANK({{v}},{{d}},{int(menaik)}),"")'
    # Those of the same rank above it, itself included.
    sampai = Acuan(daerah.baris, kolom[0], nilai.baris, kolom[0])
    rank = Acuan(nilai.baris, kolom[0])
    tempat = 'IF(ISNUMBER({r}),{r}+COUNTIF({s},{r})-1,"")'
    hasil = ["" if p is None else p for p in peringkat]
    return {
        kolom[0]: Sel(Rumus(teks, hasil[0], {"v": nilai, "d": daerah}), "bantu"),
        kolom[1]: Sel(Rumus(tempat, hasil[1], {"r": rank, "s": sampai}), "bantu"),
    }


def rumus_tempat(tempat: int, daerah: Acuan, nilai: int | None) -> Rumus:
    """Position within `daerah` (a column of places) of what stands at `tempat`, from 1; "" where nothing does."""
    return Rumus(f'IFERROR(MATCH({tempat},{{d}},0),"")', "" if nilai is None else nilai, {"d": daerah})


def rumus_ambil(posisi: Acuan, daerah: Acuan, nilai: float | str) -> Rumus:
    """What `daerah` holds at a position that `rumus_tempat` found; "" where it found none."""
    return Rumus('IF(ISNUMBER({p}),INDEX({d},{p}),"")', nilai, {"p": posisi, "d": daerah})
