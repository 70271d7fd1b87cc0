"""Shared strings cut instead of parsed: what expat makes of them, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikixl.reader import cepat as modul
from ikixl.reader.batas import Batas
from ikixl.reader.cepat import baca_string_cepat
from ikixl.reader.mentah import SelMentah
from ikixl.reader.sel import Konteks
from tests.reader.buat import RUANG, baca, xlsx

_PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _sst(isi: str, akhir: str = "</sst>") -> bytes:
    return f'{_PROLOG}<sst xmlns="{RUANG}" count="2" uniqueCount="2">{isi}{akhir}'.encode()


def test_string_sama_dengan_aliran() -> None:
    """Plain strings are cut, with escapes and white space kept, and counted as the streaming reader counts them."""
    isi = '<si><t>a &amp; b</t></si><si><t xml:space="preserve"> </t></si><si><t>x_x0041_\n\t"</t></si><si><t></t></si>'
    data = xlsx('<row r="1"><c r="A1" t="s"><v>2</v></c></row>', {"xl/sharedStrings.xml": _sst(isi).decode()})
    assert baca(data).lembar[0].sel == {(0, 0): SelMentah("teks", 'xA\n\t"')}
    batas = Batas()
    assert baca_string_cepat(_sst(isi), batas, 4) == (
        ["a & b", " ", 'xA\n\t"', ""],
        [SelMentah("teks", "a & b"), None, SelMentah("teks", 'xA\n\t"'), None],
    )
    assert (batas.unsur, batas.huruf) == (9, 5 + 1 + 11)


@pytest.mark.parametrize(
    "isi",
    [
        _sst(""),
        _sst("<si/>"),
        _sst("<si><r><t>a</t></r></si>"),
        _sst("<si><t>a</t><rPh><t>b</t></rPh></si>"),
        _sst("<si><t>&#10;</t></si>"),
        _sst("<si><t>a</t></si><si><t>b</t></si><si><t>c</t></si>"),
        _sst("<si><t>a</t></si>", "</sst><!-- -->"),
        _sst("<si><t>a</t></si>", "</x>"),
        _sst(" <si><t>a</t></si>"),
        _sst(f"<si><t>{'a' * 70_000}</t></si>"),
        f'<x:sst xmlns:x="{RUANG}"><x:si><x:t>a</x:t></x:si></x:sst>'.encode(),
    ],
)
def test_string_diserahkan(isi: bytes) -> None:
    """Rich text, readings and everything unusual are left to expat."""
    batas = Batas()
    assert baca_string_cepat(isi, batas, 2) is None
    assert batas == Batas()


def test_string_batas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strings beyond the limit are for the streaming reader to refuse; what is remembered stays bounded."""
    monkeypatch.setattr(modul, "_BATAS_INGATAN", 2)
    monkeypatch.setattr(modul, "_PANJANG_INGATAN", 20)
    modul._STRING_DIKENAL.clear()
    for n in range(9):
        assert baca_string_cepat(_sst(f"<si><t>{n}</t></si><si><t>{'x' * 30}</t></si>"), Batas(), 9) is not None
    assert len(modul._STRING_DIKENAL) <= 3
    monkeypatch.setattr("ikixl.reader.batas._BATAS_HURUF", 1)
    assert baca_string_cepat(_sst("<si><t>ab</t></si>"), Batas(), 9) is None


def _semua_string(teks: Sequence[str]) -> tuple[list[str], int]:
    """The shared strings of a part with these texts, and the characters that were counted."""
    isi = "".join(f"<si><t>{t}</t></si>" for t in teks)
    batas = Batas()
    hasil = baca_string_cepat(f'<sst xmlns="{RUANG}">{isi}</sst>'.encode(), batas, 1_000)
    assert hasil is not None
    assert bool(hasil[0]) == (None in hasil[1])
    konteks = Konteks(*hasil)
    semua = [konteks.teks(n) for n in range(len(hasil[1]))]
    assert [s and s.nilai for s in hasil[1]] == [s if s and s.strip() else None for s in semua]
    assert konteks.teks(len(semua)) is None
    return [s for s in semua if s is not None], batas.huruf


@given(st.lists(st.lists(st.sampled_from(["a", "bb", " ", "satu", "ccc"]), min_size=3, max_size=4), max_size=8))
def test_string_yang_dikenal(bagian: list[list[str]]) -> None:
    """Strings that were met in an earlier part are those of this one, and count for themselves."""
    for teks in bagian:
        assert _semua_string(teks) == (teks, sum(map(len, teks)))
