"""The rekap of more units than a workbook can show: its files, its workbook, and what is kept between two of them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from ikixl import konsolidasi_besar, perekapan, perekapan_besar
from ikixl.aturan import Aturan, gabung
from ikixl.errors import IkixlError
from ikixl.kaskade import banding_kaskade
from ikixl.katalog import tulis_tabel
from ikixl.katalog.kunci import KunciIsian, kunci_catatan
from ikixl.katalog.model import Unit
from ikixl.konsolidasi import Konsolidasi, NilaiAsal
from ikixl.konsolidasi_besar import KonsolidasiBesar, Pengumpul, _Gabungan
from ikixl.konsolidasi_unit import AngkaUnit, BentukUnit, angka_dari_json, angka_ke_json, angka_unit
from ikixl.layout.buku import Buku
from ikixl.ledger import Ledger
from ikixl.penerbitan import buat
from ikixl.penerimaan.pemilihan import pilih
from ikixl.penerimaan.terima import terima
from ikixl.perekapan import rekap, rekap_kini
from ikixl.perincian import Simpanan, UnitTersimpan
from ikixl.perincian import berkas as berkas_rincian
from ikixl.proyek import Proyek, buka
from ikixl.rekap import KonteksRekap
from ikixl.rekap.besar.konteks import KonteksBesar
from ikixl.tahun_lalu import _dari_rekap, pembanding_konsolidasi
from ikixl.tingkat import Sumber, baca_anggota
from tests.buku.test_unit import banding_rumus
from tests.contoh_kecil import isi_kelurahan, katalog_kecil
from tests.libreoffice import hitung_ulang
from tests.proyek_kecil import WAKTU, kirim, kirim_terbitan, proyek_kecil

#: Folder of the files, as the small katalog names it.
RINCIAN = "rekap-99.99.01-2024-tw2-rincian"
ISI_SATU = {
    "LURAH_01__selesai__1": 8,
    "LURAH_01__masuk__1": 10,
    "LURAH_01__selesai__2": 18,
    "LURAH_01__masuk__2": 20,
    "LURAH_02__n__2": 6,
    "SEKLUR_01__p__1": 57,
    "SEKLUR_01__p__2": 85,
    "SEKLUR_02__kib_a__2": 5,
    "SEKLUR_02__kib_b__2": 7,
    "SEKLUR_03__masuk__2": 3.1,
    "SEKLUR_03__keluar__2": 0.25,
}
ISI_DUA = {"LURAH_01__selesai__2": 0, "LURAH_01__masuk__2": 0, "LURAH_02__n__2": 30, "SEKLUR_01__p__2": 95}
ACUAN = {("SEKCAM.01", "sop"): "LURAH.01/selesai", ("LURAH.02", "n"): "SEKLUR.03/masuk"}


@pytest.fixture
def besar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rekap is a large one."""
    monkeypatch.setattr(perekapan_besar, "BATAS_PASANGAN", 3)


