"""Carrying forward: a year played through, changed targets, a changed katalog, and nothing typed is ever lost."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.checks.lengkap import hitung_kelengkapan
from ikixl.cli.jalan import jalankan_perintah
from ikixl.errors import ProyekError
from ikixl.katalog import tulis_tabel
from ikixl.katalog.kunci import KunciIsian, kunci_bukti, kunci_catatan, kunci_target, kunci_variabel
from ikixl.katalog.model import Indikator, Katalog, Target, Variabel
from ikixl.keadaan import status, status_dari_ledger
from ikixl.kelanjutan import HasilLanjut, lanjut
from ikixl.konsolidasi import Konsolidasi
from ikixl.layout.muatan import MUATAN_KOSONG, Muatan
from ikixl.ledger import Isian, Ledger, Penerimaan
from ikixl.penerbitan import buat
from ikixl.penerimaan.pemeriksaan import HasilPeriksa
from ikixl.penerimaan.pemilihan import pilih
from ikixl.penerimaan.terima import terima
from ikixl.perekapan import konsolidasi_proyek
from ikixl.proyek import Proyek
from ikixl.simulasi import simulasi
from ikixl.sumber_katalog import muat_sumber
from tests.contoh_kecil import isi_kelurahan, katalog_kecil
from tests.proyek_kecil import WAKTU, kirim_terbitan, proyek_kecil, proyek_terbit

UNIT = "1001"
TW1 = isi_kelurahan(
    LURAH_01__selesai__1=7,
    LURAH_01__masuk__1=10,
    SEKLUR_01__p__1=80,
    SEKLUR_02__kib_a__1=4,
    SEKLUR_02__kib_b__1=6,
    SEKLUR_03__masuk__1=9,
    SEKLUR_03__keluar__1=4,
)
TW2 = isi_kelurahan(
    LURAH_01__selesai__2=9,
    LURAH_01__masuk__2=10,
    LURAH_02__n__2=6,
    SEKLUR_01__p__2=82,
    SEKLUR_02__kib_a__2=5,
    SEKLUR_02__kib_b__2=6,
    SEKLUR_03__masuk__2=6,
    SEKLUR_03__keluar__2=1,
)
# kib_c is new in triwulan III, so it is asked for the first two as well; so is LURAH.03.
TW3 = isi_kelurahan(
    LURAH_01__selesai__3=18,
    LURAH_01__masuk__3=20,
    LURAH_03__k__1=3,
    LURAH_03__k__2=2,
    LURAH_03__k__3=3,
    SEKLUR_02__kib_c__1=6,
    SEKLUR_02__kib_c__2=6,
    SEKLUR_02__kib_a__3=5,
    SEKLUR_02__kib_c__3=7,
    SEKLUR_03__masuk__3=10,
    SEKLUR_03__keluar__3=3,
)
TW4 = isi_kelurahan(
    LURAH_01__selesai__4=9,
    LURAH_01__masuk__4=10,
    LURAH_02__n__4=12,
    LURAH_03__k__4=3,
    SEKLUR_02__kib_a__4=5,
    SEKLUR_02__kib_c__4=6,
    SEKLUR_03__masuk__4=9.5,
    SEKLUR_03__keluar__4=2.5,
)


@pytest.fixture
def proyek(tmp_path: Path) -> Proyek:
    """A small project whose workbooks are issued."""
    return proyek_terbit(tmp_path)


def _ubah_target(proyek: Proyek, katalog: Katalog, **baru: Target) -> Katalog:
    """The katalog with these targets by indikator (LURAH_01), saved in the project."""
    milik = {k.replace("_", "."): t for k, t in baru.items()}
    ubahan = replace(katalog, target=tuple(milik.get(t.indikator, t) for t in katalog.target))
    tulis_tabel(ubahan, proyek.katalog)
    return ubahan


def _katalog_perubahan() -> Katalog:
    """The katalog after triwulan II: LURAH.03 is new, SEKLUR.01 gone, kib_b now called kib_c, two targets changed."""
    k = katalog_kecil()
    baru = {
        "kode": "LURAH.03",
        "jabatan": "LURAH",
        "urutan": 3,
        "sasaran": "Kerukunan",
        "nama": "Jumlah kegiatan",
        "rumus": "k",
        "satuan": "kali",
    }
    target = {
        "LURAH.01": Target(indikator="LURAH.01", tw1=80, tw2=80, tw3=95, tw4=95, tahun=96),
        "SEKLUR.03": Target(indikator="SEKLUR.03", tw1=5, tw2=5, tw3=8, tw4=8, tahun=26),
    }
    return replace(
        k,
        indikator=(
            *(
                i.model_copy(update={"rumus": "kib_a + kib_c"}) if i.kode == "SEKLUR.02" else i
                for i in k.indikator
                if i.kode != "SEKLUR.01"
            ),
            Indikator.model_validate(baru),
        ),
        variabel=(
            *(
                v.model_copy(update={"kode": "kib_c"}) if v.kode == "kib_b" else v
                for v in k.variabel
                if v.indikator != "SEKLUR.01"
            ),
            Variabel(indikator="LURAH.03", kode="k", urutan=1, nama="Kegiatan"),
        ),
        target=(
            *(target.get(t.indikator, t) for t in k.target if t.indikator != "SEKLUR.01"),
            Target(indikator="LURAH.03", tw1=3, tw2=3, tw3=2, tw4=2, tahun=10),
        ),
    )


def _terima(
    proyek: Proyek,
    nama: str,
    isian: dict[KunciIsian, float | str | None] | dict[KunciIsian, float | str],
    seri: int = 0,
) -> HasilPeriksa:
    """Return an issue of the unit with these inputs and receive it."""
    path = kirim_terbitan(proyek, UNIT, nama, {**isian}, seri)
    return terima(proyek, WAKTU, [path])[0]


def _lanjut(proyek: Proyek, triwulan: int, *, perubahan: bool = False) -> HasilLanjut:
    return lanjut(proyek, WAKTU, triwulan, perubahan, unit=[UNIT])


def _muatan(proyek: Proyek, jabatan: str = "") -> Muatan:
    """What the unit's last issue carries."""
    with Ledger(proyek.ledger) as ledger:
        terbit = next(t for t in ledger.terbitan_terakhir()[UNIT] if t.jabatan == jabatan)
    return Muatan.dari_json(terbit.muatan)


