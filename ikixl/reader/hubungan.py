"""Relationships: which part of a package leads to which other part."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.batas import Batas
from ikixl.reader.ingatan import Ingatan
from ikixl.reader.paket import Paket
from ikixl.reader.urai import RUANG_HUBUNGAN, abaikan, urai

__all__ = ["Hubungan", "baca_hubungan", "satu_hubungan"]


@dataclass(frozen=True, slots=True)
class Hubungan:
    """A relationship: its kind (last word of the type's address) and the part it leads to, "" if outside the file."""

    jenis: str
    sasaran: str


_DIKENAL: Ingatan[dict[str, Hubungan]] = Ingatan()


def baca_hubungan(paket: Paket, bagian: str, batas: Batas) -> dict[str, Hubungan]:
    """Relationships of a part ("" is the package) by their id; empty if the part has none.

    BerkasTidakTerbacaError: as `urai`, and PAKET-18 for two relationships of one id.
    """
    folder, garis, nama = bagian.rpartition("/")
    tempat = f"{folder}{garis}_rels/{nama}.rels"
    if not paket.ada(tempat):
        return {}
    return _DIKENAL.ambil(tempat, paket.isi(tempat), batas, lambda b: _baca(paket, folder, tempat, b))


def _baca(paket: Paket, folder: str, tempat: str, batas: Batas) -> dict[str, Hubungan]:
    hasil: dict[str, Hubungan] = {}

    def catat(atribut: dict[str, str]) -> None:
        kunci = atribut.get("Id", "")
        luar = atribut.get("TargetMode") == "External"
        sasaran = "" if luar else _sasaran(folder, atribut.get("Target", ""))
        if kunci in hasil:
            raise BerkasTidakTerbacaError("PAKET-18", sebab=f"hubungan {kunci[:40]} ada dua kali")
        hasil[kunci] = Hubungan(atribut.get("Type", "").rpartition("/")[2], sasaran)

    urai(
        tempat,
        paket.potongan(tempat),
        batas,
        ruang=RUANG_HUBUNGAN,
        akar="Relationships",
        mulai={"Relationship": catat},
        akhir={},
        teks=abaikan,
    )
    return hasil


def _sasaran(folder: str, target: str) -> str:
    """Name of the part that a target leads to; "" if it leads out of the package."""
    target = unquote(target.replace("\\", "/")).partition("#")[0]
    nama = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
    return "" if nama in (".", "..") or nama.startswith("../") or ":" in nama else nama


def satu_hubungan(hubungan: Iterable[Hubungan], jenis: str) -> str:
    """The part of the only relationship of this kind, "" if there is none.

    PAKET-18 for two of them: programs would differ in which one they take.
    """
    cocok = {h.sasaran for h in hubungan if h.jenis == jenis}
    if len(cocok) > 1:
        raise BerkasTidakTerbacaError("PAKET-18", sebab=f"bagian {jenis} ada lebih dari satu")
    return cocok.pop() if cocok else ""
