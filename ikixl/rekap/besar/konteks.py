"""What the sheets of a large rekap are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ikixl.bawaan import baca_templat
from ikixl.katalog.kunci import TARGET
from ikixl.katalog.model import Unit
from ikixl.konsolidasi import HasilIndikator
from ikixl.konsolidasi_besar import KonsolidasiBesar
from ikixl.konsolidasi_unit import KOLOM_CATATAN
from ikixl.perhitungan import TRIWULAN, triwulan_diminta
from ikixl.perincian import BerkasSebelah
from ikixl.rekap.konteks import Kelengkapan, KonteksRekap, potong_teks

__all__ = ["KonteksBesar"]


@dataclass(frozen=True)
class KonteksBesar(KonteksRekap):
    """As KonteksRekap, over a KonsolidasiBesar; `sebelah` are the files beside the workbook, in the folder `folder`.

    `banding` are the figures compared between workbooks; those within one are among the files.
    """

    folder: str = ""
    sebelah: tuple[BerkasSebelah, ...] = ()
    temuan_semua: int = 0

    @property
    def besar(self) -> bool:
        """As of KonteksRekap."""
        return True

    @property
    def ringkas(self) -> KonsolidasiBesar:
        """The consolidation by its own type."""
        assert isinstance(self.konsolidasi, KonsolidasiBesar)
        return self.konsolidasi

    @cached_property
    def banyak_pasangan(self) -> int:
        """Indikator times the units that hold them."""
        return sum(len(h.per_unit) for h in self.konsolidasi.hasil.values())

    @property
    def teks_sebelah(self) -> str:
        """As of KonteksRekap."""
        teks: str = baca_templat("rekap_besar")["ringkasan"]["catatan"]
        banyak = f"{self.banyak_pasangan:,}".replace(",", ".")
        return teks.format(unit=len(self.unit), pasangan=banyak, folder=self.folder)

    @property
    def keterangan_temuan(self) -> str:
        """As of KonteksRekap."""
        if self.temuan_semua <= len(self.temuan):
            return ""
        return self.teks_besar("temuan").format(banyak=len(self.temuan), semua=self.temuan_semua)

    def milik_rinci(self, unit: str) -> list[HasilIndikator]:
        """The indikator that this unit alone holds: they are the instansi's figures too."""
        milik = (self.konsolidasi.hasil[i.kode] for i in self.konsolidasi.katalog.indikator_unit(unit))
        return [h for h in milik if h.tunggal]

    @cached_property
    def unit_rinci(self) -> Sequence[Unit]:
        """The units that alone hold an indikator."""
        return [u for u in self.unit if self.milik_rinci(u.kode)]

    def diminta(self, h: HasilIndikator, kode: str) -> tuple[int, ...]:
        """Inputs of a variabel or the target that are asked of all units up to each triwulan, the year's target too."""
        sekali = (*triwulan_diminta(h.indikator.periode), *([0] if kode == TARGET else []))
        return tuple(len(h.per_unit) * sum(n <= t for n in sekali) for t in TRIWULAN)

    def terisi(self, h: HasilIndikator, kode: str) -> tuple[int, ...]:
        """How many of these are filled."""
        urut = [v.kode for v in self.konsolidasi.katalog.variabel_indikator(h.indikator.kode)]
        nomor = len(urut) if kode == TARGET else urut.index(kode)
        return tuple(self.ringkas.isi.get((h.indikator.kode, nomor), (0, 0, 0, 0)))

    def banyak_isian(self, h: HasilIndikator, kode: str) -> tuple[int, int]:
        """As of KonteksRekap."""
        t = self.triwulan - 1
        return self.terisi(h, kode)[t], self.diminta(h, kode)[t]

    @cached_property
    def kelengkapan(self) -> dict[tuple[str, str], Kelengkapan]:
        """By (indikator, unit), of the indikator that one unit alone holds."""
        hasil = {}
        for h in self.konsolidasi.hasil.values():
            if h.tunggal:
                kode = [v.kode for v in self.konsolidasi.katalog.variabel_indikator(h.indikator.kode)]
                terisi = [sum(self.terisi(h, k)[t] for k in kode) for t in range(4)]
                diminta = [sum(self.diminta(h, k)[t] for k in kode) for t in range(4)]
                hasil[h.indikator.kode, next(iter(h.per_unit))] = Kelengkapan(_empat(terisi), _empat(diminta))
        return hasil

    @cached_property
    def kelengkapan_unit(self) -> dict[str, Kelengkapan]:
        """As of KonteksRekap."""
        return {u: Kelengkapan(_empat(a.terisi), _empat(a.diminta)) for u, a in self.ringkas.angka.items()}

    def dasar_unit(self, unit: str) -> str:
        """As of KonteksRekap."""
        ikut = self.ringkas.angka[unit].ikut_sd[self.triwulan - 1]
        return f"{ikut} dari {len(self.konsolidasi.katalog.indikator_unit(unit))} indikator"

    def catatan(self, h: HasilIndikator, kolom: Sequence[str]) -> str:
        """As of KonteksRekap."""
        nomor = [KOLOM_CATATAN.index(k) for k in kolom]
        bagian = []
        for unit, isi in self.ringkas.catatan_indikator.get(h.indikator.kode, ()):
            teks = "; ".join(isi[n] for n in nomor if isi[n])
            if teks:
                bagian.append(teks if h.tunggal else f"{self.konsolidasi.katalog.cari_unit(unit).nama}: {teks}")
        return potong_teks("; ".join(bagian))


def _empat(isi: Sequence[int]) -> tuple[int, int, int, int]:
    return isi[0], isi[1], isi[2], isi[3]
