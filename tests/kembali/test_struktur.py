"""The fault catalogue of structure, phrase by phrase: what is done to a return, and what its reading makes of it.

Four tables, one for each outcome: read in silence, a warning and everything read, a fault that costs its own inputs
only, the whole file refused. Every case goes through the whole reading of a real workbook.
"""

from __future__ import annotations

import io
import random
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from ikixl.katalog.kunci import KunciIsian
from ikixl.penerimaan.pemeriksaan import HasilPeriksa
from ikixl.reader.berkas import baca_mentah
from ikixl.reader.mentah import BukuMentah
from ikixl.temuan import Temuan
from tests.kembali.bongkar import RUANG_SEL, Kerja
from tests.kembali.janji import pelanggaran
from tests.kembali.test_pembacaan import PEMERIKSA
from tests.kembali.test_serangan import DATA, ISIAN, TERBIT
from tests.kembali.ubahan import (
    Ubahan,
    baris_bergaya,
    buang,
    daftar_perbaikan,
    gabung,
    gambar,
    hapus_baris,
    hapus_lembar,
    isi,
    kolom,
    kosongkan,
    lalu,
    lembar_baru,
    lembar_kosong,
    namai_ulang,
    salin_baris,
    salin_lembar,
    sembunyikan,
    sisip_baris,
    urut,
)

Tempat = tuple[str, str, str]

_S = RUANG_SEL
_SELESAI = [KunciIsian("LURAH.01/selesai", n) for n in (1, 2, 3, 4)] + [KunciIsian("LURAH.01/selesai/bukti")]
_TW2 = [k for k in ISIAN if k.triwulan == 2 and k.kunci.split("/")[1] != "target"]


# What is read


def _data(ubahan: Ubahan) -> bytes:
    k = Kerja(DATA, random.Random(1))
    ubahan(k)
    return k.bytes()


def _periksa(data: bytes) -> HasilPeriksa:
    """The reading of a file, the promise kept: every cell accounted for, nothing used wrongly."""
    hasil = PEMERIKSA.periksa(data, "1001.xlsx")
    assert pelanggaran(data, "1001.xlsx", hasil, TERBIT) == []
    return hasil


def _tempat(t: Temuan) -> Tempat:
    return t.kode, t.lembar, t.sel


@cache
def _semula() -> frozenset[Tempat]:
    """What is said of the workbook that nothing was done to."""
    return frozenset(_tempat(t) for t in _periksa(DATA).temuan)


def _baru(hasil: HasilPeriksa, *, info: bool = False) -> list[Temuan]:
    """What is said besides, notes for information only where wanted; figures that follow from lost inputs aside."""
    lain = ("LENGKAP", "SILANG")
    return [
        t
        for t in hasil.temuan
        if _tempat(t) not in _semula() and not t.kode.startswith(lain) and (info or t.tingkat != "info")
    ]


def _nilai(hasil: HasilPeriksa) -> dict[KunciIsian, float | str | None]:
    return {i.kunci: i.nilai for i in hasil.isian if i.keadaan == "isi"}


@pytest.mark.parametrize(
    "ubahan",
    [
        pytest.param(lambda _: None, id="tidak diapa-apakan"),
        pytest.param(namai_ulang, id="lembar berganti nama"),
        pytest.param(lambda k: k.daftar()[8].attrib.pop("state"), id="lembar tersembunyi ditampilkan"),
        pytest.param(buang("realisasi", "dataValidations", "conditionalFormatting"), id="validasi hilang"),
        pytest.param(lambda k: k.satu_sel(k.lembar("realisasi"), "H5").set("s", "0"), id="validasi tertimpa tempelan"),
        pytest.param(urut("realisasi"), id="baris realisasi diurutkan"),
        pytest.param(urut("target"), id="baris target diurutkan"),
        pytest.param(urut("catatan"), id="baris catatan diurutkan"),
        pytest.param(urut("capaian"), id="baris capaian diurutkan"),
        pytest.param(sisip_baris("realisasi", 8, 3), id="baris kosong disisipkan"),
        pytest.param(kolom("catatan", {h: chr(ord(h) + 1) for h in "HIJKLMNO"}), id="kolom kosong disisipkan"),
        pytest.param(sembunyikan("realisasi", 5, 6), id="baris disembunyikan atau disaring"),
        pytest.param(kosongkan("capaian", "E9"), id="rumus tanpa hasil hilang"),
        pytest.param(lembar_kosong(tersembunyi=True), id="lembar tersembunyi tanpa isi"),
    ],
)
def test_diam(ubahan: Ubahan) -> None:
    """S: every input is read and nothing is said."""
    hasil = _periksa(_data(ubahan))
    assert (hasil.keadaan, [_tempat(t) for t in _baru(hasil)]) == ("diterima", [])
    assert _nilai(hasil) == ISIAN


