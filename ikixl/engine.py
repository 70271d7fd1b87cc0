"""Where work runs: in this process, in a pool of processes, or on a Dask cluster. The results are the same.

A command hands `Mesin.petakan` a function, the jobs, and how a worker prepares what all jobs need (read a katalog, draw
a mould); the results come back in the order of the jobs, whatever the order in which they were done. Only results that
can be pickled travel, and whoever called writes them down: workers change nothing in a project.

A worker that dies takes no file with it. What it may have been doing is done again, one job at a time, so that a file
that kills whoever touches it is known for certain; after three deaths it is given up (`Gugur`), and it alone.
"""

from __future__ import annotations

import math
import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from ikixl.engine_giliran import Bekal, Giliran, Gugur
from ikixl.engine_sisa import Sisa
from ikixl.errors import MesinError
from ikixl.sapu import jarang_menyapu

if TYPE_CHECKING:
    from pathlib import Path

    from ikixl.engine_klaster import Klaster
    from ikixl.engine_kumpulan import Kumpulan

__all__ = ["KLASTER_LOKAL", "SENDIRI", "Gugur", "Mesin", "banyak_inti"]

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

#: What --klaster takes for a cluster of this machine's own, to try with.
KLASTER_LOKAL = "lokal"
# Seconds of work that this process does at least before it hands on to others, and what starting those takes besides
# what each has to prepare.
_SABAR = 0.5
_HIDUP = 1.0
# Whether others are worth while is judged by the median of so many jobs, the latest: the first often takes far longer
# (it draws the mould, it fills what is kept) and counts as preparation, which every process does for itself.
_CONTOH = 3
# It is judged as soon as so many jobs have been done (long ones: as soon as that is enough of them), and others are
# started where that saves so many seconds. This process goes on until they are there: nobody ever waits for them.
_CUKUP = 2 * _CONTOH
_UNTUNG = 0.5
# Of so many jobs of our own making it is as good as certain: the others start with the first of them.
_PASTI = 100


def banyak_inti() -> int:
    """How many processors this process may use, at least 1."""
    # Where a process may be kept from some of them, the system says so; Windows and macOS do not know that.
    boleh = getattr(os, "sched_getaffinity", None)
    return len(boleh(0)) if boleh else os.cpu_count() or 1


