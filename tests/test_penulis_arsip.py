"""Archiving several files at once: in order, safe before anybody is told, nothing written afterwards."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ikixl import arsip
from ikixl.arsip import PenulisArsip, Simpanan, cari_arsip
from ikixl.errors import ProyekError
from ikixl.ledger import Ledger, Penerimaan
from ikixl.penerimaan.terima import terima
from tests.contoh_kecil import isi_kelurahan
from tests.proyek_kecil import WAKTU, kirim_terbitan, proyek_terbit


def _isi(banyak: int) -> list[tuple[int, Simpanan]]:
    return [(n, Simpanan(b"isi %d" % n, ".xlsx")) for n in range(banyak)]


@pytest.fixture
def aman(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The inodes that were waited for; the disk is slow, and slower for some files than for others."""
    sudah: set[int] = set()
    asli = os.fsync

    def lambat(fd: int) -> None:
        asli(fd)
        time.sleep(0.002 * (os.fstat(fd).st_ino % 4))
        sudah.add(os.fstat(fd).st_ino)

    monkeypatch.setattr(os, "fsync", lambat)
    return sudah


def test_menurut_urutan_dan_aman(tmp_path: Path, aman: set[int]) -> None:
    """Things come in their order, those without a file too, each once its file and folder are on the disk."""
    isi: list[tuple[int, Simpanan | None]] = [*_isi(40)]
    isi[7] = isi[39] = (-1, None)
    datang = []
    with PenulisArsip(tmp_path) as penulis:
        for (n, letak), (_, simpanan) in zip(penulis.simpan(isi), isi, strict=True):
            datang.append(n)
            path = letak()
            if simpanan is None:
                assert path is None
                continue
            assert path is not None
            assert path.read_bytes() == simpanan.data
            assert path.stat().st_ino in aman
            assert sys.platform == "win32" or path.parent.stat().st_ino in aman
    assert datang == [n for n, _ in isi]


@pytest.mark.parametrize(("ukuran", "paling"), [(1, 9), (9 << 20, 2), (40 << 20, 2)])
def test_diambil_secukupnya(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ukuran: int, paling: int) -> None:
    """A few files are taken up ahead, and fewer where they are large."""
    monkeypatch.setattr(arsip, "simpan_arsip", lambda folder, *_: ("", folder))
    data = b"x" * ukuran
    diambil = 0

    def semua() -> Iterator[tuple[int, Simpanan]]:
        nonlocal diambil
        for n in range(30):
            diambil += 1
            yield n, Simpanan(data, ".xlsx")

    with PenulisArsip(tmp_path) as penulis:
        terbanyak = max(diambil - n for n, _ in penulis.simpan(semua()))
    assert terbanyak == paling


def test_yang_gagal_pada_gilirannya(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be written is an error at its turn; those before it are kept, no half file is left."""
    asli = os.fsync

    def penuh(fd: int) -> None:
        if os.fstat(fd).st_size == len(b"isi 10"):
            raise OSError(errno.ENOSPC, "penuh")
        asli(fd)

    monkeypatch.setattr(os, "fsync", penuh)
    baik = []

    def semua() -> None:
        with PenulisArsip(tmp_path) as penulis:
            for n, letak in penulis.simpan(_isi(40)):
                assert letak() is not None
                baik.append(n)

    with pytest.raises(ProyekError, match="cakram penuh"):
        semua()
    assert baik == list(range(10))
    sisa = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert {p.read_bytes() for p in sisa} == {b"isi %d" % n for n in range(10)}


def test_tidak_ada_yang_ditulis_sesudahnya(tmp_path: Path, aman: set[int]) -> None:
    """Whoever leaves in the middle finds whole files, and none that is still being written."""
    with PenulisArsip(tmp_path) as penulis:
        next(penulis.simpan(_isi(40)))
    lama = sorted(tmp_path.rglob("*"))
    assert not [p for p in lama if p.suffix == ".tmp"]
    time.sleep(0.02)
    assert sorted(tmp_path.rglob("*")) == lama


def test_arsip_sebelum_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aman: set[int]) -> None:
    """When a file is recorded the archive has it, safely on the disk, whatever the disk's own order."""
    proyek = proyek_terbit(tmp_path / "proyek")
    for unit in ("1001", "1002", "1003"):
        for selesai in (7, 8, 9):
            isi = isi_kelurahan(LURAH_01__selesai__1=selesai, LURAH_01__masuk__1=10)
            kirim_terbitan(proyek, unit, f"{unit}-{selesai}.xlsx", {**isi})
    asli = Ledger.catat_berkas
    tercatat = []

    def catat(ledger: Ledger, penerimaan: Penerimaan) -> bool:
        path = cari_arsip(proyek.arsip, penerimaan.sha256)
        assert path is not None
        assert path.stat().st_ino in aman
        tercatat.append(penerimaan.nama)
        return asli(ledger, penerimaan)

    monkeypatch.setattr(Ledger, "catat_berkas", catat)
    hasil = terima(proyek, WAKTU)
    assert [h.berkas for h in hasil] == tercatat == sorted(tercatat)
    assert len(tercatat) == 9
