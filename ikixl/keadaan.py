"""`status`: how each unit stands, from what the ledger knows."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from ikixl.checks.lengkap import Kelengkapan, hitung_kelengkapan
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Katalog
from ikixl.ledger import Berkas, Ledger
from ikixl.proyek import Proyek
from ikixl.sumber_katalog import muat_sumber

__all__ = ["KEADAAN", "StatusUnit", "status", "status_dari_ledger"]

#: States of a unit, from not yet issued to complete.
KEADAAN = ("belum dikirim", "belum kembali", "perlu perbaikan", "diterima", "lengkap")


@dataclass(frozen=True, slots=True)
class StatusUnit:
    """How one unit stands; `terisi` and `diminta` count mandatory realisasi inputs of triwulan I to IV.

    `lengkap` means that nothing asked up to the last triwulan with any input is missing. `galat` and
    `peringatan` count the temuan on the return that counts, or on the refused one where none counts.
    """

    unit: str
    nama: str
    keadaan: str
    seri: int
    dikirim: str
    berkas: str
    diterima: str
    terisi: tuple[int, int, int, int]
    diminta: tuple[int, int, int, int]
    galat: int
    peringatan: int
    sha256: str = ""

    def ke_json(self) -> dict[str, object]:
        """Plain values under the fields' names."""
        return asdict(self)


def status(proyek: Proyek) -> list[StatusUnit]:
    """How each unit of the project stands, in the katalog's order; KatalogError or LedgerError as cause is given."""
    katalog = muat_sumber(proyek.katalog)
    with Ledger(proyek.ledger) as ledger:
        return status_dari_ledger(katalog, ledger)


def status_dari_ledger(katalog: Katalog, ledger: Ledger) -> list[StatusUnit]:
    """The same, on an open ledger."""
    tahun = katalog.instansi.tahun
    berlaku = ledger.berkas_berlaku(tahun)
    terbitan = ledger.terbitan_terakhir()
    terakhir: dict[str, Berkas] = {b.unit: b for b in ledger.semua_berkas() if b.tahun == tahun}
    isian: dict[str, dict[KunciIsian, float | str]] = {}
    for b in ledger.isian_berlaku(tahun):
        if b.nilai is not None:
            isian.setdefault(b.unit, {})[KunciIsian(b.kunci, b.triwulan)] = b.nilai
    hasil = []
    for u in katalog.unit:
        berkas = berlaku.get(u.kode) or terakhir.get(u.kode)
        # A refused return after an accepted one: the old figures count on, but somebody has to act.
        ditolak = u.kode in terakhir and terakhir[u.kode].keadaan != "diterima"
        temuan = ledger.temuan_berkas(berkas.sha256) if berkas else []
        tingkat = [t.tingkat for t in temuan]
        kelengkapan = hitung_kelengkapan(katalog, u.kode, isian.get(u.kode, {}))
        terbit = terbitan.get(u.kode)
        hasil.append(
            StatusUnit(
                unit=u.kode,
                nama=u.nama,
                keadaan=_keadaan(terbit is not None, berkas, kelengkapan, ditolak or "galat" in tingkat),
                seri=terbit.seri if terbit else 0,
                dikirim=terbit.waktu if terbit else "",
                berkas=berkas.nama if berkas else "",
                diterima=berkas.waktu if berkas else "",
                terisi=kelengkapan.terisi,
                diminta=kelengkapan.diminta,
                galat=tingkat.count("galat"),
                peringatan=tingkat.count("peringatan"),
                sha256=berkas.sha256 if berkas else "",
            )
        )
    return hasil


def _keadaan(terbit: bool, berkas: Berkas | None, kelengkapan: Kelengkapan, galat: bool) -> str:
    if berkas is None:
        return "belum kembali" if terbit else "belum dikirim"
    if galat:
        return "perlu perbaikan"
    return "lengkap" if kelengkapan.lengkap(kelengkapan.mulai) else "diterima"
