"""Returned workbooks: what an honest hand or an accident does to them, and what is read nevertheless."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from ikixl.aturan import Aturan
from ikixl.checks.identitas import HarapanIdentitas
from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.identitas import Identitas, buat_stempel
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.unit import susun_buku_unit, target_awal
from ikixl.penerimaan.pemeriksaan import HasilPeriksa, Pemeriksa
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.isian import baca_isian
from ikixl.terbitan.dasar import DasarTerbitan
from ikixl.writer import tulis_buku
from tests.contoh_kecil import KUNCI, isi_kelurahan, katalog_kecil
from tests.libreoffice import ubah

KATALOG = katalog_kecil()
DASAR = DasarTerbitan(KATALOG, Aturan(), PengaturanBuku())
HARAPAN = HarapanIdentitas("99.99.01", 2024, {"1001": frozenset({1}), "1002": frozenset({1})})
PEMERIKSA = Pemeriksa(KUNCI, HARAPAN, lambda digest: DASAR if digest == DASAR.digest else None)
ISIAN = target_awal(KATALOG, "1001") | isi_kelurahan(
    LURAH_01__selesai__1=8,
    LURAH_01__masuk__1=10,
    LURAH_02__n__2=6,
    SEKLUR_01__p__1=57,
    SEKLUR_02__kib_a__1=4,
    SEKLUR_02__kib_b__1=7,
    SEKLUR_03__masuk__1=10.5,
    SEKLUR_03__keluar__1=0.25,
)
ISIAN[KunciIsian("LURAH.01/catatan/kendala")] = "=bukan rumus"
ISIAN[KunciIsian("LURAH.01/selesai/bukti")] = "https://contoh.invalid/bukti"


@cache
def _jujur() -> bytes:
    return _data(ISIAN)


def _data(isian: dict[KunciIsian, float | str] | None = None, identitas: Identitas | None = None) -> bytes:
    if isian is None and identitas is None:
        return _jujur()
    stempel = buat_stempel(identitas or DASAR.identitas("1001", 1), KUNCI)
    return tulis_buku(susun_buku_unit(KATALOG, "1001", Aturan(), ISIAN if isian is None else isian, stempel))


def _periksa(data: bytes) -> HasilPeriksa:
    return PEMERIKSA.periksa(data, "1001.xlsx")


def _nilai(hasil: HasilPeriksa) -> dict[KunciIsian, float | str]:
    return {i.kunci: i.nilai for i in hasil.isian if i.nilai is not None}


def _kode(hasil: HasilPeriksa) -> set[str]:
    return {t.kode for t in hasil.temuan}


def _ubah(data: bytes, ubahan: Callable[[Workbook], None]) -> bytes:
    """The file after an edit with openpyxl, which also loses every cached result on saving."""
    wb = openpyxl.load_workbook(io.BytesIO(data))
    ubahan(wb)
    keluaran = io.BytesIO()
    wb.save(keluaran)
    return keluaran.getvalue()


def _sel(wb: Workbook, lembar: str, baris: str, kolom: str) -> openpyxl.cell.cell.Cell:
    ws = wb[lembar]
    r = next(r for r in range(1, ws.max_row + 1) if ws.cell(r, 1).value == baris)
    k = next(k for k in range(1, ws.max_column + 1) if ws.cell(1, k).value == kolom)
    sel = ws.cell(r, k)
    assert isinstance(sel, openpyxl.cell.cell.Cell)
    return sel


def test_kiriman_jujur_terbaca_utuh() -> None:
    """An honest return gives back exactly what was typed, with lineage, and every cell accounted for."""
    hasil = _periksa(_data())
    assert hasil.keadaan == "diterima"
    assert _nilai(hasil) == ISIAN
    assert _kode(hasil) <= {"LENGKAP-01"}
    assert (hasil.terisi, hasil.dilaporkan) == (len(ISIAN), 0)
    satu = next(i for i in hasil.isian if i.kunci == KunciIsian("LURAH.01/selesai", 1))
    assert (satu.lembar, satu.sel, satu.nilai) == ("Realisasi", "H5", 8)


@pytest.mark.libreoffice
@pytest.mark.parametrize("akhiran", ["xlsx", "ods", "xls"])
def test_disimpan_ulang_oleh_libreoffice(tmp_path: Path, akhiran: str) -> None:
    """A return saved anew by LibreOffice, in any of its formats, reads the same values without a word."""
    asal = tmp_path / "1001.xlsx"
    asal.write_bytes(_data())
    berkas = ubah([asal], akhiran, tmp_path / "lo")[asal]
    hasil = PEMERIKSA.periksa(berkas.read_bytes(), berkas.name)
    assert hasil.keadaan == "diterima"
    assert _nilai(hasil) == ISIAN
    assert _kode(hasil) <= {"LENGKAP-01"}
    # Its inputs alone, without the other sheets where these can be left out.
    mentah = baca_mentah(berkas.read_bytes(), berkas.name, tunda=True)
    kosong = susun_buku_unit(KATALOG, "1001", Aturan(), {})
    assert tuple(baca_isian(mentah, kosong).isian.values()) == hasil.isian
    dibaca = {lembar.nama for lembar in mentah.lembar if lembar.nanti is None}
    assert dibaca == ({"Target", "Realisasi", "Catatan"} if akhiran == "xlsx" else {n.nama for n in mentah.lembar})


def _nama_dan_urutan(wb: Workbook) -> None:
    wb["Realisasi"].title = "hasil kami"
    wb.move_sheet("hasil kami", -3)


def _sisip_baris_kolom(wb: Workbook) -> None:
    wb["Realisasi"].insert_rows(6, 2)
    wb["Realisasi"].insert_cols(4)
    wb["Target"].insert_rows(2)


def _urut_terbalik(wb: Workbook) -> None:
    ws = wb["Target"]
    isi = [[(s.value, s.number_format) for s in baris] for baris in ws.iter_rows(min_row=5, max_row=ws.max_row)]
    for r, baris in enumerate(reversed(isi), start=5):
        for k, (nilai, format_angka) in enumerate(baris, start=1):
            ws.cell(r, k).value = nilai
            ws.cell(r, k).number_format = format_angka


@pytest.mark.parametrize("ubahan", [_nama_dan_urutan, _sisip_baris_kolom, _urut_terbalik])
def test_susunan_berubah_nilai_tetap(ubahan: Callable[[Workbook], None]) -> None:
    """Renamed and moved sheets, inserted rows and columns, and sorted rows read the same values."""
    hasil = _periksa(_ubah(_data(), ubahan))
    assert hasil.keadaan == "diterima"
    assert _nilai(hasil) == ISIAN
    assert not [t for t in hasil.temuan if t.tingkat == "galat"]


def test_baris_dihapus_dilaporkan() -> None:
    """A deleted row costs its own inputs only, and is named."""
    hasil = _periksa(_ubah(_data(), lambda wb: wb["Realisasi"].delete_rows(5)))
    hilang = [t for t in hasil.temuan if t.kode == "STRUKTUR-03"]
    assert [t.rinci["kunci"] for t in hilang] == ["LURAH.01/selesai"]
    assert set(ISIAN) - set(_nilai(hasil)) == {KunciIsian("LURAH.01/selesai", 1), KunciIsian("LURAH.01/selesai/bukti")}


def test_kolom_dihapus_dilaporkan() -> None:
    """A deleted column costs its own inputs only, and is named once."""

    def hapus(wb: Workbook) -> None:
        ws = wb["Target"]
        ws.delete_cols(next(k for k in range(1, 30) if ws.cell(1, k).value == "tw3"))

    hasil = _periksa(_ubah(_data(), hapus))
    assert [t.rinci["kunci"] for t in hasil.temuan if t.kode == "STRUKTUR-04"] == ["tw3"]
    assert all(k.triwulan == 3 and k.kunci.endswith("/target") for k in set(ISIAN) - set(_nilai(hasil)))


@pytest.mark.parametrize(
    ("isi", "nilai", "kode"),
    [
        ("12", 12, set()),
        ("1.234", 1234, {"NILAI-02"}),
        ("12 buah", 12, {"NILAI-01"}),
        ("banyak", None, {"NILAI-04"}),
        (-4, None, {"NILAI-05"}),
        (2.5, None, {"NILAI-06"}),
    ],
)
def test_isian_bilangan_bulat(isi: str | float, nilai: float | None, kode: set[str]) -> None:
    """In a whole-number input: text that is a number counts, what is not costs that cell only."""
    data = _ubah(_data(), lambda wb: setattr(_sel(wb, "Realisasi", "LURAH.01/selesai", "tw1"), "value", isi))
    hasil = _periksa(data)
    kunci = KunciIsian("LURAH.01/selesai", 1)
    assert _nilai(hasil).get(kunci) == nilai
    assert {t.kode for t in hasil.temuan if t.kode.startswith("NILAI")} == kode
    assert all((t.lembar, t.sel) == ("Realisasi", "H5") for t in hasil.temuan if t.kode.startswith("NILAI"))
    assert {k: v for k, v in _nilai(hasil).items() if k != kunci} == {k: v for k, v in ISIAN.items() if k != kunci}


@pytest.mark.parametrize(
    ("isi", "nilai", "kode"),
    [("85,5", 85.5, set()), ("1.234,5", 1234.5, set()), ("1.234", None, {"NILAI-03"}), ("", None, set())],
)
def test_isian_desimal(isi: str, nilai: float | None, kode: set[str]) -> None:
    """In a decimal input: Indonesian decimals count, an ambiguous "1.234" is asked about, a blank is no fault."""
    data = _ubah(_data(), lambda wb: setattr(_sel(wb, "Realisasi", "SEKLUR.03/masuk", "tw1"), "value", isi or None))
    hasil = _periksa(data)
    assert _nilai(hasil).get(KunciIsian("SEKLUR.03/masuk", 1)) == nilai
    assert {t.kode for t in hasil.temuan if t.kode.startswith("NILAI")} == kode


@pytest.mark.parametrize(
    ("identitas", "kode"),
    [
        (Identitas("11.11.01", "1001", 2024, 1, DASAR.digest), "IDENTITAS-04"),
        (Identitas("99.99.01", "1001", 2023, 1, DASAR.digest), "IDENTITAS-06"),
        (Identitas("99.99.01", "9999", 2024, 1, DASAR.digest), "IDENTITAS-05"),
        (Identitas("99.99.01", "1001", 2024, 7, DASAR.digest), "IDENTITAS-08"),
        (Identitas("99.99.01", "1001", 2024, 1, "tidakdikenal0000"), "IDENTITAS-09"),
        (Identitas("99.99.01", "1001", 2024, 1, DASAR.digest, versi_layout=99), "IDENTITAS-07"),
    ],
)
def test_buku_kerja_yang_bukan_untuk_proyek_ini(identitas: Identitas, kode: str) -> None:
    """A workbook of another instansi, year, unit, serial, katalog or version is refused by its own code."""
    hasil = _periksa(_data(identitas=identitas))
    assert hasil.keadaan == "ditolak"
    assert _kode(hasil) == {kode}
    assert hasil.isian == ()


def test_segel_palsu_ditolak() -> None:
    """A stamp sealed with another key is refused."""
    stempel = buat_stempel(DASAR.identitas("1001", 1), b"kunci lain")
    data = tulis_buku(susun_buku_unit(KATALOG, "1001", Aturan(), ISIAN, stempel))
    assert _kode(_periksa(data)) == {"IDENTITAS-02"}


def test_salinan_identitas_yang_berbeda_ditolak() -> None:
    """A hidden sheet copied from another unit's workbook contradicts the other two copies."""
    lain = buat_stempel(DASAR.identitas("1002", 1), KUNCI)
    data = _ubah(_data(), lambda wb: setattr(wb["_ikixl"]["B2"], "value", lain))
    assert _kode(_periksa(data)) == {"IDENTITAS-03"}


