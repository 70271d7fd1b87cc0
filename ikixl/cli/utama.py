"""The group of all commands; each is loaded only when it is called or listed."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from ikixl.cli.bahasa import pasang

__all__ = ["KONTEKS", "PERINTAH", "GrupMalas", "perintah", "utama"]

pasang()

#: How every command names its help.
KONTEKS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
#: Commands in the order of work, and the module that holds each.
PERINTAH = (
    *("mulai", "katalog", "buat", "simulasi", "periksa", "terima", "pilih", "status", "perbaikan", "banding", "rekap"),
    *("jelaskan", "lanjut", "ekspor", "cetak", "ingatkan", "demo"),
)


def perintah() -> Callable[[Callable[..., Any]], click.Command]:
    """Decorator of every command: help under -h too, and the usage line in Indonesian."""
    return click.command(context_settings=KONTEKS, options_metavar="[PILIHAN]")


class GrupMalas(click.Group):
    """Commands listed in the order of work, their modules imported when needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of work."""
        return list(PERINTAH)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, None if there is none."""
        if cmd_name not in PERINTAH:
            return None
        perintah: Any = getattr(importlib.import_module(f"ikixl.cli.{cmd_name}"), cmd_name)
        assert isinstance(perintah, click.Command)
        return perintah


def _versi() -> str:
    try:
        return version("ikixl")
    except PackageNotFoundError:
        return "dari folder sumber"


@click.group(
    cls=GrupMalas, context_settings=KONTEKS, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH [ISI]..."
)
@click.option(
    "--proyek",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Folder proyek; bawaannya folder tempat Anda berada.",
)
@click.option("--debug", is_flag=True, help="Tampilkan jejak lengkap bila program salah.")
@click.version_option(_versi(), "--versi", message="ikixl %(version)s", help="Tampilkan versi lalu selesai.")
@click.pass_context
def utama(ctx: click.Context, folder: Path | None, debug: bool) -> None:
    """Buku kerja kinerja untuk kecamatan dan kelurahan.

    Urutan kerja: mulai, katalog periksa, buat, (kirim dan terima kembali), terima, status, rekap, ekspor.
    """
    ctx.obj = folder
