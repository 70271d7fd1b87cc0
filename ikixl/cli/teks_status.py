"""What `ikixl status` says, from what is known of each unit; needs neither click nor a project."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ikixl.cli.susun_tabel import susun_tabel
from ikixl.keadaan_tersimpan import KEADAAN

__all__ = ["teks_status"]

_JUDUL = ("Unit", "Nama", "Keadaan", "TW I", "TW II", "TW III", "TW IV", "Buku kerja", "Temuan", "Diterima")


def teks_status(status: Sequence[Mapping[str, Any]], *, sebagai_json: bool) -> str:
    """The whole output, from StatusUnit.ke_json of each unit, without the last line's end."""
    if sebagai_json:
        return json.dumps(status, ensure_ascii=False, indent=1)
    jumlah = {k: sum(s["keadaan"] == k for s in status) for k in KEADAAN}
    return "\n".join(
        [
            *susun_tabel(_JUDUL, [_baris(s) for s in status], lentur="Nama"),
            "; ".join(f"{n} {k}" for k, n in jumlah.items() if n)
            + ". Angka TW: isian terisi/diminta. Buku kerja: yang sudah kembali. Temuan: galat+peringatan.",
            *(f"{s['unit']}: {s['catatan']} ({', '.join(s['ditahan'])})" for s in status if s["catatan"]),
            f"\nBerikutnya: {_berikutnya(status, jumlah)}",
        ]
    )


def _baris(s: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        s["unit"],
        s["nama"],
        s["keadaan"],
        *(f"{a}/{d}" for a, d in zip(s["terisi"], s["diminta"], strict=True)),
        f"{s['kembali']} dari {s['buku']}",
        f"{s['galat']}+{s['peringatan']}",
        s["diterima"].partition("T")[0],
    )


def _berikutnya(status: Sequence[Mapping[str, Any]], jumlah: Mapping[str, int]) -> str:
    if any(s["ditahan"] for s in status):
        return "ikixl pilih"
    if jumlah["belum dikirim"]:
        return "ikixl buat"
    if jumlah["belum kembali"] == len(status):
        return "taruh buku kerja yang kembali di masuk/, lalu ikixl terima"
    if jumlah["perlu perbaikan"]:
        return "ikixl perbaikan, lalu kirim hasilnya kembali ke unitnya"
    return "ikixl rekap"
