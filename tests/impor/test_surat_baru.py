"""Three decrees that the importer was not written for: Word, spreadsheet and text, each with its own habits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from ikixl.impor import HasilImpor, impor, tulis
from ikixl.katalog import baca_tabel, periksa
from tests.impor.buat_docx import baris_terbagi, bytes_docx, dokumen, pecahan, tabel_docx

KEPALA = (
    "PEMERINTAH KABUPATEN BANGKALAN",
    "KECAMATAN SOCAH",
    "Jl. Raya Socah No. 12 Telp. (031) 3095123",
    "KEPUTUSAN CAMAT SOCAH",
    "NOMOR : 188/07/433.304/2025",
    "TENTANG",
    "INDIKATOR KINERJA INDIVIDU DI LINGKUNGAN KECAMATAN SOCAH",
    "Ditetapkan di Socah",
    "pada tanggal 6 Januari 2025",
    "CAMAT SOCAH",
    "Drs. ABDUL HADI, M.Si",
    "Pembina Tk. I",
    "NIP. 19690412 199003 1 004",
)


def _kolom(hasil: HasilImpor, tabel: str, kolom: str) -> list[str]:
    return [b[kolom] for b in hasil.tabel[tabel]]


def _kode(hasil: HasilImpor) -> set[str]:
    return {t.kode for t in hasil.temuan}


@pytest.fixture
def word(tmp_path: Path) -> HasilImpor:
    """Label tables, merged cells, an equation of Word, a fraction by underlining, lists numbered by Word."""
    dok = dokumen()
    for teks in (*KEPALA, "INDIKATOR KINERJA INDIVIDU (IKI)"):
        dok.add_paragraph(teks)
    tabel_docx(
        dok,
        [
            ["Nama Jabatan", ":", "SEKRETARIS CAMAT"],
            ["Tugas Pokok", ":", "Membantu camat memimpin sekretariat"],
            ["Fungsi", ":", "a. pengelolaan surat;\nb. pengelolaan keuangan; dan\nc. tugas lain."],
        ],
    )
    dok.add_paragraph("")
    tabel = tabel_docx(
        dok,
        [
            ["NO", "SASARAN KEGIATAN", "INDIKATOR KINERJA", "FORMULASI PENGUKURAN", "TARGET", "SUMBER DATA"],
            ["1", "Meningkatnya mutu layanan", "Persentase surat tepat waktu", "", "95 %", "Buku agenda"],
            ["", "", "Jumlah laporan keuangan", "Jumlah laporan keuangan", "12 dokumen", "Subbag Keuangan"],
            ["2", "Tersedianya dokumen", "Jumlah dokumen perencanaan", "", "4 dokumen", "Subbag Keuangan"],
        ],
        [(1, 0, 2, 0), (1, 1, 2, 1)],
    )
    pecahan(tabel.cell(1, 3), "Jumlah surat tepat waktu", "Jumlah surat masuk")
    baris_terbagi(tabel.cell(3, 3), ["Renstra", "Renja", "RKA", "DPA"], bernomor=True)
    _sisa_word(dok)
    path = tmp_path / "sk.docx"
    path.write_bytes(bytes_docx(dok))
    return impor(path)


def _sisa_word(dok: Any) -> None:
    dok.add_paragraph("2. JABATAN : KEPALA SUB BAGIAN KEUANGAN")
    dok.add_paragraph("TUGAS : Mengelola keuangan")
    tabel = tabel_docx(
        dok,
        [
            ["SASARAN", "INDIKATOR", "RUMUS", "DATA DUKUNG"],
            ["Tertib keuangan", "Persentase SPJ tepat waktu", "", "Register"],
        ],
    )
    baris = tabel.cell(1, 2).paragraphs[0]
    baris.add_run("Jumlah SPJ tepat waktu").underline = True
    tabel.cell(1, 2).add_paragraph("Jumlah seluruh SPJ")
    dok.add_paragraph("Kepala Seksi Pelayanan Umum")
    tabel_docx(
        dok,
        [
            ["INDIKATOR KINERJA INDIVIDU", "", "", ""],
            ["Sasaran Strategis", "Indikator Kinerja", "Penjelasan", "Sumber Data"],
            ["Layanan prima", "Rasio layanan", "Jumlah layanan selesai : Jumlah layanan masuk x 100 %", "Register"],
        ],
        [(0, 0, 0, 3)],
    )
    tabel_docx(dok, [["Mengetahui", "CAMAT SOCAH"]])


@pytest.fixture
def lembar(tmp_path: Path) -> HasilImpor:
    """A jabatan column, merged cells, a header of two rows with quarters, numbers of columns, a hidden sheet."""
    buku = Workbook()
    satu = buku.active
    assert satu is not None
    satu.title = "IKI 2025"
    for baris in (
        ["INDIKATOR KINERJA INDIVIDU"],
        ["DINAS PERPUSTAKAAN DAN KEARSIPAN KABUPATEN MAGETAN"],
        ["TAHUN 2025"],
        [],
        ["NO", "JABATAN", "SASARAN KINERJA", "INDIKATOR", "CARA MENGHITUNG", "SATUAN", "TARGET", "", "", "", "SUMBER"],
        ["", "", "", "", "", "", "TW I", "TW II", "TW III", "TW IV", ""],
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        [1, "Sekretaris Dinas", "Tata kelola baik", "Persentase temuan selesai",
         "Jumlah temuan selesai dibagi jumlah temuan dikali 100%", "Persen", 0.25, 0.5, 0.75, 1, "LHP"],
        ["", "", "", "Jumlah dokumen kepegawaian", "Jumlah dokumen selesai", "Dokumen", 10, 20, 30, 40, "Umum"],
        [2, "Kepala Bidang Perpustakaan", "Minat baca", "Indeks minat baca", "Survei", "Indeks", "", "", "", 65.5, ""],
    ):  # fmt: skip
        satu.append(baris)
    for gabung in ("A1:K1", "G5:J5", "B8:B9", "C8:C9"):
        satu.merge_cells(gabung)
    for kolom in "GHIJ":
        satu[f"{kolom}8"].number_format = "0%"
    dua = buku.create_sheet("Arsiparis")
    dua.append(["SASARAN", "INDIKATOR", "RUMUS", "SUMBER"])
    dua.append(["Arsip tertata", "Jumlah arsip ditata", "Jumlah arsip yang ditata", "Daftar arsip"])
    buku.create_sheet("draf").sheet_state = "hidden"
    path = tmp_path / "sk.xlsx"
    buku.save(path)
    return impor(path)


TEKS = """PEMERINTAH KOTA BLITAR
KEPUTUSAN LURAH SENTUL
NOMOR : 188/03/2024
TENTANG INDIKATOR KINERJA INDIVIDU

