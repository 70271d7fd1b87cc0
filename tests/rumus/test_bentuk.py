"""Sentences, properties and the Excel rendering of formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from ikixl.rumus import TIDAK_DIHITUNG, bilangan_bulat, derajat, evaluate, parse, to_excel, to_text, variabel
from tests.kalkulator import hasil_libreoffice

NAMA = {
    "selesai": "Jumlah berkas yang selesai",
    "masuk": "Jumlah berkas masuk.",
    "sop": "Dokumen SOP",
    "spp": "Dokumen SPP",
    "renstra": "Dokumen Renstra",
    "kib_a": "KIB A",
    "kib_b": "KIB B",
    "ktp": "e-KTP",
    "surat": "Surat masuk dan surat keluar",
    "skp": "Nilai SKP",
    "perilaku": "Nilai  perilaku kerja",
    "nilai": "Nilai SKM",
}


@pytest.mark.parametrize(
    ("rumus", "kalimat"),
    [
        ("selesai", "Jumlah berkas yang selesai"),
        ("selesai / masuk * 100", "Jumlah berkas yang selesai dibagi jumlah berkas masuk dikali 100"),
        ("persen(selesai, masuk)", "Jumlah berkas yang selesai dibagi jumlah berkas masuk dikali 100"),
        ("jumlah(sop, spp, renstra)", "Jumlah dari dokumen SOP, dokumen SPP, dan dokumen Renstra"),
        ("jumlah(kib_a, kib_b)", "Jumlah dari KIB A dan KIB B"),
        ("jumlah(sop)", "Dokumen SOP"),
        ("jumlah(surat, sop)", "Jumlah dari surat masuk dan surat keluar; dan dokumen SOP"),
        ("rata(kib_a, ktp)", "Rata-rata dari KIB A dan e-KTP"),
        ("min(sop, 0.5)", "Nilai terkecil dari dokumen SOP dan 0,5"),
        ("maks(0, sop - spp)", "Nilai terbesar dari 0 dan dokumen SOP dikurangi dokumen SPP"),
        ("0.6 * skp + 0.4 * perilaku", "0,6 dikali nilai SKP ditambah 0,4 dikali nilai perilaku kerja"),
        ("sop / (spp + renstra)", "Dokumen SOP dibagi (dokumen SPP ditambah dokumen Renstra)"),
        ("persen(jumlah(kib_a, kib_b), masuk)", "(Jumlah dari KIB A dan KIB B) dibagi jumlah berkas masuk dikali 100"),
        ("-(sop + spp)", "Minus (dokumen SOP ditambah dokumen SPP)"),
        ("tanpa_nama + 1", "Tanpa_nama ditambah 1"),
        (
            "bila(nilai >= 88.31, 4, bila(nilai >= 76.61 dan sop <> 0, 3, 1))",
            "Bila nilai SKM lebih dari atau sama dengan 88,31 maka 4, selain itu bila nilai SKM lebih dari atau sama"
            " dengan 76,61 dan dokumen SOP tidak sama dengan 0 maka 3, selain itu 1",
        ),
        ("100 * bila(sop = 1, spp, 0)", "100 dikali (bila dokumen SOP sama dengan 1 maka dokumen SPP, selain itu 0)"),
    ],
)
def test_sentence(rumus: str, kalimat: str) -> None:
    """The sentence reads as a decree would word the formula."""
    assert to_text(parse(rumus), NAMA) == kalimat


@pytest.mark.parametrize(
    ("rumus", "harapan"),
    [
        ("a", 1),
        ("a + b - c", 1),
        ("jumlah(a, b, c)", 1),
        ("0.6 * a + 0.4 * b", 1),
        ("rata(a, b)", 1),
        ("maks(0, a - b)", 1),
        ("-a / 2", 1),
        ("bila(a > b, a, b)", 1),
        ("bila(a > 0, a, 0)", 1),
        ("a / b", 0),
        ("persen(a, b)", 0),
        ("rata(persen(a, b), persen(c, d))", 0),
        ("bila(b = 0, 100, a / b * 100)", 0),
        ("100", 0),
        ("0", 0),
        ("a * b", 2),
        ("1 / a", -1),
        ("0 * a + b", 1),
        ("a + 1", None),
        ("a + a / b", None),
        ("(a + 1) * b", None),
        ("bila(a >= 88.31, 4, 3)", None),
        ("bila(a > b dan a > 1, a, b)", None),
        ("min(100, a)", None),
    ],
)
def test_degree(rumus: str, harapan: int | None) -> None:
    """The degree tells sums (1), ratios (0) and mixtures (None) apart."""
    assert derajat(parse(rumus)) == harapan


@pytest.mark.parametrize(
    ("rumus", "harapan"),
    [
        ("jumlah(a, b)", True),
        ("maks(0, a - b) * 3", True),
        ("bila(a / b > 0.5, -a, b)", True),
        ("a / b", False),
        ("0.5 * a", False),
        ("rata(a, b)", False),
        ("bila(a > b, a, a / 2)", False),
    ],
)
def test_whole_numbers(rumus: str, harapan: bool) -> None:
    """Only formulas without division, mean and fractions keep whole numbers whole."""
    assert bilangan_bulat(parse(rumus)) is harapan


def test_variables_in_order_of_first_appearance() -> None:
    """Every variabel is named once, also those in conditions and untaken branches."""
    assert variabel(parse("bila(c > a, jumlah(b, c), -d) + a")) == ("c", "a", "b", "d")
    assert variabel(parse("1 + 2")) == ()


def test_missing_names_are_our_own_mistake() -> None:
    """A variabel without value or reference is a KeyError, not a silent blank."""
    with pytest.raises(KeyError):
        evaluate(parse("a + b"), {"a": 1.0})
    with pytest.raises(KeyError):
        to_excel(parse("a + b"), {"a": "A1"})


@pytest.mark.parametrize("nilai", [float("inf"), float("-inf"), float("nan"), 1e308])
def test_beyond_the_range_of_numbers(nilai: float) -> None:
    """Infinite, undefined and overflowing values are never shown as numbers."""
    assert evaluate(parse("jumlah(a, a, a) - a * 10"), {"a": nilai}) == TIDAK_DIHITUNG


def test_references_to_other_sheets() -> None:
    """References are put in as they are, with sheet and dollar signs."""
    assert (
        to_excel(parse("a / b"), {"a": "'Data 1'!$C$7", "b": "Data!$C$8"})
        == "IF(COUNT('Data 1'!$C$7,Data!$C$8)<2,\"\",IFERROR('Data 1'!$C$7/Data!$C$8,\"tidak dihitung\"))"
    )


@pytest.mark.libreoffice
def test_more_components_than_excel_takes(tmp_path: Path) -> None:
    """Above 255 components the calls are split, and the result stays the same."""
    nama = [f"v{i}" for i in range(300)]
    isi = [float(i % 37) for i in range(300)]
    kasus: list[tuple[Sequence[float | None], str]] = []
    for fungsi in ("jumlah", "rata", "min", "maks"):
        rumus = to_excel(parse(f"{fungsi}({','.join(nama)})"), {n: f"{{{i}}}" for i, n in enumerate(nama)})
        assert max(daftar.count(",") for daftar in re.findall(r"\(([^()]*)\)", rumus)) == 254
        kasus += [(isi, rumus), ([*isi[:-1], None], rumus)]
    keluar = hasil_libreoffice(kasus, tmp_path)
    assert keluar[::2] == pytest.approx([sum(isi), sum(isi) / 300, 0, 36])
    assert keluar[1::2] == [""] * 4
