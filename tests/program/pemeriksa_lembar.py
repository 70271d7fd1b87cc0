"""Faults of one worksheet part that Excel repairs, refuses or passes over in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from xml.etree.ElementTree import Element

from tests.program.paket import RID, UTAMA, Kotak, Paket, kotak, lembar_di_rumus
from tests.program.pemeriksa_rumus import cacat_rumus

__all__ = ["periksa_lembar"]

#: The children of a worksheet in the only order that Excel reads (ECMA-376 part 1, CT_Worksheet).
_URUTAN = re.findall(
    r"\w+",
    """
sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting
dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties
cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls
webPublishItems tableParts extLst
""",
)
_BERULANG = {"conditionalFormatting"}
# Characters that Excel shows of a validation's texts; longer ones make it repair the file.
_BATAS_VALIDASI = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}


def periksa_lembar(paket: Paket, nama: str, bagian: str) -> Iterator[str]:
    """Faults of the sheet called `nama` in the part `bagian`, each "kode: nama: apa".

    Codes: urutan, sel, kolom, gabung, validasi, warna, tautan, saring, cetak, tabel, rumus.
    """
    ws = paket.xml(bagian)
    kenal = set(paket.lembar)
    cacat: list[tuple[str, Iterable[str]]] = [
        ("urutan", _urutan(ws)),
        ("sel", _sel(ws, paket)),
        ("rumus", _rumus(ws, kenal)),
        ("kolom", _kolom(ws)),
        ("gabung", _gabung(ws, _kotak_tabel(paket, bagian))),
        ("validasi", _validasi(ws, kenal)),
        ("warna", _warna(ws, kenal, _banyak_dxf(paket))),
        ("tautan", _tautan(ws, kenal)),
        ("saring", _saring(ws, paket, nama)),
        ("cetak", _cetak(ws)),
        ("tabel", _tabel(ws, paket, bagian)),
    ]
    for kode, milik in cacat:
        yield from (f"{kode}: {nama}: {c}" for c in milik)


def _urutan(ws: Element) -> Iterator[str]:
    nama = [e.tag.removeprefix(UTAMA) for e in ws]
    yield from (f"{n} tidak dikenal" for n in nama if n not in _URUTAN)
    nomor = [(_URUTAN.index(n), n) for n in nama if n in _URUTAN]
    for (a, kiri), (b, kanan) in pairwise(nomor):
        if a > b or (a == b and kanan not in _BERULANG):
            yield f"{kanan} sesudah {kiri}"


def _sel(ws: Element, paket: Paket) -> Iterator[str]:
    """Rows and cells ascend, each once; strings and styles that they point at exist."""
    banyak_gaya = len(paket.xml("xl/styles.xml").find(f"{UTAMA}cellXfs") or ())
    baris_lalu = 0
    for baris in ws.iterfind(f"{UTAMA}sheetData/{UTAMA}row"):
        r = int(baris.get("r", "0"))
        if r <= baris_lalu or float(baris.get("ht", "0")) > 409.5:
            yield f"baris {r} sesudah {baris_lalu}, tinggi {baris.get('ht')}"
        baris_lalu, kolom_lalu = r, 0
        for sel in baris:
            alamat = sel.get("r", "")
            tempat = kotak(alamat)
            if tempat is None or tempat[0] != r or tempat[1] <= kolom_lalu:
                yield f"{alamat} ganda atau tidak pada tempatnya di baris {r}"
                continue
            kolom_lalu = tempat[1]
            if int(sel.get("s", "0")) >= banyak_gaya:
                yield f"{alamat} bergaya {sel.get('s')} yang tidak ada"
            yield from (f"{alamat} {c}" for c in _isi_sel(sel, len(paket.teks)))


def _isi_sel(sel: Element, banyak_teks: int) -> Iterator[str]:
    nilai = sel.findtext(f"{UTAMA}v")
    jenis = sel.get("t", "n")
    if jenis == "e":
        yield f"bernilai galat {nilai}"
    elif jenis == "s" and (nilai is None or int(nilai) >= banyak_teks):
        yield f"menunjuk teks {nilai} yang tidak ada"
    elif jenis == "n" and nilai is not None and (nilai or sel.find(f"{UTAMA}f") is None):
        # XlsxWriter stores an empty result of a formula as an empty value, which every program calculates anew.
        try:
            float(nilai)
        except ValueError:
            yield f"bukan bilangan: {nilai}"


def _rumus(ws: Element, kenal: set[str]) -> Iterator[str]:
    for sel in ws.iterfind(f"{UTAMA}sheetData/{UTAMA}row/{UTAMA}c"):
        rumus = sel.find(f"{UTAMA}f")
        if rumus is not None:
            yield from (f"{sel.get('r')}: {c}" for c in cacat_rumus(rumus.text or "", kenal))


def _kolom(ws: Element) -> Iterator[str]:
    lalu = 0
    for k in ws.iterfind(f"{UTAMA}cols/{UTAMA}col"):
        if int(k.attrib["min"]) <= lalu or float(k.get("width", "8")) > 255:
            yield f"{k.attrib['min']} tumpang tindih atau terlalu lebar"
        lalu = int(k.attrib["max"])


def _gabung(ws: Element, tabel: list[Kotak]) -> Iterator[str]:
    daftar = ws.find(f"{UTAMA}mergeCells")
    if daftar is None:
        return
    alamat = [g.get("ref", "") for g in daftar]
    daerah = [k for a in alamat if (k := kotak(a)) and k[:2] != k[2:]]
    if len(daerah) < len(alamat) or int(daftar.get("count", len(alamat))) != len(alamat):
        yield f"bukan daerah atau salah hitung: {alamat}"
    yield from (f"{a} menimpa {b}" for a, b in combinations(daerah, 2) if _bertemu(a, b))
    yield from (f"{a} di dalam tabel {b}" for a in daerah for b in tabel if _bertemu(a, b))


def _validasi(ws: Element, kenal: set[str]) -> Iterator[str]:
    daftar = ws.find(f"{UTAMA}dataValidations")
    if daftar is None:
        return
    if int(daftar.get("count", len(daftar))) != len(daftar):
        yield "salah hitung"
    daerah: list[Kotak] = []
    for v in daftar:
        sqref = v.get("sqref", "")
        milik = [kotak(a) for a in sqref.split()]
        if not milik or None in milik:
            yield f"daerah {sqref!r}"
        daerah += [k for k in milik if k]
        yield from (
            f"{sqref[:20]}: {s} {len(v.get(s, ''))} huruf" for s, n in _BATAS_VALIDASI.items() if len(v.get(s, "")) > n
        )
        yield from (f"{sqref[:20]}: {c}" for c in _rumus_validasi(v, kenal))
    yield from (f"dua aturan untuk {a} dan {b}" for a, b in combinations(daerah, 2) if _bertemu(a, b))


def _rumus_validasi(v: Element, kenal: set[str]) -> Iterator[str]:
    satu, dua = v.findtext(f"{UTAMA}formula1"), v.findtext(f"{UTAMA}formula2")
    jenis = v.get("type", "none")
    if jenis != "none" and not satu:
        yield "tanpa batas"
    if jenis not in ("none", "list", "custom") and (v.get("operator", "between") in ("between", "notBetween")) != bool(
        dua
    ):
        yield "batas kedua kurang atau berlebih"
    for rumus in (satu, dua):
        if rumus and rumus.startswith('"'):
            if len(rumus) - 2 > 255:
                yield f"daftar pilihan {len(rumus) - 2} huruf"
        elif rumus:
            yield from cacat_rumus(rumus, kenal)


def _warna(ws: Element, kenal: set[str], banyak_dxf: int) -> Iterator[str]:
    urutan = []
    for bersyarat in ws.iterfind(f"{UTAMA}conditionalFormatting"):
        sqref = bersyarat.get("sqref", "")
        if not sqref or None in map(kotak, sqref.split()):
            yield f"daerah {sqref!r}"
        for aturan in bersyarat:
            urutan.append(aturan.get("priority"))
            if int(aturan.get("dxfId", "0")) >= banyak_dxf:
                yield f"{sqref}: dxf {aturan.get('dxfId')} tidak ada"
            rumus = [f.text or "" for f in aturan.iterfind(f"{UTAMA}formula")]
            if aturan.get("type") == "expression" and len(rumus) != 1:
                yield f"{sqref}: {len(rumus)} rumus"
            yield from (f"{sqref}: {c}" for r in rumus for c in cacat_rumus(r, kenal))
    if len(set(urutan)) < len(urutan):
        yield "priority ganda"


def _tautan(ws: Element, kenal: set[str]) -> Iterator[str]:
    for t in ws.iterfind(f"{UTAMA}hyperlinks/{UTAMA}hyperlink"):
        tempat = t.get("location", "")
        if kotak(t.get("ref", "")) is None:
            yield f"dari {t.get('ref')!r}"
        if tempat and (not lembar_di_rumus(tempat) or kotak(tempat.rpartition("!")[2]) is None):
            yield f"ke {tempat!r}"
        # With an id the link opens another workbook, whose sheets are not ours to know.
        if f"{RID}id" not in t.attrib:
            yield from (f"ke lembar {n} yang tidak ada" for n in lembar_di_rumus(tempat) - kenal)


def _saring(ws: Element, paket: Paket, nama: str) -> Iterator[str]:
    """A filter stands over one rectangle, and its hidden name over the same."""
    saring = ws.find(f"{UTAMA}autoFilter")
    nomor = str(list(paket.lembar).index(nama))
    tersembunyi = [
        (n.text or "").rpartition("!")[2].replace("$", "")
        for n in paket.xml("xl/workbook.xml").iter(f"{UTAMA}definedName")
        if n.get("name") == "_xlnm._FilterDatabase" and n.get("localSheetId") == nomor
    ]
    daerah = [] if saring is None else [saring.get("ref", "")]
    if tersembunyi != daerah or None in map(kotak, daerah):
        yield f"{daerah} padahal _FilterDatabase {tersembunyi}"


def _cetak(ws: Element) -> Iterator[str]:
    for bagian in ws.iterfind(f"{UTAMA}headerFooter/*"):
        if len(bagian.text or "") > 255:
            yield f"{bagian.tag.removeprefix(UTAMA)} lebih dari 255 huruf"
    if len(ws.findall(f"{UTAMA}rowBreaks/{UTAMA}brk")) > 1023:
        yield "lebih dari 1023 pemisah halaman"


def _tabel(ws: Element, paket: Paket, bagian: str) -> Iterator[str]:
    daerah = _kotak_tabel(paket, bagian)
    yield from (f"{a} menimpa {b}" for a, b in combinations(daerah, 2) if _bertemu(a, b))
    teks = {c.get("r"): c.findtext(f"{UTAMA}v") for c in ws.iter(f"{UTAMA}c") if c.get("t") == "s"}
    for h in paket.hubungan(bagian):
        if h.jenis == "table":
            tabel = paket.xml(h.tujuan)
            tempat = kotak(tabel.get("ref", ""))
            kolom = [k.get("name", "") for k in tabel.iter(f"{UTAMA}tableColumn")]
            if tempat is None or tempat[3] - tempat[1] + 1 != len(kolom) or tempat[2] <= tempat[0]:
                yield f"{tabel.get('ref')} dengan {len(kolom)} kolom"
                continue
            kepala = [teks.get(f"{_huruf(k)}{tempat[0]}") for k in range(tempat[1], tempat[3] + 1)]
            if [paket.teks[int(n)] if n else "" for n in kepala] != kolom or len({k.casefold() for k in kolom}) < len(
                kolom
            ):
                yield f"kepala {tabel.get('ref')} berbeda dari nama kolomnya"


def _kotak_tabel(paket: Paket, bagian: str) -> list[Kotak]:
    tujuan = {h.id: h.tujuan for h in paket.hubungan(bagian)}
    milik = [t.get(f"{RID}id", "") for t in paket.xml(bagian).iterfind(f"{UTAMA}tableParts/{UTAMA}tablePart")]
    return [k for t in milik if (k := kotak(paket.xml(tujuan[t]).get("ref", "")))]


def _banyak_dxf(paket: Paket) -> int:
    return len(paket.xml("xl/styles.xml").find(f"{UTAMA}dxfs") or ())


def _bertemu(a: Kotak, b: Kotak) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _huruf(kolom: int) -> str:
    hasil = ""
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        hasil = chr(65 + sisa) + hasil
    return hasil
