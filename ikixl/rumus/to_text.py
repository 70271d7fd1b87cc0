"""A tree to an Indonesian sentence, worded as a decree words its formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from ikixl.rumus.ast import Simpul
from ikixl.rumus.functions import FUNGSI
from ikixl.rumus.penulis import Ikatan, Penulis, Potongan, angka_polos, kurung

__all__ = ["to_text"]

# A name that holds one of these would make a list of names unclear.
_PEMISAH_NAMA = (", ", ";", " dan ", " atau ")


def to_text(simpul: Simpul, nama: Mapping[str, str]) -> str:
    """The formula as a sentence without full stop: "Jumlah berkas selesai dibagi jumlah berkas masuk dikali 100".

    `nama` holds the name of each variabel; one without a name appears by its code. Numbers carry a decimal comma,
    brackets stand only where the order of reckoning would be unclear.
    """
    teks = _Kalimat(nama).tulis(simpul).teks
    awal = len(teks) - len(teks.lstrip("("))
    return teks[:awal] + teks[awal : awal + 1].upper() + teks[awal + 1 :]


class _Kalimat(Penulis):
    operator: ClassVar[Mapping[str, str]] = {
        "+": " ditambah ",
        "-": " dikurangi ",
        "*": " dikali ",
        "/": " dibagi ",
        "<": " kurang dari ",
        "<=": " kurang dari atau sama dengan ",
        ">": " lebih dari ",
        ">=": " lebih dari atau sama dengan ",
        "=": " sama dengan ",
        "<>": " tidak sama dengan ",
    }
    negatif = "minus "

    def __init__(self, nama: Mapping[str, str]) -> None:
        self.nama = nama

    def angka(self, nilai: float) -> str:
        return angka_polos(nilai).replace(".", ",")

    def variabel(self, nama: str) -> str:
        return _kecilkan(" ".join(self.nama.get(nama, "").split()).rstrip(" .;:")) or nama

    def panggil(self, nama: str, isi: Sequence[Potongan]) -> Potongan:
        if len(isi) == 1:
            return isi[0]
        daftar = _daftar([kurung(p, Ikatan.TAMBAH) for p in isi])
        return Potongan(f"{FUNGSI[nama].kata} {daftar}", Ikatan.DAFTAR)

    def bila(self, syarat: Potongan, ya: Potongan, tidak: Potongan) -> Potongan:
        # A choice in the last part reads on as "selain itu bila …"; elsewhere it needs brackets.
        teks = f"bila {syarat.teks} maka {kurung(ya, Ikatan.DAFTAR)}, selain itu {tidak.teks}"
        return Potongan(teks, Ikatan.KLAUSA)


def _daftar(isi: Sequence[str]) -> str:
    """Items as an Indonesian list: "a dan b", "a, b, dan c"; with semicolons where items hold commas themselves."""
    if any(pemisah in teks for teks in isi for pemisah in _PEMISAH_NAMA):
        return "; ".join((*isi[:-1], f"dan {isi[-1]}"))
    if len(isi) == 2:
        return " dan ".join(isi)
    return ", ".join((*isi[:-1], f"dan {isi[-1]}"))


def _kecilkan(nama: str) -> str:
    """A name inside a sentence: "Berkas masuk" becomes "berkas masuk", but "KIB A" and "e-KTP" stay."""
    awal = nama.split(" ", 1)[0]
    return nama[:1].lower() + nama[1:] if awal.istitle() and len(awal) > 1 else nama
