"""The part docProps/custom.xml: custom document properties, of which one is the seal of a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.batas import Batas
from ikixl.reader.ingatan import Ingatan
from ikixl.reader.paket import Paket
from ikixl.reader.potong import TEKS, TidakBakuError, teks_baku
from ikixl.reader.sel import teks_xml
from ikixl.reader.urai import RUANG_PROPERTI, urai

__all__ = ["baca_properti"]

_BUKA: Final = b"<vt:lpwstr>"
_TUTUP: Final = b"</vt:lpwstr>"
_TEKS: Final = re.compile(TEKS)
# In place of the only text of a part it shows that a property holds that text and nothing else.
_PENGUJI: Final = b"0"

_DIKENAL: Ingatan[dict[str, str]] = Ingatan()


def baca_properti(paket: Paket, bagian: str, batas: Batas, cepat: bool = True) -> dict[str, str]:
    """Custom document properties by name, their values as text; none where there is no such part.

    With `cepat` False always read with expat, which gives the same. BerkasTidakTerbacaError: as `urai`, PAKET-18 for
    two properties of one name.
    """
    if not paket.ada(bagian):
        return {}
    isi = paket.isi_kecil(bagian) if cepat else None
    hasil = None if isi is None else _baca_cepat(bagian, isi, batas)
    return _baca(bagian, paket.potongan(bagian), batas) if hasil is None else hasil


def _baca_cepat(bagian: str, isi: bytes, batas: Batas) -> dict[str, str] | None:
    """The same of a part with one text, which is cut out, and the rest remembered.

    None where only expat can tell, and near a limit; then nothing was counted.
    """
    depan, buka, sisa = isi.partition(_BUKA)
    teks, tutup, belakang = sisa.partition(_TUTUP)
    if not buka or not tutup or _BUKA in belakang or not _TEKS.fullmatch(teks):
        return None
    terpakai = Batas(paling_nilai=batas.paling_nilai, paling_huruf=batas.paling_huruf)

    def baca(uji: bytes, sendiri: Batas) -> list[tuple[str, str]]:
        rangka = depan + _BUKA + uji + _TUTUP + belakang
        return list(_DIKENAL.ambil(bagian, rangka, sendiri, lambda b: _baca(bagian, [rangka], b)).items())

    try:
        isinya = teks_baku(teks)
        kosong, diuji = baca(b"", terpakai), baca(_PENGUJI, Batas())
    except (TidakBakuError, BerkasTidakTerbacaError):
        return None
    huruf = terpakai.huruf + len(isinya)
    # Nothing else is in the only property: without this text it is blank.
    if [n for _, n in kosong] != [""] or [n for _, n in diuji] != [_PENGUJI.decode()]:
        return None
    if not batas.muat(terpakai.unsur, 0, 0, huruf):
        return None
    return {nama: teks_xml(isinya.strip()) for nama, _ in kosong}


def _baca(bagian: str, potongan: Iterable[bytes], batas: Batas) -> dict[str, str]:
    hasil: dict[str, str] = {}
    nama: list[str] = []
    potong: list[str] = []

    def mulai(atribut: dict[str, str]) -> None:
        nama[:] = [teks_xml(atribut.get("name", ""))]
        potong.clear()

    def akhir() -> None:
        if not nama:
            return
        teks = teks_xml("".join(potong).strip())
        if hasil.setdefault(nama[0], teks) != teks:
            raise BerkasTidakTerbacaError("PAKET-18", sebab=f"properti {nama[0][:60]} ada dua kali")
        nama.clear()

    def tampung(teks: str) -> None:
        if nama:
            batas.tambah_huruf(len(teks))
            potong.append(teks)

    urai(
        bagian,
        potongan,
        batas,
        ruang=RUANG_PROPERTI,
        akar="Properties",
        mulai={"property": mulai},
        akhir={"property": akhir},
        teks=tampung,
    )
    return hasil
