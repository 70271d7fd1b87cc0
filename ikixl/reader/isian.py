"""From a raw workbook to the inputs of a unit: found by key through the same Buku that the writer drew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.buku import Buku, Lembar, Masukan
from ikixl.layout.lembar_perbaikan import KUNCI as KUNCI_PERBAIKAN
from ikixl.layout.letak import alamat
from ikixl.reader.angka import angka_polos, baca_angka
from ikixl.reader.bersih import bersihkan, kutip
from ikixl.reader.daftar_perbaikan import ketikan_operator
from ikixl.reader.gabungan import gabungan_isian
from ikixl.reader.jadwal import JadwalIsian, Perhentian, gabungan_bersinggungan
from ikixl.reader.mentah import BukuMentah, LembarMentah, SelMentah
from ikixl.reader.peta import PetaLembar, petakan
from ikixl.reader.tanggal import baca_tanggal, dari_seri, tulis_tanggal
from ikixl.temuan import JENIS, Temuan

__all__ = ["HasilBaca", "IsianTerbaca", "PembacaIsian", "baca_isian", "isi_sel", "tampilkan"]

# Longest text that a cell takes, and the largest number that is read (NILAI-19).
_TEKS_TERPANJANG: Final = 32_767
_TERBESAR: Final = 1e15

Catatan = tuple[str, dict[str, object]]
KeadaanIsian = Literal["isi", "kosong", "nihil", "tidak_sah"]


class IsianTerbaca(NamedTuple):
    """One filled input with its lineage; `nilai` is None unless keadaan is isi (percent points, ISO date, text).

    `keadaan`: isi, kosong (nothing that can be seen), nihil (stated blank: "-", "nihil"), tidak_sah (refused).
    """

    kunci: KunciIsian
    nilai: float | str | None
    keadaan: KeadaanIsian
    lembar: str
    sel: str


@dataclass(slots=True)
class HasilBaca:
    """What was read of a file.

    `mentah_isian` holds the inputs as the workbook's own formulas see them (a text stays a text), for comparing
    cached results. `terpakai` and `dilaporkan` are addresses (sheet name, row, column) already accounted for;
    `tetap` counts cells that belong to no issued sheet but are ours all the same.
    """

    isian: dict[KunciIsian, IsianTerbaca] = field(default_factory=dict)
    mentah_isian: dict[KunciIsian, float | str] = field(default_factory=dict)
    temuan: list[Temuan] = field(default_factory=list)
    peta: dict[str, PetaLembar] = field(default_factory=dict)
    terpakai: set[tuple[str, int, int]] = field(default_factory=set)
    dilaporkan: set[tuple[str, int, int]] = field(default_factory=set)
    tetap: int = 0
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
    return kutip("" if nilai is None else str(nilai))


def isi_sel(sel: SelMentah) -> str:
    """A cell's content as a message quotes it (`tampilkan`), the formula where there is no result."""
    return tampilkan(sel) or f"={sel.rumus}"


def baca_isian(mentah: BukuMentah, buku: Buku) -> HasilBaca:
    """As PembacaIsian.baca, for one workbook."""
    return PembacaIsian(buku).baca(mentah)


class PembacaIsian:
    """Reads every input that a Buku describes out of raw workbooks."""

    def __init__(self, buku: Buku) -> None:
        self._lembar = [(lembar, JadwalIsian.dari_lembar(lembar)) for lembar in buku.lembar]
        self._tanpa_isian = frozenset(lembar.kunci for lembar, jadwal in self._lembar if not jadwal.masukan)
        # Most likely they still have their names; whatever has one of them is read.
        self._berisian = frozenset(lembar.nama for lembar, jadwal in self._lembar if jadwal.masukan)

    def baca(self, mentah: BukuMentah) -> HasilBaca:
        """The inputs of a workbook, wherever its sheets stand.

        `ditolak` is set where a sheet with inputs is missing or stands twice with different content: then nothing
        of the file may be used. Everything else is a temuan on its own cell, row or column. Of a workbook whose reading
        was put off, sheets without inputs are not read for it.
        """
        hasil = HasilBaca()
        milik, asing = petakan(mentah, self._tanpa_isian, self._berisian)
        for lembar_asing in asing:
            _lapor_asing(hasil, lembar_asing)
        dikenal = {lembar.kunci for lembar, _ in self._lembar}
        for kunci, peta in milik.items():
            for p in peta if kunci not in dikenal else ():
                if kunci == KUNCI_PERBAIKAN:
                    _lapor_ketikan(hasil, p)
                else:
                    _lapor_asing(hasil, p.lembar)
        for lembar, jadwal in self._lembar:
            peta_lembar = _pilih_lembar(hasil, lembar, jadwal.masukan, milik.get(lembar.kunci, []))
            if peta_lembar is not None:
                hasil.peta[lembar.kunci] = peta_lembar
                _baca_lembar(hasil, jadwal, peta_lembar, mentah)
        return hasil

    def terpetakan(self, mentah: BukuMentah, peta: dict[str, PetaLembar]) -> HasilBaca:
        """The inputs of a workbook in which every sheet was found once, at `peta`, and nothing else."""
        hasil = HasilBaca(peta=peta)
        for lembar, jadwal in self._lembar:
            _baca_lembar(hasil, jadwal, peta[lembar.kunci], mentah)
        return hasil


