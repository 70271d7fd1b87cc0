"""Receiving returned workbooks: `periksa` reads and reports, `terima` also archives and records."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ikixl.arsip import simpan_arsip
from ikixl.checks.identitas import HarapanIdentitas
from ikixl.errors import ProyekError
from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.muatan import Muatan
from ikixl.ledger import Berkas, Isian, Ledger, Penerimaan, Terbitan
from ikixl.pemeriksaan import HasilPeriksa, Pemeriksa
from ikixl.penerbitan import DasarTerbitan
from ikixl.proyek import Proyek
from ikixl.reader.isian import IsianTerbaca
from ikixl.simpan import sebab_os
from ikixl.sumber_katalog import muat_sumber
from ikixl.temuan import Temuan

__all__ = ["berkas_masuk", "pemeriksa_proyek", "periksa", "terima"]

Lapor = Callable[[str], None]
# What systems leave in folders without anybody having sent it.
_BUKAN_KIRIMAN = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def _diam(_: str) -> None:
    """No progress wanted."""


def berkas_masuk(proyek: Proyek) -> list[Path]:
    """All files in masuk/ and its subfolders, in order of name; traces of the operating system left out."""
    semua = (p for p in proyek.masuk.rglob("*") if p.is_file())
    return sorted(p for p in semua if p.name.casefold() not in _BUKAN_KIRIMAN and not p.name.startswith("."))


def pemeriksa_proyek(proyek: Proyek, ledger: Ledger) -> Pemeriksa:
    """A Pemeriksa that knows what this project issued."""
    katalog = muat_sumber(proyek.katalog)
    instansi = katalog.instansi
    terbitan = {u.kode: ledger.terbitan(u.kode) for u in katalog.unit}
    seri = {unit: frozenset(t.seri for t in milik) for unit, milik in terbitan.items()}
    simpanan: dict[str, DasarTerbitan | None] = {}

    def cari(digest: str) -> DasarTerbitan | None:
        if digest not in simpanan:
            simpanan[digest] = DasarTerbitan.dari_ledger(ledger, digest)
        return simpanan[digest]

    def muatan(unit: str, seri: int) -> Muatan:
        terbit = ledger.cari_terbitan(unit, seri)
        return Muatan.dari_json(terbit.muatan if terbit else "")

    harapan = HarapanIdentitas(instansi.kode_wilayah, instansi.tahun, seri, _pengganti(terbitan))
    return Pemeriksa(proyek.kunci, harapan, cari, muatan)


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


def _tolak(path: Path, kode: str, **rinci: object) -> HasilPeriksa:
    """A file of which not even the bytes are there."""
    return HasilPeriksa(path.name, "", "ditolak", temuan=(Temuan(kode, berkas=path.name, rinci=rinci),))


def _baca_bita(path: Path) -> bytes | HasilPeriksa:
    if path.name.startswith("~$"):
        return _tolak(path, "BERKAS-10")
    try:
        return path.read_bytes()
    except OSError as galat:
        return _tolak(path, "BERKAS-12", sebab=sebab_os(galat))


def periksa(proyek: Proyek, berkas: Sequence[Path], lapor: Lapor = _diam) -> list[HasilPeriksa]:
    """Read files and report; nothing is archived or recorded. One bad file never stops the rest.

    `lapor` is called with each file's name when it is done. ProyekError, KatalogError or LedgerError only for
    what is wrong with the project itself.
    """
    hasil = []
    with Ledger(proyek.ledger) as ledger:
        pemeriksa = pemeriksa_proyek(proyek, ledger)
        for path in berkas:
            data = _baca_bita(path)
            hasil.append(data if isinstance(data, HasilPeriksa) else pemeriksa.periksa(data, path.name))
            lapor(path.name)
    return hasil


def terima(
    proyek: Proyek, waktu: str, berkas: Sequence[Path] | None = None, lapor: Lapor = _diam
) -> list[HasilPeriksa]:
    """Archive, read and record files (None: all of masuk/); `waktu` is ISO text.

    Every file is archived by its SHA-256 before it is parsed. The latest accepted return of an issue counts, earlier
    ones stay on record. A file whose content is known already changes nothing and is reported as such.
    """
    daftar = berkas_masuk(proyek) if berkas is None else list(berkas)
    if berkas is not None:
        _pastikan_ada(daftar)
    hasil = []
    with proyek.gembok(), Ledger(proyek.ledger) as ledger:
        pemeriksa = pemeriksa_proyek(proyek, ledger)
        for path in daftar:
            hasil.append(_terima_satu(proyek, ledger, pemeriksa, path, waktu))
            lapor(path.name)
    return hasil


def _pastikan_ada(berkas: Sequence[Path]) -> None:
    """A file named on the command line that does not exist is a slip of the hand, not a return."""
    hilang = [str(p) for p in berkas if not p.is_file()]
    if hilang:
        raise ProyekError(f"Berkas {', '.join(hilang)} tidak ada.", "Periksa nama dan foldernya lalu ulangi.")


def _terima_satu(proyek: Proyek, ledger: Ledger, pemeriksa: Pemeriksa, path: Path, waktu: str) -> HasilPeriksa:
    data = _baca_bita(path)
    if isinstance(data, HasilPeriksa):
        return data
    lama = ledger.cari_berkas(hashlib.sha256(data).hexdigest())
    if lama is not None:
        return _sudah_ada(ledger, lama, path.name)
    simpan_arsip(proyek.arsip, data, path.suffix)
    hasil = pemeriksa.periksa(data, path.name)
    ledger.catat_berkas(_penerimaan(hasil, waktu))
    return hasil


def _penerimaan(hasil: HasilPeriksa, waktu: str) -> Penerimaan:
    return Penerimaan(
        sha256=hasil.sha256,
        nama=hasil.berkas,
        ukuran=hasil.ukuran,
        waktu=waktu,
        keadaan=hasil.keadaan,
        unit=hasil.unit,
        seri=hasil.seri,
        tahun=hasil.tahun,
        jumlah_terisi=hasil.terisi,
        jumlah_tetap=hasil.tetap,
        jumlah_dilaporkan=hasil.dilaporkan,
        isian=tuple(
            Isian(i.kunci.kunci, i.kunci.triwulan, i.nilai, i.keadaan, i.lembar, i.sel)
            for i in (*hasil.isian, *hasil.dikosongkan)
        ),
        temuan=hasil.temuan,
    )


def _sudah_ada(ledger: Ledger, lama: Berkas, nama: str) -> HasilPeriksa:
    """The recorded result of a file that comes a second time."""
    isian = tuple(
        IsianTerbaca(KunciIsian(b.kunci, b.triwulan), b.nilai, b.keadaan, b.lembar, b.sel)
        for b in ledger.isian_berkas(lama.sha256)
    )
    ulang = Temuan("BERKAS-09", berkas=nama, unit=lama.unit, rinci={"waktu": lama.waktu})
    return HasilPeriksa(
        berkas=nama,
        sha256=lama.sha256,
        keadaan=lama.keadaan,
        unit=lama.unit,
        seri=lama.seri,
        tahun=lama.tahun,
        terisi=lama.jumlah_terisi,
        tetap=lama.jumlah_tetap,
        dilaporkan=lama.jumlah_dilaporkan,
        isian=isian,
        temuan=(ulang, *ledger.temuan_berkas(lama.sha256)),
        ukuran=lama.ukuran,
        waktu=lama.waktu,
        sudah_ada=True,
    )
