"""The values of the fault catalogue, each put into an input of a real return and read through to the end."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import pytest

from ikixl.aturan import Aturan
from ikixl.checks.identitas import HarapanIdentitas
from ikixl.katalog.kunci import KunciIsian, kunci_catatan, kunci_target, kunci_variabel
from ikixl.layout.buku import Buku
from ikixl.layout.identitas import buat_stempel
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.letak import Letak, alamat
from ikixl.layout.muatan import Muatan
from ikixl.layout.unit import susun_buku_unit, target_awal
from ikixl.penerimaan.pemeriksaan import HasilPeriksa, Pemeriksa
from ikixl.reader.berkas import baca_mentah
from ikixl.temuan import Temuan
from ikixl.terbitan.dasar import DasarTerbitan
from ikixl.writer import tulis_buku
from tests.contoh_kecil import KUNCI, isi_kelurahan, katalog_kecil
from tests.kembali.bongkar import Kerja
from tests.kembali.janji import pelanggaran

KATALOG = katalog_kecil()
DASAR = DasarTerbitan(KATALOG, Aturan(), PengaturanBuku())
HARAPAN = HarapanIdentitas("99.99.01", 2024, {"1001": frozenset({1}), "SEK": frozenset({1})})
# The promise is checked on the same raw workbook that was judged; opening each return twice would cost a third more.
BUKA = lru_cache(maxsize=1)(baca_mentah)
PEMERIKSA = Pemeriksa(KUNCI, HARAPAN, lambda digest: DASAR if digest == DASAR.digest else None, buka=BUKA)

BULAT = kunci_variabel("LURAH.01", "masuk", 1)
DESIMAL = kunci_variabel("SEKLUR.03", "masuk", 1)
PERSEN = kunci_variabel("SEKLUR.01", "p", 1)
CENTANG = kunci_variabel("SEKCAM.01", "sop", 1)
TANGGAL = kunci_catatan("LURAH.01", "batas_waktu")
TEKS = kunci_catatan("LURAH.01", "kendala")
TAUTAN = KunciIsian("LURAH.01/selesai/bukti")
#: What else is typed, so that the form is not blank.
ISIAN = {
    "1001": target_awal(KATALOG, "1001") | isi_kelurahan(LURAH_01__selesai__1=8, SEKLUR_02__kib_a__1=4),
    "SEK": target_awal(KATALOG, "SEK") | isi_kelurahan(SEKCAM_01__spp__1=1),
}


@dataclass(frozen=True)
class Isi:
    """What is put into a cell: XML type, stored value, formula, and the number format ("": as issued)."""

    tipe: str
    nilai: str
    rumus: str | None = None
    gaya: str = ""


@pytest.fixture(autouse=True)
def _dibuka_sekali(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.kembali.janji.baca_mentah", BUKA)


def _angka(nilai: str, gaya: str = "") -> Isi:
    return Isi("n", nilai, gaya=gaya)


def _teks(nilai: str) -> Isi:
    return Isi("inlineStr", nilai)


def _rumus(rumus: str, nilai: str = "", tipe: str = "n") -> Isi:
    return Isi(tipe, nilai, rumus)


@cache
def _terbit(unit: str) -> tuple[Buku, bytes]:
    buku = susun_buku_unit(KATALOG, unit, Aturan(), ISIAN[unit], buat_stempel(DASAR.identitas(unit, 1), KUNCI))
    return buku, tulis_buku(buku)


def _unit(kunci: KunciIsian) -> str:
    return "SEK" if kunci.kunci.startswith("SEKCAM") else "1001"


def _letak(buku: Buku, kunci: KunciIsian) -> tuple[int, str]:
    """Number of the sheet's part and address of an input."""
    letak = Letak(buku)
    return next(
        (nomor, alamat(*letak.sel(lembar.kunci, b.kunci, kolom)))
        for nomor, lembar in enumerate(buku.lembar, start=1)
        for b in lembar.baris
        for kolom, s in b.sel.items()
        if s.masukan and s.masukan.isian == kunci
    )


