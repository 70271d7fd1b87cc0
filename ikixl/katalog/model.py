"""Typed rows of the katalog tables (contract: DESIGN 5.1) and the Katalog that holds them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

__all__ = [
    "RUMUS_BELUM",
    "TABEL",
    "Arah",
    "CaraGabung",
    "Indikator",
    "Instansi",
    "Jabatan",
    "JenisIsian",
    "JenisUnit",
    "Katalog",
    "Periode",
    "SumberTarget",
    "Target",
    "Unit",
    "Uraian",
    "Variabel",
]

JenisUnit = Literal["kecamatan", "sekretariat", "subbagian", "seksi", "kelurahan", "desa"]
JenisUraian = Literal["tugas", "fungsi"]
Tingkat = Literal["IKU", "IKI"]
Arah = Literal["maksimal", "minimal", "rentang"]
Periode = Literal["bulanan", "triwulan", "semester", "tahunan"]
JenisIsian = Literal["bulat", "desimal", "persen", "centang"]
CaraGabungWaktu = Literal["jumlah", "akhir", "rata", "maks", "min"]
CaraGabungUnit = Literal["jumlah", "rata", "maks", "min"]
CaraGabung = CaraGabungWaktu
SumberTarget = Literal["", "keputusan", "contoh"]

# Codes travel through file names, hidden cells and formulas: letters that survive all three.
POLA_KODE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"
# A variabel stands inside a rumus, so it must be one word of the formula language.
POLA_VARIABEL = r"^[a-z][a-z0-9_]{0,39}$"
#: Rumus of an indikator whose formula the decree leaves blank; also the code of its one variabel.
RUMUS_BELUM = "belum"


def _kosong_jadi_none(nilai: object) -> object:
    if isinstance(nilai, str) and not nilai.strip():
        return None
    return nilai


def _angka_katalog(nilai: object) -> object:
    """Accept a decimal comma, as a spreadsheet with Indonesian locale exports it."""
    nilai = _kosong_jadi_none(nilai)
    if isinstance(nilai, str) and re.fullmatch(r"-?\d+,\d+", nilai.strip()):
        return nilai.strip().replace(",", ".")
    return nilai


Kode = Annotated[str, Field(pattern=POLA_KODE)]
KodeVariabel = Annotated[str, Field(pattern=POLA_VARIABEL)]
TeksWajib = Annotated[str, Field(min_length=1)]
KodeAtauKosong = Annotated[str, Field(pattern=POLA_KODE + "|^$")]
AngkaAtauKosong = Annotated[float | None, BeforeValidator(_angka_katalog)]
JenisUnitAtauKosong = Annotated[JenisUnit | None, BeforeValidator(_kosong_jadi_none)]


class _BarisKatalog(BaseModel):
    """One row of one katalog table; unknown columns are refused, texts are stripped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Instansi(_BarisKatalog):
    """The instansi that issues the decree, from the key-value table `instansi`.

    `tahun` is the year of the report; `nip` stays text (18 digits; as a number it would lose some).
    `nomor_lampiran`, `tanggal_lampiran` and `tahun_lampiran` are what the annex of the decree prints about itself;
    they are kept because decrees contradict them, and lint says so.
    """

    nama: TeksWajib
    kabupaten_kota: TeksWajib
    kode_wilayah: TeksWajib
    tahun: Annotated[int, Field(ge=2000, le=2100)]
    nomor_sk: str = ""
    tanggal_sk: str = ""
    nomor_lampiran: str = ""
    tanggal_lampiran: str = ""
    tahun_lampiran: str = ""
    alamat: str = ""
    telepon: str = ""
    email: str = ""
    pejabat: str = ""
    jabatan_pejabat: str = ""
    pangkat: str = ""
    nip: str = ""
    kota: str = ""


class Unit(_BarisKatalog):
    """An office that returns one workbook: sekretariat, subbagian, seksi, kelurahan or desa."""

    kode: Kode
    nama: TeksWajib
    jenis: JenisUnit
    induk: KodeAtauKosong = ""
    kode_wilayah: str = ""
    pejabat: str = ""
    nip: str = ""


class Jabatan(_BarisKatalog):
    """A position; held by every unit of `jenis_unit`, or by the one `unit` (exactly one is set).

    A position that stands twice in the decree stands twice here; `kembar` of the second names the code of the first.
    """

    kode: Kode
    urutan: int
    nama: TeksWajib
    jenis_unit: JenisUnitAtauKosong = None
    unit: KodeAtauKosong = ""
    atasan: KodeAtauKosong = ""
    kembar: KodeAtauKosong = ""
    catatan: str = ""


class Uraian(_BarisKatalog):
    """One tugas or fungsi of a jabatan."""

    jabatan: Kode
    jenis: JenisUraian
    urutan: int
    teks: TeksWajib


