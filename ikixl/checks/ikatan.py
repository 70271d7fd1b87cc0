"""An issued sheet held against the kind of part that a sheet of a return is: worked out once, then looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from ikixl.checks.kerangka import LembarTerbit
from ikixl.checks.rumus_terbit import rumus_setulisan
from ikixl.reader.mentah import SelMentah
from ikixl.reader.pola import IsiPola, Pola

__all__ = ["Ikatan", "ikatan"]

# Kinds of part that are kept for each issued sheet: it comes back from few programs.
_BANYAK = 4


@dataclass(slots=True)
class Ikatan:
    """Where the cells of an issued sheet stand in a Pola, by their numbers there.

    `tetap` are those with the same content in every workbook of the shape and `diharapkan` what that is; `pola` those
    with marks in it; `rumus` the formulas, whose texts are the issued ones, with the numbers of their values in
    HitungBuku.hitung; `masukan` the inputs.
    """

    bentuk: Pola
    tetap: tuple[int, ...]
    diharapkan: tuple[str | float, ...]
    kunci: int
    pola: tuple[tuple[int, str], ...]
    rumus: tuple[tuple[int, int], ...]
    masukan: tuple[int, ...]
    # The cells at `tetap` of the last sheet that held what it should: those of the next are mostly the same objects.
    terakhir: list[SelMentah | None] = field(default_factory=list)

    @classmethod
    def buat(cls, terbit: LembarTerbit, bentuk: Pola) -> Self | None:
        """None where a cell that was issued is not in the Pola, or a formula is another one."""
        nomor = bentuk.nomor
        tetap = {**terbit.kunci_sel, **terbit.tetap}
        if not all(t in nomor for t in (*tetap, *terbit.pola, *(t for t, _, _ in terbit.rumus))):
            return None
        for tempat, teks, _ in terbit.rumus:
            ada = bentuk.rumus[nomor[tempat]]
            if not ada or not (ada == teks or rumus_setulisan(ada, teks)):
                return None
        return cls(
            bentuk,
            tuple(nomor[t] for t in tetap),
            tuple(tetap.values()),
            len(terbit.kunci_sel),
            tuple((nomor[t], p) for t, p in terbit.pola.items()),
            tuple((nomor[t], n) for t, _, n in terbit.rumus),
            tuple(nomor[t] for t in terbit.masukan if t in nomor),
        )

    def tetap_utuh(self, isi: IsiPola, sama: Callable[[SelMentah, str | float], bool]) -> bool:
        """Whether the cells at `tetap` are as they should be, texts and numbers by `sama`, keys to the letter."""
        string = isi.string
        ditemukan = [string[s] if isinstance(s, int) else s for s in map(isi.isi.__getitem__, self.tetap)]
        if ditemukan == self.terakhir:
            return True
        for n, (satu, teks) in enumerate(zip(ditemukan, self.diharapkan, strict=True)):
            if satu is None or not (
                (satu.nilai == teks and satu.jenis == "teks") if n < self.kunci else sama(satu, teks)
            ):
                return False
        self.terakhir = ditemukan
        return True


def ikatan(terbit: LembarTerbit, bentuk: Pola) -> Ikatan | None:
    """The Ikatan of a sheet with a kind of part, made once for each of the last few."""
    hasil: Ikatan | None
    for n, (lama, hasil) in enumerate(terbit.ikatan):
        if lama is bentuk:
            if n:
                terbit.ikatan.insert(0, terbit.ikatan.pop(n))
            return hasil
    hasil = Ikatan.buat(terbit, bentuk)
    terbit.ikatan.insert(0, (bentuk, hasil))
    del terbit.ikatan[_BANYAK:]
    return hasil
