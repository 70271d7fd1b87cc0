"""The katalog of a project, kept as CSV tables or as one katalog.xlsx; never as both."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ikixl.errors import KatalogError, ProyekError
from ikixl.katalog import Katalog, TabelMentah, baca_tabel, jadikan_katalog
from ikixl.katalog.model import TABEL
from ikixl.katalog_excel import NAMA_BERKAS, baca_katalog
from ikixl.simpan import sebab_os, tulis_atomik

__all__ = ["baca_sumber", "berkas_excel", "muat_sumber", "simpan_sumber"]

#: Folder, inside that of the katalog, to which a replaced form of it is moved.
LAMA = "lama"
_TABEL = {f"{nama}.csv" for nama in ("instansi", *TABEL)}


def muat_sumber(folder: Path) -> Katalog:
    """The katalog of a project's katalog folder, whichever form it has; KatalogError where it cannot be used."""
    return jadikan_katalog(baca_sumber(folder), str(folder))


def baca_sumber(folder: Path) -> TabelMentah:
    """The tables of a project's katalog folder as text, faults included.

    KatalogError where the folder or katalog.xlsx cannot be read, and where it holds both forms: nobody could tell
    which of them counts.
    """
    excel = berkas_excel(folder)
    if excel is None:
        return baca_tabel(folder)
    csv = _milik(folder)
    if csv:
        raise KatalogError(
            f"Folder {folder} berisi {NAMA_BERKAS} dan juga {', '.join(sorted(csv))}; tidak jelas mana yang berlaku.",
            "Pindahkan yang tidak dipakai ke folder lain.",
        )
    return baca_katalog(baca_bita(excel))


def baca_bita(path: Path) -> bytes:
    """The bytes of a katalog.xlsx; KatalogError where the system refuses them."""
    try:
        return path.read_bytes()
    except OSError as galat:
        raise KatalogError(
            f"Katalog {path} tidak dapat dibaca: {sebab_os(galat)}.", "Tutup berkas itu di program lain lalu ulangi."
        ) from galat


def berkas_excel(folder: Path) -> Path | None:
    """The katalog.xlsx of a katalog folder, None where there is none."""
    path = folder / NAMA_BERKAS
    return path if path.is_file() else None


def _milik(folder: Path) -> dict[str, Path]:
    """The CSV tables in a folder, by name."""
    return {p.name: p for p in folder.glob("*.csv") if p.name.lower() in _TABEL}


def simpan_sumber(folder: Path, isi: Mapping[str, bytes]) -> Path | None:
    """Make these files the katalog in `folder`; what was its katalog before moves to lama/, whose path is returned.

    The new files are complete before the old ones move. ProyekError where the system refuses.
    """
    excel = berkas_excel(folder)
    lama = [*_milik(folder).values(), *([excel] if excel else [])]
    sementara = folder / ".baru"
    for nama, data in isi.items():
        tulis_atomik(sementara / nama, data)
    tujuan = _folder_lama(folder) if lama else None
    try:
        if tujuan is not None:
            tujuan.mkdir(parents=True)
            for path in lama:
                path.rename(tujuan / path.name)
        for nama in isi:
            (sementara / nama).replace(folder / nama)
        sementara.rmdir()
    except OSError as galat:
        raise ProyekError(
            f"Katalog di {folder} belum selesai diganti: {sebab_os(galat)}.",
            f"Yang baru ada di {sementara}, yang lama di {folder / LAMA}; tutup berkasnya lalu pindahkan sendiri.",
        ) from galat
    return tujuan


def _folder_lama(folder: Path) -> Path:
    nomor = 1
    while (folder / LAMA / str(nomor)).exists():
        nomor += 1
    return folder / LAMA / str(nomor)
