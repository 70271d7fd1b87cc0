"""Perbandingan: this year beside an earlier one and beside the target akhir Renstra."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from ikixl.aturan import Aturan
from ikixl.cli.jalan import jalankan_perintah
from ikixl.errors import ProyekError
from ikixl.katalog import tulis_tabel
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Katalog
from ikixl.konsolidasi import Konsolidasi, NilaiAsal
from ikixl.layout.buku import Lembar, Rumus
from ikixl.layout.unit import target_awal
from ikixl.penerbitan import buat
from ikixl.penerimaan.terima import terima
from ikixl.perekapan import rekap
from ikixl.proyek import Proyek
from ikixl.rekap import KonteksRekap, susun_buku_rekap
from ikixl.rekap.pembanding import Pembanding
from ikixl.sumber_katalog import muat_sumber
from ikixl.tahun_lalu import buka_tahun_lalu, muat_tahun_lalu, pembanding_konsolidasi
from ikixl.writer import tulis_buku
from tests.buku.test_unit import banding_rumus
from tests.contoh_kecil import isi_kelurahan, katalog_kecil
from tests.libreoffice import hitung_ulang
from tests.proyek_kecil import WAKTU, kirim, proyek_kecil

RENSTRA = {"LURAH.01": 95.0, "LURAH.02": 4.0, "SEKLUR.02": 20.0}


def katalog_renstra(tahun: int = 2025) -> Katalog:
    """The small katalog with targets akhir Renstra for a ratio, a minimal one and a sum."""
    katalog = katalog_kecil(tahun)
    target = tuple(t.model_copy(update={"renstra": RENSTRA.get(t.indikator)}) for t in katalog.target)
    return replace(katalog, target=target)


def _konsolidasi(katalog: Katalog, **per_unit: dict[str, float]) -> Konsolidasi:
    isian = {}
    for unit, nilai in per_unit.items():
        kode = unit.removeprefix("u")
        semua: dict[KunciIsian, float | str] = target_awal(katalog, kode) | isi_kelurahan(**nilai)
        isian[kode] = {k: NilaiAsal(n, "isi", f"sha-{kode}", "Realisasi", "H5") for k, n in semua.items()}
    return Konsolidasi(katalog, Aturan(), isian)


def _tahun_lalu() -> Konsolidasi:
    """2024: two of three kelurahan reported LURAH.01, one of them LURAH.02; SEKLUR.02 counted another satuan."""
    katalog = katalog_kecil()
    lain = tuple(i.model_copy(update={"satuan": "unit"} if i.kode == "SEKLUR.02" else {}) for i in katalog.indikator)
    return _konsolidasi(
        replace(katalog, indikator=lain),
        u1001={"LURAH_01__selesai__1": 6, "LURAH_01__masuk__1": 10, "LURAH_01__selesai__2": 6,
               "LURAH_01__masuk__2": 10, "LURAH_02__n__2": 12, "SEKLUR_02__kib_a__2": 1, "SEKLUR_02__kib_b__2": 2},
        u1002={"LURAH_01__selesai__1": 8, "LURAH_01__masuk__1": 10, "LURAH_01__selesai__2": 8,
               "LURAH_01__masuk__2": 10},
    )  # fmt: skip


def _tahun_ini() -> Konsolidasi:
    return _konsolidasi(
        katalog_renstra(),
        u1001={"LURAH_01__selesai__1": 8, "LURAH_01__masuk__1": 10, "LURAH_01__selesai__2": 10,
               "LURAH_01__masuk__2": 10, "LURAH_02__n__2": 6, "SEKLUR_02__kib_a__2": 5, "SEKLUR_02__kib_b__2": 7},
    )  # fmt: skip


def _konteks() -> KonteksRekap:
    lalu = pembanding_konsolidasi(_tahun_lalu(), "rekap-2024-tw4.xlsx")
    lama = {**lalu.indikator, "LAMA.01": lalu.indikator["SEKLUR.03"]}
    return KonteksRekap(_tahun_ini(), 2, pembanding=replace(lalu, indikator=lama))


def _lembar(ktk: KonteksRekap, kunci: str = "perbandingan") -> Lembar:
    return next(lembar for lembar in susun_buku_rekap(ktk).lembar if lembar.kunci == kunci)


def _baris(lembar: Lembar, kunci: str) -> dict[str, object]:
    sel = next(b for b in lembar.baris if b.kunci == kunci).sel
    return {k: s.isi.nilai if isinstance(s.isi, Rumus) else s.isi for k, s in sel.items()}


def test_dua_tahun_hitungan_tangan() -> None:
    """28/40 = 70 % of two units last year, 18/20 = 90 % of one now; a minimal one is judged by its capaian."""
    lembar = _lembar(_konteks())
    rasio = _baris(lembar, "LURAH.01")
    assert (rasio["lalu_r"], rasio["lalu_dasar"]) == (70.0, "2 dari 3 unit")
    assert (rasio["kini_r"], rasio["kini_dasar"]) == (90.0, "1 dari 3 unit")
    assert (rasio["ubah_r"], rasio["ubah_c"], rasio["arah"]) == (20.0, 25.0, "membaik")
    assert rasio["c_renstra"] == pytest.approx(90 / 95 * 100)
    minimal = _baris(lembar, "LURAH.02")
    # (2*10-12)/10 = 80 % last year, (2*10-6)/10 = 140 % now; against the Renstra's 4 three times each: mean or sum.
    assert (minimal["ubah_r"], minimal["arah"]) == (-6.0, "membaik")
    assert minimal["renstra"] == 12.0
    assert minimal["c_renstra"] == pytest.approx((2 * 12 - 6) / 12 * 100)


def test_yang_tidak_sebanding_tidak_dibandingkan() -> None:
    """Another satuan, no figure then or now, and indikator that came or went are said in words."""
    ktk = _konteks()
    lembar = _lembar(ktk)
    assert _baris(lembar, "SEKLUR.02")["ubah_r"] == "satuan lain: unit"
    assert _baris(lembar, "SEKCAM.01")["arah"] == "–"
    (hilang,) = [str(s.isi) for b in lembar.baris if b.kunci == "hilang" for s in b.sel.values()]
    assert "LAMA.01" in hilang
    assert ktk.pembanding is not None
    tanpa = {k: a for k, a in ktk.pembanding.indikator.items() if k != "LURAH.01"}
    baru = _lembar(replace(ktk, pembanding=replace(ktk.pembanding, indikator=tanpa)))
    assert _baris(baru, "LURAH.01")["lalu_dasar"] == "tidak ada tahun lalu"


def test_tanpa_pembanding_disebut_caranya() -> None:
    """With nothing to compare, the sheet says how to get it, and there is no sheet of figures."""
    ktk = KonteksRekap(_konsolidasi(katalog_kecil()), 2)
    teks = [str(s.isi) for b in _lembar(ktk).baris for s in b.sel.values()]
    assert any("--tahun-lalu" in t for t in teks)
    assert "pembanding" not in {lembar.kunci for lembar in susun_buku_rekap(ktk).lembar}


def test_renstra_menurut_unit() -> None:
    """The unit's own row counts; where one of the units has none, the instansi has none; ratios take the mean."""
    katalog = katalog_renstra()
    k = Konsolidasi(katalog, Aturan())
    assert k.target_renstra(k.hasil["LURAH.01"]) == 95.0
    assert k.target_renstra(k.hasil["SEKLUR.02"]) == 60.0
    tanpa = next(t for t in katalog.target if t.indikator == "SEKLUR.02").model_copy(
        update={"unit": "1002", "renstra": None}
    )
    k = Konsolidasi(replace(katalog, target=(*katalog.target, tanpa)), Aturan())
    assert k.target_renstra(k.hasil["SEKLUR.02"]) is None


