"""Several people, one unit: a workbook for each jabatan, and returns of both kinds consolidated together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from ikixl.cli.jalan import jalankan_perintah
from ikixl.errors import ProyekError
from ikixl.katalog import tulis_tabel
from ikixl.katalog.kunci import KunciIsian
from ikixl.keadaan import StatusUnit, status
from ikixl.kelanjutan import lanjut
from ikixl.ledger import Ledger
from ikixl.penerbitan import buat
from ikixl.penerimaan.pemeriksaan import HasilPeriksa
from ikixl.penerimaan.pemilihan import pilih
from ikixl.penerimaan.terima import terima
from ikixl.perekapan import konsolidasi_proyek, rekap
from ikixl.proyek import Proyek
from ikixl.simulasi import simulasi
from tests.contoh_kecil import isi_kelurahan, katalog_kecil
from tests.proyek_kecil import WAKTU, kirim_terbitan, proyek_kecil, proyek_terbit

UNIT = "1001"
LURAH = isi_kelurahan(LURAH_01__selesai__1=8, LURAH_01__masuk__1=10)
SEKLUR = isi_kelurahan(
    SEKLUR_01__p__1=80,
    SEKLUR_02__kib_a__1=4,
    SEKLUR_02__kib_b__1=6,
    SEKLUR_03__masuk__1=9,
    SEKLUR_03__keluar__1=4,
)
LURAH2 = isi_kelurahan(LURAH_01__selesai__2=9, LURAH_01__masuk__2=10, LURAH_02__n__2=6)


@pytest.fixture
def proyek(tmp_path: Path) -> Proyek:
    """A small project with a workbook for each jabatan."""
    return proyek_terbit(tmp_path, per="jabatan")


def _terima(
    proyek: Proyek, nama: str, isian: dict[KunciIsian, float | str], jabatan: str = "", seri: int = 0
) -> HasilPeriksa:
    path = kirim_terbitan(proyek, UNIT, nama, {**isian}, seri, jabatan)
    return terima(proyek, WAKTU, [path])[0]


def _status(proyek: Proyek) -> StatusUnit:
    return next(s for s in status(proyek) if s.unit == UNIT)


def _realisasi(proyek: Proyek) -> dict[str, tuple[float | None, ...]]:
    with Ledger(proyek.ledger) as ledger:
        k = konsolidasi_proyek(proyek, ledger)
    return {i: tuple(r.nilai for r in h.per_unit[UNIT].realisasi) for i, h in k.hasil.items() if UNIT in h.per_unit}


def test_satu_buku_per_jabatan(proyek: Proyek) -> None:
    """Each jabatan of a unit gets a workbook, named by unit and jabatan, with its own sheet and rows only."""
    nama = sorted(p.name for p in proyek.keluar.glob("1001*"))
    assert nama == ["1001-lurah-kelurahan-satu-2024.xlsx", "1001-seklur-kelurahan-satu-2024.xlsx"]
    wb = openpyxl.load_workbook(proyek.keluar / nama[0])
    kunci = {str(s.value) for s in wb["Target"]["A"] if s.value}
    assert {"LURAH.01", "LURAH.02"} <= kunci
    assert not any(k.startswith("SEKLUR") for k in kunci)
    assert [b.baru for b in buat(proyek, WAKTU, per="jabatan")] == [False] * 7


def test_ganti_jenis_terbitan(proyek: Proyek) -> None:
    """Issuing for the unit again clears away the untouched workbooks of its jabatan, and keeps one that was filled."""
    (proyek.keluar / "1001-seklur-kelurahan-satu-2024.xlsx").write_bytes(b"sedang diisi")
    hasil = buat(proyek, WAKTU, unit=[UNIT])
    assert [(b.seri, b.jabatan) for b in hasil] == [(3, "")]
    assert sorted(p.name for p in proyek.keluar.glob("1001*")) == [
        "1001-kelurahan-satu-2024.xlsx",
        "1001-seklur-kelurahan-satu-2024.xlsx",
    ]
    assert (_status(proyek).buku, _status(proyek).seri) == (1, 3)


def test_kiriman_jabatan_digabung(proyek: Proyek, tmp_path: Path) -> None:
    """The returns of all jabatan together say what one of the whole unit would; until then the unit is not done."""
    hasil = _terima(proyek, "lurah.xlsx", LURAH, "LURAH")
    assert (hasil.keadaan, {t.kode for t in hasil.temuan}) == ("diterima", set())
    assert {i.kunci.kunci.split(".")[0] for i in hasil.isian} == {"LURAH"}
    assert (_status(proyek).keadaan, _status(proyek).buku, _status(proyek).kembali) == ("diterima", 2, 1)
    _terima(proyek, "seklur.xlsx", SEKLUR, "SEKLUR")
    satu = _status(proyek)
    assert (satu.keadaan, satu.kembali, satu.berkas) == ("lengkap", 2, "lurah.xlsx, seklur.xlsx")
    utuh = proyek_kecil(tmp_path / "utuh")
    buat(utuh, WAKTU)
    _terima(utuh, "semua.xlsx", {**LURAH, **SEKLUR})
    assert _realisasi(proyek) == _realisasi(utuh)
    baris = openpyxl.load_workbook(rekap(proyek, WAKTU).path)["Status"].iter_rows(values_only=True)
    assert any("lurah.xlsx, seklur.xlsx" in b and "2 dari 2 buku kerja" in b for b in baris)


def test_kiriman_kedua_jenis_digabung(proyek: Proyek) -> None:
    """A return of the unit's workbook and one of a later jabatan workbook: the later replaces what it holds."""
    buat(proyek, WAKTU, unit=[UNIT])
    _terima(proyek, "semua.xlsx", {**LURAH, **SEKLUR})
    buat(proyek, WAKTU, unit=[UNIT], per="jabatan")
    baru = isi_kelurahan(LURAH_01__selesai__1=5, LURAH_01__masuk__1=10)
    hasil = _terima(proyek, "lurah.xlsx", baru, "LURAH")
    assert {t.kode for t in hasil.temuan} == set()
    realisasi = _realisasi(proyek)
    assert (realisasi["LURAH.01"][0], realisasi["SEKLUR.02"][0]) == (50, 10)
    # The unit's workbook once more: it is older than those of its jabatan now.
    lagi = _terima(proyek, "lagi.xlsx", {**LURAH, **SEKLUR, **isi_kelurahan(SEKLUR_02__kib_a__1=9)}, seri=3)
    assert (lagi.keadaan, {t.kode for t in lagi.temuan}) == ("ditahan", {"IDENTITAS-10", "IDENTITAS-12"})
    pilih(proyek, WAKTU, UNIT, "lagi.xlsx")
    realisasi = _realisasi(proyek)
    assert (realisasi["LURAH.01"][0], realisasi["SEKLUR.02"][0]) == (50, 15)


