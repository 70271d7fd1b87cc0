"""Exports for e-SAKIP and reports: profiles (data) applied to the consolidated figures, as xlsx, csv, json or docx."""

from ikixl.ekspor.jalan import HasilEkspor, ekspor
from ikixl.ekspor.profil import Profil, ambil_profil, profil_tersedia

__all__ = ["HasilEkspor", "Profil", "ambil_profil", "ekspor", "profil_tersedia"]
