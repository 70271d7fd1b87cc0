"""Start-up: what is asked most loads nothing heavy, and says the same as the ordinary way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ikixl.cli.jalan import jalankan_perintah
from ikixl.cli.pintas import BANTUAN, pintas
from ikixl.cli.susun_tabel import susun_tabel
from ikixl.cli.utama import PERINTAH, GrupMalas, utama
from ikixl.katalog import muat, tulis_tabel
from ikixl.keadaan import status
from ikixl.keadaan_tersimpan import baca_status
from ikixl.proyek import Proyek, buka
from tests.proyek_kecil import kirim, proyek_kecil

AKAR = Path(__file__).resolve().parents[2]
#: What neither --help nor a status that is known already may load: everything that is not small.
BERAT = {
    *(
        "pandas",
        "numpy",
        "pydantic",
        "openpyxl",
        "xlsxwriter",
        "docx",
        "lxml",
        "rich",
        "msoffcrypto",
        "python_calamine",
    ),
    *("distributed", "dask", "multiprocessing", "sqlite3", "click", "importlib.metadata", "tomllib", "dataclasses"),
}
_LAPOR = """
import atexit, sys
sebelum = set(sys.modules)
atexit.register(lambda: print(*sorted(set(sys.modules) - sebelum), file=sys.stderr))
from ikixl.cli import jalankan
jalankan()
"""


def _modul(folder: Path, *isi: str) -> set[str]:
    """The modules that a command loads in a process of its own, beyond those of Python itself."""
    selesai = subprocess.run(
        [sys.executable, "-c", _LAPOR, *isi],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(AKAR), "COLUMNS": "80"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(selesai.stderr.split())


@pytest.fixture(scope="module")
def contoh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, issued and one return received; its katalog is not brand new."""
    proyek = proyek_kecil(tmp_path_factory.mktemp("contoh"))
    _tuakan(proyek)
    folder = str(proyek.folder)
    assert jalankan_perintah(["--proyek", folder, "buat"]) == 0
    kirim(proyek, "1001", "satu.xlsx", LURAH_01__selesai__1=8, LURAH_01__masuk__1=10)
    assert jalankan_perintah(["--proyek", folder, "terima"]) == 0
    return proyek.folder


