"""The limits of a received workbook, each at the very number that was promised, each with a code of its own.

Where a workbook of that size would take seconds to make, the count is begun just below the limit instead.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import Final

import pytest

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.batas import Batas
from ikixl.reader.paket import buka_paket, periksa_ukuran
from ikixl.temuan import JENIS, Temuan
from tests.reader.buat import baca, bagian_xlsx, lembar_xml, xlsx, zip_dari

_MIB: Final = 1 << 20


def _padat(*ukuran: int) -> bytes:
    """A package with parts of so many zero bytes."""
    return zip_dari({f"xl/{n}.bin": bytes(satu) for n, satu in enumerate(ukuran)}, zipfile.ZIP_DEFLATED)


def _bersarang(dalam: int) -> bytes:
    """A sheet whose deepest element is so deep; worksheet itself is the first."""
    return xlsx("", {"xl/worksheets/sheet1.xml": lembar_xml("", sesudah="<a>" * (dalam - 1) + "</a>" * (dalam - 1))})


def _berlembar(banyak: int) -> bytes:
    return zip_dari(bagian_xlsx({f"L{n}": lembar_xml("") for n in range(banyak)}))


def _tambah_sel(jumlah: int) -> None:
    Batas(sel=jumlah - 1).tambah_sel()


def _tambah_nilai(jumlah: int) -> None:
    Batas(nilai=jumlah - 1).tambah_nilai()


#: What is counted, the largest number that passes, the code beyond it, what the message says.
BATAS: Final[list[tuple[Callable[[int], object], int, str, str]]] = [
    (lambda n: periksa_ukuran(bytes(n)), 25 * _MIB, "PAKET-01", "25 MB"),
    (lambda n: buka_paket(zip_dari({f"{x}.xml": "" for x in range(n)})), 1_000, "PAKET-02", "1000 bagian"),
    (lambda n: baca(_bersarang(n)), 64, "PAKET-13", "64 tingkat"),
    (lambda n: baca(_berlembar(n)), 100, "PAKET-14", "100 lembar"),
    (_tambah_sel, 5_000_000, "PAKET-15", "5.000.000 sel"),
    (_tambah_nilai, 200_000, "PAKET-16", "200.000 sel yang terisi"),
]


@pytest.mark.parametrize(("hitung", "batas", "kode", "kalimat"), BATAS, ids=[kode for _, _, kode, _ in BATAS])
def test_tepat_di_batas(hitung: Callable[[int], object], batas: int, kode: str, kalimat: str) -> None:
    """The promised number passes, one more is refused, and the message names the number."""
    hitung(batas)
    with pytest.raises(BerkasTidakTerbacaError) as salah:
        hitung(batas + 1)
    assert salah.value.kode == kode
    assert kalimat in Temuan(kode, rinci=salah.value.rinci).pesan


@pytest.mark.parametrize(
    ("ukuran", "kode", "kalimat"),
    [
        ((256 * _MIB + 1,), "PAKET-03", "lebih dari 256 MB"),
        ((192 * _MIB, 192 * _MIB + 1), "PAKET-04", "lebih dari 384 MB"),
    ],
)
def test_isi_yang_dikembangkan(ukuran: tuple[int, ...], kode: str, kalimat: str) -> None:
    """Bytes are counted as they come out of a file of a few hundred kilobytes, one part's and all parts'."""
    data = _padat(*ukuran)
    assert len(data) < _MIB
    with pytest.raises(BerkasTidakTerbacaError) as salah:
        buka_paket(data)
    assert salah.value.kode == kode
    assert kalimat in Temuan(kode, rinci=salah.value.rinci).pesan


def test_setiap_penolakan_paket_berkode_sendiri() -> None:
    """Eighteen guards, eighteen codes, and each of them refuses the file."""
    paket = [j for kode, j in JENIS.items() if kode.startswith("PAKET-")]
    assert len(paket) == 18
    assert {j.tingkat for j in paket} == {"galat"}
