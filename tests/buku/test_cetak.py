"""How sheets print: row heights that hold their text, and pages that keep a signature with its lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ikixl.layout.buku import Baris, Sel
from ikixl.layout.halaman import bagi_halaman
from ikixl.layout.tinggi import jumlah_baris, tinggi_baris


def _baris(kunci: str, tinggi: float) -> Baris:
    return Baris(kunci, {"a": Sel("x")}, tinggi)


def test_lembar_pendek_satu_halaman() -> None:
    """What fits on a page at the normal scale is printed there without a break."""
    baris = [_baris("kepala", 20), _baris("i1", 100), _baris("ttd", 150)]
    assert bagi_halaman(baris, "kepala", "i1", 14) == (92, ())


def test_lembar_agak_panjang_dikecilkan() -> None:
    """What is a little too long is made smaller, as long as it can still be read."""
    skala, pisah = bagi_halaman([_baris("kepala", 20), _baris("i1", 490), _baris("ttd", 150)], "kepala", "i1", 14)
    assert 74 <= skala < 92
    assert pisah == ()


def test_tanda_tangan_tidak_pernah_sendirian() -> None:
    """On several pages the last line of the table moves to the signature's page, the header with a first line."""
    panjang = [_baris("kepala", 20), *(_baris(f"i{n}", 200) for n in range(4)), _baris("ttd", 200)]
    assert bagi_halaman(panjang, "kepala", "i3", 14) == (92, ("i3",))
    satu = [_baris("uraian", 400), _baris("kepala", 20), _baris("i1", 200), _baris("ttd", 200)]
    assert bagi_halaman(satu, "kepala", "i1", 14) == (92, ("kepala",))


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=400), st.integers(5, 80))
def test_baris_cukup_untuk_semua_huruf(teks: str, lebar: int) -> None:
    """The lines that are counted can hold every character, and the height grows with them."""
    baris = jumlah_baris(teks, lebar)
    assert baris * (lebar * 1.08 + 1) >= len(teks.strip())
    assert tinggi_baris([(teks, lebar)]) >= tinggi_baris([("", lebar)])
