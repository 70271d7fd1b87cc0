"""One table of cases (kasus.csv) through all renderings: Excel text, Python value, LibreOffice value."""

from __future__ import annotations

import csv
import re
import string
from dataclasses import dataclass
from pathlib import Path

import pytest

from ikixl.rumus import evaluate, parse, to_excel, to_rumus, variabel
from tests.kalkulator import hasil_libreoffice, sama


@dataclass(frozen=True)
class Kasus:
    """One row: the formula, its inputs in order of first appearance, the expected Excel text and value."""

    rumus: str
    isi: dict[str, float | None]
    excel: str
    nilai: float | str


def _baca() -> list[Kasus]:
    hasil = []
    with Path(__file__).with_name("kasus.csv").open(encoding="utf-8", newline="") as berkas:
        for baris in csv.DictReader(berkas):
            pasangan = (p.split("=") for p in baris["inputs"].split(";") if p)
            isi = {nama: float(angka) if angka else None for nama, angka in pasangan}
            nilai: float | str = baris["value"] if baris["value"] in ("", "tidak dihitung") else float(baris["value"])
            hasil.append(Kasus(baris["formula"], isi, baris["excel"], nilai))
    return hasil


KASUS = _baca()
_satu_kasus = pytest.mark.parametrize("kasus", KASUS, ids=lambda k: f"{k.rumus} {list(k.isi.values())}")


def test_there_are_enough_cases() -> None:
    """The table is not truncated, and holds all three outcomes."""
    assert len(KASUS) >= 60
    assert {"", "tidak dihitung"} < {k.nilai for k in KASUS}


@_satu_kasus
def test_excel_text(kasus: Kasus) -> None:
    """The Excel rendering is exactly the expected text, its cells being A1, B1, … in order of first appearance."""
    simpul = parse(kasus.rumus)
    acuan = {nama: f"{huruf}1" for nama, huruf in zip(variabel(simpul), string.ascii_uppercase, strict=False)}
    assert to_excel(simpul, acuan) == kasus.excel


@_satu_kasus
def test_python_value(kasus: Kasus) -> None:
    """Python computes the expected value, blank or tidak dihitung."""
    hasil = evaluate(parse(kasus.rumus), kasus.isi).tampilan
    assert sama(hasil, kasus.nilai), hasil


@_satu_kasus
def test_writing_back(kasus: Kasus) -> None:
    """The formula written back parses to the same tree."""
    simpul = parse(kasus.rumus)
    assert parse(to_rumus(simpul)) == simpul


@pytest.mark.libreoffice
def test_libreoffice_value(tmp_path: Path) -> None:
    """LibreOffice computes the expected value of every Excel text of the table."""
    sel = re.compile(r"\b([A-Z])1\b")
    masuk = []
    for k in KASUS:
        nama = variabel(parse(k.rumus))
        masuk.append(([k.isi[n] for n in nama], sel.sub(lambda m: f"{{{ord(m[1]) - ord('A')}}}", k.excel)))
    keluar = hasil_libreoffice(masuk, tmp_path)
    salah = [
        f"{k.rumus} {k.isi}: {dapat!r}, not {k.nilai!r}"
        for k, dapat in zip(KASUS, keluar, strict=True)
        if not sama(dapat, k.nilai)
    ]
    assert not salah, "\n".join(salah)
