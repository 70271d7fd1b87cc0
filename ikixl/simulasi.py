"""`simulasi`: fills issued workbooks as operators would, for the demo, tests and benchmarks.

The returns are drawn by the same writer with the inputs filled in; loading and saving with another library
would lose what a spreadsheet program keeps (charts, validations, cached results).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from graphlib import TopologicalSorter
from pathlib import Path

from ikixl.aturan import gabung
from ikixl.errors import ProyekError
from ikixl.katalog.acuan import Acuan, pisah_acuan, unit_acuan
from ikixl.katalog.kunci import TARGET, KunciIsian, bagian, kunci_bukti, kunci_catatan, kunci_variabel
from ikixl.katalog.model import Indikator, Katalog, Variabel
from ikixl.layout.identitas import buat_stempel
from ikixl.layout.muatan import Muatan
from ikixl.layout.unit import isian_awal, susun_buku_unit, target_awal
from ikixl.ledger import Ledger, Terbitan
from ikixl.penerbitan import pilih_unit
from ikixl.perhitungan import simpul_rumus, triwulan_diminta
from ikixl.proyek import Proyek
from ikixl.rumus import derajat, evaluate
from ikixl.simpan import tulis_atomik
from ikixl.terbitan.dasar import DasarTerbitan
from ikixl.writer import tulis_buku

__all__ = ["BukuIsi", "angka_acak", "simulasi"]

Lapor = Callable[[str], None]
Isian = dict[KunciIsian, float | str]

# How a return of the simulation behaves: most are complete, some have gaps, some a number typed as text.
_SIFAT = ("lengkap", "lengkap", "lengkap", "sebagian", "teks")
_KENDALA = (
    "Data pendukung terlambat diterima dari RT/RW.",
    "Jadwal kegiatan bergeser karena cuaca.",
    "Aplikasi sempat tidak dapat diakses.",
)
_PENDUKUNG = ("Koordinasi rutin dengan LKK.", "Petugas pelayanan lengkap.", "Dukungan anggaran kelurahan.")


def _diam(_: str) -> None:
    """No progress wanted."""


@dataclass(frozen=True, slots=True)
class BukuIsi:
    """One simulated return: unit, how it behaves ("lengkap", "sebagian", "teks"), file, jabatan ("": all)."""

    unit: str
    sifat: str
    path: Path
    jabatan: str = ""


def simulasi(
    proyek: Proyek,
    benih: int = 1,
    triwulan: int = 2,
    unit: Sequence[str] = (),
    lapor: Lapor = _diam,
) -> list[BukuIsi]:
    """Write a filled return of each workbook that was issued into masuk/, with figures up to `triwulan`.

    One that was issued for a triwulan gets figures of that one, and of earlier ones where they are missing. The same
    `benih` gives the same files. ProyekError where nothing was issued yet.
    """
    hasil = []
    with Ledger(proyek.ledger) as ledger:
        terbitan = ledger.terbitan_terakhir()
        if not terbitan:
            raise ProyekError("Belum ada buku kerja yang diterbitkan.", "Jalankan dulu: ikixl buat")
        katalog = DasarTerbitan.dari_proyek(proyek).katalog
        dasar = cache(partial(_dasar, ledger))
        # Every unit that was issued, also those nobody asked for now: superiors report what their subordinates did.
        semua = {
            k: _unit_acak(dasar, katalog, terbitan[k], f"{benih}/{k}", triwulan)
            for k in pilih_unit(katalog, ())
            if k in terbitan
        }
    _selaraskan(katalog, {k: u.isian for k, u in semua.items()}, max((u.triwulan for u in semua.values()), default=0))
    buku = [(k, b) for k in pilih_unit(katalog, unit) if k in semua for b in semua[k].buku]
    for nomor, (kode, b) in enumerate(buku):
        sifat = _SIFAT[(nomor + benih) % len(_SIFAT)]
        isian = b.isian(semua[kode].isian, triwulan)
        _ganggu(b.dasar.katalog, kode, isian, semua[kode].acak, b.sampai(triwulan), sifat, b.muatan)
        path = proyek.masuk / b.terbitan.nama_berkas
        tulis_atomik(path, b.gambar(isian, proyek.kunci))
        hasil.append(BukuIsi(kode, sifat, path, b.terbitan.jabatan))
        lapor(path.name)
    return hasil


@dataclass(frozen=True, slots=True)
class _BukuAcak:
    """One issued workbook on its way to a return."""

    terbitan: Terbitan
    dasar: DasarTerbitan
    muatan: Muatan

    def sampai(self, triwulan: int) -> int:
        """The last triwulan that is filled in."""
        return self.muatan.triwulan or triwulan

    def isian(self, angka: Mapping[KunciIsian, float | str], triwulan: int) -> Isian:
        """What is typed in it, of the unit's figures: as issued, and realisasi where it is open and asked."""
        realisasi = {
            k: n
            for k, n in angka.items()
            if 0 < k.triwulan <= self.sampai(triwulan) and bagian(k.kunci)[1] != TARGET and self.muatan.terbuka(k)
        }
        return {**isian_awal(self.dasar.katalog, self.terbitan.unit, self.muatan), **realisasi}

    def gambar(self, isian: Isian, kunci: bytes) -> bytes:
        """The file."""
        dasar, t = self.dasar, self.terbitan
        stempel = buat_stempel(dasar.identitas(t.unit, t.seri), kunci)
        return tulis_buku(
            susun_buku_unit(dasar.katalog, t.unit, dasar.aturan, isian, stempel, dasar.pengaturan, self.muatan)
        )


