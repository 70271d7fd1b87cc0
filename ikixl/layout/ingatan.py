"""What was built for one unit, used again for the next where everything that it was built from is the same.

A builder marked with `diingat` is watched while it works: which inputs, texts and computed figures it looks at. Its
result is handed out again as long as all of them are what they were; nobody has to say what a row depends on, and
objects that two workbooks share need not be compared by those who look for what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from ikixl.katalog.acuan import Acuan
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Indikator, JenisIsian, Unit
from ikixl.layout.konteks import Konteks
from ikixl.perhitungan import HitunganIndikator, Penghitung
from ikixl.tetap import tetap

__all__ = ["Ingatan", "KonteksIngat", "diingat"]

_P = ParamSpec("_P")
_R = TypeVar("_R")
# More parts than any workbook has; a builder whose arguments are new objects every time would pile them up.
_TERBANYAK = 50_000
# What arguments of builders are known by as they are; named, since Python would make `str | int` anew for each of them.
_POLOS = (str, int)
#: What was looked at: its kind, and which of that kind.
_Bacaan = tuple[str, Any]
_Nilai = float | str


@tetap(frozen=True, slots=True)
class _Simpanan:
    """A result, the arguments that its key names by identity (kept so that they live), and what was read for it."""

    argumen: tuple[object, ...]
    bacaan: Mapping[_Bacaan, object]
    hasil: Any


class Ingatan:
    """What was built so far from one katalog, its rules and settings, for units that hold the same jabatan.

    `simpanan` holds only what would come out the same for the unit at hand.
    """

    def __init__(self) -> None:
        self.simpanan: dict[tuple[object, ...], _Simpanan] = {}
        #: Shared by all: the workbooks of one shape open the same inputs, and type targets the same way.
        self.terbuka: dict[KunciIsian, bool] = {}
        self.jenis: dict[str, JenisIsian] = {}
        # What was ever read, as it was for the last unit, and the keys of what was built from it.
        self._terbaca: dict[_Bacaan, object] = {}
        self._pembaca: dict[_Bacaan, set[tuple[object, ...]]] = {}
        self._penghitung: dict[str, Penghitung] = {}

    def segarkan(self, ktk: Konteks) -> None:
        """Take up another unit: its figures are put into `ktk`, and what was built from anything else is let go."""
        vars(ktk)["hitungan"] = {i.kode: self._satu(ktk, i) for _, i in ktk.indikator}
        for bacaan, lama in self._terbaca.items():
            baru = _baca(ktk, *bacaan)
            if baru is not lama and not _sama(baru, lama):
                self._terbaca[bacaan] = baru
                for kunci in self._pembaca.pop(bacaan, ()):
                    self.simpanan.pop(kunci, None)

    def simpan(self, kunci: tuple[object, ...], simpanan: _Simpanan) -> None:
        """Keep a result until something that was read for it changes."""
        if len(self.simpanan) >= _TERBANYAK:
            self.simpanan.clear()
            self._pembaca.clear()
        self.simpanan[kunci] = simpanan
        self._terbaca.update(simpanan.bacaan)
        for bacaan in simpanan.bacaan:
            self._pembaca.setdefault(bacaan, set()).add(kunci)

    def _satu(self, ktk: Konteks, i: Indikator) -> HitunganIndikator:
        penghitung = self._penghitung.get(i.kode)
        if penghitung is None:
            penghitung = self._penghitung[i.kode] = Penghitung(ktk.katalog, i, ktk.aturan)
        return penghitung.hitung(ktk.isian)


def _baca(ktk: Konteks, jenis: str, apa: Any) -> Any:
    """What a builder may look at: an input, figures of an indikator, a text, or something of the unit."""
    if jenis == "isian":
        return ktk.isian.get(apa)
    if jenis == "hitungan":
        return getattr(ktk.hitungan[apa[0]], apa[1])
    if jenis in ("teks", "sendiri"):
        return getattr(ktk, jenis)(apa)
    return getattr(ktk, jenis)


def diingat(penyusun: Callable[Concatenate[Konteks, _P], _R]) -> Callable[Concatenate[Konteks, _P], _R]:
    """Mark a builder whose result follows from its arguments and from what it reads of its Konteks.

    The result is shared by workbooks: nobody may change it.
    """

    @wraps(penyusun)
    def susun(ktk: Konteks, /, *argumen: _P.args, **bernama: _P.kwargs) -> _R:
        if not isinstance(ktk, KonteksIngat) or bernama:
            return penyusun(ktk, *argumen, **bernama)
        return cast(_R, ktk.ingat(penyusun, argumen))

    return susun


class KonteksIngat(Konteks):
    """A Konteks that notes what is read of it, so that results can be used again."""

    def __init__(self, asli: Konteks, ingatan: Ingatan) -> None:
        ingatan.segarkan(asli)
        # Frozen like its parent: attributes are put in place beside the setters.
        vars(self).update(
            katalog=asli.katalog,
            aturan=asli.aturan,
            pengaturan=asli.pengaturan,
            muatan=asli.muatan,
            jabatan=asli.jabatan,
            indikator=asli.indikator,
            awal_berjalan=asli.awal_berjalan,
            _terbuka=ingatan.terbuka,
            _jenis=ingatan.jenis,
            _asli=asli,
            _ingatan=ingatan,
            _bacaan=[],
        )
        vars(self).update(
            _isian_terlacak=_IsianTerlacak(self),
            _hitungan_terlacak={kode: cast(HitunganIndikator, _HitunganTerlacak(self, kode)) for kode in asli.hitungan},
        )

    def ingat(self, penyusun: Callable[..., object], argumen: tuple[object, ...]) -> object:
        """The result of a builder: the one kept, if all that was read for it is the same here, otherwise a new one."""
        # Texts and numbers by what they are; rows of the katalog and columns by which object they are.
        kunci = (penyusun, *[a if isinstance(a, _POLOS) else id(a) for a in argumen])
        simpanan = self._ingatan.simpanan.get(kunci)
        if simpanan is None:
            self._bacaan.append({})
            try:
                hasil = penyusun(self, *argumen)
            finally:
                bacaan = self._bacaan.pop()
            simpanan = _Simpanan(argumen, bacaan, hasil)
            self._ingatan.simpan(kunci, simpanan)
        if self._bacaan:
            self._bacaan[-1].update(simpanan.bacaan)
        return simpanan.hasil

    def catat(self, jenis: str, apa: Any) -> Any:
        """Read something, and note it where a builder is being watched."""
        nilai = _baca(self._asli, jenis, apa)
        if self._bacaan:
            self._bacaan[-1][jenis, apa] = nilai
        return nilai

    _asli: Konteks
    _ingatan: Ingatan
    _bacaan: list[dict[_Bacaan, object]]
    _isian_terlacak: Mapping[KunciIsian, _Nilai]
    _hitungan_terlacak: dict[str, HitunganIndikator]

    @property
    def unit(self) -> Unit:
        """The unit; whoever looks at it depends on all of it."""
        return cast(Unit, self.catat("unit", None))

    @property
    def isian(self) -> Mapping[KunciIsian, _Nilai]:
        """The inputs, each noted when it is read."""
        return self._isian_terlacak

    @property
    def hitungan(self) -> dict[str, HitunganIndikator]:
        """The figures, each kind of each indikator noted when it is read."""
        return self._hitungan_terlacak

    @property
    def tempat(self) -> tuple[str, ...]:
        """As of Konteks."""
        return cast(tuple[str, ...], self.catat("tempat", None))

    @property
    def berjalan(self) -> int:
        """As of Konteks."""
        return cast(int, self.catat("berjalan", None))

    def sendiri(self, acuan: Acuan) -> bool:
        """As of Konteks."""
        return cast(bool, self.catat("sendiri", acuan))

    def teks(self, pola: str) -> str:
        """As of Konteks: a text without the unit in it depends on none."""
        return cast(str, self.catat("teks", pola))


def _sama(a: object, b: object) -> bool:
    """Whether two things that were read are written alike; 0.0 and -0.0 are equal, but are not."""
    return a is b or (a == b and (a != 0 or str(a) == str(b)))


class _IsianTerlacak(Mapping[KunciIsian, _Nilai]):
    """The inputs as builders may read them: one by one."""

    def __init__(self, ktk: KonteksIngat) -> None:
        self._ktk = ktk

    def __getitem__(self, kunci: KunciIsian) -> _Nilai:
        nilai = self._ktk.catat("isian", kunci)
        if nilai is None:
            raise KeyError(kunci)
        return cast(_Nilai, nilai)

    def get(self, kunci: KunciIsian, lain: Any = None) -> Any:
        nilai = self._ktk.catat("isian", kunci)
        return lain if nilai is None else nilai

    def __iter__(self) -> Iterator[KunciIsian]:
        raise NotImplementedError("a builder that is watched reads inputs by their keys")

    def __len__(self) -> int:
        raise NotImplementedError("a builder that is watched reads inputs by their keys")


class _HitunganTerlacak:
    """The figures of one indikator, each attribute noted when it is read."""

    __slots__ = ("_kode", "_ktk")

    def __init__(self, ktk: KonteksIngat, kode: str) -> None:
        self._ktk = ktk
        self._kode = kode

    def __getattr__(self, nama: str) -> Any:
        return self._ktk.catat("hitungan", (self._kode, nama))