@pytest.mark.parametrize(
    ("ubahan", "tempat", "kutipan"),
    [
        pytest.param(lembar_baru, [("STRUKTUR-02", "coretan", "C3")], "coretan", id="lembar tambahan"),
        pytest.param(lembar_kosong(), [("STRUKTUR-02", "coretan", "")], "0 sel berisi", id="lembar tambahan kosong"),
        pytest.param(
            hapus_lembar("iki"), [("STRUKTUR-14", "IKI 1 Lurah", "")], "IKI 1 Lurah", id="lembar bukan isian hilang"
        ),
        pytest.param(
            salin_lembar("realisasi"), [("STRUKTUR-10", "Salinan", "")], "Realisasi", id="lembar tersalin sama"
        ),
        pytest.param(
            salin_lembar("ringkasan", "N40", "3"),
            [("STRUKTUR-02", "Salinan", "A1")],
            "",
            id="salinan bukan isian berbeda",
        ),
        pytest.param(
            buang("realisasi", "sheetProtection"), [("STRUKTUR-12", "Realisasi", "")], "", id="proteksi dilepas"
        ),
        pytest.param(
            buang("capaian", "sheetProtection"),
            [("STRUKTUR-12", "Capaian", "")],
            "",
            id="proteksi bukan isian dilepas",
        ),
        pytest.param(
            salin_baris("catatan", 5, 40), [("STRUKTUR-11", "Catatan", "A40")], "LURAH.01", id="kunci ganda sama"
        ),
        pytest.param(
            salin_baris("capaian", 5, 60),
            [("STRUKTUR-11", "Capaian", "A60")],
            "kepala2",
            id="baris bukan isian tersalin",
        ),
        pytest.param(
            lalu(isi("catatan", "P1", "kendala", "inlineStr")),
            [("STRUKTUR-22", "Catatan", "P1")],
            "kolom P",
            id="kolom tersalin kosong",
        ),
        pytest.param(
            hapus_baris("realisasi", 3, 4),
            [("STRUKTUR-16", "Realisasi", "")],
            "baris kepala",
            id="baris kepala dihapus",
        ),
        pytest.param(
            hapus_baris("capaian", *range(8, 16)),
            [("STRUKTUR-16", "Capaian", "")],
            "dan 3 lagi",
            id="banyak baris bukan isian dihapus",
        ),
        pytest.param(
            kolom("catatan", {"C": ""}),
            [("STRUKTUR-16", "Catatan", "")],
            "kolom jabatan",
            id="kolom bukan isian dihapus",
        ),
        pytest.param(
            kolom("catatan", {"E": "F", "F": "E"}),
            [("STRUKTUR-15", "Catatan", "E4")],
            "di kolom F, kini",
            id="kolom tertukar",
        ),
        pytest.param(
            kolom("catatan", {"E": "L"} | {h: chr(ord(h) - 1) for h in "FGHIJKL"}),
            [("STRUKTUR-15", "Catatan", "L4")],
            "kendala dipindahkan: terbit di kolom E, kini di kolom L",
            id="kolom dipindahkan ke belakang",
        ),
        pytest.param(
            kolom("realisasi", {"P": "Z", "Z": "P"}),
            [("STRUKTUR-15", "Realisasi", "P1"), ("STRUKTUR-15", "Realisasi", "Z1")],
            "",
            id="kolom tanpa judul tertukar",
        ),
        pytest.param(
            isi("realisasi", "XFD1048576", "77"),
            [("STRUKTUR-07", "Realisasi", "XFD1048576")],
            "77",
            id="sel terakhir lembar",
        ),
        pytest.param(
            isi("realisasi", "R40", "lihat lampiran", "inlineStr"),
            [("STRUKTUR-07", "Realisasi", "R40")],
            "lihat lampiran",
            id="isi di luar isian",
        ),
        pytest.param(
            isi("catatan", "R40", "", rumus="1/0"),
            [("STRUKTUR-07", "Catatan", "R40")],
            "=1/0",
            id="rumus di luar isian",
        ),
        pytest.param(
            isi("realisasi", "L5", "99"), [("RUMUS-01", "Realisasi", "L5")], "tertimpa 99", id="rumus kami tertimpa"
        ),
        pytest.param(
            isi("realisasi", "L5", "99", rumus="90+9"), [("RUMUS-02", "Realisasi", "L5")], "=90+9", id="rumus diubah"
        ),
        pytest.param(
            kosongkan("realisasi", "L5"),
            [("RUMUS-04", "Realisasi", "L5")],
            "dihitung ulang menjadi",
            id="rumus dihapus",
        ),
        pytest.param(
            baris_bergaya,
            [("STRUKTUR-23", "Realisasi", "")],
            "baris kosong yang bergaya",
            id="baris kosong bergaya sampai akhir lembar",
        ),
        pytest.param(gambar(2), [("STRUKTUR-21", "Realisasi", "")], "Ada 2 gambar", id="gambar"),
    ],
)
def test_peringatan(ubahan: Ubahan, tempat: list[Tempat], kutipan: str) -> None:
    """W: every input is read, and what was done is said at its place, quoted."""
    hasil = _periksa(_data(ubahan))
    baru = _baru(hasil)
    assert (hasil.keadaan, sorted(_tempat(t) for t in baru)) == ("diterima", tempat)
    assert {t.tingkat for t in baru} == {"peringatan"}
    assert kutipan in baru[0].pesan
    assert _nilai(hasil) == ISIAN


