"""What one Buku holds otherwise than another of the same shape: values and texts, never where they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ikixl.layout.buku import Baris, Buku, Isi, Lembar, Rumus, Sel, Tautan, TautanBerkas
from ikixl.tetap import tetap

__all__ = ["BedaBuku", "BedaSel", "beda_buku"]

_TAUTAN = (Tautan, TautanBerkas)
# Everything of a sheet but its rows and the text of its footer.
_TETAP = (
    "kunci",
    "nama",
    "kolom",
    "gabung",
    "warna",
    "grafik",
    "gambar",
    "beku",
    "saring",
    "tersembunyi",
    "warna_tab",
    "terkunci",
    "berkunci",
)


@tetap(frozen=True, slots=True)
class BedaSel:
    """A cell with another content: 0-based number of the sheet in the Buku and of the row in the sheet."""

    lembar: int
    baris: int
    kolom: str
    lama: Sel
    baru: Sel


@dataclass(frozen=True, slots=True)
class BedaBuku:
    """All differences between two Buku of one shape; `kaki` are the numbers of the sheets with another footer."""

    sel: tuple[BedaSel, ...]
    kaki: tuple[int, ...]


def beda_buku(lama: Buku, baru: Buku) -> BedaBuku | None:
    """How `baru` differs from `lama` in what its cells and footers say; None where it differs in anything else.

    Title and stamp of a Buku may differ, too. Objects that both share are passed over unseen, so that comparing is as
    cheap as the two have much in common.
    """
    if lama.aktif != baru.aktif or len(lama.lembar) != len(baru.lembar) or bool(lama.stempel) != bool(baru.stempel):
        return None
    sel: list[BedaSel] = []
    kaki: list[int] = []
    for nomor, (a, b) in enumerate(zip(lama.lembar, baru.lembar, strict=True)):
        if a is b:
            continue
        if not _selembar(a, b) or not _beda_baris(nomor, a, b, sel):
            return None
        if a.kertas.kaki != b.kertas.kaki:
            kaki.append(nomor)
    return BedaBuku(tuple(sel), tuple(kaki))


def _selembar(a: Lembar, b: Lembar) -> bool:
    """Whether two sheets differ in their rows and their footers at most."""
    if len(a.baris) != len(b.baris):
        return False
    for nama in _TETAP:
        if getattr(a, nama) != getattr(b, nama):
            return False
    return a.kertas is b.kertas or a.kertas == replace(b.kertas, kaki=a.kertas.kaki)


def _beda_baris(nomor: int, a: Lembar, b: Lembar, hasil: list[BedaSel]) -> bool:
    """Collect the cells that differ; False where a row or a cell is not of the same shape."""
    for urut, (p, q) in enumerate(zip(a.baris, b.baris, strict=True)):
        if p is q:
            continue
        if not _sebaris(p, q):
            return False
        for (kolom, lama), (kolom_baru, baru) in zip(p.sel.items(), q.sel.items(), strict=True):
            if lama is baru and kolom == kolom_baru:
                continue
            if kolom != kolom_baru or not _sepola(lama, baru):
                return False
            if not _seisi(lama.isi, baru.isi):
                # What explains a cell when it is selected has the content for its title.
                if lama.petunjuk:
                    return False
                hasil.append(BedaSel(nomor, urut, kolom, lama, baru))
    return True


def _sebaris(p: Baris, q: Baris) -> bool:
    tampak = p.kunci == q.kunci and p.tinggi == q.tinggi and p.tersembunyi == q.tersembunyi
    return tampak and len(p.sel) == len(q.sel)


def _sepola(a: Sel, b: Sel) -> bool:
    """Whether two cells differ in a value or text at most."""
    p, q = a.isi, b.isi
    if isinstance(p, Rumus):
        if not isinstance(q, Rumus) or p.teks != q.teks:
            return False
        if p.acuan is not q.acuan and p.acuan != q.acuan:
            return False
    elif isinstance(q, Rumus) or ((isinstance(p, _TAUTAN) or isinstance(q, _TAUTAN)) and p != q):
        return False
    sifat = a.gaya == b.gaya and (a.masukan is b.masukan or a.masukan == b.masukan) and a.persen == b.persen
    return sifat and a.petunjuk == b.petunjuk and a.tautan == b.tautan


def _seisi(p: Isi, q: Isi) -> bool:
    """Whether two contents of cells of one shape are written alike: 1 and 1.0 are not, nor 0.0 and -0.0."""
    a: object = p.nilai if isinstance(p, Rumus) else p
    b: object = q.nilai if isinstance(q, Rumus) else q
    return a is b or (a == b and type(a) is type(b) and a != 0)
