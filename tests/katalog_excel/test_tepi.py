"""katalog.xlsx at its edges: cells that other programs change, tables that a sheet cannot show, colours and lists."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from ikixl.errors import KatalogError
from ikixl.katalog import TabelMentah, mentahkan, periksa
from ikixl.katalog.mentah import BarisMentah, IsiTabel
from ikixl.katalog_excel.baca import baca_katalog
from ikixl.katalog_excel.tandai import tandai
from ikixl.katalog_excel.tulis import ke_excel
from tests.contoh_kecil import katalog_kecil
from tests.libreoffice import hitung_ulang


def _tabel(mentah: TabelMentah, nama: str) -> IsiTabel:
    isi = mentah.isi[nama]
    assert isi is not None
    return isi


def _dengan(nama: str, cara: Callable[[IsiTabel], IsiTabel]) -> TabelMentah:
    """The small katalog with one table changed."""
    asal = mentahkan(katalog_kecil())
    return replace(asal, isi={**asal.isi, nama: cara(_tabel(asal, nama))})


def _baris(*teks: str) -> TabelMentah:
    """The small katalog whose uraian have these texts."""
    isi = tuple(BarisMentah(n, ("SEKCAM", "tugas", str(n), t)) for n, t in enumerate(teks, start=2))
    return _dengan("uraian", lambda t: replace(t, baris=isi))


def _sunting(data: bytes, cara: Callable[[openpyxl.Workbook], None]) -> bytes:
    buku = openpyxl.load_workbook(io.BytesIO(data))
    cara(buku)
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()


@pytest.mark.parametrize(
    "angka", ["0.30000000000000004", "0.1", "82.5", "1e+16", "100000000000000000000", "007", "-0.5"]
)
def test_angka_sampai_digit_terakhir(angka: str) -> None:
    """A number comes back with every digit; one that a spreadsheet would round is kept as text."""

    def isi(t: IsiTabel) -> IsiTabel:
        sel = list(t.baris[0].sel)
        sel[t.kolom.index("tw1")] = angka
        return replace(t, baris=(replace(t.baris[0], sel=tuple(sel)), *t.baris[1:]))

    target = _tabel(baca_katalog(ke_excel(_dengan("target", isi))), "target")
    assert target.baris[0].sel[target.kolom.index("tw1")] == angka


def test_baris_lebih_panjang_ditolak() -> None:
    """Cells beyond the header have no column to stand in: refused with the row, never dropped."""
    lebih = _dengan(
        "unit", lambda t: replace(t, baris=(replace(t.baris[0], sel=(*t.baris[0].sel, "LEBIH")), *t.baris[1:]))
    )
    with pytest.raises(KatalogError, match=r"Tabel unit .*: baris 2 mempunyai lebih banyak sel"):
        ke_excel(lebih)


def test_kolom_kosong_tanpa_judul() -> None:
    """Blank columns without a header, as programs append them to CSV, do not become unknown columns."""

    def tambah(t: IsiTabel) -> IsiTabel:
        return replace(t, kolom=(*t.kolom, "", ""), baris=tuple(replace(b, sel=(*b.sel, "", "")) for b in t.baris))

    asal = _dengan("unit", tambah)
    assert periksa(baca_katalog(ke_excel(asal))) == periksa(asal)


def test_sel_persen() -> None:
    """Percent cells are percent points in targets and limits, a fraction as bobot, and "100%" in a text."""

    def ketik(buku: openpyxl.Workbook) -> None:
        lembar = buku["indikator"]
        judul = [s.value for s in lembar[3]]
        for kolom, nilai in {"batas_bawah": 0.29, "bobot": 0.5, "penjelasan": 1}.items():
            sel = lembar.cell(4, judul.index(kolom) + 1)
            sel.value, sel.number_format = nilai, "0%"

    isi = _tabel(baca_katalog(_sunting(ke_excel(mentahkan(katalog_kecil())), ketik)), "indikator")
    terbaca = dict(zip(isi.kolom, isi.baris[0].sel, strict=True))
    assert [terbaca[k] for k in ("batas_bawah", "bobot", "penjelasan")] == ["29", "0.5", "100%"]


def test_tandai_menjaga_teks_apa_pun() -> None:
    """Marking changes no letter: formula-like texts, spaces, escapes and control characters included."""
    data = ke_excel(_baris("=1+1", "_x0041_", " x ", "\ty", "a\nb", "1e5", "#N/A", "'q", "a\x01b"))
    assert baca_katalog(tandai(data, [])).isi == baca_katalog(data).isi


def test_tandai_menjaga_hasil_rumus() -> None:
    """A formula is used and reported; after marking, its result is still there."""
    data = _beri_rumus(ke_excel(mentahkan(katalog_kecil())))
    asal = baca_katalog(data)
    assert [t.kode for t in asal.temuan] == ["KATALOG-28"]
    assert _tabel(asal, "unit").baris[0].sel[1] == "Kantor Besar"
    assert baca_katalog(tandai(data, [])).isi == asal.isi


def _beri_rumus(data: bytes) -> bytes:
    """The workbook with the first nama of the sheet unit as a formula with its result, as Excel stores it."""
    rumus = rb'<c r="B4"\1 t="str"><f>"Kantor "&amp;"Besar"</f><v>Kantor Besar</v></c>'
    keluaran = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as asal, zipfile.ZipFile(keluaran, "w") as baru:
        for nama in asal.namelist():
            isi = asal.read(nama)
            if nama == "xl/worksheets/sheet3.xml":
                isi, banyak = re.subn(rb'<c r="B4"( s="\d+")? t="s"><v>\d+</v></c>', rumus, isi)
                assert banyak == 1
            baru.writestr(nama, isi)
    return keluaran.getvalue()


def test_tandai_sel_jauh_di_bawah() -> None:
    """A stray cell in the last row of the sheet does not make marking slow."""

    def jauh(buku: openpyxl.Workbook) -> None:
        buku["unit"].cell(1_048_576, 1, "x")

    data = _sunting(ke_excel(mentahkan(katalog_kecil())), jauh)
    mulai = time.monotonic()
    tandai(data, [])
    assert time.monotonic() - mulai < 10


@pytest.mark.libreoffice
def test_warna_dan_daftar_dihitung_libreoffice(tmp_path: Path) -> None:
    """Codes that look like one number are not coloured as double; a dropdown ends at the last code."""

    def isi(t: IsiTabel) -> IsiTabel:
        kode = ["1", "001", "1.0", "sek", "SEK", "SEK"]
        return replace(
            t, baris=tuple(BarisMentah(n, (k, "x", "seksi", *[""] * 4)) for n, k in enumerate(kode, start=2))
        )

    def sisipkan(buku: openpyxl.Workbook) -> None:
        """Write the sheet's own rules as formulas, where LibreOffice shows what they give."""
        unit = buku["unit"]
        warna = [
            str(a.formula[0]) for d in unit.conditional_formatting for a in d.rules if str(d.sqref).startswith("A")
        ]
        daftar = next(v for v in buku["target"].data_validations.dataValidation if str(v.sqref).startswith("B"))
        uji = buku.create_sheet("uji")
        for nomor in range(6):
            rumus = warna[0].replace("$A4,", f"$A{4 + nomor},").replace("$A4)", f"$A{4 + nomor})")
            rumus = rumus.replace("$A4<", f"$A{4 + nomor}<").replace("$A$4:$A$", "unit!$A$4:$A$")
            uji.cell(nomor + 1, 1).value = "=" + re.sub(r"(?<![!:$A-Z])\$A(\d)", r"unit!$A\1", rumus)
        uji.cell(7, 1).value = f"=ROWS({daftar.formula1.removeprefix('=')})"

    (tmp_path / "a.xlsx").write_bytes(_sunting(ke_excel(_dengan("unit", isi)), sisipkan))
    hasil = hitung_ulang([tmp_path / "a.xlsx"], tmp_path / "lo")[tmp_path / "a.xlsx"]
    uji = openpyxl.load_workbook(hasil, data_only=True)["uji"]
    assert [uji.cell(n, 1).value for n in range(1, 8)] == [False, False, False, False, True, True, 6]