def _asal(proyek: Proyek) -> dict[tuple[str, int], tuple[object, str]]:
    """Each input in force of the unit: its value and the name of the file that it was typed in."""
    with Ledger(proyek.ledger) as ledger:
        nama = {b.sha256: b.nama for b in ledger.semua_berkas()}
        return {(i.kunci, i.triwulan): (i.nilai, nama[i.sha256]) for i in ledger.isian_berlaku(2024) if i.unit == UNIT}


def _konsolidasi(proyek: Proyek) -> Konsolidasi:
    with Ledger(proyek.ledger) as ledger:
        return konsolidasi_proyek(proyek, ledger)


def _kode(hasil: HasilPeriksa) -> set[str]:
    return {t.kode for t in hasil.temuan}


def test_muatan_bolak_balik_json() -> None:
    """What an issue carries comes back from its JSON; a plain issue has none."""
    m = Muatan(
        "LURAH",
        3,
        {KunciIsian("A/v", 1): 2.0},
        {KunciIsian("A/catatan/pic"): "Budi"},
        {},
        {KunciIsian("A/target", 3): 5.0},
    )
    assert Muatan.dari_json(m.ke_json()) == m
    assert MUATAN_KOSONG.ke_json() == ""
    assert Muatan.dari_json("") == MUATAN_KOSONG