@pytest.fixture(scope="module")
def asal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three kelurahan and a sekretariat, compared with each other; two returned, one under a name that is a formula."""
    proyek = proyek_kecil(tmp_path_factory.mktemp("besar"))
    dasar = katalog_kecil()
    variabel = tuple(
        v.model_copy(update={"acuan": ACUAN.get((v.indikator, v.kode), ""), "isian": "bulat"})
        if (v.indikator, v.kode) in ACUAN
        else v
        for v in dasar.variabel
    )
    tulis_tabel(replace(dasar, variabel=variabel), proyek.katalog)
    buat(proyek, WAKTU)
    catatan = {kunci_catatan("LURAH.01", "kendala"): "Hujan; banjir"}
    kirim_terbitan(proyek, "1001", "=satu.xlsx", {**isi_kelurahan(**ISI_SATU), **catatan})
    kirim(proyek, "1002", "dua.xlsx", **ISI_DUA)
    kirim_terbitan(proyek, "SEK", "sek.xlsx", isi_kelurahan(SEKCAM_01__sop__2=9, SEKCAM_01__spp__2=1))
    terima(proyek, WAKTU)
    return proyek.folder


@pytest.fixture
def proyek(asal: Path, tmp_path: Path) -> Proyek:
    """A copy of that project."""
    return buka(Path(shutil.copytree(asal, tmp_path / "proyek")))


def _isi(proyek: Proyek) -> dict[str, bytes]:
    return {
        p.relative_to(proyek.rekap).as_posix(): p.read_bytes() for p in sorted(proyek.rekap.rglob("*")) if p.is_file()
    }


def _csv(isi: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(isi.decode("utf-8-sig"), newline=""), delimiter=";"))


def _konteks(proyek: Proyek, monkeypatch: pytest.MonkeyPatch) -> tuple[KonteksRekap, KonteksBesar]:
    """The same project as a small rekap and as a large one."""
    semua: list[KonteksRekap] = []

    def catat(ktk: KonteksRekap) -> Buku:
        semua.append(ktk)
        return Buku("", ())

    with monkeypatch.context() as m:
        m.setattr(perekapan, "susun_buku_rekap", catat)
        m.setattr(perekapan, "susun_buku_besar", catat)
        m.setattr(perekapan, "tulis_buku", lambda _: b"")
        for batas in (10_000, 3):
            m.setattr(perekapan_besar, "BATAS_PASANGAN", batas)
            rekap_kini(proyek, 2)
    kecil, besar = semua
    assert isinstance(besar, KonteksBesar)
    return kecil, besar


def test_angka_sama_dengan_rekap_biasa(proyek: Proyek, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large rekap comes to the same figures, states, temuan and notes as an ordinary one of the same returns."""
    kecil, besar = _konteks(proyek, monkeypatch)
    for kode, h in kecil.konsolidasi.hasil.items():
        g = besar.konsolidasi.hasil[kode]
        assert (g.gabungan.nilai, g.gabungan.nilai_sd) == (h.gabungan.nilai, h.gabungan.nilai_sd)
        assert (g.gabungan.target, g.gabungan.target_sd) == (h.gabungan.target, h.gabungan.target_sd)
        assert (g.gabungan.realisasi, g.gabungan.realisasi_sd) == (h.gabungan.realisasi, h.gabungan.realisasi_sd)
        assert (g.gabungan.capaian, g.gabungan.capaian_sd) == (h.gabungan.capaian, h.gabungan.capaian_sd)
        assert (g.ikut, g.ikut_sd, list(g.per_unit)) == (h.ikut, h.ikut_sd, list(h.per_unit))
        assert besar.catatan(g, ("kendala",)) == kecil.catatan(h, ("kendala",))
    assert list(besar.konsolidasi.hasil) == list(kecil.konsolidasi.hasil)
    for u in kecil.unit:
        assert besar.dasar_unit(u.kode) == kecil.dasar_unit(u.kode)
        for t in (1, 2, 3, 4):
            for lingkup in ("tw", "sd"):
                sama = kecil.konsolidasi.capaian_unit(u.kode, t, lingkup)
                assert besar.konsolidasi.capaian_unit(u.kode, t, lingkup) == sama
    assert besar.kelengkapan_unit == kecil.kelengkapan_unit
    assert (besar.status, besar.temuan) == (kecil.status, kecil.temuan)
    assert besar.konsolidasi.triwulan_terakhir() == kecil.konsolidasi.triwulan_terakhir() == 2


