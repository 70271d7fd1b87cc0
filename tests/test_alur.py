"""The whole way on a small project: issue, return, receive, status, rekap, export."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import openpyxl
import pytest

from ikixl.arsip import cari_arsip
from ikixl.ekspor import ekspor
from ikixl.ekspor.jalan import netral, tulis_csv
from ikixl.errors import ProyekError
from ikixl.katalog import tulis_tabel
from ikixl.keadaan import status
from ikixl.ledger import Ledger
from ikixl.penerbitan import buat
from ikixl.penerimaan.terima import periksa, terima
from ikixl.perekapan import konsolidasi_proyek, rekap
from ikixl.proyek import Proyek
from ikixl.simulasi import simulasi
from tests.contoh_kecil import katalog_kecil
from tests.proyek_kecil import WAKTU, kirim, proyek_terbit

LENGKAP: dict[str, float | str] = {
    "LURAH_01__selesai__1": 8,
    "LURAH_01__masuk__1": 10,
    "SEKLUR_01__p__1": 80,
    "SEKLUR_02__kib_a__1": 4,
    "SEKLUR_02__kib_b__1": 6,
    "SEKLUR_03__masuk__1": 9,
    "SEKLUR_03__keluar__1": 4,
}


@pytest.fixture
def proyek(tmp_path: Path) -> Proyek:
    """A small project whose workbooks are issued."""
    return proyek_terbit(tmp_path)


def _keadaan(proyek: Proyek) -> dict[str, str]:
    return {s.unit: s.keadaan for s in status(proyek)}


def test_buat_menerbitkan_satu_buku_per_unit(proyek: Proyek) -> None:
    """Each unit gets one workbook, named by code, name and year; nobody has returned it yet."""
    nama = sorted(p.name for p in proyek.keluar.iterdir())
    assert nama == [
        "1001-kelurahan-satu-2024.xlsx",
        "1002-kelurahan-dua-2024.xlsx",
        "1003-kelurahan-tiga-2024.xlsx",
        "sek-sekretariat-2024.xlsx",
    ]
    assert set(_keadaan(proyek).values()) == {"belum kembali"}


def test_buat_lagi_tanpa_perubahan_tidak_menerbitkan_ulang(proyek: Proyek) -> None:
    """Issuing again without a change leaves files and serials alone."""
    ulang = buat(proyek, "2024-07-06T08:00:00")
    assert [(b.baru, b.seri) for b in ulang] == [(False, 1)] * 4


def test_buku_terisi_di_keluar_diarsipkan_sebelum_diganti(proyek: Proyek) -> None:
    """A workbook that somebody filled in keluar/ is archived, then replaced by a new issue."""
    path = kirim(proyek, "1001", "isi.xlsx", **LENGKAP)
    isi = path.read_bytes()
    tujuan = proyek.keluar / "1001-kelurahan-satu-2024.xlsx"
    tujuan.write_bytes(isi)
    hasil = buat(proyek, WAKTU, unit=["1001"])
    assert [(b.baru, b.seri) for b in hasil] == [(True, 2)]
    assert tujuan.read_bytes() != isi
    arsip = cari_arsip(proyek.arsip, hashlib.sha256(isi).hexdigest())
    assert arsip is not None
    assert arsip.read_bytes() == isi


def test_unit_tak_dikenal_ditolak(proyek: Proyek) -> None:
    """An unknown unit code is named together with those that are known."""
    with pytest.raises(ProyekError, match=r"9999.*1001"):
        buat(proyek, WAKTU, unit=["9999"])


def test_terima_dua_kali_tidak_mengubah_apa_pun(proyek: Proyek) -> None:
    """Receiving the same file again, also under another name, changes nothing."""
    path = kirim(proyek, "1001", "a.xlsx", **LENGKAP)
    pertama = terima(proyek, WAKTU)
    with Ledger(proyek.ledger) as ledger:
        awal = (ledger.semua_berkas(), list(ledger.isian_berlaku()))
    (proyek.masuk / "b.xlsx").write_bytes(path.read_bytes())
    kedua = terima(proyek, "2024-08-01T08:00:00")
    with Ledger(proyek.ledger) as ledger:
        assert (ledger.semua_berkas(), list(ledger.isian_berlaku())) == awal
    assert [h.sudah_ada for h in pertama] == [False]
    assert [h.sudah_ada for h in kedua] == [True, True]
    assert [t.kode for h in kedua for t in h.temuan if t.kode.startswith("BERKAS")] == ["BERKAS-09", "BERKAS-14"]
    assert kedua[0].isian == pertama[0].isian


def test_kiriman_lanjutan_yang_sah_yang_berlaku(proyek: Proyek) -> None:
    """A return that adds to the one before counts, the earlier one stays on record, a refused one changes nothing."""
    kirim(proyek, "1001", "a.xlsx", **LENGKAP)
    terima(proyek, WAKTU)
    kirim(proyek, "1001", "b.xlsx", **LENGKAP, LURAH_01__selesai__2=9, LURAH_01__masuk__2=10)
    terima(proyek, WAKTU)
    (proyek.masuk / "c.xlsx").write_bytes(b"bukan buku kerja")
    ditolak = terima(proyek, WAKTU, [proyek.masuk / "c.xlsx"])
    assert [h.keadaan for h in ditolak] == ["ditolak"]
    with Ledger(proyek.ledger) as ledger:
        assert [(b.nama, b.digantikan) for b in ledger.semua_berkas()] == [
            ("a.xlsx", True),
            ("b.xlsx", False),
            ("c.xlsx", False),
        ]
        konsolidasi = konsolidasi_proyek(proyek, ledger)
    assert konsolidasi.hasil["LURAH.01"].per_unit["1001"].realisasi[1].nilai == pytest.approx(90)
    assert cari_arsip(proyek.arsip, ditolak[0].sha256) is not None


def test_periksa_tidak_mencatat(proyek: Proyek) -> None:
    """periksa reads and reports as terima would, but archives and records nothing."""
    path = kirim(proyek, "1001", "a.xlsx", **LENGKAP)
    hasil = periksa(proyek, [path])
    assert hasil[0].keadaan == "diterima"
    with Ledger(proyek.ledger) as ledger:
        assert ledger.semua_berkas() == []
    assert list(proyek.arsip.rglob("*.*")) == []


def test_status_dari_belum_kembali_sampai_lengkap(proyek: Proyek) -> None:
    """A unit moves through the states as its returns do."""
    kirim(proyek, "1001", "lengkap.xlsx", **LENGKAP)
    kirim(proyek, "1002", "sebagian.xlsx", LURAH_01__selesai__1=8)
    kirim(proyek, "1003", "galat.xlsx", **{**LENGKAP, "LURAH_01__selesai__1": "banyak"})
    terima(proyek, WAKTU)
    assert _keadaan(proyek) == {
        "SEK": "belum kembali",
        "1001": "lengkap",
        "1002": "diterima",
        "1003": "perlu perbaikan",
    }
    satu = next(s for s in status(proyek) if s.unit == "1001")
    assert (satu.terisi, satu.diminta) == ((7, 0, 0, 0), (7, 8, 7, 8))
    json.dumps([s.ke_json() for s in status(proyek)])


def test_json_memenuhi_kontrak(proyek: Proyek) -> None:
    """The JSON object of a file has the contract's keys and plain values."""
    path = kirim(proyek, "1001", "a.xlsx", **{**LENGKAP, "SEKLUR_03__masuk__1": "1.234"})
    objek = periksa(proyek, [path])[0].ke_json()
    assert list(objek) == ["berkas", "sha256", "unit", "tahun", "keadaan", "jumlah", "isian", "temuan"]
    isi = json.loads(json.dumps(objek))
    assert set(isi["jumlah"]) == {"terisi", "tetap", "dilaporkan"}
    satu = next(i for i in isi["isian"] if (i["kunci"], i["triwulan"]) == ("LURAH.01/selesai", 1))
    assert set(satu) == {"kunci", "triwulan", "nilai", "lembar", "sel"}
    assert (satu["nilai"], satu["lembar"]) == (8.0, "Realisasi")
    galat = next(t for t in isi["temuan"] if t["kode"] == "NILAI-03")
    assert set(galat) == {"kode", "tingkat", "berkas", "unit", "lembar", "sel", "pesan", "saran"}
    assert (galat["tingkat"], galat["lembar"], galat["unit"]) == ("galat", "Realisasi", "1001")


