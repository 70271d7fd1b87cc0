"""Imported tables to a folder of CSV files, with the report beside them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ikixl.impor.galat import ImporError
from ikixl.impor.jalan import HasilImpor
from ikixl.katalog.model import TABEL
from ikixl.simpan import sebab_os, tulis_atomik
from ikixl.temuan import Temuan

__all__ = ["LAPORAN", "teks_laporan", "tulis"]

#: Name of the report beside the tables.
LAPORAN = "laporan-impor.txt"
_KATALOG = ("katalog.xlsx", "instansi.csv", *(f"{nama}.csv" for nama in TABEL))


def tulis(hasil: HasilImpor, folder: Path, timpa: bool = False) -> None:
    """Write every table as CSV and the report; the folder is made where it is missing.

    ImporError where the folder holds a katalog already and `timpa` is not set, or is no folder; ProyekError if a file
    cannot be written.
    """
    try:
        ada = [nama for nama in _KATALOG if (folder / nama).exists()]
        if folder.exists() and not folder.is_dir():
            raise ImporError(f"{folder} bukan folder.", "Sebut nama folder lain sesudah -o.")
    except OSError as galat:
        raise ImporError(f"Folder {folder} tidak dapat dibuka: {sebab_os(galat)}.", "Sebut folder lain.") from galat
    if ada and not timpa:
        raise ImporError(
            f"Folder {folder} sudah berisi katalog ({', '.join(ada)}).",
            "Sebut folder lain sesudah -o, atau tambahkan --timpa bila katalog itu boleh diganti.",
        )
    for nama, baris in hasil.tabel.items():
        kolom = ["kunci", "nilai"] if nama == "instansi" else list(TABEL[nama].model_fields)
        tulis_atomik(folder / f"{nama}.csv", _csv(kolom, baris))
    tulis_atomik(folder / LAPORAN, teks_laporan(hasil).encode("utf-8"))


def _csv(kolom: list[str], baris: list[dict[str, str]]) -> bytes:
    penampung = io.StringIO(newline="")
    penulis = csv.DictWriter(penampung, kolom, lineterminator="\n")
    penulis.writeheader()
    penulis.writerows(baris)
    return penampung.getvalue().encode("utf-8")


def teks_laporan(hasil: HasilImpor) -> str:
    """The report: the summary, then what needs a look, then what was merely assumed."""
    bagian = [f"Laporan impor {hasil.ringkasan}", ""]
    for judul, tingkat in (("Perlu diperiksa", ("galat", "peringatan")), ("Untuk diketahui", ("info",))):
        isi = [t for t in hasil.temuan if t.tingkat in tingkat]
        bagian += [f"{judul} ({len(isi)})", "", *(_satu(t) for t in isi), ""]
    return "\n".join(bagian)


def _satu(t: Temuan) -> str:
    tempat = f"{t.sel}: " if t.sel else ""
    saran = "" if t.tingkat == "info" else f"\n    {t.saran}"
    return f"- {t.kode} {tempat}{t.pesan}{saran}"
