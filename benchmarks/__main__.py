"""All benchmarks in one run: python -m benchmarks [--penuh] [NAMA...]; `make tolok-ukur` and `make tolok-ukur PENUH=1`.

Makes its own data, measures ours and the rivals by turns, prints what came out. A run of all parts (or of some, with
--simpan) writes benchmarks/hasil.json (ratios), benchmarks/angka.json (seconds, bytes, the machine) and the tables of
docs/kinerja.md and docs/skala.md after each part, so that a run that is stopped keeps what it has measured. Ends with
status 1 if a goal was missed or a rival did not come to our numbers.
"""

from __future__ import annotations

import argparse
import compileall
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

from benchmarks.dokumen import AKAR, ANGKA, HASIL, perbarui
from benchmarks.ukuran import Baris

#: Modules that measure, in the order of running; each has ukur(penuh) -> lines.
BAGIAN = ("mulai", "buat", "baca", "terima", "rekap", "klaster", "pertumbuhan")
_KUNCI_HASIL = ("kerja", "lawan", "rasio", "rasio_min", "rasio_maks", "sasaran", "tercapai")


def utama(penuh: bool, nama: list[str], simpan: bool) -> int:
    """Run the parts named, all if none is; the exit status."""
    # As it is where ikixl was installed: processes that start load what was compiled before.
    compileall.compile_dir(AKAR / "ikixl", quiet=1)
    compileall.compile_dir(AKAR / "benchmarks", quiet=1)
    meleset = 0
    gagal: list[str] = []
    awal = time.perf_counter()
    for bagian in nama or BAGIAN:
        ada = importlib.util.find_spec(f"benchmarks.{bagian}") is not None
        modul = importlib.import_module(f"benchmarks.{bagian}") if ada else None
        ukur = getattr(modul, "ukur", None)
        if ukur is None:
            print(f"{bagian}: belum ada")
            continue
        try:
            baris: list[Baris] = [{k: _bulat(n) for k, n in b.items()} for b in ukur(penuh)]
        except Exception:  # noqa: BLE001 - what one part meets must not lose what the others measure
            traceback.print_exc()
            gagal.append(bagian)
            continue
        for b in baris:
            b["tercapai"] = None if b["sasaran"] is None else b["rasio"] >= b["sasaran"]
            meleset += b["tercapai"] is False
            print(_kalimat(b), flush=True)
        if simpan or not nama:
            _simpan(penuh, bagian, baris)
    print(f"\n{time.perf_counter() - awal:.0f} s; sasaran meleset: {meleset}; gagal: {', '.join(gagal) or 'tidak ada'}")
    return 1 if gagal or meleset else 0


def _kalimat(b: Baris) -> str:
    sasaran = "" if b["sasaran"] is None else f", sasaran {b['sasaran']:.2f}: {'ya' if b['tercapai'] else 'TIDAK'}"
    waktu = f" ({b['detik_kita']:.4g} lawan {b['detik_lawan']:.4g})" if "detik_kita" in b else ""
    rentang = f"{b['rasio_min']:.2f}-{b['rasio_maks']:.2f}"
    return f"{b['kerja']} | {b['lawan']}: {b['rasio']:.2f} kali [{rentang}]{waktu}{sasaran}"


def _simpan(penuh: bool, bagian: str, baris: list[Baris]) -> None:
    """Put the lines of one part in the place of those that it had."""
    lama: dict[str, Any] = json.loads(ANGKA.read_text(encoding="utf-8")) if ANGKA.exists() else {}
    semua = [b for b in lama.get("baris", []) if b["bagian"] != bagian]
    semua += [{"bagian": bagian, **b} for b in baris]
    semua.sort(key=lambda b: BAGIAN.index(b["bagian"]))
    angka = {
        "mesin": {"inti": os.cpu_count(), "python": platform.python_version(), "sistem": platform.system()},
        "jalan": {**lama.get("jalan", {}), bagian: {"tanggal": date.today().isoformat(), "penuh": penuh}},
        "baris": semua,
    }
    hasil = [{k: b[k] for k in _KUNCI_HASIL} for b in semua]
    for path, isi in ((HASIL, hasil), (ANGKA, angka)):
        path.write_text(json.dumps(isi, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    perbarui()


def _bulat(nilai: Any) -> Any:
    """Four significant digits are more than any measurement has."""
    return float(f"{nilai:.4g}") if isinstance(nilai, float) else nilai


if __name__ == "__main__":
    pengurai = argparse.ArgumentParser(prog="python -m benchmarks")
    pengurai.add_argument("--penuh", action="store_true", help="all sizes; takes a quarter of an hour")
    pengurai.add_argument("nama", nargs="*", choices=[*BAGIAN, []], help="only these parts")
    pengurai.add_argument("--simpan", action="store_true", help="keep what some parts measured, too")
    pilihan = pengurai.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(utama(pilihan.penuh, pilihan.nama, pilihan.simpan))
