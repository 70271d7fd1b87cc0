"""A project on disk with the small katalog, for tests of the whole way."""

from __future__ import annotations

from pathlib import Path

from ikixl.katalog import tulis_tabel
from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.identitas import buat_stempel
from ikixl.layout.unit import susun_buku_unit, target_awal
from ikixl.ledger import Ledger
from ikixl.penerbitan import DasarTerbitan
from ikixl.proyek import Proyek, mulai
from ikixl.writer import tulis_buku
from tests.contoh_kecil import isi_kelurahan, katalog_kecil

__all__ = ["WAKTU", "kirim", "proyek_kecil"]

WAKTU = "2024-07-05T08:00:00"


def proyek_kecil(tmp_path: Path) -> Proyek:
    """A new project in tmp_path/proyek with the small katalog; nothing issued yet."""
    proyek = mulai(tmp_path / "proyek")
    (proyek.katalog / "katalog.xlsx").unlink()
    tulis_tabel(katalog_kecil(), proyek.katalog)
    return proyek


def kirim(proyek: Proyek, unit: str, nama: str, **isian: float | str) -> Path:
    """Put a return of a unit's last issue, with these realisasi and the katalog's targets, into masuk/."""
    dasar = DasarTerbitan.dari_proyek(proyek)
    with Ledger(proyek.ledger) as ledger:
        seri = ledger.terbitan_terakhir()[unit].seri
    semua: dict[KunciIsian, float | str] = target_awal(dasar.katalog, unit) | isi_kelurahan(**isian)
    stempel = buat_stempel(dasar.identitas(unit, seri), proyek.kunci)
    buku = susun_buku_unit(dasar.katalog, unit, dasar.aturan, isian=semua, stempel=stempel, pengaturan=dasar.pengaturan)
    path = proyek.masuk / nama
    path.write_bytes(tulis_buku(buku))
    return path