def test_terbitan_jabatan_lain_bukan_pengganti(proyek: Proyek) -> None:
    """The workbook of one jabatan is not old because another jabatan's was issued after it."""
    assert "IDENTITAS-10" not in {t.kode for t in _terima(proyek, "lurah.xlsx", LURAH, "LURAH").temuan}


def test_buku_jabatan_kosong_ditolak(proyek: Proyek) -> None:
    """A blank workbook of one jabatan is refused and leaves the unit to be repaired; the other's counts."""
    _terima(proyek, "lurah.xlsx", LURAH, "LURAH")
    hasil = _terima(proyek, "seklur.xlsx", {}, "SEKLUR")
    assert (hasil.keadaan, {t.kode for t in hasil.temuan}) == ("ditolak", {"LENGKAP-02"})
    assert _status(proyek).keadaan == "perlu perbaikan"
    _terima(proyek, "lurah2.xlsx", LURAH | isi_kelurahan(LURAH_01__selesai__1=9), "LURAH")
    assert _status(proyek).keadaan == "perlu perbaikan"
    pilih(proyek, WAKTU, UNIT, "lurah2.xlsx")
    assert _status(proyek).keadaan == "perlu perbaikan"
    _terima(proyek, "seklur2.xlsx", SEKLUR, "SEKLUR")
    assert _status(proyek).keadaan == "lengkap"


def test_lanjut_per_jabatan(proyek: Proyek) -> None:
    """A unit that has workbooks per jabatan gets such again; each carries its own figures."""
    _terima(proyek, "lurah.xlsx", LURAH, "LURAH")
    hasil = lanjut(proyek, WAKTU, 2, unit=[UNIT])
    assert [(b.jabatan, b.seri) for b in hasil.buku] == [("LURAH", 3), ("SEKLUR", 4)]
    assert {t.kode for t in _terima(proyek, "lurah2.xlsx", LURAH2, "LURAH").temuan} == set()
    # The secretary answers the first workbook late: it is read, and the figures of the lurah stay.
    lama = _terima(proyek, "seklur.xlsx", SEKLUR, "SEKLUR", seri=2)
    assert {t.kode for t in lama.temuan} == {"IDENTITAS-10"}
    realisasi = _realisasi(proyek)
    assert (realisasi["LURAH.01"][:2], realisasi["SEKLUR.02"][:2]) == ((80, 90), (10, None))
    assert (_status(proyek).keadaan, _status(proyek).kembali) == ("diterima", 1)


