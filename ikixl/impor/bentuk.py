"""Shapes of formulas that have several parts: weighted, ratio, sum and difference, list of named things."""

from __future__ import annotations

import re

from ikixl.impor.bersih import PECAHAN, baris_tunggal, pecah_butir
from ikixl.impor.isian import Isian, KodeIsian, Rumus, buat_isian, cara_gabung, rumus_belum, rumus_jumlah
from ikixl.impor.kata import ATURAN, berawal, polos

__all__ = ["BENTUK", "bermula_hitung", "kata_awal", "pisah_koma"]

_BOBOT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")
_ANGKA_PERSEN = re.compile(
    r"(?:x|×|\*|dikali(?:kan)?(?: dengan)?|kali)?\s*\(?\d{1,3}(?:[.,]\d+)?\s*%\)?\s*(?:x|×|\*|dari|kali)?", re.I
)
_RANTAI = re.compile(r"\s([+−–-])\s")
_BANDING = re.compile(r"perbandingan\s+(?:antara\s+)?(.{3,200}?)\s+(?:dengan|terhadap)\s+(.{3,200})", re.IGNORECASE)
_BUTIR_KATA = 14
_BUTIR_MAKS = 60


def kata_awal(teks: str, daftar: str) -> str:
    """The word of a list of the template ([kata]) with which a text begins, "" if none."""
    return berawal(polos(teks), ATURAN["kata"][daftar])


def bermula_hitung(teks: str) -> bool:
    """Whether a wording begins as a count does: Σ, Jumlah, Banyaknya."""
    return teks.lstrip(" (").startswith("Σ") or bool(kata_awal(teks.lstrip(" ("), "hitung"))


def _terbobot(nama: str, pokok: str, *, persen: bool, fungsi: bool) -> Rumus | None:
    """60% x A + 40% x B."""
    bagian = [b for b in re.split(r"\s*\+\s*", _ganti_kata(baris_tunggal(pokok), "tambah", "+")) if b]
    bobot = [_BOBOT.findall(b) for b in bagian]
    if len(bagian) < 2 or any(len(b) != 1 for b in bobot):
        return None
    angka = [float(b[0].replace(",", ".")) for b in bobot]
    if not 99 <= sum(angka) <= 101:
        return None
    kode = KodeIsian()
    isian = [buat_isian(kode, _ANGKA_PERSEN.sub(" ", _kanan(b)), "desimal", "akhir", "rata") for b in bagian]
    if not all(isian):
        return None
    sah = [i for i in isian if i]
    return Rumus(" + ".join(f"{a / 100:g} * {i.kode}" for a, i in zip(angka, sah, strict=True)), tuple(sah), "terbobot")


def _rasio(nama: str, pokok: str, *, persen: bool, fungsi: bool) -> Rumus | None:
    """A / B, with or without x 100 %; the mean of several where the words say so."""
    satu = _bertanda_bagi(baris_tunggal(pokok), persen=persen)
    banyak = satu.count(PECAHAN)
    if not banyak:
        return None
    kode = KodeIsian()
    if banyak == 1:
        kiri, kanan = satu.split(PECAHAN)
        atas, bawah = _operan(kode, _kanan(kiri)), _operan(kode, kanan)
        if not atas or not bawah:
            return rumus_belum("IMPOR-04", persen=persen)
        rumus = f"persen({atas[0]}, {bawah[0]})" if persen else f"{_kurung(atas[0])} / {_kurung(bawah[0])}"
        return Rumus(rumus, tuple(dict.fromkeys([*atas[1], *bawah[1]])), "rasio" if persen else "rantai")
    pasangan = re.findall(rf"\(([^(){PECAHAN}]+){PECAHAN}([^(){PECAHAN}]+)\)", satu)
    rata = any(k in f"{nama} {satu}".lower() for k in ATURAN["kata"]["rata"])
    if not rata or len(pasangan) != banyak:
        return rumus_belum("IMPOR-04", persen=persen)
    bagian, isian = [], []
    for kiri, kanan in pasangan:
        atas, bawah = _operan(kode, kiri), _operan(kode, kanan)
        if not atas or not bawah:
            return rumus_belum("IMPOR-04", persen=persen)
        bagian.append(f"persen({atas[0]}, {bawah[0]})")
        isian += [*atas[1], *bawah[1]]
    return Rumus(f"rata({', '.join(bagian)})", tuple(dict.fromkeys(isian)), "rasio")


def _bertanda_bagi(satu: str, *, persen: bool) -> str:
    """The text with every division that is one written as PECAHAN; slashes inside words stay."""
    if PECAHAN in satu:
        return satu
    banding = _BANDING.fullmatch(satu)
    if banding:
        return f"{banding.group(1)} {PECAHAN} {banding.group(2)}"
    satu = _ganti_kata(satu, "bagi", PECAHAN).replace("÷", PECAHAN)
    if PECAHAN in satu:
        return satu
    for tanda in (" : ", ":", " / ", "/"):
        kiri, ada, kanan = satu.partition(tanda)
        berhitung = bermula_hitung(_kanan(kiri)) and bermula_hitung(kanan)
        polos_saja = tanda.startswith(" ") and not _berakhir_pemicu(kiri) and _tanpa_daftar(satu)
        sendiri = tanda == "/" and satu.count("/") == 1 and _dua_besaran(kiri, kanan)
        if ada and (berhitung or (persen and (polos_saja or sendiri))):
            return f"{kiri} {PECAHAN} {kanan}"
    return satu


def _dua_besaran(kiri: str, kanan: str) -> bool:
    """Whether the sides of a bare slash name two figures alike: "Realisasi anggaran/Pagu anggaran"."""
    sisi = [_kanan(kiri), kanan]
    return all(1 < len(s.split()) < 12 for s in sisi) and not any(map(bermula_hitung, sisi))


