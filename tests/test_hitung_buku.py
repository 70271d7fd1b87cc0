"""The formulas of the unit workbook, reckoned from their texts: the values of ikixl.perhitungan, cell by cell."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.aturan import Aturan
from ikixl.bawaan import folder_bawaan
from ikixl.checks.hitung_buku import HitungBuku
from ikixl.checks.kerangka import LembarTerbit, bentuk_unit, susun_kerangka
from ikixl.checks.rumus_python import Nilai, RumusAsingError, ingatan_rumus, kompilasi
from ikixl.katalog import muat
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Katalog, Unit
from ikixl.layout.buku import Acuan, Baris, Buku, Kolom, Lembar, Masukan, Rumus, Sel, Tautan
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.letak import Letak
from ikixl.layout.muatan import MUATAN_KOSONG, Muatan
from ikixl.layout.unit import susun_buku_unit
from tests.contoh_kecil import katalog_kecil

KATALOG = katalog_kecil()


def _rumus(buku: Buku) -> Iterator[tuple[tuple[str, str, str], Rumus]]:
    for lembar in buku.lembar:
        for baris in lembar.baris:
            for kolom, sel in baris.sel.items():
                if isinstance(sel.isi, Rumus):
                    yield (lembar.kunci, baris.kunci, kolom), sel.isi


def _sama(a: Nilai, b: float | str) -> bool:
    if isinstance(a, float) and isinstance(b, float | int):
        return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12)
    return a == b


def _banding(katalog: Katalog, unit: str, aturan: Aturan, isian: dict[KunciIsian, float | str], muatan: Muatan) -> None:
    """Reckon with the formulas of the blank workbook, and hold each cell against the workbook drawn with the inputs."""
    hitung = HitungBuku(susun_buku_unit(katalog, unit, aturan, {}, muatan=muatan))
    nilai = hitung.hitung(isian)
    assert nilai is not None
    for tempat, rumus in _rumus(susun_buku_unit(katalog, unit, aturan, isian, muatan=muatan)):
        assert _sama(nilai[hitung.nomor(tempat)], rumus.nilai), (tempat, rumus.teks)


@cache
def _masukan(unit: str) -> dict[KunciIsian, str]:
    buku = susun_buku_unit(KATALOG, unit, Aturan(), {})
    semua = (s.masukan for lm in buku.lembar for b in lm.baris for s in b.sel.values())
    return {m.isian: m.jenis for m in semua if m is not None}


_NILAI: dict[str, st.SearchStrategy[float | str]] = {
    "centang": st.sampled_from([0.0, 1.0, "?"]),
    "teks": st.just("?"),
    "tautan": st.just("?"),
    "tanggal": st.just("?"),
}
_ANGKA: st.SearchStrategy[float | str] = st.one_of(
    st.sampled_from([0.0, 0.1, 0.2, 0.3, 1.0, 2.5, 10.0, 100.0, 0.285, -3.0, 1e15, "?"]),
    st.floats(0, 1e6, allow_nan=False),
    st.integers(0, 500).map(float),
)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_setiap_sel_sama(data: st.DataObject) -> None:
    """Whatever is typed, under every rule, each formula of each unit gives what Python computes."""
    unit = data.draw(st.sampled_from(["SEK", "1001"]))
    aturan = Aturan(
        minimal=data.draw(st.sampled_from(["2T-R", "T/R"])),
        batas=data.draw(st.sampled_from([None, 100, 120])),
        entri=data.draw(st.sampled_from(["triwulan", "sampai_dengan"])),
    )
    masukan = _masukan(unit)
    isian: dict[KunciIsian, float | str] = {}
    for kunci in data.draw(st.lists(st.sampled_from(sorted(masukan)), unique=True, max_size=len(masukan))):
        isian[kunci] = data.draw(_NILAI.get(masukan[kunci], _ANGKA))
    muatan = data.draw(
        st.sampled_from([MUATAN_KOSONG, Muatan(triwulan=2), Muatan(jabatan=KATALOG.jabatan_unit(unit)[0].kode)])
    )
    terbuka = {k: n for k, n in isian.items() if muatan.terbuka(k)}
    _banding(KATALOG, unit, aturan, terbuka, muatan)


def _dari_kerangka(terbit: LembarTerbit, isi: dict[tuple[int, int], str]) -> dict[tuple[int, int], object]:
    rumus = {tempat: teks for tempat, teks, _ in terbit.rumus}
    return {**terbit.kunci_sel, **terbit.tetap, **isi, **rumus}


def _tertulis(lembar: Lembar, letak: Letak) -> dict[tuple[int, int], object]:
    hasil: dict[tuple[int, int], object] = {(0, 0): f"#ikixl:{lembar.kunci}"}
    hasil |= {(0, n): k.kunci for n, k in enumerate(lembar.kolom, 1)}
    for n, baris in enumerate(lembar.baris, 1):
        hasil[n, 0] = baris.kunci
        for kolom, sel in baris.sel.items():
            isi = sel.isi_berkas
            isi = isi.teks if isinstance(isi, Tautan) else isi
            if sel.masukan is None and isi is not None and not (isinstance(isi, str) and not isi.strip()):
                tempat = letak.sel(lembar.kunci, baris.kunci, kolom)
                hasil[tempat] = letak.teks(isi.teks, isi.acuan, lembar.kunci) if isinstance(isi, Rumus) else isi
    return hasil


@pytest.mark.parametrize("contoh", [*sorted(p.name for p in folder_bawaan("sample_data").iterdir() if p.is_dir()), ""])
def test_kerangka_satu_bentuk(contoh: str) -> None:
    """What the first unit of a shape was laid out for is, with another's words, what that one was issued as."""
    katalog = muat(folder_bawaan("sample_data") / contoh) if contoh else KATALOG
    bentuk: dict[object, list[Unit]] = {}
    for unit in katalog.unit:
        bentuk.setdefault(bentuk_unit(katalog, unit.kode), []).append(unit)
    for asal, *lain in bentuk.values():
        u = lain[0] if lain else asal
        kerangka = susun_kerangka(katalog, asal.kode, Aturan(), PengaturanBuku(), MUATAN_KOSONG)
        assert kerangka is not None
        buku = susun_buku_unit(katalog, u.kode, Aturan(), {}, "stempel-uji")
        letak = Letak(buku)
        for terbit, lembar in zip(kerangka.lembar, buku.lembar, strict=True):
            isi = {t: kerangka.isi(pola, u, "stempel-uji") for t, pola in terbit.pola.items()}
            assert _dari_kerangka(terbit, isi) == _tertulis(lembar, letak)
            assert terbit.nama == lembar.nama


