"""The importer's figures on the tables of the five decrees as a PDF reader left them; they may rise but not sink.

`keputusan/<nama>.txt` holds the tables, titles and jabatan lines of each decree, damage of the reading included;
considerations, tugas and fungsi are left out.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ikixl.impor import impor
from ikixl.katalog import muat
from tests.impor.ukur import HAL, ukur

SAMPEL = Path(__file__).resolve().parents[2] / "sample_data"
KEPUTUSAN = Path(__file__).with_name("keputusan")

#: Least that comes out exactly right, in the order of HAL: jabatan, sasaran, indikator, sumber data, target, rumus.
PALING_SEDIKIT = {
    "kanigaran": (31, 73, 94, 94, 0, 94),
    "gedangan": (18, 27, 66, 67, 0, 62),
    "berbek": (11, 21, 25, 23, 0, 25),
    "benjeng": (25, 75, 121, 123, 54, 118),
    "lumajang": (10, 31, 33, 33, 25, 24),
}


def test_semua_keputusan_diukur() -> None:
    """Every decree that stands here has its figures."""
    assert {p.stem for p in KEPUTUSAN.glob("*.txt")} == set(PALING_SEDIKIT)


@pytest.mark.parametrize("nama", PALING_SEDIKIT)
def test_angka_tidak_turun(nama: str) -> None:
    """At least as much of each decree is read exactly right as docs/katalog.md promises."""
    salah: list[str] = []
    angka = ukur(muat(SAMPEL / nama), impor(KEPUTUSAN / f"{nama}.txt"), salah)
    benar = tuple(angka[hal].benar for hal in HAL)
    assert all(a >= b for a, b in zip(benar, PALING_SEDIKIT[nama], strict=True)), f"{benar}\n" + "\n".join(salah)