def test_katalog_berubah_setelah_terbit_kiriman_lama_tetap_terbaca(proyek: Proyek) -> None:
    """A return is read against the katalog that it was issued from, also after the katalog has changed."""
    path = kirim(proyek, "1001", "a.xlsx", **LENGKAP)
    katalog = katalog_kecil()
    ubahan = tuple(i.model_copy(update={"nama": i.nama + " (baru)"}) for i in katalog.indikator)
    tulis_tabel(type(katalog)(**{**vars(katalog), "indikator": ubahan}), proyek.katalog)
    hasil = terima(proyek, WAKTU, [path])
    assert hasil[0].keadaan == "diterima"
    assert not hasil[0].ada_galat


def test_rekap_menerima_yang_baru_lalu_menulis(proyek: Proyek) -> None:
    """rekap receives what lies in masuk/ and writes one workbook up to the last reported triwulan."""
    kirim(proyek, "1001", "a.xlsx", **LENGKAP)
    hasil = rekap(proyek, WAKTU)
    assert (hasil.path.name, hasil.triwulan) == ("rekap-99.99.01-2024-tw1.xlsx", 1)
    assert len(hasil.diterima) == 1
    assert openpyxl.load_workbook(hasil.path).sheetnames == [
        *("Ringkasan", "Peringkat", "Tren", "Jabatan", "Matriks", "Matriks per TW", "Kaskade", "Perbandingan"),
        *("S.d. Triwulan", "Per Triwulan", "Status", "Temuan", "Jejak", "Variabel", "Data", "_dasar"),
    ]


