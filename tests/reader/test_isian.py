"""From raw cells to inputs: what no program writes by itself, and what operators type into the cells of a note."""

from __future__ import annotations

from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.buku import AWALAN_PENANDA, Baris, Buku, Kolom, Lembar, Masukan, Sel
from ikixl.reader.isian import HasilBaca, PembacaIsian
from ikixl.reader.mentah import BukuMentah, LembarMentah, SelMentah

_ANGKA, _TEKS = KunciIsian("a/b", 1), KunciIsian("a/catatan/kendala")
_PEMBACA = PembacaIsian(
    Buku(
        "Uji",
        (
            Lembar(
                "data",
                "Data",
                (Kolom("angka", 9), Kolom("teks", 9), Kolom("satuan", 9)),
                (
                    Baris("kepala", {"angka": Sel("Angka")}),
                    Baris(
                        "satu",
                        {
                            "angka": Sel(masukan=Masukan(_ANGKA, "bulat")),
                            "teks": Sel(masukan=Masukan(_TEKS, "teks")),
                            "satuan": Sel("Dokumen"),
                        },
                    ),
                ),
            ),
        ),
    )
)


def _teks(isi: str) -> SelMentah:
    return SelMentah("teks", isi)


def _lembar(nama: str = "Data", kunci: str = "data", **sel: SelMentah) -> LembarMentah:
    """A sheet with the keys of ours, and cells by their names: `angka` and `teks` of the row, others by "rK"."""
    tempat = {"angka": (2, 1), "teks": (2, 2)}
    isi = {
        (0, 0): _teks(f"{AWALAN_PENANDA}{kunci}"),
        (0, 1): _teks("angka"),
        (0, 2): _teks("teks"),
        (1, 0): _teks("kepala"),
        (2, 0): _teks("satu"),
        **{tempat.get(n, (int(n[1]), int(n[2:])) if n[0] == "r" else (9, 9)): s for n, s in sel.items()},
    }
    return LembarMentah(nama, dict(sorted(isi.items())))


def _baca(*lembar: LembarMentah) -> tuple[HasilBaca, list[str]]:
    hasil = _PEMBACA.baca(BukuMentah(list(lembar)))
    return hasil, [t.kode for t in hasil.temuan]


def test_isian_biasa() -> None:
    """A number and a note, with their cells; the unit that is typed is the one beside the input."""
    hasil, kode = _baca(_lembar(angka=_teks("12 dokumen"), teks=_teks("tidak ada anggaran")))
    assert kode == ["NILAI-01"]
    assert {k: (i.nilai, i.sel) for k, i in hasil.isian.items()} == {
        _ANGKA: (12.0, "B3"),
        _TEKS: ("tidak ada anggaran", "C3"),
    }
    assert hasil.terpakai == {("Data", 2, 1), ("Data", 2, 2)}


def test_lembar_kami_yang_tidak_terbit() -> None:
    """A sheet that bears a key of ours, but none of this workbook, is reported like anybody's."""
    hasil, kode = _baca(_lembar(angka=SelMentah("angka", 3.0)), _lembar("Lain", "lain"))
    assert kode == ["STRUKTUR-02"]
    assert {t for t in hasil.dilaporkan if t[0] == "Lain"} == {("Lain", r, k) for r, k in _lembar().sel}


def test_kunci_yang_bukan_teks() -> None:
    """A number in the column of the keys is no key: its row is nobody's."""
    hasil, kode = _baca(_lembar(r30=SelMentah("angka", 7.0), r31=SelMentah("angka", 1.0)))
    assert (hasil.isian, kode) == ({}, [])
    assert hasil.peta["data"].kunci_baris == {1: "kepala", 2: "satu"}


def test_catatan_yang_tampak_kosong() -> None:
    """What cannot be seen is blank, and said so, because the cell is not."""
    hasil, kode = _baca(_lembar(teks=_teks("\u200b")))
    assert kode == ["NILAI-09"]
    assert hasil.isian[_TEKS].keadaan == "kosong"
    assert hasil.dilaporkan == {("Data", 2, 2)}


def test_catatan_terlalu_panjang() -> None:
    """More text than any cell takes was typed by no operator, and is not used."""
    hasil, kode = _baca(_lembar(teks=_teks("a" * 32_768)))
    assert kode == ["NILAI-11"]
    assert (hasil.isian[_TEKS].nilai, hasil.isian[_TEKS].keadaan) == (None, "tidak_sah")
    assert _baca(_lembar(teks=_teks("a" * 32_767)))[0].isian[_TEKS].keadaan == "isi"


def test_kolom_berkunci_sama() -> None:
    """Columns with the same key may say the same; where they do not, neither is used."""
    sama = _lembar(angka=SelMentah("angka", 3.0), r03=_teks("angka"), r23=SelMentah("angka", 3.0))
    assert _baca(sama)[0].isian[_ANGKA].nilai == 3.0
    beda = _lembar(angka=SelMentah("angka", 3.0), r03=_teks("angka"), r23=SelMentah("angka", 4.0))
    hasil, kode = _baca(beda)
    assert (hasil.isian, kode) == ({}, ["STRUKTUR-05", "STRUKTUR-05"])
    hanya_kedua = _lembar(r03=_teks("angka"), r23=SelMentah("angka", 4.0))
    assert _baca(hanya_kedua)[0].isian[_ANGKA].sel == "D3"


def test_gabungan_di_atas_isian() -> None:
    """A merged area above the inputs says nothing; one over two of them hides the second."""
    lembar = _lembar(angka=SelMentah("angka", 3.0), teks=_teks("x"))
    lembar.gabungan = ((1, 1, 1, 2), (2, 5, 2, 6))
    assert _baca(lembar)[1] == []
    lembar.gabungan = ((1, 1, 1, 2), (2, 1, 2, 2))
    hasil, kode = _baca(lembar)
    assert kode == ["STRUKTUR-17", "STRUKTUR-18"]
    assert (hasil.isian[_ANGKA].nilai, hasil.isian[_TEKS].keadaan) == (3.0, "tidak_sah")
