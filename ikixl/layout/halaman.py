"""Where a printed sheet turns the page, so that a signature never stands alone or apart from its lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from ikixl.layout.buku import Baris, Kertas, Kolom
from ikixl.layout.tinggi import TINGGI_TERBESAR

__all__ = ["bagi_halaman", "bagi_ringkasan", "bagi_tabel", "kertas_terbagi", "skala_lebar"]

# Points of width and height on a landscape page between the margins that the writer sets, less a little for other
# printers and programs.
_LEBAR = {14: 864 * 0.98, 9: 770 * 0.98}
_TINGGI = {14: 532 * 0.97, 9: 516 * 0.97}
#: Scales in percent: the one that fits the width, and the smallest that can still be read.
_SKALA, _SKALA_TERKECIL = 92, 74
# Below this, a sheet of small tables is better printed on two pages.
_SKALA_RINGKASAN = 80
_TINGGI_BAWAAN = 15.0
# Points of a column: a digit of Arial 10, which LibreOffice does not round to whole pixels as Excel does, and the room
# beside the text.
_POIN_ANGKA, _POIN_TEPI = 5.56, 3.75


# Key and height in points of a row; 0 where it is hidden.
_Ringkas = tuple[tuple[str, float], ...]


def _ringkas(baris: Sequence[Baris]) -> _Ringkas:
    return tuple(
        (
            b.kunci,
            0.0 if b.tersembunyi else _TINGGI_BAWAAN if b.tinggi is None else min(b.tinggi, TINGGI_TERBESAR),
        )
        for b in baris
    )


def _tinggi(baris: Sequence[tuple[str, float]]) -> float:
    return sum(tinggi for _, tinggi in baris)


def skala_lebar(kolom: Sequence[Kolom], kertas: int) -> int:
    """The scale in percent, at most 100, at which the visible columns fit the width of a landscape page."""
    lebar = sum(k.lebar * _POIN_ANGKA + _POIN_TEPI for k in kolom if not k.tersembunyi)
    return min(100, int(_LEBAR[kertas] / lebar * 100))


def bagi_halaman(baris: Sequence[Baris], kepala: str, sebelum_akhir: str, kertas: int) -> tuple[int, tuple[str, ...]]:
    """(scale in percent, rows before which a new page starts) for a sheet whose last part belongs together.

    That part starts at row `sebelum_akhir` (the last line of the table, so that signatures never stand alone);
    `kepala` is repeated on every page. One page if it fits at a readable scale; otherwise several at the normal scale.
    """
    muat = _TINGGI[kertas] * 100
    ringkas = _ringkas(baris)
    skala = min(_SKALA, int(muat / _tinggi(ringkas)))
    if skala >= _SKALA_TERKECIL:
        return skala, ()
    kunci = [k for k, _ in ringkas]
    utuh = (kepala, *kunci[kunci.index(sebelum_akhir) : -1])
    return _SKALA, _bagi_tabel(ringkas, _TINGGI[kertas] * 100 / _SKALA, (kepala,), utuh, ())


def bagi_tabel(
    baris: Sequence[Baris],
    skala: int,
    kertas: int,
    *,
    ulang: Collection[str],
    pita: Collection[str],
    awal: Collection[str] = (),
) -> tuple[str, ...]:
    """Rows before which a new page starts, in a long table printed at `skala` percent.

    `ulang` are repeated on every page, `awal` start one of their own, and `pita` (titles of groups) never stand last on
    one, as long as what follows them without a break fits on a page. A table that fits on one page is not cut.
    """
    return _bagi_tabel(_ringkas(baris), _TINGGI[kertas] * 100 / skala, tuple(ulang), tuple(pita), tuple(awal))


# The heights of one unit's rows come again in most others.
@lru_cache(maxsize=1024)
def _bagi_tabel(
    baris: _Ringkas, halaman: float, ulang: tuple[str, ...], pita: tuple[str, ...], awal: tuple[str, ...]
) -> tuple[str, ...]:
    kepala = _tinggi([b for b in baris if b[0] in ulang])
    if _tinggi(baris) <= halaman:
        return ()
    pisah: list[str] = []
    terpakai = 0.0
    for nomor, (kunci, tinggi) in enumerate(baris):
        akhir = nomor
        while baris[akhir][0] in pita and akhir + 1 < len(baris):
            akhir += 1
        perlu = _tinggi(baris[nomor : akhir + 1])
        if kepala + perlu > halaman:
            perlu = tinggi
        if nomor and (kunci in awal or terpakai + perlu > halaman):
            pisah.append(kunci)
            terpakai = kepala
        terpakai += tinggi
    return tuple(pisah)


def bagi_ringkasan(
    baris: Sequence[Baris], kolom: Sequence[Kolom], kertas: int, grafik: str, tinggi_grafik: float
) -> tuple[int, tuple[str, ...]]:
    """(scale, rows before which a new page starts) for tables with charts at row `grafik`, that high in points.

    One page where that can be read, otherwise the charts on a page of their own.
    """
    lebar = skala_lebar(kolom, kertas)
    satu = min(lebar, int(_TINGGI[kertas] * 100 / (_tinggi(_ringkas(baris)) + tinggi_grafik)))
    return (satu, ()) if satu >= min(lebar, _SKALA_RINGKASAN) else (lebar, (grafik,))


def kertas_terbagi(kertas: Kertas, skala: int, pisah: tuple[str, ...]) -> Kertas:
    """The paper of a sheet that was so divided.

    What fits on one page is fitted to it by the program that prints: where Arial is missing and another font makes the
    columns wider, a fixed scale would push the last of them onto a second page.
    """
    return replace(kertas, skala=skala, pisah=pisah) if pisah else replace(kertas, tinggi_halaman=1)
