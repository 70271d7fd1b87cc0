"""An operator's typing, done by a script in LibreOffice with Indonesian settings, and the return as ikixl reads it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ikixl.aturan import Aturan
from ikixl.checks.identitas import HarapanIdentitas
from ikixl.layout.buku import Buku, Masukan
from ikixl.layout.identitas import buat_stempel
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.letak import Letak, alamat
from ikixl.layout.unit import susun_buku_unit, target_awal
from ikixl.penerimaan.pemeriksaan import HasilPeriksa, Pemeriksa
from ikixl.terbitan.dasar import DasarTerbitan
from ikixl.writer import tulis_buku
from tests.contoh_kecil import KUNCI, katalog_kecil
from tests.program.pengetik import Ketikan, ketik, python_uno

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(python_uno() is None, reason="no Python with uno (python3-uno)"),
]

DASAR = DasarTerbitan(katalog_kecil(), Aturan(), PengaturanBuku())
HARAPAN = HarapanIdentitas("99.99.01", 2024, {"1001": frozenset({1}), "SEK": frozenset({1})})
PEMERIKSA = Pemeriksa(KUNCI, HARAPAN, lambda digest: DASAR if digest == DASAR.digest else None)

#: Unit -> input, triwulan -> what is put in, the value that the return must read as, and codes of findings. What gives
#: a finding is pasted: typed, the validation would not let it in.
DIKETIK: dict[str, dict[tuple[str, int], tuple[str, float | str | None, set[str]]]] = {
    "1001": {
        ("LURAH.01/selesai", 1): ("8", 8, set()),
        ("LURAH.01/masuk", 1): ("12 buah", 12, {"NILAI-01"}),
        ("LURAH.01/masuk", 2): ("1.234", 1234, set()),
        ("LURAH.01/selesai", 2): ("banyak", None, {"NILAI-04"}),
        ("LURAH.01/selesai", 3): ("-4", None, {"NILAI-05"}),
        ("LURAH.01/masuk", 3): ("2,5", None, {"NILAI-06"}),
        ("SEKLUR.01/p", 1): ("85%", 85, set()),
        ("SEKLUR.01/p", 2): ("87,5%", 87.5, set()),
        ("SEKLUR.03/masuk", 1): ("10,5", 10.5, set()),
        ("SEKLUR.03/keluar", 1): ("1.000,25", 1000.25, set()),
        ("LURAH.01/catatan/kendala", 0): ("Kurang 2 orang, 50%", "Kurang 2 orang, 50%", set()),
        ("LURAH.01/catatan/batas_waktu", 0): ("5/7/2024", "2024-07-05", set()),
        ("LURAH.01/selesai/bukti", 0): ("https://contoh.invalid/a", "https://contoh.invalid/a", set()),
    },
    "SEK": {
        ("SEKCAM.01/sop", 1): ("Ya", 1, set()),
        ("SEKCAM.01/spp", 1): ("tidak", 0, {"NILAI-21"}),
        ("SEKCAM.01/sop", 2): ("v", 1, {"NILAI-21"}),
    },
}
#: Unit -> input, triwulan, what is typed there: the validation must not let it in.
DITOLAK = {
    "1001": [
        ("LURAH.01/masuk", 4, "-4"),
        ("LURAH.01/masuk", 4, "2,5"),
        ("LURAH.01/masuk", 4, "12 buah"),
        ("LURAH.01/masuk", 4, "banyak"),
        ("SEKLUR.01/p", 4, "-1%"),
        ("SEKLUR.01/p", 4, "1500%"),
        ("SEKLUR.03/masuk", 4, "-0,5"),
        ("SEKLUR.03/masuk", 4, "1.234.5 kg"),
        ("LURAH.02/catatan/batas_waktu", 0, "besok"),
        ("LURAH.02/catatan/batas_waktu", 0, "5/7/1999"),
        ("LURAH.02/catatan/kendala", 0, "x" * 2001),
    ],
    "SEK": [("SEKCAM.01/spp", 3, "mungkin"), ("SEKCAM.01/spp", 3, "1")],
}

#: What stands on the inputs in LibreOffice, by kind: what is checked, how, and the limits, as LibreOffice says it.
VALIDASI = {
    "bulat": ("WHOLE", "GREATER_EQUAL", ["0", "0"]),
    "desimal": ("DECIMAL", "GREATER_EQUAL", ["0", "0"]),
    "persen": ("DECIMAL", "BETWEEN", ["0", "10"]),
    "centang": ("LIST", "BETWEEN", ['"Ya";"Tidak"', "0"]),
    "tanggal": ("DATE", "BETWEEN", ["36526", "73415"]),
    "teks": ("TEXT_LEN", "LESS_EQUAL", ["2000", "0"]),
    "tautan": ("TEXT_LEN", "LESS_EQUAL", ["2000", "0"]),
}


@cache
def _buku(unit: str) -> Buku:
    stempel = buat_stempel(DASAR.identitas(unit, 1), KUNCI)
    return susun_buku_unit(DASAR.katalog, unit, DASAR.aturan, stempel=stempel)


@cache
def _masukan(unit: str) -> dict[tuple[str, int], tuple[str, str, Masukan]]:
    """Sheet name, address and description of every input, by its key and triwulan."""
    buku = _buku(unit)
    letak = Letak(buku)
    return {
        (m.isian.kunci, m.isian.triwulan): (lembar.nama, alamat(*letak.sel(lembar.kunci, baris.kunci, kolom)), m)
        for lembar in buku.lembar
        for baris in lembar.baris
        for kolom, sel in baris.sel.items()
        if (m := sel.masukan)
    }


def _terkunci(unit: str) -> list[tuple[str, str]]:
    """A key, a header, a formula and a locked text of each sheet that people fill."""
    buku = _buku(unit)
    letak = Letak(buku)
    hasil = []
    for lembar in buku.lembar:
        if lembar.kunci in {"target", "realisasi", "catatan"}:
            baris = next(b for b in lembar.baris if any(s.masukan for s in b.sel.values()))
            tetap = [k for k, s in baris.sel.items() if s.masukan is None and s.isi is not None]
            hasil += [(lembar.nama, "A1"), (lembar.nama, alamat(letak.sel(lembar.kunci, baris.kunci, tetap[0])[0], 0))]
            hasil += [(lembar.nama, alamat(*letak.sel(lembar.kunci, baris.kunci, k))) for k in tetap]
    return hasil


@dataclass(frozen=True)
class Hasil:
    """What came of one workbook: the return as read, and what happened to each cell, in the order of its list."""

    periksa: HasilPeriksa
    diketik: list[dict[str, Any]]
    ditolak: list[dict[str, Any]]
    terkunci: list[dict[str, Any]]


@pytest.fixture(scope="module")
def hasil(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Hasil]:
    """Each unit's workbook, filled in LibreOffice and saved."""
    folder = tmp_path_factory.mktemp("ketik")
    kerja = {}
    for unit, isi in DIKETIK.items():
        asal = folder / f"{unit}.xlsx"
        asal.write_bytes(tulis_buku(_buku(unit)))
        tempat = _masukan(unit)
        ketikan = [
            Ketikan(*tempat[kunci][:2], teks, "tempel" if kode else "ketik") for kunci, (teks, _, kode) in isi.items()
        ]
        ketikan += [Ketikan(*tempat[kunci, t][:2], teks) for kunci, t, teks in DITOLAK[unit]]
        ketikan += [Ketikan(*alamat_sel, "999", cara) for alamat_sel in _terkunci(unit) for cara in ("ketik", "tempel")]
        kerja[asal] = (folder / f"{unit}-kembali.xlsx", ketikan)
    return {asal.stem: _hasil(asal.stem, kerja[asal][0], keadaan) for asal, keadaan in ketik(kerja).items()}


