"""Every kind of file that ikixl makes opens without a repair: by schema, and by what Excel minds beyond the schema.

The schema is that of ECMA-376 as the Open XML SDK has it, carried by openxml-audit (MIT licence); it is not asked for
anything over the network. It looks at elements, attributes, relationships and content types, not at what they say: of
the faults in `perusak.KERUSAKAN` it finds those marked there. The rest is why we have `pemeriksa_paket`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from ikixl.aturan import Aturan
from ikixl.katalog_excel.tulis import contoh_excel
from ikixl.layout.identitas import buat_stempel
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.unit import susun_buku_unit
from ikixl.terbitan.dasar import DasarTerbitan
from ikixl.writer import tulis_buku
from tests.contoh_kecil import KUNCI, katalog_kecil
from tests.program.berkas_terbit import PEMBUAT, buku_kanigaran, kanigaran
from tests.program.pemeriksa_paket import periksa_paket
from tests.program.pemeriksa_rumus import cacat_rumus
from tests.program.perusak import KERUSAKAN, rusak

#: The largest unit workbook of the sample that may go out by e-mail over a poor line.
BATAS_BITA = 120_000

Audit = Callable[[bytes], list[str]]


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """What openxml-audit finds in a package, held against Office 2010, the oldest that we support."""
    paket = pytest.importorskip("openxml_audit", reason="openxml-audit belongs to the extra [test]")
    validator = paket.OpenXmlValidator(file_format=paket.FileFormat.OFFICE_2010)
    berkas = tmp_path_factory.mktemp("audit") / "a.xlsx"

    def jalankan(data: bytes) -> list[str]:
        berkas.write_bytes(data)
        return [str(c) for c in validator.validate(berkas).errors]

    return jalankan


@cache
def _dasar(nama: str) -> bytes:
    """A small sound file to be made faulty: with validations, colours, charts and links, or with tables."""
    if nama == "tabel":
        return contoh_excel()
    dasar = DasarTerbitan(katalog_kecil(), Aturan(), PengaturanBuku())
    stempel = buat_stempel(dasar.identitas("1001", 1), KUNCI)
    return tulis_buku(susun_buku_unit(dasar.katalog, "1001", dasar.aturan, stempel=stempel))


@pytest.mark.parametrize("nama", PEMBUAT)
def test_setiap_jenis_berkas_tanpa_cacat(nama: str, tmp_path: Path, audit: Audit) -> None:
    """No file that we make has a fault by the schema or by our own checks."""
    data = PEMBUAT[nama](tmp_path)
    assert periksa_paket(data) == []
    assert audit(data) == []


@pytest.mark.parametrize("nama", ["unit", "tabel"])
def test_dasar_perusakan_tanpa_cacat(nama: str, audit: Audit) -> None:
    """What the faults are done to is sound, so that whatever is found comes from the fault."""
    assert (periksa_paket(_dasar(nama)), audit(_dasar(nama))) == ([], [])


@pytest.mark.parametrize("nama", KERUSAKAN)
def test_setiap_kerusakan_ditemukan(nama: str, audit: Audit) -> None:
    """Each fault is found: by our check under its own code, by openxml-audit where it is marked so, by one at least."""
    kerusakan = KERUSAKAN[nama]
    data = rusak(_dasar(kerusakan.dasar), kerusakan)
    kode = {c.split(":")[0] for c in periksa_paket(data)}
    assert kerusakan.kode in kode if kerusakan.kode else not kode
    assert bool(audit(data)) == kerusakan.audit
    assert kerusakan.kode or kerusakan.audit


@pytest.mark.parametrize("unit", [u.kode for u in kanigaran().katalog.unit])
def test_ukuran_berkas(unit: str) -> None:
    """No unit workbook of Kanigaran, kelurahan included, is larger than 120 kB."""
    assert len(buku_kanigaran(unit)) <= BATAS_BITA


@pytest.mark.parametrize(
    ("rumus", "sehat"),
    [
        ('IF(COUNT($A$1:$B$2)=0,"",ROUND(SUM(A1,B2)/2,1))', True),
        ("IF(A1,,-1)", True),
        ("'Lembar Satu'!A1%+1", True),
        ('"teks; [1] #REF! Lain!A1"', True),
        ("SUM(A1", False),
        ('IF(A1,"x)', False),
        ("A1+*B1", False),
        ("SUM(A1))", False),
        ("IF(A1;1;2)", False),
        ("JUMLAH(A1)", False),
        ("NOW()", False),
        ("A1+#REF!", False),
        ("Lain!A1", False),
    ],
)
def test_pemeriksa_rumus(rumus: str, sehat: bool) -> None:
    """Sound formulas pass; syntax faults, local names and separators, error values and missing sheets do not."""
    assert (not list(cacat_rumus(rumus, {"Lembar Satu"}))) == sehat
