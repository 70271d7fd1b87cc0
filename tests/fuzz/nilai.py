"""Typed values at random, held against an independent list of what they could mean; also the target for atheris.

With atheris (pip install atheris; Linux): python -m tests.fuzz.nilai -atheris [options of libFuzzer]
"""

from __future__ import annotations

import inspect
import math
import random
import re
import sys
import unicodedata
from typing import Final, get_args

from ikixl.katalog.model import JenisIsian
from ikixl.reader import angka, bersih, tanggal
from ikixl.reader.angka import baca_angka
from ikixl.reader.mentah import SelMentah
from ikixl.reader.tanggal import baca_tanggal

__all__ = ["pelanggaran_nilai", "uji_nilai"]

_JENIS: Final[tuple[JenisIsian, ...]] = get_args(JenisIsian)
_SATUAN: Final = ("", "%", "Dokumen", "Rp", "Orang")
_POTONGAN: Final = (
    *"0123456789.,-+%eE ()/:'",
    *(
        "\u00a0",
        "\u200b",
        "\uff11",
        "\u0661",
        "Rp",
        "Rp.",
        " dokumen",
        "ribu",
        "juta",
        "nihil",
        "ya",
        "≥",
        "=",
        "@",
        "−",
    ),
    *("17", "2026", "agustus", "Pebruari", "1.234", "1,5", "00", "1e308", "T08:00", "\t", "\n"),
)


def _kemungkinan(teks: str) -> set[float]:
    """Every number that somebody could mean by a text: each separator read as thousands or as the decimal sign."""
    # What cannot be seen is no separator, and a stop after the last digit ends a sentence.
    terlihat = (c for c in teks.replace("\u2212", "-") if unicodedata.category(c) not in ("Cf", "Mn", "Me"))
    lurus = re.sub(r"(?<=[0-9])[.,]+(?![0-9.,])", "", "".join(str(int(c)) if c.isdecimal() else c for c in terlihat))
    hasil: set[float] = set()
    for cocok in re.finditer(r"[0-9.,]*[0-9][0-9.,]*(?:[eE][-+]?[0-9]+)?", lurus):
        pokok, e, pangkat = cocok.group().lower().partition("e")
        akhir = f"e{pangkat}" if e else ""
        hasil.add(float(re.sub(r"[.,]", "", pokok) + akhir))
        for tanda in ".,":
            kiri, ada, kanan = pokok.rpartition(tanda)
            if ada:
                utuh = re.sub(r"[.,]", "", kiri) or "0"
                hasil.add(float(f"{utuh}.{re.sub(r'[.,]', '', kanan) or '0'}{akhir}"))
    return hasil


def pelanggaran_nilai(teks: str, jenis: JenisIsian, satuan: str) -> str:
    """What is wrong with how a typed text is read, "" if nothing: a number that nobody could have meant by it."""
    bacaan = baca_angka(SelMentah("teks", teks), jenis, satuan)
    if bacaan.nilai is None:
        return "" if bacaan.keadaan != "isi" else "isi tanpa nilai"
    if not math.isfinite(bacaan.nilai) or bacaan.nilai < 0:
        return f"{teks!r} dibaca {bacaan.nilai}"
    if jenis == "centang":
        return "" if bacaan.nilai in (0, 1) else f"{teks!r} dibaca {bacaan.nilai}"
    boleh = _kemungkinan(teks)
    # A bare 0.85 where percent is asked may be 85 %, with a remark.
    boleh |= {n * 100 for n in boleh} if jenis == "persen" else set()
    if any(math.isclose(bacaan.nilai, b, rel_tol=1e-9, abs_tol=1e-12) for b in boleh):
        return ""
    return f"{teks!r} sebagai {jenis} ({satuan}) dibaca {bacaan.nilai}"


def _pelanggaran_tanggal(teks: str) -> str:
    hari, _ = baca_tanggal(SelMentah("teks", teks))
    if hari is None:
        return ""
    terlihat = (c for c in teks if unicodedata.category(c) not in ("Cf", "Mn", "Me"))
    angka = {int(n) for n in re.findall(r"\d+", "".join(str(int(c)) if c.isdecimal() else c for c in terlihat))}
    if hari.day in angka and {hari.year, hari.year % 100} & angka:
        return ""
    return f"{teks!r} dibaca {hari}"


def _satu(teks: str, pilihan: int) -> str:
    jenis = _JENIS[pilihan % len(_JENIS)]
    return pelanggaran_nilai(teks, jenis, _SATUAN[pilihan % len(_SATUAN)]) or _pelanggaran_tanggal(teks)


def uji_nilai(banyak: int, benih: int) -> int:
    """Read `banyak` random texts as every kind; print and count those read as what nobody could have meant."""
    dadu = random.Random(benih)
    gagal = 0
    for _ in range(banyak):
        teks = "".join(dadu.choice(_POTONGAN) for _ in range(dadu.randrange(1, 9)))
        salah = _satu(teks, dadu.randrange(60))
        if salah:
            gagal += 1
            sys.stdout.write(f"{salah}\n")
    sys.stdout.write(f"{banyak} nilai ketikan: {gagal} salah\n")
    return gagal


def _sasaran_atheris(data: bytes) -> None:
    if len(data) > 1:
        salah = _satu(data[1:].decode("utf-8", errors="replace"), data[0])
        if salah:
            raise AssertionError(salah)


def _atheris() -> None:
    """Hand the readers to libFuzzer, which looks for inputs that reach new code."""
    import importlib

    try:
        atheris = importlib.import_module("atheris")
    except ModuleNotFoundError:
        raise SystemExit("Pasang dulu: pip install atheris") from None
    sys.argv.remove("-atheris")
    # Only what reads: to instrument every function of every library takes minutes.
    for modul in (angka, bersih, tanggal):
        for fungsi in vars(modul).values():
            if inspect.isfunction(fungsi) and fungsi.__module__ == modul.__name__:
                atheris.instrument_func(fungsi)
    atheris.Setup(sys.argv, _sasaran_atheris)
    atheris.Fuzz()


if __name__ == "__main__":
    _atheris()
