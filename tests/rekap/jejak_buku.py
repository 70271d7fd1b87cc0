"""Where the links of a rekap lead, found from its description alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from ikixl.layout.buku import Acuan, Baris, Buku, Lembar, Rumus, Sel, Tautan, TautanHidup
from ikixl.layout.letak import Letak

__all__ = ["alamat_hidup", "angka_tanpa_jejak", "dengan_alamat", "lembar_buku"]


def lembar_buku(buku: Buku, kunci: str) -> Lembar:
    """A sheet by its key."""
    return next(lembar for lembar in buku.lembar if lembar.kunci == kunci)


def _rumus(lembar: Lembar) -> Iterator[tuple[Baris, str, Sel]]:
    """Every formula of a sheet whose result its reader sees and may follow, and every number that one shows."""
    tampak = {k.kunci for k in lembar.kolom if not k.tersembunyi}
    for baris in lembar.baris:
        for kolom, sel in baris.sel.items():
            if kolom in tampak and isinstance(sel.isi, Rumus) and (sel.tautan or _berangka(sel)):
                yield baris, kolom, sel


def _berangka(sel: Sel) -> bool:
    return isinstance(sel.isi, Rumus) and isinstance(sel.isi.nilai, float | int)


def angka_tanpa_jejak(buku: Buku, dasar: Collection[str]) -> list[str]:
    """The numbers of a rekap from which no chain of links leads to one of the sheets `dasar`."""
    lembar = {n.kunci: n for n in buku.lembar if not n.tersembunyi}
    letak = Letak(buku)
    semua = {
        (n.kunci, *letak.sel(n.kunci, b.kunci, k)): sel
        for n in lembar.values()
        if n.kunci not in dasar
        for b, k, sel in _rumus(n)
    }
    sampai: set[tuple[str, int, int]] = set()
    # Rounds, because a link may lead to numbers that are links themselves; a circle never gets anywhere.
    while baru := {
        tempat for tempat, sel in semua.items() if tempat not in sampai and _sampai(sel, letak, dasar, semua, sampai)
    }:
        sampai |= baru
    return [
        f"{lembar[n].nama} baris {b + 1} kolom {k + 1}"
        for (n, b, k), sel in semua.items()
        if _berangka(sel) and (n, b, k) not in sampai
    ]


def _sampai(
    sel: Sel,
    letak: Letak,
    dasar: Collection[str],
    semua: dict[tuple[str, int, int], Sel],
    sampai: set[tuple[str, int, int]],
) -> bool:
    """Whether the target of a link is in `dasar`, or holds formulas all of which lead there."""
    if sel.tautan is None:
        return False
    if sel.tautan.lembar in dasar:
        return True
    if isinstance(sel.tautan, TautanHidup):
        tujuan = {t for t in semua if t[0] == sel.tautan.lembar}
    else:
        tujuan = {t for t in semua if t[0] == sel.tautan.lembar and _dalam(t, sel.tautan, letak)}
    return bool(tujuan) and tujuan <= sampai


def _dalam(tempat: tuple[str, int, int], tautan: Tautan, letak: Letak) -> bool:
    awal = letak.sel(tautan.lembar, tautan.baris, tautan.kolom)
    akhir = letak.sel(tautan.lembar, tautan.baris_akhir or tautan.baris, tautan.kolom_akhir or tautan.kolom)
    return awal[0] <= tempat[1] <= akhir[0] and awal[1] <= tempat[2] <= akhir[1]


def dengan_alamat(buku: Buku) -> Buku:
    """The same workbook showing, in each cell whose link finds its own target, the address that it finds."""

    def ubah(sel: Sel) -> Sel:
        if not isinstance(sel.tautan, TautanHidup):
            return sel
        return Sel(Rumus(sel.tautan.alamat, "?", sel.tautan.acuan), sel.gaya)

    lembar = tuple(
        replace(n, baris=tuple(replace(b, sel={k: ubah(s) for k, s in b.sel.items()}) for b in n.baris))
        for n in buku.lembar
    )
    return replace(buku, lembar=lembar)


def alamat_hidup(buku: Buku, lembar: str, awal: str, akhir: str, kolom: tuple[str, str]) -> str:
    """The address, as the function ADDRESS writes it, of a rectangle by its keys."""
    return Letak(buku).rujukan(Acuan(awal, kolom[0], akhir, kolom[1], lembar), lembar)
