"""One run of jobs over workers: what is sent off, what comes back, what is done again because a worker died."""

from __future__ import annotations

import math
import queue
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ikixl.engine_pekerja import Hasil, kerjakan
from ikixl.engine_sisa import Sisa
from ikixl.errors import MesinError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from ikixl.engine_klaster import Klaster
    from ikixl.engine_kumpulan import Kumpulan

__all__ = ["BATAS_MATI", "JENDELA", "Bekal", "Giliran", "Gugur"]

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

#: A job that has been in the hands of a dying worker this often is given up.
BATAS_MATI = 3
#: At most so many jobs are taken up and not yet handed over: memory does not grow with the number of files.
JENDELA = 256
# Small jobs travel together, as long a parcel as whoever carries it asks for (`lama_bungkus`), and never more than so
# many.
_ISI_BUNGKUS = 32
# Parcels on their way for each worker: one being done, one waiting, so that nobody idles.
_ANTRE = 2
# How long to wait for a result before looking whether the cluster is still there and whether somebody pressed Ctrl-C.
_DENYUT = 0.2


class Bekal(Generic[K]):
    """What all jobs need, prepared in this process once the first of them is done here."""

    def __init__(self, siapkan: Callable[[], K]) -> None:
        self._siapkan = siapkan

    @cached_property
    def isi(self) -> K:
        """What was prepared."""
        return self._siapkan()


@dataclass(frozen=True, slots=True)
class Gugur:
    """In place of a result: the job killed the process that did it, `kali` times."""

    kali: int

    @property
    def sebab(self) -> str:
        """What happened, in Indonesian, without a full stop."""
        return f"proses yang mengerjakannya berhenti mendadak {self.kali} kali"


@dataclass(slots=True)
class _Bungkus(Generic[T]):
    """Jobs that travel together, with their places in the order."""

    isi: list[tuple[int, T]]
    mati: int = 0


@dataclass(slots=True)
class Giliran(Generic[K, T, R]):
    """One run of jobs over workers: what is on its way, what is done, what has to be done again.

    `sendiri` is what this process prepared where it does jobs too, whenever it has nothing else to do.
    """

    pelaksana: Kumpulan | Klaster
    nama: str
    fungsi: Callable[[K, T], R]
    sisa: Sisa[T]
    sendiri: Bekal[K] | None = None
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
