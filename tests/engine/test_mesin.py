"""Where work runs: the same results in every engine, and no file lost when a worker dies."""

from __future__ import annotations

import itertools
import math
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from functools import partial, partialmethod
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from ikixl.engine import KLASTER_LOKAL, Gugur, Mesin
from ikixl.engine_giliran import BATAS_MATI, JENDELA
from ikixl.engine_kumpulan import Kumpulan
from ikixl.engine_pekerja import kerjakan
from ikixl.errors import MesinError
from tests.engine import pekerjaan

AKAR = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def klaster() -> Iterator[Mesin]:
    """A Dask cluster of two workers on this machine."""
    pytest.importorskip("distributed", reason="the extra klaster is not installed")
    # A new worker takes seconds to start; on a machine that is busy with other things, minutes.
    with patch("ikixl.engine_klaster._BATAS_KOSONG", 3600), Mesin(2, KLASTER_LOKAL) as mesin:
        yield mesin


class _Turut(Mesin):
    """Two processes, of which this one is one, at once."""

    def __init__(self) -> None:
        super().__init__(2, sabar=0)

    petakan = partialmethod(Mesin.petakan, turut=True)


@pytest.fixture(params=["sendiri", "kumpulan", "turut", "klaster"])
def mesin(request: pytest.FixtureRequest) -> Mesin:
    """Each engine in turn; the pool starts at once."""
    if request.param == "klaster":
        isi = request.getfixturevalue("klaster")
        assert isinstance(isi, Mesin)
        return isi
    if request.param == "turut":
        return _Turut()
    return Mesin(1) if request.param == "sendiri" else Mesin(2, sabar=0)


def test_hasil_sama_dan_berurutan(mesin: Mesin) -> None:
    """Every engine gives the same results in the order of the jobs, whichever is done first."""
    assert list(mesin.petakan(pekerjaan.lambat, range(20), pekerjaan.siap)) == [1000 + n for n in range(20)]
    assert list(mesin.petakan(pekerjaan.kuadrat, range(300), pekerjaan.siap)) == [(1000, n * n) for n in range(300)]
    assert list(mesin.petakan(pekerjaan.kuadrat, [], pekerjaan.siap)) == []


def test_persiapan_sekali_per_pekerja(mesin: Mesin, tmp_path: Path) -> None:
    """What all jobs need is prepared once in each worker, and anew for the next run."""
    for nomor in range(1, 3):
        folder = tmp_path / str(nomor)
        folder.mkdir()
        list(mesin.petakan(pekerjaan.kuadrat, range(100), partial(pekerjaan.siap_dengan_tanda, folder)))
        assert 1 <= len(list(folder.iterdir())) <= mesin.banyak


def test_kesalahan_muncul_pada_gilirannya(mesin: Mesin) -> None:
    """What a job raises comes up after the results before it, and ends the run."""
    hasil = mesin.petakan(pekerjaan.salah, range(9), pekerjaan.siap)
    assert [next(hasil) for _ in range(5)] == [1000, 1001, 1002, 1003, 1004]
    with pytest.raises(ValueError, match="angka 5"):
        next(hasil)
    assert not list(hasil)


def test_pekerjaan_diambil_secukupnya(mesin: Mesin) -> None:
    """However many jobs there are, only a window of them is in memory."""
    diambil = 0

    def tanpa_akhir() -> Iterator[int]:
        nonlocal diambil
        while True:
            diambil += 1
            yield diambil

    hasil = mesin.petakan(pekerjaan.kuadrat, tanpa_akhir(), pekerjaan.siap)
    for n in range(1, 1500):
        assert next(hasil) == (1000, n * n)
        assert diambil - n <= JENDELA
    hasil.close()


class _Terkira(list[int]):
    """Jobs of which another number is announced."""

    def __init__(self, isi: Iterable[int], sebut: int = 1) -> None:
        super().__init__(isi)
        self._sebut = sebut

    def __len__(self) -> int:
        return self._sebut


