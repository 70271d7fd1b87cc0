"""Dates as stored and as people type them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from ikixl.reader.mentah import SelMentah
from ikixl.reader.tanggal import baca_tanggal, dari_seri, nomor_seri, tulis_tanggal
from ikixl.temuan import Temuan

HARI = date(2026, 8, 17)


def _teks(teks: str) -> tuple[date | None, list[str]]:
    hari, temuan = baca_tanggal(SelMentah("teks", teks))
    for kode, rinci in temuan:
        assert "{" not in Temuan(kode, rinci={**rinci, "ditemukan": "x"}).pesan
    return hari, [kode for kode, _ in temuan]


@pytest.mark.parametrize(
    "teks",
    [
        "2026-08-17",
        "2026/8/17",
        "2026-08-17T10:30:00",
        "2026-08-17 10:30",
        "17/8/2026",
        "17-08-2026",
        "17.8.26",
        "17/8/2026 10.30",
        "17 Agustus 2026",
        "17 AGUSTUS 2026",
        "  17   agustus  2026 ",
        "Senin, 17 Agustus 2026",
        "Jum'at, 17 Agustus 2026",
        "17 Agt 2026",
        "17-Ags-26",
        "17 Agu. 2026",
        "17 August 2026",
    ],
)
def test_silih_berganti_tetapi_jelas(teks: str) -> None:
    """Unambiguous dates are read without a word."""
    assert _teks(teks) == (HARI, [])


@pytest.mark.parametrize(
    ("teks", "bulan"),
    [("3 Pebruari 2026", 2), ("3 Febuari 2026", 2), ("3 Nopember 2026", 11), ("3 Okt 2026", 10), ("3 Mei 2026", 5)],
)
def test_ejaan_bulan(teks: str, bulan: int) -> None:
    """Old spellings, common misspellings and abbreviations of months are known."""
    assert _teks(teks) == (date(2026, bulan, 3), [])


def test_hari_lebih_dahulu() -> None:
    """A date that could be month-first is read day-first with a remark; the same day twice needs none."""
    assert _teks("7/8/2026") == (date(2026, 8, 7), ["NILAI-20"])
    assert _teks("7/7/2026") == (date(2026, 7, 7), [])


def test_karakter_asing() -> None:
    """Invisible characters are ignored with a remark."""
    assert _teks("17 Agustus\u00a02026\u200b") == (HARI, ["NILAI-14"])


@pytest.mark.parametrize(
    "teks",
    ["8/17/2026", "31/2/2026", "17 Agustus", "Agustus 2026", "besok", "17/8/202", "17/8-2026", "1", "99/99/9999"],
)
def test_bukan_tanggal(teks: str) -> None:
    """Impossible and incomplete dates are not guessed at."""
    assert _teks(teks) == (None, ["NILAI-18"])


@pytest.mark.parametrize(
    ("sel", "hari"),
    [
        (SelMentah("teks", "17/8/1826"), date(1826, 8, 17)),
        (SelMentah("teks", "17 Agustus 2126"), date(2126, 8, 17)),
        (SelMentah("tanggal", 1.0), date(1900, 1, 1)),
        (SelMentah("tanggal", 61.0), date(1900, 3, 1)),
        (SelMentah("tanggal", 29_221.0), date(1980, 1, 1)),
        (SelMentah("tanggal", 2_953_999.0), date(9987, 10, 9)),
    ],
)
def test_tahun_jauh(sel: SelMentah, hari: date) -> None:
    """A date of any year is read as what it says; only who knows the year of the workbook can judge it."""
    assert baca_tanggal(sel) == (hari, [])


def test_tahun_jauh_sistem_1904() -> None:
    """The 1904 system counts from its own first day."""
    assert baca_tanggal(SelMentah("tanggal", 1.0), tanggal_1904=True) == (date(1904, 1, 2), [])


def test_tanpa_tanggal() -> None:
    """Blank cells say nothing, and words for nothing are no dates."""
    assert baca_tanggal(None) == (None, [])
    assert baca_tanggal(SelMentah("kosong", None)) == (None, [])
    assert _teks(" \u00a0 ") == (None, [])
    assert _teks("-") == (None, ["NILAI-09"])


@pytest.mark.parametrize(
    ("sel", "hari", "kode"),
    [
        (SelMentah("tanggal", 46251.75), HARI, []),
        (SelMentah("angka", 46251.0), HARI, []),
        (SelMentah("angka", 2026.0), None, ["NILAI-18"]),
        (SelMentah("tanggal", 0.5), None, ["NILAI-18"]),
        (SelMentah("tanggal", 1e300), None, ["NILAI-18"]),
        (SelMentah("tanggal", float("nan")), None, ["NILAI-18"]),
        (SelMentah("tanggal", -5.0), None, ["NILAI-18"]),
        (SelMentah("galat", "#N/A"), None, ["NILAI-10"]),
        (SelMentah("logika", True), None, ["NILAI-11"]),
        (SelMentah("tanggal", 46251.0, "TODAY()"), HARI, ["NILAI-15"]),
        (SelMentah("kosong", None, "TODAY()"), None, ["NILAI-16"]),
        (SelMentah("tanggal", 46251.0, "'[Jadwal.xlsx]Tahun ini'!A1"), None, ["NILAI-23"]),
    ],
)
def test_sel_bukan_teks(sel: SelMentah, hari: date | None, kode: list[str]) -> None:
    """A bare number is a date within 1990 to 2100 only; formulas, errors and truth values are reported."""
    terbaca, temuan = baca_tanggal(sel)
    assert (terbaca, [k for k, _ in temuan]) == (hari, kode)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 12, 31)), st.booleans())
def test_nomor_seri(waktu: datetime, sistem_1904: bool) -> None:
    """Serial numbers agree with openpyxl's and lead back to their day, in both date systems."""
    seri = nomor_seri(waktu, sistem_1904)
    awal = CALENDAR_MAC_1904 if sistem_1904 else CALENDAR_WINDOWS_1900
    assert seri == pytest.approx(to_excel(waktu, awal), abs=1e-8)  # type: ignore[no-untyped-call]
    assert abs(datetime.combine(dari_seri(seri, sistem_1904) or HARI, datetime.min.time()) - waktu) < timedelta(days=1)


def test_sebelum_maret_1900() -> None:
    """Days before the 29 February 1900 that never was carry the numbers that spreadsheets give them."""
    assert nomor_seri(datetime(1900, 1, 1), False) == 1
    assert nomor_seri(datetime(1900, 3, 1), False) == 61


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_tulis_lalu_baca(hari: date) -> None:
    """A date as our messages write it reads back, as do ISO and day-first numbers."""
    assert _teks(tulis_tanggal(hari)) == (hari, [])
    assert _teks(hari.isoformat()) == (hari, [])
    assert _teks(f"{hari:%d/%m/%Y}")[0] == hari


@given(st.text(max_size=30))
def test_sembarang_teks(teks: str) -> None:
    """Any text is a date, nothing, or a finding, and never an error."""
    hari, kode = _teks(teks)
    assert hari is not None or kode or not teks.strip() or not teks.isprintable()
