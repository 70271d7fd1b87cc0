"""Workers of a Dask cluster; the only module that imports dask and distributed (extra `klaster`)."""

from __future__ import annotations

import contextlib
import logging
import platform
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dask
from distributed import Client, KilledWorker, LocalCluster, Worker, WorkerPlugin

from ikixl.engine_pekerja import Siapkan, lupakan, titipkan
from ikixl.errors import MesinError

__all__ = ["Klaster"]

# Seconds: to find the scheduler and a first worker, and without any worker until we give up.
_BATAS_HUBUNG = 30
_BATAS_KOSONG = 120
_SELANG = 5
_PERIKSA = "Periksa alamat dan pekerjanya (dask scheduler, dask worker), lalu ulangi."


class Klaster:
    """A connection to the Dask scheduler at `alamat`, or a cluster of `lokal` processes on this machine (0: none).

    MesinError where the scheduler or its workers cannot be reached, or where a worker has another ikixl or Python: its
    results would not be ours.
    """

    mati = (KilledWorker,)
    #: Seconds of work that should travel together: client, scheduler and worker spend some fifty milliseconds of
    #: processor time on a parcel, half of it in the one process through which all of them go.
    lama_bungkus = 0.5

    def __init__(self, alamat: str, lokal: int) -> None:
        with contextlib.ExitStack() as tutup:
            try:
                tujuan: str | LocalCluster = tutup.enter_context(_lokal(lokal)) if lokal else alamat
                self._klien = tutup.enter_context(_hubungi(tujuan))
                self._klien.wait_for_workers(1, timeout=_BATAS_HUBUNG)
            except (OSError, ValueError, TimeoutError) as galat:
                raise MesinError(f"Klaster {alamat} tidak dapat dihubungi.", _PERIKSA) from galat
            _samakan(self._klien)
            self._isi = self._klien.get_executor(pure=False)
            self._tutup = tutup.pop_all()
        self._berbagi: dict[Path, bool] = {}
        self._banyak = 0
        self._ditanya = self._terakhir_ada = time.monotonic()
        self.periksa()

    @property
    def banyak(self) -> int:
        """How many jobs its workers do at the same time, at least 1; a few seconds old."""
        return max(1, self._banyak)

    def berbagi(self, folder: Path) -> bool:
        """Whether every worker finds a new file of ours in `folder` under the same path; tried once for each folder."""
        if folder not in self._berbagi:
            self._berbagi[folder] = self._coba_berbagi(folder)
        return self._berbagi[folder]

    def _coba_berbagi(self, folder: Path) -> bool:
        isi = secrets.token_bytes(16)
        path = folder / f".ikixl-{secrets.token_hex(8)}.tmp"
        try:
            path.write_bytes(isi)
            return all(b == isi for b in self._klien.run(_baca, str(path)).values())
        except OSError:
            return False
        finally:
            path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def pakai(self, siapkan: Siapkan) -> Iterator[str]:
        """For the jobs of one run: every worker, also one that joins later, is told how to prepare for them.

        Yields the name under which the workers know it.
        """
        nama = f"ikixl-{secrets.token_hex(8)}"
        self._klien.register_plugin(_Titipan(nama, siapkan), nama)
        try:
            yield nama
        finally:
            if self._klien.status == "running":
                self._klien.unregister_worker_plugin(nama)

    def ajukan(self, fungsi: Callable[..., Any], *isi: Any) -> Future[Any]:
        """Send a call to whichever worker the scheduler finds."""
        hasil: Future[Any] = self._isi.submit(fungsi, *isi)
        return hasil

    def pulihkan(self) -> None:
        """The scheduler and its nannies replace workers by themselves."""

    def kematian(self, galat: BaseException) -> int:
        """The scheduler has tried several times before it says so."""
        return galat.allowed_failures + 1 if isinstance(galat, KilledWorker) else 1

    def periksa(self) -> None:
        """MesinError once the scheduler is gone, or all workers have been for two minutes."""
        if self._klien.status != "running":
            raise MesinError("Hubungan dengan klaster terputus.", _PERIKSA)
        kini = time.monotonic()
        if self._banyak and kini - self._ditanya < _SELANG:
            return
        # Asks the scheduler over the network, so not at every turn.
        self._banyak = sum(self._klien.nthreads().values())
        self._ditanya = kini
        if self._banyak:
            self._terakhir_ada = kini
        elif kini - self._terakhir_ada > _BATAS_KOSONG:
            raise MesinError("Semua pekerja klaster hilang.", _PERIKSA)

    def tutup(self) -> None:
        """Leave the cluster; one of this machine's own is stopped."""
        self._tutup.close()


def _hubungi(tujuan: str | LocalCluster) -> Client:
    return Client(tujuan, timeout=_BATAS_HUBUNG, set_as_default=False)  # type: ignore[no-untyped-call]


@contextlib.contextmanager
def _lokal(banyak: int) -> Iterator[LocalCluster]:
    setelan = {
        # One death is enough to hear of it: ikixl.engine counts them itself.
        "distributed.scheduler.allowed-failures": 0,
        # Nobody looks at what workers are doing a hundred times a second, which costs a tenth of their time.
        "distributed.worker.profile.enabled": False,
    }
    with (
        dask.config.set(setelan),
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=banyak,
            threads_per_worker=1,
            # Any free port, and of this machine alone; without an address it would insist on 8787.
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
            # Loaded by each worker, which calls dask_setup in it: Ctrl-C is for the process that was called.
            preload=["ikixl.engine_pekerja"],
        ) as klaster,
    ):
        yield klaster


def _samakan(klien: Client) -> None:
    kita = _versi()
    try:
        milik = klien.run(_versi)
    except ModuleNotFoundError as galat:
        raise MesinError(
            "Pekerja klaster tidak punya ikixl.", f"Pasang ikixl {kita[0]} di lingkungan Python setiap pekerja."
        ) from galat
    lain = {alamat: v for alamat, v in milik.items() if v != kita}
    if lain:
        alamat, v = next(iter(lain.items()))
        raise MesinError(
            f"Pekerja klaster {alamat} memakai ikixl {v[0]} dengan Python {v[1]}, di sini ikixl {kita[0]} dengan "
            f"Python {kita[1]}.",
            "Pasang versi yang sama di semua mesin; kalau tidak, hasilnya dapat berbeda.",
        )


def _versi() -> tuple[str, str]:
    return version("ikixl"), ".".join(platform.python_version_tuple()[:2])


def _baca(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


class _Titipan(WorkerPlugin):
    """Tells a worker how to prepare for the jobs of one run."""

    def __init__(self, nama: str, siapkan: Siapkan) -> None:
        self.nama = nama
        self._siapkan = siapkan

    def setup(self, worker: Worker) -> None:
        titipkan(self.nama, self._siapkan)

    def teardown(self, worker: Worker) -> None:
        lupakan(self.nama)
