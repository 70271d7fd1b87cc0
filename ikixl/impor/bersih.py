"""Marks of other formats out of a text: HTML, Markdown, LaTeX; and lists inside one text."""

from __future__ import annotations

import html
import re

__all__ = ["PECAHAN", "baris_tunggal", "bersihkan", "daftar_tunggal", "pecah_butir", "tanpa_penanda"]

#: Stands for a division that the document draws as a fraction, so that no slash of a word is taken for one.
PECAHAN = "⁄"
_BATAS = 20_000

_TAG_BARIS = re.compile(r"<\s*/?\s*(?:br|p|li|ul|ol|div|tr)\b[^<>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_TEKS_LATEX = re.compile(r"\\(?:text|mathrm|mathbf|textbf|textit|mathit|operatorname)\s*\{([^{}]*)\}")
_FRAC = re.compile(r"\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_LAMBANG = {
    "\\times": " x ",
    "\\cdot": " x ",
    "\\div": f" {PECAHAN} ",
    "\\sum": " Σ ",
    "\\Sigma": " Σ ",
    "\\%": "%",
    "\\&": "&",
    "\\left": "",
    "\\right": "",
    "\\\\": " ",
    "\\,": " ",
    "\\_": "_",
}
_PENANDA = r"(?:[-–—•●▪◦*·➢✓]+|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)](?=\s))"
_AWAL = re.compile(rf"^\s*(?:{_PENANDA}\s*)+(?=\S)")
_NOMOR = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2})[.)]\s{0,3}(?=[^\d\s])")
_HURUF = re.compile(r"(?:(?<=\s)|^)\(?([a-z])[.)]\s{0,3}(?=\S)")
_PELURU = re.compile(r"(?:(?<=\s)|^)[•●▪◦·➢✓]\s*")
_STRIP_BARIS = re.compile(r"(?:(?<=\n)|^)\s*[-–—]\s*(?=\S)")
_STRIP = re.compile(r"(?:(?<=\s)|^)[-–—]\s*(?=[^\s\d-])")


def bersihkan(teks: str) -> str:
    """Plain lines of a cell or paragraph: HTML, Markdown and LaTeX marks gone, blanks single, fractions as
    "(A ⁄ B)"."""
    teks = teks[:_BATAS]
    if "\\" in teks or "$" in teks:
        teks = _latex(teks)
    if "<" in teks:
        teks = _TAG.sub("", _TAG_BARIS.sub("\n", teks))
    if "&" in teks:
        teks = html.unescape(teks)
    teks = teks.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "").replace("∑", "Σ")
    teks = re.sub(r"^\s*#{1,6}\s+", "", teks.replace("**", ""))
    teks = re.sub(r"(?<![\w*])\*(?=\S)([^*\n]{1,200})(?<=\S)\*(?![\w*])", r"\1", teks)
    baris = (re.sub(r"[ \t\r\f\v]+", " ", b).strip() for b in teks.split("\n"))
    return "\n".join(b for b in baris if b)


def _latex(teks: str) -> str:
    for tanda, ganti in _LAMBANG.items():
        teks = teks.replace(tanda, ganti)
    # From the inside out; every round removes at least one command.
    for _ in range(50):
        lama = teks
        teks = _TEKS_LATEX.sub(r"\1", teks)
        teks = _FRAC.sub(rf"(\1 {PECAHAN} \2)", teks)
        if teks == lama:
            break
    teks = re.sub(r"\\[A-Za-z]+\s?", "", teks)
    return re.sub(r"[${}]|\\(?=\W)", "", teks)


def baris_tunggal(teks: str, sambung: str = " ") -> str:
    """A text on one line; `sambung` goes between its lines."""
    return " ".join(sambung.join(teks.split("\n")).split())


def tanpa_penanda(teks: str) -> str:
    """A text without list marks ("1.", "-", "a.") at its beginning."""
    return _AWAL.sub("", teks).strip()


def pecah_butir(teks: str) -> tuple[str, list[str]]:
    """What stands before a list, and its items without marks; no items where the text holds no list.

    Numbers and letters have to follow one another; dashes count at the beginning of lines, or anywhere if the text
    begins with one.
    """
    awal, butir = _butir(teks)
    return awal, [isi for _, isi in butir]


def daftar_tunggal(teks: str) -> str:
    """A text on one line, the items of its list joined with "; ": numbers and letters stay, dashes go.

    Lines without marks are items too where each begins like one.
    """
    awal, butir = _butir(teks)
    if butir:
        return " ".join(filter(None, (baris_tunggal(awal), "; ".join(f"{tanda}{isi}" for tanda, isi in butir))))
    baris = teks.split("\n")
    sendiri = len(baris) > 1 and all(b[:1].isupper() or b[:1].isdigit() for b in baris)
    return baris_tunggal(teks, "; " if sendiri else " ")


def _butir(teks: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before a list; and its items with their mark ("1. ", "" for a dash)."""
    for pola in (_NOMOR, _HURUF):
        batas = _berurutan(pola, teks)
        if batas:
            return _potong(teks, batas)
    for pola in (_PELURU, _STRIP if re.match(r"\s*[-–—]", teks) else _STRIP_BARIS):
        batas = [(m.start(), m.end(), "") for m in pola.finditer(teks)]
        if batas:
            return _potong(teks, batas)
    return teks, []


def _berurutan(pola: re.Pattern[str], teks: str) -> list[tuple[int, int, str]]:
    """Places of marks that count upward by one; [] unless they begin the text or with the first of their kind."""
    batas: list[tuple[int, int, str]] = []
    nanti = 0
    for m in pola.finditer(teks):
        tanda = m.group(1)
        nilai = int(tanda) if tanda.isdigit() else ord(tanda) - ord("a") + 1
        if (nilai != nanti) if batas else (nilai != 1 and m.start() > 0):
            continue
        batas.append((m.start(), m.end(), f"{tanda}. "))
        nanti = nilai + 1
    return batas


def _potong(teks: str, batas: list[tuple[int, int, str]]) -> tuple[str, list[tuple[str, str]]]:
    akhir = [awal for awal, _, _ in batas[1:]] + [len(teks)]
    butir = [(t, baris_tunggal(teks[m:a]).strip(" ;,")) for (_, m, t), a in zip(batas, akhir, strict=True)]
    return teks[: batas[0][0]].strip(), [(t, isi) for t, isi in butir if isi]