@dataclass(frozen=True, slots=True)
class _UnitAcak:
    """A unit on its way to its returns: its workbooks, its numbers up to `triwulan`, its dice."""

    buku: tuple[_BukuAcak, ...]
    isian: Isian
    triwulan: int
    acak: random.Random


def _dasar(ledger: Ledger, digest: str) -> DasarTerbitan:
    dasar = DasarTerbitan.dari_ledger(ledger, digest)
    assert dasar is not None, "the ledger keeps the basis of every issue"
    return dasar


def _unit_acak(
    dasar: Callable[[str], DasarTerbitan], katalog: Katalog, terbitan: Sequence[Terbitan], benih: str, triwulan: int
) -> _UnitAcak:
    acak = random.Random(benih)
    dikenal = {"", *(j.kode for j in katalog.jabatan_unit(terbitan[0].unit))}
    buku = [_BukuAcak(t, dasar(t.digest), Muatan.dari_json(t.muatan)) for t in terbitan if t.jabatan in dikenal]
    sampai = max((b.sampai(triwulan) for b in buku), default=triwulan)
    isian = angka_acak(buku[-1].dasar.katalog, terbitan[0].unit, acak, sampai) if buku else {}
    for b in buku:
        isian |= b.muatan.tetap
    return _UnitAcak(tuple(buku), isian, sampai, acak)


def angka_acak(katalog: Katalog, unit: str, acak: random.Random, triwulan: int) -> Isian:
    """Plausible inputs of a unit around its targets, complete up to `triwulan`."""
    isian: Isian = target_awal(katalog, unit)
    for i in katalog.indikator_unit(unit):
        for t in triwulan_diminta(i.periode):
            if t <= triwulan:
                isian |= _realisasi(katalog, i, t, isian, acak)
    return isian


def _selaraskan(katalog: Katalog, semua: Mapping[str, Isian], triwulan: int) -> None:
    """Let superiors report the sum of what their subordinates did (acuan), the lowest first."""
    terkait = {
        i.kode: {a.indikator for v in katalog.variabel_indikator(i.kode) for a in pisah_acuan(v.acuan)}
        for i in katalog.indikator
    }
    for kode in TopologicalSorter(terkait).static_order():
        for v in katalog.variabel_indikator(kode):
            for u in katalog.unit_jabatan(katalog.cari_indikator(kode).jabatan):
                for t in range(1, triwulan + 1):
                    kunci = kunci_variabel(kode, v.kode, t)
                    jumlah = _jumlah_bawahan(katalog, semua, u.kode, pisah_acuan(v.acuan), t)
                    if jumlah is not None and kunci in semua.get(u.kode, {}):
                        semua[u.kode][kunci] = jumlah


def _jumlah_bawahan(
    katalog: Katalog, semua: Mapping[str, Isian], unit: str, acuan: Sequence[Acuan], triwulan: int
) -> float | None:
    """What the subordinates reported in one triwulan; None where there are none or one did not report."""
    angka = [_angka_bawahan(katalog, semua, unit_acuan(katalog, unit, a), a, triwulan) for a in acuan]
    lengkap = [n for n in angka if n is not None]
    return sum(lengkap) if lengkap and len(lengkap) == len(angka) else None


