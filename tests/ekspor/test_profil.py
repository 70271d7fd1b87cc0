"""Profiles of the user, the table of codes, and what is left out of an export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document

from ikixl.cli.ekspor import ekspor as perintah_ekspor
from ikixl.ekspor import ambil_profil, ekspor, jalan, profil_tersedia
from ikixl.ekspor.kode import siapkan_kode
from ikixl.errors import ProyekError
from ikixl.katalog import tulis_tabel
from ikixl.konsolidasi import Konsolidasi
from ikixl.proyek import Proyek
from ikixl.rekap import KonteksRekap, susun_buku_rekap
from ikixl.tahun_lalu import buka_tahun_lalu
from ikixl.writer import tulis_buku
from tests.contoh_kecil import katalog_kecil
from tests.dokumen.contoh import konsolidasi
from tests.ekspor.contoh import isi_kode, katalog_dengan, proyek_isi
from tests.ekspor.kontrak import baca_xlsx
from tests.proyek_kecil import proyek_kecil

SENDIRI = """\
nama = "daerah"
judul = "Daerah"
keterangan = "Untuk aplikasi daerah."
lembar = "Unggah"
format = ["xlsx", "csv"]
baris = "variabel"
baris_judul = ["{instansi}"]
baris_kepala = 3
kolom = [
  { judul = "Kode", sumber = "kode", format = "teks", lebar = 10, wajib = true },
  { judul = "Data {tahun}", sumber = "variabel", format = "teks", lebar = 20 },
  { judul = "Nilai", sumber = "nilai_variabel", format = "angka", lebar = 10 },
  { judul = "Jenis", sumber = "tingkat", format = "teks", lebar = 10, padanan = { iki = "INDIVIDU" }, pilihan = [
    "INDIVIDU" ] },
]
"""


@pytest.fixture
def proyek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Proyek:
    """Two of three kelurahan have reported triwulan I."""
    return proyek_isi(tmp_path, monkeypatch)


def _profil(proyek: Proyek, teks: str, nama: str = "daerah") -> None:
    (proyek.folder / "profil").mkdir(exist_ok=True)
    (proyek.folder / "profil" / f"{nama}.toml").write_text(teks, encoding="utf-8")


def test_profil_sendiri(proyek: Proyek) -> None:
    """A TOML file in profil/ is a profile: another kind of row, another start row, words of its own."""
    _profil(proyek, SENDIRI)
    assert "daerah" in profil_tersedia(proyek.folder)
    assert "daerah" not in profil_tersedia()
    semua = baca_xlsx(ekspor(proyek, "daerah", "xlsx")[0].path)
    assert semua[0] == ["Kecamatan Contoh"]
    assert semua[1] == []
    assert semua[2] == ["Kode", "Data 2024", "Nilai", "Jenis"]
    assert ["LURAH.01", "Berkas selesai", 17, "INDIVIDU"] in semua
    assert len(semua) == 3 + len(katalog_kecil().variabel)


@pytest.mark.parametrize(
    ("lama", "baru", "pesan"),
    [
        (
            'sumber = "variabel"',
            'sumber = "variable"',
            'kolom "Data {tahun}": sumber variable tidak dikenal .maksudnya variabel',
        ),
        ('format = "angka"', 'format = "uang"', 'kolom ke-3 "Nilai": format harus salah satu dari'),
        ("lebar = 20", "lebr = 20", 'kolom ke-2 "Data {tahun}": lebar belum ada.*lebr tidak dikenal .maksudnya lebar'),
        ("{instansi}", "{kecamatan}", "{kecamatan} .* tidak dikenal"),
        ("{instansi}", "{instansi", "tidak berpasangan"),
        ("baris_kepala = 3", 'tanda_tangan = ["Camat"]', "tanda_tangan harus menyebut dua pihak"),
        ("baris_kepala = 3", "baris_kepala = 1", "baris_kepala harus lebih besar dari 1"),
        ("baris_kepala = 3", "impor = true", "berkas impor harus mulai di A1"),
        ('"Nilai"', '"Kode"', 'judul kolom "Kode" dipakai dua kali'),
        ('nama = "daerah"', 'nama = "lain"', 'nama harus "daerah"'),
        ('lembar = "Unggah"', 'lembar = "a/b"', "lembar tidak boleh berisi"),
        ('judul = "Daerah"\n', "", "judul belum ada"),
        ("kolom = [", "kolom = [[", "tidak terbaca di"),
        ('sumber = "tingkat"', 'sumber = "kode_aplikasi"', "memerlukan kode, nama tabel kodenya"),
    ],
)
def test_profil_salah_disebut_tempatnya(proyek: Proyek, lama: str, baru: str, pesan: str) -> None:
    """A faulty profile is refused with its file, the place in it and what is wrong there."""
    assert lama in SENDIRI
    _profil(proyek, SENDIRI.replace(lama, baru, 1))
    with pytest.raises(ProyekError, match=pesan) as galat:
        ambil_profil("daerah", proyek.folder)
    assert "daerah.toml" in galat.value.pesan


def test_tabel_kode_dibuat_lalu_diisi(proyek: Proyek) -> None:
    """The first export makes the table and asks for it to be filled; then what has a code goes, the rest is named."""
    path = proyek.ekspor / "kode-sakip-app.csv"
    with pytest.raises(ProyekError, match="belum diisi") as galat:
        ekspor(proyek, "sakip-app")
    assert str(path) in galat.value.saran
    baris = path.read_bytes().decode("utf-8-sig").split("\r\n")
    assert baris[0] == "kode;nama;kode_aplikasi"
    assert "LURAH.01;Persentase berkas selesai;" in baris
    assert not list(proyek.ekspor.glob("sakip-app-2024*"))
    isi_kode(proyek, "sakip-app", LURAH_01="1.1", LURAH_02="1.2", SEKLUR_01="1.2")
    hasil = ekspor(proyek, "sakip-app", "xlsx")[0]
    assert hasil.baris == 1
    assert "SEKCAM.01: Kode Indikator kosong" in hasil.dilewati
    assert "LURAH.02: kode aplikasi 1.2 dipakai lebih dari satu indikator" in hasil.dilewati
    assert len(hasil.dilewati) == 5


def test_isian_tabel_kode_tidak_pernah_ditimpa(tmp_path: Path) -> None:
    """New codes and columns are appended; what stands there stays, whatever separates it, also what we do not know."""
    path = tmp_path / "kode-x.csv"
    path.write_text('kode,kode_aplikasi,milik saya\nA,"1,1",x\nLAMA,9,y\n', encoding="cp1252")
    tabel = siapkan_kode(path, [("A", "nama"), ("B", "=nama\nkedua")], ["tujuan"])
    assert (tabel.aplikasi, tabel.baru) == ({"A": "1,1", "LAMA": "9"}, 1)
    assert path.read_bytes().decode("utf-8-sig").split("\r\n") == [
        "kode;kode_aplikasi;milik saya;nama;tujuan",
        "A;1,1;x;;",
        "LAMA;9;y;;",
        "B;;;'=nama kedua;",
        "",
    ]
    isi = path.read_bytes()
    assert siapkan_kode(path, [("A", ""), ("B", "")], ["tujuan"]).baru == 0
    assert path.read_bytes() == isi


@pytest.mark.parametrize(
    "teks", ["", "a;b\r\n1;2\r\n", "kode;kode_aplikasi\r\nA;1;2\r\n", 'kode;kode_aplikasi\r\nA;"1\r\n']
)
def test_tabel_kode_rusak_tidak_diubah(tmp_path: Path, teks: str) -> None:
    """A table that we cannot understand is refused by name and left as it is."""
    path = tmp_path / "kode-x.csv"
    path.write_text(teks, encoding="utf-8", newline="")
    with pytest.raises(ProyekError, match=r"kode-x\.csv"):
        siapkan_kode(path, [("A", "")])
    assert path.read_bytes() == teks.encode()


def test_kolom_tambahan_tabel_kode(proyek: Proyek) -> None:
    """What an application asks for and no katalog holds is filled in beside the codes."""
    ekspor(proyek, "sakip-app-indikator", "csv")
    path = proyek.ekspor / "kode-sakip-app.csv"
    teks = path.read_bytes().decode("utf-8-sig")
    assert teks.startswith("kode;nama;kode_aplikasi;kode_tujuan;tujuan;kode_sasaran\r\n")
    lama = "LURAH.01;Persentase berkas selesai;;;;"
    path.write_text(
        teks.replace(lama, "LURAH.01;Persentase berkas selesai;1.1;T1;Pelayanan prima;S1"), encoding="utf-8"
    )
    isi = ekspor(proyek, "sakip-app-indikator", "csv")[0].path.read_bytes().decode("utf-8-sig")
    assert "1.1;T1;Pelayanan prima;S1;" in isi


def test_yang_tidak_memenuhi_profil_tidak_ditulis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row outside the code list is left out and said; where none passes, nothing is written."""
    k = katalog_dengan(tingkat="IKU")
    proyek = proyek_isi(tmp_path, monkeypatch, k)
    _profil(proyek, SENDIRI.replace("padanan = { iki", "padanan = { ikx"))
    with pytest.raises(ProyekError, match=r'SEKCAM\.01 .sop.: Jenis berisi "IKI", padahal hanya boleh INDIVIDU'):
        ekspor(proyek, "daerah")
    _profil(proyek, SENDIRI)
    luar = CliRunner().invoke(perintah_ekspor, ["daerah", "--format", "csv"], obj=proyek.folder)
    assert luar.exit_code == 1
    assert "8 baris ditulis ke" in luar.output
    assert 'LURAH.01 (masuk): Jenis berisi "IKU"' in luar.output


