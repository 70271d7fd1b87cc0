"""The tree of a katalog in its three forms."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

from openpyxl import load_workbook

from ikixl.gambar_pohon import gambar_pohon
from ikixl.katalog.model import Katalog
from ikixl.pohon import susun_pohon
from tests.contoh_kecil import katalog_kecil

SVG = "{http://www.w3.org/2000/svg}"


def katalog_bertaut() -> Katalog:
    """The small katalog with an acuan from the lurah's berkas to the sekretaris' barang."""
    k = katalog_kecil()
    variabel = tuple(
        v.model_copy(update={"acuan": "SEKLUR.03/masuk + SEKLUR.02"}) if v.kode == "selesai" else v for v in k.variabel
    )
    return replace(k, variabel=variabel)


def test_susunan() -> None:
    """Jabatan hang under their atasan, sasaran under their jabatan, indikator under their sasaran, nothing twice."""
    isi = [(dalam, c.jenis, c.kode) for dalam, c in susun_pohon(katalog_bertaut()).telusuri() if c.jenis != "sasaran"]
    assert isi == [
        (0, "instansi", "99.99.01"),
        (1, "jabatan", "SEKCAM"),
        (3, "indikator", "SEKCAM.01"),
        (1, "jabatan", "LURAH"),
        (3, "indikator", "LURAH.01"),
        (3, "indikator", "LURAH.02"),
        (2, "jabatan", "SEKLUR"),
        (4, "indikator", "SEKLUR.01"),
        (4, "indikator", "SEKLUR.02"),
        (4, "indikator", "SEKLUR.03"),
    ]


def test_teks() -> None:
    """The text form draws the last branch with a corner and names the acuan beside the superior's indikator."""
    baris = gambar_pohon(katalog_bertaut(), "teks").decode().splitlines()
    assert baris[0] == "Kecamatan Contoh [99.99.01], Kota Contoh, 2024"
    assert "├─ Sekretaris Kecamatan [SEKCAM], Sekretariat" in baris
    assert "└─ Lurah [LURAH], 3 kelurahan" in baris
    assert "   │  ├─ LURAH.01 Persentase berkas selesai (%) ↔ SEKLUR.03, SEKLUR.02" in baris
    assert baris[-1] == "         └─ SEKLUR.03 Sisa barang (barang)"


def test_svg() -> None:
    """The drawing is sound XML, holds every indikator and one dashed line for each acuan, and escapes what it must."""
    k = katalog_bertaut()
    k = replace(k, instansi=k.instansi.model_copy(update={"nama": "Kecamatan <A> & B"}))
    svg = ElementTree.fromstring(gambar_pohon(k, "svg"))
    teks = " ".join(t.text or "" for t in svg.iter(f"{SVG}tspan"))
    assert all(i.kode in teks for i in k.indikator)
    assert "Kecamatan <A> & B" in teks
    assert sum("stroke-dasharray" in p.attrib for p in svg.iter(f"{SVG}path")) == 2


def test_svg_muat() -> None:
    """Every box of the drawing lies inside the drawing, and no two boxes overlap."""
    svg = ElementTree.fromstring(gambar_pohon(katalog_bertaut(), "svg"))
    lebar, tinggi = float(svg.attrib["width"]), float(svg.attrib["height"])
    kotak = [
        tuple(float(r.attrib[n]) for n in ("x", "y", "width", "height"))
        for r in svg.iter(f"{SVG}rect")
        if "x" in r.attrib
    ]
    assert len(kotak) == len(list(susun_pohon(katalog_bertaut()).telusuri()))
    assert all(x >= 0 and y >= 0 and x + w <= lebar and y + t <= tinggi for x, y, w, t in kotak)
    assert all(atas[1] + atas[3] <= bawah[1] for atas, bawah in pairwise(kotak))


def test_xlsx() -> None:
    """The workbook has a row for each jabatan, indented by rank, and for each indikator, with its acuan."""
    lembar = load_workbook(io.BytesIO(gambar_pohon(katalog_bertaut(), "xlsx")))["Pohon"]
    isi = [[s.value for s in b] for b in lembar.iter_rows()]
    jabatan = [str(b[1]) for b in isi if b[0] in ("SEKCAM", "LURAH", "SEKLUR")]
    assert jabatan[0].startswith("Sekretaris Kecamatan (SEKCAM")
    assert jabatan[2].startswith("      Sekretaris Kelurahan")
    acuan = {b[3]: b[7] for b in isi if str(b[0]).startswith("i/")}
    assert acuan["LURAH.01"] == "SEKLUR.03, SEKLUR.02"
    assert len(acuan) == 6
