"""Reminders: who gets one, what it names, that it fits, and that nobody is bothered who owes nothing."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikixl.cli.ingatkan import ingatkan as perintah_ingatkan
from ikixl.errors import ProyekError
from ikixl.katalog.kunci import KunciIsian, kunci_variabel
from ikixl.penerbitan import buat
from ikixl.penerimaan.terima import terima
from ikixl.pengingat import HasilPengingat, PengingatUnit, ingatkan
from ikixl.perhitungan import triwulan_diminta
from ikixl.proyek import Proyek
from tests.contoh_kecil import katalog_kecil
from tests.proyek_kecil import WAKTU, kirim_terbitan, proyek_kecil, proyek_terbit


@pytest.fixture
def proyek(tmp_path: Path) -> Proyek:
    """A small project whose workbooks are issued."""
    return proyek_terbit(tmp_path)


def _penuh(unit: str, sampai: int) -> dict[KunciIsian, float | str | None]:
    """Every input of a unit asked up to a triwulan."""
    k = katalog_kecil()
    return {
        kunci_variabel(i.kode, v.kode, t): 1
        for i in k.indikator_unit(unit)
        for v in k.variabel_indikator(i.kode)
        for t in triwulan_diminta(i.periode)
        if t <= sampai
    }


def _terima(proyek: Proyek, unit: str, isian: dict[KunciIsian, float | str | None], nama: str = "") -> None:
    terima(proyek, WAKTU, [kirim_terbitan(proyek, unit, nama or f"{unit}.xlsx", isian)])


def _milik(hasil: HasilPengingat, unit: str) -> PengingatUnit:
    return next(p for p in hasil.unit if p.unit == unit)


def test_belum_kembali(proyek: Proyek) -> None:
    """A unit of which nothing came back is asked for its workbook, by name, with deadline and address."""
    hasil = ingatkan(proyek)
    assert [p.unit for p in hasil.unit] == ["SEK", "1001", "1002", "1003"]
    pesan = _milik(hasil, "1001").pesan
    assert pesan.startswith(
        "*Laporan kinerja triwulan I tahun 2024: Kelurahan Satu*\n\nYth. Bapak/Ibu di Kelurahan Satu,"
    )
    assert "belum menerima buku kerja Kelurahan Satu" in pesan
    assert "- LURAH.01 Persentase berkas selesai (TW I)" in pesan
    assert "LURAH.02" not in pesan, "a semester indikator is not asked in triwulan I"
    assert "ke sekretaris kecamatan paling lambat tanggal 5 setelah triwulan berakhir" in pesan
    assert pesan.endswith("Terima kasih.\nKecamatan Contoh")


def test_yang_lengkap_tidak_diganggu(proyek: Proyek) -> None:
    """A unit that gave all that was asked gets no message; for the next triwulan it does."""
    _terima(proyek, "1001", _penuh("1001", 1))
    hasil = ingatkan(proyek)
    assert "1001" not in {p.unit for p in hasil.unit}
    assert hasil.lengkap == 1
    berikut = ingatkan(proyek, 2)
    assert "(TW II)" in _milik(berikut, "1001").pesan
    assert "TW I," not in _milik(berikut, "1001").pesan


def test_kekurangan_disebut(proyek: Proyek) -> None:
    """Only the gaps are named, with their triwulan; blanks are counted by input."""
    isian = _penuh("1001", 2)
    for kunci in (("LURAH.01", "masuk", 1), ("LURAH.01", "masuk", 2), ("SEKLUR.03", "keluar", 2)):
        isian[kunci_variabel(*kunci)] = None
    _terima(proyek, "1001", isian)
    hasil = _milik(ingatkan(proyek), "1001")
    assert hasil.kurang == ("LURAH.01 Persentase berkas selesai (TW I, II)", "SEKLUR.03 Sisa barang (TW II)")
    assert "Masih ada 3 isian yang kosong sampai dengan triwulan II." in hasil.pesan


def test_nilai_salah_disebut(proyek: Proyek) -> None:
    """An accepted return with an unusable value: file, sheet, cell and what stands there."""
    _terima(proyek, "1001", {**_penuh("1001", 1), kunci_variabel("LURAH.01", "masuk", 1): "dua"}, "satu.xlsx")
    hasil = _milik(ingatkan(proyek), "1001")
    assert "Ada yang perlu diperbaiki" in hasil.pesan
    assert "- satu.xlsx, Realisasi " in hasil.pesan
    assert '"dua" bukan angka' in hasil.pesan
    assert hasil.kurang == ("LURAH.01 Persentase berkas selesai (TW I)",)


def test_kiriman_ditolak_disebut(proyek: Proyek) -> None:
    """A refused return: that it could not be used and why."""
    _terima(proyek, "1001", {}, "kosong.xlsx")
    pesan = _milik(ingatkan(proyek), "1001").pesan
    assert "- kosong.xlsx belum dapat kami pakai: " in pesan


def test_kiriman_ditahan_ditanyakan(proyek: Proyek) -> None:
    """Two returns that contradict each other: the unit is asked which it means, and no gap is made of what it sent."""
    _terima(proyek, "1001", _penuh("1001", 1), "a.xlsx")
    _terima(proyek, "1001", {**_penuh("1001", 1), kunci_variabel("LURAH.01", "masuk", 1): 7}, "b.xlsx")
    milik = _milik(ingatkan(proyek, 1), "1001")
    assert "2 kiriman yang isinya berbeda: a.xlsx, b.xlsx. Mohon beri tahu mana yang dipakai." in milik.pesan
    assert "perlu diperbaiki" not in milik.pesan
    assert "belum terisi" not in milik.pesan
    assert milik.kurang == ()
    assert "ikixl" not in milik.pesan, "what to run is not the unit's business"


def test_salah_folder_bukan_urusan_unit(proyek: Proyek) -> None:
    """A complete return that lies in another unit's folder is held for the secretary; its unit is left alone."""
    folder = proyek.masuk / "1002"
    folder.mkdir()
    asal = kirim_terbitan(proyek, "1001", "punya-satu.xlsx", _penuh("1001", 1))
    asal.rename(folder / asal.name)
    (hasil,) = terima(proyek, WAKTU)
    assert hasil.keadaan == "ditahan"
    assert "1001" not in {p.unit for p in ingatkan(proyek, 1).unit}