@pytest.mark.libreoffice
def test_rumus_sama_dengan_libreoffice(tmp_path: Path) -> None:
    """Every formula of the comparison gives in LibreOffice what Python stored; no cell holds an error."""
    asli = tmp_path / "rekap.xlsx"
    asli.write_bytes(tulis_buku(susun_buku_rekap(_konteks())))
    hasil = hitung_ulang([asli], tmp_path / "lo")[asli]
    assert banding_rumus(asli, hasil) == []
    lembar = openpyxl.load_workbook(hasil, data_only=True)["Perbandingan"]
    assert not [s.value for b in lembar.iter_rows() for s in b if isinstance(s.value, str) and s.value.startswith("#N")]


@pytest.fixture(scope="module")
def dua_tahun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Proyek, Proyek, Path]:
    """(last year's project, this year's, last year's rekap)."""
    lalu = proyek_kecil(tmp_path_factory.mktemp("lalu"))
    buat(lalu, WAKTU)
    kirim(lalu, "1001", "a.xlsx", LURAH_01__selesai__1=6, LURAH_01__masuk__1=10, LURAH_01__selesai__2=6,
          LURAH_01__masuk__2=10, LURAH_02__n__2=12)  # fmt: skip
    kirim(lalu, "1002", "b.xlsx", LURAH_01__selesai__1=8, LURAH_01__masuk__1=10)
    berkas = rekap(lalu, WAKTU).path
    kini = proyek_kecil(tmp_path_factory.mktemp("kini"))
    tulis_tabel(katalog_renstra(), kini.katalog)
    buat(kini, WAKTU)
    kirim(kini, "1001", "a.xlsx", LURAH_01__selesai__1=9, LURAH_01__masuk__1=10)
    terima(kini, WAKTU)
    return lalu, kini, berkas