def test_berkas_di_sebelah_memuat_semuanya(proyek: Proyek, besar: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files hold every consolidated row with its lineage, every figure of every unit, and each comparison."""
    hasil = rekap(proyek, WAKTU, 2)
    assert hasil.rincian == proyek.rekap / RINCIAN
    kecil, _ = _konteks(proyek, monkeypatch)
    isi = {nama.rpartition("/")[2]: b for nama, b in _isi(proyek).items() if nama.endswith(".csv")}
    assert set(isi) == {f"{k}-1.csv" for k in ("data", "variabel", "rincian", "matriks", "kaskade")}
    data = _csv(isi["data-1.csv"])
    harap = [tuple("" if n is None else n for n in b) for b in kecil.konsolidasi.baris()]
    assert [_baris_data(b) for b in data] == harap
    assert {b["berkas"] for b in data} == {"", "'=satu.xlsx", "dua.xlsx", "sek.xlsx"}
    rincian = {(b["unit"], b["indikator"]): b for b in _csv(isi["rincian-1.csv"])}
    matriks = {b["unit"]: b for b in _csv(isi["matriks-1.csv"])}
    assert "SEK" not in matriks
    for kode, h in kecil.konsolidasi.hasil.items():
        for unit, milik in h.per_unit.items():
            b = rincian[unit, kode]
            for t in range(4):
                assert _angka(b[f"capaian_sd{t + 1}"]) == milik.capaian_sd[t].hasil.tampilan
                assert _angka(b[f"realisasi_tw{t + 1}"]) == milik.realisasi[t].tampilan
                terisi = kecil.kelengkapan[kode, unit].terisi[t], kecil.kelengkapan[kode, unit].diminta[t]
                assert (int(b[f"isian_terisi_sd{t + 1}"]), int(b[f"isian_diminta_sd{t + 1}"])) == terisi
            if not h.tunggal:
                assert _angka(matriks[unit][kode]) == milik.capaian_sd[1].hasil.tampilan
    variabel = {(b["unit"], b["indikator"], b["variabel"]): b for b in _csv(isi["variabel-1.csv"])}
    assert _angka(variabel["1001", "SEKLUR.03", "masuk"]["sd2"]) == ""
    assert _angka(variabel["1001", "LURAH.01", "selesai"]["sd2"]) == 26
    kaskade = {(b["unit"], b["indikator"]): b for b in _csv(isi["kaskade-1.csv"])}
    dalam = [b for b in banding_kaskade(kecil.konsolidasi, 2) if b.indikator == "LURAH.02"]
    assert {u for u, i in kaskade if i == "LURAH.02"} == {b.unit for b in dalam}
    for banding in dalam:
        atasan = "" if banding.atasan is None else banding.atasan
        assert _angka(kaskade[banding.unit, "LURAH.02"]["atasan"]) == atasan


def _baris_data(b: dict[str, str]) -> tuple[object, ...]:
    kolom = ("unit", "jabatan", "indikator", "variabel")
    akhir = ("keadaan", "sha256", "lembar", "sel")
    awal = (int(b["tahun"]), b["instansi"], *(b[k] for k in kolom), int(b["triwulan"]))
    return (*awal, _angka(b["nilai"]), *(b[k] for k in akhir))


def _angka(teks: str) -> float | str:
    return teks if teks in ("", "tidak dihitung") else float(teks.replace(",", "."))


@pytest.mark.libreoffice
def test_rumus_sama_dengan_libreoffice(tmp_path: Path, proyek: Proyek, besar: None) -> None:
    """Every formula of the workbook of a large rekap gives in LibreOffice what Python stored in it."""
    path = rekap(proyek, WAKTU, 2).path
    assert banding_rumus(path, hitung_ulang([path], tmp_path / "lo")[path]) == []


def test_buku_kerja_menyebut_yang_di_sebelah(proyek: Proyek, besar: None) -> None:
    """Ringkasan says why and where the details are; the sheet Rincian names each file with its rows and its digest."""
    hasil = rekap(proyek, WAKTU, 2)
    wb = openpyxl.load_workbook(hasil.path, data_only=True)
    assert "Data Unit" in wb.sheetnames
    assert not {"Matriks", "Data", "Variabel"} & set(wb.sheetnames)
    teks = "\n".join(str(c.value) for b in wb["Ringkasan"].iter_rows() for c in b if c.value)
    assert RINCIAN in teks
    isi = _isi(proyek)
    lembar = wb["Rincian"]
    judul = _kolom(lembar)
    tercatat = {}
    for b in range(2, lembar.max_row + 1):
        if str(lembar.cell(b, 1).value).startswith("berkas"):
            sel = lembar.cell(b, judul["berkas"])
            assert sel.hyperlink is not None
            nama = str(sel.hyperlink.target).replace("\\", "/")
            tercatat[nama] = [lembar.cell(b, judul[k]).value for k in ("baris", "bita", "sha256")]
    ada = {k: v for k, v in isi.items() if k.endswith(".csv")}
    harap = {k: [len(_csv(v)), len(v), hashlib.sha256(v).hexdigest()] for k, v in ada.items()}
    assert {k: n for k, n in tercatat.items() if k.endswith(".csv")} == harap


def _catat_hitungan(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The units that are reckoned from now on."""
    dihitung: list[str] = []
    asli = perekapan_besar._Perekap._hitung

    def hitung(perekap: perekapan_besar._Perekap, unit: Unit) -> UnitTersimpan:
        dihitung.append(unit.kode)
        return asli(perekap, unit)

    monkeypatch.setattr(perekapan_besar._Perekap, "_hitung", hitung)
    return dihitung


def _kolom(lembar: Worksheet) -> dict[str, int]:
    return {str(c.value): nomor for nomor, c in enumerate(lembar[1], start=1)}


def test_ulangan_sama_bita_demi_bita(proyek: Proyek, besar: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what was kept, without it, with a damaged one, or without the files: always the same bytes."""
    rekap(proyek, WAKTU, 2)
    awal = _isi(proyek)
    dihitung = _catat_hitungan(monkeypatch)
    rekap(proyek, WAKTU, 2)
    assert (_isi(proyek), dihitung) == (awal, [])
    simpanan = proyek.folder / ".ikixl" / "rekap.sqlite"
    for rusak in (None, b"bukan SQLite", simpanan.read_bytes()[:5_000] + b"\x00" * 9_000):
        if rusak is None:
            simpanan.unlink()
        else:
            simpanan.write_bytes(rusak)
        for p in (proyek.rekap / RINCIAN).iterdir():
            p.unlink()
        rekap(proyek, WAKTU, 2)
        assert _isi(proyek) == awal
        assert dihitung
        dihitung.clear()


def test_satu_kiriman_baru_satu_unit_dihitung(proyek: Proyek, besar: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """After one new return only its unit is reckoned, and the result is what a rekap from nothing gives."""
    rekap(proyek, WAKTU, 2)
    kirim(proyek, "1003", "tiga.xlsx", **ISI_DUA)
    dihitung = _catat_hitungan(monkeypatch)
    rekap(proyek, WAKTU, 2)
    assert dihitung == ["1003"]
    isi = _isi(proyek)
    (proyek.folder / ".ikixl" / "rekap.sqlite").unlink()
    rekap(proyek, WAKTU, 2)
    assert _isi(proyek) == isi
    # Other rules are other figures: nothing that was kept counts.
    dihitung.clear()
    setelan = proyek.folder / "ikixl.toml"
    setelan.write_text(setelan.read_text(encoding="utf-8").replace("2T-R", "T/R"), encoding="utf-8")
    rekap(buka(proyek.folder), WAKTU, 2)
    assert len(dihitung) == 4


def test_yang_disimpan_dari_serangkai_unit(proyek: Proyek, besar: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of runs of units that did not change no figures are read; runs that are damaged or missing change nothing."""
    monkeypatch.setattr(perekapan_besar, "_SERANGKAI", 1)
    dibaca: list[str] = []
    asli = Simpanan.ambil_angka

    def ambil_angka(simpanan: Simpanan, unit: str, kunci: str) -> AngkaUnit | None:
        dibaca.append(unit)
        return asli(simpanan, unit, kunci)

    monkeypatch.setattr(Simpanan, "ambil_angka", ambil_angka)
    rekap(proyek, WAKTU, 2)
    dibaca.clear()
    kirim(proyek, "1003", "tiga.xlsx", **ISI_DUA)
    rekap(proyek, WAKTU, 2)
    assert set(dibaca) == {"1003"}
    awal = _isi(proyek)
    lain = zlib.compress(b"[1]")
    for rusak, isi in (
        ("UPDATE serangkai SET isi = sidik_isi", ()),
        # Whole, but nothing that a rekap writes.
        ("UPDATE serangkai SET isi = ?, sidik_isi = ?", (lain, hashlib.sha256(lain).digest())),
        ("UPDATE serangkai SET kunci = ''", ()),
        ("DELETE FROM serangkai", ()),
    ):
        with closing(sqlite3.connect(proyek.folder / ".ikixl" / "rekap.sqlite")) as db, db:
            assert db.execute(rusak, isi).rowcount > 0
        dibaca.clear()
        rekap(proyek, WAKTU, 2)
        assert (_isi(proyek), set(dibaca)) == (awal, {"SEK", "1001", "1002", "1003"})


@pytest.mark.parametrize("serangkai", [1, 3, 64])
def test_sesudah_perubahan_sama_dengan_dari_nol(
    proyek: Proyek, besar: None, monkeypatch: pytest.MonkeyPatch, serangkai: int
) -> None:
    """After each change (return, choice, katalog, rules, triwulan) a rekap is, byte for byte, one from nothing."""
    monkeypatch.setattr(perekapan_besar, "_SERANGKAI", serangkai)
    nol = proyek.folder.with_name("nol")
    isi = [_sama_dengan_dari_nol(proyek.folder, nol, 2)]
    kirim(proyek, "1003", "tiga.xlsx", **ISI_DUA)
    isi.append(_sama_dengan_dari_nol(proyek.folder, nol, 2))
    # Another answer to an issue that was answered: both are held until one is chosen.
    kirim(proyek, "1002", "dua-lagi.xlsx", **{**ISI_DUA, "LURAH_02__n__2": 31, "SEKLUR_01__p__1": 40})
    isi.append(_sama_dengan_dari_nol(proyek.folder, nol, 2))
    pilih(proyek, WAKTU, "1002", "dua-lagi.xlsx")
    isi.append(_sama_dengan_dari_nol(proyek.folder, nol, 2))
    katalog = katalog_kecil()
    ubah = replace(katalog, unit=tuple(u.model_copy(update={"nama": f"{u.nama} Baru"}) for u in katalog.unit))
    tulis_tabel(ubah, proyek.katalog)
    isi.append(_sama_dengan_dari_nol(proyek.folder, nol, 2))
    setelan = proyek.folder / "ikixl.toml"
    setelan.write_text(setelan.read_text(encoding="utf-8").replace("2T-R", "T/R"), encoding="utf-8")
    isi.append(_sama_dengan_dari_nol(proyek.folder, nol, 2))
    isi.append(_sama_dengan_dari_nol(proyek.folder, nol, 1))
    # Each of these was a change indeed.
    assert all(a != b for a, b in pairwise(isi))


def _sama_dengan_dari_nol(folder: Path, nol: Path, triwulan: int) -> dict[str, bytes]:
    """The files of a rekap now; those of the same project with nothing kept are no others."""
    proyek = buka(folder)
    rekap(proyek, WAKTU, triwulan)
    shutil.rmtree(nol, ignore_errors=True)
    lain = buka(Path(shutil.copytree(folder, nol)))
    (lain.folder / ".ikixl" / "rekap.sqlite").unlink()
    shutil.rmtree(lain.rekap)
    rekap(lain, WAKTU, triwulan)
    semua = {k: v for k, v in _isi(proyek).items() if f"-tw{triwulan}" in k}
    assert semua == _isi(lain)
    return {k.replace(f"-tw{triwulan}", ""): v for k, v in semua.items()}


def test_gagal_di_tengah_tidak_meninggalkan_apa_pun(
    proyek: Proyek, besar: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the workbook cannot be made, the files of the earlier rekap stay as they were and no half file is left."""
    rekap(proyek, WAKTU, 2)
    awal = _isi(proyek)
    (proyek.rekap / ".ikixl-bertahap-mati.tmp").write_bytes(b"dari proses yang mati")

    def gagal(_: object) -> bytes:
        raise IkixlError("cakram penuh")

    kirim(proyek, "1003", "tiga.xlsx", **ISI_DUA)
    monkeypatch.setattr(perekapan, "tulis_buku", gagal)
    with pytest.raises(IkixlError):
        rekap(proyek, WAKTU, 2)
    assert _isi(proyek) == awal


def test_berkas_besar_dibagi_menurut_unit(proyek: Proyek, besar: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would pass the rows of a file goes to the next, units whole; parts that are no longer needed go."""
    folder = proyek.rekap / RINCIAN
    rekap(proyek, WAKTU, 2)
    utuh = _csv((folder / "data-1.csv").read_bytes())
    monkeypatch.setattr(berkas_rincian, "BARIS_BAGIAN", 60)
    rekap(proyek, WAKTU, 2)
    bagian = [_csv((folder / f"data-{n}.csv").read_bytes()) for n in (1, 2, 3, 4)]
    assert not (folder / "data-5.csv").exists()
    assert [b for satu in bagian for b in satu] == utuh
    assert [{b["unit"] for b in satu} for satu in bagian] == [{"SEK"}, {"1001"}, {"1002"}, {"1003"}]
    milik = folder / "catatan saya.csv"
    milik.write_text("punya orang", encoding="utf-8")
    monkeypatch.undo()
    monkeypatch.setattr(perekapan_besar, "BATAS_PASANGAN", 3)
    rekap(proyek, WAKTU, 2)
    assert _csv((folder / "data-1.csv").read_bytes()) == utuh
    assert not (folder / "data-2.csv").exists()
    assert milik.exists()


def test_parquet_bila_pyarrow_terpasang(proyek: Proyek, besar: None) -> None:
    """With pyarrow the rows stand in Parquet files as well, with numbers as numbers; the workbook names them."""
    parquet = pytest.importorskip("pyarrow.parquet")
    path = rekap(proyek, WAKTU, 2).path
    folder = proyek.rekap / RINCIAN
    for jenis in ("data", "variabel", "rincian"):
        tabel = parquet.read_table(folder / f"{jenis}-1.parquet").to_pylist()
        asal = _csv((folder / f"{jenis}-1.csv").read_bytes())
        assert [[_polos(n) for n in b.values()] for b in tabel] == [
            [_polos(_angka(n) if _berangka(n) else n) for n in b.values()] for b in asal
        ]
    teks = [str(c.value) for b in openpyxl.load_workbook(path)["Rincian"].iter_rows() for c in b]
    assert "data-1.parquet" in teks


def _berangka(teks: str) -> bool:
    return teks.replace(",", "").replace("-", "").isdigit() and "." not in teks


def _polos(nilai: object) -> object:
    return "" if nilai in (None, "tidak dihitung") else float(nilai) if _berangka(str(nilai)) else nilai  # type: ignore[arg-type]


def test_temuan_terlalu_banyak_pergi_ke_sebelah(proyek: Proyek, besar: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Temuan beyond what the sheet lists stand in a file, all of them; the sheet says so."""
    monkeypatch.setattr(perekapan_besar, "BATAS_TEMUAN", 1)
    hasil = rekap(proyek, WAKTU, 2)
    lembar = openpyxl.load_workbook(hasil.path)["Temuan"]
    kunci = [str(lembar.cell(b, 1).value) for b in range(1, lembar.max_row + 1)]
    assert [k for k in kunci if k.startswith("temuan")] == ["temuan1"]
    semua = _csv((proyek.rekap / RINCIAN / "temuan-1.csv").read_bytes())
    assert len(semua) > 1
    assert any(f"dari {len(semua)};" in str(c.value) for b in lembar.iter_rows() for c in b)


def test_tingkat_dan_tahun_lalu_membaca_rekap_besar(proyek: Proyek, monkeypatch: pytest.MonkeyPatch) -> None:
    """A level above, and the next year, take the same figures from a large rekap as from an ordinary one."""
    isi = []
    for batas in (10_000, 3):
        monkeypatch.setattr(perekapan_besar, "BATAS_PASANGAN", batas)
        isi.append(rekap(proyek, WAKTU, 2).path.read_bytes())
    kecil, besar = (baca_anggota(b, Sumber("rekap.xlsx", "x")) for b in isi)
    assert besar[1] == kecil[1] == []
    assert kecil[0] is not None
    assert besar[0] is not None
    for a in (kecil[0], besar[0]):
        assert all(n.asal for n in a.angka.values())

    def polos(a: object) -> object:
        assert a is not None
        return replace(
            a,  # type: ignore[type-var]
            angka={k: replace(n, asal={}) for k, n in a.angka.items()},  # type: ignore[attr-defined]
            unit=tuple(replace(u, sel="") for u in a.unit),  # type: ignore[attr-defined]
        )

    assert polos(besar[0]) == polos(kecil[0])
    lalu = []
    for nomor, b in enumerate(isi):
        path = proyek.folder / f"lalu{nomor}.xlsx"
        path.write_bytes(b)
        lama = _dari_rekap(path)
        assert lama.temuan == ()
        lalu.append(pembanding_konsolidasi(lama.konsolidasi, "sama"))
    assert lalu[1] == lalu[0]


def test_rekap_besar_yang_diubah_tangan_ketahuan(proyek: Proyek, besar: None) -> None:
    """A level above finds a shown figure that differs from Data Indikator, a missing row and an impossible count."""
    path = rekap(proyek, WAKTU, 2).path
    wb = openpyxl.load_workbook(path)
    data = wb["Data Indikator"]
    kolom = _kolom(data)
    baris = {str(data.cell(b, 1).value): b for b in range(1, data.max_row + 1)}
    data.cell(baris["LURAH.01/selesai@*"], kolom["q2"]).value = 99
    data.cell(baris["SEKLUR.02/kib_a@*"], kolom["s2"]).value = "lima"
    data.cell(baris["SEKLUR.03/masuk@*"], 1).value = "dihapus"
    keluaran = io.BytesIO()
    wb.save(keluaran)
    anggota, temuan = baca_anggota(keluaran.getvalue(), Sumber("rekap.xlsx", "x"))
    assert anggota is not None
    assert {"TINGKAT-03", "TINGKAT-04"} <= {t.kode for t in temuan}
    assert all(t.berkas == "rekap.xlsx" for t in temuan)
    assert any(t.lembar == "Data Indikator" and t.sel for t in temuan)


ANGKA = st.floats(-1e12, 1e12) | st.sampled_from([0.0, 0.1, -0.1, 1e16, -1e16, 1e-9, 1e300])


@given(
    st.lists(ANGKA, min_size=1, max_size=40),
    st.sampled_from(["jumlah", "rata", "maks", "min"]),
    st.integers(2, 7),
    st.integers(1, 9),
)
def test_gabungan_bertahap_sama_sampai_digit_terakhir(
    nilai: list[float], cara: str, menunggu: int, serangkai: int
) -> None:
    """Numbers combined as they come, or run by run with each run kept as JSON, give what `gabung` gives of them all."""
    with pytest.MonkeyPatch.context() as m:
        m.setattr(konsolidasi_besar, "_MENUNGGU", menunggu)
        g, h = _Gabungan(cara), _Gabungan(cara)
        for awal in range(0, len(nilai), serangkai):
            bagian, dibaca = _Gabungan(cara), _Gabungan(cara)
            for n in nilai[awal : awal + serangkai]:
                g.tambah(n)
                bagian.tambah(n)
            dibaca.isi_dari(json.loads(json.dumps(bagian.deret())))
            h.gabungkan(dibaca)
        hasil = g.hasil()
        assert h.hasil() == hasil
    harap = gabung(nilai, cara)
    assert hasil is not None
    assert hasil == harap or (math.isinf(hasil) and math.isinf(harap))


@settings(max_examples=30)
@given(st.data())
def test_unit_demi_unit_sama_dengan_sekaligus(data: st.DataObject) -> None:
    """Whatever units type, taking them one by one, or by runs that were kept, gives the figures of all at once."""
    katalog = katalog_kecil()
    konsolidasi = Konsolidasi(katalog, Aturan(), dict(_isian(data)))
    pengumpul = Pengumpul(katalog, konsolidasi.aturan)
    serangkai, bagian = data.draw(st.integers(1, 3)), pengumpul.kosong()
    for nomor, u in enumerate(katalog.unit, start=1):
        bentuk = BentukUnit(katalog, katalog.indikator_unit(u.kode))
        isian = konsolidasi.isian.get(u.kode, {})
        angka, _ = angka_unit(bentuk, konsolidasi.aturan, isian, [isian.get(k) for k in bentuk.semua])
        bagian.tambah(u.kode, angka_dari_json(angka_ke_json(angka)))
        if nomor % serangkai == 0:
            pengumpul.gabungkan(pengumpul.dari_json(bagian.ke_json()))
            bagian = pengumpul.kosong()
    pengumpul.gabungkan(bagian)
    besar: KonsolidasiBesar = pengumpul.selesai(lambda _: {})
    for kode, h in konsolidasi.hasil.items():
        g = besar.hasil[kode]
        assert (g.ikut, g.ikut_sd) == (h.ikut, h.ikut_sd)
        assert replace(g.gabungan, target_tahun=None, target_gabungan=None) == replace(
            h.gabungan, target_tahun=None, target_gabungan=None
        )
    for u in katalog.unit:
        for t in (1, 2, 3, 4):
            assert besar.capaian_unit(u.kode, t) == konsolidasi.capaian_unit(u.kode, t)
    assert besar.triwulan_terakhir() == konsolidasi.triwulan_terakhir()


def _isian(data: st.DataObject) -> Iterator[tuple[str, dict[KunciIsian, NilaiAsal]]]:
    katalog = katalog_kecil()
    angka = st.none() | st.integers(0, 50) | st.floats(0, 100).map(lambda n: round(n, 3))
    for u in katalog.unit:
        semua = [k for unit, _, _, _, k in Konsolidasi(katalog, Aturan()).kunci_baris() if unit == u.kode]
        nilai = data.draw(st.lists(angka, min_size=len(semua), max_size=len(semua)))
        yield (
            u.kode,
            {
                k: NilaiAsal(n, "isi", u.kode, "Realisasi", "B2")
                for k, n in zip(semua, nilai, strict=True)
                if n is not None
            },
        )


def test_tanpa_kiriman_tidak_ada_rekap(tmp_path: Path, besar: None) -> None:
    """A large project without a return that counts says so, as a small one does, and leaves no file behind."""
    proyek = proyek_kecil(tmp_path)
    buat(proyek, WAKTU)
    with pytest.raises(IkixlError, match="Belum ada buku kerja yang diterima"):
        rekap(proyek, WAKTU, 2)
    assert _isi(proyek) == {}
    with Ledger(proyek.ledger) as ledger:
        assert ledger.nilai_berkas("tidak dikenal") == []
