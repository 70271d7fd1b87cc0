"""What lint finds in each sample katalog, so that neither rules nor samples drift unnoticed.

Each finding was held against its decree, one by one; docs/katalog.md has the table of true and false ones.
"""

from __future__ import annotations

from collections import Counter

import pytest

from ikixl.bawaan import folder_bawaan
from ikixl.katalog import baca_tabel, periksa
from ikixl.lint import lint
from ikixl.temuan import Temuan

#: Sample -> number of findings of each kind ("01" stands for MUTU-01).
BANYAK: dict[str, dict[str, int]] = {
    "benjeng": {"01": 1, "03": 2, "08": 18, "11": 2, "12": 1, "19": 1, "24": 1, "26": 2, "30": 1, "36": 1},
    "berbek": {
        "01": 8,
        "02": 6,
        "03": 6,
        "04": 1,
        "10": 5,
        "15": 6,
        "16": 1,
        "24": 1,
        "34": 1,
        "42": 5,
        "47": 1,
        "48": 1,
        "50": 1,
    },
    "gedangan": {"09": 37, "11": 1, "14": 1, "24": 1, "28": 1, "31": 1, "34": 1, "42": 2, "43": 3, "47": 1},
    "kanigaran": {
        "08": 6,
        "11": 4,
        "12": 6,
        "14": 1,
        "15": 6,
        "24": 1,
        "28": 1,
        "32": 1,
        "34": 1,
        "38": 2,
        "42": 7,
        "43": 6,
        "46": 1,
    },
    "lumajang": {
        "06": 1,
        "08": 2,
        "11": 1,
        "16": 1,
        "24": 1,
        "34": 1,
        "36": 1,
        "43": 2,
        "47": 1,
        "49": 5,
        "50": 1,
        "51": 8,
    },
}

#: Defects that a reader of the decrees knows of: sample -> pairs of kind and words of the message.
DIKENAL: dict[str, list[tuple[str, str]]] = {
    "benjeng": [
        ("19", "23 desa"),
        ("19", "26 desa"),
        ("26", "KASI-TRANTIB.03 menyebut Kecamatan Dukun"),
        ("30", "2022-01-21"),
        ("36", "KPP-PROGRAM-2"),
        ("03", "UMUM-KEPEG.01"),
    ],
    "berbek": [
        ("02", '"Surat yang masuk" dengan "Surat yang didistribusikan"'),
        ("02", '"Dokumen perencanaan" dengan "Dokumen yang disusun sesuai dengan pedoman"'),
        ("02", '"Volume kerja" dengan "Hasil"'),
        ("01", "KASI-PMD.02"),
        ("03", "Jumlah dokumen penyetoran Pajak"),
        ("16", "Indeks Kepuasan Masyarakat"),
    ],
    "gedangan": [("09", "Mengkoordinasi penyelenggaraan"), ("28", "tahun_lampiran 2021"), ("31", "188.45/ /KEP")],
    "kanigaran": [("28", "tahun_lampiran 2023"), ("14", "KASI-PM.03"), ("32", "2020")],
    "lumajang": [("06", "Rata-rata persentase"), ("16", "Ketenteraman dan Ketertiban"), ("08", '"bulan"')],
}


def _temuan(nama: str) -> list[Temuan]:
    mentah = baca_tabel(folder_bawaan("sample_data") / nama)
    katalog, _ = periksa(mentah)
    assert katalog is not None
    return lint(katalog, mentah)


def test_semua_contoh_tercatat() -> None:
    """Every sample katalog has its counts here."""
    assert {p.name for p in folder_bawaan("sample_data").iterdir() if p.is_dir() and p.name[0] not in "._"} == {*BANYAK}


@pytest.mark.parametrize("nama", BANYAK)
def test_banyak_temuan(nama: str) -> None:
    """The count of each kind is the one that was judged."""
    assert dict(Counter(t.kode.removeprefix("MUTU-") for t in _temuan(nama))) == BANYAK[nama]


@pytest.mark.parametrize("nama", DIKENAL)
def test_cacat_yang_dikenal(nama: str) -> None:
    """The defects that made these decrees known are found."""
    temuan = _temuan(nama)
    for kode, kata in DIKENAL[nama]:
        assert any(t.kode == f"MUTU-{kode}" and kata in t.pesan for t in temuan), (kode, kata)


@pytest.mark.parametrize("nama", BANYAK)
def test_setiap_temuan_menunjuk_barisnya(nama: str) -> None:
    """Every finding names line and column; a missing key of instansi names the column only."""
    for t in _temuan(nama):
        assert t.sel.startswith("baris ") or t.lembar == "instansi", (t.kode, t.sel)
