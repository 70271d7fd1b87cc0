"""Merged areas over the inputs of a sheet: what they cover, and which values stand unseen under them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable

__all__ = ["Area", "gabungan_isian"]

Area = tuple[int, int, int, int]


def gabungan_isian(
    gabungan: Collection[Area], masukan: Iterable[tuple[int, int]]
) -> tuple[list[Area], set[tuple[int, int]]]:
    """(merged areas that touch an input, inputs that lie under one: all but the first cell of an area is unseen).

    `masukan` are the 0-based addresses of inputs, `gabungan` areas as LembarMentah has them. Of areas that overlap,
    which no program writes, one that covers only inputs under earlier ones is left out.
    """
    # Rows by column, because inputs have few columns: an area then costs a search in each of these.
    terlihat: dict[int, list[int]] = {}
    for r, k in sorted(set(masukan)):
        terlihat.setdefault(k, []).append(r)
    mengenai: list[Area] = []
    tertutup: set[tuple[int, int]] = set()
    for area in sorted(set(gabungan)):
        r1, k1, r2, k2 = area
        kena = False
        for k, baris in terlihat.items():
            awal, akhir = bisect_left(baris, r1), bisect_right(baris, r2)
            if not k1 <= k <= k2 or awal == akhir:
                continue
            kena = True
            # The first cell of an area is the one that is seen.
            awal += (baris[awal], k) == (r1, k1)
            tertutup |= {(r, k) for r in baris[awal:akhir]}
            del baris[awal:akhir]
        if kena:
            mengenai.append(area)
    return mengenai, tertutup
