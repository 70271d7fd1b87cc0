"""Reads the inputs of returns, for the benchmark of that: workers load this module, and none of the rivals."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ikixl.layout.buku import Buku
from ikixl.layout.unit import susun_buku_unit
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.isian import PembacaIsian
from ikixl.terbitan.dasar import DasarTerbitan

__all__ = ["Nilai", "Pembaca", "baca"]

#: Inputs of one return as the cells hold them: (sheet, row key, column key) -> number or text.
Nilai = dict[tuple[str, str, str], float | str]


class Pembaca:
    """Reads the inputs of the returns of kelurahan that were issued from this basis."""

    def __init__(self, dasar_json: str) -> None:
        dasar = DasarTerbitan.dari_json(dasar_json)
        unit = next(u.kode for u in dasar.katalog.unit if u.jenis == "kelurahan")
        self.buku: Buku = susun_buku_unit(dasar.katalog, unit, dasar.aturan, {})
        self._pembaca = PembacaIsian(self.buku)

    def baca(self, path: Path, semua: bool = False) -> int:
        """How many inputs a file holds; with `semua` everything else in it is read too."""
        data = path.read_bytes()
        hashlib.sha256(data).hexdigest()
        mentah = baca_mentah(data, path.name, tunda=not semua)
        return len(self._pembaca.baca(mentah).isian)

    def nilai(self, path: Path) -> Nilai:
        """The inputs as their cells hold them, for comparing."""
        hasil = self._pembaca.baca(baca_mentah(path.read_bytes(), path.name, tunda=True))
        nilai: Nilai = {}
        for lembar in self.buku.lembar:
            peta = hasil.peta[lembar.kunci]
            for baris in lembar.baris:
                for kolom, sel in baris.sel.items():
                    for _, isi in peta.sel(baris.kunci, kolom) if sel.masukan else ():
                        assert isinstance(isi.nilai, float | str)
                        nilai[lembar.nama, baris.kunci, kolom] = isi.nilai
        return nilai


def baca(pembaca: Pembaca, path: Path) -> int:
    """As Pembaca.baca, for a worker."""
    return pembaca.baca(path)
