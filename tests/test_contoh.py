"""The real thing: every workbook of the five sample kecamatan, reckoned anew by LibreOffice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ikixl.katalog import muat
from ikixl.keadaan import status
from ikixl.penerbitan import buat
from ikixl.perekapan import HasilRekap, rekap
from ikixl.proyek import Proyek, contoh_tersedia, mulai
from ikixl.simulasi import simulasi
from tests.buku.test_unit import banding_rumus
from tests.libreoffice import hitung_ulang
from tests.proyek_kecil import WAKTU

#: Sample -> (units, jabatan, indikator), as the decree has them, and the triwulan up to which it is played.
CONTOH = {
    "kanigaran": (13, 31, 95, 2),
    "gedangan": (8, 18, 67, 4),
    "berbek": (7, 11, 25, 4),
    "benjeng": (8, 25, 125, 4),
    "lumajang": (6, 10, 33, 4),
}
#: What the simulation types wrong on purpose, and what follows from gaps; nothing else may be found in a return.
DIHARAPKAN = {"NILAI-01", "NILAI-04", "LENGKAP-01"}

Main = tuple[str, Proyek, HasilRekap]


@pytest.fixture(scope="module", params=CONTOH)
def main(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Main:
    """A project of each sample, issued, returned by the simulation, received and consolidated."""
    nama: str = request.param
    proyek = mulai(tmp_path_factory.mktemp(nama) / "proyek", nama)
    buat(proyek, WAKTU)
    simulasi(proyek, triwulan=CONTOH[nama][3])
    return nama, proyek, rekap(proyek, WAKTU)


def test_semua_contoh_diuji() -> None:
    """Every sample that ships is played through here."""
    assert set(contoh_tersedia()) == set(CONTOH)


def test_rantai(main: Main) -> None:
    """Every unit is issued, returns and is accepted; nothing is found but what the simulation put there."""
    nama, proyek, hasil = main
    semua = status(proyek)
    assert len(semua) == CONTOH[nama][0]
    assert {s.keadaan for s in semua} <= {"lengkap", "diterima", "perlu perbaikan"}
    temuan = {t.kode for h in hasil.diterima for t in h.temuan}
    assert temuan <= DIHARAPKAN
    assert hasil.kaskade == ()
    assert hasil.capaian.nilai is not None
    assert 50 < hasil.capaian.nilai <= 100


@pytest.mark.parametrize("nama", ["berbek", "benjeng"])
def test_setengah_tahun(nama: str, tmp_path: Path) -> None:
    """Halfway through the year no return is refused, not even of a unit that reports only at its end."""
    proyek = mulai(tmp_path / "proyek", nama)
    buat(proyek, WAKTU)
    simulasi(proyek, triwulan=2)
    hasil = rekap(proyek, WAKTU)
    assert [h.berkas for h in hasil.diterima if h.keadaan != "diterima"] == []


def test_ukuran_katalog(main: Main) -> None:
    """The sample has as many jabatan and indikator as its decree."""
    nama, proyek, _ = main
    katalog = muat(proyek.katalog)
    assert (len(katalog.jabatan), len(katalog.indikator)) == CONTOH[nama][1:3]


def test_ukuran_berkas(main: Main) -> None:
    """No unit's workbook is heavier than what every mail and chat takes: 120 kB in Kanigaran, little more elsewhere."""
    contoh, proyek, _ = main
    batas = 120_000 if contoh == "kanigaran" else 130_000
    assert max(p.stat().st_size for p in proyek.masuk.iterdir()) < batas


@pytest.fixture(scope="module")
def dihitung(main: Main, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """Every unit's workbook, filled or (the first two) blank, and the rekap, with what LibreOffice makes of each."""
    _, proyek, hasil = main
    folder = tmp_path_factory.mktemp("dihitung")
    berkas = [*sorted(proyek.masuk.iterdir()), hasil.path]
    for kosong in sorted(proyek.keluar.iterdir())[:2]:
        berkas.append(folder / f"kosong-{kosong.name}")
        shutil.copy(kosong, berkas[-1])
    return hitung_ulang(berkas, folder / "lo")


@pytest.mark.libreoffice
def test_buku_kerja_unit_sama_dengan_libreoffice(main: Main, dihitung: dict[Path, Path]) -> None:
    """Every formula of every unit's workbook gives what Python stored."""
    unit = [asli for asli in dihitung if asli != main[2].path]
    assert len(unit) == len(list(main[1].masuk.iterdir())) + 2
    for asli in unit:
        assert banding_rumus(asli, dihitung[asli]) == [], asli.name


@pytest.mark.libreoffice
def test_rekap_sama_dengan_libreoffice(main: Main, dihitung: dict[Path, Path]) -> None:
    """Every formula of the rekap gives in LibreOffice what Python stored."""
    _, proyek, hasil = main
    assert list(proyek.rekap.iterdir()) == [hasil.path]
    assert banding_rumus(hasil.path, dihitung[hasil.path]) == []
