"""From the inputs of one unit to realisasi, target and capaian: per triwulan and up to each triwulan.

Plain Python over the katalog's formulas and rules. The layout stores these numbers as cached values, the
checks compare them with what a file shows, konsolidasi applies the same steps to inputs combined over units.
Combine inputs, then apply the formula: percentages are never averaged by accident.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ikixl.aturan import Aturan, Capaian, batasi, cara_target, gabung, hitung_capaian
from ikixl.katalog.kunci import KunciIsian, kunci_target, kunci_variabel
from ikixl.katalog.model import Indikator, JenisIsian, Katalog, Variabel
from ikixl.rumus import Simpul, bilangan_bulat, derajat, evaluate, parse
from ikixl.rumus.hasil import BELUM_LENGKAP, Hasil, ada
from ikixl.tetap import tetap

__all__ = [
    "TRIWULAN",
    "CaraTarget",
    "HitunganIndikator",
    "HitunganTarget",
    "Penghitung",
    "angka_sah",
    "cara_target_indikator",
    "hitung_dari_variabel",
    "hitung_indikator",
    "hitung_realisasi",
    "hitung_sampai",
    "hitung_target",
    "jenis_target",
    "rata_capaian",
    "simpul_rumus",
    "terakhir",
    "triwulan_diminta",
    "triwulan_perlu",
]

TRIWULAN = (1, 2, 3, 4)

_DIMINTA: Mapping[str, tuple[int, ...]] = {
    "bulanan": TRIWULAN,
    "triwulan": TRIWULAN,
    "semester": (2, 4),
    "tahunan": (4,),
}

Nilai = float | None
EmpatNilai = tuple[Nilai, Nilai, Nilai, Nilai]


@lru_cache(maxsize=8192)
def simpul_rumus(rumus: str) -> Simpul:
    """The parsed formula; RumusError if it does not parse (a valid katalog has none)."""
    return parse(rumus)


@lru_cache(maxsize=8192)
def _derajat(rumus: str) -> int | None:
    return derajat(simpul_rumus(rumus))


@lru_cache(maxsize=8192)
def _bilangan_bulat(rumus: str) -> bool:
    return bilangan_bulat(simpul_rumus(rumus))


def triwulan_diminta(periode: str) -> tuple[int, ...]:
    """The triwulan in which an indicator of this periode is reported: all, 2 and 4, or 4."""
    return _DIMINTA[periode]


@lru_cache(maxsize=256)
def triwulan_perlu(periode: str, cara: str, sampai: int) -> tuple[int, ...]:
    """The triwulan whose values are needed for a figure up to `sampai`.

    For `akhir` only that one, otherwise every one asked so far. Empty where nothing is asked in `sampai` itself: a
    semester has figures in triwulan II and IV only, so that no average ever rests on it alone in between.
    """
    diminta = tuple(t for t in triwulan_diminta(periode) if t <= sampai)
    if sampai not in diminta:
        return ()
    return diminta[-1:] if cara == "akhir" else diminta


# Blank rows are most of what a workbook is issued with.
@lru_cache(maxsize=8192)
def _sampai(nilai: tuple[Nilai, ...], periode: str, cara: str, entri: str) -> EmpatNilai:
    """Values up to each triwulan from the entries; None where a needed entry is blank.

    With entri sampai_dengan the operator typed the running figure: the last one asked is taken as it is.
    """
    hasil: list[Nilai] = []
    for t in TRIWULAN:
        perlu = triwulan_perlu(periode, "akhir" if entri == "sampai_dengan" else cara, t)
        isi = [nilai[p - 1] for p in perlu]
        ada_isi = [n for n in isi if n is not None]
        lengkap = bool(perlu) and len(ada_isi) == len(perlu)
        hasil.append(gabung(ada_isi, cara) if lengkap else None)
    return hasil[0], hasil[1], hasil[2], hasil[3]


@lru_cache(maxsize=8192)
def _per_triwulan(nilai: tuple[Nilai, ...], periode: str, cara: str, entri: str) -> EmpatNilai:
    """Values of each triwulan from the entries: running figures of a sum are turned into differences."""
    diminta = triwulan_diminta(periode)
    hasil: list[Nilai] = [None] * 4
    sebelum: Nilai = 0.0
    for t in diminta:
        n = nilai[t - 1]
        if entri == "sampai_dengan" and cara == "jumlah":
            hasil[t - 1] = n - sebelum if n is not None and sebelum is not None else None
            sebelum = n
        else:
            hasil[t - 1] = n
    return hasil[0], hasil[1], hasil[2], hasil[3]


def cara_target_indikator(indikator: Indikator, variabel: Sequence[Variabel], terhadap: str) -> str:
    """How the targets of an indicator combine over "waktu" or "unit", derived from its formula and variabel.

    The targets of a sum are added; those of a ratio averaged; a state keeps the last (see ikixl.aturan.cara_target).
    """
    if terhadap == "waktu":
        return cara_target(_derajat(indikator.rumus), [v.gabung_waktu for v in variabel], "waktu")
    return cara_target(_derajat(indikator.rumus), [v.gabung_unit for v in variabel], "unit")


@tetap(frozen=True, slots=True)
class HitunganIndikator:
    """Everything computed of one indicator; each tuple holds four items, for triwulan I to IV.

    `nilai` and `nilai_sd` are by variabel. `*_sd` are up to the triwulan. Realisasi and target are in the
    indicator's satuan, capaian in percent points, raw (not capped). `target_tahun` is the year's target as typed,
    `target_gabungan` what the four triwulan's targets combine to; the former wins in `target_sd`.
    """

    nilai: Mapping[str, EmpatNilai]
    nilai_sd: Mapping[str, EmpatNilai]
    realisasi: tuple[Hasil, ...]
    realisasi_sd: tuple[Hasil, ...]
    target: EmpatNilai
    target_sd: EmpatNilai
    capaian: tuple[Capaian, ...]
    capaian_sd: tuple[Capaian, ...]
    target_tahun: float | None = None
    target_gabungan: float | None = None


@lru_cache(maxsize=8192)
def _nilai_rumus(rumus: str, nilai: tuple[tuple[str, Nilai], ...]) -> Hasil:
    return evaluate(simpul_rumus(rumus), dict(nilai))


def hitung_realisasi(indikator: Indikator, nilai: Mapping[str, EmpatNilai], triwulan: int) -> Hasil:
    """The formula over the values of the variabel of, or up to, one triwulan."""
    return _nilai_rumus(indikator.rumus, tuple((k, n[triwulan - 1]) for k, n in nilai.items()))


def hitung_dari_variabel(
    indikator: Indikator,
    nilai: Mapping[str, EmpatNilai],
    nilai_sd: Mapping[str, EmpatNilai],
    target: EmpatNilai,
    target_sd: EmpatNilai,
    aturan: Aturan,
) -> HitunganIndikator:
    """Apply formula and rules to values of the variabel that are already combined over time (and units)."""

    def realisasi(sumber: Mapping[str, EmpatNilai]) -> tuple[Hasil, ...]:
        return tuple(hitung_realisasi(indikator, sumber, t) for t in TRIWULAN)

    r, r_sd = realisasi(nilai), realisasi(nilai_sd)
    capaian, capaian_sd = _capaian(indikator, r, target, aturan), _capaian(indikator, r_sd, target_sd, aturan)
    return HitunganIndikator(nilai, nilai_sd, r, r_sd, target, target_sd, capaian, capaian_sd)


def _capaian(i: Indikator, realisasi: Sequence[Hasil], target: EmpatNilai, aturan: Aturan) -> tuple[Capaian, ...]:
    """Capaian of the four triwulan."""
    batas = i.batas_bawah, i.batas_atas
    return tuple(hitung_capaian(r, t, i.arah, aturan, *batas) for r, t in zip(realisasi, target, strict=True))


def jenis_target(katalog: Katalog, indikator: Indikator) -> JenisIsian:
    """How a target is typed: persen for satuan "%", bulat where the formula can only give whole numbers."""
    if indikator.satuan == "%":
        return "persen"
    variabel = katalog.variabel_indikator(indikator.kode)
    bulat = all(v.isian in ("bulat", "centang") for v in variabel)
    return "bulat" if bulat and _bilangan_bulat(indikator.rumus) else "desimal"


def angka_sah(nilai: float | str | None, jenis: JenisIsian) -> Nilai:
    """The number that an input counts as, None where it is blank, a text, negative or no whole number for bulat.

    The workbook's own formulas draw the same line, so that it never shows a figure that a reader would refuse.
    """
    if nilai is None or isinstance(nilai, str) or nilai < 0:
        return None
    if jenis in ("bulat", "centang") and nilai != int(nilai):
        return None
    # + 0.0 turns -0.0, which no spreadsheet shows, into 0.0.
    return nilai + 0.0


@tetap(frozen=True, slots=True)
class HitunganTarget:
    """The targets of one indikator; fields as in HitunganIndikator."""

    target: EmpatNilai
    target_sd: EmpatNilai
    tahun: float | None
    gabungan: float | None


@dataclass(frozen=True, slots=True)
class CaraTarget:
    """How the targets of one indikator are typed and combined over time, the same for all units.

    `kunci` are the inputs of the year and of triwulan I to IV.
    """

    kunci: tuple[KunciIsian, ...]
    jenis: JenisIsian
    cara: str
    periode: str

    @classmethod
    def dari(cls, katalog: Katalog, indikator: Indikator) -> CaraTarget:
        """That of an indikator of the katalog."""
        return cls(
            tuple(kunci_target(indikator.kode, t) for t in (0, *TRIWULAN)),
            jenis_target(katalog, indikator),
            cara_target_indikator(indikator, katalog.variabel_indikator(indikator.kode), "waktu"),
            indikator.periode,
        )

    def masukan(self, isian: Mapping[KunciIsian, float | str]) -> tuple[Nilai, tuple[Nilai, ...]]:
        """(the target of the year, those of the triwulan) as typed by a unit."""
        tahun, *sisa = [angka_sah(isian.get(k), self.jenis) for k in self.kunci]
        return tahun, tuple(sisa)

    def gabungan(self, triwulan: tuple[Nilai, ...], aturan: Aturan) -> EmpatNilai:
        """What the targets of the triwulan combine to, up to each."""
        return _sampai(triwulan, self.periode, self.cara, aturan.entri)

    def hitung(self, isian: Mapping[KunciIsian, float | str], aturan: Aturan) -> HitunganTarget:
        """The targets out of a unit's inputs."""
        tahun, masuk = self.masukan(isian)
        gabungan = self.gabungan(masuk, aturan)
        return HitunganTarget(
            _per_triwulan(masuk, self.periode, self.cara, aturan.entri),
            gabungan if tahun is None else (*gabungan[:3], tahun),
            tahun,
            gabungan[3],
        )


