"""Text of the formula language to its tree.

Numbers (decimal point), variabel, + - * / ( ), unary minus, the functions of ikixl.rumus.functions; comparisons
< <= > >= = <> and the words dan, atau only in the first part of bila.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from ikixl.errors import RumusError
from ikixl.rumus.ast import Angka, Banding, Bila, Logika, Negatif, Panggil, Rangkai, Simpul, Syarat, Variabel
from ikixl.rumus.functions import BANYAK_ISI, KATA_LOGIKA

__all__ = ["DALAM_MAKS", "PANJANG_MAKS", "parse"]

#: Longest formula, in characters.
PANJANG_MAKS = 2000
#: Deepest nesting of brackets, calls and signs: Excel nests 64 functions, and two of them are the IF and IFERROR
#: that ikixl.rumus.to_excel puts around a formula.
DALAM_MAKS = 64 - 2
# Excel cuts what it cannot keep: a written number has 15 significant digits there.
_DIGIT_MAKS = 15

_TANDA = re.compile(
    r"\s*(?:(?P<angka>[0-9]+(?:\.[0-9]+)?)|(?P<nama>[^\W\d]\w*)|(?P<tanda><=|>=|<>|[-+*/(),<>=])|(?P<akhir>\Z)|(?P<asing>.))",
    re.DOTALL,
)
_NAMA = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)

_ATAU, _DAN, _BANDING, _TAMBAH, _KALI = range(1, 6)
_TINGKAT = {
    "atau": _ATAU,
    "dan": _DAN,
    **dict.fromkeys(("<", "<=", ">", ">=", "=", "<>"), _BANDING),
    **dict.fromkeys("+-", _TAMBAH),
    **dict.fromkeys("*/", _KALI),
}

_SARAN_ASING = {
    "×": "Tulis perkalian dengan *.",
    "÷": "Tulis pembagian dengan /.",
    ":": "Tulis pembagian dengan /.",
    "−": "Tulis pengurangan dengan tanda hubung biasa (-).",
    "–": "Tulis pengurangan dengan tanda hubung biasa (-).",
    "%": "Tulis persentase dengan persen(a, b) atau a / b * 100.",
    ";": "Pisahkan bagian fungsi dengan koma.",
    ".": "Titik hanya untuk desimal, di antara dua angka; ribuan ditulis tanpa titik.",
    "[": "Pakai kurung biasa: ( ).",
    "{": "Pakai kurung biasa: ( ).",
    "≥": "Tulis >= untuk lebih dari atau sama dengan.",
    "≤": "Tulis <= untuk kurang dari atau sama dengan.",
    "≠": "Tulis <> untuk tidak sama dengan.",
}
_SARAN_KOMA = "Koma hanya memisahkan bagian fungsi; angka desimal ditulis dengan titik, misalnya 0.6."


@dataclass(frozen=True, slots=True)
class _Kata:
    """A word of the text: what it is (angka, nama, tanda, akhir), its text, its 0-based offset."""

    jenis: str
    teks: str
    posisi: int


def parse(teks: str) -> Simpul:
    """The tree of a formula.

    RumusError with `posisi` and an Indonesian message that quotes the place, for whatever does not belong to the
    language, for a formula of more than 2000 characters and for one nested deeper than 62 levels.
    """
    if not teks.strip():
        raise RumusError("Rumus kosong.", "Tulis rumus, misalnya persen(selesai, masuk).")
    if len(teks) > PANJANG_MAKS:
        raise RumusError(
            f"Rumus terlalu panjang: {len(teks)} karakter, paling banyak {PANJANG_MAKS}.",
            "Pecah menjadi beberapa indikator atau pendekkan kode variabelnya.",
            PANJANG_MAKS,
        )
    return _Pengurai(list(_pecah(teks))).semua()


def _pecah(teks: str) -> Iterator[_Kata]:
    for cocok in _TANDA.finditer(teks):
        jenis = cocok.lastgroup or ""
        kata = _Kata(jenis, cocok[jenis], cocok.start(jenis))
        if jenis == "asing":
            _tolak(kata, "karakter ini bukan bagian dari rumus.", _SARAN_ASING.get(kata.teks, ""))
        if jenis == "nama" and not _NAMA.fullmatch(kata.teks):
            _tolak(kata, "nama hanya terdiri atas huruf kecil a-z, angka, dan garis bawah.", _saran_nama(kata.teks))
        yield kata
        if jenis == "akhir":
            return


def _saran_nama(nama: str) -> str:
    kecil = nama.lower()
    return f'Tulis "{kecil}".' if _NAMA.fullmatch(kecil) else ""


def _tolak(kata: _Kata, sebab: str, saran: str = "") -> NoReturn:
    letak = "Di akhir rumus" if kata.jenis == "akhir" else f'Karakter ke-{kata.posisi + 1} ("{kata.teks}")'
    raise RumusError(f"{letak}: {sebab}", saran, kata.posisi)


class _Pengurai:
    """Recursive descent over the words of one formula, by the rank of operators."""

    def __init__(self, kata: list[_Kata]) -> None:
        self.kata = kata
        self.letak = 0
        self.dalam = 0

    @property
    def kini(self) -> _Kata:
        return self.kata[self.letak]

    def maju(self) -> _Kata:
        kata = self.kini
        self.letak += 1
        return kata

    def semua(self) -> Simpul:
        hasil = self.nilai(_ATAU)
        if self.kini.jenis != "akhir":
            self.tolak_lanjutan(self.kini)
        return hasil

    def tolak_lanjutan(self, kata: _Kata) -> NoReturn:
        if kata.teks == ",":
            _tolak(kata, "koma tidak pada tempatnya.", _SARAN_KOMA)
        if kata.teks == ")":
            _tolak(kata, "kurung tutup ini tidak punya kurung buka.")
        _tolak(kata, "di sini seharusnya tanda + - * / atau akhir rumus.")

    def nilai(self, tingkat: int) -> Simpul:
        awal = self.kini
        return self.harus_nilai(self.ungkapan(tingkat), awal)

    def syarat(self, tingkat: int) -> Syarat:
        awal = self.kini
        return self.harus_syarat(self.ungkapan(tingkat), awal)

    def harus_nilai(self, isi: Simpul | Syarat, awal: _Kata) -> Simpul:
        if isinstance(isi, Banding | Logika):
            _tolak(awal, "perbandingan hanya boleh menjadi bagian pertama bila(syarat, a, b).")
        return isi

    def harus_syarat(self, isi: Simpul | Syarat, awal: _Kata) -> Syarat:
        if not isinstance(isi, Banding | Logika):
            _tolak(awal, "di sini seharusnya perbandingan.", "Contoh: bila(a >= 10, 1, 0).")
        return isi

    def ungkapan(self, tingkat: int) -> Simpul | Syarat:
        """What stands here up to the first operator that ranks below `tingkat`."""
        awal = self.kini
        hasil = self.satuan()
        while (ini := _TINGKAT.get(self.kini.teks, 0)) >= tingkat:
            hasil = self.rangkai(hasil, awal, ini)
        return hasil

    def rangkai(self, kiri: Simpul | Syarat, awal: _Kata, tingkat: int) -> Simpul | Syarat:
        """The chain of operators of this rank that follows `kiri`."""
        if tingkat == _BANDING:
            kiri, tanda = self.harus_nilai(kiri, awal), self.maju()
            kanan = self.nilai(tingkat + 1)
            if _TINGKAT.get(self.kini.teks) == _BANDING:
                _tolak(self.kini, "perbandingan tidak dapat dirangkai.", "Gabungkan dengan dan: a < b dan b < c.")
            return Banding(kiri, tanda.teks, kanan)
        if tingkat < _BANDING:
            syarat, kata = [self.harus_syarat(kiri, awal)], self.kini.teks
            while self.kini.teks == kata:
                self.maju()
                syarat.append(self.syarat(tingkat + 1))
            return Logika(kata, tuple(syarat))
        kiri = self.harus_nilai(kiri, awal)
        lanjut: list[tuple[str, Simpul]] = []
        while _TINGKAT.get(self.kini.teks) == tingkat:
            tanda = self.maju()
            lanjut.append((tanda.teks, self.nilai(tingkat + 1)))
        return Rangkai(kiri, tuple(lanjut))

    def satuan(self) -> Simpul | Syarat:
        """A number, a variabel, a call, something in brackets, or one of these with a minus before it."""
        kata = self.maju()
        if kata.jenis == "angka":
            return _angka(kata)
        if kata.jenis == "nama" and kata.teks not in KATA_LOGIKA:
            return self.bernama(kata)
        if kata.teks not in ("-", "("):
            _tolak(kata, "di sini seharusnya angka, variabel, fungsi, atau kurung buka.")
        self.masuk(kata)
        if kata.teks == "-":
            awal = self.kini
            hasil: Simpul | Syarat = Negatif(self.harus_nilai(self.satuan(), awal))
        else:
            hasil = self.ungkapan(_ATAU)
            self.tutup(kata)
        self.dalam -= 1
        return hasil

    def masuk(self, kata: _Kata) -> None:
        self.dalam += 1
        if self.dalam > DALAM_MAKS:
            _tolak(kata, f"rumus terlalu dalam bertingkat (paling banyak {DALAM_MAKS} tingkat).", "Sederhanakan rumus.")

    def tutup(self, buka: _Kata) -> None:
        kata = self.maju()
        if kata.teks == ")":
            return
        if kata.jenis == "akhir":
            _tolak(buka, "kurung ini tidak ditutup.", "Tambahkan kurung tutup.")
        if kata.teks == ",":
            _tolak(kata, "koma tidak pada tempatnya.", _SARAN_KOMA)
        _tolak(kata, "di sini seharusnya tanda operasi atau kurung tutup.")

    def bernama(self, kata: _Kata) -> Simpul:
        """A variabel, or a call where a bracket follows."""
        if self.kini.teks != "(":
            if kata.teks in BANYAK_ISI:
                _tolak(kata, f"{kata.teks} adalah nama fungsi; sesudahnya harus kurung buka.")
            return Variabel(kata.teks)
        if kata.teks not in BANYAK_ISI:
            mirip = difflib.get_close_matches(kata.teks, BANYAK_ISI, n=1)
            saran = f'Mungkin maksudnya "{mirip[0]}".' if mirip else f"Fungsi yang ada: {', '.join(BANYAK_ISI)}."
            _tolak(kata, f"fungsi {kata.teks} tidak dikenal.", saran)
        buka = self.maju()
        self.masuk(kata)
        hasil = self.bila(kata, buka) if kata.teks == "bila" else self.panggil(kata, buka)
        self.dalam -= 1
        return hasil

    def panggil(self, kata: _Kata, buka: _Kata) -> Simpul:
        isi: list[Simpul] = []
        if self.kini.teks != ")":
            isi.append(self.nilai(_ATAU))
        while isi and self.kini.teks == ",":
            self.maju()
            isi.append(self.nilai(_ATAU))
        self.tutup(buka)
        _periksa_banyak(kata, len(isi))
        if kata.teks == "persen":
            return Rangkai(isi[0], (("/", isi[1]), ("*", Angka(100.0))))
        return Panggil(kata.teks, tuple(isi))

    def bila(self, kata: _Kata, buka: _Kata) -> Simpul:
        if self.kini.teks == ")":
            _periksa_banyak(kata, 0)
        syarat = self.syarat(_ATAU)
        isi: list[Simpul] = []
        while self.kini.teks == ",":
            self.maju()
            isi.append(self.nilai(_ATAU))
        self.tutup(buka)
        _periksa_banyak(kata, 1 + len(isi))
        return Bila(syarat, *isi)


def _periksa_banyak(kata: _Kata, banyak: int) -> None:
    paling_sedikit, paling_banyak = BANYAK_ISI[kata.teks]
    if banyak < paling_sedikit or (paling_banyak is not None and banyak > paling_banyak):
        perlu = "paling sedikit satu" if paling_banyak is None else str(paling_banyak)
        _tolak(kata, f"fungsi {kata.teks} memerlukan {perlu} bagian, di sini ada {banyak}.")


def _angka(kata: _Kata) -> Angka:
    bulat, _, pecahan = kata.teks.partition(".")
    if pecahan == "000":
        _tolak(kata, f"angka ini dapat berarti {bulat} atau {bulat}000.", "Tulis ribuan tanpa titik.")
    if len(bulat.lstrip("0")) + len(pecahan) > _DIGIT_MAKS:
        _tolak(kata, f"angka terlalu panjang (paling banyak {_DIGIT_MAKS} digit).")
    return Angka(float(kata.teks))
