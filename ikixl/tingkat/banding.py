"""What a rekap shows beside what its own Data comes to: recomputed, never trusted."""

from __future__ import annotations

import math
from collections.abc import Iterable

from ikixl.layout.buku import Lembar, Rumus
from ikixl.layout.letak import alamat
from ikixl.reader.isian import tampilkan
from ikixl.reader.mentah import SelMentah
from ikixl.tingkat.berkas import BerkasRekap

__all__ = ["banding_tampilan"]

# Enough for results of another program's arithmetic; a changed digit in what people see is far larger.
_TELITI = 1e-9


def banding_tampilan(berkas: BerkasRekap, lembar: Iterable[Lembar]) -> None:
    """Report every formula cell of the file that shows something else than `lembar`, drawn anew from its Data.

    Cells are found by their keys; what one of both does not have (another version of the program) is passed over.
    """
    for satu in lembar:
        peta = berkas.peta.get(satu.kunci)
        if peta is None:
            continue
        kolom = {k: n[0] for k, n in peta.kolom.items() if len(n) == 1}
        for b in satu.baris:
            nomor = peta.baris.get(b.kunci, ())
            if len(nomor) != 1:
                continue
            for k, sel in b.sel.items():
                if isinstance(sel.isi, Rumus) and k in kolom:
                    tempat = nomor[0], kolom[k]
                    _banding(berkas, peta.lembar.nama, tempat, peta.lembar.sel.get(tempat), sel.isi.nilai)


def _banding(
    berkas: BerkasRekap, lembar: str, tempat: tuple[int, int], sel: SelMentah | None, harap: float | str
) -> None:
    if sel is None:
        if harap != "":
            rinci = {"ditemukan": "sel kosong", "diharapkan": _sebut(harap)}
            berkas.lapor("TINGKAT-14", lembar, alamat(*tempat), **rinci)
        return
    if sel.rumus is None:
        berkas.lapor("TINGKAT-14", lembar, alamat(*tempat), ditemukan=tampilkan(sel), diharapkan=_sebut(harap))
    elif not _sama(sel, harap):
        rinci = {"ditemukan": tampilkan(sel) or "kosong", "diharapkan": _sebut(harap)}
        berkas.lapor("TINGKAT-07", lembar, alamat(*tempat), **rinci)


def _sama(sel: SelMentah, harap: float | str) -> bool:
    if isinstance(harap, int | float):
        if sel.jenis not in ("angka", "tanggal") or not isinstance(sel.nilai, float):
            return False
        return math.isclose(sel.nilai, harap, rel_tol=_TELITI, abs_tol=_TELITI)
    # A formula without a result and one with an empty text show the same.
    return (sel.nilai if sel.nilai is not None else "") == harap


def _sebut(nilai: float | str) -> str:
    return (nilai or "kosong") if isinstance(nilai, str) else f"{nilai:.15g}".replace(".", ",")
