"""The description of katalog.xlsx: one sheet per katalog table, its columns made from the row models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from ikixl.aturan import SKALA
from ikixl.bawaan import baca_templat
from ikixl.katalog.mentah import TabelMentah
from ikixl.katalog.model import TABEL, Instansi
from ikixl.layout.tabel_bebas import BukuTabel, KolomTabel, LembarTabel, Paragraf

__all__ = ["URUTAN", "kolom_angka", "susun_contoh", "susun_katalog"]

#: Tables in the order in which they are filled.
URUTAN = ("instansi", *TABEL)

# Column -> (table, column) whose codes it names. `acuan` may hold several and is left to the check.
_RUJUKAN: Mapping[tuple[str, str], tuple[str, str]] = {
    ("unit", "induk"): ("unit", "kode"),
    ("jabatan", "unit"): ("unit", "kode"),
    ("jabatan", "atasan"): ("jabatan", "kode"),
    ("jabatan", "kembar"): ("jabatan", "kode"),
    ("uraian", "jabatan"): ("jabatan", "kode"),
    ("indikator", "jabatan"): ("jabatan", "kode"),
    ("variabel", "indikator"): ("indikator", "kode"),
    ("target", "indikator"): ("indikator", "kode"),
    ("target", "unit"): ("unit", "kode"),
}
_UNIK = {
    "instansi": ("kunci",),
    "unit": ("kode",),
    "jabatan": ("kode",),
    "uraian": ("jabatan", "jenis", "urutan"),
    "indikator": ("kode",),
    "variabel": ("indikator", "kode"),
    "target": ("indikator", "unit"),
}


def kolom_angka(tabel: str, kolom: str) -> bool:
    """Whether a column of a table holds numbers."""
    if tabel == "instansi" or kolom not in TABEL[tabel].model_fields:
        return False
    jenis = TABEL[tabel].model_fields[kolom].annotation
    return any(j in (int, float) for j in (jenis, *get_args(jenis)))


def susun_katalog(mentah: TabelMentah) -> BukuTabel:
    """Describe the workbook of a katalog as it was read, faults and unknown columns included.

    A table that is missing or could not be read becomes an empty one; the katalog's check will ask for it.
    """
    isi: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {}
    for nama in URUTAN:
        tabel = mentah.isi.get(nama)
        if tabel is None:
            isi[nama] = (_kolom_model(nama), ())
            continue
        lebar = len(tabel.kolom)
        baris = [(*b.sel[:lebar], *[""] * (lebar - len(b.sel))) for b in tabel.baris]
        # Columns without name and content are what spreadsheet programs append to CSV; a sheet would have to name them.
        pakai = [n for n, k in enumerate(tabel.kolom) if k or any(b[n].strip() for b in baris)]
        isi[nama] = (tuple(tabel.kolom[n] for n in pakai), tuple(tuple(b[n] for n in pakai) for b in baris))
    return _susun(isi, contoh=False)


def susun_contoh() -> BukuTabel:
    """Describe the workbook of a new katalog: every table with its example rows, valid as a whole."""
    templat = baca_templat("katalog")
    isi: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {}
    for nama in TABEL:
        kolom = _kolom_model(nama)
        isi[nama] = (kolom, tuple(tuple(b.get(k, "") for k in kolom) for b in templat["contoh"][nama]))
    contoh = templat["contoh_instansi"]
    isi["instansi"] = (("kunci", "nilai"), tuple((k, contoh.get(k, "")) for k in Instansi.model_fields))
    return _susun(isi, contoh=True)


def _kolom_model(tabel: str) -> tuple[str, ...]:
    return ("kunci", "nilai") if tabel == "instansi" else tuple(TABEL[tabel].model_fields)


def _susun(isi: Mapping[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]], *, contoh: bool) -> BukuTabel:
    templat = baca_templat("katalog")
    lembar = []
    for nama in URUTAN:
        judul, baris = isi[nama]
        # The column of temuan comes last and is ours alone; one that a katalog brings along says nothing of it.
        sisa = [n for n, k in enumerate(judul) if k != templat["kolom_temuan"]]
        kolom = tuple(_kolom(nama, judul[n], templat) for n in sisa)
        temuan = KolomTabel(templat["kolom_temuan"], 90, templat["petunjuk_temuan"])
        lembar.append(
            LembarTabel(
                nama=nama,
                penjelasan=templat["lembar"][nama],
                kolom=(*kolom, temuan),
                baris=tuple((*(b[n] for n in sisa), "") for b in baris),
                unik=tuple(k for k in _UNIK[nama] if k in judul),
                contoh=len(baris) if contoh else 0,
            )
        )
    return BukuTabel(
        judul=templat["judul"],
        nama_petunjuk=templat["nama_petunjuk"],
        petunjuk=_petunjuk(templat, contoh=contoh),
        lembar=tuple(lembar),
        kertas=templat["kertas"],
    )


def _kolom(tabel: str, nama: str, templat: Mapping[str, Any]) -> KolomTabel:
    uraian = templat["kolom"][tabel].get(nama, {"lebar": 20, "petunjuk": ""})
    return KolomTabel(
        nama=nama,
        lebar=uraian["lebar"],
        petunjuk=uraian["petunjuk"],
        pilihan=_pilihan(tabel, nama),
        rujukan=_RUJUKAN.get((tabel, nama)),
        angka=kolom_angka(tabel, nama),
    )


def _pilihan(tabel: str, kolom: str) -> tuple[str, ...]:
    """The words that a column takes, from its row model."""
    if tabel == "instansi":
        return tuple(Instansi.model_fields) if kolom == "kunci" else ()
    if (tabel, kolom) == ("indikator", "skala"):
        return tuple(SKALA)
    bidang = TABEL[tabel].model_fields.get(kolom)
    return tuple(k for k in _literal(bidang.annotation) if k) if bidang else ()


def _literal(jenis: object) -> tuple[str, ...]:
    if get_origin(jenis) is Literal:
        return get_args(jenis)
    return tuple(kata for bagian in get_args(jenis) for kata in _literal(bagian))


def _petunjuk(templat: Mapping[str, Any], *, contoh: bool) -> tuple[Paragraf, ...]:
    p = templat["petunjuk"]
    return (
        Paragraf("judul", p["judul"]),
        Paragraf("teks", p["pengantar"]),
        *(Paragraf("lembar", isi, nama) for nama, isi in p["langkah"]),
        Paragraf("anak", p["judul_cara"]),
        *(Paragraf("butir", teks, "•") for teks in p["cara"]),
        Paragraf("anak", p["judul_warna"]),
        Paragraf("ganda", p["warna_ganda"][1], p["warna_ganda"][0]),
        Paragraf("asing", p["warna_asing"][1], p["warna_asing"][0]),
        *([Paragraf("contoh", p["warna_contoh"][1], p["warna_contoh"][0])] if contoh else []),
        Paragraf("anak", p["judul_lanjut"]),
        *(Paragraf("butir", teks, "•") for teks in p["lanjut"]),
    )