def _kembali(isi: dict[KunciIsian, Isi]) -> HasilPeriksa:
    """The reading of a return with these cells changed, after checking that the promise of the reading was kept."""
    unit = _unit(next(iter(isi)))
    buku, data = _terbit(unit)
    k = Kerja(data, random.Random(1))
    for kunci, satu in isi.items():
        nomor, letak = _letak(buku, kunci)
        sel = k.satu_sel(k.pohon(f"xl/worksheets/sheet{nomor}.xml"), letak)
        k.isi(sel, satu.nilai, satu.tipe, satu.rumus)
        if satu.gaya == "umum":
            del sel.attrib["s"]
        elif satu.gaya:
            nomor_acuan, acuan = _letak(buku, {"tanggal": TANGGAL, "persen": PERSEN}[satu.gaya])
            sel.set("s", k.satu_sel(k.pohon(f"xl/worksheets/sheet{nomor_acuan}.xml"), acuan).get("s", ""))
    kembali = k.bytes()
    hasil = PEMERIKSA.periksa(kembali, f"{unit}.xlsx")
    assert pelanggaran(kembali, f"{unit}.xlsx", hasil, buku) == []
    return hasil


def _di(hasil: HasilPeriksa, kunci: KunciIsian) -> list[Temuan]:
    """Findings on the cell of an input (stale results of our formulas, left by the edit, stand on others)."""
    nomor, letak = _letak(_terbit(_unit(kunci))[0], kunci)
    nama = _terbit(_unit(kunci))[0].lembar[nomor - 1].nama
    return [t for t in hasil.temuan if (t.lembar, t.sel) == (nama, letak)]