## 1. LURAH SENTUL

Tugas Pokok :
1) Memimpin kelurahan
2) Membina lembaga
   kemasyarakatan

| No. | Sasaran Starategis | Indikatr Kinerja | Rumus Perhitngan | Targt | Smber Data |
|---|---|---|---|---|---|
| 1 | Meningkatnya layanan | Nilai IKM | Hasil survei SKM | 82,5 | Survei |
| | | Persentase RT aktif | Jumlah RT aktif / Jumlah RT x 100% | 90 % | Data RT |
| 2 | Tertib arsip | - Jumlah surat masuk<br>- Jumlah surat keluar | Surat | 100 surat<br>80 surat | Agenda |

## 2. SEKRETARIS LURAH

Sasaran\tIndikator Kinerja\tFormula\tSumber
Tertib administrasi\tJumlah laporan\tJumlah laporan bulanan
yang disusun\tDokumen
Tertib aset\tSelisih persediaan\tPersediaan = Persediaan awal + Pengadaan - Pemakaian\tKartu barang

Sasaran\tIndikator Kinerja\tFormula\tSumber
Tertib aset\tSelisih persediaan\tPersediaan = Persediaan awal + Pengadaan - Pemakaian\tKartu barang
\t\tdihitung tiap bulan\t
Aneh\tSesuatu yang tidak jelas\tlihat lampiran lain\t
"""


@pytest.fixture
def teks(tmp_path: Path) -> HasilImpor:
    """Bars and tabs, typing errors in the header, headings for labels, a cell broken over lines, a page break."""
    path = tmp_path / "sk.txt"
    path.write_text(TEKS, encoding="utf-8")
    return impor(path)


def test_word_kepala_surat(word: HasilImpor) -> None:
    """Letterhead, number, date and signature become the table instansi."""
    isi = {b["kunci"]: b["nilai"] for b in word.tabel["instansi"]}
    assert isi["nama"] == "Kecamatan Socah"
    assert isi["kabupaten_kota"] == "Kabupaten Bangkalan"
    assert (isi["tahun"], isi["nomor_sk"], isi["tanggal_sk"]) == ("2025", "188/07/433.304/2025", "2025-01-06")
    assert (isi["pejabat"], isi["nip"]) == ("Drs. ABDUL HADI, M.Si", "196904121990031004")
    assert (isi["kota"], isi["telepon"]) == ("Socah", "(031) 3095123")


def test_word_jabatan_dan_tempatnya(word: HasilImpor) -> None:
    """Jabatan from a label table, a numbered label and a bare heading, each in its unit and order."""
    assert _kolom(word, "jabatan", "nama") == [
        "Sekretaris Camat",
        "Kepala Sub Bagian Keuangan",
        "Kepala Seksi Pelayanan Umum",
    ]
    assert [(b["unit"], b["atasan"]) for b in word.tabel["jabatan"]] == [
        ("SEKRETARIAT", ""),
        ("SUBBAG-KEUANG", "SEKCAM"),
        ("SEKSI-PU", ""),
    ]
    assert _kolom(word, "uraian", "teks")[1:4] == ["pengelolaan surat", "pengelolaan keuangan", "tugas lain"]
    assert "IMPOR-22" in _kode(word)


def test_word_indikator(word: HasilImpor) -> None:
    """Merged sasaran, drawn fractions and Word's own lists are read."""
    assert _kolom(word, "indikator", "rumus") == [
        "persen(surat_tepat, surat_masuk)",
        "laporan_keuangan",
        "jumlah(renstra, renja, rka, dpa)",
        "persen(spj_tepat, spj)",
        "persen(layanan_selesai, layanan_masuk)",
    ]
    assert _kolom(word, "indikator", "sasaran")[:2] == ["Meningkatnya mutu layanan"] * 2
    assert [(b["tahun"], b["sumber"]) for b in word.tabel["target"]] == [
        ("95", "keputusan"),
        ("12", "keputusan"),
        ("4", "keputusan"),
    ]


