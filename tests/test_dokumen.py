"""Documents that are generated are up to date, and the README promises only what is there."""

from __future__ import annotations

import configparser
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from ikixl.cli.utama import PERINTAH

AKAR = Path(__file__).resolve().parents[1]


def _perbarui() -> ModuleType:
    uraian = importlib.util.spec_from_file_location("perbarui", AKAR / "docs" / "perbarui.py")
    assert uraian is not None
    assert uraian.loader is not None
    modul = importlib.util.module_from_spec(uraian)
    uraian.loader.exec_module(modul)
    return modul


@pytest.mark.parametrize("halaman", ["perintah.md", "rumus.md", "temuan.md"])
def test_halaman_buatan_mutakhir(halaman: str) -> None:
    """docs/<page> is what docs/perbarui.py would write now."""
    isi = (AKAR / "docs" / halaman).read_text(encoding="utf-8")
    assert isi == _perbarui().HALAMAN[halaman](), "run: make dokumen"


def test_setiap_perintah_terdokumentasi() -> None:
    """Each command has its own section."""
    isi = (AKAR / "docs" / "perintah.md").read_text(encoding="utf-8")
    for nama in PERINTAH:
        assert f"## ikixl {nama}" in isi


def test_tautan_di_dokumen_ada() -> None:
    """Every local link and picture of README and docs leads to a file."""
    for halaman in [AKAR / "README.md", *(AKAR / "docs").glob("*.md")]:
        for tujuan in re.findall(r"\]\(([^)#]+)\)", halaman.read_text(encoding="utf-8")):
            if not tujuan.startswith("http"):
                assert (halaman.parent / tujuan).exists(), f"{halaman.name}: {tujuan}"


def test_setiap_pustaka_punya_baris_di_arsitektur() -> None:
    """Each dependency of setup.cfg is explained in docs/arsitektur.md."""
    setelan = configparser.ConfigParser()
    setelan.read(AKAR / "setup.cfg", encoding="utf-8")
    isi = (AKAR / "docs" / "arsitektur.md").read_text(encoding="utf-8").lower()
    semua = setelan["options"]["install_requires"] + setelan["options.extras_require"]["klaster"]
    for baris in semua.split():
        nama = re.split(r"[<>=\[]", baris)[0].lower()
        assert nama in isi, nama
