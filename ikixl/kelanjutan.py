"""`lanjut`: issues the workbooks again for the next triwulan, with what was accepted filled in and locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from ikixl.ekspor.jalan import tulis_csv
from ikixl.engine import SENDIRI, Mesin
from ikixl.errors import ProyekError
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Katalog
from ikixl.layout.muatan import Muatan
from ikixl.ledger import BarisIsian, Ledger
from ikixl.penerbitan import BukuTerbit, Penerbit, isian_per_unit, pilih_unit
from ikixl.penerimaan.pemeriksaan import HasilPeriksa
from ikixl.penerimaan.terima import terima
from ikixl.proyek import Proyek
from ikixl.simpan import tulis_atomik
from ikixl.terbitan.dasar import DasarTerbitan
from ikixl.terbitan.pembawaan import BawaanUnit, TerbitanLalu, TidakTerbawa

__all__ = ["HasilLanjut", "lanjut"]

Lapor = Callable[[str], None]

_JUDUL = ("Unit", "Kunci", "Triwulan", "Nilai", "Berkas", "Lembar", "Sel", "Sebab")


def _diam(_: str) -> None:
    """No progress wanted."""


@dataclass(frozen=True, slots=True)
class HasilLanjut:
    """What `lanjut` made: the workbooks, the files received on the way, the accepted values that could not move along
    (`daftar` lists them in a csv, None where there are none), how many targets of the katalog have changed but were
    not taken over, and the units whose held returns wait for a choice: nothing of those was carried forward.
    """

    triwulan: int
    buku: tuple[BukuTerbit, ...]
    diterima: tuple[HasilPeriksa, ...]
    tidak_terbawa: tuple[TidakTerbawa, ...]
    daftar: Path | None
    target_berbeda: int
    ditahan: tuple[str, ...] = ()


def lanjut(
    proyek: Proyek,
    waktu: str,
    triwulan: int,
    perubahan: bool = False,
    unit: Sequence[str] = (),
    lapor: Lapor = _diam,
    mesin: Mesin = SENDIRI,
) -> HasilLanjut:
    """Receive what lies in masuk/, then issue the workbooks of the units (all if none is named) for `triwulan` (2..4).

    Accepted figures of earlier triwulan stand in them locked; what was not reported stays open, and everything else
    that was typed (targets, evidence, notes) is filled in and open. Each unit gets the same kind of workbooks as it had
    last, for the whole unit or per jabatan. `perubahan` takes over the targets that the katalog has changed since,
    with the earlier ones beside them. `waktu` is ISO text; `lapor` is called with each file and unit that is done. A
    workbook that would come out the same as the last issue is left alone. ProyekError where nothing was issued yet or
    `triwulan` is none of 2, 3, 4; KatalogError or LedgerError as the project gives cause.
    """
    if triwulan not in (2, 3, 4):
        raise ProyekError(
            "Buku kerja lanjutan hanya ada untuk triwulan 2, 3 dan 4.", "Untuk triwulan 1 jalankan: ikixl buat"
        )
    dasar = DasarTerbitan.dari_proyek(proyek)
    daftar = pilih_unit(dasar.katalog, unit)
    baru = [h for h in terima(proyek, waktu, lapor=lapor, ringkas=True) if not h.sudah_ada]
    buku: list[BukuTerbit] = []
    tertinggal: list[TidakTerbawa] = []
    berbeda = 0
    with proyek.gembok(), Ledger(proyek.ledger) as ledger, mesin:
        tahun = dasar.katalog.instansi.tahun
        if not any(t.tahun == tahun for milik in ledger.terbitan_terakhir().values() for t in milik):
            raise ProyekError("Belum ada buku kerja yang diterbitkan.", "Jalankan dulu: ikixl buat")
        penerbit = Penerbit(proyek, ledger, dasar, waktu, mesin)
        semua, berkas = isian_per_unit(ledger, tahun), ledger.berkas_berlaku(tahun)
        katalog = cache(partial(_katalog, ledger))
        nama = {b.sha256: b.nama for b in ledger.semua_berkas()}
        ditahan = _ditahan(ledger, tahun, daftar)
        if not unit:
            tertinggal += _unit_hilang(semua, daftar, nama)

        def bawaan_unit(kode: str) -> tuple[str, list[Muatan]]:
            nonlocal berbeda
            bawaan = BawaanUnit(
                dasar,
                kode,
                semua.get(kode, {}),
                berkas.get(kode, ()),
                [TerbitanLalu(t, katalog(t.digest)) for t in ledger.terbitan(kode) if t.tahun == tahun],
                perubahan,
            )
            muatan = [bawaan.muatan(jabatan, triwulan) for jabatan in bawaan.jabatan]
            tertinggal.extend(bawaan.tidak_terbawa(nama))
            berbeda += sum(len(m.target_lama) for m in muatan)
            return kode, muatan

        for kode, terbit in penerbit.terbitkan(map(bawaan_unit, daftar), len(daftar)):
            buku += terbit
            lapor(dasar.katalog.cari_unit(kode).nama)
    csv = _tulis_daftar(proyek.keluar / f"tidak-terbawa-{tahun}-tw{triwulan}.csv", tertinggal)
    return HasilLanjut(triwulan, tuple(buku), tuple(baru), tuple(tertinggal), csv, berbeda, ditahan)


def _katalog(ledger: Ledger, digest: str) -> Katalog:
    dasar = DasarTerbitan.dari_ledger(ledger, digest)
    assert dasar is not None, "the ledger keeps the basis of every issue"
    return dasar.katalog


def _ditahan(ledger: Ledger, tahun: int, unit: Sequence[str]) -> tuple[str, ...]:
    milik = {b.unit for b in ledger.semua_berkas() if b.keadaan == "ditahan" and b.tahun == tahun}
    return tuple(kode for kode in unit if kode in milik)


def _unit_hilang(
    semua: dict[str, dict[KunciIsian, BarisIsian]], dikenal: Sequence[str], nama: dict[str, str]
) -> list[TidakTerbawa]:
    """Everything that units reported which the katalog does not have any more."""
    sebab = "unit tidak ada lagi dalam katalog"
    return [
        TidakTerbawa(unit, b.kunci, b.triwulan, b.nilai, nama[b.sha256], b.lembar, b.sel, sebab)
        for unit, isian in semua.items()
        if unit not in dikenal
        for b in isian.values()
        if b.nilai is not None
    ]


def _tulis_daftar(path: Path, daftar: Sequence[TidakTerbawa]) -> Path | None:
    """The list as a csv that Excel with Indonesian settings opens; an older one is replaced, by nothing if need be."""
    if not daftar:
        path.unlink(missing_ok=True)
        return None
    baris = [(t.unit, t.kunci, t.triwulan or "", t.nilai, t.berkas, t.lembar, t.sel, t.sebab) for t in daftar]
    tulis_atomik(path, tulis_csv(_JUDUL, baris))
    return path
