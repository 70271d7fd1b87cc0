"""The sheets of the rekap that rank, trace and compare, against what a person reckons by hand."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikixl.aturan import Aturan
from ikixl.kaskade import banding_kaskade
from ikixl.katalog.kunci import KunciIsian, kunci_catatan, kunci_target, kunci_variabel
from ikixl.katalog.model import Unit, Variabel
from ikixl.konsolidasi import Konsolidasi, NilaiAsal
from ikixl.layout.buku import Buku, Lembar, Rumus, Sel
from ikixl.rekap import BarisStatus, KonteksRekap, susun_buku_rekap
from ikixl.rekap.urutan import urutkan
from ikixl.writer import tulis_buku
from tests.contoh_kecil import katalog_kecil

# Berkas masuk and selesai by kelurahan; Satu and Tiga reach the same, so they share the second place.
BERKAS = {"1001": (40, 50), "1002": (45, 50), "1003": (80, 100)}


def _katalog() -> KonteksRekap:
    """Four kelurahan, two of them under the sekretariat, which counts their files; the fourth returned nothing."""
    dasar = katalog_kecil()
    unit = tuple(u.model_copy(update={"induk": "SEK"}) if u.kode in ("1001", "1002") else u for u in dasar.unit)
    variabel = tuple(_acuan(v) for v in dasar.variabel)
    katalog = replace(
        dasar, unit=(*unit, Unit(kode="1004", nama="Kelurahan Empat", jenis="kelurahan")), variabel=variabel
    )
    isian: dict[str, dict[KunciIsian, NilaiAsal]] = {"SEK": {}}
    for unit_, (selesai, masuk) in BERKAS.items():
        milik = isian.setdefault(unit_, {})
        for t in (1, 2):
            milik[kunci_variabel("LURAH.01", "selesai", t)] = _asal(unit_, selesai, 4 + t)
            milik[kunci_variabel("LURAH.01", "masuk", t)] = _asal(unit_, masuk, 14 + t)
            milik[kunci_target("LURAH.01", t)] = _asal(unit_, 80, 24 + t)
        milik[kunci_catatan("LURAH.01", "kendala")] = NilaiAsal(f"Hujan di {unit_}", "isi")
    for v, n in (("sop", 85), ("spp", 84)):
        for t in (1, 2):
            isian["SEK"][kunci_variabel("SEKCAM.01", v, t)] = _asal("SEK", n, t)
    for t in (1, 2):
        isian["SEK"][kunci_target("SEKCAM.01", t)] = _asal("SEK", 1, 10 + t)
    konsolidasi = Konsolidasi(katalog, Aturan(), isian)
    return KonteksRekap(
        konsolidasi,
        2,
        tuple(BarisStatus(u.kode, "diterima") for u in katalog.unit),
        nama_berkas={f"sha-{u}": f"{u}.xlsx" for u in BERKAS},
        arsip={f"sha-{u}": f"../arsip/{u}/isi.xlsx" for u in BERKAS},
        banding=tuple(banding_kaskade(konsolidasi, 2)),
    )


def _acuan(v: Variabel) -> Variabel:
    """The sekretariat's two figures: what the two kelurahan below it finished, and the share of it."""
    acuan = {"sop": "LURAH.01/selesai", "spp": "LURAH.01"}
    if v.indikator != "SEKCAM.01":
        return v
    return v.model_copy(update={"isian": "bulat", "gabung_waktu": "akhir", "acuan": acuan[v.kode]})


def _asal(unit: str, nilai: float, baris: int) -> NilaiAsal:
    return NilaiAsal(nilai, "isi", f"sha-{unit}", "Realisasi", f"H{baris}")


@pytest.fixture(scope="module")
def ktk() -> KonteksRekap:
    """The context of the rekap that the tests look at."""
    return _katalog()


@pytest.fixture(scope="module")
def buku(ktk: KonteksRekap) -> Buku:
    """The rekap itself."""
    return susun_buku_rekap(ktk)


def _lembar(buku: Buku, kunci: str) -> Lembar:
    return next(lembar for lembar in buku.lembar if lembar.kunci == kunci)


def _nilai(sel: Sel) -> object:
    return sel.isi.nilai if isinstance(sel.isi, Rumus) else sel.isi


def _baris(buku: Buku, lembar: str, kunci: str) -> dict[str, object]:
    baris = next(b for b in _lembar(buku, lembar).baris if b.kunci == kunci)
    return {k: _nilai(s) for k, s in baris.sel.items()}


def test_peringkat_seri_berbagi_tempat(buku: Buku) -> None:
    """80 % of a target of 80 is 100 for two, 112.5 capped to 100 for the third: three share the first rank of four."""
    urut = [_baris(buku, "peringkat", f"kelurahan{n}") for n in range(1, 5)]
    assert [b["peringkat"] for b in urut] == [1, 1, 1, ""]
    assert [b["unit"] for b in urut] == ["Kelurahan Satu", "Kelurahan Dua", "Kelurahan Tiga", ""]


