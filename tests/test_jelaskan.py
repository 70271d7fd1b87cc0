"""`jelaskan`: a capaian derived down to the cells of the archived files, and back up to the same number."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ikixl.aturan import Aturan
from ikixl.cli.jalan import jalankan_perintah
from ikixl.errors import ProyekError
from ikixl.katalog.kunci import KunciIsian
from ikixl.konsolidasi import Konsolidasi, NilaiAsal
from ikixl.layout.unit import target_awal
from ikixl.penerimaan.pemilihan import pilih
from ikixl.penerimaan.terima import terima
from ikixl.penjelasan import Masukan, Penjelasan, Sumbangan, jelaskan, jelaskan_konsolidasi
from ikixl.proyek import Proyek
from tests.contoh_kecil import isi_kelurahan, katalog_kecil
from tests.proyek_kecil import WAKTU, kirim, proyek_terbit

_GABUNG: Mapping[str, Callable[[list[float]], float]] = {
    "jumlah": sum,
    "rata": statistics.fmean,
    "maks": max,
    "min": min,
    "akhir": lambda nilai: nilai[-1],
}


@pytest.fixture(scope="module")
def proyek(tmp_path_factory: pytest.TempPathFactory) -> Proyek:
    """1001 complete with a late correction of TW II; 1002 returned TW II only; 1003 and the sekretariat nothing."""
    proyek = proyek_terbit(tmp_path_factory.mktemp("jelaskan"))
    penuh = {
        "LURAH_01__selesai__1": 8,
        "LURAH_01__masuk__1": 10,
        "LURAH_01__selesai__2": 18,
        "LURAH_01__masuk__2": 20,
        "LURAH_02__n__2": 6,
        "SEKLUR_01__p__1": 57.5,
        "SEKLUR_01__p__2": 85,
        "SEKLUR_02__kib_a__2": 5,
        "SEKLUR_02__kib_b__2": 7,
        "SEKLUR_03__masuk__1": 10.5,
        "SEKLUR_03__keluar__1": 0.25,
        "SEKLUR_03__masuk__2": 3,
        "SEKLUR_03__keluar__2": 1,
    }
    kirim(proyek, "1001", "satu.xlsx", **penuh)
    kirim(proyek, "1002", "dua.xlsx", LURAH_01__selesai__2=5, LURAH_01__masuk__2=20, LURAH_02__n__2=30,
          SEKLUR_01__p__2=95, SEKLUR_02__kib_a__2=1, SEKLUR_02__kib_b__2=2)  # fmt: skip
    terima(proyek, WAKTU)
    kirim(proyek, "1001", "satu-perbaikan.xlsx", **{**penuh, "LURAH_01__selesai__2": 16})
    terima(proyek, WAKTU)
    pilih(proyek, WAKTU, "1001", "satu-perbaikan.xlsx")
    return proyek


def test_turunan_hitungan_tangan(proyek: Proyek) -> None:
    """(8+16)/(10+20) over one of three units: 80 %, against a mean target of 80: 100 %; the late correction counts."""
    h = jelaskan(proyek, "LURAH.01", triwulan=2)
    assert [(m.kode, m.nilai) for m in h.masukan] == [("selesai", 24.0), ("masuk", 30.0)]
    assert (h.realisasi.nilai, h.target.nilai, h.capaian.hasil.nilai) == (80.0, 80.0, 100.0)
    assert (h.ikut, len(h.pemegang), h.predikat) == (1, 3, "Sangat Tinggi")
    assert {t.unit: t.sebab for t in h.tertinggal} == {
        "1002": "kosong: selesai TW I, masuk TW I",
        "1003": "belum ada buku kerja yang berlaku",
    }
    assert h.kalimat == "Berkas selesai dibagi berkas masuk dikali 100"
    assert h.hitungan == "24 dibagi 30 dikali 100"
    (koreksi,) = [s for s in h.masukan[0].sumbangan if (s.unit, s.triwulan) == ("1001", 2)]
    assert (koreksi.nilai, koreksi.berkas, koreksi.dipakai) == (16.0, "satu-perbaikan.xlsx", True)
    tertinggal = [s for m in h.masukan for s in m.sumbangan if s.unit == "1002"]
    assert {s.dipakai for s in tertinggal} == {False}


def test_satu_unit_dan_huruf_kecil(proyek: Proyek) -> None:
    """One unit stands on its own cells; codes are found in any case; minimal names its rule and its cap."""
    h = jelaskan(proyek, "lurah.02", "1001")
    assert (h.indikator.kode, h.unit, h.pemegang, h.triwulan) == ("LURAH.02", "1001", ("1001",), 2)
    assert h.capaian.alasan == "2T−R: (2×10−6)/10 = 140 %"
    assert (h.dibatasi, h.batas) == (100.0, 100)
    assert [(s.lembar, s.triwulan, s.nilai) for s in h.masukan[0].sumbangan] == [("Realisasi", 2, 6.0)]


@pytest.mark.parametrize("triwulan", [1, 2, 3, 4])
def test_setiap_angka_terlacak_ke_arsip(proyek: Proyek, triwulan: int) -> None:
    """Every combined input and target of every indikator, in every unit and combined, comes out of the archived cells
    again, read and combined by other code.
    """
    dilacak = 0
    for i in katalog_kecil().indikator:
        for unit in (None, "1001", "1002"):
            if unit and i.kode == "SEKCAM.01":
                continue
            h = jelaskan(proyek, i.kode, unit, triwulan)
            for m in (*h.masukan, h.target):
                assert m.nilai == pytest.approx(_dari_arsip(proyek, m)), (i.kode, unit, m.kode)
                dilacak += m.nilai is not None
    assert dilacak > (20 if triwulan <= 2 else 0)


def _dari_arsip(proyek: Proyek, m: Masukan) -> float | None:
    """A figure from the cells that it names: over time in each unit, then over units."""
    per_unit: dict[str, list[float]] = {}
    for s in m.sumbangan:
        if s.dipakai:
            per_unit.setdefault(s.unit, []).append(_sel(proyek, s))
    if not per_unit:
        return None
    waktu = [_GABUNG[m.gabung_waktu](nilai) for nilai in per_unit.values()]
    return _GABUNG[m.gabung_unit](waktu) if m.gabung_unit else waktu[0]


@cache
def _buku(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def _sel(proyek: Proyek, s: Sumbangan) -> float:
    sel = _buku(proyek.folder / s.arsip)[s.lembar][s.sel]
    assert isinstance(sel.value, int | float), s
    return sel.value * 100 if "%" in sel.number_format else sel.value


def test_target_setahun_menang(proyek: Proyek) -> None:
    """Up to TW IV the target of the year counts, from its own cell; before that those of the triwulan."""
    akhir = jelaskan(proyek, "LURAH.01", "1001", 4)
    assert akhir.target_tahun
    assert [(s.triwulan, s.nilai) for s in akhir.target.sumbangan] == [(0, 85.0)]
    assert akhir.target.nilai == 85.0
    assert akhir.capaian.alasan == "realisasi belum lengkap"
    assert not jelaskan(proyek, "LURAH.01", "1001", 2).target_tahun


def test_triwulan_yang_tidak_diminta(proyek: Proyek) -> None:
    """A semester's indikator has no figure in TW I; without a triwulan the last one asked is taken."""
    h = jelaskan(proyek, "LURAH.02", triwulan=1)
    assert {t.sebab for t in h.tertinggal} == {"tidak diminta pada triwulan ini"}
    assert jelaskan(proyek, "LURAH.02").triwulan == 2


