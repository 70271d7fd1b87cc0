"""`cetak`: what becomes a PDF, under which name, and what is said where it cannot be."""

from __future__ import annotations

import io
import os
import shutil
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from ikixl import libreoffice, pencetakan
from ikixl.bawaan import baca_templat
from ikixl.cli.cetak import cetak as perintah_cetak
from ikixl.errors import ProyekError
from ikixl.libreoffice import cari_soffice, ke_pdf
from ikixl.pencetakan import cetak
from ikixl.penerbitan import buat
from ikixl.perekapan import rekap
from ikixl.proyek import Proyek
from tests.proyek_kecil import WAKTU, kirim, proyek_kecil

_PDF = b"%PDF-1.6 tiruan"


@pytest.fixture
def proyek(tmp_path: Path) -> Proyek:
    """A small project with issued workbooks; nothing has come back."""
    p = proyek_kecil(tmp_path)
    buat(p, WAKTU)
    return p


@pytest.fixture
def proyek_rekap(proyek: Proyek) -> Proyek:
    """The same with one return and a rekap of triwulan I."""
    kirim(proyek, "1001", "a.xlsx", LURAH_01__selesai__1=8, LURAH_01__masuk__1=10)
    rekap(proyek, WAKTU)
    return proyek


@pytest.fixture
def bahan(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Stands in for LibreOffice; holds what the one call was given."""
    diterima: dict[str, bytes] = {}

    def tiruan(berkas: Mapping[str, bytes], program: str) -> dict[str, bytes]:
        assert program == "soffice-tiruan"
        assert not diterima, "one call for all files"
        diterima.update(berkas)
        return dict.fromkeys(berkas, _PDF)

    monkeypatch.setattr(pencetakan, "cari_soffice", lambda: "soffice-tiruan")
    monkeypatch.setattr(pencetakan, "ke_pdf", tiruan)
    return diterima


def _nama(proyek: Proyek) -> list[str]:
    return sorted(p.name for p in (proyek.folder / "cetak").iterdir())


def test_semua(proyek_rekap: Proyek, bahan: dict[str, bytes]) -> None:
    """Everything: a file for each unit, the rekap, the annex, the LKjIP."""
    hasil = cetak(proyek_rekap)
    assert _nama(proyek_rekap) == [
        "iki-1001-kelurahan-satu-2024.pdf",
        "iki-1002-kelurahan-dua-2024.pdf",
        "iki-1003-kelurahan-tiga-2024.pdf",
        "iki-sek-sekretariat-2024.pdf",
        "lampiran-iki-2024.pdf",
        "lkjip-2024-tw1.pdf",
        "rekap-99.99.01-2024-tw1.pdf",
    ]
    assert {p.name for p, _ in hasil.berkas} == set(_nama(proyek_rekap))
    assert {ukuran for _, ukuran in hasil.berkas} == {len(_PDF)}
    assert hasil.gagal == ()


def test_lembar_iki_saja(proyek: Proyek, bahan: dict[str, bytes]) -> None:
    """The workbook behind a unit's PDF holds its IKI sheets and nothing else; nothing needs to have come back."""
    cetak(proyek, "iki", ["1001"])
    assert list(bahan) == ["iki-1001-kelurahan-satu-2024.xlsx"]
    buku = openpyxl.load_workbook(io.BytesIO(bahan["iki-1001-kelurahan-satu-2024.xlsx"]))
    assert buku.sheetnames == ["IKI 1 Lurah", "IKI 2 Sekretaris Kelurahan"]


def test_dasar_rekap_tidak_dicetak(proyek_rekap: Proyek, bahan: dict[str, bytes]) -> None:
    """The rekap goes to paper without its Data, which stays in the file for the formulas."""
    cetak(proyek_rekap, "rekap")
    buku = openpyxl.load_workbook(io.BytesIO(bahan["rekap-99.99.01-2024-tw1.xlsx"]))
    keadaan = {ws.title: ws.sheet_state for ws in buku.worksheets}
    assert keadaan["Data"] == "hidden"
    assert keadaan["Ringkasan"] == "visible"
    asli = openpyxl.load_workbook(proyek_rekap.rekap / "rekap-99.99.01-2024-tw1.xlsx")
    assert asli.sheetnames == buku.sheetnames
    assert asli["Data"].sheet_state == "visible"


def test_tanpa_kiriman(proyek: Proyek, bahan: dict[str, bytes]) -> None:
    """Before anything came back the annex is printed, and it is said why the rest is not."""
    hasil = cetak(proyek)
    assert "lampiran-iki-2024.pdf" in _nama(proyek)
    assert any("Rekap tahun 2024 belum ada" in c for c in hasil.catatan)
    assert any("LKjIP dilewati" in c for c in hasil.catatan)
    with pytest.raises(ProyekError, match="Rekap triwulan 2 tahun 2024 belum ada"):
        cetak(proyek, "rekap", triwulan=2)


def test_unit_dan_seluruh_instansi(proyek_rekap: Proyek, bahan: dict[str, bytes]) -> None:
    """With units named, what speaks of all of them is left out, and that is said."""
    hasil = cetak(proyek_rekap, unit=["1001"])
    assert list(bahan) == ["iki-1001-kelurahan-satu-2024.xlsx", "lampiran-iki-1001-2024.docx"]
    assert any("seluruh instansi" in c for c in hasil.catatan)
    with pytest.raises(ProyekError, match="Unit 9999 tidak ada"):
        cetak(proyek_rekap, unit=["9999"])


def test_terlalu_besar_tidak_ditulis(proyek: Proyek, bahan: dict[str, bytes]) -> None:
    """A PDF above the limit is named with its size and not written; an earlier one stays as it was."""
    lama = proyek.folder / "cetak" / "lampiran-iki-2024.pdf"
    lama.parent.mkdir()
    lama.write_bytes(b"lama")
    hasil = cetak(proyek, "dokumen", terbesar=len(_PDF) - 1)
    assert hasil.berkas == ()
    assert "lampiran-iki-2024.pdf" in hasil.gagal[0]
    assert "portal e-SAKIP" in hasil.gagal[0]
    assert lama.read_bytes() == b"lama"
    bahan.clear()
    assert cetak(proyek, "dokumen", terbesar=len(_PDF)).gagal == ()


def test_batas_bawaan_20_mb() -> None:
    """The limit that ships is what e-SAKIP portals take."""
    assert baca_templat("dokumen")["cetak"]["terbesar"] == 20_000_000


def test_tanpa_libreoffice(proyek: Proyek, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice: a message that says what to do, before anything is written."""
    monkeypatch.setattr(libreoffice, "_TEMPAT", ())
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert cari_soffice() is None
    with pytest.raises(ProyekError, match="LibreOffice tidak ditemukan") as galat:
        cetak(proyek)
    assert "Pasang LibreOffice" in galat.value.saran
    assert not (proyek.folder / "cetak").exists()


def test_tempat_lain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A LibreOffice that is not on PATH is found where its installer puts it."""
    program = tmp_path / "soffice.com"
    program.write_bytes(b"")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(libreoffice, "_TEMPAT", (str(tmp_path / "tidak-ada"), str(program)))
    assert cari_soffice() == str(program)


def _program(tmp_path: Path, isi: str) -> str:
    """A program that stands in for soffice: Python with this body; `keluar` and `berkas` are set."""
    naskah = tmp_path / "soffice.py"
    naskah.write_text(
        "import sys, time, pathlib\n"
        "keluar = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        "berkas = [pathlib.Path(b) for b in sys.argv[sys.argv.index('--outdir') + 2:]]\n"
        "keluar.mkdir()\n" + isi,
        encoding="utf-8",
    )
    pembungkus = tmp_path / "soffice"
    pembungkus.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{naskah}" "$@"\n', encoding="utf-8")
    pembungkus.chmod(0o755)
    return str(pembungkus)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_satu_panggilan_banyak_berkas(tmp_path: Path) -> None:
    """All files in one call with a profile of its own; what was not converted is missing in the result."""
    program = _program(
        tmp_path,
        "assert sys.argv[1].startswith('-env:UserInstallation=file:///')\n"
        "for b in berkas:\n"
        "    if b.suffix == '.xlsx':\n"
        "        (keluar / (b.stem + '.pdf')).write_bytes(b'%PDF-' + b.read_bytes())\n",
    )
    hasil = ke_pdf({"-a b.xlsx": b"satu", "A/b.xlsx": b"dua", "c.docx": b"tiga"}, program)
    assert hasil == {"-a b.xlsx": b"%PDF-satu", "A/b.xlsx": b"%PDF-dua"}
    assert ke_pdf({}, program) == {}


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_batas_waktu(tmp_path: Path) -> None:
    """A LibreOffice that never ends is ended."""
    program = _program(tmp_path, "time.sleep(600)\n")
    with pytest.raises(ProyekError, match="tidak selesai"):
        ke_pdf({"a.xlsx": b""}, program, batas=0.2)


def test_program_tidak_jalan(tmp_path: Path) -> None:
    """A program that cannot be started is an error with advice, no traceback."""
    with pytest.raises(ProyekError, match="tidak dapat dijalankan"):
        ke_pdf({"a.xlsx": b""}, str(tmp_path / "tidak-ada"))


def test_perintah(proyek: Proyek, bahan: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """The command lists the files; one that failed makes it end with an error after the others were written."""
    hasil = CliRunner().invoke(perintah_cetak, ["--apa", "iki", "--unit", "1001"], obj=proyek.folder)
    assert hasil.exit_code == 0
    assert "1 berkas PDF ditulis" in hasil.output
    monkeypatch.setattr(pencetakan, "ke_pdf", lambda berkas, _: {n: _PDF for n in berkas if n.endswith(".xlsx")})
    hasil = CliRunner().invoke(perintah_cetak, [], obj=proyek.folder)
    assert isinstance(hasil.exception, ProyekError)
    assert "LibreOffice Writer" in hasil.exception.pesan
    assert "iki-sek-sekretariat-2024.pdf" in _nama(proyek)


def test_rekap_rusak(proyek: Proyek, bahan: dict[str, bytes]) -> None:
    """A damaged rekap is an error that says how to write it anew; those named as before are found too."""
    proyek.rekap.joinpath("rekap-2024-tw1.xlsx").write_bytes(b"bukan zip")
    with pytest.raises(ProyekError, match="rusak"):
        cetak(proyek, "rekap")
    with zipfile.ZipFile(proyek.rekap / "rekap-2024-tw1.xlsx", "w") as berkas:
        berkas.writestr("kosong", b"")
    cetak(proyek, "rekap")


@pytest.mark.libreoffice
def test_libreoffice_sungguhan(proyek_rekap: Proyek) -> None:
    """The real LibreOffice prints IKI sheets and rekap, a page or more of each."""
    cetak(proyek_rekap, "iki", ["1001"])
    hasil = cetak(proyek_rekap, "rekap")
    assert hasil.gagal == ()
    for nama in _nama(proyek_rekap):
        isi = (proyek_rekap.folder / "cetak" / nama).read_bytes()
        assert isi.startswith(b"%PDF-")
        assert len(isi) > 5000
