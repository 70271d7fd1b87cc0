"""What the formula language refuses, and with which words."""

from __future__ import annotations

import pytest

from ikixl.errors import RumusError
from ikixl.rumus import NAMA_TERLARANG, evaluate, parse, to_rumus
from ikixl.rumus.ast import Angka, Banding, Bila, Logika, Negatif, Panggil, Rangkai, Variabel
from ikixl.rumus.parser import DALAM_MAKS, PANJANG_MAKS

A, B, C = Variabel("a"), Variabel("b"), Variabel("c")


@pytest.mark.parametrize(
    ("teks", "pohon"),
    [
        ("a - b + 1", Rangkai(A, (("-", B), ("+", Angka(1.0))))),
        ("a + b * c", Rangkai(A, (("+", Rangkai(B, (("*", C),))),))),
        ("(a + b) * c", Rangkai(Rangkai(A, (("+", B),)), (("*", C),))),
        ("-a * b", Rangkai(Negatif(A), (("*", B),))),
        ("\tjumlah( a,b )\n", Panggil("jumlah", (A, B))),
        ("persen(a, b)", Rangkai(A, (("/", B), ("*", Angka(100.0))))),
        ("bila(a < b, 1, 2)", Bila(Banding(A, "<", B), Angka(1.0), Angka(2.0))),
        (
            "bila(a < b dan b < c atau a = c, a, b)",
            Bila(Logika("atau", (Logika("dan", (Banding(A, "<", B), Banding(B, "<", C))), Banding(A, "=", C))), A, B),
        ),
    ],
)
def test_tree(teks: str, pohon: object) -> None:
    """Operators bind as in arithmetic, dan before atau; chains of one rank are one node."""
    assert parse(teks) == pohon


@pytest.mark.parametrize(
    ("teks", "posisi", "potongan"),
    [
        ("", 0, "Rumus kosong"),
        ("  \n", 0, "Rumus kosong"),
        ("a +", 3, "Di akhir rumus"),
        ("a b", 2, 'Karakter ke-3 ("b")'),
        ("2a", 1, 'Karakter ke-2 ("a")'),
        ("* a", 0, 'Karakter ke-1 ("*")'),
        ("0,6 * a", 1, "angka desimal ditulis dengan titik"),
        ("1.000 * a", 0, "dapat berarti 1 atau 1000"),
        ("a..b", 1, "ribuan ditulis tanpa titik"),
        ("1.", 1, "bukan bagian dari rumus"),
        ("a × b", 2, "Tulis perkalian dengan *"),
        ("a; b", 1, "Pisahkan bagian fungsi dengan koma"),
        ("85%", 2, "persen(a, b)"),
        ("Jumlah(a)", 0, 'Tulis "jumlah"'),
        ("_a", 0, "huruf kecil"),
        ("á + 1", 0, "huruf kecil"),
        ("(a + b", 0, "kurung ini tidak ditutup"),
        ("jumlah(a, (b)", 6, "kurung ini tidak ditutup"),
        ("a + b)", 5, "tidak punya kurung buka"),
        ("(a, b)", 2, "koma tidak pada tempatnya"),
        ("(a b)", 3, "tanda operasi atau kurung tutup"),
        ("jml(a)", 0, 'Mungkin maksudnya "jumlah"'),
        ("xyzzy(a)", 0, "Fungsi yang ada: jumlah, rata"),
        ("jumlah + 1", 0, "jumlah adalah nama fungsi"),
        ("jumlah()", 0, "paling sedikit satu bagian, di sini ada 0"),
        ("1 + persen(a)", 4, "memerlukan 2 bagian, di sini ada 1"),
        ("persen(a, b, c)", 0, "memerlukan 2 bagian, di sini ada 3"),
        ("bila()", 0, "memerlukan 3 bagian, di sini ada 0"),
        ("bila(a < b, 1)", 0, "memerlukan 3 bagian, di sini ada 2"),
        ("bila(a, 1, 2)", 5, "seharusnya perbandingan"),
        ("bila(a < b, a < b, 2)", 12, "hanya boleh menjadi bagian pertama bila"),
        ("bila(a < b < c, 1, 2)", 11, "tidak dapat dirangkai"),
        ("bila(a dan b, 1, 2)", 5, "seharusnya perbandingan"),
        ("bila(-(a < b) = 1, 1, 2)", 6, "hanya boleh menjadi bagian pertama bila"),
        ("a < b", 0, "hanya boleh menjadi bagian pertama bila"),
        ("1 + (a = b)", 4, "hanya boleh menjadi bagian pertama bila"),
        ("dan", 0, "seharusnya angka, variabel"),
        ("1234567890123456", 0, "paling banyak 15 digit"),
        ("0.1234567890123456", 0, "paling banyak 15 digit"),
    ],
)
def test_refusal_quotes_place_and_cause(teks: str, posisi: int, potongan: str) -> None:
    """Each mistake is refused at its own character, with words that say what is wrong or what to write."""
    with pytest.raises(RumusError) as galat:
        parse(teks)
    assert galat.value.posisi == posisi
    assert potongan in str(galat.value)


@pytest.mark.parametrize("buka", ["(", "-(", "jumlah(", "bila(1 < 2, 1, "])
def test_deep_nesting_is_refused_not_fatal(buka: str) -> None:
    """Nesting beyond the limit is a RumusError, never a RecursionError; an open end changes nothing."""
    for teks in (buka * 200 + "a" + ")" * 200, buka * 100):
        with pytest.raises(RumusError):
            parse(teks[:PANJANG_MAKS])


def test_nesting_up_to_the_limit() -> None:
    """The deepest formula that is allowed can be evaluated and written back; one level more is refused."""
    teks = "(" * DALAM_MAKS + "a" + ")" * DALAM_MAKS
    assert parse(teks) == A
    dalam = "jumlah(1, " * DALAM_MAKS + "a" + ")" * DALAM_MAKS
    assert evaluate(parse(dalam), {"a": 1.0}).nilai == DALAM_MAKS + 1
    assert parse(to_rumus(parse(dalam))) == parse(dalam)
    with pytest.raises(RumusError, match="terlalu dalam"):
        parse(f"({teks})")


def test_long_chains_are_flat() -> None:
    """A sum of very many components is no deeper than a sum of two."""
    teks = "+".join(["a"] * (PANJANG_MAKS // 2))
    assert evaluate(parse(teks), {"a": 1.0}).nilai == PANJANG_MAKS // 2


def test_too_long_is_refused() -> None:
    """A formula of more than 2000 characters is refused, and the message says so."""
    with pytest.raises(RumusError, match="paling banyak 2000"):
        parse("a" + " " * PANJANG_MAKS)


def test_reserved_names() -> None:
    """Functions, joining words and words of input keys are reserved; those of the language never parse as variabel."""
    assert {"jumlah", "rata", "min", "maks", "persen", "bila", "dan", "atau", "target", "bukti"} == NAMA_TERLARANG
    for nama in NAMA_TERLARANG - {"target", "bukti"}:
        with pytest.raises(RumusError):
            parse(nama)
