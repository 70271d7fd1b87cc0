"""The annex of the decree as Word document: everything of the katalog, nothing else."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from ikixl.bawaan import folder_bawaan
from ikixl.dokumen import dokumen_iki
from ikixl.katalog.model import Indikator, Instansi
from ikixl.sumber_katalog import muat_sumber
from tests.contoh_kecil import katalog_kecil
from tests.dokumen.contoh import baca, bergaya, isi_tabel, teks


def _instansi(**isi: object) -> Instansi:
    return Instansi.model_validate(katalog_kecil().instansi.model_dump() | isi)


def _kanigaran() -> Path:
    return folder_bawaan("sample_data") / "kanigaran"


def test_satu_tabel_satu_jabatan() -> None:
    """Each jabatan has its heading, from the second on at the top of a page, and a table with the decree's columns."""
    dokumen = baca(dokumen_iki(katalog_kecil()))
    judul = bergaya(dokumen, "Heading 1")
    assert [p.text for p in judul] == [
        "JABATAN : Sekretaris Kecamatan",
        "JABATAN : Lurah",
        "JABATAN : Sekretaris Kelurahan",
    ]
    assert [p.paragraph_format.page_break_before for p in judul] == [False, True, True]
    assert len(dokumen.tables) == 3
    assert isi_tabel(dokumen)[0] == [
        "SASARAN STRATEGIS",
        "INDIKATOR KINERJA",
        "PENJELASAN / FORMULASI PERHITUNGAN",
        "SUMBER DATA",
    ]
    assert "a.\tMemimpin kelurahan." in teks(dokumen)


def test_sasaran_bersama_satu_sel() -> None:
    """A sasaran of two indikator is one merged cell that holds its text once."""
    tabel = baca(dokumen_iki(katalog_kecil())).tables[1]
    sasaran = katalog_kecil().cari_indikator("LURAH.01").sasaran
    assert tabel.cell(1, 0)._tc is tabel.cell(2, 0)._tc
    assert tabel.cell(1, 0).text == sasaran
    assert [tabel.cell(n, 1).text for n in (1, 2)] == ["Persentase berkas selesai", "Jumlah gangguan"]


def test_kepala_tabel_berulang() -> None:
    """The header row repeats on every page and no row is cut by one."""
    for tabel in baca(dokumen_iki(katalog_kecil())).tables:
        sifat = [b._tr.get_or_add_trPr() for b in tabel.rows]
        assert [s.find(qn("w:tblHeader")) is not None for s in sifat] == [True] + [False] * (len(sifat) - 1)
        assert all(s.find(qn("w:cantSplit")) is not None for s in sifat)


def test_pejabat_hanya_dari_katalog() -> None:
    """Place, date, name and NIP stand there where the katalog has them, and leave no gap where it has not."""
    tanpa = replace(katalog_kecil(), instansi=_instansi(kota="", jabatan_pejabat=""))
    isi = teks(baca(dokumen_iki(tanpa)))
    assert not [t for t in isi if "NIP" in t or "Ditetapkan" in t or "LAMPIRAN" in t]
    lengkap = _instansi(
        nomor_sk="188/1/2024", tanggal_sk="2024-01-24", pejabat="NAMA PEJABAT", nip="197001031995031001"
    )
    isi = teks(baca(dokumen_iki(replace(katalog_kecil(), instansi=lengkap))))
    assert isi[0] == "LAMPIRAN KEPUTUSAN CAMAT CONTOH KOTA CONTOH"
    assert "NOMOR\t: 188/1/2024" in isi
    assert isi[-5:] == [
        "Ditetapkan di Contoh",
        "pada tanggal 24 Januari 2024",
        "CAMAT CONTOH KOTA CONTOH",
        "NAMA PEJABAT",
        "NIP. 197001031995031001",
    ]


def test_unit_membatasi_jabatan() -> None:
    """With units named, only their jabatan."""
    dokumen = baca(dokumen_iki(katalog_kecil(), unit=["SEK"]))
    assert [p.text for p in bergaya(dokumen, "Heading 1")] == ["JABATAN : Sekretaris Kecamatan"]


@pytest.mark.parametrize(("kertas", "ukuran"), [("F4", (215, 330)), ("A4", (210, 297))])
def test_kertas(kertas: str, ukuran: tuple[int, int]) -> None:
    """The paper that was asked for, with page number and number of pages in the footer."""
    isi = dokumen_iki(katalog_kecil(), kertas)
    bagian = baca(isi).sections[0]
    assert (bagian.page_width, bagian.page_height) == pytest.approx([Mm(n) for n in ukuran], rel=1e-4)
    with zipfile.ZipFile(io.BytesIO(isi)) as berkas:
        kaki = "".join(berkas.read(n).decode() for n in berkas.namelist() if "footer" in n)
    assert 'w:instr="PAGE"' in kaki
    assert 'w:instr="NUMPAGES"' in kaki


def test_teks_jahat_tidak_merusak() -> None:
    """Characters that XML cannot hold are dropped; what looks like a formula or markup is plain text."""
    semula = katalog_kecil()
    jahat = '=cmd|"/c calc"!A1 <w:p> &amp; \x00\x0b\ud800 \U0001f600\tjauh\nbaris dua ' + "x" * 300
    indikator = tuple(
        Indikator.model_construct(**{**i.model_dump(), "nama": jahat}) if i.kode == "LURAH.01" else i
        for i in semula.indikator
    )
    dokumen = baca(dokumen_iki(replace(semula, indikator=indikator)))
    sel = isi_tabel(dokumen, 1)[1][1]
    assert sel.startswith('=cmd|"/c calc"!A1 <w:p> &amp;')
    assert "\U0001f600" in sel
    assert sel.endswith("x" * 300)


def test_sama_isi_sama_bita() -> None:
    """The same katalog gives the same file."""
    assert dokumen_iki(katalog_kecil()) == dokumen_iki(katalog_kecil())


def test_kanigaran_utuh() -> None:
    """Every indikator of a real decree stands in the annex, in its order."""
    katalog = muat_sumber(_kanigaran())
    dokumen = baca(dokumen_iki(katalog))
    ada = [baris.cells[1].text for tabel in dokumen.tables for baris in tabel.rows[1:]]
    urut = sorted(katalog.jabatan, key=lambda j: j.urutan)
    assert ada == [i.nama for j in urut for i in katalog.indikator_jabatan(j.kode)]
