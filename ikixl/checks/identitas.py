"""Checks the identity of a returned workbook: three copies, one seal, this project."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ikixl.layout.identitas import (
    KUNCI_LEMBAR,
    NAMA_PROPERTI,
    NAMA_TERDEFINISI,
    VERSI_LAYOUT,
    Identitas,
    baca_stempel,
    stempel_sah,
)
from ikixl.reader.mentah import BukuMentah
from ikixl.reader.peta import petakan_kunci
from ikixl.temuan import Temuan

__all__ = ["HarapanIdentitas", "periksa_baris", "periksa_identitas", "periksa_terbitan", "periksa_tujuan"]


@dataclass(frozen=True, slots=True)
class HarapanIdentitas:
    """What this project issued: its instansi and year, and the serials of each unit.

    `pengganti` names, by (unit, serial), the newest issue that took the place of one that holds no more.
    """

    instansi: str
    tahun: int
    seri: Mapping[str, frozenset[int]]
    pengganti: Mapping[tuple[str, int], int] = field(default_factory=dict)


def _salinan(mentah: BukuMentah) -> list[tuple[str, str]]:
    """All stamps found in a file as (place, text); formats other than .xlsx keep fewer of them."""
    hasil: list[tuple[str, str]] = []
    for peta in petakan_kunci(mentah, KUNCI_LEMBAR):
        for _, sel in peta.sel("stempel", "nilai"):
            hasil.append(("lembar tersembunyi", str(sel.nilai).strip()))
    if properti := mentah.properti.get(NAMA_PROPERTI):
        hasil.append(("properti dokumen", properti.strip()))
    for nama, isi in mentah.nama_terdefinisi.items():
        if nama.casefold() == NAMA_TERDEFINISI:
            hasil.append(("nama terdefinisi", isi.strip().removeprefix("=").strip().strip('"')))
    return [(tempat, teks) for tempat, teks in hasil if teks]


def periksa_identitas(
    mentah: BukuMentah, kunci: bytes, harapan: HarapanIdentitas
) -> tuple[Identitas | None, list[Temuan]]:
    """(identity, []) if the file was issued by this project for a unit of it, else (what it claims, the reasons).

    Any one copy is enough; copies that disagree, or a seal that does not fit, refuse the file.
    """
    salinan = _salinan(mentah)
    terbaca = [(tempat, baca_stempel(teks)) for tempat, teks in salinan]
    sah = [i for _, i in terbaca if i is not None]
    if not sah:
        return None, [Temuan("IDENTITAS-01")]
    identitas = sah[0]
    if len({teks for _, teks in salinan}) > 1:
        sebab = "; ".join(f"{t}: unit {i.unit if i else '?'}" for t, i in dict.fromkeys(terbaca))
        return identitas, [Temuan("IDENTITAS-03", rinci={"sebab": sebab})]
    # The version is judged first: another version may seal differently, and its message helps more.
    if identitas.versi_layout != VERSI_LAYOUT:
        rinci = {"ditemukan": identitas.versi_layout, "diharapkan": VERSI_LAYOUT}
        return identitas, [Temuan("IDENTITAS-07", rinci=rinci)]
    if not stempel_sah(salinan[0][1], kunci):
        # An honest workbook of another instansi or year carries another project's seal: name what it is.
        lain = _cocok(identitas, harapan)
        return identitas, lain or [Temuan("IDENTITAS-02")]
    return identitas, _cocok(identitas, harapan)


def _cocok(identitas: Identitas, harapan: HarapanIdentitas) -> list[Temuan]:
    temuan: list[Temuan] = []
    if identitas.instansi != harapan.instansi:
        rinci = {"ditemukan": identitas.instansi, "diharapkan": harapan.instansi}
        temuan.append(Temuan("IDENTITAS-04", rinci=rinci))
    if identitas.tahun != harapan.tahun:
        angka = {"ditemukan": identitas.tahun, "diharapkan": harapan.tahun}
        temuan.append(Temuan("IDENTITAS-06", rinci=angka))
    if temuan:
        return temuan
    if identitas.unit not in harapan.seri:
        return [Temuan("IDENTITAS-05", rinci={"ditemukan": identitas.unit})]
    if identitas.seri not in harapan.seri[identitas.unit]:
        return [Temuan("IDENTITAS-08", rinci={"ditemukan": identitas.seri, "unit": identitas.unit})]
    return []


def periksa_baris(identitas: Identitas, terbit: Identitas) -> list[Temuan]:
    """That a sealed workbook asks the very rows that its katalog asks today; `terbit` is its identity made again."""
    if identitas.baris in ("", terbit.baris):
        return []
    return [Temuan("IDENTITAS-13", rinci={"ditemukan": identitas.baris, "diharapkan": terbit.baris})]


def periksa_terbitan(identitas: Identitas, harapan: HarapanIdentitas) -> list[Temuan]:
    """That a workbook of the project was filled in though a newer one had been issued; it is read all the same."""
    baru = harapan.pengganti.get((identitas.unit, identitas.seri))
    rinci = {"ditemukan": identitas.seri, "terbaru": baru, "unit": identitas.unit}
    return [] if baru is None else [Temuan("IDENTITAS-10", rinci=rinci)]


def periksa_tujuan(unit: str, petunjuk: Mapping[str, Collection[str]]) -> list[Temuan]:
    """That a workbook of `unit` lies where, or is named as, another unit's would.

    `petunjuk` gives, by what points there ("nama berkasnya"), the codes of the units that it may mean.
    """
    return [
        Temuan("IDENTITAS-11", rinci={"ditemukan": unit, "diharapkan": " atau ".join(sorted(kode)), "sebab": sebab})
        for sebab, kode in petunjuk.items()
        if kode and unit not in kode
    ]
