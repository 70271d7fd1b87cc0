"""The logo of an instansi, as it travels with what its workbooks are drawn from."""

from __future__ import annotations

import base64
from pathlib import Path

from ikixl.errors import ProyekError
from ikixl.simpan import sebab_os

__all__ = ["UKURAN_LOGO", "baca_logo"]

#: Largest logo, in bytes: it stands in every IKI sheet, and workbooks go by mail and chat.
UKURAN_LOGO = 60_000

_AWAL = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def baca_logo(folder: Path, nama: str) -> str:
    """A PNG or JPEG file of the project folder in base64; "" where the settings name none.

    ProyekError where it is missing, lies outside the folder, is too large or no picture.
    """
    if not nama:
        return ""
    path = folder / nama
    saran = "Perbaiki baris logo di ikixl.toml, atau kosongkan bila tanpa logo."
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ProyekError(f"Logo {nama} berada di luar folder proyek.", saran)
    try:
        data = path.read_bytes()
    except OSError as galat:
        raise ProyekError(f"Logo {path} tidak dapat dibaca: {sebab_os(galat)}.", saran) from galat
    if not data.startswith(_AWAL):
        raise ProyekError(f"Logo {path} bukan gambar PNG atau JPEG.", "Simpan ulang logonya sebagai PNG.")
    if len(data) > UKURAN_LOGO:
        raise ProyekError(
            f"Logo {path} terlalu besar: {len(data) // 1000} kB, paling besar {UKURAN_LOGO // 1000} kB.",
            "Perkecil gambarnya, cukup setinggi 200 piksel.",
        )
    return base64.b64encode(data).decode("ascii")
