"""Our own list of corrections in a return that was marked up before: no data, but what was typed in it is not lost."""

from __future__ import annotations

from ikixl.layout.lembar_perbaikan import kotak_centang
from ikixl.reader.peta import PetaLembar

__all__ = ["ketikan_operator"]


def ketikan_operator(peta: PetaLembar) -> list[tuple[int, int]]:
    """The cells of a Perbaikan sheet that hold neither our words nor a ticked or unticked box."""
    return [t for t in sorted(peta.lembar.sel) if not _milik_kami(peta, *t)]


def _milik_kami(peta: PetaLembar, r: int, k: int) -> bool:
    """Whether a cell belongs to the list: row and column have keys, and a box to tick holds one of its two marks."""
    r0, k0 = peta.penanda
    if (r != r0 and r not in peta.kunci_baris) or (k != k0 and k not in peta.kunci_kolom):
        return False
    kotak = peta.kunci_kolom.get(k) == "selesai" and peta.kunci_baris.get(r, "").startswith("butir")
    return not kotak or peta.lembar.sel[r, k].nilai in kotak_centang()
