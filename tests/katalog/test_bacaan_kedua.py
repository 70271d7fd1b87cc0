"""Each sample katalog against a second, independent reading of its decree.

`<nama>_bacaan_kedua.csv` was typed from the decree by another reader than `sample_data/<nama>`, one row per indikator;
every such file beside this module is compared. Kanigaran, whose decree has shapes of its own, stands in
test_kanigaran. Wordings are compared by their letters and digits alone, so that only another wording counts.

`bentuk` of a row: hitung (one figure), daftar (sum of named components), rasio, terbobot (weighted), rata (mean),
kosong (the decree leaves the formula blank), lain (anything else).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, zip_longest
from pathlib import Path

import pytest

from ikixl.katalog import muat
from ikixl.katalog.model import RUMUS_BELUM, Indikator, Jabatan, Katalog, Target, Variabel
from ikixl.rumus import Simpul, derajat, evaluate, parse, suku_jumlah, variabel
from ikixl.rumus.ast import Panggil
from ikixl.rumus.ast import Variabel as KodeVariabel
from ikixl.rumus.hasil import ada

SAMPEL = Path(__file__).resolve().parents[2] / "sample_data"
AKHIRAN = "_bacaan_kedua"
NAMA = sorted(
    nama
    for berkas in Path(__file__).parent.glob(f"*{AKHIRAN}.csv")
    if (nama := berkas.stem.removesuffix(AKHIRAN)) != "kanigaran"
)

#: Per decree, as counted in it: jabatan, sasaran (rows with one sasaran counted once), indikator.
BANYAK = {
    "benjeng": (25, 76, 125),
    "berbek": (11, 21, 25),
    "gedangan": (18, 27, 67),
    "lumajang": (10, 31, 33),
}

# "26 desa", "100 %", "6.254 orang": number as Indonesians write it, then its unit.
ANGKA_TARGET = re.compile(r"(\d+(?:\.\d{3})*(?:,\d+)?)\s*([^\d,]*?)(?=,?\s+dan\s|,\s|$)")
# Words that fix a yearly number without printing it.
KATA_PERIODE = re.compile(r"hari|minggu|bulan|triwulan|semester|tahun", re.IGNORECASE)


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
    target: str
    penanggung_jawab: str


@cache
def bacaan(nama: str) -> tuple[Baris, ...]:
    """The second reading of a decree, in its order."""
    with Path(__file__).with_name(f"{nama}{AKHIRAN}.csv").open(encoding="utf-8", newline="") as berkas:
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
                target=b["target"],
                penanggung_jawab=b["penanggung_jawab"],
            )
            for b in csv.DictReader(berkas)
        )


@cache
def katalog(nama: str) -> Katalog:
    """The sample of a decree as ikixl loads it."""
    return muat(SAMPEL / nama)


def nama_jabatan(nama: str) -> dict[int, str]:
    """The jabatan of a second reading by their place in the decree, counted from 1."""
    return {b.jabatan_urutan: b.jabatan for b in bacaan(nama)}


def jabatan_katalog(nama: str) -> list[Jabatan]:
    """The jabatan of a sample in the decree's order."""
    return sorted(katalog(nama).jabatan, key=lambda j: j.urutan)


per_keputusan = pytest.mark.parametrize("nama", NAMA)
per_jabatan = pytest.mark.parametrize(
    ("nama", "nomor"),
    [
        pytest.param(nama, nomor, id=f"{nama}-{nomor:02d}-{jabatan}")
        for nama in NAMA
        for nomor, jabatan in nama_jabatan(nama).items()
    ],
)


def inti(teks: str) -> str:
    """What is left of a wording without case, spaces, punctuation and the numbers of a list."""
    return re.sub(r"[\W_]", "", re.sub(r"(?<!\S)\d+\.(?=\D)", " ", teks.lower()))


def beda(kedua: Sequence[str], milik: Sequence[str]) -> str:
    """The places where two readings differ, each with both wordings; "" where none does."""
    return "".join(
        f"\n  {nomor}. bacaan kedua: {a!r}\n     katalog:      {b!r}"
        for nomor, (a, b) in enumerate(zip_longest(kedua, milik), start=1)
        if a is None or b is None or inti(a) != inti(b)
    )


def jabatan_ke(nama: str, nomor: int) -> Jabatan:
    """The jabatan that stands at this place in the katalog, counted from 1; none there fails."""
    milik = jabatan_katalog(nama)
    assert nomor <= len(milik), f"bacaan kedua: jabatan ke-{nomor}, katalog: hanya {len(milik)} jabatan"
    return milik[nomor - 1]


