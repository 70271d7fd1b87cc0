"""The rekap of very many units: one pass over the ledger, unit by unit, with the details in files beside the workbook.

What was reckoned of a unit, and of runs of units together, is kept (ikixl.perincian) until their returns, the katalog
or the rules change: of all others the next rekap only copies rows and adds up a few sums.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from ikixl.akar import NAMA_RAHASIA
from ikixl.checks.kaskade import periksa_kaskade
from ikixl.checks.lengkap import Kelengkapan
from ikixl.kaskade import Banding, BandingDalam, banding_kaskade, perlu_banding
from ikixl.katalog import Katalog
from ikixl.katalog.kunci import KunciIsian
from ikixl.katalog.model import Unit
from ikixl.keadaan import StatusUnit, status_dari_ledger, temuan_terbuka
from ikixl.konsolidasi import IsianUnit, NilaiAsal
from ikixl.konsolidasi_besar import KonsolidasiBesar, Pengumpul
from ikixl.konsolidasi_unit import AngkaUnit, BentukUnit, angka_unit
from ikixl.ledger import Berkas, Ledger
from ikixl.perhitungan import TRIWULAN
from ikixl.perincian import JUDUL, BarisUnit, PenulisRincian, Simpanan, UnitTersimpan
from ikixl.perincian.baris import baris_kaskade, baris_matriks, baris_temuan
from ikixl.perincian.simpanan import kunci_unit
from ikixl.proyek import Proyek
from ikixl.rekap import BarisStatus, Pembanding
from ikixl.rekap.besar.buku import tergambar
from ikixl.rekap.besar.konteks import KonteksBesar
from ikixl.temuan import Temuan

__all__ = ["BATAS_PASANGAN", "BahanBesar", "siapkan_besar", "terlalu_besar"]

#: Most pairs of indikator and unit that a workbook shows one by one: some 800,000 formulas in all its sheets, which
#: LibreOffice opens within a minute on an ordinary laptop (docs/kinerja.md). Above it the details stand beside.
BATAS_PASANGAN = 8_000
#: Most temuan that the workbook of a large rekap lists.
BATAS_TEMUAN = 5_000
_NAMA_SIMPANAN = "rekap.sqlite"
_DARI_UNIT = ("data", "variabel", "rincian")
# So many units are kept together as well: where one of them changed, the figures of all of them are read again.
_SERANGKAI = 64

# The worst first.
_TINGKAT = ("galat", "peringatan", "info")


def terlalu_besar(katalog: Katalog) -> bool:
    """Whether the details of a rekap stand beside its workbook; a matter of the katalog, never of who reported."""
    return sum(len(katalog.indikator_unit(u.kode)) for u in katalog.unit) > BATAS_PASANGAN


@dataclass(frozen=True, slots=True)
class BahanBesar:
    """What a large rekap is made of: all that its workbook shows, how each unit stands, where figures between workbooks
    differ, who is held.
    """

    ktk: KonteksBesar
    status: tuple[StatusUnit, ...]
    kaskade: tuple[Temuan, ...]
    ditahan: tuple[str, ...]


def siapkan_besar(
    proyek: Proyek,
    ledger: Ledger,
    berlaku: Mapping[str, tuple[Berkas, ...]],
    katalog: Katalog,
    penulis: PenulisRincian,
    baris_status: Callable[[StatusUnit], BarisStatus],
    pangkal: str,
    triwulan: int | None = None,
    pembanding: Pembanding | None = None,
) -> BahanBesar:
    """Consolidate, and give the files beside the workbook to `penulis`; the caller puts them in their places.

    `berlaku` are the returns of the year that count (Ledger.berkas_berlaku), at least one. `baris_status` makes the
    rows of Status, `pangkal` is how the name of the rekap begins. What is kept of each unit is brought up to date,
    unless `penulis` writes nothing either.
    """
    return _Perekap(proyek, ledger, berlaku, katalog, penulis).siapkan(triwulan, pembanding, baris_status, pangkal)


@dataclass(frozen=True, slots=True)
class _Bentuk:
    """What all units that hold the same jabatan share."""

    bentuk: BentukUnit
    baris: BarisUnit
    dalam: BandingDalam


class _Perekap:
    """One large rekap in the making."""

    def __init__(
        self,
        proyek: Proyek,
        ledger: Ledger,
        berlaku: Mapping[str, tuple[Berkas, ...]],
        katalog: Katalog,
        penulis: PenulisRincian,
    ) -> None:
        self.katalog = katalog
        self.aturan = proyek.aturan
        self.tahun = katalog.instansi.tahun
        self._proyek, self._ledger, self._penulis = proyek, ledger, penulis
        self._berlaku = berlaku
        self._nama = {b.sha256: b.nama for milik in self._berlaku.values() for b in milik}
        self._bentuk: dict[tuple[str, ...], _Bentuk] = {}
        self._kunci: dict[tuple[str, int], KunciIsian] = {}
        self._dasar = kunci_unit(katalog.digest, asdict(self.aturan))
        self._sidik_unit: dict[str, str] = {}
        self._terakhir: tuple[str, IsianUnit] = ("", {})
        # Figures that differ within a unit, though no single workbook showed it.
        self._dalam: dict[str, list[Banding]] = {}

    def siapkan(
        self,
        triwulan: int | None,
        pembanding: Pembanding | None,
        baris_status: Callable[[StatusUnit], BarisStatus],
        pangkal: str,
    ) -> BahanBesar:
        """All steps, in their order."""
        path = self._proyek.folder / NAMA_RAHASIA / _NAMA_SIMPANAN
        with Simpanan(path, hanya_baca=not self._penulis.menulis) as simpanan:
            konsolidasi = self._kumpulkan(simpanan)
            sampai = triwulan or konsolidasi.triwulan_terakhir()
            self._per_triwulan(simpanan, konsolidasi, sampai)
            serangkai = (f"{apa}-{nama}" for nama, _, _ in self._serangkai() for apa in ("jumlah", *map(str, TRIWULAN)))
            simpanan.buang_selain((u.kode for u in self.katalog.unit), serangkai)
        lengkap = {u: Kelengkapan(_selisih(a.terisi), _selisih(a.diminta)) for u, a in konsolidasi.angka.items()}
        terbuka = temuan_terbuka(self._ledger, self.tahun)
        status = status_dari_ledger(self.katalog, self._ledger, lengkap, self._berlaku, terbuka)
        antarbuku = banding_kaskade(konsolidasi, sampai, satu_unit=False)
        banyak = {u: None for u, milik in self._berlaku.items() if len(milik) > 1}
        dalam = [b for u in banyak for b in self._dalam.get(u, ())]
        kaskade = periksa_kaskade(konsolidasi, [*antarbuku, *dalam], self._nama)
        # A difference found in one of several workbooks of a unit: their figures are compared together now.
        masih = [t for _, milik in terbuka for t in milik if not (t.kode == "SILANG-02" and t.unit in banyak)]
        temuan = sorted([*masih, *kaskade], key=lambda t: _TINGKAT.index(t.tingkat))
        folder = f"{pangkal}-tw{sampai}-rincian"
        ktk = KonteksBesar(
            konsolidasi,
            sampai,
            status=tuple(baris_status(s) for s in status),
            temuan=tuple(temuan[:BATAS_TEMUAN]),
            kertas_nama=self._proyek.pengaturan.kertas,
            pembanding=pembanding,
            folder=folder,
            temuan_semua=len(temuan),
        )
        gambar = tuple(b for b in antarbuku if tergambar(ktk, b))
        lain = [b for b in antarbuku if not tergambar(ktk, b)]
        for b in lain:
            self._penulis.tambah("kaskade", self._baris_kaskade(b).encode(), 1, b.unit)
        if len(temuan) > BATAS_TEMUAN:
            self._penulis.mulai("temuan", JUDUL["temuan"])
            for t in temuan:
                self._penulis.tambah("temuan", baris_temuan(t).encode(), 1)
        ktk = replace(ktk, banding=gambar, sebelah=self._penulis.selesai(folder))
        ditahan = tuple(s.unit for s in status if s.ditahan)
        return BahanBesar(ktk, tuple(status), tuple(kaskade), ditahan)

    def _kumpulkan(self, simpanan: Simpanan) -> KonsolidasiBesar:
        """One pass over the units: their rows to the files, their figures to the consolidation."""
        pengumpul = Pengumpul(self.katalog, self.aturan, perlu_banding(self.katalog))
        for jenis in _DARI_UNIT:
            self._penulis.mulai(jenis, JUDUL[jenis])
        for nama, unit, kunci in self._serangkai():
            pengumpul.gabungkan(self._jumlah(simpanan, pengumpul, unit, f"jumlah-{nama}", kunci))
        return pengumpul.selesai(self._muat)

    def _serangkai(self) -> Iterator[tuple[str, Sequence[Unit], str]]:
        """Runs of units in the katalog's order: name, the units, digest of everything that they are made from."""
        semua = self.katalog.unit
        for awal in range(0, len(semua), _SERANGKAI):
            unit = semua[awal : awal + _SERANGKAI]
            yield str(awal), unit, kunci_unit(*(self._sidik(u.kode) for u in unit))

    def _jumlah(
        self, simpanan: Simpanan, pengumpul: Pengumpul, unit: Sequence[Unit], nama: str, kunci: str
    ) -> Pengumpul:
        """What a run of units comes to, kept or reckoned; their rows go to the files."""
        tersimpan = simpanan.ambil_serangkai(nama, kunci, pengumpul.dari_json)
        if tersimpan is not None:
            for u in unit:
                self._tulis_baris(u, simpanan.ambil_baris(u.kode, self._sidik(u.kode)) or self._unit(simpanan, u).baris)
            return tersimpan
        hasil = pengumpul.kosong()
        for u in unit:
            satu = self._unit(simpanan, u)
            self._tulis_baris(u, satu.baris)
            hasil.tambah(u.kode, satu.angka)
        simpanan.simpan_serangkai(nama, kunci, hasil.ke_json())
        return hasil

    def _tulis_baris(self, u: Unit, baris: Mapping[str, tuple[bytes, int]]) -> None:
        for jenis, (isi, banyak) in baris.items():
            self._penulis.tambah(jenis, isi, banyak, u.kode)

    def _per_triwulan(self, simpanan: Simpanan, konsolidasi: KonsolidasiBesar, sampai: int) -> None:
        """A second pass over what is kept, for the files that speak of one triwulan: Matriks and Kaskade."""
        ganda = [h.indikator.kode for h in konsolidasi.hasil.values() if not h.tunggal]
        self._penulis.mulai("matriks", (*JUDUL["matriks"], *ganda))
        self._penulis.mulai("kaskade", JUDUL["kaskade"])
        for nama, unit, kunci in self._serangkai():
            baris = simpanan.ambil_serangkai(f"{sampai}-{nama}", kunci, _baris_triwulan)
            if baris is None:
                baris = [self._satu_triwulan(simpanan, u, ganda, sampai) for u in unit]
                simpanan.simpan_serangkai(f"{sampai}-{nama}", kunci, json.dumps(baris, ensure_ascii=False))
            for u, (matriks, kaskade, beda) in zip(unit, baris, strict=True):
                if matriks:
                    self._penulis.tambah("matriks", matriks.encode(), 1, u.kode)
                for satu in kaskade:
                    self._penulis.tambah("kaskade", satu.encode(), 1, u.kode)
                if beda and len(self._berlaku.get(u.kode, ())) > 1:
                    self._dalam[u.kode] = self._banding(u, self._angka(simpanan, u), sampai)

    def _satu_triwulan(
        self, simpanan: Simpanan, u: Unit, ganda: Sequence[str], sampai: int
    ) -> tuple[str, list[str], bool]:
        """The row of a unit in Matriks ("" for none), its rows in Kaskade, and whether its figures differ anywhere."""
        angka = self._angka(simpanan, u)
        dalam = self._banding(u, angka, sampai)
        matriks = baris_matriks(u, ganda, angka, sampai) if any(i in angka.indikator for i in ganda) else ""
        return matriks, [self._baris_kaskade(b) for b in dalam], any(b.beda for b in dalam)

    def _angka(self, simpanan: Simpanan, u: Unit) -> AngkaUnit:
        return simpanan.ambil_angka(u.kode, self._sidik(u.kode)) or self._unit(simpanan, u).angka

    def _banding(self, u: Unit, angka: AngkaUnit, sampai: int) -> list[Banding]:
        """The figures compared within one unit."""
        return self._milik(u.kode).dalam.di(u.kode, angka, sampai)

    def _baris_kaskade(self, b: Banding) -> str:
        jabatan = self.katalog.cari_indikator(b.indikator).jabatan
        return baris_kaskade(self.katalog.cari_unit(b.unit), jabatan, b)

    def _unit(self, simpanan: Simpanan, u: Unit) -> UnitTersimpan:
        """What was kept of a unit, or else what its returns come to now."""
        kunci = self._sidik(u.kode)
        lama = simpanan.ambil(u.kode, kunci)
        if lama is not None:
            return lama
        baru = self._hitung(u)
        simpanan.simpan(u.kode, kunci, baru)
        return baru

    def _sidik(self, unit: str) -> str:
        """Of everything that the figures and rows of a unit are made from."""
        sidik = self._sidik_unit.get(unit)
        if sidik is None:
            berkas = [(b.sha256, b.nama, b.seri) for b in self._berlaku.get(unit, ())]
            sidik = self._sidik_unit[unit] = kunci_unit(self._dasar, unit, berkas)
        return sidik

    def _hitung(self, u: Unit) -> UnitTersimpan:
        milik = self._milik(u.kode)
        bentuk, baris = milik.bentuk, milik.baris
        isian = self._muat(u.kode)
        asal = [isian.get(k) for k in bentuk.semua]
        angka, hitungan = angka_unit(bentuk, self.aturan, isian, asal)
        teks = (baris.data(u, asal, self._nama), baris.variabel(u, hitungan), baris.rincian(u, hitungan, angka))
        isi = {jenis: (t.encode(), t.count("\r\n")) for jenis, t in zip(_DARI_UNIT, teks, strict=True)}
        return UnitTersimpan(angka, isi)

    def _milik(self, unit: str) -> _Bentuk:
        jabatan = tuple(j.kode for j in self.katalog.jabatan_unit(unit))
        if jabatan not in self._bentuk:
            bentuk = BentukUnit(self.katalog, self.katalog.indikator_unit(unit))
            self._bentuk[jabatan] = _Bentuk(bentuk, BarisUnit(bentuk), BandingDalam(self.katalog, jabatan))
        return self._bentuk[jabatan]

    def _muat(self, unit: str) -> IsianUnit:
        """The inputs of a unit in force: those of a later issue take the place of an earlier one's."""
        if self._terakhir[0] != unit:
            isian: dict[KunciIsian, NilaiAsal] = {}
            for b in self._berlaku.get(unit, ()):
                for kunci, t, nilai, keadaan, lembar, sel in self._ledger.nilai_berkas(b.sha256):
                    k = self._kunci.get((kunci, t))
                    if k is None:
                        k = self._kunci[kunci, t] = KunciIsian(kunci, t)
                    isian[k] = NilaiAsal(nilai, keadaan, b.sha256, lembar, sel)
            self._terakhir = unit, isian
        return self._terakhir[1]


def _baris_triwulan(teks: str) -> list[tuple[str, list[str], bool]]:
    """What is kept of `_satu_triwulan` for each unit of a run; ValueError or TypeError for another text."""
    return [(matriks, kaskade, beda) for matriks, kaskade, beda in json.loads(teks)]


def _selisih(sampai: Sequence[int]) -> tuple[int, int, int, int]:
    """Counts of each triwulan out of those up to each."""
    a, b, c, d = sampai
    return a, b - a, c - b, d - c
