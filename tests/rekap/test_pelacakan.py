"""From the figures of a written rekap back, by its links alone, to the cells of the archived files."""

from __future__ import annotations

import random
import re
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest

from ikixl.katalog.kunci import TARGET, KunciIsian
from ikixl.katalog.model import Katalog, Variabel
from ikixl.ledger import Ledger
from ikixl.penerbitan import buat
from ikixl.penerimaan.pemilihan import pilih
from ikixl.penerimaan.terima import terima
from ikixl.perekapan import rekap
from ikixl.perhitungan import simpul_rumus
from ikixl.proyek import Proyek, mulai
from ikixl.rekap.konteks import GABUNGAN
from ikixl.rumus import evaluate
from ikixl.simulasi import simulasi
from ikixl.sumber_katalog import muat_sumber
from tests.proyek_kecil import WAKTU, kirim_terbitan

# How many figures are followed.
_BANYAK = 200
_CARA: Mapping[str, Callable[[list[float]], float]] = {
    "jumlah": sum,
    "rata": statistics.fmean,
    "maks": max,
    "min": min,
    "akhir": lambda nilai: nilai[-1],
}


@dataclass
class Rekap:
    """A written rekap as openpyxl reads it: results, and the rows and columns of its sheets by key."""

    path: Path
    katalog: Katalog
    nilai: Any = field(init=False)
    tempat: dict[str, tuple[dict[str, int], dict[str, int]]] = field(init=False)

    def __post_init__(self) -> None:
        self.nilai = openpyxl.load_workbook(self.path, data_only=True)
        self.tempat = {
            ws.title: (
                {str(ws.cell(r, 1).value): r for r in range(2, ws.max_row + 1) if ws.cell(r, 1).value},
                {str(ws.cell(1, k).value): k for k in range(2, ws.max_column + 1) if ws.cell(1, k).value},
            )
            for ws in self.nilai
        }

    def sel(self, lembar: str, baris: str | int, kolom: str) -> Any:
        """A cell by the key (or number) of its row and the key of its column."""
        semua, judul = self.tempat[lembar]
        return self.nilai[lembar].cell(baris if isinstance(baris, int) else semua[baris], judul[kolom])


@pytest.fixture(scope="module")
def lacak(tmp_path_factory: pytest.TempPathFactory) -> Rekap:
    """Kanigaran up to TW II: 1006 returned nothing, 1005 only TW II, 1004 a correction after its first return."""
    proyek = mulai(tmp_path_factory.mktemp("lacak") / "proyek", "kanigaran")
    buat(proyek, WAKTU)
    simulasi(proyek, benih=3)
    for path in proyek.masuk.glob("100[56]*"):
        path.unlink()
    terima(proyek, WAKTU)
    isian = _isian(proyek, "1004")
    separuh = {k: n for k, n in isian.items() if k.triwulan == 2 and not k.kunci.endswith(f"/{TARGET}")}
    kirim_terbitan(proyek, "1005", "1005.xlsx", separuh)
    kunci = next(k for k in isian if k.kunci == "LURAH.01/berkas" and k.triwulan == 1)
    kirim_terbitan(proyek, "1004", "1004-perbaikan.xlsx", {**isian, kunci: 999.0})
    terima(proyek, WAKTU)
    pilih(proyek, WAKTU, "1004", "1004-perbaikan.xlsx")
    return Rekap(rekap(proyek, WAKTU, 2).path, muat_sumber(proyek.katalog))


def _isian(proyek: Proyek, unit: str) -> dict[KunciIsian, float | str | None]:
    with Ledger(proyek.ledger) as ledger:
        return {KunciIsian(b.kunci, b.triwulan): b.nilai for b in ledger.isian_berlaku() if b.unit == unit}


def test_dua_ratus_angka_terlacak_ke_berkas(lacak: Rekap) -> None:
    """Realisasi of units and combined, drawn at random: the cells behind their links give the number shown."""
    baris, _ = lacak.tempat["S.d. Triwulan"]
    angka = [
        (b, t)
        for b in baris
        if "@" in b and isinstance(lacak.sel("S.d. Triwulan", b, "no").value, int)
        for t in (1, 2)
        if isinstance(lacak.sel("S.d. Triwulan", b, f"r{t}").value, int | float)
    ]
    acak = random.Random(20240705).sample(angka, _BANYAK)
    # The combined ones are fewer, and the ones that matter: all of them besides.
    for b, t in {*acak, *(a for a in angka if a[0].endswith(f"@{GABUNGAN}"))}:
        sel = lacak.sel("S.d. Triwulan", b, f"r{t}")
        assert sel.value == pytest.approx(_hitung(lacak, b, t, sel.hyperlink.location)), (b, t)


