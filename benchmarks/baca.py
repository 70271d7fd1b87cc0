"""Reading the inputs of many returns, against programs that only take cells out of files.

Ours opens each package with its guards, takes the SHA-256, finds the sheets with inputs by their markers and each input
by its key, with its sheet and cell; a part that is read is inflated in full, counted, and its checksum computed. The
rivals open the three sheets with inputs by their names and find the inputs by the same keys; none of them guards
anything, and none knows which cell a value came from. A line of its own reads and checks everything in the file, as
`terima` does.
"""

from __future__ import annotations

import hashlib
import tempfile
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.data import berkas_masuk, proyek_dengan_kiriman
from benchmarks.lantai import kembangkan
from benchmarks.ukuran import Baris, bandingkan
from ikixl.engine import Gugur, Mesin
from ikixl.layout.buku import Buku
from ikixl.layout.unit import susun_buku_unit
from ikixl.ledger import Ledger
from ikixl.penerimaan.bekal import BekalPeriksa
from ikixl.proyek import Proyek
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.isian import PembacaIsian
from ikixl.terbitan.dasar import DasarTerbitan

__all__ = ["LEMBAR", "Nilai", "dari_openpyxl", "ukur"]

#: Sheets with inputs, by name.
LEMBAR = ("Target", "Realisasi", "Catatan")
#: Inputs of one return as the cells hold them: (sheet, row key, column key) -> number or text.
Nilai = dict[tuple[str, str, str], float | str]


def ukur(penuh: bool) -> list[Baris]:
    """Lines for one process and for two."""
    banyak, ulang = (1_000, 3) if penuh else (40, 5)
    with tempfile.TemporaryDirectory() as folder:
        proyek = proyek_dengan_kiriman(Path(folder, "proyek"), banyak)
        path = list(berkas_masuk(proyek))
        siapkan = partial(_Pembaca, proyek.folder)
        kita = siapkan()
        _pastikan_sama(kita, path[:3])
        satu = bandingkan(
            f"baca isian {banyak} kiriman, satu proses",
            lambda: [kita.baca(p) for p in path],
            {
                "pandas + openpyxl": (lambda: [dari_openpyxl(p) for p in path], 25.0),
                "pandas + calamine": (lambda: [_dari_calamine_pandas(p) for p in path], None),
                "python-calamine": (lambda: [_dari_calamine(p) for p in path], 1.0),
            },
            ulang,
        )
        semua = bandingkan(
            f"baca isian dan semua lembar lain {banyak} kiriman, satu proses",
            lambda: [kita.baca(p, semua=True) for p in path],
            {
                "pandas + openpyxl, lembar isian saja": (lambda: [dari_openpyxl(p) for p in path], None),
                "python-calamine, semua lembar": (lambda: [_dari_calamine(p, semua=True) for p in path], None),
                "inflate saja (lantai)": (lambda: kembangkan(path), None),
            },
            ulang,
        )
        with Mesin(2, sabar=0.0) as mesin:

            def dua() -> None:
                assert not any(isinstance(h, Gugur) for h in mesin.petakan(_baca, path, siapkan))

            lawan = {"pandas + openpyxl": (lambda: [dari_openpyxl(p) for p in path], 40.0)}
            return [*satu, *semua, *bandingkan(f"baca isian {banyak} kiriman, dua proses", dua, lawan, ulang)]


class _Pembaca:
    """Reads the inputs of the returns of a project."""

    def __init__(self, folder: Path) -> None:
        from ikixl.proyek import buka

        proyek: Proyek = buka(folder)
        with Ledger(proyek.ledger) as ledger:
            bekal = BekalPeriksa.dari_proyek(proyek, ledger)
        dasar = DasarTerbitan.dari_json(next(iter(bekal.dasar.values())))
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


def _baca(pembaca: _Pembaca, path: Path) -> int:
    return pembaca.baca(path)


def _pastikan_sama(kita: _Pembaca, path: Sequence[Path]) -> None:
    """Every rival has to come to our inputs before anybody's time is taken."""
    for p in path:
        nilai = kita.nilai(p)
        for lawan in (dari_openpyxl, _dari_calamine_pandas, _dari_calamine):
            ditemukan = lawan(p)
            assert {k: ditemukan.get(k) for k in nilai} == nilai, lawan.__name__


def _menurut_kunci(lembar: Mapping[str, Iterable[Sequence[Any]]], kosong: Callable[[Any], bool]) -> Nilai:
    """Cells by keys: the first column holds those of rows, the first row those of columns."""
    hasil: Nilai = {}
    for nama, isi in lembar.items():
        baris = iter(isi)
        kolom = [str(k) for k in next(baris)]
        for satu in baris:
            for k, nilai in zip(kolom[1:], satu[1:], strict=False):
                if not kosong(nilai):
                    hasil[nama, str(satu[0]), k] = nilai
    return hasil


def dari_openpyxl(path: Path) -> Nilai:
    """The sheets with inputs through pandas with openpyxl, as people combine folders of returns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tabel = pd.read_excel(path, sheet_name=list(LEMBAR), header=None, engine="openpyxl")
    return _menurut_kunci({n: t.itertuples(index=False, name=None) for n, t in tabel.items()}, pd.isna)


def _dari_calamine_pandas(path: Path) -> Nilai:
    tabel = pd.read_excel(path, sheet_name=list(LEMBAR), header=None, engine="calamine")
    return _menurut_kunci({n: t.itertuples(index=False, name=None) for n, t in tabel.items()}, pd.isna)


def _dari_calamine(path: Path, semua: bool = False) -> Nilai:
    """The sheets with inputs as calamine has them; with `semua` all others are made too, as ours are looked at."""
    buku = CalamineWorkbook.from_path(str(path))
    nama = buku.sheet_names if semua else LEMBAR
    isi = {n: buku.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in nama}
    return _menurut_kunci({n: isi[n] for n in LEMBAR}, lambda nilai: nilai == "")
