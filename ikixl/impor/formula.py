"""The wording of a formula to a rumus of the formula language and its variabel."""

from __future__ import annotations

import re

from ikixl.impor.bentuk import BENTUK, bermula_hitung, kata_awal, pisah_koma
from ikixl.impor.bersih import PECAHAN, baris_tunggal
from ikixl.impor.isian import Rumus, rumus_belum, rumus_hitung, rumus_jumlah, rumus_nilai
from ikixl.impor.kata import ATURAN, berawal, polos
from ikixl.impor.lambang import urai_lambang

__all__ = ["baca_rumus", "skala_formula"]

#: Longer wordings are no formula, and reading them takes time that grows with the square of their length.
_PANJANG_MAKS = 4_000
_KALI_100 = re.compile(
    r"(?:\bx|×|\*|X|\bdikali(?:kan)?|\bkali)\s*(?:dengan\s*)?100(?:[.,]0+)?\s*(?:%|persen|prosen)?", re.IGNORECASE
)
_AWALAN = re.compile(
    r"^\W*(?:Σ\s*)?f\s*\(?\s*x\s*\)?\s*[=:]?\s*"
    r"|^\s*(?:rumus|formula|formulasi|cara (?:peng|per)?hitung(?:an)?)\s*[:=]\s*",
    re.IGNORECASE,
)
_GARIS = re.compile(r"^[\s_–—-]{3,}(.*)$")


def baca_rumus(nama: str, formula: str, satuan: str = "", target: float | None = None) -> Rumus:
    """The rumus that an indikator's name and formula wording mean; `target` and `satuan` are printed beside it.

    A ratio is kept in the order printed. What no rule reads is `belum`, with one variabel of that code.
    """
    if len(formula) > _PANJANG_MAKS:
        return rumus_belum("IMPOR-04", persen=satuan == "%")
    teks = _AWALAN.sub("", _pecahan_bertumpuk(urai_lambang(formula))).strip()
    kali = bool(_KALI_100.search(teks))
    pokok = _KALI_100.sub(" ", teks).strip()
    persen = kali or satuan == "%" or bool(kata_awal(nama, "persen"))
    if not re.search(r"[^\W\d_]", pokok):
        return _tanpa_formula(nama, satuan, target, persen=persen)
    if skala_formula(formula):
        return rumus_nilai(nama)
    fungsi = bool(_AWALAN.match(formula))
    for baca in BENTUK:
        hasil = baca(nama, pokok, persen=persen, fungsi=fungsi)
        if hasil:
            return hasil
    return _satu(nama, teks, satuan, persen=persen, fungsi=fungsi)


def skala_formula(formula: str) -> str:
    """The predikat scale whose intervals a formula prints, "" if none."""
    return next((s["nama"] for s in ATURAN["skala"] if all(t in formula for t in s["tanda"])), "")


def _pecahan_bertumpuk(formula: str) -> str:
    """A fraction drawn over lines ("A", "____ x 100%", "B"; or "A x 100%", "B") as "(A ⁄ B) x 100%"."""
    baris = formula.split("\n")
    for n in range(1, len(baris) - 1):
        garis = _GARIS.match(baris[n])
        if garis:
            atas, bawah = " ".join(baris[:n]), " ".join(baris[n + 1 :])
            pecahan = f"({_tanpa_kali(atas)} {PECAHAN} {_tanpa_kali(bawah)})"
            return f"{pecahan} x 100%" if _KALI_100.search(formula) else pecahan
    if len(baris) == 3 and _KALI_100.fullmatch(baris[2].strip()) and all(map(bermula_hitung, baris[:2])):
        return f"({baris[0]} {PECAHAN} {baris[1]}) x 100%"
    if len(baris) == 2 and _KALI_100.search(baris[0]) and PECAHAN not in formula and bermula_hitung(baris[1]):
        return f"({_tanpa_kali(baris[0])} {PECAHAN} {baris[1]}) x 100%"
    return formula


def _tanpa_kali(teks: str) -> str:
    return _KALI_100.sub("", teks).strip()


def _satu(nama: str, teks: str, satuan: str, *, persen: bool, fungsi: bool) -> Rumus:
    """One figure: a count, an index value, or a percentage whose formula nobody can read."""
    if persen and not (fungsi or kata_awal(nama, "hitung")):
        return rumus_belum("IMPOR-04", persen=True)
    if _KALI_100.search(teks):
        return rumus_belum("IMPOR-04", persen=True)
    if kata_awal(nama, "indeks"):
        return rumus_nilai(nama)
    if fungsi or bermula_hitung(teks):
        return rumus_hitung(re.split(r"[=:]", teks)[-1] if "=" in teks else teks)
    if kata_awal(nama, "hitung"):
        return rumus_hitung(nama)
    rata = berawal(polos(nama), list(map(polos, ATURAN["kata"]["rata"])))
    if not rata and (satuan or re.search(r"\d", teks) or _terhitung(nama)):
        return rumus_hitung(nama, "IMPOR-21")
    return rumus_belum("IMPOR-04", persen=False)


def _tanpa_formula(nama: str, satuan: str, target: float | None, *, persen: bool) -> Rumus:
    if persen:
        return rumus_belum("IMPOR-05", persen=True)
    # "Jumlah dokumen RENJA, LAKIP dan IKM", target 3 dokumen: the target counts the things named.
    butir = pisah_koma(" ".join(baris_tunggal(nama).split()[2:]))
    if kata_awal(nama, "hitung") and len(butir) > 1 and target == len(butir):
        return rumus_jumlah(butir, centang=True) or rumus_hitung(nama)
    if kata_awal(nama, "indeks"):
        return rumus_nilai(nama)
    if kata_awal(nama, "hitung"):
        return rumus_hitung(nama)
    if satuan or _terhitung(nama):
        return rumus_hitung(nama, "IMPOR-21")
    return rumus_belum("IMPOR-05", persen=False)


def _terhitung(nama: str) -> bool:
    """Whether a name begins with a thing that is counted ("Kegiatan ...", "Laporan ...")."""
    return any(k in daftar for k in polos(nama).split()[:1] for daftar in ATURAN["satuan"].values())