def _lapor_asing(hasil: HasilBaca, lembar: LembarMentah) -> None:
    # A blank one that nobody sees is what programs leave (WPS keeps pictures so); one that is seen was added by hand.
    if lembar.sel or not lembar.tersembunyi:
        letak = alamat(*min(lembar.sel)) if lembar.sel else ""
        hasil.lapor("STRUKTUR-02", lembar.nama, letak, lembar=lembar.nama, jumlah=len(lembar.sel))
    hasil.dilaporkan |= {(lembar.nama, r, k) for r, k in lembar.sel}


def _lapor_ketikan(hasil: HasilBaca, peta: PetaLembar) -> None:
    """Our own list in a marked-up return: only what was typed into it is worth a word."""
    ketikan = ketikan_operator(peta)
    for r, k in ketikan:
        hasil.lapor("STRUKTUR-07", peta.lembar.nama, alamat(r, k), ditemukan=isi_sel(peta.lembar.sel[r, k]))
    hasil.dilaporkan |= {(peta.lembar.nama, r, k) for r, k in ketikan}
    hasil.tetap += len(peta.lembar.sel) - len(ketikan)


def _pilih_lembar(
    hasil: HasilBaca, lembar: Lembar, masukan: Mapping[str, Mapping[str, Masukan]], peta: list[PetaLembar]
) -> PetaLembar | None:
    """The one sheet to read; copies with the same content are passed over, others refuse the file."""
    if not peta:
        hasil.lapor("STRUKTUR-01" if masukan else "STRUKTUR-14", lembar.nama, lembar=lembar.nama)
        hasil.ditolak |= bool(masukan)
        return None
    pertama, *salinan = peta
    for p in salinan:
        sama = _isi_bersama(p, masukan) == _isi_bersama(pertama, masukan)
        if not sama and not masukan:
            _lapor_asing(hasil, p.lembar)
            continue
        hasil.lapor("STRUKTUR-10" if sama else "STRUKTUR-09", p.lembar.nama, lembar=lembar.nama)
        hasil.ditolak |= not sama
        hasil.dilaporkan |= {(p.lembar.nama, r, k) for r, k in p.lembar.sel}
    return pertama


def _isi_bersama(
    peta: PetaLembar, masukan: Mapping[str, Mapping[str, Masukan]]
) -> dict[tuple[str, str], list[tuple[object, ...]]]:
    """Constants and inputs of a sheet by keys, to tell whether two copies say the same.

    Results of formulas count only in inputs, where they are used.
    """
    isi: dict[tuple[str, str], list[tuple[object, ...]]] = {}
    for (r, k), s in sorted(peta.lembar.sel.items(), key=lambda isi: isi[0]):
        kunci = peta.kunci_baris.get(r, str(r)), peta.kunci_kolom.get(k, str(k))
        if s.rumus is None or kunci[1] in masukan.get(kunci[0], {}):
            isi.setdefault(kunci, []).append((s.jenis, s.nilai, s.persen))
    return isi


def _baca_lembar(hasil: HasilBaca, jadwal: JadwalIsian, peta: PetaLembar, mentah: BukuMentah) -> None:
    masukan = jadwal.masukan
    if not masukan:
        return
    if (terisi := jadwal.terisi(peta)) is not None:
        _baca_terisi(hasil, peta, terisi, mentah)
        return
    _periksa_gabungan(hasil, peta, masukan)
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
        for kolom, m in milik.items():
            ditemukan = peta.sel(kunci, kolom)
            if ditemukan and not _kolom_berbeda(hasil, peta, (kunci, kolom), ditemukan):
                letak, isi = ditemukan[0]
                perhentian = Perhentian(letak, alamat(*letak), m, jadwal.satuan.get(kunci, ""))
                _baca_sel(hasil, peta, perhentian, isi, mentah)


