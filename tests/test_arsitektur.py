"""The fences of the architecture: who may import whom, how large modules grow, what may not be committed."""

from __future__ import annotations

import ast
import configparser
import re
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parents[1]
PAKET = AKAR / "ikixl"
MODUL = sorted(PAKET.rglob("*.py"))

#: Third-party library -> the only rooms that may import it.
PAGAR = {
    "xlsxwriter": ("writer",),
    "click": ("cli",),
    "rich": ("cli",),
    "python_calamine": ("reader",),
    "openpyxl": ("katalog_excel",),
    "docx": ("impor", "dokumen"),
    "lxml": ("perbaikan",),
    "msoffcrypto": ("reader",),
    "pandas": ("konsolidasi", "ekspor"),
    "pyarrow": ("perincian",),
    "dask": ("engine_klaster",),
    "distributed": ("engine_klaster",),
    "multiprocessing": ("engine_kumpulan",),
}

#: Room -> rooms of ours that it may import; the arrows of docs/arsitektur.md.
PANAH = {
    "errors": set(),
    "temuan": set(),
    "bawaan": set(),
    "akar": set(),
    "keadaan_tersimpan": {"akar"},
    "sapu": set(),
    "tetap": set(),
    "engine_pekerja": set(),
    "engine_sisa": set(),
    "engine_kumpulan": {"engine_pekerja", "sapu"},
    "engine_klaster": {"errors", "engine_pekerja"},
    "engine_giliran": {"errors", "engine_klaster", "engine_kumpulan", "engine_pekerja", "engine_sisa"},
    "engine": {"errors", "engine_giliran", "engine_klaster", "engine_kumpulan", "engine_sisa", "sapu"},
    "simpan": {"errors"},
    "gembok": {"errors", "simpan"},
    "arsip": {"simpan"},
    "rumus": {"errors", "tetap"},
    "aturan": {"errors", "rumus", "tetap"},
    "katalog": {"errors", "temuan", "rumus", "aturan", "simpan"},
    "perhitungan": {"rumus", "aturan", "katalog", "tetap"},
    "layout": {"errors", "bawaan", "rumus", "aturan", "katalog", "perhitungan", "tetap"},
    "writer": {"errors", "bawaan", "katalog", "layout"},
    "reader": {"errors", "temuan", "katalog", "layout"},
    "checks": {"temuan", "rumus", "aturan", "katalog", "perhitungan", "layout", "reader", "konsolidasi", "kaskade"},
    "ledger": {"errors", "temuan"},
    "konsolidasi": {"rumus", "aturan", "katalog", "perhitungan"},
    "kaskade": {"aturan", "katalog", "konsolidasi", "konsolidasi_unit", "perhitungan", "rumus"},
    "konsolidasi_unit": {"aturan", "katalog", "konsolidasi", "perhitungan", "rumus"},
    "konsolidasi_besar": {"aturan", "katalog", "konsolidasi", "konsolidasi_unit", "perhitungan", "rumus"},
    "netral": set(),
    "perincian": {
        *("kaskade", "katalog", "konsolidasi", "konsolidasi_unit", "netral", "perhitungan", "simpan", "temuan"),
    },
    "lint": {"temuan", "bawaan", "rumus", "aturan", "katalog", "perhitungan"},
    "katalog_excel": {"errors", "temuan", "bawaan", "aturan", "katalog", "layout", "writer", "reader"},
    "sumber_katalog": {"errors", "katalog", "katalog_excel", "simpan"},
    "impor": {"errors", "temuan", "bawaan", "katalog", "rumus", "reader", "simpan"},
    "pohon": {"bawaan", "katalog", "layout"},
    "dokumen": {"aturan", "bawaan", "katalog", "konsolidasi", "perhitungan", "rumus"},
    "libreoffice": {"errors", "simpan"},
    "perbaikan": {"errors", "bawaan", "katalog", "layout", "reader", "writer"},
    "terbitan": {
        *("aturan", "katalog", "layout", "ledger", "logo", "perhitungan", "proyek", "sumber_katalog", "writer"),
    },
    "penerimaan": {
        *("arsip", "checks", "engine", "errors", "kaskade", "katalog", "konsolidasi", "layout", "ledger", "proyek"),
        *("reader", "simpan", "sumber_katalog", "temuan", "terbitan"),
    },
    "tingkat": {
        *("errors", "temuan", "bawaan", "rumus", "aturan", "katalog", "perhitungan", "layout", "reader"),
        *("konsolidasi", "konsolidasi_besar", "konsolidasi_unit", "rekap"),
    },
    "rekap": {
        *("bawaan", "rumus", "aturan", "katalog", "perhitungan", "layout", "konsolidasi", "kaskade", "temuan"),
        *("konsolidasi_besar", "konsolidasi_unit", "perincian"),
    },
}