@given(st.lists(st.none() | st.integers(-3, 3).map(float), max_size=12), st.booleans())
def test_urutan_seperti_orang_menghitungnya(nilai: list[float | None], menaik: bool) -> None:
    """A rank is one more than the number of better figures; places are a permutation that follows the ranks."""
    urutan = urutkan(nilai, menaik=menaik)
    ada = [n for n in nilai if n is not None]
    for n, p in zip(nilai, urutan.peringkat, strict=True):
        assert p == (None if n is None else 1 + len([m for m in ada if (m < n if menaik else m > n)]))
    tempat = [t for t in urutan.tempat if t is not None]
    assert sorted(tempat) == list(range(1, len(ada) + 1))
    isi = [n for n, _ in sorted(zip(ada, tempat, strict=True), key=lambda p: p[1])]
    assert isi == sorted(ada, reverse=not menaik)


def test_angka_sebagian_tidak_tampak_utuh(buku: Buku) -> None:
    """One kelurahan and most indikator are missing: every figure says on how much it rests."""
    instansi = _baris(buku, "ringkasan", "unit@*")
    assert instansi["keadaan"] == "0 dari 4 kelurahan lengkap; 1 dari 5 unit lengkap"
    assert instansi["dasar"] == "2 dari 6 indikator"
    assert _baris(buku, "ringkasan", "lengkap")["s2"] == "1 dari 5"
    assert _baris(buku, "matriks", "LURAH.01")["ikut"] == "3 dari 4 unit"
    assert _baris(buku, "jabatan", "jabatan@LURAH")["unit"] == "0 dari 4"
    assert _baris(buku, "rincian:sd", "LURAH.01@*")["ikut"] == "3 dari 4 unit"
    # Asked of the lurah up to triwulan II: two variabel twice, and gangguan once.
    assert _baris(buku, "rincian:sd", "LURAH.01@1001")["ikut"] == "lengkap"
    assert _baris(buku, "rincian:sd", "LURAH.02@1001")["ikut"] == "0 dari 1 isian"


def test_sorotan_menyebut_alasan(buku: Buku) -> None:
    """The lists name what units noted, the unit's name before each note; combined LURAH.01 is 165 / 200 of 80 %."""
    terburuk = _baris(buku, "ringkasan", "terburuk1")
    # (2 * 165) / (2 * 200) = 82.5 % against 80; the sekretariat's 169 documents against 1 are far above.
    assert terburuk["unit"] == "Persentase berkas selesai"
    assert terburuk["capaian"] == pytest.approx(82.5 / 80 * 100)
    assert terburuk["keadaan"] == (
        "Kelurahan Satu: Hujan di 1001; Kelurahan Dua: Hujan di 1002; Kelurahan Tiga: Hujan di 1003"
    )
    assert _baris(buku, "ringkasan", "terbaik1")["unit"] == "Jumlah dokumen yang tersusun"


def test_kaskade_atas_sebagian_unit(buku: Buku) -> None:
    """The sekretariat answers for two of four kelurahan: 2 * (40 + 45) = 170 finished of 200, which is 85 %."""
    selesai, persen = (_baris(buku, "kaskade", f"SEKCAM.01/{v}@SEK") for v in ("sop", "spp"))
    assert (selesai["atasan"], selesai["bawahan"], selesai["selisih"], selesai["keadaan"]) == (85, 170, -85, "berbeda")
    assert (persen["atasan"], persen["bawahan"], persen["keadaan"]) == (84, pytest.approx(85), "berbeda")


def test_angka_menunjuk_baris_data_dan_berkasnya(buku: Buku) -> None:
    """A figure selects the rows of Data that make it; each of those opens the archived file at its cell."""
    with zipfile.ZipFile(BytesIO(tulis_buku(buku))) as z:
        nomor = {lembar.kunci: n for n, lembar in enumerate(buku.lembar, start=1)}
        matriks, data = (z.read(f"xl/worksheets/sheet{nomor[k]}.xml").decode() for k in ("matriks", "data"))
        hubungan = z.read(f"xl/worksheets/_rels/sheet{nomor['data']}.xml.rels").decode()
    baris = {b.kunci: n for n, b in enumerate(_lembar(buku, "data").baris, start=2)}
    awal, akhir = baris["1001|LURAH.01/selesai|1"], baris["1004|LURAH.01/target|0"]
    assert f'location="Data!D{awal}:M{akhir}"' in matriks
    satu = baris["1002|LURAH.01/masuk|2"]
    rid = re.search(rf'<hyperlink ref="M{satu}" r:id="(\w+)" location="Realisasi!H16"', data)
    assert rid is not None
    tujuan = re.search(rf'Id="{rid.group(1)}"[^>]*Target="([^"]*)"', hubungan)
    assert tujuan is not None
    assert tujuan.group(1).replace("\\", "/") == "../arsip/1002/isi.xlsx"


def test_jejak_menghitung_baris_data(buku: Buku) -> None:
    """Jejak says of each variabel how it is combined, its combined value, and how many of its rows are filled."""
    masuk = _baris(buku, "jejak", "LURAH.01/masuk")
    assert (masuk["nilai"], masuk["isian"]) == (400, "6 dari 8")
    assert masuk["cara"] == "antartriwulan: jumlah; antarunit: jumlah"


def test_tren_menyebut_arah(buku: Buku) -> None:
    """Nothing changed between the two triwulan, and the word says so."""
    satu = _baris(buku, "tren", "unit@1001")
    assert (satu["tw1"], satu["tw2"], satu["ubah"], satu["arah"]) == (100, 100, 0, "tetap")
    assert _baris(buku, "tren", "unit@1004")["arah"] == "–"
