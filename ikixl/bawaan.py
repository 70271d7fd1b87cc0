"""The data that ships with ikixl: sample katalog and workbook templates."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

__all__ = ["baca_templat", "folder_bawaan"]


def folder_bawaan(nama: Literal["sample_data", "workbook_templates"]) -> Path:
    """The folder of shipped data with this name.

    It lies inside the package once installed (setup.cfg, package_dir) and beside it in a checkout.
    FileNotFoundError where neither exists: the installation is broken.
    """
    paket = Path(__file__).resolve().parent
    for folder in (paket / nama, paket.parent / nama):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{nama} is missing from the installation of ikixl in {paket}")


@cache
def baca_templat(nama: str) -> dict[str, Any]:
    """The template workbook_templates/<nama>.toml, read once; callers share it and must not change it.

    `nama` may hold a folder ("ekspor/pengukuran-kinerja"). FileNotFoundError where there is no such template,
    tomllib.TOMLDecodeError where it is broken.
    """
    path = folder_bawaan("workbook_templates") / f"{nama}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
