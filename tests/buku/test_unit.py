"""The unit workbook as it is drawn: keys, locks, validations, identity, and formulas that agree with LibreOffice."""

from __future__ import annotations

import io
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

import openpyxl
import pytest

from ikixl.aturan import Aturan
from ikixl.katalog.kunci import KunciIsian, kunci_bukti, kunci_target, kunci_variabel
from ikixl.layout.buku import Rumus
from ikixl.layout.identitas import NAMA_PROPERTI, NAMA_TERDEFINISI, Identitas, buat_stempel
from ikixl.layout.letak import Letak, alamat
from ikixl.layout.muatan import Muatan
from ikixl.layout.unit import susun_buku_unit, target_awal
from ikixl.writer import tulis_buku
from tests.contoh_kecil import KUNCI, isi_kelurahan, katalog_kecil
from tests.libreoffice import hitung_ulang

Entri = Literal["triwulan", "sampai_dengan"]
STEMPEL = buat_stempel(Identitas("99.99.01", "1001", 2024, 1, "0123456789abcdef"), KUNCI)

ISIAN = isi_kelurahan(
    LURAH_01__selesai__1=8,
    LURAH_01__masuk__1=10,
    LURAH_01__selesai__2=0,
    LURAH_01__masuk__2=0,
    LURAH_01__selesai__3="12 berkas",
    LURAH_01__masuk__3=9,
    LURAH_02__n__2=6,
    SEKLUR_01__p__1=57,
    SEKLUR_01__p__2=85.5,
    SEKLUR_02__kib_a__1=4,
    SEKLUR_02__kib_b__1=7,
    SEKLUR_02__kib_a__2=-3,
    SEKLUR_02__kib_b__2=2.5,
    SEKLUR_03__masuk__1=10.5,
    SEKLUR_03__keluar__1=0.25,
)


def _buku(entri: Entri = "triwulan", unit: str = "1001", kosong: bool = False) -> bytes:
    katalog = katalog_kecil()
    isian = target_awal(katalog, unit) | ({} if kosong else ISIAN)
    return tulis_buku(susun_buku_unit(katalog, unit, Aturan(entri=entri), isian, STEMPEL))


def banding_rumus(asli: Path, hasil: Path) -> list[str]:
    """Formula cells whose cached value is not what LibreOffice reckons; both files as openpyxl reads them."""
    rumus = openpyxl.load_workbook(asli)
    simpanan = openpyxl.load_workbook(asli, data_only=True)
    dihitung = openpyxl.load_workbook(hasil, data_only=True)
    beda = []
    jumlah = 0
    for lembar in rumus:
        for sel in (s for baris in lembar.iter_rows() for s in baris if s.data_type == "f"):
            jumlah += 1
            a = simpanan[lembar.title][sel.coordinate].value
            b = dihitung[lembar.title][sel.coordinate].value
            kiri, kanan = ("" if n is None else n for n in (a, b))
            if isinstance(kiri, int | float) and isinstance(kanan, int | float):
                sama = math.isclose(kiri, kanan, rel_tol=1e-9, abs_tol=1e-9)
            else:
                sama = kiri == kanan
            if not sama:
                beda.append(f"{lembar.title}!{sel.coordinate}: {kiri!r} != {kanan!r} ({sel.value})")
    assert jumlah > 50
    return beda


@pytest.mark.libreoffice
@pytest.mark.parametrize("entri", ["triwulan", "sampai_dengan"])
def test_rumus_sama_dengan_libreoffice(tmp_path: Path, entri: Entri) -> None:
    """Every cached value of a blank and of a filled workbook is what LibreOffice reckons anew."""
    isi = {
        "kosong.xlsx": _buku(entri, kosong=True),
        "terisi.xlsx": _buku(entri),
        "sek.xlsx": _buku(entri, unit="SEK", kosong=True),
    }
    for nama, data in isi.items():
        (tmp_path / nama).write_bytes(data)
    hasil = hitung_ulang([tmp_path / n for n in isi], tmp_path / "lo")
    for asli, baru in hasil.items():
        assert banding_rumus(asli, baru) == []


