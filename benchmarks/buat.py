"""`ikixl buat` against a plain XlsxWriter loop that writes the same workbooks.

Ours is the whole command: katalog, layout, moulds, drawing, safe writing, ledger. The rival (benchmarks/rekaman.py)
only writes; it does SAMPEL workbooks a round, ours all of them, and the times are compared per workbook. openpyxl with
a template and deflating alone stand beside it to compare.

Run from the checkout: python -m benchmarks.buat [penuh].
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.data import WAKTU, kode_unit, proyek_banyak, proyek_ragam
from benchmarks.lantai import Templat, isi_paket, padatkan, pastikan_sama
from benchmarks.rekaman import Rekaman
from benchmarks.ukuran import Baris, baris, detik
from ikixl.engine import Mesin
from ikixl.katalog import Target, muat, tulis_tabel
from ikixl.layout.buku import Buku
from ikixl.layout.identitas import buat_stempel
from ikixl.layout.unit import susun_buku_unit
from ikixl.penerbitan import BukuTerbit, buat
from ikixl.proyek import Proyek
from ikixl.simpan import nama_berkas
from ikixl.terbitan.dasar import DasarTerbitan

__all__ = ["ukur"]

BANYAK = 200
SAMPEL = 6
_LAWAN = "putaran XlsxWriter biasa"
_TEMPLAT = "openpyxl mengisi templat"
_DEFLATE = "deflate seluruh isinya saja"


def ukur(penuh: bool) -> list[Baris]:
    """Lines for: kelurahan of one shape with the katalog's targets, with targets of their own, and of many shapes."""
    putaran = 7 if penuh else 2
    hasil: list[Baris] = []
    with tempfile.TemporaryDirectory() as folder:
        for nama, buat_proyek, sasaran in (
            ("target sama", proyek_banyak, 25.0),
            ("target tiap unit lain", _proyek_target, 25.0),
            ("bentuk berbeda", proyek_ragam, 2.5),
        ):
            proyek = buat_proyek(Path(folder, nama.replace(" ", "-")), BANYAK)
            hasil += _satu(f"buat {BANYAK} buku kerja, {nama}", proyek, sasaran, putaran)
    return hasil


def _proyek_target(folder: Path, banyak: int) -> Proyek:
    """As `proyek_banyak`, but no two kelurahan have the same targets."""
    proyek = proyek_banyak(folder, banyak)
    katalog = muat(proyek.katalog)
    kelurahan = [u.kode for u in katalog.unit if u.jenis == "kelurahan"]
    umum = [katalog.target_indikator(i.kode, "") for i in katalog.indikator_unit(kelurahan[0])]
    milik = [_geser(t, kode, n) for n, kode in enumerate(kelurahan) for t in umum if t is not None]
    tulis_tabel(replace(katalog, target=(*katalog.target, *milik)), proyek.katalog)
    return proyek


def _geser(target: Target, unit: str, nomor: int) -> Target:
    angka = {k: getattr(target, k) for k in ("tw1", "tw2", "tw3", "tw4", "tahun")}
    return target.model_copy(update={"unit": unit, **{k: n + nomor + 1 for k, n in angka.items() if n is not None}})


def _satu(kerja: str, proyek: Proyek, sasaran: float, putaran: int) -> list[Baris]:
    kode = kode_unit(BANYAK)
    buku = _susun(proyek, kode[:: BANYAK // SAMPEL][:SAMPEL])
    rekaman = {path: Rekaman(b) for path, b in buku.items()}
    _terbitkan(proyek, kode, 0)
    for path, r in rekaman.items():
        assert path.read_bytes() == r.mainkan(), f"{path.name}: the rival makes another workbook"
    lawan: dict[str, tuple[Callable[[], object], int]] = {_LAWAN: (partial(_tulis_semua, rekaman), len(rekaman))}
    templat = _templat(buku)
    if templat:
        lawan[_TEMPLAT] = (lambda: [t.isi(isian) for t, isian in templat.values()], len(templat))
    lawan[_DEFLATE] = (partial(padatkan, [isi_paket(path) for path in buku]), len(buku))
    satu: list[float] = []
    semua: list[float] = []
    waktu: dict[str, list[float]] = {nama: [] for nama in lawan}
    for nomor in range(putaran):
        sys.stderr.write(f"\r{kerja}: putaran {nomor + 1} dari {putaran} ")
        sys.stderr.flush()
        semua.append(_bersih(proyek, kode, 0) / BANYAK)
        for nama, (panggil, banyak) in lawan.items():
            waktu[nama].append(detik(panggil) / banyak)
        satu.append(_bersih(proyek, kode, 1) / BANYAK)
    sys.stderr.write("\n")
    shutil.rmtree(proyek.folder)
    lain = [n for n in lawan if n != _LAWAN]
    return [
        baris(f"{kerja}, semua inti", _LAWAN, semua, waktu[_LAWAN], sasaran),
        baris(f"{kerja}, satu proses", _LAWAN, satu, waktu[_LAWAN], None),
        *(baris(f"{kerja}, satu proses", nama, satu, waktu[nama], None) for nama in lain),
    ]


def _templat(buku: dict[Path, Buku]) -> dict[Path, tuple[Templat, dict[tuple[str, str], Any]]]:
    """By path the template and what openpyxl fills in; empty where the workbooks differ in shape."""
    (asal, pertama), *lain = buku.items()
    templat = Templat(pertama, asal.read_bytes())
    hasil = {}
    for path, b in lain:
        isian = templat.isian(b)
        if isian is None:
            return {}
        pastikan_sama(templat.isi(isian), path)
        hasil[path] = (templat, isian)
    return hasil


def _tulis_semua(rekaman: dict[Path, Rekaman]) -> None:
    for path, r in rekaman.items():
        _tulis(path, r)


def _susun(proyek: Proyek, kode: list[str]) -> dict[Path, Buku]:
    """The description of some units' workbooks, by the path of the workbook that `buat` makes."""
    dasar = DasarTerbitan.dari_proyek(proyek)
    hasil = {}
    for unit in kode:
        stempel = buat_stempel(dasar.identitas(unit, 1), proyek.kunci)
        nama = nama_berkas(unit, dasar.katalog.cari_unit(unit).nama, dasar.katalog.instansi.tahun, "xlsx")
        hasil[proyek.keluar / nama] = susun_buku_unit(
            dasar.katalog, unit, dasar.aturan, stempel=stempel, pengaturan=dasar.pengaturan
        )
    return hasil


def _terbitkan(proyek: Proyek, kode: list[str], kerja: int) -> list[BukuTerbit]:
    return buat(proyek, WAKTU, unit=kode, mesin=Mesin(kerja))


def _kosongkan(proyek: Proyek) -> None:
    """As before the first issue."""
    shutil.rmtree(proyek.keluar)
    proyek.keluar.mkdir()
    proyek.ledger.unlink()


def _bersih(proyek: Proyek, kode: list[str], kerja: int) -> float:
    """Seconds to issue all, from the beginning."""
    _kosongkan(proyek)
    return detik(lambda: _terbitkan(proyek, kode, kerja))


def _tulis(path: Path, rekaman: Rekaman) -> None:
    path.with_suffix(".lawan").write_bytes(rekaman.mainkan())


if __name__ == "__main__":
    print(json.dumps(ukur("penuh" in sys.argv[1:]), indent=1, ensure_ascii=False))
