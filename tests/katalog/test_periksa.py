"""Every kind of damage to a katalog: one clear temuan each, in its place, and all of them at once."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.katalog.mentah import TabelMentah
from ikixl.katalog.model import TABEL
from ikixl.katalog.periksa import periksa
from ikixl.katalog.periksa_nilai import MODEL, Penolakan, uji_nilai
from ikixl.katalog.tables import baca_tabel
from ikixl.temuan import Temuan
from tests.katalog.mini import MINI, rusak, tulis


class Kerusakan(NamedTuple):
    """Replace `lama` by `baru` in a table; expect one temuan `kode` at `sel` whose words hold `kata`."""

    tabel: str
    lama: str
    baru: str
    kode: str
    sel: str
    kata: str
    #: The table of the temuan, where it is not the one that was damaged.
    di: str = ""


SATU_KERUSAKAN = {
    # instansi
    "kunci instansi hilang": Kerusakan(
        "instansi", "tahun,2024\n", "", "KATALOG-04", "kolom kunci", "kunci tahun wajib ada"
    ),
    "kunci instansi asing": Kerusakan(
        "instansi",
        "tahun,2024\n",
        "tahun,2024\ntelpon,123\n",
        "KATALOG-04",
        "baris 6, kolom kunci",
        "maksudnya telepon",
    ),
    "kunci instansi ganda": Kerusakan(
        "instansi", "tahun,2024\n", "tahun,2024\ntahun,2025\n", "KATALOG-05", "baris 6, kolom kunci", "di baris 5"
    ),
    "tahun bukan angka": Kerusakan(
        "instansi", "2024", "dua ribu", "KATALOG-04", "baris 5, kolom nilai", "bilangan bulat"
    ),
    "tahun terlalu kecil": Kerusakan(
        "instansi", "2024", "24", "KATALOG-04", "baris 5, kolom nilai", "kurang dari 2000"
    ),
    "tahun terlalu besar": Kerusakan(
        "instansi", "2024", "20244", "KATALOG-04", "baris 5, kolom nilai", "lebih dari 2100"
    ),
    "nilai instansi kosong": Kerusakan(
        "instansi", "Kecamatan Contoh", "", "KATALOG-04", "baris 2, kolom nilai", "misalnya Kecamatan"
    ),
    # header and rows
    "kolom asing": Kerusakan(
        "unit", "induk,nip", "indok,nip", "KATALOG-03", "baris 1, kolom indok", "yang dikenal: kode"
    ),
    "kolom ganda": Kerusakan(
        "unit", "induk,nip", "induk,nama", "KATALOG-03", "baris 1, kolom nama (kedua kalinya)", "kedua kalinya"
    ),
    "sel berlebih": Kerusakan("uraian", "Memimpin kelurahan", "Memimpin, melayani", "KATALOG-23", "baris 2", "5 sel"),
    "sel kurang": Kerusakan("uraian", ",Memimpin kelurahan", "", "KATALOG-23", "baris 2", "3 sel"),
    "sel berlebih di indikator": Kerusakan(
        "indikator", "Surat rapi", "Surat rapi, lengkap", "KATALOG-23", "baris 5", "13 sel"
    ),
    "sel kurang di jabatan": Kerusakan("jabatan", "kelurahan,,LURAH", "kelurahan", "KATALOG-23", "baris 4", "4 sel"),
    # cells
    "nama kosong": Kerusakan("unit", "Sekretariat,", ",", "KATALOG-04", "baris 2, kolom nama", "wajib diisi"),
    "kode kosong": Kerusakan("unit", "1002,", ",", "KATALOG-04", "baris 4, kolom kode", "misalnya 1001", "unit"),
    "kode berspasi": Kerusakan("jabatan", "SEKCAM,1", "SEK CAM,1", "KATALOG-04", "baris 2, kolom kode", "tanpa spasi"),
    "kode terlalu panjang": Kerusakan(
        "uraian", "LURAH,tugas", "L" * 41 + ",tugas", "KATALOG-04", "baris 2, kolom jabatan", "40"
    ),
    "kode variabel huruf besar": Kerusakan(
        "variabel", "SURAT,surat", "SURAT,Surat", "KATALOG-04", "baris 7, kolom kode", "huruf kecil"
    ),
    "kode variabel kosong": Kerusakan(
        "variabel", "DOK,sop", "DOK,", "KATALOG-04", "baris 2, kolom kode", "berkas_selesai"
    ),
    "kunci instansi salah eja": Kerusakan(
        "instansi", "tahun,", "tahn,", "KATALOG-04", "baris 5, kolom kunci", "Mungkin maksudnya tahun."
    ),
    "pilihan salah": Kerusakan(
        "indikator", "maksimal", "maximal", "KATALOG-04", "baris 3, kolom arah", "Mungkin maksudnya maksimal."
    ),
    "jenis unit salah eja": Kerusakan(
        "unit", "Satu,kelurahan", "Satu,kelurhan", "KATALOG-04", "baris 3, kolom jenis", "kecamatan, sekretariat"
    ),
    "urutan bukan bilangan": Kerusakan(
        "variabel", "SURAT,surat,1", "SURAT,surat,satu", "KATALOG-04", "baris 7, kolom urutan", "bilangan bulat"
    ),
    "urutan pecahan": Kerusakan("jabatan", "LURAH,2", "LURAH,2.5", "KATALOG-04", "baris 3, kolom urutan", '"2.5"'),
    "urutan raksasa": Kerusakan(
        "jabatan", "LURAH,2", "LURAH," + "9" * 5000, "KATALOG-04", "baris 3, kolom urutan", "terlalu besar"
    ),
    "target bukan angka": Kerusakan(
        "target", "DOK,,1,1", "DOK,,1 dokumen,1", "KATALOG-04", "baris 2, kolom tw1", "tanpa satuan"
    ),
    "target tak terhingga": Kerusakan("target", "82.5", "inf", "KATALOG-04", "baris 3, kolom tahun", "bukan angka"),
    "karakter tak terlihat": Kerusakan(
        "uraian", "Melayani warga", "Melayani\x0bwarga", "KATALOG-04", "baris 3, kolom teks", "ketik ulang"
    ),
    "nip dibulatkan": Kerusakan(
        "unit", "sekretariat,,", "sekretariat,,1.97001E+17", "KATALOG-04", "baris 2, kolom nip", "format kolom nip"
    ),
    # codes
    "kode unit ganda": Kerusakan(
        "unit", "1002,", "1001,Kelurahan Satu,kelurahan,,\n1002,", "KATALOG-05", "baris 4, kolom kode", "di baris 3"
    ),
    "baris variabel tersalin": Kerusakan(
        "variabel",
        "SUHU,suhu",
        "DOK,spp,2,Salinan,,,\nSUHU,suhu",
        "KATALOG-05",
        "baris 6, kolom kode",
        "spp pada indikator DOK",
    ),
    "target ganda": Kerusakan("target", "LAYANAN,1002", "LAYANAN,", "KATALOG-05", "baris 4, kolom unit", "semua unit"),
    "kode unit bertabrakan": Kerusakan(
        "unit",
        "1001,Kelurahan Satu,kelurahan",
        "Sek,Satu,kelurahan",
        "KATALOG-18",
        "baris 3, kolom kode",
        "Sek dan SEK",
    ),
    "induk tidak dikenal": Kerusakan(
        "unit", "Dua,kelurahan,", "Dua,kelurahan,CAMAT", "KATALOG-06", "baris 4, kolom induk", "CAMAT"
    ),
    "unit jabatan tidak dikenal": Kerusakan(
        "jabatan", ",SEK,", ",SEKR,", "KATALOG-06", "baris 2, kolom unit", "tabel unit"
    ),
    "jenis unit tanpa unit": Kerusakan(
        "jabatan",
        "PETUGAS,3,Petugas Pelayanan,kelurahan",
        "PETUGAS,3,P,desa",
        "KATALOG-06",
        "baris 4, kolom jenis_unit",
        "desa",
    ),
    "jabatan uraian tidak dikenal": Kerusakan(
        "uraian", "LURAH,tugas", "LURAHH,tugas", "KATALOG-06", "baris 2, kolom jabatan", "LURAHH"
    ),
    "jabatan indikator tidak dikenal": Kerusakan(
        "indikator", "SURAT,PETUGAS", "SURAT,PETUGASS", "KATALOG-06", "baris 5, kolom jabatan", "tabel jabatan"
    ),
    "indikator variabel tidak dikenal": Kerusakan(
        "variabel", "SURAT,surat", "SURATT,surat", "KATALOG-06", "baris 7, kolom indikator", "tabel indikator"
    ),
    "indikator target tidak dikenal": Kerusakan(
        "target", "DOK,", "DOKUMEN,", "KATALOG-06", "baris 2, kolom indikator", "DOKUMEN"
    ),
    "unit target tidak dikenal": Kerusakan(
        "target", "LAYANAN,1002", "LAYANAN,1009", "KATALOG-06", "baris 4, kolom unit", "1009"
    ),
    "acuan tidak dikenal": Kerusakan("variabel", ",,SURAT", ",,BERKAS", "KATALOG-06", "baris 4, kolom acuan", "BERKAS"),
    "acuan variabel tidak dikenal": Kerusakan(
        "variabel", ",,SURAT", ",,SURAT/berkas", "KATALOG-06", "baris 4, kolom acuan", "SURAT/berkas"
    ),
    "acuan tidak terbaca": Kerusakan(
        "variabel", ",,SURAT", ",,SURAT dan DOK", "KATALOG-26", "baris 4, kolom acuan", "SURAT dan DOK"
    ),
    "acuan melingkar": Kerusakan("variabel", ",,SURAT", ",,LAYANAN", "KATALOG-27", "baris 4, kolom acuan", "LAYANAN"),
    "atasan bukan jabatan": Kerusakan("jabatan", ",,LURAH", ",,CAMAT", "KATALOG-12", "baris 4, kolom atasan", "CAMAT"),
    # formulas
    "rumus tidak terbaca": Kerusakan(
        "indikator",
        "persen(selesai, masuk)",
        "persen(selesai, masuk",
        "KATALOG-07",
        "baris 3, kolom rumus",
        "karakter ke-7",
    ),
    "variabel rumus tidak ada": Kerusakan(
        "indikator", "jumlah(sop, spp)", "jumlah(sop, spp, dpa)", "KATALOG-08", "baris 2, kolom rumus", "variabel dpa"
    ),
    "variabel tidak dipakai": Kerusakan(
        "indikator", "jumlah(sop, spp)", "sop", "KATALOG-09", "baris 3, kolom kode", "Variabel spp", "variabel"
    ),
    # who holds what
    "jabatan tanpa indikator": Kerusakan(
        "jabatan", "LURAH\n", "LURAH\nKASI,4,Kasi,kelurahan,,\n", "KATALOG-10", "baris 5, kolom kode", "KASI"
    ),
    "unit tanpa jabatan": Kerusakan(
        "unit",
        "Dua,kelurahan,,\n",
        "Dua,kelurahan,,\nTU,Tata Usaha,subbagian,SEK,\n",
        "KATALOG-11",
        "baris 5, kolom kode",
        "TU",
    ),
    "indikator tanpa variabel": Kerusakan(
        "indikator",
        "SURAT,PETUGAS",
        "KIB,PETUGAS,2,Aset tertib,Jumlah KIB,kib,,,,,,\nSURAT,PETUGAS",
        "KATALOG-15",
        "baris 5, kolom kode",
        "KIB",
    ),
    "lingkaran atasan": Kerusakan(
        "jabatan",
        "Lurah,kelurahan,,",
        "Lurah,kelurahan,,PETUGAS",
        "KATALOG-13",
        "baris 3, kolom atasan",
        "LURAH → PETUGAS → LURAH",
    ),
    "atasan diri sendiri": Kerusakan(
        "jabatan", ",SEK,", ",SEK,SEKCAM", "KATALOG-13", "baris 2, kolom atasan", "SEKCAM → SEKCAM"
    ),
    "tempat ganda": Kerusakan(
        "jabatan", ",,SEK,", ",sekretariat,SEK,", "KATALOG-14", "baris 2, kolom jenis_unit", "SEKCAM"
    ),
    "tempat kosong": Kerusakan("jabatan", ",,SEK,", ",,,", "KATALOG-14", "baris 2, kolom jenis_unit", "SEKCAM"),
    "batas rentang kosong": Kerusakan(
        "indikator", ",20,25", ",20,", "KATALOG-17", "baris 4, kolom batas_atas", "batas_atas kosong"
    ),
    "batas rentang terbalik": Kerusakan(
        "indikator", ",20,25", ",25,20", "KATALOG-17", "baris 4, kolom batas_bawah", "tidak kurang dari"
    ),
    "target negatif": Kerusakan(
        "target", ",80,80,", ",-80,80,", "KATALOG-04", "baris 3, kolom tw1", "tidak boleh negatif"
    ),
    "target salah alamat": Kerusakan("target", "LAYANAN,1002", "DOK,1002", "KATALOG-20", "baris 4, kolom unit", "DOK"),
    "urutan jabatan ganda": Kerusakan(
        "jabatan", "LURAH,2", "LURAH,1", "KATALOG-21", "baris 3, kolom urutan", "tabel jabatan"
    ),
    "urutan indikator ganda": Kerusakan(
        "indikator", "SUHU,LURAH,2", "SUHU,LURAH,1", "KATALOG-21", "baris 4, kolom urutan", "jabatan LURAH"
    ),
    "urutan variabel ganda": Kerusakan(
        "variabel", "spp,2", "spp,1", "KATALOG-21", "baris 3, kolom urutan", "indikator DOK"
    ),
    "urutan uraian ganda": Kerusakan(
        "uraian", "fungsi,1", "tugas,1", "KATALOG-21", "baris 3, kolom urutan", "jabatan LURAH jenis tugas"
    ),
    "skala tidak dikenal": Kerusakan("indikator", ",umum", ",umumm", "KATALOG-22", "baris 3, kolom skala", "umum"),
}


def periksa_teks(folder: Path, tabel: dict[str, str]) -> list[Temuan]:
    """Every temuan of a katalog given as CSV texts."""
    return periksa(baca_tabel(tulis(folder, tabel)))[1]


def tempat(temuan: list[Temuan]) -> list[tuple[str, str, str]]:
    """Code, table and place of each temuan."""
    return [(t.kode, t.lembar, t.sel) for t in temuan]


def test_katalog_sehat(tmp_path: Path) -> None:
    """The undamaged katalog has no temuan and holds what the tables say, blanks replaced by defaults."""
    katalog, temuan = periksa(baca_tabel(tulis(tmp_path)))
    assert temuan == []
    assert katalog is not None
    assert [i.kode for i in katalog.indikator] == ["DOK", "LAYANAN", "SUHU", "SURAT"]
    assert (katalog.indikator[0].arah, katalog.indikator[0].tingkat) == ("maksimal", "IKI")
    assert katalog.variabel[2].isian == "bulat"
    assert katalog.target[1].tahun == 82.5
    assert katalog.target[2].unit == "1002"


@pytest.mark.parametrize("k", SATU_KERUSAKAN.values(), ids=SATU_KERUSAKAN.keys())
def test_satu_kerusakan_satu_temuan(k: Kerusakan, tmp_path: Path) -> None:
    """One damage gives exactly one temuan, with code, table, row and column, and says what to do."""
    katalog, temuan = periksa(baca_tabel(tulis(tmp_path, rusak((k.tabel, k.lama, k.baru)))))
    assert tempat(temuan) == [(k.kode, k.di or k.tabel, k.sel)]
    (satu,) = temuan
    assert katalog is None
    assert satu.berkas == f"{k.di or k.tabel}.csv"
    assert k.kata in f"{satu.pesan} {satu.saran}"
    assert satu.saran
    assert "{" not in satu.pesan + satu.saran


@pytest.mark.parametrize("nama", ["target", "bukti", "catatan"])
def test_nama_variabel_terlarang(nama: str, tmp_path: Path) -> None:
    """A variabel must not take a word that names another input of the workbook."""
    tabel = rusak(
        ("variabel", "SURAT,surat", f"SURAT,{nama}"), ("indikator", "Jumlah surat,surat,", f"Jumlah surat,{nama},")
    )
    assert tempat(periksa_teks(tmp_path, tabel)) == [("KATALOG-19", "variabel", "baris 7, kolom kode")]


def test_lingkaran_induk_sekali_saja(tmp_path: Path) -> None:
    """A cycle of three units is one temuan that walks it from its first row, whoever else hangs on it."""
    tabel = rusak(("unit", "Sekretariat,sekretariat,", "Sekretariat,sekretariat,1002"))
    tabel["unit"] = (
        tabel["unit"].replace("Satu,kelurahan,", "Satu,kelurahan,SEK").replace("Dua,kelurahan,", "Dua,kelurahan,1001")
    )
    tabel["unit"] += "1003,Kelurahan Tiga,kelurahan,1001,\n"
    (satu,) = periksa_teks(tmp_path, tabel)
    assert (satu.kode, satu.sel) == ("KATALOG-13", "baris 2, kolom induk")
    assert "induk membentuk lingkaran: SEK → 1002 → 1001 → SEK." in satu.pesan


@pytest.mark.parametrize("tabel", ["instansi", *TABEL])
def test_tabel_hilang(tabel: str, tmp_path: Path) -> None:
    """A missing table is one temuan, and the tables that refer to it are not blamed."""
    isi = {nama: teks for nama, teks in MINI.items() if nama != tabel}
    (satu,) = periksa_teks(tmp_path, isi)
    assert (satu.kode, satu.lembar, satu.berkas) == ("KATALOG-01", tabel, f"{tabel}.csv")
    assert f"Buat berkas {tabel}.csv dengan baris judul k" in satu.saran or tabel not in ("unit", "jabatan", "instansi")


@pytest.mark.parametrize("tabel", ["unit", "jabatan", "indikator", "variabel"])
def test_tabel_tanpa_baris(tabel: str, tmp_path: Path) -> None:
    """A table with nothing but its header is one temuan, not one for every row that refers to it."""
    isi = {**MINI, tabel: MINI[tabel].splitlines()[0] + "\n"}
    assert tempat(periksa_teks(tmp_path, isi)) == [("KATALOG-25", tabel, "")]


@pytest.mark.parametrize("tabel", ["uraian", "target"])
def test_tabel_boleh_tanpa_baris(tabel: str, tmp_path: Path) -> None:
    """Tugas and targets may be left out."""
    assert periksa_teks(tmp_path, {**MINI, tabel: MINI[tabel].splitlines()[0] + "\n"}) == []


def tanpa_kolom(teks: str, nomor: int) -> str:
    """A table without one of its columns; for tables without quotes."""
    return "".join(",".join(s for n, s in enumerate(b.split(",")) if n != nomor) + "\n" for b in teks.splitlines())


@pytest.mark.parametrize(
    ("tabel", "kolom"),
    [("instansi", "nilai"), ("unit", "kode"), ("unit", "jenis"), ("jabatan", "kode"), ("uraian", "urutan"),
     ("variabel", "indikator"), ("variabel", "kode"), ("target", "indikator")],
)  # fmt: skip
def test_kolom_hilang(tabel: str, kolom: str, tmp_path: Path) -> None:
    """A missing column is one temuan, not one for every row and for all that refer to it."""
    isi = {**MINI, tabel: tanpa_kolom(MINI[tabel], MINI[tabel].splitlines()[0].split(",").index(kolom))}
    assert tempat(periksa_teks(tmp_path, isi)) == [("KATALOG-02", tabel, f"baris 1, kolom {kolom}")]


def test_kolom_salah_eja(tmp_path: Path) -> None:
    """A misspelt column is both missing and unknown."""
    assert tempat(periksa_teks(tmp_path, rusak(("uraian", "urutan,teks", "urutan,isi")))) == [
        ("KATALOG-02", "uraian", "baris 1, kolom teks"),
        ("KATALOG-03", "uraian", "baris 1, kolom isi"),
    ]


def test_kolom_tanpa_judul(tmp_path: Path) -> None:
    """A column without a name is mentioned only if something stands in it."""
    kosong = MINI["uraian"].replace("\n", ",\n")
    assert periksa_teks(tmp_path / "a", {**MINI, "uraian": kosong}) == []
    (satu,) = periksa_teks(tmp_path / "b", {**MINI, "uraian": kosong.replace("warga,", "warga,x")})
    assert (satu.kode, satu.sel) == ("KATALOG-03", "baris 1, kolom ke-5 (tanpa judul)")


def test_tabel_asing_hanya_peringatan(tmp_path: Path) -> None:
    """A CSV file of another name is mentioned and does not stop the katalog."""
    katalog, temuan = periksa(baca_tabel(tulis(tmp_path, {**MINI, "indikatr": "a,b\n1,2\n"})))
    assert tempat(temuan) == [("KATALOG-24", "indikatr", "")]
    assert "indikatr.csv" in temuan[0].pesan
    assert katalog is not None


def test_semua_sekaligus(tmp_path: Path) -> None:
    """Many faults in every table are all reported at once, in the order of tables and lines."""
    tabel = rusak(
        ("instansi", "2024", "24"),
        ("unit", "Sekretariat,sekretariat", ",sekretariat"),
        ("jabatan", ",,LURAH", ",,CAMAT"),
        ("jabatan", "SEKCAM,1,Sekretaris,,SEK,\n", "SEKCAM,1,Sekretaris,,SEK,\nAJUDAN,9,Ajudan,,SEK,\n"),
        ("uraian", "Melayani warga", ""),
        ("indikator", "persen(selesai, masuk)", "persen(selesai,"),
        ("indikator", ",20,25", ",25,20"),
        ("indikator", ",umum", ",lama"),
        ("variabel", "spp,2", "spp,1"),
        ("variabel", "Suhu ruang,desimal", "Suhu ruang,angka"),
        ("variabel", ",,SURAT", ",,TIDAKADA"),
        ("target", "LAYANAN,1002", "LAYANAN,SEK"),
        ("target", "DOK,", "HILANG,"),
    )
    assert tempat(periksa_teks(tmp_path, tabel)) == [
        ("KATALOG-04", "instansi", "baris 5, kolom nilai"),
        ("KATALOG-04", "unit", "baris 2, kolom nama"),
        ("KATALOG-10", "jabatan", "baris 3, kolom kode"),
        ("KATALOG-12", "jabatan", "baris 5, kolom atasan"),
        ("KATALOG-04", "uraian", "baris 3, kolom teks"),
        ("KATALOG-22", "indikator", "baris 3, kolom skala"),
        ("KATALOG-07", "indikator", "baris 3, kolom rumus"),
        ("KATALOG-17", "indikator", "baris 4, kolom batas_bawah"),
        ("KATALOG-21", "variabel", "baris 3, kolom urutan"),
        ("KATALOG-06", "variabel", "baris 4, kolom acuan"),
        ("KATALOG-04", "variabel", "baris 6, kolom isian"),
        ("KATALOG-06", "target", "baris 2, kolom indikator"),
        ("KATALOG-20", "target", "baris 4, kolom unit"),
    ]


def test_baris_cacat_tetap_dihitung_ada(tmp_path: Path) -> None:
    """A row with a bad cell still stands for its code: nothing that refers to it is blamed."""
    tabel = rusak(
        ("unit", "SEK,Sekretariat,", "SEK,,"),
        ("jabatan", "LURAH,2,Lurah,", "LURAH,dua,,"),
        ("indikator", "Layanan baik,Persentase selesai", ","),
    )
    temuan = periksa_teks(tmp_path, tabel)
    assert {t.kode for t in temuan} == {"KATALOG-04"}
    assert [t.sel for t in temuan] == [
        "baris 2, kolom nama",
        "baris 3, kolom urutan",
        "baris 3, kolom nama",
        "baris 3, kolom sasaran",
        "baris 3, kolom nama",
    ]


def test_kode_asing_tidak_menutupi_yang_lain(tmp_path: Path) -> None:
    """An unknown code hides a missing partner only where it may be a slip for it."""
    tabel = rusak(
        ("indikator", "SURAT,PETUGAS", "SURAT,BENDAHARA"),
        ("variabel", "SUHU,suhu", "KELEMBAPAN,suhu"),
    )
    assert tempat(periksa_teks(tmp_path, tabel)) == [
        ("KATALOG-10", "jabatan", "baris 4, kolom kode"),
        ("KATALOG-15", "indikator", "baris 4, kolom kode"),
        ("KATALOG-06", "indikator", "baris 5, kolom jabatan"),
        ("KATALOG-06", "variabel", "baris 6, kolom indikator"),
    ]


def test_nomor_baris_seperti_di_editor(tmp_path: Path) -> None:
    """Lines are counted as an editor does, past blank lines and line ends inside quotes."""
    tabel = rusak(
        ("uraian", "LURAH,tugas,1,Memimpin kelurahan", '\nLURAH,tugas,1,"Memimpin\nkelurahan\n"'),
        ("uraian", "LURAH,fungsi", "LURAH,fungsi_lain"),
    )
    assert tempat(periksa_teks(tmp_path, tabel)) == [("KATALOG-04", "uraian", "baris 6, kolom jenis")]


def test_urutan_katalog(tmp_path: Path) -> None:
    """Rows are put in the order of urutan wherever the tables hold them."""
    tabel = dict(MINI)
    for nama in ("jabatan", "indikator", "variabel", "uraian"):
        judul, *isi = MINI[nama].splitlines()
        tabel[nama] = "\n".join([judul, *reversed(isi)]) + "\n"
    assert periksa(baca_tabel(tulis(tmp_path / "a", tabel)))[0] == periksa(baca_tabel(tulis(tmp_path / "b")))[0]


@given(st.text(max_size=45), st.booleans())
@settings(max_examples=60)
def test_penolakan_selalu_berbahasa_indonesia(teks: str, desimal_koma: bool) -> None:
    """Whatever stands in a cell, a refusal never falls back on pydantic's English nor leaves a placeholder."""
    for tabel, model in MODEL.items():
        for kolom in model.model_fields:
            hasil = uji_nilai(tabel, kolom, teks, desimal_koma=desimal_koma)
            if isinstance(hasil, Penolakan):
                kalimat = f" {hasil.sebab} {hasil.anjuran} "
                assert "{" not in kalimat
                assert not any(kata in kalimat for kata in (" should ", " input ", " valid ", " or ", "Input"))
                assert "isinya tidak sesuai" not in hasil.sebab, "an error type of pydantic is not translated"


def test_tanpa_satu_tabel_pun() -> None:
    """An empty folder is told which tables it lacks."""
    katalog, temuan = periksa(TabelMentah("katalog", {}))
    assert katalog is None
    assert tempat(temuan) == [("KATALOG-01", tabel, "") for tabel in ("instansi", *TABEL)]
