"""docs/cacat.md, the catalogue of faults for people to read, says what the code does and names tests that exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from ikixl.temuan import JENIS

_TESTS: Final = Path(__file__).resolve().parents[1]
_HALAMAN: Final = _TESTS.parent / "docs" / "cacat.md"
#: Levels that the findings of each outcome have.
_TINGKAT: Final = {
    "diam": {"info"},
    "peringatan": {"peringatan"},
    "galat sel": {"galat"},
    "galat berkas": {"galat"},
    "ditahan": {"galat"},
}


class Cacat(NamedTuple):
    """One row of the catalogue."""

    cacat: str
    hasil: str
    kode: list[str]
    pengujian: str


def _daftar() -> list[Cacat]:
    baris = re.findall(
        r"^\| (.+) \| (.+) \| (.*) ?\| (\S+::\S+) \|$", _HALAMAN.read_text(encoding="utf-8"), re.MULTILINE
    )
    return [Cacat(cacat, hasil, kode.replace(",", " ").split(), uji) for cacat, hasil, kode, uji in baris]


@cache
def _pengujian(berkas: str) -> tuple[str, frozenset[str]]:
    """Source of a file of tests and the names of its tests."""
    sumber = (_TESTS / berkas).read_text(encoding="utf-8")
    nama = (n.name for n in ast.walk(ast.parse(sumber)) if isinstance(n, ast.FunctionDef))
    return sumber, frozenset(n for n in nama if n.startswith("test_"))


@pytest.mark.parametrize("satu", _daftar(), ids=lambda c: c.cacat[:40])
def test_baris_benar(satu: Cacat) -> None:
    """The codes exist, their level is that of the outcome, and the test that is named exists and speaks of them."""
    assert satu.hasil in _TINGKAT
    assert {JENIS[kode].tingkat for kode in satu.kode} <= _TINGKAT[satu.hasil]
    berkas, _, nama = satu.pengujian.partition("::")
    sumber, semua = _pengujian(berkas)
    assert nama in semua
    assert satu.kode == [] or any(kode in sumber for kode in satu.kode)


def test_daftar_lengkap() -> None:
    """Every finding that a returned file can have on its bytes, its structure or its values stands in the catalogue."""
    disebut = {kode for satu in _daftar() for kode in satu.kode}
    ada = {kode for kode in JENIS if kode.startswith(("BERKAS", "IDENTITAS", "PAKET", "STRUKTUR", "NILAI", "RUMUS"))}
    assert ada - disebut == _TAK_DISEBUT


#: What the catalogue leaves to docs/temuan.md: details of a row that stands there, and what is wrong on our side.
_TAK_DISEBUT: Final = {
    *("BERKAS-04", "BERKAS-07", "BERKAS-12", "BERKAS-16", "BERKAS-22", "BERKAS-23"),
    *("IDENTITAS-04", "IDENTITAS-05", "IDENTITAS-08", "IDENTITAS-09", "IDENTITAS-13"),
    *("NILAI-06", "NILAI-08", "NILAI-11", "NILAI-13", "NILAI-18", "NILAI-21"),
}
