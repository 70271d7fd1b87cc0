"""What an issue carries forward of what a unit has reported: into which inputs, with which targets, and what is left.

Everything is derived from the ledger and the katalog as they stand, never from what an issue that nobody returned
carried: issuing twice therefore gives the same twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ikixl.katalog.kunci import TARGET, KunciIsian, bagian
from ikixl.katalog.model import Katalog
from ikixl.layout.buku import JenisMasukan
from ikixl.layout.muatan import Muatan
from ikixl.layout.unit import susun_buku_unit, target_awal
from ikixl.ledger import BarisIsian, Berkas, Terbitan
from ikixl.perhitungan import angka_sah
from ikixl.terbitan.dasar import DasarTerbitan

__all__ = ["BawaanUnit", "TerbitanLalu", "TidakTerbawa"]

Nilai = float | str


@dataclass(frozen=True, slots=True)
class TidakTerbawa:
    """One accepted value that the katalog has no place for any more, where it was typed, and why, in Indonesian.

    `berkas` is the name of the received file; the value itself stays in the ledger and the file in the archive.
    """

    unit: str
    kunci: str
    triwulan: int
    nilai: Nilai
    berkas: str
    lembar: str
    sel: str
    sebab: str


@dataclass(frozen=True)
class TerbitanLalu:
    """An earlier issue of a unit with the katalog that it was drawn from."""

    terbitan: Terbitan
    katalog: Katalog

    @cached_property
    def muatan(self) -> Muatan:
        """What it carried."""
        return Muatan.dari_json(self.terbitan.muatan)

    @cached_property
    def target(self) -> Mapping[KunciIsian, Nilai]:
        """The katalog's targets that it went by."""
        return {**target_awal(self.katalog, self.terbitan.unit), **self.muatan.target_lama}


