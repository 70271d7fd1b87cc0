"""What the words of an indikator say besides its formula: satuan, periode, target."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ikixl.impor.bersih import baris_tunggal
from ikixl.impor.kata import ATURAN, ada_frasa, polos

__all__ = ["TargetBaca", "baca_target", "satuan_nama", "target_kalimat", "tebak_periode"]

_ANGKA = re.compile(
    r"(?:[≥≤><=]|minimal|maksimal|min\.?|maks\.?)?\s*(?P<angka>\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?)\s*"
    r"(?:\([^()]{1,40}\)\s*)?(?P<satuan>%|persen|[^\W\d][^\d;,()]*)?\s*\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TargetBaca:
    """A printed target: its number and satuan ("" if none), and the words it was read from."""

    nilai: float
    satuan: str
    kutipan: str


def baca_target(teks: str) -> TargetBaca | None:
    """The target of a TARGET cell ("100 %", "3 (tiga) dokumen", "85,5"), None where it is no number."""
    satu = baris_tunggal(teks)
    cocok = _ANGKA.fullmatch(satu)
    if cocok is None:
        return None
    satuan = (cocok.group("satuan") or "").strip().lower()
    return TargetBaca(_nilai(cocok.group("angka")), "%" if satuan == "persen" else satuan, satu)


def target_kalimat(nama: str, formula: str) -> TargetBaca | None:
    """A number with a satuan inside a sentence ("sebanyak 26 desa"), None where there is none.

    Of several the one whose satuan stands in the indikator's name, otherwise the first.
    """
    aturan = ATURAN["kalimat"]
    depan = "|".join(sorted(map(re.escape, aturan["depan"]), key=len, reverse=True))
    satuan = "|".join(aturan["satuan"])
    bukan = "|".join(aturan["bukan"])
    pola = re.compile(
        rf"\b(?P<depan>{depan})\s+(?:(?:oleh|sebanyak|sekitar)\s+)?(?P<angka>\d{{1,3}}(?:\.\d{{3}})+|\d+)\s*(?:\([^()]{{1,30}}\)\s*)?"
        rf"(?P<satuan>{satuan})\b(?!\s+(?:{bukan})\b)",
        re.IGNORECASE,
    )
    satu = baris_tunggal(formula)
    semua = [TargetBaca(_nilai(m.group("angka")), m.group("satuan").lower(), m.group()) for m in pola.finditer(satu)]
    kata = polos(nama).split()
    return next((t for t in semua if t.satuan in kata), semua[0] if semua else _kerap(nama, satu))


def _kerap(nama: str, formula: str) -> TargetBaca | None:
    """Reports made every month are twelve a year."""
    if "laporan" not in polos(nama).split():
        return None
    for aturan in ATURAN["kerap"]:
        frasa = next((f for f in aturan["frasa"] if ada_frasa(f, polos(formula), kabur=False)), "")
        if frasa:
            return TargetBaca(float(aturan["nilai"]), "laporan", frasa)
    return None


def _nilai(angka: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", angka):
        return float(angka.replace(".", ""))
    return float(angka.replace(",", "."))


def satuan_nama(nama: str) -> str:
    """The satuan that a name's first telling word suggests, "" if no word tells."""
    kata = polos(nama).split()
    for k in kata[:6]:
        for satuan, daftar in ATURAN["satuan"].items():
            if k in daftar:
                return str(satuan)
    return ""


def tebak_periode(teks: str) -> str:
    """The reporting period that the words of an indikator name; triwulan where they name none, or several."""
    kata = polos(teks)
    cocok = [p["nama"] for p in ATURAN["periode"] if any(ada_frasa(f, kata, kabur=False) for f in p["frasa"])]
    return str(cocok[0]) if len(set(cocok)) == 1 else "triwulan"
