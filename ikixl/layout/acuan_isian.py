"""The link from a superior's input to the figures that it should equal (acuan), on the Realisasi sheet."""

from __future__ import annotations

from ikixl.katalog.acuan import Acuan as AcuanKatalog
from ikixl.katalog.acuan import pisah_acuan
from ikixl.katalog.model import Variabel
from ikixl.layout.buku import Acuan, Rumus
from ikixl.layout.ingatan import diingat
from ikixl.layout.konteks import Konteks
from ikixl.perhitungan import simpul_rumus, triwulan_diminta
from ikixl.rumus import suku_jumlah

__all__ = ["beda_bawahan", "teks_acuan"]

# What the numbers of a sheet may differ by without being different: they are sums of typed figures.
_TELITI = 1e-6


def teks_acuan(ktk: Konteks, v: Variabel) -> str:
    """The name of a variabel's row, with a line for each subordinate whose figures it should equal."""
    milik: dict[str, list[str]] = {}
    for a in pisah_acuan(v.acuan):
        jabatan = ktk.katalog.cari_jabatan(ktk.katalog.cari_indikator(a.indikator).jabatan)
        kode = milik.setdefault(jabatan.nama, [])
        if a.indikator not in kode:
            kode.append(a.indikator)
    pola = ktk.templat["realisasi"]["acuan"]
    return "\n".join([v.nama, *(pola.format(jabatan=j, kode=", ".join(k)) for j, k in milik.items())])


def beda_bawahan(ktk: Konteks, indikator: str, v: Variabel) -> Rumus | None:
    """A condition that holds where the figure differs, in any triwulan, from those of subordinates in this workbook.

    None where there is no acuan, or where a subordinate reports elsewhere or by more than a sum: then only the
    consolidation can compare. `nilai` is "" or the word of the status.
    """
    bawahan = _baris_bawahan(ktk, v)
    if not bawahan:
        return None
    acuan: dict[str, Acuan] = {}
    syarat = []
    nilai = False
    for t in _triwulan(ktk, [(indikator, v.kode), *bawahan]):
        acuan[f"a{t}"] = Acuan(f"{indikator}/{v.kode}", f"s{t}")
        nama = [f"b{n}t{t}" for n in range(len(bawahan))]
        acuan |= {n: Acuan(f"{i}/{kode}", f"s{t}") for n, (i, kode) in zip(nama, bawahan, strict=True)}
        semua = ",".join(f"{{{n}}}" for n in nama)
        jumlah = "+".join(f"{{{n}}}" for n in nama)
        syarat.append(f"IF(COUNT({{a{t}}},{semua})={len(nama) + 1},ABS({{a{t}}}-({jumlah}))>0.000001,FALSE)")
        angka = [ktk.hitungan[i].nilai_sd[kode][t - 1] for i, kode in bawahan]
        atasan = ktk.hitungan[indikator].nilai_sd[v.kode][t - 1]
        ada = [n for n in angka if n is not None]
        nilai |= atasan is not None and len(ada) == len(angka) and abs(atasan - sum(ada)) > _TELITI
    if not syarat:
        return None
    return Rumus(f"OR({','.join(syarat)})", ktk.templat["realisasi"]["beda"] if nilai else "", acuan)


def _triwulan(ktk: Konteks, baris: list[tuple[str, str]]) -> list[int]:
    """The triwulan in which every one of these rows is asked."""
    diminta = [set(triwulan_diminta(ktk.katalog.cari_indikator(i).periode)) for i, _ in baris]
    return sorted(set.intersection(*diminta))


@diingat
def _baris_bawahan(ktk: Konteks, v: Variabel) -> list[tuple[str, str]]:
    """The (indikator, variabel) of this workbook whose figures add up to the acuan; empty where it takes more."""
    hasil: list[tuple[str, str]] = []
    for a in pisah_acuan(v.acuan):
        kode = _suku(ktk, a)
        if kode is None or not ktk.sendiri(a):
            return []
        hasil += [(a.indikator, k) for k in kode]
    return hasil


def _suku(ktk: Konteks, a: AcuanKatalog) -> tuple[str, ...] | None:
    return (a.variabel,) if a.variabel else suku_jumlah(simpul_rumus(ktk.katalog.cari_indikator(a.indikator).rumus))
