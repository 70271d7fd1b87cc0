"""The rows of the files beside a large rekap: every input, variabel and indikator of one unit, as CSV.

CSV as Excel with Indonesian settings opens it: ";" between columns, decimal comma; numbers with all their digits. Texts
that a spreadsheet program would run as a formula are made harmless (ikixl.netral).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from ikixl.kaskade import Banding
from ikixl.katalog.kunci import TARGET
from ikixl.katalog.model import Unit
from ikixl.konsolidasi import NilaiAsal
from ikixl.konsolidasi_unit import AngkaUnit, BentukUnit
from ikixl.netral import netral
from ikixl.perhitungan import TRIWULAN, HitunganIndikator, cara_target_indikator
from ikixl.temuan import Temuan

__all__ = ["JUDUL", "BarisUnit", "baris_csv", "baris_kaskade", "baris_matriks", "baris_temuan"]

_EMPAT = [f"{lingkup}{t}" for lingkup in ("tw", "sd") for t in TRIWULAN]
# Up to here every whole number is a float of its own.
_BULAT_TERBESAR = 1e15
#: Titles of the columns of each file, by the first part of its name; those of matriks follow from the katalog.
JUDUL: Mapping[str, Sequence[str]] = {
    "data": (
        *("tahun", "instansi", "unit", "jabatan", "indikator", "variabel", "triwulan", "nilai", "keadaan"),
        *("berkas", "lembar", "sel", "sha256"),
    ),
    "variabel": ("unit", "jabatan", "indikator", "variabel", "nama", "satuan", "cara_waktu", *_EMPAT),
    "rincian": (
        *("unit", "nama_unit", "jabatan", "indikator", "nama", "satuan"),
        *(f"{k}_{e}" for e in _EMPAT for k in ("target", "realisasi", "capaian")),
        *(f"isian_terisi_sd{t}" for t in TRIWULAN),
        *(f"isian_diminta_sd{t}" for t in TRIWULAN),
    ),
    "matriks": ("unit", "nama_unit"),
    "kaskade": (
        *("unit", "nama_unit", "jabatan", "indikator", "variabel", "triwulan"),
        *("atasan", "bawahan", "selisih", "keadaan", "rincian"),
    ),
    "temuan": ("tingkat", "kode", "unit", "berkas", "lembar", "sel", "pesan", "saran"),
}


@lru_cache(maxsize=65_536)
def _teks(teks: str) -> str:
    aman = netral(teks)
    if any(h in aman for h in ';"\r\n'):
        return '"' + aman.replace('"', '""') + '"'
    return aman


def _sel(nilai: float | str) -> str:
    if isinstance(nilai, str):
        return _teks(nilai)
    if abs(nilai) < _BULAT_TERBESAR and nilai == int(nilai):
        return str(int(nilai))
    return repr(nilai).replace(".", ",")


def _deret(isi: Iterable[float | str | None]) -> str:
    # Most of what a unit was asked is still to come.
    return ";".join(["" if n is None or n == "" else _sel(n) for n in isi])


def baris_csv(isi: Iterable[float | str | None]) -> str:
    """One row, with its end of line."""
    return _deret(isi) + "\r\n"


class BarisUnit:
    """The rows of units that hold the same jabatan."""

    def __init__(self, bentuk: BentukUnit) -> None:
        self._bentuk = bentuk
        instansi = bentuk.katalog.instansi
        self._depan = f"{_sel(instansi.tahun)};{_teks(instansi.kode_wilayah)}"

    @cached_property
    def _data(self) -> list[str]:
        """The columns jabatan to triwulan of each row of Data."""
        return [
            f"{_teks(i.jabatan)};{_teks(i.kode)};{_teks(variabel)};{k.triwulan}"
            for i in self._bentuk.indikator
            for variabel, kunci in self._bentuk.kunci[i.kode]
            for k in kunci
        ]

    @cached_property
    def _diminta(self) -> dict[str, str]:
        """The columns isian_diminta of each indikator."""
        hasil = {}
        for i in self._bentuk.indikator:
            semua = [k.triwulan for _, kunci in self._bentuk.kunci[i.kode][:-1] for k in kunci]
            hasil[i.kode] = ";".join(str(sum(n <= t for n in semua)) for t in TRIWULAN)
        return hasil

    def data(self, unit: Unit, asal: Sequence[NilaiAsal | None], nama_berkas: Mapping[str, str]) -> str:
        """One row for each input that is asked for, filled or not, with its lineage; `asal` by BentukUnit.semua."""
        depan = f"{self._depan};{_teks(unit.kode)}"
        nama = {sha: _teks(nama_berkas.get(sha, "")) for sha in {a.sha256 for a in asal if a is not None}}
        hasil = []
        for apa, a in zip(self._data, asal, strict=True):
            if a is None:
                hasil.append(f"{depan};{apa};;kosong;;;;\r\n")
                continue
            nilai = "" if a.nilai is None or isinstance(a.nilai, str) else _sel(a.nilai)
            tempat = f"{nama[a.sha256]};{_teks(a.lembar)};{_teks(a.sel)};{a.sha256}"
            hasil.append(f"{depan};{apa};{nilai};{a.keadaan};{tempat}\r\n")
        return "".join(hasil)

    @cached_property
    def _variabel(self) -> list[tuple[str, str, str]]:
        """(indikator, variabel or TARGET, the columns jabatan to cara_waktu) of each row of Variabel."""
        katalog = self._bentuk.katalog
        hasil = []
        for i in self._bentuk.indikator:
            variabel = katalog.variabel_indikator(i.kode)
            daftar = [(v.kode, v.nama, v.satuan, str(v.gabung_waktu)) for v in variabel]
            daftar.append((TARGET, "Target", i.satuan, cara_target_indikator(i, variabel, "waktu")))
            hasil += [(i.kode, d[0], ";".join(map(_teks, (i.jabatan, i.kode, *d)))) for d in daftar]
        return hasil

    def variabel(self, unit: Unit, hitungan: Mapping[str, HitunganIndikator]) -> str:
        """One row for each variabel and target: its value of each triwulan, and up to each."""
        depan = _teks(unit.kode)
        hasil = []
        for indikator, kode, apa in self._variabel:
            h = hitungan[indikator]
            n, s = (h.target, h.target_sd) if kode == TARGET else (h.nilai[kode], h.nilai_sd[kode])
            hasil.append(f"{depan};{apa};{_deret((*n, *s))}\r\n")
        return "".join(hasil)

    def rincian(self, unit: Unit, hitungan: Mapping[str, HitunganIndikator], angka: AngkaUnit) -> str:
        """One row for each indikator: target, realisasi and capaian of each triwulan and up to each; inputs."""
        depan = f"{_teks(unit.kode)};{_teks(unit.nama)}"
        hasil = []
        for i in self._bentuk.indikator:
            h = hitungan[i.kode]
            isi: list[float | str | None] = []
            for target, realisasi, capaian in (
                (h.target, h.realisasi, h.capaian),
                (h.target_sd, h.realisasi_sd, h.capaian_sd),
            ):
                for t in range(4):
                    isi += (target[t], realisasi[t].tampilan, capaian[t].hasil.tampilan)
            # The target, which stands last, is no input that completeness counts.
            terisi = ";".join([str(sum(n)) for n in zip(*angka.indikator[i.kode].isi[:-1], strict=True)])
            apa = ";".join(map(_teks, (i.jabatan, i.kode, i.nama, i.satuan)))
            hasil.append(f"{depan};{apa};{_deret(isi)};{terisi};{self._diminta[i.kode]}\r\n")
        return "".join(hasil)


def baris_matriks(unit: Unit, indikator: Sequence[str], angka: AngkaUnit, triwulan: int) -> str:
    """Capaian of each of these indikator up to a triwulan, "–" where the unit does not hold it."""
    isi: list[float | str | None] = []
    for kode in indikator:
        a = angka.indikator.get(kode)
        nilai = "–" if a is None else a.capaian_sd[triwulan - 1]
        isi.append("tidak dihitung" if nilai == "" else nilai)
    return baris_csv((unit.kode, unit.nama, *isi))


def baris_kaskade(unit: Unit, jabatan: str, b: Banding) -> str:
    """One figure of a superior beside that of his subordinates."""
    keadaan = "belum lengkap" if b.selisih is None else "berbeda" if b.beda else "sama"
    rincian = "; ".join(
        f"{a.acuan} ({len(a.unit)} unit): {'belum lengkap' if a.nilai is None else _sel(a.nilai)}" for a in b.rincian
    )
    isi = (b.indikator, b.variabel, b.triwulan, b.atasan, b.bawahan, b.selisih, keadaan, rincian)
    return baris_csv((unit.kode, unit.nama, jabatan, *isi))


def baris_temuan(t: Temuan) -> str:
    """One temuan, as the sheet Temuan shows it."""
    return baris_csv((t.tingkat, t.kode, t.unit, t.berkas, t.lembar, t.sel, t.pesan, t.saran))
