"""A rekap workbook as a file from another office: opened with guards, its hidden base, its cells by key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.layout.letak import alamat
from ikixl.reader.batas import Batas
from ikixl.reader.isian import tampilkan
from ikixl.reader.mentah import SelMentah
from ikixl.reader.paket import buka_paket, periksa_ukuran
from ikixl.reader.peta import PetaLembar, petakan
from ikixl.reader.xlsx import baca_xlsx_paket
from ikixl.rekap.dasar import DIGEST, KUNCI, POTONGAN, VERSI
from ikixl.temuan import Temuan

__all__ = ["BerkasRekap", "RekapDitolakError", "buka_rekap"]

# A rekap over thirty kecamatan holds some ten times what a return may.
_PALING_NILAI: Final = 2_000_000
_PALING_HURUF: Final = 96 << 20
# A return holds at most 1e15 in one cell, and no level has more than a thousand units of such figures.
_TERBESAR: Final = 1e18
_ANGKA_TERPANJANG: Final = 18


class RekapDitolakError(Exception):
    """A file that cannot be used as a rekap, and the temuan that says why; turned into a result by the caller."""

    def __init__(self, kode: str, lembar: str = "", /, **rinci: object) -> None:
        super().__init__(kode)
        self.temuan = Temuan(kode, lembar=lembar, rinci=rinci)


@dataclass
class BerkasRekap:
    """An opened rekap: its base (parsed JSON of the sheet `dasar`), its sheets by key, and what was found in it."""

    nama: str
    dasar: Mapping[str, Any]
    peta: Mapping[str, PetaLembar]
    temuan: list[Temuan] = field(default_factory=list)

    def lapor(self, kode: str, lembar: str = "", sel: str = "", **rinci: object) -> None:
        """Add a temuan."""
        self.temuan.append(Temuan(kode, lembar=lembar, sel=sel, rinci=rinci))

    def nama_lembar(self, kunci: str) -> str:
        """How a sheet is called in the file, "" where it is not there."""
        return self.peta[kunci].lembar.nama if kunci in self.peta else ""

    def tempat(self, lembar: str, baris: str, kolom: str) -> str:
        """A1 address of a cell by its keys, "" where it does not stand there exactly once."""
        p = self.peta.get(lembar)
        if p is None or len(p.baris.get(baris, ())) != 1 or len(p.kolom.get(kolom, ())) != 1:
            return ""
        return alamat(p.baris[baris][0], p.kolom[kolom][0])

    def sel(self, lembar: str, baris: str, kolom: str) -> SelMentah | None:
        """The cell at its keys, None where it is blank or does not stand there exactly once."""
        p = self.peta.get(lembar)
        if p is None or len(p.baris.get(baris, ())) != 1 or len(p.kolom.get(kolom, ())) != 1:
            return None
        return p.lembar.sel.get((p.baris[baris][0], p.kolom[kolom][0]))

    def angka(self, lembar: str, baris: str, kolom: str) -> float | None:
        """The number typed in a cell, None for a blank one; anything else is a temuan, and counts as blank."""
        sel = self.sel(lembar, baris, kolom)
        if sel is None:
            return None
        if (
            sel.rumus is None
            and sel.jenis == "angka"
            and isinstance(sel.nilai, float)
            and not isinstance(sel.nilai, bool)
        ):
            if abs(sel.nilai) <= _TERBESAR:
                return sel.nilai
            self.lapor_angka(lembar, baris, kolom, f"{sel.nilai:g} terlalu besar")
            return None
        sebab = "berisi rumus, bukan angka" if sel.rumus is not None else f"berisi {tampilkan(sel)}, bukan angka"
        self.lapor_angka(lembar, baris, kolom, sebab)
        return None

    def lapor_angka(self, lembar: str, baris: str, kolom: str, sebab: str) -> None:
        """Say that a number of Data cannot be used."""
        self.lapor("TINGKAT-03", self.nama_lembar(lembar), self.tempat(lembar, baris, kolom), baris=baris, sebab=sebab)


def buka_rekap(data: bytes, nama: str) -> BerkasRekap:
    """Open the bytes of a rekap; RekapDitolakError where it is none, or one that cannot be used."""
    try:
        periksa_ukuran(data)
        batas = Batas(paling_nilai=_PALING_NILAI, paling_huruf=_PALING_HURUF)
        mentah = baca_xlsx_paket(buka_paket(data), batas=batas)
    except BerkasTidakTerbacaError as galat:
        raise RekapDitolakError(galat.kode, **galat.rinci) from galat
    milik, _ = petakan(mentah)
    ganda = next((k for k, p in milik.items() if len(p) > 1), None)
    if ganda is not None:
        raise RekapDitolakError("TINGKAT-02", milik[ganda][0].lembar.nama, sebab=f"lembar {ganda} ada dua kali")
    peta = {k: p[0] for k, p in milik.items()}
    if KUNCI not in peta:
        raise RekapDitolakError("TINGKAT-01")
    return BerkasRekap(nama, _baca_dasar(peta[KUNCI]), peta)


def _pecahan(teks: str) -> float:
    nilai = float(teks)
    if not abs(nilai) <= _TERBESAR:
        raise ValueError(teks)
    return nilai


def _bulat(teks: str) -> int:
    if len(teks) > _ANGKA_TERPANJANG:
        raise ValueError
    return int(teks)


def _baca_dasar(peta: PetaLembar) -> Mapping[str, Any]:
    def satu(baris: str) -> str:
        isi = peta.sel(baris, "isi")
        if len(isi) != 1 or isi[0][1].jenis != "teks" or isi[0][1].rumus is not None:
            raise RekapDitolakError("TINGKAT-02", peta.lembar.nama, sebab=f"baris {baris} hilang atau berubah")
        return str(isi[0][1].nilai)

    banyak = sum(k.startswith(POTONGAN) for k in peta.baris)
    teks = "".join(satu(f"{POTONGAN}{n}") for n in range(1, banyak + 1))
    if hashlib.sha256(teks.encode(errors="replace")).hexdigest() != satu(DIGEST):
        raise RekapDitolakError("TINGKAT-02", peta.lembar.nama, sebab="isinya berubah sejak ditulis")
    try:
        isi = json.loads(teks, parse_float=_pecahan, parse_int=_bulat, parse_constant=_pecahan)
    except (ValueError, RecursionError) as galat:
        raise RekapDitolakError("TINGKAT-02", peta.lembar.nama, sebab="isinya tidak terurai") from galat
    if not isinstance(isi, dict) or not isinstance(isi.get("versi"), int):
        raise RekapDitolakError("TINGKAT-02", peta.lembar.nama, sebab="isinya tidak menyebut versi")
    if isi["versi"] > VERSI:
        raise RekapDitolakError("TINGKAT-13", peta.lembar.nama, ditemukan=isi["versi"], diharapkan=VERSI)
    return isi
