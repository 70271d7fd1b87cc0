"""A fixed share of the fuzzing in every test run; any number by make fuzz.

Past failures are kept as tests of their own, made by code: tests/kembali/test_serangan.py and tests/reader.
"""

from __future__ import annotations

import random

import pytest

from ikixl.layout.identitas import buat_stempel, stempel_sah
from ikixl.reader.angka import baca_angka
from ikixl.reader.mentah import SelMentah
from tests.contoh_kecil import KUNCI
from tests.fuzz.mutan import stempel_palsu, uji
from tests.fuzz.nilai import pelanggaran_nilai, uji_nilai
from tests.kembali.test_pembacaan import DASAR

_STEMPEL = buat_stempel(DASAR.identitas("1001", 1), KUNCI)


@pytest.mark.parametrize("kelompok", range(20))
def test_mutan(kelompok: int) -> None:
    """A hundred mutants a group, two thousand in all: no exception, account closed, nothing wrong, nothing lost."""
    hasil = uji(range(kelompok * 100, kelompok * 100 + 100))
    assert hasil.gagal == []
    assert hasil.dibaca + hasil.ditolak == 100


def test_mutan_benar_benar_merusak() -> None:
    """The mutants are no mere copies: some are refused, and those that are read are spoken of under many codes."""
    hasil = uji(range(40))
    assert hasil.ditolak >= 4
    assert len(hasil.kode or {}) >= 8


def test_stempel_palsu() -> None:
    """Of twenty thousand forged stamps none is taken for genuine."""
    dadu = random.Random(5)
    palsu = [stempel_palsu(_STEMPEL, dadu) for _ in range(20_000)]
    berbeda = [p for p in palsu if p.strip() != _STEMPEL]
    assert len(berbeda) > 15_000
    assert not any(stempel_sah(p, KUNCI) for p in berbeda)


def test_nilai_ketikan() -> None:
    """Twenty thousand random texts are read as something that they could mean, or not at all."""
    assert uji_nilai(20_000, 3) == 0


def test_penilai_melihat_salah_baca(monkeypatch: pytest.MonkeyPatch) -> None:
    """The judge of typed values does object when a reader makes 12 of "1,2"."""
    assert pelanggaran_nilai("1,23", "desimal", "") == ""
    monkeypatch.setattr("tests.fuzz.nilai.baca_angka", lambda _sel, *sisa: baca_angka(SelMentah("teks", "7,5"), *sisa))
    assert "dibaca 7.5" in pelanggaran_nilai("1,23", "desimal", "")