@dataclass(frozen=True)
class BawaanUnit:
    """What one unit has reported, and how it goes into the workbooks that are issued now.

    `isian` are its inputs in force, `berkas` the files that they come from and `terbitan` all its issues of the year,
    both in order of seri. `perubahan`: changed targets of the katalog take the place of the present ones.
    """

    dasar: DasarTerbitan
    unit: str
    isian: Mapping[KunciIsian, BarisIsian]
    berkas: Sequence[Berkas]
    terbitan: Sequence[TerbitanLalu]
    perubahan: bool = False

    @property
    def jabatan(self) -> list[str]:
        """For which jabatan there is to be a workbook each; [""] for one of the whole unit."""
        berlaku = [t.terbitan.jabatan for t in self.terbitan if t.terbitan.berlaku]
        if not berlaku or "" in berlaku:
            return [""]
        return [j.kode for j in self.dasar.katalog.jabatan_unit(self.unit)]

    @cached_property
    def masukan(self) -> Mapping[KunciIsian, JenisMasukan]:
        """Every input that the unit has under the katalog of now, with its kind."""
        return self._masukan("")

    def _masukan(self, jabatan: str) -> dict[KunciIsian, JenisMasukan]:
        buku = susun_buku_unit(self.dasar.katalog, self.unit, self.dasar.aturan, muatan=Muatan(jabatan=jabatan))
        semua = (s.masukan for lembar in buku.lembar for b in lembar.baris for s in b.sel.values())
        return {m.isian: m.jenis for m in semua if m is not None}

    def _nilai(self, kunci: KunciIsian) -> Nilai | None:
        """The value in force of an input, None where there is none that still fits."""
        baris = self.isian.get(kunci)
        jenis = self.masukan.get(kunci)
        return baris.nilai if baris and jenis and baris.nilai is not None and _sah(baris.nilai, jenis) else None

    def muatan(self, jabatan: str, triwulan: int) -> Muatan:
        """What the workbook for a jabatan ("" for the unit) carries when `triwulan` (2 to 4) is asked.

        Accepted figures of earlier triwulan are locked, all else that was typed is filled in and stays open.
        """
        tetap: dict[KunciIsian, Nilai] = {}
        awal: dict[KunciIsian, Nilai] = {}
        semula: dict[KunciIsian, Nilai] = {}
        target_lama: dict[KunciIsian, Nilai] = {}
        milik = [t for t in self.terbitan if not jabatan or t.terbitan.jabatan in ("", jabatan)]
        for kunci in self._masukan(jabatan):
            nilai = self._nilai(kunci)
            if nilai is not None and 0 < kunci.triwulan < triwulan and not self._diumumkan(milik, kunci):
                tetap[kunci] = nilai
                continue
            if _target(kunci):
                berlaku = self._target_berlaku(milik, kunci)
                nilai, sebelum = self._target(milik, kunci, berlaku)
                if sebelum is not None and sebelum != nilai:
                    semula[kunci] = sebelum
                if berlaku is not None and berlaku != self._target_kini.get(kunci):
                    target_lama[kunci] = berlaku
            if nilai is not None:
                awal[kunci] = nilai
        return Muatan(jabatan, triwulan, tetap, awal, semula, target_lama)

    @cached_property
    def _target_kini(self) -> Mapping[KunciIsian, Nilai]:
        return target_awal(self.dasar.katalog, self.unit)

    def _target_berlaku(self, milik: Sequence[TerbitanLalu], kunci: KunciIsian) -> Nilai | None:
        """The katalog's target that counts: of now with `perubahan`, else the one that the last issue went by."""
        lama = None if self.perubahan or not milik else milik[-1].target.get(kunci)
        return self._target_kini.get(kunci) if lama is None else lama

    def _target(
        self, milik: Sequence[TerbitanLalu], kunci: KunciIsian, berlaku: Nilai | None
    ) -> tuple[Nilai | None, Nilai | None]:
        """The target that the new issue shows, and the one before the change of it, if it was changed.

        What the unit has answered stands, unless the katalog's target that counts is not the one it answered to.
        """
        baris, asal, nilai = self.isian.get(kunci), self._asal(kunci), self._nilai(kunci)
        if asal is None:
            return berlaku, _target_sebelum(milik, kunci, berlaku)
        if baris is not None and baris.keadaan == "tidak_sah":
            return berlaku, None
        dulu = asal.target.get(kunci)
        if berlaku is not None and berlaku != dulu and (self.perubahan or dulu is not None):
            return berlaku, nilai
        return nilai, asal.muatan.semula.get(kunci) if baris else None

    def _diumumkan(self, milik: Sequence[TerbitanLalu], kunci: KunciIsian) -> bool:
        """Whether a change of this target was issued that no return has answered yet."""
        asal = self._asal(kunci)
        return any(kunci in t.muatan.semula and (not asal or t.terbitan.seri > asal.terbitan.seri) for t in milik)

    def _asal(self, kunci: KunciIsian) -> TerbitanLalu | None:
        """The issue in whose return an input was last answered, be it with a blank; None if it never was."""
        milik = {t.terbitan.seri: t for t in self.terbitan}
        baris = self.isian.get(kunci)
        if baris is not None:
            return milik.get(next(b.seri for b in self.berkas if b.sha256 == baris.sha256))
        indikator = bagian(kunci.kunci)[0]
        jabatan = self.dasar.katalog.cari_indikator(indikator).jabatan
        for b in reversed(self.berkas):
            terbit = milik.get(b.seri)
            if terbit and b.jabatan in ("", jabatan) and self._ada(terbit.katalog, indikator):
                return terbit
        return None

    def _ada(self, katalog: Katalog, indikator: str) -> bool:
        return any(i.kode == indikator for i in katalog.indikator_unit(self.unit))

    def tidak_terbawa(self, nama: Mapping[str, str]) -> list[TidakTerbawa]:
        """The values in force that have no place any more; `nama` are the names of received files by SHA-256."""
        return [
            TidakTerbawa(
                self.unit, b.kunci, b.triwulan, b.nilai, nama.get(b.sha256, ""), b.lembar, b.sel, self._sebab(kunci)
            )
            for kunci, b in self.isian.items()
            if b.nilai is not None and self._nilai(kunci) is None
        ]

    def _sebab(self, kunci: KunciIsian) -> str:
        katalog = self.dasar.katalog
        if kunci in self.masukan:
            return f"nilainya tidak cocok untuk isian {self.masukan[kunci]}"
        indikator, kedua, ketiga = bagian(kunci.kunci)
        if not self._ada(katalog, indikator):
            ada = any(i.kode == indikator for i in katalog.indikator)
            sebab = "bukan lagi milik unit ini" if ada else "tidak ada lagi dalam katalog"
            return f"indikator {indikator} {sebab}"
        variabel = {v.kode for v in katalog.variabel_indikator(indikator)}
        if kedua not in variabel | {TARGET, "catatan"}:
            return f"variabel {kedua} tidak ada lagi pada indikator {indikator}"
        if kunci.triwulan and not ketiga:
            return f"triwulan {kunci.triwulan} tidak lagi diminta pada indikator {indikator}"
        return "tidak ada lagi tempatnya di buku kerja"


def _target_sebelum(milik: Sequence[TerbitanLalu], kunci: KunciIsian, berlaku: Nilai | None) -> Nilai | None:
    """The target in issues that nobody returned, before a change that came since the last plain one."""
    for t in reversed(milik):
        dulu = t.target.get(kunci)
        if dulu is not None and dulu != berlaku:
            return dulu
        if not t.muatan.triwulan:
            return None
    return None


def _target(kunci: KunciIsian) -> bool:
    return bagian(kunci.kunci)[1:] == (TARGET, "")


def _sah(nilai: Nilai, jenis: JenisMasukan) -> bool:
    """Whether a value may stand in an input of this kind."""
    if jenis in ("teks", "tautan", "tanggal"):
        return isinstance(nilai, str) and (jenis != "tanggal" or _tanggal(nilai))
    if jenis == "centang":
        return nilai in (0, 1)
    return angka_sah(nilai, "bulat" if jenis == "bulat" else "desimal") is not None


def _tanggal(teks: str) -> bool:
    try:
        date.fromisoformat(teks)
    except ValueError:
        return False
    return True
