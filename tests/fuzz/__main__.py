"""Any number of damaged returns, stamps and typed values: make fuzz N=100000 BENIH=7."""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from ikixl.layout.identitas import stempel_sah
from tests.contoh_kecil import KUNCI
from tests.fuzz.mutan import Hasil, Kegagalan, stempel_palsu, uji
from tests.fuzz.nilai import uji_nilai
from tests.kembali.test_serangan import TERBIT

_KELOMPOK = 200


def _mutan(banyak: int, benih: int, kerja: int) -> int:
    """Read `banyak` mutants from number benih * 10 million on; print what was found, return the number of failures."""
    awal = benih * 10_000_000
    kelompok = [range(n, min(n + _KELOMPOK, awal + banyak)) for n in range(awal, awal + banyak, _KELOMPOK)]
    dibaca = ditolak = 0
    kode: Counter[str] = Counter()
    gagal: list[Kegagalan] = []
    with ProcessPoolExecutor(kerja) as kumpulan:
        for nomor, hasil in enumerate(kumpulan.map(uji, kelompok), start=1):
            dibaca, ditolak = dibaca + hasil.dibaca, ditolak + hasil.ditolak
            kode.update(hasil.kode or {})
            gagal += _sebut(hasil)
            if nomor % 25 == 0:
                sys.stderr.write(f"{nomor * _KELOMPOK} mutan, {len(gagal)} gagal\n")
    sys.stdout.write(f"{banyak} mutan: {dibaca} dibaca, {ditolak} ditolak dengan kode, {len(gagal)} gagal\n")
    sys.stdout.write(f"kode: {', '.join(f'{k} {n}' for k, n in sorted(kode.items()))}\n")
    return len(gagal)


def _sebut(hasil: Hasil) -> list[Kegagalan]:
    for g in hasil.gagal or []:
        sys.stdout.write(f"mutan {g.benih} ({', '.join(g.dilakukan)}): {'; '.join(g.salah)}\n")
    return hasil.gagal or []


def _stempel(banyak: int, benih: int) -> int:
    """Try `banyak` forged stamps; the number of accepted ones, which must be none."""
    dadu = random.Random(benih)
    asli = TERBIT.stempel
    palsu = (stempel_palsu(asli, dadu) for _ in range(banyak))
    diterima = [s for s in palsu if s.strip() != asli and stempel_sah(s, KUNCI)]
    sys.stdout.write(f"{banyak} stempel palsu: {len(diterima)} diterima\n")
    return len(diterima)


def _utama() -> int:
    pilihan = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    pilihan.add_argument("--mutan", type=int, default=20_000, help="number of damaged workbooks")
    pilihan.add_argument("--stempel", type=int, default=1_000_000, help="number of forged stamps")
    pilihan.add_argument("--nilai", type=int, default=200_000, help="number of typed values")
    pilihan.add_argument("--benih", type=int, default=1, help="seed; the same seed gives the same run")
    pilihan.add_argument("--kerja", type=int, default=os.cpu_count() or 1, help="processes")
    p = pilihan.parse_args()
    gagal = _stempel(p.stempel, p.benih) + uji_nilai(p.nilai, p.benih) + _mutan(p.mutan, p.benih, p.kerja)
    return 1 if gagal else 0


if __name__ == "__main__":
    sys.exit(_utama())
