"""Katalog tables against each other: codes, order, who holds what.

A check that rests on a faulty cell stays silent where that cell may be the reason: one fault, one temuan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ikixl.aturan import SKALA
from ikixl.katalog.periksa_baris import Baris, Tabel
from ikixl.katalog.periksa_nilai import mungkin_maksudnya
from ikixl.temuan import Temuan

__all__ = ["periksa_rujukan", "salah_tempat"]

_SemuaTabel = Mapping[str, Tabel]

#: The columns that together must be unique in a table.
_KUNCI_UNIK = {
    "unit": ("kode",),
    "jabatan": ("kode",),
    "indikator": ("kode",),
    "variabel": ("indikator", "kode"),
    "target": ("indikator", "unit"),
}

#: Within what a number of `urutan` must be unique.
_LINGKUP_URUTAN: Mapping[str, tuple[str, ...]] = {
    "jabatan": (),
    "uraian": ("jabatan", "jenis"),
    "indikator": ("jabatan",),
    "variabel": ("indikator",),
}


class _Rujukan(NamedTuple):
    tabel: str
    kolom: str
    tabel_lain: str
    kolom_lain: str = "kode"
    kode: str = "KATALOG-06"


_RUJUKAN = (
    _Rujukan("unit", "induk", "unit"),
    _Rujukan("jabatan", "jenis_unit", "unit", "jenis"),
    _Rujukan("jabatan", "unit", "unit"),
    _Rujukan("jabatan", "atasan", "jabatan", kode="KATALOG-12"),
    _Rujukan("jabatan", "kembar", "jabatan"),
    _Rujukan("uraian", "jabatan", "jabatan"),
    _Rujukan("indikator", "jabatan", "jabatan"),
    _Rujukan("variabel", "indikator", "indikator"),
    _Rujukan("target", "indikator", "indikator"),
    _Rujukan("target", "unit", "unit"),
)


def periksa_rujukan(tabel: _SemuaTabel) -> list[Temuan]:
    """Every fault between rows and between tables, formulas excepted."""
    return [t for cek in _PEMERIKSAAN for t in cek(tabel)]


def salah_tempat(tabel: _SemuaTabel, anak: str, kolom: str, induk: str) -> list[Baris]:
    """The rows of `anak` whose `kolom` names no row of `induk`."""
    kode = tabel[induk].nilai("kode")
    return [b for b in tabel[anak].baris if b.kode(kolom) not in kode]


def _kode_ganda(tabel: _SemuaTabel) -> Iterator[Temuan]:
    for nama, kolom in _KUNCI_UNIK.items():
        for pertama, *lain in tabel[nama].menurut(*kolom).values():
            for b in lain:
                yield b.temuan("KATALOG-05", kolom[-1], kode=_sebut_kunci(b), baris_lain=pertama.nomor)


def _sebut_kunci(b: Baris) -> str:
    if b.tabel == "variabel":
        return f"{b.kode('kode')} pada indikator {b.kode('indikator')}"
    if b.tabel == "target":
        unit = b.kode("unit")
        return f"{b.kode('indikator')} untuk {f'unit {unit}' if unit else 'semua unit'}"
    return b.kode("kode")


def _nama_berkas(tabel: _SemuaTabel) -> Iterator[Temuan]:
    """Codes of unit that a file system without upper and lower case takes for one."""
    ejaan: dict[str, str] = {}
    for b in tabel["unit"].baris:
        kode = b.kode("kode")
        lain = ejaan.setdefault(kode.casefold(), kode)
        if lain != kode:
            yield b.temuan("KATALOG-18", "kode", kode=kode, lain=lain)


def _kode_asing(tabel: _SemuaTabel) -> Iterator[Temuan]:
    for r in _RUJUKAN:
        tujuan = tabel[r.tabel_lain]
        dikenal = tujuan.nilai(r.kolom_lain)
        if not dikenal:
            continue
        rusak = tujuan.rusak(r.kolom_lain)
        for b in tabel[r.tabel].baris:
            kode = b.kode(r.kolom)
            if kode and kode not in dikenal and not mungkin_maksudnya(kode, rusak):
                yield b.temuan(r.kode, r.kolom, kode=kode, atasan=kode, tabel_lain=r.tabel_lain)


def _urutan_ganda(tabel: _SemuaTabel) -> Iterator[Temuan]:
    for nama, lingkup in _LINGKUP_URUTAN.items():
        for nilai, semua in tabel[nama].menurut(*lingkup, "urutan").items():
            milik = " ".join(str(n) for pasangan in zip(lingkup, nilai, strict=False) for n in pasangan)
            sudah = {_sebut_kunci(semua[0])}
            for b in semua[1:]:
                # A row copied whole is one fault, and its code already says so.
                if nama == "uraian" or _sebut_kunci(b) not in sudah:
                    yield b.temuan("KATALOG-21", "urutan", urutan=nilai[-1], milik=milik or f"tabel {nama}")
                sudah.add(_sebut_kunci(b))


def _lingkaran(tabel: _SemuaTabel) -> Iterator[Temuan]:
    for nama, kolom in (("unit", "induk"), ("jabatan", "atasan")):
        baris = _menurut_kode(tabel[nama])
        selesai: set[str] = set()
        for awal in baris:
            jalur: list[str] = []
            kode = awal
            while kode in baris and kode not in selesai:
                selesai.add(kode)
                jalur.append(kode)
                kode = baris[kode].kode(kolom)
            if kode in jalur:
                yield _satu_lingkaran([baris[k] for k in jalur[jalur.index(kode) :]], kolom)


def _menurut_kode(tabel: Tabel) -> dict[str, Baris]:
    """The first row of each valid code."""
    return {str(kode): pertama for (kode,), (pertama, *_) in tabel.menurut("kode").items()}


def _satu_lingkaran(anggota: list[Baris], kolom: str) -> Temuan:
    awal = min(range(len(anggota)), key=lambda n: anggota[n].nomor)
    anggota = anggota[awal:] + anggota[:awal]
    kode = " → ".join(b.kode("kode") for b in [*anggota, anggota[0]])
    return anggota[0].temuan("KATALOG-13", kolom, kolom=kolom, lingkaran=kode)


def _tempat_jabatan(tabel: _SemuaTabel) -> Iterator[Temuan]:
    for b in tabel["jabatan"].baris:
        if {"unit", "jenis_unit"} <= set(b.sah) and bool(b.kode("unit")) == bool(b.kode("jenis_unit")):
            yield b.temuan("KATALOG-14", "jenis_unit", jabatan=b.kode("kode") or b.teks.get("nama", ""))


def _jabatan_tanpa_indikator(tabel: _SemuaTabel) -> Iterator[Temuan]:
    for b in _tanpa_anak(tabel, "jabatan", "indikator"):
        yield b.temuan("KATALOG-10", "kode", jabatan=b.kode("kode"))


def _indikator_tanpa_variabel(tabel: _SemuaTabel) -> Iterator[Temuan]:
    for b in _tanpa_anak(tabel, "indikator", "variabel"):
        yield b.temuan("KATALOG-15", "kode", indikator=b.kode("kode"))


def _tanpa_anak(tabel: _SemuaTabel, induk: str, anak: str) -> Iterator[Baris]:
    if not tabel[anak].lengkap:
        return
    punya = tabel[anak].nilai(induk)
    rusak = {b.teks.get(induk, "") for b in salah_tempat(tabel, anak, induk, induk)}
    for kode, b in _menurut_kode(tabel[induk]).items():
        if kode not in punya and not mungkin_maksudnya(kode, rusak):
            yield b


def _unit_tanpa_jabatan(tabel: _SemuaTabel) -> Iterator[Temuan]:
    jabatan = tabel["jabatan"]
    if not jabatan.lengkap:
        return
    punya = jabatan.nilai("unit"), jabatan.nilai("jenis_unit")
    rusak = _tempat_rusak(tabel)
    for (kode, jenis), (b, *_) in tabel["unit"].menurut("kode", "jenis").items():
        if kode in punya[0] or jenis in punya[1]:
            continue
        if not (mungkin_maksudnya(str(kode), rusak) or mungkin_maksudnya(str(jenis), rusak)):
            yield b.temuan("KATALOG-11", "kode", unit=kode)


def _tempat_rusak(tabel: _SemuaTabel) -> set[str]:
    """What stands where a jabatan names its place and no such place exists; "" where it names none at all."""
    rusak = set()
    dikenal = tabel["unit"].nilai("kode") | tabel["unit"].nilai("jenis")
    for b in tabel["jabatan"].baris:
        if not (b.kode("unit") or b.kode("jenis_unit")) or {b.kode("unit"), b.kode("jenis_unit")} - dikenal - {""}:
            teks = {b.teks.get("unit", ""), b.teks.get("jenis_unit", "")}
            rusak |= teks - {""} or {""}
    return rusak


def _target_salah_alamat(tabel: _SemuaTabel) -> Iterator[Temuan]:
    indikator, jabatan, unit = (_menurut_kode(tabel[nama]) for nama in ("indikator", "jabatan", "unit"))
    for b in tabel["target"].baris:
        i, u = indikator.get(b.kode("indikator")), unit.get(b.kode("unit"))
        j = jabatan.get(i.kode("jabatan")) if i else None
        if not (u and j and "jenis" in u.sah and {"unit", "jenis_unit"} <= set(j.sah)):
            continue
        milik = {j.kode("unit"), j.kode("jenis_unit")} - {""}
        if milik and not {u.kode("kode"), u.kode("jenis")} & milik:
            yield b.temuan("KATALOG-20", "unit", unit=b.kode("unit"), indikator=b.kode("indikator"))


def _rentang(tabel: _SemuaTabel) -> Iterator[Temuan]:
    for b in tabel["indikator"].baris:
        if b.kode("arah") != "rentang" or not {"batas_bawah", "batas_atas"} <= set(b.sah):
            continue
        bawah, atas = b.sah["batas_bawah"], b.sah["batas_atas"]
        kosong = [k for k in ("batas_bawah", "batas_atas") if b.sah[k] is None]
        if kosong:
            sebab = f"{' dan '.join(kosong)} kosong"
        elif isinstance(bawah, float) and isinstance(atas, float) and bawah >= atas:
            sebab = "batas_bawah tidak kurang dari batas_atas"
        else:
            continue
        yield b.temuan("KATALOG-17", kosong[0] if kosong else "batas_bawah", indikator=b.kode("kode"), sebab=sebab)


def _skala(tabel: _SemuaTabel) -> Iterator[Temuan]:
    for b in tabel["indikator"].baris:
        skala = b.kode("skala")
        if skala and skala not in SKALA:
            yield b.temuan("KATALOG-22", "skala", skala=skala, dikenal=", ".join(SKALA))


_PEMERIKSAAN: tuple[Callable[[_SemuaTabel], Iterator[Temuan]], ...] = (
    _kode_ganda,
    _nama_berkas,
    _kode_asing,
    _urutan_ganda,
    _lingkaran,
    _tempat_jabatan,
    _jabatan_tanpa_indikator,
    _unit_tanpa_jabatan,
    _indikator_tanpa_variabel,
    _target_salah_alamat,
    _rentang,
    _skala,
)