def test_byte_sama_untuk_buku_yang_sama() -> None:
    """The same Buku always gives the same bytes, so that an unchanged issue is recognised."""
    assert _buku() == _buku()


def test_identitas_tertulis_tiga_kali() -> None:
    """The stamp stands in the hidden sheet, in a custom property and in a defined name."""
    wb = openpyxl.load_workbook(io.BytesIO(_buku()))
    assert wb["_ikixl"]["B2"].value == STEMPEL
    assert wb["_ikixl"].sheet_state == "hidden"
    assert wb.custom_doc_props[NAMA_PROPERTI].value == STEMPEL  # type: ignore[attr-defined]
    assert wb.defined_names[NAMA_TERDEFINISI].attr_text == f'"{STEMPEL}"'


def test_hanya_isian_yang_terbuka() -> None:
    """Every sheet is protected; unlocked cells are exactly those that the Buku calls inputs."""
    katalog = katalog_kecil()
    buku = susun_buku_unit(katalog, "1001", Aturan(), stempel=STEMPEL)
    wb = openpyxl.load_workbook(io.BytesIO(tulis_buku(buku)))
    for lembar in buku.lembar:
        ws = wb[lembar.nama]
        assert ws.protection.sheet, lembar.nama
        assert not ws.protection.autoFilter, "filtering must stay allowed"
        terbuka = {s.coordinate for baris in ws.iter_rows() for s in baris if not s.protection.locked}
        masukan = sum(s.masukan is not None for b in lembar.baris for s in b.sel.values())
        assert len(terbuka) == masukan, lembar.nama


def test_setiap_isian_divalidasi_dengan_petunjuk() -> None:
    """Each input cell carries a native validation with an Indonesian prompt and error text."""
    buku = susun_buku_unit(katalog_kecil(), "1001", Aturan(), stempel=STEMPEL)
    wb = openpyxl.load_workbook(io.BytesIO(tulis_buku(buku)))
    for lembar in buku.lembar:
        ws = wb[lembar.nama]
        terjaga: set[str] = set()
        for v in ws.data_validations.dataValidation:
            assert 0 < len(v.prompt) < 255, "a prompt of the full length was cut off"
            if v.type is None:
                # A header that explains its column checks nothing.
                continue
            assert 0 < len(v.error) < 255
            for daerah in v.sqref.ranges:
                terjaga |= {ws.cell(r, k).coordinate for r, k in daerah.cells}
        terbuka = {s.coordinate for baris in ws.iter_rows() for s in baris if not s.protection.locked}
        assert terbuka == terjaga, lembar.nama


def test_target_katalog_terisi_dan_persen_asli() -> None:
    """Targets of the katalog stand in the Target sheet, percent targets as native percent cells."""
    wb = openpyxl.load_workbook(io.BytesIO(_buku(kosong=True)))
    ws = wb["Target"]
    baris = {ws.cell(r, 1).value: r for r in range(1, ws.max_row + 1)}
    kolom = {ws.cell(1, k).value: k for k in range(1, ws.max_column + 1)}
    sel = ws.cell(baris["LURAH.01"], kolom["tw1"])
    assert (sel.value, sel.number_format) == (0.8, "0.00%")
    assert ws.cell(baris["SEKLUR.02"], kolom["tahun"]).value == 12
    # A semester is not asked in triwulan I.
    assert ws.cell(baris["LURAH.02"], kolom["tw1"]).value == "–"
    assert target_awal(katalog_kecil(), "1001")[kunci_target("LURAH.02", 2)] == 10


