"""Links of a Buku as the file holds them: as a link of the sheet, or as the function HYPERLINK around what is shown."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from ikixl.layout.buku import Isi, Rumus, Tautan, TautanBerkas, TautanHidup
from ikixl.layout.letak import Letak, alamat, kutip_lembar
from ikixl.writer.rumus import pola_rumus

__all__ = ["TERBANYAK", "alamat_berkas", "alamat_tautan", "perlu_rumus", "rumus_tautan"]

#: So many links Excel keeps on one sheet; the function has no such bound.
TERBANYAK = 65_530
# So long a text in quotation marks may be within a formula.
_TEKS_TERPANJANG = 255


def alamat_tautan(tautan: Tautan, letak: Letak) -> str:
    """Target of a link inside the workbook, as XlsxWriter takes it."""
    return f"internal:{_tujuan(tautan, letak)}"


def alamat_berkas(tautan: TautanBerkas) -> str:
    """Target of a link to another workbook, as XlsxWriter takes it."""
    return f"external:{_tujuan_berkas(tautan)}"


def perlu_rumus(ws: Worksheet, tautan: Tautan | TautanBerkas | TautanHidup) -> bool:
    """Whether a link has to be the function: its target is found by a formula, or the sheet has all it may have."""
    # XlsxWriter counts the links it was given; one more than it allows would be left out.
    return isinstance(tautan, TautanHidup) or ws.hlink_count >= TERBANYAK


def rumus_tautan(
    tautan: Tautan | TautanBerkas | TautanHidup, isi: Isi, letak: Letak, lembar: str
) -> tuple[str, float | str]:
    """(formula text, result) of a cell of `lembar` that shows `isi` and is a link; the result is that of `isi`."""
    if isinstance(tautan, TautanHidup):
        alamat_hidup = letak.teks(pola_rumus(tautan.alamat), tautan.acuan, lembar)
        tujuan = f'"#{letak.kutip(tautan.lembar)}!"&{alamat_hidup}'
    else:
        tujuan = _teks(_tujuan_berkas(tautan) if isinstance(tautan, TautanBerkas) else f"#{_tujuan(tautan, letak)}")
    if isinstance(isi, Rumus):
        tampil, nilai = letak.teks(pola_rumus(isi.teks), isi.acuan, lembar), isi.nilai
    elif isinstance(isi, int | float):
        tampil, nilai = repr(isi), isi
    else:
        nilai = isi.teks if isinstance(isi, Tautan | TautanBerkas) else isi or ""
        tampil = _teks(nilai)
    return f"HYPERLINK({tujuan},{tampil})", nilai


def _teks(isi: str) -> str:
    """A text within a formula, in as many pieces as it takes."""
    potong = [isi[n : n + _TEKS_TERPANJANG] for n in range(0, len(isi), _TEKS_TERPANJANG)] or [""]
    return "&".join('"' + p.replace('"', '""') + '"' for p in potong)


def _tujuan(tautan: Tautan, letak: Letak) -> str:
    if not tautan.baris:
        return f"{letak.kutip(tautan.lembar)}!B2"
    tujuan = alamat(*letak.sel(tautan.lembar, tautan.baris, tautan.kolom))
    if tautan.baris_akhir:
        tujuan += ":" + alamat(*letak.sel(tautan.lembar, tautan.baris_akhir, tautan.kolom_akhir or tautan.kolom))
    return f"{letak.kutip(tautan.lembar)}!{tujuan}"


def _tujuan_berkas(tautan: TautanBerkas) -> str:
    sel = f"#{kutip_lembar(tautan.lembar)}!{tautan.sel}" if tautan.lembar and tautan.sel else ""
    return f"{tautan.path}{sel}"
