"""The lint of a katalog: each rule on one change of a clean katalog, and near misses that must stay silent."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.katalog import Katalog, muat
from ikixl.lint import lint
from ikixl.lint.rumus import tampak_terbalik
from ikixl.temuan import JENIS
from tests.lint.bersih import temuan_lint

Gantian = tuple[tuple[str, str, str], ...]

IND, V, T, J, S = "indikator", "variabel", "target", "jabatan", "instansi"
DESA = "Jumlah desa yang dikunjungi,desa,desa,triwulan,Kunjungan ke 12 desa,Laporan kunjungan,"

#: Code -> the change that must raise it, the place of the temuan, and words its message must quote.
KENA: dict[str, tuple[Gantian, str, str]] = {
    "MUTU-01": (
        (
            (IND, 'waktu,"persen(tepat, masuk)",%', "waktu,belum,%"),
            (V, "LAYAN,tepat,1,Berkas selesai tepat waktu,berkas,bulat,jumlah,jumlah,\n", ""),
            (V, "LAYAN,masuk,2,Berkas masuk,berkas,bulat,jumlah,jumlah,", "LAYAN,belum,1,Capaian,%,persen,rata,rata,"),
        ),
        "baris 7, kolom rumus",
        "LAYAN",
    ),
    "MUTU-02": (
        ((IND, "persen(tepat, masuk)", "persen(masuk, tepat)"),),
        "baris 7, kolom rumus",
        "selesai tepat waktu",
    ),
    "MUTU-03": (((IND, "Persentase berkas", "Jumlah berkas"),), "baris 7, kolom rumus", "persen(tepat, masuk)"),
    "MUTU-04": (((IND, "Jumlah desa yang", "Prosentase desa yang"),), "baris 8, kolom rumus", "Prosentase desa"),
    "MUTU-05": (((IND, 'masuk)",%', 'masuk)",berkas'),), "baris 7, kolom satuan", "berkas"),
    "MUTU-06": (((IND, "Persentase berkas", "Rata-rata persentase berkas"),), "baris 7, kolom rumus", "Rata-rata"),
    "MUTU-07": (
        (
            (IND, "surat,surat,triwulan,Jumlah surat keluar,", "0.6 * surat + 0.3 * surat,nilai,triwulan,Nilai,"),
            (IND, "Jumlah surat keluar,0.6", "Nilai surat keluar,0.6"),
            (V, "Surat keluar,surat,bulat,jumlah,jumlah,ARSIP", "Surat,nilai,bulat,jumlah,jumlah,"),
        ),
        "baris 4, kolom rumus",
        "0,6 + 0,3 = 0,9",
    ),
    "MUTU-08": (
        ((IND, "surat,surat,triwulan,Jumlah surat keluar,", "surat,kegiatan,triwulan,Jumlah surat keluar,"),),
        "baris 4, kolom satuan",
        "kegiatan",
    ),
    "MUTU-09": (
        ((IND, "Jumlah desa yang dikunjungi", "Mengkoordinasi kunjungan desa"),),
        "baris 8, kolom nama",
        "Mengkoordinasi",
    ),
    "MUTU-10": (
        ((IND, "Jumlah desa yang dikunjungi", "Terlaksananya kunjungan desa"),),
        "baris 8, kolom nama",
        "Terlaksananya",
    ),
    "MUTU-11": (((IND, "Jumlah desa yang dikunjungi", "Kunjungan desa"),), "baris 8, kolom nama", "Kunjungan desa"),
    "MUTU-12": (
        ((IND, "SOP dan SPP", "f(x) = Σ Kegiatan kepegawaian"),),
        "baris 3, kolom penjelasan",
        "kegiatan",
    ),
    "MUTU-13": (
        ((IND, "triwulan,Jumlah surat keluar,", "triwulan,Surat keluar dibagi surat masuk,"),),
        "baris 4, kolom rumus",
        "dibagi",
    ),
    "MUTU-14": (
        (
            (IND, "SOP dan SPP", "Jumlah surat keluar"),
            (IND, "Jumlah surat keluar,surat", "Jumlah surat keluar kecamatan,surat"),
            (IND, "Jumlah surat keluar,Berkas", "Jumlah surat keluar kecamatan,Berkas"),
        ),
        "baris 3, kolom penjelasan",
        "SURAT",
    ),
    "MUTU-15": (((IND, "12 desa,Laporan kunjungan", "12 desa,"),), "baris 8, kolom sumber_data", "DESA"),
    "MUTU-16": (((IND, "Jumlah dokumen pegawai", "Jumlah  surat KELUAR."),), "baris 4, kolom nama", "DOK"),
    "MUTU-17": (((IND, "Tertib administrasi,", "Tertib persurattan,"),), "baris 4, kolom sasaran", "DOK"),
    "MUTU-18": (
        ((IND, "triwulan,Jumlah surat keluar,", "triwulan,Surat keluar setiap bulan,"),),
        "baris 4, kolom periode",
        "setiap bulan",
    ),
    "MUTU-19": (
        ((IND, "Surat keluar di 12 desa", "Surat keluar di 13 (tiga belas) desa"),),
        "baris 8, kolom penjelasan",
        "13 desa (BERKAS)",
    ),
    "MUTU-20": (((IND, "triwulan,Jumlah surat keluar,", "triwulan,Sebanyak 24 surat,"),), "baris 4, kolom tahun", "24"),
    "MUTU-21": (((T, "DOK,,1,1,2,2,2", "DOK,,1,1,3,3,3"),), "baris 3, kolom tahun", "3"),
    "MUTU-22": (
        ((IND, "surat,surat,triwulan,Jumlah surat keluar,", "surat,,triwulan,Jumlah surat keluar,"),),
        "baris 4, kolom satuan",
        "SURAT",
    ),
    "MUTU-23": (((T, "SURAT,,5,5,5,5,20,keputusan\n", ""),), "baris 4, kolom kode", "Sekretariat"),
    "MUTU-24": (((T, "90,90,", "90,90,contoh"),), "baris 7, kolom sumber", "1 dari 7"),
    "MUTU-25": (((IND, DESA, DESA + "40"),), "baris 7, kolom bobot", "LAYAN"),
    "MUTU-26": (
        ((IND, "Laporan kunjungan,", "Laporan Kecamatan Dukun,"),),
        "baris 8, kolom sumber_data",
        "Kecamatan Dukun",
    ),
    "MUTU-27": (
        ((IND, "Laporan kunjungan,", "Laporan Bupati Kenanga,"),),
        "baris 8, kolom sumber_data",
        "Bupati Kenanga",
    ),
    "MUTU-28": (((S, "2021-2026", "2023"),), "baris 10, kolom nilai", "tahun_lampiran 2023"),
    "MUTU-29": (((S, "nomor_lampiran,188/12", "nomor_lampiran,188/13"),), "baris 8, kolom nilai", "188/13/2024"),
    "MUTU-30": (((S, "24 Januari 2024", "21 Januari 2024"),), "baris 9, kolom nilai", "21 Januari"),
    "MUTU-31": (
        ((S, "nomor_sk,188/12/2024", "nomor_sk,188/ /2024"), (S, "nomor_lampiran,188/12/2024", "nomor_lampiran,")),
        "baris 6, kolom nilai",
        "188/ /2024",
    ),
    "MUTU-32": (((IND, "Buku arsip", "Buku arsip tahun 2020"),), "baris 5, kolom sumber_data", "2020"),
    "MUTU-33": (((J, "SUBBAG,KASUBAG,", "SUBBAG,,"), (V, "BERKAS/surat", "")), "baris 5, kolom atasan", "KASUBAG"),
    "MUTU-34": (((J, "SEKSI,CAMAT,", "SEKSI,,"),), "baris 2, kolom atasan", "CAMAT, KASI"),
    "MUTU-35": (((J, "Pengadministrasi Umum", "Kepala Sub  Bagian Umum"),), "baris 5, kolom nama", "KASUBAG"),
    "MUTU-36": (
        ((J, "Pengadministrasi Umum,,SUBBAG,KASUBAG,", "Kepala Sub Bagian Umum,,SUBBAG,KASUBAG,KASUBAG"),),
        "baris 5, kolom kembar",
        "KASUBAG",
    ),
    "MUTU-37": (((V, "jumlah,ARSIP", "jumlah,ARSIP + LAYAN"),), "baris 5, kolom acuan", "persen(tepat, masuk)"),
    "MUTU-38": (((V, "diarsipkan,surat,bulat", "diarsipkan,lembar,bulat"),), "baris 6, kolom acuan", "lembar"),
    "MUTU-39": (((V, "dicatat,surat,bulat,jumlah", "dicatat,surat,bulat,akhir"),), "baris 6, kolom acuan", "akhir"),
    "MUTU-40": (
        ((IND, "diarsipkan,surat,surat,triwulan", "diarsipkan,surat,surat,tahunan"),),
        "baris 5, kolom acuan",
        "tahunan",
    ),
    "MUTU-41": (
        ((V, "jumlah,ARSIP", "jumlah,"), (V, "jumlah,BERKAS/surat", "jumlah,SURAT")),
        "baris 6, kolom acuan",
        "Sekretaris",
    ),
    "MUTU-42": (
        ((IND, "surat keluar yang dicatat,", "surat keluar yang dicatat tepat waktu,"),),
        "baris 6, kolom penjelasan",
        "tepat waktu",
    ),
    "MUTU-43": (((IND, "Buku arsip", "Kasubag Umum"),), "baris 5, kolom sumber_data", "Kasubag Umum"),
    "MUTU-44": (((T, "80,80,85,90,90", "80,80,85,90,900"),), "baris 7, kolom tahun", "900 %"),
    "MUTU-45": (((T, "SURAT,,5,5,5,5,20", "SURAT,,5,5,5,5,24"),), "baris 4, kolom tahun", "memberi 20"),
    "MUTU-46": (
        (("uraian", "Mawar\n", "Mawar\nSEKCAM,tugas,2,Membantu Camat dalam urusan kecamatan Mawar.\n"),),
        "baris 3, kolom teks",
        "nomor 1",
    ),
    "MUTU-47": (((S, "nip,197001031995031001\n", ""),), "kolom nilai", "nip"),
    "MUTU-48": (((V, "Berkas masuk,berkas", "Berkas masuk,orang"),), "baris 7, kolom rumus", "orang"),
    "MUTU-49": (((J, "Kepala Seksi Pelayanan", "Seksi Pelayanan"),), "baris 6, kolom nama", "Seksi Pelayanan"),
    "MUTU-50": (((IND, "Buku arsip", "Kecamatan Mawar"),), "baris 5, kolom sumber_data", "1 dari 7"),
    "MUTU-51": (((IND, "Tepat waktu dibagi masuk,", ","),), "baris 7, kolom penjelasan", "persen(tepat, masuk)"),
}

#: Changes that look like one of the faults and are none.
LUPUT: dict[str, Gantian] = {
    "denominator of what was planned": ((V, "Berkas masuk,", "Berkas yang direncanakan,"),),
    "numerator narrowed as well": ((V, "Berkas masuk,", "Berkas yang dicetak,"),),
    "noun that begins like a verb": ((IND, "Jumlah desa yang dikunjungi", "Jumlah media desa"),),
    "percent sign for the word": ((IND, "Persentase berkas", "% Berkas"),),
    "whole number of a part": ((IND, "Surat keluar di 12 desa", "Surat keluar di 2 desa"),),
    "own kecamatan and kabupaten": ((IND, "Laporan kunjungan,", "Laporan Kec. Mawar kab. Melati,"),),
    "capital after kecamatan": ((IND, "Laporan kunjungan,", "Laporan Kecamatan Tahun Berjalan,"),),
    "word used elsewhere in small letters": ((IND, "Laporan kunjungan,", "Laporan Kecamatan Dalam Urusan,"),),
    "year of a regulation": ((IND, "Buku arsip", "Permendagri Nomor 90 Tahun 2019"),),
    "plan over years": ((IND, "Buku arsip", "Renstra 2021-2026"),),
    "own year": ((IND, "Buku arsip", "Buku arsip tahun 2024"),),
    "signed in the year before": (
        (S, "nomor_sk,188/12/2024", "nomor_sk,188/12/2023"),
        (S, "2024-01-24", "2023-12-24"),
        (S, "nomor_lampiran,188/12/2024", "nomor_lampiran,188/12/2023"),
        (S, "24 Januari 2024", "24 Desember 2023"),
    ),
    "two periods named": (
        (IND, "triwulan,Jumlah surat keluar,", "triwulan,Surat keluar setiap bulan dan setiap tahun,"),
    ),
    "target is the sum of the figures": (
        (IND, "triwulan,Jumlah surat keluar,", "triwulan,Surat keluar 12 surat dan 8 surat,"),
    ),
    "target of a part of the year": ((T, "DOK,,1,1,2,2,2", "DOK,,1,1,2,2,"),),
    "every bobot filled": (
        (IND, "Tepat waktu dibagi masuk,Register,", "Tepat waktu dibagi masuk,Register,60"),
        (IND, DESA, DESA + "40"),
    ),
    "acuan to one ratio": ((V, "Berkas masuk,berkas,bulat,jumlah,jumlah,", "Berkas masuk,,bulat,jumlah,jumlah,"),),
    "same jabatan in another unit": (
        (J, "Pengadministrasi Umum,,SUBBAG,KASUBAG,", "Pengadministrasi Umum,,SEKSI,KASI,"),
        (V, "BERKAS/surat", ""),
    ),
    "weights that add up": (
        (IND, "surat,surat,triwulan,Jumlah surat keluar,", "0.6 * surat + 0.4 * surat,nilai,triwulan,Nilai,"),
        (IND, "Jumlah surat keluar,0.6", "Nilai surat keluar,0.6"),
        (V, "Surat keluar,surat,bulat,jumlah,jumlah,ARSIP", "Surat,nilai,bulat,jumlah,jumlah,"),
    ),
    "short words that differ": (
        (IND, "Tertib administrasi,", "Tertib persuratan I,"),
        (IND, "Tertib persuratan,", "Tertib persuratan II,"),
    ),
}


def test_katalog_bersih_tanpa_temuan(tmp_path: Path) -> None:
    """The clean katalog raises nothing: the negative case of every rule at once."""
    assert temuan_lint(tmp_path) == []


def test_setiap_jenis_diuji() -> None:
    """Every kind of the topic has a case here, so that none is added untested."""
    assert sorted(KENA) == sorted(k for k in JENIS if k.startswith("MUTU-"))


@pytest.mark.parametrize("kode", KENA)
def test_aturan_menemukan(kode: str, tmp_path: Path) -> None:
    """One change raises its kind, on the right line and column, quoting what it found, never as galat."""
    gantian, tempat, kutipan = KENA[kode]
    kena = [t for t in temuan_lint(tmp_path, *gantian) if t.kode == kode]
    assert [t.sel for t in kena] == [tempat]
    assert kutipan in kena[0].pesan
    assert kena[0].tingkat in ("peringatan", "info")
    assert not re.search(r"[{}]", kena[0].pesan + kena[0].saran)
    assert kena[0].berkas == f"{kena[0].lembar}.csv"


@pytest.mark.parametrize(
    ("bunyi", "kode"),
    [
        ("Menkonsep surat", "MUTU-09"),
        ("menyiapkan bahan", "MUTU-09"),
        ("1. Meningkatnya layanan", "MUTU-10"),
        ("Terlaksanannya koordinasi", "MUTU-10"),
        ("Terpenuhi kebutuhan", "MUTU-10"),
        ("Ketersediaan bahan", "MUTU-11"),
        ("Mediasi warga", "MUTU-11"),
    ],
)
def test_bunyi_yang_bukan_ukuran(bunyi: str, kode: str, tmp_path: Path) -> None:
    """Activity, outcome and bare noun are told apart, typing errors and numbering notwithstanding."""
    temuan = temuan_lint(tmp_path, (IND, "Jumlah desa yang dikunjungi", bunyi))
    assert [t.kode for t in temuan if t.kode in ("MUTU-09", "MUTU-10", "MUTU-11")] == [kode]


@pytest.mark.parametrize("sebutan", LUPUT)
def test_yang_mirip_tidak_dilaporkan(sebutan: str, tmp_path: Path) -> None:
    """Near misses raise nothing."""
    assert [(t.kode, t.pesan) for t in temuan_lint(tmp_path, *LUPUT[sebutan])] == []


@pytest.mark.parametrize(
    ("pembilang", "penyebut"),
    [
        ("Surat yang masuk", "Surat yg didistribusikan"),
        ("Dokumen perencanaan", "Dokumen yang disusun sesuai dengan pedoman"),
        ("Seluruh pegawai", "Pegawai pria"),
        ("Barang", "Barang yang ter-inventarisasi"),
        ("Laporan", "Laporan tepat waktu"),
        ("Volume kerja", "Hasil"),
        ("Anggaran", "Realisasi anggaran"),
    ],
)
def test_rasio_terbalik_menurut_katanya(pembilang: str, penyebut: str) -> None:
    """A narrowed denominator is seen one way round, and the right ratio stays silent."""
    assert tampak_terbalik(pembilang, penyebut)
    assert not tampak_terbalik(penyebut, pembilang)


@pytest.mark.parametrize(
    ("pembilang", "penyebut"),
    [
        ("Pelayanan sesuai SOP", "Pelayanan yang diajukan masyarakat"),
        ("Perekaman KTP", "Wajib KTP"),
        ("Aset yang layak fungsi", "Seluruh aset yang digunakan"),
        ("PNS yang hadir", "PNS"),
        ("Belanja", "Anggaran yang tersedia"),
        ("Lembaga yang ikut pembinaan", "Seluruh lembaga yang dibina"),
        ("Pemuda yang mengikuti lomba", "Pemuda yang dibina"),
        ("Lembaga aktif", "Lembaga yang dibina"),
        ("Desa", "Laporan di lingkungan dinas terkait"),
    ],
)
def test_rasio_wajar_tidak_disangka_terbalik(pembilang: str, penyebut: str) -> None:
    """Usual ratios are left alone."""
    assert not tampak_terbalik(pembilang, penyebut)


def test_tanpa_tabel_mentah_tanpa_baris(tmp_path: Path) -> None:
    """A Katalog alone can be linted too; places then name the column only."""
    temuan_lint(tmp_path, (IND, "12 desa,Laporan kunjungan", "12 desa,"))
    assert [t.sel for t in lint(muat(tmp_path))] == ["kolom sumber_data"]


def test_urut_tabel_dan_baris(tmp_path: Path) -> None:
    """Findings come by table, then by line."""
    temuan = temuan_lint(tmp_path, *(g for kode in ("MUTU-30", "MUTU-15", "MUTU-45") for g in KENA[kode][0]))
    assert [t.lembar for t in temuan] == ["instansi", "indikator", "target"]


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_teks_apa_pun_tidak_menjatuhkan(data: st.DataObject) -> None:
    """Whatever a decree says, lint answers with temuan that can be rendered, and never raises."""
    teks = st.text(st.sampled_from("Jumlah Persen x 100% 20234-/.,\nΣé(dibagi)Kecamatan Xy"), min_size=1, max_size=40)
    katalog = _katalog_bersih()
    indikator = tuple(
        i.model_copy(update={k: data.draw(teks) for k in ("nama", "sasaran", "penjelasan", "sumber_data", "satuan")})
        for i in katalog.indikator
    )
    instansi = katalog.instansi.model_copy(
        update={k: data.draw(teks) for k in ("nama", "nomor_sk", "tanggal_sk", "tanggal_lampiran", "tahun_lampiran")}
    )
    for t in lint(replace(katalog, instansi=instansi, indikator=indikator)):
        assert t.pesan
        assert t.saran


@cache
def _katalog_bersih() -> Katalog:
    with tempfile.TemporaryDirectory() as folder:
        temuan_lint(Path(folder))
        return muat(Path(folder))
