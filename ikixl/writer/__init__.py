"""Draws a Buku as an .xlsx file; the only room that imports xlsxwriter."""

from ikixl.writer.tulis import tulis_buku

__all__ = ["tulis_buku"]