class Indikator(_BarisKatalog):
    """One indicator of a jabatan, in the decree's order.

    `rumus` is text of the formula language (ikixl.rumus) over the codes of its variabel. Where the decree leaves the
    formula blank it is the one word `belum` (RUMUS_BELUM), over one variabel of that code whose figure is typed in.
    Values of an indicator with satuan "%" are percent points (85 means 85 %).
    `batas_bawah` and `batas_atas` (in `satuan`) are used only where `arah` is rentang.
    `bobot` blank counts as 1. `skala` names a predikat scale of ikixl.aturan; blank is the default.
    """

    kode: Kode
    jabatan: Kode
    urutan: int
    tingkat: Tingkat = "IKI"
    sasaran: TeksWajib
    nama: TeksWajib
    rumus: TeksWajib
    satuan: str = ""
    arah: Arah = "maksimal"
    periode: Periode = "triwulan"
    penjelasan: str = ""
    sumber_data: str = ""
    penanggung_jawab: str = ""
    bobot: AngkaAtauKosong = None
    catatan: str = ""
    batas_bawah: AngkaAtauKosong = None
    batas_atas: AngkaAtauKosong = None
    skala: str = ""


class Variabel(_BarisKatalog):
    """One input of an indicator.

    A value of isian `persen` is held in percent points (85 means 85 %); only the native percent cell of a
    workbook holds the fraction. A value of isian `centang` is 1 (Ya) or 0 (Tidak).
    `acuan` names the subordinate figures that this one should equal: "INDIKATOR" (its realisasi) or
    "INDIKATOR/variabel", several joined with " + " (ikixl.katalog.acuan).
    """

    indikator: Kode
    kode: KodeVariabel
    urutan: int
    nama: TeksWajib
    satuan: str = ""
    isian: JenisIsian = "bulat"
    gabung_waktu: CaraGabungWaktu = "jumlah"
    gabung_unit: CaraGabungUnit = "jumlah"
    acuan: str = ""


class Target(_BarisKatalog):
    """Target of an indicator, in its satuan (percent points for "%"); `unit` blank: every unit."""

    indikator: Kode
    unit: KodeAtauKosong = ""
    tw1: AngkaAtauKosong = None
    tw2: AngkaAtauKosong = None
    tw3: AngkaAtauKosong = None
    tw4: AngkaAtauKosong = None
    tahun: AngkaAtauKosong = None
    sumber: SumberTarget = ""
    renstra: AngkaAtauKosong = None


#: Columns that came after the first katalogs were issued; blank ones stay out of the digest, which those carry.
_KOLOM_TAMBAHAN: Mapping[str, frozenset[str]] = {"target": frozenset({"renstra"})}

#: Every table but the key-value table `instansi`, with its row model, in the order they are read.
TABEL: Mapping[str, type[_BarisKatalog]] = {
    "unit": Unit,
    "jabatan": Jabatan,
    "uraian": Uraian,
    "indikator": Indikator,
    "variabel": Variabel,
    "target": Target,
}


