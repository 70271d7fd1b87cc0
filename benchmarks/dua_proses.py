"""Reads the inputs of all returns of a project in two processes and prints how many seconds that took.

Called as python -m benchmarks.dua_proses FOLDER. A program of its own, so that nothing is remembered from earlier
rounds and no process is there yet when the clock starts; loading this module is not counted, as it is not for the
rivals.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path

from benchmarks.pembaca import Pembaca, baca
from ikixl.engine import Mesin
from ikixl.ledger import Ledger
from ikixl.proyek import Proyek, buka
from ikixl.terbitan.dasar import DasarTerbitan

__all__ = ["dasar_terbitan"]


def dasar_terbitan(proyek: Proyek) -> str:
    """What the workbooks of a project were issued from, as its ledger keeps it."""
    with Ledger(proyek.ledger) as ledger:
        (digest,) = {t.digest for milik in ledger.terbitan_terakhir().values() for t in milik}
        dasar = DasarTerbitan.dari_ledger(ledger, digest)
    assert dasar is not None
    return dasar.ke_json()


if __name__ == "__main__":
    proyek = buka(Path(sys.argv[1]))
    dasar = dasar_terbitan(proyek)
    path = sorted(proyek.masuk.glob("*.xlsx"))
    awal = time.perf_counter()
    with Mesin(2) as mesin:
        isian = list(mesin.petakan(baca, path, partial(Pembaca, dasar)))
    lama = time.perf_counter() - awal
    assert len(isian) == len(path)
    assert all(isinstance(n, int) and n for n in isian)
    print(lama)