def _hitung(lacak: Rekap, baris: str, sampai: int, tautan: str) -> float | None:
    """What the rows of Data that a link selects, and the files behind them, give."""
    kode, _, di = baris.partition("@")
    lembar, awal, akhir = re.fullmatch(r"'?([^'!]+)'?![A-Z]+(\d+):[A-Z]+(\d+)", tautan).groups()  # type: ignore[union-attr]
    isi: dict[str, dict[str, dict[int, float]]] = {}
    for r in range(int(awal), int(akhir) + 1):
        kolom = {k: lacak.sel(lembar, r, k) for k in ("unit", "indikator", "variabel", "triwulan", "keadaan", "sel")}
        assert kolom["indikator"].value == kode
        assert di in (GABUNGAN, kolom["unit"].value)
        if kolom["variabel"].value != TARGET and kolom["keadaan"].value == "isi":
            nilai = _di_arsip(lacak.path.parent, kolom["sel"].hyperlink)
            unit = isi.setdefault(kolom["unit"].value, {})
            unit.setdefault(kolom["variabel"].value, {})[kolom["triwulan"].value] = nilai
    return _gabung(lacak.katalog, kode, isi, sampai)


def _di_arsip(folder: Path, tautan: Any) -> float:
    """The input at the other end of a link from Data, read where the archive keeps the file."""
    lembar, _, sel = tautan.location.rpartition("!")
    # Relative, so that the project may be moved.
    tujuan = unquote(tautan.target).replace("\\", "/")
    assert tujuan.startswith("../arsip/")
    asal = _buku((folder / tujuan).resolve())[lembar.strip("'")][sel]
    if asal.value in ("Ya", "Tidak"):
        return float(asal.value == "Ya")
    if isinstance(asal.value, str):
        return _diketik(asal.value)
    return asal.value * 100 if "%" in asal.number_format else float(asal.value)


def _diketik(teks: str) -> float:
    """A number that somebody typed as a text: points between thousands, a decimal comma, a unit."""
    polos = re.sub(r"[^\d.,]", "", teks).strip(".,")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", polos):
        polos = polos.replace(".", "")
    return float(polos.replace(",", "."))


@cache
def _buku(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def _gabung(
    katalog: Katalog, kode: str, isi: Mapping[str, Mapping[str, Mapping[int, float]]], sampai: int
) -> float | None:
    """Combined by other code than konsolidasi: over time, then over units that are complete, then the formula."""
    variabel = katalog.variabel_indikator(kode)
    per_unit = [
        {v.kode: _waktu(v, isi[u][v.kode], sampai) for v in variabel}
        for u in isi
        if all(_lengkap(v, isi[u].get(v.kode, {}), sampai) for v in variabel)
    ]
    nilai = {v.kode: _CARA[v.gabung_unit]([p[v.kode] for p in per_unit]) for v in variabel}
    return evaluate(simpul_rumus(katalog.cari_indikator(kode).rumus), nilai).nilai


def _lengkap(v: Variabel, nilai: Mapping[int, float], sampai: int) -> bool:
    return all(t in nilai for t in ([sampai] if v.gabung_waktu == "akhir" else range(1, sampai + 1)))


def _waktu(v: Variabel, nilai: Mapping[int, float], sampai: int) -> float:
    milik = [nilai[t] for t in sorted(nilai) if t <= sampai]
    return _CARA[v.gabung_waktu](milik)


def test_laporan_sebagian_dan_perbaikan_terlambat(lacak: Rekap) -> None:
    """The correction counts and its file is the one linked; who gave TW II alone is in that triwulan's figure only."""
    baris = "1004|LURAH.01/berkas|1"
    assert lacak.sel("Data", baris, "nilai").value == 999
    assert lacak.sel("Data", baris, "berkas").value == "1004-perbaikan.xlsx"
    # openpyxl shows the address where a linked cell is blank.
    assert not isinstance(lacak.sel("S.d. Triwulan", "LURAH.01@1005", "r2").value, int | float)
    assert isinstance(lacak.sel("Per Triwulan", "LURAH.01@1005", "r2").value, int | float)
    assert lacak.sel("S.d. Triwulan", f"LURAH.01@{GABUNGAN}", "ikut").value == "4 dari 6 unit"
    assert lacak.sel("Per Triwulan", f"LURAH.01@{GABUNGAN}", "ikut").value == "5 dari 6 unit"
    assert lacak.sel("Ringkasan", "unit@1006", "dasar").value.startswith("0 dari")
    assert not isinstance(lacak.sel("Ringkasan", "unit@1006", "capaian").value, int | float)
