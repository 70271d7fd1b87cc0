"""The real thing: every workbook of Kecamatan Kanigaran, reckoned anew by LibreOffice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ikixl.keadaan import status
from ikixl.penerbitan import buat
from ikixl.perekapan import rekap
from ikixl.proyek import Proyek, mulai
from ikixl.simulasi import simulasi
from tests.buku.test_unit import banding_rumus
from tests.libreoffice import hitung_ulang
from tests.proyek_kecil import WAKTU


@pytest.fixture(scope="module")
def proyek(tmp_path_factory: pytest.TempPathFactory) -> Proyek:
    """A project of Kanigaran, issued, returned by the simulation, received and consolidated."""
    p = mulai(tmp_path_factory.mktemp("kanigaran") / "proyek", "kanigaran")
    buat(p, WAKTU)
    simulasi(p)
    rekap(p, WAKTU)
    return p


def test_rantai_kanigaran(proyek: Proyek) -> None:
    """Thirteen units are issued, return, and are accepted; a kelurahan workbook stays under 120 kB."""
    semua = status(proyek)
    assert len(semua) == 13
    assert {s.keadaan for s in semua} <= {"lengkap", "diterima", "perlu perbaikan"}
    assert all(p.stat().st_size < 120_000 for p in proyek.masuk.iterdir())


@pytest.mark.libreoffice
def test_buku_kerja_unit_sama_dengan_libreoffice(proyek: Proyek, tmp_path: Path) -> None:
    """Every formula of every unit's workbook, blank and filled, gives in LibreOffice what Python stored."""
    berkas = sorted(proyek.masuk.iterdir())
    for kosong in ("1001-kelurahan-tisnonegaran-2024.xlsx", "subbag-tu-subbagian-tata-usaha-2024.xlsx"):
        salinan = tmp_path / f"kosong-{kosong}"
        shutil.copy(proyek.keluar / kosong, salinan)
        berkas.append(salinan)
    for asli, baru in hitung_ulang(berkas, tmp_path / "lo").items():
        assert banding_rumus(asli, baru) == [], asli.name


@pytest.mark.libreoffice
def test_rekap_sama_dengan_libreoffice(proyek: Proyek, tmp_path: Path) -> None:
    """Every one of some twenty thousand formulas of the rekap gives in LibreOffice what Python stored."""
    asli = next(proyek.rekap.iterdir())
    assert banding_rumus(asli, hitung_ulang([asli], tmp_path / "lo")[asli]) == []