def test_word_tabel_lain_dilaporkan(word: HasilImpor) -> None:
    """The signature's table is no indikator, and is told with its words and its place."""
    asing = [t for t in word.temuan if t.kode == "IMPOR-01"]
    assert [t.sel for t in asing] == ["tabel 5 baris 1"]
    assert "Mengetahui" in asing[0].pesan


def test_lembar_kolom_jabatan(lembar: HasilImpor) -> None:
    """A jabatan column and a sheet named after one; the hidden sheet is told."""
    assert _kolom(lembar, "jabatan", "nama") == ["Sekretaris Dinas", "Kepala Bidang Perpustakaan", "Arsiparis"]
    assert _kolom(lembar, "indikator", "sasaran")[:2] == ["Tata kelola baik"] * 2
    assert "IMPOR-20" in _kode(lembar)
    assert lembar.tabel["instansi"][0]["nilai"] == "Dinas Perpustakaan dan Kearsipan Kabupaten Magetan"


def test_lembar_target_triwulan(lembar: HasilImpor) -> None:
    """Quarters under one TARGET header; percentages in percent points, their satuan from its column."""
    assert [[b[t] for t in ("tw1", "tw2", "tw3", "tw4")] for b in lembar.tabel["target"]] == [
        ["25", "50", "75", "100"],
        ["10", "20", "30", "40"],
        ["", "", "", "65.5"],
    ]
    assert _kolom(lembar, "indikator", "satuan")[:3] == ["%", "dokumen", "indeks"]


