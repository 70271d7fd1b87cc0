"""Mutants of a returned workbook: one by one through the whole reading, each held against the promise of the reading.

The mutator is tests/kembali/pengacau.py (bytes of the zip, XML of the parts, cells); mutant N is always the same one.
"""

from __future__ import annotations

import random
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Final
from unittest.mock import patch

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.batas import Batas
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.isian import HasilBaca, PembacaIsian
from ikixl.reader.lembar import baca_lembar
from ikixl.reader.mentah import BukuMentah, LembarMentah
from ikixl.reader.sel import Konteks
from ikixl.temuan import Temuan
from tests.kembali.janji import pelanggaran
from tests.kembali.pengacau import acak
from tests.kembali.penyusun import PenyusunSekali
from tests.kembali.test_pembacaan import PEMERIKSA
from tests.kembali.test_serangan import DATA, TERBIT

__all__ = ["Hasil", "Kegagalan", "stempel_palsu", "uji"]

_NAMA: Final = "1001.xlsx"
_PEMBACA: Final = PembacaIsian(TERBIT)


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


class _AliranSekali:
    """The streaming reader of worksheet parts that reads each different part once.

    What it gives follows from the bytes of the part and from what they refer to. Of the nine sheets of a mutant most
    are as they were in the one before, and those that the fast way leaves to it are read the same the second time.
    """

    _TERBANYAK = 64

    def __init__(self) -> None:
        self._kenal: OrderedDict[tuple[object, ...], tuple[LembarMentah, tuple[int, ...]]] = OrderedDict()

    def __call__(
        self, bagian: str, potongan: Iterable[bytes], nama: str, konteks: Konteks, tersembunyi: bool = False
    ) -> LembarMentah:
        isi = b"".join(potongan)
        teks = tuple(konteks.teks(n) for n in range(len(konteks.sel_teks)))
        acuan = (teks, tuple(konteks.gaya), konteks.tanggal_1904)
        kunci = (bagian, isi, nama, tersembunyi, acuan)
        kenal = self._kenal.pop(kunci, None)
        if kenal is None or not konteks.batas.muat(*kenal[1]):
            awal = _terpakai(konteks.batas)
            lembar = baca_lembar(bagian, [isi], nama, konteks, tersembunyi)
            kenal = lembar, tuple(b - a for a, b in zip(awal, _terpakai(konteks.batas), strict=True))
        self._kenal[kunci] = kenal
        if len(self._kenal) > self._TERBANYAK:
            self._kenal.popitem(last=False)
        # Comments and pictures are added to it.
        return replace(kenal[0], sel=dict(kenal[0].sel), komentar=dict(kenal[0].komentar))


def _terpakai(batas: Batas) -> tuple[int, int, int, int]:
    return batas.unsur, batas.sel, batas.nilai, batas.huruf


def uji(benih: Iterable[int]) -> Hasil:
    """Read these mutants; any exception and any broken promise is a failure, none stops the rest."""
    hasil = Hasil(kode={}, gagal=[])
    # The promise is checked on the same raw workbook, the issued one is the same for all, and most parts of a mutant
    # are those of the one before: doing all of it anew for each mutant would take twice as long.
    sekali = lru_cache(maxsize=1)(baca_mentah)
    with (
        patch("ikixl.penerimaan.pemeriksaan.baca_mentah", sekali),
        patch("tests.kembali.janji.baca_mentah", sekali),
        patch("ikixl.penerimaan.pemeriksaan.susun_buku_unit", PenyusunSekali()),
        patch("ikixl.reader.xlsx.baca_lembar", _AliranSekali()),
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
    """Whether the fast way of reading and the streaming one make something else of a file, or of its inputs."""
    hasil: list[object] = []
    isian: list[HasilBaca | None] = []
    for jalan in (cepat, partial(baca_mentah, cepat=False)):
        try:
            mentah = jalan(data, _NAMA)
        except BerkasTidakTerbacaError as galat:
            hasil.append((galat.kode, galat.rinci))
            isian.append(None)
        else:
            hasil.append(mentah)
            # Where the keys stand is compared with the cells that hold them.
            isian.append(replace(_PEMBACA.baca(mentah), peta={}))
    if hasil[0] != hasil[1]:
        return ["dibaca lain oleh jalan cepat"]
    if not _sama_ditunda(data, hasil[0], isian[0]):
        return ["lain bila pembacaannya ditunda"]
    return [] if isian[0] == isian[1] else ["isiannya lain oleh jalan cepat"]


def _sama_ditunda(data: bytes, hasil: object, isian: HasilBaca | None) -> bool:
    """Whether a file whose sheets are read when they are asked for gives the same inputs, and in the end the same."""
    try:
        mentah = baca_mentah(data, _NAMA, tunda=True)
        dibaca = replace(_PEMBACA.baca(mentah), peta={})
        mentah.tuntaskan()
    except BerkasTidakTerbacaError:
        # Of several faults another one may be met first.
        return isian is None
    return mentah == hasil and dibaca == isian


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
