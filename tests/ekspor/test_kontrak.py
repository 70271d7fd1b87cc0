"""Every shipped profile against its column contract, read back by pandas and by an independent reader."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from docx import Document

from ikixl.ekspor import ambil_profil, ekspor, profil_tersedia
from ikixl.netral import netral
from ikixl.proyek import Proyek
from tests.contoh_kecil import katalog_kecil
from tests.ekspor.contoh import isi_kode, katalog_dengan, katalog_jahat, proyek_isi
from tests.ekspor.kontrak import JUDUL, KEPALA, baca_xlsx, jenis_sel

KODE = {i.kode.replace(".", "_", 1): f"A.{n}" for n, i in enumerate(katalog_kecil().indikator, start=1)}


@pytest.fixture
def proyek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Proyek:
    """Two of three kelurahan have reported triwulan I, and every indikator has a code in sakip-app."""
    p = proyek_isi(tmp_path, monkeypatch)
    isi_kode(p, "sakip-app", **KODE)
    return p


def _slug(judul: str) -> str:
    """What the applications turn a title into before they look for it."""
    return re.sub(r"[^a-z0-9]+", "_", judul.lower()).strip("_")


def _tabel(path: Path, nama: str) -> list[dict[str, Any]]:
    """The rows below the titles, by title, as the independent reader finds them."""
    semua = baca_xlsx(path)
    judul = [str(n) for n in semua[KEPALA[nama] - 1]]
    return [dict(zip(judul, [*b, *[None] * len(judul)], strict=False)) for b in semua[KEPALA[nama] :]]


def test_setiap_profil_punya_kontrak() -> None:
    """No profile ships without a contract here."""
    assert profil_tersedia() == sorted(JUDUL)


@pytest.mark.parametrize("nama", sorted(JUDUL))
def test_kolom_dan_tempat(proyek: Proyek, nama: str) -> None:
    """Titles in order and place, in every format; pandas and the independent reader see the same table."""
    hasil = {h.path.suffix[1:]: h for h in ekspor(proyek, nama)}
    assert set(hasil) == set(ambil_profil(nama).format)
    judul = JUDUL[nama].split("|")
    xlsx, teks = hasil["xlsx"].path, hasil["csv"].path
    semua = baca_xlsx(xlsx)
    assert semua[KEPALA[nama] - 1] == judul
    bingkai = pd.read_excel(xlsx, header=KEPALA[nama] - 1, engine="openpyxl")
    assert list(bingkai.columns) == judul
    tanpa_nomor = bingkai.iloc[1:] if nama == "evaluasi-renja" else bingkai
    assert len(tanpa_nomor) == hasil["xlsx"].baris > 0
    isi_csv = pd.read_csv(teks, sep=";", decimal=",")
    assert list(isi_csv.columns) == judul
    assert len(isi_csv) == hasil["csv"].baris
    for satu, dua in zip(tanpa_nomor.itertuples(index=False), isi_csv.itertuples(index=False), strict=True):
        for a, b in zip(satu, dua, strict=True):
            assert (pd.isna(a) and pd.isna(b)) or str(a) == str(b) or float(a) == pytest.approx(float(b))
    assert jenis_sel(xlsx) <= {"s", "n"}
    if "json" in hasil:
        data = json.loads(hasil["json"].path.read_text(encoding="utf-8"))
        assert (data["profil"], data["tahun"], data["triwulan"], data["kolom"]) == (nama, 2024, 1, judul)
        assert [list(b) for b in data["baris"]] == [judul] * hasil["json"].baris
    if "docx" in hasil:
        assert Document(str(hasil["docx"].path)).tables


def test_sakip_app_dibaca_menurut_slug(proyek: Proyek) -> None:
    """What the reader of sakip-app looks for by slug is there; only the longer profile has the date that it wants."""
    dicari = {
        *("kode_indikator", "realisasi_tw", "kendala_yg_dihadapi", "solusi_yg_telah_dilakukan"),
        *("rencana_tindak_lanjut", "pic_tindak_lanjut", "link_bukti_dukung_kinerja"),
        "link_bukti_dukung_rencana_tindak_lanjut_triwulan_sebelumnya",
    }
    pendek = {_slug(j) for j in JUDUL["sakip-app"].split("|")}
    panjang = {_slug(j) for j in JUDUL["sakip-app-lengkap"].split("|")}
    assert dicari <= pendek <= panjang
    assert {"batas_waktu_tindak_lanjut", "realisasi_x", "realisasi_y"} == panjang - pendek
    hasil = ekspor(proyek, "sakip-app", "xlsx")[0]
    assert any("sakip-app-lengkap" in c for c in hasil.catatan)
    berkas = next(b for b in _tabel(hasil.path, "sakip-app") if b["Kode Indikator"] == "A.2")
    # 17 of 20, the running figure of both kelurahan; the latest of both dates; a link that no cell of theirs holds.
    assert berkas["Realisasi TW"] == 85
    assert berkas["Batas Waktu TL"] == "2024-09-30"
    assert berkas["PIC Tindak Lanjut"] == "Kasi Pelayanan"
    assert berkas["Kendala yg Dihadapi"] == "Kelurahan Satu: pemohon tidak lengkap; Kelurahan Dua: - kurang tenaga"
    assert berkas["Link Bukti Dukung Kinerja"] is None
    assert any("255 huruf pada LURAH.01" in c for c in hasil.catatan)
    lengkap = next(
        b
        for b in _tabel(ekspor(proyek, "sakip-app-lengkap", "xlsx")[0].path, "sakip-app-lengkap")
        if b["Kode Indikator"] == "A.2"
    )
    assert (lengkap["Realisasi X"], lengkap["Realisasi Y"]) == (17, 20)
    assert lengkap["Batas Waktu Tindak Lanjut"] == "2024-09-30"


def test_sakip_app_indikator_dan_xy(proyek: Proyek) -> None:
    """Their words for ours, and X and Y only for formulas that are fractions."""
    baris = _tabel(ekspor(proyek, "sakip-app-indikator", "xlsx")[0].path, "sakip-app-indikator")
    satu = next(b for b in baris if b["kode"] == "A.2")
    assert (satu["periode"], satu["tipe"], satu["satuan"], satu["target_tahunan"]) == (
        "Triwulanan",
        "Persen",
        "Persen",
        85,
    )
    assert next(b for b in baris if b["kode"] == "A.3")["tipe"] == "Non Persen"
    hasil = ekspor(proyek, "sakip-app-xy", "xlsx")[0]
    assert [(b["kode_indikator"], b["definisi_x"], b["definisi_y"]) for b in _tabel(hasil.path, "sakip-app-xy")] == [
        ("A.2", "Berkas selesai", "Berkas masuk")
    ]
    assert len(hasil.dilewati) == 5


def test_rencana_memakai_semua_unit(proyek: Proyek) -> None:
    """Plans count every unit, also those that have not returned: three kelurahan of 12 goods each."""
    baris = _tabel(ekspor(proyek, "rencana-aksi", "xlsx")[0].path, "rencana-aksi")
    aset = next(b for b in baris if b["Indikator"] == "Jumlah aset")
    assert [aset[f"Target TW {r}"] for r in ("I", "II", "III", "IV")] == [30, 36, 36, 36]
    assert aset["Target 2024"] == 36


def test_skp_per_unit(proyek: Proyek) -> None:
    """One row for each indikator in each unit that holds it, with the unit's own target and an aspek."""
    baris = _tabel(ekspor(proyek, "skp", "xlsx")[0].path, "skp")
    assert len(baris) == 1 + 3 * 5
    aset = [b for b in baris if b["Indikator Kinerja Individu"] == "Jumlah aset"]
    assert [(b["Unit"], b["Target"], b["Aspek"]) for b in aset] == [
        ("Kelurahan Satu", 12, "Kuantitas"),
        ("Kelurahan Dua", 12, "Kuantitas"),
        ("Kelurahan Tiga", 12, "Kuantitas"),
    ]
    assert {b["Aspek"] for b in baris if b["Satuan"] == "%"} == {"Kualitas"}


