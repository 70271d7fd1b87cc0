"""A project that keeps its katalog as katalog.xlsx: every command takes it, and both forms change into each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from ikixl.cli.jalan import jalankan_perintah
from ikixl.katalog import muat
from ikixl.sumber_katalog import muat_sumber


def jalan(*kata: str, harap: int | tuple[int, ...] = 0) -> None:
    """Run a command line and check its exit status."""
    status = jalankan_perintah(list(kata))
    assert status in (harap if isinstance(harap, tuple) else (harap,)), kata


@pytest.fixture
def proyek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of Berbek in which the katalog is an Excel file; the current folder."""
    monkeypatch.chdir(tmp_path)
    jalan("mulai", "p", "--contoh", "berbek")
    monkeypatch.chdir(tmp_path / "p")
    jalan("katalog", "ke-excel")
    return tmp_path / "p"


def test_seluruh_alur(proyek: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Issue, simulate, receive, status, rekap, export, tree and the next quarter all run on katalog.xlsx."""
    assert [p.name for p in (proyek / "katalog").iterdir() if p.is_file()] == ["katalog.xlsx"]
    jalan("katalog", "periksa", "--tandai")
    jalan("buat")
    jalan("simulasi", "--triwulan", "1")
    jalan("terima", harap=(0, 1))
    jalan("status")
    jalan("rekap", harap=(0, 1))
    jalan("ekspor", "pengukuran-kinerja")
    jalan("katalog", "pohon")
    assert "SEKCAM.01" in capsys.readouterr().out
    jalan("lanjut", "--triwulan", "2", harap=(0, 1))
    assert len(list((proyek / "keluar").glob("*.xlsx"))) == 7


def test_bolak_balik_lewat_perintah(proyek: Path) -> None:
    """ke-excel and dari-excel leave the same katalog, and the former form in lama/."""
    digest = muat_sumber(proyek / "katalog").digest
    assert muat(proyek / "katalog" / "lama" / "1").digest == digest
    jalan("katalog", "dari-excel")
    assert muat(proyek / "katalog").digest == digest
    assert (proyek / "katalog" / "lama" / "2" / "katalog.xlsx").is_file()


def test_dua_bentuk_sekaligus_ditolak(proyek: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With CSV and Excel side by side nothing is guessed."""
    (proyek / "katalog" / "unit.csv").write_text("kode,nama,jenis\n", encoding="utf-8")
    jalan("buat", harap=3)
    assert "unit.csv" in capsys.readouterr().err


def test_keluaran_lain_tidak_menimpa(proyek: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An output that exists stays unless --timpa is given; the project's katalog stays as it is."""
    tujuan = proyek / "salinan"
    jalan("katalog", "dari-excel", "-o", str(tujuan))
    (tujuan / "unit.csv").write_text("milik orang", encoding="utf-8")
    jalan("katalog", "dari-excel", "-o", str(tujuan), harap=3)
    assert (tujuan / "unit.csv").read_text(encoding="utf-8") == "milik orang"
    jalan("katalog", "dari-excel", "-o", str(tujuan), "--timpa")
    assert muat(tujuan).instansi.nama == "Kecamatan Berbek"
    assert (proyek / "katalog" / "katalog.xlsx").is_file()


def test_tandai_pada_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """--tandai on CSV tables says what to do first."""
    monkeypatch.chdir(tmp_path)
    jalan("mulai", "p", "--contoh", "berbek")
    jalan("--proyek", "p", "katalog", "periksa", "--tandai", harap=3)
    assert "ikixl katalog ke-excel" in capsys.readouterr().err


@pytest.mark.parametrize("tanda", ["~$katalog.xlsx", ".~lock.katalog.xlsx#"])
def test_tandai_saat_terbuka(proyek: Path, capsys: pytest.CaptureFixture[str], tanda: str) -> None:
    """A katalog.xlsx that is open elsewhere is not written under its reader's hands."""
    (proyek / "katalog" / tanda).write_bytes(b"")
    sebelum = (proyek / "katalog" / "katalog.xlsx").read_bytes()
    jalan("katalog", "periksa", "--tandai", harap=3)
    assert "sedang dibuka" in capsys.readouterr().err
    assert (proyek / "katalog" / "katalog.xlsx").read_bytes() == sebelum
    jalan("katalog", "periksa")