@pytest.mark.parametrize(
    ("ubahan", "tempat", "kutipan", "hilang"),
    [
        pytest.param(
            isi("realisasi", "D5", "Indikator saya", "inlineStr"),
            [("STRUKTUR-06", "Realisasi", "D5")],
            'dari "Persentase berkas selesai" menjadi "Indikator saya"',
            [],
            id="sel terkunci diubah",
        ),
        pytest.param(
            isi("realisasi", "D5", "1", "b"),
            [("STRUKTUR-06", "Realisasi", "D5")],
            'menjadi "BENAR"',
            [],
            id="sel terkunci menjadi logika",
        ),
        pytest.param(
            kosongkan("realisasi", "D5"),
            [("STRUKTUR-06", "Realisasi", "D5")],
            'dari "Persentase berkas selesai" menjadi ""',
            [],
            id="sel terkunci dikosongkan",
        ),
        pytest.param(
            isi("petunjuk", "J5", "lain", "inlineStr"),
            [("STRUKTUR-06", "Petunjuk", "J5")],
            'menjadi "lain"',
            [],
            id="tautan terkunci diubah",
        ),
        pytest.param(
            kosongkan("petunjuk", "J5"),
            [("STRUKTUR-06", "Petunjuk", "J5")],
            'menjadi ""',
            [],
            id="tautan terkunci dikosongkan",
        ),
        pytest.param(
            isi("realisasi", "H20", "77"),
            [("STRUKTUR-13", "Realisasi", "H20")],
            '"77"',
            [],
            id="baris berisi tanpa kunci",
        ),
        pytest.param(
            hapus_baris("realisasi", 5),
            [("STRUKTUR-03", "Realisasi", "")],
            "LURAH.01/selesai",
            _SELESAI,
            id="baris dihapus",
        ),
        pytest.param(
            kolom("realisasi", {"I": ""}), [("STRUKTUR-04", "Realisasi", "")], "tw2", _TW2, id="kolom isian dihapus"
        ),
        pytest.param(
            lalu(salin_baris("realisasi", 5, 40), isi("realisasi", "H40", "77")),
            [("STRUKTUR-05", "Realisasi", "A40")],
            "Baris LURAH.01/selesai ada lebih dari sekali dengan isi berbeda",
            _SELESAI,
            id="kunci baris ganda berbeda",
        ),
        pytest.param(
            lalu(isi("catatan", "P1", "kendala", "inlineStr"), isi("catatan", "P5", "lain", "inlineStr")),
            [("STRUKTUR-05", "Catatan", "E5"), ("STRUKTUR-05", "Catatan", "P5"), ("STRUKTUR-22", "Catatan", "P1")],
            "Kolom kendala di baris LURAH.01 ada lebih dari sekali",
            [KunciIsian("LURAH.01/catatan/kendala")],
            id="kunci kolom ganda berbeda",
        ),
        pytest.param(
            gabung("realisasi", "H5:I5"),
            [("STRUKTUR-17", "Realisasi", "H5"), ("STRUKTUR-18", "Realisasi", "I5")],
            "Sel H5 sampai I5 digabung",
            [KunciIsian("LURAH.01/selesai", 2)],
            id="nilai di bawah gabungan",
        ),
        pytest.param(
            gabung("realisasi", "G5:H5"),
            [("STRUKTUR-17", "Realisasi", "G5"), ("STRUKTUR-18", "Realisasi", "H5")],
            "hanya G5 yang terlihat",
            [KunciIsian("LURAH.01/selesai", 1)],
            id="isian tertutup sel terkunci",
        ),
        pytest.param(
            lalu(kosongkan("realisasi", "I5"), gabung("realisasi", "H5:I5")),
            [("STRUKTUR-17", "Realisasi", "H5")],
            "Sel H5 sampai I5 digabung",
            [KunciIsian("LURAH.01/selesai", 2)],
            id="sel isian digabung, yang tertutup kosong",
        ),
        pytest.param(
            lalu(buang("realisasi", "dataValidations"), isi("realisasi", "H5", "-4")),
            [("NILAI-05", "Realisasi", "H5")],
            "-4",
            [KunciIsian("LURAH.01/selesai", 1)],
            id="tanpa validasi tetap diperiksa",
        ),
    ],
)
def test_galat(ubahan: Ubahan, tempat: list[Tempat], kutipan: str, hilang: list[KunciIsian]) -> None:
    """C: it is said at its cell or row, which costs these inputs and no others."""
    hasil = _periksa(_data(ubahan))
    # What the file's own formulas show no longer follows where an input is gone.
    baru = [t for t in _baru(hasil) if t.kode not in ("RUMUS-02", "RUMUS-03")]
    assert (hasil.keadaan, sorted(_tempat(t) for t in baru)) == ("diterima", tempat)
    assert kutipan in baru[0].pesan
    assert _nilai(hasil) == {k: n for k, n in ISIAN.items() if k not in hilang}
    assert any(t.tingkat == "galat" for t in baru) or "STRUKTUR-17" in tempat[0]


