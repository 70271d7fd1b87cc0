"""Rules about acuan: can the subordinates' figures add up to the superior's at all?"""

from __future__ import annotations

from collections.abc import Iterator

from ikixl.katalog.acuan import Acuan, pisah_acuan, unit_acuan
from ikixl.katalog.model import Variabel
from ikixl.lint.konteks import Konteks
from ikixl.lint.susunan import atasan
from ikixl.rumus import derajat
from ikixl.temuan import Temuan

__all__ = ["ATURAN"]

#: How many triwulan pass until a figure is there.
_JARAK = {"bulanan": 1, "triwulan": 1, "semester": 2, "tahunan": 4}


def acuan_janggal(konteks: Konteks) -> Iterator[Temuan]:
    """Every acuan against the variabel that it should equal."""
    for v in konteks.katalog.variabel:
        bagian = pisah_acuan(v.acuan)
        for a in bagian:
            yield from _satu(konteks, v, a, len(bagian))


def _satu(konteks: Konteks, v: Variabel, a: Acuan, banyak: int) -> Iterator[Temuan]:
    katalog = konteks.katalog
    atas, bawah = katalog.cari_indikator(v.indikator), katalog.cari_indikator(a.indikator)
    rujukan = [w for w in katalog.variabel_indikator(bawah.kode) if a.variabel in ("", w.kode)]

    def temuan(kode: str, kolom: str = "acuan", /, **rinci: object) -> Temuan:
        return konteks.temuan(kode, "variabel", (v.indikator, v.kode), kolom, acuan=str(a), variabel=v.nama, **rinci)

    if _tidak_terjumlah(konteks, a) and (banyak > 1 or _banyak_unit(konteks, v, a) > 1):
        yield temuan("MUTU-37", rumus=bawah.rumus)
    satuan = rujukan[0].satuan if a.variabel else bawah.satuan
    if v.satuan and satuan and v.satuan.lower() != satuan.lower():
        yield temuan("MUTU-38", satuan=v.satuan, satuan_bawahan=satuan)
    cara = dict.fromkeys(w.gabung_waktu for w in rujukan)
    if set(cara) != {v.gabung_waktu}:
        yield temuan("MUTU-39", gabung=v.gabung_waktu, gabung_bawahan=", ".join(cara))
    if _JARAK[bawah.periode] > _JARAK[atas.periode]:
        yield temuan("MUTU-40", periode=atas.periode, periode_bawahan=bawah.periode)
    if bawah.jabatan in (atas.jabatan, *atasan(katalog, atas.jabatan)):
        yield temuan("MUTU-41", jabatan=katalog.cari_jabatan(bawah.jabatan).nama)


def _tidak_terjumlah(konteks: Konteks, a: Acuan) -> bool:
    """Whether a figure is a ratio, mean or percentage, of which no two may be added."""
    anggota = [w for w in konteks.katalog.variabel_indikator(a.indikator) if a.variabel in ("", w.kode)]
    if a.variabel:
        return any(w.isian == "persen" or w.gabung_unit != "jumlah" for w in anggota)
    simpul = konteks.rumus.get(a.indikator)
    return (
        simpul is None
        or derajat(simpul) != 1
        or all(w.isian == "persen" for w in anggota)
        or "rata(" in (konteks.katalog.cari_indikator(a.indikator).rumus)
    )


def _banyak_unit(konteks: Konteks, v: Variabel, a: Acuan) -> int:
    """The most units whose figures count for this acuan in one unit of the superior."""
    jabatan = konteks.katalog.cari_indikator(v.indikator).jabatan
    return max((len(unit_acuan(konteks.katalog, u.kode, a)) for u in konteks.katalog.unit_jabatan(jabatan)), default=0)


ATURAN = (acuan_janggal,)
