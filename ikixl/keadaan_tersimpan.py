"""The answer of the last `status`, kept until anything that it was made from has changed.

Reading and checking a katalog takes many times as long as starting Python. Whether something changed is seen from sizes
and times of the files, and from the counter that SQLite keeps in the ledger; this module loads neither.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ikixl.akar import NAMA_PENGATURAN, NAMA_RAHASIA

__all__ = ["KEADAAN", "baca_status", "kunci_status", "simpan_status"]

#: States of a unit, from not yet issued to complete.
KEADAAN = ("belum dikirim", "belum kembali", "perlu perbaikan", "diterima", "lengkap")

# Raised when the fields of StatusUnit change.
_BENTUK = 1
_NAMA = "status.json"
# A file changed twice within the same tick of the file system's clock may look the same; the coarsest is FAT's.
_DETIK_RAGU = 2
# Offset and length of the counter in the header of an SQLite file that goes up with every transaction.
_PENGHITUNG, _PANJANG_PENGHITUNG = 24, 4


def kunci_status(akar: Path) -> str | None:
    """A text that differs whenever the status may; None where that cannot be told from outside just now."""
    try:
        dasar = [akar / NAMA_PENGATURAN, *sorted(p for p in (akar / "katalog").iterdir() if p.is_file())]
        if any(time.time() - p.stat().st_mtime < _DETIK_RAGU for p in dasar):
            return None
        ledger = akar / NAMA_RAHASIA / "ledger.sqlite"
        # A journal of a program that was stopped will be rolled back by whoever opens the ledger next.
        if Path(f"{ledger}-journal").exists():
            return None
        with ledger.open("rb") as berkas:
            berkas.seek(_PENGHITUNG)
            penghitung = berkas.read(_PANJANG_PENGHITUNG).hex()
        wal = Path(f"{ledger}-wal")
        berkas_kita = Path(__file__)
        semua = [*dasar, ledger, *([wal] if wal.exists() else []), berkas_kita, berkas_kita.with_name("keadaan.py")]
        return json.dumps([_BENTUK, penghitung, *_sidik(semua)])
    except OSError:
        return None


def _sidik(semua: Sequence[Path]) -> Iterator[list[object]]:
    for p in semua:
        s = p.stat()
        yield [p.name, s.st_size, s.st_mtime_ns]


def baca_status(akar: Path) -> list[dict[str, Any]] | None:
    """What `status` would find in the project, as StatusUnit.ke_json, None where it has to look anew."""
    kunci = kunci_status(akar)
    if kunci is None:
        return None
    try:
        isi = json.loads((akar / NAMA_RAHASIA / _NAMA).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(isi, dict) or isi.get("kunci") != kunci:
        return None
    hasil: list[dict[str, Any]] = isi["status"]
    return hasil


def simpan_status(akar: Path, kunci: str | None, status: Sequence[object]) -> None:
    """Keep what was found in the project when `kunci` (taken before looking) was its key.

    A folder that may not be written only makes the next `status` look anew.
    """
    if kunci is None:
        return
    path = akar / NAMA_RAHASIA / _NAMA
    sementara = path.with_name(f".{_NAMA}-{os.getpid()}.tmp")
    try:
        sementara.write_text(json.dumps({"kunci": kunci, "status": status}, ensure_ascii=False), encoding="utf-8")
        sementara.replace(path)
    except OSError:
        sementara.unlink(missing_ok=True)
