"""Colours, words, meter and verdict of the unit workbook as they change while an operator types, in LibreOffice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ikixl.writer import tulis_buku
from tests.program.pengetik import LIHAT, Ketikan, ketik, python_uno
from tests.program.tampilan import SelTampak, baca_tampilan, baris_bertulisan
from tests.program.test_ketik import _buku, _masukan

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(python_uno() is None, reason="no Python with uno (python3-uno)"),
]

UNIT = "1001"
_ISIAN, _KOSONG, _TERLEWAT = "#FFF9DB", "#FCE4D6", "#F4B084"
_LEBIH, _SALAH, _SIAP, _BELUM = "#E4DFEC", "#FF9999", "#C6E0B4", "#FFE699"
_VARIABEL, _TW, _CAPAIAN, _STATUS = 3, (6, 7, 8, 9), 11, 13

Isian = tuple[str, int, str]
#: Step -> what is typed in it: input, triwulan, text; "!" before a text means that it is pasted.
LANGKAH: dict[str, Sequence[Isian]] = {
    "kosong": [],
    "satu": [("LURAH.01/selesai", 1, "9")],
    "lebih": [("LURAH.01/masuk", 1, "8")],
    "benar": [("LURAH.01/masuk", 1, "10")],
    "lengkap": [
        ("SEKLUR.01/p", 1, "80%"),
        ("SEKLUR.02/kib_a", 1, "5"),
        ("SEKLUR.02/kib_b", 1, "5"),
        ("SEKLUR.03/masuk", 1, "4"),
        ("SEKLUR.03/keluar", 1, "1"),
    ],
    "catatan": [("SEKLUR.03/catatan/kendala", 0, "Pengadaan tertunda"), ("SEKLUR.03/catatan/solusi", 0, "Dijadwalkan")],
    "teks": [("SEKLUR.02/kib_a", 1, "!banyak")],
    "terlewat": [("SEKLUR.02/kib_a", 1, "5"), ("LURAH.01/selesai", 3, "12")],
}


class Layar:
    """The workbook as it looks after one step."""

    def __init__(self, html: str) -> None:
        *_, self.target, self.realisasi, self.catatan, self.capaian, self.ringkasan = baca_tampilan(html)

    def baris(self, variabel: str) -> list[SelTampak]:
        """The row of Realisasi for the data with this name."""
        return baris_bertulisan(self.realisasi, variabel, _VARIABEL)

    def warna(self, variabel: str, triwulan: int) -> str:
        """Colour of an input of Realisasi."""
        return self.baris(variabel)[_TW[triwulan - 1]].warna

    def keadaan(self, variabel: str) -> str:
        """The word at the end of a row of Realisasi."""
        return self.baris(variabel)[_STATUS].teks

    @property
    def status(self) -> tuple[str, str]:
        """The large letters of Ringkasan and their colour."""
        sel = next(s for b in self.ringkasan for s in b if s.teks in ("SIAP DIKIRIM", "BELUM LENGKAP"))
        return sel.teks, sel.warna

    def ringkas(self, label: str, kolom: int) -> str:
        """A cell of the Ringkasan row with this label."""
        return baris_bertulisan(self.ringkasan, label, 0)[kolom].teks


@pytest.fixture(scope="module")
def layar(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Layar]:
    """The workbook of a kelurahan, looked at after each step of typing."""
    folder = tmp_path_factory.mktemp("warna")
    asal = folder / "1001.xlsx"
    asal.write_bytes(tulis_buku(_buku(UNIT)))
    tempat = _masukan(UNIT)
    ketikan: list[Ketikan] = []
    for isian in LANGKAH.values():
        for kunci, triwulan, teks in isian:
            lembar, alamat, _ = tempat[kunci, triwulan]
            tempel = Ketikan(lembar, alamat, teks.removeprefix("!"), "tempel")
            ketikan.append(tempel if teks.startswith("!") else Ketikan(lembar, alamat, teks))
        ketikan.append(LIHAT)
    hasil = ketik({asal: (folder / "kembali.xlsx", ketikan)})[asal]
    return dict(zip(LANGKAH, (Layar(h["html"]) for h in hasil if "html" in h), strict=True))


def test_belum_diketik_tidak_menegur(layar: dict[str, Layar]) -> None:
    """Before anybody types nothing is coloured as missing, though the words say what is."""
    awal = layar["kosong"]
    assert (awal.warna("Berkas masuk", 1), awal.keadaan("Berkas masuk")) == (_ISIAN, "belum terisi")
    assert awal.status == ("BELUM LENGKAP", _BELUM)
    assert awal.ringkas("Persentase terisi", 1) == "0%"
    assert awal.keadaan("Gangguan") == "belum diminta"


def test_yang_kurang_berwarna_lalu_terisi(layar: dict[str, Layar]) -> None:
    """Once a triwulan is begun its blanks are coloured and said; filled in, they are not."""
    satu, benar = layar["satu"], layar["benar"]
    assert (satu.warna("Berkas selesai", 1), satu.keadaan("Berkas selesai")) == (_ISIAN, "terisi")
    assert (satu.warna("Berkas masuk", 1), satu.keadaan("Berkas masuk")) == (_KOSONG, "belum terisi")
    assert (benar.warna("Berkas masuk", 1), benar.keadaan("Berkas masuk")) == (_ISIAN, "terisi")


def test_lebih_besar_daripada_pembaginya(layar: dict[str, Layar]) -> None:
    """A part above its whole is coloured at once, and no longer when the whole is corrected."""
    lebih, benar = layar["lebih"], layar["benar"]
    assert (lebih.warna("Berkas selesai", 1), lebih.keadaan("Berkas selesai")) == (_LEBIH, "melebihi pembagi")
    assert lebih.keadaan("Berkas masuk") == "terisi"
    assert (benar.warna("Berkas selesai", 1), benar.keadaan("Berkas selesai")) == (_ISIAN, "terisi")
    # 9 of 10 against a target of 80 %, and 9 of 8 before.
    assert [x.baris("Berkas selesai")[_CAPAIAN].teks for x in (lebih, benar)] == ["140,63", "112,50"]


def test_meter_dan_siap_dikirim(layar: dict[str, Layar]) -> None:
    """The meter grows with each input, and the verdict turns when nothing that is due is missing."""
    assert [layar[x].ringkas("Persentase terisi", 1) for x in ("kosong", "satu", "benar", "lengkap")] == [
        "0%",
        "14%",
        "29%",
        "100%",
    ]
    assert [layar[x].ringkas("Lurah", 7) for x in ("kosong", "satu", "benar")] == ["0%", "50%", "100%"]
    assert [layar[x].ringkas("Lurah", 9) for x in ("satu", "benar")] == ["buka isian kosong", ""]
    assert layar["benar"].status == ("BELUM LENGKAP", _BELUM)
    assert layar["lengkap"].status == ("SIAP DIKIRIM", _SIAP)


def test_catatan_ditunggu_bila_capaian_kurang(layar: dict[str, Layar]) -> None:
    """Below 100 % kendala and solusi are waited for, in colour and words, without holding up the sending."""
    lengkap, sesudah = (baris_bertulisan(layar[x].catatan, "Sisa barang", 2) for x in ("lengkap", "catatan"))
    assert ([s.warna for s in lengkap[3:6]], lengkap[-1].teks) == ([_KOSONG, _KOSONG, _ISIAN], "belum terisi")
    assert ([s.warna for s in sesudah[3:6]], sesudah[-1].teks) == ([_ISIAN] * 3, "terisi")
    assert baris_bertulisan(layar["lengkap"].catatan, "Jumlah aset", 2)[-1].teks == "tidak perlu"
    assert layar["lengkap"].status == ("SIAP DIKIRIM", _SIAP)


def test_teks_di_sel_angka(layar: dict[str, Layar]) -> None:
    """A text that was pasted into a number is coloured, said, and counts as missing."""
    teks = layar["teks"]
    assert (teks.warna("KIB A", 1), teks.keadaan("KIB A")) == (_SALAH, "periksa angka")
    assert teks.status == ("BELUM LENGKAP", _BELUM)


def test_triwulan_yang_terlewat(layar: dict[str, Layar]) -> None:
    """With a number in a later triwulan the blanks before it are late, those beside it missing."""
    lewat = layar["terlewat"]
    assert (lewat.warna("Berkas masuk", 2), lewat.keadaan("Berkas masuk")) == (_TERLEWAT, "belum terisi, terlewat")
    assert (lewat.warna("Gangguan", 2), lewat.keadaan("Gangguan")) == (_TERLEWAT, "belum terisi, terlewat")
    assert lewat.warna("Berkas masuk", 3) == _KOSONG
    assert lewat.warna("Berkas masuk", 4) == _ISIAN
    assert lewat.status == ("BELUM LENGKAP", _BELUM)
