"""The three outcomes that any computation of ikixl can have."""

from __future__ import annotations

from enum import StrEnum

from ikixl.tetap import tetap

__all__ = ["BELUM_LENGKAP", "TIDAK_DIHITUNG", "Hasil", "Keadaan", "ada"]


class Keadaan(StrEnum):
    """Outcome of a computation; a blank is never zero and a zero denominator never an error.

    In a workbook ADA shows the number, BELUM_LENGKAP an empty text, TIDAK_DIHITUNG the words themselves.
    """

    ADA = "ada"
    BELUM_LENGKAP = "belum lengkap"
    TIDAK_DIHITUNG = "tidak dihitung"


# Looked up some thousands of times for a rekap; members of an enumeration are slow to reach.
_TAMPILAN = {Keadaan.BELUM_LENGKAP: "", Keadaan.TIDAK_DIHITUNG: str(Keadaan.TIDAK_DIHITUNG)}


@tetap(frozen=True, slots=True)
class Hasil:
    """A number, or the reason why there is none; `nilai` is None unless keadaan is ADA."""

    keadaan: Keadaan
    nilai: float | None = None

    @property
    def tampilan(self) -> float | str:
        """What the cell of a workbook shows for it: the number, "" or "tidak dihitung"."""
        if self.nilai is not None:
            return self.nilai
        return _TAMPILAN[self.keadaan]


BELUM_LENGKAP = Hasil(Keadaan.BELUM_LENGKAP)
TIDAK_DIHITUNG = Hasil(Keadaan.TIDAK_DIHITUNG)


def ada(nilai: float) -> Hasil:
    """A Hasil that holds this number."""
    return Hasil(Keadaan.ADA, nilai)