class Mesin:
    """Where work runs; use it as a context manager, from one thread. It may be entered again inside itself.

    `kerja` is the number of processes on this machine, 0 for one per processor; with 1 all runs in this process.
    `klaster` is the address of a Dask scheduler, or KLASTER_LOKAL for a cluster of `kerja` processes on this machine.
    With several processes the first half second of work is done here all the same (`sabar` seconds; None means that
    default), and whatever comes before the others are there, and the rest too if little is left: nobody waits for
    processes to start. MesinError on entering if the cluster cannot be used.
    """

    def __init__(self, kerja: int = 0, klaster: str = "", sabar: float | None = None) -> None:
        self._kerja = kerja or banyak_inti()
        self._alamat = klaster
        # On a cluster everything runs there from the start: its processes are running already.
        self._sabar = sabar if sabar is not None else 0.0 if klaster else _SABAR
        self._klaster: Klaster | None = None
        self._masuk = 0

    def __enter__(self) -> Self:
        if self._alamat and not self._masuk:
            try:
                from ikixl.engine_klaster import Klaster
            except ModuleNotFoundError as galat:
                raise MesinError(
                    "Pustaka untuk klaster (distributed) belum terpasang.",
                    "Pasang dengan: pip install 'ikixl[klaster]', atau jalankan tanpa --klaster.",
                ) from galat
            self._klaster = Klaster(self._alamat, self._kerja if self._alamat == KLASTER_LOKAL else 0)
        self._masuk += 1
        return self

    def __exit__(
        self,
        jenis: type[BaseException] | None,
        galat: BaseException | None,
        jejak: TracebackType | None,
    ) -> None:
        self._masuk -= 1
        if self._klaster is not None and not self._masuk:
            self._klaster.tutup()
            self._klaster = None

    @property
    def banyak(self) -> int:
        """How many jobs run at the same time, now."""
        return self._klaster.banyak if self._klaster else self._kerja

    def berbagi(self, folder: Path) -> bool:
        """Whether every worker sees `folder` under the same path, so that paths may be sent instead of bytes."""
        return self._klaster.berbagi(folder) if self._klaster else True

    def petakan(
        self, fungsi: Callable[[K, T], R], pekerjaan: Iterable[T], siapkan: Callable[[], K], *, turut: bool = False
    ) -> Generator[R | Gugur, None, None]:
        """`fungsi(bekal, p)` for each p, in their order; `bekal` is what `siapkan` returns, once in each worker.

        `fungsi` and `siapkan` stand at the top of a module (or are functools.partial of such), since they are pickled,
        as are jobs and results. Jobs are taken from `pekerjaan` as results are handed over, at most JENDELA ahead, in
        the caller's thread. What `fungsi` raises is raised here at its turn, and the rest is dropped. MesinError if
        workers cannot be had at all.

        With `turut` this process is one of the `kerja` of this machine to the end. For jobs of our own making only: a
        file from outside may end whichever process opens it.
        """
        sisa = Sisa(pekerjaan)
        turut = turut and self._klaster is None
        with jarang_menyapu(), ExitStack() as tutup:
            bekal = Bekal(siapkan)
            siaga = _Siaga(self._kerja - int(turut), {_modul(fungsi), _modul(siapkan)}, siapkan, tutup)
            if self._klaster is None:
                yield from self._di_sini(fungsi, sisa, bekal, turut, siaga)
                if sisa.habis:
                    return
            pelaksana: Kumpulan | Klaster
            if self._klaster is None:
                pelaksana, nama = siaga.pakai()
            else:
                pelaksana, nama = self._klaster, tutup.enter_context(self._klaster.pakai(siapkan))
            sendiri = bekal if turut else None
            del bekal
            yield from Giliran(pelaksana, nama, fungsi, sisa, sendiri).jalan()

    def _di_sini(
        self, fungsi: Callable[[K, T], R], sisa: Sisa[T], siap: Bekal[K], turut: bool, siaga: _Siaga[K]
    ) -> Generator[R, None, None]:
        """Do jobs in this process, all of them or until others are there for which it is worth while."""
        if self._kerja > 1 and self._sabar <= 0:
            return
        pasti = turut and self._kerja > 1 and _PASTI <= sisa.tersisa() < math.inf
        awal = time.perf_counter()
        bekal = siap.isi
        persiapan = time.perf_counter() - awal
        jumlah = 0.0
        lama: deque[float] = deque(maxlen=_CONTOH)
        for p in sisa:
            if pasti and not siaga.dimulai:
                siaga.mulai()
            awal = time.perf_counter()
            hasil = fungsi(bekal, p)
            lama.append(time.perf_counter() - awal)
            jumlah += lama[-1]
            if sisa.diambil == 1:
                persiapan += lama[0]
            yield hasil
            if self._kerja == 1 or sisa.diambil < (_CUKUP if jumlah < self._sabar else _CONTOH):
                continue
            if not siaga.dimulai and self._layak(sisa.lama(sorted(lama)[len(lama) // 2]), persiapan):
                siaga.mulai()
            if siaga.siap and (turut or jumlah >= self._sabar):
                return

    def _layak(self, lama: float, persiapan: float) -> bool:
        """Whether it is worth while to start others for what would take `lama` seconds here."""
        # They start while this process works.
        return (lama - _HIDUP - persiapan) * (1 - 1 / self._kerja) > _UNTUNG


#: Everything in this process.
SENDIRI = Mesin(1)


class _Siaga(Generic[K]):
    """A pool of processes on this machine that is started, if at all, while this process goes on working."""

    def __init__(self, banyak: int, modul: Iterable[str], siapkan: Callable[[], K], tutup: ExitStack) -> None:
        self._banyak = banyak
        self._modul = modul
        self._siapkan = siapkan
        self._tutup = tutup
        self._isi: tuple[Kumpulan, str] | None = None

    def pakai(self) -> tuple[Kumpulan, str]:
        """The pool, and the name under which it knows the jobs; it starts with the first of them."""
        if self._isi is None:
            from ikixl.engine_kumpulan import Kumpulan

            kumpulan = Kumpulan(self._banyak, self._modul)
            self._isi = kumpulan, self._tutup.enter_context(kumpulan.pakai(self._siapkan))
        return self._isi

    def mulai(self) -> None:
        """Start the processes now; nobody waits for them."""
        self.pakai()[0].siagakan()

    @property
    def dimulai(self) -> bool:
        """Whether they were started."""
        return self._isi is not None

    @property
    def siap(self) -> bool:
        """Whether those that were started are there and prepared, or will never be."""
        return self._isi is not None and self._isi[0].siap()


def _modul(fungsi: Callable[..., Any]) -> str:
    """The module that a worker has to load for a function."""
    while isinstance(fungsi, partial):
        fungsi = fungsi.func
    return fungsi.__module__
