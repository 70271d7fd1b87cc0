"""A checked table as the bytes of a file: csv, json, or a plain sheet for the writer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from ikixl.ekspor.profil import KolomEkspor, Profil
from ikixl.ekspor.sumber import Isi
from ikixl.layout.buku import Baris, Buku, Kertas, Kolom, Lembar, Sel
from ikixl.layout.kepala import baris_kepala
from ikixl.layout.tinggi import tinggi_baris
from ikixl.netral import netral

__all__ = ["susun_buku_ekspor", "tulis_csv", "tulis_json"]

_GAYA = {"teks": "sel_teks", "bulat": "sel_nomor", "angka": "ekspor_angka", "tanggal": "sel_tengah"}


def tulis_csv(judul: Sequence[str], tabel: Sequence[Sequence[Isi]]) -> bytes:
    """CSV as Excel with Indonesian settings opens it: UTF-8 with BOM, ";" between columns, decimal comma."""
    keluaran = io.StringIO(newline="")
    penulis = csv.writer(keluaran, delimiter=";", lineterminator="\r\n")
    penulis.writerow([netral(j) for j in judul])
    penulis.writerows([_sel_csv(n) for n in baris] for baris in tabel)
    return b"\xef\xbb\xbf" + keluaran.getvalue().encode("utf-8")


def _sel_csv(nilai: Isi) -> str:
    if nilai is None:
        return ""
    if isinstance(nilai, str):
        return netral(nilai)
    return f"{nilai:.15g}".replace(".", ",")


def tulis_json(profil: Profil, tabel: Sequence[Sequence[Isi]], sifat: dict[str, Any]) -> bytes:
    """JSON with `sifat` first, then the rows as objects by column title; texts verbatim, blanks null."""
    judul = [k.judul for k in profil.kolom]
    baris = [dict(zip(judul, isi, strict=True)) for isi in tabel]
    isi = {"profil": profil.nama, **sifat, "kolom": judul, "baris": baris}
    return (json.dumps(isi, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def susun_buku_ekspor(profil: Profil, tabel: Sequence[Sequence[Isi]], judul: str, kertas: int) -> Buku:
    """A plain sheet from A1 on, without keys or locks: another application reads it.

    The titles of `profil` are already filled in; `kertas` is Excel's number of the paper.
    """
    kolom = tuple(Kolom(f"k{n}", k.lebar) for n, k in enumerate(profil.kolom))
    baris = [
        Baris(f"judul{n}", {"k0": Sel(netral(teks), "judul_kiri" if n == 0 else "anak_judul")}, 20)
        for n, teks in enumerate(profil.baris_judul)
    ]
    baris += [Baris(f"sela{n}", {}) for n in range(len(baris), profil.kepala - 1)]
    baris.append(baris_kepala(kolom, [netral(k.judul) for k in profil.kolom]))
    if any(k.nomor for k in profil.kolom):
        baris.append(Baris("nomor", {f"k{n}": Sel(k.nomor, "sel_tengah") for n, k in enumerate(profil.kolom)}))
    baris += [_baris(f"b{n}", isi, profil.kolom) for n, isi in enumerate(tabel)]
    lembar = Lembar(
        kunci="ekspor",
        nama=profil.lembar,
        kolom=kolom,
        baris=tuple(baris),
        beku=("b0", f"k{min(3, len(kolom) - 1)}") if tabel else None,
        kertas=Kertas(ukuran=kertas, ulang_awal="kepala", kaki=judul),
        terkunci=False,
        berkunci=False,
    )
    return Buku(judul, (lembar,))


def _baris(kunci: str, isi: Sequence[Isi], kolom: Sequence[KolomEkspor]) -> Baris:
    bersih = [netral(n) if isinstance(n, str) else n for n in isi]
    sel = {f"k{n}": Sel(nilai, _GAYA[k.format]) for n, (nilai, k) in enumerate(zip(bersih, kolom, strict=True))}
    teks = [(n, k.lebar) for n, k in zip(bersih, kolom, strict=True) if isinstance(n, str)]
    return Baris(kunci, sel, tinggi_baris(teks))
