"""The rival of our writer: the calls to XlsxWriter that make a workbook, recorded once and done again in a plain loop.

The loop costs the rival nothing that XlsxWriter itself does not: no description, no addresses to be found, no styles to
be looked up. What it makes is the same workbook, byte for byte.
"""

from __future__ import annotations

import io
from typing import Any

from xlsxwriter import Workbook

from ikixl.layout.buku import Buku
from ikixl.layout.letak import Letak
from ikixl.writer import tulis
from ikixl.writer.rumus import LembarRumus

__all__ = ["Rekaman"]

# Methods that give an object on which more methods are called.
_PEMBUAT = frozenset({"add_worksheet", "add_format", "add_chart"})


class _Objek:
    """Stands for a workbook, sheet, format or chart while calls are recorded; `nomor` is its place in the order."""

    def __init__(self, rekaman: Rekaman, nomor: int) -> None:
        self._rekaman = rekaman
        self.nomor = nomor
        # As XlsxWriter's worksheet counts them; the writer asks.
        self.hlink_count = 0

    def __getattr__(self, metode: str) -> Any:
        def panggil(*isi: Any, **lain: Any) -> Any:
            self.hlink_count += metode in ("write_url", "tautkan")
            return self._rekaman.catat(self.nomor, metode, isi, lain)

        return panggil


class Rekaman:
    """The calls that make one workbook."""

    def __init__(self, buku: Buku) -> None:
        self._panggilan: list[tuple[int, str, tuple[Any, ...], dict[str, Any]]] = []
        self._banyak = 1
        tulis._isi_berkas(_Objek(self, 0), buku, [*reversed(buku.lembar)], Letak(buku))

    def catat(self, nomor: int, metode: str, isi: tuple[Any, ...], lain: dict[str, Any]) -> Any:
        """Note a call; a new object where it would give one, otherwise the 0 of a call that went well."""
        # Our own worksheet spares XlsxWriter work: the rival has the ordinary one.
        milik = {k: v for k, v in lain.items() if k != "worksheet_class"}
        self._panggilan.append((nomor, metode, isi, milik))
        if metode not in _PEMBUAT:
            return 0
        self._banyak += 1
        return _Objek(self, self._banyak - 1)

    def mainkan(self) -> bytes:
        """Make the workbook."""
        keluaran = io.BytesIO()
        setelan = {"in_memory": True, "strings_to_urls": False, "default_format_properties": dict(tulis._HURUF)}
        with Workbook(keluaran, setelan) as berkas:
            objek: list[Any] = [berkas]
            for nomor, metode, isi, lain in self._panggilan:
                if metode == "tautkan":
                    # The one method of our own worksheet: the rival gets it as a gift, on the ordinary one.
                    LembarRumus.tautkan(objek[nomor], *isi)
                    continue
                hasil = getattr(objek[nomor], metode)(*_nyata(objek, isi), **lain)
                if metode in _PEMBUAT:
                    objek.append(hasil)
        return keluaran.getvalue()


def _nyata(objek: list[Any], isi: tuple[Any, ...]) -> list[Any]:
    """Arguments with the objects that they stand for; options as copies, since XlsxWriter adds to them."""
    hasil = []
    for a in isi:
        if isinstance(a, _Objek):
            hasil.append(objek[a.nomor])
        elif isinstance(a, dict):
            hasil.append({k: objek[v.nomor] if isinstance(v, _Objek) else v for k, v in a.items()})
        else:
            hasil.append(a)
    return hasil
