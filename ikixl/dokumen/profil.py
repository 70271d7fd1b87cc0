"""`tulis_dokumen`: the document of an export profile."""

from __future__ import annotations

from collections.abc import Sequence

from ikixl.dokumen.angka import angka
from ikixl.dokumen.halaman import alinea, dokumen_baru, ke_bita, lanskap, lebar_isi, sebaris, tabel, tambah_baris
from ikixl.dokumen.iki import dokumen_iki
from ikixl.dokumen.konteks import KonteksDokumen, ProfilTabel
from ikixl.dokumen.lkjip import dokumen_lkjip
from ikixl.dokumen.tanda_tangan import tanda_tangani

__all__ = ["tulis_dokumen"]

# Millimetres of one character of a column's width, as a spreadsheet counts it.
_MM_PER_HURUF = 1.9
# Millimetres of one letter of a bold word, of a cell's two sides, and the letters of a word that are kept together.
_MM_KATA = 2.0
_MM_TEPI = 4.5
_KATA_TERPANJANG = 14


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
    tertulis = [[_isi(n) for n in baris] for baris in isi]
    t = tabel(dokumen, [k.judul for k in profil.kolom], _lebar(profil, tertulis, lebar_isi(dokumen)))
    rata = ["" if k.format in ("teks", "tanggal") else "kanan" for k in profil.kolom]
    for baris in tertulis:
        tambah_baris(t, baris, rata)
    if profil.tanda_tangan:
        tanda_tangani(dokumen, instansi, profil.tanda_tangan)
    return ke_bita(dokumen)


def _lebar(profil: ProfilTabel, isi: Sequence[Sequence[str]], halaman: float) -> list[float]:
    """Millimetres of each column: never narrower than its longest word where the page allows, the rest as asked for."""
    paling = [
        max(len(kata) for teks in (k.judul, *(b[n] for b in isi)) for kata in (*teks.split(), ""))
        for n, k in enumerate(profil.kolom)
    ]
    # A single endless word must not take the room of all others.
    perlu = [min(n, _KATA_TERPANJANG) * _MM_KATA + _MM_TEPI for n in paling]
    mau = [max(k.lebar * _MM_PER_HURUF, n) for k, n in zip(profil.kolom, perlu, strict=True)]
    sisa, kurang = halaman - sum(perlu), sum(mau) - sum(perlu)
    if sisa <= 0 or kurang <= 0:
        return perlu if sisa <= 0 else mau
    bagian = min(sisa / kurang, 1)
    return [n + (m - n) * bagian for n, m in zip(perlu, mau, strict=True)]


def _isi(nilai: str | float | int | None) -> str:
    """A whole number as it is (a year takes no point), a figure as Indonesians write it."""
    if isinstance(nilai, str):
        return nilai
    return str(nilai) if isinstance(nilai, int) else angka(nilai)