@pytest.fixture
def proyek(contoh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Proyek:
    """A copy of it, times of the files included, as the current folder."""
    monkeypatch.chdir(shutil.copytree(contoh, tmp_path / "proyek"))
    return buka()


def _tuakan(proyek: Proyek) -> None:
    """Make the files that people edit a minute old: what has just been written may still be changing."""
    for p in [proyek.folder / "ikixl.toml", *proyek.katalog.iterdir()]:
        lama = p.stat().st_mtime - 60
        os.utime(p, (lama, lama))


@pytest.mark.parametrize("isi", [["--help"], ["status"], ["status", "--json"]], ids=" ".join)
def test_tidak_memuat_yang_berat(proyek: Proyek, isi: list[str]) -> None:
    """--help and a status that is known load nothing heavy, not even click."""
    modul = _modul(proyek.folder, *isi)
    assert not modul & BERAT
    assert "ikixl.cli.pintas" in modul


def test_status_yang_dihitung_tidak_memuat_pandas(proyek: Proyek) -> None:
    """A status that has to look anew still loads no pandas, no writer and nothing of LibreOffice."""
    (proyek.folder / ".ikixl" / "status.json").unlink()
    modul = _modul(proyek.folder, "status")
    assert "ikixl.keadaan" in modul
    assert not modul & {"pandas", "numpy", "openpyxl", "xlsxwriter", "docx", "lxml", "ikixl.libreoffice", "rich"}


@pytest.mark.parametrize("lebar", [70, 80, 90, 100, 200])
def test_bantuan_pintas_sama(lebar: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The prepared help is what click says on a terminal of that width, or is not used."""
    monkeypatch.setenv("COLUMNS", str(lebar))
    assert jalankan_perintah(["--help"]) == 0
    biasa = capsys.readouterr().out
    for isi in (["--help"], ["-h"]):
        teks = pintas(isi)
        assert teks is None if lebar in (70, 90) else f"{teks}\n" == biasa, "run: make dokumen"
    assert pintas(["--help", "status"]) is None
    assert pintas([]) is None
    assert set(BANTUAN) == {80, 100}


def test_daftar_perintah_tanpa_memuatnya() -> None:
    """The list in the help says of each command what its own help begins with."""
    assert isinstance(utama, GrupMalas)
    with utama.make_context("ikixl", [], resilient_parsing=True) as ctx:
        for nama, teks in PERINTAH.items():
            perintah = utama.get_command(ctx, nama)
            assert perintah is not None
            assert perintah.get_short_help_str(200) == teks


def test_nama_tetap_terbedakan_di_terminal_sempit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The flexible column gives way to the width of a terminal, but never so far that names look alike."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    baris = [("1001", "Kelurahan Tisnonegaran", "x" * 30), ("1002", "Kelurahan Sukoharjo", "x" * 30)]
    hasil = {}
    for lebar in (200, 55, 30):
        monkeypatch.setenv("COLUMNS", str(lebar))
        hasil[lebar] = [b.split("x")[0].strip() for b in susun_tabel(("Unit", "Nama", "Sisa"), baris, "Nama")[1:]]
    assert hasil[200] == ["1001 Kelurahan Tisnonegaran", "1002 Kelurahan Sukoharjo"]
    assert hasil[55] == ["1001 Kelurahan Tisnone…", "1002 Kelurahan Sukohar…"]
    assert hasil[30] == ["1001 Kelurahan Tisno…", "1002 Kelurahan Sukoh…"]


@pytest.mark.parametrize("isi", [["status"], ["status", "--json"]], ids=" ".join)
def test_status_pintas_sama(proyek: Proyek, isi: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The kept status is said in the same words as one that was just found."""
    capsys.readouterr()
    teks = pintas(isi)
    assert teks is not None
    assert jalankan_perintah(isi) == 0
    assert capsys.readouterr().out == f"{teks}\n"
    assert baca_status(proyek.folder) == json.loads(json.dumps([s.ke_json() for s in status(proyek)]))


def test_status_tersimpan_tidak_pernah_basi(proyek: Proyek) -> None:
    """A return, a new katalog, other settings, a new katalog file of the same size: each makes status look anew."""
    assert baca_status(proyek.folder) is not None
    ledger = proyek.ledger.stat()
    kirim(proyek, "1002", "dua.xlsx", LURAH_01__selesai__1=8, LURAH_01__masuk__1=10)
    from ikixl.penerimaan.terima import terima

    terima(proyek, "2024-07-06T08:00:00")
    # Even where the clock of the file system stands still, the ledger's own counter has moved on.
    os.utime(proyek.ledger, ns=(ledger.st_atime_ns, ledger.st_mtime_ns))
    assert baca_status(proyek.folder) is None
    status(proyek)
    assert baca_status(proyek.folder) is not None
    katalog = muat(proyek.katalog)
    tulis_tabel(katalog, proyek.katalog)
    assert baca_status(proyek.folder) is None
    _tuakan(proyek)
    assert baca_status(proyek.folder) is None
    status(proyek)
    assert baca_status(proyek.folder) is not None
    setelan = proyek.folder / "ikixl.toml"
    setelan.write_text(setelan.read_text(encoding="utf-8") + "\n[salah]\n", encoding="utf-8")
    _tuakan(proyek)
    assert pintas(["status"]) is None
    assert jalankan_perintah(["status"]) == 3


def test_status_tersimpan_yang_rusak(proyek: Proyek) -> None:
    """A damaged or foreign file of the kept status is as good as none; a ledger left in the middle is not trusted."""
    path = proyek.folder / ".ikixl" / "status.json"
    isi = path.read_bytes()
    for rusak in (b"", b"[]", b'{"kunci": "lain", "status": []}', b"\xff"):
        path.write_bytes(rusak)
        assert baca_status(proyek.folder) is None
    path.write_bytes(isi)
    assert baca_status(proyek.folder) is not None
    jurnal = Path(f"{proyek.ledger}-journal")
    jurnal.touch()
    assert baca_status(proyek.folder) is None
