"""Issuing the unit workbooks: `buat` draws each one, writes it to keluar/ and records it in the ledger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ikixl.arsip import simpan_arsip
from ikixl.aturan import Aturan
from ikixl.errors import ProyekError
from ikixl.katalog.model import Katalog
from ikixl.layout.identitas import VERSI_LAYOUT, Identitas, buat_stempel
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.unit import susun_buku_unit
from ikixl.ledger import Ledger, Terbitan
from ikixl.proyek import Proyek
from ikixl.simpan import nama_berkas, sebab_os, tulis_atomik
from ikixl.sumber_katalog import muat_sumber
from ikixl.writer import tulis_buku

__all__ = ["BukuTerbit", "DasarTerbitan", "buat", "pilih_unit"]

Lapor = Callable[[str], None]


def _diam(_: str) -> None:
    """No progress wanted."""


@dataclass(frozen=True)
class DasarTerbitan:
    """All that decides how a workbook looks besides unit and serial: katalog, rules, settings that it prints.

    Kept in the ledger under its digest, so that a return is read against what was issued, whatever has
    changed in the project since.
    """

    katalog: Katalog
    aturan: Aturan
    pengaturan: PengaturanBuku

    @classmethod
    def dari_proyek(cls, proyek: Proyek) -> DasarTerbitan:
        """What the project would issue now; KatalogError if its katalog has faults."""
        p = proyek.pengaturan
        return cls(
            muat_sumber(proyek.katalog),
            proyek.aturan,
            PengaturanBuku(kertas=p.kertas, kirim_ke=p.kirim_ke, batas_kirim=p.batas_kirim),
        )

    def ke_json(self) -> str:
        """Canonical JSON of all three."""
        return json.dumps(
            {
                "katalog": self.katalog.ke_json(),
                "aturan": asdict(self.aturan),
                "pengaturan": asdict(self.pengaturan),
            },
            ensure_ascii=False,
            sort_keys=True,
        )

    @classmethod
    def dari_json(cls, teks: str) -> DasarTerbitan:
        """What `ke_json` wrote."""
        isi = json.loads(teks)
        return cls(Katalog.dari_json(isi["katalog"]), Aturan(**isi["aturan"]), PengaturanBuku(**isi["pengaturan"]))

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON, shortened to 16 hex digits; stands in every workbook's identity."""
        return hashlib.sha256(self.ke_json().encode()).hexdigest()[:16]

    def identitas(self, unit: str, seri: int) -> Identitas:
        """Identity of the issue number `seri` of a unit."""
        i = self.katalog.instansi
        return Identitas(i.kode_wilayah, unit, i.tahun, seri, self.digest)


@dataclass(frozen=True, slots=True)
class BukuTerbit:
    """One issued workbook; `baru` is False where the last issue already is exactly this file."""

    unit: str
    nama: str
    seri: int
    path: Path
    baru: bool


def pilih_unit(katalog: Katalog, unit: Sequence[str]) -> list[str]:
    """Codes of the units named (all of them if none is); ProyekError that names the unknown ones."""
    dikenal = [u.kode for u in katalog.unit]
    asing = [u for u in unit if u not in dikenal]
    if asing:
        raise ProyekError(f"Unit {', '.join(asing)} tidak ada dalam katalog.", f"Yang dikenal: {', '.join(dikenal)}.")
    return [u for u in dikenal if not unit or u in unit]


def buat(proyek: Proyek, waktu: str, unit: Sequence[str] = (), lapor: Lapor = _diam) -> list[BukuTerbit]:
    """Issue the workbooks of the units (all if none is named) into keluar/ and record them; `waktu` is ISO text.

    A workbook that would come out the same as the last issue is left alone. A file in keluar/ that somebody has
    filled in is archived before it is replaced. `lapor` is called with each unit's name when it is done. KatalogError,
    ProyekError or LedgerError as the project gives cause.
    """
    dasar = DasarTerbitan.dari_proyek(proyek)
    daftar = pilih_unit(dasar.katalog, unit)
    _tolak_nama_ganda(dasar.katalog)
    hasil = []
    with proyek.gembok(), Ledger(proyek.ledger) as ledger:
        ledger.catat_katalog(dasar.digest, dasar.ke_json())
        for kode in daftar:
            hasil.append(_terbitkan(proyek, ledger, dasar, kode, waktu))
            lapor(hasil[-1].nama)
    return hasil


def _nama(katalog: Katalog, unit: str) -> str:
    return nama_berkas(unit, katalog.cari_unit(unit).nama, katalog.instansi.tahun, "xlsx")


def _tolak_nama_ganda(katalog: Katalog) -> None:
    """Two units whose workbooks would overwrite each other."""
    milik: dict[str, str] = {}
    for u in katalog.unit:
        nama = _nama(katalog, u.kode)
        if nama in milik:
            raise ProyekError(
                f"Unit {milik[nama]} dan {u.kode} akan memakai nama berkas yang sama: {nama}.",
                "Ubah kode atau nama salah satunya di tabel unit.",
            )
        milik[nama] = u.kode


def _gambar(proyek: Proyek, dasar: DasarTerbitan, unit: str, seri: int) -> bytes:
    stempel = buat_stempel(dasar.identitas(unit, seri), proyek.kunci)
    return tulis_buku(susun_buku_unit(dasar.katalog, unit, dasar.aturan, stempel=stempel, pengaturan=dasar.pengaturan))


def _terbitkan(proyek: Proyek, ledger: Ledger, dasar: DasarTerbitan, unit: str, waktu: str) -> BukuTerbit:
    u = dasar.katalog.cari_unit(unit)
    tahun = dasar.katalog.instansi.tahun
    path = proyek.keluar / _nama(dasar.katalog, unit)
    lama = ledger.terbitan(unit)
    ada = _sha256(path)
    if lama and lama[-1].digest == dasar.digest and ada == lama[-1].sha256:
        return BukuTerbit(unit, u.nama, lama[-1].seri, path, baru=False)
    if ada is not None and ada not in {t.sha256 for t in lama}:
        simpan_arsip(proyek.arsip, path.read_bytes(), path.suffix)
    seri = ledger.seri_berikut(unit)
    data = _gambar(proyek, dasar, unit, seri)
    # Written first: a file without a record is refused on return, a record without a file would be a lie.
    tulis_atomik(path, data)
    ledger.catat_terbitan(
        Terbitan(
            unit=unit,
            seri=seri,
            waktu=waktu,
            tahun=tahun,
            digest=dasar.digest,
            nama_berkas=path.name,
            sha256=hashlib.sha256(data).hexdigest(),
            versi_layout=VERSI_LAYOUT,
        )
    )
    return BukuTerbit(unit, u.nama, seri, path, baru=True)


def _sha256(path: Path) -> str | None:
    """SHA-256 of a file, None where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as galat:
        raise ProyekError(
            f"Berkas {path} tidak dapat dibaca: {sebab_os(galat)}.", "Tutup berkas itu di program lain lalu ulangi."
        ) from galat
