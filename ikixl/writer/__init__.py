"""Draws a Buku, or a BukuTabel, as an .xlsx file; the only room that imports xlsxwriter."""

from ikixl.writer.cetakan import Cetakan, Pencetak
from ikixl.writer.tulis import tulis_buku
from ikixl.writer.tulis_tabel import tulis_tabel_bebas

__all__ = ["Cetakan", "Pencetak", "tulis_buku", "tulis_tabel_bebas"]
