"""Formulas that lead out of the workbook, and those that only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.reader.rumus_luar import rumus_luar


@pytest.mark.parametrize(
    "rumus",
    [
        "[1]Rekap!A1",
        "[1]Rekap!$A$1+2",
        "SUM([2]Data!A1:A9)",
        "[Rekap.xlsx]Lembar1!A1",
        "'[1]Lembar satu'!A1",
        "'C:\\Kerja\\[Rekap 2026.xlsx]Lembar1'!A1",
        "'file:///C:/Kerja/rekap.ods'#$Lembar1.A1",
        "[1]!Jumlah",
        "cmd|'/c calc'!A1",
        "Excel|Lembar1!R1C1",
        'DDE("soffice","rekap.ods","A1")',
        "RTD(A1,,B1)",
        '_xlfn.WEBSERVICE("https://contoh.invalid")',
        'IFERROR(__xludf.DUMMYFUNCTION("IMPORTRANGE(""abc"",""A1"")"),85)',
    ],
)
def test_keluar(rumus: str) -> None:
    """Other files, DDE and the network, as the programs write them."""
    assert rumus_luar(rumus)


@pytest.mark.parametrize(
    "rumus",
    [
        "",
        "1+1",
        "A1/B1*100",
        "Target!F5",
        "'Lembar satu'!A1",
        "'A|B'!A1",
        "SUM(Tabel1[Nilai])",
        "Tabel1[Nilai]+Lembar2!A1",
        "Tabel1[[#All],[Nilai]]&'Lembar 2'!A1",
        'IF(A1="[1]Rekap!A1","a|b","")',
        "SUM('Jan 1:Mar 1'!A1)",
        "MYDDE(1)",
        "'tidak tertutup",
    ],
)
def test_di_dalam(rumus: str) -> None:
    """Sheets of the workbook, tables and texts stay inside, whatever signs they bear."""
    assert not rumus_luar(rumus)


@given(st.text(alphabet="[]'\"!|A1+(). DE", max_size=80))
@settings(max_examples=200)
def test_sembarang(rumus: str) -> None:
    """Any text is judged, and a reference to another file put behind it is seen unless a quote was left open."""
    assert rumus_luar(rumus) in (True, False)
    if rumus.count('"') % 2 == 0 and "'" not in rumus:
        assert rumus_luar(rumus + "+[1]Rekap!A1")
