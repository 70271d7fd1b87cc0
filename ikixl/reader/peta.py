"""Finds the keys of a Buku in a file: sheets by their marker, rows and columns by the hidden keys beside them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from ikixl.layout.buku import AWALAN_PENANDA
from ikixl.reader.mentah import BukuMentah, LembarMentah, SelMentah
from ikixl.reader.pola import IsiPola, Pola

__all__ = ["PetaLembar", "petakan", "petakan_kunci"]


_LETAK = ("baris", "kolom", "kunci_baris", "kunci_kolom")


@dataclass(slots=True)
class PetaLembar:
    """Where the keys of one sheet stand in the file, whatever was inserted, deleted, sorted or renamed.

    `baris` and `kolom` map a key to all its 0-based places (more than one: somebody copied it);
    `kunci_baris` and `kunci_kolom` are the inverse.
    `tertutup` are the inputs that lie unseen under a merged area; whoever knows what the inputs are fills it in.
    The four may be those of another file with the same keys in the same places: none of them is ever changed where
    every key stands once.
    """

    kunci: str
    lembar: LembarMentah
    penanda: tuple[int, int]
    baris: dict[str, list[int]] = field(default_factory=dict)
    kolom: dict[str, list[int]] = field(default_factory=dict)
    kunci_baris: dict[int, str] = field(default_factory=dict)
    kunci_kolom: dict[int, str] = field(default_factory=dict)
    tertutup: set[tuple[int, int]] = field(default_factory=set)
    _isi_baris: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def tertunda(cls, kunci: str, lembar: LembarMentah) -> PetaLembar:
        """Those of a sheet with its marker in A1, found when they are first asked for."""
        peta = cls.__new__(cls)
        peta.kunci, peta.lembar, peta.penanda, peta.tertutup, peta._isi_baris = kunci, lembar, (0, 0), set(), {}
        return peta

    if not TYPE_CHECKING:  # pragma: no branch - a type checker would take any attribute for one of ours

        def __getattr__(self, nama: str) -> Any:
            if nama not in _LETAK:
                raise AttributeError(nama)
            peta = _petakan_lembar(self.lembar)
            for isian in _LETAK:
                setattr(self, isian, getattr(peta, isian))
            return getattr(self, nama)

    @property
    def isi_baris(self) -> dict[int, list[int]]:
        """The columns of the filled cells of each row; made when it is asked for, which only faults do."""
        if not self._isi_baris:
            for r, k in sorted(self.lembar.sel):
                self._isi_baris.setdefault(r, []).append(k)
        return self._isi_baris

    def sel(self, baris: str, kolom: str) -> list[tuple[tuple[int, int], SelMentah]]:
        """The filled cells at a row key and a column key, with their addresses."""
        sel = self.lembar.sel
        tempat = [(r, k) for r in self.baris.get(baris, ()) for k in self.kolom.get(kolom, ())]
        return [(t, sel[t]) for t in tempat if t in sel]


def _penanda(lembar: LembarMentah) -> tuple[int, int] | None:
    """Address of the marker; the uppermost, leftmost one where copying made several."""
    # Where it was issued no other can stand before it.
    pertama = lembar.ambil((0, 0))
    if pertama is not None and _berpenanda(pertama):
        return 0, 0
    return min((t for t, sel in lembar.sel.items() if _berpenanda(sel)), default=None)


def _berpenanda(sel: SelMentah) -> bool:
    return sel.jenis == "teks" and isinstance(sel.nilai, str) and sel.nilai.startswith(AWALAN_PENANDA)


def _kunci_lembar(lembar: LembarMentah, penanda: tuple[int, int]) -> str:
    sel = lembar.ambil(penanda)
    assert sel is not None
    return _kunci(sel)


def _kunci(penanda: SelMentah) -> str:
    return str(penanda.nilai)[len(AWALAN_PENANDA) :].strip()


# What stands in the first row and column of the last part of a kind, and the keys that were found there.
_DIKENAL: WeakKeyDictionary[Pola, tuple[list[SelMentah | None], PetaLembar]] = WeakKeyDictionary()


def _petakan_lembar(lembar: LembarMentah) -> PetaLembar | None:
    """The keys of a sheet: those of the sheet of the same kind before it, where the same cells hold them."""
    tunda = lembar.tunda
    if not isinstance(tunda, IsiPola):
        return _cari_kunci(lembar)
    tepi = tunda.isi_tepi()
    lama = _DIKENAL.get(tunda.pola)
    if lama is not None and lama[0] == tepi:
        p = lama[1]
        return PetaLembar(p.kunci, lembar, p.penanda, p.baris, p.kolom, p.kunci_baris, p.kunci_kolom)
    peta = _cari_kunci(lembar)
    # With the marker elsewhere more than these cells would decide; a key that stands twice changes the map later.
    if (
        peta is not None
        and peta.penanda == (0, 0)
        and all(len(t) == 1 for m in (peta.baris, peta.kolom) for t in m.values())
    ):
        tanpa_sel = PetaLembar(
            peta.kunci, LembarMentah(""), (0, 0), peta.baris, peta.kolom, peta.kunci_baris, peta.kunci_kolom
        )
        _DIKENAL[tunda.pola] = tepi, tanpa_sel
    return peta


def _tunda(lembar: LembarMentah, tunda: Container[str]) -> PetaLembar | None:
    """The keys of a sheet that was not read yet."""
    pertama = lembar.ambil((0, 0))
    if pertama is not None and _berpenanda(pertama) and (kunci := _kunci(pertama)) in tunda:
        return PetaLembar.tertunda(kunci, lembar)
    return _petakan_lembar(lembar)


def _cari_kunci(lembar: LembarMentah) -> PetaLembar | None:
    penanda = _penanda(lembar)
    if penanda is None:
        return None
    peta = PetaLembar(_kunci_lembar(lembar, penanda), lembar, penanda)
    r0, k0 = penanda
    # Only the row and the column of the marker hold keys.
    for (r, k), sel in _tepi(lembar, r0, k0):
        if sel.jenis != "teks" or not isinstance(sel.nilai, str):
            continue
        nilai = sel.nilai.strip()
        if k == k0:
            peta.kunci_baris[r] = nilai
            peta.baris.setdefault(nilai, []).append(r)
        else:
            peta.kunci_kolom[k] = nilai
            peta.kolom.setdefault(nilai, []).append(k)
    return peta


def _tepi(lembar: LembarMentah, r0: int, k0: int) -> list[tuple[tuple[int, int], SelMentah]]:
    """The filled cells behind a marker in its row and its column, in order."""
    if lembar.tunda is not None and r0 == k0 == 0:
        return lembar.tunda.tepi()[1:]
    tepi = [(t, s) for t, s in lembar.sel.items() if (t[1] == k0 and t[0] > r0) or (t[0] == r0 and t[1] > k0)]
    return sorted(tepi, key=lambda isi: isi[0])


def petakan_kunci(buku: BukuMentah, kunci: str) -> list[PetaLembar]:
    """The sheets of ours with this key, in file order, as `petakan` finds them."""
    cocok = (
        lembar for lembar in buku.lembar if (p := _penanda(lembar)) is not None and _kunci_lembar(lembar, p) == kunci
    )
    return [peta for peta in map(_petakan_lembar, cocok) if peta is not None]


def petakan(
    buku: BukuMentah, tunda: Container[str] = (), langsung: Container[str] = ()
) -> tuple[dict[str, list[PetaLembar]], list[LembarMentah]]:
    """(sheets of ours by key, in file order; sheets that carry no marker).

    Sheets that were not read yet are not read for it where they have a key of `tunda`; those with a name of `langsung`
    are read without asking for their key first.
    """
    milik: dict[str, list[PetaLembar]] = {}
    asing: list[LembarMentah] = []
    for lembar in buku.lembar:
        nanti = lembar.nanti is not None and lembar.nama not in langsung
        peta = _tunda(lembar, tunda) if nanti else _petakan_lembar(lembar)
        if peta is None:
            asing.append(lembar)
        else:
            milik.setdefault(peta.kunci, []).append(peta)
    return milik, asing
