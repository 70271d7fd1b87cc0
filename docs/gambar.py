"""Draw the pictures of README and docs from real workbooks: a project of Kanigaran, LibreOffice, pdftoppm.

Run from the checkout: python docs/gambar.py. Needs LibreOffice and pdftoppm (Debian: libreoffice-calc, poppler-utils).
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

AKAR = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(AKAR))

from ikixl.gambar_pohon import gambar_pohon  # noqa: E402
from ikixl.katalog import baca_tabel, muat  # noqa: E402
from ikixl.katalog_excel.tulis import ke_excel  # noqa: E402
from ikixl.penerbitan import buat  # noqa: E402
from ikixl.perekapan import rekap  # noqa: E402
from ikixl.proyek import mulai  # noqa: E402
from ikixl.simulasi import simulasi  # noqa: E402
from tests.libreoffice import ubah  # noqa: E402

TUJUAN = AKAR / "docs" / "gambar"
WAKTU = "2024-07-05T08:00:00"
#: Picture -> (file in the project, words that its first page holds).
GAMBAR = {
    "unit-petunjuk": ("masuk/1002-kelurahan-sukoharjo-2024.xlsx", "PETUNJUK PENGISIAN"),
    "unit-iki": ("masuk/1002-kelurahan-sukoharjo-2024.xlsx", "INDIKATOR KINERJA INDIVIDU"),
    "unit-realisasi": ("masuk/1002-kelurahan-sukoharjo-2024.xlsx", "REALISASI INDIKATOR"),
    "unit-ringkasan": ("masuk/1002-kelurahan-sukoharjo-2024.xlsx", "RINGKASAN CAPAIAN"),
    "rekap-ringkasan": ("rekap/rekap-2024-tw2.xlsx", "REKAP CAPAIAN"),
    "rekap-matriks": ("rekap/rekap-2024-tw2.xlsx", "MATRIKS CAPAIAN"),
    "katalog-petunjuk": ("ekspor/katalog.xlsx", "PETUNJUK MENGISI KATALOG"),
    "katalog-indikator": ("ekspor/katalog.xlsx", "Indikator setiap jabatan, dengan rumus"),
    "pohon": ("ekspor/pohon.xlsx", "POHON KINERJA"),
}


def _halaman(pdf: Path, kata: str) -> int:
    """The first page of a PDF that holds these words."""
    teks = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    for nomor, isi in enumerate(teks.split("\f"), start=1):
        if kata in re.sub(r"\s+", " ", isi):
            return nomor
    raise SystemExit(f"{pdf}: no page holds {kata!r}")


def gambar() -> None:
    """Write docs/gambar/*.png anew."""
    TUJUAN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as nama:
        sementara = Path(nama)
        proyek = mulai(sementara / "proyek", "kanigaran")
        buat(proyek, WAKTU)
        simulasi(proyek)
        rekap(proyek, WAKTU)
        (proyek.ekspor / "katalog.xlsx").write_bytes(ke_excel(baca_tabel(proyek.katalog)))
        (proyek.ekspor / "pohon.xlsx").write_bytes(gambar_pohon(muat(proyek.katalog), "xlsx"))
        berkas = sorted({proyek.folder / asal for asal, _ in GAMBAR.values()})
        pdf = ubah(berkas, "pdf", sementara / "pdf")
        for judul, (asal, kata) in GAMBAR.items():
            sumber = pdf[proyek.folder / asal]
            nomor = str(_halaman(sumber, kata))
            perintah = ["pdftoppm", "-r", "80", "-png", "-f", nomor, "-l", nomor, "-singlefile"]
            subprocess.run([*perintah, str(sumber), str(TUJUAN / judul)], check=True)


if __name__ == "__main__":
    gambar()
