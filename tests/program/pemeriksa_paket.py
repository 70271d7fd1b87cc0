"""What Excel repairs or refuses, looked for in the parts of a package; complements a validator by schema.

Sources: ECMA-376 part 1 (18.3.1.99 for the order of a worksheet's children, 18.3.1.33 for validations) and part 2
(content types, relationships); the limits are Excel's own, from Microsoft's page of specifications and limits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from tests.program.paket import UTAMA, Paket, kotak, lembar_di_rumus
from tests.program.pemeriksa_lembar import periksa_lembar
from tests.program.pemeriksa_rumus import cacat_rumus

__all__ = ["periksa_paket"]

_JENIS_ISI = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TERLARANG = re.compile(r"(^|/)(vbaProject|externalLinks|activeX|embeddings|connections|ctrlProps)")
_NAMA = re.compile(r"(_xlnm\.)?[A-Za-z_\\][\w.\\]{0,254}\Z")
_BUKU = "xl/workbook.xml"
_GAYA = "xl/styles.xml"
# Number formats that need no declaration; the others must stand in numFmts.
_FORMAT_BAWAAN = set(range(50))


def periksa_paket(data: bytes) -> list[str]:
    """Every fault as "kode: bagian: apa", [] for a sound package.

    Codes: paket, hubungan, nama-lembar, nama, gaya, teks, and those of `periksa_lembar`.
    """
    paket = Paket(data)
    cacat = [*_paket(paket), *_hubungan(paket)]
    if cacat:
        # What follows reads parts by way of the relationships.
        return cacat
    return [
        *_nama_lembar(paket),
        *_nama_terdefinisi(paket),
        *_gaya(paket),
        *_teks(paket),
        *_grafik(paket),
        *_tabel(paket),
        *(c for nama, bagian in paket.lembar.items() for c in periksa_lembar(paket, nama, bagian)),
    ]


def _paket(paket: Paket) -> Iterator[str]:
    """Every part once, with a content type, none that carries code or links to other files."""
    for nama, kali in Counter(n.casefold() for n in paket.nama).items():
        if kali > 1:
            yield f"paket: {nama}: dua kali"
    jenis = paket.xml("[Content_Types].xml")
    akhiran = {e.get("Extension", "").casefold() for e in jenis.iter(f"{_JENIS_ISI}Default")}
    khusus = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in jenis.iter(f"{_JENIS_ISI}Override")}
    for nama in paket.nama:
        if nama != "[Content_Types].xml" and nama not in khusus:
            umum = nama.rpartition(".")[2].casefold()
            # "xml" alone says nothing of what a part is.
            if umum not in akhiran or umum == "xml":
                yield f"paket: {nama}: tanpa jenis isi"
        if _TERLARANG.search(nama):
            yield f"paket: {nama}: makro, tautan luar atau benda tertanam"
    for nama, isi in khusus.items():
        if nama not in paket.isi:
            yield f"paket: {nama}: jenis isi tanpa bagian"
        if "macroEnabled" in isi:
            yield f"paket: {nama}: bermakro"


def _hubungan(paket: Paket) -> Iterator[str]:
    """Every relationship leads somewhere, every id that a part uses is one; nothing but hyperlinks leaves the file."""
    for nama in ("", *(n for n in paket.nama if n.endswith(".xml"))):
        ada = paket.hubungan(nama)
        for h in ada:
            if h.luar and h.jenis != "hyperlink":
                yield f"hubungan: {nama}: {h.id} ke luar berkas: {h.tujuan}"
            if not h.luar and h.tujuan not in paket.isi:
                yield f"hubungan: {nama}: {h.id} ke {h.tujuan} yang tidak ada"
        if len({h.id for h in ada}) < len(ada):
            yield f"hubungan: {nama}: id ganda"
        if nama and nama != "[Content_Types].xml":
            for rid in set(paket.rid(nama)) - {h.id for h in ada}:
                yield f"hubungan: {nama}: {rid} tidak ada"


def _nama_lembar(paket: Paket) -> Iterator[str]:
    lembar = list(paket.xml(_BUKU).iter(f"{UTAMA}sheet"))
    nama = [s.get("name", "") for s in lembar]
    for n in nama:
        if not 1 <= len(n) <= 31 or re.search(r"[\[\]:*?/\\]", n) or n.startswith("'") or n.endswith("'"):
            yield f"nama-lembar: {n}"
    if len({n.casefold() for n in nama}) < len(nama) or len({s.get("sheetId") for s in lembar}) < len(nama):
        yield "nama-lembar: ganda"
    terlihat = [s.get("state", "visible") == "visible" for s in lembar]
    tampilan = paket.xml(_BUKU).find(f".//{UTAMA}workbookView")
    aktif = 0 if tampilan is None else int(tampilan.get("activeTab", "0"))
    if aktif >= len(lembar) or not terlihat[aktif]:
        yield f"nama-lembar: lembar aktif {aktif} tidak terlihat"


def _nama_terdefinisi(paket: Paket) -> Iterator[str]:
    ada: Counter[tuple[str, str]] = Counter()
    for n in paket.xml(_BUKU).iter(f"{UTAMA}definedName"):
        nama, lingkup, isi = n.get("name", ""), n.get("localSheetId", ""), n.text or ""
        ada[nama.casefold(), lingkup] += 1
        if not _NAMA.match(nama) or kotak(nama.upper()):
            yield f"nama: {nama}: bukan nama"
        if lingkup and int(lingkup) >= len(paket.lembar):
            yield f"nama: {nama}: lembar {lingkup} tidak ada"
        yield from (f"nama: {nama}: {c}" for c in cacat_rumus(isi, set(paket.lembar)))
    yield from (f"nama: {nama}: ganda" for (nama, _), kali in ada.items() if kali > 1)


def _gaya(paket: Paket) -> Iterator[str]:
    """Counts tell the truth, and what a format points at is there."""
    gaya = paket.xml(_GAYA)
    banyak = {}
    for kelompok in gaya:
        nama = kelompok.tag.removeprefix(UTAMA)
        banyak[nama] = len(kelompok)
        if "count" in kelompok.attrib and int(kelompok.attrib["count"]) != len(kelompok):
            yield f"gaya: {nama}: count {kelompok.attrib['count']}, isinya {len(kelompok)}"
    dinyatakan = {int(f.attrib["numFmtId"]) for f in gaya.iterfind(f"{UTAMA}numFmts/{UTAMA}numFmt")} | _FORMAT_BAWAAN
    batas = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
    for xf in gaya.iterfind(f"{UTAMA}cellXfs/{UTAMA}xf"):
        for sifat, kelompok_sifat in batas.items():
            if int(xf.get(sifat, "0")) >= banyak.get(kelompok_sifat, 0):
                yield f"gaya: {sifat} {xf.get(sifat)} tidak ada"
        if int(xf.get("numFmtId", "0")) not in dinyatakan:
            yield f"gaya: numFmtId {xf.get('numFmtId')} tidak ada"


def _teks(paket: Paket) -> Iterator[str]:
    if "xl/sharedStrings.xml" not in paket.isi:
        return
    sst = paket.xml("xl/sharedStrings.xml")
    dipakai = sum(c.get("t") == "s" for bagian in paket.lembar.values() for c in paket.xml(bagian).iter(f"{UTAMA}c"))
    # XlsxWriter also counts strings of cells that it wrote twice; Excel minds too small a count only.
    if int(sst.get("uniqueCount", len(sst))) != len(sst) or int(sst.get("count", dipakai)) < dipakai:
        yield f"teks: count {sst.get('count')}/{sst.get('uniqueCount')}, isinya {dipakai}/{len(sst)}"
    yield from (f"teks: {nomor}: lebih dari 32767 huruf" for nomor, t in enumerate(paket.teks) if len(t) > 32767)


def _grafik(paket: Paket) -> Iterator[str]:
    """What charts draw stands in a sheet that exists."""
    for nama in paket.nama:
        if nama.startswith("xl/charts/chart"):
            for f in paket.xml(nama).iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}f"):
                yield from (f"grafik: {nama}: {c}" for c in cacat_rumus(f.text or "", set(paket.lembar)))
                if not lembar_di_rumus(f.text or ""):
                    yield f"grafik: {nama}: {f.text} tanpa nama lembar"


def _tabel(paket: Paket) -> Iterator[str]:
    """Tables have names and ids of their own, and columns that the header cells spell the same way."""
    tabel = [paket.xml(n) for n in paket.nama if n.startswith("xl/tables/")]
    terdefinisi = [n.get("name", "") for n in paket.xml(_BUKU).iter(f"{UTAMA}definedName")]
    nama = sorted([t.get("displayName", "").casefold() for t in tabel] + [n.casefold() for n in terdefinisi])
    yield from (f"tabel: {a}: nama ganda" for a, b in pairwise(nama) if a == b and not a.startswith("_xlnm."))
    if len({t.get("id") for t in tabel}) < len(tabel):
        yield "tabel: id ganda"
