"""What a rekap shows beside what its own Data comes to: recomputed, never trusted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from ikixl.layout.buku import Lembar, Rumus
from ikixl.layout.letak import alamat
from ikixl.reader.isian import tampilkan
from ikixl.reader.mentah import SelMentah
from ikixl.reader.peta import PetaLembar
from ikixl.tingkat.berkas import BerkasRekap

__all__ = ["banding_tampilan"]

# Enough for results of another program's arithmetic; a changed digit in what people see is far larger.
_TELITI = 1e-9
# So many cells of one sheet are told one by one.
_SATU_SATU = 50


def banding_tampilan(berkas: BerkasRekap, lembar: Iterable[Lembar]) -> None:
    """Report every formula cell of the file that shows something else than `lembar`, drawn anew from its Data.

    Cells are found by their keys; what one of both does not have (another version of the program) is passed over.
    A file that another program saved without results differs in thousands of cells: of one sheet so many are told by
    themselves as a person reads, and of the others how many they are.
    """
    for satu in lembar:
        peta = berkas.peta.get(satu.kunci)
        if peta is None:
            continue
        # Formulas that were replaced come first: stale results have a harmless cause more often than not.
        beda = sorted(_beda(peta, satu), key=lambda b: b[0] != "TINGKAT-14")
        for kode, tempat, rinci in beda[:_SATU_SATU]:
            berkas.lapor(kode, peta.lembar.nama, alamat(*tempat), **rinci)
        if len(beda) > _SATU_SATU:
            sisa = beda[_SATU_SATU:]
            berkas.lapor("TINGKAT-18", peta.lembar.nama, alamat(*sisa[0][1]), jumlah=len(sisa))


def _beda(peta: PetaLembar, lembar: Lembar) -> Iterator[tuple[str, tuple[int, int], dict[str, str]]]:
    """(kind of temuan, 0-based place, details) of every formula cell that differs."""
    kolom = {k: n[0] for k, n in peta.kolom.items() if len(n) == 1}
    for b in lembar.baris:
        nomor = peta.baris.get(b.kunci, ())
        if len(nomor) != 1:
            continue
        for k, sel in b.sel.items():
            if isinstance(sel.isi, Rumus) and k in kolom:
                tempat = nomor[0], kolom[k]
                beda = _banding(peta.lembar.sel.get(tempat), sel.isi.nilai)
                if beda is not None:
                    yield beda[0], tempat, {"ditemukan": beda[1], "diharapkan": _sebut(sel.isi.nilai)}


def _banding(sel: SelMentah | None, harap: float | str) -> tuple[str, str] | None:
    """(kind of temuan, what was found) where a cell shows something else."""
    if sel is None:
        return ("TINGKAT-14", "sel kosong") if harap != "" else None
    if sel.rumus is None:
        return "TINGKAT-14", tampilkan(sel)
    return None if _sama(sel, harap) else ("TINGKAT-07", tampilkan(sel) or "kosong")


def _sama(sel: SelMentah, harap: float | str) -> bool:
    if isinstance(harap, int | float):
        if sel.jenis not in ("angka", "tanggal") or not isinstance(sel.nilai, float):
            return False
        return math.isclose(sel.nilai, harap, rel_tol=_TELITI, abs_tol=_TELITI)
    # A formula without a result and one with an empty text show the same.
    return (sel.nilai if sel.nilai is not None else "") == harap


def _sebut(nilai: float | str) -> str:
    return (nilai or "kosong") if isinstance(nilai, str) else f"{nilai:.15g}".replace(".", ",")
