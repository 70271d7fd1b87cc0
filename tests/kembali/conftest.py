"""Every return of these tests is judged both ways: looked up where it is plain, and compared with what is drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ikixl.penerimaan.bentuk import LemariBentuk
from ikixl.penerimaan.pemeriksaan import HasilPeriksa, Pemeriksa
from ikixl.reader import pola
from tests.kembali.penyusun import PenyusunSekali


@pytest.fixture(scope="session")
def penyusun() -> PenyusunSekali:
    """What draws the issued workbook for all these tests."""
    return PenyusunSekali()


@pytest.fixture(autouse=True)
def dua_cara(monkeypatch: pytest.MonkeyPatch, penyusun: PenyusunSekali) -> None:
    """Let each `Pemeriksa.periksa` look at a file both ways and hold that the results are the same to the letter."""
    asli = Pemeriksa.periksa

    def keduanya(self: Pemeriksa, data: bytes, nama: str) -> HasilPeriksa:
        hasil = asli(self, data, nama)
        if self.cepat:
            assert asli(replace(self, cepat=False), data, nama) == hasil
        return hasil

    monkeypatch.setattr(Pemeriksa, "periksa", keduanya)
    # Four drawings for each file are half of what these tests cost.
    monkeypatch.setattr("ikixl.penerimaan.pemeriksaan.susun_buku_unit", penyusun)
    # Also the first return of a shape is looked up, and the second part of a kind.
    monkeypatch.setattr(LemariBentuk, "sejak", 1)
    monkeypatch.setattr(pola, "_SEJAK", 1)
