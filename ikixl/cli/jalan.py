"""Runs one command and turns whatever goes wrong into an Indonesian message and an exit status."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from ikixl.cli.utama import utama
from ikixl.errors import IkixlError, KatalogError
from ikixl.sapu import jarang_menyapu

__all__ = ["GALAT", "KESALAHAN", "KESALAHAN_KITA", "jalankan_perintah"]

#: Exit status: temuan of level galat; an IkixlError; our own bug. 0 is clean, 2 a usage error.
GALAT, KESALAHAN, KESALAHAN_KITA = 1, 3, 4


def jalankan_perintah(isi: Sequence[str]) -> int:
    """Run the command that the arguments name; returns the exit status."""
    debug = "--debug" in isi
    try:
        with jarang_menyapu():
            hasil = utama.main(args=list(isi), prog_name="ikixl", standalone_mode=False)
    except click.ClickException as galat:
        galat.show()
        return galat.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Dihentikan. Yang sudah tercatat tetap tersimpan; jalankan lagi untuk melanjutkan.", err=True)
        return 130
    except IkixlError as galat:
        _lapor(galat)
        if debug:
            _jejak()
        return KESALAHAN
    except BrokenPipeError:
        # The reader of our output (head, less) has left; nothing is wrong with us.
        sys.stderr.close()
        return 0
    except Exception:  # noqa: BLE001 - the outermost edge: no user may meet a traceback for a bug of ours
        if debug:
            _jejak()
        else:
            click.echo(
                "Maaf, ikixl berhenti karena kesalahan pada programnya sendiri, bukan pada data Anda.\n"
                "Jalankan lagi sebagai ikixl --debug …, lalu kirim keluarannya kepada pengembang.",
                err=True,
            )
        return KESALAHAN_KITA
    return hasil if isinstance(hasil, int) else 0


def _jejak() -> None:
    # What is seldom needed is loaded then: every command and every --help passes through this module.
    import traceback

    traceback.print_exc()


def _lapor(galat: IkixlError) -> None:
    click.echo(f"Tidak dapat dilanjutkan: {galat.pesan}", err=True)
    if galat.saran:
        click.echo(galat.saran, err=True)
    if isinstance(galat, KatalogError) and galat.temuan:
        from ikixl.cli.tampilan import daftar_temuan
        from ikixl.temuan import Temuan

        daftar_temuan((t for t in galat.temuan if isinstance(t, Temuan)), ke_stderr=True)