#: Input, what stands in it, the value that is read (None: none), and codes of the findings on it.
DIAM: list[tuple[KunciIsian, Isi, float | str]] = [
    (DESIMAL, _teks("1.234,5"), 1234.5),
    (DESIMAL, _teks("85.5"), 85.5),
    (DESIMAL, _angka("1.234"), 1.234),
    (BULAT, _teks("12"), 12),
    (BULAT, _teks(" 12 "), 12),
    (BULAT, _teks("1.234.567"), 1_234_567),
    (PERSEN, _teks("85%"), 85),
    (PERSEN, _teks("85 %"), 85),
    (PERSEN, _teks("85"), 85),
    (PERSEN, _angka("0.85"), 85),
    (PERSEN, _angka("85", "umum"), 85),
    (TANGGAL, _teks("2024-08-17"), "2024-08-17"),
    (TANGGAL, _teks("17 Agustus 2024"), "2024-08-17"),
    (TANGGAL, _teks("17 Pebruari 2024"), "2024-02-17"),
    (TANGGAL, _teks("17/8/2024"), "2024-08-17"),
    (TANGGAL, _angka("45521"), "2024-08-17"),
    (TANGGAL, Isi("d", "2024-08-17"), "2024-08-17"),
    (TEKS, _teks("=1+1"), "=1+1"),
    (TEKS, _teks("+62 812"), "+62 812"),
    (TEKS, _teks("- belum ada"), "- belum ada"),
    (TEKS, _teks("@lurah"), "@lurah"),
    (TEKS, _teks("-"), "-"),
    (TAUTAN, _teks("=HYPERLINK(1)"), "=HYPERLINK(1)"),
    (CENTANG, _teks("Tidak"), 0),
]
PERINGATAN: list[tuple[KunciIsian, Isi, float | str | None, list[str]]] = [
    (BULAT, _rumus("5+7", "12"), 12, ["NILAI-15"]),
    (DESIMAL, _rumus("5/2", "2.5"), 2.5, ["NILAI-15"]),
    (PERSEN, _rumus("17/20", "0.85"), 85, ["NILAI-15"]),
    (CENTANG, _rumus('"Ya"', "Ya", "str"), 1, ["NILAI-15"]),
    (TANGGAL, _rumus("DATE(2024,8,17)", "45521"), "2024-08-17", ["NILAI-15"]),
    (TEKS, _rumus('"a"&"b"', "ab", "str"), "ab", ["NILAI-15"]),
    (BULAT, _teks("1.234"), 1234, ["NILAI-02"]),
    (PERSEN, _angka("0.85", "umum"), 85, ["NILAI-07"]),
    (PERSEN, _teks("0,85"), 85, ["NILAI-07"]),
    (PERSEN, _teks("0.85"), 85, ["NILAI-07"]),
    (PERSEN, _angka("85"), 85, ["NILAI-07"]),
    (PERSEN, _teks("180%"), 180, ["NILAI-08"]),
    (BULAT, _teks("12 buah"), 12, ["NILAI-01"]),
    (BULAT, _teks("12 Buah."), 12, ["NILAI-01"]),
    (BULAT, _teks("-"), None, ["NILAI-09"]),
    (BULAT, _teks("nihil"), None, ["NILAI-09"]),
    (DESIMAL, _teks("Tidak ada"), None, ["NILAI-09"]),
    (PERSEN, _teks("-"), None, ["NILAI-09"]),
    (CENTANG, _teks("-"), None, ["NILAI-09"]),
    (TANGGAL, _teks("tidak ada"), None, ["NILAI-09"]),
    (TANGGAL, _teks("7/8/2024"), "2024-08-07", ["NILAI-20"]),
    (BULAT, _teks("12\u00a0"), 12, ["NILAI-14"]),
    (BULAT, _teks("1\u200b2"), 12, ["NILAI-14"]),
    (DESIMAL, _teks("１２,５"), 12.5, ["NILAI-14"]),
    (PERSEN, _teks("85\u00a0%"), 85, ["NILAI-14"]),
    (TANGGAL, _teks("17\u00a0Agustus 2024"), "2024-08-17", ["NILAI-14"]),
    (CENTANG, _teks("Ya\u200b"), 1, ["NILAI-14"]),
    (CENTANG, _teks("sudah"), 1, ["NILAI-21"]),
    (CENTANG, Isi("b", "1"), 1, ["NILAI-21"]),
]
GALAT: list[tuple[KunciIsian, Isi, list[str]]] = [
    *((k, _rumus("A1+1"), ["NILAI-16"]) for k in (BULAT, DESIMAL, PERSEN, CENTANG, TANGGAL)),
    (TEKS, _rumus('A1&""', "", "str"), ["NILAI-16"]),
    *((k, _rumus("[1]Rekap!A1", "12"), ["NILAI-23"]) for k in (BULAT, DESIMAL, PERSEN, CENTANG)),
    (TANGGAL, _rumus("'[Jadwal.xlsx]Lembar 1'!A1", "45521"), ["NILAI-23"]),
    (BULAT, _rumus("cmd|'/c calc'!A1", "12"), ["NILAI-23"]),
    (BULAT, _rumus("cmd|'/c calc'!A1"), ["NILAI-23"]),
    *((k, Isi("e", "#DIV/0!"), ["NILAI-10"]) for k in (BULAT, DESIMAL, PERSEN, CENTANG, TANGGAL, TEKS, TAUTAN)),
    (BULAT, Isi("e", "#REF!", "A1/B1"), ["NILAI-10"]),
    (DESIMAL, _teks("1.234"), ["NILAI-03"]),
    (BULAT, _teks("1,234"), ["NILAI-03"]),
    (DESIMAL, _teks("1,234"), ["NILAI-03"]),
    (PERSEN, _teks("1,234"), ["NILAI-03"]),
    (PERSEN, _angka("1", "umum"), ["NILAI-03"]),
    (BULAT, _angka("1.234"), ["NILAI-17"]),
    (BULAT, _angka("1.5"), ["NILAI-06"]),
    (BULAT, _angka("-3"), ["NILAI-05"]),
    (BULAT, _teks("12 laporan"), ["NILAI-26"]),
    (DESIMAL, _teks("1,5 juta"), ["NILAI-26"]),
    (BULAT, _teks("≥ 80"), ["NILAI-25"]),
    (PERSEN, _teks("≥ 80%"), ["NILAI-25"]),
    (DESIMAL, _teks("minimal 80"), ["NILAI-25"]),
    *((k, _angka("45385", "tanggal"), ["NILAI-12"]) for k in (BULAT, DESIMAL, PERSEN)),
    *((k, Isi("d", "2024-04-03"), ["NILAI-12"]) for k in (BULAT, CENTANG)),
    (BULAT, _teks("3/4"), ["NILAI-04"]),
    (BULAT, _angka("0.85", "persen"), ["NILAI-11"]),
    (BULAT, Isi("b", "1"), ["NILAI-11"]),
    (TANGGAL, Isi("b", "1"), ["NILAI-11"]),
    *((k, _angka("1e309"), ["NILAI-19"]) for k in (BULAT, DESIMAL, PERSEN)),
    *((k, _angka("NaN"), ["NILAI-19"]) for k in (BULAT, DESIMAL, PERSEN)),
    (DESIMAL, _teks("1e309"), ["NILAI-19"]),
    (TANGGAL, _angka("1e309"), ["NILAI-18"]),
    (TANGGAL, _angka("NaN"), ["NILAI-10"]),
    (BULAT, _teks("banyak"), ["NILAI-04"]),
    (BULAT, _teks("=12"), ["NILAI-04"]),
    (CENTANG, _teks("mungkin"), ["NILAI-13"]),
    (TANGGAL, _teks("besok"), ["NILAI-18"]),
    (TANGGAL, _teks("31/2/2024"), ["NILAI-18"]),
    (TANGGAL, _teks("17/8/2014"), ["NILAI-24"]),
    (TANGGAL, _teks("17 Agustus 2042"), ["NILAI-24"]),
    (TANGGAL, _teks("7/8/1824"), ["NILAI-20", "NILAI-24"]),
    (TANGGAL, _angka("2024"), ["NILAI-24"]),
]


