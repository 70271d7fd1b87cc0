"""Exports for e-SAKIP: profiles (data) applied to the consolidated figures, as xlsx or csv."""

from ikixl.ekspor.jalan import HasilEkspor, ekspor
from ikixl.ekspor.profil import profil_tersedia

__all__ = ["HasilEkspor", "ekspor", "profil_tersedia"]
