"""Rules of capaian: every row of the rules, the printed reasoning, the boundaries, and the Excel twins."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikixl.aturan import (
    PROFIL,
    SKALA,
    Aturan,
    batasi,
    bulat_setengah_menjauh,
    cara_target,
    excel_batasi,
    excel_capaian,
    excel_predikat,
    gabung,
    hitung_capaian,
    predikat,
    predikat_atas,
)
from ikixl.errors import AturanError
from ikixl.rumus.hasil import BELUM_LENGKAP, TIDAK_DIHITUNG, Hasil, ada
from tests.kalkulator import hasil_libreoffice, sama

UMUM = Aturan()
TR = Aturan(minimal="T/R")
TIDAK = "tidak dihitung"
Kasus = tuple[tuple[float | str | None, ...], str]
angka = st.floats(-1e9, 1e9, allow_nan=False)
positif = st.floats(0.001, 1e9)


class TestAturan:
    """The options."""

    def test_defaults(self) -> None:
        """Without settings: 2T-R, cap 100, the common scale, entries per triwulan."""
        assert (UMUM.minimal, UMUM.batas, UMUM.skala, UMUM.entri) == ("2T-R", 100, "umum", "triwulan")
        assert PROFIL["umum"] == UMUM
        assert PROFIL["permendagri-86-2017"].skala == "umum"

    @pytest.mark.parametrize(
        ("nama", "nilai"), [("minimal", "R-T"), ("batas", 105), ("batas", 0), ("skala", "bintang"), ("entri", "bulan")]
    )
    def test_unknown_option_is_refused(self, nama: str, nilai: object) -> None:
        """An option that does not exist is an AturanError that names it and lists the sound ones."""
        with pytest.raises(AturanError, match=f"{nama} = {nilai}") as galat:
            Aturan(**{nama: nilai})  # type: ignore[arg-type]
        assert "Pakai salah satu" in galat.value.saran


class TestCapaian:
    """Capaian of one target, with its reasoning."""

    @pytest.mark.parametrize(
        ("r", "t", "arah", "aturan", "nilai", "alasan"),
        [
            (9, 12, "maksimal", UMUM, 75, "R/T: 9/12 = 75 %"),
            (15, 12, "maksimal", UMUM, 125, "R/T: 15/12 = 125 %"),
            (0, 12, "maksimal", UMUM, 0, "R/T: 0/12 = 0 %"),
            (2, 3, "maksimal", UMUM, 200 / 3, "R/T: 2/3 = 66,67 %"),
            (82.5, 85.125, "maksimal", UMUM, 82.5 / 85.125 * 100, "R/T: 82,5/85,13 = 96,92 %"),
            (-3, 12, "maksimal", UMUM, -25, "R/T: (−3)/12 = (−25) %"),
            (0.0005, 0.001, "maksimal", UMUM, 50, "R/T: 0,0005/0,001 = 50 %"),
            (12, 10, "minimal", UMUM, 80, "2T−R: (2×10−12)/10 = 80 %"),
            (8, 10, "minimal", UMUM, 120, "2T−R: (2×10−8)/10 = 120 %"),
            (0, 10, "minimal", UMUM, 200, "2T−R: (2×10−0)/10 = 200 %"),
            (25, 10, "minimal", UMUM, -50, "2T−R: (2×10−25)/10 = (−50) %"),
            (12.5, 10, "minimal", TR, 80, "T/R: 10/12,5 = 80 %"),
            (0, 0, "minimal", UMUM, 100, "minimal, T = 0 dan R = 0: 100 %"),
            (0, 0, "minimal", TR, 100, "minimal, T = 0 dan R = 0: 100 %"),
            (0, 12, "minimal", TR, None, "T/R: 12/0 tidak dihitung (pembagi 0)"),
            (3, 0, "minimal", UMUM, None, "target 0: tidak dihitung"),
            (3, 0, "minimal", TR, None, "target 0: tidak dihitung"),
            (3, 0, "maksimal", UMUM, None, "target 0: tidak dihitung"),
            (0, 0, "maksimal", UMUM, None, "target 0: tidak dihitung"),
            (1e300, 1e-300, "maksimal", UMUM, None, None),
            (3, math.inf, "maksimal", UMUM, None, None),
        ],
    )
    def test_against_target(
        self, r: float, t: float, arah: str, aturan: Aturan, nilai: float | None, alasan: str | None
    ) -> None:
        """maksimal and minimal give the value and reasoning of the rules; a target of 0 is not computed."""
        capaian = hitung_capaian(ada(r), t, arah, aturan)
        assert capaian.hasil == TIDAK_DIHITUNG if nilai is None else capaian.hasil.nilai == pytest.approx(nilai)
        assert alasan is None or capaian.alasan == alasan

    @pytest.mark.parametrize(
        ("r", "bawah", "atas", "aturan", "nilai", "alasan"),
        [
            (25, 20, 30, UMUM, 100, "25 di dalam rentang 20 s.d. 30: 100 %"),
            (20, 20, 30, UMUM, 100, "20 di dalam rentang 20 s.d. 30: 100 %"),
            (30, 20, 30, UMUM, 100, "30 di dalam rentang 20 s.d. 30: 100 %"),
            (15, 20, 30, UMUM, 75, "di bawah rentang 20 s.d. 30, R/T: 15/20 = 75 %"),
            (36, 20, 30, UMUM, 80, "di atas rentang 20 s.d. 30, 2T−R: (2×30−36)/30 = 80 %"),
            (40, 20, 30, TR, 75, "di atas rentang 20 s.d. 30, T/R: 30/40 = 75 %"),
            (0.1 + 0.2, 0.1, 0.3, UMUM, 100, "0,3 di dalam rentang 0,1 s.d. 0,3: 100 %"),
            (-1, 0, 5, UMUM, None, "di bawah rentang 0 s.d. 5, R/T: (−1)/0 tidak dihitung (pembagi 0)"),
            (2, -5, 0, UMUM, None, "di atas rentang (−5) s.d. 0, 2T−R: (2×0−2)/0 tidak dihitung (pembagi 0)"),
        ],
    )
    def test_against_bounds(
        self, r: float, bawah: float, atas: float, aturan: Aturan, nilai: float | None, alasan: str
    ) -> None:
        """rentang: inside is 100; above against the upper bound, below against the lower; no target is needed."""
        capaian = hitung_capaian(ada(r), None, "rentang", aturan, bawah, atas)
        assert capaian.hasil == (TIDAK_DIHITUNG if nilai is None else ada(nilai))
        assert capaian.alasan == alasan

    @pytest.mark.parametrize(
        ("r", "t", "hasil", "alasan"),
        [
            (BELUM_LENGKAP, 5.0, BELUM_LENGKAP, "realisasi belum lengkap"),
            (BELUM_LENGKAP, None, BELUM_LENGKAP, "realisasi belum lengkap"),
            (BELUM_LENGKAP, 0.0, BELUM_LENGKAP, "realisasi belum lengkap"),
            (ada(5.0), None, BELUM_LENGKAP, "target kosong"),
            (TIDAK_DIHITUNG, None, BELUM_LENGKAP, "target kosong"),
            (TIDAK_DIHITUNG, 5.0, TIDAK_DIHITUNG, "realisasi tidak dihitung"),
        ],
    )
    @pytest.mark.parametrize("arah", ["maksimal", "minimal"])
    def test_blank_is_never_zero(self, arah: str, r: Hasil, t: float | None, hasil: Hasil, alasan: str) -> None:
        """A blank on either side leaves the capaian blank; what was not computed stays so."""
        capaian = hitung_capaian(r, t, arah, UMUM)
        assert (capaian.hasil, capaian.alasan) == (hasil, alasan)

    def test_rentang_passes_on_what_is_missing(self) -> None:
        """rentang hands on a realisasi without number as it is."""
        assert hitung_capaian(BELUM_LENGKAP, None, "rentang", UMUM, 1, 2).hasil == BELUM_LENGKAP
        assert hitung_capaian(TIDAK_DIHITUNG, None, "rentang", UMUM, 1, 2).hasil == TIDAK_DIHITUNG

    @pytest.mark.parametrize(
        ("arah", "bawah", "atas"),
        [("naik", None, None), ("rentang", None, 3.0), ("rentang", 3.0, None), ("rentang", 4.0, 3.0)],
    )
    def test_contradictions_are_refused(self, arah: str, bawah: float | None, atas: float | None) -> None:
        """An unknown arah and a rentang without two bounds in order are an AturanError, in Python and in Excel."""
        with pytest.raises(AturanError):
            hitung_capaian(ada(1.0), 1.0, arah, UMUM, bawah, atas)
        with pytest.raises(AturanError):
            excel_capaian("A1", "B1", arah, UMUM, bawah, atas)

    @given(positif, positif)
    def test_meeting_the_target(self, r: float, t: float) -> None:
        """Exactly the target is 100 in every rule; more is better for maksimal and worse for minimal."""
        for arah, aturan in (("maksimal", UMUM), ("minimal", UMUM), ("minimal", TR)):
            tepat = hitung_capaian(ada(t), t, arah, aturan).hasil.nilai
            nilai = hitung_capaian(ada(r), t, arah, aturan).hasil.nilai
            assert tepat == pytest.approx(100)
            assert nilai is not None
            lebih = nilai - 100 if arah == "maksimal" else 100 - nilai
            assert lebih * (r - t) >= 0 or lebih == pytest.approx(0, abs=1e-9)


class TestBatas:
    """The cap and the floor."""

    @pytest.mark.parametrize(
        ("batas", "nilai", "hasil"),
        [
            (100, 125.5, 100),
            (100, 99.99, 99.99),
            (110, 125.5, 110),
            (120, 125.5, 120),
            (150, 125.5, 125.5),
            (None, 200, 200),
            (None, -50, 0),
            (100, -50, 0),
        ],
    )
    def test_cap_and_floor(self, batas: int | None, nilai: float, hasil: float) -> None:
        """What enters averages lies between 0 and the cap; without cap only the floor holds."""
        assert batasi(nilai, Aturan(batas=batas)) == hasil  # type: ignore[arg-type]

    @given(angka)
    def test_capping_twice_changes_nothing(self, nilai: float) -> None:
        """The cap is idempotent and never leaves its range."""
        sekali = batasi(nilai, UMUM)
        assert 0 <= sekali <= 100
        assert batasi(sekali, UMUM) == sekali


class TestPredikat:
    """Labels of the scales."""

    @pytest.mark.parametrize(
        ("skala", "nilai", "label"),
        [
            ("umum", 100, "Sangat Tinggi"),
            ("umum", 91, "Sangat Tinggi"),
            ("umum", 90.999999, "Tinggi"),
            ("umum", 90.5, "Tinggi"),
            ("umum", 76, "Tinggi"),
            ("umum", 75.999999, "Sedang"),
            ("umum", 66, "Sedang"),
            ("umum", 65.999999, "Rendah"),
            ("umum", 51, "Rendah"),
            ("umum", 50.999999, "Sangat Rendah"),
            ("umum", 0, "Sangat Rendah"),
            ("umum", 0.91 * 100, "Sangat Tinggi"),
            ("umum", 91 - 1e-14, "Sangat Tinggi"),
            ("skm_2017", 88.31, "A (Sangat Baik)"),
            ("skm_2017", 88.305, "B (Baik)"),
            ("skm_2017", 76.61, "B (Baik)"),
            ("skm_2017", 76.6, "C (Kurang Baik)"),
            ("skm_2017", 65, "C (Kurang Baik)"),
            ("skm_2017", 64.99, "D (Tidak Baik)"),
            ("skm_2017", 3, "D (Tidak Baik)"),
            ("skm_lama", 81.26, "A (Sangat Baik)"),
            ("skm_lama", 81.25, "B (Baik)"),
            ("skm_lama", 62.51, "B (Baik)"),
            ("skm_lama", 62.5, "C (Kurang Baik)"),
            ("skm_lama", 43.76, "C (Kurang Baik)"),
            ("skm_lama", 43.75, "D (Tidak Baik)"),
        ],
    )
    def test_lower_bounds(self, skala: str, nilai: float, label: str) -> None:
        """A label starts exactly at its lower bound, on the unrounded value; only binary noise is forgiven."""
        assert predikat(nilai, skala) == label

    @pytest.mark.parametrize("skala", SKALA)
    def test_scales_fall_and_name_their_source(self, skala: str) -> None:
        """Bounds fall from best to worst, labels differ, the source is named."""
        batas = [b for b, _ in SKALA[skala].tingkat]
        assert batas == sorted(set(batas), reverse=True)
        assert len({label for _, label in SKALA[skala].tingkat}) == len(batas)
        assert SKALA[skala].sumber

    def test_unknown_scale_is_refused(self) -> None:
        """A scale that does not exist is an AturanError, in Python and in Excel."""
        for coba in (predikat, lambda _, s: excel_predikat("A1", s)):
            with pytest.raises(AturanError, match="bintang"):
                coba(50, "bintang")


class TestBulat:
    """Rounding half away from zero."""

    @pytest.mark.parametrize(
        ("nilai", "desimal", "hasil"),
        [
            (2.5, 0, 3),
            (3.5, 0, 4),
            (-2.5, 0, -3),
            (2.675, 2, 2.68),
            (1.005, 2, 1.01),
            (-1.005, 2, -1.01),
            (0.285, 2, 0.29),
            (2.4999, 0, 2),
            (1234.565, 2, 1234.57),
            (1250, -2, 1300),
            (-0.001, 2, 0),
            (1e300, 2, 1e300),
            (5e-324, 2, 0),
        ],
    )
    def test_as_a_spreadsheet_shows(self, nilai: float, desimal: int, hasil: float) -> None:
        """Halves go away from zero on the digits that one sees; never minus zero."""
        bulat = bulat_setengah_menjauh(nilai, desimal)
        assert bulat == hasil
        assert math.copysign(1, bulat) == math.copysign(1, hasil)

    @given(st.floats(-1e12, 1e12), st.integers(0, 6))
    def test_never_farther_than_half(self, nilai: float, desimal: int) -> None:
        """The rounded number lies within half a unit of the last digit, and rounding it again changes nothing."""
        bulat = bulat_setengah_menjauh(nilai, desimal)
        assert abs(bulat - nilai) <= 0.5 * 10**-desimal * (1 + 1e-9) + abs(nilai) * 1e-15
        assert bulat_setengah_menjauh(bulat, desimal) == bulat

    def test_infinite_stays(self) -> None:
        """What has no digits is returned as it is."""
        assert bulat_setengah_menjauh(math.inf, 2) == math.inf


class TestGabung:
    """Combining values and targets."""

    @pytest.mark.parametrize(("cara", "hasil"), [("jumlah", 12), ("rata", 4), ("maks", 7), ("min", 2), ("akhir", 3)])
    def test_ways(self, cara: str, hasil: float) -> None:
        """Each way combines as its name says."""
        assert gabung([7, 2, 3], cara) == hasil

    def test_refusals(self) -> None:
        """An unknown way and an empty list are an AturanError; what overflows is infinite."""
        with pytest.raises(AturanError, match="median"):
            gabung([1.0], "median")
        with pytest.raises(AturanError):
            gabung([], "jumlah")
        assert gabung([1e308, 1e308], "jumlah") == math.inf

    @given(st.lists(angka, min_size=1, max_size=8))
    def test_mean_lies_between_least_and_greatest(self, nilai: list[float]) -> None:
        """The mean lies between min and maks, and times the count is the sum."""
        rata, toleransi = gabung(nilai, "rata"), 1e-9 * max(map(abs, nilai))
        assert gabung(nilai, "min") - toleransi <= rata <= gabung(nilai, "maks") + toleransi
        assert rata * len(nilai) == pytest.approx(gabung(nilai, "jumlah"), abs=toleransi)

    @pytest.mark.parametrize(
        ("derajat", "cara", "terhadap", "hasil"),
        [
            (1, ["jumlah"], "waktu", "jumlah"),
            (1, ["jumlah", "jumlah"], "unit", "jumlah"),
            (0, ["jumlah", "jumlah"], "waktu", "rata"),
            (0, ["jumlah", "jumlah"], "unit", "rata"),
            (None, ["jumlah", "jumlah"], "unit", "rata"),
            (2, ["jumlah"], "waktu", "rata"),
            (1, ["akhir", "akhir"], "waktu", "akhir"),
            (0, ["akhir", "akhir"], "waktu", "akhir"),
            (1, ["maks"], "waktu", "maks"),
            (1, ["min", "min"], "unit", "min"),
            (1, ["rata"], "unit", "rata"),
            (0, ["jumlah", "akhir"], "waktu", "akhir"),
            (1, ["jumlah", "maks"], "unit", "rata"),
            (0, [], "waktu", "akhir"),
            (0, [], "unit", "rata"),
        ],
    )
    def test_targets(self, derajat: int | None, cara: list[str], terhadap: str, hasil: str) -> None:
        """Targets of sums are added, of ratios averaged, of states kept; mixtures by what they combine over."""
        assert cara_target(derajat, cara, terhadap) == hasil  # type: ignore[arg-type]


NILAI = (None, 0.0, 1.0, 9.0, 12.0, -3.0, 0.1, 0.2, 33.3, 1e9, TIDAK)
TARGET = (None, 0.0, 10.0, 12.0, 0.1, -4.0, 1e-3, 7e8)
BATAS = ((20.0, 30.0), (0.0, 9.0), (-5.0, 0.0), (0.1, 0.2), (12.0, 12.0))


def _hasil(nilai: float | str | None) -> Hasil:
    if isinstance(nilai, str):
        return TIDAK_DIHITUNG
    return BELUM_LENGKAP if nilai is None else ada(nilai)


@pytest.mark.libreoffice
class TestExcel:
    """The Excel twins show what Python computes."""

    def test_capaian(self, tmp_path: Path) -> None:
        """Over a grid of realisasi and targets, with blanks, empty texts, zeros, negatives and "tidak dihitung"."""
        kasus: list[Kasus] = []
        harapan: list[float | str] = []
        for aturan, arah, r, t in itertools.product((UMUM, TR), ("maksimal", "minimal"), NILAI, TARGET):
            rumus = excel_capaian("{0}", "{1}", arah, aturan)
            # A blank realisasi is a formula's empty text in the workbook, a blank target a cell without content.
            kasus += [((r, t), rumus), (('=""' if r is None else r, '=""' if t is None else t), rumus)]
            harapan += [hitung_capaian(_hasil(r), t, arah, aturan).hasil.tampilan] * 2
        for aturan, (bawah, atas), r in itertools.product((UMUM, TR), BATAS, NILAI):
            kasus.append(((r, None), excel_capaian("{0}", "{1}", "rentang", aturan, bawah, atas)))
            harapan.append(hitung_capaian(_hasil(r), None, "rentang", aturan, bawah, atas).hasil.tampilan)
        self._bandingkan(kasus, harapan, tmp_path)

    def test_batasi_and_predikat(self, tmp_path: Path) -> None:
        """Caps, floors and labels, at and around every bound; texts pass through a cap and have no predikat."""
        bound = sorted({b for s in SKALA.values() for b, _ in s.tingkat} | {100.0, 110.0, 120.0, 150.0})
        nilai = [b + d for b in bound for d in (-0.01, -1e-6, -1e-14, 0.0, 1e-14, 0.01)] + [-40.0, 1e9]
        kasus: list[Kasus] = []
        harapan: list[float | str] = []
        for batas in (None, 100, 110, 120, 150):
            aturan = Aturan(batas=batas)
            kasus += [((n,), excel_batasi("{0}", aturan)) for n in (*nilai, None, '=""', TIDAK)]
            harapan += [*(batasi(n, aturan) for n in nilai), "", "", TIDAK]
        for skala in SKALA:
            kasus += [((n,), excel_predikat("{0}", skala)) for n in (*nilai, None, '=""', TIDAK)]
            harapan += [*(predikat(n, skala) for n in nilai), "", "", ""]
        self._bandingkan(kasus, harapan, tmp_path)

    def test_gabung_and_rounding(self, tmp_path: Path) -> None:
        """SUM, AVERAGE, MAX, MIN and ROUND of the same numbers give the same."""
        kasus: list[Kasus] = []
        harapan: list[float | str] = []
        fungsi = {"jumlah": "SUM", "rata": "AVERAGE", "maks": "MAX", "min": "MIN"}
        for deret in ((0.1, 0.2, -0.3), (1e12, 0.1, -1e12), (0.1, -0.3, 0.2), (7.0, 2.0, 3.0), (1e9, -1e9, 0.0)):
            for cara, nama in fungsi.items():
                kasus.append((deret, f"{nama}({{0}},{{1}},{{2}})"))
                harapan.append(gabung(deret, cara))
        for nilai, desimal in itertools.product(
            (2.675, 1.005, -2.5, 0.285, 66.6666666666667, 1234.565, -0.005), (0, 2)
        ):
            kasus.append(((nilai,), f"ROUND({{0}},{desimal})"))
            harapan.append(bulat_setengah_menjauh(nilai, desimal))
        self._bandingkan(kasus, harapan, tmp_path)

    def _bandingkan(self, kasus: list[Kasus], harapan: list[float | str], folder: Path) -> None:
        keluar = hasil_libreoffice(kasus, folder)
        salah = [
            f"{isi} {rumus}: LibreOffice {dapat!r}, Python {h!r}"
            for (isi, rumus), dapat, h in zip(kasus, keluar, harapan, strict=True)
            if not sama(h, dapat)
        ]
        assert not salah, "\n".join(salah)


def test_skala_skm_menilai_indeksnya() -> None:
    """The SKM scales grade the index that was measured; every other scale, and the project's own, grades capaian."""
    assert predikat_atas("skm_2017") == predikat_atas("skm_lama") == "realisasi"
    assert predikat_atas("") == predikat_atas("umum") == "capaian"
