"""Whether a formula in a file is the one that was issued, whatever was moved around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ikixl.layout.buku import Acuan, Buku, Rumus
from ikixl.layout.letak import Letak
from ikixl.reader.geser import nomor_kolom
from ikixl.reader.peta import PetaLembar

__all__ = ["RumusTerbit", "rumus_setulisan"]

_TEMPAT = re.compile(r"\{(\w+)\}")
_TETAPAN = re.compile(r"\b(TRUE|FALSE)\(\)", re.IGNORECASE)
_TEKS = re.compile(r'("(?:[^"]|"")*")')
# Starting sheet names only where a word starts, and never trying them shorter, keeps hostile formulas from
# costing minutes.
_RUJUKAN = re.compile(
    r"(?:(?<![A-Za-z0-9_.'])(?P<lembar>'(?:[^']|'')++'|[A-Za-z_][A-Za-z0-9_.]*+)!)?"
    r"\$?(?P<k1>[A-Z]{1,3})\$?(?P<b1>[0-9]{1,7})"
    r"(?::\$?(?P<k2>[A-Z]{1,3})\$?(?P<b2>[0-9]{1,7}))?(?![A-Za-z0-9_(])"
)
# No program takes a longer formula, so a longer one was never issued.
_RUMUS_TERPANJANG = 8192


class RumusTerbit:
    """The formulas of an issued Buku, to hold those of a file against; `peta` are the sheets of the file by key."""

    def __init__(self, buku: Buku, peta: Mapping[str, PetaLembar]) -> None:
        self._letak = Letak(buku)
        self._peta = peta
        self._nama = {p.lembar.nama: kunci for kunci, p in peta.items()}
        # Other sheets may bear the names of these by now.
        self._dinamai_ulang = {
            b.kunci for b in buku.lembar if b.kunci not in peta or peta[b.kunci].lembar.nama != b.nama
        }

    def sama(self, teks: str, rumus: Rumus, lembar: str) -> bool:
        """Whether `teks` (without "=") in the sheet with key `lembar` is the issued formula.

        It is where it refers to the same keys, as after programs moved cells; and where it is the issued text to the
        letter, as after rows were sorted: no program follows the cells then. What such a formula shows is compared by
        its value.
        """
        if len(teks) > _RUMUS_TERPANJANG:
            return False
        if self._bernama_semula(rumus):
            # Nearly every formula of a return is the issued text as it stands, which is told quickly.
            terbit = self._letak.teks(rumus.teks, rumus.acuan, lembar)
            if teks == terbit or rumus_setulisan(teks, terbit):
                return True
        return self._kunci_rumus(teks, lembar) == self._kunci_terbit(rumus, lembar)

    def _bernama_semula(self, rumus: Rumus) -> bool:
        """Whether the sheets that a formula names still bear these names."""
        if not self._dinamai_ulang:
            return True
        return not any(a.lembar in self._dinamai_ulang for a in rumus.acuan.values() if a.lembar)

    def _kunci_terbit(self, rumus: Rumus, lembar: str) -> str:
        """The issued formula with keys in place of addresses."""

        def ganti(cocok: re.Match[str]) -> str:
            a: Acuan = rumus.acuan[cocok.group(1)]
            awal = f"<{a.lembar or lembar}|{a.baris}|{a.kolom}"
            if a.baris_akhir or a.kolom_akhir:
                awal += f":{a.baris_akhir or a.baris}|{a.kolom_akhir or a.kolom}"
            return awal + ">"

        return _rapikan(_TEMPAT.sub(lambda c: ganti(c).upper(), _rapikan(rumus.teks, tempat=True)))

    def _kunci_rumus(self, teks: str, lembar: str) -> str:
        """A formula of the file with keys in place of addresses, as far as they are keyed."""

        def ganti(cocok: re.Match[str]) -> str:
            nama = (cocok.group("lembar") or "").strip("'").replace("''", "'")
            # Only sheets that are read have keys: a sheet of theirs may bear the name of one of ours.
            kunci = self._nama.get(nama) if nama else lembar
            if kunci is None:
                return cocok.group()
            peta = self._peta[kunci]
            awal = f"<{kunci}|{_kunci_sel(peta, cocok.group('b1'), cocok.group('k1'))}"
            if cocok.group("b2"):
                awal += f":{_kunci_sel(peta, cocok.group('b2'), cocok.group('k2'))}"
            return (awal + ">").upper()

        potong = _TEKS.split(teks)
        return _rapikan("".join(p if n % 2 else _RUJUKAN.sub(ganti, p) for n, p in enumerate(potong)))


@lru_cache(maxsize=16_384)
def rumus_setulisan(teks: str, terbit: str) -> bool:
    """Whether two formula texts differ only in what programs change on saving; never true of an overlong one."""
    return len(teks) <= _RUMUS_TERPANJANG and _rapikan(teks) == _rapikan(terbit)


def _kunci_sel(peta: PetaLembar, baris: str, kolom: str) -> str:
    r, k = int(baris) - 1, nomor_kolom(kolom)
    return f"{peta.kunci_baris.get(r, f'?{r}')}|{peta.kunci_kolom.get(k, f'?{k}')}"


def _rapikan(teks: str, tempat: bool = False) -> str:
    """Formula text without what programs change on saving: spaces outside texts, case of names, number form."""
    potong = _TEKS.split(teks)
    hasil = []
    for n, p in enumerate(potong):
        if n % 2:
            hasil.append(p)
            continue
        # LibreOffice writes the constants as calls.
        bersih = _TETAPAN.sub(r"\1", p.replace(" ", "").replace("_xlfn.", ""))
        # Placeholders keep their case until they are replaced by keys.
        hasil.append(bersih if tempat else bersih.upper())
    return "".join(hasil)
