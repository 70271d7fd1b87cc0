"""Numbers as Indonesians type them: what a cell that should hold a number means, or why nobody can tell.

Where two readings are possible nothing is guessed: the finding quotes both. "1.234" is 1234 where a whole number
is asked, because no other whole number can be meant, and a question where a decimal is asked.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from ikixl.katalog.model import JenisIsian
from ikixl.reader.bersih import bersihkan, kutip, tanda_kosong, tulis_angka
from ikixl.reader.mentah import SelMentah
from ikixl.reader.rumus_luar import rumus_luar
from ikixl.reader.tanggal import dari_seri, tulis_tanggal

__all__ = ["BATAS_PERSEN", "Bacaan", "angka_polos", "baca_angka"]

Catatan = tuple[str, dict[str, object]]

#: Percent points above which a percentage is read but remarked upon (NILAI-08).
BATAS_PERSEN: Final = 150.0
_TERBESAR: Final = 1e15
# A native percentage of more than 1000 % is no percentage: a program wrote 85 and kept the format of the cell.
_PERSEN_ASLI_TERBESAR: Final = 10.0

_YA: Final = frozenset({"ya", "y", "yes", "v", "√", "✓", "✔", "☑", "✅", "1", "true", "benar", "sudah", "ada"})
_TIDAK: Final = frozenset({"tidak", "tdk", "no", "0", "false", "salah", "belum"})

_RUPIAH: Final = re.compile(r"(?:rp|idr)\.? ?(?=[-+\d])", re.IGNORECASE)
_SATUAN_RUPIAH: Final = frozenset({"", "rp", "rupiah", "idr"})
_BILANGAN: Final = re.compile(r"[-+]? ?(?:[0-9][0-9.,]*(?:e[-+]?[0-9]+)?|[.,][0-9]+)", re.IGNORECASE)
# "≥ 80", "minimal 80": a limit or an estimate, and nobody knows the figure behind it.
_BATAS: Final = re.compile(
    r"(?:[<>≤≥≦≧≈~±]=?|=[<>]|minimal|min\.?|maksimal|maks\.?|lebih dari|kurang dari|kurang lebih|sekitar|kira-kira)"
    r" ?[-+]?[.,]?[0-9]",
    re.IGNORECASE,
)
# Shapes of the digits, after the sign.
_POLOS: Final = re.compile(r"[0-9]+")
_ILMIAH: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?e[-+]?[0-9]+", re.IGNORECASE)
_SATU_KELOMPOK: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_RIBUAN_TITIK: Final = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_RIBUAN_KOMA: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DESIMAL: Final = re.compile(r"[0-9]*[.,][0-9]+")


@dataclass(frozen=True, slots=True)
class Bacaan:
    """What was read of one cell.

    `nilai` is None unless `keadaan` is isi; percentages in percent points, centang as 1 or 0. `nihil` is a stated
    blank ("-", "nihil"), which is neither a forgotten one nor 0. `temuan` are pairs of a NILAI code and the details its
    message quotes.
    """

    nilai: float | None
    keadaan: Literal["isi", "kosong", "nihil", "tidak_sah"]
    temuan: list[Catatan] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Isian:
    """What is asked of the cell."""

    jenis: JenisIsian
    satuan: str
    format_diketahui: bool
    tanggal_1904: bool


_KOSONG: Final = Bacaan(None, "kosong")


def baca_angka(
    sel: SelMentah | None,
    jenis: JenisIsian,
    satuan: str = "",
    *,
    format_diketahui: bool = True,
    tanggal_1904: bool = False,
) -> Bacaan:
    """Read a cell that should hold a number of kind `jenis`, counted in `satuan`.

    `format_diketahui` False (files in .xls and .ods form) takes a number in a persen input as a native percentage,
    the format in which that cell was issued. Never raises; the findings carry the codes NILAI-01 to -17, -19, -21,
    -23, -25 and -26.
    """
    if sel is not None and (polos := angka_polos(sel, jenis)) is not None:
        return Bacaan(polos, "isi")
    if sel is None or (sel.jenis == "kosong" and sel.rumus is None):
        return _KOSONG
    if sel.rumus is not None and rumus_luar(sel.rumus):
        return _tidak_sah("NILAI-23", ditemukan=kutip(f"={sel.rumus}"))
    if sel.jenis == "kosong":
        return _tidak_sah("NILAI-16", ditemukan=kutip(f"={sel.rumus}"))
    bacaan = _baca(sel, _Isian(jenis, satuan, format_diketahui, tanggal_1904))
    if sel.rumus is None or bacaan.keadaan == "tidak_sah":
        return bacaan
    terbaca = "kosong" if bacaan.nilai is None else _terbaca(bacaan.nilai, jenis)
    catatan: Catatan = ("NILAI-15", {"ditemukan": kutip(f"={sel.rumus}"), "terbaca": terbaca})
    return replace(bacaan, temuan=[*bacaan.temuan, catatan])


def angka_polos(sel: SelMentah, jenis: str) -> float | None:
    """The number of a cell about which nothing is to be said, as of nearly every one; None for all others."""
    nilai = sel.nilai
    if sel.jenis == "angka" and sel.rumus is None and not sel.persen and isinstance(nilai, float):
        polos = jenis == "desimal" or (jenis == "bulat" and nilai.is_integer())
        if polos and 0 <= nilai <= _TERBESAR:
            return nilai + 0.0
    return None


def _baca(sel: SelMentah, isian: _Isian) -> Bacaan:
    nilai = sel.nilai
    if sel.jenis == "galat":
        kode = "NILAI-19" if str(nilai).lower().lstrip("+-") in ("nan", "inf", "infinity") else "NILAI-10"
        return _tidak_sah(kode, ditemukan=kutip(str(nilai)))
    if isinstance(nilai, bool):
        if isian.jenis == "centang":
            return _baca_centang("1" if nilai else "0", "BENAR" if nilai else "SALAH", False)
        return _tidak_sah("NILAI-11", ditemukan="BENAR" if nilai else "SALAH", diharapkan="angka")
    if isinstance(nilai, str):
        return _baca_teks(nilai, isian)
    if nilai is None or not math.isfinite(nilai) or abs(nilai) > _TERBESAR:
        return _tidak_sah("NILAI-19", ditemukan=str(nilai))
    if sel.jenis == "tanggal":
        hari = dari_seri(nilai, isian.tanggal_1904)
        return _tidak_sah("NILAI-12", ditemukan=tulis_tanggal(hari) if hari else tulis_angka(nilai))
    if isian.jenis == "centang":
        return _baca_centang(tulis_angka(nilai), tulis_angka(nilai), False)
    return _baca_bilangan(nilai, sel.persen, isian)


def _baca_bilangan(nilai: float, berformat_persen: bool, isian: _Isian) -> Bacaan:
    """A number cell; `berformat_persen` says that it shows 0.85 as 85 %."""
    ditemukan = tulis_angka(nilai)
    if isian.jenis == "persen" and not berformat_persen and isian.format_diketahui:
        return _persen_polos(nilai, ditemukan, isian)
    if isian.jenis == "persen" or (berformat_persen and isian.jenis == "desimal" and isian.satuan == "%"):
        return _persen_asli(nilai, isian)
    if berformat_persen:
        return _tidak_sah("NILAI-11", ditemukan=f"persen ({_persen(nilai)} %)", diharapkan="angka")
    return _selesai(nilai, ditemukan, isian)


def _persen_asli(nilai: float, isian: _Isian) -> Bacaan:
    if nilai <= _PERSEN_ASLI_TERBESAR:
        return _selesai(_seratus(nilai), f"{_persen(nilai)} %", isian)
    bacaan = _selesai(nilai, tulis_angka(nilai), isian)
    catatan: Catatan = ("NILAI-07", {"ditemukan": f"{_persen(nilai)} %", "terbaca": tulis_angka(nilai)})
    return replace(bacaan, temuan=[catatan, *bacaan.temuan])


def _persen_polos(nilai: float, ditemukan: str, isian: _Isian) -> Bacaan:
    """A number in a persen input without any sign that it is one: 85 means 85 %, 0.85 too, 1 could be either."""
    if 1 <= nilai <= BATAS_PERSEN / 100:
        return _ganda(ditemukan, f"{tulis_angka(nilai)} %", f"{_persen(nilai)} %")
    if not 0 < nilai < 1:
        return _selesai(nilai, ditemukan, isian)
    catatan: Catatan = ("NILAI-07", {"ditemukan": ditemukan, "terbaca": _persen(nilai)})
    return Bacaan(_seratus(nilai), "isi", [catatan])


def _seratus(nilai: float) -> float:
    # 0.29 * 100 is 28.999999999999996; 15 digits are what a spreadsheet keeps and shows.
    return float(f"{nilai * 100:.15g}")


def _persen(nilai: float) -> str:
    return tulis_angka(_seratus(nilai))


def _selesai(nilai: float, ditemukan: str, isian: _Isian) -> Bacaan:
    """The checks that every number passes, whatever it was read from."""
    nilai += 0.0  # -0.0 becomes 0.0
    if nilai < 0:
        return _tidak_sah("NILAI-05", ditemukan=ditemukan)
    if isian.jenis == "bulat":
        utuh = round(nilai)
        # What reckoning leaves behind the last digit of a number cell; typed text was refused before.
        if abs(nilai - utuh) > max(1e-9, 4 * math.ulp(nilai)):
            return _pecahan(nilai, ditemukan)
        nilai = float(utuh)
    if isian.jenis == "persen" and nilai > BATAS_PERSEN:
        rinci: dict[str, object] = {"terbaca": tulis_angka(nilai), "batas": tulis_angka(BATAS_PERSEN)}
        return Bacaan(nilai, "isi", [("NILAI-08", rinci)])
    return Bacaan(nilai, "isi")


def _pecahan(nilai: float, ditemukan: str) -> Bacaan:
    """A fraction where a whole number is asked; with three decimals it may be thousands typed with a point."""
    tampil = f"{nilai:.15g}"
    if _SATU_KELOMPOK.fullmatch(tampil):
        pilihan = f"{tampil.replace('.', '')} atau {tampil.replace('.', ',')}"
        return _tidak_sah("NILAI-17", ditemukan=ditemukan, pilihan=pilihan)
    return _tidak_sah("NILAI-06", ditemukan=ditemukan)


def _baca_teks(teks: str, isian: _Isian) -> Bacaan:
    bersih, ada_asing = bersihkan(teks)
    if not bersih:
        return _KOSONG
    if tanda_kosong(bersih):
        return Bacaan(None, "nihil", [("NILAI-09", {"ditemukan": kutip(teks)})])
    if isian.jenis == "centang":
        return _baca_centang(bersih, teks, ada_asing)
    bacaan = _baca_ketikan(bersih, kutip(teks), isian)
    if ada_asing and bacaan.nilai is not None:
        rinci: dict[str, object] = {"ditemukan": kutip(teks), "terbaca": tulis_angka(bacaan.nilai)}
        return replace(bacaan, temuan=[("NILAI-14", rinci), *bacaan.temuan])
    return bacaan


def _baca_ketikan(bersih: str, ditemukan: str, isian: _Isian) -> Bacaan:
    """Cleaned text: an optional Rp, a number, an optional unit."""
    isi, rupiah = _tanpa_rupiah(bersih, isian)
    cocok = _BILANGAN.match(isi)
    if cocok is None:
        return _tidak_sah("NILAI-25" if _BATAS.match(isi) else "NILAI-04", ditemukan=ditemukan)
    satuan = isi[cocok.end() :].strip(" .").casefold()
    if rupiah:
        satuan = satuan.removesuffix("-")
    bertanda_persen = satuan == "%" and isian.jenis == "persen"
    if not _satuan_cocok(satuan, isian):
        return _satuan_lain(satuan, ditemukan, isian)
    tanda, angka = _pisah_tanda(cocok.group())
    if rupiah:
        angka = angka.rstrip(",.")
    hasil = _uraikan(angka, tanda, ditemukan, isian, rupiah)
    if not isinstance(hasil, float):
        return hasil
    if isian.jenis == "persen" and not satuan and not rupiah:
        bacaan = _persen_polos(hasil, ditemukan, isian)
    else:
        bacaan = _selesai(hasil, ditemukan, isian)
    catatan: list[Catatan] = []
    if bacaan.nilai is not None:
        rinci: dict[str, object] = {"ditemukan": ditemukan, "terbaca": tulis_angka(bacaan.nilai)}
        if rupiah or (satuan and not bertanda_persen):
            catatan.append(("NILAI-01", rinci))
        elif "." in angka and _SATU_KELOMPOK.fullmatch(angka):
            catatan.append(("NILAI-02", rinci))
    return replace(bacaan, temuan=[*catatan, *bacaan.temuan])


def _tanpa_rupiah(bersih: str, isian: _Isian) -> tuple[str, bool]:
    """(text without a leading Rp, whether it is an amount of rupiah: then points can only be thousands)."""
    boleh = isian.jenis != "persen" and isian.satuan.strip().casefold() in _SATUAN_RUPIAH
    if boleh and (cocok := _RUPIAH.match(bersih)):
        return bersih[cocok.end() :], True
    return bersih, False


def _satuan_cocok(satuan: str, isian: _Isian) -> bool:
    if not satuan or satuan == isian.satuan.strip().casefold():
        return True
    return satuan in ("%", "persen") and (isian.jenis == "persen" or isian.satuan == "%")


def _satuan_lain(satuan: str, ditemukan: str, isian: _Isian) -> Bacaan:
    """A number in another unit than the one asked (to convert is to guess), or no number at all."""
    if satuan != "%" and not (satuan[0].isalpha() and not any(huruf.isnumeric() for huruf in satuan)):
        return _tidak_sah("NILAI-04", ditemukan=ditemukan)
    diharapkan = isian.satuan.strip() or ("%" if isian.jenis == "persen" else "angka tanpa satuan")
    return _tidak_sah("NILAI-26", ditemukan=ditemukan, satuan=kutip(satuan), diharapkan=diharapkan)


def _pisah_tanda(bilangan: str) -> tuple[float, str]:
    angka = bilangan.lstrip("+- ")
    return (-1.0 if bilangan.startswith("-") else 1.0), angka


def _uraikan(angka: str, tanda: float, ditemukan: str, isian: _Isian, rupiah: bool) -> float | Bacaan:
    """The number that digits with points and commas stand for, or the finding that they stand for none or two."""
    if _SATU_KELOMPOK.fullmatch(angka):
        if "." not in angka or (isian.jenis != "bulat" and not rupiah):
            ribuan = re.sub(r"[.,]", "", angka)
            return _ganda(ditemukan, ribuan, angka.replace(".", ","))
        polos = angka.replace(".", "")
    elif _POLOS.fullmatch(angka):
        polos = angka
    elif _RIBUAN_TITIK.fullmatch(angka):
        polos = angka.replace(".", "").replace(",", ".")
    elif _RIBUAN_KOMA.fullmatch(angka):
        polos = angka.replace(",", "")
    elif _DESIMAL.fullmatch(angka) or _ILMIAH.fullmatch(angka):
        polos = angka.replace(",", ".")
    else:
        return _tidak_sah("NILAI-04", ditemukan=ditemukan)
    nilai = tanda * float(polos)
    if abs(nilai) > _TERBESAR:
        return _tidak_sah("NILAI-19", ditemukan=ditemukan)
    if isian.jenis == "bulat" and nilai > 0 and not nilai.is_integer():
        # Typed digits carry no residue of reckoning: 0,999999999999 is what somebody wrote, not 1.
        return _pecahan(nilai, ditemukan)
    return nilai


def _baca_centang(bersih: str, asli: str, ada_asing: bool) -> Bacaan:
    pilihan = bersih.casefold()
    if pilihan not in _YA and pilihan not in _TIDAK:
        return _tidak_sah("NILAI-13", ditemukan=kutip(asli))
    ya = pilihan in _YA
    terbaca = "Ya" if ya else "Tidak"
    rinci: dict[str, object] = {"ditemukan": kutip(asli), "terbaca": terbaca}
    catatan: list[Catatan] = [("NILAI-14", rinci)] if ada_asing else []
    if not ada_asing and asli != terbaca:
        catatan = [("NILAI-21", rinci)]
    return Bacaan(1.0 if ya else 0.0, "isi", catatan)


def _terbaca(nilai: float, jenis: JenisIsian) -> str:
    if jenis == "centang":
        return "Ya" if nilai else "Tidak"
    return tulis_angka(nilai)


def _ganda(ditemukan: str, satu: str, lain: str) -> Bacaan:
    return _tidak_sah("NILAI-03", ditemukan=ditemukan, pilihan=f"{satu} atau {lain}")


def _tidak_sah(kode: str, **rinci: object) -> Bacaan:
    return Bacaan(None, "tidak_sah", [(kode, rinci)])