def test_rumus_tertimpa_dan_teks_terkunci_berubah() -> None:
    """An overwritten formula, an altered formula and a changed locked text are reported at their cells; values stay."""

    def rusak(wb: Workbook) -> None:
        _sel(wb, "Capaian", "LURAH.01@tw", "c1").value = 99
        _sel(wb, "Capaian", "LURAH.01@sd", "c1").value = "=1+1"
        _sel(wb, "Realisasi", "LURAH.01/selesai", "indikator").value = "Indikator saya"

    hasil = _periksa(_ubah(_data(), rusak))
    assert {"RUMUS-01", "RUMUS-02", "STRUKTUR-06"} <= _kode(hasil)
    ubahan = next(t for t in hasil.temuan if t.kode == "STRUKTUR-06")
    assert (ubahan.lembar, ubahan.rinci["diharapkan"]) == ("Realisasi", "Persentase berkas selesai")
    assert _nilai(hasil) == ISIAN


def test_hasil_tersimpan_yang_basi_dilaporkan_sekali_per_lembar() -> None:
    """Cached results that do not follow from the inputs are reported once per sheet, with how many."""
    asal = _data()
    sumber = zipfile.ZipFile(io.BytesIO(asal))
    keluaran = io.BytesIO()
    lain = isi_kelurahan(LURAH_01__selesai__1=9, LURAH_01__masuk__1=10)
    with zipfile.ZipFile(keluaran, "w") as tujuan:
        ganti = zipfile.ZipFile(io.BytesIO(_data({**ISIAN, **lain})))
        nama = next(n for n in _bagian_lembar(asal) if n[0] == "Capaian")[1]
        for info in sumber.infolist():
            tujuan.writestr(info, (ganti if info.filename == nama else sumber).read(info.filename))
    basi = [t for t in _periksa(keluaran.getvalue()).temuan if t.kode == "RUMUS-03"]
    assert [t.lembar for t in basi] == ["Capaian"]
    assert "sel lain" in basi[0].pesan


