"""Levels: what combines and how, held against figures reckoned by hand and against all units at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from ikixl.aturan import Aturan
from ikixl.errors import ProyekError
from ikixl.katalog.model import Katalog
from ikixl.penggabungan import HasilGabung, gabung_rekap
from ikixl.tingkat import Tingkat
from ikixl.tingkat.model import kode_bersama
from tests.contoh_kecil import katalog_kecil
from tests.tingkat.contoh import BENAR, DUA, SATU, Isian, kecamatan, konsolidasi, rekap_kecamatan

A = kecamatan("99.99.01", "Kecamatan Satu")
B = kecamatan("99.99.02", "Kecamatan Dua")


def _tulis(folder: Path, nama: str, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / nama).write_bytes(data)
    return folder / nama


def _gabung(tmp_path: Path, *bagian: tuple[Katalog, Isian], **lain: object) -> HasilGabung:
    masuk = tmp_path / "masuk"
    for n, (katalog, isian) in enumerate(bagian):
        _tulis(masuk, f"{n}.xlsx", rekap_kecamatan(katalog, isian))
    return gabung_rekap([masuk], tmp_path / "kab", **lain)  # type: ignore[arg-type]


def _ubah_indikator(katalog: Katalog, kode: str, **ubah: object) -> Katalog:
    return replace(
        katalog,
        indikator=tuple(i.model_copy(update=ubah) if i.kode == kode else i for i in katalog.indikator),
    )


@pytest.fixture(scope="module")
def dua(tmp_path_factory: pytest.TempPathFactory) -> HasilGabung:
    """Two kecamatan with the same katalog, combined."""
    return _gabung(tmp_path_factory.mktemp("dua"), (A, SATU), (B, DUA))


def test_dua_kecamatan_sama_dengan_hitungan_tangan(dua: HasilGabung) -> None:
    """Sums over all kelurahan first, then the formula; means weigh kelurahan, not kecamatan; targets as the units'."""
    i = {i.kunci: i for i in dua.tingkat.indikator}
    rasio = i["LURAH.01"].hitungan_gabungan
    assert (rasio.realisasi[1].nilai, rasio.realisasi_sd[1].nilai) == pytest.approx(BENAR["rasio"])
    rata = i["SEKLUR.01"].hitungan_gabungan
    assert (rata.realisasi_sd[0].nilai, rata.realisasi_sd[1].nilai) == pytest.approx(BENAR["rata"])
    gangguan = i["LURAH.02"].hitungan_gabungan
    terhitung = gangguan.realisasi_sd[1].nilai, gangguan.target_sd[1], gangguan.capaian_sd[1].hasil.nilai
    assert terhitung == pytest.approx(BENAR["minimal"])


def test_kelengkapan_naik_sampai_unit_paling_bawah(dua: HasilGabung) -> None:
    """Beside every combined figure stands how many kelurahan of all kecamatan are in it."""
    i = {i.kunci: i for i in dua.tingkat.indikator}
    # Of LURAH.01 kelurahan 1002 of the first kecamatan sent nothing.
    assert (i["LURAH.01"].gabungan.ikut_sd[1], i["LURAH.01"].gabungan.semua) == (2, 6)
    assert (i["SEKLUR.01"].gabungan.ikut_sd[1], i["SEKLUR.01"].gabungan.semua) == (3, 6)
    assert dua.tingkat.semua == 8
    lembar = openpyxl.load_workbook(dua.path, data_only=True)["S.d. Triwulan"]
    teks = {r[0].value: r[-2].value for r in lembar.iter_rows() if r[0].value}
    assert teks["LURAH.01@*"] == "2 dari 6 unit"


def test_sama_dengan_semua_unit_sekaligus(dua: HasilGabung) -> None:
    """Combining two kecamatan gives what one kecamatan with all their kelurahan would: no mean of means anywhere."""
    asal = katalog_kecil()
    baru = {u.kode: f"9{u.kode}" for u in asal.unit if u.jenis == "kelurahan"}
    semua = replace(
        asal, unit=(*asal.unit, *(u.model_copy(update={"kode": baru[u.kode]}) for u in asal.unit if u.kode in baru))
    )
    sekaligus = konsolidasi(semua, {**SATU, **{baru[u]: n for u, n in DUA.items()}}).hasil
    for i in dua.tingkat.indikator:
        if i.kunci.startswith("SEKCAM"):
            continue
        kiri, kanan = i.hitungan_gabungan, sekaligus[i.kunci].gabungan
        for t in range(4):
            assert i.gabungan.ikut_sd[t] == sekaligus[i.kunci].ikut_sd[t]
            assert kiri.realisasi_sd[t].keadaan == kanan.realisasi_sd[t].keadaan, i.kunci
            assert kiri.capaian_sd[t].hasil.nilai == pytest.approx(kanan.capaian_sd[t].hasil.nilai)
            assert kiri.capaian[t].hasil.nilai == pytest.approx(kanan.capaian[t].hasil.nilai)


