"""Hostile and damaged returns: reading never raises, never uses a wrong value, never loses one without a word."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from ikixl.aturan import Aturan
from ikixl.katalog.kunci import KunciIsian
from ikixl.layout.buku import Buku
from ikixl.layout.identitas import buat_stempel
from ikixl.layout.unit import susun_buku_unit
from ikixl.penerimaan.pemeriksaan import HasilPeriksa
from ikixl.reader.berkas import baca_mentah
from ikixl.writer import tulis_buku
from tests.contoh_kecil import KUNCI
from tests.kembali.bongkar import Kerja
from tests.kembali.janji import pelanggaran
from tests.kembali.test_pembacaan import DASAR, KATALOG, PEMERIKSA

_STEMPEL = buat_stempel(DASAR.identitas("1001", 1), KUNCI)
_SELESAI = KunciIsian("LURAH.01/selesai", 1)
_KENDALA = KunciIsian("LURAH.01/catatan/kendala")


def _buku(isian: dict[KunciIsian, float | str]) -> Buku:
    return susun_buku_unit(KATALOG, "1001", Aturan(), isian, _STEMPEL)


def _isian_penuh() -> dict[KunciIsian, float | str]:
    """Every input filled, no two numbers alike, so that a value names the cell that it came from."""
    masukan = [s.masukan for lembar in _buku({}).lembar for b in lembar.baris for s in b.sel.values() if s.masukan]
    isian: dict[KunciIsian, float | str] = {}
    for n, m in enumerate(masukan):
        nilai: dict[str, float | str] = {"bulat": 1000.0 + n, "desimal": 2000.5 + n, "persen": 10 + n / 4}
        isian[m.isian] = nilai.get(m.jenis, "2024-03-05" if m.jenis == "tanggal" else f"teks {n}")
    return isian


ISIAN = _isian_penuh()
TERBIT = _buku(ISIAN)
DATA = tulis_buku(TERBIT)


def _periksa(ubahan: Callable[[Kerja], None]) -> HasilPeriksa:
    """The reading of the full workbook after a change to its parts, the promise kept."""
    k = Kerja(DATA, random.Random(1))
    ubahan(k)
    data = k.bytes()
    hasil = PEMERIKSA.periksa(data, "1001.xlsx")
    assert pelanggaran(data, "1001.xlsx", hasil, TERBIT) == []
    return hasil


def _isi(lembar: str, letak: str, nilai: str, tipe: str = "n", rumus: str | None = None) -> Callable[[Kerja], None]:
    return lambda k: k.isi(k.satu_sel(k.lembar(lembar), letak), nilai, tipe, rumus)


def _nilai(hasil: HasilPeriksa) -> dict[KunciIsian, float | str | None]:
    return {i.kunci: i.nilai for i in hasil.isian if i.keadaan == "isi"}


def _di(hasil: HasilPeriksa, letak: str) -> list[str]:
    return [t.kode for t in hasil.temuan if t.sel == letak]


def test_tanpa_serangan() -> None:
    """The workbook that is attacked reads back whole, so that what the mutants show is the mutation's."""
    hasil = _periksa(lambda _: None)
    assert _nilai(hasil) == ISIAN
    assert hasil.dilaporkan == 0


@pytest.mark.parametrize("letak", ["H5", "H8", "H11"])
@pytest.mark.parametrize("nilai", ["1e999", "-1e999", "1e308", "-1e308", "1e16"])
def test_angka_tak_terhingga(nilai: str, letak: str) -> None:
    """A number beyond all bounds is refused at its cell; it once ended the reckoning of the formulas."""
    assert set(_di(_periksa(_isi("realisasi", letak, nilai)), letak)) & {"NILAI-05", "NILAI-19"}


@pytest.mark.parametrize("rumus", ["A" + "9" * 5000, "'" * 60_000, "x" * 60_000, "A" * 8000 + "!A1", '"' * 8001])
def test_rumus_raksasa(rumus: str) -> None:
    """A monstrous formula is an altered one: it once raised, or took minutes to look through."""
    hasil = _periksa(_isi("realisasi", "L5", "1", rumus=rumus))
    assert _di(hasil, "L5") == ["RUMUS-02"]


