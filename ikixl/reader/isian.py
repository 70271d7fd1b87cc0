"""From a raw workbook to the inputs of a unit: found by key through the same Buku that the writer drew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.buku import Buku, Lembar, Masukan
from ikixl.layout.letak import alamat
from ikixl.reader.angka import baca_angka
from ikixl.reader.mentah import BukuMentah, LembarMentah, SelMentah
from ikixl.reader.peta import PetaLembar, petakan
from ikixl.reader.tanggal import baca_tanggal
from ikixl.temuan import JENIS, Temuan

__all__ = ["HasilBaca", "IsianTerbaca", "baca_isian", "tampilkan"]

KeadaanIsian = Literal["isi", "kosong", "tidak_sah"]


@dataclass(frozen=True, slots=True)
class IsianTerbaca:
    """One filled input with its lineage; `nilai` is None unless keadaan is isi (percent points, ISO date, text)."""

    kunci: KunciIsian
    nilai: float | str | None
    keadaan: KeadaanIsian
    lembar: str
    sel: str


@dataclass(slots=True)
class HasilBaca:
    """What was read of a file.

    `mentah_isian` holds the inputs as the workbook's own formulas see them (a text stays a text), for comparing
    cached results. `terpakai` and `dilaporkan` are addresses (sheet index, row, column) already accounted for.
    """

    isian: dict[KunciIsian, IsianTerbaca] = field(default_factory=dict)
    mentah_isian: dict[KunciIsian, float | str] = field(default_factory=dict)
    temuan: list[Temuan] = field(default_factory=list)
    peta: dict[str, PetaLembar] = field(default_factory=dict)
    terpakai: set[tuple[str, int, int]] = field(default_factory=set)
    dilaporkan: set[tuple[str, int, int]] = field(default_factory=set)
    ditolak: bool = False

    def lapor(self, kode: str, lembar: str = "", sel: str = "", /, **rinci: object) -> None:
        """Add a temuan; berkas and unit are filled in by whoever knows them."""
        self.temuan.append(Temuan(kode, lembar=lembar, sel=sel, rinci=rinci))


def tampilkan(sel: SelMentah) -> str:
    """A cell's content as a message quotes it: Indonesian decimals, at most 60 characters."""
    nilai = sel.nilai
    if isinstance(nilai, bool):
        return "BENAR" if nilai else "SALAH"
    if isinstance(nilai, float):
        return f"{nilai:.15g}".replace(".", ",")
    teks = "" if nilai is None else str(nilai)
    return teks if len(teks) <= 60 else teks[:57] + "..."


def baca_isian(mentah: BukuMentah, buku: Buku) -> HasilBaca:
    """Read every input that `buku` describes out of a raw workbook.

    `ditolak` is set where a sheet with inputs is missing or stands twice with different content: then nothing
    of the file may be used. Everything else is a temuan on its own cell, row or column.
    """
    hasil = HasilBaca()
    milik, asing = petakan(mentah)
    for lembar_asing in asing:
        _lapor_asing(hasil, lembar_asing)
    dikenal = {lembar.kunci for lembar in buku.lembar}
    for kunci, peta in milik.items():
        if kunci not in dikenal:
            for p in peta:
                _lapor_asing(hasil, p.lembar)
    for lembar in buku.lembar:
        peta_lembar = _pilih_lembar(hasil, lembar, milik.get(lembar.kunci, []))
        if peta_lembar is not None:
            hasil.peta[lembar.kunci] = peta_lembar
            _baca_lembar(hasil, lembar, peta_lembar, mentah)
    return hasil


def _lapor_asing(hasil: HasilBaca, lembar: LembarMentah) -> None:
    if lembar.sel:
        hasil.lapor("STRUKTUR-02", lembar.nama, alamat(*min(lembar.sel)), lembar=lembar.nama, jumlah=len(lembar.sel))
    hasil.dilaporkan |= {(lembar.nama, r, k) for r, k in lembar.sel}


def _masukan(lembar: Lembar) -> dict[str, dict[str, Masukan]]:
    """Inputs of a sheet by row key and column key."""
    hasil: dict[str, dict[str, Masukan]] = {}
    for baris in lembar.baris:
        milik = {k: s.masukan for k, s in baris.sel.items() if s.masukan is not None}
        if milik:
            hasil[baris.kunci] = milik
    return hasil


def _pilih_lembar(hasil: HasilBaca, lembar: Lembar, peta: list[PetaLembar]) -> PetaLembar | None:
    """The one sheet to read; copies with the same content are passed over, others refuse the file."""
    masukan = _masukan(lembar)
    if not peta:
        hasil.lapor("STRUKTUR-01" if masukan else "STRUKTUR-14", lembar.nama, lembar=lembar.nama)
        hasil.ditolak |= bool(masukan)
        return None
    pertama, *salinan = peta
    for p in salinan:
        sama = _isi_bersama(p) == _isi_bersama(pertama)
        if masukan and not sama:
            hasil.lapor("STRUKTUR-09", p.lembar.nama, lembar=lembar.nama)
            hasil.ditolak = True
        else:
            hasil.lapor("STRUKTUR-10", p.lembar.nama, lembar=lembar.nama)
        hasil.dilaporkan |= {(p.lembar.nama, r, k) for r, k in p.lembar.sel}
    return pertama


def _isi_bersama(peta: PetaLembar) -> dict[tuple[str, str], object]:
    """Constants of a sheet by keys, to tell whether two copies say the same."""
    return {
        (peta.kunci_baris.get(r, str(r)), peta.kunci_kolom.get(k, str(k))): s.nilai
        for (r, k), s in peta.lembar.sel.items()
        if s.rumus is None
    }


