"""A project with its workbooks issued, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ikixl.penerbitan import buat
from ikixl.proyek import Proyek, buka
from tests.proyek_kecil import WAKTU, proyek_kecil


@pytest.fixture(scope="session")
def proyek_awal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a project with the small katalog, two kelurahan issued; tests must not change it."""
    proyek = proyek_kecil(tmp_path_factory.mktemp("perbaikan"))
    buat(proyek, WAKTU, ["1001", "1002"])
    return proyek.folder


@pytest.fixture
def proyek_terbit(proyek_awal: Path, tmp_path: Path) -> Proyek:
    """A project of its own for a test."""
    return buka(Path(shutil.copytree(proyek_awal, tmp_path / "proyek")))
