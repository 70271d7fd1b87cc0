"""Where a command works: the options --kerja and --klaster."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from ikixl.engine import KLASTER_LOKAL, Mesin

__all__ = ["pilihan_mesin"]


def pilihan_mesin() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator that gives a command --kerja and --klaster as one parameter `mesin`, a Mesin not yet entered."""

    def hias(fungsi: Callable[..., Any]) -> Callable[..., Any]:
        @click.option(
            "--kerja",
            type=click.IntRange(min=0),
            default=0,
            metavar="N",
            help="Banyaknya proses yang bekerja bersamaan; bawaannya sebanyak inti prosesor. 1: satu proses saja.",
        )
        @click.option(
            "--klaster",
            default="",
            metavar="ALAMAT",
            help=f"Bekerja di klaster Dask (tcp://…:8786); '{KLASTER_LOKAL}' untuk mencoba di komputer ini.",
        )
        @functools.wraps(fungsi)
        def jalan(*isi: Any, kerja: int, klaster: str, **lain: Any) -> Any:
            return fungsi(*isi, mesin=Mesin(kerja, klaster), **lain)

        return jalan

    return hias
