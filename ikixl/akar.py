"""Where a project begins: the folder that holds ikixl.toml. Loads nothing else, so that asking costs nothing."""

from __future__ import annotations

from pathlib import Path

__all__ = ["NAMA_PENGATURAN", "NAMA_RAHASIA", "cari_akar"]

#: The file that makes a folder a project.
NAMA_PENGATURAN = "ikixl.toml"
#: The folder in a project that holds its key, its ledger and what is ikixl's own.
NAMA_RAHASIA = ".ikixl"


def cari_akar(folder: Path | None = None) -> Path | None:
    """The nearest folder with an ikixl.toml, from `folder` (the current one if None) upwards; None where there is none.

    OSError where the system does not let us look.
    """
    awal = Path.cwd() if folder is None else folder.resolve()
    return next((f for f in (awal, *awal.parents) if (f / NAMA_PENGATURAN).is_file()), None)
