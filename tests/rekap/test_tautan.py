"""The way back from every figure of a rekap: links to the rows that make it, also where a formula picked it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from ikixl.katalog.kunci import kunci_target, kunci_variabel
from ikixl.konsolidasi import Konsolidasi
from ikixl.layout.buku import Buku, Sel
from ikixl.rekap import KonteksRekap, susun_buku_rekap
from ikixl.tahun_lalu import pembanding_konsolidasi
from ikixl.tingkat import KonteksTingkat, Sumber, Tingkat, aturan_bersama, baca_anggota, susun_buku_tingkat
from ikixl.writer import tautan, tulis_buku
from tests.buku.test_unit import banding_rumus
from tests.libreoffice import hitung_ulang
from tests.rekap.jejak_buku import alamat_hidup, angka_tanpa_jejak, dengan_alamat, lembar_buku
from tests.rekap.test_lembar import _katalog as konteks_lembar
from tests.tingkat.contoh import DUA, SATU, kecamatan, rekap_kecamatan

UBAH = kunci_variabel("LURAH.01", "selesai", 1)


def _konteks(selesai: float | None = None) -> KonteksRekap:
    """The rekap of test_lembar beside last year's, with targets Renstra; `selesai` of kelurahan 1003 in triwulan I."""
    ktk = konteks_lembar()
    asal = ktk.konsolidasi
    target = tuple(t.model_copy(update={"renstra": 90.0}) for t in asal.katalog.target)
    isian = {u: dict(n) for u, n in asal.isian.items()}
    for t in (1, 2):
        isian["1002"][kunci_target("LURAH.01", t)] = replace(isian["1002"][kunci_target("LURAH.01", t)], nilai=95)
    if selesai is not None:
        isian["1003"][UBAH] = replace(isian["1003"][UBAH], nilai=selesai)
    konsolidasi = Konsolidasi(replace(asal.katalog, target=target), asal.aturan, isian)
    return replace(ktk, konsolidasi=konsolidasi, pembanding=pembanding_konsolidasi(asal, "rekap-2023-tw4.xlsx"))


@pytest.fixture(scope="module")
def buku() -> Buku:
    """A rekap with every sheet that a rekap may have."""
    return susun_buku_rekap(_konteks())


def test_setiap_angka_gabungan_berjejak(buku: Buku) -> None:
    """From every number that a formula shows, links lead to Data, or to the data of the year it is compared with."""
    assert {"pembanding", "perbandingan", "kaskade", "peringkat", "matriks"} <= {n.kunci for n in buku.lembar}
    assert angka_tanpa_jejak(buku, {"data", "pembanding"}) == []


def test_angka_tanpa_tautan_ditemukan(buku: Buku) -> None:
    """The test before this one fails for a figure without a link, and for one whose link leads back to itself."""
    matriks = lembar_buku(buku, "matriks")
    polos = [replace(b, sel={k: replace(s, tautan=None) for k, s in b.sel.items()}) for b in matriks.baris]
    rusak = replace(buku, lembar=tuple(replace(n, baris=tuple(polos)) if n is matriks else n for n in buku.lembar))
    hilang = angka_tanpa_jejak(rusak, {"data", "pembanding"})
    assert len(hilang) == 8
    assert all(h.startswith("Matriks ") for h in hilang)


def test_setiap_angka_tingkat_berjejak() -> None:
    """The same for a level: every number leads to its own Data."""
    rekap = [
        rekap_kecamatan(kecamatan(k, n), i)
        for k, n, i in (("99.99.01", "Kecamatan Satu", SATU), ("99.99.02", "Kecamatan Dua", DUA))
    ]
    anggota = [baca_anggota(d, Sumber(f"{n}.xlsx", f"sha{n}"))[0] for n, d in enumerate(rekap)]
    ada = tuple(a for a in anggota if a is not None)
    tingkat = Tingkat("Kabupaten Contoh", ada[0].tahun, aturan_bersama([a.aturan for a in ada]), ada)
    susunan = susun_buku_tingkat(
        KonteksTingkat(tingkat, 2, arsip={"sha0": "../arsip/0.xlsx", "sha1": "../arsip/1.xlsx"})
    )
    assert angka_tanpa_jejak(susunan, {"data"}) == []