def test_satu_tahun(proyek: Proyek) -> None:
    """TW I to IV with changed targets, a changed katalog and a late correction give the capaian reckoned by hand."""
    _terima(proyek, "tw1.xlsx", TW1)
    _lanjut(proyek, 2)
    assert _terima(proyek, "tw2.xlsx", TW2).keadaan == "diterima"
    assert _asal(proyek)["LURAH.01/selesai", 1] == (7.0, "tw1.xlsx")
    # The first workbook once more, corrected; what it says of triwulan II was reported later and stays as it is.
    koreksi = {**TW1, **isi_kelurahan(LURAH_01__selesai__1=8, LURAH_01__selesai__2=1)}
    hasil = _terima(proyek, "koreksi.xlsx", koreksi, seri=1)
    assert (hasil.keadaan, _kode(hasil) & {"IDENTITAS-10", "IDENTITAS-12"}) == (
        "ditahan",
        {"IDENTITAS-10", "IDENTITAS-12"},
    )
    assert ("LURAH.01/selesai", 1) not in _asal(proyek)
    pilih(proyek, WAKTU, UNIT, "koreksi.xlsx")
    assert _asal(proyek)["LURAH.01/selesai", 1] == (8.0, "koreksi.xlsx")
    assert _asal(proyek)["LURAH.01/selesai", 2] == (9.0, "tw2.xlsx")

    tulis_tabel(_katalog_perubahan(), proyek.katalog)
    tw3 = _lanjut(proyek, 3, perubahan=True)
    assert {(t.kunci, t.triwulan) for t in tw3.tidak_terbawa} == {
        *(("SEKLUR.01/p", t) for t in (1, 2)),
        *(("SEKLUR.01/target", t) for t in range(5)),
        *(("SEKLUR.02/kib_b", t) for t in (1, 2)),
    }
    assert _muatan(proyek).semula == {
        kunci_target("LURAH.01", 3): 90,
        kunci_target("LURAH.01", 4): 90,
        kunci_target("LURAH.01", 0): 85,
        kunci_target("SEKLUR.03", 3): 5,
        kunci_target("SEKLUR.03", 4): 5,
        kunci_target("SEKLUR.03", 0): 20,
    }
    hasil = _terima(proyek, "tw3.xlsx", TW3)
    assert _kode(hasil) == set()
    assert _lanjut(proyek, 4).target_berbeda == 0
    assert _kode(_terima(proyek, "tw4.xlsx", TW4)) == set()

    k = _konsolidasi(proyek)
    capaian = {i: h.per_unit[UNIT].capaian_sd[3].hasil.nilai for i, h in k.hasil.items() if i != "SEKCAM.01"}
    assert capaian == {
        "LURAH.01": pytest.approx(91.6666666667),  # (8+9+18+9) of (10+10+20+10) is 88 %, of 96 %
        "LURAH.02": pytest.approx(110),  # (2×20 - (6+12)) / 20
        "LURAH.03": pytest.approx(110),  # 3+2+3+3 of 10
        "SEKLUR.02": pytest.approx(91.6666666667),  # 5+6 at the end of the year, of 12
        "SEKLUR.03": pytest.approx(92.3076923077),  # (9+6+10+9.5) - (4+1+3+2.5) = 24 of 26
    }
    # Capped at 100: (91.667 + 100 + 100 + 91.667 + 92.308) / 5
    assert k.capaian_unit(UNIT, 4).nilai == pytest.approx(95.1282051282)
    asal = _asal(proyek)
    for isi, nama in ((TW1, "koreksi.xlsx"), (TW2, "tw2.xlsx"), (TW3, "tw3.xlsx"), (TW4, "tw4.xlsx")):
        assert {asal[i.kunci, i.triwulan][1] for i in isi} == {nama}
    satu = next(s for s in status(proyek) if s.unit == UNIT)
    assert (satu.keadaan, satu.buku, satu.kembali) == ("lengkap", 1, 1)
    assert satu.berkas == "tw2.xlsx, koreksi.xlsx, tw3.xlsx, tw4.xlsx"


