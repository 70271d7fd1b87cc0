"""The LKjIP: a narrative for every sasaran, and the table of the measured performance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ikixl.bawaan import baca_templat
from ikixl.dokumen.angka import angka
from ikixl.dokumen.halaman import alinea, dokumen_baru, ke_bita, lanskap, sebaris, tabel, tambah_baris
from ikixl.dokumen.konteks import KonteksDokumen
from ikixl.dokumen.narasi import kalimat_indikator, kalimat_instansi, kalimat_sasaran, romawi
from ikixl.konsolidasi import HasilIndikator

if TYPE_CHECKING:
    from docx.document import Document as Dokumen

__all__ = ["dokumen_lkjip"]

_RATA = ("tengah", "", "", "", *["kanan"] * 5)


def dokumen_lkjip(ktk: KonteksDokumen) -> bytes:
    """The report as .docx: upright pages with a heading and a narrative for each sasaran, then the table, turned.

    Figures are consolidated up to the triwulan of `ktk`; the capaian is in percent, uncapped. Everything that rests on
    some of the units only says so.
    """
    instansi = ktk.konsolidasi.katalog.instansi
    templat = baca_templat("dokumen")["lkjip"]
    kaki = f"LKjIP {instansi.nama} · {instansi.kabupaten_kota} · Tahun {instansi.tahun}"
    dokumen = dokumen_baru(ktk.kertas, f"{templat['judul']} {instansi.nama} {instansi.tahun}", kaki)
    nama = sebaris(f"{instansi.nama} {instansi.kabupaten_kota}").upper()
    tahun = templat["tahun"].format(tahun=instansi.tahun)
    alinea(dokumen, "\n".join((templat["judul"], nama, tahun)), "Title")
    alinea(dokumen, templat["sampai"].format(romawi=romawi(ktk.triwulan)), rata="tengah")
    alinea(dokumen, templat["capaian"], "Heading 1")
    for kalimat in kalimat_instansi(ktk):
        alinea(dokumen, kalimat, rata="penuh")
    sasaran = _per_sasaran(ktk)
    for nomor, (nama_sasaran, milik) in enumerate(sasaran.items(), start=1):
        alinea(dokumen, templat["sasaran"].format(nomor=nomor, sasaran=nama_sasaran), "Heading 2")
        _narasi(dokumen, ktk, milik)
    lanskap(dokumen, kaki)
    alinea(dokumen, templat["tabel"], "Heading 1")
    alinea(dokumen, templat["keterangan_tabel"].format(romawi=romawi(ktk.triwulan)))
    _tabel(dokumen, ktk, sasaran)
    return ke_bita(dokumen)


def _narasi(dokumen: Dokumen, ktk: KonteksDokumen, milik: Sequence[HasilIndikator]) -> None:
    """One paragraph where a sasaran has one indikator, else one for each below its name."""
    awal = kalimat_sasaran(ktk, milik)
    if len(milik) == 1:
        alinea(dokumen, f"{awal} {kalimat_indikator(ktk, milik[0])}", rata="penuh")
        return
    alinea(dokumen, awal, rata="penuh").paragraph_format.keep_with_next = True
    for h in milik:
        alinea(dokumen, sebaris(h.indikator.nama), "Heading 3")
        alinea(dokumen, kalimat_indikator(ktk, h), rata="penuh")


def _per_sasaran(ktk: KonteksDokumen) -> dict[str, list[HasilIndikator]]:
    """The indikator by sasaran, in the order of the katalog; a sasaran that several jabatan share stands once."""
    hasil: dict[str, list[HasilIndikator]] = {}
    for h in ktk.konsolidasi.hasil.values():
        hasil.setdefault(sebaris(h.indikator.sasaran), []).append(h)
    return hasil


def _tabel(dokumen: Dokumen, ktk: KonteksDokumen, sasaran: dict[str, list[HasilIndikator]]) -> None:
    templat = baca_templat("dokumen")["lkjip"]
    tahun = ktk.konsolidasi.katalog.instansi.tahun
    lalu = ktk.tahun_lalu.katalog.instansi.tahun if ktk.tahun_lalu else tahun - 1
    t = tabel(dokumen, [k.format(tahun=tahun, lalu=lalu) for k in templat["kepala"]], templat["lebar"])
    for nomor, (nama, milik) in enumerate(sasaran.items(), start=1):
        for urut, h in enumerate(milik):
            awal = (str(nomor), nama) if not urut else ("", "")
            tambah_baris(t, (*awal, *_isi(ktk, h)), _RATA)


def _isi(ktk: KonteksDokumen, h: HasilIndikator) -> Sequence[str]:
    """The cells from the indikator on; a realisasi of some of the units only says of how many."""
    n, g = ktk.triwulan - 1, h.gabungan
    target_lalu, capaian_lalu = ktk.lalu(h.indikator.kode)
    realisasi = angka(g.realisasi_sd[n].nilai)
    if 0 < h.ikut_sd[n] < len(h.per_unit):
        pola = baca_templat("dokumen")["lkjip"]["ikut"]
        realisasi = pola.format(realisasi=realisasi, ikut=h.ikut_sd[n], semua=len(h.per_unit))
    target, capaian = angka(g.target_sd[n]), angka(g.capaian_sd[n].hasil.nilai)
    nama = sebaris(h.indikator.nama)
    return nama, h.indikator.satuan, angka(target_lalu), angka(capaian_lalu), target, realisasi, capaian
