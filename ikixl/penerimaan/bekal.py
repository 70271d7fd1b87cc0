"""What judging returns takes besides their bytes, as plain values that travel to other processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Self

from ikixl.checks.identitas import HarapanIdentitas
from ikixl.layout.muatan import Muatan
from ikixl.ledger import Ledger, Terbitan
from ikixl.penerimaan.kiriman import Sandi
from ikixl.penerimaan.pemeriksaan import Pemeriksa
from ikixl.proyek import Proyek
from ikixl.sumber_katalog import muat_sumber
from ikixl.terbitan.dasar import DasarTerbitan

__all__ = ["BekalPeriksa"]


@dataclass(frozen=True, slots=True)
class BekalPeriksa:
    """What a project issued, and its key.

    `dasar` holds JSON of what workbooks were drawn from, by digest; `muatan` JSON of what they carried, by unit and
    serial, where that is anything; `sandi` passwords to try on locked files.
    """

    kunci: bytes = field(repr=False)
    harapan: HarapanIdentitas
    dasar: Mapping[str, str]
    muatan: Mapping[tuple[str, int], str]
    sandi: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def dari_proyek(cls, proyek: Proyek, ledger: Ledger, sandi: Sequence[str] = ()) -> Self:
        """What a project issued so far; KatalogError or LedgerError where that cannot be told."""
        katalog = muat_sumber(proyek.katalog)
        instansi = katalog.instansi
        terbitan = ledger.semua_terbitan()
        milik = {u.kode: terbitan.get(u.kode, ()) for u in katalog.unit}
        seri = {unit: frozenset(t.seri for t in semua) for unit, semua in milik.items()}
        return cls(
            kunci=proyek.kunci,
            harapan=HarapanIdentitas(instansi.kode_wilayah, instansi.tahun, seri, _pengganti(milik)),
            dasar=ledger.semua_katalog(),
            muatan={(t.unit, t.seri): t.muatan for semua in terbitan.values() for t in semua if t.muatan},
            sandi=tuple(sandi),
        )

    def pemeriksa(self, *, segera: bool = False) -> Pemeriksa:
        """The Pemeriksa that all this makes; `segera` as it says there."""

        @cache
        def dasar(digest: str) -> DasarTerbitan | None:
            teks = self.dasar.get(digest)
            return None if teks is None else DasarTerbitan.dari_json(teks)

        def muatan(unit: str, seri: int) -> Muatan:
            return Muatan.dari_json(self.muatan.get((unit, seri), ""))

        return Pemeriksa(self.kunci, self.harapan, dasar, muatan, Sandi(self.sandi).buka, segera=segera)


def _pengganti(terbitan: Mapping[str, Sequence[Terbitan]]) -> dict[tuple[str, int], int]:
    """By unit and serial of an issue, the newest one of the same jabatan, or where either is for the whole unit."""
    hasil: dict[tuple[str, int], int] = {}
    for unit, milik in terbitan.items():
        for t in milik:
            sama = (b.seri for b in milik if b.jabatan == t.jabatan or "" in (b.jabatan, t.jabatan))
            baru = [seri for seri in sama if seri > t.seri]
            if baru:
                hasil[unit, t.seri] = baru[-1]
    return hasil
