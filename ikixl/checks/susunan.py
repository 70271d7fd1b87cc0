"""What was done to the sheets of a return beside their cells: protection, columns, hiding, comments, pictures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ikixl.layout.buku import Buku, Lembar
from ikixl.layout.lembar_perbaikan import komentar_operator
from ikixl.layout.letak import alamat, huruf_kolom
from ikixl.reader.isian import HasilBaca
from ikixl.reader.mentah import BukuMentah, LembarMentah
from ikixl.reader.peta import PetaLembar

__all__ = ["periksa_susunan"]

# Longest text of a comment that a message quotes: all that a person writes, and little enough for one cell of a list
# of messages, which holds 32,767 characters.
_KOMENTAR_TERPANJANG = 8_000
# Blank rows that are worth a word: no form needs them, and every program slows down.
_BARIS_KOSONG = 10_000
# How many keys of rows and columns a message names.
_KUNCI_TERBANYAK = 5


def periksa_susunan(hasil: HasilBaca, buku: Buku, mentah: BukuMentah, *, di_tempat: bool = False) -> None:
    """Report what happened to the sheets of `mentah`, which was issued as `buku`, besides the content of cells.

    Adds temuan to `hasil`; inputs and the account of cells stay as they are. `di_tempat` says that every row and column
    of every sheet is known to stand where it was issued; `buku` may lack those without inputs then.
    """
    gambar_terbit: dict[str, int] = {}
    terpakai: dict[str, list[tuple[int, int]]] = {}
    for nama, r, k in hasil.terpakai:
        terpakai.setdefault(nama, []).append((r, k))
    for lembar in buku.lembar:
        peta = hasil.peta.get(lembar.kunci)
        if peta is None:
            continue
        gambar_terbit[peta.lembar.nama] = len(lembar.gambar)
        # Only .xlsx tells whether a sheet is protected.
        if lembar.terkunci and not peta.lembar.terkunci and mentah.format == "xlsx":
            hasil.lapor("STRUKTUR-12", peta.lembar.nama, lembar=lembar.nama)
        if not di_tempat:
            _lapor_hilang(hasil, lembar, peta)
            _lapor_pindah(hasil, lembar, peta)
        _lapor_tersembunyi(hasil, peta.lembar, terpakai.get(peta.lembar.nama, []))
    for satu in mentah.lembar:
        _lapor_baris_kosong(hasil, satu)
        _lapor_sampiran(hasil, satu, gambar_terbit.get(satu.nama, 0))


def _lapor_hilang(hasil: HasilBaca, lembar: Lembar, peta: PetaLembar) -> None:
    """One temuan for all rows and columns of a sheet that are gone and held no input; the others have their own."""
    bermasukan = {k for b in lembar.baris for k, s in b.sel.items() if s.masukan is not None}
    berisi = {k for b in lembar.baris for k, s in b.sel.items() if s.isi not in (None, "")}
    hilang = [
        f"baris {b.kunci}"
        for b in lembar.baris
        if b.kunci not in peta.baris
        and any(s.isi not in (None, "") for s in b.sel.values())
        and not any(s.masukan for s in b.sel.values())
    ]
    hilang += [
        f"kolom {k.kunci}"
        for k in lembar.kolom
        if k.kunci not in peta.kolom and k.kunci in berisi and k.kunci not in bermasukan
    ]
    if hilang:
        sisa = len(hilang) - _KUNCI_TERBANYAK
        kunci = ", ".join(hilang[:_KUNCI_TERBANYAK]) + (f" dan {sisa} lagi" if sisa > 0 else "")
        hasil.lapor("STRUKTUR-16", peta.lembar.nama, jumlah=len(hilang), kunci=kunci)


def _lapor_pindah(hasil: HasilBaca, lembar: Lembar, peta: PetaLembar) -> None:
    """Columns that stand elsewhere among the others; those that only made way for an inserted one do not count."""
    asal = {kolom.kunci: n for n, kolom in enumerate(lembar.kolom, start=1)}
    # A column that stands twice was copied, and is spoken of as such.
    kini = sorted((tempat[0], kunci) for kunci, tempat in peta.kolom.items() if kunci in asal and len(tempat) == 1)
    urut = _urut_terpanjang([asal[kunci] for _, kunci in kini])
    for k, kunci in kini:
        if asal[kunci] not in urut:
            letak = alamat(_baris_kepala(lembar, peta, kunci), k)
            rinci = {"kunci": kunci, "asal": huruf_kolom(asal[kunci]), "kini": huruf_kolom(k)}
            hasil.lapor("STRUKTUR-15", peta.lembar.nama, letak, **rinci)


def _baris_kepala(lembar: Lembar, peta: PetaLembar, kolom: str) -> int:
    """The first row with a text of ours in a column, where a person sees it; else the row of the keys."""
    baris = (b.kunci for b in lembar.baris if kolom in b.sel and isinstance(b.sel[kolom].isi, str))
    return next((peta.baris[b][0] for b in baris if b in peta.baris), peta.penanda[0])


def _urut_terpanjang(angka: Sequence[int]) -> set[int]:
    """The longest rising subsequence of different numbers: what need not have been moved."""
    ujung: list[int] = []
    sebelum: dict[int, int | None] = {}
    for n in angka:
        tempat = bisect_left(ujung, n)
        sebelum[n] = ujung[tempat - 1] if tempat else None
        ujung[tempat:] = [n, *ujung[tempat + 1 :]]
    hasil: set[int] = set()
    n_kini = ujung[-1] if ujung else None
    while n_kini is not None:
        hasil.add(n_kini)
        n_kini = sebelum[n_kini]
    return hasil


def _lapor_tersembunyi(hasil: HasilBaca, lembar: LembarMentah, terpakai: Sequence[tuple[int, int]]) -> None:
    """How many of the inputs used stand where nobody sees them: they count like the others."""
    baris, kolom = lembar.baris_tersembunyi, lembar.kolom_tersembunyi
    tersembunyi = [(r, k) for r, k in terpakai if lembar.tersembunyi or r in baris or k in kolom]
    if tersembunyi:
        letak = alamat(*min(tersembunyi))
        jumlah_baris = len({r for r, _ in tersembunyi})
        hasil.lapor("STRUKTUR-19", lembar.nama, letak, jumlah=len(tersembunyi), baris=jumlah_baris)


def _lapor_baris_kosong(hasil: HasilBaca, lembar: LembarMentah) -> None:
    if lembar.jumlah_baris <= _BARIS_KOSONG:
        return
    jumlah = lembar.jumlah_baris - len({r for r, _ in lembar.sel})
    if jumlah > _BARIS_KOSONG:
        hasil.lapor("STRUKTUR-23", lembar.nama, lembar=lembar.nama, jumlah=jumlah)


def _lapor_sampiran(hasil: HasilBaca, lembar: LembarMentah, gambar_terbit: int) -> None:
    """Comments that are not ours, word by word, and how many pictures there are besides those issued."""
    for tempat, teks in sorted(lembar.komentar.items()):
        if isi := komentar_operator(teks):
            kutipan = isi if len(isi) <= _KOMENTAR_TERPANJANG else isi[: _KOMENTAR_TERPANJANG - 3] + "..."
            hasil.lapor("STRUKTUR-20", lembar.nama, alamat(*tempat), ditemukan=kutipan)
    tambahan = lembar.gambar - gambar_terbit
    if tambahan > 0:
        hasil.lapor("STRUKTUR-21", lembar.nama, lembar=lembar.nama, jumlah=tambahan)