@pytest.mark.parametrize(("kunci", "isi", "nilai"), DIAM)
def test_diam(kunci: KunciIsian, isi: Isi, nilai: float | str) -> None:
    """What can mean one thing only is read as that, without a word."""
    hasil = _kembali({kunci: isi})
    assert _di(hasil, kunci) == []
    assert {i.kunci: i.nilai for i in hasil.isian}[kunci] == nilai
    assert (hasil.keadaan, hasil.ada_galat) == ("diterima", False)


@pytest.mark.parametrize(("kunci", "isi", "nilai", "kode"), PERINGATAN)
def test_peringatan(kunci: KunciIsian, isi: Isi, nilai: float | str | None, kode: list[str]) -> None:
    """What a convention decides is read and remarked upon; a stated blank has a state of its own, and is never 0."""
    hasil = _kembali({kunci: isi})
    assert [(t.kode, t.tingkat) for t in _di(hasil, kunci)] == [(k, "peringatan") for k in kode]
    terbaca = next(i for i in hasil.isian if i.kunci == kunci)
    assert (terbaca.nilai, terbaca.keadaan) == (nilai, "nihil" if nilai is None else "isi")
    assert (hasil.keadaan, hasil.ada_galat) == ("diterima", False)


@pytest.mark.parametrize(("kunci", "isi", "kode"), GALAT)
def test_galat_di_sel(kunci: KunciIsian, isi: Isi, kode: list[str]) -> None:
    """What nobody can tell costs its own cell and nothing else: the others are read, the file is taken."""
    hasil = _kembali({kunci: isi})
    assert [t.kode for t in _di(hasil, kunci)] == kode
    assert _di(hasil, kunci)[-1].tingkat == "galat"
    terbaca = next(i for i in hasil.isian if i.kunci == kunci)
    assert (terbaca.nilai, terbaca.keadaan) == (None, "tidak_sah")
    lain = {i.kunci: i.nilai for i in hasil.isian if i.kunci != kunci}
    assert (hasil.keadaan, lain) == ("diterima", {k: n for k, n in ISIAN[_unit(kunci)].items() if k != kunci})


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({BULAT: _angka("1.234")}, "1,234 bisa berarti 1234 atau 1,234."),
        ({DESIMAL: _teks("1.234")}, '"1.234" bisa berarti 1234 atau 1,234.'),
        ({BULAT: _teks("1,234")}, '"1,234" bisa berarti 1234 atau 1,234.'),
        ({BULAT: _teks("12 laporan")}, '"12 laporan" menyebut laporan, padahal yang diminta buah.'),
        (
            {TANGGAL: _teks("17/8/2014")},
            "17 Agustus 2014 di luar 1 Januari 2023 sampai 31 Desember 2026, masa yang wajar untuk buku kerja tahun",
        ),
        ({BULAT: _angka("45385", "tanggal")}, "Sel ini berisi tanggal 3 April 2024, padahal yang diminta angka;"),
        ({BULAT: _rumus("[1]Rekap!A1", "12")}, "rumus =[1]Rekap!A1 yang mengambil nilainya dari luar buku kerja"),
    ],
)
def test_kalimat(isi: dict[KunciIsian, Isi], kalimat: str) -> None:
    """A message offers both readings, and names the unit, the range, the date or the formula that it is about."""
    satu = next(iter(isi))
    assert kalimat in " ".join(t.pesan for t in _di(_kembali(isi), satu))


def test_wajib_kosong() -> None:
    """Required inputs that are blank or stated as blank are a matter of completeness (info), never an error."""
    hasil = _kembali({BULAT: _teks("nihil")})
    lengkap = [t for t in hasil.temuan if t.kode == "LENGKAP-01"]
    assert [t.tingkat for t in lengkap] == ["info"]
    assert "LURAH.01/masuk TW 1" in lengkap[0].pesan
    assert not hasil.ada_galat


def test_formulir_kosong_ditolak() -> None:
    """A form on which no realisasi was typed at all refuses the file, targets or not."""
    kosong = {k: Isi("n", "") for k in ISIAN["1001"] if not k.kunci.endswith("/target")}
    hasil = _kembali(kosong)
    assert hasil.keadaan == "ditolak"
    assert [(t.kode, t.tingkat) for t in hasil.temuan if t.kode.startswith("LENGKAP")] == [("LENGKAP-02", "galat")]