def test_folder_dan_rekap_memberi_angka_yang_sama(dua_tahun: tuple[Proyek, Proyek, Path]) -> None:
    """A project folder and the rekap that it made tell the same figures, completeness included."""
    lalu, kini, berkas = dua_tahun
    a, b = muat_tahun_lalu(kini, lalu.folder), muat_tahun_lalu(kini, berkas)
    assert (a.tahun, b.tahun) == (2024, 2024)
    assert a.indikator == b.indikator
    assert a.rata == b.rata
    assert a.indikator["LURAH.01"].ikut == (2, 1, 0, 0)
    assert a.rata["1001"].dasar(2) == "2 dari 5 indikator"


def test_rekap_yang_digeser_terbaca(dua_tahun: tuple[Proyek, Proyek, Path], tmp_path: Path) -> None:
    """Sheets are found by their marker and cells by their keys, not by name or place."""
    _, kini, berkas = dua_tahun
    asli = muat_tahun_lalu(kini, berkas)
    wb = openpyxl.load_workbook(berkas, data_only=True)
    for lembar in (wb["S.d. Triwulan"], wb["Data"]):
        lembar.title = f"{lembar.title} lama"
        lembar.insert_rows(4)
        lembar.insert_cols(3)
        wb.move_sheet(lembar, -5)
    wb.save(tmp_path / "geser.xlsx")
    assert muat_tahun_lalu(kini, tmp_path / "geser.xlsx").indikator == asli.indikator
    # Every formula was saved as a number: told of some cells of each sheet, counted of the others.
    geser = muat_tahun_lalu(kini, tmp_path / "geser.xlsx").temuan
    per_lembar = Counter(t.lembar for t in geser if t.kode == "TINGKAT-14")
    assert max(per_lembar.values()) == 50
    lain = {t.lembar: t.rinci["jumlah"] for t in geser if t.kode == "TINGKAT-18"}
    assert lain.keys() == {n for n, banyak in per_lembar.items() if banyak == 50}
    # One of before it carried its basis: as it stands there, and said so.
    del wb["_dasar"]
    wb.save(tmp_path / "lama.xlsx")
    lama = muat_tahun_lalu(kini, tmp_path / "lama.xlsx")
    assert (lama.indikator, lama.rata) == (asli.indikator, asli.rata)
    assert [t.kode for t in lama.temuan] == ["TINGKAT-17"]
    with pytest.raises(ProyekError, match="tidak dapat dihitung ulang"):
        buka_tahun_lalu(tmp_path / "lama.xlsx", muat_sumber(kini.katalog).instansi)
    nomor = 1 + wb.sheetnames.index("Ringkasan")
    with ZipFile(tmp_path / "lama.xlsx") as asal, ZipFile(tmp_path / "rusak.xlsx", "w") as tujuan:
        for i in asal.infolist():
            terpotong = i.filename == f"xl/worksheets/sheet{nomor}.xml"
            tujuan.writestr(i, asal.read(i)[: -40 if terpotong else None])
    with pytest.raises(ProyekError, match="tidak terbaca"):
        muat_tahun_lalu(kini, tmp_path / "rusak.xlsx")