def pasangan(nama: str, nomor: int) -> list[tuple[Baris, Indikator, tuple[Variabel, ...]]]:
    """Both readings of each indikator of a jabatan, with its variabel; another number of them fails."""
    baris = [b for b in bacaan(nama) if b.jabatan_urutan == nomor]
    milik = katalog(nama).indikator_jabatan(jabatan_ke(nama, nomor).kode)
    assert len(baris) == len(milik), f"bacaan kedua: {len(baris)} indikator, katalog: {len(milik)}"
    return [(b, i, katalog(nama).variabel_indikator(i.kode)) for b, i in zip(baris, milik, strict=True)]


def banyak_sasaran(sasaran: Sequence[tuple[int, str]]) -> int:
    """How many sasaran a table names: neighbouring rows of one jabatan with one wording share theirs."""
    return sum(1 for _ in groupby((nomor, inti(teks)) for nomor, teks in sasaran))


def angka_target(teks: str) -> list[tuple[float, str]]:
    """The numbers of a printed target, each with its unit: "2 unit dan 6 unit" gives two."""
    return [
        (float(angka.replace(".", "").replace(",", ".")), satuan.strip())
        for angka, satuan in ANGKA_TARGET.findall(teks)
    ]


def target_keputusan(nama: str, indikator: str) -> list[Target]:
    """The target rows of an indikator that the katalog takes from the decree."""
    return [t for t in katalog(nama).target if t.indikator == indikator and t.sumber == "keputusan"]


def senama(komponen: Sequence[str], nama: Sequence[str]) -> bool:
    """Whether variabel carry the names of the components in order, maybe longer or shorter ("Jumlah X" for "X").

    A variabel with the very name of another component stands in the wrong place, however much the two share.
    """
    kiri, kanan = ([inti(t).removeprefix("jumlah") for t in daftar] for daftar in (komponen, nama))
    return len(kiri) == len(kanan) and all(
        k == n or (n not in kiri and k not in kanan and (k in n or n in k)) for k, n in zip(kiri, kanan, strict=True)
    )


def _rasio(simpul: Simpul, kode: Sequence[str]) -> bool:
    """persen(pembilang, penyebut), each one variabel, in the order that the decree prints."""
    return simpul == parse(f"persen({', '.join(kode)})") and derajat(simpul) == 0


def _daftar(simpul: Simpul, kode: Sequence[str]) -> bool:
    """The sum of the components in order, each once."""
    return suku_jumlah(simpul) == tuple(kode)


def _rata(simpul: Simpul, kode: Sequence[str]) -> bool:
    """A mean over all components."""
    return isinstance(simpul, Panggil) and simpul.nama == "rata" and set(variabel(simpul)) == set(kode)


def _terbobot(simpul: Simpul, kode: Sequence[str]) -> bool:
    """Weights that add up to one over the components in order: equal inputs give themselves, unequal ones no sum."""
    sama = evaluate(simpul, dict.fromkeys(kode, 80.0)) == ada(80.0)
    return sama and derajat(simpul) == 1 and variabel(simpul) == tuple(kode) and not isinstance(simpul, Panggil)


def _hitung(simpul: Simpul, kode: Sequence[str]) -> bool:
    """The one variabel itself, and not the mark of a missing formula."""
    return tuple(kode) != (RUMUS_BELUM,) and [simpul] == [KodeVariabel(k) for k in kode]


def _kosong(simpul: Simpul, kode: Sequence[str]) -> bool:
    """The mark of a formula that the decree leaves blank, over its one variabel."""
    return tuple(kode) == (RUMUS_BELUM,) and simpul == KodeVariabel(RUMUS_BELUM)


def _lain(simpul: Simpul, kode: Sequence[str]) -> bool:
    """Any formula that uses every variabel."""
    return set(variabel(simpul)) == set(kode)


def dipinjam(baris: Baris, indikator: Indikator) -> bool:
    """Whether the katalog lends a formula to an indikator whose own the decree leaves out, and says so in its note."""
    return baris.bentuk == "kosong" and not indikator.penjelasan and "Formula tidak tercetak" in indikator.catatan


BENTUK: Mapping[str, Callable[[Simpul, Sequence[str]], bool]] = {
    "hitung": _hitung,
    "daftar": _daftar,
    "rasio": _rasio,
    "terbobot": _terbobot,
    "rata": _rata,
    "kosong": _kosong,
    "lain": _lain,
}


def test_every_reading_has_its_katalog() -> None:
    """No second reading stands alone: each has a folder of the same name in sample_data, and its counts above."""
    assert [nama for nama in NAMA if not (SAMPEL / nama).is_dir()] == []
    assert sorted(BANYAK) == NAMA


