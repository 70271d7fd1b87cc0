"""The short way for what is asked most, `ikixl --help` and `ikixl status`, without loading click or a katalog.

Both say exactly what the ordinary way says; tests compare. Whatever is asked in other words, or is not known
beforehand, takes the ordinary way.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ikixl.akar import cari_akar
from ikixl.cli.susun_tabel import lebar_terminal
from ikixl.cli.teks_status import teks_status
from ikixl.keadaan_tersimpan import baca_status

__all__ = ["BANTUAN", "pintas"]

#: Width of the terminal -> the help of `ikixl` itself as it stands there, written by docs/perbarui.py. A wider terminal
#: shows the widest, as click does; others go the ordinary way.
BANTUAN = {lebar: Path(__file__).with_name(f"bantuan-{lebar}.txt") for lebar in (80, 100)}


def pintas(isi: Sequence[str]) -> str | None:
    """What to print for these arguments, None where the ordinary way has to answer."""
    try:
        if list(isi) in (["--help"], ["-h"]):
            berkas = BANTUAN.get(min(lebar_terminal(), max(BANTUAN)))
            return berkas.read_text(encoding="utf-8").rstrip() if berkas else None
        if list(isi) in (["status"], ["status", "--json"]):
            akar = cari_akar()
            status = baca_status(akar) if akar else None
            return None if status is None else teks_status(status, sebagai_json="--json" in isi)
    except OSError:
        # Whatever is wrong with the disk, the ordinary way says it well.
        return None
    return None
