"""Returns that are as they were issued but for their inputs: found out by looking every cell up, nothing drawn.

Nearly every return is of this kind. One that is not, be it in one cell, is none of this module's: it is compared anew,
with everything that can be said about it (ikixl.checks.utuh).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from itertools import repeat
from operator import is_not

from ikixl.checks.ikatan import Ikatan, ikatan
from ikixl.checks.kerangka import Kerangka, LembarTerbit
from ikixl.checks.rumus_python import Nilai
from ikixl.checks.rumus_terbit import rumus_setulisan
from ikixl.checks.utuh import sama
from ikixl.katalog.model import Unit
from ikixl.reader.isian import HasilBaca
from ikixl.reader.mentah import BukuMentah, LembarMentah, SelMentah
from ikixl.reader.peta import PetaLembar
from ikixl.reader.pola import IsiPola

__all__ = ["periksa_polos"]

# Closer than what counts as equal in ikixl.checks.utuh: the formulas reckon in another order than ikixl.perhitungan.
_TELITI = 1e-10


def periksa_polos(mentah: BukuMentah, kerangka: Kerangka, unit: Unit, stempel: str) -> tuple[HasilBaca, int] | None:
    """What `baca_isian` reads and how many cells `periksa_utuh` finds unchanged, where all that is said is of inputs.

    None where any cell besides the inputs is not as it was issued to `unit` with `stempel`, shows another result than
    the inputs give, stands elsewhere or is gone, and for every workbook that is not plain otherwise.
    """
    berkas = {lembar.nama: lembar for lembar in mentah.lembar}
    if mentah.format != "xlsx" or berkas.keys() != {t.nama for t in kerangka.lembar}:
        return None
    pasangan = [(t, berkas[t.nama]) for t in kerangka.lembar]
    # The same name stands on every sheet.
    milik = cache(lambda pola: kerangka.isi(pola, unit, stempel))
    if not all(_terkunci_utuh(t, lembar, milik) for t, lembar in pasangan):
        return None
    peta = {t.kunci: _peta(t, lembar) for t, lembar in pasangan}
    hasil = kerangka.pembaca.terpetakan(mentah, peta)
    nilai = kerangka.hitung.hitung(hasil.mentah_isian)
    if nilai is None or not all(_hasil_cocok(t, lembar, nilai) for t, lembar in pasangan):
        return None
    return hasil, sum(t.jumlah_terkunci for t in kerangka.lembar)


def _peta(terbit: LembarTerbit, lembar: LembarMentah) -> PetaLembar:
    peta = PetaLembar(terbit.kunci, lembar, (0, 0), terbit.baris, terbit.kolom)
    peta.kunci_baris, peta.kunci_kolom = terbit.kunci_baris, terbit.kunci_kolom
    return peta


def _terkunci_utuh(terbit: LembarTerbit, lembar: LembarMentah, milik: Callable[[str], str]) -> bool:
    """Whether all but the inputs stands where it was issued, with the text, number or formula that it had.

    `milik` fills in the marks of a text.
    """
    if isinstance(lembar.tunda, IsiPola) and (kaitan := ikatan(terbit, lembar.tunda.pola)) is not None:
        return _ikatan_utuh(kaitan, lembar.tunda, terbit, milik)
    sel = lembar.sel
    terisi = len(terbit.masukan & sel.keys())
    if len(sel) != terbit.jumlah_terkunci + terisi:
        return False
    for tempat, kunci in terbit.kunci_sel.items():
        satu = sel.get(tempat)
        if satu is None or satu.nilai != kunci or satu.jenis != "teks":
            return False
    for tempat, isi in terbit.tetap.items():
        satu = sel.get(tempat)
        if satu is None or not _sama(satu, isi):
            return False
    for tempat, pola in terbit.pola.items():
        satu = sel.get(tempat)
        if satu is None or not _sama(satu, milik(pola)):
            return False
    for tempat, teks, _ in terbit.rumus:
        satu = sel.get(tempat)
        if satu is None or not (satu.rumus == teks or (satu.rumus and rumus_setulisan(satu.rumus, teks))):
            return False
    return True


def _ikatan_utuh(kaitan: Ikatan, isi: IsiPola, terbit: LembarTerbit, milik: Callable[[str], str]) -> bool:
    """The same of a sheet whose formulas are known to be the issued ones."""
    terisi = sum(map(is_not, kaitan.masukan(isi.isi), repeat(None)))
    if isi.jumlah != terbit.jumlah_terkunci + terisi or not kaitan.tetap_utuh(isi, _sama):
        return False
    return all((satu := isi.nomor(n)) is not None and _sama(satu, milik(pola)) for n, pola in kaitan.pola)


def _sama(sel: SelMentah, isi: str | float) -> bool:
    return (sel.nilai == isi and sel.nilai.__class__ is isi.__class__) or sama(sel.nilai, isi)


def _hasil_cocok(terbit: LembarTerbit, lembar: LembarMentah, nilai: list[Nilai]) -> bool:
    """Whether every formula of the sheet shows what its inputs give, or nothing at all."""
    if not terbit.rumus:
        return True
    if isinstance(lembar.tunda, IsiPola) and (kaitan := ikatan(terbit, lembar.tunda.pola)) is not None:
        # Formulas of a Pola are formulas: never blank, never a shared string.
        for satu, diharapkan in zip(kaitan.rumus(lembar.tunda.isi), kaitan.hasil(nilai), strict=True):
            ditemukan = satu.nilai
            # Said here again, for nearly all of them: blank, or equal and of one type.
            if ditemukan is None or (ditemukan == diharapkan and type(ditemukan) is type(diharapkan)):
                continue
            if not _cocok(ditemukan, diharapkan):
                return False
        return True
    sel = lembar.sel
    return all(_cocok(sel[tempat].nilai, nilai[nomor]) for tempat, _, nomor in terbit.rumus)


def _cocok(ditemukan: float | str | bool | None, diharapkan: Nilai) -> bool:
    if ditemukan is None or (ditemukan == diharapkan and ditemukan.__class__ is diharapkan.__class__):
        return True
    if not (isinstance(ditemukan, float) and isinstance(diharapkan, float)):
        return False
    return math.isclose(ditemukan, diharapkan, rel_tol=_TELITI, abs_tol=_TELITI)