def test_evaluasi_renja_bernomor(proyek: Proyek) -> None:
    """Columns 1 to 15 are numbered, 5 to 14 in pairs of K and Rp; what we do not know is blank and said."""
    hasil = ekspor(proyek, "evaluasi-renja", "xlsx")[0]
    nomor = baca_xlsx(hasil.path)[4]
    assert nomor == [
        *("(1)", "(2)", "(3)", "(4)"),
        *(f"({n}) {apa}" for n in range(5, 15) for apa in ("K", "Rp")),
        "(15)",
    ]
    baris = _tabel(hasil.path, "evaluasi-renja")[1:]
    assert all(b[k] is None for b in baris for k in b if k.endswith(" Rp"))
    # The small katalog names no target akhir Renstra; tests/rekap/test_perbandingan.py reckons one by hand.
    assert all(b["Target akhir Renstra K"] is None for b in baris)
    assert any("kolom Rp dikosongkan" in c for c in hasil.catatan)


JAHAT = {
    "perintah": "=cmd|' /C calc'!A0",
    "tambah": "+1",
    "kurang": "-1",
    "at": "@SUM(1)",
    "tab": "\t=1+1",
    "baris": "satu\n=2",
    "awal_baris": "\n=2",
    "petik": 'a";=1+1;"b',
    "panjang": "x" * 300,
    "emoji": "😀 kepuasan 👨‍👩‍👧",
    "lebar": "＝1+1",
    "tautan": "https://contoh.go.id",
    "kurawal": "{tahun} {0} {",
}


