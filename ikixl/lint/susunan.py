"""Rules about the jabatan: who stands under whom, and who stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from ikixl.katalog.model import Jabatan, Katalog
from ikixl.lint.kata import daftar, kata
from ikixl.lint.konteks import Konteks
from ikixl.temuan import Temuan

__all__ = ["ATURAN", "atasan"]


def atasan(katalog: Katalog, jabatan: str) -> tuple[str, ...]:
    """The codes of the superiors of a jabatan, nearest first; the katalog's check made sure that there is no circle."""
    hasil: list[str] = []
    atas = katalog.cari_jabatan(jabatan).atasan
    while atas and atas not in hasil:
        hasil.append(atas)
        atas = katalog.cari_jabatan(atas).atasan
    return tuple(hasil)


def tanpa_atasan(konteks: Konteks) -> Iterator[Temuan]:
    """A jabatan without atasan though someone stands above it; and, told once, several heads without a common one.

    A decree seldom has a sheet for the camat, so that every head of a unit is without atasan: that is one fact.
    """
    puncak = [j for j in konteks.katalog.jabatan if not j.atasan]
    kepala = []
    for j in puncak:
        if lain := _di_atas(konteks.katalog, j):
            rinci = {"jabatan": j.nama, "kode": j.kode, "lain": lain.kode}
            yield konteks.temuan("MUTU-33", "jabatan", (j.kode,), "atasan", **rinci)
        else:
            kepala.append(j)
    if len(kepala) > 1:
        daftar_kepala = ", ".join(j.kode for j in kepala)
        rinci = {"banyak": str(len(kepala)), "daftar": daftar_kepala}
        yield konteks.temuan("MUTU-34", "jabatan", (kepala[0].kode,), "atasan", **rinci)


def _di_atas(katalog: Katalog, j: Jabatan) -> Jabatan | None:
    """Who should be the superior: the first jabatan of the same office, or of the office above it."""
    for lain in sorted(katalog.jabatan, key=lambda k: k.urutan):
        if lain.urutan < j.urutan and (lain.unit, lain.jenis_unit) == (j.unit, j.jenis_unit):
            return lain
    induk = katalog.cari_unit(j.unit).induk if j.unit else ""
    return next((k for k in katalog.jabatan if induk and k.unit == induk), None)


def jabatan_ganda(konteks: Konteks) -> Iterator[Temuan]:
    """A jabatan that stands twice in one office: marked as kembar (told as the decree's fault), or not."""
    pertama: dict[tuple[object, ...], Jabatan] = {}
    for j in konteks.katalog.jabatan:
        kunci = (j.unit, j.jenis_unit, kata(j.nama))
        lain = pertama.setdefault(kunci, j)
        if j.kembar:
            rinci = {"jabatan": j.nama, "kode": j.kode, "lain": j.kembar}
            yield konteks.temuan("MUTU-36", "jabatan", (j.kode,), "kembar", **rinci)
        elif lain is not j:
            rinci = {"jabatan": j.nama, "kode": j.kode, "lain": lain.kode}
            yield konteks.temuan("MUTU-35", "jabatan", (j.kode,), "nama", **rinci)


def bernama_kantor(konteks: Konteks) -> Iterator[Temuan]:
    """A jabatan that is called after its office: "Seksi Pemerintahan" instead of "Kepala Seksi Pemerintahan"."""
    for j in konteks.katalog.jabatan:
        if next(iter(kata(j.nama)), "") in daftar("jabatan.kata_kantor"):
            yield konteks.temuan("MUTU-49", "jabatan", (j.kode,), "nama", jabatan=j.nama, kode=j.kode)


def uraian_ganda(konteks: Konteks) -> Iterator[Temuan]:
    """The same tugas or fungsi twice in one jabatan."""
    pertama: dict[tuple[object, ...], int] = {}
    for u in konteks.katalog.uraian:
        urutan = pertama.setdefault((u.jabatan, u.jenis, kata(u.teks)), u.urutan)
        if urutan != u.urutan:
            rinci = {"jabatan": u.jabatan, "jenis": u.jenis, "urutan": u.urutan, "lain": urutan, "teks": u.teks}
            yield konteks.temuan("MUTU-46", "uraian", (u.jabatan, u.jenis, str(u.urutan)), "teks", **rinci)


ATURAN = (tanpa_atasan, jabatan_ganda, bernama_kantor, uraian_ganda)
