"""Live colours of predikat cells; the word itself always stands in the cell too."""

from __future__ import annotations

from collections.abc import Iterable

from ikixl.aturan import SKALA
from ikixl.layout.buku import Acuan, Rentang, Warna

__all__ = ["warna_predikat"]

_WARNA = ("sangat_tinggi", "tinggi", "sedang", "rendah", "sangat_rendah")


def warna_predikat(daerah: Rentang, skala: Iterable[str]) -> tuple[Warna, ...]:
    """One rule for each label of the scales, from green for the best to red for the worst."""
    acuan = {"c": Acuan(daerah.baris, daerah.kolom, mutlak=False)}
    label: dict[str, str] = {}
    for nama in sorted(skala):
        tingkat = SKALA[nama].tingkat
        for nomor, (_, teks) in enumerate(tingkat):
            # A scale of four spreads over the five colours so that the worst is red in every scale.
            warna = round(nomor * (len(_WARNA) - 1) / max(len(tingkat) - 1, 1))
            label.setdefault(teks, _WARNA[warna])
    return tuple(Warna(daerah, f'{{c}}="{teks}"', f"hidup_{w}", acuan) for teks, w in label.items())
