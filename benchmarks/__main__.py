"""All benchmarks in one run: python -m benchmarks [--penuh] [NAMA...]; `make tolok-ukur` and `make tolok-ukur PENUH=1`.

Makes its own data, measures ours and the rivals by turns, prints what came out, writes benchmarks/hasil.json (ratios)
and benchmarks/angka.json (seconds, bytes, the machine), and the tables of docs/kinerja.md and docs/skala.md from them.
Ends with status 1 if a goal was missed or a rival did not come to our numbers.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import sys
import time
import traceback
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.dokumen import ANGKA, HASIL, perbarui
from benchmarks.ukuran import Baris

#: Modules that measure, in the order of running; each has ukur(penuh) -> lines.
BAGIAN = ("mulai", "buat", "baca", "terima", "rekap", "klaster", "pertumbuhan")
_KUNCI_HASIL = ("kerja", "lawan", "rasio", "rasio_min", "rasio_maks", "sasaran", "tercapai")


def utama(penuh: bool, nama: list[str]) -> int:
    """Run the modules named, all if none is; the exit status. Only a run of all writes the files."""
    semua: list[Baris] = []
    gagal: list[str] = []
    awal = time.perf_counter()
    for bagian in nama or BAGIAN:
        if importlib.util.find_spec(f"benchmarks.{bagian}") is None:
            print(f"{bagian}: belum ada")
            continue
        modul = importlib.import_module(f"benchmarks.{bagian}")
        if not hasattr(modul, "ukur"):
            print(f"{bagian}: belum ada")
            continue
        try:
            baris = modul.ukur(penuh)
        except Exception:  # noqa: BLE001 - what one part meets must not lose what the others measured
            traceback.print_exc()
            gagal.append(bagian)
            continue
        for b in baris:
            b["tercapai"] = None if b["sasaran"] is None else b["rasio"] >= b["sasaran"]
            print(_kalimat(b), flush=True)
        semua += baris
    print(f"\n{time.perf_counter() - awal:.0f} s; gagal: {', '.join(gagal) or 'tidak ada'}")
    if not nama and not gagal:
        _simpan(penuh, semua)
    return 1 if gagal or any(b["tercapai"] is False for b in semua) else 0


def _kalimat(b: Baris) -> str:
    sasaran = "" if b["sasaran"] is None else f", sasaran {b['sasaran']:.2f}: {'ya' if b['tercapai'] else 'TIDAK'}"
    waktu = f" ({b['detik_kita']:.4g} lawan {b['detik_lawan']:.4g})" if "detik_kita" in b else ""
    rentang = f"{b['rasio_min']:.2f}-{b['rasio_maks']:.2f}"
    return f"{b['kerja']} | {b['lawan']}: {b['rasio']:.2f} kali [{rentang}]{waktu}{sasaran}"


def _simpan(penuh: bool, semua: list[Baris]) -> None:
    hasil = [{k: _bulat(b[k]) for k in _KUNCI_HASIL} for b in semua]
    angka: dict[str, Any] = {
        "tanggal": date.today().isoformat(),
        "penuh": penuh,
        "mesin": {"inti": os.cpu_count(), "python": platform.python_version(), "sistem": platform.system()},
        "baris": [{k: _bulat(n) for k, n in b.items() if k not in _KUNCI_HASIL[2:]} for b in semua],
    }
    for path, isi in ((HASIL, hasil), (ANGKA, angka)):
        path.write_text(json.dumps(isi, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    perbarui()


def _bulat(nilai: object) -> object:
    return float(f"{nilai:.4g}") if isinstance(nilai, float) else nilai


if __name__ == "__main__":
    pengurai = argparse.ArgumentParser(prog="python -m benchmarks")
    pengurai.add_argument("--penuh", action="store_true", help="all sizes; takes a quarter of an hour")
    pengurai.add_argument("nama", nargs="*", choices=[*BAGIAN, []], help="only these parts")
    pilihan = pengurai.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(utama(pilihan.penuh, pilihan.nama))
