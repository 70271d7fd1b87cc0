"""Numbers as Indonesians type them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.katalog.model import JenisIsian
from ikixl.reader.angka import Bacaan, baca_angka
from ikixl.reader.mentah import SelMentah
from ikixl.temuan import Temuan

Hasil = tuple[float | None, list[str]]


def _kode(bacaan: Bacaan) -> Hasil:
    """Value and codes, after checking that value, state and messages agree."""
    assert (bacaan.nilai is None) == (bacaan.keadaan != "isi")
    galat = [kode for kode, _ in bacaan.temuan if Temuan(kode).tingkat == "galat"]
    assert bool(galat) == (bacaan.keadaan == "tidak_sah")
    for kode, rinci in bacaan.temuan:
        assert "{" not in Temuan(kode, rinci={**rinci, "ditemukan": "x"}).pesan
    return bacaan.nilai, [kode for kode, _ in bacaan.temuan]


def _teks(teks: str, jenis: JenisIsian, satuan: str = "Dokumen") -> Hasil:
    return _kode(baca_angka(SelMentah("teks", teks), jenis, satuan))


def _angka(nilai: float, jenis: JenisIsian, persen: bool = False, satuan: str = "Dokumen") -> Hasil:
    return _kode(baca_angka(SelMentah("angka", nilai, persen=persen), jenis, satuan))


@pytest.mark.parametrize(
    ("teks", "jenis", "nilai", "kode"),
    [
        ("12", "bulat", 12, []),
        (" 12 ", "bulat", 12, []),
        ("+12", "bulat", 12, []),
        ("007", "bulat", 7, []),
        ("0", "bulat", 0, []),
        ("12,0", "bulat", 12, []),
        ("1.234", "bulat", 1234, ["NILAI-02"]),
        ("1.234.567", "bulat", 1234567, []),
        ("1,234,567", "bulat", 1234567, []),
        ("1.234,00", "bulat", 1234, []),
        ("1,234", "bulat", None, ["NILAI-03"]),
        ("1.234,5", "bulat", None, ["NILAI-06"]),
        ("12,5", "bulat", None, ["NILAI-06"]),
        ("0.234", "bulat", None, ["NILAI-06"]),
        ("1234,567", "bulat", None, ["NILAI-06"]),
        ("1E-9", "bulat", None, ["NILAI-06"]),
        ("0,9999999999", "bulat", None, ["NILAI-06"]),
        ("-3", "bulat", None, ["NILAI-05"]),
        ("−3", "bulat", None, ["NILAI-05"]),
        ("85,5", "desimal", 85.5, []),
        ("85.5", "desimal", 85.5, []),
        (",5", "desimal", 0.5, []),
        ("0,125", "desimal", 0.125, []),
        ("1.234,5", "desimal", 1234.5, []),
        ("1,234.5", "desimal", 1234.5, []),
        ("1234,567", "desimal", 1234.567, []),
        ("1.234", "desimal", None, ["NILAI-03"]),
        ("1,234", "desimal", None, ["NILAI-03"]),
        ("1,5E3", "desimal", 1500, []),
        ("1e309", "desimal", None, ["NILAI-19"]),
        ("9" * 400, "bulat", None, ["NILAI-19"]),
        ("12 dokumen", "bulat", 12, ["NILAI-01"]),
        ("12Dokumen.", "bulat", 12, ["NILAI-01"]),
        ("1.234 dokumen", "bulat", 1234, ["NILAI-01"]),
        ("12 laporan", "bulat", None, ["NILAI-26"]),
        ("12 %", "bulat", None, ["NILAI-26"]),
        ("1,5 juta", "bulat", None, ["NILAI-26"]),
        ("85 orang", "persen", None, ["NILAI-26"]),
        ("80 - 90", "bulat", None, ["NILAI-04"]),
        ("8 dari 10", "bulat", None, ["NILAI-04"]),
        ("banyak", "bulat", None, ["NILAI-04"]),
        ("≥ 80", "bulat", None, ["NILAI-25"]),
        ("<=80%", "persen", None, ["NILAI-25"]),
        ("> 1.234", "bulat", None, ["NILAI-25"]),
        ("Minimal 80", "desimal", None, ["NILAI-25"]),
        ("± 80,5", "desimal", None, ["NILAI-25"]),
        ("minimal", "bulat", None, ["NILAI-04"]),
        ("3/4", "bulat", None, ["NILAI-04"]),
        ("1 234", "bulat", None, ["NILAI-04"]),
        ("12.", "bulat", None, ["NILAI-04"]),
        ("1.23.456", "bulat", None, ["NILAI-04"]),
        ("0.123.456", "bulat", None, ["NILAI-04"]),
        ("1..2", "bulat", None, ["NILAI-04"]),
        ("10²", "bulat", None, ["NILAI-04"]),
        ("=1+1", "bulat", None, ["NILAI-04"]),
        ("12\u00a0", "bulat", 12, ["NILAI-14"]),
        ("\u200b12", "bulat", 12, ["NILAI-14"]),
        ("１２", "bulat", 12, ["NILAI-14"]),
        ("\u00a0", "bulat", None, []),
        ("85%", "persen", 85, []),
        ("85 %", "persen", 85, []),
        ("85,5%", "persen", 85.5, []),
        ("0,5%", "persen", 0.5, []),
        ("1%", "persen", 1, []),
        ("85 persen", "persen", 85, ["NILAI-01"]),
        ("85", "persen", 85, []),
        ("0,85", "persen", 85, ["NILAI-07"]),
        ("1", "persen", None, ["NILAI-03"]),
        ("0", "persen", 0, []),
        ("151%", "persen", 151, ["NILAI-08"]),
        ("150%", "persen", 150, []),
        ("-5%", "persen", None, ["NILAI-05"]),
        ("1.234", "persen", None, ["NILAI-03"]),
        ("Rp 5", "persen", None, ["NILAI-04"]),
    ],
)
def test_teks(teks: str, jenis: JenisIsian, nilai: float | None, kode: list[str]) -> None:
    """Text that can mean one number is that number, with a remark where a convention decided; else a finding."""
    assert _teks(teks, jenis) == (nilai, kode)


@pytest.mark.parametrize("teks", ["-", "–", "--", "nihil", "NIHIL.", "tidak ada", "Kosong", "n/a", "Belum ada", "..."])
@pytest.mark.parametrize("jenis", ["bulat", "desimal", "persen", "centang"])
def test_dinyatakan_tidak_ada(teks: str, jenis: JenisIsian) -> None:
    """Words for nothing are a state of their own, never 0."""
    bacaan = baca_angka(SelMentah("teks", teks), jenis, "Dokumen")
    assert bacaan.keadaan == "nihil"
    assert _kode(bacaan) == (None, ["NILAI-09"])


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("Rp 1.500.000", 1_500_000),
        ("Rp1.500.000,-", 1_500_000),
        ("Rp. 1.500.000,00", 1_500_000),
        ("Rp 1.500", 1_500),
        ("Rp 5.000.-", 5_000),
        ("1500 rupiah", 1_500),
    ],
)
def test_rupiah(teks: str, nilai: float) -> None:
    """Amounts of rupiah are read with a remark; their points are thousands even where decimals are asked."""
    assert _teks(teks, "desimal", "Rupiah") == (nilai, ["NILAI-01"])
    assert _teks(teks, "bulat", "Dokumen")[1] == ["NILAI-26" if teks[0].isdigit() else "NILAI-04"]


@pytest.mark.parametrize(
    ("nilai", "jenis", "persen", "hasil", "kode"),
    [
        (12.0, "bulat", False, 12, []),
        (-0.0, "bulat", False, 0, []),
        (2.9999999999999996, "bulat", False, 3, []),
        (1.234, "bulat", False, None, ["NILAI-17"]),
        (1.5, "bulat", False, None, ["NILAI-06"]),
        (0.123, "bulat", False, None, ["NILAI-06"]),
        (-1.0, "bulat", False, None, ["NILAI-05"]),
        (1.234, "desimal", False, 1.234, []),
        (0.85, "persen", True, 85, []),
        (0.29, "persen", True, 29, []),
        (1.0, "persen", True, 100, []),
        (1.6, "persen", True, 160, ["NILAI-08"]),
        (85.0, "persen", True, 85, ["NILAI-07"]),
        (8500.0, "persen", True, 8500, ["NILAI-07", "NILAI-08"]),
        (-0.1, "persen", True, None, ["NILAI-05"]),
        (85.0, "persen", False, 85, []),
        (0.85, "persen", False, 85, ["NILAI-07"]),
        (0.0, "persen", False, 0, []),
        (1.0, "persen", False, None, ["NILAI-03"]),
        (1.2, "persen", False, None, ["NILAI-03"]),
        (2.0, "persen", False, 2, []),
        (200.0, "persen", False, 200, ["NILAI-08"]),
        (0.85, "bulat", True, None, ["NILAI-11"]),
        (0.85, "desimal", True, None, ["NILAI-11"]),
        (math.nan, "desimal", False, None, ["NILAI-19"]),
        (math.inf, "bulat", False, None, ["NILAI-19"]),
        (1.1e15, "bulat", False, None, ["NILAI-19"]),
        (1e15, "bulat", False, 1e15, []),
    ],
)
def test_angka(nilai: float, jenis: JenisIsian, persen: bool, hasil: float | None, kode: list[str]) -> None:
    """Numbers by kind of input and format of cell; what could be two numbers is asked about."""
    assert _angka(nilai, jenis, persen) == (hasil, kode)


def test_persen_di_desimal() -> None:
    """A decimal counted in % takes a native percentage and a percent sign as points."""
    assert _angka(0.85, "desimal", persen=True, satuan="%") == (85, [])
    assert _teks("85 %", "desimal", "%") == (85, ["NILAI-01"])


def test_format_tidak_diketahui() -> None:
    """Where the file does not tell formats, a number in a persen input is what it was issued as."""
    for nilai, hasil in ((1.0, (100, [])), (0.85, (85, [])), (85.0, (85, ["NILAI-07"]))):
        assert _kode(baca_angka(SelMentah("angka", nilai), "persen", "%", format_diketahui=False)) == hasil
    assert _kode(baca_angka(SelMentah("angka", 0.5), "desimal", "%", format_diketahui=False)) == (0.5, [])
    assert _kode(baca_angka(SelMentah("angka", 5.0), "bulat", "", format_diketahui=False)) == (5, [])


def test_kedua_bacaan_disebut() -> None:
    """A question quotes both readings."""
    for sel in (SelMentah("teks", "1.234"), SelMentah("teks", "1,234")):
        assert baca_angka(sel, "desimal").temuan[0][1]["pilihan"] == "1234 atau 1,234"
    assert baca_angka(SelMentah("angka", 1.234), "bulat").temuan[0][1]["pilihan"] == "1234 atau 1,234"
    assert baca_angka(SelMentah("angka", 1.0), "persen").temuan[0][1]["pilihan"] == "1 % atau 100 %"


@pytest.mark.parametrize(
    ("sel", "nilai", "kode"),
    [
        (SelMentah("teks", "Ya"), 1, []),
        (SelMentah("teks", "Tidak"), 0, []),
        (SelMentah("teks", "ya "), 1, ["NILAI-21"]),
        (SelMentah("teks", "Ya "), 1, ["NILAI-21"]),
        (SelMentah("teks", "YA"), 1, ["NILAI-21"]),
        (SelMentah("teks", "y"), 1, ["NILAI-21"]),
        (SelMentah("teks", "✓"), 1, ["NILAI-21"]),
        (SelMentah("teks", "v"), 1, ["NILAI-21"]),
        (SelMentah("teks", "sudah"), 1, ["NILAI-21"]),
        (SelMentah("teks", "belum"), 0, ["NILAI-21"]),
        (SelMentah("teks", "tidak"), 0, ["NILAI-21"]),
        (SelMentah("teks", "Ya\u00a0"), 1, ["NILAI-14"]),
        (SelMentah("teks", "x"), None, ["NILAI-13"]),
        (SelMentah("teks", "mungkin"), None, ["NILAI-13"]),
        (SelMentah("angka", 1.0), 1, ["NILAI-21"]),
        (SelMentah("angka", 0.0), 0, ["NILAI-21"]),
        (SelMentah("angka", 2.0), None, ["NILAI-13"]),
        (SelMentah("logika", True), 1, ["NILAI-21"]),
        (SelMentah("logika", False), 0, ["NILAI-21"]),
        (SelMentah("tanggal", 46251.0), None, ["NILAI-12"]),
    ],
)
def test_centang(sel: SelMentah, nilai: float | None, kode: list[str]) -> None:
    """Ya and Tidak are the choices; other usual signs are understood with a remark, a cross is not."""
    assert _kode(baca_angka(sel, "centang")) == (nilai, kode)


@pytest.mark.parametrize(
    ("sel", "keadaan", "kode"),
    [
        (None, "kosong", []),
        (SelMentah("kosong", None), "kosong", []),
        (SelMentah("kosong", None, "A1"), "tidak_sah", ["NILAI-16"]),
        (SelMentah("angka", 5.0, "A1+1"), "isi", ["NILAI-15"]),
        (SelMentah("teks", "5 dokumen", "A1"), "isi", ["NILAI-01", "NILAI-15"]),
        (SelMentah("teks", "", 'IF(A1="","",1)'), "kosong", ["NILAI-15"]),
        (SelMentah("galat", "#REF!", "A1"), "tidak_sah", ["NILAI-10"]),
        (SelMentah("angka", 5.0, "[1]Rekap!A1"), "tidak_sah", ["NILAI-23"]),
        (SelMentah("kosong", None, "cmd|'/c calc'!A1"), "tidak_sah", ["NILAI-23"]),
        (SelMentah("galat", "#N/A"), "tidak_sah", ["NILAI-10"]),
        (SelMentah("galat", "NaN"), "tidak_sah", ["NILAI-19"]),
        (SelMentah("logika", True), "tidak_sah", ["NILAI-11"]),
        (SelMentah("tanggal", 46085.0), "tidak_sah", ["NILAI-12"]),
        (SelMentah("tanggal", 0.5), "tidak_sah", ["NILAI-12"]),
    ],
)
def test_jenis_lain(sel: SelMentah | None, keadaan: str, kode: list[str]) -> None:
    """Blanks are silent; formulas, errors, truth values and dates are reported for what they are."""
    bacaan = baca_angka(sel, "bulat", "Dokumen")
    assert bacaan.keadaan == keadaan
    assert _kode(bacaan)[1] == kode


def test_tanggal_disebut() -> None:
    """3/4 turned into a date is shown as that date, in the workbook's own date system."""
    sel = SelMentah("tanggal", 46115.0)
    assert baca_angka(sel, "bulat").temuan[0][1]["ditemukan"] == "3 April 2026"
    sel_1904 = SelMentah("tanggal", 46115.0 - 1462)
    assert baca_angka(sel_1904, "bulat", tanggal_1904=True).temuan[0][1]["ditemukan"] == "3 April 2026"