def _bagian_lembar(data: bytes) -> list[tuple[str, str]]:
    wb = openpyxl.load_workbook(io.BytesIO(data))
    return [(nama, f"xl/worksheets/sheet{n}.xml") for n, nama in enumerate(wb.sheetnames, start=1)]


def test_lembar_isian_dihapus_menolak_berkas() -> None:
    """Without the Realisasi sheet nothing of the file counts."""
    hasil = _periksa(_ubah(_data(), lambda wb: wb.remove(wb["Realisasi"])))
    assert hasil.keadaan == "ditolak"
    assert "STRUKTUR-01" in _kode(hasil)


def test_lembar_tambahan_dan_isi_di_luar_isian_dilaporkan() -> None:
    """A sheet of their own and words beside the form are named, not read."""

    def tambah(wb: Workbook) -> None:
        wb.create_sheet("coretan")["A1"] = "catatan"
        wb["Realisasi"].cell(60, 40).value = "di luar"

    hasil = _periksa(_ubah(_data(), tambah))
    assert {"STRUKTUR-02", "STRUKTUR-07"} <= _kode(hasil)
    assert _nilai(hasil) == ISIAN


def test_formulir_kosong_ditolak() -> None:
    """A return without any realisasi is refused as blank, its targets notwithstanding."""
    hasil = _periksa(_data(target_awal(KATALOG, "1001")))
    assert hasil.keadaan == "ditolak"
    assert "LENGKAP-02" in _kode(hasil)


@pytest.mark.parametrize("data", [b"", b"halo", b"%PDF-1.7", b"PK\x03\x04rusak"])
def test_bukan_buku_kerja_ditolak(data: bytes) -> None:
    """What is no workbook is refused with a code of the topic BERKAS."""
    hasil = _periksa(data)
    assert hasil.keadaan == "ditolak"
    assert {t.kode.split("-")[0] for t in hasil.temuan} == {"BERKAS"}


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.sampled_from(
            sorted(
                k for k in ISIAN if k.triwulan and not k.kunci.startswith("SEKLUR.01") and k.kunci != "LURAH.01/target"
            )
        ),
        st.integers(0, 10**9).map(float),
        min_size=1,
    )
)
def test_bolak_balik(isian: dict[KunciIsian, float | str]) -> None:
    """Whatever whole numbers are typed come back as they were, and the account of cells closes."""
    lengkap: dict[KunciIsian, float | str] = {**isian, KunciIsian("LURAH.01/masuk", 1): 3.0}
    hasil = _periksa(_data(lengkap))
    assert _nilai(hasil) == lengkap
    assert hasil.terisi == len(lengkap)
