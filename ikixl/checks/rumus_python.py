"""The formulas of a Buku as Python functions, each text compiled once: what a healthy file shows, without drawing it.

Only what our own formulas use is known, and of that only what has the same answer in every spreadsheet program. A text
that goes beyond (`RumusAsingError`), and values that a formula cannot reckon with (TypeError, ValueError,
ArithmeticError when it is called), prove nothing: then the workbook has to be drawn, whose values come from
ikixl.perhitungan. Numbers are floats, texts str, a blank cell is None, an area a list.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from ikixl.aturan import bulat_setengah_menjauh
from ikixl.rumus.aritmetika import OPERATOR, hampir_sama, jumlah, rata

__all__ = ["Ingatan", "Isi", "Nilai", "RumusAsingError", "ingatan_rumus", "kompilasi"]

Nilai = float | str | bool | None
Isi = Nilai | list[Nilai]
# (operator, operands); "angka", "teks", "logika" hold a constant, "tempat" a placeholder, "fungsi" name and arguments.
Simpul = tuple[str, tuple["Simpul | str | float | bool", ...]]

_TOKEN: Final = re.compile(
    r'\s*(?:(?P<angka>\d+(?:\.\d+)?)|"(?P<teks>(?:[^"]|"")*)"|\{(?P<tempat>\w+)\}|(?P<nama>[A-Z]+)'
    r"|(?P<tanda><>|<=|>=|[-+*/&=<>(),]))"
)
_BANDING: Final = ("=", "<>", "<", ">", "<=", ">=")
# Comparisons, and what the two must be besides: those that are almost equal are equal.
_URUTAN: Final = {"<": "and not", ">": "and not", "<=": "or", ">=": "or"}
_NAMA_OPERATOR: Final = {"+": "_tambah", "-": "_kurang"}
# Results that are remembered for each text.
_BATAS_INGATAN: Final = 1024
_LEBIH_DARI_ANGKA: Final = 1e15
_DATAR: Final = 0xFFFF


class RumusAsingError(ValueError):
    """A formula text uses what is not known here."""


class _Pengurai:
    """Recursive descent: comparison, then &, then + and -, then * and /, then a sign."""

    def __init__(self, teks: str) -> None:
        self._token: list[tuple[str, str]] = []
        tempat = 0
        while tempat < len(teks):
            cocok = _TOKEN.match(teks, tempat)
            if cocok is None or cocok.lastgroup is None:
                raise RumusAsingError(teks)
            self._token.append((cocok.lastgroup, cocok.group(cocok.lastgroup)))
            tempat = cocok.end()
        self._kini = 0

    def semua(self) -> Simpul:
        simpul = self._banding()
        if self._kini < len(self._token):
            raise RumusAsingError
        return simpul

    def _tanda(self, *tanda: str) -> str:
        """The next sign if it is one of these, and step over it; else ""."""
        if self._kini < len(self._token) and self._token[self._kini] in [("tanda", t) for t in tanda]:
            self._kini += 1
            return self._token[self._kini - 1][1]
        return ""

    def _banding(self) -> Simpul:
        return self._deret(self._sambung, *_BANDING)

    def _sambung(self) -> Simpul:
        return self._deret(self._jumlah, "&")

    def _jumlah(self) -> Simpul:
        return self._deret(self._kali, "+", "-")

    def _kali(self) -> Simpul:
        return self._deret(self._satu, "*", "/")

    def _deret(self, bagian: Callable[[], Simpul], *tanda: str) -> Simpul:
        simpul = bagian()
        while op := self._tanda(*tanda):
            simpul = op, (simpul, bagian())
        return simpul

    def _satu(self) -> Simpul:
        if self._tanda("-"):
            return "-", (("angka", (0.0,)), self._satu())
        if self._tanda("("):
            simpul = self._banding()
            self._tutup()
            return simpul
        if self._kini >= len(self._token):
            raise RumusAsingError
        jenis, isi = self._token[self._kini]
        self._kini += 1
        match jenis:
            case "angka":
                return "angka", (float(isi),)
            case "teks":
                return "teks", (isi.replace('""', '"'),)
            case "tempat":
                return "tempat", (isi,)
            case "nama" if isi in ("TRUE", "FALSE"):
                return "logika", (isi == "TRUE",)
            case "nama" if self._tanda("("):
                return "fungsi", (isi, *self._argumen())
        raise RumusAsingError

    def _argumen(self) -> list[Simpul]:
        daftar = [self._banding()]
        while self._tanda(","):
            daftar.append(self._banding())
        self._tutup()
        return daftar

    def _tutup(self) -> None:
        if not self._tanda(")"):
            raise RumusAsingError


def _angka(isi: Sequence[Isi]) -> list[float]:
    """The numbers among arguments and in areas, as functions over areas count them."""
    hasil: list[float] = []
    for satu in isi:
        if satu.__class__ is float:
            hasil.append(satu)
        elif isinstance(satu, list):
            hasil += [n for n in satu if n.__class__ is float]
    return hasil


def _banyak(*isi: Isi) -> float:
    return float(len(_angka(isi)))


def _banyak_isi(*isi: Isi) -> float:
    return float(sum(sum(n is not None for n in satu) if isinstance(satu, list) else satu is not None for satu in isi))


def _rata(*isi: Isi) -> float:
    return rata(_angka(isi))


def _jumlah_bila(uji: list[Nilai], nilai: list[Nilai]) -> float:
    """SUMIF(uji, ">=0", nilai)."""
    pasangan = zip(uji, nilai, strict=True)
    return float(sum(n for u, n in pasangan if isinstance(u, float) and u >= 0 and isinstance(n, float)))


def _jumlah_kali(a: list[Nilai], b: list[Nilai]) -> float:
    pasangan = zip(a, b, strict=True)
    return float(sum(x * y for x, y in pasangan if isinstance(x, float) and isinstance(y, float)))


def _jika_galat(isi: Callable[[], Nilai], lain: Callable[[], Nilai]) -> Nilai:
    # A division by zero is the only error that our formulas expect; others prove nothing.
    try:
        return isi()
    except ZeroDivisionError:
        return lain()


def _tulis(isi: Nilai) -> str:
    """What & makes of a value."""
    if isinstance(isi, str):
        return isi
    if isi.__class__ is float and isi == int(isi) and abs(isi) < _LEBIH_DARI_ANGKA:
        return str(int(isi))
    # Of a fraction programs show more or fewer digits.
    raise TypeError


def _sama(a: Nilai, b: Nilai) -> bool:
    """a = b, where a blank may be 0 or the empty text: which of them is for a program to tell."""
    if a.__class__ is float and b.__class__ is float:
        return hampir_sama(a, b)
    if a is None:
        a = "" if isinstance(b, str) else 0.0
    if isinstance(a, str) and isinstance(b, str):
        return a.casefold() == b.casefold()
    return isinstance(a, float) and isinstance(b, float) and hampir_sama(a, b)


@lru_cache(maxsize=8192)
def _bulat(nilai: float, desimal: float) -> float:
    # One formula asks for the same again and again.
    return bulat_setengah_menjauh(nilai, int(desimal))


def _cari(isi: Nilai, daerah: list[Nilai], cara: float) -> float:
    """MATCH(number, area, 0): the first place of just this number, from 1."""
    if not isinstance(isi, float) or cara != 0:
        raise TypeError
    return float(daerah.index(isi) + 1)


def _ambil(daerah: list[Nilai], nomor: float) -> Nilai:
    """INDEX of an area of one column or row."""
    if nomor < 1 or nomor != int(nomor):
        raise ValueError
    try:
        return daerah[int(nomor) - 1]
    except IndexError as salah:
        raise ValueError from salah


def _kiri(teks: str, banyak: float) -> str:
    """LEFT; letters outside the basic plane count as one or as two, as programs please."""
    if any(ord(h) > _DATAR for h in teks):
        raise ValueError
    return teks[: int(banyak)]


_FUNGSI: Final[dict[str, Callable[..., Nilai]]] = {
    "SUM": lambda *isi: jumlah(_angka(isi)),
    "COUNT": _banyak,
    "COUNTA": _banyak_isi,
    "AVERAGE": _rata,
    "MAX": lambda *isi: max(_angka(isi), default=0.0),
    "MIN": lambda *isi: min(_angka(isi), default=0.0),
    "INT": lambda n: float(math.floor(n)),
    "ABS": abs,
    "ROUND": _bulat,
    "SUMPRODUCT": _jumlah_kali,
    "MATCH": _cari,
    "INDEX": _ambil,
    "LEFT": _kiri,
}
_LOGIKA: Final = {"AND": " and ", "OR": " or "}
# Whose result is always a number.
_BERANGKA: Final = frozenset(_FUNGSI) - {"INDEX", "LEFT"}


class _Penulis:
    """Python source of a syntax tree; `satu` are the placeholders that are known to be single cells."""

    def __init__(self, satu: frozenset[str] = frozenset()) -> None:
        self.tempat: list[str] = []
        self._satu = satu
        self._bandingan = 0

    def nilai(self, simpul: object) -> str:
        """An expression for the value."""
        assert isinstance(simpul, tuple)
        op, isi = simpul
        match op:
            case "angka" | "teks":
                return repr(isi[0])
            case "tempat":
                nama = str(isi[0])
                if nama not in self.tempat:
                    self.tempat.append(nama)
                return f"v_{nama}"
            case "+" | "-":
                return f"{_NAMA_OPERATOR[op]}({self._angka(isi[0])}, {self._angka(isi[1])})"
            case "*" | "/":
                return f"({self._angka(isi[0])} {op} {self._angka(isi[1])})"
            case "&":
                return f"({self._teks(isi[0])} + {self._teks(isi[1])})"
            case "fungsi":
                return self._fungsi(str(isi[0]), isi[1:])
        raise RumusAsingError

    def _angka(self, simpul: object) -> str:
        """An expression for a number: adding to 0 makes texts and blanks an error; in Python a text can be repeated."""
        assert isinstance(simpul, tuple)
        op, isi = simpul
        if op in ("angka", "+", "-", "*", "/") or (op == "fungsi" and isi[0] in _BERANGKA):
            return self.nilai(simpul)
        return f"(0.0 + {self.nilai(simpul)})"

    def _teks(self, simpul: object) -> str:
        assert isinstance(simpul, tuple)
        return self.nilai(simpul) if simpul[0] in ("teks", "&") else f"_tulis({self.nilai(simpul)})"

    def _fungsi(self, nama: str, isi: Sequence[object]) -> str:
        if nama == "IF" and len(isi) == 3:
            return f"({self.nilai(isi[1])} if {self._syarat(isi[0])} else {self.nilai(isi[2])})"
        if nama == "IFERROR" and len(isi) == 2:
            return f"_jika_galat(lambda: {self.nilai(isi[0])}, lambda: {self.nilai(isi[1])})"
        if nama == "HYPERLINK" and len(isi) == 2:
            # What the cell shows; where the link leads is part of the text, which is compared.
            return self.nilai(isi[1])
        if nama == "SUMIF" and len(isi) == 3 and isi[1] == ("teks", (">=0",)):
            return f"_jumlah_bila({self.nilai(isi[0])}, {self.nilai(isi[2])})"
        if nama not in _FUNGSI:
            raise RumusAsingError(nama)
        argumen = list(map(self.nilai, isi))
        if nama in ("COUNT", "COUNTA") and all(a[2:] in self._satu for a in argumen):
            uji = ".__class__ is float" if nama == "COUNT" else " is not None"
            return f"(0.0 + {' + '.join(f'({a}{uji})' for a in argumen)})"
        return f"{nama}({', '.join(argumen)})"

    def _syarat(self, simpul: object) -> str:
        """An expression for a condition; what is none in itself (a number, say) is not taken for one."""
        assert isinstance(simpul, tuple)
        op, isi = simpul
        if op == "logika":
            return repr(isi[0])
        if op in _BANDING:
            return self._banding(op, *isi)
        nama, *argumen = isi
        if op == "fungsi" and nama in _LOGIKA:
            return f"({_LOGIKA[nama].join(map(self._syarat, argumen))})"
        if op == "fungsi" and nama == "NOT" and len(argumen) == 1:
            return f"(not {self._syarat(argumen[0])})"
        if op == "fungsi" and nama == "IF" and len(argumen) == 3:
            a, b, c = map(self._syarat, argumen)
            return f"({b} if {a} else {c})"
        if op == "fungsi" and nama == "ISNUMBER" and len(argumen) == 1:
            return f"(({self.nilai(argumen[0])}).__class__ is float)"
        if op == "fungsi" and nama == "ISBLANK" and len(argumen) == 1:
            return f"({self.nilai(argumen[0])} is None)"
        raise RumusAsingError

    def _banding(self, op: str, kiri: object, kanan: object) -> str:
        if op in _URUTAN:
            # Of texts and blanks no order is asked; adding raises for them.
            a, b = self._angka(kiri), self._angka(kanan)
            if b == "0.0":
                return f"({a} {op} 0.0)"
            # Names of their own: either side may hold another comparison.
            self._bandingan += 1
            p, q = f"_p{self._bandingan}", f"_q{self._bandingan}"
            return f"(({p} := {a}) {op} ({q} := {b}) {_URUTAN[op]} hampir_sama({p}, {q}))"
        a, b = self.nilai(kiri), self.nilai(kanan)
        tidak = "not " if op == "<>" else ""
        if b == "''" and a[2:] in self._satu:
            return f"({tidak}({a} is None or {a} == ''))"
        return f"({tidak}_sama({a}, {b}))"


def _ruang() -> dict[str, Any]:
    """The names that expressions use."""
    ruang: dict[str, Any] = {f.__name__: f for f in (_tulis, _sama, _jika_galat, _jumlah_bila, hampir_sama)}
    return {**ruang, **_FUNGSI, **{nama: OPERATOR[op] for op, nama in _NAMA_OPERATOR.items()}}


@lru_cache(maxsize=4096)
def kompilasi(teks: str, daerah: frozenset[str] | None = None) -> tuple[Callable[..., Nilai], tuple[str, ...]]:
    """(function, names of its placeholders in the order of its arguments) of a formula text of a Buku.

    `daerah` are the placeholders that stand for areas, where that is known. RumusAsingError where the text uses what is
    not known here.
    """
    pohon = _Pengurai(teks).semua()
    penulis = _Penulis()
    badan = penulis.nilai(pohon)
    nama = tuple(penulis.tempat)
    if daerah is not None:
        badan = _Penulis(frozenset(nama) - daerah).nilai(pohon)
    # The source is made of our own tokens: numbers and texts by repr, names of functions from the table above, and
    # names of placeholders that are word characters.
    fungsi: Callable[..., Nilai] = eval(f"lambda {', '.join(f'v_{n}' for n in nama)}: {badan}", _ruang())
    return fungsi, nama


class Ingatan(dict[tuple[Any, ...], Nilai]):
    """What formulas of one text give, by their arguments (a tuple for an area); reckoned when it is asked for.

    Most formulas of a workbook stand in rows that are blank or hold what others hold. Only so many are remembered.
    Numbers that are equal give the same, 0 and -0 among them. No truth value is ever an argument, which would be the
    same key as the number that equals it: comparisons are taken in conditions only.
    """

    def __init__(self, fungsi: Callable[..., Nilai]) -> None:
        super().__init__()
        self._fungsi = fungsi

    def __missing__(self, isi: tuple[Any, ...]) -> Nilai:
        hasil = self._fungsi(*(list(satu) if satu.__class__ is tuple else satu for satu in isi))
        if len(self) >= _BATAS_INGATAN:
            self.clear()
        self[isi] = hasil
        return hasil


@lru_cache(maxsize=4096)
def ingatan_rumus(teks: str, daerah: frozenset[str]) -> tuple[Ingatan, tuple[str, ...]]:
    """As `kompilasi`, with what was reckoned remembered for all workbooks that hold the text."""
    fungsi, nama = kompilasi(teks, daerah)
    return Ingatan(fungsi), nama