def hitung_target(
    katalog: Katalog, indikator: Indikator, isian: Mapping[KunciIsian, float | str], aturan: Aturan
) -> HitunganTarget:
    """The targets of one indikator out of a unit's inputs, without anything that realisasi is needed for."""
    return CaraTarget.dari(katalog, indikator).hitung(isian, aturan)


def _masukan_variabel(indikator: Indikator, v: Variabel, isian: Mapping[KunciIsian, float | str]) -> tuple[Nilai, ...]:
    return tuple(angka_sah(isian.get(kunci_variabel(indikator.kode, v.kode, t)), v.isian) for t in TRIWULAN)


def hitung_sampai(
    katalog: Katalog, indikator: Indikator, isian: Mapping[KunciIsian, float | str], aturan: Aturan
) -> dict[str, EmpatNilai]:
    """The values of the variabel of one indikator up to each triwulan: `nilai_sd` of `hitung_indikator` alone."""
    return {
        v.kode: _sampai(_masukan_variabel(indikator, v, isian), indikator.periode, v.gabung_waktu, aturan.entri)
        for v in katalog.variabel_indikator(indikator.kode)
    }


class Penghitung:
    """Computes one indikator for one unit after the other: what the katalog says of it is looked up once.

    What came out is kept until its inputs differ, and so is what the inputs of its variabel gave: units that have
    reported nothing yet, for which workbooks are issued, differ in their targets only.
    """

    def __init__(self, katalog: Katalog, indikator: Indikator, aturan: Aturan) -> None:
        self._indikator = indikator
        self._aturan = aturan
        self._cara = CaraTarget.dari(katalog, indikator)
        self._variabel = katalog.variabel_indikator(indikator.kode)
        self._kunci = (
            *self._cara.kunci,
            *(kunci_variabel(indikator.kode, v.kode, t) for v in self._variabel for t in TRIWULAN),
        )
        self._isi: tuple[float | str | None, ...] = ()
        self._lalu: HitunganIndikator | None = None

    def hitung(self, isian: Mapping[KunciIsian, float | str]) -> HitunganIndikator:
        """As `hitung_indikator`."""
        isi = tuple(map(isian.get, self._kunci))
        if self._lalu is None or isi != self._isi:
            t = self._cara.hitung(isian, self._aturan)
            batas = len(self._cara.kunci)
            if self._lalu is not None and isi[batas:] == self._isi[batas:]:
                self._lalu = _dengan_target(self._indikator, self._lalu, t, self._aturan)
            else:
                self._lalu = _dengan_variabel(self._indikator, self._variabel, isi[batas:], t, self._aturan)
            self._isi = isi
        return self._lalu


