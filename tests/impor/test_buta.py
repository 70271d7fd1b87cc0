"""Habits of decrees written blind, before the importer was looked at: each was read wrongly once, or nearly."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from ikixl.impor import HasilImpor, ImporError, impor
from ikixl.impor.formula import baca_rumus
from ikixl.impor.penutup import penutup
from tests.impor.buat_docx import bytes_docx, dokumen, tabel_docx


def _simpan(buku: Workbook, tmp_path: Path) -> HasilImpor:
    path = tmp_path / "sk.xlsx"
    buku.save(path)
    return impor(path)


@pytest.fixture
def lembar(tmp_path: Path) -> HasilImpor:
    """One sheet of one jabatan: TARGET over TARGET and SATUAN, the place and date of the signature under the table."""
    buku = Workbook()
    ws = buku.active
    assert ws is not None
    ws.title = "Kasi Trantib"
    for baris in (
        ["INDIKATOR KINERJA INDIVIDU"],
        ["KECAMATAN MEKARJAYA KABUPATEN SINARBUMI"],
        [],
        ["Jabatan", "", ": KEPALA SEKSI KETENTRAMAN DAN KETERTIBAN"],
        [],
        ["NO", "SASARAN", "INDIKATOR", "FORMULASI", "SUMBER DATA", "TARGET KINERJA", ""],
        ["", "", "", "", "", "BESARAN", "SATUAN"],
        [1, "Ketertiban wilayah", "Jumlah patroli", "Jumlah patroli setahun", "Laporan", 48, "Kali"],
        ["", "", "Persentase gangguan selesai", "A/B x 100%\nA = Jumlah gangguan selesai\nB = Jumlah gangguan",
         "Laporan", 0.9, "%"],
        [],
        ["", "", "", "", "", "Mekarjaya, 2 Januari 2025"],
        ["", "", "Kepala Dinas X", "", "", "CAMAT MEKARJAYA"],
        ["", "", "Dr. ANU", "", "", "Ir. BUDI UMPAMA, M.M."],
        ["", "", "NIP. 197001011990031001", "", "", "NIP. 197203031998031004"],
    ):  # fmt: skip
        ws.append(baris)
    for gabung in ("A6:A7", "B6:B7", "C6:C7", "D6:D7", "E6:E7", "F6:G6", "A8:A9", "B8:B9"):
        ws.merge_cells(gabung)
    ws["F9"].number_format = "0%"
    return _simpan(buku, tmp_path)


def test_tanda_tangan_bukan_isi_tabel(lembar: HasilImpor) -> None:
    """What stands under the table changes no target, and no row of it becomes an indikator."""
    assert [(b["tahun"], b["sumber"]) for b in lembar.tabel["target"]] == [("48", "keputusan"), ("90", "keputusan")]
    assert [b["satuan"] for b in lembar.tabel["indikator"]] == ["kali", "%"]
    assert len(lembar.tabel["indikator"]) == 2
    assert {"IMPOR-09", "IMPOR-13", "IMPOR-17"}.isdisjoint(t.kode for t in lembar.temuan)
    assert not any("BESARAN" in t.pesan for t in lembar.temuan)


def test_dua_pejabat_bersebelahan(lembar: HasilImpor) -> None:
    """Of two signatures side by side each is read downwards."""
    isi = {b["kunci"]: b["nilai"] for b in lembar.tabel["instansi"]}
    assert (isi["pejabat"], isi["nip"], isi["pangkat"]) == ("Dr. ANU", "197001011990031001", "")


@pytest.mark.parametrize(
    ("sel", "hasil"),
    [
        (("", "Sukamaju, 2 Januari 2025"), True),
        (("Mengetahui,", "Tegalrejo Lor,     Januari 2025"), True),
        (("Ditetapkan di Sukamaju",), True),
        (("NIP. 19700101 199503 1 001",), True),
        (("1", "Layanan", "Jumlah surat per 2 Januari 2025"), False),
        (("Laporan, dokumen 2025",), False),
        (("Rapat 2 Januari 2025",), False),
    ],
)
def test_penutup(sel: tuple[str, ...], hasil: bool) -> None:
    """Place and date end a table; a sentence with a date does not."""
    assert penutup(sel) is hasil


@pytest.mark.parametrize(
    ("formula", "rumus"),
    [
        ("A/B x 100%\nA = Jumlah temuan selesai\nB = Jumlah temuan", "persen(temuan_selesai, temuan)"),
        (
            "P = A/B x 100%; P = persentase, A = jumlah IKU tercapai, B = jumlah IKU",
            "persen(iku_tercapai, iku)",
        ),
        (
            "((A-B)/A) x 100%\nDimana:\nA : Pagu anggaran\nB : Realisasi anggaran",
            "persen(pagu_anggaran - realisasi_anggaran, pagu_anggaran)",
        ),
        (
            "(Jumlah kasus lalu - Jumlah kasus kini) / Jumlah kasus lalu x 100%",
            "persen(kasus_lalu - kasus_kini, kasus_lalu)",
        ),
        ("Jumlah SPJ tepat dibandingkan jumlah SPJ dikali 100 persen", "persen(spj_tepat, spj)"),
        ("Jml kendaraan laik / Jml kendaraan x 100%", "persen(kendaraan_laik, kendaraan)"),
    ],
)
def test_rumus_berlambang(formula: str, rumus: str) -> None:
    """Letters are replaced by what the lines below say; a figure named twice is one variabel."""
    hasil = baca_rumus("Persentase sesuatu", formula)
    assert hasil.teks == rumus
    assert len({v.kode for v in hasil.variabel}) == len(hasil.variabel)


@pytest.mark.parametrize(
    "formula",
    ["Nilai A : baik", "a = b", "KIB A = tanah, KIB B = mesin", "A/B x 100%", "A/C x 100%\nA = surat\nB = berkas"],
)
def test_huruf_yang_bukan_lambang(formula: str) -> None:
    """Letters without an explanation are left as they stand."""
    assert "⁄" not in baca_rumus("Persentase sesuatu", formula).teks


def test_nama_jabatan_terputus_dan_nomor_tanpa_titik_dua(tmp_path: Path) -> None:
    """A name broken at "dan" goes on in the next line; a number with slashes needs no colon."""
    path = tmp_path / "sk.txt"
    path.write_text(
        "KEPUTUSAN CAMAT WANASARI,\nNOMOR 188/07/KEP/2023\nNama Jabatan : Kepala Subbagian Umum dan\nKepegawaian\n"
        "Tugas : Mengurus surat\nSASARAN\tINDIKATOR\tRUMUS\nTertib\tJumlah surat\tJumlah surat\n",
        encoding="utf-8",
    )
    hasil = impor(path)
    assert [b["nama"] for b in hasil.tabel["jabatan"]] == ["Kepala Subbagian Umum dan Kepegawaian"]
    assert [b["teks"] for b in hasil.tabel["uraian"]] == ["Mengurus surat"]
    assert {b["kunci"]: b["nilai"] for b in hasil.tabel["instansi"]}["nomor_sk"] == "188/07/KEP/2023"


def test_baris_terpotong_dilaporkan(tmp_path: Path) -> None:
    """A row of text with fewer cells than its table may be shifted: it is told, never taken silently."""
    path = tmp_path / "sk.txt"
    path.write_text(
        "Jabatan : Lurah\nSASARAN\tINDIKATOR\tRUMUS\tSUMBER\nTertib\tJumlah surat\tJumlah surat\tAgenda\n"
        "Tertib\tPersentase pegawai mengisi\n"
        "\tSKP tepat waktu\tJumlah pegawai mengisi SKP dibagi jumlah pegawai x 100%\tAplikasi\n",
        encoding="utf-8",
    )
    temuan = [t for t in impor(path).temuan if t.kode == "IMPOR-25"]
    assert [(t.sel, t.rinci["ada"], t.rinci["kolom"]) for t in temuan] == [("baris 4", "2", "4")]
    assert "Persentase pegawai mengisi" in temuan[0].pesan


def test_satu_tabel_panjang(tmp_path: Path) -> None:
    """Rows across one long table name the jabatan; a row that names only the seksi does not take its place."""
    dok = dokumen()
    isi = [
        ["KINERJA UTAMA", "INDIKATOR KINERJA INDIVIDU", "PENJELASAN", "SUMBER"],
        ["1", "2", "3", "4"],
        ["A. SEKRETARIS KECAMATAN", "", "", ""],
        ["Tertib anggaran", "Persentase realisasi", "Realisasi anggaran dibagi pagu anggaran x 100%", "LRA"],
        ["B. SEKSI PELAYANAN", "", "", ""],
        ["1. Kepala Seksi Pelayanan", "", "", ""],
        ["Layanan cepat", "Jumlah surat selesai", "Jumlah surat selesai", "Agenda"],
    ]
    tabel_docx(dok, isi, [(2, 0, 2, 3), (4, 0, 4, 3), (5, 0, 5, 3)])
    path = tmp_path / "sk.docx"
    path.write_bytes(bytes_docx(dok))
    hasil = impor(path)
    assert [b["nama"] for b in hasil.tabel["jabatan"]] == ["Sekretaris Kecamatan", "Kepala Seksi Pelayanan"]
    assert [b["jabatan"] for b in hasil.tabel["indikator"]] == [b["kode"] for b in hasil.tabel["jabatan"]]


def _isi_diganti(ganti: tuple[bytes, bytes]) -> bytes:
    """A Word document with a piece of its XML replaced."""
    dok = dokumen()
    dok.add_paragraph("ISI")
    hasil = BytesIO()
    with zipfile.ZipFile(BytesIO(bytes_docx(dok))) as asal, zipfile.ZipFile(hasil, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama in asal.namelist():
            data = asal.read(nama)
            arsip.writestr(nama, data.replace(*ganti) if nama == "word/document.xml" else data)
    return hasil.getvalue()


@pytest.mark.parametrize(
    ("ganti", "kata"),
    [
        ((b"<w:document", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document'), "DOCTYPE"),
        ((b"<w:p>", b"<w:p/>" * 1_100_000 + b"<w:p>"), "melewati batas"),
    ],
    ids=["entitas", "bom"],
)
def test_docx_jahat(ganti: tuple[bytes, bytes], kata: str, tmp_path: Path) -> None:
    """Entities, and millions of elements in a few kilobytes, are refused before anything is parsed."""
    path = tmp_path / "sk.docx"
    path.write_bytes(_isi_diganti(ganti))
    with pytest.raises(ImporError, match=kata) as galat:
        impor(path)
    assert "Word" in galat.value.saran