def _periksa_gabungan(hasil: HasilBaca, peta: PetaLembar, masukan: Mapping[str, Mapping[str, Masukan]]) -> None:
    """Merged areas over inputs are named, and the map learns what lies unseen under them."""
    gabungan = gabungan_bersinggungan(peta, masukan)
    if not gabungan:
        return
    tempat = [
        (r, k)
        for baris, milik in masukan.items()
        for r in peta.baris.get(baris, ())
        for kolom in milik
        for k in peta.kolom.get(kolom, ())
    ]
    area, peta.tertutup = gabungan_isian(gabungan, tempat)
    for r1, k1, r2, k2 in area:
        awal, akhir = alamat(r1, k1), alamat(r2, k2)
        hasil.lapor("STRUKTUR-17", peta.lembar.nama, awal, awal=awal, akhir=akhir)


def _baris_sama(hasil: HasilBaca, peta: PetaLembar, kunci: str, milik: Mapping[str, Masukan]) -> bool:
    """Whether all rows with this key hold the same inputs; reports either way."""
    baris = peta.baris[kunci]
    tempat = [(k, p) for k in milik for p in peta.kolom.get(k, ())]
    isi = {r: [peta.lembar.sel.get((r, p)) for _, p in tempat] for r in baris}
    pertama = isi[baris[0]]
    sama = all(lain == pertama for lain in isi.values())
    for r in baris if not sama else baris[1:]:
        hasil.dilaporkan |= {(peta.lembar.nama, r, k) for k in peta.isi_baris[r]}
    beda = [(a, b) for r in baris[1:] for a, b in zip(pertama, isi[r], strict=True) if a != b]
    for r in baris[1:]:
        letak = alamat(r, peta.penanda[1])
        if sama:
            hasil.lapor("STRUKTUR-11", peta.lembar.nama, letak, kunci=kunci)
            continue
        # A copy that equals the first is part of the contradiction too: it quotes the others'.
        milik_sendiri = ((a, b) for a, b in zip(pertama, isi[r], strict=True) if a != b)
        a, b = (tampilkan(s) if s else "kosong" for s in next(milik_sendiri, beda[0]))
        hasil.lapor("STRUKTUR-05", peta.lembar.nama, letak, bagian="Baris", kunci=kunci, ditemukan=a, lain=b)
    if sama:
        del peta.baris[kunci][1:]
    return sama


def _baca_terisi(
    hasil: HasilBaca, peta: PetaLembar, terisi: Iterable[tuple[Perhentian, SelMentah]], mentah: BukuMentah
) -> None:
    """Read the filled inputs of a sheet; numbers about which nothing is to be said, nearly all of them, in one go."""
    nama, lihat, isian, pakai = peta.lembar.nama, hasil.mentah_isian, hasil.isian, hasil.terpakai.add
    tertutup = peta.tertutup
    for perhentian, sel in terisi:
        (r, k), letak, m, _ = perhentian
        polos = angka_polos(sel, m.jenis)
        if polos is None or tertutup:
            _baca_sel(hasil, peta, perhentian, sel, mentah)
            continue
        kunci = m.isian
        lihat[kunci] = polos
        # As NamedTuple makes it, without a call of Python's for each of hundreds.
        isian[kunci] = tuple.__new__(IsianTerbaca, (kunci, polos, "isi", nama, letak))
        pakai((nama, r, k))


def _baca_sel(hasil: HasilBaca, peta: PetaLembar, perhentian: Perhentian, sel: SelMentah, mentah: BukuMentah) -> None:
    """Read a filled input."""
    (r, k), letak, m, satuan = perhentian
    nama = peta.lembar.nama
    nilai, keadaan, temuan = _baca_isi(sel, m, satuan, mentah)
    if (r, k) in peta.tertutup:
        # Nobody who looks at the sheet sees this value, so nobody can have meant it.
        nilai, keadaan, temuan = None, "tidak_sah", [("STRUKTUR-18", {"ditemukan": isi_sel(sel)})]
    hasil.mentah_isian[m.isian] = _mentah(sel, m)
    if keadaan == "kosong" and not temuan:
        # It looks blank (a space of no width, say), but the cell is not: nothing typed passes without a word.
        temuan = [("NILAI-09", {"ditemukan": tampilkan(sel)})]
    for kode, rinci in temuan:
        hasil.lapor(kode, nama, letak, **rinci)
    hasil.isian[m.isian] = IsianTerbaca(m.isian, nilai, keadaan, nama, letak)
    (hasil.terpakai if keadaan == "isi" else hasil.dilaporkan).add((nama, r, k))


