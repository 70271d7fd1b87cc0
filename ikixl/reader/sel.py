"""One cell from the texts in its XML, whichever way these were found; what the cells of a sheet refer to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Final

from ikixl.reader.batas import Batas
from ikixl.reader.format_angka import JenisFormat
from ikixl.reader.mentah import JenisSel, SelMentah
from ikixl.reader.tanggal import nomor_seri

__all__ = ["Konteks", "rakit_sel", "sel_berisi", "teks_xml"]

_INDEKS: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
# float() would also take "1_000", "nan" and digits of other scripts.
_ANGKA: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
_LOLOS: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BENAR: Final = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class Konteks:
    """What the cells of a sheet refer to: shared strings, kinds of number format by style index, date system.

    `sel_teks` are the cells that show the strings, None for white space; `teks_kosong` says whether there is any, and
    only then `string` is needed.
    """

    string: Sequence[str] = ()
    sel_teks: Sequence[SelMentah | None] = ()
    teks_kosong: bool = False
    gaya: Sequence[JenisFormat] = ()
    tanggal_1904: bool = False
    batas: Batas = field(default_factory=Batas)

    def teks(self, nomor: int) -> str | None:
        """The shared string of this number, None where there is none."""
        if nomor >= len(self.sel_teks):
            return None
        sel = self.sel_teks[nomor]
        return self.string[nomor] if sel is None else str(sel.nilai)


def teks_xml(teks: str) -> str:
    """Text with the file format's escapes (_x000D_) turned into characters, where they stand for one."""

    def ganti(cocok: re.Match[str]) -> str:
        nomor = int(cocok.group(1), 16)
        return cocok.group() if nomor == 0 or 0xD800 <= nomor <= 0xDFFF else chr(nomor)

    return _LOLOS.sub(ganti, teks) if "_x" in teks else teks


def sel_berisi(sel: SelMentah) -> bool:
    """Whether a cell holds more than white space."""
    return sel.rumus is not None or not (sel.nilai is None or (isinstance(sel.nilai, str) and not sel.nilai.strip()))


def rakit_sel(
    konteks: Konteks, tipe: str, nilai: str | None, sebaris: str | None, rumus: str | None, format_sel: JenisFormat
) -> SelMentah:
    """A cell from its type, the texts of its value, its inline text and its formula, and its kind of number format."""
    jenis: JenisSel
    isi: float | str | bool | None
    if sebaris is not None and (tipe == "inlineStr" or nilai is None):
        jenis, isi = _bertipe(konteks, "str", sebaris)
    elif nilai is None:
        jenis, isi = "kosong", None
    else:
        jenis, isi = _bertipe(konteks, tipe, nilai)
    if jenis == "angka" and format_sel == "tanggal":
        jenis = "tanggal"
    return SelMentah(jenis, isi, rumus, persen=format_sel == "persen")


def _bertipe(konteks: Konteks, tipe: str, isi: str) -> tuple[JenisSel, float | str | bool | None]:
    """Kind and value of the text of a cell; what does not fit its type becomes galat with that text."""
    if tipe in ("str", "inlineStr"):
        return "teks", teks_xml(isi)
    isi = isi.strip()
    if not isi:
        return "kosong", None
    if tipe == "n" and _ANGKA.fullmatch(isi):
        return "angka", float(isi)
    if tipe == "s" and _INDEKS.fullmatch(isi) and (teks := konteks.teks(int(isi))) is not None:
        return "teks", teks
    if tipe == "b" and isi.lower() in ("0", "1", "true", "false"):
        return "logika", isi.lower() in _BENAR
    if tipe == "d" and (seri := _dari_iso(isi, konteks.tanggal_1904)) is not None:
        return "tanggal", seri
    return "galat", isi


def _dari_iso(teks: str, tanggal_1904: bool) -> float | None:
    """Serial number of an ISO date, date and time, or time; None if it is none of them."""
    try:
        if re.match(r"T?\d\d:", teks):
            jam = time.fromisoformat(teks)
            return (jam.hour * 3600 + jam.minute * 60 + jam.second + jam.microsecond / 1e6) / 86_400
        return nomor_seri(datetime.fromisoformat(teks), tanggal_1904)
    except ValueError:
        return None
