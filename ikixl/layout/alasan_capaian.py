"""The reasoning of the last capaian of a row, in words: what ikixl.aturan prints, as a live formula.

Numbers are written with whole numbers and a comma of our own: a number joined to a text shows the decimal sign of the
program that reckons, and the text would differ from one office to the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ikixl.aturan import Aturan, Capaian, batasi, bulat_setengah_menjauh, predikat_atas
from ikixl.bawaan import baca_templat
from ikixl.katalog.model import Indikator
from ikixl.layout.buku import Acuan, Kolom, Rumus, Sel
from ikixl.layout.rumus_isian import angka_atau_kosong, rumus_terakhir
from ikixl.perhitungan import TRIWULAN
from ikixl.rumus.hasil import Hasil

__all__ = ["kolom_alasan", "sel_alasan", "tulis_angka"]

_TEMPAT = re.compile(r"\{(\w)\}")


def kolom_alasan(lebar: float) -> tuple[Kolom, ...]:
    """Column alasan; hidden: ck, rk, tk (last capaian, its realisasi and target) and tc, tr, tt (the same as text)."""
    return (*(Kolom(k, 9, True) for k in ("ck", "rk", "tk", "tc", "tr", "tt")), Kolom("alasan", lebar))


def tulis_angka(nilai: float) -> str:
    """A number with a decimal comma and at most two decimals, as `_rumus_tulis` gives it."""
    sen = round(bulat_setengah_menjauh(abs(nilai), 2) * 100)
    bulat, pecahan = divmod(sen, 100)
    ekor = "" if not pecahan else f",{pecahan // 10}" if pecahan % 10 == 0 else f",{pecahan:02d}"
    return f"{'−' if nilai < 0 else ''}{bulat}{ekor}"


def _rumus_tulis(sel: Acuan, nilai: float | None) -> Rumus:
    sen = "ROUND(ROUND(ABS({c}),2)*100,0)"
    pecahan = f"({sen}-INT({sen}/100)*100)"
    teks = (
        f'IF(ISNUMBER({{c}}),IF({{c}}<0,"−","")&INT({sen}/100)'
        f'&IF({pecahan}=0,"",IF(INT({pecahan}/10)*10={pecahan},","&{pecahan}/10,'
        f'IF({pecahan}<10,",0",",")&{pecahan})),"")'
    )
    return Rumus(teks, "" if nilai is None else tulis_angka(nilai), {"c": sel})


def sel_alasan(
    kunci: str,
    i: Indikator,
    aturan: Aturan,
    target: Sequence[float | None],
    realisasi: Sequence[Hasil],
    capaian: Sequence[Capaian],
    label: Sequence[str],
) -> dict[str, Sel]:
    """Cells of the columns of `kolom_alasan` for row `kunci`; `label` names the four triwulan in the text."""
    c = [k.hasil.nilai for k in capaian]
    kini = max((t for t in TRIWULAN if c[t - 1] is not None), default=0)
    ck = c[kini - 1] if kini else None
    rk, tk = (realisasi[kini - 1].nilai, target[kini - 1]) if kini else (None, None)
    sel = {"ck": Sel(rumus_terakhir([Acuan(kunci, f"c{t}") for t in TRIWULAN], angka_atau_kosong(ck)), "bantu")}
    for kolom, asal, nilai in (("rk", "r", rk), ("tk", "t", tk)):
        teks = '""'
        acuan = {f"c{t}": Acuan(kunci, f"c{t}") for t in TRIWULAN}
        for t in TRIWULAN:
            acuan[f"a{t}"] = Acuan(kunci, f"{asal}{t}")
            teks = f"IF(ISNUMBER({{c{t}}}),{{a{t}}},{teks})"
        sel[kolom] = Sel(Rumus(teks, angka_atau_kosong(nilai), acuan), "bantu")
    for kolom, asal, nilai in (("tc", "ck", ck), ("tr", "rk", rk), ("tt", "tk", tk)):
        sel[kolom] = Sel(_rumus_tulis(Acuan(kunci, asal), nilai), "bantu")
    sel["alasan"] = Sel(_kalimat(kunci, i, aturan, (ck, rk, tk), kini, capaian, label), "sel_teks")
    return sel


def _pola(i: Indikator, aturan: Aturan, r: float | None, t: float | None) -> tuple[str, str]:
    """(Excel expression of the sentence, the sentence for these values), over tc, tr and tt."""
    templat = baca_templat("unit")["capaian"]["alasan"]
    minimal = templat[aturan.minimal]
    if i.arah == "rentang":
        bawah, atas = i.batas_bawah or 0.0, i.batas_atas or 0.0
        rentang = templat["rentang"].format(bawah=tulis_angka(bawah), atas=tulis_angka(atas))
        pola = [
            (f"{{r}}<{bawah!r}", f"{templat['di_bawah']} {rentang}, " + templat["maksimal"], bawah),
            (f"{{r}}>{atas!r}", f"{templat['di_atas']} {rentang}, " + minimal, atas),
        ]
        excel = _gabung_teks(templat["di_dalam"].replace("{rentang}", rentang))
        kalimat = templat["di_dalam"].replace("{rentang}", rentang)
        for syarat, isi, batas in reversed(pola):
            teks = isi.replace("{t}", tulis_angka(batas))
            excel = f"IF({syarat},{_gabung_teks(teks)},{excel})"
            lewat = r is not None and (r < batas if "<" in syarat else r > batas)
            kalimat = teks if lewat else kalimat
        return excel, kalimat
    if i.arah == "minimal":
        nol = templat["nol"]
        excel = f'IF({{t}}=0,"{nol}",{_gabung_teks(minimal)})'
        return excel, nol if t == 0 else minimal
    return _gabung_teks(templat["maksimal"]), templat["maksimal"]


def _gabung_teks(pola: str) -> str:
    """An Excel expression that joins the texts of a pattern with the cells tc, tr, tt for {c}, {r}, {t}."""
    potong = _TEMPAT.split(pola)
    return "&".join(f"{{t{p}}}" if n % 2 else f'"{p}"' for n, p in enumerate(potong) if p)


def _kalimat(
    kunci: str,
    i: Indikator,
    aturan: Aturan,
    angka: tuple[float | None, float | None, float | None],
    kini: int,
    capaian: Sequence[Capaian],
    label: Sequence[str],
) -> Rumus:
    templat = baca_templat("unit")["capaian"]["alasan"]
    ck, rk, tk = angka
    excel, pola = _pola(i, aturan, rk, tk)
    acuan = {f"c{t}": Acuan(kunci, f"c{t}") for t in TRIWULAN}
    acuan |= {k: Acuan(kunci, k) for k in ("tc", "tr", "tt")}
    acuan |= {k[0]: Acuan(kunci, k) for k in ("ck", "rk", "tk")}
    waktu = f'"{label[0]}"'
    for t in TRIWULAN[1:]:
        waktu = f'IF(ISNUMBER({{c{t}}}),"{label[t - 1]}",{waktu})'
    ekor, ekor_nilai = _batas(aturan, ck)
    atas = templat["menurut_indeks"] if predikat_atas(i.skala) == "realisasi" else ""
    tidak = ",".join(f'{{c{t}}}="tidak dihitung"' for t in TRIWULAN)
    teks = (
        f'IF(ISNUMBER({{c}}),{waktu}&" · "&{excel}{ekor}{f"&{chr(34)}{atas}{chr(34)}" if atas else ""},'
        f'IF(OR({tidak}),"{templat["tidak"]}","{templat["belum"]}"))'
    )
    if ck is None:
        gagal = any(c.hasil.tampilan == "tidak dihitung" for c in capaian)
        return Rumus(teks, templat["tidak"] if gagal else templat["belum"], acuan)
    isi = {"c": ck, "r": rk, "t": tk}
    nilai = _TEMPAT.sub(lambda cocok: tulis_angka(isi[cocok[1]] or 0.0), pola)
    return Rumus(teks, f"{label[kini - 1]} · {nilai}{ekor_nilai}{atas}", acuan)


def _batas(aturan: Aturan, ck: float | None) -> tuple[str, str]:
    """What is added where the capaian enters averages as another number: (Excel, text for this value)."""
    templat = baca_templat("unit")["capaian"]["alasan"]["dibatasi"]
    bawah = templat.format(batas=0)
    excel = f'IF({{c}}<0,"{bawah}","")'
    if aturan.batas is not None:
        excel = f'IF({{c}}>{aturan.batas},"{templat.format(batas=aturan.batas)}",{excel})'
    ada = ck is not None and batasi(ck, aturan) != ck
    return "&" + excel, templat.format(batas=tulis_angka(batasi(ck or 0.0, aturan))) if ada else ""
