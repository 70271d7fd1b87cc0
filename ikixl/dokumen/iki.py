"""The annex of the decree: for each jabatan its tugas, fungsi and indikator, from the katalog alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from docx.shared import Mm, Pt

from ikixl.bawaan import baca_templat
from ikixl.dokumen.angka import tanggal
from ikixl.dokumen.halaman import alinea, butir, dokumen_baru, ke_bita, lebar_isi, sebaris, tabel, tambah_baris
from ikixl.katalog.model import Indikator, Jabatan, Katalog

if TYPE_CHECKING:
    from docx.document import Document as Dokumen

__all__ = ["dokumen_iki"]

# Width of the block with the signature, at the right of the page.
_LEBAR_TTD = 80


def dokumen_iki(katalog: Katalog, kertas: str = "F4", unit: Collection[str] = ()) -> bytes:
    """The annex as .docx on "F4" or "A4": every jabatan, or those held in the units named by code.

    Each jabatan begins a page; a sasaran of several indikator is one merged cell. Place, date, name and NIP of the
    official stand there only as far as the katalog has them.
    """
    templat = baca_templat("dokumen")["iki"]
    instansi = katalog.instansi
    dokumen = dokumen_baru(kertas, f"{templat['judul']} {instansi.nama} {instansi.tahun}", _kaki(katalog))
    _kepala(dokumen, katalog, templat)
    for nomor, jabatan in enumerate(_pilih(katalog, unit)):
        _jabatan(dokumen, katalog, jabatan, templat, halaman_baru=nomor > 0)
    _tanda_tangan(dokumen, katalog, templat)
    return ke_bita(dokumen)


def _kaki(katalog: Katalog) -> str:
    i = katalog.instansi
    return f"Indikator Kinerja Individu {i.nama} · {i.kabupaten_kota} · Tahun {i.tahun}"


def _pilih(katalog: Katalog, unit: Collection[str]) -> list[Jabatan]:
    urut = sorted(katalog.jabatan, key=lambda j: j.urutan)
    return [j for j in urut if not unit or any(u.kode in unit for u in katalog.unit_jabatan(j.kode))]


def _kepala(dokumen: Dokumen, katalog: Katalog, templat: dict[str, Any]) -> None:
    """What the annex says of its decree, then the title; lines that the katalog has nothing for are left out."""
    i = katalog.instansi
    nomor, hari = i.nomor_lampiran or i.nomor_sk, i.tanggal_lampiran or i.tanggal_sk
    if i.jabatan_pejabat and nomor:
        alinea(dokumen, templat["lampiran"].format(pejabat=_lengkap(i.jabatan_pejabat, katalog)))
        pasangan = [
            (templat["nomor"], nomor),
            (templat["tanggal"], tanggal(hari)),
            (templat["tentang"], templat["isi_tentang"].format(instansi=i.nama.upper())),
        ]
        for label, isi in pasangan:
            if isi:
                p = alinea(dokumen, f"{label}\t: {sebaris(isi)}")
                p.paragraph_format.tab_stops.add_tab_stop(Mm(28))
                p.paragraph_format.space_after = Pt(0)
    judul = (templat["judul"], _lengkap(i.nama, katalog), templat["tahun"].format(tahun=i.tahun))
    alinea(dokumen, "\n".join(judul), "Title").paragraph_format.space_before = Pt(12)


def _lengkap(nama: str, katalog: Katalog) -> str:
    """ "Camat Kanigaran" as the decree prints it: with the kabupaten or kota, in capitals."""
    return sebaris(f"{nama} {katalog.instansi.kabupaten_kota}").upper()


def _jabatan(dokumen: Dokumen, katalog: Katalog, jabatan: Jabatan, templat: dict[str, Any], halaman_baru: bool) -> None:
    judul = alinea(dokumen, templat["jabatan"].format(isi=sebaris(jabatan.nama)), "Heading 1")
    judul.paragraph_format.page_break_before = halaman_baru
    for jenis in ("tugas", "fungsi"):
        uraian = katalog.uraian_jabatan(jabatan.kode, jenis)
        if uraian:
            alinea(dokumen, templat[jenis], "Heading 2")
        for nomor, teks in enumerate(uraian):
            butir(dokumen, nomor, teks)
    indikator = katalog.indikator_jabatan(jabatan.kode)
    if not indikator:
        return
    alinea(dokumen, "").paragraph_format.space_after = Pt(0)
    t = tabel(dokumen, templat["kepala"], templat["lebar"])
    for sasaran, milik in _per_sasaran(indikator):
        awal = None
        for i in milik:
            # The sasaran is written once, after the merge: merging would join one text for each row.
            sel = tambah_baris(t, (sasaran if awal is None else "", i.nama, i.penjelasan, i.sumber_data))
            awal = awal or sel[0]
            akhir = sel[0]
        if awal is not None and awal is not akhir:
            _gabung(awal, akhir)


def _per_sasaran(indikator: Collection[Indikator]) -> Iterator[tuple[str, list[Indikator]]]:
    for sasaran, milik in groupby(indikator, key=lambda i: i.sasaran):
        yield sasaran, list(milik)


def _gabung(awal: Any, akhir: Any) -> None:
    """Merge two cells of a column; Word keeps the empty paragraphs of the lower ones otherwise."""
    satu = awal.merge(akhir)
    for p in satu.paragraphs[1:]:
        if not p.text:
            p._p.getparent().remove(p._p)


def _tanda_tangan(dokumen: Dokumen, katalog: Katalog, templat: dict[str, Any]) -> None:
    i = katalog.instansi
    hari = tanggal(i.tanggal_lampiran or i.tanggal_sk)
    tempat = [
        templat["ditetapkan"].format(kota=i.kota) if i.kota else "",
        templat["pada_tanggal"].format(tanggal=hari) if hari else "",
    ]
    nama = [i.pejabat, i.pangkat, templat["nip"].format(nip=i.nip) if i.nip else ""]
    baris = [n for n in (*tempat, i.jabatan_pejabat and _lengkap(i.jabatan_pejabat, katalog)) if n]
    if not i.pejabat and not baris:
        return
    for nomor, teks in enumerate(baris + [n for n in nama if n and i.pejabat]):
        p = alinea(dokumen, sebaris(teks))
        p.paragraph_format.left_indent = Mm(max(lebar_isi(dokumen) - _LEBAR_TTD, 0))
        p.paragraph_format.space_after = Pt(0)
        p.paragraph_format.keep_with_next = True
        if not nomor:
            p.paragraph_format.space_before = Pt(18)
        if i.pejabat and nomor == len(baris):
            # Room for the signature above the name.
            p.paragraph_format.space_before = Pt(48)
            p.runs[0].bold = p.runs[0].underline = True
