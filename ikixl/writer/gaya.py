"""Styles of workbook_templates/gaya.toml as XlsxWriter formats, made once per workbook."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from ikixl.bawaan import baca_templat
from ikixl.errors import LayoutError

__all__ = ["LemariGaya"]


class LemariGaya:
    """Formats by style name and lock state; LayoutError for a style the template does not have."""

    def __init__(self, buku: Workbook) -> None:
        self._buku = buku
        self._templat = baca_templat("gaya")
        self._format: dict[tuple[str, bool], Format] = {}

    def sifat(self, nama: str) -> dict[str, Any]:
        """Properties of a style with those of its ancestors; a child overrides its parent."""
        try:
            milik = dict(self._templat[nama])
        except KeyError as salah:
            raise LayoutError(f"Gaya {nama!r} tidak ada di workbook_templates/gaya.toml.") from salah
        induk = milik.pop("induk", None)
        return {**self.sifat(induk), **milik} if induk else milik

    def ambil(self, nama: str, terbuka: bool = False) -> Format:
        """The format of a style; `terbuka` makes the cell editable on a protected sheet."""
        kunci = (nama, terbuka)
        if kunci not in self._format:
            sifat = self.sifat(nama)
            if terbuka:
                sifat["locked"] = False
            self._format[kunci] = self._buku.add_format(sifat)
        return self._format[kunci]
