"""The importer's figures on the sample katalog, printed again in five layouts; they may rise but not sink.

What stays below the whole are formulas that the hand-made katalog reads with knowledge of the office (a list without
any word that announces it); see docs/katalog.md for the figures on the decrees themselves.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ikixl.impor import HasilImpor, impor
from ikixl.katalog import muat
from tests.impor.cetak_ulang import TATA_LETAK, cetak
from tests.impor.ukur import HAL, Angka, tabel_markdown, ukur

SAMPEL = Path(__file__).resolve().parents[2] / "sample_data"

#: Least share of formulas right, per sample; of everything else the importer gets all right in every layout.
RUMUS = {"kanigaran": 0.98, "gedangan": 0.92, "berbek": 1.0, "benjeng": 0.94, "lumajang": 0.7}


@pytest.mark.parametrize("tata_letak", TATA_LETAK)
@pytest.mark.parametrize("sampel", RUMUS)
def test_angka_bertahan(sampel: str, tata_letak: str, tmp_path: Path) -> None:
    """A sample printed again comes back with its jabatan, wordings and targets whole and its formulas held."""
    if not (SAMPEL / sampel / "variabel.csv").exists():
        pytest.skip(f"{sampel} is not among the samples")
    katalog = muat(SAMPEL / sampel)
    path = tmp_path / tata_letak
    path.write_bytes(cetak(katalog, tata_letak))
    salah: list[str] = []
    angka = ukur(katalog, impor(path), salah)
    for hal in HAL[:-1]:
        assert angka[hal].benar == angka[hal].semua, f"{hal} {angka[hal]}\n" + "\n".join(salah)
    rumus = angka["rumus"]
    assert rumus.benar >= RUMUS[sampel] * rumus.semua, f"{rumus}\n" + "\n".join(salah)


def test_yang_salah_terlihat(tmp_path: Path) -> None:
    """The measure itself sees a changed wording, a lost indikator and another formula."""
    katalog = muat(SAMPEL / "kanigaran")
    path = tmp_path / "sk.txt"
    path.write_bytes(cetak(katalog, "bernomor.txt"))
    hasil = impor(path)
    tabel = {nama: [dict(b) for b in baris] for nama, baris in hasil.tabel.items()}
    tabel["indikator"][0]["sasaran"] = "Sasaran lain"
    tabel["indikator"][1]["rumus"] = "persen(a, b)"
    tabel["indikator"][5]["nama"] = "Indikator lain"
    rusak = HasilImpor(hasil.sumber, tabel, ())
    awal, akhir = ukur(katalog, hasil), ukur(katalog, rusak)
    assert akhir["sasaran"].benar == awal["sasaran"].benar - 1
    assert akhir["rumus"].benar == awal["rumus"].benar - 1
    assert akhir["indikator"].benar == awal["indikator"].benar - 1


def test_tabel_markdown() -> None:
    """The figures print as a table of the documentation."""
    teks = tabel_markdown({"Contoh": {hal: Angka(1, 2) for hal in HAL}})
    assert teks.splitlines()[-1] == "| Contoh |" + " 1/2 |" * len(HAL)