def _baca_lembar(hasil: HasilBaca, lembar: Lembar, peta: PetaLembar, mentah: BukuMentah) -> None:
    masukan = _masukan(lembar)
    if not masukan:
        return
    if not peta.lembar.terkunci and mentah.format == "xlsx":
        hasil.lapor("STRUKTUR-12", peta.lembar.nama, lembar=lembar.nama)
    kolom_masukan = sorted({k for milik in masukan.values() for k in milik})
    for k in kolom_masukan:
        if k not in peta.kolom:
            jumlah = sum(k in milik for milik in masukan.values())
            hasil.lapor("STRUKTUR-04", peta.lembar.nama, kunci=k, jumlah=jumlah)
    for kunci, milik in masukan.items():
        tempat = peta.baris.get(kunci, [])
        if not tempat:
            hasil.lapor("STRUKTUR-03", peta.lembar.nama, kunci=kunci)
        elif len(tempat) > 1 and not _baris_sama(hasil, peta, kunci, milik):
            continue
        satuan = _satuan(lembar, kunci)
        for kolom, m in milik.items():
            _baca_sel(hasil, peta, (kunci, kolom), m, satuan, mentah)


def _satuan(lembar: Lembar, kunci: str) -> str:
    baris = next(b for b in lembar.baris if b.kunci == kunci)
    isi = baris.sel["satuan"].isi if "satuan" in baris.sel else ""
    return isi if isinstance(isi, str) else ""


def _baris_sama(hasil: HasilBaca, peta: PetaLembar, kunci: str, milik: dict[str, Masukan]) -> bool:
    """Whether all rows with this key hold the same inputs; reports either way."""
    baris = peta.baris[kunci]
    tempat = {r: {k: peta.lembar.sel.get((r, p)) for k in milik for p in peta.kolom.get(k, [])} for r in baris}
    pertama = tempat[baris[0]]
    for r in baris[1:]:
        letak = alamat(r, peta.penanda[1])
        beda = next((k for k in milik if tempat[r].get(k) != pertama.get(k)), None)
        hasil.dilaporkan |= {(peta.lembar.nama, r, k) for rr, k in peta.lembar.sel if rr == r}
        if beda is None:
            hasil.lapor("STRUKTUR-11", peta.lembar.nama, letak, kunci=kunci)
            continue
        a, b = pertama.get(beda), tempat[r].get(beda)
        hasil.lapor(
            "STRUKTUR-05",
            peta.lembar.nama,
            letak,
            kunci=kunci,
            ditemukan=tampilkan(a) if a else "kosong",
            lain=tampilkan(b) if b else "kosong",
        )
        r0 = baris[0]
        hasil.dilaporkan |= {(peta.lembar.nama, r0, k) for rr, k in peta.lembar.sel if rr == r0}
        return False
    del peta.baris[kunci][1:]
    return True


def _baca_sel(
    hasil: HasilBaca,
    peta: PetaLembar,
    tempat: tuple[str, str],
    m: Masukan,
    satuan: str,
    mentah: BukuMentah,
) -> None:
    ditemukan = peta.sel(*tempat)
    if not ditemukan:
        return
    (r, k), sel = ditemukan[0]
    nama, letak = peta.lembar.nama, alamat(r, k)
    nilai: float | str | None
    keadaan: KeadaanIsian
    if m.jenis == "teks" or m.jenis == "tautan":
        temuan: list[tuple[str, dict[str, object]]] = []
        nilai = tampilkan_penuh(sel)
        keadaan = "isi" if nilai else "kosong"
        if sel.jenis == "galat":
            temuan, nilai, keadaan = [("NILAI-10", {"ditemukan": sel.nilai})], None, "tidak_sah"
    elif m.jenis == "tanggal":
        tanggal, temuan = baca_tanggal(sel, mentah.tanggal_1904)
        nilai = tanggal.isoformat() if tanggal else None
        # A blank or "-" is no date gone wrong: only a refusal is.
        ditolak = any(JENIS[kode].tingkat == "galat" for kode, _ in temuan)
        keadaan = "isi" if tanggal else "tidak_sah" if ditolak else "kosong"
    else:
        dikenal = mentah.format == "xlsx"
        bacaan = baca_angka(sel, m.jenis, satuan, format_diketahui=dikenal, tanggal_1904=mentah.tanggal_1904)
        nilai, keadaan, temuan = bacaan.nilai, bacaan.keadaan, bacaan.temuan
        hasil.mentah_isian[m.isian] = _mentah(sel, m)
    for kode, rinci in temuan:
        hasil.lapor(kode, nama, letak, **rinci)
    hasil.isian[m.isian] = IsianTerbaca(m.isian, nilai, keadaan, nama, letak)
    (hasil.terpakai if keadaan == "isi" else hasil.dilaporkan).add((nama, r, k))


def tampilkan_penuh(sel: SelMentah) -> str:
    """A cell's content as text, nothing cut off: what a note is kept as."""
    if isinstance(sel.nilai, str):
        return sel.nilai
    return tampilkan(sel)


def _mentah(sel: SelMentah, m: Masukan) -> float | str:
    """The input as the workbook's own formulas take it: only a true number counts, Ya/Tidak whatever its case."""
    if m.jenis == "centang":
        pilihan = str(sel.nilai).casefold() if sel.jenis == "teks" else ""
        return {"ya": 1.0, "tidak": 0.0}.get(pilihan, "?")
    if sel.jenis in ("angka", "tanggal") and isinstance(sel.nilai, float):
        return sel.nilai * 100 if m.jenis == "persen" else sel.nilai
    return "?"