def test_daftar_menyebut_setiap_profil(proyek: Proyek) -> None:
    """--daftar names every profile with a sentence, also the user's own; without a name the command says so."""
    _profil(proyek, SENDIRI)
    luar = CliRunner().invoke(perintah_ekspor, ["--daftar"], obj=proyek.folder)
    assert luar.exit_code == 0
    for nama in profil_tersedia(proyek.folder):
        assert ambil_profil(nama, proyek.folder).keterangan in luar.output
    _profil(proyek, "nama = 1", "rusak")
    dengan_rusak = CliRunner().invoke(perintah_ekspor, ["--daftar"], obj=proyek.folder)
    assert "pengukuran-kinerja" in dengan_rusak.output
    assert "rusak.toml" in str(dengan_rusak.exception), "one broken profile does not hide the others"
    kosong = CliRunner().invoke(perintah_ekspor, [], obj=proyek.folder)
    assert kosong.exit_code == 2
    assert "--daftar" in kosong.output


def test_tahun_lalu(proyek: Proyek, tmp_path: Path) -> None:
    """Target and capaian of the year before come from that year's Data, by code, never from what its rekap shows."""
    lalu = konsolidasi(
        {"1001": {"LURAH_01__selesai__4": 9, "LURAH_01__masuk__4": 10, "SEKLUR_01__p__4": 72}},
        katalog=katalog_kecil(2023),
    )
    berkas = tmp_path / "rekap-2023-tw4.xlsx"
    berkas.write_bytes(tulis_buku(susun_buku_rekap(KonteksRekap(lalu, 4))))
    # Named by the option, and by the settings.
    setelan = replace(proyek, pengaturan=replace(proyek.pengaturan, tahun_lalu=str(berkas)))
    for hasil in (ekspor(proyek, "lkjip", "xlsx", tahun_lalu=berkas), ekspor(setelan, "lkjip", "xlsx")):
        puas = next(b for b in baca_xlsx(hasil[0].path) if "Tingkat kepuasan" in b)
        # 72 of 80 last year.
        assert puas[4:6] == [80, 90]
        assert not [c for c in hasil[0].catatan if "temuan" in c]
    wb = openpyxl.load_workbook(berkas)
    wb["S.d. Triwulan"]["H6"] = 12345
    wb.save(berkas)
    hasil = ekspor(setelan, "lkjip", "xlsx")
    assert any("temuan pada rekap-2023-tw4.xlsx" in c for c in hasil[0].catatan)
    assert next(b for b in baca_xlsx(hasil[0].path) if "Tingkat kepuasan" in b)[4:6] == [80, 90]
    # A profile that shows no last year does not open it.
    hilang = replace(proyek, pengaturan=replace(proyek.pengaturan, tahun_lalu="tidak-ada"))
    assert ekspor(hilang, "rencana-aksi", "csv")[0].baris == 6
    with pytest.raises(ProyekError, match="tidak-ada tidak ada"):
        ekspor(hilang, "lkjip", "csv")
    catatan = ekspor(proyek, "lkjip", "xlsx")[0].catatan
    assert any("--tahun-lalu" in c for c in catatan)


