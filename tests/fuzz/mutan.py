"""Mutants of a returned workbook: one by one through the whole reading, each held against the promise of the reading.

The mutator is tests/kembali/pengacau.py (bytes of the zip, XML of the parts, cells); mutant N is always the same one.
"""

from __future__ import annotations

import random
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final
from unittest.mock import patch

from ikixl.aturan import Aturan
from ikixl.errors import BerkasTidakTerbacaError
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Katalog
from ikixl.layout.buku import Buku
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.muatan import Muatan
from ikixl.layout.unit import susun_buku_unit
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.mentah import BukuMentah
from ikixl.temuan import Temuan
from tests.kembali.janji import pelanggaran
from tests.kembali.pengacau import acak
from tests.kembali.test_pembacaan import PEMERIKSA
from tests.kembali.test_serangan import DATA, TERBIT

__all__ = ["Hasil", "Kegagalan", "stempel_palsu", "uji"]

_NAMA: Final = "1001.xlsx"


@dataclass(frozen=True, slots=True)
class Kegagalan:
    """A mutant by its number, what was done to it, and what went wrong with its reading."""

    benih: int
    dilakukan: tuple[str, ...]
    salah: tuple[str, ...]


@dataclass(slots=True)
class Hasil:
    """How many mutants were read, refused (with a code) or failed; every refusal counted by its code."""

    dibaca: int = 0
    ditolak: int = 0
    kode: dict[str, int] | None = None
    gagal: list[Kegagalan] | None = None

    def catat(self, temuan: Iterable[Temuan]) -> None:
        """Count the codes of one mutant, each once."""
        self.kode = self.kode or {}
        for kode in {t.kode for t in temuan}:
            self.kode[kode] = self.kode.get(kode, 0) + 1


class _Penyusun:
    """susun_buku_unit that draws a blank workbook once for each unit and stamp."""

    def __init__(self) -> None:
        self._kosong: dict[tuple[str, str], Buku] = {}

    def __call__(
        self,
        katalog: Katalog,
        unit: str,
        aturan: Aturan,
        isian: Mapping[KunciIsian, float | str],
        stempel: str,
        pengaturan: PengaturanBuku,
        muatan: Muatan,
    ) -> Buku:
        def susun() -> Buku:
            return susun_buku_unit(katalog, unit, aturan, isian, stempel, pengaturan, muatan)

        if isian:
            return susun()
        kunci = (unit, stempel)
        if kunci not in self._kosong:
            self._kosong[kunci] = susun()
        return self._kosong[kunci]


def uji(benih: Iterable[int]) -> Hasil:
    """Read these mutants; any exception and any broken promise is a failure, none stops the rest."""
    hasil = Hasil(kode={}, gagal=[])
    # The promise is checked on the same raw workbook, and the issued one is the same for all: doing either anew for
    # each mutant would take half as long again.
    sekali = lru_cache(maxsize=1)(baca_mentah)
    with (
        patch("ikixl.pemeriksaan.baca_mentah", sekali),
        patch("tests.kembali.janji.baca_mentah", sekali),
        patch("ikixl.pemeriksaan.susun_buku_unit", _Penyusun()),
    ):
        for nomor in benih:
            data, dilakukan = acak(DATA, nomor)
            try:
                dibaca = PEMERIKSA.periksa(data, _NAMA)
                salah = [*pelanggaran(data, _NAMA, dibaca, TERBIT), *_beda_jalan(data, sekali)]
            except Exception:  # noqa: BLE001 -- whatever it is, it is what is looked for here
                salah = [traceback.format_exc()]
            else:
                hasil.dibaca += dibaca.keadaan != "ditolak"
                hasil.ditolak += dibaca.keadaan == "ditolak"
                hasil.catat(dibaca.temuan)
            if salah and hasil.gagal is not None:
                hasil.gagal.append(Kegagalan(nomor, tuple(dilakukan), tuple(salah)))
    return hasil


def _beda_jalan(data: bytes, cepat: Callable[[bytes, str], BukuMentah]) -> list[str]:
    """Whether the fast way of reading and the streaming one make something else of a file."""
    hasil: list[object] = []
    for jalan in (cepat, partial(baca_mentah, cepat=False)):
        try:
            hasil.append(jalan(data, _NAMA))
        except BerkasTidakTerbacaError as galat:
            hasil.append((galat.kode, galat.rinci))
    return [] if hasil[0] == hasil[1] else ["dibaca lain oleh jalan cepat"]


def stempel_palsu(stempel: str, dadu: random.Random) -> str:
    """A stamp that is not the given one: a character changed, lost or added, parts swapped, or another seal."""
    cara = dadu.randrange(6)
    tempat = dadu.randrange(len(stempel))
    if cara == 0:
        huruf = dadu.choice("0123456789abcdef|.-_ %ABZ")
        hasil = stempel[:tempat] + huruf + stempel[tempat + 1 :]
    elif cara == 1:
        hasil = stempel[:tempat] + stempel[tempat + 1 :]
    elif cara == 2:
        hasil = stempel[:tempat] + dadu.choice("0a|%é\u200b") + stempel[tempat:]
    elif cara == 3:
        bagian = stempel.split("|")
        a, b = dadu.sample(range(len(bagian)), 2)
        bagian[a], bagian[b] = bagian[b], bagian[a]
        hasil = "|".join(bagian)
    elif cara == 4:
        hasil = stempel.rpartition("|")[0] + "|" + dadu.randbytes(32).hex()
    else:
        isi, _, segel = stempel.rpartition("|")
        bagian = isi.split("|")
        nomor = dadu.randrange(len(bagian))
        bagian[nomor] = str(dadu.randrange(10_000))
        hasil = "|".join([*bagian, segel])
    return hasil
