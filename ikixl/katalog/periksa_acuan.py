"""The acuan of a katalog: written as the grammar asks, to figures that exist, never back to themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ikixl.katalog.acuan import Acuan, pisah_acuan
from ikixl.katalog.periksa_baris import Baris, Tabel
from ikixl.katalog.periksa_nilai import kutip, mungkin_maksudnya
from ikixl.temuan import Temuan

__all__ = ["periksa_acuan"]


def periksa_acuan(tabel: Mapping[str, Tabel]) -> list[Temuan]:
    """Acuan that cannot be read, that name no figure of the katalog, or that lead in a circle."""
    temuan: list[Temuan] = []
    rujukan: dict[str, set[str]] = {}
    asal: dict[str, Baris] = {}
    for b in tabel["variabel"].baris:
        try:
            daftar = pisah_acuan(b.kode("acuan"))
        except ValueError as galat:
            temuan.append(b.temuan("KATALOG-26", "acuan", ditemukan=kutip(b.kode("acuan")), bagian=kutip(str(galat))))
            continue
        temuan += _asing(b, daftar, tabel)
        if daftar:
            asal.setdefault(b.kode("indikator"), b)
            rujukan.setdefault(b.kode("indikator"), set()).update(a.indikator for a in daftar)
    return temuan + list(_melingkar(rujukan, asal))


def _asing(b: Baris, daftar: tuple[Acuan, ...], tabel: Mapping[str, Tabel]) -> Iterator[Temuan]:
    indikator, variabel = tabel["indikator"], tabel["variabel"]
    dikenal = indikator.nilai("kode")
    pasangan = {(v.kode("indikator"), v.kode("kode")) for v in variabel.baris}
    for a in daftar if dikenal else ():
        if a.indikator not in dikenal:
            tabel_lain, kode, rusak = "indikator", a.indikator, indikator.rusak("kode")
        elif a.variabel and (a.indikator, a.variabel) not in pasangan:
            tabel_lain, kode, rusak = "variabel", a.variabel, variabel.rusak("kode")
        else:
            continue
        if not mungkin_maksudnya(kode, rusak):
            yield b.temuan("KATALOG-06", "acuan", kode=str(a), tabel_lain=tabel_lain)


def _melingkar(rujukan: Mapping[str, set[str]], asal: Mapping[str, Baris]) -> Iterator[Temuan]:
    """One temuan for every indikator whose acuan lead back to it: its figure would have to agree with itself."""
    for kode, b in asal.items():
        sudah: set[str] = set()
        antre = list(rujukan[kode])
        while antre:
            lain = antre.pop()
            if lain not in sudah:
                sudah.add(lain)
                antre += rujukan.get(lain, ())
        if kode in sudah:
            yield b.temuan("KATALOG-27", "acuan", indikator=kode)
