"""Documents that are generated are up to date, and the README promises only what is there."""

from __future__ import annotations

import configparser
import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from ikixl.cli.utama import PERINTAH, utama
from ikixl.keadaan import KEADAAN
from ikixl.pengaturan import PENGATURAN_AWAL

AKAR = Path(__file__).resolve().parents[1]


PANDUAN = ("panduan-operator.md", "panduan-sekretaris.md", "rekap.md")


def _modul(nama: str) -> ModuleType:
    """A script of docs/, not run."""
    return importlib.import_module(f"docs.{nama}")


@pytest.mark.parametrize("halaman", ["perintah.md", "rumus.md", "temuan.md"])
def test_halaman_buatan_mutakhir(halaman: str) -> None:
    """docs/<page> is what docs/perbarui.py would write now."""
    isi = (AKAR / "docs" / halaman).read_text(encoding="utf-8")
    assert isi == _modul("perbarui").HALAMAN[halaman](), "run: make dokumen"


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
    for baris in filter(None, semua.splitlines()):
        nama = re.split(r"[<>=\[;]", baris)[0].lower()
        assert nama in isi, nama


def _isi(halaman: str) -> str:
    return (AKAR / "docs" / halaman).read_text(encoding="utf-8")


def test_gambar_yang_disebut_dapat_dibuat() -> None:
    """The pictures that README and docs name are those that docs/gambar.py makes, and no others lie there."""
    dibuat = _modul("gambar").nama_gambar()
    semua = [AKAR / "README.md", *(AKAR / "docs").glob("*.md")]
    disebut = {n for h in semua for n in re.findall(r"\]\((?:docs/)?gambar/([^)]+)\)", h.read_text(encoding="utf-8"))}
    assert disebut == dibuat
    assert {p.name for p in (AKAR / "docs" / "gambar").iterdir()} == dibuat


def test_gambar_tidak_besar() -> None:
    """No picture is heavier than 150 kB, so that the guides open on a slow connection."""
    assert [p.name for p in (AKAR / "docs" / "gambar").iterdir() if p.stat().st_size > 150_000] == []


@pytest.mark.parametrize("halaman", PANDUAN)
def test_gambar_panduan_beralt_dan_berketerangan(halaman: str) -> None:
    """Each picture of a guide has a sentence for those who do not see it, and a numbered caption in order below."""
    gambar = re.findall(r"^!\[([^\]]*)\]\([^)]+\)\n\n\*Gambar (\d+)\. ", _isi(halaman), flags=re.MULTILINE)
    assert len(gambar) == _isi(halaman).count("![")
    assert [int(nomor) for _, nomor in gambar] == list(range(1, len(gambar) + 1))
    assert all(len(alt) > 20 for alt, _ in gambar)


def _perintah(nama: list[str]) -> tuple[click.Command, list[str]] | None:
    """The command that the first words name, and the rest; None if there is none."""
    grup: click.Command = utama
    while nama and isinstance(grup, click.Group) and not nama[0].startswith("-"):
        bawah = grup.get_command(click.Context(grup, **grup.context_settings), nama[0])
        if bawah is None:
            return None
        grup, nama = bawah, nama[1:]
    return grup, nama


@pytest.mark.parametrize("halaman", PANDUAN)
def test_perintah_di_panduan_ada(halaman: str) -> None:
    """Every command line that a guide shows names a command of ikixl and options which that command has."""
    kode = re.findall(r"`(ikixl [^`]+)`|^ {4,}(ikixl .+)$", _isi(halaman), flags=re.MULTILINE)
    for sebaris, baris in kode:
        kata = (sebaris or baris).partition("#")[0].split()[1:]
        if kata[0] == "--proyek":
            kata = kata[2:]
        if kata[0] == "--debug":
            kata = kata[1:]
        temu = _perintah(kata)
        assert temu is not None, kata
        cmd, sisa = temu
        # A command keeps the first help option that it makes: without its settings every later page would lack "-h".
        konteks = click.Context(cmd, **cmd.context_settings)
        pilihan = {o for p in cmd.get_params(konteks) for o in p.opts}
        assert {k for k in sisa if k.startswith("-")} <= pilihan, kata


def _teks(nilai: object) -> Iterator[str]:
    """All texts in a TOML value."""
    if isinstance(nilai, str):
        yield nilai
    elif isinstance(nilai, dict):
        for n in nilai.values():
            yield from _teks(n)
    elif isinstance(nilai, list):
        for n in nilai:
            yield from _teks(n)


@pytest.mark.parametrize("halaman", PANDUAN)
def test_kutipan_di_panduan_ada_di_buku_kerja(halaman: str) -> None:
    """What a guide sets in bold stands so in the texts of the workbooks, or is a state of a unit."""
    berkas = ("unit", "rekap", "rekap_besar", "perbaikan")
    templat = (tomllib.loads((AKAR / "workbook_templates" / f"{b}.toml").read_text(encoding="utf-8")) for b in berkas)
    teks = "\n".join([*(t for isi in templat for t in _teks(isi)), *KEADAAN, "IKI"])
    kutipan = {" ".join(k.split()) for k in re.findall(r"\*\*(.+?)\*\*", _isi(halaman), flags=re.DOTALL)}
    assert [k for k in sorted(kutipan) if k not in teks] == []


def test_setiap_setelan_dijelaskan() -> None:
    """The guide has a line for each setting of ikixl.toml, with its default."""
    isi = _isi("panduan-sekretaris.md")
    for bagian in tomllib.loads(PENGATURAN_AWAL).values():
        for nama, nilai in bagian.items():
            bawaan = f'"{nilai}"' if isinstance(nilai, str) else str(nilai)
            assert f"| `{nama}` | `{bawaan}` |" in isi, nama
