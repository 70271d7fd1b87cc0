"""Which returns are given back, under which names, and how the commands tell of it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.cli.jalan import jalankan_perintah
from ikixl.errors import ProyekError
from ikixl.kelanjutan import lanjut
from ikixl.penerimaan.pemilihan import pilih
from ikixl.penerimaan.terima import terima
from ikixl.pengembalian import folder_perbaikan, nama_perbaikan, perbaikan
from ikixl.proyek import Proyek
from tests.contoh_kecil import isi_kelurahan
from tests.perbaikan.contoh import NAMA, bertanda, kiriman_salah, ubah_buku
from tests.proyek_kecil import WAKTU, kirim_terbitan


@pytest.fixture
def proyek(proyek_terbit: Proyek) -> Proyek:
    """The small project, issued."""
    return proyek_terbit


@pytest.mark.parametrize(
    ("nama", "hasil"),
    [
        ("1001-kelurahan.xlsx", "1001-kelurahan.xlsx"),
        ("1001 (1).XLSX", "1001 (1).xlsx"),
        ("laporan.v2.ods", "laporan.v2.xlsx"),
        ("kumpulan.zip/dalam/a.xls", "a.xlsx"),
        ("con.xlsx", "_con.xlsx"),
        ("aux.lama.xlsx", "_aux.lama.xlsx"),
        ("a<b>:c.xlsm", "a-b-c.xlsx"),
        ("..\\..\\windows.xlsx", "windows.xlsx"),
        ("nama . .xlsx", "nama.xlsx"),
        ("..", "kiriman.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 115 + ".xlsx"),
    ],
)
def test_nama_berkas(nama: str, hasil: str) -> None:
    """The operator's file name is kept as far as every system accepts it."""
    assert nama_perbaikan(nama, "1001", set()) == hasil


def test_nama_yang_bertemu_dibedakan() -> None:
    """Equal names are told apart by unit, then by a number, whatever their case."""
    terpakai: set[str] = set()
    nama = [nama_perbaikan(n, u, terpakai) for n, u in (("A.xlsx", "1"), ("a.xls", "2"), ("a.ods", "2"))]
    assert nama == ["A.xlsx", "a-2.xlsx", "a-2-2.xlsx"]


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_nama_selalu_satu_nama(nama: str) -> None:
    """Whatever a file was called, its copy lies in the folder and has a name of its own."""
    hasil = nama_perbaikan(nama, "1001", set())
    assert Path(hasil).name == hasil
    assert hasil.endswith(".xlsx")
    assert not set(hasil) & set('<>:"/\\|?*')


def test_yang_bersih_tidak_dikembalikan(proyek: Proyek) -> None:
    """A return without galat and peringatan is left alone, and so is one that a later return replaced."""
    isian = isi_kelurahan(LURAH_01__selesai__1=8, LURAH_01__masuk__1=10)
    path = kirim_terbitan(proyek, "1002", "1002.xlsx", isian)
    terima(proyek, WAKTU, [path])
    assert perbaikan(proyek) == []
    assert not folder_perbaikan(proyek).exists()


def test_yang_sudah_dibetulkan_tidak_dikembalikan(proyek: Proyek) -> None:
    """A galat that was mended in the workbook of the next triwulan is over, though its return still counts."""
    salah = isi_kelurahan(LURAH_01__selesai__1="banyak", LURAH_01__masuk__1=10)
    terima(proyek, WAKTU, [kirim_terbitan(proyek, "1001", "tw1.xlsx", salah)])
    assert [h.berkas for h in perbaikan(proyek, ["1001"])] == ["tw1.xlsx"]
    lanjut(proyek, WAKTU, 2)
    betul = isi_kelurahan(LURAH_01__selesai__1=8)
    terima(proyek, WAKTU, [kirim_terbitan(proyek, "1001", "tw2.xlsx", betul)])
    assert perbaikan(proyek, ["1001"]) == []


