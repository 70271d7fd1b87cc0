"""Exceptions: what makes it impossible to go on.

A fault in a returned file is never an exception, it is a Temuan (see ikixl.temuan). An
IkixlError carries an Indonesian message that says what happened, where, and what to do next;
the command line prints it as it is and ends with exit status 3.
"""

from __future__ import annotations

__all__ = [
    "AturanError",
    "BerkasTidakTerbacaError",
    "IkixlError",
    "KatalogError",
    "LayoutError",
    "LedgerError",
    "MesinError",
    "ProyekError",
    "RumusError",
]


class IkixlError(Exception):
    """Base of every error that ikixl raises on purpose.

    `pesan` says what happened and where; `saran` what the user can do. Both Indonesian.
    """

    def __init__(self, pesan: str, saran: str = "") -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.saran = saran

    def __str__(self) -> str:
        return f"{self.pesan} {self.saran}".strip()


class ProyekError(IkixlError):
    """The project folder is missing, incomplete, locked or not writable."""


class KatalogError(IkixlError):
    """The katalog cannot be used; `temuan` lists every reason."""

    def __init__(self, pesan: str, saran: str = "", temuan: tuple[object, ...] = ()) -> None:
        super().__init__(pesan, saran)
        self.temuan = temuan


class RumusError(IkixlError):
    """A formula does not parse; `posisi` is the 0-based offset of the offending character."""

    def __init__(self, pesan: str, saran: str = "", posisi: int = 0) -> None:
        super().__init__(pesan, saran)
        self.posisi = posisi


class AturanError(IkixlError):
    """A rule of capaian is unknown or contradicts itself."""


class LayoutError(IkixlError):
    """A workbook was described inconsistently: our own mistake or a broken template."""


class LedgerError(IkixlError):
    """The ledger cannot be opened, is newer than this program, or is locked."""


class MesinError(IkixlError):
    """The processes or the cluster that the work should run on cannot be used, or are gone."""


class BerkasTidakTerbacaError(IkixlError):
    """A returned file cannot be opened at all.

    Raised only inside ikixl.reader and turned there into a Temuan with code `kode`, so that
    one bad file never stops the rest.
    """

    def __init__(self, kode: str, **rinci: object) -> None:
        super().__init__(kode)
        self.kode = kode
        self.rinci = rinci
