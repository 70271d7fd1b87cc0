"""The figures of the year before, from the project folder of that year."""

from __future__ import annotations

from pathlib import Path

from ikixl.errors import ProyekError
from ikixl.konsolidasi import Konsolidasi
from ikixl.ledger import Ledger
from ikixl.perekapan import konsolidasi_proyek
from ikixl.proyek import buka

__all__ = ["konsolidasi_tahun_lalu"]


def konsolidasi_tahun_lalu(folder: Path, tahun: int) -> Konsolidasi:
    """The consolidated figures of the project in `folder`, which must be of a year before `tahun`.

    ProyekError if there is no such project, nothing was accepted there, or its year is not an earlier one.
    """
    if not folder.is_dir():
        raise ProyekError(f"Folder tahun lalu {folder} tidak ada.", "Sebut folder proyek tahun lalu di --tahun-lalu.")
    proyek = buka(folder)
    with Ledger(proyek.ledger) as ledger:
        hasil = konsolidasi_proyek(proyek, ledger)
    lalu = hasil.katalog.instansi.tahun
    if lalu >= tahun:
        raise ProyekError(
            f"Proyek {proyek.folder} memuat tahun {lalu}, bukan tahun sebelum {tahun}.",
            "Sebut folder proyek tahun lalu di --tahun-lalu.",
        )
    if not hasil.isian:
        raise ProyekError(
            f"Proyek tahun {lalu} di {proyek.folder} belum menerima satu pun buku kerja.",
            "Terima dulu buku kerja tahun itu, atau ulangi tanpa --tahun-lalu.",
        )
    return hasil
