"""Random formulas and inputs for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from ikixl.rumus.ast import Angka, Banding, Bila, Logika, Negatif, Panggil, Rangkai, Simpul, Syarat, Variabel
from ikixl.rumus.functions import FUNGSI

__all__ = ["NAMA", "isian", "pohon"]

#: Names of the variabel that random formulas use.
NAMA = ("a", "b", "c", "d", "sop_1")

_DAUN: st.SearchStrategy[Simpul] = st.one_of(
    st.sampled_from(NAMA).map(Variabel),
    st.sampled_from(NAMA).map(Variabel),
    st.sampled_from([0.0, 1.0, 2.0, 4.0, 10.0, 100.0, 0.1, 0.4, 0.6, 88.31, 1000000.0]).map(Angka),
)


def _rangkai(isi: st.SearchStrategy[Simpul], tanda: str) -> st.SearchStrategy[Simpul]:
    lanjut = st.lists(st.tuples(st.sampled_from(tanda), isi), min_size=1, max_size=3).map(tuple)
    return st.builds(Rangkai, isi, lanjut)


def _syarat(isi: st.SearchStrategy[Simpul]) -> st.SearchStrategy[Syarat]:
    banding = st.builds(Banding, isi, st.sampled_from(["<", "<=", ">", ">=", "=", "<>"]), isi)
    dua = st.lists(banding, min_size=2, max_size=3).map(tuple)
    logika = st.builds(Logika, st.sampled_from(["dan", "atau"]), dua)
    tingkat_dua = st.builds(
        Logika, st.sampled_from(["dan", "atau"]), st.tuples(st.one_of(banding, logika), st.one_of(banding, logika))
    )
    return st.one_of(banding, banding, logika, tingkat_dua)


def _lebih_dalam(isi: st.SearchStrategy[Simpul]) -> st.SearchStrategy[Simpul]:
    return st.one_of(
        _rangkai(isi, "+-"),
        _rangkai(_DAUN, "+-"),
        _rangkai(isi, "*/"),
        isi.map(Negatif),
        st.builds(Panggil, st.sampled_from(sorted(FUNGSI)), st.lists(isi, min_size=1, max_size=4).map(tuple)),
        st.builds(lambda a, b: Rangkai(a, (("/", b), ("*", Angka(100.0)))), isi, isi),
        st.builds(Bila, _syarat(isi), isi, isi),
    )


#: Random trees, as the parser could have made them.
pohon: st.SearchStrategy[Simpul] = st.recursive(_DAUN, _lebih_dalam, max_leaves=10)


def _lima_belas_digit(nilai: float) -> float:
    """What survives being written into a workbook, which keeps 15 digits."""
    return float(f"{nilai:.15g}")


_ANGKA = st.one_of(
    st.just(0.0),
    st.integers(-20, 20).map(float),
    st.integers(0, 10**12).map(float),
    st.integers(-(10**12), 10**12).map(float),
    st.integers(-100_000, 100_000).map(lambda n: n / 100),
    st.integers(-30, 30).map(lambda n: n / 10),
    st.floats(0.001, 1e12).map(_lima_belas_digit),
)

# Sums of these cancel to almost, but not quite, zero in binary.
_PERSEPULUH = st.integers(-4, 4).map(lambda n: n / 10)

#: Inputs for NAMA: fractions, negative and large numbers, zeros, here and there a blank.
isian: st.SearchStrategy[tuple[float | None, ...]] = st.one_of(
    st.tuples(*[_ANGKA] * len(NAMA)),
    st.tuples(*[_ANGKA] * len(NAMA)),
    st.tuples(*[_PERSEPULUH] * len(NAMA)),
    st.tuples(*[st.one_of(_ANGKA, st.integers(0, 3).map(float), st.none())] * len(NAMA)),
)