@per_keputusan
def test_bacaan_kedua_is_sound(nama: str) -> None:
    """The second reading itself has known shapes, counted components, legible targets and unbroken numbering."""
    semua = bacaan(nama)
    assert {b.bentuk for b in semua} <= set(BENTUK)
    assert [b for b in semua if len(b.komponen) != b.jumlah_komponen] == []
    assert [b for b in semua if (b.bentuk in ("hitung", "kosong")) != (not b.komponen) and b.bentuk != "lain"] == []
    assert [b for b in semua if b.bentuk == "rasio" and b.jumlah_komponen != 2] == []
    assert [b for b in semua if bool(b.target) != bool(angka_target(b.target))] == []
    jabatan = nama_jabatan(nama)
    assert list(jabatan) == list(range(1, len(jabatan) + 1))
    for nomor, sebutan in jabatan.items():
        milik = [b for b in semua if b.jabatan_urutan == nomor]
        assert {b.jabatan for b in milik} == {sebutan}
        assert [b.urutan for b in milik] == list(range(1, len(milik) + 1)), sebutan


@per_keputusan
def test_counts(nama: str) -> None:
    """Both readings have as many jabatan, sasaran and indikator as were counted in the decree."""
    milik = [(j.urutan, i) for j in jabatan_katalog(nama) for i in katalog(nama).indikator_jabatan(j.kode)]
    semua = bacaan(nama)
    kedua = (len(nama_jabatan(nama)), banyak_sasaran([(b.jabatan_urutan, b.sasaran) for b in semua]), len(semua))
    pertama = (len(katalog(nama).jabatan), banyak_sasaran([(n, i.sasaran) for n, i in milik]), len(milik))
    assert kedua == BANYAK[nama]
    assert pertama == BANYAK[nama]


@per_keputusan
def test_jabatan_in_order(nama: str) -> None:
    """The katalog has every jabatan of the decree and no other, in the decree's order."""
    milik = jabatan_katalog(nama)
    perbedaan = beda(list(nama_jabatan(nama).values()), [j.nama for j in milik])
    assert not perbedaan, perbedaan
    assert [j.urutan for j in milik] == list(nama_jabatan(nama))


@per_keputusan
def test_twins_are_marked(nama: str) -> None:
    """A jabatan whose name stands a second time in the decree names the first as its kembar; no other does."""
    milik = jabatan_katalog(nama)
    pertama: dict[str, str] = {}
    harus = {}
    for jabatan, sebutan in zip(milik, nama_jabatan(nama).values(), strict=True):
        harus[jabatan.kode] = pertama.get(inti(sebutan), "")
        pertama.setdefault(inti(sebutan), jabatan.kode)
    assert {j.kode: j.kembar for j in milik} == harus
    assert [j.kode for j in milik if j.kembar and not j.catatan] == []


@per_jabatan
def test_indikator_in_order(nama: str, nomor: int) -> None:
    """A jabatan has every indikator of its table and no other, in the decree's order and wording."""
    milik = katalog(nama).indikator_jabatan(jabatan_ke(nama, nomor).kode)
    perbedaan = beda([b.indikator for b in bacaan(nama) if b.jabatan_urutan == nomor], [i.nama for i in milik])
    assert not perbedaan, perbedaan
    assert [i.urutan for i in milik] == list(range(1, len(milik) + 1))


@per_jabatan
def test_sasaran(nama: str, nomor: int) -> None:
    """Each indikator stands under its sasaran; a blank cell of the decree continues the one above."""
    semua = pasangan(nama, nomor)
    perbedaan = beda([b.sasaran for b, _, _ in semua], [i.sasaran for _, i, _ in semua])
    assert not perbedaan, perbedaan


@per_jabatan
def test_sumber_data_and_penanggung_jawab(nama: str, nomor: int) -> None:
    """Each indikator names the sumber data and the penanggung jawab of its row, and none where the decree does not."""
    semua = pasangan(nama, nomor)
    perbedaan = beda([b.sumber_data for b, _, _ in semua], [i.sumber_data for _, i, _ in semua])
    assert not perbedaan, perbedaan
    perbedaan = beda([b.penanggung_jawab for b, _, _ in semua], [i.penanggung_jawab for _, i, _ in semua])
    assert not perbedaan, perbedaan


