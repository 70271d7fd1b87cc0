"""`demo`: the whole way on Kecamatan Kanigaran, with simulated returns."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ikixl.ekspor import HasilEkspor, ekspor
from ikixl.errors import ProyekError
from ikixl.penerbitan import buat
from ikixl.perekapan import HasilRekap, rekap
from ikixl.proyek import Proyek, mulai
from ikixl.simpan import sebab_os, tulis_atomik
from ikixl.simulasi import simulasi
from ikixl.terbitan.dasar import DasarTerbitan

__all__ = ["HasilDemo", "demo"]

# Marks a folder that a demo made and another may replace.
_PENANDA = Path(".ikixl") / "demo"


def _diam(_: str) -> None:
    """No progress wanted."""


@dataclass(frozen=True, slots=True)
class HasilDemo:
    """What a demo made: the project, how much of each thing, the rekap and the exports, temuan by level."""

    proyek: Proyek
    indikator: int
    terbit: int
    kiriman: int
    rekap: HasilRekap
    ekspor: tuple[HasilEkspor, ...]
    galat: int
    peringatan: int


def demo(folder: Path, waktu: str, lapor: Callable[[str], None] = _diam) -> HasilDemo:
    """Make a project of Kanigaran in `folder`, issue, simulate returns, consolidate, export; `waktu` is ISO text.

    A folder that an earlier demo made is replaced; any other that is not empty is refused (ProyekError).
    """
    _singkirkan_demo_lama(folder)
    proyek = mulai(folder, "kanigaran")
    tulis_atomik(proyek.folder / _PENANDA, b"")
    terbit = buat(proyek, waktu, lapor=lapor)
    kiriman = simulasi(proyek, lapor=lapor)
    hasil = rekap(proyek, waktu, lapor=lapor)
    tingkat = [t.tingkat for h in hasil.diterima for t in h.temuan]
    return HasilDemo(
        proyek=proyek,
        indikator=len(DasarTerbitan.dari_proyek(proyek).katalog.indikator),
        terbit=len(terbit),
        kiriman=len(kiriman),
        rekap=hasil,
        ekspor=tuple(ekspor(proyek, "pengukuran-kinerja")),
        galat=tingkat.count("galat"),
        peringatan=tingkat.count("peringatan"),
    )


def _singkirkan_demo_lama(folder: Path) -> None:
    if not (folder / _PENANDA).is_file():
        return
    try:
        shutil.rmtree(folder)
    except OSError as galat:
        raise ProyekError(
            f"Demo lama di {folder} tidak dapat diganti: {sebab_os(galat)}.",
            "Tutup berkas demo yang masih terbuka lalu ulangi.",
        ) from galat
