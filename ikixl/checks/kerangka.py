"""What the workbooks of all units of one shape have in common, laid out for comparing returns with it quickly.

Drawn once from the same description as any workbook, with marks in place of what a unit has of its own: its name, the
name and NIP of its head, the stamp.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ikixl.aturan import Aturan
from ikixl.checks.hitung_buku import HitungBuku
from ikixl.checks.rumus_python import RumusAsingError
from ikixl.katalog.acuan import pisah_acuan
from ikixl.katalog.model import Katalog, Unit
from ikixl.layout.buku import AWALAN_PENANDA, Baris, Buku, Lembar, Rumus, Sel, Tautan
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.letak import Letak
from ikixl.layout.muatan import Muatan
from ikixl.layout.unit import susun_buku_unit
from ikixl.reader.isian import PembacaIsian

__all__ = ["Kerangka", "LembarTerbit", "bentuk_unit", "susun_kerangka"]

Tempat = tuple[int, int]

# Characters that no text of ours holds, with a letter of either case between them: what a layout does to the case of a
# name it does to the mark as well.
_TANDA = {"nama": "\ue000", "pejabat": "\ue001", "nip": "\ue002", "stempel": "\ue003"}


def _tanda(apa: str) -> str:
    return f"{_TANDA[apa]}Aa{_TANDA[apa]}"


@dataclass(slots=True)
class LembarTerbit:
    """One sheet as it was issued, by 0-based addresses.

    `kunci_sel` are the marker and the keys, `tetap` locked texts and numbers, `pola` texts with marks in them; `rumus`
    holds formula text and the number of its value in HitungBuku.hitung. `baris`, `kolom`, `kunci_baris` and
    `kunci_kolom` are those of a PetaLembar; they are shared, and nobody changes them. `ikatan` is for
    ikixl.checks.ikatan to keep what it worked out.
    """

    kunci: str
    nama: str
    kunci_sel: dict[Tempat, str] = field(default_factory=dict)
    tetap: dict[Tempat, str | float] = field(default_factory=dict)
    pola: dict[Tempat, str] = field(default_factory=dict)
    rumus: list[tuple[Tempat, str, int]] = field(default_factory=list)
    masukan: set[Tempat] = field(default_factory=set)
    baris: dict[str, list[int]] = field(default_factory=dict)
    kolom: dict[str, list[int]] = field(default_factory=dict)
    kunci_baris: dict[int, str] = field(default_factory=dict)
    kunci_kolom: dict[int, str] = field(default_factory=dict)
    ikatan: list[tuple[object, Any]] = field(default_factory=list)

    @property
    def jumlah_terkunci(self) -> int:
        """How many cells it was issued with besides its inputs."""
        return len(self.kunci_sel) + len(self.tetap) + len(self.pola) + len(self.rumus)


@dataclass(frozen=True, slots=True)
class Kerangka:
    """The workbook of a shape: its sheets, the Buku reduced to its inputs, and its formulas ready to be reckoned."""

    lembar: tuple[LembarTerbit, ...]
    masukan: Buku
    pembaca: PembacaIsian
    hitung: HitungBuku

    def isi(self, pola: str, unit: Unit, stempel: str) -> str:
        """A text with marks as it stands in the workbook of a unit."""
        for apa, nilai in (("nama", unit.nama), ("pejabat", unit.pejabat), ("nip", unit.nip), ("stempel", stempel)):
            tanda = _tanda(apa)
            pola = pola.replace(tanda, nilai).replace(tanda.upper(), nilai.upper())
        return pola


def bentuk_unit(katalog: Katalog, unit: str) -> tuple[object, ...]:
    """What units must have in common to be of one shape; equal for units whose workbooks differ in their words only."""
    u = katalog.cari_unit(unit)
    jabatan = tuple(j.kode for j in katalog.jabatan_unit(unit))
    # Whether the subordinate reports in the same workbook (ikixl.katalog.acuan.unit_acuan).
    acuan = tuple(
        katalog.cari_indikator(a.indikator).jabatan in jabatan
        for j in jabatan
        for i in katalog.indikator_jabatan(j)
        for v in katalog.variabel_indikator(i.kode)
        for a in pisah_acuan(v.acuan)
    )
    return u.jenis, jabatan, acuan, bool(u.pejabat), bool(u.nip), u.nama == katalog.instansi.nama


def susun_kerangka(
    katalog: Katalog, unit: str, aturan: Aturan, pengaturan: PengaturanBuku, muatan: Muatan
) -> Kerangka | None:
    """The Kerangka of the shape of a unit; None where its workbook holds more than can be compared quickly."""
    u = katalog.cari_unit(unit)
    ganti = {k: _tanda(k) for k in ("nama", "pejabat", "nip") if getattr(u, k)}
    if u.nama == katalog.instansi.nama:
        del ganti["nama"]
    bertanda = replace(katalog, unit=tuple(s.model_copy(update=ganti) if s.kode == unit else s for s in katalog.unit))
    buku = susun_buku_unit(bertanda, unit, aturan, {}, _tanda("stempel"), pengaturan, muatan)
    try:
        hitung = HitungBuku(buku)
    except RumusAsingError:
        return None
    letak = Letak(buku)
    lembar = tuple(_lembar(satu, letak, hitung) for satu in buku.lembar)
    if any(_bertanda(teks) for t in lembar for teks in _tak_boleh_bertanda(t)):
        return None
    masukan = _hanya_masukan(buku)
    return Kerangka(lembar, masukan, PembacaIsian(masukan), hitung)


def _bertanda(teks: str) -> bool:
    return any(t in teks for t in _TANDA.values())


def _tak_boleh_bertanda(lembar: LembarTerbit) -> Iterator[str]:
    """Texts that must be the same for all units of a shape."""
    yield lembar.nama
    yield from lembar.kunci_sel.values()
    yield from (teks for _, teks, _ in lembar.rumus)


def _lembar(lembar: Lembar, letak: Letak, hitung: HitungBuku) -> LembarTerbit:
    terbit = LembarTerbit(lembar.kunci, lembar.nama)
    terbit.kunci_sel[0, 0] = f"{AWALAN_PENANDA}{lembar.kunci}"
    for n, kolom in enumerate(lembar.kolom, start=1):
        terbit.kunci_sel[0, n] = terbit.kunci_kolom[n] = kolom.kunci
        terbit.kolom[kolom.kunci] = [n]
    for n, baris in enumerate(lembar.baris, start=1):
        terbit.kunci_sel[n, 0] = terbit.kunci_baris[n] = baris.kunci
        terbit.baris[baris.kunci] = [n]
        for kolom_kunci, sel in baris.sel.items():
            tempat = letak.sel(lembar.kunci, baris.kunci, kolom_kunci)
            isi = sel.isi_berkas
            if isinstance(isi, Tautan):
                isi = isi.teks
            if sel.masukan is not None:
                terbit.masukan.add(tempat)
            elif isinstance(isi, Rumus):
                nomor = hitung.nomor((lembar.kunci, baris.kunci, kolom_kunci))
                terbit.rumus.append((tempat, letak.teks(isi.teks, isi.acuan, lembar.kunci), nomor))
            elif isinstance(isi, str):
                if isi.strip():
                    (terbit.pola if _bertanda(isi) else terbit.tetap)[tempat] = isi
            elif isinstance(isi, int | float):
                terbit.tetap[tempat] = float(isi)
    return terbit


def _hanya_masukan(buku: Buku) -> Buku:
    """The Buku with its inputs, and the satuan beside them, as its only cells."""

    def sisa(baris: Baris) -> Mapping[str, Sel]:
        masukan = {k: s for k, s in baris.sel.items() if s.masukan is not None}
        return {**masukan, **{k: s for k, s in baris.sel.items() if k == "satuan"}} if masukan else {}

    return replace(
        buku,
        lembar=tuple(
            replace(lm, baris=tuple(replace(b, sel=s) for b in lm.baris if (s := sisa(b)))) for lm in buku.lembar
        ),
    )