def _impor(path: Path) -> set[str]:
    """Dotted names that a module imports."""
    pohon = ast.parse(path.read_text(encoding="utf-8"))
    nama: set[str] = set()
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Import):
            nama |= {a.name for a in simpul.names}
        elif isinstance(simpul, ast.ImportFrom) and simpul.module:
            nama.add(simpul.module)
            nama |= {f"{simpul.module}.{a.name}" for a in simpul.names}
    return nama


def _ruang(path: Path) -> str:
    return path.relative_to(PAKET).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODUL, ids=lambda p: str(p.relative_to(AKAR)))
def test_impor_satu_arah(path: Path) -> None:
    """Each module imports only the rooms and libraries that its own room may."""
    ruang = _ruang(path)
    for nama in _impor(path):
        akar = nama.split(".")[0]
        if akar in PAGAR:
            assert ruang in PAGAR[akar], f"{ruang} may not import {akar}"
        if nama.startswith("ikixl.") and ruang in PANAH:
            tujuan = nama.split(".")[1]
            assert tujuan == ruang or tujuan in PANAH[ruang], f"{ruang} may not import {tujuan}"


@pytest.mark.parametrize("path", MODUL, ids=lambda p: str(p.relative_to(AKAR)))
def test_modul_dan_fungsi_tetap_kecil(path: Path) -> None:
    """Modules stay under 400 lines and functions under 60, and everything public says what it is."""
    teks = path.read_text(encoding="utf-8")
    assert teks.count("\n") <= 400
    for simpul in ast.walk(ast.parse(teks)):
        if isinstance(simpul, ast.FunctionDef | ast.ClassDef):
            if isinstance(simpul, ast.FunctionDef):
                assert (simpul.end_lineno or 0) - simpul.lineno < 60, simpul.name
            if not simpul.name.startswith("_") and simpul.col_offset == 0:
                assert ast.get_docstring(simpul), simpul.name


def test_tidak_ada_modul_serba_guna() -> None:
    """Nothing is called utils, helpers or common: a name must say what a module holds."""
    assert not [p for p in MODUL if p.stem in {"utils", "util", "helpers", "common", "misc"}]


def test_tidak_ada_lingkaran_antarruang() -> None:
    """The arrows between rooms form no circle."""
    panah = {r: {t for t in tujuan if t != r} for r, tujuan in PANAH.items()}
    while panah:
        bebas = [r for r, tujuan in panah.items() if not tujuan & panah.keys()]
        assert bebas, f"circle among {sorted(panah)}"
        for r in bebas:
            del panah[r]


def test_semua_paket_terdaftar_untuk_dipasang() -> None:
    """setup.cfg names every package, so that an installation lacks none that a checkout has."""
    setelan = configparser.ConfigParser()
    setelan.read(AKAR / "setup.cfg", encoding="utf-8")
    terdaftar = set(setelan["options"]["packages"].split())
    ada = {".".join(p.parent.relative_to(AKAR).parts) for p in PAKET.rglob("__init__.py")}
    assert terdaftar == ada | {"ikixl.sample_data", "ikixl.workbook_templates"}


def test_tidak_ada_jejak_mesin_pengembang() -> None:
    """No committed text names a path of the machine that it was written on."""
    jejak = re.compile(r"/(?:work|root|home)/")
    for path in [*MODUL, *AKAR.glob("*.md"), *AKAR.glob("docs/*.md"), *AKAR.glob("workbook_templates/*.toml")]:
        assert not jejak.search(path.read_text(encoding="utf-8")), path
