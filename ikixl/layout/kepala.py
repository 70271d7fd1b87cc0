"""Title rows that the sheets of a workbook share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ikixl.layout.buku import Baris, Gabung, Kolom, Rentang, Sel
from ikixl.layout.tinggi import tinggi_baris

__all__ = ["baris_kepala", "baris_lebar", "baris_penuh", "kolom_terlihat"]


def kolom_terlihat(kolom: Sequence[Kolom]) -> list[Kolom]:
    """The columns that a person sees."""
    return [k for k in kolom if not k.tersembunyi]


def baris_lebar(
    kunci: str, teks: str, gaya: str, kolom: Sequence[Kolom], huruf: float = 10, sampai: str = ""
) -> tuple[Baris, Gabung]:
    """A row whose text runs over all visible columns (or up to column `sampai`), high enough for it."""
    tampak = kolom_terlihat(kolom)
    akhir = sampai or tampak[-1].kunci
    nomor = [k.kunci for k in tampak].index(akhir)
    lebar = sum(k.lebar for k in tampak[: nomor + 1])
    baris = Baris(
        kunci, {tampak[0].kunci: Sel(teks, gaya)}, tinggi_baris([(teks, lebar)], huruf, tebal=gaya != "keterangan")
    )
    return baris, Gabung(Rentang(kunci, tampak[0].kunci, kunci, akhir))


def baris_penuh(isi: Sequence[tuple[str, str, str, float]], kolom: Sequence[Kolom]) -> tuple[list[Baris], list[Gabung]]:
    """Several full-width rows from (key, text, style, font size)."""
    pasangan = [baris_lebar(k, t, g, kolom, h) for k, t, g, h in isi]
    return [b for b, _ in pasangan], [g for _, g in pasangan]


def baris_kepala(
    kolom: Sequence[Kolom],
    judul: Sequence[str],
    kunci: str = "kepala",
    gaya: str = "kepala",
    petunjuk: Mapping[str, str] | None = None,
) -> Baris:
    """The header row of a table: one title for each of the first columns, with what explains them by column key."""
    sel = {
        k.kunci: Sel(j, gaya, petunjuk=(petunjuk or {}).get(k.kunci, "")) for k, j in zip(kolom, judul, strict=False)
    }
    isi = [(j, k.lebar) for k, j in zip(kolom, judul, strict=False)]
    return Baris(kunci, sel, tinggi_baris(isi, tebal=True) + 4)