@dataclass(frozen=True)
class Katalog:
    """All tables of one instansi, valid as a whole (ikixl.katalog.periksa made sure).

    Sequences keep the order of `urutan` as the decree prints them.
    """

    instansi: Instansi
    unit: tuple[Unit, ...]
    jabatan: tuple[Jabatan, ...]
    uraian: tuple[Uraian, ...]
    indikator: tuple[Indikator, ...]
    variabel: tuple[Variabel, ...]
    target: tuple[Target, ...]

    @cached_property
    def _unit(self) -> dict[str, Unit]:
        return {u.kode: u for u in self.unit}

    @cached_property
    def _jabatan(self) -> dict[str, Jabatan]:
        return {j.kode: j for j in self.jabatan}

    @cached_property
    def _indikator(self) -> dict[str, Indikator]:
        return {i.kode: i for i in self.indikator}

    @cached_property
    def _indikator_jabatan(self) -> dict[str, tuple[Indikator, ...]]:
        hasil: dict[str, list[Indikator]] = {}
        for i in sorted(self.indikator, key=lambda i: i.urutan):
            hasil.setdefault(i.jabatan, []).append(i)
        return {k: tuple(v) for k, v in hasil.items()}

    @cached_property
    def _variabel_indikator(self) -> dict[str, tuple[Variabel, ...]]:
        hasil: dict[str, list[Variabel]] = {}
        for v in sorted(self.variabel, key=lambda v: v.urutan):
            hasil.setdefault(v.indikator, []).append(v)
        return {k: tuple(v) for k, v in hasil.items()}

    @cached_property
    def _target(self) -> dict[tuple[str, str], Target]:
        return {(t.indikator, t.unit): t for t in self.target}

    def cari_unit(self, kode: str) -> Unit:
        """The unit with this code; KeyError where there is none."""
        return self._unit[kode]

    def cari_jabatan(self, kode: str) -> Jabatan:
        """The jabatan with this code; KeyError where there is none."""
        return self._jabatan[kode]

    def cari_indikator(self, kode: str) -> Indikator:
        """The indikator with this code; KeyError where there is none."""
        return self._indikator[kode]

    @cached_property
    def _jabatan_unit(self) -> dict[str, tuple[Jabatan, ...]]:
        """What `jabatan_unit` has found."""
        return {}

    @cached_property
    def _unit_jenis(self) -> dict[str, tuple[Unit, ...]]:
        return {jenis: tuple(u for u in self.unit if u.jenis == jenis) for jenis in {u.jenis for u in self.unit}}

    @cached_property
    def _indikator_unit(self) -> dict[str, tuple[Indikator, ...]]:
        """What `indikator_unit` has found; units that hold the same jabatan share it."""
        return {}

    @cached_property
    def _indikator_serangkai(self) -> dict[tuple[str, ...], tuple[Indikator, ...]]:
        return {}

    def jabatan_unit(self, unit: str) -> tuple[Jabatan, ...]:
        """The jabatan held in a unit, in the decree's order."""
        hasil = self._jabatan_unit.get(unit)
        if hasil is None:
            jenis = self.cari_unit(unit).jenis
            milik = [j for j in self.jabatan if j.unit == unit or (not j.unit and j.jenis_unit == jenis)]
            hasil = self._jabatan_unit[unit] = tuple(sorted(milik, key=lambda j: j.urutan))
        return hasil

    def unit_jabatan(self, jabatan: str) -> tuple[Unit, ...]:
        """The units in which a jabatan is held, in the katalog's order."""
        j = self.cari_jabatan(jabatan)
        if j.unit:
            return (self.cari_unit(j.unit),)
        return self._unit_jenis.get(j.jenis_unit or "", ())

    def indikator_jabatan(self, jabatan: str) -> tuple[Indikator, ...]:
        """The indikator of a jabatan, in the decree's order."""
        return self._indikator_jabatan.get(jabatan, ())

    def indikator_unit(self, unit: str) -> tuple[Indikator, ...]:
        """The indikator of every jabatan held in a unit, in the decree's order."""
        hasil = self._indikator_unit.get(unit)
        if hasil is None:
            jabatan = tuple(j.kode for j in self.jabatan_unit(unit))
            milik = tuple(i for j in jabatan for i in self.indikator_jabatan(j))
            hasil = self._indikator_unit[unit] = self._indikator_serangkai.setdefault(jabatan, milik)
        return hasil

    def variabel_indikator(self, indikator: str) -> tuple[Variabel, ...]:
        """The variabel of an indikator, in order."""
        return self._variabel_indikator.get(indikator, ())

    def target_indikator(self, indikator: str, unit: str) -> Target | None:
        """The target of an indikator in a unit: its own row, else the row for every unit, else None."""
        return self._target.get((indikator, unit)) or self._target.get((indikator, ""))

    def uraian_jabatan(self, jabatan: str, jenis: str) -> tuple[str, ...]:
        """The texts of the tugas or fungsi of a jabatan, in order."""
        milik = [u for u in self.uraian if u.jabatan == jabatan and u.jenis == jenis]
        return tuple(u.teks for u in sorted(milik, key=lambda u: u.urutan))

    def ke_json(self) -> str:
        """Canonical JSON of all tables: what the digest is taken over and the ledger keeps.

        The same, for a katalog that does not use a later column, as before there was one.
        """
        isi: dict[str, object] = {"instansi": self.instansi.model_dump()}
        for nama in TABEL:
            tambahan = _KOLOM_TAMBAHAN.get(nama, frozenset())
            semua = (b.model_dump() for b in getattr(self, nama))
            isi[nama] = [{k: n for k, n in b.items() if n is not None or k not in tambahan} for b in semua]
        return json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def dari_json(cls, teks: str) -> Katalog:
        """The Katalog that `ke_json` wrote; pydantic.ValidationError if it is damaged."""
        return cls.dari_objek(json.loads(teks))

    @classmethod
    def dari_objek(cls, isi: Mapping[str, Any]) -> Katalog:
        """The same from JSON that is parsed already; KeyError and TypeError too if it is damaged."""
        tabel = {nama: tuple(model.model_validate(b) for b in isi[nama]) for nama, model in TABEL.items()}
        return cls(instansi=Instansi.model_validate(isi["instansi"]), **tabel)  # type: ignore[arg-type]

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON, shortened to 16 hex digits."""
        return hashlib.sha256(self.ke_json().encode()).hexdigest()[:16]