@pytest.mark.parametrize(
    ("ubahan", "kode"),
    [
        pytest.param(hapus_lembar("target"), "STRUKTUR-01", id="lembar Target dihapus"),
        pytest.param(hapus_lembar("realisasi"), "STRUKTUR-01", id="lembar Realisasi dihapus"),
        pytest.param(hapus_lembar("catatan"), "STRUKTUR-01", id="lembar Catatan dihapus"),
        pytest.param(salin_lembar("realisasi", "H5", "77"), "STRUKTUR-09", id="lembar isian tersalin berbeda"),
        pytest.param(
            lambda k: k.baris(k.lembar("realisasi"))[4].append(ET.Element(f"{_S}c", r="H5")),
            "PAKET-17",
            id="alamat ganda",
        ),
    ],
)
def test_ditolak(ubahan: Ubahan, kode: str) -> None:
    """F: the whole file is refused and says why."""
    hasil = _periksa(_data(ubahan))
    assert hasil.keadaan == "ditolak"
    assert kode in {t.kode for t in hasil.temuan if t.tingkat == "galat"}


@pytest.mark.parametrize(
    ("ubahan", "jumlah", "baris"),
    [
        pytest.param(sembunyikan("realisasi", 5, 6), 10, 2, id="baris"),
        pytest.param(
            lambda k: ET.SubElement(k.lembar("realisasi").find(f"{_S}cols"), f"{_S}col", min="8", max="8", hidden="1"),
            7,
            7,
            id="kolom",
        ),
        pytest.param(lambda k: list(k.daftar())[4].set("state", "hidden"), 38, 8, id="lembar"),
    ],
)
def test_isian_tersembunyi_dihitung(ubahan: Ubahan, jumlah: int, baris: int) -> None:
    """Hidden rows, columns and sheets are read like the others, and how many inputs stand there is told."""
    hasil = _periksa(_data(ubahan))
    satu = [t for t in _baru(hasil, info=True) if t.kode == "STRUKTUR-19"]
    assert [(t.lembar, t.sel, t.tingkat, t.rinci) for t in satu] == [
        ("Realisasi", "H5", "info", {"jumlah": jumlah, "baris": baris})
    ]
    assert _nilai(hasil) == ISIAN


def _openpyxl(ubahan: Callable[[Workbook], None]) -> bytes:
    wb = openpyxl.load_workbook(io.BytesIO(DATA))
    ubahan(wb)
    keluaran = io.BytesIO()
    wb.save(keluaran)
    return keluaran.getvalue()


