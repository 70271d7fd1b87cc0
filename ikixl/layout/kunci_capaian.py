"""Keys of the Capaian sheet, for the sheets that refer to it."""

from __future__ import annotations

from typing import Literal

__all__ = ["KUNCI", "Lingkup", "baris_indikator"]

KUNCI = "capaian"
Lingkup = Literal["tw", "sd"]


def baris_indikator(indikator: str, lingkup: Lingkup) -> str:
    """Row key of an indikator in the block per triwulan ("tw") or up to the triwulan ("sd")."""
    return f"{indikator}@{lingkup}"
