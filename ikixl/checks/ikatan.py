"""An issued sheet held against the kind of part that a sheet of a return is: worked out once, then looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from ikixl.checks.hitung_buku import pengambil
from ikixl.checks.kerangka import LembarTerbit
from ikixl.checks.rumus_terbit import rumus_setulisan
from ikixl.reader.mentah import SelMentah
from ikixl.reader.pola import IsiPola, Pola

__all__ = ["Ikatan", "ikatan"]

# Kinds of part that are kept for each issued sheet: it comes back from few programs.
_BANYAK = 4


class _Terakhir:
    """The cells with these numbers of one sheet: those of the next are mostly the same objects.

    Those that show shared strings are told from the others once, so that neither are looked at one by one.
    """

    def __init__(self, isi: IsiPola, nomor: Sequence[int]) -> None:
        self._nomor_string = pengambil([n for n in nomor if isinstance(isi.isi[n], int)])
        self._lain = pengambil([n for n in nomor if not isinstance(isi.isi[n], int)])
        self._string = self._tampilkan(isi)
        self._isi_lain = self._lain(isi.isi)

    def _tampilkan(self, isi: IsiPola) -> list[SelMentah | None]:
        return list(map(isi.string.__getitem__, self._nomor_string(isi.isi)))

    def sama(self, isi: IsiPola) -> bool:
        """Whether another sheet holds the same there."""
        try:
            return self._tampilkan(isi) == self._string and self._lain(isi.isi) == self._isi_lain
        except TypeError:
            # Where there was a shared string stands something else.
            return False


@dataclass(slots=True)
class Ikatan:
    """Where the cells of an issued sheet stand in a Pola, by their numbers there.

    `tetap` are those with the same content in every workbook of the shape and `diharapkan` what that is; `pola` those
    with marks in it. `rumus` takes the formulas, whose texts are the issued ones, out of the cells, and `hasil` their
    values out of those of HitungBuku.hitung; `masukan` takes the inputs.
    """

    bentuk: Pola
    tetap: tuple[int, ...]
    diharapkan: tuple[str | float, ...]
    kunci: int
    pola: tuple[tuple[int, str], ...]
    rumus: Callable[[Sequence[Any]], tuple[Any, ...]]
    hasil: Callable[[Sequence[Any]], tuple[Any, ...]]
    masukan: Callable[[Sequence[Any]], tuple[Any, ...]]
    # The cells at `tetap` of the last sheet that held what it should.
    terakhir: _Terakhir | None = None

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
            pengambil([nomor[t] for t, _, _ in terbit.rumus]),
            pengambil([n for _, _, n in terbit.rumus]),
            pengambil([nomor[t] for t in terbit.masukan if t in nomor]),
        )

    def tetap_utuh(self, isi: IsiPola, sama: Callable[[SelMentah, str | float], bool]) -> bool:
        """Whether the cells at `tetap` are as they should be, texts and numbers by `sama`, keys to the letter."""
        if self.terakhir is not None and self.terakhir.sama(isi):
            return True
        string = isi.string
        ditemukan = [string[s] if isinstance(s, int) else s for s in map(isi.isi.__getitem__, self.tetap)]
        for n, (satu, teks) in enumerate(zip(ditemukan, self.diharapkan, strict=True)):
            if satu is None or not (
                (satu.nilai == teks and satu.jenis == "teks") if n < self.kunci else sama(satu, teks)
            ):
                return False
        self.terakhir = _Terakhir(isi, self.tetap)
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
