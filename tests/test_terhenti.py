"""terima stopped at any moment, run twice at once, or without room on the disk: the ledger stays whole."""

from __future__ import annotations

import errno
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ikixl.engine import Mesin
from ikixl.errors import IkixlError
from ikixl.keadaan import status
from ikixl.ledger import Ledger
from ikixl.penerimaan.terima import terima
from ikixl.proyek import Proyek, buka
from tests.contoh_kecil import isi_kelurahan
from tests.proyek_kecil import WAKTU, kirim_terbitan, proyek_terbit

AKAR = Path(__file__).resolve().parents[1]
UNIT = ("1001", "1002", "1003")

# Says when it begins and after each file, so that whoever started it can stop it anywhere in between.
_TERIMA = """
import sys
from pathlib import Path
from ikixl.penerimaan.terima import terima
from ikixl.proyek import buka
print("mulai", flush=True)
terima(buka(Path(sys.argv[1])), sys.argv[2], lapor=lambda nama: print(nama, flush=True))
"""
# Holds the lock until it is told to go on.
_TAHAN = """
import sys
from pathlib import Path
from ikixl.penerimaan.terima import terima
from ikixl.proyek import buka
def tunggu(nama):
    print(nama, flush=True)
    sys.stdin.readline()
terima(buka(Path(sys.argv[1])), sys.argv[2], lapor=tunggu)
"""


