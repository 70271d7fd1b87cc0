"""The issued workbook drawn once for all the mutants of it: what a judge of many returns of one issue draws."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache

from ikixl.aturan import Aturan
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Katalog
from ikixl.layout.buku import Buku
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.muatan import Muatan
from ikixl.layout.unit import PenyusunUnit

__all__ = ["PenyusunSekali"]


class PenyusunSekali:
    """susun_buku_unit for returns that differ in an input or two: rows that come out the same are built once.

    That PenyusunUnit describes what susun_buku_unit describes is held by tests/buku/test_cetakan.py.
    """

    _TERBANYAK = 4

    def __init__(self) -> None:
        # Katalogs by which object they are, kept so that no other takes its place. Blank workbooks apart: from a blank
        # one to a filled one everything changes.
        self._kenal: OrderedDict[tuple[object, ...], tuple[Katalog, PenyusunUnit, _Kosong]] = OrderedDict()

    def __call__(
        self,
        katalog: Katalog,
        unit: str,
        aturan: Aturan,
        isian: Mapping[KunciIsian, float | str],
        stempel: str,
        pengaturan: PengaturanBuku,
        muatan: Muatan,
    ) -> Buku:
        kunci = id(katalog), aturan, pengaturan
        kenal = self._kenal.pop(kunci, None)
        if kenal is None:
            baru = PenyusunUnit(katalog, aturan, pengaturan)
            kenal = katalog, baru, _Kosong(PenyusunUnit(katalog, aturan, pengaturan))
        self._kenal[kunci] = kenal
        if len(self._kenal) > self._TERBANYAK:
            self._kenal.popitem(last=False)
        return kenal[1].susun(unit, isian, stempel, muatan) if isian else kenal[2].susun(unit, stempel, muatan)


class _Kosong:
    """Blank workbooks, the last few of them kept."""

    def __init__(self, penyusun: PenyusunUnit) -> None:
        self._penyusun = penyusun
        self._sekali = lru_cache(maxsize=16)(self._baru)

    def susun(self, unit: str, stempel: str, muatan: Muatan) -> Buku:
        return self._sekali(unit, stempel, muatan.ke_json())

    def _baru(self, unit: str, stempel: str, muatan: str) -> Buku:
        return self._penyusun.susun(unit, {}, stempel, Muatan.dari_json(muatan))
