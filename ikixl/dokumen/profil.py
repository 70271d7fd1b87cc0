"""`tulis_dokumen`: the document of an export profile."""

from __future__ import annotations

from collections.abc import Sequence

from ikixl.dokumen.angka import angka
from ikixl.dokumen.halaman import alinea, dokumen_baru, ke_bita, lanskap, sebaris, tabel, tambah_baris
from ikixl.dokumen.iki import dokumen_iki
from ikixl.dokumen.konteks import KonteksDokumen, ProfilTabel
from ikixl.dokumen.lkjip import dokumen_lkjip

__all__ = ["tulis_dokumen"]

# Millimetres of one character of a column's width, as a spreadsheet counts it.
_MM_PER_HURUF = 1.9


def tulis_dokumen(profil: ProfilTabel, isi: Sequence[Sequence[str | float | int | None]], ktk: KonteksDokumen) -> bytes:
    """The .docx of a profile: its own for "iki" and "lkjip", else its table `isi` (one row for each line) as it is.

    The documents of "iki" and "lkjip" are made from `ktk`; `isi` is not looked at.
    """
    if profil.nama == "iki":
        return dokumen_iki(ktk.konsolidasi.katalog, ktk.kertas)
    if profil.nama == "lkjip":
        return dokumen_lkjip(ktk)
    return _dokumen_tabel(profil, isi, ktk)


def _dokumen_tabel(
    profil: ProfilTabel, isi: Sequence[Sequence[str | float | int | None]], ktk: KonteksDokumen
) -> bytes:
    instansi = ktk.konsolidasi.katalog.instansi
    kaki = f"{profil.judul} · {instansi.nama} · Tahun {instansi.tahun}"
    dokumen = dokumen_baru(ktk.kertas, f"{profil.judul} {instansi.nama} {instansi.tahun}", kaki)
    lanskap(dokumen, kaki, bagian_baru=False)
    judul = [t for t in profil.baris_judul if t] or [profil.judul]
    alinea(dokumen, sebaris(judul[0]), "Title")
    for teks in judul[1:]:
        alinea(dokumen, sebaris(teks), rata="tengah")
    t = tabel(dokumen, [k.judul for k in profil.kolom], [k.lebar * _MM_PER_HURUF for k in profil.kolom])
    rata = ["" if k.format in ("teks", "tanggal") else "kanan" for k in profil.kolom]
    for baris in isi:
        tambah_baris(t, [_isi(n) for n in baris], rata)
    return ke_bita(dokumen)


def _isi(nilai: str | float | int | None) -> str:
    """A whole number as it is (a year takes no point), a figure as Indonesians write it."""
    if isinstance(nilai, str):
        return nilai
    return str(nilai) if isinstance(nilai, int) else angka(nilai)
