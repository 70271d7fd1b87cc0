"""The Variabel sheet of the rekap: inputs of each unit combined over time, and over the units that are complete."""

from __future__ import annotations

from collections.abc import Sequence

from ikixl.katalog.kunci import TARGET, KunciIsian
from ikixl.katalog.model import Indikator, Unit
from ikixl.konsolidasi import HasilIndikator
from ikixl.layout.buku import Acuan, Baris, Kolom, Lembar, Rentang, Rumus, Sel, Tautan
from ikixl.layout.kepala import baris_kepala, baris_penuh
from ikixl.layout.rumus_isian import angka_atau_kosong, menangkan_tahun, sel_bantu
from ikixl.layout.tinggi import tinggi_baris
from ikixl.perhitungan import (
    TRIWULAN,
    HitunganIndikator,
    cara_target_indikator,
    triwulan_diminta,
)
from ikixl.rekap.data import acuan_data, tautan_blok
from ikixl.rekap.konteks import GABUNGAN, KonteksRekap
from ikixl.rekap.kunci import VARIABEL as KUNCI
from ikixl.rumus.hasil import Keadaan

__all__ = ["FUNGSI", "KUNCI", "acuan_variabel", "daerah_lengkap", "kunci_baris", "susun_variabel"]

#: Functions of a spreadsheet by how the units of a variabel combine.
FUNGSI = {"jumlah": "SUM", "rata": "AVERAGE", "maks": "MAX", "min": "MIN"}
Nilai = float | None


def kunci_baris(indikator: str, variabel: str, unit: str) -> str:
    """Row key of a variabel (or "target") of an indikator in a unit, or GABUNGAN."""
    return f"{indikator}/{variabel}@{unit}"


def acuan_variabel(indikator: str, variabel: str, unit: str, kolom: str) -> Acuan:
    """One figure of a variabel (or "target") in a unit, or GABUNGAN."""
    return Acuan(kunci_baris(indikator, variabel, unit), kolom, lembar=KUNCI)


def daerah_lengkap(ktk: KonteksRekap, h: HasilIndikator, kolom: str, variabel: str = "") -> Acuan:
    """A column of a variabel (default: the first) over all units of an indikator that several hold.

    Columns p1..p4 and q1..q4 hold numbers for the units that are complete, so that counting them counts the units.
    """
    kode = variabel or ktk.konsolidasi.katalog.variabel_indikator(h.indikator.kode)[0].kode
    unit = list(h.per_unit)
    awal, akhir = (kunci_baris(h.indikator.kode, kode, u) for u in (unit[0], unit[-1]))
    return Acuan(awal, kolom, akhir, kolom, KUNCI)


def _kolom(lebar: dict[str, float]) -> tuple[Kolom, ...]:
    return (
        *(Kolom(k, lebar[k]) for k in ("unit", "indikator", "variabel", "satuan", "cara")),
        *(Kolom(f"tw{t}", lebar["angka"]) for t in TRIWULAN),
        Kolom("tahun", lebar["angka"]),
        *(Kolom(f"s{t}", lebar["angka"]) for t in TRIWULAN),
        *(Kolom(f"n{t}", 9, True) for t in TRIWULAN),
        *(Kolom(f"p{t}", 9, True) for t in TRIWULAN),
        *(Kolom(f"q{t}", 9, True) for t in TRIWULAN),
        Kolom("gabungan", 9, True),
    )


def susun_variabel(ktk: KonteksRekap) -> Lembar:
    """The Variabel sheet. n1..n4 hold the value of each triwulan, s1..s4 up to each; p and q the same of units that
    are complete, which the rows GABUNGAN combine.
    """
    templat = ktk.templat["variabel"]
    kolom = _kolom(templat["lebar"])
    baris, gabung = baris_penuh(
        [("judul", templat["judul"], "judul_kiri", 14), ("keterangan", templat["keterangan"], "keterangan", 10)],
        kolom[:14],
    )
    baris.append(baris_kepala(kolom, templat["kepala"]))
    for hasil in ktk.konsolidasi.hasil.values():
        baris += _PenyusunIndikator(ktk, hasil).susun()
    return Lembar(
        kunci=KUNCI,
        nama=ktk.templat["nama_lembar"]["variabel"],
        kolom=kolom,
        baris=tuple(baris),
        gabung=tuple(gabung),
        beku=(baris[3].kunci, "satuan"),
        saring=Rentang("kepala", "unit", baris[-1].kunci, "s4"),
        kertas=ktk.kertas("kepala"),
        warna_tab=ktk.templat["warna_tab"]["dasar"],
    )


