"""One returned file, read and judged: bytes to inputs and temuan, nothing recorded."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from ikixl.checks.identitas import HarapanIdentitas, periksa_baris, periksa_identitas, periksa_terbitan
from ikixl.checks.kaskade import periksa_kaskade
from ikixl.checks.polos import periksa_polos
from ikixl.checks.susunan import periksa_susunan
from ikixl.checks.utuh import periksa_utuh
from ikixl.errors import BerkasTidakTerbacaError
from ikixl.kaskade import BandingDalam
from ikixl.katalog.kunci import KunciIsian
from ikixl.konsolidasi import Konsolidasi, NilaiAsal, triwulan_terakhir
from ikixl.layout.buku import AWALAN_PENANDA, Buku
from ikixl.layout.identitas import Identitas, buat_stempel
from ikixl.layout.lembar_perbaikan import KUNCI as KUNCI_PERBAIKAN
from ikixl.layout.letak import alamat
from ikixl.layout.muatan import MUATAN_KOSONG, Muatan
from ikixl.layout.unit import isian_awal, susun_buku_unit
from ikixl.penerimaan.bentuk import LemariBentuk
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.isian import HasilBaca, IsianTerbaca, baca_isian
from ikixl.reader.mentah import BukuMentah, LembarMentah
from ikixl.temuan import Temuan, ada_galat
from ikixl.terbitan.dasar import DasarTerbitan

__all__ = ["HasilPeriksa", "Pemeriksa", "hasil_ditolak"]

Keadaan = Literal["diterima", "ditolak", "ditahan"]


@dataclass(frozen=True, slots=True)
class HasilPeriksa:
    """What one file holds and whether it may count.

    `terisi` are input cells used, `tetap` cells unchanged as issued, `dilaporkan` cells that a temuan speaks of:
    together every non-blank cell of the file (0 where it could not be opened). `dikosongkan` are inputs that were
    issued with a value and came back blank: what they held counts no more. `jabatan` is the code of the one jabatan
    that the workbook is for, "" for the whole unit. `perbaikan`: it is a marked-up return that came back.
    `bertentangan`: it is held because it contradicts another return. `kesalahan` is a mistake of ours that kept the
    file from being read.
    """

    berkas: str
    sha256: str
    keadaan: Keadaan
    unit: str = ""
    seri: int = 0
    tahun: int = 0
    terisi: int = 0
    tetap: int = 0
    dilaporkan: int = 0
    isian: tuple[IsianTerbaca, ...] = ()
    temuan: tuple[Temuan, ...] = ()
    ukuran: int = 0
    waktu: str = ""
    sudah_ada: bool = field(default=False)
    dikosongkan: tuple[IsianTerbaca, ...] = ()
    jabatan: str = ""
    perbaikan: bool = False
    bertentangan: bool = False
    kesalahan: Exception | None = field(default=None, compare=False)

    def ke_json(self) -> dict[str, object]:
        """The contract's JSON object of one file."""
        return {
            "berkas": self.berkas,
            "sha256": self.sha256,
            "unit": self.unit,
            "tahun": self.tahun,
            "keadaan": self.keadaan,
            "jumlah": {"terisi": self.terisi, "tetap": self.tetap, "dilaporkan": self.dilaporkan},
            "isian": [
                {
                    "kunci": i.kunci.kunci,
                    "triwulan": i.kunci.triwulan or None,
                    "nilai": i.nilai,
                    "lembar": i.lembar,
                    "sel": i.sel,
                }
                for i in self.isian
                if i.keadaan == "isi"
            ],
            "temuan": [t.ke_json() for t in self.temuan],
        }

    @property
    def ada_galat(self) -> bool:
        """Whether any temuan is of level galat."""
        return ada_galat(self.temuan)


def hasil_ditolak(data: bytes, nama: str, galat: BerkasTidakTerbacaError) -> HasilPeriksa:
    """The result for a file that cannot be opened at all, for the reason given."""
    temuan = Temuan(galat.kode, berkas=nama, rinci=dict(galat.rinci))
    return HasilPeriksa(nama, hashlib.sha256(data).hexdigest(), "ditolak", temuan=(temuan,), ukuran=len(data))