def test_rumus_tanpa_fungsi_volatil_dan_tautan_luar() -> None:
    """Formulas use only functions that every spreadsheet program shares, and no other workbook."""
    boleh = {"IF", "AND", "OR", "NOT", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT"}
    boleh |= {
        "MIN",
        "MAX",
        "AVERAGE",
        "IFERROR",
        "ISNUMBER",
        "ISBLANK",
        "ROUND",
        "ABS",
        "INT",
        "INDEX",
        "MATCH",
        "LOOKUP",
        "HYPERLINK",
        "ADDRESS",
        "ROW",
        "COLUMN",
        "LEFT",
    }
    for lembar in susun_buku_unit(katalog_kecil(), "1001", Aturan(), ISIAN, STEMPEL).lembar:
        for b in lembar.baris:
            for sel in b.sel.values():
                if isinstance(sel.isi, Rumus):
                    polos = re.sub(r'"[^"]*"', "", sel.isi.teks)
                    assert set(re.findall(r"([A-Z]+)\(", polos)) <= boleh, sel.isi.teks
                    assert "[" not in polos


def test_predikat_skm_dari_indeksnya() -> None:
    """An index of 82 that meets its target of 82 is graded B by the SKM intervals, not A for a capaian of 100 %."""
    k = katalog_kecil()
    indikator = tuple(i.model_copy(update={"skala": "skm_2017"}) if i.kode == "SEKLUR.01" else i for i in k.indikator)
    isian: dict[KunciIsian, float | str] = {kunci_variabel("SEKLUR.01", "p", 1): 82.0}
    isian[kunci_target("SEKLUR.01", 1)] = 82.0
    buku = susun_buku_unit(replace(k, indikator=indikator), "1001", Aturan(), isian=isian)
    lembar = next(x for x in buku.lembar if x.kunci == "capaian")
    baris = next(b for b in lembar.baris if b.kunci == "SEKLUR.01@sd")
    assert getattr(baris.sel["c1"].isi, "nilai", None) == 100.0
    assert getattr(baris.sel["predikat"].isi, "nilai", None) == "B (Baik)"


@pytest.mark.parametrize(
    ("daerah", "kepala"),
    [("Kabupaten Gresik", "Bupati Gresik"), ("Kota Contoh", "Wali Kota Contoh"), ("Daerah X", "Kepala Daerah X")],
)
def test_camat_dinilai_kepala_daerah(daerah: str, kepala: str) -> None:
    """The head of the instansi signs as the one who is judged, never as his own judge."""
    k = katalog_kecil()
    instansi = k.instansi.model_copy(update={"kabupaten_kota": daerah, "pejabat": "NAMA CAMAT", "nip": "1"})
    unit = tuple(u.model_copy(update={"jenis": "kecamatan"}) if u.kode == "SEK" else u for u in k.unit)
    buku = susun_buku_unit(replace(k, instansi=instansi, unit=unit), "SEK", Aturan())
    lembar = next(x for x in buku.lembar if x.kunci == "iki:SEKCAM")
    ttd = {b.kunci: b.sel for b in lembar.baris if b.kunci.startswith("ttd")}
    assert ttd["ttd3"]["no"].isi == kepala
    assert "NAMA CAMAT" not in str(ttd["ttd5"]["no"].isi)
    assert ttd["ttd5"]["rumus"].isi == "NAMA CAMAT"


def test_bukti_panjang_tidak_terpotong() -> None:
    """A row of Realisasi is as tall as the bukti that it holds, as one that was carried forward."""
    pendek = susun_buku_unit(katalog_kecil(), "1001", Aturan(), {})
    panjang = susun_buku_unit(
        katalog_kecil(), "1001", Aturan(), {kunci_bukti("LURAH.01", "selesai"): "arsip umum " * 20}
    )
    tinggi = [
        next(b.tinggi for x in buku.lembar if x.kunci == "realisasi" for b in x.baris if b.kunci == "LURAH.01/selesai")
        for buku in (pendek, panjang)
    ]
    assert None not in tinggi
    assert (tinggi[1] or 0) > 3 * (tinggi[0] or 0)


# Where a link leads: to the first gap of some rows, or (in the map) to one cell.
_TUJUAN = re.compile(r'("#Realisasi!"&ADDRESS\((?:ROW\([^()]*\),COLUMN\([^()]*\)|.*?-1)\)),')


def _tujuan_tautan(asal: Path, ke: Path) -> dict[str, str]:
    """Ringkasan cell of each link to a gap -> the address that LibreOffice reckons for it; `ke` is a folder."""
    wb = openpyxl.load_workbook(asal)
    ws = wb["Ringkasan"]
    rumus = {}
    for sel in (s for baris in ws.iter_rows() for s in baris if "HYPERLINK(" in str(s.value)):
        # Where a link leads is no value of its cell: its first argument, the only one with ADDRESS, gets a cell alone.
        tujuan = _TUJUAN.search(str(sel.value))
        assert tujuan, sel.value
        rumus[sel.coordinate] = f'=IFERROR({tujuan[1]},"")'
    lembar = wb.create_sheet("Tujuan")
    for nomor, teks in enumerate(rumus.values(), start=1):
        lembar.cell(nomor, 1, re.sub(r"(?<!!)\$L\$(\d+)", r"Ringkasan!$L$\1", teks))
    salinan = ke / "tautan.xlsx"
    wb.save(salinan)
    hasil = openpyxl.load_workbook(hitung_ulang([salinan], ke / "lo")[salinan], data_only=True)["Tujuan"]
    return {sel: str(hasil.cell(nomor, 1).value or "") for nomor, sel in enumerate(rumus, start=1)}


@pytest.mark.libreoffice
def test_tautan_menuju_sel_kosong(tmp_path: Path) -> None:
    """Every blank cell has a link of its own on Ringkasan, past the triwulan that are filled in and locked.

    The map has one for each, the lists lead to the first.
    """
    tetap = {k: n for k, n in ISIAN.items() if k.triwulan == 1 and not k.kunci.startswith("SEKLUR.03")}
    isian = tetap | {kunci_variabel("LURAH.01", "selesai", 2): 3.0, kunci_variabel("SEKLUR.01", "p", 2): 85.0}
    muatan = Muatan(triwulan=2, tetap=tetap)
    buku = susun_buku_unit(katalog_kecil(), "1001", Aturan(), isian, STEMPEL, muatan=muatan)
    asal = tmp_path / "lanjut.xlsx"
    asal.write_bytes(tulis_buku(buku))
    realisasi = next(x for x in buku.lembar if x.kunci == "realisasi")
    letak = Letak(buku)
    kosong = {
        f"#Realisasi!{alamat(*letak.sel('realisasi', b.kunci, k), mutlak=True)}": k
        for b in realisasi.baris
        for k, s in b.sel.items()
        if s.masukan and s.masukan.wajib and s.isi is None
    }
    tujuan = _tujuan_tautan(asal, tmp_path)
    ws = openpyxl.load_workbook(asal, data_only=True)["Ringkasan"]
    peta = {t for sel, t in tujuan.items() if ws[sel].value == "belum"}
    assert peta == set(kosong)
    terpakai = [t for sel, t in tujuan.items() if ws[sel].value not in ("", None, "belum", "terisi", "nanti")]
    assert set(terpakai) <= set(kosong)
    # One for the workbook, one for each jabatan, and the list: the first four rows that have gaps.
    assert len(terpakai) == 3 + 4
    daftar = [ws[sel].value for sel in tujuan if str(ws[sel].value).startswith("TW ")]
    assert daftar == [
        "TW II: Berkas masuk",
        "TW II: Gangguan",
        "TW II: KIB A",
        "TW II: KIB B",
    ]


def test_satu_halaman_dipaskan_program() -> None:
    """A sheet that fits on one page is fitted to it by whatever program prints, wider fonts or not; others are cut."""
    buku = susun_buku_unit(katalog_kecil(), "1001", Aturan())
    kertas = {x.kunci: x.kertas for x in buku.lembar}
    for kunci in ("iki:LURAH", "capaian", "ringkasan"):
        assert kertas[kunci].pisah == ()
        assert (kertas[kunci].skala, kertas[kunci].tinggi_halaman) == (0, 1)
    wb = openpyxl.load_workbook(io.BytesIO(tulis_buku(buku)))
    sifat = wb["Ringkasan"].sheet_properties.pageSetUpPr
    assert sifat is not None
    assert sifat.fitToPage
    assert wb["Ringkasan"].page_setup.fitToHeight in (None, 1)
