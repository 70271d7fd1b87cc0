"""The promise of the reading, checked from the outside: nothing in a file is used wrongly or lost without a word."""

from __future__ import annotations

import math
import re

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.buku import AWALAN_PENANDA, Buku, Rumus, Tautan
from ikixl.layout.letak import alamat
from ikixl.penerimaan.pemeriksaan import HasilPeriksa
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.geser import nomor_kolom
from ikixl.reader.mentah import BukuMentah, LembarMentah, SelMentah
from ikixl.temuan import Temuan

__all__ = ["pelanggaran"]

_SELEMBAR = ("STRUKTUR-02", "STRUKTUR-09", "STRUKTUR-10")
_SEBARIS = ("STRUKTUR-05", "STRUKTUR-11")


def pelanggaran(data: bytes, nama: str, hasil: HasilPeriksa, terbit: Buku) -> list[str]:
    """What is wrong with the reading of a file; `terbit` is the Buku it was issued as, without inputs."""
    try:
        mentah = baca_mentah(data, nama)
    except BerkasTidakTerbacaError:
        return [] if hasil.temuan and not hasil.isian else ["ditolak tanpa temuan"]
    salah = [f"pesan tidak terisi: {t.pesan[:80]}" for t in hasil.temuan if re.search(r"\{[a-z]+\}", _kerangka(t))]
    jumlah = sum(len(lembar.sel) for lembar in mentah.lembar)
    if hasil.terisi + hasil.tetap + hasil.dilaporkan != jumlah:
        salah.append("jumlah sel tidak cocok")
    if hasil.dilaporkan and not hasil.temuan:
        salah.append("dilaporkan tanpa temuan")
    if any(t.kode.startswith("IDENTITAS") for t in hasil.temuan):
        return [*salah, "isian terbaca tanpa identitas"] if hasil.isian else salah
    terbaca = {(i.lembar, i.sel) for i in hasil.isian if i.keadaan == "isi"}
    salah += _salah_nilai(mentah, hasil, terbit)
    for lembar in mentah.lembar:
        salah += _hilang(lembar, hasil, terbaca, terbit)
    return salah


def _kerangka(t: Temuan) -> str:
    """The message with its details blanked, so that braces in a hostile text are no missing detail."""
    return Temuan(t.kode, rinci=dict.fromkeys(t.rinci, "")).pesan


def _penanda(lembar: LembarMentah) -> tuple[int, int] | None:
    return min((t for t, s in lembar.sel.items() if _teks(s).startswith(AWALAN_PENANDA)), default=None)


def _kunci(lembar: LembarMentah, penanda: tuple[int, int] | None, r: int, k: int) -> tuple[str, str]:
    """Row key and column key of a cell, told from the cells beside it."""
    if penanda is None:
        return "", ""
    r0, k0 = penanda
    return (
        _teks(lembar.sel.get((r, k0))).strip() if r > r0 else "",
        _teks(lembar.sel.get((r0, k))).strip() if k > k0 else "",
    )


def _teks(sel: SelMentah | None) -> str:
    return sel.nilai if sel is not None and sel.jenis == "teks" and isinstance(sel.nilai, str) else ""


def _lembar_kunci(lembar: LembarMentah, penanda: tuple[int, int] | None) -> str:
    return "" if penanda is None else _teks(lembar.sel[penanda]).removeprefix(AWALAN_PENANDA).strip()


def _salah_nilai(mentah: BukuMentah, hasil: HasilPeriksa, terbit: Buku) -> list[str]:
    """Inputs whose value is not that of their cell, or whose cell is keyed for another input."""
    masukan = {
        s.masukan.isian: ((lembar.kunci, b.kunci, k), s.masukan.jenis)
        for lembar in terbit.lembar
        for b in lembar.baris
        for k, s in b.sel.items()
        if s.masukan
    }
    lembar_bernama = {lembar.nama: (lembar, _penanda(lembar)) for lembar in mentah.lembar}
    salah: list[str] = []
    dilihat: set[KunciIsian] = set()
    for i in hasil.isian:
        lembar, penanda = lembar_bernama[i.lembar]
        tempat = _tempat(i.sel)
        kunci, jenis = masukan[i.kunci]
        if (_lembar_kunci(lembar, penanda), *_kunci(lembar, penanda, *tempat)) != kunci or i.kunci in dilihat:
            salah.append(f"{i.kunci} terbaca dari tempat lain: {i.lembar}!{i.sel}")
        dilihat.add(i.kunci)
        sel = lembar.sel[tempat]
        if isinstance(sel.nilai, float) and isinstance(i.nilai, float) and jenis != "centang":
            boleh = (sel.nilai, sel.nilai * 100) if jenis == "persen" or sel.persen else (sel.nilai,)
            if not any(math.isclose(i.nilai, b, rel_tol=1e-12, abs_tol=1e-12) for b in boleh):
                salah.append(f"{i.kunci} dibaca {i.nilai}, tersimpan {sel.nilai}")
        if jenis in ("teks", "tautan") and sel.jenis == "teks" and i.nilai not in (sel.nilai, None):
            salah.append(f"{i.kunci}: teks berubah")
    return salah


def _tempat(letak: str) -> tuple[int, int]:
    huruf = letak.rstrip("0123456789")
    return int(letak[len(huruf) :]) - 1, nomor_kolom(huruf)


def _hilang(lembar: LembarMentah, hasil: HasilPeriksa, terbaca: set[tuple[str, str]], terbit: Buku) -> list[str]:
    """Cells of a sheet that are neither read, nor as issued, nor spoken of."""
    milik = [t for t in hasil.temuan if t.lembar == lembar.nama]
    if any(t.kode in _SELEMBAR for t in milik):
        return []
    tempat = {t.sel for t in milik}
    baris = {str(t.rinci["kunci"]) for t in milik if t.kode in _SEBARIS}
    basi = any(t.kode == "RUMUS-03" for t in milik)
    penanda = _penanda(lembar)
    asal = next((x for x in terbit.lembar if x.kunci == _lembar_kunci(lembar, penanda)), None)
    if asal is None:
        return [f"lembar {lembar.nama} tanpa temuan"] if lembar.sel else []
    isi = {(b.kunci, k): s for b in asal.baris for k, s in b.sel.items()}
    semua_kunci = {b.kunci for b in asal.baris} | {k.kunci for k in asal.kolom}
    salah = []
    for (r, k), sel in lembar.sel.items():
        letak = alamat(r, k)
        if (lembar.nama, letak) in terbaca or letak in tempat:
            continue
        kunci = _kunci(lembar, penanda, r, k)
        s = isi.get(kunci)
        if kunci[0] in baris or _teks(sel).strip() in semua_kunci or _teks(sel).startswith(AWALAN_PENANDA):
            continue
        if s is not None and s.masukan is None:
            if isinstance(s.isi, Rumus):
                if basi or _sama(sel.nilai, s.isi.nilai):
                    continue
                if sel.rumus is not None:
                    continue
            elif _sama(sel.nilai, s.isi.teks if isinstance(s.isi, Tautan) else s.isi):
                continue
        salah.append(f"{lembar.nama}!{letak} ({str(sel.nilai)[:30]!r}) tidak dibaca dan tidak dilaporkan")
    return salah


def _sama(a: object, b: object) -> bool:
    if isinstance(a, float) and isinstance(b, int | float):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return str(a if a is not None else "").strip() == str(b if b is not None else "").strip()
