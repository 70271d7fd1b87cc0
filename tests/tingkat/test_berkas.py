"""Rekap files from another office: edited, damaged and hostile ones, folders, and LibreOffice as second calculator."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ikixl.aturan import Aturan
from ikixl.cli.jalan import jalankan_perintah
from ikixl.errors import ProyekError
from ikixl.katalog.model import Katalog
from ikixl.konsolidasi import Konsolidasi, NilaiAsal
from ikixl.layout.buku import Rumus, Sel
from ikixl.penerbitan import buat
from ikixl.penggabungan import gabung_rekap
from ikixl.perekapan import rekap
from ikixl.proyek import contoh_tersedia
from ikixl.rekap import KonteksRekap, susun_buku_rekap
from ikixl.rekap.dasar import susun_dasar
from ikixl.simulasi import angka_acak
from ikixl.sumber_katalog import muat_sumber
from ikixl.temuan import Temuan
from ikixl.tingkat import KonteksTingkat, Sumber, Tingkat, baca_anggota, susun_buku_tingkat
from ikixl.tingkat.berkas import BerkasRekap, RekapDitolakError, buka_rekap
from ikixl.tingkat.dari_rekap import anggota_dari_rekap
from ikixl.tingkat.dari_tingkat import anggota_dari_tingkat
from ikixl.tingkat.lembar.buku import isi_dasar_tingkat
from ikixl.writer import tulis_buku
from tests.buku.test_unit import banding_rumus
from tests.libreoffice import hitung_ulang
from tests.proyek_kecil import WAKTU, kirim, proyek_kecil
from tests.tingkat.contoh import DUA, SATU, kecamatan, rekap_kecamatan

A = kecamatan("99.99.01", "Kecamatan Satu")
B = kecamatan("99.99.02", "Kecamatan Dua")
ASLI = rekap_kecamatan(A, SATU)


def _baris(ws: Worksheet, kunci: str) -> int:
    return next(r for r in range(1, ws.max_row + 1) if ws.cell(r, 1).value == kunci)


def _kolom(ws: Worksheet, kunci: str) -> int:
    return next(k for k in range(1, ws.max_column + 1) if ws.cell(1, k).value == kunci)


def _ubah(data: bytes, ubah: Callable[[Workbook], None]) -> bytes:
    """The workbook with a change; its cached results are kept by writing them back as LibreOffice would not."""
    wb = openpyxl.load_workbook(io.BytesIO(data))
    ubah(wb)
    keluar = io.BytesIO()
    wb.save(keluar)
    return keluar.getvalue()


def _isi(wb: Workbook, lembar: str, baris: str, kolom: str, nilai: object) -> None:
    ws = wb[lembar]
    ws.cell(_baris(ws, baris), _kolom(ws, kolom)).value = nilai  # type: ignore[assignment]


def _temuan(data: bytes, *kode: str) -> list[Temuan]:
    """The temuan of these codes on a file, which is read whole whatever it holds."""
    _, temuan = baca_anggota(data, Sumber("satu.xlsx", "0" * 64))
    return [t for t in temuan if t.kode in kode]


def test_rekap_utuh_tanpa_temuan() -> None:
    """A rekap as it was written agrees with its own Data in every figure."""
    anggota, temuan = baca_anggota(ASLI, Sumber("satu.xlsx"))
    assert temuan == []
    assert anggota is not None
    assert anggota.angka["LURAH.01"].asal["selesai"].lembar == "Variabel"


#: Row of Data, column, what is put there, and what the temuan says of it.
_RUSAK = (
    ("1001|LURAH.01/selesai|2", "nilai", "delapan", "berisi delapan, bukan angka"),
    ("1001|LURAH.01/masuk|1", "nilai", "=4+4", "berisi rumus"),
    ("1001|LURAH.02/n|2", "nilai", -3, "bukan angka bulat yang sah"),
    ("1002|LURAH.02/n|2", "nilai", 8.5, "bukan angka bulat yang sah"),
    ("1001|LURAH.01/masuk|2", "nilai", 1e300, "terlalu besar"),
    ("1001|SEKLUR.01/p|1", "nilai", None, "keadaannya isi, tetapi angkanya kosong"),
    ("1002|SEKLUR.01/p|2", "keadaan", "kosong", "ada angka, tetapi keadaannya kosong"),
)


def test_angka_data_yang_rusak_dihitung_kosong() -> None:
    """What is no number of its kind counts as blank, and the temuan names file, sheet and cell."""

    def ubah(wb: Workbook) -> None:
        for baris, kolom, nilai, _ in _RUSAK:
            _isi(wb, "Data", baris, kolom, nilai)

    data = _ubah(ASLI, ubah)
    ws = openpyxl.load_workbook(io.BytesIO(data))["Data"]
    temuan = {t.sel: t for t in _temuan(data, "TINGKAT-03")}
    assert len(temuan) == len(_RUSAK)
    for baris, _, _, sebab in _RUSAK:
        t = temuan[ws.cell(_baris(ws, baris), _kolom(ws, "nilai")).coordinate]
        assert sebab in t.pesan
        assert (t.berkas, t.lembar) == ("satu.xlsx", "Data")
    anggota, _ = baca_anggota(data, Sumber("satu.xlsx"))
    assert anggota is not None
    assert anggota.angka["LURAH.01"].ikut_sd == (0, 0, 0, 0)
    assert anggota.angka["LURAH.02"].ikut_sd == (0, 0, 0, 0)
    assert anggota.angka["SEKLUR.01"].ikut == (1, 1, 0, 0)


def test_baris_data_hilang_berganda_dan_asing() -> None:
    """Rows of Data that are missing, doubled or unknown are told and not counted."""

    def ubah(wb: Workbook) -> None:
        ws = wb["Data"]
        ws.cell(_baris(ws, "1001|LURAH.01/selesai|1"), 1).value = "1001|LURAH.01/masuk|1"
        ws.cell(_baris(ws, "1002|LURAH.02/n|2"), 1).value = "1009|LURAH.02/n|2"

    temuan = _temuan(_ubah(ASLI, ubah), "TINGKAT-04", "TINGKAT-05", "TINGKAT-06")
    assert [t.kode for t in temuan] == ["TINGKAT-05", "TINGKAT-04", "TINGKAT-06"]
    assert "2 baris Data" in temuan[1].pesan
    assert "1009|LURAH.02/n|2" in temuan[2].pesan


def test_angka_tampilan_diganti_dilaporkan() -> None:
    """A figure typed over a formula is told with what it should be, and is not believed."""
    data = _ubah(ASLI, lambda wb: _isi(wb, "Ringkasan", "unit@*", "s2", 100))
    sel = [t for t in _temuan(data, "TINGKAT-14") if t.lembar == "Ringkasan"]
    assert len(sel) == 1
    assert "yang ada 100" in sel[0].pesan
    anggota, _ = baca_anggota(data, Sumber("satu.xlsx"))
    utuh, _ = baca_anggota(ASLI, Sumber("satu.xlsx"))
    assert anggota is not None
    assert utuh is not None
    assert anggota.angka == utuh.angka


def _rusak_dasar(wb: Workbook) -> None:
    ws = wb["_dasar"]
    sel = ws.cell(_baris(ws, "isi1"), 2)
    sel.value = str(sel.value).replace("Kecamatan Satu", "Kecamatan Dusta")


@pytest.mark.parametrize(
    ("ubah", "kode"),
    [
        (_rusak_dasar, "TINGKAT-02"),
        (lambda wb: wb.remove(wb["_dasar"]), "TINGKAT-01"),
        (lambda wb: wb.remove(wb["Data"]), "TINGKAT-02"),
    ],
)
def test_dasar_yang_rusak_ditolak(ubah: Callable[[Workbook], None], kode: str) -> None:
    """Without its base, or with one that was changed, a rekap is not used at all."""
    anggota, temuan = baca_anggota(_ubah(ASLI, ubah), Sumber("satu.xlsx"))
    assert anggota is None
    assert [t.kode for t in temuan] == [kode]


def _dengan_dasar(isi: dict[str, object]) -> bytes:
    """The rekap with another base, whose digest is right."""
    buku = susun_buku_rekap(KonteksRekap(Konsolidasi(A, Aturan(), {}), 2))
    lembar = tuple(susun_dasar(isi) if n.kunci == "dasar" else n for n in buku.lembar)
    return tulis_buku(replace(buku, lembar=lembar))


@pytest.mark.parametrize(
    ("ubah", "kode"),
    [
        ({"versi": 99}, "TINGKAT-13"),
        ({"tingkat": 11}, "TINGKAT-02"),
        ({"tingkat": "0"}, "TINGKAT-02"),
        ({"triwulan": 5}, "TINGKAT-02"),
        ({"aturan": {"minimal": "R"}}, "TINGKAT-02"),
        ({"aturan": {"lain": 1}}, "TINGKAT-02"),
        ({"katalog": {}}, "TINGKAT-02"),
        ({"katalog": None}, "TINGKAT-02"),
        ({"katalog": {"bobot": float("inf")}}, "TINGKAT-02"),
        ({"katalog": {"bobot": 9**30}}, "TINGKAT-02"),
        ({"tingkat": 1}, "TINGKAT-02"),
        ({"tingkat": 1, "nama": "X", "tahun": 2024, "anggota": [], "indikator": []}, "TINGKAT-02"),
    ],
)
def test_dasar_yang_ganjil_ditolak(ubah: dict[str, object], kode: str) -> None:
    """A base with a right digest and wrong content is refused with a temuan, never with an exception."""
    isi: dict[str, object] = {"tingkat": 0, "triwulan": 2, "aturan": {}, "katalog": json.loads(A.ke_json())}
    anggota, temuan = baca_anggota(_dengan_dasar(isi | ubah), Sumber("x"))
    assert anggota is None
    assert [t.kode for t in temuan] == [kode]


def test_rumus_katalog_yang_jahat_ditolak() -> None:
    """The katalog in a base is held against every rule of a katalog before anything is computed with it."""
    katalog = json.loads(A.ke_json())
    katalog["indikator"][0]["rumus"] = "jumlah(sop, tidak_ada)"
    isi: dict[str, object] = {"tingkat": 0, "triwulan": 2, "aturan": {}, "katalog": katalog}
    anggota, temuan = baca_anggota(_dengan_dasar(isi), Sumber("x"))
    assert anggota is None
    assert [t.kode for t in temuan] == ["TINGKAT-02"]


_GANJIL: tuple[object, ...] = (None, -1, "", [], {}, True, "*", 10**17, "\x00", "=cmd|x", "x" * 300)


def _acak(isi: object, acak: random.Random, p: float) -> object:
    """The same JSON with some of its parts lost, doubled or turned into something else."""
    if acak.random() < p:
        return acak.choice(_GANJIL)
    if isinstance(isi, dict):
        return {k: _acak(v, acak, p) for k, v in isi.items() if acak.random() > p / 3}
    if isinstance(isi, list):
        hasil = [_acak(v, acak, p) for v in isi]
        return [*hasil, *hasil[:1]] if acak.random() < p else hasil
    return isi


def test_dasar_acak_ditolak_atau_dihitung(tmp_path: Path) -> None:
    """Whatever stands in a base, of either kind of rekap: a member that can be drawn, or a refusal; nothing else."""
    (tmp_path / "a.xlsx").write_bytes(ASLI)
    kab = gabung_rekap([tmp_path / "a.xlsx"], tmp_path / "kab").path.read_bytes()
    acak = random.Random(20240705)
    keadaan = set()
    for data, baca in ((ASLI, anggota_dari_rekap), (kab, anggota_dari_tingkat)):
        utuh = buka_rekap(data, "x")
        for _ in range(15):
            dasar = _acak(dict(utuh.dasar), acak, acak.choice((0.0005, 0.002, 0.01)))
            if not isinstance(dasar, dict):
                continue
            try:
                anggota = baca(BerkasRekap("x", dasar, utuh.peta), Sumber("x"))
            except RekapDitolakError:
                keadaan.add("ditolak")
                continue
            keadaan.add("dihitung")
            tulis_buku(susun_buku_tingkat(KonteksTingkat(Tingkat("X", 2024, anggota.aturan, (anggota,)), 2)))
    assert keadaan == {"ditolak", "dihitung"}


def test_berkas_lain_disebut_dan_yang_baik_tetap_digabung(tmp_path: Path) -> None:
    """A file that is no rekap is named and left out; the others combine, and every input is archived."""
    masuk = tmp_path / "masuk"
    masuk.mkdir()
    (masuk / "a.xlsx").write_bytes(ASLI)
    (masuk / "b.xlsx").write_bytes(rekap_kecamatan(B, DUA))
    (masuk / "c.xlsx").write_bytes(b"bukan buku kerja")
    (masuk / "~$a.xlsx").write_bytes(b"kunci")
    hasil = gabung_rekap([masuk], tmp_path / "kab")
    assert hasil.ditolak == ("c.xlsx",)
    assert len(hasil.tingkat.anggota) == 2
    arsip = sorted(p.read_bytes() for p in (tmp_path / "kab" / "arsip").rglob("*.xlsx"))
    assert arsip == sorted(p.read_bytes() for p in masuk.glob("[abc].xlsx"))
    data = openpyxl.load_workbook(hasil.path)["Data"]
    sel = data.cell(_baris(data, "LURAH.01/selesai@99.99.01"), _kolom(data, "sel"))
    assert sel.hyperlink is not None
    arsip_nya = PureWindowsPath(str(sel.hyperlink.target)).as_posix()
    assert (hasil.path.parent / arsip_nya).resolve().read_bytes() == ASLI
    # The archived cell holds the very figure of the row.
    ws = openpyxl.load_workbook(io.BytesIO(ASLI), data_only=True)["Variabel"]
    asal = [c.value for c in ws[str(sel.value)][0]]
    baris = _baris(data, "LURAH.01/selesai@99.99.01")
    assert [data.cell(baris, _kolom(data, f"s{t}")).value for t in (1, 2)] == asal[:2]


def test_tanpa_satu_pun_yang_dapat_dipakai(tmp_path: Path) -> None:
    """Where nothing can be used, nothing is written and the reasons are given."""
    (tmp_path / "a.xlsx").write_bytes(b"x")
    with pytest.raises(ProyekError, match=r"a\.xlsx"):
        gabung_rekap([tmp_path / "a.xlsx"], tmp_path / "kab")
    assert not (tmp_path / "kab" / "rekap").exists()
    with pytest.raises(ProyekError, match="tidak ditemukan"):
        gabung_rekap([tmp_path / "b.xlsx"], tmp_path / "kab")


def test_folder_proyek_sama_dengan_berkasnya(tmp_path: Path) -> None:
    """A project folder counts as its rekap file does, is left as it is, and is no place for the level's own rekap."""
    proyek = proyek_kecil(tmp_path)
    buat(proyek, WAKTU)
    kirim(proyek, "1001", "satu.xlsx", **SATU["1001"])
    berkas = rekap(proyek, WAKTU).path
    lain = tmp_path / "lain.xlsx"
    lain.write_bytes(rekap_kecamatan(kecamatan("99.99.07", "Kecamatan Lain"), DUA))
    sebelum = {p: p.read_bytes() for p in proyek.folder.rglob("*") if p.is_file() and p.suffix != ".sqlite"}
    dari_folder = gabung_rekap([proyek.folder, lain], tmp_path / "x")
    assert {p: p.read_bytes() for p in sebelum} == sebelum
    dari_berkas = gabung_rekap([berkas, lain], tmp_path / "y")
    for a, b in zip(dari_folder.tingkat.anggota, dari_berkas.tingkat.anggota, strict=True):
        assert (a.angka, a.lengkap, a.unit, a.sumber.sha256) == (b.angka, b.lengkap, b.unit, b.sumber.sha256)
    assert dari_folder.temuan == dari_berkas.temuan == ()
    # A folder that holds the project and a rekap stands for both.
    assert len(gabung_rekap([tmp_path], tmp_path / "z").tingkat.anggota) == 2
    with pytest.raises(ProyekError, match="proyek sebuah instansi"):
        gabung_rekap([lain], proyek.folder)


