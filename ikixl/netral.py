"""Texts that a spreadsheet program would run as a formula, made harmless."""

from __future__ import annotations

__all__ = ["netral"]

# What a spreadsheet program takes for the start of a formula when it opens a csv file; the wide forms are what
# programs in East Asian settings turn into the narrow ones.
_AWAL_RUMUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def netral(teks: str) -> str:
    """A text that no spreadsheet program runs as a formula: a quote is put before what could start one."""
    return "'" + teks if teks.lstrip(" \xa0\ufeff\x00").startswith(_AWAL_RUMUS) else teks
