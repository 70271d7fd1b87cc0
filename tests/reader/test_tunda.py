"""Workbooks of which no more is read than is asked for: what is left out for now is not lost, and no less guarded."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikixl.errors import BerkasTidakTerbacaError
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.isian import PembacaIsian
from ikixl.reader.mentah import BukuMentah
from ikixl.reader.paket import buka_paket
from ikixl.reader.peta import petakan
from tests.kembali import pengacau
from tests.kembali.bongkar import Kerja
from tests.kembali.test_serangan import DATA, TERBIT
from tests.reader.buat import RUANG, bagian_xlsx, lembar_xml, zip_dari

_ISIAN = {lembar.nama for lembar in TERBIT.lembar if any(s.masukan for b in lembar.baris for s in b.sel.values())}
_A1 = '<row r="1"><c r="A1" t="inlineStr"><is><t>#ikixl:capaian</t></is></c><c r="B1"><v>2</v></c></row>'


def _tunda(data: bytes) -> BukuMentah:
    return baca_mentah(data, "a.xlsx", tunda=True)


def _belum(buku: BukuMentah) -> set[str]:
    return {lembar.nama for lembar in buku.lembar if lembar.nanti is not None}


def _rusakkan(data: bytes, bagian: str) -> bytes:
    """The file with the checksum of one part made wrong in both places, as damage on the way does."""
    paket = zipfile.ZipFile(io.BytesIO(data))
    asli = zlib.crc32(paket.read(bagian)).to_bytes(4, "little")
    assert data.count(asli) == 2
    return data.replace(asli, bytes(b ^ 1 for b in asli))


def test_hanya_lembar_isian() -> None:
    """The inputs of a return are read without its other sheets, and are those of the whole."""
    pembaca, buku = PembacaIsian(TERBIT), _tunda(DATA)
    hasil = pembaca.baca(buku)
    assert _ISIAN
    assert _belum(buku) == {lembar.nama for lembar in buku.lembar} - _ISIAN
    utuh = pembaca.baca(baca_mentah(DATA, "a.xlsx"))
    assert (hasil.isian, hasil.temuan, hasil.terpakai) == (utuh.isian, utuh.temuan, utuh.terpakai)


def test_letak_dicari_ketika_ditanya() -> None:
    """Keys of a sheet that was left out are found when they are asked for, where they stand in the whole."""
    buku = _tunda(DATA)
    peta = PembacaIsian(TERBIT).baca(buku).peta
    utuh = PembacaIsian(TERBIT).baca(baca_mentah(DATA, "a.xlsx")).peta
    assert peta["capaian"].kunci_baris == utuh["capaian"].kunci_baris
    assert "Capaian" not in _belum(buku)
    assert peta == utuh
    with pytest.raises(AttributeError, match="bukan_isian"):
        peta["capaian"].bukan_isian  # type: ignore[attr-defined]  # noqa: B018 -- that it is refused is the test


@pytest.mark.parametrize(
    "cara",
    [pengacau.isian_jahat, pengacau.buang_baris, pengacau.kolom_ganda, pengacau.ubah_penanda, pengacau.salin_baris],
)
def test_kiriman_yang_diubah(cara: object) -> None:
    """Of returns that were tampered with, the same inputs and temuan come without the other sheets."""
    assert callable(cara)
    pembaca = PembacaIsian(TERBIT)
    for benih in range(6):
        kerja = Kerja(DATA, random.Random(benih))
        cara(kerja)
        data = kerja.bytes()
        utuh = pembaca.baca(baca_mentah(data, "a.xlsx"))
        assert pembaca.baca(_tunda(data)) == utuh


def test_salinan_lembar_di_lain_tempat() -> None:
    """A sheet of inputs under another name, and a second one, are found: the marker tells, never the name."""
    lembar = {nama: lembar_xml(_A1.replace("capaian", kunci)) for nama, kunci in (("X", "target"), ("Y", "capaian"))}
    buku = _tunda(zip_dari(bagian_xlsx({**lembar, "Z": lembar_xml(_A1.replace("capaian", "target"))})))
    milik, asing = petakan(buku, {"capaian"})
    assert ({k: [p.lembar.nama for p in m] for k, m in milik.items()}, asing) == (
        {"target": ["X", "Z"], "capaian": ["Y"]},
        [],
    )
    assert _belum(buku) == {"Y"}


def test_nama_tertukar() -> None:
    """A sheet without inputs that has the name of one with inputs is read, and is still what its marker says."""
    isi = {nama: lembar_xml(_A1.replace("capaian", kunci)) for nama, kunci in (("Target", "capaian"), ("X", "target"))}
    buku = _tunda(zip_dari(bagian_xlsx(isi)))
    milik, asing = petakan(buku, {"capaian"}, {"Target"})
    assert ({k: [p.lembar.nama for p in m] for k, m in milik.items()}, asing) == (
        {"capaian": ["Target"], "target": ["X"]},
        [],
    )
    assert _belum(buku) == set()


@pytest.mark.parametrize(
    ("isi", "terbaca"),
    [
        (lembar_xml(_A1), True),
        (f'<worksheet xmlns="{RUANG}"><cols>{"<col/>" * 400}</cols><sheetData>{_A1}</sheetData></worksheet>', True),
        (f'<worksheet xmlns="{RUANG}"><cols>{"<col/>" * 2_000}</cols><sheetData>{_A1}</sheetData></worksheet>', False),
        (lembar_xml(f"<!-- {_A1} -->" + _A1.replace("capaian", "target")), False),
        (f'<worksheet xmlns="{RUANG}"><x xmlns="urn:x"><sheetData>{_A1}</sheetData></x></worksheet>', False),
        (f'<worksheet xmlns="{RUANG}"><!--<sheetData>{_A1}--><sheetData/></worksheet>', False),
        (lembar_xml(_A1.replace('"A1"', '"C3"')), False),
        (lembar_xml(_A1.partition('<c r="B1"')[0] + "</row>"), False),
        (lembar_xml(_A1.replace('t="inlineStr"><is><t>#ikixl:capaian</t></is>', 't="s"><v>5</v>')), False),
        (f'<x:worksheet xmlns:x="{RUANG}"><x:sheetData/></x:worksheet>', False),
    ],
)
def test_sel_pertama(isi: str, terbaca: bool) -> None:
    """The first cell is told by the beginning of a part only where it cannot be anything else."""
    data = zip_dari(bagian_xlsx({"Satu": isi}))
    (lembar,) = _tunda(data).lembar
    pertama = lembar.ambil((0, 0))
    assert (lembar.nanti is not None) == terbaca
    assert pertama == baca_mentah(data, "a.xlsx").lembar[0].sel.get((0, 0))


def test_bagian_rusak() -> None:
    """A part that was damaged on the way does no harm before it is read, and is refused then, time and again."""
    nama = next(i for i, lembar in enumerate(TERBIT.lembar, start=1) if lembar.nama == "Capaian")
    data = _rusakkan(DATA, f"xl/worksheets/sheet{nama}.xml")
    buku = _tunda(data)
    assert PembacaIsian(TERBIT).baca(buku).isian == PembacaIsian(TERBIT).baca(_tunda(DATA)).isian
    for _ in range(2):
        for minta in (buku.tuntaskan, buku.lembar[nama - 1].baca, lambda: buku.lembar[nama - 1].sel):
            with pytest.raises(BerkasTidakTerbacaError) as salah:
                minta()
            assert salah.value.kode == "BERKAS-03"
    with pytest.raises(BerkasTidakTerbacaError):
        baca_mentah(data, "a.xlsx")


@pytest.mark.parametrize("isi", ["<!DOCTYPE a><a/>", "bukan xml"])
def test_bagian_yang_tidak_dibaca(isi: str) -> None:
    """What nobody reads is looked at in the end, as it is where everything is read at once."""
    data = zip_dari({**bagian_xlsx({"Satu": lembar_xml(_A1)}), "xl/theme/theme1.xml": isi})
    buku = _tunda(data)
    if "DOCTYPE" not in isi:
        buku.tuntaskan()
        return
    with pytest.raises(BerkasTidakTerbacaError) as salah:
        buku.tuntaskan()
    assert salah.value.kode == "PAKET-12"


@given(st.binary(max_size=3_000), st.integers(0, 4_000), st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
def test_awal_bagian(isi: bytes, paling: int, cara: int) -> None:
    """The beginning of a part is that of its content, never longer than asked for."""
    awal = buka_paket(zip_dari({"a": isi}, cara), tunda=True).awal("A", paling)
    assert isi.startswith(awal)
    assert len(awal) <= paling


def test_awal_yang_tidak_ada() -> None:
    """Of a part that is missing or cannot be inflated there is no beginning."""
    data = zip_dari({"a": b"isi " * 100})
    paket = buka_paket(data, tunda=True)
    assert paket.awal("b", 10) == b""
    awal = data.index(b"a") + 1
    assert buka_paket(data[:awal] + b"\xff" * 4 + data[awal + 4 :], tunda=True).awal("a", 10) == b""


def test_ods_selalu_utuh() -> None:
    """An .ods is checked as a whole before another program's reader sees it."""
    isi = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "b.xml": "<!DOCTYPE b><b/>"}
    with pytest.raises(BerkasTidakTerbacaError) as salah:
        _tunda(zip_dari(isi))
    assert salah.value.kode == "PAKET-12"