def _angka_bawahan(
    katalog: Katalog, semua: Mapping[str, Isian], unit: Sequence[str], acuan: Acuan, triwulan: int
) -> float | None:
    nilai: dict[str, float | None] = {}
    for v in katalog.variabel_indikator(acuan.indikator):
        milik = [semua.get(u, {}).get(kunci_variabel(acuan.indikator, v.kode, triwulan)) for u in unit]
        sah = [float(n) for n in milik if isinstance(n, float | int)]
        nilai[v.kode] = gabung(sah, v.gabung_unit) if len(sah) == len(unit) else None
    if acuan.variabel:
        return nilai[acuan.variabel]
    return evaluate(simpul_rumus(katalog.cari_indikator(acuan.indikator).rumus), nilai).nilai


def _ganggu(
    katalog: Katalog,
    unit: str,
    isian: Isian,
    acak: random.Random,
    triwulan: int,
    sifat: str,
    muatan: Muatan,
) -> None:
    """Make a return as people do: gaps ("sebagian"), numbers typed as text ("teks"), notes and evidence."""
    kunci = sorted(k for k in isian if k.triwulan and not k.kunci.endswith("/target"))
    if sifat == "sebagian":
        for k in kunci:
            if k.triwulan == triwulan and acak.random() < 1 / 7:
                del isian[k]
    if sifat == "teks":
        _jadikan_teks(katalog, isian, [k for k in kunci if k.triwulan == triwulan], acak)
    for i in katalog.indikator_unit(unit):
        if muatan.jabatan not in ("", i.jabatan):
            continue
        if acak.random() < 0.2:
            isian[kunci_catatan(i.kode, "kendala")] = acak.choice(_KENDALA)
            isian[kunci_catatan(i.kode, "faktor_pendukung")] = acak.choice(_PENDUKUNG)
        pertama = katalog.variabel_indikator(i.kode)[0]
        if acak.random() < 0.3:
            isian[kunci_bukti(i.kode, pertama.kode)] = f"Arsip {i.kode} TW {triwulan}"


def _realisasi(katalog: Katalog, i: Indikator, t: int, isian: Isian, acak: random.Random) -> Isian:
    """Values of one indicator in one triwulan: shares of the target for sums, a fitting numerator for ratios."""
    variabel = katalog.variabel_indikator(i.kode)
    sasaran = isian.get(KunciIsian(f"{i.kode}/target", t))
    target = float(sasaran) if isinstance(sasaran, float | int) else 10.0
    faktor = acak.uniform(0.8, 1.08) if i.arah == "maksimal" else acak.uniform(0.9, 1.15)
    ratio = derajat(simpul_rumus(i.rumus)) == 0
    hasil: Isian = {}
    for nomor, v in enumerate(variabel):
        kunci = kunci_variabel(i.kode, v.kode, t)
        if v.isian == "centang":
            lalu = isian.get(kunci_variabel(i.kode, v.kode, t - 1))
            # What was there stays there; the target says how many ought to be there by now.
            sudah = lalu == 1.0 or nomor < target * faktor
            hasil[kunci] = 1.0 if sudah else 0.0
        elif v.isian == "persen":
            hasil[kunci] = float(min(100, round(target * faktor)))
        elif ratio and len(variabel) == 2:
            penyebut = acak.randint(20, 60)
            besar = round(min(target * faktor, 100) / 100 * penyebut)
            hasil[kunci] = float(besar) if nomor == 0 else float(penyebut)
            if nomor == 1:
                hasil[kunci_variabel(i.kode, variabel[0].kode, t)] = float(min(besar, penyebut))
        else:
            hasil[kunci] = _bagian_target(v, target * faktor / len(variabel), nomor, i)
    return hasil


def _bagian_target(v: Variabel, nilai: float, nomor: int, i: Indikator) -> float:
    """A share of the target; the first term of a difference is enlarged so that the rest does not turn negative."""
    if "-" in i.rumus and nomor == 0:
        nilai *= 4
    return float(max(round(nilai), 0)) if v.isian == "bulat" else round(max(nilai, 0), 1)


def _jadikan_teks(katalog: Katalog, isian: Isian, kunci: Sequence[KunciIsian], acak: random.Random) -> None:
    """A few whole numbers as texts: "12", "12 dokumen", and one that nobody can read."""
    satuan = {f"{v.indikator}/{v.kode}": v.satuan for v in katalog.variabel if v.isian == "bulat"}
    angka = [k for k in kunci if k.kunci in satuan]
    pilihan = acak.sample(angka, min(3, len(angka)))
    for bentuk, k in zip(("{n}", "{n} {s}", "banyak"), pilihan, strict=False):
        nilai = isian[k]
        isian[k] = bentuk.format(n=f"{nilai:g}", s=satuan[k.kunci])
