"""The table that names our indikator in another application: ekspor/kode-<name>.csv, filled in by the user."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ikixl.errors import ProyekError
from ikixl.netral import netral
from ikixl.simpan import sebab_os, tulis_atomik

__all__ = ["TabelKode", "siapkan_kode"]

_KODE, _NAMA, _APLIKASI = "kode", "nama", "kode_aplikasi"


@dataclass(frozen=True, slots=True)
class TabelKode:
    """What the user filled in, by our code: `aplikasi` the other application's code, `tambahan` further columns.

    Only what is filled in is there. `baru` counts the rows that were added just now; `ganda` holds codes of the
    application that stand at more than one of ours.
    """

    path: Path
    aplikasi: Mapping[str, str] = field(default_factory=dict)
    tambahan: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    baru: int = 0
    ganda: frozenset[str] = frozenset()


def siapkan_kode(path: Path, milik: Iterable[tuple[str, str]], tambahan: Sequence[str] = ()) -> TabelKode:
    """Read the table, and add what it lacks: a row for each of `milik` (code, name), a column for each of `tambahan`.

    What stands in it already is never changed, also rows and columns that we do not know. The file is rewritten only
    where something is added. ProyekError if it cannot be read, lacks the columns kode and kode_aplikasi, or has rows of
    one code that say different things: nobody but the user can tell which is meant.
    """
    kepala, baris = _baca(path) if path.exists() else ([], [])
    kolom = [*kepala, *(k for k in (_KODE, _NAMA, _APLIKASI, *tambahan) if k not in kepala)]
    ada = {b.get(_KODE, "").strip() for b in baris}
    baru = [{_KODE: kode, _NAMA: netral(" ".join(nama.split()))} for kode, nama in milik if kode not in ada]
    if baru or kolom != kepala:
        tulis_atomik(path, _csv(kolom, [*baris, *baru]))
    _tolak_kembar(path, baris)
    isi = {b.get(_KODE, "").strip(): b for b in baris}
    aplikasi = {k: b[_APLIKASI].strip() for k, b in isi.items() if b.get(_APLIKASI, "").strip()}
    return TabelKode(
        path,
        aplikasi,
        {k: {t: b[t].strip() for t in tambahan if b.get(t, "").strip()} for k, b in isi.items()},
        len(baru),
        frozenset(k for k, n in Counter(aplikasi.values()).items() if n > 1),
    )


def _tolak_kembar(path: Path, baris: Sequence[Mapping[str, str]]) -> None:
    pertama: dict[str, Mapping[str, str]] = {}
    for b in baris:
        kode = b.get(_KODE, "").strip()
        dulu = pertama.setdefault(kode, b)
        beda = [k for k in b if k not in (_KODE, _NAMA) and b[k].strip() != dulu[k].strip()]
        if kode and beda:
            raise ProyekError(
                f"Tabel kode {path} memuat {kode} dua kali dengan {beda[0]} berbeda: "
                f'"{dulu[beda[0]].strip()}" dan "{b[beda[0]].strip()}".',
                "Hapus baris yang salah, simpan sebagai CSV, lalu ulangi.",
            )


def _baca(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Header and rows, whatever of ";", "," and tab stands between the columns, in UTF-8 or as older Excel saves."""
    try:
        data = path.read_bytes()
    except OSError as galat:
        raise ProyekError(
            f"Tabel kode {path} tidak dapat dibaca: {sebab_os(galat)}.", "Tutup berkas itu di program lain lalu ulangi."
        ) from galat
    try:
        teks = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        teks = data.decode("cp1252", errors="replace")
    awal = teks.split("\n", 1)[0]
    pemisah = max(";,\t", key=awal.count)
    try:
        semua = [b for b in csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah, strict=True) if any(b)]
    except csv.Error as galat:
        raise ProyekError(
            f"Tabel kode {path} rusak: tanda petiknya tidak berpasangan.",
            "Buka berkas itu di Excel, simpan lagi sebagai CSV, lalu ulangi.",
        ) from galat
    kepala = [k.strip() for k in semua[0]] if semua else []
    kurang = [k for k in (_KODE, _APLIKASI) if k not in kepala]
    if kurang:
        raise ProyekError(
            f"Tabel kode {path} tidak punya kolom {' dan '.join(kurang)} di baris 1.",
            "Kembalikan judul kolomnya, atau pindahkan berkas itu supaya dibuat yang baru.",
        )
    lebar = len(kepala)
    lebih = [nomor for nomor, b in enumerate(semua, start=1) if len(b) > lebar and any(b[lebar:])]
    if lebih or len(set(kepala)) != lebar:
        tempat = f"baris {lebih[0]} lebih panjang dari judulnya" if lebih else "ada judul kolom yang kembar"
        raise ProyekError(f"Tabel kode {path}: {tempat}.", "Perbaiki berkas itu di Excel lalu ulangi.")
    return kepala, [dict(zip(kepala, [*b[:lebar], *[""] * (lebar - len(b))], strict=True)) for b in semua[1:]]


def _csv(kolom: Sequence[str], baris: Iterable[Mapping[str, str]]) -> bytes:
    keluaran = io.StringIO(newline="")
    penulis = csv.writer(keluaran, delimiter=";", lineterminator="\r\n")
    penulis.writerow(kolom)
    penulis.writerows([b.get(k, "") for k in kolom] for b in baris)
    return b"\xef\xbb\xbf" + keluaran.getvalue().encode("utf-8")
