"""Each value of an export against its column, before anything is written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ikixl.ekspor.profil import KolomEkspor
from ikixl.ekspor.sumber import Isi

__all__ = ["HasilPeriksaEkspor", "periksa_tabel"]

# Codes named in one message.
_BANYAK = 5


@dataclass(frozen=True)
class HasilPeriksaEkspor:
    """The rows that may be written, why others were left out (Indonesian, one text a row), and what was changed."""

    tabel: list[list[Isi]] = field(default_factory=list)
    dilewati: list[str] = field(default_factory=list)
    diubah: list[str] = field(default_factory=list)


class _Tolak(Exception):
    """This value leaves its row out; the text says why."""


def periksa_tabel(kolom: Sequence[KolomEkspor], baris: Sequence[tuple[str, Sequence[Isi]]]) -> HasilPeriksaEkspor:
    """Check rows, each with how a message names it, against their columns: required, kind, code list, length.

    Column titles are unique. A row with one wrong value is left out whole, with every reason.
    """
    hasil = HasilPeriksaEkspor()
    ubahan: dict[str, list[str]] = {}
    for sebutan, isi in baris:
        jadi: list[Isi] = []
        sebab: list[str] = []
        catatan: list[str] = []
        for k, nilai in zip(kolom, isi, strict=True):
            try:
                bersih, ubah = _periksa(k, nilai)
            except _Tolak as galat:
                sebab.append(f"{k.judul} {galat}")
                continue
            jadi.append(bersih)
            if ubah:
                catatan.append(f"kolom {k.judul} {ubah}")
        if sebab:
            hasil.dilewati.append(f"{sebutan}: {', '.join(sebab)}")
            continue
        hasil.tabel.append(jadi)
        for c in catatan:
            ubahan.setdefault(c, []).append(sebutan)
    hasil.diubah.extend(f"{c} pada {_deret(milik)}." for c, milik in ubahan.items())
    return hasil


def _deret(nama: Sequence[str]) -> str:
    lagi = len(nama) - _BANYAK
    return ", ".join(nama[:_BANYAK]) + (f" dan {lagi} lagi" if lagi > 0 else "")


def _periksa(k: KolomEkspor, nilai: Isi) -> tuple[Isi, str]:
    """The value as it may be written, and what was changed in it ("" for nothing)."""
    nilai = _padankan(k, nilai)
    ubah = ""
    if k.format in ("bulat", "angka"):
        nilai = _angka(k, nilai)
        if isinstance(nilai, float) and not math.isfinite(nilai):
            nilai, ubah = None, "dikosongkan karena angkanya di luar jangkauan"
    elif nilai is not None:
        nilai = nilai if isinstance(nilai, str) else f"{nilai:.15g}"
    if k.format == "tanggal" and nilai:
        try:
            nilai = date.fromisoformat(str(nilai)).isoformat()
        except ValueError:
            nilai, ubah = None, "dikosongkan karena bukan tanggal"
    if isinstance(nilai, str) and len(nilai) > k.terpanjang:
        nilai, ubah = _terlalu_panjang(k, nilai)
    if nilai in (None, ""):
        if k.wajib:
            raise _Tolak("kosong")
    elif k.pilihan and str(nilai) not in k.pilihan:
        raise _Tolak(f'berisi "{nilai}", padahal hanya boleh {", ".join(k.pilihan)}')
    return nilai, ubah


def _padankan(k: KolomEkspor, nilai: Isi) -> Isi:
    if not k.padanan and k.selain is None:
        return nilai
    if nilai in (None, ""):
        return nilai
    padanan = {kata.casefold(): jadi for kata, jadi in k.padanan.items()}
    return padanan.get(str(nilai).strip().casefold(), nilai if k.selain is None else k.selain)


def _angka(k: KolomEkspor, nilai: Isi) -> Isi:
    """A number; a text is one too if a person would read it so, with point or comma before the decimals."""
    if isinstance(nilai, str):
        if not nilai.strip():
            return None
        try:
            angka = float(nilai.strip().replace(",", "."))
        except ValueError:
            raise _Tolak(f'berisi "{nilai[:40]}", padahal harus angka') from None
        nilai = angka
    if k.format == "bulat" and isinstance(nilai, float) and math.isfinite(nilai):
        if nilai != int(nilai):
            raise _Tolak(f"berisi {nilai:g}, padahal harus bilangan bulat")
        return int(nilai)
    return nilai


def _terlalu_panjang(k: KolomEkspor, nilai: str) -> tuple[Isi, str]:
    if k.lebih == "tolak":
        raise _Tolak(f"{len(nilai)} huruf, paling banyak {k.terpanjang}")
    if k.lebih == "kosong":
        return None, f"dikosongkan karena lebih dari {k.terpanjang} huruf"
    return nilai[: k.terpanjang - 1].rstrip() + "…", f"dipotong menjadi {k.terpanjang} huruf"
