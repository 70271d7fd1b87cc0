"""How sheets print: row heights that hold their text, and pages that keep a signature with its lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikixl.aturan import Aturan
from ikixl.bawaan import folder_bawaan
from ikixl.katalog import muat
from ikixl.katalog.model import Katalog
from ikixl.layout.buku import Baris, Kolom, Lembar, Sel
from ikixl.layout.halaman import bagi_halaman, bagi_ringkasan, bagi_tabel, skala_lebar
from ikixl.layout.huruf import lebar_teks
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.tinggi import TINGGI_TERBESAR, jumlah_baris, tinggi_baris
from ikixl.layout.unit import susun_buku_unit
from tests.contoh_kecil import katalog_kecil

# What a page holds upright, in points: 8.5 by 13 inches or A4, less the margins that the writer sets.
_TEGAK = {"F4": (540, 857), "A4": (523, 763)}


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
    """On several pages the last line of the table stays with the signature, the header with a first line."""
    panjang = [_baris("kepala", 20), *(_baris(f"i{n}", 200) for n in range(4)), _baris("ttd", 200)]
    assert bagi_halaman(panjang, "kepala", "i3", 14) == (92, ("i2", "i3"))
    satu = [_baris("uraian", 400), _baris("kepala", 20), _baris("i1", 200), _baris("ttd", 200)]
    assert bagi_halaman(satu, "kepala", "i1", 14) == (92, ("kepala",))
    tinggi = [_baris("uraian", 400), _baris("kepala", 20), _baris("i1", 300), _baris("i2", 200), _baris("ttd", 200)]
    assert bagi_halaman(tinggi, "kepala", "i2", 14) == (92, ("kepala", "i2"))


def test_pita_tidak_tertinggal_di_kaki_halaman() -> None:
    """The title of a group goes with its first row, and the second block starts a page unless all fit on one."""
    baris = [_baris("kepala", 40), _baris("A", 20), *(_baris(f"a{n}", 80) for n in range(5)), _baris("b", 20)]
    baris += [_baris("b1", 80), _baris("B", 20), _baris("b2", 80)]
    # 516 points of height: kepala, A and five rows take 460; b alone would still fit.
    assert bagi_tabel(baris, 100, 14, ulang=("kepala",), pita=("A", "b", "B")) == ("b",)
    assert bagi_tabel(baris, 100, 14, ulang=("kepala",), pita=("A", "b", "B"), awal=("B",)) == ("b", "B")
    assert bagi_tabel(baris, 50, 14, ulang=("kepala",), pita=("A", "b", "B"), awal=("B",)) == ()


def test_grafik_ke_halaman_sendiri_bila_tidak_terbaca() -> None:
    """Tables and charts share a page where that can be read; otherwise the charts get one of their own."""
    kolom = [Kolom("a", 120)]
    assert bagi_ringkasan([_baris("a", 200)], kolom, 14, "g", 200) == (100, ())
    assert bagi_ringkasan([_baris("a", 300)], kolom, 14, "g", 300) == (86, ())
    assert bagi_ringkasan([_baris("a", 400)], kolom, 14, "g", 300) == (100, ("g",))
    assert skala_lebar([Kolom("a", 200), Kolom("b", 100, True)], 9) == 67


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=400), st.integers(5, 80))
def test_baris_cukup_untuk_semua_huruf(teks: str, lebar: int) -> None:
    """The lines that are counted can hold every letter, and the height grows with them."""
    baris = jumlah_baris(teks, lebar)
    assert baris * lebar * 7 >= lebar_teks(teks.strip()) - lebar_teks(" ") * baris
    assert tinggi_baris([(teks, lebar)]) >= tinggi_baris([("", lebar)])


def test_lebar_huruf() -> None:
    """Narrow letters take less room than wide ones, larger and bold ones more."""
    assert lebar_teks("iiii") < lebar_teks("nnnn") < lebar_teks("MMMM")
    assert lebar_teks("Lurah", 20) == pytest.approx(2 * lebar_teks("Lurah"))
    assert lebar_teks("Lurah", tebal=True) > lebar_teks("Lurah")
    assert jumlah_baris("Kepala Seksi Pemerintahan Kelurahan", 22) == 2


@pytest.mark.parametrize("kertas", ["F4", "A4"])
def test_petunjuk_satu_halaman_terbaca(kertas: str) -> None:
    """The instructions of a kelurahan with ten jabatan fill one upright page without being made smaller than 10 pt."""
    katalog = muat(folder_bawaan("sample_data") / "kanigaran")
    assert len(katalog.jabatan_unit("1003")) >= 10
    pengaturan = PengaturanBuku(kertas, "kec.kanigaran@probolinggokota.invalid", "tanggal 5 setelah triwulan berakhir")
    petunjuk = susun_buku_unit(katalog, "1003", Aturan(), pengaturan=pengaturan).lembar[0]
    assert (petunjuk.kertas.melintang, petunjuk.kertas.tinggi_halaman) == (False, 1)
    lebar, tinggi = _TEGAK[kertas]
    # As Excel counts columns; programs that do not round a digit to whole pixels need up to 6 % more.
    assert sum(k.lebar * 5.25 + 3.75 for k in petunjuk.kolom) <= lebar
    assert sum(b.tinggi or 15 for b in petunjuk.baris) <= tinggi


def _panjang(katalog: Katalog) -> Katalog:
    ekor = " sesuai standar operasional prosedur dan ketentuan peraturan perundang-undangan" * 40
    indikator = (
        i.model_copy(update={"nama": (i.nama + ekor)[:300], "penjelasan": (i.penjelasan + ekor)[:2500]})
        for i in katalog.indikator
    )
    jabatan = (j.model_copy(update={"nama": (j.nama + ekor)[:150]}) for j in katalog.jabatan)
    return Katalog(
        katalog.instansi,
        katalog.unit,
        tuple(jabatan),
        katalog.uraian,
        tuple(indikator),
        katalog.variabel,
        katalog.target,
    )


def _tinggi(lembar: Lembar) -> float:
    return max(b.tinggi or 0 for b in lembar.baris)


def test_teks_sangat_panjang_tidak_terpotong() -> None:
    """Formulas that need more than the highest row get several rows merged; the signature keeps its last line."""
    lembar = susun_buku_unit(_panjang(katalog_kecil()), "1001", Aturan()).lembar
    assert all(_tinggi(x) <= TINGGI_TERBESAR for x in lembar)
    iki = next(x for x in lembar if x.kunci == "iki:LURAH")
    kunci = [b.kunci for b in iki.baris]
    assert "LURAH.01+1" in kunci
    tinggi = sum(b.tinggi or 0 for b in iki.baris if b.kunci.partition("+")[0] == "LURAH.01")
    assert tinggi > TINGGI_TERBESAR
    digabung = {(g.rentang.baris, g.rentang.kolom, g.rentang.baris_akhir) for g in iki.gabung}
    # Both indikator have the same sasaran: its merged cell covers the rows of both.
    akhir = max(k for k in kunci if k.startswith("LURAH.02"))
    assert {("LURAH.01", "rumus", "LURAH.01+1"), ("LURAH.01", "sasaran", akhir)} <= digabung
    assert len(iki.nama) <= 31
