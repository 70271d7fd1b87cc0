"""Reading the inputs of many returns, against programs that only take cells out of files.

Ours opens each package with its guards, takes the SHA-256, finds the sheets with inputs by their markers and each input
by its key, with its sheet and cell; a part that is read is inflated in full, counted, and its checksum computed. The
rivals open the three sheets with inputs by their names and find the inputs by the same keys; none of them guards
anything, and none knows which cell a value came from. A line of its own reads and checks everything in the file, as
`terima` does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.data import AKAR, berkas_masuk, proyek_dengan_kiriman
from benchmarks.dua_proses import dasar_terbitan
from benchmarks.lantai import kembangkan
from benchmarks.pembaca import Nilai, Pembaca
from benchmarks.ukuran import Baris, bandingkan, baris, detik
from ikixl.proyek import Proyek
from ikixl.sapu import jarang_menyapu

__all__ = ["LEMBAR", "dari_openpyxl", "ukur"]

#: Sheets with inputs, by name.
LEMBAR = ("Target", "Realisasi", "Catatan")


def ukur(penuh: bool) -> list[Baris]:
    """Lines for one process and for two."""
    banyak, ulang = (1_000, 3) if penuh else (40, 5)
    with tempfile.TemporaryDirectory() as folder:
        proyek = proyek_dengan_kiriman(Path(folder, "proyek"), banyak)
        path = list(berkas_masuk(proyek))
        kita = Pembaca(dasar_terbitan(proyek))
        _pastikan_sama(kita, path[:3])
        satu = bandingkan(
            f"baca isian {banyak} kiriman, satu proses",
            lambda: _satu(kita, path),
            {
                "pandas + openpyxl": (lambda: [dari_openpyxl(p) for p in path], 25.0),
                "pandas + calamine": (lambda: [_dari_calamine_pandas(p) for p in path], None),
                "python-calamine": (lambda: [_dari_calamine(p) for p in path], 1.0),
            },
            ulang,
        )
        semua = bandingkan(
            f"baca isian dan semua lembar lain {banyak} kiriman, satu proses",
            lambda: _satu(kita, path, semua=True),
            {
                "pandas + openpyxl, lembar isian saja": (lambda: [dari_openpyxl(p) for p in path], None),
                "python-calamine, semua lembar": (lambda: [_dari_calamine(p, semua=True) for p in path], None),
                "inflate saja (lantai)": (lambda: kembangkan(path), None),
            },
            ulang,
        )
        waktu = [(_dua(proyek), detik(lambda: [dari_openpyxl(p) for p in path])) for _ in range(ulang)]
        kita_dua, mereka = zip(*waktu, strict=True)
        dua = baris(f"baca isian {banyak} kiriman, dua proses", "pandas + openpyxl", kita_dua, mereka, 40.0)
        return [*satu, *semua, dua]


def _satu(kita: Pembaca, path: Sequence[Path], semua: bool = False) -> None:
    """All of them, with Python sweeping as seldom as it does in every command of ours."""
    with jarang_menyapu():
        for p in path:
            kita.baca(p, semua)


def _dua(proyek: Proyek) -> float:
    """Seconds that two processes take, told by a program that has read nothing before and has no process ready."""
    perintah = [sys.executable, "-m", "benchmarks.dua_proses", str(proyek.folder)]
    return float(subprocess.run(perintah, cwd=AKAR, check=True, stdout=subprocess.PIPE, text=True).stdout)


def _pastikan_sama(kita: Pembaca, path: Sequence[Path]) -> None:
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
