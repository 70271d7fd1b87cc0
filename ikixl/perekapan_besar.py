"""The rekap of very many units: one pass over the ledger, unit by unit, with the details in files beside the workbook.

What was reckoned of a unit is kept (ikixl.perincian) until its returns, the katalog or the rules change, so that the
next rekap costs what the new returns cost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from ikixl.konsolidasi_unit import BentukUnit, angka_unit
from ikixl.ledger import Berkas, Ledger
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

Lapor = Callable[[str], None]


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
    katalog: Katalog,
    penulis: PenulisRincian,
    baris_status: Callable[[StatusUnit], BarisStatus],
    pangkal: str,
    triwulan: int | None = None,
    pembanding: Pembanding | None = None,
) -> BahanBesar:
    """Consolidate, and give the files beside the workbook to `penulis`; the caller puts them in their places.

    `baris_status` makes the rows of Status, `pangkal` is how the name of the rekap begins. What is kept of each unit is
    brought up to date, unless `penulis` writes nothing either.
    """
    return _Perekap(proyek, ledger, katalog, penulis).siapkan(triwulan, pembanding, baris_status, pangkal)


@dataclass(frozen=True, slots=True)
class _Bentuk:
    """What all units that hold the same jabatan share."""

    bentuk: BentukUnit
    baris: BarisUnit
    dalam: BandingDalam


class _Perekap:
    """One large rekap in the making."""

    def __init__(self, proyek: Proyek, ledger: Ledger, katalog: Katalog, penulis: PenulisRincian) -> None:
        self.katalog = katalog
        self.aturan = proyek.aturan
        self.tahun = katalog.instansi.tahun
        self._proyek, self._ledger, self._penulis = proyek, ledger, penulis
        self._berlaku: Mapping[str, tuple[Berkas, ...]] = ledger.berkas_berlaku(self.tahun)
        self._nama = {b.sha256: b.nama for milik in self._berlaku.values() for b in milik}
        self._bentuk: dict[tuple[str, ...], _Bentuk] = {}
        self._kunci: dict[tuple[str, int], KunciIsian] = {}
        self._dasar = [katalog.digest, asdict(self.aturan)]
        self._terakhir: tuple[str, IsianUnit] = ("", {})

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
            simpanan.buang_selain([u.kode for u in self.katalog.unit])
        lengkap = {u: Kelengkapan(_selisih(a.terisi), _selisih(a.diminta)) for u, a in konsolidasi.angka.items()}
        status = status_dari_ledger(self.katalog, self._ledger, lengkap)
        antarbuku = banding_kaskade(konsolidasi, sampai, satu_unit=False)
        banyak = [u for u, milik in self._berlaku.items() if len(milik) > 1]
        dalam = [b for u in banyak for b in self._dalam.get(u, ())]
        kaskade = periksa_kaskade(konsolidasi, [*antarbuku, *dalam], self._nama)
        temuan = self._temuan(kaskade, set(banyak))
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
        self._tulis_kaskade(lain)
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
        for u in self.katalog.unit:
            satu = self._unit(simpanan, u)
            for jenis, (isi, banyak) in satu.baris.items():
                self._penulis.tambah(jenis, isi, banyak, u.kode)
            pengumpul.tambah(u.kode, satu.angka)
        return pengumpul.selesai(self._muat)

    def _per_triwulan(self, simpanan: Simpanan, konsolidasi: KonsolidasiBesar, sampai: int) -> None:
        """A second pass over what is kept, for the files that speak of one triwulan: Matriks and Kaskade."""
        ganda = [h.indikator.kode for h in konsolidasi.hasil.values() if not h.tunggal]
        self._penulis.mulai("matriks", (*JUDUL["matriks"], *ganda))
        self._penulis.mulai("kaskade", JUDUL["kaskade"])
        self._dalam: dict[str, list[Banding]] = {}
        for u in self.katalog.unit:
            angka = simpanan.ambil_angka(u.kode, self._sidik(u.kode)) or self._unit(simpanan, u).angka
            if any(i in angka.indikator for i in ganda):
                self._penulis.tambah("matriks", baris_matriks(u, ganda, angka, sampai).encode(), 1, u.kode)
            dalam = self._milik(u.kode).dalam.di(u.kode, angka, sampai)
            self._tulis_kaskade(dalam)
            if len(self._berlaku.get(u.kode, ())) > 1:
                self._dalam[u.kode] = dalam

    def _tulis_kaskade(self, banding: Sequence[Banding]) -> None:
        for b in banding:
            jabatan = self.katalog.cari_indikator(b.indikator).jabatan
            baris = baris_kaskade(self.katalog.cari_unit(b.unit), jabatan, b)
            self._penulis.tambah("kaskade", baris.encode(), 1, b.unit)

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
        berkas = [(b.sha256, b.nama, b.seri) for b in self._berlaku.get(unit, ())]
        return kunci_unit(self._dasar, unit, berkas)

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

    def _temuan(self, kaskade: Sequence[Temuan], banyak: set[str]) -> list[Temuan]:
        """All that still matter, the worst first."""
        tingkat = ("galat", "peringatan", "info")
        terbuka = (t for _, milik in temuan_terbuka(self._ledger, self.tahun) for t in milik)
        semua = [t for t in terbuka if not (t.kode == "SILANG-02" and t.unit in banyak)]
        return sorted([*semua, *kaskade], key=lambda t: tingkat.index(t.tingkat))


def _selisih(sampai: Sequence[int]) -> tuple[int, int, int, int]:
    """Counts of each triwulan out of those up to each."""
    a, b, c, d = sampai
    return a, b - a, c - b, d - c