class _PenyusunIndikator:
    """The rows of one indikator: each variabel (and the target) in each unit, then combined."""

    def __init__(self, ktk: KonteksRekap, hasil: HasilIndikator) -> None:
        self.ktk = ktk
        self.hasil = hasil
        self.i: Indikator = hasil.indikator
        katalog = ktk.konsolidasi.katalog
        self.variabel = katalog.variabel_indikator(self.i.kode)
        self.unit: list[Unit] = [katalog.cari_unit(u) for u in hasil.per_unit]
        self.entri = ktk.konsolidasi.aturan.entri

    def susun(self) -> list[Baris]:
        """All rows, the unit rows of one variabel side by side so that one range holds them."""
        baris: list[Baris] = []
        cara_waktu = cara_target_indikator(self.i, self.variabel, "waktu")
        cara_unit = cara_target_indikator(self.i, self.variabel, "unit")
        daftar = [(v.kode, v.nama, v.satuan, str(v.gabung_waktu), str(v.gabung_unit)) for v in self.variabel]
        daftar.append((TARGET, self.ktk.templat["variabel"]["target"], self.i.satuan, cara_waktu, cara_unit))
        for kode, nama, satuan, waktu, antarunit in daftar:
            baris += [self._baris_unit(u, kode, nama, satuan, waktu) for u in self.unit]
            if not self.hasil.tunggal:
                baris.append(self._baris_gabungan(kode, nama, satuan, antarunit))
        return baris

    def _teks(self, unit: str, nama: str, satuan: str, cara: str, gaya: str) -> dict[str, Sel]:
        return {
            "unit": Sel(unit, gaya),
            "indikator": Sel(self.i.nama, gaya),
            "variabel": Sel(nama, gaya),
            "satuan": Sel(satuan, gaya),
            "cara": Sel(cara, gaya),
        }

    def _nilai(self, h: HitunganIndikator, kode: str) -> tuple[Sequence[Nilai], Sequence[Nilai]]:
        if kode == TARGET:
            return h.target, h.target_sd
        return h.nilai[kode], h.nilai_sd[kode]

    def _baris_unit(self, u: Unit, kode: str, nama: str, satuan: str, cara: str) -> Baris:
        kunci = kunci_baris(self.i.kode, kode, u.kode)
        h = self.hasil.per_unit[u.kode]
        n, s = self._nilai(h, kode)
        sel = self._teks(u.nama, nama, satuan, cara, "sel_teks")
        tautan = tautan_blok(self.ktk, self.i.kode, u.kode)
        for t in TRIWULAN:
            if t in triwulan_diminta(self.i.periode):
                sel[f"tw{t}"] = self._dari_data(u.kode, KunciIsian(f"{self.i.kode}/{kode}", t), tautan)
        for k, isi in sel_bantu(kunci, "desimal", self.i.periode, cara, self.entri, n, s).items():
            sd = k[0] == "s"
            sel[k] = Sel(isi.isi, "angka_desimal" if sd else "bantu", tautan=tautan if sd else None)
        if kode == TARGET:
            self._target_tahun(sel, kunci, u.kode, h, tautan)
        if not self.hasil.tunggal:
            sel |= self._lengkap(kunci, u.kode, kode, h)
        return Baris(kunci, sel, self._tinggi(sel))

    def _dari_data(self, unit: str, kunci: KunciIsian, tautan: Tautan) -> Sel:
        nilai = self.ktk.konsolidasi.asal(unit, kunci).nilai
        angka = nilai if isinstance(nilai, float | int) else ""
        rumus = Rumus('IF(ISNUMBER({d}),{d},"")', angka, {"d": acuan_data(unit, kunci)})
        return Sel(rumus, "angka_desimal", tautan=tautan)

    def _target_tahun(self, sel: dict[str, Sel], kunci: str, unit: str, h: HitunganIndikator, tautan: Tautan) -> None:
        """The year's own target wins over what the four triwulan combine to."""
        sel["tahun"] = self._dari_data(unit, KunciIsian(f"{self.i.kode}/{TARGET}", 0), tautan)
        menangkan_tahun(sel, kunci, "tahun", h.target_gabungan, h.target_sd[3], "angka_desimal")

    def _lengkap(self, kunci: str, unit: str, kode: str, h: HitunganIndikator) -> dict[str, Sel]:
        """p and q: the value where every variabel of the indikator is there, else "" (the unit is left out whole)."""
        sel: dict[str, Sel] = {}
        saudara = [kunci_baris(self.i.kode, v.kode, unit) for v in self.variabel]
        for t in TRIWULAN:
            for tujuan, asal, hasil in (("p", "n", h.realisasi), ("q", "s", h.realisasi_sd)):
                ikut = hasil[t - 1].keadaan is not Keadaan.BELUM_LENGKAP
                nilai = self._nilai(h, kode)[0 if asal == "n" else 1][t - 1]
                acuan = {f"v{n}": Acuan(b, f"{asal}{t}") for n, b in enumerate(saudara)}
                daftar = ",".join(f"{{{k}}}" for k in acuan)
                teks = f'IF(COUNT({daftar})={len(saudara)},IF(ISNUMBER({{c}}),{{c}},""),"")'
                acuan["c"] = Acuan(kunci, f"{asal}{t}")
                sel[f"{tujuan}{t}"] = Sel(Rumus(teks, angka_atau_kosong(nilai if ikut else None), acuan), "bantu")
        return sel

    def _baris_gabungan(self, kode: str, nama: str, satuan: str, cara: str) -> Baris:
        kunci = kunci_baris(self.i.kode, kode, GABUNGAN)
        n, s = self._nilai(self.hasil.gabungan, kode)
        sel = self._teks(self.ktk.templat["variabel"]["gabungan"], nama, satuan, cara, "kelompok")
        tautan = tautan_blok(self.ktk, self.i.kode, GABUNGAN)
        for t in TRIWULAN:
            for tujuan, asal, nilai in (("n", "p", n), ("s", "q", s)):
                daerah = self._daerah(kode, f"{asal}{t}")
                teks = f'IF(COUNT({{d}})=0,"",{FUNGSI[cara]}({{d}}))'
                acuan = {"d": daerah}
                if kode == TARGET:
                    # A target that one of the contributing units lacks would make the others' look too small.
                    acuan["v"] = self._daerah(self.variabel[0].kode, f"{asal}{t}")
                    teks = f'IF(COUNT({{v}})=0,"",IF(COUNT({{d}})=COUNT({{v}}),{FUNGSI[cara]}({{d}}),""))'
                gaya, taut = ("angka_tebal", tautan) if tujuan == "s" else ("bantu", None)
                sel[f"{tujuan}{t}"] = Sel(Rumus(teks, angka_atau_kosong(nilai[t - 1]), acuan), gaya, tautan=taut)
            ini = Rumus('IF(ISNUMBER({n}),{n},"")', angka_atau_kosong(n[t - 1]), {"n": Acuan(kunci, f"n{t}")})
            sel[f"tw{t}"] = Sel(ini, "angka_tebal", tautan=tautan)
        sel["tahun"] = Sel(None, "angka_tebal")
        return Baris(kunci, sel, self._tinggi(sel))

    def _daerah(self, variabel: str, kolom: str) -> Acuan:
        """The cells of one variabel in all its units."""
        awal, akhir = (kunci_baris(self.i.kode, variabel, u.kode) for u in (self.unit[0], self.unit[-1]))
        return Acuan(awal, kolom, akhir, kolom)

    def _tinggi(self, sel: dict[str, Sel]) -> float:
        lebar = self.ktk.templat["variabel"]["lebar"]
        return tinggi_baris([(str(sel[k].isi), lebar[k]) for k in ("unit", "indikator", "variabel")])
