"""`ikixl terima` whole (guards, reading, checks, archive, ledger) against pandas + openpyxl that only read inputs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.baca import dari_openpyxl
from benchmarks.data import WAKTU, berkas_masuk, proyek_dengan_kiriman
from benchmarks.ukuran import Baris, bandingkan
from ikixl.engine import Mesin
from ikixl.ledger import Ledger
from ikixl.penerimaan.terima import terima
from ikixl.proyek import Proyek, buka

__all__ = ["ukur"]


def ukur(penuh: bool) -> list[Baris]:
    """Lines for two processes and for one."""
    banyak, ulang = (1_000, 3) if penuh else (40, 3)
    with tempfile.TemporaryDirectory() as folder:
        asal = proyek_dengan_kiriman(Path(folder, "asal"), banyak)
        path = list(berkas_masuk(asal))
        # Nothing may be known yet: each round has a project of its own, made before the clock runs.
        proyek = _salinan(asal, Path(folder), 2 * ulang)

        def lawan() -> None:
            for p in path:
                dari_openpyxl(p)

        dua = bandingkan(
            f"terima {banyak} kiriman, dua proses",
            lambda: _terima(next(proyek), banyak, 2),
            {"pandas + openpyxl, hanya membaca": (lawan, 8.0)},
            ulang,
        )
        satu = bandingkan(
            f"terima {banyak} kiriman, satu proses",
            lambda: _terima(next(proyek), banyak, 1),
            {"pandas + openpyxl, hanya membaca": (lawan, None)},
            ulang,
        )
        return [*dua, *satu]


def _salinan(asal: Proyek, folder: Path, banyak: int) -> Iterator[Proyek]:
    """So many projects like this one."""
    semua = [folder / f"salinan{n}" for n in range(banyak)]
    for p in semua:
        shutil.copytree(asal.folder, p)
    return iter([buka(p) for p in semua])


def _terima(proyek: Proyek, banyak: int, kerja: int) -> None:
    terima(proyek, WAKTU, mesin=Mesin(kerja), ringkas=True)
    with Ledger(proyek.ledger) as ledger:
        diterima = sum(b.keadaan == "diterima" for b in ledger.semua_berkas())
    assert diterima == banyak, f"{diterima} of {banyak} returns were accepted"
