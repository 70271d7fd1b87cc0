"""A received file of any kind to a raw workbook, chosen by its content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.kantor_lain import baca_lain
from ikixl.reader.kenali import bermakro_ods, format_paket, kenali_ole
from ikixl.reader.mentah import BukuMentah
from ikixl.reader.paket import buka_paket, periksa_ukuran
from ikixl.reader.sandi import buka_sandi
from ikixl.reader.xlsx import baca_xlsx_paket

__all__ = ["baca_mentah"]

_MANIFES: Final = "META-INF/manifest.xml"


def baca_mentah(
    data: bytes, nama: str, sandi: Sequence[str] = (), cepat: bool = True, tunda: bool = False
) -> BukuMentah:
    """Read the bytes of a received file named `nama`; `sandi` are passwords to try if it is locked.

    `cepat` as in `baca_xlsx`, `tunda` as in `baca_xlsx_paket`: whoever asks for it has `tuntaskan` of the workbook say
    whether the file is sound before anything of it counts. The name matters only for the lock files ("~$...") that
    office programs leave beside an open workbook.
    BerkasTidakTerbacaError with a BERKAS code for every file that is no workbook we read.
    """
    if nama.startswith("~$") or nama.startswith(".~lock."):
        raise BerkasTidakTerbacaError("BERKAS-10")
    periksa_ukuran(data)
    match kenali_ole(data):
        case "xls":
            return baca_lain(data, "xls")
        case "xls bersandi":
            return baca_lain(buka_sandi(data, sandi, ".xls"), "xls")
        case "xlsx bersandi":
            # What is inside must be a package: a locked workbook within a locked one is refused there.
            data = buka_sandi(data, sandi, ".xlsx")
    paket = buka_paket(data, tunda)
    mimetype = next(paket.potongan("mimetype"), b"") if paket.ada("mimetype") else b""
    if format_paket(paket.nama, mimetype) == "ods":
        paket.tuntaskan()
        # Encrypted parts would only look damaged to calamine.
        if paket.ada(_MANIFES) and b"encryption-data" in paket.isi(_MANIFES):
            raise BerkasTidakTerbacaError("BERKAS-06", format=".ods")
        buku = baca_lain(data, "ods")
        buku.makro = bermakro_ods(paket.nama)
        return buku
    return baca_xlsx_paket(paket, cepat, tunda=tunda)