def _tanpa_daftar(satu: str) -> bool:
    """A bare slash or colon counts as division only where the whole is short and no list follows."""
    return not pecah_butir(satu)[1] and len(satu.split()) <= 40


def _berakhir_pemicu(kiri: str) -> bool:
    kata = polos(kiri)
    return any(kata.endswith(d) for d in ATURAN["kata"]["daftar"])


def _rantai(nama: str, pokok: str, *, persen: bool, fungsi: bool) -> Rumus | None:
    """A + B - C, where "=" or the words of addition show that it is one."""
    satu = _ganti_kata(_ganti_kata(baris_tunggal(pokok), "tambah", "+"), "kurang", "−")
    if persen or satu.startswith(("-", "–", "•")):
        return None
    kanan = _kanan(satu)
    bagian = _RANTAI.split(kanan)
    tanda = bagian[1::2]
    nyata = "=" in satu or fungsi or all(t in "+−" for t in tanda)
    if not tanda or not nyata or any(len(b.split()) > _BUTIR_KATA for b in bagian) or len(tanda) > _BUTIR_MAKS:
        return None
    kode = KodeIsian()
    isian = [buat_isian(kode, b, "bulat", cara_gabung(b)) for b in bagian[::2]]
    sah = [i for i in isian if i]
    if len(sah) != len(isian) or any(b.count("(") != b.count(")") for b in bagian[::2]):
        return None
    if set(tanda) == {"+"} and len(sah) > 2:
        return Rumus(f"jumlah({', '.join(i.kode for i in sah)})", tuple(sah), "rantai")
    lanjut = "".join(f" {'+' if t == '+' else '-'} {i.kode}" for t, i in zip(tanda, sah[1:], strict=True))
    return Rumus(sah[0].kode + lanjut, tuple(sah), "rantai")


def _daftar(nama: str, pokok: str, *, persen: bool, fungsi: bool) -> Rumus | None:
    """A list of named things: each is there or not (documents), or counted (everything else)."""
    if persen:
        return None
    butir = _butir_daftar(nama, pokok)
    if len(butir) < 2 or len(butir) > _BUTIR_MAKS or any(len(b.split()) > _BUTIR_KATA for b in butir):
        return None
    bernama = ATURAN["kata"]["dokumen"]
    kata = polos(f"{nama} {pokok}").split()
    ada = not any(re.match(r"\d", b) for b in butir) and any(k in kata for k in bernama) and "kegiatan" not in kata[:6]
    return rumus_jumlah(butir, centang=ada)


def _butir_daftar(nama: str, pokok: str) -> list[str]:
    pola = "|".join(re.escape(d) for d in ATURAN["kata"]["daftar"])
    pemicu = re.search(rf"\b(?:{pola})\b\s*:?\s*", pokok, re.IGNORECASE)
    ekor = pokok[pemicu.end() :] if pemicu else pokok
    _, butir = pecah_butir(ekor)
    if butir:
        return butir
    potong = pisah_koma(baris_tunggal(ekor))
    if pemicu:
        # "Jumlah koordinasi yang meliputi A, B dan C" counts koordinasi; a colon, or prose before it, makes a list.
        return potong if ":" in pemicu.group() or not bermula_hitung(pokok) else []
    pendek = all(len(b.split()) <= 4 for b in potong) and not re.search(r"\d", ekor)
    return potong if len(potong) > 3 and pendek and kata_awal(nama, "hitung") and not bermula_hitung(ekor) else []


def pisah_koma(teks: str) -> list[str]:
    """Items of "A, B (x, y), C dan D"."""
    potong = [b.strip(" .") for b in re.split(r"[,;](?![^()]*\))", teks)]
    akhir = re.split(r"\s+(?:dan|&|serta)\s+(?![^()]*\))", potong[-1]) if potong else []
    if len(potong) > 1 or len(akhir) > 1:
        potong = [*potong[:-1], *akhir]
    return [re.sub(r"^(?:dan|serta)\s+", "", b) for b in potong if b]


def _operan(kode: KodeIsian, teks: str) -> tuple[str, list[Isian]] | None:
    """One side of a fraction: a figure, or a sum or difference of figures."""
    bagian = _RANTAI.split(teks.strip().strip("() "))
    tanda = ["+" if t == "+" else "-" for t in bagian[1::2]]
    # A hyphen may stand between words; the sign of subtraction may not.
    if {"-", "–"} & set(bagian[1::2]) and not all(bermula_hitung(b) for b in bagian[::2]):
        bagian, tanda = [teks], []
    # "(A - B) / A": a figure that stands on both sides is one variabel.
    isian = [kode.sama(b) or buat_isian(kode, b, "bulat", cara_gabung(b)) for b in bagian[::2]]
    sah = [i for i in isian if i]
    if len(sah) != len(isian):
        return None
    return sah[0].kode + "".join(f" {t} {i.kode}" for t, i in zip(tanda, sah[1:], strict=True)), sah


def _kurung(rumus: str) -> str:
    return f"({rumus})" if " " in rumus else rumus


def _kanan(teks: str) -> str:
    """What follows the last "=": "Jumlah Aset Tetap = KIB A + KIB B" names what it adds up."""
    return teks.rsplit("=", 1)[-1]


def _ganti_kata(teks: str, operasi: str, tanda: str) -> str:
    for kata in ATURAN["rumus"][operasi]:
        teks = re.sub(rf"(?<=[\s)]){re.escape(kata)}(?=[\s(])", tanda, teks, flags=re.IGNORECASE)
    return teks


#: Readers of one shape each, in the order they are tried.
BENTUK = (_terbobot, _rasio, _rantai, _daftar)
