"""Number formats that make a number a date or a percentage, and those that only look so."""

from __future__ import annotations

import pytest

from ikixl.reader.format_angka import jenis_format, jenis_format_bawaan


@pytest.mark.parametrize(
    ("kode", "jenis"),
    [
        ("General", "angka"),
        ("Standard", "angka"),
        ("0.00", "angka"),
        ('#,##0 "dokumen"', "angka"),
        ('0 "hari"', "angka"),
        (r"0\d", "angka"),
        ("_d0", "angka"),
        ("0*-", "angka"),
        ("[Red]0", "angka"),
        ("[$Rp-421]#,##0", "angka"),
        ('0.00E+00;"dd"', "angka"),
        ("@", "angka"),
        ("0%", "persen"),
        ("0.00%;[Red]-0.00%", "persen"),
        ('0"%"', "angka"),
        (r"0\%", "angka"),
        ("dd/mm/yyyy", "tanggal"),
        ("[$-421]dd mmmm yyyy;@", "tanggal"),
        ("[h]:mm", "tanggal"),
        ("[ss]", "tanggal"),
        ("yyyy", "tanggal"),
        ("0;yyyy", "angka"),
        ('"tak tertutup', "angka"),
    ],
)
def test_jenis_format(kode: str, jenis: str) -> None:
    """Letters count outside of quotes, escapes and brackets, and in the first section only."""
    assert jenis_format(kode) == jenis


def test_format_bawaan() -> None:
    """The built-in numbers of dates are 14 to 22 and 45 to 47, of percentages 9 and 10."""
    jenis = {n: jenis_format_bawaan(n) for n in range(60)}
    assert {n for n, j in jenis.items() if j == "tanggal"} == {*range(14, 23), 45, 46, 47}
    assert {n for n, j in jenis.items() if j == "persen"} == {9, 10}
