"""The workbooks of the shipped katalog: nothing cut off, prompts whole, small enough to be sent by phone."""

from __future__ import annotations

import random

import pytest

from ikixl.aturan import Aturan
from ikixl.bawaan import folder_bawaan
from ikixl.katalog import muat
from ikixl.layout.buku import Lembar
from ikixl.layout.unit import susun_buku_unit
from ikixl.simulasi import angka_acak
from ikixl.writer import tulis_buku
from ikixl.writer.validasi import aturan_validasi

CONTOH = sorted(f.name for f in folder_bawaan("sample_data").iterdir() if f.is_dir())
_TINGGI_EXCEL = 409


@pytest.mark.parametrize("contoh", CONTOH)
def test_tidak_ada_yang_terpotong(contoh: str) -> None:
    """No row needs more height than Excel gives, no sheet name or prompt is longer than it shows."""
    katalog = muat(folder_bawaan("sample_data") / contoh)
    for unit in katalog.unit:
        if not katalog.indikator_unit(unit.kode):
            continue
        buku = susun_buku_unit(katalog, unit.kode, Aturan())
        for lembar in buku.lembar:
            assert len(lembar.nama) <= 31
            assert all((b.tinggi or 0) <= _TINGGI_EXCEL for b in lembar.baris), lembar.nama
            _periksa_petunjuk(lembar)


def _periksa_petunjuk(lembar: Lembar) -> None:
    for sel in (s for b in lembar.baris for s in b.sel.values()):
        assert len(sel.petunjuk) <= 255
        if sel.masukan is not None:
            opsi = aturan_validasi(sel.masukan)
            assert len(opsi["input_message"]) < 255, opsi
            assert len(opsi["error_message"]) < 255, opsi


def test_buku_kelurahan_cukup_kecil() -> None:
    """The fullest workbook of a kelurahan of Kanigaran, all four quarters filled, stays within 120 kB."""
    katalog = muat(folder_bawaan("sample_data") / "kanigaran")
    isian = angka_acak(katalog, "1003", random.Random(1), 4)
    assert len(tulis_buku(susun_buku_unit(katalog, "1003", Aturan(), isian))) <= 120_000
