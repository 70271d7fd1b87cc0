"""A project folder: making, finding, settings, key, lock; atomic files and file names; shipped data."""

from __future__ import annotations

import errno
import importlib.util
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikixl import bawaan, gembok, pengaturan, proyek, simpan
from ikixl.aturan import Aturan
from ikixl.errors import ProyekError
from ikixl.gembok import Gembok
from ikixl.pengaturan import PENGATURAN_AWAL, Pengaturan, baca_pengaturan
from ikixl.proyek import Proyek, buka, contoh_tersedia, mulai
from ikixl.simpan import PANJANG_NAMA, nama_berkas, tulis_atomik
from ikixl.sumber_katalog import muat_sumber

AKAR = Path(bawaan.__file__).parent.parent


@pytest.fixture
def proyek_baru(tmp_path: Path) -> Proyek:
    """A fresh project without a sample."""
    return mulai(tmp_path / "proyek")


@pytest.fixture
def contoh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """One shipped sample named "mini", so that these tests do not depend on the real ones."""
    folder = tmp_path / "bawaan" / "mini"
    folder.mkdir(parents=True)
    (folder / "instansi.csv").write_text("kunci,nilai\nnama,Kecamatan Mini\n", encoding="utf-8")
    (folder / "unit.csv").write_text("kode,nama,jenis\n1001,Kelurahan Mini,kelurahan\n", encoding="utf-8")
    (tmp_path / "bawaan" / "bukan-contoh").mkdir()
    monkeypatch.setattr(proyek, "folder_bawaan", lambda nama: tmp_path / "bawaan")
    return "mini"


