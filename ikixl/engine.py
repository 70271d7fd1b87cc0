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
import queue
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from ikixl.engine_pekerja import Hasil, kerjakan
from ikixl.engine_sisa import Sisa
from ikixl.errors import MesinError
from ikixl.sapu import jarang_menyapu

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from ikixl.engine_klaster import Klaster
    from ikixl.engine_kumpulan import Kumpulan

__all__ = ["KLASTER_LOKAL", "SENDIRI", "Gugur", "Mesin", "banyak_inti"]

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

#: What --klaster takes for a cluster of this machine's own, to try with.
KLASTER_LOKAL = "lokal"
#: A job that has been in the hands of a dying worker this often is given up.
BATAS_MATI = 3
#: At most so many jobs are taken up and not yet handed over: memory does not grow with the number of files.
JENDELA = 256
# Seconds of work that this process does by itself before it thinks of others, and what starting those takes besides
# what each has to prepare.
_SABAR = 0.5
_HIDUP = 1.0
# Whether others are worth while is judged by the median of so many jobs, the latest: the first often takes far longer
# (it draws the mould, it fills what is kept) and counts as preparation, which every process does for itself.
_CONTOH = 3
# Where this process goes on working beside the others, nobody ever waits for them to start, and there is nothing to be
# patient for: it is judged as soon as so many jobs have been done, and others are started where that saves so much.
_CUKUP = 2 * _CONTOH
_UNTUNG = 0.5
# Of so many jobs it is as good as certain: the others start at once, though they get nothing to do before it is.
_PASTI = 100
# Small jobs travel together, as long a parcel as whoever carries it asks for (`lama_bungkus`), and never more than so
# many.
_ISI_BUNGKUS = 32
# Parcels on their way for each worker: one being done, one waiting, so that nobody idles.
_ANTRE = 2
# How long to wait for a result before looking whether the cluster is still there and whether somebody pressed Ctrl-C.
_DENYUT = 0.2


@dataclass(frozen=True, slots=True)
class Gugur:
    """In place of a result: the job killed the process that did it, `kali` times."""

    kali: int

    @property
    def sebab(self) -> str:
        """What happened, in Indonesian, without a full stop."""
        return f"proses yang mengerjakannya berhenti mendadak {self.kali} kali"


def banyak_inti() -> int:
    """How many processors this process may use, at least 1."""
    # Where a process may be kept from some of them, the system says so; Windows and macOS do not know that.
    boleh = getattr(os, "sched_getaffinity", None)
    return len(boleh(0)) if boleh else os.cpu_count() or 1


