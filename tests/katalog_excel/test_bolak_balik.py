"""katalog.xlsx both ways: nothing is lost, whoever saved the file in between."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from ikixl.errors import KatalogError
from ikixl.katalog import TABEL, TabelMentah, baca_tabel, csv_mentah, mentahkan, muat, periksa
from ikixl.katalog.mentah import BarisMentah, IsiTabel
from ikixl.katalog_excel import baca_katalog
from ikixl.katalog_excel.susun import URUTAN
from ikixl.katalog_excel.tandai import tandai
from ikixl.katalog_excel.tulis import contoh_excel, ke_excel
from ikixl.temuan import Temuan
from tests.contoh_kecil import katalog_kecil
from tests.libreoffice import ubah

SAMPEL = Path(__file__).resolve().parents[2] / "sample_data"

# What a cell may hold: no control characters (XML has none), no carriage return (CSV readers turn it into LF).
TEKS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], include_characters="\n\t"), max_size=12
)
NASTY = st.sampled_from(
    ["=1+1", "+1", "-1", "@a", "001", "1.0", "1e5", "TRUE", "1-2", "199001011990011001", "a,b", 'dia "kata"', " x ",
     "_x0041_", "#N/A", "85%", "1/2", "''", "https://contoh.id", "x\ny", "é", "𝔘", "0", "-0", "1_000", "nan", "inf"]
)  # fmt: skip


@st.composite
def tabel_acak(draw: st.DrawFn) -> TabelMentah:
    """Katalog tables with any texts at all in their cells, valid or not."""
    isi: dict[str, IsiTabel | None] = {}
    for nama in URUTAN:
        kolom = ("kunci", "nilai") if nama == "instansi" else tuple(TABEL[nama].model_fields)
        # A cell of spaces alone is blank to every reader of a katalog.
        sel = st.one_of(st.just(""), TEKS.map(lambda t: t if t.strip() else ""), NASTY)
        baris = draw(st.lists(st.tuples(*[sel] * len(kolom)).filter(any), max_size=3))
        isi[nama] = IsiTabel(kolom, tuple(BarisMentah(n, b) for n, b in enumerate(baris, start=2)))
    return TabelMentah("katalog", isi)


def polos(mentah: TabelMentah) -> dict[str, bytes]:
    """Every table as CSV: what counts, without line numbers."""
    return csv_mentah(mentah)


@given(tabel_acak())
@settings(max_examples=60)
def test_csv_ke_excel_ke_csv(mentah: TabelMentah) -> None:
    """Whatever text a cell of a CSV holds comes back from the workbook letter by letter, without a word about it."""
    kembali = baca_katalog(ke_excel(mentah))
    assert polos(kembali) == polos(mentah)
    assert kembali.temuan == ()


@given(tabel_acak())
@settings(max_examples=20)
def test_excel_ke_katalog_ke_excel(mentah: TabelMentah) -> None:
    """A workbook that is read and written again has the same bytes."""
    data = ke_excel(mentah)
    assert ke_excel(baca_katalog(data)) == data


@pytest.mark.parametrize("nama", sorted(p.parent.name for p in SAMPEL.glob("*/instansi.csv")))
def test_contoh_utuh(nama: str) -> None:
    """Every sample goes through the workbook without losing a letter, and is the same katalog by its digest."""
    mentah = baca_tabel(SAMPEL / nama)
    kembali = baca_katalog(ke_excel(mentah))
    assert polos(kembali) == polos(mentah)
    katalog, temuan = periksa(kembali)
    assert temuan == []
    assert katalog is not None
    assert katalog.digest == muat(SAMPEL / nama).digest


def _buku(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def _ubah(data: bytes, cara: Callable[[openpyxl.Workbook], None]) -> bytes:
    buku = _buku(data)
    cara(buku)
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()


def _sunting(buku: openpyxl.Workbook) -> None:
    """A row added below the last, one changed, one deleted, as a sekretaris would."""
    unit = buku["unit"]
    _tambah(unit, ["1004", "Kelurahan Empat", "kelurahan"])
    unit.cell(5, 2).value = "Kelurahan Satu Baru"
    unit.delete_rows(6)


def _tambah(lembar: Worksheet, isi: list[str]) -> None:
    baris = lembar.max_row + 1
    for kolom, teks in enumerate(isi, start=1):
        lembar.cell(baris, kolom).value = teks


def _perbedaan(lama: TabelMentah, baru: TabelMentah) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """Rows (with the table's name) that went and that came, over all tables."""

    def semua(mentah: TabelMentah) -> set[tuple[str, ...]]:
        return {(n, *b.sel) for n, isi in mentah.isi.items() if isi is not None for b in isi.baris}

    return semua(lama) - semua(baru), semua(baru) - semua(lama)


HILANG = {
    ("unit", "1001", "Kelurahan Satu", "kelurahan", "", "", "", ""),
    ("unit", "1002", "Kelurahan Dua", "kelurahan", "", "", "", ""),
}
DATANG = {
    ("unit", "1001", "Kelurahan Satu Baru", "kelurahan", "", "", "", ""),
    ("unit", "1004", "Kelurahan Empat", "kelurahan", "", "", "", ""),
}


def test_suntingan_terbaca_tepat() -> None:
    """A row added, one changed and one deleted are exactly the difference."""
    asal = mentahkan(katalog_kecil())
    baru = baca_katalog(_ubah(ke_excel(asal), _sunting))
    assert _perbedaan(asal, baru) == (HILANG, DATANG)


@pytest.mark.libreoffice
def test_disimpan_ulang_libreoffice(tmp_path: Path) -> None:
    """After LibreOffice saved the file it reads the same, and an edit is exactly the difference."""
    asal = mentahkan(katalog_kecil())
    (tmp_path / "utuh.xlsx").write_bytes(ke_excel(asal))
    (tmp_path / "sunting.xlsx").write_bytes(_ubah(ke_excel(asal), _sunting))
    hasil = ubah([tmp_path / "utuh.xlsx", tmp_path / "sunting.xlsx"], "xlsx", tmp_path / "lo")
    utuh, sunting = (baca_katalog(hasil[tmp_path / n].read_bytes()) for n in ("utuh.xlsx", "sunting.xlsx"))
    assert polos(utuh) == polos(asal)
    assert _perbedaan(asal, sunting) == (HILANG, DATANG)


def test_lembar_dan_kolom_dipindah() -> None:
    """Renamed and reordered sheets and moved columns read the same: the marker and the header say what they are."""

    def acak(buku: openpyxl.Workbook) -> None:
        buku.move_sheet("target", -5)
        buku["unit"].title = "Daftar Kantor"
        lembar = buku["uraian"]
        for baris in range(3, lembar.max_row + 1):
            a, b = lembar.cell(baris, 1), lembar.cell(baris, 4)
            a.value, b.value = b.value, a.value

    asal = mentahkan(katalog_kecil())
    katalog, temuan = periksa(baca_katalog(_ubah(ke_excel(asal), acak)))
    assert temuan == []
    assert katalog == periksa(asal)[0]


def test_yang_diketik_orang() -> None:
    """Numbers in code columns, percent targets and dates read as they are meant; formulas are used and reported."""

    def ketik(buku: openpyxl.Workbook) -> None:
        buku["unit"].cell(5, 1).value = 1001
        target = buku["target"].cell(4, 3)
        target.value, target.number_format = 0.85, "0%"
        instansi = {buku["instansi"].cell(b, 1).value: b for b in range(4, 30)}
        tanggal = buku["instansi"].cell(instansi["tanggal_sk"], 2)
        tanggal.value, tanggal.number_format = 45315, "dd/mm/yyyy"

    mentah = baca_katalog(_ubah(ke_excel(mentahkan(katalog_kecil())), ketik))
    katalog, temuan = periksa(mentah)
    assert temuan == []
    assert katalog is not None
    assert katalog.unit[1].kode == "1001"
    assert katalog.target[0].tw1 == 85
    assert katalog.instansi.tanggal_sk == "2024-01-24"


def test_rumus_dan_galat_disebut() -> None:
    """A formula without a result and a code that became a date are faults with sheet, row and column."""

    def rusak(buku: openpyxl.Workbook) -> None:
        buku["indikator"].cell(4, 7).value = "=persen(a,b)"
        kode = buku["unit"].cell(5, 1)
        kode.value, kode.number_format = 45293, "dd/mm/yyyy"

    mentah = baca_katalog(_ubah(ke_excel(mentahkan(katalog_kecil())), rusak))
    _, temuan = periksa(mentah)
    tempat = {(t.kode, t.berkas, t.lembar, t.sel) for t in temuan}
    assert ("KATALOG-29", "katalog.xlsx", "indikator", "baris 4, kolom rumus") in tempat
    assert ("KATALOG-32", "katalog.xlsx", "unit", "baris 5, kolom kode") in tempat


def test_lembar_hilang_dan_ganda() -> None:
    """A missing sheet is a missing table; a copied one is refused, not guessed at."""

    def hapus(buku: openpyxl.Workbook) -> None:
        del buku["target"]
        buku.copy_worksheet(buku["unit"])

    _, temuan = periksa(baca_katalog(_ubah(ke_excel(mentahkan(katalog_kecil())), hapus)))
    kode = {t.kode for t in temuan}
    assert {"KATALOG-01", "KATALOG-30"} <= kode


@pytest.mark.parametrize("data", [b"", b"bukan buku kerja", b"PK\x03\x04rusak", b"%PDF-1.7"])
def test_berkas_asing(data: bytes) -> None:
    """What is no workbook is refused in words, never with a traceback."""
    with pytest.raises(KatalogError) as galat:
        baca_katalog(data)
    assert "katalog.xlsx" in str(galat.value)


def test_contoh_siap_pakai() -> None:
    """A new katalog is valid as it stands, with one example in every table."""
    katalog, temuan = periksa(baca_katalog(contoh_excel()))
    assert temuan == []
    assert katalog is not None
    assert all(len(getattr(katalog, nama)) >= 1 for nama in TABEL)


def test_daftar_pilihan_dan_petunjuk() -> None:
    """Every enumerated column and every code of another table has a dropdown, and every column a prompt."""
    buku = _buku(ke_excel(mentahkan(katalog_kecil())))
    for nama in URUTAN:
        lembar = buku[nama]
        judul = [s.value for s in lembar[3]]
        validasi = {str(v.sqref).split(":")[0].rstrip("0123456789"): v for v in lembar.data_validations.dataValidation}
        for kolom, isi in enumerate(judul, start=1):
            v = validasi[openpyxl.utils.get_column_letter(kolom)]
            assert v.prompt, f"{nama}.{isi}"
        daftar = {
            judul[openpyxl.utils.column_index_from_string(k) - 1] for k, v in validasi.items() if v.type == "list"
        }
        assert daftar == DAFTAR[nama]
        assert lembar.tables, nama
        assert lembar.freeze_panes == "B4"


DAFTAR = {
    "instansi": {"kunci"},
    "unit": {"jenis", "induk"},
    "jabatan": {"jenis_unit", "unit", "atasan", "kembar"},
    "uraian": {"jabatan", "jenis"},
    "indikator": {"jabatan", "tingkat", "arah", "periode", "skala"},
    "variabel": {"indikator", "isian", "gabung_waktu", "gabung_unit"},
    "target": {"indikator", "unit", "sumber"},
}


@pytest.mark.libreoffice
def test_warna_hidup_di_libreoffice(tmp_path: Path) -> None:
    """LibreOffice keeps tables' dropdowns and both live colours, over what is still to be typed as well."""
    (tmp_path / "a.xlsx").write_bytes(ke_excel(mentahkan(katalog_kecil())))
    hasil = ubah([tmp_path / "a.xlsx"], "xlsx", tmp_path / "lo")[tmp_path / "a.xlsx"]
    lembar = openpyxl.load_workbook(hasil)["variabel"]
    rumus = [str(r.formula[0]) for milik in lembar.conditional_formatting for r in milik.rules]
    assert any("EXACT" in r and ">1" in r for r in rumus)
    assert any("EXACT" in r and "indikator" in r for r in rumus)
    assert {v.type for v in lembar.data_validations.dataValidation} >= {"list"}
    assert max(r.max_row for milik in lembar.conditional_formatting for r in milik.cells.ranges) > 1000


def test_tandai_menulis_di_sebelah_baris() -> None:
    """Findings stand in the column temuan of their row, old ones go, and everything else stays as it was."""
    data = ke_excel(mentahkan(katalog_kecil()))
    asal = baca_katalog(data)
    tanda = [
        Temuan("MUTU-01", lembar="indikator", sel="baris 5, kolom rumus", rinci={"indikator": "LURAH.01", "nama": "x"}),
        Temuan("KATALOG-10", lembar="jabatan", sel="baris 4", rinci={"jabatan": "=SEKCAM"}),
    ]
    ditandai = tandai(data, tanda)
    lembar = _buku(ditandai)["indikator"]
    kolom = [s.value for s in lembar[3]].index("temuan") + 1
    assert str(lembar.cell(5, kolom).value).startswith("MUTU-01 (peringatan): Indikator LURAH.01")
    assert lembar.cell(4, kolom).value is None
    assert polos(baca_katalog(ditandai)) == polos(asal)
    bersih = _buku(tandai(ditandai, []))["indikator"]
    assert [bersih.cell(b, kolom).value for b in range(4, 10)] == [None] * 6


def test_tandai_tanpa_kolom_temuan() -> None:
    """A sheet whose column temuan was deleted gets it back at the end."""

    def hapus(buku: openpyxl.Workbook) -> None:
        lembar = buku["unit"]
        lembar.delete_cols([s.value for s in lembar[3]].index("temuan") + 1)
        lembar.tables.clear()

    data = _ubah(ke_excel(mentahkan(katalog_kecil())), hapus)
    ditandai = tandai(data, [Temuan("KATALOG-11", lembar="unit", sel="baris 4, kolom kode", rinci={"unit": "SEK"})])
    isi = [s.value for s in _buku(ditandai)["unit"][4]]
    assert str(isi[-1]).startswith("KATALOG-11")


def test_kolom_ganda_ditolak() -> None:
    """A CSV with a column twice cannot become a workbook, and says what to do first."""
    asal = mentahkan(katalog_kecil())
    unit = asal.isi["unit"]
    assert unit is not None
    ganda = replace(asal, isi={**asal.isi, "unit": replace(unit, kolom=("kode", *unit.kolom[1:-1], "kode"))})
    with pytest.raises(KatalogError, match="judul kolomnya ganda"):
        ke_excel(ganda)
