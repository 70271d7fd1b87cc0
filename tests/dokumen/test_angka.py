"""Figures and dates as an Indonesian document writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikixl.dokumen.angka import angka, tanggal


@pytest.mark.parametrize(
    ("nilai", "harapan"),
    [
        (None, ""),
        (0, "0"),
        (85.0, "85"),
        (106.25, "106,25"),
        (1234567.5, "1.234.567,50"),
        (2.675, "2,68"),
        (-0.5, "-0,50"),
    ],
)
def test_angka(nilai: float | None, harapan: str) -> None:
    """Decimal comma, points between thousands, no decimals for whole figures, half away from zero."""
    assert angka(nilai) == harapan


def test_angka_dengan_satuan() -> None:
    """The satuan stands after a blank; one that is missing leaves none."""
    assert angka(85, "%") == "85 %"
    assert angka(3, "") == "3"


@given(st.floats(-1e9, 1e9))
def test_angka_terbaca_kembali(nilai: float) -> None:
    """What is written reads back as the figure, to two decimals."""
    assert float(angka(nilai).replace(".", "").replace(",", ".")) == pytest.approx(nilai, abs=0.0051)


@pytest.mark.parametrize(
    ("isi", "harapan"), [("2024-01-24", "24 Januari 2024"), ("Januari 2024", "Januari 2024"), ("", "")]
)
def test_tanggal(isi: str, harapan: str) -> None:
    """An ISO date in words; what is no date as the katalog has it."""
    assert tanggal(isi) == harapan
