"""LibreOffice as a typist: what a person would type, typed into a workbook by way of its own input line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from tests.libreoffice import soffice

__all__ = ["LIHAT", "Ketikan", "ketik", "python_uno"]

_SKRIP = Path(__file__).with_name("skrip_uno.py")
_BATAS_WAKTU = 240


@dataclass(frozen=True, slots=True)
class Ketikan:
    """One text put into one cell, by sheet name and address: typed, or past the validation as a paste does.

    "lihat" types nothing and looks at the workbook: see LIHAT.
    """

    lembar: str
    alamat: str
    teks: str
    cara: Literal["ketik", "tempel", "lihat"] = "ketik"


#: A look at the whole workbook: its result is {"html": what LibreOffice shows then}.
LIHAT = Ketikan("", "", "", "lihat")


@cache
def python_uno() -> str | None:
    """A Python that can import `uno`, None where there is none: ours, the system's, or the one LibreOffice brings."""
    program = Path(os.path.realpath(soffice() or "")).parent
    calon = [sys.executable, "/usr/bin/python3", shutil.which("python3", path=os.defpath), str(program / "python")]
    for python in calon:
        if python and Path(python).is_file():
            coba = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False, timeout=60)
            if coba.returncode == 0:
                return python
    return None


def ketik(
    kerja: Mapping[Path, tuple[Path, Sequence[Ketikan]]], locale: str = "id-ID"
) -> dict[Path, list[dict[str, Any]]]:
    """Open each workbook, type, save as .xlsx under the path that stands beside it.

    Returns for every Ketikan the cell's formula text before and after ("sebelum", "sesudah"), whether it is locked,
    and its validation; of LIHAT a page of HTML. RuntimeError with what was said if LibreOffice or `uno` fails.
    """
    python, program = python_uno(), soffice()
    if python is None or program is None:
        raise RuntimeError("no Python with uno, or no LibreOffice")
    with tempfile.TemporaryDirectory(prefix="ikixl-uno-", ignore_cleanup_errors=True) as folder:
        tugas = {
            "soffice": program,
            "profil": str(Path(folder, "profil")),
            "locale": locale,
            "kerja": [
                {"berkas": str(b), "tujuan": str(t), "ketikan": [astuple(k) for k in ketikan]}
                for b, (t, ketikan) in kerja.items()
            ],
        }
        hasil = subprocess.run(
            [python, str(_SKRIP)],
            input=json.dumps(tugas),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_BATAS_WAKTU,
            check=False,
        )
    if hasil.returncode:
        raise RuntimeError(f"LibreOffice did not type:\n{hasil.stderr}")
    return dict(zip(kerja, json.loads(hasil.stdout), strict=True))
