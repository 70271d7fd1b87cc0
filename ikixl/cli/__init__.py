"""The command line; the only room that imports click and rich."""

from __future__ import annotations

import sys

__all__ = ["jalankan"]


def jalankan() -> None:
    """Entry point `ikixl`: runs the command that sys.argv names and ends the process with its exit status."""
    for aliran in (sys.stdout, sys.stderr):
        # Consoles of older Windows cannot show every letter; a question mark is better than a traceback.
        if hasattr(aliran, "reconfigure"):
            aliran.reconfigure(errors="replace")
    from ikixl.cli.pintas import pintas

    teks = pintas(sys.argv[1:])
    if teks is not None:
        sys.stdout.write(f"{teks}\n")
        sys.exit(0)
    from ikixl.cli.jalan import jalankan_perintah

    sys.exit(jalankan_perintah(sys.argv[1:]))