def test_rekap_tanpa_kiriman_menolak_dengan_saran(proyek: Proyek) -> None:
    """Without any accepted return there is nothing to consolidate, and the message says what to do."""
    with pytest.raises(ProyekError, match="masuk/"):
        rekap(proyek, WAKTU)


def test_simulasi_berulang_sama_dan_terbaca(proyek: Proyek) -> None:
    """The same seed gives the same files; the returns are accepted except for what they get wrong on purpose."""
    pertama = {b.path.name: b.path.read_bytes() for b in simulasi(proyek, benih=3)}
    assert {b.path.name: b.path.read_bytes() for b in simulasi(proyek, benih=3)} == pertama
    assert {b.path.name: b.path.read_bytes() for b in simulasi(proyek, benih=4)} != pertama
    simulasi(proyek, benih=3)
    hasil = terima(proyek, WAKTU)
    assert {h.keadaan for h in hasil} == {"diterima"}
    sifat = {b.unit: b.sifat for b in simulasi(proyek, benih=3)}
    for h in hasil:
        galat = {t.kode for t in h.temuan if t.tingkat == "galat"}
        assert galat <= ({"NILAI-04"} if sifat[h.unit] == "teks" else set())


def test_ekspor_pengukuran_kinerja(proyek: Proyek) -> None:
    """The export holds one row per consolidated indikator, in xlsx from A4 on and in csv with decimal comma."""
    kirim(proyek, "1001", "a.xlsx", **LENGKAP)
    kirim(proyek, "1002", "b.xlsx", **{**LENGKAP, "LURAH_01__selesai__1": 7})
    terima(proyek, WAKTU)
    hasil = {h.path.suffix: h for h in ekspor(proyek, "pengukuran-kinerja")}
    data = hasil[".csv"].path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    baris = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    judul = (
        "No|Sasaran|Indikator|Satuan|Target tahunan|Target TW I|Target TW II|Target TW III|Target TW IV|Realisasi TW I"
    )
    judul += "|Realisasi TW II|Realisasi TW III|Realisasi TW IV|Realisasi|Capaian %|Predikat|Penanggung Jawab"
    judul += "|Faktor Pendukung|Faktor Penghambat|Catatan"
    assert "|".join(baris[0]) == judul
    berkas = next(b for b in baris if b[2] == "Persentase berkas selesai")
    # (8 + 7) of (10 + 10) against a target of 80.
    assert (berkas[13], berkas[14], berkas[15], berkas[16]) == ("75", "93,75", "Sangat Tinggi", "Lurah")
    assert berkas[19] == "2 dari 3 unit lengkap"
    ws = openpyxl.load_workbook(hasil[".xlsx"].path).active
    assert ws is not None
    assert [s.value for s in ws[4]] == baris[0]
    assert ws.cell(5, 3).value == baris[1][2]
    assert any("dari sebagian unit" in c for c in hasil[".csv"].catatan)


@pytest.mark.parametrize("teks", ["=1+1", "+1", "-1", "@x", "\tx", "=cmd|' /C calc'!A0"])
def test_teks_yang_mirip_rumus_dinetralkan(teks: str) -> None:
    """What a spreadsheet would run when it opens a csv is preceded by a quote, everything else left as it is."""
    assert netral(teks) == "'" + teks
    assert netral("biasa = 1") == "biasa = 1"
    baris = list(csv.reader(io.StringIO(tulis_csv(["a"], [[teks]]).decode("utf-8-sig")), delimiter=";"))
    assert baris[1] == ["'" + teks]


def test_profil_tak_dikenal(proyek: Proyek) -> None:
    """An unknown profile is answered with the list of those there are."""
    with pytest.raises(ProyekError, match="pengukuran-kinerja"):
        ekspor(proyek, "tidak-ada")


def test_kiriman_ditolak_sesudah_yang_sah_menandai_unit(proyek: Proyek) -> None:
    """After an accepted return a refused one of the same unit leaves the figures and asks for repair."""
    kirim(proyek, "1001", "a.xlsx", **LENGKAP)
    terima(proyek, WAKTU)
    kirim(proyek, "1001", "kosong.xlsx")
    assert [h.keadaan for h in terima(proyek, WAKTU)] == ["diterima", "ditolak"]
    satu = next(s for s in status(proyek) if s.unit == "1001")
    assert (satu.keadaan, satu.berkas) == ("perlu perbaikan", "a.xlsx")
    temuan = openpyxl.load_workbook(rekap(proyek, WAKTU).path)["Temuan"]
    assert "LENGKAP-02" in {s.value for baris in temuan.iter_rows() for s in baris}


def test_nama_berkas_yang_bertabrakan_ditolak(proyek: Proyek) -> None:
    """Two units whose workbooks would have the same name are named before anything is written."""
    katalog = katalog_kecil()
    tambah = katalog.unit[1].model_copy(update={"kode": "1001-kelurahan", "nama": "Satu"})
    tulis_tabel(type(katalog)(**{**vars(katalog), "unit": (*katalog.unit, tambah)}), proyek.katalog)
    with pytest.raises(ProyekError, match="nama berkas yang sama"):
        buat(proyek, WAKTU)