def _indonesia(bulat: int, desimal: str, ribuan: bool) -> str:
    depan = f"{bulat:,}".replace(",", ".") if ribuan else str(bulat)
    return f"{depan},{desimal}" if desimal else depan


@given(
    st.integers(0, 10**14),
    st.text("0123456789", max_size=6).filter(lambda d: len(d) != 3),
    st.booleans(),
    st.sampled_from(["", " ", " Dokumen"]),
)
@settings(max_examples=300)
def test_tulisan_indonesia_terbaca(bulat: int, desimal: str, ribuan: bool, ekor: str) -> None:
    """Any number written the Indonesian way is read as it is, or both its readings are asked about."""
    teks = _indonesia(bulat, desimal, ribuan)
    nilai, kode = _teks(teks + ekor, "desimal")
    if ribuan and not desimal and 1_000 <= bulat < 1_000_000:
        assert (nilai, kode) == (None, ["NILAI-03"])
        assert _teks(teks + ekor, "bulat")[0] == bulat
    else:
        assert nilai == float(f"{bulat}.{desimal or 0}")
        assert kode == (["NILAI-01"] if ekor.strip() else [])


def _kelompokkan(bulat: int, pemisah: str) -> str:
    return f"{bulat:,}".replace(",", pemisah)


@given(
    st.one_of(st.integers(0, 10_000), st.integers(0, 10**13)),
    st.text("0123456789", max_size=4),
    st.sampled_from(["", ".", " ", "\u00a0", "\u202f"]),
    st.sampled_from(["", " ", "Rp", "Rp ", "Rp. ", "IDR ", "\u200b", "+"]),
    st.sampled_from(["", " ", "%", " %", " Dokumen", "dokumen", " Rupiah", ",-", ".-", " laporan", "\u00a0"]),
    st.sampled_from(["bulat", "desimal", "persen"]),
    st.sampled_from(["", "%", "Dokumen", "Rupiah", "Rp"]),
)
@settings(max_examples=400)
def test_tulisan_indonesia_tak_pernah_lain(
    bulat: int, desimal: str, pemisah: str, depan: str, belakang: str, jenis: JenisIsian, satuan: str
) -> None:
    """A number written in any Indonesian way is never read silently as another one.

    What is read is the number itself; but for a bare 0.85 where a percentage is asked, which is 85 % with a remark.
    """
    koma = f",{desimal}" if desimal else ""
    nilai, kode = _teks(depan + _kelompokkan(bulat, pemisah) + koma + belakang, jenis, satuan)
    maksud = float(f"{bulat}.{desimal or 0}")
    if nilai is None:
        assert kode
    elif "NILAI-07" in kode:
        assert nilai == pytest.approx(maksud * 100, rel=1e-14)
    else:
        assert nilai == maksud