def test_perintah_menyebut_yang_penting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`ikixl rekap --dari` prints each member, the whole with its units, and ends with 1 where a file is refused."""
    (tmp_path / "a.xlsx").write_bytes(ASLI)
    (tmp_path / "b.xlsx").write_bytes(rekap_kecamatan(B, DUA))
    dari = [str(tmp_path / n) for n in ("a.xlsx", "b.xlsx")]
    ke = str(tmp_path / "kab")
    assert jalankan_perintah(["rekap", "--dari", *dari, "--ke", ke, "--nama", "Kabupaten Contoh"]) == 0
    keluar = capsys.readouterr().out
    assert "Kabupaten Contoh, 2 anggota, s.d. triwulan 2:" in keluar
    assert "0 dari 8 unit lengkap" in keluar
    assert (tmp_path / "kab" / "rekap" / "rekap-kabupaten-contoh-2024-tw2.xlsx").is_file()
    (tmp_path / "c.xlsx").write_bytes(b"x")
    assert jalankan_perintah(["rekap", "--dari", str(tmp_path), "--ke", ke]) == 1
    assert "Tidak ikut: c.xlsx" in capsys.readouterr().out
    assert jalankan_perintah(["rekap", "--ke", ke]) == 2


def _contoh(nama: str) -> tuple[Katalog, Konsolidasi]:
    """A sample kecamatan with the first indikator of each jabatan, filled in as the simulation does, but one unit."""
    katalog = muat_sumber(Path(__file__).resolve().parents[2] / "sample_data" / nama)
    milik = {j.kode: katalog.indikator_jabatan(j.kode)[:1] for j in katalog.jabatan}
    tinggal = {i.kode for isi in milik.values() for i in isi}
    katalog = replace(
        katalog,
        instansi=katalog.instansi.model_copy(update={"tahun": 2024}),
        indikator=tuple(i for i in katalog.indikator if i.kode in tinggal),
        variabel=tuple(v.model_copy(update={"acuan": ""}) for v in katalog.variabel if v.indikator in tinggal),
        target=tuple(t for t in katalog.target if t.indikator in tinggal),
    )
    acak = random.Random(nama)
    isian = {
        u.kode: {k: NilaiAsal(n, "isi", f"sha-{u.kode}", "Realisasi", "H5") for k, n in isi.items()}
        for u in katalog.unit[1:]
        for isi in (angka_acak(katalog, u.kode, acak, 2),)
    }
    return katalog, Konsolidasi(katalog, Aturan(), isian)


@pytest.mark.libreoffice
def test_lima_kecamatan_sama_dengan_libreoffice(tmp_path: Path) -> None:
    """The five sample kecamatan, and a sixth with the katalog of the first, in one kabupaten: every formula agrees."""
    masuk = tmp_path / "masuk"
    masuk.mkdir()
    sendiri = {}
    for nama in contoh_tersedia():
        katalog, k = _contoh(nama)
        (masuk / f"{nama}.xlsx").write_bytes(tulis_buku(susun_buku_rekap(KonteksRekap(k, 2))))
        sendiri[katalog.instansi.kode_wilayah] = k
    kembar = kecamatan("35.74.99", "Kecamatan Kembar", _contoh("berbek")[0])
    k = Konsolidasi(kembar, Aturan(), sendiri["35.18.03"].isian)
    (masuk / "kembar.xlsx").write_bytes(tulis_buku(susun_buku_rekap(KonteksRekap(k, 2))))
    hasil = gabung_rekap([masuk], tmp_path / "kab", "Kabupaten Contoh")
    assert [t.kode for t in hasil.temuan if t.tingkat != "info"] == []
    assert len(hasil.tingkat.anggota) == 6
    # Everything that Berbek holds combines with its twin, and sums double where units are added.
    assert len(hasil.tingkat.ganda) >= len(sendiri["35.18.03"].hasil)
    for kode, konsolidasi in sendiri.items():
        assert hasil.tingkat.capaian_anggota(kode, 2).nilai == pytest.approx(konsolidasi.capaian_instansi(2).nilai)
    assert banding_rumus(hasil.path, hitung_ulang([hasil.path], tmp_path / "lo")[hasil.path]) == []
    _, temuan = baca_anggota(hasil.path.read_bytes(), Sumber("kab.xlsx"))
    assert temuan == []


@pytest.mark.libreoffice
def test_angka_data_yang_diubah_menggerakkan_dan_terbaca(tmp_path: Path) -> None:
    """A number changed in Data and reckoned anew by LibreOffice moves what rests on it, and is the input one level up.

    Of a kecamatan's rekap and of a kabupaten's alike: nothing differs from Data then, so nothing is reported.
    """
    for nama, data in (("a.xlsx", ASLI), ("b.xlsx", rekap_kecamatan(B, DUA))):
        (tmp_path / nama).write_bytes(data)
    kab = gabung_rekap([tmp_path / "a.xlsx", tmp_path / "b.xlsx"], tmp_path / "kab").path.read_bytes()

    def ubah_kab(wb: Workbook) -> None:
        _isi(wb, "Data", "LURAH.01/selesai@99.99.02", "s2", 0)
        _isi(wb, "Data", "capaian|99.99.01|1001", "s2", 52)
        _isi(wb, "Data", "terisi|99.99.01|1001", "s2", 3)
        _isi(wb, "Data", "lengkap|99.99.02", "s2", 2)

    ubahan = {
        "kec.xlsx": _ubah(ASLI, lambda wb: _isi(wb, "Data", "1001|LURAH.01/selesai|2", "nilai", 2)),
        "kab.xlsx": _ubah(kab, ubah_kab),
    }
    for nama, data in ubahan.items():
        (tmp_path / nama).write_bytes(data)
    baru = hitung_ulang([tmp_path / n for n in ubahan], tmp_path / "lo")
    for nama, selesai in (("kec.xlsx", 10), ("kab.xlsx", 26)):
        anggota, temuan = baca_anggota(baru[tmp_path / nama].read_bytes(), Sumber(nama))
        assert [t.pesan for t in temuan] == []
        assert anggota is not None
        assert anggota.angka["LURAH.01"].nilai_sd["selesai"][1] == selesai
    wb = openpyxl.load_workbook(baru[tmp_path / "kab.xlsx"], data_only=True)

    def tampil(lembar: str, baris: str, *kolom: str) -> list[object]:
        return [wb[lembar].cell(_baris(wb[lembar], baris), _kolom(wb[lembar], k)).value for k in kolom]

    assert tampil("S.d. Triwulan", "LURAH.01@*", "r2") == [pytest.approx(26 / 80 * 100)]
    assert tampil("Unit", "unit@99.99.01|1001", "capaian", "predikat", "terisi") == [52, "Rendah", 3]
    lama = openpyxl.load_workbook(io.BytesIO(kab), data_only=True)["Ringkasan"]
    semula = lama.cell(_baris(lama, "anggota@*"), _kolom(lama, "capaian")).value
    (capaian, lengkap) = tampil("Ringkasan", "anggota@*", "capaian", "lengkap")
    assert isinstance(semula, float)
    assert isinstance(capaian, float)
    assert capaian < semula
    assert lengkap == 2


def _tingkat() -> KonteksTingkat:
    anggota = [baca_anggota(d, Sumber(n))[0] for n, d in (("a.xlsx", ASLI), ("b.xlsx", rekap_kecamatan(B, DUA)))]
    ada = tuple(a for a in anggota if a is not None)
    return KonteksTingkat(Tingkat("Kabupaten Contoh", ada[0].tahun, Aturan(), ada), 2)


def test_angka_tetap_tingkat_hanya_di_data() -> None:
    """Outside Data every number of a level is a formula, a row number, a year, a triwulan or a weight."""
    boleh = {"no", "bobot", "bobot_tingkat", "tahun", "tw"}
    for lembar in susun_buku_tingkat(_tingkat()).lembar:
        if lembar.kunci != "data":
            angka = {k for b in lembar.baris for k, s in b.sel.items() if isinstance(s.isi, float | int)}
            assert angka <= boleh, lembar.nama


def test_rekap_tingkat_versi_lama_terbaca() -> None:
    """A level written before its Data held the counts of units has them in Sumber, and reads as it did."""
    ktk = _tingkat()
    buku = susun_buku_tingkat(ktk)
    lembar = []
    for n in buku.lembar:
        baris = [b for b in n.baris if n.kunci != "data" or "|" not in b.kunci]
        if n.kunci == "sumber":
            baris = [replace(b, sel={k: _tetap(s) for k, s in b.sel.items()}) for b in baris]
        lembar.append(replace(n, baris=tuple(baris), saring=None))
    # Those that stand on rows which are left out.
    lembar = [n for n in lembar if n.kunci != "unit"]
    lembar = [susun_dasar({**isi_dasar_tingkat(ktk), "versi": 1}) if n.kunci == "dasar" else n for n in lembar]
    lama, temuan = baca_anggota(tulis_buku(replace(buku, lembar=tuple(lembar), aktif="")), Sumber("kab.xlsx"))
    kini, _ = baca_anggota(tulis_buku(buku), Sumber("kab.xlsx"))
    assert temuan == []
    assert lama is not None
    assert kini is not None
    assert (lama.lengkap, lama.semua) == (kini.lengkap, kini.semua) == (ktk.tingkat.lengkap, 8)


def _tetap(sel: Sel) -> Sel:
    return Sel(sel.isi.nilai) if isinstance(sel.isi, Rumus) else sel


_RUSAK_TINGKAT = (
    ("LURAH.01/selesai@99.99.01", "s2", "banyak"),
    ("LURAH.02/n@99.99.01", "s2", None),
    ("SEKLUR.01/p@99.99.01", "j2", 1.5),
    ("SEKLUR.02/kib_a@99.99.01", "semua", -1),
)


def test_data_tingkat_yang_rusak_dihitung_kosong(tmp_path: Path) -> None:
    """What cannot be used in a kabupaten's Data is told with its cell, and its member left out of that figure."""
    (tmp_path / "a.xlsx").write_bytes(ASLI)
    kab = gabung_rekap([tmp_path / "a.xlsx"], tmp_path / "kab").path

    def ubah(wb: Workbook) -> None:
        for baris, kolom, nilai in _RUSAK_TINGKAT:
            _isi(wb, "Data", baris, kolom, nilai)

    data = _ubah(kab.read_bytes(), ubah)
    anggota, temuan = baca_anggota(data, Sumber("kab.xlsx"))
    assert anggota is not None
    ws = openpyxl.load_workbook(io.BytesIO(data))["Data"]
    tempat = {t.sel for t in temuan if t.kode == "TINGKAT-03" and t.lembar == "Data"}
    for baris, kolom, _ in _RUSAK_TINGKAT:
        assert ws.cell(_baris(ws, baris), _kolom(ws, kolom)).coordinate in tempat
        assert anggota.angka[baris.partition("/")[0]].ikut_sd[1] == 0
