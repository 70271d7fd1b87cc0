"""`ikixl buat` against a plain XlsxWriter loop that writes the same workbooks.

Ours is the whole command: katalog, layout, moulds, drawing, safe writing, ledger. The rival (benchmarks/rekaman.py)
only writes; it does SAMPEL workbooks a round, ours all of them, and the times are compared per workbook.

Run from the checkout: python -m benchmarks.buat [penuh].
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.data import WAKTU, kode_unit, proyek_banyak, proyek_ragam
from benchmarks.rekaman import Rekaman
from benchmarks.ukuran import Baris, baris, detik
from ikixl.engine import Mesin
from ikixl.katalog import Target, muat, tulis_tabel
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
            for b in hasil[-2:]:
                sys.stderr.write(f"{b['kerja']}: {b['rasio']:.1f} kali\n")
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
    rekaman = _rekam(proyek, kode[:: BANYAK // SAMPEL][:SAMPEL])
    _terbitkan(proyek, kode, 0)
    for path, r in rekaman.items():
        assert path.read_bytes() == r.mainkan(), f"{path.name}: the rival makes another workbook"
    waktu: dict[str, list[float]] = {"satu": [], "semua": [], "lawan": []}
    for nomor in range(putaran):
        sys.stderr.write(f"\r{kerja}: putaran {nomor + 1} dari {putaran} ")
        sys.stderr.flush()
        waktu["semua"].append(_bersih(proyek, kode, 0) / BANYAK)
        waktu["lawan"].append(detik(partial(_tulis_semua, rekaman)) / len(rekaman))
        waktu["satu"].append(_bersih(proyek, kode, 1) / BANYAK)
    sys.stderr.write("\n")
    shutil.rmtree(proyek.folder)
    return [
        baris(f"{kerja}, semua inti", _LAWAN, waktu["semua"], waktu["lawan"], sasaran),
        baris(f"{kerja}, satu proses", _LAWAN, waktu["satu"], waktu["lawan"], None),
    ]


def _tulis_semua(rekaman: dict[Path, Rekaman]) -> None:
    for path, r in rekaman.items():
        _tulis(path, r)


def _rekam(proyek: Proyek, kode: list[str]) -> dict[Path, Rekaman]:
    """The rival's calls for some units, by the path of the workbook that `buat` makes."""
    dasar = DasarTerbitan.dari_proyek(proyek)
    hasil = {}
    for unit in kode:
        stempel = buat_stempel(dasar.identitas(unit, 1), proyek.kunci)
        buku = susun_buku_unit(dasar.katalog, unit, dasar.aturan, stempel=stempel, pengaturan=dasar.pengaturan)
        nama = nama_berkas(unit, dasar.katalog.cari_unit(unit).nama, dasar.katalog.instansi.tahun, "xlsx")
        hasil[proyek.keluar / nama] = Rekaman(buku)
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
