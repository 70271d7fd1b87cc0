"""Two returns side by side: which inputs changed, from what to what, and what only one of them holds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ikixl.arsip import cari_arsip
from ikixl.errors import BerkasTidakTerbacaError, ProyekError
from ikixl.katalog.kunci import BUKTI, TARGET, KunciIsian, bagian
from ikixl.katalog.model import Katalog
from ikixl.ledger import Berkas, Ledger
from ikixl.penerimaan.pemeriksaan import HasilPeriksa, Pemeriksa
from ikixl.penerimaan.terima import pemeriksa_proyek
from ikixl.perbaikan.lembar import letak
from ikixl.proyek import Proyek
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.isian import KeadaanIsian, isi_sel
from ikixl.reader.mentah import LembarMentah
from ikixl.simpan import sebab_os
from ikixl.terbitan.dasar import DasarTerbitan

__all__ = ["Beda", "HasilBanding", "Sisi", "banding", "banding_unit"]

_TRIWULAN = ("setahun", "TW I", "TW II", "TW III", "TW IV")
# The shortest beginning of a SHA-256 that names a file.
_AWAL_SHA256 = 6


@dataclass(frozen=True, slots=True)
class Sisi:
    """One input as one of the two returns holds it: its value (percent points), or what stands there without being one.

    `keadaan` is isi, nihil (stated as blank) or tidak_sah (not understood).
    """

    nilai: float | str | None
    lembar: str
    sel: str
    keadaan: KeadaanIsian = "isi"

    @property
    def sah(self) -> bool:
        """Whether `nilai` is a value of the input."""
        return self.keadaan == "isi"

    def ke_json(self) -> dict[str, object]:
        """A JSON object with nilai, sah, keadaan, lembar and sel."""
        isi = {"nilai": self.nilai, "sah": self.sah, "keadaan": self.keadaan}
        return {**isi, "lembar": self.lembar, "sel": self.sel}


@dataclass(frozen=True, slots=True)
class Beda:
    """An input that the two returns hold differently; a side is None where that return leaves it blank."""

    kunci: KunciIsian
    label: str
    a: Sisi | None
    b: Sisi | None

    def ke_json(self) -> dict[str, object]:
        """A JSON object with kunci, triwulan, label and both sides."""
        sisi = {"a": self.a and self.a.ke_json(), "b": self.b and self.b.ke_json()}
        return {"kunci": self.kunci.kunci, "triwulan": self.kunci.triwulan or None, "label": self.label, **sisi}


@dataclass(frozen=True, slots=True)
class HasilBanding:
    """The difference of two returns; `sama` inputs are equal, `catatan` says what makes the two hard to compare."""

    a: HasilPeriksa
    b: HasilPeriksa
    catatan: tuple[str, ...]
    berubah: tuple[Beda, ...]
    hanya_a: tuple[Beda, ...]
    hanya_b: tuple[Beda, ...]
    sama: int

    def ke_json(self) -> dict[str, object]:
        """A JSON object: the two files, the differences of each kind, and counts."""
        berkas = {
            nama: {"berkas": h.berkas, "sha256": h.sha256, "unit": h.unit, "seri": h.seri}
            for nama, h in (("a", self.a), ("b", self.b))
        }
        jumlah = {"berubah": len(self.berubah), "hanya_a": len(self.hanya_a), "hanya_b": len(self.hanya_b)}
        return {
            **berkas,
            "catatan": list(self.catatan),
            "berubah": [x.ke_json() for x in self.berubah],
            "hanya_a": [x.ke_json() for x in self.hanya_a],
            "hanya_b": [x.ke_json() for x in self.hanya_b],
            "jumlah": {**jumlah, "sama": self.sama},
        }


def banding(proyek: Proyek, a: str, b: str) -> HasilBanding:
    """Compare two returns; nothing is recorded.

    Each is named by its path, its name in masuk/, the name it was received under (the latest of that name) or the
    beginning of its SHA-256 (6 characters at least). ProyekError where one is not found or cannot be read; KatalogError
    or LedgerError as the project gives cause.
    """
    with Ledger(proyek.ledger) as ledger:
        return _Pembanding(proyek, ledger).jalan(a, b)


def banding_unit(proyek: Proyek, unit: str) -> HasilBanding:
    """Compare the last two returns of a unit, for the same jabatan if they are for one; errors as in `banding`."""
    with Ledger(proyek.ledger) as ledger:
        # What was read has locked cells as they were issued.
        milik = [b for b in ledger.semua_berkas() if b.unit == unit and b.jumlah_tetap]
        lalu = [b for b in milik[:-1] if b.jabatan == milik[-1].jabatan]
        if not milik and unit not in ledger.terbitan_terakhir():
            raise ProyekError(
                f"Unit {unit} tidak ada di antara unit yang diterbitkan.",
                "Periksa kodenya (ikixl status), atau sebut dua berkas: ikixl banding BERKAS BERKAS",
            )
        if not lalu:
            raise ProyekError(
                f"Unit {unit} belum mengirim dua buku kerja yang dapat dibandingkan.",
                "Sebutkan kode unit yang lain, atau dua berkas. Jalankan: ikixl banding BERKAS BERKAS",
            )
        return _Pembanding(proyek, ledger).jalan(lalu[-1].sha256, milik[-1].sha256)


@dataclass(frozen=True, slots=True)
class _Kiriman:
    """One return as it was read, every filled input by its key."""

    hasil: HasilPeriksa
    isian: Mapping[KunciIsian, Sisi]
    dasar: DasarTerbitan


class _Pembanding:
    """Finds, reads and compares returns of one project; the caller holds the open ledger."""

    def __init__(self, proyek: Proyek, ledger: Ledger) -> None:
        self._proyek = proyek
        self._ledger = ledger
        self._pemeriksa: Pemeriksa = pemeriksa_proyek(proyek, ledger)

    def jalan(self, a: str, b: str) -> HasilBanding:
        """The difference of the two returns named."""
        kiri, kanan = self._baca(*self._cari(a)), self._baca(*self._cari(b))
        beda = []
        sama = 0
        for kunci in dict.fromkeys((*kiri.isian, *kanan.isian)):
            x, y = kiri.isian.get(kunci), kanan.isian.get(kunci)
            if x is not None and y is not None and _sama(x, y):
                sama += 1
            else:
                katalog = (kanan if y is not None else kiri).dasar.katalog
                beda.append(Beda(kunci, label(katalog, kunci), x, y))
        return HasilBanding(
            kiri.hasil,
            kanan.hasil,
            _catatan(kiri, kanan),
            berubah=tuple(x for x in beda if x.a and x.b),
            hanya_a=tuple(x for x in beda if x.b is None),
            hanya_b=tuple(x for x in beda if x.a is None),
            sama=sama,
        )

    def _cari(self, sebutan: str) -> tuple[str, bytes]:
        """(name, bytes) of a return."""
        for path in (Path(sebutan), self._proyek.masuk / sebutan):
            if path.is_file():
                return path.name, _bita(path)
        cocok = [b for b in self._ledger.semua_berkas() if _disebut(b, sebutan)]
        path_arsip = cari_arsip(self._proyek.arsip, cocok[-1].sha256) if cocok else None
        if path_arsip is None:
            raise ProyekError(
                f"Berkas {sebutan} tidak ditemukan.",
                "Sebutkan alamatnya, namanya di masuk/, nama waktu diterima, atau awal SHA-256-nya.",
            )
        return cocok[-1].nama, _bita(path_arsip)

    def _baca(self, nama: str, data: bytes) -> _Kiriman:
        hasil = self._pemeriksa.periksa(data, nama)
        terbitan = self._ledger.cari_terbitan(hasil.unit, hasil.seri) if hasil.tetap else None
        dasar = DasarTerbitan.dari_ledger(self._ledger, terbitan.digest) if terbitan else None
        if dasar is None:
            sebab = next((t for t in hasil.temuan if t.tingkat == "galat"), None)
            raise ProyekError(
                f"Berkas {nama} tidak dapat dibandingkan: {sebab.pesan if sebab else 'bukan terbitan proyek ini.'}",
                sebab.saran if sebab else "",
            )
        try:
            # The file was found sound above: only the sheets of inputs that are quoted as typed are read again.
            lembar = {satu.nama: satu for satu in baca_mentah(data, nama, tunda=True).lembar}
            return _Kiriman(hasil, dict(_isian(hasil, lembar)), dasar)
        except BerkasTidakTerbacaError as salah:
            raise ProyekError(f"Berkas {nama} tidak dapat dibaca ({salah.kode}).") from salah


def _isian(hasil: HasilPeriksa, lembar: Mapping[str, LembarMentah]) -> Iterator[tuple[KunciIsian, Sisi]]:
    """The inputs of a return; what could not be taken as it was typed."""
    for i in hasil.isian:
        tempat = letak(i.sel)
        if i.nilai is not None:
            yield i.kunci, Sisi(i.nilai, i.lembar, i.sel)
        elif tempat is not None and (asal := lembar[i.lembar].sel.get(tempat)):
            yield i.kunci, Sisi(isi_sel(asal), i.lembar, i.sel, i.keadaan)


def _disebut(berkas: Berkas, sebutan: str) -> bool:
    awal = sebutan.lower()
    return berkas.nama == sebutan or (len(awal) >= _AWAL_SHA256 and berkas.sha256.startswith(awal))


def _bita(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as galat:
        raise ProyekError(f"Berkas {path} tidak dapat dibaca: {sebab_os(galat)}.") from galat


def _sama(a: Sisi, b: Sisi) -> bool:
    if isinstance(a.nilai, float) and isinstance(b.nilai, float):
        return a.sah == b.sah and math.isclose(a.nilai, b.nilai, rel_tol=1e-12, abs_tol=1e-12)
    return (a.sah, a.nilai) == (b.sah, b.nilai)


def _catatan(a: _Kiriman, b: _Kiriman) -> tuple[str, ...]:
    hasil = []
    if a.hasil.sha256 == b.hasil.sha256:
        hasil.append("Keduanya berkas yang sama.")
    if a.hasil.unit != b.hasil.unit:
        hasil.append(f"Unitnya berbeda: {a.hasil.unit} dan {b.hasil.unit}.")
    elif a.hasil.seri != b.hasil.seri:
        hasil.append(f"Terbitannya berbeda: ke-{a.hasil.seri} dan ke-{b.hasil.seri}.")
    if a.dasar.digest != b.dasar.digest:
        hasil.append("Katalog atau pengaturannya berbeda; isian yang kuncinya sama tetap dibandingkan.")
    return tuple(hasil)


def label(katalog: Katalog, kunci: KunciIsian) -> str:
    """An input in words: code and name of the indikator, what of it, and the triwulan; the key where it is unknown."""
    kode, kedua, ketiga = bagian(kunci.kunci)
    indikator = next((i for i in katalog.indikator if i.kode == kode), None)
    if indikator is None:
        return f"{kunci.kunci} {_TRIWULAN[kunci.triwulan]}"
    nama = next((v.nama for v in katalog.variabel_indikator(kode) if v.kode == kedua), kedua)
    if kedua == TARGET:
        apa = f"target {_TRIWULAN[kunci.triwulan]}"
    elif ketiga:
        apa = f"bukti {nama}" if ketiga == BUKTI else f"catatan {ketiga.replace('_', ' ')}"
    else:
        apa = f"{nama} {_TRIWULAN[kunci.triwulan]}"
    return f"{kode} {indikator.nama}: {apa}"
