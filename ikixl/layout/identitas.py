"""The identity stamp of a unit workbook: who issued it, for whom, and a seal that only the project can make."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import astuple, dataclass
from urllib.parse import quote, unquote

__all__ = [
    "KUNCI_LEMBAR",
    "NAMA_PROPERTI",
    "NAMA_TERDEFINISI",
    "PRODUK",
    "VERSI_LAYOUT",
    "Identitas",
    "baca_stempel",
    "buat_stempel",
    "stempel_sah",
]

PRODUK = "ikixl"
#: Raised whenever a return written by an older program could no longer be read by the same keys.
VERSI_LAYOUT = 2
#: The three places of the stamp: key of the hidden sheet, custom document property, defined name.
KUNCI_LEMBAR = "_ikixl"
NAMA_PROPERTI = "ikixl_identitas"
NAMA_TERDEFINISI = "ikixl_identitas"


@dataclass(frozen=True, slots=True)
class Identitas:
    """What a workbook says of itself; `seri` counts the issues of a unit from 1, `digest` names the katalog.

    `baris` is the digest of the row keys of the unit's inputs ("" in workbooks that were issued without it).
    """

    instansi: str
    unit: str
    tahun: int
    seri: int
    digest: str
    versi_layout: int = VERSI_LAYOUT
    produk: str = PRODUK
    baris: str = ""

    def _isi(self) -> str:
        nilai = (self.produk, self.versi_layout, *astuple(self)[:5], *([self.baris] if self.baris else []))
        return "|".join(quote(str(n), safe=".-_ ") for n in nilai)


def buat_stempel(identitas: Identitas, kunci: bytes) -> str:
    """Text "produk|versi|instansi|unit|tahun|seri|digest|baris|HMAC-SHA256", under 255 characters for sane codes."""
    isi = identitas._isi()
    return f"{isi}|{_segel(isi, kunci)}"


def _segel(isi: str, kunci: bytes) -> str:
    return hmac.new(kunci, isi.encode(), hashlib.sha256).hexdigest()


def baca_stempel(teks: str) -> Identitas | None:
    """The identity that a stamp claims, None if the text is no stamp; says nothing about the seal."""
    bagian = [unquote(b) for b in teks.strip().split("|")]
    if len(bagian) not in (8, 9) or bagian[0] != PRODUK:
        return None
    angka = bagian[1], bagian[4], bagian[5]
    if not all(a.isascii() and a.isdigit() and len(a) < 10 for a in angka):
        return None
    return Identitas(
        instansi=bagian[2],
        unit=bagian[3],
        tahun=int(bagian[4]),
        seri=int(bagian[5]),
        digest=bagian[6],
        versi_layout=int(bagian[1]),
        baris=bagian[7] if len(bagian) == 9 else "",
    )


def stempel_sah(teks: str, kunci: bytes) -> bool:
    """Whether the seal was made with this key over exactly this identity; compared in constant time."""
    isi, _, segel = teks.strip().rpartition("|")
    return hmac.compare_digest(_segel(isi, kunci).encode(), segel.encode())