def _sel(path: Path, banyak_kolom: int) -> list[str]:
    """The texts of all cells of an .xlsx or .csv; figures are left out."""
    if path.suffix == ".xlsx":
        assert jenis_sel(path) <= {"s", "n"}
        with zipfile.ZipFile(path) as z:
            assert not [n for n in z.namelist() if "externalLink" in n or "worksheets/_rels" in n]
        return [n for b in baca_xlsx(path) for n in b if isinstance(n, str)]
    teks = path.read_bytes().decode("utf-8-sig")
    baris = list(csv.reader(io.StringIO(teks, newline=""), delimiter=";"))
    assert {len(b) for b in baris} == {banyak_kolom}
    return [n for b in baris for n in b if not re.fullmatch(r"-?\d+(,\d+)?", n)]


def test_nama_jahat_lewat_tanpa_bahaya(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hostile names go through every profile and format: never a formula, none lost, in JSON letter by letter."""
    k = katalog_jahat(JAHAT)
    proyek = proyek_isi(tmp_path, monkeypatch, k)
    isi_kode(proyek, "sakip-app", **{i.kode.replace(".", "_", 1): f"B.{n}" for n, i in enumerate(k.indikator)})
    for nama, judul in JUDUL.items():
        for h in ekspor(proyek, nama):
            if h.path.suffix == ".json":
                data = json.loads(h.path.read_text(encoding="utf-8"))
                semua = {n for b in data["baris"] for n in b.values()}
                assert set(JAHAT.values()) <= semua
            elif h.path.suffix == ".docx":
                assert Document(str(h.path)).tables
            else:
                sel = _sel(h.path, len(judul.split("|")))
                assert [n for n in sel if netral(n) != n] == []
                if nama not in ("sakip-app", "sakip-app-lengkap", "sakip-app-xy"):
                    pendek = {n.removeprefix("'").removesuffix("…") for n in sel}
                    assert [n for n in JAHAT.values() if n not in pendek and n[:254] not in pendek] == [], nama


def test_terlalu_panjang_dipotong_dan_disebut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an application's column cannot hold is cut, and said; nothing else of the row changes."""
    proyek = proyek_isi(tmp_path, monkeypatch, katalog_dengan(nama="x" * 300))
    hasil = ekspor(proyek, "kinerja-dinkes", "xlsx")[0]
    nama = [b["indikator"] for b in _tabel(hasil.path, "kinerja-dinkes") if str(b["indikator"]).startswith("xxx")]
    assert nama == ["x" * 254 + "…"] * 3
    assert any(c.startswith("kolom indikator dipotong menjadi 255 huruf pada LURAH.01 (1001)") for c in hasil.catatan)
