"""The unit workbook: what an operator fills and returns."""

from __future__ import annotations

from collections.abc import Mapping

from ikixl.aturan import Aturan
from ikixl.katalog.kunci import KunciIsian, kunci_target
from ikixl.katalog.model import Katalog
from ikixl.layout.buku import Baris, Buku, Kolom, Lembar, Sel
from ikixl.layout.identitas import KUNCI_LEMBAR
from ikixl.layout.ingatan import Ingatan, KonteksIngat
from ikixl.layout.konteks import Konteks, PengaturanBuku
from ikixl.layout.lembar_capaian import susun_capaian
from ikixl.layout.lembar_catatan import susun_catatan
from ikixl.layout.lembar_iki import susun_iki
from ikixl.layout.lembar_petunjuk import KUNCI as KUNCI_PETUNJUK
from ikixl.layout.lembar_petunjuk import susun_petunjuk
from ikixl.layout.lembar_realisasi import susun_realisasi
from ikixl.layout.lembar_ringkasan import susun_ringkasan
from ikixl.layout.lembar_target import susun_target
from ikixl.layout.muatan import MUATAN_KOSONG, Muatan
from ikixl.perhitungan import TRIWULAN

__all__ = ["PenyusunUnit", "isian_awal", "susun_buku_unit", "target_awal"]

# Shapes of workbooks whose parts are kept for the next unit.
_BANYAK_INGATAN = 8


def target_awal(katalog: Katalog, unit: str, jabatan: str = "") -> dict[KunciIsian, float | str]:
    """The targets of the katalog as prefilled inputs of a unit, or of one jabatan in it, in the indicators' satuan."""
    hasil: dict[KunciIsian, float | str] = {}
    for i in katalog.indikator_unit(unit):
        if jabatan not in ("", i.jabatan):
            continue
        t = katalog.target_indikator(i.kode, unit)
        if t is None:
            continue
        for triwulan, nilai in zip((*TRIWULAN, 0), (t.tw1, t.tw2, t.tw3, t.tw4, t.tahun), strict=True):
            if nilai is not None:
                hasil[kunci_target(i.kode, triwulan)] = nilai
    return hasil


def isian_awal(katalog: Katalog, unit: str, muatan: Muatan = MUATAN_KOSONG) -> dict[KunciIsian, float | str]:
    """What the open inputs of a workbook hold when it is issued."""
    if muatan.triwulan:
        return dict(muatan.awal)
    return {**target_awal(katalog, unit, muatan.jabatan), **muatan.awal}


def susun_buku_unit(
    katalog: Katalog,
    unit: str,
    aturan: Aturan,
    isian: Mapping[KunciIsian, float | str] | None = None,
    stempel: str = "",
    pengaturan: PengaturanBuku | None = None,
    muatan: Muatan = MUATAN_KOSONG,
) -> Buku:
    """Describe the workbook of one unit, with `isian` filled in (None: what it is issued with).

    It is issued with the katalog's targets, or, where `muatan` carries figures forward, with those it carries.
    `isian` never replaces what `muatan` holds locked, nor opens what it keeps closed.

    Values are data values: percent points, 1/0 for centang, texts where a person typed text in a number's
    place. Every formula carries the value that these inputs give.
    """
    return _susun(_konteks(katalog, unit, aturan, isian, pengaturan or PengaturanBuku(), muatan), stempel)


def _konteks(
    katalog: Katalog,
    unit: str,
    aturan: Aturan,
    isian: Mapping[KunciIsian, float | str] | None,
    pengaturan: PengaturanBuku,
    muatan: Muatan,
) -> Konteks:
    diisi = isian_awal(katalog, unit, muatan) if isian is None else isian
    semua = {**{k: n for k, n in diisi.items() if muatan.terbuka(k)}, **muatan.tetap}
    return Konteks(katalog, katalog.cari_unit(unit), aturan, semua, pengaturan, muatan)


class PenyusunUnit:
    """Describes the workbooks of many units of one katalog, each the same as `susun_buku_unit` describes it.

    Units that hold the same jabatan share what does not differ between them, down to the same objects.
    """

    def __init__(self, katalog: Katalog, aturan: Aturan, pengaturan: PengaturanBuku | None = None) -> None:
        self._katalog = katalog
        self._aturan = aturan
        self._pengaturan = pengaturan or PengaturanBuku()
        self._ingatan: dict[tuple[object, ...], Ingatan] = {}

    def susun(
        self,
        unit: str,
        isian: Mapping[KunciIsian, float | str] | None = None,
        stempel: str = "",
        muatan: Muatan = MUATAN_KOSONG,
    ) -> Buku:
        """As `susun_buku_unit`."""
        ktk = _konteks(self._katalog, unit, self._aturan, isian, self._pengaturan, muatan)
        # Whatever decides what stands where; values do not.
        bentuk = (
            tuple(j.kode for j in ktk.jabatan),
            muatan.jabatan,
            muatan.triwulan,
            frozenset(muatan.tetap),
            frozenset(muatan.awal),
            frozenset(muatan.semula.items()),
        )
        # Watching builders costs something: not for a shape that may come but once.
        sekali = bentuk not in self._ingatan and not _sejenis(ktk)
        ingatan = self._ingatan.pop(bentuk, None) or Ingatan()
        self._ingatan[bentuk] = ingatan
        if len(self._ingatan) > _BANYAK_INGATAN:
            del self._ingatan[next(iter(self._ingatan))]
        return _susun(ktk if sekali else KonteksIngat(ktk, ingatan), stempel)


def _sejenis(ktk: Konteks) -> bool:
    """Whether other units hold the same jabatan: those that every unit of its kind holds, and no other."""
    return all(not j.unit and len(ktk.katalog.unit_jabatan(j.kode)) > 1 for j in ktk.jabatan)


def _susun(ktk: Konteks, stempel: str) -> Buku:
    return Buku(
        judul=f"IKI {ktk.unit.nama} {ktk.katalog.instansi.tahun}",
        lembar=(
            susun_petunjuk(ktk),
            *(susun_iki(ktk, n, j) for n, j in enumerate(ktk.jabatan, start=1)),
            susun_target(ktk),
            susun_realisasi(ktk),
            susun_catatan(ktk),
            susun_capaian(ktk),
            susun_ringkasan(ktk),
            _lembar_identitas(ktk, stempel),
        ),
        stempel=stempel,
        aktif=KUNCI_PETUNJUK,
    )


def _lembar_identitas(ktk: Konteks, stempel: str) -> Lembar:
    """The hidden sheet holds the stamp only: keys stand beside the inputs, no reader needs a second table."""
    return Lembar(
        kunci=KUNCI_LEMBAR,
        nama=ktk.templat["nama_lembar"]["identitas"],
        kolom=(Kolom("nilai", 60),),
        baris=(Baris("stempel", {"nilai": Sel(stempel, "kunci")}),),
        tersembunyi=True,
    )