def _tanpa_muatan(_unit: str, _seri: int) -> Muatan:
    return MUATAN_KOSONG


@dataclass(frozen=True)
class Pemeriksa:
    """Reads files against what a project issued.

    `kunci` seals its workbooks; `cari_dasar` gives what a workbook was drawn from, by the digest in its identity;
    `cari_muatan` what it carried, by unit and serial; `buka` reads bytes instead of baca_mentah. `segera`: many
    returns are expected, so that it pays to prepare for their shape at the first of them. `cepat` False compares every
    return with its workbook drawn anew, also one that is as it was issued but for its inputs; the result is the same.
    """

    kunci: bytes
    harapan: HarapanIdentitas
    cari_dasar: Callable[[str], DasarTerbitan | None]
    cari_muatan: Callable[[str, int], Muatan] = _tanpa_muatan
    buka: Callable[[bytes, str], BukuMentah] | None = None
    segera: bool = False
    cepat: bool = True

    @cached_property
    def _bentuk(self) -> LemariBentuk:
        return LemariBentuk(segera=self.segera)

    def periksa(self, data: bytes, nama: str) -> HasilPeriksa:
        """Read one file from its bytes; never raises for what is in them."""
        try:
            mentah = (self.buka or baca_mentah)(data, nama)
        except BerkasTidakTerbacaError as galat:
            return hasil_ditolak(data, nama, galat)
        awal = HasilPeriksa(nama, hashlib.sha256(data).hexdigest(), "ditolak", ukuran=len(data))
        # Cells are accounted for by the name of their sheet; .ods and .xls do not keep names apart.
        if ganda := [n for n, banyak in Counter(lembar.nama for lembar in mentah.lembar).items() if banyak > 1]:
            rinci = {"sebab": f"lembar {ganda[0][:40]} terdaftar dua kali"}
            return replace(awal, temuan=(Temuan("BERKAS-07", berkas=nama, rinci=rinci),))
        identitas, temuan = periksa_identitas(mentah, self.kunci, self.harapan)
        if identitas is not None:
            awal = replace(awal, unit=identitas.unit, seri=identitas.seri, tahun=identitas.tahun)
        dasar = self.cari_dasar(identitas.digest) if identitas and not temuan else None
        if identitas and not temuan and dasar is None:
            temuan = [Temuan("IDENTITAS-09", rinci={"ditemukan": identitas.digest})]
        if identitas and dasar:
            temuan = periksa_baris(identitas, dasar.identitas(identitas.unit, identitas.seri))
        if identitas is None or dasar is None or temuan:
            semua = _jumlah_sel(mentah)
            lengkap = tuple(replace(t, berkas=nama, unit=awal.unit) for t in temuan)
            return replace(awal, temuan=lengkap, dilaporkan=semua)
        return self._baca(awal, mentah, identitas, dasar)

    def _baca(self, awal: HasilPeriksa, mentah: BukuMentah, identitas: Identitas, dasar: DasarTerbitan) -> HasilPeriksa:
        stempel = buat_stempel(identitas, self.kunci)
        unit = identitas.unit
        muatan = self.cari_muatan(unit, identitas.seri)

        def buku(isian: Mapping[KunciIsian, float | str]) -> Buku:
            return susun_buku_unit(dasar.katalog, unit, dasar.aturan, isian, stempel, dasar.pengaturan, muatan)

        bentuk = self._bentuk.cari(dasar, unit, muatan, berkerangka=self.cepat)
        kerangka = bentuk.kerangka if self.cepat else None
        polos = periksa_polos(mentah, kerangka, dasar.katalog.cari_unit(unit), stempel) if kerangka else None
        if kerangka and polos:
            kosong = kerangka.masukan
            hasil = polos[0]
        else:
            kosong = buku({})
            hasil = baca_isian(mentah, kosong)
        hasil.temuan += periksa_terbitan(identitas, self.harapan)
        if mentah.makro:
            hasil.lapor("BERKAS-08")
        periksa_susunan(hasil, kosong, mentah, di_tempat=polos is not None)
        # Drawn again with the inputs as the file's own formulas see them: what each cell ought to show.
        tetap = polos[1] if polos else periksa_utuh(hasil, buku(hasil.mentah_isian), mentah.format)
        bentuk.kewajaran(kosong, dasar.katalog).periksa(hasil, muatan.tetap)
        isian = {**muatan.tetap, **{k: i.nilai for k, i in hasil.isian.items() if i.nilai is not None}}
        hasil.temuan += bentuk.kewajiban.periksa(unit, isian)
        hasil.temuan += _kaskade(hasil, dasar, unit, muatan, bentuk.dalam)
        ditolak = hasil.ditolak or any(t.kode == "LENGKAP-02" for t in hasil.temuan)
        _pastikan_terhitung(hasil, tetap, mentah)
        return replace(
            awal,
            keadaan="ditolak" if ditolak else "diterima",
            jabatan=muatan.jabatan,
            perbaikan=polos is None and any(map(_penanda_perbaikan, mentah.lembar)),
            terisi=len(hasil.terpakai),
            tetap=tetap,
            dilaporkan=len(hasil.dilaporkan),
            isian=tuple(hasil.isian.values()),
            dikosongkan=_dikosongkan(hasil, kosong, isian_awal(dasar.katalog, unit, muatan)),
            temuan=tuple(replace(t, berkas=awal.berkas, unit=unit) for t in hasil.temuan),
        )


