"""A return marked up inside its own package: cells coloured and commented, and a list of all of it in front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ikixl.bawaan import baca_templat
from ikixl.layout.buku import Buku
from ikixl.layout.lembar_perbaikan import KUNCI, ButirPerbaikan
from ikixl.perbaikan.daftar import daftar_lembar, hapus_lembar, sisipkan_daftar
from ikixl.perbaikan.gaya import GayaUbah
from ikixl.perbaikan.komentar import KomentarUbah
from ikixl.perbaikan.lembar import LembarUbah, letak
from ikixl.perbaikan.ubahan import PaketUbah, TidakDapatDitandaiError
from ikixl.reader.mentah import BukuMentah, LembarMentah
from ikixl.reader.paket import buka_paket
from ikixl.reader.peta import PetaLembar, petakan

__all__ = ["HasilTanda", "tandai"]

# Columns to the right of a hidden one in which its mark may stand.
_JAUH = 40
# What is about a cell but not about its content: a comment of the operator's, which needs none of ours beside it.
_HANYA_DAFTAR = frozenset({"STRUKTUR-20"})
Tempat = tuple[int, int]


@dataclass(frozen=True, slots=True)
class HasilTanda:
    """A marked-up workbook: its bytes, how many cells are coloured and how many bear a comment of ours."""

    data: bytes
    sel: int
    komentar: int


def tandai(data: bytes, mentah: BukuMentah, butir: Sequence[ButirPerbaikan], daftar: Buku, terbit: Buku) -> HasilTanda:
    """Mark up the .xlsx file `data`, which was read as `mentah`.

    `daftar` describes the Perbaikan sheet for the same `butir`, `terbit` the workbook as issued, from which cells that
    an earlier round marked and that are in order now get their colour back. All other parts of the package are copied.
    TidakDapatDitandaiError where that cannot be done; BerkasTidakTerbacaError as `buka_paket` raises it.
    """
    if mentah.format != "xlsx" or mentah.makro:
        raise TidakDapatDitandaiError("berisi makro" if mentah.makro else f"formatnya .{mentah.format}")
    paket = PaketUbah(buka_paket(data))
    gaya = GayaUbah(paket)
    milik, _ = petakan(mentah)
    lama = {p.lembar.nama for p in milik.get(KUNCI, [])}
    for nama in lama:
        hapus_lembar(paket, nama)
    peta = {p.lembar.nama: p for semua in milik.values() for p in semua}
    bagian = daftar_lembar(paket)
    per_lembar: dict[str, list[ButirPerbaikan]] = {}
    for b in butir:
        per_lembar.setdefault(b.lembar, []).append(b)
    jumlah_sel = jumlah_komentar = 0
    for lembar in mentah.lembar:
        if lembar.nama in lama or lembar.nama not in bagian:
            continue
        penanda = _PenandaLembar(paket, gaya, bagian[lembar.nama], lembar)
        penanda.bersihkan(peta.get(lembar.nama), terbit)
        sel, komentar = penanda.tandai(per_lembar.get(lembar.nama, []))
        jumlah_sel += sel
        jumlah_komentar += komentar
    sisipkan_daftar(paket, gaya, daftar, butir)
    return HasilTanda(paket.bytes(), jumlah_sel, jumlah_komentar)


class _PenandaLembar:
    """One sheet, its tree taken up only when something in it has to change."""

    def __init__(self, paket: PaketUbah, gaya: GayaUbah, bagian: str, mentah: LembarMentah) -> None:
        self._paket = paket
        self._gaya = gaya
        self._bagian = bagian
        self._mentah = mentah

    @cached_property
    def _lembar(self) -> LembarUbah:
        return LembarUbah(self._paket.pohon(self._bagian))

    def _komentar(self) -> KomentarUbah:
        return KomentarUbah(self._paket, self._bagian, self._lembar)

    def bersihkan(self, peta: PetaLembar | None, terbit: Buku) -> None:
        """Take off the marks of an earlier round."""
        if self._paket.satu(self._bagian, "comments"):
            self._komentar().bersihkan()
        if not self._gaya.bertanda or not self._paket.ada(self._bagian):
            return
        lembar = self._lembar
        semula = _gaya_terbit(peta, terbit)
        for r, k, nomor in lembar.sel_bergaya():
            if self._gaya.punya_tanda(nomor):
                lembar.beri_gaya(r, k, self._gaya.pulihkan(nomor, semula.get((r, k), "")))

    def tandai(self, butir: Sequence[ButirPerbaikan]) -> tuple[int, int]:
        """Colour and comment the cells that these speak of; (cells, comments of ours)."""
        per_sel: dict[Tempat, list[ButirPerbaikan]] = {}
        for b in butir:
            tempat = letak(b.sel) if b.kode not in _HANYA_DAFTAR else None
            if tempat is not None:
                per_sel.setdefault(self._tampak(tempat), []).append(b)
        if not per_sel:
            return 0, 0
        lembar = self._lembar
        for tempat, milik in per_sel.items():
            tingkat = "galat" if any(b.tingkat == "galat" for b in milik) else "peringatan"
            lembar.beri_gaya(*tempat, self._gaya.tandai(lembar.gaya(*tempat), tingkat))
        return len(per_sel), self._komentar().tulis({t: _teks_komentar(milik) for t, milik in per_sel.items()})

    def _tampak(self, tempat: Tempat) -> Tempat:
        """Where the mark of a cell is seen: the corner of its merged cells, the first visible column to its right."""
        r, k = tempat
        for r1, k1, r2, k2 in self._mentah.gabungan:
            if r1 <= r <= r2 and k1 <= k <= k2:
                r, k = r1, k1
        return r, next((n for n in range(k, k + _JAUH) if not self._lembar.kolom_tersembunyi(n)), k)


def _gaya_terbit(peta: PetaLembar | None, terbit: Buku) -> Mapping[Tempat, str]:
    """The style that each cell of a sheet was issued in, by its address in the file."""
    lembar = next((lembar for lembar in terbit.lembar if peta is not None and lembar.kunci == peta.kunci), None)
    if lembar is None or peta is None:
        return {}
    return {
        (r, k): sel.gaya
        for baris in lembar.baris
        for kolom, sel in baris.sel.items()
        for r in peta.baris.get(baris.kunci, ())
        for k in peta.kolom.get(kolom, ())
    }


def _teks_komentar(butir: Sequence[ButirPerbaikan]) -> str:
    templat = baca_templat("perbaikan")
    return "\n\n".join(
        templat["komentar"]["butir"].format(
            tingkat=templat["tingkat"][b.tingkat], kode=b.kode, pesan=b.pesan, saran=b.saran
        )
        for b in butir
    )
