"""Read a folder of spreadsheets that were never made for us, and hold what is read against the readers of others.

Run from the checkout: python benchmarks/korpus.py FOLDER [--sendiri]. Each file is read in a process of its own that is
stopped after 30 seconds; memory is the process's largest resident size. Only BerkasTidakTerbacaError is a refusal;
anything else is a failure. Values of .xlsx files are compared with openpyxl and python-calamine where those can read
the file at all; with --sendiri they are not, which takes a third of the time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

AKAR = Path(__file__).resolve().parents[1]
BATAS_DETIK = 30
BATAS_MB = 256
AKHIRAN = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".ods", ".xlsb")
_KITA = """
import json, resource, sys, time
from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.berkas import baca_mentah
awal, hasil = time.process_time(), {}
try:
    buku = baca_mentah(open(sys.argv[1], "rb").read(), sys.argv[1])
    hasil = {"format": buku.format, "sel": {
        s.nama: [[r, k, x.jenis, x.nilai] for (r, k), x in s.sel.items()] for s in buku.lembar}}
except BerkasTidakTerbacaError as galat:
    hasil = {"kode": galat.kode, "rinci": {k: str(v)[:80] for k, v in galat.rinci.items()}}
diri, anak = (resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
json.dump({**hasil, "detik": time.process_time() - awal, "mb": max(diri, anak) / 1024}, sys.stdout)
"""
_OPENPYXL = """
import json, sys, warnings
warnings.simplefilter("ignore")
import openpyxl
buku = openpyxl.load_workbook(sys.argv[1], data_only=True)
json.dump({s.title: [[c.row - 1, c.column - 1, str(c.value)] for b in s.iter_rows() for c in b if c.value is not None]
           for s in buku.worksheets}, sys.stdout)
"""
_CALAMINE = """
import json, sys
from python_calamine import CalamineWorkbook
buku = CalamineWorkbook.from_path(sys.argv[1])
hasil = {}
for nama in buku.sheet_names:
    s = buku.get_sheet_by_name(nama)
    awal = s.start or (0, 0)
    hasil[nama] = [[r, k, str(v)] for r, b in enumerate(s.to_python(skip_empty_area=True), awal[0])
                   for k, v in enumerate(b, awal[1]) if v != ""]
json.dump(hasil, sys.stdout)
"""


def _jalan(program: str, path: Path) -> dict[str, Any] | str:
    """What a program printed about a file, or how it ended."""
    try:
        selesai = subprocess.run(
            [sys.executable, "-c", program, str(path)],
            capture_output=True,
            timeout=BATAS_DETIK,
            check=False,
            cwd=AKAR,
        )
    except subprocess.TimeoutExpired:
        return "lebih dari 30 detik"
    if selesai.returncode:
        return (selesai.stderr.decode(errors="replace").strip().splitlines() or [f"status {selesai.returncode}"])[-1]
    isi: dict[str, Any] = json.loads(selesai.stdout)
    return isi


def _angka(teks: str) -> float | None:
    try:
        return float(teks)
    except ValueError:
        return None


def _beda(kita: dict[str, Any], lain: dict[str, Any]) -> Iterator[str]:
    """Cells that only one reader sees, or with another number or text; dates and errors each shows in its own way."""
    for lembar, sel in lain.items():
        milik = {(r, k): (jenis, nilai) for r, k, jenis, nilai in kita["sel"].get(lembar, [])}
        for r, k, teks in sel:
            jenis, nilai = milik.pop((r, k), ("", None))
            if jenis in ("tanggal", "galat", "logika") or (nilai is None and not teks.strip()):
                continue
            angka = _angka(teks)
            if isinstance(nilai, float) and angka is not None:
                if abs(nilai - angka) > 1e-9 * max(1.0, abs(angka)):
                    yield f"{lembar} {r},{k}: {nilai!r} lawan {teks!r}"
            elif str(nilai).split() != teks.split():
                yield f"{lembar} {r},{k}: {str(nilai)[:40]!r} ({jenis}) lawan {teks[:40]!r}"
        for (r, k), (jenis, nilai) in milik.items():
            if nilai is not None and jenis != "galat":
                yield f"{lembar} {r},{k}: hanya kita, {str(nilai)[:40]!r}"


def _satu(path: Path, banding: bool) -> dict[str, Any]:
    kita = _jalan(_KITA, path)
    if isinstance(kita, str):
        return {"path": path, "gagal": kita}
    hasil: dict[str, Any] = {"path": path, **{k: v for k, v in kita.items() if k != "sel"}, "beda": []}
    if banding and kita.get("format") == "xlsx":
        for nama, program in (("openpyxl", _OPENPYXL), ("calamine", _CALAMINE)):
            lain = _jalan(program, path)
            if isinstance(lain, dict):
                hasil["beda"] += [f"{nama}: {b}" for b in _beda(kita, lain)]
    return hasil


def _utama(folder: Path, banding: bool) -> int:
    berkas = sorted(p for p in folder.rglob("*") if p.suffix.lower() in AKHIRAN and p.is_file())
    with ThreadPoolExecutor(2) as kumpulan:
        semua = list(kumpulan.map(partial(_satu, banding=banding), berkas))
    gagal = [h for h in semua if "gagal" in h]
    dibaca = [h for h in semua if "format" in h]
    ditolak = [h for h in semua if "kode" in h]
    boros = [h for h in semua if h.get("detik", 0) > BATAS_DETIK or h.get("mb", 0) > BATAS_MB]
    bagian = 100 * len(dibaca) / max(len(semua), 1)
    print(f"{len(semua)} files, {len(dibaca)} read ({bagian:.1f} %), {len(ditolak)} refused")
    print("refused:", dict(Counter(h["kode"] for h in ditolak)))
    for h in ditolak:
        print(f"  {h['kode']} {h['path'].name} {h['rinci']}")
    for h in gagal:
        print(f"FAILED {h['path'].name}: {h['gagal']}")
    for h in boros:
        print(f"OVER THE LIMIT {h['path'].name}: {h['detik']:.1f} s, {h['mb']:.0f} MB")
    for ukuran in ("detik", "mb"):
        terbesar = max(dibaca, key=lambda h: h[ukuran], default=None)
        if terbesar:
            print(f"largest {ukuran}: {terbesar[ukuran]:.1f} {terbesar['path'].name}")
    for h in dibaca:
        if h["beda"]:
            print(f"differs {h['path'].name}: {len(h['beda'])} cells, {h['beda'][:3]}")
    return 1 if gagal or boros else 0


if __name__ == "__main__":
    pilihan = argparse.ArgumentParser(prog="python benchmarks/korpus.py")
    pilihan.add_argument("folder", type=Path)
    pilihan.add_argument("--sendiri", action="store_true", help="do not compare with other readers")
    p = pilihan.parse_args()
    sys.exit(_utama(p.folder, not p.sendiri))
