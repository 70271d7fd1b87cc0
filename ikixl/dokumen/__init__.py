"""Word documents: the annex of the decree, the LKjIP, and the plain table of any export profile."""

from ikixl.dokumen.iki import dokumen_iki
from ikixl.dokumen.konteks import KonteksDokumen
from ikixl.dokumen.lkjip import dokumen_lkjip
from ikixl.dokumen.profil import tulis_dokumen

__all__ = ["KonteksDokumen", "dokumen_iki", "dokumen_lkjip", "tulis_dokumen"]