def test_belum_terbit_tidak_diingatkan(tmp_path: Path) -> None:
    """Who was never sent a workbook is named to the secretary, not reminded; without any issue there is an error."""
    p = proyek_kecil(tmp_path)
    with pytest.raises(ProyekError, match="Belum ada buku kerja yang diterbitkan"):
        ingatkan(p)
    buat(p, WAKTU, ["1001"])
    hasil = ingatkan(p)
    assert [b.unit for b in hasil.unit] == ["1001"]
    assert hasil.belum_terbit == ("SEK", "1002", "1003")


def test_berkas(proyek: Proyek) -> None:
    """The text file opens in Notepad with every message, the list in a spreadsheet with every gap."""
    _terima(proyek, "1001", _penuh("1001", 1))
    hasil = ingatkan(proyek)
    isi = hasil.teks.read_bytes()
    assert isi.startswith(b"\xef\xbb\xbf")
    teks = isi.decode("utf-8-sig").replace("\r\n", "\n")
    assert all(p.pesan in teks for p in hasil.unit)
    assert hasil.teks.name == "ingatkan-2024-tw1.txt"
    ws = openpyxl.load_workbook(io.BytesIO(hasil.daftar.read_bytes())).active
    assert ws is not None
    baris = list(ws.iter_rows(values_only=True))
    assert baris[2] == ("Unit", "Nama", "Keadaan", "Kekurangan", "Pesan")
    assert [b[0] for b in baris[3:]] == ["SEK", "1002", "1003"]
    assert baris[1][0] == "Kecamatan Contoh: 3 dari 4 unit belum lengkap."
    assert baris[4][3] == "\n".join(_milik(hasil, "1002").kurang)
    assert baris[4][4] == _milik(hasil, "1002").pesan


def test_semua_lengkap(proyek: Proyek) -> None:
    """Where nobody owes anything both files are written and hold no message."""
    for u in katalog_kecil().unit:
        _terima(proyek, u.kode, _penuh(u.kode, 1))
    hasil = ingatkan(proyek)
    assert hasil.unit == ()
    assert hasil.lengkap == 4
    assert hasil.daftar.is_file()


@pytest.fixture(scope="module")
def proyek_lama(tmp_path_factory: pytest.TempPathFactory) -> Proyek:
    """A project with gaps, a refused return and a wrong value, for many settings."""
    p = proyek_terbit(tmp_path_factory.mktemp("pengingat"))
    _terima(p, "1001", {**_penuh("1001", 1), kunci_variabel("LURAH.01", "masuk", 1): "d" * 200}, "x" * 60 + ".xlsx")
    _terima(p, "1002", {}, "kosong.xlsx")
    return p


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kirim_ke=st.text(min_size=1, max_size=400), batas=st.text(min_size=1, max_size=400), triwulan=st.integers(1, 4))
def test_pesan_selalu_muat(proyek_lama: Proyek, kirim_ke: str, batas: str, triwulan: int) -> None:
    """Whatever the settings say, a message stays under 900 characters and has one bold line."""
    p = replace(proyek_lama, pengaturan=replace(proyek_lama.pengaturan, kirim_ke=kirim_ke, batas_kirim=batas))
    for unit in ingatkan(p, triwulan).unit:
        assert len(unit.pesan) < 900
        assert unit.pesan.count("*") == 2
        assert unit.pesan.endswith("Terima kasih.\nKecamatan Contoh")


def test_perintah(proyek: Proyek) -> None:
    """The command prints the messages and where they were written."""
    hasil = CliRunner().invoke(perintah_ingatkan, ["--triwulan", "2"], obj=proyek.folder)
    assert hasil.exit_code == 0
    assert "===== 1001 Kelurahan Satu =====" in hasil.output
    assert "4 pesan untuk triwulan 2, 0 unit sudah lengkap." in hasil.output
    assert "ingatkan-2024-tw2.xlsx" in hasil.output
