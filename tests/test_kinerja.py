"""The pages about speed show the numbers that the last run kept, and those are what the contract says."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

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
