"""Write the generated pages anew: docs/perintah.md from the commands' --help, docs/rumus.md from the
formula language, docs/temuan.md from the registry.

Run from the checkout: python docs/perbarui.py. A test fails while a page is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

AKAR = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(AKAR), str(AKAR / "docs")]

import click  # noqa: E402
from halaman_rumus import halaman_rumus  # noqa: E402

from ikixl.cli.pintas import BANTUAN  # noqa: E402
from ikixl.cli.utama import utama  # noqa: E402
from ikixl.temuan import JENIS, TOPIK  # noqa: E402


def _perintah(perintah: click.Command, nama: str, induk: click.Context | None = None) -> Iterator[tuple[str, str]]:
    """(full name, help text) of a command and of those below it, in the order of work."""
    setelan = {**perintah.context_settings, "terminal_width": 100, "max_content_width": 100}
    konteks = click.Context(perintah, info_name=nama, parent=induk, **setelan)
    yield konteks.command_path, perintah.get_help(konteks)
    if isinstance(perintah, click.Group):
        for anak in perintah.list_commands(konteks):
            milik = perintah.get_command(konteks, anak)
            assert milik is not None
            yield from _perintah(milik, anak, konteks)


def halaman_perintah() -> str:
    """The text of docs/perintah.md."""
    bagian = [
        "# Perintah",
        "Halaman ini dibuat dari `--help` oleh `docs/perbarui.py`; jangan diubah dengan tangan.",
        "Status keluar: 0 bersih, 1 ada temuan tingkat galat, 2 salah ketik perintah, 3 pekerjaan tidak dapat "
        "dilanjutkan, 4 kesalahan program.",
    ]
    for nama, teks in _perintah(utama, "ikixl"):
        bagian.append(f"## {nama}\n\n```text\n{teks}\n```")
    return "\n\n".join(bagian) + "\n"


def halaman_temuan() -> str:
    """The text of docs/temuan.md."""
    bagian = [
        "# Temuan",
        "Halaman ini dibuat dari `ikixl/temuan/jenis/` oleh `docs/perbarui.py`; jangan diubah dengan tangan.",
        "Tingkat: **galat** (berkas, baris atau sel itu tidak dipakai), **peringatan** (dipakai, tetapi perlu "
        "dilihat), **info**. Kata dalam kurung kurawal diganti dengan yang ditemukan.",
    ]
    for topik, judul in TOPIK.items():
        baris = ["| kode | tingkat | judul | pesan | yang perlu dilakukan |", "|---|---|---|---|---|"]
        for j in (j for j in JENIS.values() if j.kode.split("-")[0] == topik):
            sel = (j.kode, j.tingkat, j.judul, j.pesan, j.saran)
            baris.append("| " + " | ".join(n.replace("|", "\\|") for n in sel) + " |")
        bagian.append(f"## {judul}\n\n" + "\n".join(baris))
    return "\n\n".join(bagian) + "\n"


def bantuan(lebar: int) -> str:
    """The help of `ikixl` itself on a terminal of this width."""
    setelan = {**utama.context_settings, "terminal_width": lebar - 2}
    return utama.get_help(click.Context(utama, info_name="ikixl", **setelan)) + "\n"


#: Page -> what makes it.
HALAMAN = {"perintah.md": halaman_perintah, "rumus.md": halaman_rumus, "temuan.md": halaman_temuan}

if __name__ == "__main__":
    for berkas, buat in HALAMAN.items():
        (AKAR / "docs" / berkas).write_text(buat(), encoding="utf-8", newline="\n")
    for lebar, path in BANTUAN.items():
        path.write_text(bantuan(lebar), encoding="utf-8", newline="\n")
