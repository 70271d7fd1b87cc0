"""Lines that say what follows: JABATAN, TUGAS, FUNGSI, and titles."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ikixl.impor.bersih import baris_tunggal, bersihkan, tanpa_penanda
from ikixl.impor.kata import ATURAN, berawal, polos

__all__ = ["Label", "judul_bagian", "label_baris", "label_paragraf", "mirip_jabatan", "nama_di_judul"]

_MIRIP = 0.84
_LABEL_PANJANG = 30
_JUDUL_KATA = 14
_JABATAN_KATA = 16


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what is written after it: jenis is jabatan, tugas, fungsi or lain."""

    jenis: str
    isi: str


def _jenis(teks: str, *, kabur: bool) -> str:
    kata = polos(tanpa_penanda(f"{teks} ").replace("(", " "))
    kata = re.sub(r"^(?:\d+|[a-z])\s+(?=\w{3})", "", kata)
    if not kata or len(kata) > _LABEL_PANJANG:
        return ""
    daftar = [(f, jenis) for jenis, frasa in ATURAN["label"].items() for f in frasa]
    for frasa, jenis in daftar:
        if kata == frasa:
            return str(jenis)
    for frasa, jenis in daftar if kabur else ():
        if len(frasa) > 4 and abs(len(kata) - len(frasa)) < 3 and _rasio(kata, frasa) >= _MIRIP:
            return str(jenis)
    return ""


def _rasio(kata: str, frasa: str) -> float:
    cocok = difflib.SequenceMatcher(None, frasa, kata)
    return cocok.ratio() if cocok.quick_ratio() >= _MIRIP else 0.0


def label_paragraf(teks: str) -> Label | None:
    """The label that a line begins with ("2. Tugas : ..."), or None.

    Without a colon the label must stand alone, or be "JABATAN" before the name of a jabatan.
    """
    bersih = bersihkan(teks)
    kiri, pisah, kanan = bersih.partition(":")
    if pisah:
        jenis = _jenis(kiri, kabur=True)
        return Label(jenis, kanan.strip(" *:")) if jenis else None
    jenis = _jenis(bersih, kabur=False)
    if jenis:
        return Label(jenis, "") if jenis != "lain" else None
    cocok = re.match(r"(?:\d+[.)]?\s*)?jabatan\s+(?P<nama>\S.*)", bersih, re.IGNORECASE)
    if cocok and mirip_jabatan(cocok.group("nama")):
        return Label("jabatan", cocok.group("nama").strip())
    return None


def label_baris(sel: Sequence[str]) -> Label | None:
    """The label in the first filled cell of a table row and the text of the others, or None."""
    berisi = [s for n, s in enumerate(sel) if s.strip() and s not in sel[:n]]
    if not berisi:
        return None
    if len(berisi) == 1 or ":" in berisi[0].rstrip().rstrip(":"):
        label = label_paragraf(berisi[0])
        return label if len(berisi) == 1 or (label and label.isi) else None
    nomor = 1 if len(berisi) > 2 and re.fullmatch(r"\(?(?:\d{1,2}|[A-Za-z])[.)]?", berisi[0].strip()) else 0
    jenis = _jenis(bersihkan(berisi[nomor]).rstrip(" :"), kabur=True)
    isi = [s.strip().lstrip(":").strip() for s in berisi[nomor + 1 :]]
    isi = [s for s in isi if s]
    return Label(jenis, "\n".join(isi)) if jenis and len(isi) <= 2 else None


def judul_bagian(teks: str) -> str:
    """ "individu" or "utama" if a line is the title of such a section, otherwise ""."""
    kata = polos(tanpa_penanda(bersihkan(teks)))
    if not kata or len(kata.split()) > _JUDUL_KATA:
        return ""
    for jenis in ("utama", "individu"):
        if berawal(kata, ATURAN["judul"][jenis]):
            return jenis
    return ""


def nama_di_judul(teks: str) -> str:
    """The jabatan that a title names after its words ("INDIKATOR KINERJA INDIVIDU KEPALA SEKSI X"), or ""."""
    satu = baris_tunggal(bersihkan(teks))
    cocok = re.match(
        r"\W*indikator kinerja(?: individu(?:al)?| utama)?\W+(?:\(?IK[IU]\)?\W+)?(?P<sisa>\w.*)", satu, re.I
    )
    return cocok.group("sisa").strip() if cocok and mirip_jabatan(cocok.group("sisa")) else ""


def mirip_jabatan(teks: str) -> bool:
    """Whether a line reads like the name of a jabatan alone."""
    satu = tanpa_penanda(baris_tunggal(bersihkan(teks)))
    kata = polos(satu)
    return bool(
        kata
        and len(kata.split()) <= _JABATAN_KATA
        and satu[:1].isupper()
        and not satu.endswith((".", ";", ":", ","))
        and not re.search(r"\d{4}", satu)
        and berawal(kata, ATURAN["jabatan"]["awal"])
    )