@per_jabatan
def test_komponen(nama: str, nomor: int) -> None:
    """The named components of a formula are its variabel, all of them, in order; a count has one."""
    perbedaan = []
    for baris, indikator, milik in pasangan(nama, nomor):
        sebutan = [v.nama for v in milik]
        if dipinjam(baris, indikator):
            continue
        if not (senama(baris.komponen, sebutan) if baris.komponen else len(sebutan) == 1):
            kedua = list(baris.komponen) or "satu angka"
            perbedaan.append(f"\n{indikator.kode}\n  bacaan kedua: {kedua}\n  katalog:      {sebutan}")
    assert not perbedaan, "".join(perbedaan)


@per_jabatan
def test_bentuk(nama: str, nomor: int) -> None:
    """A rumus computes what its shape in the decree says, over its variabel in the decree's order."""
    perbedaan = [
        f"\n{indikator.kode}: bacaan kedua {baris.bentuk} {list(baris.komponen)}, katalog {indikator.rumus!r}"
        for baris, indikator, milik in pasangan(nama, nomor)
        if not dipinjam(baris, indikator) and not BENTUK[baris.bentuk](parse(indikator.rumus), [v.kode for v in milik])
    ]
    assert not perbedaan, "".join(perbedaan)


@per_jabatan
def test_only_checklists_are_ticked(nama: str, nomor: int) -> None:
    """Ya/Tidak is the input of a named component of a sum; whatever the decree counts or divides is a number."""
    salah = [
        f"{indikator.kode}.{v.kode}"
        for baris, indikator, milik in pasangan(nama, nomor)
        for v in milik
        if v.isian == "centang" and baris.bentuk != "daftar"
    ]
    assert salah == []


@per_jabatan
def test_targets_of_the_decree(nama: str, nomor: int) -> None:
    """A target that the decree prints is the katalog's, marked as the decree's; no other target is marked so.

    The one exception is a number that follows from a period ("setiap bulan"): the note of the indikator quotes it.
    """
    perbedaan = []
    for baris, indikator, _ in pasangan(nama, nomor):
        milik = target_keputusan(nama, indikator.kode)
        if not baris.target:
            kutipan = " ".join(re.findall(r'Target dari kalimat: "([^"]*)"', indikator.catatan))
            if milik and not KATA_PERIODE.search(kutipan):
                perbedaan.append(f"\n{indikator.kode}: tidak ada target tercetak, katalog {milik}")
            continue
        tercetak = angka_target(baris.target)
        # Several amounts in one cell belong to the components of a sum.
        if [t.tahun for t in milik] != [sum(angka for angka, _ in tercetak)]:
            perbedaan.append(f"\n{indikator.kode}: tercetak {baris.target!r}, katalog {milik}")
        # A table with a TARGET column has no formula column; elsewhere the number stands in a sentence, whose unit
        # ("diikuti 23 desa") need not be what the indikator counts.
        if not indikator.penjelasan and inti(tercetak[0][1]) != inti(indikator.satuan):
            perbedaan.append(f"\n{indikator.kode}: tercetak {baris.target!r}, satuan katalog {indikator.satuan!r}")
    assert not perbedaan, "".join(perbedaan)


@pytest.mark.parametrize(
    ("teks", "angka"),
    [
        ("100 %", [(100, "%")]),
        ("6.254 orang", [(6254, "orang")]),
        ("12,5 %", [(12.5, "%")]),
        ("3 rekening dan 3 orang", [(3, "rekening"), (3, "orang")]),
        ("4 laporan, 1 laporan dan 1 laporan", [(4, "laporan"), (1, "laporan"), (1, "laporan")]),
        ("", []),
    ],
)
def test_angka_target(teks: str, angka: list[tuple[float, str]]) -> None:
    """A printed target is read with Indonesian separators, several amounts one by one."""
    assert angka_target(teks) == angka


def test_senama_tells_swapped_components() -> None:
    """A longer or shorter name passes, two components in each other's place do not."""
    assert senama(["SOP"], ["Dokumen SOP"])
    assert senama(["Jumlah PNS yang hadir", "Jumlah PNS"], ["Jumlah PNS yang hadir", "Jumlah PNS"])
    assert not senama(["Jumlah PNS yang hadir", "Jumlah PNS"], ["Jumlah PNS", "Jumlah PNS yang hadir"])
    assert not senama(["SOP"], ["SOP", "SPP"])


def test_only_lumajang_lends_formulas() -> None:
    """Eight percentages of Lumajang's two subbagian use the formula printed for their superior; no other does."""
    kode = [i.kode for nama in NAMA for i in katalog(nama).indikator if "Formula tidak tercetak" in i.catatan]
    assert kode == [*(f"KASUBAG-UMUM.0{n}" for n in range(1, 7)), "KASUBAG-KEU.01", "KASUBAG-KEU.02"]
