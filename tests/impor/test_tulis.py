"""Writing imported tables, the report, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ikixl.cli.katalog_impor import impor as perintah
from ikixl.impor import LAPORAN, HasilImpor, ImporError, impor, tulis
from ikixl.katalog import muat
from ikixl.katalog.model import TABEL

SURAT = """PEMERINTAH KABUPATEN BANGKALAN
KEPUTUSAN CAMAT SOCAH
NOMOR : 188/35.26.02/2025
TENTANG INDIKATOR KINERJA INDIVIDU
pada tanggal 6 Januari 2025
JABATAN : Sekretaris Kecamatan
SASARAN\tINDIKATOR\tRUMUS\tSUMBER DATA
Layanan baik\tPersentase surat selesai\tx 100%\tAgenda
\tJumlah desa yang dibina\tPembinaan sebanyak 26 desa\tLaporan
JABATAN : Kasi Pemerintahan
TUGAS : Membina desa
"""


@pytest.fixture
def sk(tmp_path: Path) -> Path:
    """A short decree that says everything a katalog needs."""
    path = tmp_path / "sk.txt"
    path.write_text(SURAT, encoding="utf-8")
    return path


def test_ditulis_dan_dapat_dimuat(sk: Path, tmp_path: Path) -> None:
    """Every table is written; the katalog loads, its open formula and its target from prose included."""
    tulis(impor(sk), tmp_path / "katalog")
    katalog = muat(tmp_path / "katalog")
    assert katalog.instansi.kode_wilayah == "35.26.02"
    assert [i.rumus for i in katalog.indikator] == ["belum", "desa_dibina"]
    assert [(t.tahun, t.sumber) for t in katalog.target] == [(26.0, "keputusan")]
    assert {p.name for p in (tmp_path / "katalog").iterdir()} == {LAPORAN, "instansi.csv", *(f"{n}.csv" for n in TABEL)}


def test_laporan_menyebut_tempat(sk: Path, tmp_path: Path) -> None:
    """The report lists doubts with line numbers: the open formula, the target from prose, the jabatan without table."""
    tulis(impor(sk), tmp_path / "katalog")
    laporan = (tmp_path / "katalog" / LAPORAN).read_text(encoding="utf-8")
    assert "- IMPOR-05 baris 8:" in laporan
    assert '"sebanyak 26 desa": 26 desa' in laporan
    assert "- IMPOR-17 baris 10:" in laporan
    assert "Kasi Pemerintahan" in laporan


def test_ejaan_dirapikan_dan_dilaporkan(sk: Path) -> None:
    """A common typing error is put right in sasaran and indikator, capitals kept, and told."""
    sk.write_text(SURAT.replace("Persentase surat", "Presentase surat"), encoding="utf-8")
    hasil = impor(sk)
    assert hasil.tabel["indikator"][0]["nama"] == "Persentase surat selesai"
    assert [t.rinci["kutipan"] for t in hasil.temuan if t.kode == "IMPOR-24"] == ["Presentase"]


def test_katalog_lama_tidak_ditimpa(sk: Path, tmp_path: Path) -> None:
    """A folder with a katalog is refused unless told otherwise, and then left as it was."""
    folder = tmp_path / "katalog"
    folder.mkdir()
    (folder / "unit.csv").write_text("milik orang", encoding="utf-8")
    with pytest.raises(ImporError, match="sudah berisi katalog"):
        tulis(impor(sk), folder)
    assert [p.name for p in folder.iterdir()] == ["unit.csv"]
    tulis(impor(sk), folder, timpa=True)
    assert muat(folder).unit


def test_sama_setiap_kali(sk: Path) -> None:
    """The same document gives the same tables and codes."""
    assert impor(sk) == impor(sk)
    assert isinstance(impor(sk), HasilImpor)


def test_perintah(sk: Path, tmp_path: Path) -> None:
    """The command writes, summarises and names the report; --json prints nothing else."""
    folder = tmp_path / "katalog"
    hasil = CliRunner().invoke(perintah, [str(sk), "-o", str(folder)], standalone_mode=False)
    assert hasil.return_value == 0
    assert "1 jabatan, 1 sasaran, 2 indikator (1 tanpa rumus)" in hasil.output
    assert LAPORAN in hasil.output
    hasil = CliRunner().invoke(perintah, [str(sk), "-o", str(folder), "--timpa", "--json"], standalone_mode=False)
    isi = json.loads(hasil.output)
    assert isi["banyak"]["indikator"] == 2
    assert {"IMPOR-05", "IMPOR-08"} <= {t["kode"] for t in isi["temuan"]}


def test_perintah_menolak(sk: Path, tmp_path: Path) -> None:
    """A refusal is an IkixlError, which the command line prints."""
    folder = tmp_path / "katalog"
    tulis(impor(sk), folder)
    hasil = CliRunner().invoke(perintah, [str(sk), "-o", str(folder)], standalone_mode=False)
    assert isinstance(hasil.exception, ImporError)
