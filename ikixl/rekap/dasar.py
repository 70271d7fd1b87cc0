"""The hidden sheet of a rekap that holds what its figures were computed with, so that a level above can recompute.

One text (JSON) is cut over keyed rows, because a cell holds 32,767 characters; beside it stands its SHA-256. The sheet
is unsigned: the digest tells damage, not forgery.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from ikixl.konsolidasi import Konsolidasi
from ikixl.layout.buku import Baris, Kolom, Lembar, Sel

__all__ = ["DIGEST", "KUNCI", "POTONGAN", "VERSI", "VERSI_BESAR", "VERSI_TINGKAT", "isi_dasar", "susun_dasar"]

KUNCI = "dasar"
#: Raised whenever an older program could no longer read such a workbook: that of an instansi is of version 1 still,
#: that of a level of 2, one whose details stand beside it of 3.
VERSI = 3
VERSI_TINGKAT, VERSI_BESAR = 2, 3
#: Row key of the digest, and what the row keys of the pieces begin with.
DIGEST = "digest"
POTONGAN = "isi"
_PANJANG = 30_000


def isi_dasar(konsolidasi: Konsolidasi, triwulan: int) -> dict[str, object]:
    """What the rekap of one instansi stands on: its katalog, its rules, and the triwulan it runs up to."""
    return {
        "versi": 1,
        "tingkat": 0,
        "triwulan": triwulan,
        "aturan": asdict(konsolidasi.aturan),
        "katalog": json.loads(konsolidasi.katalog.ke_json()),
    }


def susun_dasar(isi: Mapping[str, object]) -> Lembar:
    """The hidden sheet that holds `isi` (anything that JSON can say)."""
    # ASCII only: a piece must fit a cell in UTF-16 as well.
    teks = json.dumps({"versi": VERSI_TINGKAT, **isi}, sort_keys=True, separators=(",", ":"))
    potongan = [teks[n : n + _PANJANG] for n in range(0, len(teks), _PANJANG)]
    baris = [Baris(DIGEST, {"isi": Sel(hashlib.sha256(teks.encode()).hexdigest())})]
    baris += [Baris(f"{POTONGAN}{n}", {"isi": Sel(p)}) for n, p in enumerate(potongan, start=1)]
    return Lembar(kunci=KUNCI, nama="_dasar", kolom=(Kolom("isi", 60),), baris=tuple(baris), tersembunyi=True)
