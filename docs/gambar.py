"""Draw the pictures of README and docs from real workbooks and commands: ikixl, LibreOffice, pdftoppm, rich.

Run from the checkout: python docs/gambar.py. Needs LibreOffice and pdftoppm (Debian: libreoffice-calc, poppler-utils).
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from click.testing import CliRunner
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

AKAR = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(AKAR))

from docs.contoh_gambar import UNIT, catatan, katalog_mawar, realisasi  # noqa: E402
from ikixl.cli.utama import utama  # noqa: E402
from ikixl.ekspor import ekspor  # noqa: E402
from ikixl.gambar_pohon import gambar_pohon  # noqa: E402
from ikixl.katalog import baca_tabel, muat, tulis_tabel  # noqa: E402
from ikixl.katalog.kunci import KunciIsian, kunci_variabel  # noqa: E402
from ikixl.katalog_excel.tulis import ke_excel  # noqa: E402
from ikixl.kelanjutan import lanjut  # noqa: E402
from ikixl.penerbitan import buat  # noqa: E402
from ikixl.penerimaan.terima import terima  # noqa: E402
from ikixl.pengembalian import perbaikan  # noqa: E402
from ikixl.penggabungan import gabung_rekap  # noqa: E402
from ikixl.perekapan import rekap  # noqa: E402
from ikixl.proyek import Proyek, buka, mulai  # noqa: E402
from ikixl.simulasi import simulasi  # noqa: E402
from ikixl.tahun_lalu import muat_tahun_lalu  # noqa: E402
from tests.libreoffice import ubah  # noqa: E402
from tests.proyek_kecil import kirim_terbitan  # noqa: E402

TUJUAN = AKAR / "docs" / "gambar"
WAKTU = "2024-07-05T08:00:00"
# Dots an inch of what is read; points above and below it, where borders are; of a page's empty sides; of its footer.
_TITIK = 100
_TEPI = 12
_SAMPING = 28
_KAKI = 50


@dataclass(frozen=True, slots=True)
class Halaman:
    """A page of a workbook: the file, words that the page holds, and whether only its text is shown, not the margins.

    `sebelum` is a word of the page that the picture ends above.
    """

    berkas: str
    kata: str
    isi_saja: bool = False
    sebelum: str = ""


_SUKOHARJO = "kanigaran/masuk/1002-kelurahan-sukoharjo-2024.xlsx"
_REKAP = "kanigaran/rekap/rekap-35.74.04-2024-tw2.xlsx"
_TINGKAT = "kota/rekap/rekap-kota-probolinggo-2024-tw2.xlsx"

#: Picture (docs/gambar/<name>.png) -> where it is found.
HALAMAN: Mapping[str, Halaman] = {
    "unit-iki": Halaman(_SUKOHARJO, "INDIKATOR KINERJA INDIVIDU"),
    "unit-realisasi": Halaman(_SUKOHARJO, "REALISASI INDIKATOR"),
    "rekap-ringkasan": Halaman(_REKAP, "REKAP CAPAIAN"),
    "rekap-matriks": Halaman(_REKAP, "MATRIKS CAPAIAN"),
    "rekap-peringkat": Halaman(_REKAP, "PERINGKAT CAPAIAN UNIT", True),
    "rekap-perbandingan": Halaman(_REKAP, "PERBANDINGAN CAPAIAN TAHUN", True, "Pelaporan"),
    "rekap-jejak": Halaman(_REKAP, "JEJAK: SETIAP ANGKA"),
    "tingkat-ringkasan": Halaman(_TINGKAT, "REKAP GABUNGAN CAPAIAN", True),
    "tingkat-unit": Halaman(_TINGKAT, "UNIT SETIAP ANGGOTA", True, "Contoh"),
    "katalog-indikator": Halaman("kanigaran/ekspor/katalog.xlsx", "Indikator setiap jabatan, dengan rumus"),
    "pohon": Halaman("kanigaran/ekspor/pohon.xlsx", "POHON KINERJA"),
    "ekspor-lkjip": Halaman("kanigaran/ekspor/lkjip-2024-tw2.docx", "LAPORAN KINERJA INSTANSI", True, "4:"),
    "ekspor-iki": Halaman("kanigaran/ekspor/iki-2024-tw2.docx", "LAMPIRAN KEPUTUSAN"),
    "unit-petunjuk": Halaman("mawar/terbit.xlsx", "PETUNJUK PENGISIAN"),
    "unit-target": Halaman("mawar/terbit.xlsx", "TARGET INDIKATOR", True),
    "unit-catatan": Halaman("mawar/siap.xlsx", "CATATAN TAHUN", True),
    "unit-capaian": Halaman("mawar/siap.xlsx", "CAPAIAN KINERJA TAHUN", True),
    "realisasi-tw1": Halaman("mawar/siap.xlsx", "REALISASI INDIKATOR", True),
    "realisasi-warna": Halaman("mawar/belum.xlsx", "REALISASI INDIKATOR", True),
    "realisasi-lanjut": Halaman("mawar/lanjut.xlsx", "REALISASI INDIKATOR", True),
    "ringkasan-belum": Halaman("mawar/belum.xlsx", "RINGKASAN CAPAIAN", True),
    "ringkasan-siap": Halaman("mawar/siap.xlsx", "RINGKASAN CAPAIAN", True, "terhadap"),
    "target-perubahan": Halaman("mawar/lanjut.xlsx", "TARGET INDIKATOR", True),
    "perbaikan": Halaman("mawar/perbaikan/kiriman.xlsx", "YANG PERLU DIPERBAIKI", True),
}
#: Picture (docs/gambar/<name>.svg) -> the command that it shows, and how many characters wide.
LAYAR: Mapping[str, tuple[str, int]] = {
    "terima": ("terima", 126),
    "status": ("status", 128),
    "jelaskan": ("jelaskan LURAH.01 --unit 1002", 128),
}


def nama_gambar() -> set[str]:
    """File names of all pictures that this script makes."""
    return {f"{nama}.png" for nama in HALAMAN} | {f"{nama}.svg" for nama in LAYAR}


def gambar() -> None:
    """Write docs/gambar/* anew."""
    TUJUAN.mkdir(exist_ok=True)
    # Decimal commas, as the readers of the guides have them; LibreOffice needs no such locale to be installed.
    os.environ["LC_ALL"] = "id_ID.UTF-8"
    with tempfile.TemporaryDirectory() as nama:
        folder = Path(nama)
        _kanigaran(folder)
        _kota(folder)
        _mawar(folder)
        berkas = sorted({folder / h.berkas for h in HALAMAN.values()})
        pdf = ubah(berkas, "pdf", folder / "pdf")
        for judul, h in HALAMAN.items():
            _potret(pdf[folder / h.berkas], h, TUJUAN / judul)


def _kanigaran(folder: Path) -> None:
    """A kecamatan in the middle of the year: four units have sent their workbook, later all."""
    proyek = mulai(folder / "kanigaran", "kanigaran")
    buat(proyek, WAKTU)
    simulasi(proyek, unit=["1001", "1002", "1003", "1004"])
    for judul, (perintah, lebar) in LAYAR.items():
        (TUJUAN / f"{judul}.svg").write_text(_layar(proyek, perintah, lebar), encoding="utf-8")
    simulasi(proyek, unit=[u.kode for u in muat(proyek.katalog).unit if not u.kode.startswith("100")])
    simulasi(proyek, unit=["1005", "1006"])
    rekap(proyek, WAKTU, pembanding=muat_tahun_lalu(proyek, _tahun_lalu(folder)))
    for profil in ("lkjip", "iki"):
        ekspor(proyek, profil, "docx")
    (proyek.ekspor / "katalog.xlsx").write_bytes(ke_excel(baca_tabel(proyek.katalog)))
    (proyek.ekspor / "pohon.xlsx").write_bytes(gambar_pohon(muat(proyek.katalog), "xlsx"))


def _kota(folder: Path) -> None:
    """Two kecamatan of one kota with the same katalog, combined; of the second one kelurahan did not report."""
    proyek = mulai(folder / "contoh", "kanigaran")
    k = muat(proyek.katalog)
    instansi = k.instansi.model_copy(update={"kode_wilayah": "35.74.99", "nama": "Kecamatan Contoh"})
    tulis_tabel(replace(k, instansi=instansi), proyek.katalog)
    buat(proyek, WAKTU)
    simulasi(proyek, benih=3, unit=[u.kode for u in k.unit if u.kode != "1006"])
    terima(proyek, WAKTU)
    gabung_rekap([folder / "kanigaran", proyek.folder], folder / "kota")


def _tahun_lalu(folder: Path) -> Path:
    """The rekap of the year before, in which one kelurahan did not report."""
    proyek = mulai(folder / "lalu", "kanigaran")
    k = muat(proyek.katalog)
    tulis_tabel(replace(k, instansi=k.instansi.model_copy(update={"tahun": k.instansi.tahun - 1})), proyek.katalog)
    buat(proyek, WAKTU)
    simulasi(proyek, benih=2, unit=[u.kode for u in k.unit if u.kode != "1006"])
    return rekap(proyek, WAKTU).path


def _mawar(folder: Path) -> None:
    """A kelurahan over three triwulan: its workbook as issued, ready, with gaps and mistakes, and issued again."""
    proyek = mulai(folder / "mawar")
    (proyek.katalog / "katalog.xlsx").unlink()
    tulis_tabel(katalog_mawar(), proyek.katalog)
    (terbit,) = buat(proyek, WAKTU)
    terbit.path.rename(proyek.folder / "terbit.xlsx")
    _kirim(proyek, realisasi(1) | catatan()).rename(proyek.folder / "siap.xlsx")
    shutil.copy(_kirim(proyek, realisasi(2) | _CELA), proyek.folder / "belum.xlsx")
    terima(proyek, WAKTU)
    perbaikan(proyek)
    _kirim(proyek, realisasi(2) | catatan())
    target = proyek.katalog / "target.csv"
    semula = target.read_text(encoding="utf-8-sig")
    target.write_text(semula.replace("LURAH.02,,6,6,6,6,24", "LURAH.02,,6,6,8,8,28"), encoding="utf-8")
    (terbit,) = lanjut(buka(proyek.folder), WAKTU, triwulan=3, perubahan=True).buku
    terbit.path.rename(proyek.folder / "lanjut.xlsx")


#: What goes wrong in the picture of the colours: more than its total, a word, a late gap, a gap.
_CELA: dict[KunciIsian, float | str | None] = {
    kunci_variabel("LURAH.01", "tepat", 2): 60.0,
    kunci_variabel("LURAH.02", "kegiatan", 2): "dua",
    kunci_variabel("SEKLUR.01", "indeks", 1): None,
    kunci_variabel("SEKLUR.02", "serapan", 2): None,
}


def _kirim(proyek: Proyek, isian: Mapping[KunciIsian, float | str | None]) -> Path:
    return kirim_terbitan(proyek, UNIT, "kiriman.xlsx", isian)


def _layar(proyek: Proyek, perintah: str, lebar: int) -> str:
    """An SVG of the terminal after a command."""
    with contextlib.chdir(proyek.folder), mock.patch("ikixl.cli.terima.waktu_kini", return_value=WAKTU):
        hasil = CliRunner().invoke(utama, perintah.split(), catch_exceptions=False)
    console = Console(record=True, width=lebar, file=io.StringIO())
    console.print(Text(f"$ ikixl {perintah}\n{hasil.stdout}".rstrip()))
    svg = console.export_svg(title="ikixl", theme=SVG_EXPORT_THEME)
    # A font from elsewhere in the net has no place in a document that is read offline.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code, monospace", "monospace")


def _potret(pdf: Path, h: Halaman, tujuan: Path) -> None:
    nomor = str(_nomor(pdf, h.kata))
    # A whole page is only looked over, a part of it is read.
    titik = _TITIK if h.isi_saja else 80
    perintah = ["pdftoppm", "-r", str(titik), "-png", "-f", nomor, "-l", nomor, "-singlefile"]
    if h.isi_saja:
        for pilihan, nilai in zip(("-x", "-y", "-W", "-H"), _bingkai(pdf, nomor, h.sebelum), strict=True):
            perintah += [pilihan, str(round(nilai * _TITIK / 72))]
    subprocess.run([*perintah, str(pdf), str(tujuan)], check=True)


def _bingkai(pdf: Path, nomor: str, sebelum: str) -> tuple[float, float, float, float]:
    """x, y, width and height, in points, of what stands on a page above its footer, or above the word `sebelum`."""
    perintah = ["pdftotext", "-bbox", "-f", nomor, "-l", nomor, str(pdf), "-"]
    isi = subprocess.run(perintah, check=True, capture_output=True, encoding="utf-8").stdout
    (lebar, tinggi), *_ = re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', isi)
    kata = re.findall(r'<word xMin="[\d.]+" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<', isi)
    batas = min([float(y) - _TEPI for y, _, k in kata if k == sebelum], default=float(tinggi) - _KAKI)
    atas = min(float(y) for y, _, _ in kata) - _TEPI
    # The last row of a table may be higher than its text.
    bawah = min(max(float(y1) for y0, y1, _ in kata if float(y0) < batas) + 2 * _TEPI, batas)
    return _SAMPING, atas, float(lebar) - 2 * _SAMPING, bawah - atas


def _nomor(pdf: Path, kata: str) -> int:
    """The first page of a PDF that holds these words."""
    teks = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    for nomor, isi in enumerate(teks.split("\f"), start=1):
        if kata in re.sub(r"\s+", " ", isi):
            return nomor
    raise SystemExit(f"{pdf}: no page holds {kata!r}")


if __name__ == "__main__":
    gambar()
