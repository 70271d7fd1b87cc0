"""What runs inside a worker, whatever started it: the preparation, once, and the jobs of a parcel."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "Hasil",
    "Siapkan",
    "abaikan_henti",
    "dask_setup",
    "kerjakan",
    "lupakan",
    "siapkan",
    "titipkan",
]

Siapkan = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Hasil:
    """What became of the jobs of a parcel: (True, result) or (False, exception) each; `lama` in seconds."""

    isi: list[tuple[bool, Any]]
    lama: float


# What was handed to this process to prepare, by name, and what each of its threads made of it: what is prepared need
# not be safe for several threads, which a Dask worker may have.
_titipan: dict[str, Siapkan] = {}
_bekal = threading.local()


def titipkan(nama: str, cara: Siapkan) -> None:
    """Keep for this process how to prepare for the jobs of `nama`; it is done when the first of them comes."""
    _titipan[nama] = cara


def lupakan(nama: str) -> None:
    """Let go of what was kept under `nama`; what threads made of it goes when they prepare for something else."""
    _titipan.pop(nama, None)


def siapkan(nama: str) -> Any:
    """What this thread of the process prepared for the jobs of `nama`; it is prepared when it is first asked for."""
    milik = vars(_bekal)
    if nama not in milik:
        for lama in milik.keys() - _titipan.keys():
            del milik[lama]
        milik[nama] = _titipan[nama]()
    return milik[nama]


def kerjakan(nama: str, fungsi: Callable[[Any, Any], Any], isi: Sequence[Any]) -> Hasil:
    """Do the jobs of one parcel, each for itself: what one raises is its own result."""
    bekal = siapkan(nama)
    hasil: list[tuple[bool, Any]] = []
    awal = time.perf_counter()
    for p in isi:
        try:
            hasil.append((True, fungsi(bekal, p)))
        except Exception as galat:  # noqa: BLE001 - raised again where the result is asked for
            hasil.append((False, galat))
    return Hasil(hasil, time.perf_counter() - awal)


def abaikan_henti() -> None:
    """Let Ctrl-C pass: it reaches every process of the terminal, and the one that was called decides what happens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def dask_setup(_pekerja: object) -> None:
    """What a Dask worker of this machine's own cluster does first, by this name of Dask's."""
    abaikan_henti()
