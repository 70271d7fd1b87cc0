"""How long it takes until `ikixl --help` and `ikixl status` have answered, against Python doing nothing at all."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.ukuran import Baris, bandingkan
from ikixl.keadaan import status
from ikixl.proyek import mulai

__all__ = ["ukur"]

# "At most three times" as the least ratio of the rival's time to ours.
_SASARAN = 1 / 3


def ukur(penuh: bool) -> list[Baris]:
    """Lines for --help, a status that is known, and one that has to be found anew."""
    ulang = 40 if penuh else 15
    with tempfile.TemporaryDirectory() as folder:
        proyek = mulai(Path(folder, "proyek"), "kanigaran")
        for p in [proyek.folder / "ikixl.toml", *proyek.katalog.iterdir()]:
            os.utime(p, (time.time() - 60,) * 2)
        for _ in range(2):
            # The first makes the ledger.
            status(proyek)
        jalan = partial(_jalan, proyek.folder)
        lawan = {"python -c pass": (partial(jalan, sys.executable, "-c", "pass"), _SASARAN)}
        pembanding = {
            **lawan,
            "python -c 'import click'": (partial(jalan, sys.executable, "-c", "import click"), None),
        }
        simpanan = proyek.folder / ".ikixl" / "status.json"

        def status_baru() -> None:
            simpanan.unlink()
            jalan(_IKIXL, "status")

        return [
            *bandingkan("ikixl --help", partial(jalan, _IKIXL, "--help"), pembanding, ulang),
            *bandingkan("ikixl status", partial(jalan, _IKIXL, "status"), lawan, ulang),
            *bandingkan(
                "ikixl status sesudah ada yang berubah",
                status_baru,
                {"python -c pass": (lawan["python -c pass"][0], None)},
                ulang,
            ),
        ]


_IKIXL = str(Path(sys.executable).with_name("ikixl.exe" if os.name == "nt" else "ikixl"))


def _jalan(folder: Path, *isi: str) -> None:
    subprocess.run(isi, cwd=folder, stdout=subprocess.DEVNULL, check=True)