def _penanda_perbaikan(lembar: LembarMentah) -> bool:
    """Whether a sheet is the list that a marked-up return begins with."""
    sel = lembar.ambil((0, 0))
    return sel is not None and str(sel.nilai).strip() == f"{AWALAN_PENANDA}{KUNCI_PERBAIKAN}"


def _dikosongkan(hasil: HasilBaca, buku: Buku, awal: Mapping[KunciIsian, float | str]) -> tuple[IsianTerbaca, ...]:
    """Inputs of `buku` that were filled in beforehand and whose one cell is blank now.

    An input whose row or column is gone, or stands twice, is none of them: nobody said that it is blank.
    """
    if awal.keys() <= hasil.isian.keys():
        return ()
    kosong = []
    for lembar in buku.lembar:
        peta = hasil.peta.get(lembar.kunci)
        if peta is None:
            continue
        masukan = [(b.kunci, k, s.masukan.isian) for b in lembar.baris for k, s in b.sel.items() if s.masukan]
        for baris, kolom, kunci in masukan:
            if kunci not in awal or kunci in hasil.isian:
                continue
            tempat = [(r, k) for r in peta.baris.get(baris, ()) for k in peta.kolom.get(kolom, ())]
            if len(tempat) == 1 and peta.lembar.ambil(tempat[0]) is None:
                kosong.append(IsianTerbaca(kunci, None, "kosong", peta.lembar.nama, alamat(*tempat[0])))
    return tuple(kosong)


def _kaskade(hasil: HasilBaca, dasar: DasarTerbitan, unit: str, muatan: Muatan, dalam: BandingDalam) -> list[Temuan]:
    """Differences between a superior and the subordinates of the same workbook; rekap finds the others."""
    nilai = {k: n for k, n in muatan.tetap.items() if k not in hasil.isian}
    nilai |= {k: i.nilai for k, i in hasil.isian.items() if i.nilai is not None}
    beda = [b for b in dalam.dari_isian(unit, nilai, dasar.aturan, triwulan_terakhir(nilai)) if b.beda]
    if not beda:
        return []
    asal = {k: NilaiAsal(n, "isi") for k, n in muatan.tetap.items()}
    asal |= {k: NilaiAsal(i.nilai, i.keadaan, lembar=i.lembar, sel=i.sel) for k, i in hasil.isian.items()}
    return periksa_kaskade(Konsolidasi(dasar.katalog, dasar.aturan, {unit: asal}), beda)


def _jumlah_sel(mentah: BukuMentah) -> int:
    return sum(lembar.jumlah for lembar in mentah.lembar)


def _pastikan_terhitung(hasil: HasilBaca, tetap: int, mentah: BukuMentah) -> None:
    """Every non-blank cell is used, unchanged or reported; anything else would be data lost without a word."""
    terhitung = len(hasil.terpakai) + tetap + len(hasil.dilaporkan)
    assert terhitung == _jumlah_sel(mentah), f"{terhitung} of {_jumlah_sel(mentah)} cells accounted for"