@given(st.floats(0, 10), st.sampled_from(["bulat", "desimal", "persen", "centang"]), st.booleans())
def test_persen_asli(nilai: float, jenis: JenisIsian, diketahui: bool) -> None:
    """A native percentage comes back in points to 15 digits wherever a percentage is asked."""
    hasil, _ = _kode(baca_angka(SelMentah("angka", nilai, persen=True), jenis, "%", format_diketahui=diketahui))
    if jenis == "persen":
        assert hasil == pytest.approx(nilai * 100, rel=1e-14)


@given(
    st.one_of(
        st.text(max_size=40),
        st.text("0123456789.,-+eE% RpYya()", max_size=20),
        st.floats(),
        st.booleans(),
        st.none(),
    ),
    st.sampled_from(["bulat", "desimal", "persen", "centang"]),
    st.sampled_from(["", "%", "Dokumen", "Rp"]),
    st.booleans(),
    st.sampled_from([None, "", "A1"]),
)
@settings(max_examples=400)
def test_sembarang_isi(
    isi: str | float | bool | None, jenis: JenisIsian, satuan: str, tanda: bool, rumus: str | None
) -> None:
    """Whatever stands in a cell: a finite number that is not negative, a blank, or a finding, and never an error."""
    if isinstance(isi, bool):
        sel = SelMentah("logika", isi, rumus)
    elif isinstance(isi, float):
        sel = SelMentah("tanggal" if tanda else "angka", isi, rumus, persen=tanda)
    elif isi is None:
        sel = SelMentah("kosong", None, rumus)
    else:
        sel = SelMentah("galat" if tanda else "teks", isi, rumus)
    bacaan = baca_angka(sel, jenis, satuan, format_diketahui=not tanda)
    nilai, _ = _kode(bacaan)
    assert nilai is None or 0 <= nilai < 1e18
