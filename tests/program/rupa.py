"""What a workbook shows and guards, counted from its parts, so that two programs' files can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.program.paket import UTAMA, Paket, kotak

__all__ = ["SIFAT", "rupa"]

_CDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

#: Everything that `rupa` looks at.
SIFAT = (
    "nama lembar",
    "lembar tersembunyi",
    "proteksi lembar",
    "izin pada lembar terkunci",
    "sel terbuka",
    "validasi",
    "teks validasi",
    "warna bersyarat",
    "rumus warna",
    "baris kunci",
    "kolom kunci",
    "kunci tersembunyi",
    "penanda lembar",
    "identitas: lembar",
    "identitas: nama",
    "identitas: properti",
    "grafik",
    "seri grafik",
    "teks alternatif",
    "beku",
    "saringan",
    "judul cetak",
    "lebar kolom",
    "sel digabung",
    "tautan",
    "kertas",
    "kaki halaman",
    "rumus",
)


def rupa(data: bytes) -> dict[str, object]:
    """Each of SIFAT of a workbook, by sheet where it belongs to a sheet; the same description means the same thing."""
    paket = Paket(data)
    terkunci = [_gaya_terkunci(xf) for xf in paket.xml("xl/styles.xml").iterfind(f"{UTAMA}cellXfs/{UTAMA}xf")]
    hasil: dict[str, object] = {**_buku(paket), **_grafik(paket)}
    for nama, bagian in paket.lembar.items():
        ws = paket.xml(bagian)
        for sifat, nilai in (*_lembar(ws, terkunci), *_kunci(ws, paket)):
            tempat = hasil.setdefault(sifat, {})
            assert isinstance(tempat, dict)
            tempat[nama] = nilai
    assert set(hasil) == set(SIFAT), set(hasil) ^ set(SIFAT)
    return hasil


def _gaya_terkunci(xf: Element) -> bool:
    perlindungan = xf.find(f"{UTAMA}protection")
    return perlindungan is None or perlindungan.get("locked", "1") not in ("0", "false")


def _buku(paket: Paket) -> dict[str, object]:
    buku = paket.xml("xl/workbook.xml")
    nama = {n.get("name", ""): n.text or "" for n in buku.iter(f"{UTAMA}definedName")}
    judul = [n for n in buku.iter(f"{UTAMA}definedName") if n.get("name") == "_xlnm.Print_Titles"]
    properti = paket.isi.get("docProps/custom.xml", b"").decode()
    identitas = paket.xml(paket.lembar["_ikixl"])
    return {
        "nama lembar": list(paket.lembar),
        "lembar tersembunyi": [
            s.get("name") for s in buku.iter(f"{UTAMA}sheet") if s.get("state", "visible") != "visible"
        ],
        "identitas: lembar": [t for t in _teks(identitas, paket).values() if t.startswith("ikixl|")],
        "identitas: nama": nama.get("ikixl_identitas", "").strip('"'),
        "identitas: properti": "ikixl|" + properti.partition("ikixl|")[2].partition("<")[0],
        "judul cetak": {
            n.get("localSheetId"): (n.text or "").rpartition("!")[2].replace("$A:$XFD,", "") for n in judul
        },
    }


def _teks(ws: Element, paket: Paket) -> dict[str, str]:
    """Address -> text of the cells that hold text."""
    return {
        c.get("r", ""): paket.teks[int(c.findtext(f"{UTAMA}v") or 0)] for c in ws.iter(f"{UTAMA}c") if c.get("t") == "s"
    }


def _grafik(paket: Paket) -> dict[str, object]:
    grafik = [paket.xml(n) for n in sorted(paket.nama) if n.startswith("xl/charts/chart")]
    gambar = [paket.xml(n) for n in paket.nama if n.startswith("xl/drawings/drawing")]
    jenis = (e.tag.removeprefix(_C) for g in grafik for area in g.iter(f"{_C}plotArea") for e in area)
    seri = (f.text for g in grafik for s in g.iter(f"{_C}ser") for n in s.iter(f"{_C}val") for f in n.iter(f"{_C}f"))
    return {
        "grafik": Counter(j for j in jenis if j.endswith("Chart")),
        "seri grafik": sorted((s or "").replace("$", "") for s in seri),
        "teks alternatif": sorted(e.get("descr", "") for g in gambar for e in g.iter(f"{_CDR}cNvPr")),
    }


def _kunci(ws: Element, paket: Paket) -> Iterator[tuple[str, object]]:
    teks = _teks(ws, paket)
    yield "penanda lembar", teks.get("A1")
    yield "baris kunci", {a: t for a, t in teks.items() if (k := kotak(a)) and k[1] == 1}
    yield "kolom kunci", {a: t for a, t in teks.items() if (k := kotak(a)) and k[0] == 1}
    baris = next(ws.iterfind(f"{UTAMA}sheetData/{UTAMA}row"))
    kolom = next(ws.iterfind(f"{UTAMA}cols/{UTAMA}col"))
    yield "kunci tersembunyi", [_ya(e.get("hidden")) for e in (baris, kolom)]


def _lembar(ws: Element, terkunci: list[bool]) -> Iterator[tuple[str, object]]:
    proteksi = ws.find(f"{UTAMA}sheetProtection")
    izin = {} if proteksi is None else proteksi.attrib
    yield "proteksi lembar", _ya(izin.get("sheet"))
    yield (
        "izin pada lembar terkunci",
        {k for k, n in izin.items() if k.startswith(("format", "auto", "sort")) and not _ya(n)},
    )
    yield "sel terbuka", {c.get("r") for c in ws.iter(f"{UTAMA}c") if not terkunci[int(c.get("s", "0"))]}
    validasi: Counter[str] = Counter()
    teks: Counter[tuple[str | None, ...]] = Counter()
    for v in ws.iter(f"{UTAMA}dataValidation"):
        luas = sum((k[2] - k[0] + 1) * (k[3] - k[1] + 1) for a in v.get("sqref", "").split() if (k := kotak(a)))
        validasi[v.get("type", "none")] += luas
        teks[v.get("promptTitle"), v.get("prompt"), v.get("error")] += luas
    yield "validasi", validasi
    yield "teks validasi", teks
    warna = [(w.get("sqref", ""), a) for w in ws.iter(f"{UTAMA}conditionalFormatting") for a in w]
    yield "warna bersyarat", Counter(sqref for sqref, _ in warna)
    yield "rumus warna", sorted((a.findtext(f"{UTAMA}formula") or "").replace(" ", "") for _, a in warna)
    beku = ws.find(f".//{UTAMA}pane")
    yield "beku", None if beku is None else (beku.get("topLeftCell"), beku.get("state"))
    saring = ws.find(f"{UTAMA}autoFilter")
    yield "saringan", None if saring is None else saring.get("ref")
    yield "lebar kolom", _lebar(ws)
    yield "sel digabung", {g.get("ref") for g in ws.iter(f"{UTAMA}mergeCell")}
    yield (
        "tautan",
        {
            t.get("ref"): (t.get("location") or "").replace("'", "").replace("$", "")
            for t in ws.iter(f"{UTAMA}hyperlink")
        },
    )
    halaman = ws.find(f"{UTAMA}pageSetup")
    yield (
        "kertas",
        None if halaman is None else [halaman.get(s, "1") for s in ("paperSize", "orientation", "fitToHeight")],
    )
    yield "kaki halaman", bool(ws.findtext(f"{UTAMA}headerFooter/{UTAMA}oddFooter"))
    yield "rumus", {c.get("r") for c in ws.iter(f"{UTAMA}c") if c.find(f"{UTAMA}f") is not None}


def _lebar(ws: Element) -> list[tuple[int, bool, int]]:
    """(column, hidden, width in whole characters) of the columns that have a width of their own."""
    return [
        (nomor, _ya(k.get("hidden")), round(float(k.get("width", "0"))))
        for k in ws.iterfind(f"{UTAMA}cols/{UTAMA}col")
        for nomor in range(int(k.attrib["min"]), min(int(k.attrib["max"]), 60) + 1)
    ]


def _ya(nilai: str | None) -> bool:
    return nilai in ("1", "true")