def _komentari(*komentar: tuple[str, str, str]) -> Callable[[Workbook], None]:
    def ubah(wb: Workbook) -> None:
        wb.create_sheet("coretan")
        for lembar, letak, teks in komentar:
            wb[lembar][letak].comment = Comment(teks, "operator")

    return ubah


def test_komentar_dikutip() -> None:
    """A comment on any sheet is a warning that keeps its words, up to 8,000 characters; ours are not spoken of."""
    komentar = [
        ("Realisasi", "H5", "angka sementara"),
        ("Realisasi", "XFD1048576", "jauh"),
        ("Capaian", "B2", "x" * 8_000),
        ("Capaian", "B3", "y" * 8_001),
        ("coretan", "A1", "cek"),
        ("Target", "F5", "[ikixl] periksa lagi"),
        ("Target", "G5", "dari dinas\n[ikixl] periksa lagi"),
    ]
    hasil = _periksa(_openpyxl(_komentari(*komentar)))
    baru = {_tempat(t): t for t in _baru(hasil) if t.kode != "STRUKTUR-02"}
    assert {t[1:]: s.rinci["ditemukan"] for t, s in baru.items()} == {
        ("Realisasi", "H5"): "angka sementara",
        ("Realisasi", "XFD1048576"): "jauh",
        ("Capaian", "B2"): "x" * 8_000,
        ("Capaian", "B3"): "y" * 7_997 + "...",
        ("coretan", "A1"): "cek",
        ("Target", "G5"): "dari dinas",
    }
    assert {(t.kode, t.tingkat) for t in baru.values()} == {("STRUKTUR-20", "peringatan")}
    assert "angka sementara" in baru["STRUKTUR-20", "Realisasi", "H5"].pesan
    assert _nilai(hasil) == ISIAN


@pytest.mark.parametrize(("catatan", "tempat"), [("", []), ("sudah", [("STRUKTUR-07", "Perbaikan", "D9")])])
def test_daftar_perbaikan_bukan_lembar_asing(catatan: str, tempat: list[Tempat]) -> None:
    """The list of a marked-up return that comes back is as we put it there; what was typed beside it is quoted."""
    data = _data(daftar_perbaikan(catatan))
    hasil = PEMERIKSA.periksa(data, "1001.xlsx")
    assert [_tempat(t) for t in _baru(hasil)] == tempat
    assert (hasil.perbaikan, hasil.dilaporkan) == (True, len(tempat))
    assert hasil.terisi + hasil.tetap + hasil.dilaporkan == sum(len(x.sel) for x in baca_mentah(data, "").lembar)
    assert _nilai(hasil) == ISIAN


def test_catatan_berisi_tanggal() -> None:
    """A date in a note is kept as the date that the cell shows."""

    def ubah(k: Kerja) -> None:
        c = k.satu_sel(k.lembar("catatan"), "E5")
        c.set("s", k.satu_sel(k.lembar("catatan"), "I5").get("s", ""))
        k.isi(c, "45356")

    assert _nilai(_periksa(_data(ubah)))[KunciIsian("LURAH.01/catatan/kendala")] == "5 Maret 2024"


def test_rumus_tanpa_hasil_di_xls() -> None:
    """The reader of .xls gives 0 for a formula whose result is an empty text, which is no stale result."""

    def buka(data: bytes, nama: str) -> BukuMentah:
        mentah = baca_mentah(data, nama)
        mentah.format = "xls"
        for lembar in mentah.lembar:
            for tempat, sel in lembar.sel.items():
                if sel.rumus is not None and sel.nilai in (None, ""):
                    lembar.sel[tempat] = replace(sel, rumus=None, jenis="angka", nilai=0.0)
                else:
                    lembar.sel[tempat] = replace(sel, rumus=None)
        return mentah

    hasil = replace(PEMERIKSA, buka=buka).periksa(DATA, "1001.xls")
    assert {t.kode for t in hasil.temuan if t.kode.startswith("RUMUS")} == set()


def test_proteksi_tidak_diketahui_di_luar_xlsx() -> None:
    """Formats that do not tell whether a sheet is protected say nothing of it."""

    def buka(data: bytes, nama: str) -> BukuMentah:
        mentah = baca_mentah(data, nama)
        mentah.format = "ods"
        for lembar in mentah.lembar:
            lembar.terkunci = False
        return mentah

    hasil = replace(PEMERIKSA, buka=buka).periksa(DATA, "1001.ods")
    assert "STRUKTUR-12" not in {t.kode for t in hasil.temuan}
