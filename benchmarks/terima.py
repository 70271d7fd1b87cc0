"""Time to receive many returns whole: guards, reading, checks, archive, ledger.

Run from the checkout: python benchmarks/terima.py [N]. N returns (1,000 unless told) are made from the kelurahan of
Kanigaran, each of a unit of its own; the time that making them takes is not counted.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from pathlib import Path

AKAR = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(AKAR))

from ikixl.penerbitan import buat  # noqa: E402
from ikixl.penerimaan import terima  # noqa: E402
from ikixl.proyek import Proyek, mulai  # noqa: E402
from ikixl.simulasi import simulasi  # noqa: E402

_WAKTU = "2024-07-05T08:00:00"
_PERTAMA = 2001


def _perbanyak(proyek: Proyek, banyak: int) -> list[str]:
    """Add invented kelurahan to the katalog's table of units; their codes."""
    tabel = proyek.katalog / "unit.csv"
    with tabel.open(encoding="utf-8", newline="") as berkas:
        baris = list(csv.DictReader(berkas))
    contoh = next(b for b in baris if b["jenis"] == "kelurahan")
    kode = [str(n) for n in range(_PERTAMA, _PERTAMA + banyak)]
    urutan = {"urutan"} & contoh.keys()
    baris += [{**contoh, "kode": k, "nama": f"Kelurahan Rekaan {k}", **{u: str(int(k)) for u in urutan}} for k in kode]
    with tabel.open("w", encoding="utf-8", newline="") as berkas:
        penulis = csv.DictWriter(berkas, list(contoh))
        penulis.writeheader()
        penulis.writerows(baris)
    return kode


def utama(banyak: int) -> None:
    """Make the returns, receive them, print seconds and milliseconds a file."""
    with tempfile.TemporaryDirectory() as folder:
        proyek = mulai(Path(folder, "proyek"), "kanigaran")
        kode = _perbanyak(proyek, banyak)
        buat(proyek, _WAKTU, unit=kode)
        simulasi(proyek, unit=kode)
        awal, cpu = time.perf_counter(), time.process_time()
        hasil = terima(proyek, _WAKTU)
        lama, cpu = time.perf_counter() - awal, time.process_time() - cpu
    diterima = sum(h.keadaan == "diterima" for h in hasil)
    print(
        f"{diterima} of {banyak} returns accepted in {lama:.1f} s: {1000 * lama / banyak:.0f} ms each, {cpu:.1f} s CPU"
    )


if __name__ == "__main__":
    utama(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
