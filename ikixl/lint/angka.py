"""Rules about numbers: figures in the wording, targets, satuan and bobot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ikixl.aturan import gabung
from ikixl.katalog.model import Indikator, Target
from ikixl.lint.kata import daftar, peta
from ikixl.lint.konteks import Konteks
from ikixl.perhitungan import cara_target_indikator
from ikixl.rumus import derajat
from ikixl.temuan import Temuan

__all__ = ["ATURAN"]

#: A number, perhaps spelled out after it in brackets: "26", "6.254", "26 (dua puluh enam)".
_ANGKA = r"(?<![\d.,/-])(\d{1,3}(?:\.\d{3})+|\d+)(?:\s*\([a-z ]+\))?"


def angka_tetap(konteks: Konteks) -> Iterator[Temuan]:
    """Different numbers of a thing that a kecamatan has a fixed number of: 26 desa here, 23 desa there."""
    for benda in peta("angka")["tetap"]:
        tempat: dict[int, list[str]] = {}
        for sumber, nilai in _sebutan(konteks, benda):
            if sumber not in tempat.setdefault(nilai, []):
                tempat[nilai].append(sumber)
        terbesar = max(tempat, default=0)
        # Below half of the largest it counts some of them, not all: "pemilihan kepala desa di 2 desa".
        tempat = {n: t for n, t in tempat.items() if 2 * n > terbesar}
        if len(tempat) < 2:
            continue
        indikator = {i.kode for i in konteks.katalog.indikator}
        # The rarer figure is the likelier slip: the temuan stands on the first indikator that says it.
        berurut = sorted(tempat, key=lambda n: (len(tempat[n]), n))
        sumber = next((s for n in berurut for s in tempat[n] if s in indikator), "")
        rinci = {"benda": benda, "sebutan": "; ".join(_ringkas(n, benda, t) for n, t in sorted(tempat.items()))}
        yield konteks.temuan("MUTU-19", "indikator", (sumber,), "penjelasan", **rinci)


def _sebutan(konteks: Konteks, benda: str) -> Iterator[tuple[str, int]]:
    """Who says which number: codes of indikator, of a jabatan's uraian, and the table unit itself."""
    pola = re.compile(rf"{_ANGKA}\s+{benda}\b", re.IGNORECASE)
    for s in konteks.teks:
        for angka in pola.findall(s.teks):
            yield s.kunci[0], int(angka.replace(".", ""))
    for t in konteks.katalog.target:
        i = konteks.katalog.cari_indikator(t.indikator)
        if i.satuan.lower() == benda and t.sumber != "contoh" and t.tahun is not None and t.tahun.is_integer():
            yield i.kode, int(t.tahun)
    if banyak := sum(u.jenis == benda for u in konteks.katalog.unit):
        yield "tabel unit", banyak


def _ringkas(angka: int, benda: str, tempat: list[str]) -> str:
    sebut = ", ".join(tempat[:3]) + (f" dan {len(tempat) - 3} lagi" if len(tempat) > 3 else "")
    return f"{angka} {benda} ({sebut})"


def target_lawan_penjelasan(konteks: Konteks) -> Iterator[Temuan]:
    """The explanation gives a figure in the indikator's satuan, and the year's target is another one."""
    for t in konteks.katalog.target:
        i = konteks.katalog.cari_indikator(t.indikator)
        if t.tahun is None or not i.satuan or t.unit:
            continue
        pola = re.compile(rf"{_ANGKA}\s+{re.escape(i.satuan)}\b", re.IGNORECASE)
        angka = [int(a.replace(".", "")) for a in pola.findall(i.penjelasan)]
        if angka and t.tahun not in (*angka, sum(angka)):
            rinci = {"target": _tulis(t.tahun), "satuan": i.satuan, "angka": " dan ".join(map(str, angka))}
            yield konteks.temuan(
                "MUTU-20", "target", (t.indikator, t.unit), "tahun", indikator=i.kode, nama=i.nama, **rinci
            )