def _hasil(unit: str, kembali: Path, keadaan: list[dict[str, Any]]) -> Hasil:
    a, b = len(DIKETIK[unit]), len(DIKETIK[unit]) + len(DITOLAK[unit])
    return Hasil(PEMERIKSA.periksa(kembali.read_bytes(), kembali.name), keadaan[:a], keadaan[a:b], keadaan[b:])


@pytest.mark.parametrize("unit", DIKETIK)
def test_terbaca_seperti_diketik(hasil: dict[str, Hasil], unit: str) -> None:
    """What is typed is what is read: numbers, decimal commas, percents, dates, choices."""
    periksa = hasil[unit].periksa
    assert periksa.keadaan == "diterima"
    nilai = {(i.kunci.kunci, i.kunci.triwulan): i.nilai for i in periksa.isian if i.nilai is not None}
    awal = {(k.kunci, k.triwulan): n for k, n in target_awal(DASAR.katalog, unit).items()}
    assert nilai == awal | {k: n for k, (_, n, _) in DIKETIK[unit].items() if n is not None}


@pytest.mark.parametrize("unit", DIKETIK)
def test_temuan_hanya_pada_yang_salah_ketik(hasil: dict[str, Hasil], unit: str) -> None:
    """Each finding stands at the cell that was typed wrong, under its own code; nothing else is found."""
    ditemukan: dict[tuple[str, str], set[str]] = {}
    for t in hasil[unit].periksa.temuan:
        if not t.kode.startswith("LENGKAP"):
            ditemukan.setdefault((t.lembar, t.sel), set()).add(t.kode)
    harap = {_masukan(unit)[kunci][:2]: kode for kunci, (_, _, kode) in DIKETIK[unit].items() if kode}
    assert ditemukan == harap


@pytest.mark.parametrize("unit", DIKETIK)
def test_sel_terkunci_menolak_ketikan(hasil: dict[str, Hasil], unit: str) -> None:
    """Keys, locked texts and formulas stay as they were whatever is typed over them; inputs take it."""
    terkunci = hasil[unit].terkunci
    assert len(terkunci) > 12
    assert all(s["terkunci"] and s["sesudah"] == s["sebelum"] for s in terkunci)
    assert not any(s["terkunci"] or s["sesudah"] == s["sebelum"] for s in hasil[unit].diketik)


@pytest.mark.parametrize("unit", DITOLAK)
def test_validasi_menolak_yang_salah(hasil: dict[str, Hasil], unit: str) -> None:
    """What is no figure of its kind does not get into the cell by typing."""
    masuk = [d for d, s in zip(DITOLAK[unit], hasil[unit].ditolak, strict=True) if s["sesudah"] != s["sebelum"]]
    assert masuk == []


@pytest.mark.parametrize("unit", DIKETIK)
def test_validasi_berdiri_di_setiap_masukan(hasil: dict[str, Hasil], unit: str) -> None:
    """LibreOffice has on each input the check of its kind, that stops what is wrong and says why, with a prompt."""
    for kunci, keadaan in zip(DIKETIK[unit], hasil[unit].diketik, strict=True):
        jenis, syarat, batas = VALIDASI[_masukan(unit)[kunci][2].jenis]
        assert (keadaan["jenis"], keadaan["syarat"], keadaan["batas"]) == (jenis, syarat, batas)
        assert all(keadaan[k] for k in ("cegah", "petunjuk", "galat"))