def test_anggota_sama_dengan_rekapnya_sendiri(dua: HasilGabung) -> None:
    """A kecamatan has in the level the capaian that its own rekap shows."""
    for kode, katalog, isian in (("99.99.01", A, SATU), ("99.99.02", B, DUA)):
        for t in (1, 2):
            sendiri = konsolidasi(katalog, isian).capaian_instansi(t).nilai
            assert dua.tingkat.capaian_anggota(kode, t).nilai == pytest.approx(sendiri)


def test_kode_sama_arti_berbeda_tidak_digabung(tmp_path: Path) -> None:
    """The same code under another formula or name stands beside it as code#n, and what differs is said by name."""
    b = _ubah_indikator(B, "SEKLUR.01", nama="Tingkat kehadiran", satuan="poin")
    hasil = _gabung(tmp_path, (A, SATU), (b, DUA))
    kunci = {i.kunci: set(i.angka) for i in hasil.tingkat.indikator}
    assert kunci["SEKLUR.01#1"] == {"99.99.01"}
    assert kunci["SEKLUR.01#2"] == {"99.99.02"}
    assert kunci["LURAH.01"] == {"99.99.01", "99.99.02"}
    (temuan,) = [t for t in hasil.temuan if t.kode == "TINGKAT-12"]
    assert "Kecamatan Satu" in temuan.pesan
    assert "Kecamatan Dua" in temuan.pesan
    assert "nama, satuan" in temuan.pesan
    lembar = openpyxl.load_workbook(hasil.path)["Penggabungan"]
    teks = [str(c.value) for r in lembar.iter_rows() for c in r]
    assert any("tidak digabung dengan SEKLUR.01#1: berbeda nama, satuan" in t for t in teks)


@pytest.mark.parametrize(
    ("ubah", "beda"),
    [
        ({"nama": " tingkat  KEPUASAN. "}, ()),
        ({"sasaran": "Lain", "sumber_data": "Lain", "urutan": 9}, ()),
        ({"arah": "minimal"}, ("arah",)),
        ({"periode": "tahunan"}, ("periode",)),
        ({"bobot": 2.0}, ("bobot",)),
        ({"rumus": "p + 0"}, ("rumus",)),
    ],
)
def test_apa_yang_membuat_arti_berbeda(ubah: dict[str, object], beda: tuple[str, ...]) -> None:
    """Case, spaces, sasaran and sources make no difference; formula, direction, period and weight do."""
    from ikixl.tingkat.definisi import Definisi

    def definisi(k: Katalog) -> Definisi:
        return Definisi(k.cari_indikator("SEKLUR.01"), k.variabel_indikator("SEKLUR.01"), "Lurah")

    assert definisi(A).beda(definisi(_ubah_indikator(B, "SEKLUR.01", **ubah))) == beda


def test_tahun_lain_tidak_ikut_kecuali_diminta(tmp_path: Path) -> None:
    """A rekap of another year is left out and named; with beda_tahun it counts and is named all the same."""
    lama = kecamatan("99.99.03", "Kecamatan Lama", katalog_kecil(2023))
    hasil = _gabung(tmp_path, (A, SATU), (B, DUA), (lama, DUA))
    assert [a.nama for a in hasil.tingkat.anggota] == ["Kecamatan Satu", "Kecamatan Dua"]
    assert [(t.kode, t.tingkat) for t in hasil.temuan] == [("TINGKAT-08", "galat")]
    assert hasil.ditolak == ("2.xlsx",)
    semua = gabung_rekap([tmp_path / "masuk"], tmp_path / "kab", beda_tahun=True)
    assert len(semua.tingkat.anggota) == 3
    assert [t.kode for t in semua.temuan] == ["TINGKAT-16"]


def test_aturan_berbeda_dihitung_dengan_yang_terbanyak(tmp_path: Path) -> None:
    """One set of rules for all, that of most members; who computes otherwise is named."""
    c = kecamatan("99.99.03", "Kecamatan Tiga")
    masuk = tmp_path / "masuk"
    _tulis(masuk, "a.xlsx", rekap_kecamatan(A, SATU, aturan=Aturan(minimal="T/R")))
    _tulis(masuk, "b.xlsx", rekap_kecamatan(B, DUA))
    # How figures were typed matters no more: they are carried of each triwulan and up to each.
    _tulis(masuk, "c.xlsx", rekap_kecamatan(c, DUA, aturan=Aturan(entri="sampai_dengan")))
    hasil = gabung_rekap([masuk], tmp_path / "kab")
    assert hasil.tingkat.aturan.minimal == "2T-R"
    assert [(t.kode, t.berkas) for t in hasil.temuan] == [("TINGKAT-09", "a.xlsx")]


