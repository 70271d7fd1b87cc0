"""The same issue drawn anew with a return's inputs in it, for returns that cannot be marked in place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.buku import Buku, JenisMasukan
from ikixl.perbaikan.lembar import letak
from ikixl.reader.isian import IsianTerbaca, tampilkan_penuh
from ikixl.reader.mentah import BukuMentah, SelMentah

__all__ = ["isian_seperti_diketik"]

# What a cell of our writer takes.
_TEKS_TERPANJANG = 32_767
_TERBESAR = 1e15


def isian_seperti_diketik(
    isian: Iterable[IsianTerbaca], mentah: BukuMentah, terbit: Buku
) -> dict[KunciIsian, float | str]:
    """The inputs of a return as data values for `susun_buku_unit`: what was typed as text stays that text.

    So the workbook drawn from them gives the same temuan as the return. `terbit` is the workbook as issued.
    """
    jenis = {
        s.masukan.isian: s.masukan.jenis
        for lembar in terbit.lembar
        for baris in lembar.baris
        for s in baris.sel.values()
        if s.masukan
    }
    sel = {lembar.nama: lembar.sel for lembar in mentah.lembar}
    hasil = {}
    for i in isian:
        asal = _sel(sel, i)
        if asal is not None and i.kunci in jenis:
            hasil[i.kunci] = _nilai(i, asal, jenis[i.kunci], mentah.tanggal_1904)
    return hasil


def _sel(sel: Mapping[str, Mapping[tuple[int, int], SelMentah]], isian: IsianTerbaca) -> SelMentah | None:
    tempat = letak(isian.sel)
    return None if tempat is None else sel.get(isian.lembar, {}).get(tempat)


def _nilai(isian: IsianTerbaca, sel: SelMentah, jenis: JenisMasukan, tanggal_1904: bool) -> float | str:
    if isian.nilai is not None and (sel.jenis != "teks" or jenis in ("centang", "teks", "tautan")):
        return isian.nilai
    if sel.jenis == "angka" and isinstance(sel.nilai, float) and jenis != "centang":
        angka = sel.nilai * 100 if jenis == "persen" else sel.nilai
        if math.isfinite(angka) and abs(angka) <= _TERBESAR:
            return angka
    return tampilkan_penuh(sel, tanggal_1904)[:_TEKS_TERPANJANG]
