"""A project folder: what lies where in it, its settings, its secret key and its lock."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from ikixl.akar import NAMA_PENGATURAN, NAMA_RAHASIA, cari_akar
from ikixl.aturan import Aturan
from ikixl.bawaan import folder_bawaan
from ikixl.errors import ProyekError
from ikixl.gembok import Gembok
from ikixl.pengaturan import PENGATURAN_AWAL, Pengaturan, baca_pengaturan
from ikixl.simpan import sebab_os, tulis_atomik

__all__ = ["Proyek", "buka", "contoh_tersedia", "mulai"]

_FOLDER = ("katalog", "keluar", "masuk", "arsip", "rekap", "ekspor")
_BITA_KUNCI = 32
# What operating systems and git leave in a folder that its owner would call empty.
_BUKAN_ISI = frozenset({".DS_Store", ".git", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class Proyek:
    """One project: the folder of one instansi and its settings (ikixl.toml)."""

    folder: Path
    pengaturan: Pengaturan

    @property
    def katalog(self) -> Path:
        """Folder of the katalog tables."""
        return self.folder / "katalog"

    @property
    def keluar(self) -> Path:
        """Folder of the issued workbooks."""
        return self.folder / "keluar"

    @property
    def masuk(self) -> Path:
        """Folder in which returned workbooks are put."""
        return self.folder / "masuk"

    @property
    def arsip(self) -> Path:
        """Folder of every file ever received, by SHA-256 (ikixl.arsip)."""
        return self.folder / "arsip"

    @property
    def rekap(self) -> Path:
        """Folder of the consolidated workbooks."""
        return self.folder / "rekap"

    @property
    def ekspor(self) -> Path:
        """Folder of the exports."""
        return self.folder / "ekspor"

    @property
    def ledger(self) -> Path:
        """File of the ledger (ikixl.ledger); may not exist yet."""
        return self.folder / NAMA_RAHASIA / "ledger.sqlite"

    @property
    def aturan(self) -> Aturan:
        """The rules of capaian that the settings ask for."""
        return self.pengaturan.aturan

    @property
    def kunci(self) -> bytes:
        """The secret (32 bytes) that seals issued workbooks; ProyekError if its file is missing or damaged."""
        path = self.folder / NAMA_RAHASIA / "kunci"
        saran = "Pulihkan berkas itu dari cadangan; tanpa isinya, buku kerja yang sudah terbit tidak dikenali lagi."
        try:
            kunci = bytes.fromhex(path.read_text(encoding="ascii"))
        except OSError as galat:
            raise ProyekError(f"Kunci proyek {path} tidak dapat dibaca: {sebab_os(galat)}.", saran) from galat
        except ValueError as galat:
            raise ProyekError(f"Kunci proyek {path} rusak.", saran) from galat
        if len(kunci) != _BITA_KUNCI:
            raise ProyekError(f"Kunci proyek {path} rusak.", saran)
        return kunci

    def gembok(self, tunggu: float = 2.0) -> Gembok:
        """Context manager under which only this process changes the project.

        Freed when the process ends, however it ends. ProyekError if another process holds it for longer than `tunggu`
        seconds.
        """
        return Gembok(self.folder / NAMA_RAHASIA / "gembok", tunggu)


def buka(folder: Path | None = None) -> Proyek:
    """The project that `folder` (the current folder if None) lies in: the nearest ikixl.toml upwards.

    ProyekError if there is none, or if its settings are wrong.
    """
    awal = Path.cwd() if folder is None else folder.resolve()
    try:
        akar = cari_akar(awal)
    except OSError as galat:
        raise ProyekError(f"Folder {awal} tidak dapat dibuka: {sebab_os(galat)}.") from galat
    if akar is None:
        raise ProyekError(
            f"Folder ini bukan proyek ikixl: {awal} tidak berisi {NAMA_PENGATURAN}.",
            "Pindah ke folder proyek, atau buat yang baru. Jalankan: ikixl mulai NAMA --contoh kanigaran",
        )
    return Proyek(akar, baca_pengaturan(akar / NAMA_PENGATURAN))


def contoh_tersedia() -> list[str]:
    """Names of the sample katalog that ship with ikixl, sorted."""
    return sorted(f.parent.name for f in folder_bawaan("sample_data").glob("*/instansi.csv"))


def mulai(folder: Path, contoh: str | None = None) -> Proyek:
    """Make a new project in `folder`, with the sample katalog `contoh` or, without one, a katalog.xlsx to fill in.

    The folder may exist if it is empty. Leaves nothing behind if it fails. ProyekError if the folder is a project
    already or holds anything else, if there is no such sample, or if the disk refuses.
    """
    folder = folder.resolve()
    if contoh is not None and contoh not in contoh_tersedia():
        raise ProyekError(
            f"Contoh {contoh} tidak ada.", f"Yang tersedia: {', '.join(contoh_tersedia()) or 'tidak ada'}."
        )
    try:
        _tolak_terisi(folder)
        with contextlib.ExitStack() as batal:
            if not folder.exists():
                folder.mkdir(parents=True)
                batal.callback(shutil.rmtree, folder, ignore_errors=True)
            for nama in (*_FOLDER, NAMA_RAHASIA):
                (folder / nama).mkdir()
                batal.callback(shutil.rmtree, folder / nama, ignore_errors=True)
            _tulis_katalog(folder / "katalog", contoh)
            _tulis_kunci(folder / NAMA_RAHASIA / "kunci")
            # Last, because this file is what makes the folder a project.
            batal.callback((folder / NAMA_PENGATURAN).unlink, missing_ok=True)
            tulis_atomik(folder / NAMA_PENGATURAN, PENGATURAN_AWAL.encode())
            batal.pop_all()
    except OSError as galat:
        raise ProyekError(
            f"Proyek di {folder} tidak dapat dibuat: {sebab_os(galat)}.",
            "Pilih folder lain, atau periksa sisa ruang cakram dan izinnya.",
        ) from galat
    return buka(folder)


def _tolak_terisi(folder: Path) -> None:
    if (folder / NAMA_PENGATURAN).exists():
        raise ProyekError(
            f"Folder {folder} sudah berisi proyek ikixl; tidak ada yang diubah.",
            "Pakai proyek itu dari dalam foldernya, atau pilih nama folder lain.",
        )
    if folder.exists() and not folder.is_dir():
        raise ProyekError(f"{folder} adalah berkas, bukan folder.", "Pilih nama folder lain.")
    if folder.exists() and any(f.name not in _BUKAN_ISI for f in folder.iterdir()):
        raise ProyekError(
            f"Folder {folder} sudah berisi berkas lain; tidak ada yang diubah.",
            "Pilih nama folder baru atau folder kosong.",
        )


def _tulis_katalog(tujuan: Path, contoh: str | None) -> None:
    if contoh is None:
        # Only here: every command opens a project, hardly any makes one, and drawing takes a large library.
        from ikixl.katalog_excel import NAMA_BERKAS
        from ikixl.katalog_excel.tulis import contoh_excel

        tulis_atomik(tujuan / NAMA_BERKAS, contoh_excel())
        return
    for sumber in sorted((folder_bawaan("sample_data") / contoh).glob("*.csv")):
        tulis_atomik(tujuan / sumber.name, sumber.read_bytes())


def _tulis_kunci(path: Path) -> None:
    # The mode counts where the system knows modes: nobody but the owner may read what seals the workbooks.
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w", encoding="ascii") as berkas:
        berkas.write(secrets.token_hex(_BITA_KUNCI))