def test_teks_judul_salah_ketik(teks: HasilImpor) -> None:
    """Headers with typing errors are recognised, and each assumption is told."""
    assert _kolom(teks, "jabatan", "nama") == ["Lurah Sentul", "Sekretaris Lurah"]
    assert {t.rinci["kolom"] for t in teks.temuan if t.kode == "IMPOR-07"} == {"indikator", "target", "sumber_data"}
    assert teks.tabel["unit"][0]["nama"] == "Kelurahan Sentul"
    assert _kolom(teks, "uraian", "teks") == ["Memimpin kelurahan", "Membina lembaga kemasyarakatan"]


def test_teks_sel_terpecah_dan_berisi_beberapa(teks: HasilImpor) -> None:
    """One cell with two indikator gives two, each with its own target; a cell broken over lines is one."""
    isi = {b["nama"]: b for b in teks.tabel["indikator"]}
    target = {b["indikator"]: b["tahun"] for b in teks.tabel["target"]}
    assert [target[isi[f"Jumlah surat {n}"]["kode"]] for n in ("masuk", "keluar")] == ["100", "80"]
    assert isi["Jumlah laporan"]["penjelasan"] == "Jumlah laporan bulanan yang disusun"
    assert "IMPOR-15" in _kode(teks)


def test_teks_pergantian_halaman(teks: HasilImpor) -> None:
    """A repeated header and row count once, what follows belongs to the row above; both are told."""
    nama = _kolom(teks, "indikator", "nama")
    assert nama.count("Selisih persediaan") == 1
    isi = next(b for b in teks.tabel["indikator"] if b["nama"] == "Selisih persediaan")
    assert isi["penjelasan"].endswith("dihitung tiap bulan")
    assert {"IMPOR-13", "IMPOR-14"} <= _kode(teks)


def test_teks_rumus_tak_dikenal(teks: HasilImpor) -> None:
    """A wording that nobody can compute is kept, with the rumus left open and its line named."""
    isi = teks.tabel["indikator"][-1]
    assert (isi["rumus"], isi["penjelasan"]) == ("belum", "lihat lampiran lain")
    temuan = next(t for t in teks.temuan if t.kode == "IMPOR-04")
    assert (temuan.sel, temuan.rinci["indikator"]) == (f"baris {TEKS.count(chr(10))}", isi["kode"])


def test_sasaran_sebagai_baris_judul(tmp_path: Path) -> None:
    """Without a sasaran column, a row across the table names the sasaran of the rows under it."""
    dok = dokumen()
    dok.add_paragraph("JABATAN")
    dok.add_paragraph("Kepala Seksi Pelayanan")
    isi = [
        ["NO", "INDIKATOR KINERJA", "FORMULA", "SUMBER DATA"],
        ["Sasaran 1 : Layanan cepat", "", "", ""],
        ["1", "Jumlah surat selesai", "Jumlah surat selesai", "Agenda"],
        ["Layanan ramah", "", "", ""],
        ["2", "Nilai SKM", "Survei", "Laporan"],
    ]
    tabel_docx(dok, isi, [(1, 0, 1, 3), (3, 0, 3, 3)])
    path = tmp_path / "sk.docx"
    path.write_bytes(bytes_docx(dok))
    hasil = impor(path)
    assert _kolom(hasil, "jabatan", "nama") == ["Kepala Seksi Pelayanan"]
    assert _kolom(hasil, "indikator", "sasaran") == ["Layanan cepat", "Layanan ramah"]


@pytest.mark.parametrize("nama", ["word", "lembar", "teks"])
def test_hasilnya_katalog(nama: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """The tables are a katalog but for what the document does not say, which the check names."""
    hasil: HasilImpor = request.getfixturevalue(nama)
    tulis(hasil, tmp_path / "katalog")
    _, temuan = periksa(baca_tabel(tmp_path / "katalog"))
    galat = [t for t in temuan if t.tingkat == "galat"]
    assert {(t.kode, t.lembar) for t in galat} <= {("KATALOG-04", "instansi")}, [t.pesan for t in galat]
