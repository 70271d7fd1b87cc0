"""The katalog of Kecamatan Kanigaran against a second, independent reading of the decree.

`kanigaran_bacaan_kedua.csv` was typed from the decree by another reader than `sample_data/kanigaran`, one row per
indikator. Wordings are compared by their letters and digits alone, so that only another wording counts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pytest

from ikixl.katalog import muat
from ikixl.katalog.model import Indikator, Jabatan, Katalog, Variabel
from ikixl.rumus import evaluate, parse, variabel
from ikixl.rumus.hasil import ada

SAMPEL = Path(__file__).resolve().parents[2] / "sample_data" / "kanigaran"
BACAAN_KEDUA = Path(__file__).with_name("kanigaran_bacaan_kedua.csv")
BENTUK = ("hitung", "daftar", "jumlah", "selisih", "lain")


@dataclass(frozen=True)
class Baris:
    """One indikator as the second reader saw it; `komponen` are the named parts of its formula."""

    jabatan_urutan: int
    jabatan: str
    urutan: int
    sasaran: str
    indikator: str
    sumber_data: str
    jumlah_komponen: int
    komponen: tuple[str, ...]
    bentuk: str


def _baca() -> tuple[Baris, ...]:
    with BACAAN_KEDUA.open(encoding="utf-8", newline="") as berkas:
        return tuple(
            Baris(
                jabatan_urutan=int(b["jabatan_urutan"]),
                jabatan=b["jabatan"],
                urutan=int(b["indikator_urutan"]),
                sasaran=b["sasaran"],
                indikator=b["indikator"],
                sumber_data=b["sumber_data"],
                jumlah_komponen=int(b["jumlah_komponen"]),
                komponen=tuple(b["komponen"].split("; ")) if b["komponen"] else (),
                bentuk=b["bentuk"],
            )
            for b in csv.DictReader(berkas)
        )


BACAAN = _baca()
JABATAN = {b.jabatan_urutan: b.jabatan for b in BACAAN}
per_jabatan = pytest.mark.parametrize("nomor", JABATAN, ids=lambda n: f"{n:02d}-{JABATAN[n]}")


def inti(teks: str) -> str:
    """What is left of a wording without case, spaces, punctuation and the numbers of a list."""
    return re.sub(r"[\W_]", "", re.sub(r"(?<!\S)\d+\.(?=\D)", " ", teks.lower()))


def beda(kedua: Sequence[str], katalog: Sequence[str]) -> list[str]:
    """The places where two readings differ, each with both wordings."""
    return [
        f"\n  {nomor}. bacaan kedua: {a!r}\n     katalog:      {b!r}"
        for nomor, (a, b) in enumerate(zip_longest(kedua, katalog), start=1)
        if a is None or b is None or inti(a) != inti(b)
    ]


@pytest.fixture(scope="module")
def katalog() -> Katalog:
    """The sample as ikixl loads it."""
    return muat(SAMPEL)


def jabatan_ke(katalog: Katalog, nomor: int) -> Jabatan:
    """The jabatan that stands at this place in the katalog, counted from 1; none there fails."""
    milik = sorted(katalog.jabatan, key=lambda j: j.urutan)
    assert nomor <= len(milik), f"bacaan kedua: {JABATAN[nomor]!r}, katalog: hanya {len(milik)} jabatan"
    return milik[nomor - 1]


def pasangan(katalog: Katalog, nomor: int) -> list[tuple[Baris, Indikator, tuple[Variabel, ...]]]:
    """Both readings of each indikator of a jabatan; another number of them fails."""
    baris = [b for b in BACAAN if b.jabatan_urutan == nomor]
    milik = katalog.indikator_jabatan(jabatan_ke(katalog, nomor).kode)
    assert len(baris) == len(milik), f"bacaan kedua: {len(baris)} indikator, katalog: {len(milik)}"
    return [(b, i, katalog.variabel_indikator(i.kode)) for b, i in zip(baris, milik, strict=True)]


def tanda(baris: Baris) -> list[float]:
    """The sign that each term of a formula carries by its shape: a difference takes off what follows the first."""
    banyak = max(baris.jumlah_komponen, 1)
    return [1.0, *([-1.0 if baris.bentuk == "selisih" else 1.0] * (banyak - 1))]


def test_bacaan_kedua_is_sound() -> None:
    """The second reading itself has known shapes, counted components and unbroken numbering."""
    assert {b.bentuk for b in BACAAN} <= set(BENTUK)
    assert [b for b in BACAAN if len(b.komponen) != b.jumlah_komponen] == []
    assert [b for b in BACAAN if (b.bentuk == "hitung") != (not b.komponen)] == []
    assert list(JABATAN) == list(range(1, len(JABATAN) + 1))
    for nomor, nama in JABATAN.items():
        milik = [b for b in BACAAN if b.jabatan_urutan == nomor]
        assert {b.jabatan for b in milik} == {nama}
        assert [b.urutan for b in milik] == list(range(1, len(milik) + 1)), nama


def test_jabatan_in_order(katalog: Katalog) -> None:
    """The katalog has every jabatan of the decree and no other, in the decree's order."""
    milik = sorted(katalog.jabatan, key=lambda j: j.urutan)
    perbedaan = beda(list(JABATAN.values()), [j.nama for j in milik])
    assert not perbedaan, "".join(perbedaan)
    assert [j.urutan for j in milik] == list(JABATAN)


