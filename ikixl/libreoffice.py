"""LibreOffice as the program that turns workbooks and documents into PDF: where it is, and one call for many files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from ikixl.errors import ProyekError
from ikixl.simpan import sebab_os

__all__ = ["cari_soffice", "ke_pdf"]

# Where the installers of Windows, macOS and the distributions put it when it is not on PATH.
_TEMPAT = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
# Figures with decimal comma, whatever the computer is set to.
_SETELAN = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">\
<value>id-ID</value></prop></item>
</oor:items>
"""
# Seconds to start with a fresh profile on a busy machine, and for each file.
_TUNGGU_MULAI = 120
_TUNGGU_BERKAS = 30


def cari_soffice() -> str | None:
    """The LibreOffice program on this computer, None where there is none."""
    return (
        shutil.which("soffice")
        or shutil.which("libreoffice")
        or next((tempat for tempat in _TEMPAT if Path(tempat).is_file()), None)
    )


def ke_pdf(berkas: Mapping[str, bytes], program: str, batas: float | None = None) -> dict[str, bytes]:
    """The PDF of each file that LibreOffice could open, by the same name; all in one call of `program`.

    Names have the ending (.xlsx, .docx) that says what the file is. `batas` are the seconds that the call may take
    (None: by the number of files). A file that LibreOffice cannot open is missing in the result. ProyekError if the
    program does not start or takes too long, or the disk refuses.
    """
    if not berkas:
        return {}
    try:
        with tempfile.TemporaryDirectory(prefix="ikixl-pdf-", ignore_cleanup_errors=True) as kerja:
            asal, hasil = Path(kerja, "asal"), Path(kerja, "hasil")
            asal.mkdir()
            # Plain names of our own: no name that looks like an option, none that two files share.
            salinan = {nama: asal / f"{nomor:04}{PurePath(nama).suffix}" for nomor, nama in enumerate(berkas)}
            for nama, path in salinan.items():
                path.write_bytes(berkas[nama])
            _jalankan(program, [*salinan.values()], hasil, Path(kerja, "profil"), batas)
            jadi = {nama: hasil / f"{path.stem}.pdf" for nama, path in salinan.items()}
            return {nama: path.read_bytes() for nama, path in jadi.items() if path.is_file()}
    except OSError as galat:
        raise ProyekError(
            f"LibreOffice ({program}) tidak dapat dijalankan: {sebab_os(galat)}.",
            "Coba buka LibreOffice sendiri satu kali, periksa sisa ruang cakram, lalu ulangi.",
        ) from galat


def _jalankan(program: str, berkas: Sequence[Path], hasil: Path, profil: Path, batas: float | None) -> None:
    # A profile of its own: a LibreOffice that the user has open would take the work over, or refuse it.
    (profil / "user").mkdir(parents=True)
    (profil / "user" / "registrymodifications.xcu").write_text(_SETELAN, encoding="utf-8")
    perintah = [
        program,
        f"-env:UserInstallation={profil.resolve().as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--convert-to",
        "pdf",
        "--outdir",
        str(hasil),
        *map(str, berkas),
    ]
    # A new session: soffice is a launcher, and its children must end with it.
    proses = subprocess.Popen(
        perintah,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    lama = _TUNGGU_MULAI + _TUNGGU_BERKAS * len(berkas) if batas is None else batas
    try:
        proses.wait(lama)
    except subprocess.TimeoutExpired as galat:
        raise ProyekError(
            f"LibreOffice tidak selesai dalam {lama:.0f} detik, jadi dihentikan.",
            "Tutup program lain lalu ulangi, atau cetak sedikit demi sedikit dengan --unit atau --apa.",
        ) from galat
    finally:
        # Also when the user interrupts: no LibreOffice of ours stays behind.
        if proses.poll() is None:
            _hentikan(proses)


def _hentikan(proses: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with all its children."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(proses.pid)], check=False, capture_output=True)
    else:
        os.killpg(proses.pid, signal.SIGKILL)
    proses.wait()