def test_rekap_yang_tertinggal_disebut(tmp_path: Path) -> None:
    """A rekap that runs only to triwulan I is named, and its kecamatan is incomplete in II, never zero."""
    masuk = tmp_path / "masuk"
    satu = {"1001": {k: n for k, n in SATU["1001"].items() if k.endswith("__1")}}
    _tulis(masuk, "a.xlsx", rekap_kecamatan(A, satu, triwulan=1))
    _tulis(masuk, "b.xlsx", rekap_kecamatan(B, DUA))
    hasil = gabung_rekap([masuk], tmp_path / "kab")
    assert hasil.triwulan == 2
    assert [(t.kode, t.berkas) for t in hasil.temuan] == [("TINGKAT-10", "a.xlsx")]
    i = next(i for i in hasil.tingkat.indikator if i.kunci == "LURAH.01")
    assert i.gabungan.ikut_sd == (2, 1, 0, 0)
    assert i.hitungan_gabungan.realisasi_sd[1].nilai == pytest.approx(36 / 50 * 100)


def test_instansi_dua_kali_ditolak(tmp_path: Path) -> None:
    """The very same file twice counts once; two different rekap of one instansi stop the work and name both."""
    masuk = tmp_path / "masuk"
    _tulis(masuk, "a.xlsx", rekap_kecamatan(A, SATU))
    _tulis(masuk, "b.xlsx", rekap_kecamatan(A, SATU))
    hasil = gabung_rekap([masuk], tmp_path / "kab")
    assert [t.kode for t in hasil.temuan] == ["TINGKAT-11"]
    _tulis(masuk, "b.xlsx", rekap_kecamatan(A, DUA))
    with pytest.raises(ProyekError, match=r"99\.99\.01.*a\.xlsx.*b\.xlsx"):
        gabung_rekap([masuk], tmp_path / "kab")


def test_tingkat_di_atasnya_lagi(tmp_path: Path) -> None:
    """A kabupaten's rekap is an input of a province, and gives what all kecamatan at once would."""
    c = kecamatan("99.98.01", "Kecamatan Jauh")
    kab = _gabung(tmp_path, (A, SATU), (B, DUA), nama="Kabupaten Satu")
    lain = tmp_path / "lain"
    _tulis(lain, "c.xlsx", rekap_kecamatan(c, SATU))
    kab2 = gabung_rekap([lain], tmp_path / "kab2", "Kabupaten Dua")
    prov = gabung_rekap([kab.path, kab2.path], tmp_path / "prov", "Provinsi")
    assert prov.temuan == ()
    assert prov.tingkat.tingkat == 2
    assert [(a.kode, a.nama) for a in prov.tingkat.anggota] == [("99.99", "Kabupaten Satu"), ("99.98", "Kabupaten Dua")]
    sekaligus = gabung_rekap([tmp_path / "masuk", lain / "c.xlsx"], tmp_path / "semua").tingkat
    _sama(prov.tingkat, sekaligus)
    assert (prov.tingkat.lengkap, prov.tingkat.semua) == (sekaligus.lengkap, 12)
    # A kecamatan beside the kabupaten that holds it would count twice.
    with pytest.raises(ProyekError, match=r"99\.99\.01 ada di dua rekap"):
        gabung_rekap([kab.path, tmp_path / "masuk"], tmp_path / "prov")


def _sama(kiri: Tingkat, kanan: Tingkat) -> None:
    assert [i.kunci for i in kiri.indikator] == [i.kunci for i in kanan.indikator]
    for a, b in zip(kiri.indikator, kanan.indikator, strict=True):
        assert (a.gabungan.ikut, a.gabungan.ikut_sd, a.gabungan.semua) == (
            b.gabungan.ikut,
            b.gabungan.ikut_sd,
            b.gabungan.semua,
        )
        for t in range(4):
            x, y = a.hitungan_gabungan.capaian_sd[t].hasil, b.hitungan_gabungan.capaian_sd[t].hasil
            assert x.keadaan == y.keadaan
            assert x.nilai == pytest.approx(y.nilai)


def test_kode_gabungan_dari_awal_kode_wilayah() -> None:
    """The code of a level is what all kode wilayah begin with, else one made of them."""
    assert kode_bersama(["35.74.02", "35.74.03"]) == "35.74"
    assert kode_bersama(["35.74.02"]) == "35.74"
    assert kode_bersama(["X", "Y"]).startswith("G")
    assert kode_bersama(["X", "Y"]) != kode_bersama(["X", "Z"])