def test_triwulan_lalu_terkunci_dan_sisanya_terbuka(proyek: Proyek) -> None:
    """Accepted figures are locked, gaps and unreadable ones stay open, targets, evidence and notes are filled in."""
    kendala, bukti = kunci_catatan("LURAH.01", "kendala"), kunci_bukti("LURAH.01", "masuk")
    batas = kunci_catatan("LURAH.01", "batas_waktu")
    isi = {**TW1, kendala: "Hujan", bukti: "Arsip 1", batas: "2024-08-01", kunci_target("LURAH.01", 4): 91.5}
    del isi[kunci_variabel("SEKLUR.03", "masuk", 1)]
    isi[kunci_variabel("SEKLUR.03", "keluar", 1)] = "banyak"
    isi[kunci_variabel("LURAH.02", "n", 2)] = 3
    _terima(proyek, "tw1.xlsx", isi)
    _lanjut(proyek, 2)
    m = _muatan(proyek)
    assert m.tetap[kunci_variabel("LURAH.01", "masuk", 1)] == 10
    assert m.tetap[kunci_target("LURAH.01", 1)] == 80
    for kosong in ("masuk", "keluar"):
        assert m.terbuka(kunci_variabel("SEKLUR.03", kosong, 1))
        assert kunci_variabel("SEKLUR.03", kosong, 1) not in m.awal
    assert not m.terbuka(kunci_variabel("LURAH.01", "masuk", 3))
    assert {k: m.awal[k] for k in (kendala, bukti, batas, kunci_target("LURAH.01", 4))} == {
        kendala: "Hujan",
        bukti: "Arsip 1",
        batas: "2024-08-01",
        kunci_target("LURAH.01", 4): 91.5,
    }
    # Reported ahead of its time: still open, filled in.
    assert m.awal[kunci_variabel("LURAH.02", "n", 2)] == 3
    # Sent back as it came, but for the new quarter, everything is as it was.
    sebelum = _asal(proyek)
    assert not {t.kode for t in _terima(proyek, "tw2.xlsx", TW2).temuan} - {"LENGKAP-01"}
    sesudah = _asal(proyek)
    diketik = {(k.kunci, k.triwulan) for k in TW2}
    assert {k: n for k, (n, _) in sebelum.items() if k not in diketik} == {
        k: n for k, (n, _) in sesudah.items() if k not in diketik
    }


def test_isian_yang_dikosongkan_tidak_berlaku_lagi(proyek: Proyek) -> None:
    """A note that was filled in beforehand and came back blank is gone; a figure that is merely locked is not."""
    kendala = kunci_catatan("LURAH.01", "kendala")
    _terima(proyek, "tw1.xlsx", {**TW1, kendala: "Hujan"})
    _lanjut(proyek, 2)
    _terima(proyek, "tw2.xlsx", {**TW2, kendala: None})
    asal = _asal(proyek)
    assert asal[kendala.kunci, 0] == (None, "tw2.xlsx")
    assert asal["LURAH.01/masuk", 1] == (10.0, "tw1.xlsx")
    assert kendala not in _muatan(proyek).tetap
    _lanjut(proyek, 3)
    assert kendala not in _muatan(proyek).awal


def test_status_tidak_menghitung_yang_dikosongkan(proyek: Proyek) -> None:
    """A figure that the return of a later issue leaves blank is missing again, whatever the earlier one held."""
    masuk, selesai = (kunci_variabel("LURAH.01", v, 1) for v in ("masuk", "selesai"))
    lama = [Isian(*k, 10.0, "isi", "Realisasi", "F7") for k in (masuk, selesai)]
    baru = Isian(*masuk, None, "kosong", "Realisasi", "F7")
    with Ledger(proyek.ledger) as ledger:
        for nomor, isian in enumerate([lama, [baru]], 1):
            ledger.catat_berkas(
                Penerimaan(f"s{nomor}", "iki.xlsx", 1, WAKTU, "diterima", UNIT, nomor, 2024, isian=tuple(isian))
            )
    terisi = next(s.terisi for s in status(proyek) if s.unit == UNIT)
    assert terisi == (1, 0, 0, 0)