def _bungkus(kerja: Iterable[int]) -> list[int]:
    """How many jobs each parcel holds that two processes are sent."""
    bungkus: list[int] = []
    asli = Kumpulan.ajukan

    def ajukan(self: Kumpulan, fungsi: Callable[..., Any], nama: str, apa: object, isi: list[int]) -> Future[Any]:
        bungkus.append(len(isi))
        return asli(self, fungsi, nama, apa, isi)

    with patch.object(Kumpulan, "ajukan", ajukan):
        hasil = list(Mesin(2, sabar=0).petakan(pekerjaan.kuadrat, kerja, pekerjaan.siap))
    assert hasil == [(1000, n * n) for n in kerja]
    assert sum(bungkus) == len(hasil)
    return bungkus


@pytest.mark.parametrize("banyak", [1, 7, 100])
def test_bungkus_mengecil_menjelang_akhir(banyak: int) -> None:
    """However short the jobs, no parcel holds more than a quarter of those left, where four are on their way."""
    bungkus = _bungkus(range(banyak))
    assert all(isi <= max(1, math.ceil((banyak - sum(bungkus[:n])) / 4)) for n, isi in enumerate(bungkus))
    assert max(bungkus) > 1 or banyak < 100


def test_bungkus_dari_yang_lebih_banyak_daripada_disebut() -> None:
    """Short jobs travel together even where there are more of them than was announced, as of a zip."""
    assert max(_bungkus(_Terkira(range(100)))) > 1


@pytest.mark.parametrize("mesin", ["kumpulan", "klaster"], indirect=True)
def test_pekerja_yang_mati_tidak_menghilangkan_berkas(mesin: Mesin, tmp_path: Path) -> None:
    """A worker killed in the middle: its jobs are done again, all results come, in order."""
    tugas = [(n, tmp_path if n == 7 else None, 1) for n in range(60)]
    assert list(mesin.petakan(pekerjaan.bunuh_diri, tugas, pekerjaan.siap)) == [1000 + n for n in range(60)]
    assert len(list(tmp_path.iterdir())) == 1


def test_pekerja_yang_mati_di_sebelah_yang_turut(tmp_path: Path) -> None:
    """Nor does it where the process that was called works too: that one goes on, and a new worker beside it."""
    tugas = [(n, tmp_path) for n in range(60)]
    assert list(_Turut().petakan(pekerjaan.bunuh_pekerja, tugas, pekerjaan.siap)) == [1000 + n for n in range(60)]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("mesin", ["kumpulan", "klaster"], indirect=True)
def test_berkas_beracun_gugur_sendirian(mesin: Mesin, tmp_path: Path) -> None:
    """A job that kills its worker every time is given up after three deaths, and no other with it."""
    tugas = [(n, tmp_path if n == 3 else None, 99) for n in range(12)]
    hasil = list(mesin.petakan(pekerjaan.bunuh_diri, tugas, pekerjaan.siap))
    assert hasil[3] == Gugur(BATAS_MATI)
    assert hasil[:3] + hasil[4:] == [1000 + n for n in range(12) if n != 3]
    assert len(list(tmp_path.iterdir())) == BATAS_MATI


def test_pekerja_yang_tidak_pernah_jalan(tmp_path: Path) -> None:
    """Where no worker ever finishes anything, that is said instead of giving up one file after the other."""
    tugas = [(n, tmp_path, 99) for n in range(20)]
    with pytest.raises(MesinError, match="tidak dapat dijalankan"):
        list(Mesin(2, sabar=0).petakan(pekerjaan.bunuh_diri, tugas, pekerjaan.siap))
    assert len(list(tmp_path.iterdir())) <= 2 * BATAS_MATI


def test_sedikit_pekerjaan_tidak_menunggu_proses(tmp_path: Path) -> None:
    """Little work is done in this very process, also where the first job takes long; much of it goes to others."""
    list(Mesin(2).petakan(pekerjaan.catat_proses, range(5), partial(Path, tmp_path)))
    assert [p.name for p in tmp_path.iterdir()] == [str(os.getpid())]
    list(Mesin(2).petakan(pekerjaan.lambat_dulu, range(100), partial(Path, tmp_path)))
    assert [p.name for p in tmp_path.iterdir()] == [str(os.getpid())]
    list(Mesin(2, sabar=0.1).petakan(pekerjaan.catat_proses, range(80), partial(Path, tmp_path)))
    assert len(list(tmp_path.iterdir())) > 1


