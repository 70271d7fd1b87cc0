"""`jelaskan`: the whole derivation of one capaian, from the cells of the archived files to the predikat."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from ikixl.arsip import cari_arsip
from ikixl.aturan import SKALA, Capaian, batasi, predikat, predikat_atas
from ikixl.bawaan import baca_templat
from ikixl.errors import ProyekError
from ikixl.katalog.kunci import TARGET, kunci_target, kunci_variabel
from ikixl.katalog.model import Indikator, JenisIsian
from ikixl.konsolidasi import HasilIndikator, Konsolidasi, NilaiAsal
from ikixl.ledger import Ledger
from ikixl.perekapan import konsolidasi_proyek
from ikixl.perhitungan import (
    angka_sah,
    cara_target_indikator,
    jenis_target,
    simpul_rumus,
    triwulan_diminta,
    triwulan_perlu,
)
from ikixl.proyek import Proyek
from ikixl.rumus import to_text
from ikixl.rumus.hasil import Hasil, Keadaan
from ikixl.rumus.penulis import angka_polos

__all__ = ["Berkas", "Masukan", "Penjelasan", "Sumbangan", "Tertinggal", "jelaskan", "jelaskan_konsolidasi"]

# Why a unit is left out of a combination.
_BELUM_ADA = "belum ada buku kerja yang berlaku"


@dataclass(frozen=True, slots=True)
class Berkas:
    """A received file: the name it came under, and where the archive keeps it, relative to the project ("" if gone)."""

    nama: str = ""
    arsip: str = ""


@dataclass(frozen=True, slots=True)
class Sumbangan:
    """One cell that a figure is made of; `triwulan` 0 is the target of the year.

    `nilai` is in the satuan of its Masukan (percent points; 1/0 for centang), None unless `keadaan` is isi. `dipakai`:
    it counts in the figure.
    """

    unit: str
    triwulan: int
    nilai: float | str | None
    keadaan: str
    dipakai: bool
    berkas: str
    sha256: str
    arsip: str
    lembar: str
    sel: str


@dataclass(frozen=True, slots=True)
class Masukan:
    """One variabel (or the target) up to the triwulan: how it combines, what comes out, which cells it is made of.

    `gabung_unit` is "" where one unit alone is asked about. `nilai` None: not complete.
    """

    kode: str
    nama: str
    satuan: str
    gabung_waktu: str
    gabung_unit: str
    nilai: float | None
    sumbangan: tuple[Sumbangan, ...]


@dataclass(frozen=True, slots=True)
class Tertinggal:
    """A unit that does not stand in the combination, and why (Indonesian, no full stop)."""

    unit: str
    sebab: str


@dataclass(frozen=True)
class Penjelasan:
    """The derivation of the capaian of one indikator up to a triwulan, in one unit or (`unit` "") combined.

    `pemegang` are the codes of the units asked about, `tertinggal` those left out whole. `kalimat` words the formula
    with names, `hitungan` with the combined numbers ("" where any is missing). Realisasi and target are in the satuan
    of the indikator; capaian raw, `dibatasi` as it enters averages, both percent points. `target_tahun`: the target is
    that of the year, which wins over the four triwulan. `dinilai` says what `predikat` grades.
    """

    indikator: Indikator
    jabatan: str
    unit: str
    nama_unit: Mapping[str, str]
    triwulan: int
    pemegang: tuple[str, ...]
    tertinggal: tuple[Tertinggal, ...]
    kalimat: str
    hitungan: str
    masukan: tuple[Masukan, ...]
    realisasi: Hasil
    target: Masukan
    target_tahun: bool
    capaian: Capaian
    dibatasi: float | None
    batas: int | None
    predikat: str
    skala: str
    sumber_skala: str
    dinilai: Literal["capaian", "realisasi"]
    diminta: tuple[int, ...] = field(default=())

    @property
    def ikut(self) -> int:
        """How many units stand in the figure."""
        return len(self.pemegang) - len(self.tertinggal)

    def ke_json(self) -> dict[str, Any]:
        """The derivation as plain JSON values; `keadaan` of realisasi and capaian is ada, belum lengkap or tidak
        dihitung.
        """
        i = self.indikator
        return {
            "indikator": {k: getattr(i, k) for k in ("kode", "nama", "sasaran", "satuan", "arah", "periode")},
            "jabatan": {"kode": i.jabatan, "nama": self.jabatan},
            "unit": self.unit,
            "triwulan": self.triwulan,
            "kelengkapan": {
                "ikut": self.ikut,
                "unit": list(self.pemegang),
                "tertinggal": [asdict(t) for t in self.tertinggal],
            },
            "rumus": {"teks": i.rumus, "kalimat": self.kalimat, "hitungan": self.hitungan},
            "masukan": [asdict(m) for m in self.masukan],
            "realisasi": _json_hasil(self.realisasi),
            "target": {**asdict(self.target), "target_tahun": self.target_tahun},
            "capaian": {
                **_json_hasil(self.capaian.hasil),
                "alasan": self.capaian.alasan,
                "batas": self.batas,
                "dibatasi": self.dibatasi,
            },
            "predikat": {
                "label": self.predikat,
                "menilai": self.dinilai,
                "skala": self.skala,
                "sumber": self.sumber_skala,
            },
        }


def _json_hasil(hasil: Hasil) -> dict[str, object]:
    return {"nilai": hasil.nilai, "keadaan": str(hasil.keadaan)}


def jelaskan(proyek: Proyek, kode: str, unit: str | None = None, triwulan: int | None = None) -> Penjelasan:
    """Derive the capaian of an indikator from the returns that count; records nothing and receives nothing.

    `kode` and `unit` in capitals or not; `triwulan` None is the last reported in which the indikator is asked.
    ProyekError for a code or unit that the katalog does not know, or a unit that does not hold the indikator;
    KatalogError and LedgerError as cause is given.
    """
    with Ledger(proyek.ledger) as ledger:
        konsolidasi = konsolidasi_proyek(proyek, ledger)
        nama = {b.sha256: b.nama for b in ledger.semua_berkas()}
    berkas: dict[str, Berkas] = {}
    for sha256 in {asal.sha256 for isian in konsolidasi.isian.values() for asal in isian.values()}:
        path = cari_arsip(proyek.arsip, sha256)
        arsip = "" if path is None else path.relative_to(proyek.folder).as_posix()
        berkas[sha256] = Berkas(nama.get(sha256, ""), arsip)
    return jelaskan_konsolidasi(konsolidasi, kode, unit, triwulan, berkas)


def jelaskan_konsolidasi(
    konsolidasi: Konsolidasi,
    kode: str,
    unit: str | None = None,
    triwulan: int | None = None,
    berkas: Mapping[str, Berkas] | None = None,
) -> Penjelasan:
    """The same over inputs that were consolidated already; `berkas` by SHA-256."""
    katalog = konsolidasi.katalog
    i = katalog.cari_indikator(_cari(kode, [i.kode for i in katalog.indikator], "indikator", "ikixl katalog pohon"))
    hasil = konsolidasi.hasil[i.kode]
    if unit is not None:
        unit = _cari(unit, [u.kode for u in katalog.unit], "unit", "ikixl status")
        if unit not in hasil.per_unit:
            raise ProyekError(
                f"Unit {unit} tidak memegang indikator {i.kode}.", f"Yang memegangnya: {', '.join(hasil.per_unit)}."
            )
        hasil = konsolidasi.hasil_atas(i.kode, [unit])
    sampai = triwulan or _terakhir_diminta(hasil.indikator, konsolidasi.triwulan_terakhir())
    return _Penjelas(konsolidasi, hasil, sampai, unit or "", berkas or {}).susun()


def _terakhir_diminta(indikator: Indikator, terakhir: int) -> int:
    """The last triwulan up to `terakhir` in which the indikator has a figure; its first where none has come yet."""
    diminta = triwulan_diminta(indikator.periode)
    return max((t for t in diminta if t <= terakhir), default=diminta[0])


def _cari(kode: str, dikenal: Sequence[str], apa: str, perintah: str) -> str:
    """The code as the katalog writes it."""
    tepat = kode.strip()
    if tepat in dikenal:
        return tepat
    menurut_huruf = {k.casefold(): k for k in dikenal}
    if tepat.casefold() in menurut_huruf:
        return menurut_huruf[tepat.casefold()]
    mirip = difflib.get_close_matches(tepat.casefold(), menurut_huruf, n=3)
    saran = f"Mungkin maksudnya {', '.join(menurut_huruf[m] for m in mirip)}. " if mirip else ""
    raise ProyekError(f"Kode {apa} {kode} tidak ada di katalog.", f"{saran}Semua kode: {perintah}")


class _Penjelas:
    """Works out one Penjelasan up to a triwulan over the units of a HasilIndikator."""

    def __init__(
        self, konsolidasi: Konsolidasi, hasil: HasilIndikator, sampai: int, unit: str, berkas: Mapping[str, Berkas]
    ) -> None:
        self.konsolidasi = konsolidasi
        self.katalog = konsolidasi.katalog
        self.hasil = hasil
        self.i = hasil.indikator
        self.sampai = sampai
        self.unit = unit
        self.berkas = berkas
        self.variabel = self.katalog.variabel_indikator(self.i.kode)
        n = sampai - 1
        self.kurang = {u for u, h in hasil.per_unit.items() if h.realisasi_sd[n].keadaan is Keadaan.BELUM_LENGKAP}

    def susun(self) -> Penjelasan:
        """Everything, in the order of the reckoning."""
        i, n, gabungan = self.i, self.sampai - 1, self.hasil.gabungan
        masukan = tuple(self._masukan())
        realisasi, capaian = gabungan.realisasi_sd[n], gabungan.capaian_sd[n]
        aturan = self.konsolidasi.aturan
        skala, dinilai = i.skala or aturan.skala, predikat_atas(i.skala)
        dibatasi = None if capaian.hasil.nilai is None else batasi(capaian.hasil.nilai, aturan)
        dasar = realisasi.nilai if dinilai == "realisasi" else dibatasi
        simpul = simpul_rumus(i.rumus)
        angka = {m.kode: angka_polos(m.nilai).replace(".", ",") for m in masukan if m.nilai is not None}
        target, tahunan = self._target()
        return Penjelasan(
            indikator=i,
            jabatan=self.katalog.cari_jabatan(i.jabatan).nama,
            unit=self.unit,
            nama_unit={u: self.katalog.cari_unit(u).nama for u in self.hasil.per_unit},
            triwulan=self.sampai,
            pemegang=tuple(self.hasil.per_unit),
            tertinggal=tuple(Tertinggal(u, self._sebab(u)) for u in self.hasil.per_unit if u in self.kurang),
            kalimat=to_text(simpul, {v.kode: v.nama for v in self.variabel}),
            hitungan=to_text(simpul, angka) if len(angka) == len(masukan) else "",
            masukan=masukan,
            realisasi=realisasi,
            target=target,
            target_tahun=tahunan,
            capaian=capaian,
            dibatasi=dibatasi,
            batas=aturan.batas,
            predikat="" if dasar is None else predikat(dasar, skala),
            skala=skala,
            sumber_skala=SKALA[skala].sumber,
            dinilai=dinilai,
            diminta=triwulan_diminta(i.periode),
        )

    def _perlu(self, cara: str) -> tuple[int, ...]:
        """The triwulan whose entries make a figure: with running entries the last one alone."""
        entri = self.konsolidasi.aturan.entri
        return triwulan_perlu(self.i.periode, "akhir" if entri == "sampai_dengan" else cara, self.sampai)

    def _masukan(self) -> list[Masukan]:
        hasil = []
        for v in self.variabel:
            nilai = self.hasil.gabungan.nilai_sd[v.kode][self.sampai - 1]
            sumbangan = tuple(
                self._sumbangan(u, t, self.konsolidasi.asal(u, kunci_variabel(self.i.kode, v.kode, t)), v.isian, nilai)
                for u in self.hasil.per_unit
                for t in self._perlu(v.gabung_waktu)
            )
            unit = "" if self.hasil.tunggal else v.gabung_unit
            hasil.append(Masukan(v.kode, v.nama, v.satuan, v.gabung_waktu, unit, nilai, sumbangan))
        return hasil

    def _target(self) -> tuple[Masukan, bool]:
        """The target with its cells, and whether those are the year's own in every unit that counts."""
        i = self.i
        cara = cara_target_indikator(i, self.variabel, "waktu")
        antarunit = "" if self.hasil.tunggal else cara_target_indikator(i, self.variabel, "unit")
        jenis = jenis_target(self.katalog, i)
        nilai = self.hasil.gabungan.target_sd[self.sampai - 1]
        sumbangan: list[Sumbangan] = []
        tahunan = []
        for u, h in self.hasil.per_unit.items():
            # The target of the year wins once the year is over.
            setahun = self.sampai == 4 and h.target_tahun is not None
            tahunan.append(setahun)
            sumbangan += [
                self._sumbangan(u, t, self.konsolidasi.asal(u, kunci_target(i.kode, t)), jenis, nilai)
                for t in ((0,) if setahun else self._perlu(cara))
            ]
        return Masukan(TARGET, "Target", i.satuan, cara, antarunit, nilai, tuple(sumbangan)), all(tahunan)

    def _sumbangan(
        self, unit: str, triwulan: int, asal: NilaiAsal, jenis: JenisIsian, jumlah: float | None
    ) -> Sumbangan:
        ikut = jumlah is not None and (self.hasil.tunggal or unit not in self.kurang)
        berkas = self.berkas.get(asal.sha256, Berkas())
        return Sumbangan(
            unit,
            triwulan,
            asal.nilai,
            asal.keadaan,
            ikut and angka_sah(asal.nilai, jenis) is not None,
            berkas.nama,
            asal.sha256,
            berkas.arsip,
            asal.lembar,
            asal.sel,
        )

    def _sebab(self, unit: str) -> str:
        """Why a unit is left out: no return, or the cells that lack a number."""
        if self.sampai not in triwulan_diminta(self.i.periode):
            return "tidak diminta pada triwulan ini"
        if unit not in self.konsolidasi.isian:
            return _BELUM_ADA
        romawi = baca_templat("unit")["satuan_waktu"]["romawi"]
        celah: dict[str, list[str]] = {}
        for v in self.variabel:
            for t in self._perlu(v.gabung_waktu):
                asal = self.konsolidasi.asal(unit, kunci_variabel(self.i.kode, v.kode, t))
                if angka_sah(asal.nilai, v.isian) is None:
                    tanda = "tidak sah" if asal.keadaan == "tidak_sah" or asal.nilai is not None else "kosong"
                    celah.setdefault(tanda, []).append(f"{v.kode} TW {romawi[t - 1]}")
        return "; ".join(f"{tanda}: {', '.join(tempat)}" for tanda, tempat in celah.items())
