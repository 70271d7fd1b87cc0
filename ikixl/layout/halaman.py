"""Where a printed sheet turns the page, so that a signature never stands alone or apart from its lines."""

from __future__ import annotations

from collections.abc import Sequence

from ikixl.layout.buku import Baris

__all__ = ["bagi_halaman"]

# Points of height on a landscape page between the margins that the writer sets, less a little for other printers.
_TINGGI = {14: 532 * 0.97, 9: 516 * 0.97}
#: Scales in percent: the one that fits the width, and the smallest that can still be read.
_SKALA, _SKALA_TERKECIL = 92, 74
_TINGGI_BAWAAN = 15.0


def _tinggi(baris: Sequence[Baris]) -> float:
    return sum(_TINGGI_BAWAAN if b.tinggi is None else min(b.tinggi, 409) for b in baris)


def bagi_halaman(baris: Sequence[Baris], kepala: str, sebelum_akhir: str, kertas: int) -> tuple[int, tuple[str, ...]]:
    """(scale in percent, rows before which a new page starts) for a sheet whose last part belongs together.

    That part starts at row `sebelum_akhir` (the last line of the table, so that signatures never stand alone);
    `kepala` is repeated on every page. One page if it fits at a readable scale; otherwise at the normal scale, with a
    break only where the last part would be cut.
    """
    muat = _TINGGI[kertas] * 100
    semua = _tinggi(baris)
    skala = min(_SKALA, int(muat / semua))
    if skala >= _SKALA_TERKECIL:
        return skala, ()
    halaman = muat / _SKALA
    ulang = _tinggi([b for b in baris if b.kunci == kepala])
    batas = next(n for n, b in enumerate(baris) if b.kunci == sebelum_akhir)
    terpakai = 0.0
    for b in baris[:batas]:
        t = _tinggi([b])
        if terpakai + t > halaman:
            terpakai = ulang
        terpakai += t
    utuh = terpakai + _tinggi(baris[batas:]) <= halaman
    # A header must not stay behind on the page before its only lines.
    potong = kepala if baris[batas - 1].kunci == kepala else sebelum_akhir
    return _SKALA, () if utuh else (potong,)