@pytest.mark.libreoffice
def test_angka_terurut_menunjuk_barisnya_sendiri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, buku: Buku) -> None:
    """A number changed in Data moves the rank of a kelurahan; LibreOffice finds the new figures, and their own rows.

    Written with room for twenty links a sheet, all others are functions too: what they show stays what Python reckoned.
    """
    baru = susun_buku_rekap(_konteks(selesai=2))
    alamat, sempit = tmp_path / "alamat.xlsx", tmp_path / "sempit.xlsx"
    alamat.write_bytes(tulis_buku(dengan_alamat(_dengan_data(buku, 2))))
    monkeypatch.setattr(tautan, "TERBANYAK", 20)
    sempit.write_bytes(tulis_buku(baru))
    hasil = hitung_ulang([alamat, sempit], tmp_path / "lo")
    assert banding_rumus(sempit, hasil[sempit]) == []
    galat = [s.value for ws in openpyxl.load_workbook(hasil[sempit], data_only=True) for b in ws.iter_rows() for s in b]
    assert not [g for g in galat if isinstance(g, str) and re.fullmatch(r"#[A-Z/0]+[!?]?|Err:\d+", g)]
    lo = openpyxl.load_workbook(hasil[alamat], data_only=True)
    nomor = {b.kunci: n for n, b in enumerate(lembar_buku(baru, "peringkat").baris, start=2)}
    kolom = {k.kunci: n for n, k in enumerate(lembar_buku(baru, "peringkat").kolom, start=2)}
    isi = lembar_buku(baru, "peringkat")
    urut = [b.sel["unit"].isi.nilai for b in isi.baris if re.fullmatch(r"kelurahan\d", b.kunci)]  # type: ignore[union-attr]
    assert urut != [
        b.sel["unit"].isi.nilai  # type: ignore[union-attr]
        for b in lembar_buku(buku, "peringkat").baris
        if re.fullmatch(r"kelurahan\d", b.kunci)
    ]
    kode = {u.nama: u.kode for u in _konteks().unit}
    for n, nama in enumerate(urut, start=1):
        ditemukan = lo["Peringkat"].cell(nomor[f"kelurahan{n}"], kolom["capaian"]).value
        if not nama:
            assert ditemukan == "B2"
            continue
        baris = [b.kunci for b in lembar_buku(baru, "rincian:sd").baris if b.kunci.endswith(f"@{kode[str(nama)]}")]
        milik = [b for b in baris if not b.startswith("bagian@")]
        assert ditemukan == alamat_hidup(baru, "rincian:sd", milik[0], milik[-1], ("indikator", "predikat"))
    ringkasan = lembar_buku(baru, "ringkasan")
    nomor = {b.kunci: n for n, b in enumerate(ringkasan.baris, start=2)}
    k = next(n for n, k in enumerate(ringkasan.kolom, start=2) if k.kunci == "capaian")
    data = [b.kunci for b in lembar_buku(baru, "data").baris]
    for daftar in ("terbaik", "terburuk"):
        for n, i in ((1, "SEKCAM.01"), (2, "LURAH.01")) if daftar == "terbaik" else ((1, "LURAH.01"), (2, "SEKCAM.01")):
            blok = [b for b in data if f"|{i}/" in b]
            harap = alamat_hidup(baru, "data", blok[0], blok[-1], ("unit", "sel"))
            assert lo["Ringkasan"].cell(nomor[f"{daftar}{n}"], k).value == harap


def _dengan_data(buku: Buku, nilai: float) -> Buku:
    """The workbook with one number of Data changed and nothing else: all results in it are stale."""
    kunci = f"1003|{UBAH.kunci}|{UBAH.triwulan}"

    def ubah(sel: dict[str, Sel]) -> dict[str, Sel]:
        return {**sel, "nilai": replace(sel["nilai"], isi=nilai)}

    lembar = lembar_buku(buku, "data")
    baris = tuple(replace(b, sel=ubah(dict(b.sel))) if b.kunci == kunci else b for b in lembar.baris)
    return replace(buku, lembar=tuple(replace(n, baris=baris) if n is lembar else n for n in buku.lembar))