@pytest.fixture(scope="module")
def siap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with returns of every kind in masuk/: good ones, a contradiction, a refused one, a copy."""
    p = proyek_terbit(tmp_path_factory.mktemp("siap"))
    for nomor, unit in enumerate(UNIT):
        for nama, selesai in (("a", 8), ("b", 8 + nomor)):
            isi = isi_kelurahan(LURAH_01__selesai__1=selesai, LURAH_01__masuk__1=10)
            if nama == "b":
                isi |= isi_kelurahan(SEKLUR_01__p__1=80)
            kirim_terbitan(p, unit, f"{nama}-{unit}.xlsx", {**isi})
    (p.masuk / "c-rusak.xlsx").write_bytes(b"bukan buku kerja")
    shutil.copyfile(p.masuk / "a-1001.xlsx", p.masuk / "d-salinan.xlsx")
    return p.folder


def _salin(siap: Path, ke: Path) -> Proyek:
    """A copy of the project of its own."""
    shutil.copytree(siap, ke)
    return buka(ke)


def _jalankan(naskah: str, proyek: Proyek) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", naskah, str(proyek.folder), WAKTU],
        cwd=AKAR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def _isi(proyek: Proyek) -> tuple[dict[str, list[tuple[object, ...]]], dict[str, bytes]]:
    """All that the ledger and the archive hold."""
    tabel = ("katalog", "terbitan", "berkas", "isian", "temuan", "pilihan", "penolakan")
    with closing(sqlite3.connect(proyek.ledger)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        isi = {t: db.execute(f"SELECT * FROM {t}").fetchall() for t in tabel}
    arsip = {p.relative_to(proyek.arsip).as_posix(): p.read_bytes() for p in proyek.arsip.rglob("*") if p.is_file()}
    return isi, arsip


@pytest.fixture(scope="module")
def utuh(siap: Path, tmp_path_factory: pytest.TempPathFactory) -> Proyek:
    """The project after a terima that nobody disturbed."""
    proyek = _salin(siap, tmp_path_factory.mktemp("utuh") / "proyek")
    terima(proyek, WAKTU)
    return proyek


def test_yang_tidak_terganggu(utuh: Proyek) -> None:
    """What the others are compared with: seven files known, one unit held."""
    isi, arsip = _isi(utuh)
    assert len(isi["berkas"]) == len(arsip) == 7
    assert {s.unit: len(s.ditahan) for s in status(utuh) if s.ditahan} == {"1002": 2, "1003": 2}


@pytest.mark.parametrize("benih", range(5))
def test_dihentikan_di_mana_pun(siap: Path, utuh: Proyek, tmp_path: Path, benih: int) -> None:
    """Killed at random points, twice: each time the ledger is whole, and in the end it is as if nothing happened."""
    proyek = _salin(siap, tmp_path / "proyek")
    dadu = random.Random(benih)
    tercatat = 0
    for _ in range(2):
        with _jalankan(_TERIMA, proyek) as proses:
            assert proses.stdout is not None
            for _ in range(dadu.randrange(1, 8)):
                proses.stdout.readline()
            try:
                # Somewhere within the next file, wherever that is on this machine.
                proses.wait(dadu.uniform(0, 0.06))
            except subprocess.TimeoutExpired:
                proses.kill()
        isi, _ = _isi(proyek)
        assert len(isi["berkas"]) >= tercatat
        tercatat = len(isi["berkas"])
    terima(proyek, WAKTU)
    assert _isi(proyek) == _isi(utuh)
    assert [h.sudah_ada for h in terima(proyek, WAKTU)] == [True] * 8
    assert _isi(proyek) == _isi(utuh)


def test_dua_proses(siap: Path, utuh: Proyek, tmp_path: Path) -> None:
    """Read by two other processes, the same is recorded and the same is answered, file by file."""
    satu, dua = (_salin(siap, tmp_path / nama) for nama in ("satu", "dua"))
    hasil = terima(dua, WAKTU, mesin=Mesin(2, sabar=0.0))
    assert hasil == terima(satu, WAKTU)
    assert _isi(dua) == _isi(utuh)
    tiga = _salin(siap, tmp_path / "ringkas")
    ringkas = terima(tiga, WAKTU, ringkas=True)
    assert [(h.keadaan, h.terisi, h.temuan, h.isian) for h in ringkas] == [
        (h.keadaan, h.terisi, h.temuan, ()) for h in hasil
    ]
    assert _isi(tiga) == _isi(utuh)
    lagi = terima(dua, WAKTU)
    assert any(h.isian for h in lagi)
    assert [(h.temuan, h.isian) for h in terima(tiga, WAKTU, ringkas=True)] == [(h.temuan, ()) for h in lagi]


def test_berkelompok_berhenti_di_tengah(siap: Path, tmp_path: Path) -> None:
    """What was done before an error in the middle of a group stays; only the operation that failed is undone."""
    proyek = _salin(siap, tmp_path / "proyek")
    lapor: list[str] = []

    def berhenti(nama: str) -> None:
        lapor.append(nama)
        if len(lapor) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        terima(proyek, WAKTU, lapor=berhenti)
    assert lapor == ["a-1001.xlsx", "a-1002.xlsx", "a-1003.xlsx"]
    assert len(_isi(proyek)[0]["berkas"]) == 3


def test_sisa_arsip_dibersihkan(siap: Path, utuh: Proyek, tmp_path: Path) -> None:
    """Half a file that a killed program left in the archive is cleared away, and the file archived whole."""
    proyek = _salin(siap, tmp_path / "proyek")
    (proyek.arsip / "ab").mkdir()
    (proyek.arsip / "ab" / ".ikixl-0123456789abcdef.tmp").write_bytes(b"setengah")
    terima(proyek, WAKTU)
    assert _isi(proyek) == _isi(utuh)


def test_dua_sekaligus(siap: Path, utuh: Proyek, tmp_path: Path) -> None:
    """While one terima runs another says so and changes nothing; the first then ends as if it had been alone."""
    proyek = _salin(siap, tmp_path / "proyek")
    with _jalankan(_TAHAN, proyek) as pertama:
        assert pertama.stdout is not None
        assert pertama.stdout.readline().strip() == "a-1001.xlsx"
        isi = ["-m", "ikixl", "--proyek", str(proyek.folder), "terima"]
        kedua = subprocess.run(
            [sys.executable, *isi], cwd=AKAR, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert kedua.returncode == 3
        assert "sedang dipakai proses lain" in kedua.stderr
        assert "Traceback" not in kedua.stderr
        _, galat = pertama.communicate("\n" * 20)
        assert (pertama.returncode, galat) == (0, "")
    assert _isi(proyek) == _isi(utuh)


def test_dua_berlomba(siap: Path, utuh: Proyek, tmp_path: Path) -> None:
    """Two at once without any order: each ends well or says that the other runs; together they do the work once."""
    proyek = _salin(siap, tmp_path / "proyek")
    semua = [_jalankan(_TERIMA, proyek) for _ in range(2)]
    for proses in semua:
        _, galat = proses.communicate()
        assert proses.returncode == 0 or "sedang dipakai proses lain" in galat
    assert any(proses.returncode == 0 for proses in semua)
    assert _isi(proyek) == _isi(utuh)


def _tidak_ada_sisa(proyek: Proyek) -> bool:
    return not list(proyek.folder.rglob("*.tmp"))


@pytest.mark.parametrize("gagal", ["fsync", "replace", "mkdir"])
@pytest.mark.parametrize("kode", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_cakram_menolak(
    siap: Path, utuh: Proyek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gagal: str, kode: int
) -> None:
    """A full or unwritable disk ends terima with a clear error; nothing is half-written, and it goes on afterwards."""
    proyek = _salin(siap, tmp_path / "proyek")
    sisa = iter([True, True])

    def menolak(asli: object) -> object:
        def panggil(*isi: object, **nama: object) -> object:
            if not next(sisa, False):
                raise OSError(kode, os.strerror(kode))
            return asli(*isi, **nama)  # type: ignore[operator]

        return panggil

    with monkeypatch.context() as m:
        if gagal == "fsync":
            m.setattr(os, "fsync", menolak(os.fsync))
        else:
            m.setattr(Path, gagal, menolak(getattr(Path, gagal)))
        with pytest.raises(IkixlError, match=r"tidak dapat ditulis: .*\.") as galat:
            terima(proyek, WAKTU)
        assert galat.value.saran
    assert _tidak_ada_sisa(proyek)
    isi, arsip = _isi(proyek)
    assert len(isi["berkas"]) < 7
    assert {b[0] for b in isi["berkas"]} <= {n.split(".")[0].replace("/", "") for n in arsip}
    terima(proyek, WAKTU)
    assert _isi(proyek) == _isi(utuh)


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
@pytest.mark.parametrize("kib", [8, 60, 80])
def test_tidak_ada_ruang(siap: Path, utuh: Proyek, tmp_path: Path, kib: int) -> None:
    """Where files cannot grow, archive or ledger, the command says so with status 3, and later goes on."""
    proyek = _salin(siap, tmp_path / "proyek")
    naskah = (
        "import resource, sys; from ikixl.cli.jalan import jalankan_perintah\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({kib << 10}, {kib << 10}))\n"
        "sys.exit(jalankan_perintah(['--proyek', sys.argv[1], 'terima']))\n"
    )
    hasil = subprocess.run(
        [sys.executable, "-c", naskah, str(proyek.folder)],
        cwd=AKAR,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert hasil.returncode == 3, hasil.stderr
    assert "Tidak dapat dilanjutkan" in hasil.stderr
    assert "Traceback" not in hasil.stderr
    assert _tidak_ada_sisa(proyek)
    awal = {b[0] for b in _isi(proyek)[0]["berkas"]}
    terima(proyek, WAKTU)
    with Ledger(proyek.ledger) as ledger:
        assert awal <= {b.sha256 for b in ledger.semua_berkas()}
    assert _isi(proyek)[1] == _isi(utuh)[1]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="needs permissions that bind, and root has all of them"
)
@pytest.mark.parametrize("folder", ["arsip", ".ikixl"])
def test_folder_tidak_dapat_ditulis(siap: Path, tmp_path: Path, folder: str) -> None:
    """A folder without permission to write is named in a clear error."""
    proyek = _salin(siap, tmp_path / "proyek")
    (proyek.folder / folder).chmod(0o500)
    try:
        with pytest.raises(IkixlError):
            terima(proyek, WAKTU)
    finally:
        (proyek.folder / folder).chmod(0o700)
    assert _tidak_ada_sisa(proyek)
