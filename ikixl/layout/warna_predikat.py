"""Live colours of cells with a predikat or a capaian; the word or the number itself always stands in the cell too."""

from __future__ import annotations

from collections.abc import Iterable

from ikixl.aturan import SKALA
from ikixl.layout.buku import Acuan, Rentang, Warna

__all__ = ["warna_capaian", "warna_predikat"]

_WARNA = ("sangat_tinggi", "tinggi", "sedang", "rendah", "sangat_rendah")


def warna_predikat(daerah: Rentang, skala: Iterable[str]) -> tuple[Warna, ...]:
    """One rule for each label of the scales, from green for the best to red for the worst."""
    acuan = {"c": Acuan(daerah.baris, daerah.kolom, mutlak=False)}
    label: dict[str, str] = {}
    for nama in sorted(skala):
        tingkat = SKALA[nama].tingkat
        for nomor, (_, teks) in enumerate(tingkat):
            label.setdefault(teks, _warna(nomor, len(tingkat)))
    return tuple(Warna(daerah, f'{{c}}="{teks}"', f"hidup_{w}", acuan) for teks, w in label.items())


def warna_capaian(daerah: Rentang, skala: str) -> tuple[Warna, ...]:
    """One rule for each label of the scale, by its lower bound, for cells that hold a capaian in percent points."""
    tingkat = SKALA[skala].tingkat
    acuan = {"c": Acuan(daerah.baris, daerah.kolom, mutlak=False)}
    hasil = []
    atas = ""
    for nomor, (batas, _) in enumerate(tingkat):
        bawah = f"{{c}}>={batas:g}," if nomor + 1 < len(tingkat) else ""
        syarat = f"AND(ISNUMBER({{c}}),{bawah}{atas}TRUE)"
        hasil.append(Warna(daerah, syarat, f"hidup_{_warna(nomor, len(tingkat))}", acuan))
        atas = f"{{c}}<{batas:g},"
    return tuple(hasil)


def _warna(nomor: int, banyak: int) -> str:
    # A scale of four spreads over the five colours so that the worst is red in every scale.
    return _WARNA[round(nomor * (len(_WARNA) - 1) / max(banyak - 1, 1))]