def target_lawan_komponen(konteks: Konteks) -> Iterator[Temuan]:
    """A checklist of five components with a target of four, or of six."""
    for t in konteks.katalog.target:
        simpul = konteks.rumus.get(t.indikator)
        anggota = konteks.katalog.variabel_indikator(t.indikator)
        if simpul is None or derajat(simpul) != 1 or len(anggota) < 2 or any(v.isian != "centang" for v in anggota):
            continue
        sasaran = _setahun(t)
        if sasaran is not None and sasaran != len(anggota):
            i = konteks.katalog.cari_indikator(t.indikator)
            rinci = {"target": _tulis(sasaran), "komponen": len(anggota), "indikator": i.kode, "nama": i.nama}
            yield konteks.temuan("MUTU-21", "target", (t.indikator, t.unit), "tahun", **rinci)


def _setahun(t: Target) -> float | None:
    """The target for the whole year of something that stays done once it is done."""
    tengah = [n for n in (t.tw1, t.tw2, t.tw3, t.tw4) if n is not None]
    return t.tahun if t.tahun is not None else max(tengah, default=None)


def target_janggal(konteks: Konteks) -> Iterator[Temuan]:
    """A percentage to reach above 100, and a year's target that its triwulan do not give."""
    for t in konteks.katalog.target:
        i = konteks.katalog.cari_indikator(t.indikator)
        rinci = {"indikator": i.kode, "nama": i.nama}
        triwulan = [n for n in (t.tw1, t.tw2, t.tw3, t.tw4) if n is not None]
        terbesar = max([*triwulan, *(n for n in (t.tahun, t.renstra) if n is not None)], default=0)
        if i.satuan.lower() in daftar("ukuran.satuan_persen") and terbesar > 100:
            yield konteks.temuan("MUTU-44", "target", (t.indikator, t.unit), "tahun", target=_tulis(terbesar), **rinci)
        cara = cara_target_indikator(i, konteks.katalog.variabel_indikator(i.kode), "waktu")
        # The year's target of a ratio may well be another than the mean of its triwulan.
        if cara == "rata" or not triwulan or t.tahun is None:
            continue
        if abs((hitung := gabung(triwulan, cara)) - t.tahun) > 1e-9:
            rinci |= {"target": _tulis(t.tahun), "hitung": _tulis(hitung)}
            yield konteks.temuan("MUTU-45", "target", (t.indikator, t.unit), "tahun", **rinci)


def _tulis(nilai: float) -> str:
    return f"{nilai:g}".replace(".", ",")


def tanpa_satuan(konteks: Konteks) -> Iterator[Temuan]:
    """No satuan, so that the target is a bare number."""
    for i in konteks.katalog.indikator:
        if not i.satuan:
            yield konteks.di_indikator("MUTU-22", i, "satuan")


def tanpa_target(konteks: Konteks) -> Iterator[Temuan]:
    """No figure to reach, in at least one unit that holds the indikator."""
    for i in konteks.katalog.indikator:
        tanpa = [u.nama for u in konteks.katalog.unit_jabatan(i.jabatan) if not _berisi(konteks, i, u.kode)]
        if tanpa:
            yield konteks.di_indikator("MUTU-23", i, "kode", unit=", ".join(tanpa))


def _berisi(konteks: Konteks, i: Indikator, unit: str) -> bool:
    t = konteks.katalog.target_indikator(i.kode, unit)
    return t is not None and any(n is not None for n in (t.tw1, t.tw2, t.tw3, t.tw4, t.tahun))


def target_contoh(konteks: Konteks) -> Iterator[Temuan]:
    """How many targets are samples that the decree does not hold; told once."""
    contoh = [t for t in konteks.katalog.target if t.sumber == "contoh"]
    if contoh:
        yield konteks.temuan(
            "MUTU-24",
            "target",
            (contoh[0].indikator, contoh[0].unit),
            "sumber",
            banyak=len(contoh),
            semua=len(konteks.katalog.target),
        )


def bobot_sebagian(konteks: Konteks) -> Iterator[Temuan]:
    """Some indikator of a jabatan have a bobot and some have none, which then counts as 1."""
    for j in konteks.katalog.jabatan:
        milik = konteks.katalog.indikator_jabatan(j.kode)
        kosong = [i for i in milik if i.bobot is None]
        if kosong and len(kosong) < len(milik):
            daftar_kosong = ", ".join(i.kode for i in kosong)
            yield konteks.di_indikator("MUTU-25", kosong[0], "bobot", jabatan=j.nama, kosong=daftar_kosong)


ATURAN = (
    angka_tetap,
    target_lawan_penjelasan,
    target_lawan_komponen,
    target_janggal,
    tanpa_satuan,
    tanpa_target,
    target_contoh,
    bobot_sebagian,
)
