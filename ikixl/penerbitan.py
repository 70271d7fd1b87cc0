"""Issuing the unit workbooks: `buat` draws each one, writes it to keluar/ and records it in the ledger."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from ikixl.arsip import simpan_arsip
from ikixl.engine import SENDIRI, Gugur, Mesin
from ikixl.errors import IkixlError, MesinError, ProyekError
from ikixl.katalog.kunci import KunciIsian, bagian
from ikixl.katalog.model import Katalog
from ikixl.layout.identitas import VERSI_LAYOUT, buat_stempel
from ikixl.layout.muatan import MUATAN_KOSONG, Muatan
from ikixl.layout.unit import isian_awal
from ikixl.ledger import BarisIsian, Ledger, Terbitan
from ikixl.proyek import Proyek
from ikixl.simpan import nama_berkas, sebab_os, tulis_bersama
from ikixl.terbitan.dasar import DasarTerbitan
from ikixl.terbitan.penggambaran import Penggambar, TugasGambar, gambar

__all__ = ["BukuTerbit", "Penerbit", "Per", "buat", "isian_per_unit", "pilih_unit"]

Lapor = Callable[[str], None]
Per = Literal["unit", "jabatan"]
# So many units are written down together, or those that are done after so many seconds: the disk is waited for once.
_KELOMPOK = 64
_JEDA = 1.0


def _diam(_: str) -> None:
    """No progress wanted."""


@dataclass(frozen=True, slots=True)
class BukuTerbit:
    """One issued workbook; `baru` is False where the last issue already is exactly this file.

    `jabatan` is the code of the one jabatan that it is for, "" for the whole unit. `tidak_dibawa` counts the accepted
    inputs in force that a new one of `buat` does not show: they stay in force, `lanjut` would fill them in. `diganti`
    is the archived copy of a file that stood in keluar/ in its place, changed since it was issued and never received.
    """

    unit: str
    nama: str
    seri: int
    path: Path
    baru: bool
    jabatan: str = ""
    tidak_dibawa: int = 0
    diganti: Path | None = None


def pilih_unit(katalog: Katalog, unit: Sequence[str]) -> list[str]:
    """Codes of the units named (all of them if none is); ProyekError that names the unknown ones."""
    dikenal = [u.kode for u in katalog.unit]
    asing = [u for u in unit if u not in dikenal]
    if asing:
        raise ProyekError(f"Unit {', '.join(asing)} tidak ada dalam katalog.", f"Yang dikenal: {', '.join(dikenal)}.")
    return [u for u in dikenal if not unit or u in unit]


def isian_per_unit(ledger: Ledger, tahun: int) -> dict[str, dict[KunciIsian, BarisIsian]]:
    """The inputs in force in a year, by unit and key."""
    hasil: dict[str, dict[KunciIsian, BarisIsian]] = {}
    for b in ledger.isian_berlaku(tahun):
        hasil.setdefault(b.unit, {})[KunciIsian(b.kunci, b.triwulan)] = b
    return hasil


def buat(
    proyek: Proyek,
    waktu: str,
    unit: Sequence[str] = (),
    lapor: Lapor = _diam,
    per: Per = "unit",
    mesin: Mesin = SENDIRI,
) -> list[BukuTerbit]:
    """Issue the workbooks of the units (all if none is named) into keluar/ and record them; `waktu` is ISO text.

    `per` "jabatan" makes one workbook for each jabatan of a unit instead of one for the unit. A workbook that would
    come out the same as the last issue is left alone. A file in keluar/ that somebody has filled in is archived before
    it is replaced. What was accepted of earlier issues stays in force and is not filled in; each new workbook counts it
    (`tidak_dibawa`). `lapor` is called with each unit's name when it is done. Workbooks are drawn by `mesin` and come
    out the same wherever that is. KatalogError, ProyekError, LedgerError or MesinError as the project gives cause.
    """
    dasar = DasarTerbitan.dari_proyek(proyek)
    katalog = dasar.katalog
    hasil = []
    with proyek.gembok(), Ledger(proyek.ledger) as ledger, mesin:
        penerbit = Penerbit(proyek, ledger, dasar, waktu, mesin)
        berlaku = isian_per_unit(ledger, katalog.instansi.tahun)
        daftar = [(kode, _muatan_polos(katalog, kode, per)) for kode in pilih_unit(katalog, unit)]
        for kode, terbit in penerbit.terbitkan(daftar, sum(len(m) for _, m in daftar)):
            hasil += [_hitung_tidak_dibawa(katalog, b, berlaku.get(kode, {})) for b in terbit]
            lapor(katalog.cari_unit(kode).nama)
    return hasil


def _muatan_polos(katalog: Katalog, unit: str, per: Per) -> list[Muatan]:
    """What the workbooks of a unit carry at their first issue: nothing, for the unit or for each jabatan."""
    return [MUATAN_KOSONG] if per == "unit" else [Muatan(jabatan=j.kode) for j in katalog.jabatan_unit(unit)]


def _hitung_tidak_dibawa(katalog: Katalog, buku: BukuTerbit, berlaku: Mapping[KunciIsian, BarisIsian]) -> BukuTerbit:
    """The workbook with the number of accepted inputs that it does not show; an unchanged one goes on as it was."""
    if not buku.baru or not berlaku:
        return buku
    isi = isian_awal(katalog, buku.unit, Muatan(jabatan=buku.jabatan))
    asing = {i.kode for i in katalog.indikator if buku.jabatan not in ("", i.jabatan)}
    milik = (b for k, b in berlaku.items() if bagian(k.kunci)[0] not in asing and b.nilai is not None)
    return replace(buku, tidak_dibawa=sum(isi.get(KunciIsian(b.kunci, b.triwulan)) != b.nilai for b in milik))


def _nama(katalog: Katalog, unit: str, jabatan: str = "") -> str:
    nama = katalog.cari_unit(unit).nama
    return nama_berkas(unit, f"{jabatan} {nama}" if jabatan else nama, katalog.instansi.tahun, "xlsx")


def _tolak_nama_ganda(katalog: Katalog) -> None:
    """Two workbooks, of whatever kind, that would overwrite each other."""
    milik: dict[str, str] = {}
    for u in katalog.unit:
        for jabatan in ("", *(j.kode for j in katalog.jabatan_unit(u.kode))):
            nama = _nama(katalog, u.kode, jabatan)
            sebut = f"{u.kode} (jabatan {jabatan})" if jabatan else u.kode
            if nama in milik:
                raise ProyekError(
                    f"Unit {milik[nama]} dan {sebut} akan memakai nama berkas yang sama: {nama}.",
                    "Ubah kode atau nama salah satunya di tabel unit atau jabatan.",
                )
            milik[nama] = sebut


@dataclass(slots=True)
class _Rencana:
    """One workbook of a unit: where it goes, under which serial; `gambar` comes from a worker.

    `diganti` is the archived copy of a file in its place that somebody had filled in.

    `lama` is the last issue where that would come out the same and still lies there untouched: nothing to do.
    """

    unit: str
    muatan: Muatan
    path: Path
    seri: int
    lama: Terbitan | None = None
    gambar: bytes | None = None
    diganti: Path | None = None

    @property
    def siap(self) -> bool:
        return self.lama is not None or self.gambar is not None


class Penerbit:
    """Issues workbooks of one basis into keluar/; the caller holds the project's lock, the open ledger and `mesin`.

    ProyekError where two workbooks of the katalog would have the same file name.
    """

    def __init__(
        self, proyek: Proyek, ledger: Ledger, dasar: DasarTerbitan, waktu: str, mesin: Mesin = SENDIRI
    ) -> None:
        _tolak_nama_ganda(dasar.katalog)
        self.proyek = proyek
        self.ledger = ledger
        self.dasar = dasar
        self.waktu = waktu
        self._mesin = mesin
        self._kunci = proyek.kunci
        ledger.catat_katalog(*dasar.digest_dan_json())

    def terbitkan(
        self, daftar: Iterable[tuple[str, Sequence[Muatan]]], banyak: int
    ) -> Iterator[tuple[str, list[BukuTerbit]]]:
        """Issue the workbooks of units, one for each muatan, and clear away those that they take the place of.

        Yields (unit, its workbooks) in the order of `daftar`, which is looked at a little ahead; about `banyak`
        workbooks are expected.
        """
        antre: deque[list[_Rencana]] = deque()
        dasar = self.dasar
        siapkan = partial(Penggambar, dasar.katalog, dasar.aturan, dasar.pengaturan)
        tugas = _Tugas(self._tugas(daftar, antre), banyak)
        selesai: list[list[_Rencana]] = []
        sejak = time.monotonic()
        try:
            for data in self._mesin.petakan(gambar, tugas, siapkan, turut=True):
                rencana = next(r for milik in antre for r in milik if not r.siap)
                rencana.gambar = _periksa(data, rencana.path)
                while antre and all(r.siap for r in antre[0]):
                    selesai.append(antre.popleft())
                if len(selesai) >= _KELOMPOK or time.monotonic() - sejak > _JEDA:
                    yield from self._catat(selesai)
                    selesai, sejak = [], time.monotonic()
        except IkixlError:
            # What is done is done; only the rest has to be repeated.
            list(self._catat(selesai))
            raise
        yield from self._catat([*selesai, *antre])

    def _tugas(
        self, daftar: Iterable[tuple[str, Sequence[Muatan]]], antre: deque[list[_Rencana]]
    ) -> Iterator[TugasGambar]:
        """What is to be drawn; each unit is put into `antre` when its turn comes."""
        for unit, muatan in daftar:
            milik = self._rencanakan(unit, muatan)
            antre.append(milik)
            for r in milik:
                if not r.siap:
                    stempel = buat_stempel(self.dasar.identitas(unit, r.seri), self._kunci)
                    yield TugasGambar(unit, stempel, r.muatan)

    def _rencanakan(self, unit: str, muatan: Iterable[Muatan]) -> list[_Rencana]:
        lama = self.ledger.terbitan(unit)
        seri = self.ledger.seri_berikut(unit)
        hasil = []
        for m in muatan:
            path = self.proyek.keluar / _nama(self.dasar.katalog, unit, m.jabatan)
            berlaku = next((t for t in lama if t.berlaku and t.jabatan == m.jabatan), None)
            sama = berlaku and (berlaku.digest, berlaku.muatan) == (self.dasar.digest, m.ke_json())
            if berlaku and sama and _sha256(path) == berlaku.sha256:
                hasil.append(_Rencana(unit, m, path, berlaku.seri, lama=berlaku))
                continue
            hasil.append(_Rencana(unit, m, path, seri))
            seri += 1
        return hasil

    def _catat(self, selesai: Sequence[Sequence[_Rencana]]) -> Iterator[tuple[str, list[BukuTerbit]]]:
        """Write the workbooks of some units down, and yield them."""
        baru = [r for milik in selesai for r in milik if r.gambar is not None]
        for r in baru:
            r.diganti = self._amankan(r)
        # Written first: a file without a record is refused on return, a record without a file would be a lie.
        tulis_bersama({r.path: r.gambar for r in baru if r.gambar is not None})
        with self.ledger.sekaligus():
            for r in baru:
                self.ledger.catat_terbitan(self._terbitan(r))
        for milik in selesai:
            unit = milik[0].unit if milik else ""
            if unit:
                self._singkirkan(unit)
                yield unit, [self._buku(r) for r in milik]

    def _amankan(self, rencana: _Rencana) -> Path | None:
        """Archive a file that is to be replaced and that was not issued: somebody has filled it in.

        Where its copy is, None where there is none or its figures were received already.
        """
        ada = _sha256(rencana.path)
        if ada is None or ada in {t.sha256 for t in self.ledger.terbitan(rencana.unit)}:
            return None
        _, salinan = simpan_arsip(self.proyek.arsip, rencana.path.read_bytes(), rencana.path.suffix)
        return None if self.ledger.cari_berkas(ada) else salinan

    def _terbitan(self, rencana: _Rencana) -> Terbitan:
        return Terbitan(
            unit=rencana.unit,
            seri=rencana.seri,
            waktu=self.waktu,
            tahun=self.dasar.katalog.instansi.tahun,
            digest=self.dasar.digest,
            nama_berkas=rencana.path.name,
            sha256=hashlib.sha256(rencana.gambar or b"").hexdigest(),
            versi_layout=VERSI_LAYOUT,
            jabatan=rencana.muatan.jabatan,
            muatan=rencana.muatan.ke_json(),
        )

    def _buku(self, r: _Rencana) -> BukuTerbit:
        nama = self.dasar.katalog.cari_unit(r.unit).nama
        baru = r.lama is None
        return BukuTerbit(r.unit, nama, r.seri, r.path, baru=baru, jabatan=r.muatan.jabatan, diganti=r.diganti)

    def _singkirkan(self, unit: str) -> None:
        """Issued files of the unit that nobody has touched and that no longer hold: they would be sent by mistake."""
        semua = self.ledger.terbitan(unit)
        ada = {"", *(j.kode for j in self.dasar.katalog.jabatan_unit(unit))}
        dipakai = {t.nama_berkas for t in semua if t.berlaku and t.jabatan in ada}
        for t in semua:
            path = self.proyek.keluar / t.nama_berkas
            if t.nama_berkas not in dipakai and _sha256(path) == t.sha256:
                _hapus(path)


def _periksa(data: bytes | Gugur, path: Path) -> bytes:
    if isinstance(data, Gugur):
        raise MesinError(
            f"Buku kerja {path.name} tidak dapat digambar: {data.sebab}.",
            "Ulangi; bila tetap gagal, jalankan dengan --kerja 1 dan laporkan kepada pengelola ikixl.",
        )
    return data


class _Tugas:
    """Jobs whose number is known roughly before the first is made."""

    def __init__(self, isi: Iterator[TugasGambar], banyak: int) -> None:
        self._isi = isi
        self._banyak = banyak

    def __iter__(self) -> Iterator[TugasGambar]:
        return self._isi

    def __len__(self) -> int:
        return self._banyak


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


def _hapus(path: Path) -> None:
    try:
        path.unlink()
    except OSError as galat:
        raise ProyekError(
            f"Berkas lama {path} tidak dapat dihapus: {sebab_os(galat)}.",
            "Tutup berkas itu di program lain lalu ulangi.",
        ) from galat
