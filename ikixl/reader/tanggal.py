"""Dates as stored and as Indonesians type them, and the serial numbers of spreadsheets."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from ikixl.reader.bersih import bersihkan, kutip, tanda_kosong, tulis_angka
from ikixl.reader.mentah import SelMentah
from ikixl.reader.rumus_luar import rumus_luar

__all__ = ["baca_tanggal", "dari_seri", "nomor_seri", "tulis_tanggal"]

Catatan = tuple[str, dict[str, object]]

_TAHUN_AWAL: Final = 1990
_TAHUN_AKHIR: Final = 2100
# Ten years short of the end of the calendar, so that no date system leads beyond it.
_SERI_AKHIR: Final = 2_954_000
_NAMA_BULAN: Final = (
    ("januari", "january", "jan"),
    ("februari", "pebruari", "february", "febuari", "feb", "peb"),
    ("maret", "march", "mar", "mrt"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("agustus", "august", "agu", "ags", "agt", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nopember", "nov", "nop"),
    ("desember", "december", "des", "dec"),
)
_BULAN: Final = {nama: nomor for nomor, sebutan in enumerate(_NAMA_BULAN, start=1) for nama in sebutan}
_JAM: Final = r"(?:[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?Z?)?"
_ISO: Final = re.compile(rf"(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}}){_JAM}", re.ASCII)
_ANGKA: Final = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_JAM}", re.ASCII)
_KATA: Final = re.compile(r"(?:[a-z']+,? )?(\d{1,2})[-/. ]?([a-z]+)\.?,?[-/. ]?(\d{4}|\d{2})", re.ASCII)


def nomor_seri(waktu: datetime, tanggal_1904: bool) -> float:
    """Serial number of a moment in the 1900 or the 1904 date system; time zones are dropped, not converted."""
    waktu = waktu.replace(tzinfo=None)
    if tanggal_1904:
        return (waktu - datetime(1904, 1, 1)) / timedelta(days=1)
    # Spreadsheets believe that 29 February 1900 existed, so every day before it has a number one lower.
    awal = datetime(1899, 12, 30) if waktu >= datetime(1900, 3, 1) else datetime(1899, 12, 31)
    return (waktu - awal) / timedelta(days=1)


def dari_seri(seri: float, tanggal_1904: bool = False) -> date | None:
    """The day of a serial number, None outside of 1990 to 2100: no date that a report on performance could mean."""
    hari = _hari_seri(seri, tanggal_1904)
    return hari if hari and _TAHUN_AWAL <= hari.year <= _TAHUN_AKHIR else None


def _hari_seri(seri: float, tanggal_1904: bool) -> date | None:
    """The day of a serial number, None where a spreadsheet shows none either (and for a time without a day)."""
    # Compared before adding, because a number like 1e300 (or NaN) would overflow.
    if not 1 <= seri < _SERI_AKHIR:
        return None
    if tanggal_1904:
        return date(1904, 1, 1) + timedelta(days=int(seri))
    # Spreadsheets believe that 29 February 1900 (number 60) existed.
    awal = date(1899, 12, 30) if seri >= 60 else date(1899, 12, 31)
    return awal + timedelta(days=int(seri))


def tulis_tanggal(hari: date) -> str:
    """A day as messages show it: 17 Agustus 2026."""
    return f"{hari.day} {_NAMA_BULAN[hari.month - 1][0].capitalize()} {hari.year}"


def baca_tanggal(sel: SelMentah | None, tanggal_1904: bool = False) -> tuple[date | None, list[Catatan]]:
    """Read a cell that should hold a date: (the day or None, findings as (kode, rinci)).

    Takes a stored date, a bare serial number of 1990 to 2100, ISO text, "17 Agustus 2026" with any usual spelling
    of the month, and day-first numbers: "17/8/2026" silently, "7/8/2026" with NILAI-20 because it could be meant
    month-first. Any year is read; whether it makes sense is judged where the year of the workbook is known
    (ikixl.checks.kewajaran). None without findings is a blank cell. NILAI-09 for "-" and its like, -10 error cell, -11
    logical value, -14 invisible characters, -15/-16 formula, -18 no date, -23 formula that leads out of the workbook.
    """
    if sel is None:
        return None, []
    if sel.rumus is not None and rumus_luar(sel.rumus):
        return None, [("NILAI-23", {"ditemukan": _rumus(sel)})]
    if sel.jenis == "kosong":
        return None, [] if sel.rumus is None else [("NILAI-16", {"ditemukan": _rumus(sel)})]
    if sel.jenis == "galat":
        return None, [("NILAI-10", {"ditemukan": kutip(str(sel.nilai))})]
    if sel.jenis == "logika":
        return None, [("NILAI-11", {"ditemukan": "BENAR" if sel.nilai else "SALAH", "diharapkan": "tanggal"})]
    if isinstance(sel.nilai, float):
        baca_seri = _hari_seri if sel.jenis == "tanggal" else dari_seri
        hari = baca_seri(sel.nilai, tanggal_1904)
        catatan: list[Catatan] = [] if hari else [("NILAI-18", {"ditemukan": _tulis_seri(sel.nilai)})]
    else:
        hari, catatan = _baca_teks(str(sel.nilai))
    if hari and sel.rumus is not None:
        catatan.append(("NILAI-15", {"ditemukan": _rumus(sel), "terbaca": tulis_tanggal(hari)}))
    return hari, catatan


def _tulis_seri(seri: float) -> str:
    """A serial number that is no usable date, as a message shows it."""
    return tulis_angka(seri) if abs(seri) < 1e15 else str(seri)


def _rumus(sel: SelMentah) -> str:
    return kutip(f"={sel.rumus}")


def _baca_teks(teks: str) -> tuple[date | None, list[Catatan]]:
    bersih, ada_asing = bersihkan(teks)
    if not bersih:
        return None, []
    if tanda_kosong(bersih):
        return None, [("NILAI-09", {"ditemukan": kutip(teks)})]
    hari, ganda = _uraikan(bersih.casefold())
    if hari is None:
        return None, [("NILAI-18", {"ditemukan": kutip(teks)})]
    rinci: dict[str, object] = {"ditemukan": kutip(teks), "terbaca": tulis_tanggal(hari)}
    return hari, [(kode, rinci) for kode, ada in (("NILAI-14", ada_asing), ("NILAI-20", ganda)) if ada]


def _uraikan(teks: str) -> tuple[date | None, bool]:
    """(the day that a text means or None, whether its day and month could be the other way round)."""
    if cocok := _ISO.fullmatch(teks.upper()):
        tahun, bulan, tanggal = (int(x) for x in cocok.groups())
        return _hari(tahun, bulan, tanggal), False
    if cocok := _ANGKA.fullmatch(teks.upper()):
        tanggal, bulan = int(cocok.group(1)), int(cocok.group(3))
        return _hari(_tahun(cocok.group(4)), bulan, tanggal), tanggal <= 12 and tanggal != bulan
    cocok = _KATA.fullmatch(teks)
    if cocok and cocok.group(2) in _BULAN:
        return _hari(_tahun(cocok.group(3)), _BULAN[cocok.group(2)], int(cocok.group(1))), False
    return None, False


def _tahun(teks: str) -> int:
    return int(teks) + (2000 if len(teks) == 2 else 0)


def _hari(tahun: int, bulan: int, tanggal: int) -> date | None:
    try:
        return date(tahun, bulan, tanggal)
    except ValueError:
        return None
