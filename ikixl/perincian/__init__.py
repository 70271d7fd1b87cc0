"""What stands beside a large rekap: files with every input, variabel and indikator of every unit, and what is kept of
each unit so that the next rekap need not reckon it again.
"""

from ikixl.perincian.baris import JUDUL, BarisUnit
from ikixl.perincian.berkas import BerkasSebelah, PenulisRincian
from ikixl.perincian.simpanan import Simpanan, UnitTersimpan

__all__ = ["JUDUL", "BarisUnit", "BerkasSebelah", "PenulisRincian", "Simpanan", "UnitTersimpan"]
