"""How time and memory grow with the number of units: buat, terima, status and rekap, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import data
from benchmarks.ukuran import Baris, baris
from ikixl.proyek import Proyek

__all__ = ["ukur"]

# Runs a command of ikixl; writes its seconds and the largest memory of it and of the largest of its workers, in MB.
_JALAN = """
import json, sys, time
from multiprocessing import forkserver
from pathlib import Path
from ikixl.cli.jalan import jalankan_perintah
if __name__ == "__main__":
    awal = time.perf_counter()
    status = jalankan_perintah(sys.argv[2:])
    lama = time.perf_counter() - awal
    # Workers are children of that process, and ours only once it has ended.
    forkserver._forkserver._stop()
    try:
        import resource
    except ModuleNotFoundError:
        puncak = None
    else:
        diri, anak = (resource.getrusage(w).ru_maxrss / 1024 for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        # On Linux a process begins with the peak of the one that started it; what it needs itself stands elsewhere.
        keadaan = Path("/proc/self/status")
        if keadaan.exists():
            isi = dict(b.split(":", 1) for b in keadaan.read_text().splitlines())
            diri = int(isi["VmHWM"].split()[0]) / 1024
        puncak = [diri, anak]
    Path(sys.argv[1]).write_text(json.dumps({"status": status, "detik": lama, "mb": puncak}))
"""
_MB = 1_000_000


def ukur(penuh: bool) -> list[Baris]:
    """A line for each command and size with its seconds and peak memory; the goal stands at the memory of terima."""
    ukuran = (100, 1000, 10_000) if penuh else (100, 1000)
    semua = {n: _satu(n) for n in ukuran}
    hasil: list[Baris] = []
    kecil, besar = ukuran[0], ukuran[-1]
    for perintah in ("buat", "terima", "status", "rekap"):
        awal = semua[kecil][perintah]
        for n in ukuran:
            ini = semua[n][perintah]
            # Seconds for a unit, so that 1 means: the cost grows as the number does.
            b = baris(
                f"{perintah}, {n} unit", f"{kecil} unit, per unit", [ini["detik"] / n], [awal["detik"] / kecil], None
            )
            hasil.append({**b, **ini, "unit": n, "perintah": perintah})
        if awal["mb"] and besar != kecil:
            sasaran = 1 / 1.5 if perintah == "terima" and penuh else None
            b = baris(
                f"memori puncak {perintah}, {besar} unit",
                f"yang sama dengan {kecil} unit",
                [semua[besar][perintah]["mb"] * _MB],
                [awal["mb"] * _MB],
                sasaran,
            )
            hasil.append({k: n for k, n in b.items() if not k.startswith("detik")})
    return hasil


def _satu(banyak: int) -> dict[str, dict[str, Any]]:
    """What each command took with so many units; and the sizes of what it left behind."""
    sys.stderr.write(f"pertumbuhan: {banyak} unit\n")
    with tempfile.TemporaryDirectory() as folder:
        proyek = data.proyek_banyak(Path(folder, "proyek"), banyak)
        kode = data.kode_unit(banyak)
        unit = [isi for k in kode for isi in ("--unit", k)]
        hasil = {"buat": _jalan(proyek, "buat", *unit)}
        hasil["buat"]["bita"] = _bita(proyek.keluar)
        data.kirim(proyek, kode)
        hasil["buat"]["bita_kiriman"] = _bita(proyek.masuk)
        hasil["terima"] = _jalan(proyek, "terima")
        hasil["terima"]["bita"] = proyek.ledger.stat().st_size
        hasil["terima"]["bita_arsip"] = _bita(proyek.arsip)
        hasil["status"] = _jalan(proyek, "status")
        hasil["rekap"] = _jalan(proyek, "rekap", "--triwulan", "2")
        hasil["rekap"]["bita"] = _bita(proyek.rekap)
    return hasil


def _jalan(proyek: Proyek, *isi: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        program, laporan = Path(folder, "jalan.py"), Path(folder, "hasil.json")
        program.write_text(_JALAN, encoding="utf-8")
        perintah = [sys.executable, str(program), str(laporan), "--proyek", str(proyek.folder), *isi]
        subprocess.run(perintah, stdout=subprocess.DEVNULL, check=True)
        hasil: dict[str, Any] = json.loads(laporan.read_text(encoding="utf-8"))
    # A return with a galat is a return received: status 1.
    assert hasil["status"] in (0, 1), isi[:2]
    # How many workers there are depends on the number of processors, not on that of the units.
    return {"detik": hasil["detik"], "mb": max(hasil["mb"] or [0.0])}


def _bita(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
