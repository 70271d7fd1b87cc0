"""The pages about speed show the numbers that the last run kept, and those are what the contract says."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from ikixl.aturan import Aturan
from ikixl.layout.buku import Tautan
from ikixl.layout.unit import susun_buku_unit
from ikixl.rekap import susun_buku_rekap
from ikixl.writer import tulis_buku
from tests.contoh_kecil import katalog_kecil
from tests.rekap.test_lembar import _katalog as konteks_rekap

_KUNCI = {"kerja", "lawan", "rasio", "rasio_min", "rasio_maks", "sasaran", "tercapai"}


def _dokumen() -> Any:
    return importlib.import_module("benchmarks.dokumen")


@pytest.mark.parametrize("halaman", ["kinerja.md", "skala.md"])
def test_halaman_menunjukkan_angka_terakhir(halaman: str) -> None:
    """docs/<page> is what `make tolok-ukur` would write from the numbers that are kept."""
    (path,) = (p for p in _dokumen().HALAMAN if p.name == halaman)
    assert isinstance(path, Path)
    assert path.read_text(encoding="utf-8") == _dokumen().isi_halaman(path), "run: python -m benchmarks.dokumen"


def test_hasil_menurut_kontrak() -> None:
    """Each line has exactly the agreed keys, a ratio within its range, and a verdict where there is a goal."""
    hasil = json.loads(_dokumen().HASIL.read_text(encoding="utf-8"))
    assert hasil
    for h in hasil:
        assert set(h) == _KUNCI
        assert 0 < h["rasio_min"] <= h["rasio"] <= h["rasio_maks"]
        assert h["tercapai"] == (None if h["sasaran"] is None else h["rasio"] >= h["sasaran"])


def test_lawan_menulis_buku_yang_sama() -> None:
    """The rival of `buat` and `rekap`, plain calls of XlsxWriter, writes our workbooks byte for byte, with links."""
    katalog = katalog_kecil()
    unit, rekap = susun_buku_unit(katalog, katalog.unit[-1].kode, Aturan()), susun_buku_rekap(konteks_rekap())
    sel = (s for lembar in rekap.lembar for baris in lembar.baris for s in baris.sel.values())
    assert any(isinstance(s.tautan, Tautan) for s in sel)
    for buku in (unit, rekap):
        rekaman = importlib.import_module("benchmarks.rekaman").Rekaman(buku)
        # Twice, since each round of a benchmark plays the same calls.
        assert rekaman.mainkan() == rekaman.mainkan() == tulis_buku(buku)
