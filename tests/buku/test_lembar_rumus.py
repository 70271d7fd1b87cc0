"""Our worksheet writes what XlsxWriter's own writes, letter for letter, whatever its cells hold."""

from __future__ import annotations

import io
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ikixl.writer.rumus import LembarRumus

TEKS = st.text(st.sampled_from(list("ab <>&\"'\n#_x0041_é\x01=")), max_size=6)
ANGKA = st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False)
HASIL = ANGKA | TEKS | st.sampled_from(["#N/A", "#DIV/0!", "#bukan galat", "", True, False])
ISI = st.one_of(
    st.tuples(st.just("write_number"), ANGKA),
    st.tuples(st.just("write_string"), TEKS),
    st.tuples(st.just("write_blank"), st.none()),
    st.tuples(st.just("write_formula"), st.sampled_from(['=A1&"<b>"', "=SUM(B1:C9)>1", "=1&2"]), HASIL),
    st.tuples(st.just("write_boolean"), st.booleans()),
)
SEL = st.dictionaries(
    st.tuples(st.integers(0, 70), st.integers(0, 30)), st.tuples(ISI, st.sampled_from([None, 0, 1, 2])), max_size=12
)


def _tulis(
    kelas: type[Worksheet], sel: dict[tuple[int, int], tuple[tuple[object, ...], int | None]], tinggi: set[int]
) -> bytes:
    keluaran = io.BytesIO()
    with Workbook(keluaran, {"in_memory": True}) as berkas:
        berkas.set_properties({"created": datetime(2024, 1, 1)})
        # The first two are the same style, which XlsxWriter counts once.
        gaya = [berkas.add_format(s) for s in ({"bold": True}, {"bold": True}, {"italic": True})]
        ws = berkas.add_worksheet("Satu", worksheet_class=kelas)
        ws.set_column(3, 4, 20, gaya[2])
        for baris in tinggi:
            ws.set_row(baris, 30, gaya[0] if baris % 2 else None)
        for (baris, kolom), ((metode, isi, *hasil), nomor) in sel.items():
            getattr(ws, str(metode))(baris, kolom, isi, None if nomor is None else gaya[nomor], *hasil)
    return keluaran.getvalue()


@given(SEL, st.sets(st.integers(0, 90), max_size=4))
def test_sama_dengan_lembar_xlsxwriter(
    sel: dict[tuple[int, int], tuple[tuple[object, ...], int | None]], tinggi: set[int]
) -> None:
    """Numbers, texts, blanks, formulas with any result, styles of cells, rows and columns, rows with nothing."""
    assert _tulis(LembarRumus, sel, tinggi) == _tulis(Worksheet, sel, tinggi)
