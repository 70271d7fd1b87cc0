"""What checking returns of one shape takes besides their bytes: worked out once for all of them."""

from __future__ import annotations

from collections import Counter, OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field

from ikixl.checks.kerangka import Kerangka, bentuk_unit, susun_kerangka
from ikixl.checks.kewajaran import Kewajaran
from ikixl.checks.lengkap import Kewajiban
from ikixl.kaskade import BandingDalam
from ikixl.katalog.model import Katalog
from ikixl.layout.buku import Buku
from ikixl.layout.muatan import Muatan
from ikixl.terbitan.dasar import DasarTerbitan

__all__ = ["Bentuk", "LemariBentuk"]

_Kunci = tuple[object, ...]


@dataclass(slots=True)
class Bentuk:
    """One shape: what its issues ask, which of its figures stand beside each other, and its Kerangka.

    `kerangka` is None where there is none, or, as `lengkap` tells, where it is not made yet.
    """

    kewajiban: Kewajiban
    dalam: BandingDalam
    kerangka: Kerangka | None = None
    lengkap: bool = False
    _kewajaran: Kewajaran | None = field(default=None)

    def kewajaran(self, buku: Buku, katalog: Katalog) -> Kewajaran:
        """What is plausible in its inputs; `buku` is any workbook of this shape, drawn from `katalog`."""
        if self._kewajaran is None:
            self._kewajaran = Kewajaran(buku, katalog)
        return self._kewajaran


class LemariBentuk:
    """The shapes that were met; the last ones only, as their Kerangka are large.

    Making a Kerangka costs about what comparing one return without it does: it is made for the return number `sejak` of
    its shape. With `segera`, where many returns are expected, the first shapes do not wait for a second return.
    """

    sejak = 2
    # With `segera`: where there are more shapes than this, each may well come once only.
    sedikit = 4

    def __init__(self, terbanyak: int = 32, *, segera: bool = False) -> None:
        self._terbanyak = terbanyak
        self._segera = segera
        self._isi: OrderedDict[_Kunci, Bentuk] = OrderedDict()
        self._ditemui: Counter[_Kunci] = Counter()

    def cari(self, dasar: DasarTerbitan, unit: str, muatan: Muatan, *, berkerangka: bool) -> Bentuk:
        """The shape of a unit's issue, with its Kerangka where `berkerangka` and it is time to make one."""
        kunci = (dasar.digest, muatan.ke_json(), *bentuk_unit(dasar.katalog, unit))
        bentuk = self._isi.get(kunci)
        if bentuk is None:
            jabatan = [j.kode for j in dasar.katalog.jabatan_unit(unit)]
            bentuk = self._isi[kunci] = Bentuk(
                Kewajiban.susun(dasar.katalog, unit, dasar.aturan, muatan), BandingDalam(dasar.katalog, jabatan)
            )
            if len(self._isi) > self._terbanyak:
                self._isi.popitem(last=False)
        # Another thread of a worker may have let go of it meanwhile.
        with suppress(KeyError):
            self._isi.move_to_end(kunci)
        if berkerangka and not bentuk.lengkap:
            self._ditemui[kunci] += 1
            sejak = 1 if self._segera and len(self._ditemui) <= self.sedikit else self.sejak
            if self._ditemui[kunci] >= sejak:
                bentuk.kerangka = susun_kerangka(dasar.katalog, unit, dasar.aturan, dasar.pengaturan, muatan)
                bentuk.lengkap = True
        return bentuk
