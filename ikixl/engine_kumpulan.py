"""A pool of processes on this machine that outlives the death of any of them."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Any

from ikixl.engine_pekerja import Siapkan, abaikan_henti, siapkan, titipkan
from ikixl.sapu import sapu_lebih_jarang

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.synchronize import Lock

__all__ = ["Kumpulan"]

# Every run has a pool of its own.
_NAMA = "kumpulan"
# As Python itself does it from 3.14 on: macOS may not go on after a fork without starting anew.
_CARA = "forkserver" if sys.platform == "linux" else "spawn"
# Windows waits for no more than this many processes at once.
_BATAS_WINDOWS = 60
# After this many seconds a worker that will not stop by itself is stopped.
_BATAS_SELESAI = 2.0
# After whatever multiprocessing itself has to finish.
_PALING_AKHIR = -1000


class Kumpulan:
    """`banyak` processes, started when the first jobs come, which need `modul`.

    Never copies of this process, which would hold the project's lock and its open ledger. On Linux they are copies of a
    process that is started anew and has loaded `modul`, once for all of them; elsewhere each is started anew.
    """

    mati = (BrokenProcessPool,)
    #: Seconds of work that should travel together: a parcel costs a millisecond or so, on either side of the way.
    lama_bungkus = 0.2

    def __init__(self, banyak: int, modul: Iterable[str] = ()) -> None:
        self._modul = sorted(set(modul) - {"__main__"})
        self.banyak = min(banyak, _BATAS_WINDOWS) if sys.platform == "win32" else banyak
        self._siapkan: Siapkan | None = None
        self._penerima: Connection | None = None
        self._isi: ProcessPoolExecutor | None = None
        self._dipakai = False
        self._menghidupkan: threading.Thread | None = None
        self._dihidupkan: list[Future[None]] = []
        self._bukan_milik = frozenset(multiprocessing.active_children())

    @contextlib.contextmanager
    def pakai(self, siapkan: Siapkan) -> Iterator[str]:
        """For the jobs of one run, which the workers prepare for with `siapkan`; stops the workers at the end.

        Yields the name under which the workers know it.
        """
        self._siapkan = siapkan
        try:
            yield _NAMA
        finally:
            self._buang()

    def siagakan(self) -> None:
        """Start the processes and have them prepare, for jobs that will come; whoever calls goes on at once.

        Where no job comes they are stopped in the middle of it.
        """
        # Starting waits until the process that they are copies of has loaded its modules.
        self._menghidupkan = threading.Thread(target=self._hidupkan, args=(self._pelaksana(),), daemon=True)
        self._menghidupkan.start()

    def _hidupkan(self, pelaksana: ProcessPoolExecutor) -> None:
        # What goes wrong is told to whoever sends the first jobs; a pool that was stopped meanwhile takes none.
        with contextlib.suppress(RuntimeError, OSError):
            for _ in range(self.banyak):
                self._dihidupkan.append(pelaksana.submit(_siap, _NAMA))

    def siap(self) -> bool:
        """Whether the processes of `siagakan` are there and prepared, or never will be."""
        utas = self._menghidupkan
        return utas is not None and not utas.is_alive() and all(f.done() for f in self._dihidupkan)

    def ajukan(self, fungsi: Callable[..., Any], *isi: Any) -> Future[Any]:
        """Send a call to whichever worker is free; raises one of `mati` where the pool is broken."""
        self._dipakai = True
        return self._pelaksana().submit(fungsi, *isi)

    def _pelaksana(self) -> ProcessPoolExecutor:
        if self._isi is None:
            konteks = multiprocessing.get_context(_CARA)
            konteks.set_forkserver_preload(self._modul)
            # What a process is started with goes through a pipe that it reads once it has loaded its modules, and
            # whoever starts it waits until then: it takes little along, and fetches what is large when it is there.
            self._penerima, pengirim = konteks.Pipe(duplex=False)
            titipan = pengirim, pickle.dumps(self._siapkan), self.banyak
            threading.Thread(target=_titip, args=titipan, daemon=True).start()
            self._isi = ProcessPoolExecutor(self.banyak, konteks, _mulai, (_NAMA, self._penerima, konteks.Lock()))
        return self._isi

    def pulihkan(self) -> None:
        """Make a new pool in the place of one whose worker died; nothing may be on its way."""
        self._buang()

    def kematian(self, _galat: BaseException) -> int:
        """How many deaths such an exception stands for."""
        return 1

    def periksa(self) -> None:
        """A pool says by itself when it is broken."""

    def _buang(self) -> None:
        """Stop the workers: at once if idle or never used, after their job or two seconds at the latest."""
        if self._isi is None:
            return
        self._isi.shutdown(wait=False, cancel_futures=True)
        self._isi = None
        if self._menghidupkan is not None:
            self._menghidupkan.join()
            self._menghidupkan, self._dihidupkan = None, []
        batas = time.monotonic() + (_BATAS_SELESAI if self._dipakai else 0.0)
        for proses in set(multiprocessing.active_children()) - self._bukan_milik:
            proses.join(max(0.0, batas - time.monotonic()))
            if proses.is_alive():
                proses.kill()
                proses.join()
        if self._penerima is not None:
            # Where one died before it fetched anything, this ends the thread that waits for it.
            self._penerima.close()
            self._penerima = None


def _titip(pengirim: Connection, bekal: bytes, banyak: int) -> None:
    """Hold out to so many workers what they prepare with."""
    with contextlib.closing(pengirim), contextlib.suppress(OSError):
        for _ in range(banyak):
            pengirim.send_bytes(bekal)


def _mulai(nama: str, penerima: Connection, giliran: Lock) -> None:
    """Runs once in each new worker."""
    abaikan_henti()
    sapu_lebih_jarang()
    threading.Thread(target=_ikut_induk, daemon=True).start()
    Finalize(None, _pergi, exitpriority=_PALING_AKHIR)
    with giliran:
        bekal = penerima.recv_bytes()
    cara: Siapkan = pickle.loads(bekal)
    titipkan(nama, cara)


def _siap(nama: str) -> None:
    """What a worker does before there is a job."""
    siapkan(nama)


def _pergi() -> None:
    """The last thing that a worker does when it is told to stop: leave everything as it lies.

    It holds nothing that would have to be put away, and taking apart all that it has loaded would keep whoever waits
    for it a tenth of a second.
    """
    for aliran in (sys.stdout, sys.stderr):
        if aliran is not None:
            with contextlib.suppress(OSError, ValueError):
                aliran.flush()
    os._exit(0)


def _ikut_induk() -> None:
    """End this process when the one that started it ends, however that happens: nobody else would."""
    induk = multiprocessing.parent_process()
    if induk is not None:
        wait([induk.sentinel])
        os._exit(1)
