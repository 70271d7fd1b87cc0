"""Pencil and paper: twelve indikator of every kind in three kelurahan, with a blank and a zero denominator among them.

Each expected figure was worked out by hand, as the comments show, and never taken from the program.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from ikixl.aturan import Aturan, batasi, predikat
from ikixl.katalog.kunci import kunci_target, kunci_variabel
from ikixl.katalog.model import Indikator, Instansi, Jabatan, Katalog, Target, Unit, Variabel
from ikixl.konsolidasi import Konsolidasi, NilaiAsal

BELUM = "belum lengkap"
TIDAK = "tidak dihitung"
A, B, C = "1001", "1002", "1003"


@dataclass(frozen=True)
class Kasus:
    """One indikator: formula, variabel with their values in A, B and C, target, and what must come out.

    `realisasi`, `capaian`: A, B, C and consolidated; `ikut`: units in the consolidation.
    """

    nama: str
    rumus: str
    nilai: dict[str, tuple[float | None, float | None, float | None]]
    target: float | None
    realisasi: tuple[float | str, float | str, float | str, float | str]
    capaian: tuple[float | str, float | str, float | str, float | str]
    predikat: str
    ikut: int = 3
    isian: str = "bulat"
    gabung_unit: str = "jumlah"
    gabung_waktu: str = "jumlah"
    satuan: str = "buah"
    lain: dict[str, object] = field(default_factory=dict)


KASUS = [
    # A count. C left it blank: 8 + 12 = 20 against 10 + 10.
    Kasus("hitung", "n", {"n": (8, 12, None)}, 10, (8, 12, BELUM, 20), (80, 120, BELUM, 100), "Sangat Tinggi", ikut=2),
    # A ratio. B had nothing to divide by; (8 + 0 + 45) / (10 + 0 + 50) = 53/60; the mean target is 80.
    Kasus(
        "rasio",
        "persen(selesai, masuk)",
        {"selesai": (8, 0, 45), "masuk": (10, 0, 50)},
        80,
        (80, TIDAK, 90, 88.33333333),
        (100, TIDAK, 112.5, 110.41666667),
        "Sangat Tinggi",
        satuan="%",
    ),
    # A checklist of three: 2 + 3 + 0 = 5 of 9 documents.
    Kasus(
        "daftar",
        "jumlah(a, b, c)",
        {"a": (1, 1, 0), "b": (1, 1, 0), "c": (0, 1, 0)},
        3,
        (2, 3, 0, 5),
        (66.66666667, 100, 0, 55.55555556),
        "Rendah",
        isian="centang",
        gabung_waktu="maks",
    ),
    # A sum of KIB. C lacks one of three, so C is left out whole: 36 of 40.
    Kasus(
        "kib",
        "kib_a + kib_b + aset",
        {"kib_a": (10, 20, 7), "kib_b": (5, 0, None), "aset": (1, 0, 3)},
        20,
        (16, 20, BELUM, 36),
        (80, 100, BELUM, 90),
        "Tinggi",
        ikut=2,
        gabung_waktu="akhir",
    ),
    # A difference may fall below zero: 22 - 19 = 3 of 18.
    Kasus(
        "selisih",
        "masuk - keluar",
        {"masuk": (10, 5, 7), "keluar": (4, 5, 10)},
        6,
        (6, 0, -3, 3),
        (100, 0, -50, 16.66666667),
        "Sangat Rendah",
    ),
    # Weighted: A 54 + 32, B 48 + 32, C 60 + 36; together 0.6 * 90 + 0.4 * 83.333.
    Kasus(
        "bobot",
        "0.6 * skp + 0.4 * perilaku",
        {"skp": (90, 80, 100), "perilaku": (80, 80, 90)},
        86,
        (86, 80, 96, 87.33333333),
        (100, 93.02325581, 111.62790698, 101.5503876),
        "Sangat Tinggi",
        isian="desimal",
        gabung_unit="rata",
    ),
    # An index with interval categories of the SKM: A 88.31 is the first of A, C 64.99 the last of D; mean 77.77 is B.
    Kasus(
        "indeks",
        "bila(ikm >= 88.31, 4, bila(ikm >= 76.61, 3, bila(ikm >= 65, 2, 1)))",
        {"ikm": (88.31, 80, 64.99)},
        3,
        (4, 3, 1, 3),
        (133.33333333, 100, 33.33333333, 100),
        "Sangat Tinggi",
        isian="desimal",
        gabung_unit="rata",
    ),
    # A mean of two percentages. B left one blank; (80 + 60) / 2 = 70 and (90 + 100) / 2 = 95, mean 82.5.
    Kasus(
        "rata",
        "rata(p, q)",
        {"p": (80, 70, 60), "q": (90, None, 100)},
        85,
        (85, BELUM, 80, 82.5),
        (100, BELUM, 94.11764706, 97.05882353),
        "Sangat Tinggi",
        ikut=2,
        isian="persen",
        gabung_unit="rata",
        satuan="%",
    ),
    # A percentage entered directly.
    Kasus(
        "langsung",
        "p",
        {"p": (75, 80, 85)},
        80,
        (75, 80, 85, 80),
        (93.75, 100, 106.25, 100),
        "Sangat Tinggi",
        isian="persen",
        gabung_unit="rata",
        satuan="%",
    ),
    # The smaller the better: (2 * 10 - 12) / 10; together (2 * 30 - 30) / 30.
    Kasus(
        "minimal",
        "n",
        {"n": (12, 8, 10)},
        10,
        (12, 8, 10, 30),
        (80, 120, 100, 100),
        "Sangat Tinggi",
        lain={"arah": "minimal"},
    ),
    # Within 5 to 10: B is above, (2 * 10 - 12) / 10; C below, 4 / 5; the mean 7.67 is inside.
    Kasus(
        "rentang",
        "n",
        {"n": (7, 12, 4)},
        None,
        (7, 12, 4, 7.66666667),
        (100, 80, 80, 100),
        "Sangat Tinggi",
        gabung_unit="rata",
        lain={"arah": "rentang", "batas_bawah": 5, "batas_atas": 10},
    ),
    # A target of nothing cannot be reached by some percentage.
    Kasus("nol", "n", {"n": (3, 0, 1)}, 0, (3, 0, 1, 4), (TIDAK, TIDAK, TIDAK, TIDAK), ""),
]


def _katalog() -> Katalog:
    unit = tuple(Unit(kode=k, nama=f"Kelurahan {k}", jenis="kelurahan") for k in (A, B, C))
    return Katalog(
        instansi=Instansi(nama="Contoh", kabupaten_kota="Kota", kode_wilayah="1", tahun=2024),
        unit=unit,
        jabatan=(Jabatan(kode="LURAH", urutan=1, nama="Lurah", jenis_unit="kelurahan"),),
        uraian=(),
        indikator=tuple(
            Indikator.model_validate(
                {
                    "kode": k.nama,
                    "jabatan": "LURAH",
                    "urutan": n,
                    "sasaran": "S",
                    "nama": k.nama,
                    "rumus": k.rumus,
                    "satuan": k.satuan,
                    **k.lain,
                }
            )
            for n, k in enumerate(KASUS, start=1)
        ),
        variabel=tuple(
            Variabel.model_validate(
                {
                    "indikator": k.nama,
                    "kode": v,
                    "urutan": n,
                    "nama": v,
                    "isian": k.isian,
                    "gabung_unit": k.gabung_unit,
                    "gabung_waktu": k.gabung_waktu,
                }
            )
            for k in KASUS
            for n, v in enumerate(k.nilai, start=1)
        ),
        target=tuple(Target(indikator=k.nama, tw1=k.target) for k in KASUS if k.target is not None),
    )


def _konsolidasi() -> Konsolidasi:
    isian = {}
    for nomor, unit in enumerate((A, B, C)):
        milik = {
            kunci_variabel(k.nama, v, 1): NilaiAsal(float(n[nomor]), "isi")  # type: ignore[arg-type]
            for k in KASUS
            for v, n in k.nilai.items()
            if n[nomor] is not None
        }
        milik |= {kunci_target(k.nama, 1): NilaiAsal(float(k.target), "isi") for k in KASUS if k.target is not None}
        isian[unit] = milik
    return Konsolidasi(_katalog(), Aturan(), isian)


def _cocok(hasil: float | str, harapan: float | str) -> bool:
    if isinstance(harapan, str):
        return hasil == {BELUM: "", TIDAK: TIDAK}[harapan]
    return isinstance(hasil, float | int) and hasil == pytest.approx(harapan, rel=1e-8)


@pytest.mark.parametrize("kasus", KASUS, ids=lambda k: k.nama)
def test_hitung_tangan(kasus: Kasus) -> None:
    """Realisasi, capaian, predikat and the consolidated figure are those on paper."""
    h = _konsolidasi().hasil[kasus.nama]
    sumber = [*(h.per_unit[u] for u in (A, B, C)), h.gabungan]
    for hitungan, realisasi, capaian in zip(sumber, kasus.realisasi, kasus.capaian, strict=True):
        assert _cocok(hitungan.realisasi[0].tampilan, realisasi)
        assert _cocok(hitungan.realisasi_sd[0].tampilan, realisasi)
        assert _cocok(hitungan.capaian[0].hasil.tampilan, capaian)
        assert hitungan.capaian[0].alasan
    assert h.ikut == (kasus.ikut, 0, 0, 0)
    nilai = h.gabungan.capaian[0].hasil.nilai
    assert (predikat(batasi(nilai, Aturan()), "umum") if nilai is not None else "") == kasus.predikat


def test_rata_unit_dan_instansi() -> None:
    """A unit's capaian is the mean of its capped capaian, blanks left out; the instansi takes each indikator once."""
    k = _konsolidasi()
    # A: 80, 100, 66.67, 80, 100, 100, 100 (capped), 100, 93.75, 80, 100 = 1000.4167 / 11.
    nilai = k.capaian_unit(A, 1).nilai
    assert nilai == pytest.approx((80 + 100 + 200 / 3 + 80 + 100 + 100 + 100 + 100 + 93.75 + 80 + 100) / 11)
    # Together: 100, 100, 55.56, 90, 16.67, 100, 100, 97.06, 100, 100, 100.
    semua = k.capaian_instansi(1).nilai
    assert semua == pytest.approx((100 + 100 + 500 / 9 + 90 + 50 / 3 + 100 + 100 + 82.5 / 85 * 100 + 300) / 11)


def test_sampai_dengan_triwulan() -> None:
    """Up to a triwulan: sums are added, a state keeps the last, and one missing triwulan leaves the figure blank."""
    katalog = _katalog()
    isian = {
        kunci_variabel("hitung", "n", 1): NilaiAsal(3.0, "isi"),
        kunci_variabel("hitung", "n", 2): NilaiAsal(4.0, "isi"),
        kunci_variabel("hitung", "n", 4): NilaiAsal(5.0, "isi"),
        **{kunci_variabel("kib", v, t): NilaiAsal(float(t), "isi") for v in ("kib_a", "kib_b", "aset") for t in (1, 3)},
    }
    hasil = Konsolidasi(katalog, Aturan(), {A: isian}).hasil
    hitung = [r.tampilan for r in hasil["hitung"].per_unit[A].realisasi_sd]
    assert hitung == [3, 7, "", ""]
    kib = [r.tampilan for r in hasil["kib"].per_unit[A].realisasi_sd]
    assert kib == [3, "", 9, ""]