def test_pilihan_sekretaris_bukan_perbaikan(proyek: Proyek) -> None:
    """Returns that contradict each other give their operator nothing to mend, neither before nor after the choice."""
    for nama, n in (("a.xlsx", 8), ("b.xlsx", 7)):
        isian = isi_kelurahan(LURAH_01__selesai__1=n, LURAH_01__masuk__1=10)
        terima(proyek, WAKTU, [kirim_terbitan(proyek, "1001", nama, isian)])
    assert [h.berkas for h in perbaikan(proyek, ["1001"])] == []
    ditahan = lanjut(proyek, WAKTU, 2).ditahan
    assert ditahan == ("1001",), "nothing of it was carried forward, which has to be said"
    pilih(proyek, WAKTU, "1001", terbaru=True)
    assert perbaikan(proyek, ["1001"]) == []


def test_berkas_ditolak_yang_terbaca_dikembalikan(proyek: Proyek) -> None:
    """A return without its Realisasi sheet is refused and given back drawn anew; what is no workbook is not."""
    (proyek.masuk / "1001.xlsx").write_bytes(ubah_buku(kiriman_salah(proyek), lambda wb: wb.remove(wb["Realisasi"])))
    (proyek.masuk / "foto.xlsx").write_bytes(b"bukan buku kerja")
    hasil = {h.berkas: h.keadaan for h in terima(proyek, WAKTU)}
    assert set(hasil.values()) == {"ditolak"}
    (satu,) = perbaikan(proyek)
    assert (satu.berkas, satu.sebab) == ("1001.xlsx", "ada lembar, baris atau kolom isian yang terhapus")
    assert satu.path is not None
    buku = openpyxl.load_workbook(satu.path)
    assert "Realisasi" in buku.sheetnames
    pesan = [str(s.value) for baris in buku["Perbaikan"].iter_rows() for s in baris]
    assert any(p.startswith("STRUKTUR-01: Di berkas asal (Realisasi)") for p in pesan)


def test_hanya_unit_yang_disebut(proyek: Proyek) -> None:
    """--unit picks the returns of a unit; an unknown one is named."""
    bertanda(proyek, kiriman_salah(proyek))
    assert perbaikan(proyek, ["1002"]) == []
    assert [h.unit for h in perbaikan(proyek, ["1001"])] == ["1001"]
    with pytest.raises(ProyekError, match="9999"):
        perbaikan(proyek, ["9999"])


def test_bermakro_digambar_ulang_tanpa_makronya(proyek: Proyek) -> None:
    """A workbook with macros is not sent on; the same issue with its inputs is."""
    data = io.BytesIO(kiriman_salah(proyek))
    with zipfile.ZipFile(data, "a") as arsip:
        arsip.writestr("xl/vbaProject.bin", b"makro")
    hasil, tanda = bertanda(proyek, data.getvalue(), "1001.xlsm")
    assert hasil.path is not None
    assert (hasil.sebab, hasil.path.name) == ("berisi makro", "1001.xlsx")
    assert b"vbaProject" not in tanda


def test_perintah(proyek: Proyek, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`ikixl perbaikan` names each file with its counts, and nothing where nothing is to be corrected."""
    monkeypatch.chdir(proyek.folder)
    assert jalankan_perintah(["perbaikan"]) == 0
    assert "Tidak ada kiriman yang perlu diperbaiki." in capsys.readouterr().out
    bertanda(proyek, kiriman_salah(proyek))
    assert jalankan_perintah(["perbaikan"]) == 0
    keluar = capsys.readouterr().out.replace("\\", "/")
    assert f"perbaikan/{NAMA}: unit 1001, 2 galat, 1 peringatan; 3 sel ditandai, 3 berkomentar" in keluar
    assert jalankan_perintah(["perbaikan", "--json"]) == 0
    (satu,) = json.loads(capsys.readouterr().out)
    assert (satu["unit"], satu["galat"], satu["sel"], satu["sebab"]) == ("1001", 2, 3, "")
