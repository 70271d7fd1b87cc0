"""Where the inputs of a sheet stand in a kind of part: worked out once, so that only the filled ones are looked at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple, Self
from weakref import WeakKeyDictionary

from ikixl.layout.buku import Lembar, Masukan
from ikixl.layout.letak import alamat
from ikixl.reader.mentah import SelMentah
from ikixl.reader.peta import PetaLembar
from ikixl.reader.pola import Isi, IsiPola, Pola

__all__ = ["JadwalIsian", "Perhentian", "gabungan_bersinggungan"]


class Perhentian(NamedTuple):
    """One input where it stands: 0-based (row, column), its address, what it is, and the satuan beside it."""

    tempat: tuple[int, int]
    alamat: str
    masukan: Masukan
    satuan: str


@dataclass(frozen=True, slots=True)
class _Jadwal:
    """The inputs that a Pola has cells for, in the order of the Buku, with their numbers there.

    `asal` are the objects that this follows from: maps of keys, merged areas. `petik` picks what stands there; it is
    None where inputs have to be looked for one by one. `berumus` are the places, here and in the Pola, of those that
    hold a formula there.
    """

    asal: tuple[object, object, object]
    petik: Callable[[Sequence[Isi]], Sequence[Isi]] | None = None
    perhentian: tuple[Perhentian, ...] = ()
    berumus: tuple[tuple[int, int], ...] = ()


class JadwalIsian:
    """The inputs of a sheet: `masukan` by row key and column key, `satuan` (what they are counted in) by row key."""

    def __init__(self, masukan: Mapping[str, Mapping[str, Masukan]], satuan: Mapping[str, str]) -> None:
        self.masukan = masukan
        self.satuan = satuan
        self._dikenal: WeakKeyDictionary[Pola, _Jadwal] = WeakKeyDictionary()

    def __reduce__(self) -> tuple[object, ...]:
        return JadwalIsian, (self.masukan, self.satuan)

    @classmethod
    def dari_lembar(cls, lembar: Lembar) -> Self:
        """The inputs that a sheet was issued with."""
        masukan: dict[str, dict[str, Masukan]] = {}
        for baris in lembar.baris:
            milik = {k: s.masukan for k, s in baris.sel.items() if s.masukan is not None}
            if milik:
                masukan[baris.kunci] = milik
        isi = {b.kunci: b.sel["satuan"].isi for b in lembar.baris if "satuan" in b.sel}
        return cls(masukan, {kunci: satuan for kunci, satuan in isi.items() if isinstance(satuan, str)})

    def terisi(self, peta: PetaLembar) -> list[tuple[Perhentian, SelMentah]] | None:
        """The filled inputs of a sheet in the order of the Buku; None where they have to be looked for one by one.

        Only where every key stands once and no merged area touches a row of inputs is nothing to be said but of the
        inputs themselves.
        """
        tunda = peta.lembar.tunda
        if not isinstance(tunda, IsiPola):
            return None
        asal = peta.baris, peta.kolom, peta.lembar.gabungan
        jadwal = self._dikenal.get(tunda.pola)
        if jadwal is None or not all(a is b for a, b in zip(jadwal.asal, asal, strict=True)):
            jadwal = self._dikenal[tunda.pola] = self._susun(peta, tunda.pola)
        if jadwal.petik is None:
            return None
        isi, string = jadwal.petik(tunda.isi), tunda.string
        if jadwal.berumus:
            isi = list(isi)
            for urutan, nomor in jadwal.berumus:
                isi[urutan] = tunda.nomor(nomor)
        return [
            (p, sel)
            for p, i in zip(jadwal.perhentian, isi, strict=True)
            # As IsiPola.nomor has it, without a call for each of hundreds.
            if i is not None and (sel := string[i] if isinstance(i, int) else i) is not None
        ]

    def _susun(self, peta: PetaLembar, pola: Pola) -> _Jadwal:
        asal = peta.baris, peta.kolom, peta.lembar.gabungan
        nomor: list[int] = []
        perhentian: list[Perhentian] = []
        for baris, milik in self.masukan.items():
            for kolom, m in milik.items():
                r, k = peta.baris.get(baris, ()), peta.kolom.get(kolom, ())
                if not len(r) == len(k) == 1:
                    return _Jadwal(asal)
                tempat = r[0], k[0]
                if tempat in pola.nomor:
                    nomor.append(pola.nomor[tempat])
                    perhentian.append(Perhentian(tempat, alamat(*tempat), m, self.satuan.get(baris, "")))
        if gabungan_bersinggungan(peta, self.masukan):
            return _Jadwal(asal)
        berumus = tuple((urutan, n) for urutan, n in enumerate(nomor) if pola.rumus[n] is not None)
        # A single number would be picked without a tuple around it.
        petik = itemgetter(*nomor) if len(nomor) > 1 else lambda isi: [isi[n] for n in nomor]
        return _Jadwal(asal, petik, tuple(perhentian), berumus)


def gabungan_bersinggungan(
    peta: PetaLembar, masukan: Mapping[str, Mapping[str, Masukan]]
) -> Sequence[tuple[int, int, int, int]]:
    """The merged areas that touch a row with inputs: nearly all are ours, and lie above them."""
    baris_isian = sorted({r for baris in masukan for r in peta.baris.get(baris, ())})
    return [a for a in peta.lembar.gabungan if bisect_left(baris_isian, a[0]) < bisect_right(baris_isian, a[2])]