def test_angka_rekap_yang_diubah_tidak_dipercaya(dua_tahun: tuple[Proyek, Proyek, Path], tmp_path: Path) -> None:
    """What a rekap shows otherwise than its own Data comes to is not taken over, and is told with its cell."""
    _, kini, berkas = dua_tahun
    wb = openpyxl.load_workbook(berkas)
    lembar = wb["S.d. Triwulan"]
    baris = next(r for r in range(1, 60) if lembar.cell(r, 1).value == "LURAH.01@*")
    kolom = next(k for k in range(1, 40) if lembar.cell(1, k).value == "r2")
    lembar.cell(baris, kolom).value = 99
    wb.save(tmp_path / "ubah.xlsx")
    asli, ubah = muat_tahun_lalu(kini, berkas), muat_tahun_lalu(kini, tmp_path / "ubah.xlsx")
    assert asli.temuan == ()
    assert ubah.indikator == asli.indikator
    tempat = lembar.cell(baris, kolom).coordinate
    (temuan,) = [t for t in ubah.temuan if t.kode == "TINGKAT-14"]
    assert (temuan.berkas, temuan.lembar, temuan.sel) == ("ubah.xlsx", "S.d. Triwulan", tempat)


def test_sumber_yang_salah_ditolak(dua_tahun: tuple[Proyek, Proyek, Path], tmp_path: Path) -> None:
    """What is no earlier year of this instansi, no rekap, or a rekap without results is refused with what to do."""
    lalu, kini, berkas = dua_tahun
    bukan = tmp_path / "bukan.xlsx"
    openpyxl.Workbook().save(bukan)
    hampa = tmp_path / "hampa.xlsx"
    # openpyxl keeps the formulas and drops their results.
    wb = openpyxl.load_workbook(berkas)
    del wb["_dasar"]
    wb.save(hampa)
    rusak = tmp_path / "rusak.xlsx"
    rusak.write_bytes(b"bukan buku kerja")
    for proyek, sumber, pesan in (
        (kini, kini.folder, "bukan tahun sebelum 2025"),
        (lalu, berkas, "bukan tahun sebelum 2024"),
        (kini, bukan, "bukan rekap yang dibuat ikixl"),
        (kini, hampa, "tidak memuat hasil rumusnya"),
        (kini, rusak, "tidak terbaca"),
        (kini, tmp_path / "tiada.xlsx", "tidak ada"),
        (kini, tmp_path, "bukan folder proyek ikixl"),
    ):
        with pytest.raises(ProyekError) as galat:
            muat_tahun_lalu(proyek, sumber)
        assert re.search(pesan, str(galat.value))
    katalog = katalog_renstra()
    lain = replace(katalog, instansi=katalog.instansi.model_copy(update={"kode_wilayah": "11.11.11"}))
    tulis_tabel(lain, kini.katalog)
    try:
        with pytest.raises(ProyekError, match="milik instansi"):
            muat_tahun_lalu(kini, berkas)
    finally:
        tulis_tabel(katalog, kini.katalog)


def test_perintah_dengan_tahun_lalu(dua_tahun: tuple[Proyek, Proyek, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """rekap --tahun-lalu, or the setting tahun_lalu, writes the comparison into the workbook."""
    lalu, kini, _ = dua_tahun
    monkeypatch.chdir(kini.folder)
    setelan = kini.folder / "ikixl.toml"
    teks = setelan.read_text(encoding="utf-8")
    # The option wins over the settings, which here name no last year at all.
    setelan.write_text(teks.replace('tahun_lalu = ""', 'tahun_lalu = "tidak-ada"'), encoding="utf-8")
    assert jalankan_perintah(["rekap", "--triwulan", "1"]) == 3
    assert jalankan_perintah(["rekap", "--triwulan", "1", "--tahun-lalu", str(lalu.folder)]) in (0, 1)
    relatif = Path(os.path.relpath(lalu.folder, kini.folder)).as_posix()
    setelan.write_text(teks.replace('tahun_lalu = ""', f'tahun_lalu = "{relatif}"'), encoding="utf-8")
    assert jalankan_perintah(["rekap", "--triwulan", "1"]) in (0, 1)
    setelan.write_text(teks, encoding="utf-8")
    lembar = openpyxl.load_workbook(kini.rekap / "rekap-99.99.01-2025-tw1.xlsx", data_only=True)["Perbandingan"]
    baris = next(r for r in range(1, 40) if lembar.cell(r, 1).value == "LURAH.01")
    kolom = {lembar.cell(1, k).value: lembar.cell(baris, k).value for k in range(1, 20)}
    assert (kolom["lalu_r"], kolom["kini_r"], kolom["arah"]) == (70, 90, "membaik")


def test_pembanding_kosong_bukan_nol() -> None:
    """A unit that the other year does not know has no figure there, not 0."""
    ktk = replace(_konteks(), pembanding=Pembanding(2024, "x", {}, {}))
    assert _baris(_lembar(ktk), "unit@1001")["lalu_c"] == ""