def test_yang_turut_adalah_salah_satunya(tmp_path: Path) -> None:
    """A process that works along is one of those asked for: it has one other beside it, and both do jobs."""
    hasil = list(_Turut().petakan(pekerjaan.catat_proses, range(120), partial(Path, tmp_path)))
    assert hasil == list(range(120))
    proses = {p.name for p in tmp_path.iterdir()}
    assert str(os.getpid()) in proses
    assert len(proses) == 2


def test_sedikit_pekerjaan_yang_turut(tmp_path: Path) -> None:
    """It starts nobody either where what is left takes no longer than starting them."""
    kerja = Mesin(2).petakan(pekerjaan.catat_proses, range(20), partial(Path, tmp_path), turut=True)
    assert list(kerja) == list(range(20))
    assert [p.name for p in tmp_path.iterdir()] == [str(os.getpid())]


def test_banyak_pekerjaan_yang_turut(tmp_path: Path) -> None:
    """Where many are announced others start with the first of them, and get what is there once it pays."""
    kerja = Mesin(2).petakan(pekerjaan.catat_proses, range(120), partial(Path, tmp_path), turut=True)
    assert list(kerja) == list(range(120))
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("ada", [0, 3])
def test_lebih_sedikit_daripada_yang_disebut(tmp_path: Path, ada: int) -> None:
    """Where fewer come than were announced, nobody is left over, and what there is is done here."""
    proses, utas = set(multiprocessing.active_children()), set(threading.enumerate())
    kerja = _Terkira(range(ada), sebut=500)
    siapkan = partial(pekerjaan.siap_folder, tmp_path, bytes(4 << 20))
    with patch.object(Kumpulan, "siagakan", autospec=True, side_effect=Kumpulan.siagakan) as siaga:
        assert list(Mesin(3).petakan(pekerjaan.catat_proses, kerja, siapkan, turut=True)) == kerja
    assert siaga.call_count == bool(ada)
    assert {p.name for p in tmp_path.iterdir()} <= {str(os.getpid())}
    assert set(multiprocessing.active_children()) == proses
    _tunggu(lambda: set(threading.enumerate()) <= utas)


def test_menghidupkan_pekerja_tidak_menahan(tmp_path: Path) -> None:
    """Who starts workers goes on at once, however much they are to be given and however long they take to read it."""
    pintu = tmp_path / "pintu"
    kumpulan = Kumpulan(2)
    with kumpulan.pakai(partial(pekerjaan.siap_lewat_gerbang, pekerjaan.Gerbang(pintu), bytes(4 << 20))) as nama:
        hasil = [kumpulan.ajukan(kerjakan, nama, pekerjaan.kuadrat, [n]) for n in range(4)]
        pintu.touch()
        assert [f.result().isi for f in hasil] == [[(True, (1000, n * n))] for n in range(4)]


def test_bekerja_sementara_yang_lain_hidup(tmp_path: Path) -> None:
    """Nobody waits for workers to start: jobs are done here until they are prepared, and there from then on."""
    siapkan = partial(pekerjaan.siap_gerbang_folder, pekerjaan.Gerbang(tmp_path / "pintu"), tmp_path)
    hasil = Mesin(2, sabar=0.01).petakan(pekerjaan.buka_gerbang, itertools.count(), siapkan)
    proses = (h[0] for h in hasil if not isinstance(h, Gugur))
    assert len(list(itertools.takewhile(lambda p: p == os.getpid(), proses))) > 30
    assert os.getpid() not in set(itertools.islice(proses, 300))
    hasil.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every worker is started anew")
def test_modul_dimuat_sekali(tmp_path: Path) -> None:
    """Workers are copies of one process that is not this one, with what they need loaded already."""
    (tmp_path / "pintu").touch()
    siapkan = partial(pekerjaan.siap_gerbang_folder, pekerjaan.Gerbang(tmp_path / "pintu"), tmp_path)
    kerja = Mesin(2, sabar=0).petakan(pekerjaan.buka_gerbang, range(200), siapkan)
    hasil = [h for h in kerja if not isinstance(h, Gugur)]
    assert len({p for p, _ in hasil}) == 2
    (induk,) = {i for _, i in hasil}
    assert induk not in {os.getpid(), *(p for p, _ in hasil)}