def _kolom_berbeda(
    hasil: HasilBaca, peta: PetaLembar, tempat: tuple[str, str], ditemukan: list[tuple[tuple[int, int], SelMentah]]
) -> bool:
    """Whether columns with the same key contradict each other in this row; reports each of their cells."""
    pertama = ditemukan[0][1]
    beda = next((sel for _, sel in ditemukan if sel != pertama), None)
    if beda is None:
        return False
    baris, kolom = tempat
    kunci, isi = f"{kolom} di baris {baris}", {"ditemukan": tampilkan(pertama), "lain": tampilkan(beda)}
    for (r, k), _ in ditemukan:
        hasil.lapor("STRUKTUR-05", peta.lembar.nama, alamat(r, k), bagian="Kolom", kunci=kunci, **isi)
        hasil.dilaporkan.add((peta.lembar.nama, r, k))
    return True


def _baca_isi(
    sel: SelMentah, m: Masukan, satuan: str, mentah: BukuMentah
) -> tuple[float | str | None, KeadaanIsian, list[Catatan]]:
    """Value, state and findings of a filled input by its kind."""
    if m.jenis == "teks" or m.jenis == "tautan":
        return _baca_teks(sel, mentah.tanggal_1904)
    if m.jenis == "tanggal":
        tanggal, temuan = baca_tanggal(sel, mentah.tanggal_1904)
        # A blank or "-" is no date gone wrong: only a refusal is.
        ditolak = any(JENIS[kode].tingkat == "galat" for kode, _ in temuan)
        keadaan: KeadaanIsian = "isi" if tanggal else "tidak_sah" if ditolak else "nihil" if temuan else "kosong"
        return tanggal.isoformat() if tanggal else None, keadaan, temuan
    dikenal = mentah.format == "xlsx"
    bacaan = baca_angka(sel, m.jenis, satuan, format_diketahui=dikenal, tanggal_1904=mentah.tanggal_1904)
    return bacaan.nilai, bacaan.keadaan, bacaan.temuan


def _baca_teks(sel: SelMentah, tanggal_1904: bool) -> tuple[str | None, KeadaanIsian, list[Catatan]]:
    """A note: whatever the cell shows, unless it is an error or more than any cell can be issued with."""
    if sel.jenis == "galat":
        return None, "tidak_sah", [("NILAI-10", {"ditemukan": sel.nilai})]
    teks = tampilkan_penuh(sel, tanggal_1904)
    if len(teks) > _TEKS_TERPANJANG:
        diharapkan = f"teks sampai {_TEKS_TERPANJANG} huruf"
        return None, "tidak_sah", [("NILAI-11", {"ditemukan": f"{len(teks)} huruf", "diharapkan": diharapkan})]
    terlihat = bool(bersihkan(teks)[0])
    if sel.rumus is None:
        return teks if terlihat else None, "isi" if terlihat else "kosong", []
    rinci: dict[str, object] = {"ditemukan": kutip(f"={sel.rumus}"), "terbaca": kutip(teks)}
    return (teks, "isi", [("NILAI-15", rinci)]) if terlihat else (None, "tidak_sah", [("NILAI-16", rinci)])


def tampilkan_penuh(sel: SelMentah, tanggal_1904: bool = False) -> str:
    """A cell's content as text, nothing cut off, a date by name: what a note is kept as."""
    if isinstance(sel.nilai, str):
        return sel.nilai
    if sel.jenis == "tanggal" and isinstance(sel.nilai, float) and (hari := dari_seri(sel.nilai, tanggal_1904)):
        return tulis_tanggal(hari)
    return tampilkan(sel)


def _mentah(sel: SelMentah, m: Masukan) -> float | str:
    """The input as the workbook's own formulas take it: only a true number counts, Ya/Tidak whatever its case.

    Of notes and dates they ask only whether there is something.
    """
    if m.jenis in ("teks", "tautan", "tanggal"):
        return "?"
    if m.jenis == "centang":
        pilihan = str(sel.nilai).casefold() if sel.jenis == "teks" else ""
        return {"ya": 1.0, "tidak": 0.0}.get(pilihan, "?")
    # What is read as out of range is not reckoned with either: infinity would end the reckoning.
    if sel.jenis in ("angka", "tanggal") and isinstance(sel.nilai, float) and abs(sel.nilai) <= _TERBESAR:
        return sel.nilai * 100 if m.jenis == "persen" else sel.nilai
    return "?"