def test_tahun_lalu_yang_bukan(tmp_path: Path) -> None:
    """A folder that is missing, of the same year, or without returns is refused by name."""
    instansi = katalog_kecil().instansi
    with pytest.raises(ProyekError, match="tidak ada"):
        buka_tahun_lalu(tmp_path / "tidak", instansi)
    p = proyek_kecil(tmp_path)
    with pytest.raises(ProyekError, match="memuat tahun 2024"):
        buka_tahun_lalu(p.folder, instansi)
    tulis_tabel(katalog_kecil(2023), p.katalog)
    with pytest.raises(ProyekError, match="belum menerima"):
        buka_tahun_lalu(p.folder, instansi)


@pytest.mark.parametrize(
    ("instansi", "kiri", "kanan"),
    [
        (
            {"kabupaten_kota": "Kota Contoh", "pejabat": "A. Contoh", "jabatan_pejabat": "Camat Contoh", "nip": "1"},
            "Wali Kota Contoh",
            "Camat Contoh\nA. Contoh\nNIP. 1",
        ),
        ({"kabupaten_kota": "Kabupaten Contoh"}, "Bupati Contoh", "NIP. ..."),
        ({"kabupaten_kota": "Contoh"}, "Pihak Kedua,\n....", "Pihak Pertama,\n..."),
    ],
)
def test_perjanjian_ditandatangani_dua_pihak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, instansi: dict[str, str], kiri: str, kanan: str
) -> None:
    """Beneath the table both parties sign; names come from the katalog, and dots where it has none."""
    k = katalog_kecil()
    kosong = {"pejabat": "", "jabatan_pejabat": "", "nip": ""}
    proyek = proyek_isi(
        tmp_path, monkeypatch, replace(k, instansi=k.instansi.model_copy(update={**kosong, **instansi}))
    )
    blok = Document(str(ekspor(proyek, "perjanjian-kinerja", "docx")[0].path)).tables[-1].rows[0].cells
    assert [teks in sel.text for teks, sel in zip((kiri, kanan), blok, strict=True)] == [True, True]
    assert (
        not Document(str(ekspor(proyek, "rencana-aksi", "docx")[0].path))
        .tables[-1]
        .rows[0]
        .cells[0]
        .text.startswith("Pihak")
    )


def test_dari_katalog_saja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans and annexes need no return; measurements do, and say so."""
    proyek = proyek_isi(tmp_path, monkeypatch)
    monkeypatch.setattr(jalan, "konsolidasi_proyek", lambda *_: Konsolidasi(katalog_kecil(), proyek.aturan))
    assert ekspor(proyek, "rencana-aksi", "csv")[0].baris == 6
    with pytest.raises(ProyekError, match="Belum ada buku kerja yang diterima"):
        ekspor(proyek, "lkjip")