GANGGUAN = kunci_variabel("LURAH.02", "n", 2)
KIB_A, KIB_A_2 = (kunci_variabel("SEKLUR.02", "kib_a", t) for t in (1, 2))
MASUK_3 = kunci_variabel("SEKLUR.03", "masuk", 3)


@pytest.mark.parametrize(
    ("isi", "kunci", "kalimat"),
    [
        ({GANGGUAN: "10000"}, GANGGUAN, "10000 sedikitnya 1000 kali target triwulan II, yaitu 10 (Target"),
        ({PERSEN: "0.0008"}, PERSEN, "0,08 paling banyak 1/1000 dari target triwulan I, yaitu 80 (Target"),
        ({KIB_A: "10000"}, KIB_A, "10000 sedikitnya 1000 kali target triwulan I, yaitu 10 (Target"),
        ({KIB_A_2: "4000"}, KIB_A_2, "4000 sedikitnya 1000 kali angka triwulan I, yaitu 4 (Realisasi"),
        ({DESIMAL: "2500", MASUK_3: "2.5"}, MASUK_3, "2,5 paling banyak 1/1000 dari angka triwulan I, yaitu 2500"),
    ],
)
def test_seribu_kali(isi: dict[KunciIsian, str], kunci: KunciIsian, kalimat: str) -> None:
    """A number a thousand times off its target or its last triwulan is used and remarked upon, both numbers said."""
    hasil = _kembali({k: _angka(n) for k, n in isi.items()})
    temuan = [t for t in _di(hasil, kunci) if t.kode == "NILAI-22"]
    assert [t.tingkat for t in temuan] == ["peringatan"]
    assert kalimat in temuan[0].pesan
    assert next(i for i in hasil.isian if i.kunci == kunci).keadaan == "isi"


@pytest.mark.parametrize(
    "isi",
    [
        {GANGGUAN: "9999"},
        {GANGGUAN: "0"},
        {PERSEN: "0.0009"},
        {KIB_A_2: "3999"},
        # A part may be small beside the target of the whole, and the target of a difference says nothing of its parts.
        {kunci_target("SEKLUR.02", 1): "12000"},
        {DESIMAL: "90000"},
        # A triwulan with 0 is passed over: 2 in triwulan III beside 0 in II and 2 in I.
        {DESIMAL: "2", kunci_variabel("SEKLUR.03", "masuk", 2): "0", MASUK_3: "2"},
    ],
)
def test_wajar(isi: dict[KunciIsian, str]) -> None:
    """Less than a thousand times, zeros, and what cannot be compared with the target pass without a word."""
    hasil = _kembali({k: _angka(n) for k, n in isi.items()})
    assert not [t for t in hasil.temuan if t.kode == "NILAI-22"]


def _temuan_22(muatan: Muatan, dasar: DasarTerbitan, isian: dict[KunciIsian, float | str]) -> list[Temuan]:
    """NILAI-22 in a return of another issue of 1001."""
    stempel = buat_stempel(dasar.identitas("1001", 1), KUNCI)
    buku = susun_buku_unit(dasar.katalog, "1001", Aturan(), {**muatan.tetap, **isian}, stempel, muatan=muatan)
    pemeriksa = Pemeriksa(KUNCI, HARAPAN, lambda _: dasar, lambda *_: muatan)
    return [t for t in pemeriksa.periksa(tulis_buku(buku), "1001.xlsx").temuan if t.kode == "NILAI-22"]


def test_seribu_kali_angka_yang_sudah_diterima() -> None:
    """What was accepted earlier and stands locked in the workbook is compared with, too."""
    temuan = _temuan_22(Muatan(triwulan=2, tetap={KIB_A: 4.0}), DASAR, {KIB_A_2: 4000})
    assert [t.pesan.partition(";")[0] for t in temuan] == [
        "4000 sedikitnya 1000 kali angka triwulan I, yaitu 4 (sudah diterima sebelumnya)"
    ]


def test_seribu_kali_target_tahun() -> None:
    """An indikator that is reported once a year is held against the year's target where its triwulan has none."""
    tahunan = tuple(i.model_copy(update={"periode": "tahunan"}) for i in KATALOG.indikator)
    dasar = DasarTerbitan(replace(KATALOG, indikator=tahunan), Aturan(), PengaturanBuku())
    isian: dict[KunciIsian, float | str] = {kunci_target("LURAH.02", 0): 20, kunci_variabel("LURAH.02", "n", 4): 20_000}
    assert "target tahun, yaitu 20 (Target" in _temuan_22(Muatan(), dasar, isian)[0].pesan