@pytest.mark.parametrize(("nilai", "kode", "dibaca"), [("", "NILAI-16", None), ("abc", "NILAI-15", "abc")])
def test_rumus_di_isian_teks(nilai: str, kode: str, dibaca: str | None) -> None:
    """A formula in a note is spoken of as it is in a number; without a result it was lost without a word."""
    hasil = _periksa(_isi("catatan", "E5", nilai, "str", 'B5&""'))
    assert _di(hasil, "E5") == [kode]
    assert _nilai(hasil).get(_KENDALA) == dibaca


@pytest.mark.parametrize(("lembar", "letak"), [("realisasi", "H5"), ("catatan", "E5"), ("catatan", "I5")])
def test_teks_tak_terlihat(lembar: str, letak: str) -> None:
    """An input that only looks blank is named, in numbers, notes and dates."""
    assert _di(_periksa(_isi(lembar, letak, "\u200b", "inlineStr")), letak) == ["NILAI-09"]


def test_teks_terlalu_panjang() -> None:
    """A note longer than any cell can be issued with is refused, because it could not be issued again."""
    assert _di(_periksa(_isi("catatan", "E5", "x" * 32_768, "inlineStr")), "E5") == ["NILAI-11"]
    assert _nilai(_periksa(_isi("catatan", "E5", "x" * 32_767, "inlineStr")))[_KENDALA] == "x" * 32_767


def _kolom_ganda(nilai: str) -> Callable[[Kerja], None]:
    def ubah(k: Kerja) -> None:
        _isi("realisasi", "AC1", "tw1", "inlineStr")(k)
        _isi("realisasi", "AC5", nilai)(k)

    return ubah


def test_kolom_ganda_berbeda() -> None:
    """Two columns with the same key that differ in a row cost that input, and both cells are named."""
    hasil = _periksa(_kolom_ganda("77"))
    assert _SELESAI not in _nilai(hasil)
    assert (_di(hasil, "H5"), _di(hasil, "AC5")) == (["STRUKTUR-05"], ["STRUKTUR-05"])
    assert "77" in next(t.pesan for t in hasil.temuan if t.sel == "AC5")


def test_kolom_ganda_sama() -> None:
    """Two columns with the same key and value are read once, and the copy is named."""
    hasil = _periksa(_kolom_ganda(str(ISIAN[_SELESAI])))
    assert _nilai(hasil) == ISIAN
    assert _di(hasil, "AC5") == ["STRUKTUR-07"]


def _salin_baris(k: Kerja, *nomor: int) -> None:
    """Row 5 of Realisasi (LURAH.01/selesai) again at these rows, with its key and triwulan I only."""
    for r in nomor:
        _isi("realisasi", f"A{r}", "LURAH.01/selesai", "inlineStr")(k)
        for letak, kunci in zip("HIJK", (1, 2, 3, 4), strict=True):
            _isi("realisasi", f"{letak}{r}", str(ISIAN[KunciIsian("LURAH.01/selesai", kunci)]))(k)
        _isi("realisasi", f"N{r}", str(ISIAN[KunciIsian("LURAH.01/selesai/bukti")]), "inlineStr")(k)


def test_baris_ganda_di_balik_kolom_ganda() -> None:
    """A blank column with a copied key does not hide that copied rows differ."""

    def ubah(k: Kerja) -> None:
        _salin_baris(k, 40)
        _isi("realisasi", "H40", "77")(k)
        _isi("realisasi", "AC1", "tw1", "inlineStr")(k)

    hasil = _periksa(ubah)
    assert _di(hasil, "A40") == ["STRUKTUR-05"]
    assert _SELESAI not in _nilai(hasil)


