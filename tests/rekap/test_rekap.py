"""The rekap workbook: live formulas over its own data, equal to Python and to LibreOffice."""

from __future__ import annotations

import io
from pathlib import Path
from typing import get_args

import openpyxl
import pytest

from ikixl.aturan import Aturan
from ikixl.katalog.kunci import KunciIsian, kunci_variabel
from ikixl.konsolidasi import KOLOM, Konsolidasi, NilaiAsal
from ikixl.layout.buku import Rumus
from ikixl.layout.unit import target_awal
from ikixl.rekap import BarisStatus, KonteksRekap, susun_buku_rekap
from ikixl.writer import tulis_buku
from tests.buku.test_unit import Entri, banding_rumus
from tests.contoh_kecil import isi_kelurahan, katalog_kecil
from tests.libreoffice import hitung_ulang

KATALOG = katalog_kecil()


def _asal(unit: str, **isian: float | str) -> dict[KunciIsian, NilaiAsal]:
    nilai = target_awal(KATALOG, unit) | isi_kelurahan(**isian)
    return {k: NilaiAsal(n, "isi", f"sha-{unit}", "Realisasi", "H5") for k, n in nilai.items()}


def _konsolidasi(entri: Entri = "triwulan") -> Konsolidasi:
    """Kelurahan 1001 complete, 1002 with a zero denominator and a gap, 1003 and the sekretariat not returned."""
    return Konsolidasi(
        KATALOG,
        Aturan(entri=entri),
        {
            "1001": _asal(
                "1001",
                LURAH_01__selesai__1=8,
                LURAH_01__masuk__1=10,
                LURAH_01__selesai__2=18,
                LURAH_01__masuk__2=20,
                LURAH_02__n__2=6,
                SEKLUR_01__p__1=57,
                SEKLUR_01__p__2=85,
                SEKLUR_02__kib_a__1=4,
                SEKLUR_02__kib_b__1=7,
                SEKLUR_02__kib_a__2=5,
                SEKLUR_02__kib_b__2=7,
                SEKLUR_03__masuk__1=10.5,
                SEKLUR_03__keluar__1=0.25,
                SEKLUR_03__masuk__2=3,
                SEKLUR_03__keluar__2=1,
            ),
            "1002": _asal(
                "1002",
                LURAH_01__selesai__1=0,
                LURAH_01__masuk__1=0,
                LURAH_01__selesai__2=5,
                LURAH_02__n__2=30,
                SEKLUR_01__p__1=90,
                SEKLUR_01__p__2=95,
                SEKLUR_02__kib_a__2=1,
                SEKLUR_02__kib_b__2=2,
            ),
        },
    )


def _konteks(konsolidasi: Konsolidasi) -> KonteksRekap:
    status = tuple(BarisStatus(u.kode, "diterima") for u in KATALOG.unit)
    return KonteksRekap(konsolidasi, 2, status, nama_berkas={"sha-1001": "satu.xlsx", "sha-1002": "dua.xlsx"})


@pytest.mark.libreoffice
def test_rumus_sama_dengan_libreoffice(tmp_path: Path) -> None:
    """Every formula of the rekap gives in LibreOffice what Python stored in it, whichever way figures are entered."""
    berkas = []
    for entri in get_args(Entri):
        berkas.append(tmp_path / f"{entri}.xlsx")
        berkas[-1].write_bytes(tulis_buku(susun_buku_rekap(_konteks(_konsolidasi(entri)))))
    for asli, baru in hitung_ulang(berkas, tmp_path / "lo").items():
        assert banding_rumus(asli, baru) == [], asli.name


@pytest.mark.libreoffice
def test_angka_di_data_menggerakkan_ringkasan(tmp_path: Path) -> None:
    """A number changed in Data alone moves Ringkasan when the workbook is reckoned anew."""
    wb = openpyxl.load_workbook(io.BytesIO(tulis_buku(susun_buku_rekap(_konteks(_konsolidasi())))))
    data = wb["Data"]
    baris = next(r for r in range(1, data.max_row + 1) if data.cell(r, 1).value == "1001|LURAH.01/selesai|2")
    kolom = next(k for k in range(1, 20) if data.cell(1, k).value == "nilai")
    data.cell(baris, kolom).value = 0
    asli = tmp_path / "ubah.xlsx"
    wb.save(asli)
    baru = openpyxl.load_workbook(hitung_ulang([asli], tmp_path / "lo")[asli], data_only=True)["Ringkasan"]
    unit = next(r for r in range(1, 30) if baru.cell(r, 1).value == "unit@1001")
    capaian = next(k for k in range(1, 20) if baru.cell(1, k).value == "capaian")
    # 8 of 30 instead of 26 of 30: 26.67 % against 80, the other indikator as before.
    nilai = baru.cell(unit, capaian).value
    lama = _konsolidasi().capaian_unit("1001", 2).nilai
    assert isinstance(nilai, float)
    assert lama is not None
    assert nilai == pytest.approx(lama - (100 - 8 / 30 * 100 / 80 * 100) / 5)


def test_angka_tetap_hanya_di_data() -> None:
    """Outside Data, Status and Temuan every number is a formula, a row number, a weight or a count of what is asked."""
    boleh = {"no", "bobot", "bobot_instansi"}
    for lembar in susun_buku_rekap(_konteks(_konsolidasi())).lembar:
        if lembar.kunci in ("data", "status", "temuan"):
            continue
        for b in lembar.baris:
            for kolom, sel in b.sel.items():
                if isinstance(sel.isi, float | int):
                    assert kolom in boleh, f"{lembar.nama} {b.kunci} {kolom}"


def test_unit_belum_lengkap_ditinggalkan_dan_disebut() -> None:
    """A unit with a gap is left out of the indikator whole, and the number of units in it stands beside the figure."""
    h = _konsolidasi().hasil["LURAH.01"]
    # Triwulan I: 8/10 and 0/0; triwulan II: 1002 typed no denominator.
    assert (h.ikut, h.ikut_sd) == ((2, 1, 0, 0), (2, 1, 0, 0))
    assert h.gabungan.realisasi[0].nilai == pytest.approx(80)
    assert h.gabungan.realisasi_sd[1].nilai == pytest.approx(26 / 30 * 100)
    buku = susun_buku_rekap(_konteks(_konsolidasi()))
    matriks = next(lembar for lembar in buku.lembar if lembar.kunci == "matriks")
    ikut = next(b for b in matriks.baris if b.kunci == "LURAH.01").sel["ikut"].isi
    assert isinstance(ikut, Rumus)
    assert ikut.nilai == "1 dari 3 unit"


def test_baris_konsolidasi_lengkap_dengan_asal() -> None:
    """Each asked input of each unit is one row with the contract's columns, filled or not, with its lineage."""
    tabel = _konsolidasi().tabel()
    assert list(tabel.columns) == list(KOLOM)
    assert not tabel.duplicated(["unit", "indikator", "variabel", "triwulan"]).any()
    isi = tabel[tabel["keadaan"] == "isi"]
    assert set(isi["sha256"]) == {"sha-1001", "sha-1002"}
    assert (isi["sel"] == "H5").all()
    kosong = tabel[tabel["unit"] == "1003"]
    assert len(kosong) > 0
    assert set(kosong["keadaan"]) == {"kosong"}
    asal = _konsolidasi().asal("1001", kunci_variabel("LURAH.01", "masuk", 2))
    assert (asal.nilai, asal.sha256) == (20, "sha-1001")