@per_jabatan
def test_indikator_in_order(katalog: Katalog, nomor: int) -> None:
    """A jabatan has every indikator of its table and no other, in the decree's order and wording."""
    milik = katalog.indikator_jabatan(jabatan_ke(katalog, nomor).kode)
    perbedaan = beda([b.indikator for b in BACAAN if b.jabatan_urutan == nomor], [i.nama for i in milik])
    assert not perbedaan, "".join(perbedaan)
    assert [i.urutan for i in milik] == list(range(1, len(milik) + 1))


@per_jabatan
def test_sasaran(katalog: Katalog, nomor: int) -> None:
    """Each indikator stands under its sasaran; a blank cell of the decree continues the one above."""
    semua = pasangan(katalog, nomor)
    perbedaan = beda([b.sasaran for b, _, _ in semua], [i.sasaran for _, i, _ in semua])
    assert not perbedaan, "".join(perbedaan)


@per_jabatan
def test_sumber_data(katalog: Katalog, nomor: int) -> None:
    """Each indikator names the sumber data of its row."""
    semua = pasangan(katalog, nomor)
    perbedaan = beda([b.sumber_data for b, _, _ in semua], [i.sumber_data for _, i, _ in semua])
    assert not perbedaan, "".join(perbedaan)


@per_jabatan
def test_komponen(katalog: Katalog, nomor: int) -> None:
    """The named components of a formula are its variabel, all of them, in order; a plain count has one."""
    perbedaan = []
    for baris, indikator, milik in pasangan(katalog, nomor):
        nama = [v.nama for v in milik]
        if baris.komponen:
            perbedaan += [f"\n{indikator.kode}{p}" for p in beda(baris.komponen, nama)]
        elif len(nama) != 1:
            perbedaan.append(f"\n{indikator.kode}\n  bacaan kedua: satu hitungan\n  katalog:      {nama}")
    assert not perbedaan, "".join(perbedaan)


@per_jabatan
def test_bentuk(katalog: Katalog, nomor: int) -> None:
    """A rumus computes what its shape in the decree says, over its variabel in the decree's order."""
    for baris, indikator, milik in pasangan(katalog, nomor):
        kode = [v.kode for v in milik]
        simpul = parse(indikator.rumus)
        dua_bacaan = f"{indikator.kode}: bacaan kedua {baris.bentuk} {baris.komponen}, katalog {indikator.rumus!r}"
        assert sorted(variabel(simpul)) == sorted(kode), dua_bacaan
        if baris.bentuk == "lain":
            continue
        # Powers of ten: neither a part left out, counted twice nor subtracted wrongly gives the same total.
        nilai: dict[str, float | None] = {k: 10.0**n for n, k in enumerate(kode)}
        assert len(kode) == len(tanda(baris)), dua_bacaan
        assert evaluate(simpul, nilai) == ada(sum(t * 10.0**n for n, t in enumerate(tanda(baris)))), dua_bacaan


@per_jabatan
def test_amounts_are_numbers(katalog: Katalog, nomor: int) -> None:
    """Only a component of a checklist is ticked; counts and the terms of a sum or difference are numbers."""
    salah = [
        f"{indikator.kode}.{v.kode}"
        for baris, indikator, milik in pasangan(katalog, nomor)
        for v in milik
        if v.isian == "centang" and baris.bentuk != "daftar"
    ]
    assert salah == []
