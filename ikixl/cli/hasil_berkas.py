"""How the result of reading files is shown, shared by `periksa`, `terima`, `rekap` and `demo`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ikixl.cli.tampilan import BANYAK_TEMUAN, daftar_temuan, sebut

if TYPE_CHECKING:
    # Not needed to run: it would load the writer for a mere --help.
    from ikixl.penerimaan.pemeriksaan import HasilPeriksa

__all__ = ["status_keluar", "tampilkan_hasil"]


def status_keluar(hasil: Sequence[HasilPeriksa]) -> int:
    """1 if any temuan is of level galat, else 0.

    ExceptionGroup of the mistakes of ours that kept files from being read: now that the others are safe, they are loud.
    """
    if kesalahan := [h.kesalahan for h in hasil if h.kesalahan is not None]:
        raise ExceptionGroup("files that could not be read through a mistake of ours", kesalahan)
    return int(any(h.ada_galat for h in hasil))


def tampilkan_hasil(hasil: Sequence[HasilPeriksa], *, sebagai_json: bool = False, ringkas: bool = False) -> None:
    """One line per file and its temuan; or the contract's JSON and nothing else."""
    if sebagai_json:
        sebut(json.dumps([h.ke_json() for h in hasil], ensure_ascii=False, indent=1))
        return
    for h in hasil:
        unit = f", unit {h.unit}" if h.unit else ""
        jabatan = f", jabatan {h.jabatan}" if h.jabatan else ""
        isi = f": {h.terisi} isian terbaca, {h.dilaporkan} sel dilaporkan" if h.terisi or h.dilaporkan else ""
        lagi = " (sudah pernah diterima)" if h.sudah_ada else ""
        sebut(f"{h.berkas}: {h.keadaan}{lagi}{unit}{jabatan}{isi}")
        penting = [t for t in h.temuan if t.tingkat != "info" or not ringkas]
        daftar_temuan(penting, banyak=3 if ringkas else BANYAK_TEMUAN)