def test_tiga_baris_yang_satu_berbeda() -> None:
    """Of three rows with one key none is said to be read when one of them differs."""

    def ubah(k: Kerja) -> None:
        _salin_baris(k, 40, 41)
        _isi("realisasi", "H41", "77")(k)

    hasil = _periksa(ubah)
    assert (_di(hasil, "A40"), _di(hasil, "A41")) == (["STRUKTUR-05"], ["STRUKTUR-05"])
    assert not [t for t in hasil.temuan if t.kode == "STRUKTUR-11"]
    assert _SELESAI not in _nilai(hasil)


def test_baris_ganda_sama() -> None:
    """A row copied with the same inputs is read once, and the copy is named."""
    hasil = _periksa(lambda k: _salin_baris(k, 40))
    assert _di(hasil, "A40") == ["STRUKTUR-11"]
    assert _nilai(hasil) == ISIAN


def _salin_lembar(k: Kerja, kunci: str) -> str:
    """A copy of a sheet at the end, listed as Salinan; the name of its part."""
    bagian = "xl/worksheets/sheet77.xml"
    k.salin(kunci, "Salinan", bagian)
    return bagian


def test_salinan_lembar_berbeda_di_hasil_rumus() -> None:
    """A copied sheet whose input is a formula with another result refuses the file: it was said to be the same."""

    def ubah(k: Kerja) -> None:
        _isi("realisasi", "H5", "8", rumus="4+4")(k)
        bagian = _salin_lembar(k, "realisasi")
        k.isi(k.satu_sel(k.pohon(bagian), "H5"), "9", rumus="4+5")

    hasil = _periksa(ubah)
    assert hasil.keadaan == "ditolak"
    assert [t.lembar for t in hasil.temuan if t.kode == "STRUKTUR-09"] == ["Salinan"]


def test_salinan_lembar_sama() -> None:
    """A sheet copied unchanged is read once."""
    hasil = _periksa(lambda k: k.salin("realisasi", "Salinan", "xl/worksheets/sheet77.xml"))
    assert hasil.keadaan == "diterima"
    assert [t.kode for t in hasil.temuan if t.lembar == "Salinan"] == ["STRUKTUR-10"]
    assert _nilai(hasil) == ISIAN


def test_salinan_lembar_tanpa_isian_berbeda() -> None:
    """A copied sheet without inputs that differs is an additional sheet, not one with the same content."""

    def ubah(k: Kerja) -> None:
        bagian = _salin_lembar(k, "capaian")
        k.isi(k.satu_sel(k.pohon(bagian), "B30"), "catatan kami", "inlineStr")

    hasil = _periksa(ubah)
    assert [t.kode for t in hasil.temuan if t.lembar == "Salinan"] == ["STRUKTUR-02"]


def test_dua_lembar_identitas_berbeda() -> None:
    """A second hidden sheet with the stamp of another unit contradicts the first, whichever comes last."""
    lain = buat_stempel(DASAR.identitas("1002", 1), KUNCI)

    def ubah(k: Kerja) -> None:
        _salin_lembar(k, "_ikixl")
        k.isi(k.satu_sel(k.lembar("_ikixl"), "B2"), lain, "inlineStr")

    hasil = _periksa(ubah)
    assert [t.kode for t in hasil.temuan] == ["IDENTITAS-03"]
    assert "1002" in hasil.temuan[0].pesan


def test_rumus_ke_lembar_asing_bernama_kunci() -> None:
    """A formula that refers to a foreign sheet named like the key of ours is an altered formula."""

    letak: list[str] = []

    def ubah(k: Kerja) -> None:
        k.namai("target", "Sasaran")
        k.salin("ringkasan", "target", "xl/worksheets/sheet77.xml")
        k.isi(k.satu_sel(k.pohon("xl/worksheets/sheet77.xml"), "A1"), "")
        c = next(c for c in k.sel(k.lembar("capaian")) if "Target!" in k.rumus(c))
        letak.append(c.get("r", ""))
        k.isi(c, "1", rumus=k.rumus(c).replace("Target!", "target!"))

    hasil = _periksa(ubah)
    assert "RUMUS-02" in _di(hasil, letak[0])


