"""LibreOffice as an independent calculator and as a second spreadsheet program, for tests."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

__all__ = ["hitung_ulang", "soffice", "ubah"]

_TEMPAT_LAIN = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)

_SARINGAN = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods:calc8",
    "pdf": "pdf:calc_pdf_Export",
}

# Seconds to start with a fresh profile on a busy machine, and for each file.
_TUNGGU_MULAI = 120
_TUNGGU_BERKAS = 15

# Without these LibreOffice keeps the cached results of a file that another program wrote, and a test that compares
# them with ours would prove nothing.
_SETELAN = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">\
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">\
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@cache
def soffice() -> str | None:
    """The LibreOffice program on this machine, None where there is none."""
    return (
        shutil.which("soffice")
        or shutil.which("libreoffice")
        or next((tempat for tempat in _TEMPAT_LAIN if Path(tempat).is_file()), None)
    )


def ubah(berkas: Sequence[Path], ke: str, folder: Path) -> dict[Path, Path]:
    """Convert files to "xlsx", "xls", "ods" or "pdf" in one headless call, every formula calculated anew.

    Returns where each file's copy is: `folder` / its stem + "." + `ke` (so stems must differ). RuntimeError with
    what LibreOffice said if it is missing, takes too long, or leaves a file out.
    """
    if len({b.stem.casefold() for b in berkas}) != len(berkas):
        raise ValueError(f"two files share a stem: {[b.name for b in berkas]}")
    if not berkas:
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ikixl-lo-", ignore_cleanup_errors=True) as kerja:
        asal, hasil = Path(kerja, "asal"), Path(kerja, "hasil")
        asal.mkdir()
        # Plain names in a folder of our own: no lock files beside the originals, no name that looks like an option.
        salinan = [asal / f"{nomor:04}{b.suffix}" for nomor, b in enumerate(berkas)]
        for b, tujuan in zip(berkas, salinan, strict=True):
            shutil.copyfile(b, tujuan)
        keluaran = _jalankan(salinan, ke, hasil, Path(kerja, "profil"))
        jadi: dict[Path, Path] = {}
        for b, s in zip(berkas, salinan, strict=True):
            baru = hasil / f"{s.stem}.{ke}"
            if not baru.is_file():
                raise RuntimeError(f"LibreOffice did not convert {b.name} to {ke}:\n{keluaran}")
            jadi[b] = folder / f"{b.stem}.{ke}"
            shutil.move(baru, jadi[b])
    return jadi


def hitung_ulang(berkas: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """Copies as .xlsx whose cached values are what LibreOffice computed, not what the writer stored."""
    return ubah(berkas, "xlsx", folder)


def _jalankan(berkas: Sequence[Path], ke: str, hasil: Path, profil: Path) -> str:
    program = soffice()
    if program is None:
        raise RuntimeError("LibreOffice is not installed")
    # A profile of its own for each call: instances that share one hand their work to each other and collide.
    (profil / "user").mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(_SETELAN, encoding="utf-8")
    perintah = [
        program,
        f"-env:UserInstallation={profil.resolve().as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--convert-to",
        _SARINGAN[ke],
        "--outdir",
        str(hasil),
        *map(str, berkas),
    ]
    # A new session: soffice is a launcher, and at a timeout its children must go with it.
    proses = subprocess.Popen(
        perintah,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    batas = _TUNGGU_MULAI + _TUNGGU_BERKAS * len(berkas)
    try:
        keluaran, _ = proses.communicate(timeout=batas)
    except subprocess.TimeoutExpired as galat:
        _hentikan(proses)
        raise RuntimeError(f"LibreOffice took more than {batas} s") from galat
    return keluaran


def _hentikan(proses: subprocess.Popen[str]) -> None:
    """End LibreOffice with all its children."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(proses.pid)], check=False, capture_output=True)
    else:
        os.killpg(proses.pid, signal.SIGKILL)
    proses.communicate()
