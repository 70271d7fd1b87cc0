"""Passwords of locked workbooks: the option --sandi, and the question where a person sits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from ikixl.cli.tampilan import Kemajuan

if TYPE_CHECKING:
    # Not needed to run: it would load the reader for a mere --help.
    from ikixl.penerimaan.kiriman import Sandi

__all__ = ["pilihan_sandi", "sandi_untuk"]


def pilihan_sandi() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator that gives a command the option --sandi as parameter `sandi`, a tuple."""
    return click.option(
        "--sandi",
        multiple=True,
        metavar="SANDI",
        help="Kata sandi untuk berkas yang terkunci; boleh diulang. Tanpa ini ditanyakan sekali bila perlu.",
    )


def sandi_untuk(pilihan: Sequence[str], bilah: Kemajuan) -> Sandi:
    """The passwords given; one more is asked for, unseen, at the first locked file, if anybody can answer."""
    from ikixl.penerimaan.kiriman import Sandi

    def tanya(nama: str) -> str:
        with bilah.jeda():
            teks = f"{nama} terkunci. Kata sandinya (kosongkan untuk melewati)"
            return str(click.prompt(teks, default="", show_default=False, hide_input=True, err=True))

    ditonton = sys.stdin.isatty() and sys.stderr.isatty()
    return Sandi(pilihan, tanya if ditonton else None)