def isi_folder(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


class TestMulai:
    """Making a project."""

    def test_makes_everything_a_project_needs(self, tmp_path: Path) -> None:
        """All folders, the settings with their defaults and a key of 32 bytes are there."""
        baru = mulai(tmp_path / "kecamatan" / "2026")
        assert baru.folder == tmp_path / "kecamatan" / "2026"
        for folder in (baru.katalog, baru.keluar, baru.masuk, baru.arsip, baru.rekap, baru.ekspor):
            assert folder.is_dir()
            assert folder.parent == baru.folder
        assert baru.pengaturan == Pengaturan()
        assert len(baru.kunci) == 32

    def test_copies_the_sample(self, tmp_path: Path, contoh: str) -> None:
        """The tables of the sample arrive byte for byte."""
        baru = mulai(tmp_path / "proyek", contoh)
        assert isi_folder(baru.katalog) == isi_folder(tmp_path / "bawaan" / "mini")

    def test_lists_samples(self, contoh: str) -> None:
        """Only folders that hold a katalog count as samples."""
        assert contoh_tersedia() == ["mini"]

    @pytest.mark.parametrize("nama", ["tidak-ada", "bukan-contoh", "..", "", "../bawaan/mini"])
    def test_unknown_sample(self, tmp_path: Path, contoh: str, nama: str) -> None:
        """An unknown sample is refused, the known ones are named, and nothing is made."""
        with pytest.raises(ProyekError, match=r"tidak ada\. Yang tersedia: mini"):
            mulai(tmp_path / "proyek", nama)
        assert not (tmp_path / "proyek").exists()

    def test_example_workbook_without_sample(self, proyek_baru: Proyek) -> None:
        """Without a sample there is a katalog.xlsx with one example of everything, valid as it stands."""
        assert [p.name for p in proyek_baru.katalog.iterdir()] == ["katalog.xlsx"]
        katalog = muat_sumber(proyek_baru.katalog)
        assert (len(katalog.unit), len(katalog.jabatan), len(katalog.indikator)) == (1, 1, 1)

    def test_never_overwrites_a_project(self, proyek_baru: Proyek) -> None:
        """A second start in the same folder changes nothing, not even the key."""
        sebelum = isi_folder(proyek_baru.folder)
        with pytest.raises(ProyekError, match="sudah berisi proyek ikixl"):
            mulai(proyek_baru.folder)
        assert isi_folder(proyek_baru.folder) == sebelum

    def test_refuses_a_foreign_folder(self, tmp_path: Path) -> None:
        """A folder with anything in it, even a katalog folder, is left as it is."""
        (tmp_path / "katalog").mkdir()
        (tmp_path / "katalog" / "unit.csv").write_text("milik orang lain", encoding="utf-8")
        with pytest.raises(ProyekError, match="sudah berisi berkas lain"):
            mulai(tmp_path)
        assert isi_folder(tmp_path) == {"katalog/unit.csv": b"milik orang lain"}

    def test_accepts_a_folder_that_looks_empty(self, tmp_path: Path) -> None:
        """What file managers and git leave behind does not count as content."""
        (tmp_path / "desktop.ini").touch()
        (tmp_path / ".git").mkdir()
        assert mulai(tmp_path).folder == tmp_path

    def test_refuses_a_file(self, tmp_path: Path) -> None:
        """A file, or a folder inside a file, cannot become a project."""
        berkas = tmp_path / "berkas"
        berkas.touch()
        with pytest.raises(ProyekError, match="adalah berkas"):
            mulai(berkas)
        with pytest.raises(ProyekError, match="tidak dapat dibuat"):
            mulai(berkas / "proyek")

    @pytest.mark.parametrize("sudah_ada", [True, False])
    def test_leaves_nothing_behind_when_it_fails(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sudah_ada: bool
    ) -> None:
        """With a full disk nothing of the project stays, and a folder that was there before stays."""
        folder = tmp_path / "proyek"
        if sudah_ada:
            folder.mkdir()

        def penuh(path: Path) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(proyek, "_tulis_kunci", penuh)
        with pytest.raises(ProyekError, match="cakram penuh"):
            mulai(folder)
        assert list(tmp_path.rglob("*")) == ([folder] if sudah_ada else [])

    @pytest.mark.skipif(os.name == "nt", reason="Windows knows no file modes")
    def test_key_is_private(self, proyek_baru: Proyek) -> None:
        """Nobody but the owner may read the key."""
        assert (proyek_baru.folder / ".ikixl" / "kunci").stat().st_mode & 0o777 == 0o600

    def test_keys_differ(self, tmp_path: Path) -> None:
        """Each project has its own key, and keeps it."""
        satu, dua = mulai(tmp_path / "a"), mulai(tmp_path / "b")
        assert satu.kunci != dua.kunci
        assert buka(satu.folder).kunci == satu.kunci


class TestBuka:
    """Finding a project."""

    def test_searches_upwards(self, proyek_baru: Proyek) -> None:
        """From any folder inside, the project above is found."""
        dalam = proyek_baru.masuk / "dari" / "surel"
        dalam.mkdir(parents=True)
        assert buka(dalam) == proyek_baru

    def test_current_folder(self, proyek_baru: Proyek, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without a folder the current one counts."""
        monkeypatch.chdir(proyek_baru.masuk)
        assert buka() == proyek_baru
        assert buka(Path()) == proyek_baru

    def test_nearest_wins(self, proyek_baru: Proyek) -> None:
        """Of nested projects the inner one is taken."""
        dalam = mulai(proyek_baru.rekap / "lain")
        assert buka(dalam.keluar) == dalam

    def test_no_project(self, tmp_path: Path) -> None:
        """Outside a project the message says what to run."""
        with pytest.raises(ProyekError) as galat:
            buka(tmp_path)
        assert "Folder ini bukan proyek ikixl" in galat.value.pesan
        assert "Jalankan: ikixl mulai NAMA --contoh kanigaran" in galat.value.saran

    @pytest.mark.parametrize("isi", [b"", b"zz" * 32, b"ab" * 31, b"\xff\xfe"])
    def test_damaged_key(self, proyek_baru: Proyek, isi: bytes) -> None:
        """A key file that holds anything but 32 bytes in hex is refused."""
        (proyek_baru.folder / ".ikixl" / "kunci").write_bytes(isi)
        with pytest.raises(ProyekError, match=r"rusak.*cadangan"):
            _ = proyek_baru.kunci

    def test_missing_key(self, proyek_baru: Proyek) -> None:
        """A missing key file is refused, never made anew."""
        (proyek_baru.folder / ".ikixl" / "kunci").unlink()
        with pytest.raises(ProyekError, match=r"tidak ditemukan.*cadangan"):
            _ = proyek_baru.kunci


class TestPengaturan:
    """The settings file."""

    @staticmethod
    def baca(folder: Path, isi: str | bytes) -> Pengaturan:
        """The settings that this content means."""
        path = folder / "ikixl.toml"
        path.write_bytes(isi.encode() if isinstance(isi, str) else isi)
        return baca_pengaturan(path)

    def test_template_spells_out_the_defaults(self, tmp_path: Path) -> None:
        """A new project's file sets every setting to its default, and an empty file means the same."""
        assert self.baca(tmp_path, PENGATURAN_AWAL) == self.baca(tmp_path, "") == Pengaturan()
        tertulis = {(bagian, k) for bagian, isi in tomllib.loads(PENGATURAN_AWAL).items() for k in isi}
        assert tertulis == {(bagian, k) for bagian, isi in pengaturan._SETELAN.items() for k in isi}

    def test_everything_set(self, tmp_path: Path) -> None:
        """Each setting arrives where it belongs; a Windows editor's byte order mark and line ends do not matter."""
        isi = (
            '[proyek]\r\nkertas = "A4"\r\nbatas_kirim = "10 April"\r\nkirim_ke = "iki@probolinggokota.go.id"\r\n'
            '[aturan]\r\nminimal = "T/R"\r\nbatas = 120\r\nskala = "skm_2017"\r\nentri = "sampai_dengan"\r\n'
        )
        assert self.baca(tmp_path, b"\xef\xbb\xbf" + isi.encode()) == Pengaturan(
            kertas="A4",
            batas_kirim="10 April",
            kirim_ke="iki@probolinggokota.go.id",
            aturan=Aturan(minimal="T/R", batas=120, skala="skm_2017", entri="sampai_dengan"),
        )

    @pytest.mark.parametrize("batas", ["0", '"tanpa"'])
    def test_no_cap(self, tmp_path: Path, batas: str) -> None:
        """batas 0 or "tanpa" means that capaian is not capped."""
        assert self.baca(tmp_path, f"[aturan]\nbatas = {batas}").aturan.batas is None

    def test_rules_of_the_project(self, proyek_baru: Proyek) -> None:
        """Proyek.aturan is what the file says."""
        (proyek_baru.folder / "ikixl.toml").write_text('[aturan]\nbatas = "tanpa"\n', encoding="utf-8")
        assert buka(proyek_baru.folder).aturan == Aturan(batas=None)

    @pytest.mark.parametrize(
        ("isi", "pesan"),
        [
            ('[proyek]\nkertas = "F4\n', "tidak terbaca di baris 2, kolom 13"),
            ("[proyek\n", "tidak terbaca di baris 1, kolom 8"),
            ("[proyek]\nkertas =", "tidak terbaca di bagian akhirnya"),
            ("[proyek]\nkertas = F4\n", "tidak terbaca di baris 2, kolom 10"),
            ('[proyek]\nkertsa = "A4"\n', r"kertsa di bagian \[proyek\] tidak dikenal \(maksudnya kertas\?\)"),
            ("[xyz]\n", r"bagian \[xyz\] tidak dikenal \(yang dikenal: proyek, aturan\)"),
            ('kertas = "A4"\n', r"bagian \[kertas\] tidak dikenal"),
            ("proyek = 3\n", r"proyek harus berupa bagian \[proyek\]"),
            ('[proyek]\nkertas = "f4"\n', r'kertas di bagian \[proyek\] harus salah satu dari "F4", "A4"'),
            ("[proyek]\nkirim_ke = 8123\n", r"kirim_ke di bagian \[proyek\] harus teks"),
            ('[proyek]\nbatas_kirim = " "\n', r"batas_kirim di bagian \[proyek\] harus teks yang tidak kosong"),
            ("[aturan]\nbatas = 105\n", r'harus salah satu dari 0, 100, 110, 120, 150, "tanpa"'),
            ("[aturan]\nbatas = false\n", r"batas di bagian \[aturan\] harus salah satu"),
            ("[aturan]\nbatas = 100.0\n", r"batas di bagian \[aturan\] harus salah satu"),
            ('[aturan]\nbatas = "100"\n', r"batas di bagian \[aturan\] harus salah satu"),
            ("[aturan]\nminimal = []\n", r"minimal di bagian \[aturan\] harus salah satu"),
            ('[aturan]\nskala = "entah"\n', r'skala di bagian \[aturan\] harus salah satu dari "umum"'),
            ('[aturan]\nentri = "bulan"\n', r'entri di bagian \[aturan\] harus salah satu dari "triwulan"'),
            (b'[proyek]\nkirim_ke = "\xe9"\n', "bukan teks UTF-8"),
        ],
    )
    def test_mistakes(self, tmp_path: Path, isi: str | bytes, pesan: str) -> None:
        """Each mistake is refused in Indonesian, naming line or key."""
        with pytest.raises(ProyekError, match=pesan):
            self.baca(tmp_path, isi)

    def test_all_wrong_keys_at_once(self, tmp_path: Path) -> None:
        """Three wrong keys are all in the one message."""
        with pytest.raises(ProyekError) as galat:
            self.baca(tmp_path, '[proyek]\nkertas = "A3"\n[aturan]\nbatas = 1\nwarna = 2\n')
        assert all(nama in galat.value.pesan for nama in ("kertas", "batas", "warna"))

    @given(st.binary(max_size=60) | st.text(max_size=60).map(lambda t: f"[aturan]\n{t}".encode()))
    def test_junk_never_raises_anything_else(self, tmp_path_factory: pytest.TempPathFactory, isi: bytes) -> None:
        """Whatever the file holds, it is read or refused."""
        try:
            hasil = self.baca(tmp_path_factory.getbasetemp(), isi)
        except ProyekError:
            return
        assert isinstance(hasil, Pengaturan)


class TestGembok:
    """The project's lock."""

    def test_excludes_another_holder(self, proyek_baru: Proyek) -> None:
        """While it is held nobody else gets it; afterwards anybody does."""
        kedua = proyek_baru.gembok(tunggu=0.1)
        with proyek_baru.gembok(), pytest.raises(ProyekError, match="sedang dipakai proses lain"), kedua:
            pytest.fail("two holders at once")
        with proyek_baru.gembok(tunggu=0):
            pass

    def test_freed_by_an_exception(self, proyek_baru: Proyek) -> None:
        """An exception inside frees the lock."""
        with pytest.raises(RuntimeError), proyek_baru.gembok():
            raise RuntimeError
        with proyek_baru.gembok(tunggu=0):
            pass

    @pytest.fixture
    def pemegang(self, proyek_baru: Proyek) -> Iterator[subprocess.Popen[str]]:
        """Another process that holds the lock and then sleeps."""
        naskah = (
            "import sys, time; from pathlib import Path; from ikixl.gembok import Gembok\n"
            "with Gembok(Path(sys.argv[1])): print('siap', flush=True); time.sleep(60)\n"
        )
        argumen = [sys.executable, "-c", naskah, str(proyek_baru.folder / ".ikixl" / "gembok")]
        with subprocess.Popen(argumen, stdout=subprocess.PIPE, text=True, cwd=AKAR) as proses:
            assert proses.stdout is not None
            assert proses.stdout.readline() == "siap\n"
            yield proses
            proses.kill()

    def test_freed_by_a_crash(self, proyek_baru: Proyek, pemegang: subprocess.Popen[str]) -> None:
        """A process that is killed while it holds the lock does not keep it."""
        with pytest.raises(ProyekError, match="sedang dipakai"), proyek_baru.gembok(tunggu=0.1):
            pytest.fail("two holders at once")
        pemegang.kill()
        pemegang.wait()
        with proyek_baru.gembok(tunggu=1):
            pass

    def test_cannot_be_made(self, tmp_path: Path) -> None:
        """A folder that is gone gives an error of ours."""
        with pytest.raises(ProyekError, match="tidak ditemukan"), Gembok(tmp_path / "hilang" / "gembok"):
            pytest.fail("locked a file that cannot exist")

    def test_file_system_without_locks(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A disk that knows no locks is told apart from a lock that somebody holds."""

        def menolak(fd: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(gembok, "_kunci", menolak)
        with pytest.raises(ProyekError, match="tidak dapat dikunci"), Gembok(tmp_path / "gembok"):
            pytest.fail("locked without locks")

    def test_windows(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """On Windows one byte at the start of the file is locked and unlocked through msvcrt."""
        catatan: list[tuple[int, int, int]] = []

        def locking(fd: int, cara: int, panjang: int) -> None:
            catatan.append((cara, os.lseek(fd, 0, os.SEEK_CUR), panjang))
            if len(catatan) == 1:
                raise OSError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2, LK_UNLCK=0))
        modul = muat_ulang(gembok)
        with modul.Gembok(tmp_path / "gembok"):
            assert catatan == [(2, 0, 1), (2, 0, 1)]
        assert catatan[-1] == (0, 0, 1)


def muat_ulang(modul: ModuleType) -> ModuleType:
    """A second copy of a module, executed under the present sys.platform."""
    assert modul.__spec__ is not None
    assert modul.__spec__.loader is not None
    salinan = importlib.util.module_from_spec(modul.__spec__)
    modul.__spec__.loader.exec_module(salinan)
    return salinan


class TestTulisAtomik:
    """Atomic writing."""

    def test_writes_and_replaces(self, tmp_path: Path) -> None:
        """The content is what was asked for, folders are made, and no temporary file stays."""
        path = tmp_path / "keluar" / "a.xlsx"
        tulis_atomik(path, b"lama")
        tulis_atomik(path, b"baru")
        assert isi_folder(tmp_path) == {"keluar/a.xlsx": b"baru"}

    @pytest.mark.parametrize(
        ("nomor", "pesan"),
        [
            (errno.ENOSPC, "cakram penuh"),
            (errno.EACCES, "sedang dibuka program lain"),
            (errno.EROFS, "hanya dapat dibaca"),
            (errno.ELOOP, f"kesalahan sistem nomor {errno.ELOOP}"),
        ],
    )
    @pytest.mark.parametrize("langkah", ["os.fsync", "pathlib.Path.replace"])
    def test_failure_keeps_the_old_content(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nomor: int, pesan: str, langkah: str
    ) -> None:
        """Whichever step fails, the old file stays whole, nothing else stays, and the reason is told."""
        path = tmp_path / "a.xlsx"
        path.write_bytes(b"lama")

        def gagal(*_: object) -> None:
            raise OSError(nomor, "refused")

        monkeypatch.setattr(langkah, gagal)
        with pytest.raises(ProyekError, match=pesan):
            tulis_atomik(path, b"baru")
        assert isi_folder(tmp_path) == {"a.xlsx": b"lama"}

    def test_target_is_a_folder(self, tmp_path: Path) -> None:
        """A folder in the place of the file gives an error of ours and stays."""
        (tmp_path / "a.xlsx").mkdir()
        with pytest.raises(ProyekError, match=r"a\.xlsx tidak dapat ditulis"):
            tulis_atomik(tmp_path / "a.xlsx", b"isi")
        assert [f.name for f in tmp_path.iterdir()] == ["a.xlsx"]

    @pytest.mark.skipif(os.name == "nt", reason="Windows knows no file modes")
    def test_others_may_read(self, tmp_path: Path) -> None:
        """Files get the usual mode of new files, so that a shared folder stays shared."""
        (tmp_path / "biasa").touch()
        tulis_atomik(tmp_path / "a.xlsx", b"isi")
        assert (tmp_path / "a.xlsx").stat().st_mode == (tmp_path / "biasa").stat().st_mode

    def test_address_too_long_for_windows(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that Windows could not open is refused before anything is made, with what to do."""
        monkeypatch.setattr(simpan, "BATAS_ALAMAT", len(str(tmp_path)) + 20)
        tulis_atomik(tmp_path / ("a" * 19), b"isi")
        with pytest.raises(ProyekError, match="terlalu panjang") as galat:
            tulis_atomik(tmp_path / "baru" / ("a" * 20), b"isi")
        assert "C:\\kinerja" in galat.value.saran
        assert [f.name for f in tmp_path.iterdir()] == ["a" * 19]


class TestNamaBerkas:
    """File names that every system accepts."""

    @pytest.mark.parametrize(
        ("kode", "nama", "ext", "harapan"),
        [
            ("1001", "Kelurahan Tisnonegaran", "xlsx", "1001-kelurahan-tisnonegaran-2024.xlsx"),
            ("1001", "Kelurahan Tisnonegaran", ".xlsx", "1001-kelurahan-tisnonegaran-2024.xlsx"),
            ("SEKRET", "Sekretariat / Umum & Keuangan", "csv", "sekret-sekretariat-umum-keuangan-2024.csv"),
            ("a_1.b", "Kébonsari  Wétan", "xlsx", "a_1.b-kebonsari-wetan-2024.xlsx"),
            ("1001", "ꦏꦼꦭꦸꦫꦲꦤ꧀", "xlsx", "1001-2024.xlsx"),
            ("con", "Kontrol", "xlsx", "con-kontrol-2024.xlsx"),
            ("CON.1", "Kontrol", "xlsx", "unit-con.1-kontrol-2024.xlsx"),
            ("lpt1.", "", "xlsx", "unit-lpt1.-2024.xlsx"),
            ("../..", "a", "xlsx", "unit-a-2024.xlsx"),
        ],
    )
    def test_cases(self, kode: str, nama: str, ext: str, harapan: str) -> None:
        """Accents, strange scripts, separators and the names that Windows reserves."""
        assert nama_berkas(kode, nama, 2024, ext) == harapan

    def test_long_name_is_cut(self) -> None:
        """A long name loses its end; code, year and suffix stay."""
        nama = nama_berkas("1001", "Seksi Pemberdayaan " * 20, 2024, "xlsx")
        assert PANJANG_NAMA - 2 <= len(nama) <= PANJANG_NAMA
        assert nama.startswith("1001-seksi-pemberdayaan-")
        assert nama.endswith("-2024.xlsx")
        assert "--" not in nama

    @given(st.text(max_size=200) | st.sampled_from(["con", "nul.", "AUX.x", "com1.a"]), st.text(max_size=200))
    def test_always_safe(self, kode: str, nama: str) -> None:
        """Whatever the texts, the name is short plain ASCII, ends in its suffix and is not reserved by Windows."""
        hasil = nama_berkas(kode, nama, 2024, "xlsx")
        assert len(hasil) <= PANJANG_NAMA
        assert set(hasil) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")
        assert hasil.endswith("-2024.xlsx")
        assert hasil[0].isalnum()
        assert hasil.split(".")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


class TestBawaan:
    """Data that ships with ikixl."""

    def test_templates(self) -> None:
        """A template is found, parsed and read only once."""
        templat = bawaan.baca_templat("unit")
        assert templat["kertas"]["F4"] == 14
        assert bawaan.baca_templat("unit") is templat

    def test_installed_place_comes_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Installed, the data lies inside the package; in a checkout beside it; else the installation is broken."""
        monkeypatch.setattr(bawaan, "__file__", str(tmp_path / "ikixl" / "bawaan.py"))
        with pytest.raises(FileNotFoundError):
            bawaan.folder_bawaan("sample_data")
        (tmp_path / "sample_data").mkdir()
        assert bawaan.folder_bawaan("sample_data") == tmp_path / "sample_data"
        (tmp_path / "ikixl" / "sample_data").mkdir(parents=True)
        assert bawaan.folder_bawaan("sample_data") == tmp_path / "ikixl" / "sample_data"