@pytest.mark.parametrize(
    ("lembar", "letak", "nilai", "tipe", "kode"),
    [
        ("realisasi", "A5", "LURAH.01", "inlineStr", "STRUKTUR-08"),
        ("realisasi", "A5", "12", "n", "STRUKTUR-08"),
        ("realisasi", "A5", "x" * 30_000, "inlineStr", "STRUKTUR-08"),
        ("realisasi", "H1", "3", "n", "STRUKTUR-07"),
    ],
)
def test_kunci_asing(lembar: str, letak: str, nilai: str, tipe: str, kode: str) -> None:
    """A key of another sheet, a number or a long text in place of a key is named briefly; its inputs are not used."""
    hasil = _periksa(_isi(lembar, letak, nilai, tipe))
    assert kode in _di(hasil, letak)
    assert _SELESAI not in _nilai(hasil)
    assert max(len(t.pesan) for t in hasil.temuan) < 600


@pytest.mark.parametrize(("penanda", "keadaan"), [("#ikixl:realisasi  ", "diterima"), ("#ikixl:lain", "ditolak")])
def test_penanda(penanda: str, keadaan: str) -> None:
    """Spaces behind a marker do no harm; a marker with an unknown key leaves the sheet foreign and its own missing."""
    hasil = _periksa(_isi("realisasi", "A1", penanda, "inlineStr"))
    assert hasil.keadaan == keadaan
    assert (_nilai(hasil) == ISIAN) is (keadaan == "diterima")


def test_ribuan_baris_asing() -> None:
    """Thousands of rows with foreign keys are judged in one go, not each by looking through all of them."""

    kunci = ("asing", "LURAH.01/selesai")
    baris = "".join(
        f'<row r="{r}"><c r="A{r}" t="inlineStr"><is><t>{kunci[r % 2]}</t></is></c></row>' for r in range(100, 8100)
    )
    k = Kerja(DATA, random.Random(1))
    nama = "xl/worksheets/sheet5.xml"
    k.bagian[nama] = k.bagian[nama].replace(b"</sheetData>", baris.encode() + b"</sheetData>")
    hasil = PEMERIKSA.periksa(k.bytes(), "1001.xlsx")
    assert sum(t.kode == "STRUKTUR-08" for t in hasil.temuan) == 4000


def test_nama_lembar_ganda_di_luar_xlsx(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sheets of one name, which .ods does not rule out, refuse the file instead of confusing the account."""
    mentah = baca_mentah(DATA, "1001.xlsx")
    mentah = replace(mentah, format="ods", lembar=[*mentah.lembar, replace(mentah.lembar[0])])
    monkeypatch.setattr("ikixl.penerimaan.pemeriksaan.baca_mentah", lambda data, nama: mentah)
    hasil = PEMERIKSA.periksa(DATA, "1001.ods")
    assert (hasil.keadaan, [t.kode for t in hasil.temuan]) == ("ditolak", ["BERKAS-07"])


def test_rumus_tertimpa_tanpa_keterangan_rumus(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a format that tells no formulas an overwritten result is found by its value and reported once a sheet."""
    mentah = baca_mentah(DATA, "1001.xlsx")
    for lembar in mentah.lembar:
        lembar.sel = {t: replace(s, rumus=None, persen=False) for t, s in lembar.sel.items()}
        if lembar.nama == "Realisasi":
            lembar.sel[4, 11] = replace(lembar.sel[4, 11], jenis="angka", nilai=1.0)
    mentah = replace(mentah, format="ods", properti={}, nama_terdefinisi={})
    monkeypatch.setattr("ikixl.penerimaan.pemeriksaan.baca_mentah", lambda data, nama: mentah)
    hasil = PEMERIKSA.periksa(DATA, "1001.ods")
    assert [(t.lembar, t.sel) for t in hasil.temuan if t.kode == "RUMUS-03"] == [("Realisasi", "L5")]
    assert _nilai(hasil) == ISIAN
