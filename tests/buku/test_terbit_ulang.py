"""A plain issue in the middle of the year: it says what it does not carry, and nothing accepted is lost by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ikixl.cli.jalan import jalankan_perintah
from ikixl.katalog import tulis_tabel
from ikixl.katalog.kunci import KunciIsian, kunci_bukti, kunci_catatan, kunci_target
from ikixl.ledger import Ledger
from ikixl.penerbitan import BukuTerbit, buat
from ikixl.penerimaan.terima import terima
from ikixl.proyek import Proyek
from tests.contoh_kecil import isi_kelurahan, katalog_kecil
from tests.proyek_kecil import WAKTU, kirim_terbitan, proyek_terbit

TW1 = isi_kelurahan(LURAH_01__selesai__1=7, LURAH_01__masuk__1=10, SEKLUR_01__p__1=80, SEKLUR_03__masuk__1=9)
TAMBAHAN: dict[KunciIsian, float | str] = {
    kunci_catatan("LURAH.01", "kendala"): "Hujan",
    kunci_bukti("LURAH.01", "masuk"): "Register",
    kunci_target("LURAH.01", 4): 91.0,
}


def _isian(proyek: Proyek) -> dict[tuple[str, int], object]:
    with Ledger(proyek.ledger) as ledger:
        return {(i.kunci, i.triwulan): i.nilai for i in ledger.isian_berlaku(2024) if i.unit == "1001"}


def _ubah_katalog(proyek: Proyek) -> None:
    """Another name for an indikator: every workbook comes out differently."""
    k = katalog_kecil()
    indikator = tuple(i.model_copy(update={"nama": i.nama + " baru"}) for i in k.indikator)
    tulis_tabel(replace(k, indikator=indikator), proyek.katalog)


def _hitung(buku: list[BukuTerbit]) -> dict[tuple[str, str], int]:
    return {(b.unit, b.jabatan): b.tidak_dibawa for b in buku if b.tidak_dibawa}


@pytest.fixture
def proyek(tmp_path: Path) -> Proyek:
    """A small project with the first triwulan of one kelurahan accepted, and a katalog that has changed since."""
    p = proyek_terbit(tmp_path)
    kirim_terbitan(p, "1001", "tw1.xlsx", {**TW1, **TAMBAHAN})
    assert [h.keadaan for h in terima(p, WAKTU)] == ["diterima"]
    return p


def test_yang_tidak_dibawa_terhitung(proyek: Proyek) -> None:
    """The new workbook counts what it does not show, katalog targets aside; an unchanged issue counts none."""
    assert _hitung(buat(proyek, WAKTU)) == {}
    _ubah_katalog(proyek)
    assert _hitung(buat(proyek, WAKTU)) == {("1001", ""): len(TW1) + len(TAMBAHAN)}


def test_yang_tidak_dibawa_per_jabatan(proyek: Proyek) -> None:
    """Workbooks for each jabatan count what belongs to their own indikator."""
    hasil = _hitung(buat(proyek, WAKTU, per="jabatan"))
    assert hasil == {("1001", "LURAH"): 5, ("1001", "SEKLUR"): 2}
    assert sum(hasil.values()) == len(TW1) + len(TAMBAHAN)


def test_yang_diterima_tetap_berlaku(proyek: Proyek) -> None:
    """After the issue, and after its return with the next triwulan only, every figure of the first is in force."""
    sebelum = _isian(proyek)
    _ubah_katalog(proyek)
    buat(proyek, WAKTU)
    assert _isian(proyek) == sebelum
    tw2 = isi_kelurahan(LURAH_01__selesai__2=9, LURAH_01__masuk__2=10)
    kirim_terbitan(proyek, "1001", "tw2.xlsx", tw2)
    assert {h.keadaan for h in terima(proyek, WAKTU) if not h.sudah_ada} == {"diterima"}
    sesudah = _isian(proyek)
    assert {k: n for k, n in sesudah.items() if k in sebelum and not k[0].endswith("/target")} == {
        k: n for k, n in sebelum.items() if not k[0].endswith("/target")
    }
    assert {sesudah[k.kunci, k.triwulan] for k in tw2} == {9, 10}
    # What the new workbook printed as target was sent back, and counts: the warning says so.
    assert (sebelum["LURAH.01/target", 4], sesudah["LURAH.01/target", 4]) == (91, 90)


def test_perintah_buat_mengingatkan(
    proyek: Proyek, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says how many figures of which units it leaves behind, that they count, and what carries them."""
    monkeypatch.chdir(proyek.folder)
    assert jalankan_perintah(["buat"]) == 0
    assert "Perhatian" not in capsys.readouterr().out
    _ubah_katalog(proyek)
    assert jalankan_perintah(["buat"]) == 0
    keluar = capsys.readouterr().out
    assert "Perhatian: 7 isian yang sudah diterima tidak dimuat" in keluar
    assert "unit 1001 (7)." in keluar
    assert "tetap berlaku" in keluar
    assert "ikixl lanjut --triwulan" in keluar
