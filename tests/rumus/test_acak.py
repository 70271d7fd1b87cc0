"""Properties of the formula language over random formulas and inputs."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ikixl.errors import RumusError
from ikixl.rumus import Keadaan, derajat, evaluate, parse, to_excel, to_rumus, to_text, variabel
from ikixl.rumus.ast import Simpul
from tests.kalkulator import hasil_libreoffice, sama
from tests.rumus.pohon import NAMA, isian, pohon

Isian = tuple[float | None, ...]


@pytest.mark.libreoffice
def test_python_and_libreoffice_agree(tmp_path: Path) -> None:
    """For random formulas and inputs Python and LibreOffice show the same number, blank or tidak dihitung."""
    kasus: list[tuple[Simpul, Isian]] = []

    # Only collects: LibreOffice is started once for all of them, and a failure lists all that differ.
    @settings(max_examples=1500, phases=[Phase.generate], derandomize=True)
    @given(pohon, isian)
    def kumpulkan(simpul: Simpul, isi: Isian) -> None:
        kasus.append((simpul, isi))

    kumpulkan()
    acuan = {nama: f"{{{i}}}" for i, nama in enumerate(NAMA)}
    keluar = hasil_libreoffice([(isi, to_excel(simpul, acuan)) for simpul, isi in kasus], tmp_path)
    hasil = [evaluate(simpul, dict(zip(NAMA, isi, strict=True))) for simpul, isi in kasus]
    salah = [
        f"{to_rumus(simpul)} {isi}: Python {h.tampilan!r}, LibreOffice {dapat!r}"
        for (simpul, isi), h, dapat in zip(kasus, hasil, keluar, strict=True)
        if not sama(h.tampilan, dapat)
    ]
    assert not salah, "\n".join(salah)
    for keadaan in Keadaan:
        assert sum(h.keadaan is keadaan for h in hasil) > 50, f"the random inputs seldom gave {keadaan}"


@given(pohon)
def test_written_back_and_parsed_again(simpul: Simpul) -> None:
    """A tree written as a formula parses to the same tree."""
    assert parse(to_rumus(simpul)) == simpul


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=60),
        st.text("ab12.+-*/()<>=, ", max_size=40),
        st.lists(
            st.sampled_from(["a", "1", "0.5", "+", "-", "*", "(", ")", ",", "jumlah(", "bila(", ">=", " dan ", "rata"]),
            max_size=25,
        ).map("".join),
    )
)
def test_junk_is_refused_politely(teks: str) -> None:
    """Whatever the text, parsing gives a tree or a RumusError whose position lies in the text."""
    try:
        simpul = parse(teks)
    except RumusError as galat:
        sah = bool(galat.pesan) and 0 <= galat.posisi <= len(teks)
    else:
        sah = parse(to_rumus(simpul)) == simpul
    assert sah


@given(pohon, isian)
def test_every_outcome_is_clean(simpul: Simpul, isi: Isian) -> None:
    """A blank variabel of the formula is always belum lengkap; a number is finite and never minus zero."""
    nilai = dict(zip(NAMA, isi, strict=True))
    hasil = evaluate(simpul, nilai)
    kosong = any(nilai[n] is None for n in variabel(simpul))
    assert (hasil.keadaan is Keadaan.BELUM_LENGKAP) == kosong
    if hasil.nilai is not None:
        assert math.isfinite(hasil.nilai)
        assert math.copysign(1, hasil.nilai) == 1 or hasil.nilai < 0


@given(pohon, st.tuples(*[st.integers(1, 50).map(float)] * len(NAMA)))
def test_degree_says_how_the_result_scales(simpul: Simpul, isi: tuple[float, ...]) -> None:
    """Doubling all inputs multiplies the result by 2 to the power of the degree, where there is one."""
    d = derajat(simpul)
    if d is None or abs(d) > 20:
        return
    nilai = evaluate(simpul, dict(zip(NAMA, isi, strict=True)))
    dua = evaluate(simpul, {nama: 2 * n for nama, n in zip(NAMA, isi, strict=True)})
    assert dua.keadaan == nilai.keadaan
    if nilai.nilai is not None and dua.nilai is not None:
        assert dua.nilai == pytest.approx(nilai.nilai * 2.0**d, rel=1e-9)


@given(pohon)
def test_a_sentence_for_every_formula(simpul: Simpul) -> None:
    """Every formula has a sentence that starts with a capital, names each variabel and balances its brackets."""
    nama = {n: f"Data {n}" for n in NAMA}
    teks = to_text(simpul, nama)
    awal = teks.lstrip("(")[0]
    assert awal == awal.upper()
    for n in variabel(simpul):
        assert f"data {n}" in teks.lower()
    assert teks.count("(") == teks.count(")")
