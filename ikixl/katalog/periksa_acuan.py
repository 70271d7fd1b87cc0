"""The acuan of a katalog: written as the grammar asks, to figures that exist, never back to themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from ikixl.katalog.acuan import Acuan, pisah_acuan
from ikixl.katalog.periksa_baris import Baris, Tabel
from ikixl.katalog.periksa_nilai import kutip, mungkin_maksudnya
from ikixl.temuan import Temuan

__all__ = ["periksa_acuan"]


def periksa_acuan(tabel: Mapping[str, Tabel]) -> list[Temuan]:
    """Acuan that cannot be read, that name no figure of the katalog, or that lead in a circle."""
    temuan: list[Temuan] = []
    dikenal = tabel["indikator"].nilai("kode")
    pasangan = {(v.kode("indikator"), v.kode("kode")) for v in tabel["variabel"].baris}
    rujukan: dict[str, set[str]] = {}
    asal: dict[str, Baris] = {}
    for b in tabel["variabel"].baris:
        try:
            daftar = pisah_acuan(b.kode("acuan"))
        except ValueError as galat:
            temuan.append(b.temuan("KATALOG-26", "acuan", ditemukan=kutip(b.kode("acuan")), bagian=kutip(str(galat))))
            continue
        # Without a single indikator, whatever an acuan names is unknown, and the table says so already.
        asing = [a for a in daftar if dikenal and not _dikenal(a, dikenal, pasangan)]
        temuan += _asing(b, asing, tabel)
        if daftar:
            asal.setdefault(b.kode("indikator"), b)
            rujukan.setdefault(b.kode("indikator"), set()).update(a.indikator for a in daftar)
    return temuan + list(_melingkar(rujukan, asal))


def _dikenal(a: Acuan, indikator: Set[str], variabel: Set[tuple[str, str]]) -> bool:
    """Whether the katalog has the figure that an acuan names."""
    return a.indikator in indikator and (not a.variabel or (a.indikator, a.variabel) in variabel)


def _asing(b: Baris, asing: Sequence[Acuan], tabel: Mapping[str, Tabel]) -> Iterator[Temuan]:
    """A temuan for every acuan to a figure that is not there, but for what a faulty cell may have meant to be."""
    for a in asing:
        tabel_lain = "variabel" if a.indikator in tabel["indikator"].nilai("kode") else "indikator"
        kode = a.variabel if tabel_lain == "variabel" else a.indikator
        if not mungkin_maksudnya(kode, tabel[tabel_lain].rusak("kode")):
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
