"""Jobs for the tests of the engine; workers import this module, so it imports nothing heavy."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import signal
import time
from pathlib import Path

__all__ = [
    "Gerbang",
    "buka_gerbang",
    "bunuh_diri",
    "bunuh_pekerja",
    "catat_proses",
    "kuadrat",
    "lambat",
    "lambat_dulu",
    "salah",
    "siap",
    "siap_berpamitan",
    "siap_dengan_tanda",
    "siap_folder",
    "siap_gerbang_folder",
    "siap_lewat_gerbang",
]


def siap() -> int:
    """What the jobs need: a number."""
    return 1000


def siap_dengan_tanda(folder: Path) -> int:
    """The same, and leaves a mark in the folder for each time that it is called."""
    (folder / f"{os.getpid()}-{time.monotonic_ns()}").touch()
    return 1000


class Gerbang:
    """What nobody can unpickle before the file `pintu` is there."""

    def __init__(self, pintu: Path) -> None:
        self.pintu = pintu

    def __reduce__(self) -> tuple[object, ...]:
        return _lewati, (self.pintu,)


def _lewati(pintu: Path) -> Gerbang:
    batas = time.monotonic() + 30
    while not pintu.exists():
        if time.monotonic() > batas:
            raise TimeoutError(pintu)
        time.sleep(0.01)
    return Gerbang(pintu)


def siap_berpamitan(folder: Path) -> int:
    """A number; leaves a mark in the folder when Python takes this process apart."""
    atexit.register((folder / str(os.getpid())).touch)
    return 1000


def siap_folder(folder: Path, _muatan: bytes) -> Path:
    """A folder, with much to carry."""
    return folder


def siap_lewat_gerbang(_gerbang: Gerbang, _muatan: bytes) -> int:
    """What the jobs need, behind a gate and with much to carry."""
    return 1000


def siap_gerbang_folder(_gerbang: Gerbang, folder: Path) -> Path:
    """A folder, behind a gate."""
    return folder


def buka_gerbang(folder: Path, n: int) -> tuple[int, int]:
    """This process and the one that started it; the thirtieth job opens the gate `pintu` in the folder."""
    if n == 30:
        (folder / "pintu").touch()
    time.sleep(0.005)
    return os.getpid(), os.getppid()


def kuadrat(bekal: int, n: int) -> tuple[int, int]:
    """The square of a number, and what was prepared."""
    return bekal, n * n


def lambat(bekal: int, n: int) -> int:
    """Later numbers are ready earlier."""
    time.sleep(0.02 * (4 - n % 4))
    return bekal + n


def salah(bekal: int, n: int) -> int:
    """Raises at 5."""
    if n == 5:
        raise ValueError(f"angka {n}")
    return bekal + n


def bunuh_diri(bekal: int, tugas: tuple[int, Path | None, int]) -> int:
    """Kills its own process as long as fewer than `kali` marks lie in the folder; (number, folder, kali)."""
    n, folder, kali = tugas
    if folder is not None and any(_tandai(folder / str(k)) for k in range(kali)):
        # Windows knows no SIGKILL; there os.kill ends a process at once whatever the signal.
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return bekal + n


def _tandai(tanda: Path) -> bool:
    """Whether the mark was not there yet; of two that try it at once, as a cluster lets them, only one is told so."""
    try:
        tanda.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def bunuh_pekerja(bekal: int, tugas: tuple[int, Path]) -> int:
    """Kills its process where that is a worker and no mark lies in the folder yet; (number, folder)."""
    n, folder = tugas
    if multiprocessing.parent_process() is not None:
        return bunuh_diri(bekal, (n, folder, 1))
    time.sleep(0.02)
    return bekal + n


def lambat_dulu(folder: Path, n: int) -> int:
    """Leaves its process number in the folder; the first takes as long as all the others should not."""
    (folder / str(os.getpid())).touch()
    time.sleep(0.0 if n else 0.6)
    return n


def catat_proses(folder: Path, n: int) -> int:
    """Leaves its process number in the folder, then works for a while."""
    (folder / str(os.getpid())).touch()
    time.sleep(0.05)
    return n
