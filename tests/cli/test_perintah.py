"""The commands as a person meets them: exit status, Indonesian throughout, JSON contract, no traceback."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import Progress

from ikixl.cli.jalan import jalankan_perintah
from ikixl.cli.tampilan import Kemajuan
from ikixl.cli.utama import PERINTAH
from ikixl.ekspor import jalan as jalan_ekspor
from ikixl.proyek import buka
from tests.proyek_kecil import kirim, proyek_kecil

# Words of click that must not reach a user, as whole words.
_INGGRIS = re.compile(
    r"\b(Usage|Options|Commands|Error|Show|message|exit|help for|Missing|argument|Invalid|value|such|required|"
    r"default|OPTIONS|COMMAND|ARGS|TEXT|INTEGER|PATH|FILE|DIRECTORY|Got unexpected|is not|does not exist|"
    r"Did you mean|Aborted)\b"
)


@pytest.fixture
def proyek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, not yet issued, as the current folder."""
    folder = proyek_kecil(tmp_path).folder
    monkeypatch.chdir(folder)
    return folder


def _jalan(*isi: str, harap: int = 0) -> None:
    assert jalankan_perintah(isi) == harap


def test_rantai_perintah(proyek: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """katalog periksa, buat, simulasi, terima, status, rekap, ekspor: each says what it made and what comes next."""
    _jalan("katalog", "periksa")
    assert "4 unit" in capsys.readouterr().out
    _jalan("buat")
    assert "4 buku kerja diterbitkan" in capsys.readouterr().out
    _jalan("simulasi", "--benih", "1")
    assert "Berikutnya: ikixl terima" in capsys.readouterr().out
    assert jalankan_perintah(["terima"]) in (0, 1)
    assert "berkas baru diterima" in capsys.readouterr().out
    _jalan("status")
    assert "isian terisi/diminta" in capsys.readouterr().out
    _jalan("rekap", "--triwulan", "2")
    assert "rekap-99.99.01-2024-tw2.xlsx" in capsys.readouterr().out
    _jalan("ekspor", "pengukuran-kinerja", "--format", "csv")
    assert "6 baris ditulis" in capsys.readouterr().out
    assert list((proyek / "ekspor").iterdir())


def test_mulai_dari_folder_kosong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """mulai makes the project with the sample katalog; doing it twice is refused and changes nothing."""
    monkeypatch.chdir(tmp_path)
    _jalan("mulai", "x", "--contoh", "kanigaran")
    assert {p.name for p in (tmp_path / "x").iterdir()} >= {"katalog", "keluar", "masuk", "arsip", "rekap", "ekspor"}
    _jalan("mulai", "x", "--contoh", "kanigaran", harap=3)
    assert "sudah berisi proyek" in capsys.readouterr().err
    _jalan("--proyek", "x", "katalog", "periksa")
    assert "31 jabatan" in capsys.readouterr().out


def test_status_keluar_menurut_temuan(proyek: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 without galat, 1 with one, 2 for a wrong command line, 3 where the work cannot go on."""
    _jalan("buat")
    bersih = kirim(buka(), "1001", "bersih.xlsx", LURAH_01__selesai__1=8, LURAH_01__masuk__1=10)
    _jalan("periksa", str(bersih))
    galat = kirim(buka(), "1002", "galat.xlsx", LURAH_01__selesai__1="banyak", LURAH_01__masuk__1=10)
    _jalan("periksa", str(galat), harap=1)
    keluar = capsys.readouterr().out
    assert 'galat NILAI-04 di Realisasi H5: "banyak" bukan angka.' in keluar
    _jalan("periksa", harap=2)
    _jalan("buta", harap=2)
    _jalan("ekspor", "tidak-ada", harap=3)


def test_json_saja_di_keluaran_baku(proyek: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json standard output is one JSON list and nothing else."""
    _jalan("buat")
    kirim(buka(), "1001", "a.xlsx", LURAH_01__selesai__1=8, LURAH_01__masuk__1=10)
    capsys.readouterr()
    _jalan("terima", "--json")
    isi = json.loads(capsys.readouterr().out)
    assert [(o["berkas"], o["unit"], o["keadaan"]) for o in isi] == [("a.xlsx", "1001", "diterima")]
    _jalan("status", "--json")
    assert {o["unit"] for o in json.loads(capsys.readouterr().out)} == {"SEK", "1001", "1002", "1003"}
    _jalan("katalog", "periksa", "--json")
    temuan = json.loads(capsys.readouterr().out)
    assert {t["tingkat"] for t in temuan} <= {"peringatan", "info"}
    assert {t["kode"].split("-")[0] for t in temuan} == {"MUTU"}


def test_katalog_rusak_menyebut_semua_tempat(proyek: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A faulty katalog stops `buat` with every fault named by table, row and column."""
    path = proyek / "katalog" / "indikator.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("persen(selesai, masuk)", "persen(selesai"), encoding="utf-8"
    )
    _jalan("katalog", "periksa", harap=1)
    assert "indikator baris" in capsys.readouterr().out
    _jalan("buat", harap=3)
    galat = capsys.readouterr().err
    assert "KATALOG-07" in galat
    assert "kolom rumus" in galat


@pytest.mark.parametrize(
    "isi",
    [
        ["--help"],
        *([nama, "--help"] for nama in PERINTAH),
        ["katalog", "periksa", "-h"],
        ["buta"],
        ["rekpa"],
        ["--pilihan-salah"],
        ["mulai"],
        ["rekap", "--triwulan", "7"],
        ["rekap", "--triwulan", "dua"],
        ["rekap", "--triwulan"],
        ["ekspor", "x", "--format", "pdf"],
        ["periksa", "tidak-ada.xlsx"],
        ["status", "berlebih"],
        ["katalog"],
        [],
    ],
    ids=" ".join,
)
def test_tidak_ada_kata_click_berbahasa_inggris(isi: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """No help page and no usage error shows click's English."""
    assert jalankan_perintah(isi) in (0, 2)
    terbaca = capsys.readouterr()
    teks = terbaca.out + terbaca.err
    assert teks.strip()
    # Option names and codes are ours and stay; everything else is read by people.
    polos = re.sub(r"--[a-z-]+", "", teks)
    assert not _INGGRIS.search(polos), teks


def test_kesalahan_kita_minta_maaf_tanpa_jejak(
    proyek: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bug of ours ends with an apology and status 4; with --debug the traceback is shown."""

    def rusak(*_: object) -> None:
        raise ZeroDivisionError("our own")

    monkeypatch.setattr(jalan_ekspor, "ambil_profil", rusak)
    _jalan("ekspor", "pengukuran-kinerja", harap=4)
    galat = capsys.readouterr().err
    assert "Maaf" in galat
    assert "Traceback" not in galat
    _jalan("--debug", "ekspor", "pengukuran-kinerja", harap=4)
    assert "Traceback" in capsys.readouterr().err


def test_bantuan_tidak_memuat_pustaka_berat() -> None:
    """ikixl --help imports neither pandas nor the spreadsheet libraries."""
    kode = (
        "import sys; from ikixl.cli.jalan import jalankan_perintah; jalankan_perintah(['--help']); "
        "berat = {'pandas', 'xlsxwriter', 'openpyxl', 'python_calamine', 'numpy'} & set(sys.modules); "
        "sys.exit(str(sorted(berat)) if berat else 0)"
    )
    lingkungan = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    hasil = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, env=lingkungan, check=False)
    assert hasil.returncode == 0, hasil.stderr


def test_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """demo runs the whole way on Kanigaran, may be repeated, and leaves a folder that is not its own alone."""
    monkeypatch.chdir(tmp_path)
    _jalan("demo")
    keluar = capsys.readouterr().out
    assert "demo/rekap/rekap-35.74.04-2024-tw2.xlsx" in keluar.replace("\\", "/")
    assert len(list((tmp_path / "demo" / "keluar").iterdir())) == 13
    _jalan("demo")
    (tmp_path / "milik").mkdir()
    (tmp_path / "milik" / "penting.txt").write_text("isi", encoding="utf-8")
    _jalan("demo", "milik", harap=3)
    assert (tmp_path / "milik" / "penting.txt").read_text(encoding="utf-8") == "isi"


def test_bilah_menyingkir_saat_bertanya() -> None:
    """While the user is asked something the progress bar is off the screen; afterwards it goes on."""
    bilah = Progress(console=Console(file=io.StringIO(), force_terminal=True))
    kemajuan = Kemajuan(bilah, "Menerima", 2)
    terlihat = []
    with bilah:
        kemajuan("a.xlsx")
        with kemajuan.jeda():
            terlihat.append(bilah.live.is_started)
        terlihat.append(bilah.live.is_started)
    assert terlihat == [False, True]
    assert bilah.tasks[0].completed == 1