def test_entri_sampai_dengan_memakai_sel_terakhir() -> None:
    """With running entries the last cell alone makes the figure."""
    katalog = katalog_kecil()
    nilai = target_awal(katalog, "1001") | isi_kelurahan(
        LURAH_01__selesai__1=8, LURAH_01__masuk__1=10, LURAH_01__selesai__2=18, LURAH_01__masuk__2=24
    )
    isian = {"1001": {k: NilaiAsal(n, "isi", "a", "Realisasi", "H5") for k, n in nilai.items()}}
    h = jelaskan_konsolidasi(Konsolidasi(katalog, Aturan(entri="sampai_dengan"), isian), "LURAH.01", triwulan=2)
    assert h.realisasi.nilai == 75.0
    assert [s.triwulan for s in h.masukan[0].sumbangan if s.unit == "1001"] == [2]


def test_isian_tidak_sah_disebut() -> None:
    """An input that is no number is named as such, with its cell, and counts for nothing."""
    katalog = katalog_kecil()
    kunci = KunciIsian("LURAH.02/n", 2)
    isian = {"1001": {kunci: NilaiAsal(None, "tidak_sah", "a", "Realisasi", "I7")}}
    h = jelaskan_konsolidasi(Konsolidasi(katalog, Aturan(), isian), "LURAH.02", triwulan=2)
    assert h.tertinggal[0].sebab == "tidak sah: n TW II"
    assert h.masukan[0].sumbangan[0].sel == "I7"
    assert not any(s.dipakai for s in _semua(h))