@pytest.mark.parametrize(
    "teks",
    ["SIN(1)", "{a", "1 2", "IF({a},1,2)", "AND({a}=1)", "(1", '"a', 'SUMIF({a},">1",{b})', "IF({a}=1,2)", "", "TRUE"],
)
def test_rumus_asing(teks: str) -> None:
    """A text that uses what our formulas do not is not guessed at."""
    with pytest.raises(RumusAsingError):
        kompilasi(teks)


@pytest.mark.parametrize(
    ("teks", "isi", "hasil"),
    [
        ('IF(-{a}<0,"x""y",1)', (1.0,), 'x"y'),
        ("{a}+{b}", ("", ""), TypeError),
        ("{a}*2", ("a",), TypeError),
        ("{a}+1", (None,), TypeError),
        ('{a}&""', (0.5,), TypeError),
        ('{a}&"|"', (12.0,), "12|"),
        ('IFERROR({a}/{b},"-")', (1.0, 0.0), "-"),
        ("{a}/{b}", (1.0, 0.0), ZeroDivisionError),
        ("AVERAGE({a})", ([None, 2.0, "x", 4.0],), 3.0),
        ("AVERAGE({a})", ([None],), ZeroDivisionError),
        ("COUNTA({a},{b})", ([None, ""], "x"), 2.0),
        ("MAX({a},{b})", ("", [None]), 0.0),
        ("0.3-0.1-0.2", (), 0.0),
        ('IF({a}="ya",1,0)', ("YA",), 1.0),
        ('IF({a}="",1,0)', (None,), 1.0),
        ("IF({a}=0,1,0)", (None,), 1.0),
        ("IF({a}=0,1,0)", ("",), 0.0),
        ("IF({a}<>0,1,0)", (True,), 1.0),
        ("IF(OR({a}=1,NOT(ISBLANK({b}))),1,0)", (0.0, None), 0.0),
        ("IF(IF({a}=1,TRUE,FALSE),1,0)", (1.0,), 1.0),
    ],
)
def test_rumus_tunggal(teks: str, isi: tuple[Nilai | list[Nilai], ...], hasil: Nilai | type[Exception]) -> None:
    """Single formulas: what they give, and what proves nothing."""
    fungsi, _ = kompilasi(teks)
    if isinstance(hasil, type):
        with pytest.raises(hasil):
            fungsi(*isi)
    else:
        assert fungsi(*isi) == hasil


def test_ingatan_terbatas() -> None:
    """What formulas of a text gave is remembered, but not without end, and areas count as areas."""
    ingatan, nama = ingatan_rumus("SUM({a},{b})", frozenset({"b"}))
    assert nama == ("a", "b")
    for putaran in range(2):
        for n in range(1500):
            assert ingatan[float(n), (1.0, None, "x")] == n + 1.0, putaran
    assert 0 < len(ingatan) <= 1024


def test_lingkaran() -> None:
    """Formulas that refer to each other in a circle are not reckoned."""
    sel = {k: Sel(Rumus("{x}+1", 0, {"x": Acuan("b", lain)})) for k, lain in (("p", "q"), ("q", "p"))}
    lembar = Lembar("l", "L", (Kolom("p", 9), Kolom("q", 9)), (Baris("b", sel),))
    with pytest.raises(RumusAsingError):
        HitungBuku(Buku("x", (lembar,)))


def test_isian_yang_tidak_dapat_dihitung() -> None:
    """Where a formula meets what it cannot reckon with, nothing is claimed."""
    kunci = KunciIsian("A.01/n", 1)
    sel = {"p": Sel(None, masukan=Masukan(kunci, "desimal")), "q": Sel(Rumus("1/{x}", 0, {"x": Acuan("b", "p")}))}
    hitung = HitungBuku(Buku("x", (Lembar("l", "L", (Kolom("p", 9), Kolom("q", 9)), (Baris("b", sel),)),)))
    nilai = hitung.hitung({kunci: 4.0})
    assert nilai is not None
    assert nilai[hitung.nomor(("l", "b", "q"))] == 0.25
    assert hitung.hitung({kunci: 0.0}) is None
