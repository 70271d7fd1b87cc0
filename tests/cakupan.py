"""Branch coverage of what must not miss a case: the reader, the identity, numbers and dates as people type them.

Run from the checkout: python tests/cakupan.py. Prints the table and ends with status 1 unless every module is at 100 %.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

__all__ = ["WAJIB", "utama"]

AKAR: Final = Path(__file__).resolve().parents[1]
#: Modules that are kept at 100 % of lines and branches.
WAJIB: Final = ("ikixl/reader/*.py", "ikixl/layout/identitas.py", "ikixl/checks/identitas.py")
# The tests of those modules. LibreOffice takes minutes and reaches no line that they do not.
_PENGUJIAN: Final = (
    "tests/reader",
    "tests/kembali",
    "tests/perbaikan",
    "tests/buku/test_unit.py",
    "tests/test_lanjut.py",
    "tests/test_pilih.py",
    "-m",
    "not libreoffice",
)


def _coverage(data: Path, *argumen: str) -> int:
    lingkungan = {**os.environ, "COVERAGE_FILE": str(data)}
    perintah = [sys.executable, "-m", "coverage", *argumen]
    return subprocess.run(perintah, cwd=AKAR, env=lingkungan, check=False).returncode


def utama() -> int:
    """Measure and print; the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "coverage")
        masuk = "--include=" + ",".join(WAJIB)
        # Children that a test starts are measured by the same tests through their functions, in this process.
        pytest = ("-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", *_PENGUJIAN)
        gagal = _coverage(data, "run", "--branch", masuk, *pytest)
        return _coverage(data, "report", "--show-missing", "--precision=2", "--fail-under=100", masuk) or gagal


if __name__ == "__main__":
    sys.exit(utama())
