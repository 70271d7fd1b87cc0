"""One cell of a katalog table: its typed value, or in plain Indonesian why it is refused.

The row models (ikixl.katalog.model) decide what is valid; this module says it in the words of a katalog's owner.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from ikixl.katalog.model import POLA_KODE, POLA_VARIABEL, TABEL, Instansi

__all__ = ["MODEL", "Penolakan", "kutip", "mungkin_maksudnya", "uji_nilai"]

#: The model of each table's rows; for `instansi` that of the whole table, whose keys are the fields.
MODEL: Mapping[str, type[BaseModel]] = {"instansi": Instansi, **TABEL}

_TERBACA = 60
_MIRIP = 0.8
_RIBUAN = re.compile(r"-?\d{1,3}(\.\d{3})+")
_ILMIAH = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
# What XML, and therefore a workbook, cannot hold, and what no keyboard types.
_TAK_TERLIHAT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")

# The inputs of a workbook refuse negative numbers, so a target below zero could neither be shown nor met.
_TAK_NEGATIF = {"bobot": "bobot", **dict.fromkeys(("tw1", "tw2", "tw3", "tw4", "tahun", "renstra"), "target")}

_CONTOH = {
    "unit.kode": "1001",
    "unit.nama": "Kelurahan Tisnonegaran",
    "jabatan.kode": "LURAH",
    "jabatan.nama": "Lurah",
    "uraian.teks": "Memimpin kegiatan pemerintahan kelurahan",
    "indikator.kode": "LURAH.01",
    "indikator.nama": "Persentase berkas yang selesai tepat waktu",
    "variabel.kode": "berkas_selesai",
    "variabel.nama": "Jumlah berkas yang selesai",
    "instansi.nama": "Kecamatan Kanigaran",
    "instansi.tahun": "2024",
    "kabupaten_kota": "Kota Probolinggo",
    "kode_wilayah": "35.74.04",
    "indikator": "LURAH.01",
    "jabatan": "LURAH",
    "rumus": "persen(selesai, masuk)",
    "sasaran": "Meningkatnya kualitas pelayanan",
    "unit": "1001",
    "urutan": "1",
}

_SATU_KATA = "kode hanya boleh berisi huruf, angka, titik, garis bawah dan tanda hubung, paling panjang 40 karakter"
_TULIS_KODE = "Tulis tanpa spasi dan awali dengan huruf atau angka, misalnya {contoh}."
#: Error type of pydantic (for a pattern with the pattern) -> what is wrong, and what to do.
_TERJEMAHAN: Mapping[str, tuple[str, str]] = {
    POLA_KODE: (_SATU_KATA, _TULIS_KODE),
    POLA_KODE + "|^$": (_SATU_KATA, _TULIS_KODE),
    POLA_VARIABEL: (
        "kode variabel hanya boleh berisi huruf kecil, angka dan garis bawah, paling panjang 40 karakter",
        "Awali dengan huruf kecil, tanpa spasi, misalnya {contoh}.",
    ),
    "literal_error": ("bukan pilihan untuk kolom ini", "Pakai salah satu: {pilihan}.{mungkin}"),
    "int_parsing": ("bukan bilangan bulat", "Tulis bilangan bulat tanpa titik dan koma, misalnya {contoh}."),
    "int_parsing_size": ("bilangannya terlalu besar", "Tulis bilangan yang wajar, misalnya {contoh}."),
    "float_parsing": (
        "bukan angka",
        "Tulis angkanya saja tanpa satuan dan titik ribuan, misalnya 85 atau 85,5.",
    ),
    "greater_than_equal": ("kurang dari {ge}", "Tulis angka dari {ge} ke atas, misalnya {contoh}."),
    "less_than_equal": ("lebih dari {le}", "Tulis angka paling besar {le}, misalnya {contoh}."),
}
_TERJEMAHAN_LAIN = ("isinya tidak sesuai dengan kolom ini", "Samakan bentuknya dengan contoh ini: {contoh}.")


@dataclass(frozen=True, slots=True)
class Penolakan:
    """Why a value is refused (`sebab`, no full stop) and what to write instead (`anjuran`), both Indonesian."""

    sebab: str
    anjuran: str


def kutip(teks: str) -> str:
    """A text as a message can quote it: one line, at most 60 characters, nothing invisible."""
    terlihat = "".join(h if h.isprintable() else " " for h in teks).strip()
    return terlihat if len(terlihat) <= _TERBACA else terlihat[: _TERBACA - 1] + "…"


def mungkin_maksudnya(kode: str, rusak: Collection[str]) -> bool:
    """Whether one of these faulty texts may have meant this code; one that is blank or was not read may mean any."""
    if "" in rusak:
        return True
    return bool(difflib.get_close_matches(kode.casefold(), [t.casefold() for t in rusak], n=1, cutoff=_MIRIP))


# The same few words and numbers stand in most rows of a table: a target in every unit, a unit in all its targets.
@lru_cache(maxsize=4096)
def uji_nilai(tabel: str, kolom: str, teks: str, *, desimal_koma: bool) -> object:
    """The typed value of a cell, or a Penolakan.

    A blank cell of a column that has a default takes the default. `desimal_koma`: the file writes a decimal comma, so
    that "1.234" may well have meant a thousand, and is refused.
    """
    teks = teks.strip()
    bidang = MODEL[tabel].model_fields[kolom]
    if not teks:
        if bidang.is_required():
            return Penolakan("kolom ini wajib diisi", f"Isi {kolom}, misalnya {_contoh(tabel, kolom)}.")
        return bidang.get_default()
    if tolak := _cacat_teks(kolom, teks):
        return tolak
    if desimal_koma and _berisi_angka(bidang.annotation) and _RIBUAN.fullmatch(teks):
        utuh, pecahan = teks.replace(".", ""), teks.replace(".", ",", 1)
        arti = f"bisa berarti {utuh} atau {pecahan}" if teks.count(".") == 1 else "berisi titik ribuan"
        return Penolakan(arti, f"Tulis tanpa titik ribuan, misalnya {utuh}.")
    try:
        nilai = _penguji(tabel, kolom).validate_python(teks)
    except ValidationError as galat:
        return _terjemahkan(tabel, kolom, teks, galat)
    return _cacat_angka(kolom, nilai) or nilai


@cache
def _penguji(tabel: str, kolom: str) -> TypeAdapter[Any]:
    # Cell by cell, not row by row: what is good in a row with a bad cell still counts for the other checks.
    return TypeAdapter(
        MODEL[tabel].model_fields[kolom].rebuild_annotation(), config=ConfigDict(str_strip_whitespace=True)
    )


def _cacat_teks(kolom: str, teks: str) -> Penolakan | None:
    if _TAK_TERLIHAT.search(teks):
        return Penolakan("ada karakter yang tidak terlihat di dalamnya", "Hapus isi sel ini lalu ketik ulang.")
    if kolom == "nip" and _ILMIAH.fullmatch(teks):
        return Penolakan(
            "angkanya sudah dibulatkan oleh program spreadsheet",
            "Ubah format kolom nip menjadi Teks lalu ketik ulang ke-18 angkanya.",
        )
    return None


def _cacat_angka(kolom: str, nilai: object) -> Penolakan | None:
    if not isinstance(nilai, float):
        return None
    if not math.isfinite(nilai):
        return Penolakan(*_TERJEMAHAN["float_parsing"])
    if kolom in _TAK_NEGATIF and nilai < 0:
        return Penolakan(f"{_TAK_NEGATIF[kolom]} tidak boleh negatif", "Tulis angka 0 ke atas, misalnya 1.")
    return None


def _terjemahkan(tabel: str, kolom: str, teks: str, galat: ValidationError) -> Penolakan:
    salah = galat.errors(include_url=False, include_context=True)[0]
    konteks: dict[str, Any] = dict(salah.get("ctx", {}))
    sebab, anjuran = _TERJEMAHAN.get(konteks.get("pattern", salah["type"]), _TERJEMAHAN_LAIN)
    pilihan = _pilihan(MODEL[tabel].model_fields[kolom].annotation)
    mirip = difflib.get_close_matches(teks.lower(), pilihan, n=1)
    konteks |= {
        "contoh": _contoh(tabel, kolom),
        "pilihan": ", ".join(pilihan),
        "mungkin": f" Mungkin maksudnya {mirip[0]}." if mirip else "",
    }
    return Penolakan(sebab.format(**konteks), anjuran.format(**konteks))


def _contoh(tabel: str, kolom: str) -> str:
    pilihan = _pilihan(MODEL[tabel].model_fields[kolom].annotation)
    return _CONTOH.get(f"{tabel}.{kolom}") or _CONTOH.get(kolom) or (pilihan[0] if pilihan else "1")


def _pilihan(jenis: object) -> tuple[str, ...]:
    """The words of a Literal, also inside an optional type."""
    if get_origin(jenis) is Literal:
        return get_args(jenis)
    return tuple(kata for bagian in get_args(jenis) for kata in _pilihan(bagian))


def _berisi_angka(jenis: object) -> bool:
    return any(j in (int, float) for j in (jenis, *get_args(jenis)))