def test_unit_yang_belum_pernah_mengirim(proyek: Proyek) -> None:
    """It gets a workbook with everything up to the triwulan open and the katalog's targets."""
    hasil = lanjut(proyek, WAKTU, 2)
    assert [b.baru for b in hasil.buku] == [True] * 4
    m = _muatan(proyek)
    assert m.tetap == {}
    assert m.awal[kunci_target("LURAH.01", 3)] == 90
    assert all(m.terbuka(kunci_variabel("LURAH.01", "masuk", t)) == (t <= 2) for t in (1, 2, 3, 4))
    hasil_baca = _terima(proyek, "telat.xlsx", {**TW1, **TW2})
    assert (hasil_baca.keadaan, _kode(hasil_baca)) == ("diterima", set())


def test_lanjut_dua_kali_sama(proyek: Proyek) -> None:
    """Doing it again changes nothing, also with changed targets; a filled workbook in keluar/ is archived first."""
    _terima(proyek, "tw1.xlsx", TW1)
    _ubah_target(
        proyek, katalog_kecil(), LURAH_01=Target(indikator="LURAH.01", tw1=70, tw2=75, tw3=75, tw4=75, tahun=75)
    )
    for perubahan in (False, True, False):
        _lanjut(proyek, 2, perubahan=perubahan)
        assert [b.baru for b in _lanjut(proyek, 2, perubahan=perubahan).buku] == [False]
    (proyek.keluar / "1001-kelurahan-satu-2024.xlsx").write_bytes(b"diisi di tempat")
    assert [b.baru for b in _lanjut(proyek, 2).buku] == [True]
    assert b"diisi di tempat" in {p.read_bytes() for p in proyek.arsip.rglob("*.xlsx")}


