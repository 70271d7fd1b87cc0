"""The group of all commands; each is loaded only when it is called or listed."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from ikixl.cli.bahasa import pasang

__all__ = ["KONTEKS", "PERINTAH", "GrupMalas", "perintah", "utama"]

pasang()

#: How every command names its help.
KONTEKS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
#: Commands in the order of work, each in the module of its name, with the first sentence of its help: listing them
#: loads none. A test compares.
PERINTAH: Mapping[str, str] = {
    "mulai": "Buat folder proyek baru.",
    "katalog": "Periksa, gambar dan ubah katalog proyek.",
    "buat": "Terbitkan buku kerja setiap unit ke keluar/.",
    "simulasi": "Isi kiriman tiruan ke masuk/, untuk mencoba.",
    "periksa": "Baca dan periksa berkas tanpa mencatat apa pun.",
    "terima": "Arsipkan, baca, periksa dan catat kiriman.",
    "pilih": "Pilih kiriman yang berlaku bila ada yang berbeda.",
    "status": "Tampilkan keadaan setiap unit.",
    "perbaikan": "Tandai kiriman yang perlu diperbaiki, untuk dikembalikan ke unitnya.",
    "banding": "Bandingkan dua kiriman: isian mana yang berubah.",
    "rekap": "Terima yang baru, lalu tulis buku kerja rekap.",
    "jelaskan": "Jelaskan dari mana satu capaian berasal.",
    "lanjut": "Terbitkan buku kerja triwulan berikutnya.",
    "ekspor": "Tulis berkas untuk e-SAKIP dan laporan ke ekspor/.",
    "cetak": "Buat PDF di cetak/ lewat LibreOffice.",
    "ingatkan": "Siapkan pesan pengingat untuk unit yang laporannya belum lengkap.",
    "demo": "Jalankan seluruh alur dengan contoh Kanigaran.",
}

# Commands that change the ledger; and up to which size of it, in bytes, looking at it takes no time to speak of: in a
# project of hundreds of units only who asks for the status waits for it.
_MENGUBAH = frozenset({"buat", "terima", "pilih", "rekap", "lanjut"})
_LEDGER_KECIL = 4_000_000


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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in the help, without loading them."""
        lebar = formatter.width - 6 - max(map(len, PERINTAH))
        with formatter.section("Perintah"):
            formatter.write_dl(
                [(nama, click.Command(nama, help=teks).get_short_help_str(lebar)) for nama, teks in PERINTAH.items()]
            )


def _tampilkan_versi(ctx: click.Context, _param: click.Parameter, diminta: bool) -> None:
    if not diminta or ctx.resilient_parsing:
        return
    # Only here: what knows the installed versions takes as long to load as all the rest of a --help.
    from importlib.metadata import PackageNotFoundError, version

    try:
        nomor = version("ikixl")
    except PackageNotFoundError:
        nomor = "dari folder sumber"
    click.echo(f"ikixl {nomor}")
    ctx.exit()


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
@click.option(
    "--versi",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tampilkan_versi,
    help="Tampilkan versi lalu selesai.",
)
@click.pass_context
def utama(ctx: click.Context, folder: Path | None, debug: bool) -> None:
    """Buku kerja kinerja untuk kecamatan dan kelurahan.

    Urutan kerja: mulai, katalog periksa, buat, (kirim dan terima kembali), terima, status, rekap, ekspor.
    """
    ctx.obj = folder


@utama.result_callback()
@click.pass_context
def _siapkan_status(ctx: click.Context, /, hasil: object, **_: object) -> object:
    """After a command that changed what `status` says: look once now, so that the next to ask is answered at once."""
    if ctx.invoked_subcommand in _MENGUBAH:
        from ikixl.errors import IkixlError
        from ikixl.keadaan import status
        from ikixl.proyek import buka

        with contextlib.suppress(IkixlError, OSError):
            proyek = buka(ctx.obj)
            if proyek.ledger.stat().st_size < _LEDGER_KECIL:
                status(proyek)
    return hasil
