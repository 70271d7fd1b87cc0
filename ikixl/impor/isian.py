"""Variabel and rumus in the making: codes from names, and the shapes that need no reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ikixl.impor.bersih import baris_tunggal
from ikixl.impor.kata import ATURAN, ada_frasa, inti, polos
from ikixl.katalog.model import RUMUS_BELUM
from ikixl.rumus.functions import NAMA_TERLARANG

__all__ = [
    "Isian",
    "KodeIsian",
    "Rumus",
    "buat_isian",
    "cara_gabung",
    "rumus_belum",
    "rumus_hitung",
    "rumus_jumlah",
    "rumus_nilai",
]

_KODE_PANJANG = 30
_TERLARANG = NAMA_TERLARANG | {"catatan", RUMUS_BELUM}


@dataclass(frozen=True, slots=True)
class Isian:
    """One variabel: code, name and how it is typed and combined (columns of the table variabel)."""

    kode: str
    nama: str
    isian: str = "bulat"
    gabung_waktu: str = "jumlah"
    gabung_unit: str = "jumlah"


@dataclass(frozen=True, slots=True)
class Rumus:
    """A rumus over its variabel. `bentuk`: hitung, daftar, rasio, terbobot, rantai, nilai or belum; `temuan`: code of
    what is to be reported, "" for nothing."""

    teks: str
    variabel: tuple[Isian, ...]
    bentuk: str
    temuan: str = ""

    @property
    def persen(self) -> bool:
        """Whether its value is in percent."""
        return self.bentuk == "rasio" or (self.bentuk == "belum" and self.variabel[0].isian == "persen")


class KodeIsian:
    """Codes of the variabel of one rumus, each once."""

    def __init__(self) -> None:
        self.terpakai: set[str] = set()
        self._isian: dict[str, Isian] = {}

    def sama(self, nama: str) -> Isian | None:
        """The variabel that was made of a name with the same words, None if there is none."""
        return self._isian.get(polos(nama))

    def catat(self, isian: Isian) -> Isian:
        """Remember a variabel by its name."""
        self._isian.setdefault(polos(isian.nama), isian)
        return isian

    def baru(self, nama: str) -> str:
        """A code of the telling words of a name, as the formula language allows it."""
        kata = [k for k in inti(nama) if not k.isdigit()][:2] or polos(nama).split()[:2]
        kode = re.sub(r"^[^a-z]+", "", "_".join(kata)) or "nilai"
        kode = kode[:_KODE_PANJANG].strip("_")
        dasar, nomor = kode, 2
        while kode in self.terpakai or kode in _TERLARANG:
            kode, nomor = f"{dasar}_{nomor}", nomor + 1
        self.terpakai.add(kode)
        return kode


def buat_isian(kode: KodeIsian, nama: str, isian: str, waktu: str, unit: str = "jumlah") -> Isian | None:
    """A variabel of this name, its brackets and signs dropped; None where nothing readable is left."""
    nama = re.sub(r"^[\s(=Σ:;,.-]+|[\s=:;,.]+$", "", baris_tunggal(nama).replace("Σ", " "))
    if nama.endswith(")") and nama.count(")") > nama.count("("):
        nama = nama[:-1].rstrip()
    if nama.startswith("[") and nama.endswith("]"):
        nama = nama[1:-1].strip()
    if not re.search(r"[^\W\d_]", nama):
        return None
    return kode.catat(Isian(kode.baru(nama), nama[:1].upper() + nama[1:], isian, waktu, unit))


def cara_gabung(teks: str) -> str:
    """How a figure of this name combines over time: states are looked at when the period ends, events added up."""
    kata = [k for k in polos(teks).split() if k not in ATURAN["kata"]["hitung"]]
    keadaan = any(ada_frasa(k, " ".join(kata[:2]), kabur=False) for k in ATURAN["kata"]["keadaan"])
    return "akhir" if keadaan else "jumlah"


def rumus_hitung(teks: str, temuan: str = "") -> Rumus:
    """A count: one variabel named after a wording."""
    satu = baris_tunggal(teks).split(". Jumlah")[0]
    isian = buat_isian(KodeIsian(), satu, "bulat", cara_gabung(satu)) or Isian("jumlah_", satu)
    return Rumus(isian.kode, (isian,), "hitung", temuan)


def rumus_nilai(nama: str) -> Rumus:
    """A figure that is read off elsewhere, such as an index: one variabel typed in."""
    satu = baris_tunggal(nama)
    isian = buat_isian(KodeIsian(), satu, "desimal", "akhir", "rata") or Isian(
        "nilai", satu, "desimal", "akhir", "rata"
    )
    return Rumus(isian.kode, (isian,), "nilai")


def rumus_belum(temuan: str, *, persen: bool) -> Rumus:
    """The formula is blank or unread: `belum` over one figure typed in."""
    jenis = "persen" if persen else "desimal"
    isian = Isian(RUMUS_BELUM, "Nilai diisi langsung (rumus belum ditetapkan)", jenis, "akhir", "rata")
    return Rumus(RUMUS_BELUM, (isian,), "belum", temuan)


def rumus_jumlah(butir: Sequence[str], *, centang: bool) -> Rumus | None:
    """The sum of named parts: there or not (`centang`), or counted; None where fewer than two are readable."""
    kode = KodeIsian()
    jenis, waktu = ("centang", "maks") if centang else ("bulat", "jumlah")
    isian = tuple(i for b in butir if (i := buat_isian(kode, b, jenis, waktu)))
    return Rumus(f"jumlah({', '.join(i.kode for i in isian)})", isian, "daftar") if len(isian) > 1 else None