def test_diisi_di_folder_keluar(
    proyek: Proyek, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workbook filled in where it lay is kept when it is issued anew; the command says so, and it still counts."""
    monkeypatch.chdir(proyek.folder)
    terisi = kirim_terbitan(proyek, UNIT, "tw1.xlsx", {**TW1})
    isi = terisi.read_bytes()
    terisi.replace(proyek.keluar / "1001-kelurahan-satu-2024.xlsx")
    (buku,) = _lanjut(proyek, 2).buku
    assert buku.diganti is not None
    assert buku.diganti.read_bytes() == isi
    assert _asal(proyek) == {}
    assert _lanjut(proyek, 2).buku[0].diganti is None
    buku.path.write_bytes(isi)
    assert jalankan_perintah(["lanjut", "--triwulan", "3", "--unit", UNIT]) == 0
    perintah = next(b for b in capsys.readouterr().out.splitlines() if "1001-kelurahan-satu-2024.xlsx: ikixl" in b)
    assert jalankan_perintah(perintah.partition("ikixl ")[2].split()) == 0
    assert _asal(proyek)["LURAH.01/masuk", 1][0] == 10.0
    # Once it has been received it is one return among others, wherever a copy of it lies.
    buku.path.write_bytes(isi)
    assert _lanjut(proyek, 2).buku[0].diganti is None


def test_target_berubah_hanya_dengan_perubahan(proyek: Proyek) -> None:
    """Changed targets are counted but left alone until they are asked for; what was asked for once stays."""
    sendiri = kunci_target("SEKLUR.03", 3)
    _terima(proyek, "tw1.xlsx", {**TW1, sendiri: 6})
    baru = Target(indikator="LURAH.01", tw1=70, tw2=75, tw3=75, tw4=75, tahun=75)
    _ubah_target(proyek, katalog_kecil(), LURAH_01=baru)
    hasil = _lanjut(proyek, 2)
    assert hasil.target_berbeda == 4
    assert (_muatan(proyek).awal[kunci_target("LURAH.01", 2)], _muatan(proyek).semula) == (80, {})
    assert _lanjut(proyek, 2, perubahan=True).target_berbeda == 0
    m = _muatan(proyek)
    assert (m.awal[kunci_target("LURAH.01", 2)], m.semula[kunci_target("LURAH.01", 2)]) == (75, 80)
    # Triwulan I is over and accepted, and nobody changed SEKLUR.03 in the katalog.
    assert (m.tetap[kunci_target("LURAH.01", 1)], m.awal[sendiri]) == (80, 6)
    # Nobody returned that issue; the change was announced all the same.
    assert _lanjut(proyek, 3).target_berbeda == 0
    m = _muatan(proyek)
    assert (m.awal[kunci_target("LURAH.01", 3)], m.semula[kunci_target("LURAH.01", 3)]) == (75, 90)
    assert (m.awal[kunci_target("LURAH.01", 2)], m.semula[kunci_target("LURAH.01", 2)]) == (75, 80)
    # Answered, it is over like any other.
    _terima(proyek, "tw3.xlsx", {k: n for k, n in TW3.items() if "LURAH.01" in k.kunci})
    _lanjut(proyek, 4)
    assert _muatan(proyek).tetap[kunci_target("LURAH.01", 2)] == 75


def test_target_yang_diubah_operator_menang_sesudahnya(proyek: Proyek) -> None:
    """Once the changed target came back, what the operator made of it stands, with the original still beside it."""
    _terima(proyek, "tw1.xlsx", TW1)
    baru = Target(indikator="LURAH.01", tw1=80, tw2=75, tw3=75, tw4=75, tahun=75)
    _ubah_target(proyek, katalog_kecil(), LURAH_01=baru)
    _lanjut(proyek, 2, perubahan=True)
    _terima(proyek, "tw2.xlsx", {**TW2, kunci_target("LURAH.01", 3): 77})
    _lanjut(proyek, 3, perubahan=True)
    m = _muatan(proyek)
    assert (m.awal[kunci_target("LURAH.01", 3)], m.semula[kunci_target("LURAH.01", 3)]) == (77, 90)


def test_perubahan_untuk_unit_yang_belum_mengirim(proyek: Proyek) -> None:
    """A unit that returned nothing gets the changed target with the issued one beside it."""
    baru = Target(indikator="LURAH.01", tw1=80, tw2=75, tw3=75, tw4=75, tahun=75)
    _ubah_target(proyek, katalog_kecil(), LURAH_01=baru)
    for _ in range(2):
        _lanjut(proyek, 2, perubahan=True)
        m = _muatan(proyek)
        assert (m.awal[kunci_target("LURAH.01", 2)], m.semula[kunci_target("LURAH.01", 2)]) == (75, 80)


def test_formulir_lanjutan_kosong_ditolak(proyek: Proyek) -> None:
    """A workbook on which nothing of the new triwulan was typed is refused, and the figures before it count on."""
    _terima(proyek, "tw1.xlsx", TW1)
    _lanjut(proyek, 2)
    hasil = _terima(proyek, "kosong.xlsx", {})
    assert (hasil.keadaan, _kode(hasil)) == ("ditolak", {"LENGKAP-02"})
    assert _asal(proyek)["LURAH.01/masuk", 1] == (10.0, "tw1.xlsx")
    assert next(s for s in status(proyek) if s.unit == UNIT).keadaan == "perlu perbaikan"


def test_temuan_lama_selesai_bila_isiannya_diganti(proyek: Proyek) -> None:
    """A figure that nobody could read asks for repair until the next workbook brings it."""
    salah = {**TW1, kunci_variabel("LURAH.01", "masuk", 1): "banyak"}
    _terima(proyek, "tw1.xlsx", salah)
    _lanjut(proyek, 2)
    _terima(proyek, "tw2.xlsx", TW2)
    assert next(s for s in status(proyek) if s.unit == UNIT).keadaan == "perlu perbaikan"
    _terima(proyek, "tw2b.xlsx", {**TW2, kunci_variabel("LURAH.01", "masuk", 1): 10})
    satu = next(s for s in status(proyek) if s.unit == UNIT)
    assert (satu.keadaan, satu.galat) == ("lengkap", 0)


def test_daftar_yang_tidak_terbawa(proyek: Proyek) -> None:
    """What has no place any more is listed with its cell in a csv that Excel opens and in which no formula runs."""
    kendala = kunci_catatan("SEKLUR.01", "kendala")
    _terima(proyek, "tw1.xlsx", {**TW1, kendala: "=1+1"})
    tulis_tabel(_katalog_perubahan(), proyek.katalog)
    hasil = _lanjut(proyek, 2)
    assert hasil.daftar is not None
    assert hasil.daftar.name == "tidak-terbawa-2024-tw2.csv"
    baris = list(csv.reader(io.StringIO(hasil.daftar.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert baris[0] == ["Unit", "Kunci", "Triwulan", "Nilai", "Berkas", "Lembar", "Sel", "Sebab"]
    kib = next(b for b in baris if b[1] == "SEKLUR.02/kib_b")
    assert kib[:6] == [UNIT, "SEKLUR.02/kib_b", "1", "6", "tw1.xlsx", "Realisasi"]
    assert kib[7] == "variabel kib_b tidak ada lagi pada indikator SEKLUR.02"
    catatan = next(b for b in baris if b[1] == kendala.kunci)
    assert (catatan[3], catatan[7]) == ("'=1+1", "indikator SEKLUR.01 tidak ada lagi dalam katalog")
    # With the old katalog back, everything moves along again and the list is gone.
    tulis_tabel(katalog_kecil(), proyek.katalog)
    hasil = _lanjut(proyek, 2)
    assert (hasil.tidak_terbawa, hasil.daftar) == ((), None)
    assert list(proyek.keluar.glob("*.csv")) == []


def test_simulasi_mengisi_buku_lanjutan(proyek: Proyek) -> None:
    """Simulated returns of a year: each quarter's workbooks are accepted and fill what is asked."""
    simulasi(proyek, benih=1, triwulan=1)
    for triwulan in (2, 3, 4):
        lanjut(proyek, WAKTU, triwulan)
        simulasi(proyek, benih=triwulan)
    hasil = terima(proyek, WAKTU)
    assert {h.keadaan for h in hasil} == {"diterima"}
    assert all(s.terisi[3] > 0 and s.kembali == 1 for s in status(proyek))


def test_perintah_lanjut(proyek: Proyek, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The command receives first, says what it issued, what it left behind and which targets it left alone."""
    monkeypatch.chdir(proyek.folder)
    kirim_terbitan(proyek, UNIT, "tw1.xlsx", {**TW1})
    tulis_tabel(_katalog_perubahan(), proyek.katalog)
    assert jalankan_perintah(["lanjut", "--triwulan", "2", "--unit", UNIT]) == 0
    keluar = capsys.readouterr().out
    assert "1 berkas baru di masuk dibaca dulu" in keluar
    assert "1 buku kerja triwulan 2 diterbitkan" in keluar
    assert "6 target di katalog berbeda" in keluar
    assert "ikixl lanjut --triwulan 2 --perubahan" in keluar
    assert "variabel kib_b tidak ada lagi" in keluar
    for salah in (["--triwulan", "1"], ["--triwulan", "5"], []):
        assert jalankan_perintah(["lanjut", *salah]) == 2
    assert jalankan_perintah(["status", "--json"]) == 0
    capsys.readouterr()
    jalankan_perintah(["status", "--json"])
    satu = next(o for o in json.loads(capsys.readouterr().out) if o["unit"] == UNIT)
    assert (satu["keadaan"], satu["buku"], satu["kembali"]) == ("belum kembali", 1, 0)


def test_lanjut_sebelum_terbit(tmp_path: Path) -> None:
    """Where nothing was issued there is nothing to carry on, and triwulan I is no continuation."""
    p = proyek_kecil(tmp_path)
    with pytest.raises(ProyekError, match="Belum ada buku kerja"):
        lanjut(p, WAKTU, 2)
    with pytest.raises(ProyekError, match="triwulan 2, 3 dan 4"):
        lanjut(p, WAKTU, 1)


_KUNCI = [
    *(kunci_variabel("LURAH.01", v, t) for v in ("selesai", "masuk") for t in (1, 2, 3)),
    *(kunci_variabel("SEKLUR.02", v, t) for v in ("kib_a", "kib_b", "kib_c") for t in (1, 2)),
    kunci_variabel("SEKLUR.01", "p", 1),
    kunci_target("LURAH.01", 3),
    kunci_target("LURAH.01", 0),
    kunci_catatan("SEKLUR.01", "kendala"),
]
_ISIAN = st.dictionaries(
    st.sampled_from(_KUNCI), st.one_of(st.integers(1, 60), st.just("banyak"), st.none()), min_size=1, max_size=5
)
_LANGKAH = st.one_of(
    st.tuples(st.just("kirim"), st.integers(0, 3), _ISIAN),
    st.tuples(st.just("lanjut"), st.integers(2, 4), st.booleans()),
    st.tuples(st.just("katalog"), st.booleans(), st.none()),
)


@settings(max_examples=8)
@given(st.lists(_LANGKAH, min_size=2, max_size=6))
def test_tidak_ada_ketikan_yang_hilang(langkah: list[tuple[str, int, object]]) -> None:
    """After any returns, re-issues and changes of the katalog: each accepted value is in force or was replaced by a
    newer one of the same input, and each value in force is in the last workbook, listed, or shown as the original.
    """
    with TemporaryDirectory() as folder:
        proyek = proyek_kecil(Path(folder))
        buat(proyek, WAKTU, unit=[UNIT])
        for nomor, (apa, angka, isi) in enumerate(langkah):
            if apa == "kirim":
                with Ledger(proyek.ledger) as ledger:
                    seri = min(angka, ledger.seri_berikut(UNIT) - 1)
                assert isinstance(isi, dict)
                hasil_kirim = _terima(proyek, f"{nomor}.xlsx", isi, seri)
                if hasil_kirim.keadaan == "ditahan" and angka:
                    pilih(proyek, WAKTU, terbaru=True)
            elif apa == "lanjut":
                _lanjut(proyek, angka, perubahan=bool(isi))
            else:
                tulis_tabel(_katalog_perubahan() if angka else katalog_kecil(), proyek.katalog)
        hasil = _lanjut(proyek, 4, perubahan=True)
        _pastikan_tidak_hilang(proyek, hasil)


def _pastikan_tidak_hilang(proyek: Proyek, hasil: HasilLanjut) -> None:
    m = _muatan(proyek)
    daftar = {KunciIsian(t.kunci, t.triwulan): t.nilai for t in hasil.tidak_terbawa}
    with Ledger(proyek.ledger) as ledger:
        berlaku = {KunciIsian(i.kunci, i.triwulan): i for i in ledger.isian_berlaku(2024)}
        tercatat = ledger.semua_berkas()
        sah = {b.sha256: (b.seri, b.urutan) for b in tercatat if b.keadaan == "diterima"}
        datang = [(b.seri, b.urutan) for b in tercatat if b.keadaan in ("diterima", "ditahan")]
        semua = [i for sha256 in sah for i in ledger.isian_berkas(sha256)]
        katalog = muat_sumber(proyek.katalog)
        status = next(s for s in status_dari_ledger(katalog, ledger) if s.unit == UNIT)
    # What status counts unit by unit is what is in force.
    terisi = {k: i.nilai for k, i in berlaku.items() if i.unit == UNIT and i.nilai is not None}
    assert status.terisi == hitung_kelengkapan(katalog, UNIT, terisi).terisi
    for i in semua:
        kini = berlaku.get(KunciIsian(i.kunci, i.triwulan))
        if kini is not None and kini.sha256 == i.sha256:
            continue
        # A return of the same issue that says nothing of an input takes it back, and while later ones wait for a choice
        # none counts; anything else must hold it.
        ulang = any(seri == sah[i.sha256][0] and urutan > sah[i.sha256][1] for seri, urutan in datang)
        assert ulang or (kini is not None and sah[kini.sha256] > sah[i.sha256])
    for kunci, i in berlaku.items():
        if i.nilai is not None:
            terbawa = (m.tetap.get(kunci), m.awal.get(kunci), m.semula.get(kunci), daftar.get(kunci))
            assert i.nilai in terbawa, kunci