def _dengan_variabel(
    i: Indikator, variabel: Sequence[Variabel], isi: tuple[float | str | None, ...], t: HitunganTarget, aturan: Aturan
) -> HitunganIndikator:
    """All of it; `isi` holds four inputs for each variabel."""
    nilai: dict[str, EmpatNilai] = {}
    nilai_sd: dict[str, EmpatNilai] = {}
    for nomor, v in enumerate(variabel):
        masuk = tuple(angka_sah(n, v.isian) for n in isi[4 * nomor : 4 * nomor + 4])
        nilai[v.kode] = _per_triwulan(masuk, i.periode, v.gabung_waktu, aturan.entri)
        nilai_sd[v.kode] = _sampai(masuk, i.periode, v.gabung_waktu, aturan.entri)
    h = hitung_dari_variabel(i, nilai, nilai_sd, t.target, t.target_sd, aturan)
    angka = (h.nilai, h.nilai_sd, h.realisasi, h.realisasi_sd, h.target, h.target_sd, h.capaian, h.capaian_sd)
    return HitunganIndikator(*angka, t.tahun, t.gabungan)


def _dengan_target(i: Indikator, h: HitunganIndikator, t: HitunganTarget, aturan: Aturan) -> HitunganIndikator:
    """The same realisasi against other targets."""

    def capaian(r: Sequence[Hasil], target: EmpatNilai, lalu: tuple[Capaian, ...]) -> tuple[Capaian, ...]:
        # Without a realisasi it is the same whatever the target is, and is handed on as the same.
        return lalu if all(n is BELUM_LENGKAP for n in r) else _capaian(i, r, target, aturan)

    return HitunganIndikator(
        *(h.nilai, h.nilai_sd, h.realisasi, h.realisasi_sd, t.target, t.target_sd),
        capaian(h.realisasi, t.target, h.capaian),
        capaian(h.realisasi_sd, t.target_sd, h.capaian_sd),
        t.tahun,
        t.gabungan,
    )


def hitung_indikator(
    katalog: Katalog,
    indikator: Indikator,
    isian: Mapping[KunciIsian, float | str],
    aturan: Aturan,
) -> HitunganIndikator:
    """Compute one indicator of one unit from the unit's inputs (percent points, 1/0 for centang)."""
    return Penghitung(katalog, indikator, aturan).hitung(isian)


def terakhir(hasil: Sequence[Hasil]) -> Hasil:
    """The last of four results that is a number; BELUM_LENGKAP where there is none."""
    return next((h for h in reversed(hasil) if h.nilai is not None), BELUM_LENGKAP)


def rata_capaian(capaian: Iterable[tuple[Hasil, float]], aturan: Aturan) -> Hasil:
    """Mean of capaian, each capped by the rules, weighted by bobot; percent points.

    What has no number is left out (a blank is never 0); BELUM_LENGKAP where nothing is left.
    """
    isi = [(batasi(h.nilai, aturan), b) for h, b in capaian if h.nilai is not None and b > 0]
    if not isi:
        return BELUM_LENGKAP
    return ada(sum(n * b for n, b in isi) / sum(b for _, b in isi))
