"""Rules of capaian: from realisasi and target to percent, cap and predikat, and their twins as Excel formulas.

Every choice is a table here and nowhere else. Capaian is in percent points (85 means 85 %). A comparison takes
numbers for equal that a spreadsheet takes for equal (ikixl.rumus.aritmetika), so that Python and workbook agree.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Literal

from ikixl.errors import AturanError
from ikixl.rumus.aritmetika import BANDING, OPERATOR, jumlah, rata
from ikixl.rumus.hasil import BELUM_LENGKAP, TIDAK_DIHITUNG, Hasil, Keadaan, ada
from ikixl.rumus.penulis import angka_polos
from ikixl.tetap import tetap

__all__ = [
    "PROFIL",
    "SKALA",
    "Aturan",
    "Capaian",
    "Skala",
    "batasi",
    "bulat_setengah_menjauh",
    "cara_target",
    "excel_batasi",
    "excel_capaian",
    "excel_predikat",
    "gabung",
    "hitung_capaian",
    "predikat",
    "predikat_atas",
]

# More decimal digits, before and after the point, than any float has.
_DIGIT_FLOAT = 1100
_ARAH = ("maksimal", "minimal", "rentang")
_TIDAK = str(Keadaan.TIDAK_DIHITUNG)


@dataclass(frozen=True, slots=True)
class Skala:
    """One scale of predikat: `tingkat` holds (lower bound, label) from best to worst, `sumber` where it comes from.

    Only lower bounds, applied to the unrounded value: the gaps that regulations leave between 90 and 91 belong to the
    lower label. What lies below the lowest bound has the lowest label. `atas` says what an indikator of this scale is
    judged by: its capaian, or its realisasi where the regulation grades the index itself.
    """

    tingkat: tuple[tuple[float, str], ...]
    sumber: str
    atas: Literal["capaian", "realisasi"] = "capaian"


#: Scales by name. Regulations print closed intervals of whole numbers or two decimals; the lower ends are taken.
SKALA: Mapping[str, Skala] = {
    "umum": Skala(
        (
            (91.0, "Sangat Tinggi"),
            (76.0, "Tinggi"),
            (66.0, "Sedang"),
            (51.0, "Rendah"),
            (0.0, "Sangat Rendah"),
        ),
        "Skala nilai peringkat kinerja Permendagri 86/2017 (semula Permendagri 54/2010)",
    ),
    "skm_2017": Skala(
        (
            (88.31, "A (Sangat Baik)"),
            (76.61, "B (Baik)"),
            (65.0, "C (Kurang Baik)"),
            (25.0, "D (Tidak Baik)"),
        ),
        "PermenPANRB 14/2017, nilai interval konversi SKM",
        "realisasi",
    ),
    "skm_lama": Skala(
        (
            (81.26, "A (Sangat Baik)"),
            (62.51, "B (Baik)"),
            (43.76, "C (Kurang Baik)"),
            (25.0, "D (Tidak Baik)"),
        ),
        "KepmenPAN KEP/25/M.PAN/2/2004, nilai interval konversi IKM",
        "realisasi",
    ),
}


@dataclass(frozen=True, slots=True)
class Aturan:
    """The rules that one project applies to all its indikator; AturanError for an option that does not exist.

    `minimal`: capaian of an indikator of arah minimal, (2T-R)/T or T/R. `batas`: the cap, in percent points, of what
    enters averages and predikat, None for no cap; the raw capaian is kept as it is. `skala`: key of SKALA. `entri`:
    whether realisasi is typed for each triwulan alone or as a running figure ("sampai_dengan").
    """

    minimal: Literal["2T-R", "T/R"] = "2T-R"
    batas: Literal[100, 110, 120, 150] | None = 100
    skala: str = "umum"
    entri: Literal["triwulan", "sampai_dengan"] = "triwulan"

    def __post_init__(self) -> None:
        for nama, sah in _PILIHAN.items():
            nilai = getattr(self, nama)
            if nilai not in sah:
                raise AturanError(
                    f"Aturan {nama} = {nilai} tidak dikenal.",
                    f"Pakai salah satu: {', '.join('tanpa' if s is None else str(s) for s in sah)}.",
                )


# What each rule may be.
_PILIHAN: Mapping[str, Sequence[object]] = {
    "minimal": ("2T-R", "T/R"),
    "batas": (None, 100, 110, 120, 150),
    "skala": tuple(SKALA),
    "entri": ("triwulan", "sampai_dengan"),
}


#: Rules by regulation. Permendagri 86/2017 gives the scale; the way capaian is computed and the cap are not taken
#: from it, they are the defaults of ikixl (and today the same as "umum").
PROFIL: Mapping[str, Aturan] = {
    "umum": Aturan(),
    "permendagri-86-2017": Aturan(skala="umum"),
}


@tetap(frozen=True, slots=True)
class Capaian:
    """Capaian against one target: `hasil` raw in percent points (not capped), `alasan` its reasoning in Indonesian.

    The reasoning is put into words when it is asked for: `pola` is its text with {0}, {1}, … for each of `angka`.
    """

    hasil: Hasil
    pola: str
    angka: tuple[float, ...] = ()

    @property
    def alasan(self) -> str:
        """How the figure came about, or why there is none: "2T−R: (2×10−6)/10 = 140 %"."""
        return self.pola.format(*map(_cetak, self.angka))


@dataclass(frozen=True, slots=True)
class _Rumusan:
    """One formula of capaian over R and T: its name, in Python, in Excel and in the printed reasoning ({0} and {1})."""

    nama: str
    hitung: Callable[[float, float], float]
    excel: str
    cetak: str


_MAKSIMAL = _Rumusan("R/T", lambda r, t: r / t * 100, "{r}/{t}*100", "{0}/{1}")
_MINIMAL: Mapping[str, _Rumusan] = {
    "2T-R": _Rumusan("2T−R", lambda r, t: OPERATOR["-"](2 * t, r) / t * 100, "(2*{t}-{r})/{t}*100", "(2×{1}−{0})/{1}"),
    "T/R": _Rumusan("T/R", lambda r, t: t / r * 100, "{t}/{r}*100", "{1}/{0}"),
}


def hitung_capaian(
    realisasi: Hasil,
    target: float | None,
    arah: str,
    aturan: Aturan,
    batas_bawah: float | None = None,
    batas_atas: float | None = None,
) -> Capaian:
    """Capaian of a realisasi against its target (or, for arah rentang, its bounds), all in the indikator's satuan.

    maksimal: R/T. minimal: (2T-R)/T or T/R. rentang: 100 inside the bounds, the target being irrelevant; above, the
    minimal rule against the upper bound; below, R against the lower. A blank on either side is BELUM_LENGKAP. A
    target of 0 is TIDAK_DIHITUNG, except that minimal with T = 0 and R = 0 is 100; T/R with R = 0 and T > 0 has no
    value and is TIDAK_DIHITUNG too. AturanError for an unknown arah, or rentang without two bounds in order.
    """
    _periksa_arah(arah)
    batas = _batas_rentang(batas_bawah, batas_atas) if arah == "rentang" else None
    if realisasi.keadaan is Keadaan.BELUM_LENGKAP:
        return Capaian(BELUM_LENGKAP, "realisasi belum lengkap")
    if batas is None and target is None:
        return Capaian(BELUM_LENGKAP, "target kosong")
    if realisasi.nilai is None:
        return Capaian(TIDAK_DIHITUNG, "realisasi tidak dihitung")
    if batas is not None:
        return _rentang(realisasi.nilai, batas, _MINIMAL[aturan.minimal])
    return _terhadap_target(realisasi.nilai, target or 0.0, arah, _rumusan(arah, aturan))


def _terhadap_target(r: float, t: float, arah: str, rumusan: _Rumusan) -> Capaian:
    if t == 0 and r == 0 and arah == "minimal":
        return Capaian(ada(100.0), "minimal, T = 0 dan R = 0: 100 %")
    if t == 0:
        return Capaian(TIDAK_DIHITUNG, "target 0: tidak dihitung")
    return _terapkan(rumusan, r, t, rumusan.nama)


def _rentang(r: float, batas: tuple[float, float], di_atas: _Rumusan) -> Capaian:
    bawah, atas = batas
    rentang = f"rentang {_cetak(bawah)} s.d. {_cetak(atas)}"
    if BANDING["<"](r, bawah):
        return _terapkan(_MAKSIMAL, r, bawah, f"di bawah {rentang}, {_MAKSIMAL.nama}")
    if BANDING[">"](r, atas):
        return _terapkan(di_atas, r, atas, f"di atas {rentang}, {di_atas.nama}")
    return Capaian(ada(100.0), f"{{0}} di dalam {rentang}: 100 %", (r,))


def _terapkan(rumusan: _Rumusan, r: float, t: float, nama: str) -> Capaian:
    hitungan = f"{nama}: {rumusan.cetak}"
    try:
        nilai = rumusan.hitung(r, t)
    except ZeroDivisionError:
        return Capaian(TIDAK_DIHITUNG, f"{hitungan} tidak dihitung (pembagi 0)", (r, t))
    if not math.isfinite(nilai) or not math.isfinite(t):
        return Capaian(TIDAK_DIHITUNG, f"{hitungan} tidak dihitung (di luar jangkauan)", (r, t))
    # + 0.0 turns -0.0, which no spreadsheet shows, into 0.0.
    return Capaian(ada(nilai + 0.0), f"{hitungan} = {{2}} %", (r, t, nilai))


def _rumusan(arah: str, aturan: Aturan) -> _Rumusan:
    return _MAKSIMAL if arah == "maksimal" else _MINIMAL[aturan.minimal]


def _periksa_arah(arah: str) -> None:
    if arah not in _ARAH:
        raise AturanError(f"Arah {arah} tidak dikenal.", f"Pakai salah satu: {', '.join(_ARAH)}.")


def _batas_rentang(bawah: float | None, atas: float | None) -> tuple[float, float]:
    if bawah is None or atas is None or bawah > atas:
        raise AturanError(
            "Arah rentang memerlukan batas bawah dan batas atas, batas bawah tidak lebih besar.",
            "Isi batas_bawah dan batas_atas indikator itu.",
        )
    return bawah, atas


def _cetak(nilai: float) -> str:
    """A number as people read it: decimal comma, at most 2 decimals, negative ones in brackets."""
    # Two digits of what would vanish in two decimals: a target of 0,001 must not read as 0.
    bulat = bulat_setengah_menjauh(nilai, 2) or float(f"{nilai:.2g}")
    if not math.isfinite(bulat):
        return str(bulat)
    teks = angka_polos(bulat).replace(".", ",")
    return f"({teks.replace('-', '−')})" if bulat < 0 else teks


def batasi(nilai: float, aturan: Aturan) -> float:
    """Capaian (percent points) as it enters averages and predikat: not below 0, not above the cap."""
    tertinggi = math.inf if aturan.batas is None else aturan.batas
    return float(max(0.0, min(nilai, tertinggi)))


def predikat(nilai: float, skala: str) -> str:
    """The label of a capaian (percent points, already capped, unrounded) on a scale; AturanError if it is unknown."""
    tingkat = _tingkat(skala)
    return next((label for batas, label in tingkat if BANDING[">="](nilai, batas)), tingkat[-1][1])


def predikat_atas(skala: str) -> Literal["capaian", "realisasi"]:
    """What the predikat of an indikator rests on, given its own scale ("" for the project's, which grades capaian)."""
    return SKALA[skala].atas if skala else "capaian"


def _tingkat(skala: str) -> tuple[tuple[float, str], ...]:
    if skala not in SKALA:
        raise AturanError(f"Skala predikat {skala} tidak dikenal.", f"Pakai salah satu: {', '.join(SKALA)}.")
    return SKALA[skala].tingkat


def bulat_setengah_menjauh(nilai: float, desimal: int) -> float:
    """A number rounded as ROUND of a spreadsheet does: half away from zero, on the decimal digits that one sees.

    2.675 with 2 decimals is 2.68, although the nearest binary fraction lies below; Python's round gives 2.67.
    """
    if not math.isfinite(nilai):
        return nilai
    satuan = Decimal(1).scaleb(-desimal)
    bulat = Decimal(repr(float(nilai))).quantize(satuan, ROUND_HALF_UP, Context(prec=_DIGIT_FLOAT + abs(desimal)))
    return float(bulat) + 0.0


_GABUNG: Mapping[str, Callable[[Sequence[float]], float]] = {
    "jumlah": jumlah,
    "rata": rata,
    "maks": max,
    "min": min,
    "akhir": lambda nilai: nilai[-1],
}


def gabung(nilai: Sequence[float], cara: str) -> float:
    """Values combined over time or units: jumlah, rata, maks, min, or akhir (the last); infinite beyond a float.

    The same number as SUM, AVERAGE, MAX, MIN of a spreadsheet. AturanError for an unknown cara or no values at all.
    """
    if cara not in _GABUNG or not nilai:
        raise AturanError(
            f"Nilai tidak dapat digabung dengan cara {cara}." if nilai else "Tidak ada nilai yang digabung.",
            f"Pakai salah satu: {', '.join(_GABUNG)}.",
        )
    try:
        return float(_GABUNG[cara](nilai))
    except OverflowError:
        return math.inf


_CARA_CAMPURAN: Mapping[str, str] = {"waktu": "akhir", "unit": "rata"}


def cara_target(derajat: int | None, cara: Sequence[str], terhadap: Literal["waktu", "unit"]) -> str:
    """How the targets of an indikator combine over "waktu" or "unit": one of the ways of `gabung`.

    `derajat` is that of the formula (ikixl.rumus.derajat), `cara` how each of its variabel combines. Where all
    variabel keep the last (or mean, greatest, least), so does the target. Where all are added, the targets of a sum
    are added too, while those of a ratio are averaged. Mixed ways: the last over time, the mean over units.
    """
    if len(set(cara)) != 1:
        return _CARA_CAMPURAN[terhadap]
    if cara[0] != "jumlah":
        return cara[0]
    return "jumlah" if derajat == 1 else "rata"


def excel_capaian(
    ref_r: str,
    ref_t: str,
    arah: str,
    aturan: Aturan,
    batas_bawah: float | None = None,
    batas_atas: float | None = None,
) -> str:
    """Excel text that shows what `hitung_capaian` gives: the number, "" or "tidak dihitung".

    `ref_r` and `ref_t` are references of one cell each: realisasi (a number, "" or "tidak dihitung") and target (a
    number or blank; not used for rentang). AturanError as for `hitung_capaian`.
    """
    _periksa_arah(arah)
    if arah == "rentang":
        bawah, atas = _batas_rentang(batas_bawah, batas_atas)
        return _excel_rentang(ref_r, bawah, atas, _MINIMAL[aturan.minimal])
    isi = _rumusan(arah, aturan).excel.format(r=ref_r, t=ref_t)
    if arah == "minimal":
        # The first test keeps T/R from giving 0 where the target is 0.
        isi = f'IF({ref_t}=0,IF({ref_r}=0,100,"{_TIDAK}"),{isi})'
    return f'IFERROR(IF(OR({ref_r}="",{ref_t}=""),"",{isi}),"{_TIDAK}")'


def _excel_rentang(ref_r: str, bawah: float, atas: float, di_atas: _Rumusan) -> str:
    b, a = _excel_angka(bawah), _excel_angka(atas)
    luar_bawah, luar_atas = _MAKSIMAL.excel.format(r=ref_r, t=b), di_atas.excel.format(r=ref_r, t=a)
    # A text compares greater than any number: only a number may reach the comparisons.
    isi = f'IF(ISNUMBER({ref_r}),IF({ref_r}<{b},{luar_bawah},IF({ref_r}>{a},{luar_atas},100)),"{_TIDAK}")'
    return f'IFERROR(IF({ref_r}="","",{isi}),"{_TIDAK}")'


def _excel_angka(nilai: float) -> str:
    teks = angka_polos(nilai)
    return f"({teks})" if nilai < 0 else teks


def excel_batasi(ref: str, aturan: Aturan) -> str:
    """Excel text of `batasi` over one cell; a text in it, also "", passes as it is."""
    isi = f"MAX(0,{ref})" if aturan.batas is None else f"MAX(0,MIN({ref},{aturan.batas}))"
    return f'IF(ISNUMBER({ref}),{isi},{ref}&"")'


# Every row of a rekap asks for the same few.
@lru_cache(maxsize=256)
def excel_predikat(ref: str, skala: str) -> str:
    """Excel text of `predikat` over one cell, "" where that holds no number; AturanError for an unknown scale."""
    *atas, (_, terendah) = _tingkat(skala)
    isi = f'"{terendah}"'
    for batas, label in reversed(atas):
        isi = f'IF({ref}>={angka_polos(batas)},"{label}",{isi})'
    return f'IF(ISNUMBER({ref}),{isi},"")'
