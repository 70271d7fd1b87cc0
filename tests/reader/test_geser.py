"""Shared formulas as they read in the cells that share them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from ikixl.layout.letak import alamat
from ikixl.reader.geser import RumusBersama, nomor_kolom


@pytest.mark.parametrize(
    ("teks", "hasil"),
    [
        ("A1+B2", "B3+C4"),
        ("$A1+A$1+$A$1", "$A3+B$1+$A$1"),
        ("SUM(A1:B2)", "SUM(B3:C4)"),
        ("LOG10(A1)", "LOG10(B3)"),
        ('"A1"&A1', '"A1"&B3'),
        ('"a""A1"&A1', '"a""A1"&B3'),
        ("'Lembar A1'!A1", "'Lembar A1'!B3"),
        ("Target!A1", "Target!B3"),
        ("Tabel[A1]+A1", "Tabel[A1]+B3"),
        ("Tabel[[#This Row],[A1]]+A1", "Tabel[[#This Row],[A1]]+B3"),
        ("A:A+1:1+$A:B+$1:2", "B:B+3:3+$A:C+$1:4"),
        ("nama_A1+A1.x+1.5E3", "nama_A1+A1.x+1.5E3"),
        ("XFD1", "#REF!"),
        ("A1048576", "#REF!"),
        ("ABCD1+A12345678", "ABCD1+A12345678"),
    ],
)
def test_rujukan_bergeser(teks: str, hasil: str) -> None:
    """One column right and two rows down moves what is relative and nothing else."""
    assert RumusBersama(teks, 0, 0).di(2, 1) == hasil


_UNSUR = st.sampled_from(["A1", "$C$4", "B$7", "$D9", "SUM(AA10:AB12)", "SUM(D:E)", '"B2"', "3", "Lain!C3", "nama_A1"])


@given(st.lists(_UNSUR, min_size=1, max_size=8), st.integers(0, 30), st.integers(0, 30))
@settings(max_examples=150)
def test_sama_dengan_openpyxl(unsur: list[str], turun: int, kanan: int) -> None:
    """openpyxl's translator, an independent one, moves the same references."""
    teks = "+".join(unsur)
    harap = Translator("=" + teks, origin="A1").translate_formula(alamat(turun, kanan))
    assert "=" + RumusBersama(teks, 0, 0).di(turun, kanan) == harap


def test_nomor_kolom() -> None:
    """Letters count from A = 0 to XFD = 16383."""
    assert [nomor_kolom(h) for h in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16383]