def _semua(h: Penjelasan) -> Iterable[Sumbangan]:
    return (s for m in (*h.masukan, h.target) for s in m.sumbangan)


def test_predikat_indeks_menilai_realisasi() -> None:
    """An indikator on the SKM scale is graded by its index, not by its capaian."""
    katalog = katalog_kecil()
    skm = tuple(_skm(i) if i.kode == "SEKLUR.01" else i for i in katalog.indikator)
    isian = {"1001": {KunciIsian("SEKLUR.01/p", 1): NilaiAsal(80.0, "isi", "a", "Realisasi", "H9")}}
    konsolidasi = Konsolidasi(replace(katalog, indikator=skm), Aturan(), isian)
    h = jelaskan_konsolidasi(konsolidasi, "SEKLUR.01", "1001", 1)
    assert (h.dinilai, h.predikat) == ("realisasi", "B (Baik)")


def _skm(indikator: Any) -> Any:
    """The indikator graded on the scale of PermenPANRB 14/2017."""
    return indikator.model_copy(update={"skala": "skm_2017"})


@pytest.mark.parametrize(
    ("kode", "unit", "pesan"),
    [
        ("LURAH.1", None, r"LURAH\.1 tidak ada .*LURAH\.01"),
        ("LURAH.01", "9999", "Kode unit 9999 tidak ada"),
        ("LURAH.01", "SEK", "SEK tidak memegang indikator .*1001, 1002, 1003"),
    ],
)
def test_kode_yang_salah(proyek: Proyek, kode: str, unit: str | None, pesan: str) -> None:
    """An unknown code is answered with the ones that come near; a unit with the units that hold the indikator."""
    with pytest.raises(ProyekError) as galat:
        jelaskan(proyek, kode, unit)
    assert re.search(pesan, str(galat.value))


def test_perintah_menampilkan_seluruh_turunan(proyek: Proyek, capsys: pytest.CaptureFixture[str]) -> None:
    """On the terminal: completeness, formula, inputs, cells with their files, rule, predikat, who is left out."""
    assert jalankan_perintah(["--proyek", str(proyek.folder), "jelaskan", "LURAH.01", "--triwulan", "2"]) == 0
    keluar = capsys.readouterr().out
    for teks in (
        "Gabungan 1 dari 3 unit, s.d. triwulan II",
        "persen(selesai, masuk)",
        "selesai = 24 buah",
        "satu-perbaikan.xlsx: arsip/",
        "24 dibagi 30 dikali 100 = 80 %",
        "R/T: 80/80 = 100 %",
        "Sangat Tinggi (menilai capaian; skala umum",
        "1003 Kelurahan Tiga: belum ada buku kerja yang berlaku",
    ):
        assert teks in keluar


def test_json_saja(proyek: Proyek, capsys: pytest.CaptureFixture[str]) -> None:
    """--json prints the same derivation and nothing else."""
    assert jalankan_perintah(["--proyek", str(proyek.folder), "jelaskan", "LURAH.01", "--triwulan", "2", "--json"]) == 0
    isi = json.loads(capsys.readouterr().out)
    assert isi == json.loads(json.dumps(jelaskan(proyek, "LURAH.01", triwulan=2).ke_json()))
    assert isi["kelengkapan"]["ikut"] == 1
    assert isi["masukan"][0]["sumbangan"][0]["sel"] == "H5"