def test_jabatan_yang_dihapus_dari_katalog(proyek: Proyek) -> None:
    """Its untouched workbook is cleared away, its figures are listed, and a late return of it is still read."""
    _terima(proyek, "lurah.xlsx", LURAH, "LURAH")
    seklur = _terima(proyek, "seklur.xlsx", isi_kelurahan(SEKLUR_01__p__1=80), "SEKLUR")
    k = katalog_kecil()
    tanpa = replace(
        k,
        jabatan=tuple(j for j in k.jabatan if j.kode != "SEKLUR"),
        indikator=tuple(i for i in k.indikator if i.jabatan != "SEKLUR"),
        variabel=tuple(v for v in k.variabel if not v.indikator.startswith("SEKLUR")),
        target=tuple(t for t in k.target if not t.indikator.startswith("SEKLUR")),
    )
    tulis_tabel(tanpa, proyek.katalog)
    hasil = lanjut(proyek, WAKTU, 2, unit=[UNIT])
    assert [p.name for p in proyek.keluar.glob("1001*.xlsx")] == ["1001-lurah-kelurahan-satu-2024.xlsx"]
    tercatat = {(t.kunci, t.triwulan): t.nilai for t in hasil.tidak_terbawa}
    assert tercatat.items() >= {(i.kunci.kunci, i.kunci.triwulan): i.nilai for i in seklur.isian}.items()
    lagi = _terima(proyek, "seklur2.xlsx", {**SEKLUR, **isi_kelurahan(SEKLUR_01__p__1=80)}, "SEKLUR", seri=2)
    assert (lagi.keadaan, lagi.terisi) == ("diterima", len(lagi.isian))
    assert {i.kunci.kunci for i in lagi.isian} >= {k.kunci for k in SEKLUR}


def test_simulasi_per_jabatan(proyek: Proyek) -> None:
    """Every workbook of every jabatan is filled in and accepted."""
    buku = simulasi(proyek, benih=3, unit=[UNIT, "SEK"])
    assert [(b.unit, b.jabatan) for b in buku] == [("SEK", "SEKCAM"), (UNIT, "LURAH"), (UNIT, "SEKLUR")]
    assert {h.keadaan for h in terima(proyek, WAKTU)} == {"diterima"}
    assert _status(proyek).kembali == 2


def test_atasan_dan_bawahan_di_buku_berbeda(tmp_path: Path) -> None:
    """Where a superior and a subordinate of one unit have workbooks of their own, rekap compares their figures."""
    proyek = proyek_kecil(tmp_path)
    k = katalog_kecil()
    acuan = tuple(
        v.model_copy(update={"acuan": "SEKLUR.02/kib_a"}) if (v.indikator, v.kode) == ("LURAH.01", "selesai") else v
        for v in k.variabel
    )
    tulis_tabel(replace(k, variabel=acuan), proyek.katalog)
    buat(proyek, WAKTU, per="jabatan")
    for jabatan, isi in (("LURAH", LURAH), ("SEKLUR", SEKLUR)):
        assert "SILANG-02" not in {t.kode for t in _terima(proyek, f"{jabatan}.xlsx", isi, jabatan).temuan}
    (beda,) = rekap(proyek, WAKTU).kaskade
    assert (beda.kode, beda.unit, beda.berkas) == ("SILANG-02", UNIT, "LURAH.xlsx")


def test_nama_berkas_jabatan_yang_bertabrakan_ditolak(tmp_path: Path) -> None:
    """Two workbooks of one unit that would have the same name are named before anything is written."""
    proyek = proyek_kecil(tmp_path)
    k = katalog_kecil()
    kembar = k.jabatan[1].model_copy(update={"kode": "Lurah", "urutan": 9})
    indikator = k.indikator[1].model_copy(update={"kode": "LURAH2.01", "jabatan": "Lurah"})
    variabel = tuple(v.model_copy(update={"indikator": "LURAH2.01"}) for v in k.variabel if v.indikator == "LURAH.01")
    ubahan = replace(
        k, jabatan=(*k.jabatan, kembar), indikator=(*k.indikator, indikator), variabel=(*k.variabel, *variabel)
    )
    tulis_tabel(ubahan, proyek.katalog)
    with pytest.raises(ProyekError, match="nama berkas yang sama"):
        buat(proyek, WAKTU, per="jabatan")
    assert list(proyek.keluar.iterdir()) == []


def test_perintah_buat_per_jabatan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says for which jabatan each workbook is."""
    monkeypatch.chdir(proyek_kecil(tmp_path).folder)
    assert jalankan_perintah(["buat", "--per", "jabatan", "--unit", UNIT]) == 0
    keluar = capsys.readouterr().out
    assert "1001-seklur-kelurahan-satu-2024.xlsx" in keluar
    assert "2 buku kerja diterbitkan" in keluar
    assert jalankan_perintah(["buat", "--per", "orang"]) == 2
