"""The tree itself: instansi, jabatan under their atasan, and in each its sasaran with their indikator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ikixl.katalog.acuan import pisah_acuan
from ikixl.katalog.model import Indikator, Jabatan, Katalog

__all__ = ["Cabang", "acuan_indikator", "susun_pohon", "tempat_jabatan"]


@dataclass(frozen=True, slots=True)
class Cabang:
    """One branch: what it is, its code ("" for a sasaran), its words, what is said beside them, and what hangs on it.

    `acuan` holds, for an indikator, the codes of the subordinate indikator that its inputs should equal.
    """

    jenis: Literal["instansi", "jabatan", "sasaran", "indikator"]
    kode: str
    teks: str
    rinci: str = ""
    acuan: tuple[str, ...] = ()
    anak: tuple[Cabang, ...] = ()

    def telusuri(self, dalam: int = 0) -> Iterator[tuple[int, Cabang]]:
        """This branch and every branch on it with its depth, as a reader meets them from top to bottom."""
        yield dalam, self
        for anak in self.anak:
            yield from anak.telusuri(dalam + 1)


def susun_pohon(katalog: Katalog) -> Cabang:
    """The tree of a katalog: jabatan without atasan hang on the instansi, everything in the decree's order."""
    bawahan: dict[str, list[Jabatan]] = {}
    for j in sorted(katalog.jabatan, key=lambda j: j.urutan):
        bawahan.setdefault(j.atasan, []).append(j)
    instansi = katalog.instansi
    return Cabang(
        "instansi",
        instansi.kode_wilayah,
        instansi.nama,
        f"{instansi.kabupaten_kota}, {instansi.tahun}",
        anak=tuple(_jabatan(katalog, j, bawahan) for j in bawahan.get("", ())),
    )


def _jabatan(katalog: Katalog, jabatan: Jabatan, bawahan: dict[str, list[Jabatan]]) -> Cabang:
    menurut_sasaran: dict[str, list[Indikator]] = {}
    for i in katalog.indikator_jabatan(jabatan.kode):
        menurut_sasaran.setdefault(i.sasaran, []).append(i)
    sasaran = [
        Cabang("sasaran", "", teks, anak=tuple(_indikator(katalog, i) for i in milik))
        for teks, milik in menurut_sasaran.items()
    ]
    anak = [_jabatan(katalog, j, bawahan) for j in bawahan.get(jabatan.kode, ())]
    return Cabang("jabatan", jabatan.kode, jabatan.nama, tempat_jabatan(katalog, jabatan), anak=(*sasaran, *anak))


def tempat_jabatan(katalog: Katalog, jabatan: Jabatan) -> str:
    """Where a jabatan is held: the name of its unit, or how many units of a kind."""
    unit = katalog.unit_jabatan(jabatan.kode)
    if jabatan.unit:
        return unit[0].nama
    return f"{len(unit)} {jabatan.jenis_unit}"


def acuan_indikator(katalog: Katalog, indikator: str) -> tuple[str, ...]:
    """The codes of the subordinate indikator that the inputs of an indikator should equal, each once."""
    semua = [a.indikator for v in katalog.variabel_indikator(indikator) for a in pisah_acuan(v.acuan)]
    return tuple(dict.fromkeys(semua))


def _indikator(katalog: Katalog, i: Indikator) -> Cabang:
    return Cabang("indikator", i.kode, i.nama, i.satuan, acuan_indikator(katalog, i.kode))