def test_pekerja_yang_tidak_dapat_dihidupkan() -> None:
    """Where no process can be started that is told by the first job that is sent, not by the start beside the work."""
    kumpulan = Kumpulan(2)
    assert not kumpulan.siap()
    with (
        kumpulan.pakai(pekerjaan.siap) as nama,
        patch.object(ProcessPoolExecutor, "submit", side_effect=OSError("penuh")),
    ):
        kumpulan.siagakan()
        _tunggu(kumpulan.siap)
        with pytest.raises(OSError, match="penuh"):
            kumpulan.ajukan(kerjakan, nama, pekerjaan.kuadrat, [1])


def test_pekerja_pergi_begitu_saja(tmp_path: Path) -> None:
    """A worker that is done leaves at once: nobody waits until Python has taken apart all that it had loaded."""
    hasil = Mesin(2, sabar=0).petakan(pekerjaan.kuadrat, range(40), partial(pekerjaan.siap_berpamitan, tmp_path))
    assert list(hasil) == [(1000, n * n) for n in range(40)]
    assert not list(tmp_path.iterdir())


def test_klaster_dipakai_bersama(klaster: Mesin) -> None:
    """Who enters a cluster that somebody holds already leaves it running."""
    with klaster:
        assert list(klaster.petakan(pekerjaan.kuadrat, range(3), pekerjaan.siap))[2] == (1000, 4)
    assert list(klaster.petakan(pekerjaan.kuadrat, range(3), pekerjaan.siap))[2] == (1000, 4)


def test_klaster_tahu_folder_bersama(klaster: Mesin, tmp_path: Path) -> None:
    """Workers on this machine see its folders, and the question leaves nothing behind."""
    assert klaster.berbagi(tmp_path)
    assert not klaster.berbagi(tmp_path / "tidak-ada")
    assert not list(tmp_path.iterdir())


def test_klaster_yang_tidak_ada() -> None:
    """An address at which nobody answers, or that is none, is said to the user."""
    pytest.importorskip("distributed", reason="the extra klaster is not installed")
    with pytest.raises(MesinError, match="bukan-alamat"), Mesin(1, "bukan-alamat://x"):
        pass


_INDUK = """
import signal
import sys
from functools import partial
from pathlib import Path
from ikixl.engine import Mesin
from tests.engine.pekerjaan import catat_proses

if __name__ == "__main__":
    # A shell that started the tests in the background has Ctrl-C ignored by all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    list(Mesin(2, sabar=0).petakan(catat_proses, range(10_000), partial(Path, sys.argv[1])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="asks for process numbers the way of POSIX")
@pytest.mark.parametrize("sinyal", ["SIGINT", "SIGKILL"])
def test_tidak_ada_proses_yatim(tmp_path: Path, sinyal: str) -> None:
    """Ctrl-C, and even the sudden death of ikixl, ends its workers too."""
    import signal

    program, folder = tmp_path / "induk.py", tmp_path / "proses"
    program.write_text(_INDUK, encoding="utf-8")
    folder.mkdir()
    induk = subprocess.Popen(
        [sys.executable, str(program), str(folder)],
        env={**os.environ, "PYTHONPATH": str(AKAR)},
        stderr=subprocess.DEVNULL,
    )
    _tunggu(lambda: len(list(folder.iterdir())) == 2)
    induk.send_signal(getattr(signal, sinyal))
    induk.wait(30)
    pekerja = [int(p.name) for p in folder.iterdir()]
    _tunggu(lambda: not any(_hidup(p) for p in pekerja))


def _hidup(proses: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(proses, 0)
        # A dead one that nobody has collected yet is a zombie, which counts as dead.
        status = Path(f"/proc/{proses}/stat")
        return not status.exists() or status.read_text(encoding="ascii", errors="replace").rpartition(")")[2][1] != "Z"
    return False


def _tunggu(syarat: object, detik: float = 60.0) -> None:
    """Wait until it holds; that it does at all is the test, not how soon."""
    assert callable(syarat)
    batas = time.monotonic() + detik
    while not syarat():
        assert time.monotonic() < batas, "it never came to hold"
        time.sleep(0.05)
