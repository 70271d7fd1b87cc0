"""Receiving returned workbooks: `periksa` reads and reports, `terima` also archives and records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ikixl.arsip import bersihkan_arsip
from ikixl.engine import SENDIRI, Mesin
from ikixl.errors import ProyekError
from ikixl.ledger import Ledger
from ikixl.penerimaan.bekal import BekalPeriksa
from ikixl.penerimaan.kiriman import Sandi, berkas_masuk
from ikixl.penerimaan.loket import Loket
from ikixl.penerimaan.pemeriksaan import HasilPeriksa, Pemeriksa
from ikixl.proyek import Proyek

__all__ = ["berkas_masuk", "pemeriksa_proyek", "periksa", "terima"]

Lapor = Callable[[str], None]


def _diam(_: str) -> None:
    """No progress wanted."""


def periksa(
    proyek: Proyek,
    berkas: Sequence[Path],
    lapor: Lapor = _diam,
    sandi: Sandi | None = None,
    mesin: Mesin = SENDIRI,
) -> list[HasilPeriksa]:
    """Read files and report; nothing is archived or recorded. One bad file never stops the rest.

    `lapor` is called with each file's name when it is done; `sandi` are passwords for locked files; `mesin` is where
    they are read, the results are the same. ProyekError, MesinError, KatalogError or LedgerError only for what is wrong
    with the project itself; a mistake of ours stands in `kesalahan` of the file that it came up with.
    """
    with Ledger(proyek.ledger) as ledger:
        return Loket(proyek, ledger, sandi, mesin=mesin).semua(berkas, lapor)


def terima(
    proyek: Proyek,
    waktu: str,
    berkas: Sequence[Path] | None = None,
    lapor: Lapor = _diam,
    sandi: Sandi | None = None,
    mesin: Mesin = SENDIRI,
    *,
    ringkas: bool = False,
) -> list[HasilPeriksa]:
    """Archive, read and record files (None: all of masuk/) as `periksa` reads them; `waktu` is ISO text.

    Every file is archived by its SHA-256 before it is parsed, and recorded whole after: stopped at any moment,
    the next call goes on where this one was. A zip of workbooks is archived as well, its members are files of their
    own. A file whose content is known already changes nothing and is reported as such, unless it was refused before and
    is not any more. Returns that contradict each other are held until one is chosen (ikixl.penerimaan.pemilihan). With
    `ringkas` the results come without their inputs, so that they take no more memory than their temuan do.
    """
    daftar = berkas_masuk(proyek) if berkas is None else list(berkas)
    if berkas is not None:
        _pastikan_ada(daftar)
    with proyek.gembok(), Ledger(proyek.ledger) as ledger:
        bersihkan_arsip(proyek.arsip)
        # A rekap of what came in before looks here too, and what it takes to read a file is a tenth of its time.
        if not daftar:
            return []
        return Loket(proyek, ledger, sandi, waktu, mesin=mesin, ringkas=ringkas).semua(daftar, lapor)


def pemeriksa_proyek(proyek: Proyek, ledger: Ledger) -> Pemeriksa:
    """A Pemeriksa that knows what this project issued."""
    return BekalPeriksa.dari_proyek(proyek, ledger).pemeriksa()


def _pastikan_ada(berkas: Sequence[Path]) -> None:
    """A file named on the command line that does not exist is a slip of the hand, not a return."""
    hilang = [str(p) for p in berkas if not p.is_file()]
    if hilang:
        raise ProyekError(f"Berkas {', '.join(hilang)} tidak ada.", "Periksa nama dan foldernya lalu ulangi.")