class Mesin:
    """Where work runs; use it as a context manager, from one thread. It may be entered again inside itself.

    `kerja` is the number of processes on this machine, 0 for one per processor; with 1 all runs in this process.
    `klaster` is the address of a Dask scheduler, or KLASTER_LOKAL for a cluster of `kerja` processes on this machine.
    With several processes the first half second of work is done here all the same, and the rest too if little is left:
    nobody waits for processes to start (`sabar` seconds; None means that default). MesinError on entering if the
    cluster cannot be used.
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

        With `turut` this process is one of the `kerja` of this machine to the end, and the others are started beside
        it. For jobs of our own making only: a file from outside may end whichever process opens it.
        """
        sisa = Sisa(pekerjaan)
        turut = turut and self._klaster is None
        with jarang_menyapu(), ExitStack() as tutup:
            bekal = _Bekal(siapkan)
            siaga: Kumpulan | None = None
            nama = ""
            if turut and self._kerja > 1 and _PASTI <= sisa.tersisa() < math.inf:
                siaga = _kumpulan(self._kerja - 1)
                nama = tutup.enter_context(siaga.pakai(siapkan))
            if self._klaster is None:
                yield from self._di_sini(fungsi, sisa, bekal, turut, siaga)
                if sisa.habis:
                    return
            pelaksana = self._klaster or siaga or _kumpulan(self._kerja - int(turut))
            sendiri = bekal if turut else None
            del bekal
            nama = nama or tutup.enter_context(pelaksana.pakai(siapkan))
            yield from _Giliran(pelaksana, nama, fungsi, sisa, sendiri).jalan()

    def _di_sini(
        self, fungsi: Callable[[K, T], R], sisa: Sisa[T], siap: _Bekal[K], turut: bool, siaga: Kumpulan | None
    ) -> Generator[R, None, None]:
        """Do jobs in this process, all of them or until it becomes worth while to start others.

        `siaga` are processes that start as soon as there is a first job, to be ready by then.
        """
        if self._kerja > 1 and self._sabar <= 0:
            return
        awal = time.perf_counter()
        bekal = siap.isi
        persiapan = time.perf_counter() - awal
        jumlah = 0.0
        lama: deque[float] = deque(maxlen=_CONTOH)
        for p in sisa:
            if siaga is not None and sisa.diambil == 1:
                siaga.siagakan()
            awal = time.perf_counter()
            hasil = fungsi(bekal, p)
            lama.append(time.perf_counter() - awal)
            jumlah += lama[-1]
            if sisa.diambil == 1:
                persiapan += lama[0]
            yield hasil
            cukup = sisa.diambil >= _CUKUP if turut else jumlah >= self._sabar and len(lama) == _CONTOH
            if self._kerja > 1 and cukup and self._layak(sisa.lama(sorted(lama)[len(lama) // 2]), persiapan, turut):
                return

    def _layak(self, lama: float, persiapan: float, turut: bool) -> bool:
        """Whether it is worth while to start others for what would take `lama` seconds here."""
        hidup = _HIDUP + persiapan
        bagian = 1 - 1 / self._kerja
        # Beside this process the others start while it works; without it nothing is done until they are there.
        return (lama - hidup) * bagian > _UNTUNG if turut else lama * bagian > hidup


#: Everything in this process.
SENDIRI = Mesin(1)


class _Bekal(Generic[K]):
    """What all jobs need, prepared in this process once the first of them is done here."""

    def __init__(self, siapkan: Callable[[], K]) -> None:
        self._siapkan = siapkan

    @cached_property
    def isi(self) -> K:
        """What was prepared."""
        return self._siapkan()


@dataclass(slots=True)
class _Bungkus(Generic[T]):
    """Jobs that travel together, with their places in the order."""

    isi: list[tuple[int, T]]
    mati: int = 0


@dataclass(slots=True)
class _Giliran(Generic[K, T, R]):
    """One run of jobs over workers: what is on its way, what is done, what has to be done again.

    `sendiri` is what this process prepared where it does jobs too, whenever it has nothing else to do.
    """

    pelaksana: Kumpulan | Klaster
    nama: str
    fungsi: Callable[[K, T], R]
    sisa: Sisa[T]
    sendiri: _Bekal[K] | None = None
    berjalan: dict[Future[Any], _Bungkus[T]] = field(default_factory=dict)
    kembali: queue.SimpleQueue[Future[Any]] = field(default_factory=queue.SimpleQueue)
    curiga: deque[_Bungkus[T]] = field(default_factory=deque)
    selesai: dict[int, tuple[bool, Any]] = field(default_factory=dict)
    diambil: int = 0
    berikut: int = 0
    rata: float = math.inf
    berhasil: bool = False
    gugur: int = 0

    def jalan(self) -> Iterator[R | Gugur]:
        """The results in order."""
        try:
            while True:
                while self.berikut in self.selesai:
                    baik, nilai = self.selesai.pop(self.berikut)
                    self.berikut += 1
                    if not baik:
                        raise nilai
                    yield nilai
                self._ajukan()
                if self._kerjakan_satu():
                    continue
                if self.berjalan:
                    self._tunggu()
                elif not self.curiga:
                    return
        finally:
            for f in self.berjalan:
                f.cancel()

    def _ajukan(self) -> None:
        """Send off what may be sent: suspects one by one with nothing else on its way, else new parcels."""
        if self.curiga:
            if not self.berjalan:
                self._kirim(self.curiga.popleft())
            return
        while not self.curiga and len(self.berjalan) < _ANTRE * self.pelaksana.banyak:
            bungkus = self._bungkus()
            if not bungkus.isi:
                return
            self._kirim(bungkus)

    def _bungkus(self) -> _Bungkus[T]:
        # Everybody gets something before anybody gets much, and in the end nobody waits for one with a large parcel.
        tempat = _ANTRE * self.pelaksana.banyak
        muat = min(_ISI_BUNGKUS, max(1, JENDELA // tempat), self.sisa.bagian(tempat, JENDELA))
        muat = min(muat, max(1, int(self.pelaksana.lama_bungkus / max(self.rata, 1e-6))))
        return _Bungkus(self._ambil(muat if self.sendiri is None else min(muat, self._jatah())))

    def _jatah(self) -> int:
        """How many more jobs the workers may have, so that this process is done with the others when they are."""
        jalan = sum(len(b.isi) for b in self.berjalan.values())
        semua = self.sisa.tersisa() + jalan
        bagian = self.pelaksana.banyak / (self.pelaksana.banyak + 1)
        return JENDELA if semua == math.inf else max(0, int(semua * bagian) - jalan)

    def _ambil(self, banyak: int) -> list[tuple[int, T]]:
        """Take up the next jobs, with their places in the order: so many, or what the window has room for."""
        isi: list[tuple[int, T]] = []
        while len(isi) < banyak and self.diambil - self.berikut < JENDELA and not self.sisa.habis:
            for p in self.sisa:
                isi.append((self.diambil, p))
                self.diambil += 1
                break
        return isi

    def _kerjakan_satu(self) -> bool:
        """Do one job in this process; False where it takes no part, or has results to take in, or no job is left."""
        if self.sendiri is None or self.curiga or not self.kembali.empty():
            return False
        satu = self._ambil(1)
        for nomor, p in satu:
            try:
                self.selesai[nomor] = True, self.fungsi(self.sendiri.isi, p)
            except Exception as galat:  # noqa: BLE001 - raised again at its turn, as what comes back from a worker
                self.selesai[nomor] = False, galat
        return bool(satu)

    def _kirim(self, bungkus: _Bungkus[T]) -> None:
        isi = [p for _, p in bungkus.isi]
        try:
            f = self.pelaksana.ajukan(kerjakan, self.nama, self.fungsi, isi)
        except self.pelaksana.mati:
            # A worker died between two jobs: what is on its way will come back with the same answer.
            self.curiga.append(bungkus)
            if not self.berjalan:
                self.pelaksana.pulihkan()
            return
        self.berjalan[f] = bungkus
        f.add_done_callback(self.kembali.put)

    def _tunggu(self) -> None:
        """Wait for one parcel and put its results, or itself if its worker died, where they belong."""
        from concurrent.futures import CancelledError

        while True:
            try:
                f = self.kembali.get(timeout=_DENYUT)
                break
            except queue.Empty:
                self.pelaksana.periksa()
        bungkus = self.berjalan.pop(f)
        try:
            hasil: Hasil = f.result()
        except self.pelaksana.mati as galat:
            self._mati(bungkus, self.pelaksana.kematian(galat))
            if not self.berjalan:
                self.pelaksana.pulihkan()
            return
        except CancelledError as galat:
            raise MesinError(
                "Hubungan dengan klaster terputus.", "Periksa klasternya lalu ulangi; yang sudah tercatat tetap."
            ) from galat
        rata = hasil.lama / len(bungkus.isi)
        self.rata = 0.5 * self.rata + 0.5 * rata if self.berhasil else rata
        self.berhasil = True
        for (nomor, _), (baik, nilai) in zip(bungkus.isi, hasil.isi, strict=True):
            self.selesai[nomor] = baik, nilai

    def _mati(self, bungkus: _Bungkus[T], kali: int) -> None:
        mati = bungkus.mati + kali
        if mati < BATAS_MATI or len(bungkus.isi) > 1:
            # A parcel is opened, so that from now on each job answers for itself.
            # First in line, so that the one to blame is found before the others are tried.
            self.curiga.extendleft(_Bungkus([satu], min(mati, BATAS_MATI - 1)) for satu in reversed(bungkus.isi))
            return
        self.gugur += 1
        if not self.berhasil and self.gugur > 1:
            raise MesinError(
                "Proses pekerja tidak dapat dijalankan: setiap kali berhenti sebelum menyelesaikan apa pun.",
                "Jalankan dengan --kerja 1 (dan tanpa --klaster); bila berhasil, laporkan kepada pengelola ikixl.",
            )
        self.selesai[bungkus.isi[0][0]] = True, Gugur(mati)


def _kumpulan(kerja: int) -> Kumpulan:
    from ikixl.engine_kumpulan import Kumpulan

    return Kumpulan(kerja)
