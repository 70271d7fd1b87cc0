"""What of a unit workbook is still there after LibreOffice has opened and saved it, feature by feature."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.libreoffice import ubah
from tests.program.berkas_terbit import buku_kanigaran
from tests.program.pengetik import ketik, python_uno
from tests.program.rupa import SIFAT, rupa

pytestmark = pytest.mark.libreoffice

#: Feature -> whether it survives (in a window, as a person saves; converted without a window). A change shows here.
BERTAHAN = {
    "nama lembar": (True, True),
    "lembar tersembunyi": (True, True),
    "proteksi lembar": (True, True),
    "izin pada lembar terkunci": (True, True),
    "sel terbuka": (True, True),
    "validasi": (True, True),
    "teks validasi": (True, True),
    "warna bersyarat": (True, True),
    "rumus warna": (True, True),
    "baris kunci": (True, True),
    "kolom kunci": (True, True),
    "kunci tersembunyi": (True, True),
    "penanda lembar": (True, True),
    "identitas: lembar": (True, True),
    "identitas: nama": (True, True),
    "identitas: properti": (True, True),
    "grafik": (True, True),
    "seri grafik": (True, True),
    # LibreOffice 7.4 does not write the description of a chart.
    "teks alternatif": (False, False),
    # Frozen panes belong to the window; a conversion has none.
    "beku": (True, False),
    "saringan": (True, True),
    "judul cetak": (True, True),
    "lebar kolom": (True, True),
    "sel digabung": (True, True),
    "tautan": (True, True),
    "kertas": (True, True),
    "kaki halaman": (True, True),
    "rumus": (True, True),
}


@pytest.mark.parametrize("berjendela", [True, False])
def test_bertahan_setelah_disimpan_libreoffice(tmp_path: Path, berjendela: bool) -> None:
    """Protection, inputs, validations, colours, keys, identity and print settings are what they were."""
    if berjendela and python_uno() is None:
        pytest.skip("no Python with uno (python3-uno)")
    asal, kembali = tmp_path / "1001.xlsx", tmp_path / "kembali.xlsx"
    asal.write_bytes(buku_kanigaran("1001"))
    if berjendela:
        ketik({asal: (kembali, [])})
    else:
        kembali = ubah([asal], "xlsx", tmp_path / "lo")[asal]
    semula, kini = rupa(asal.read_bytes()), rupa(kembali.read_bytes())
    nomor = 0 if berjendela else 1
    assert {s: semula[s] == kini[s] for s in SIFAT} == {s: keduanya[nomor] for s, keduanya in BERTAHAN.items()}


def test_yang_dibandingkan_memang_ada() -> None:
    """The workbook has every feature of the table, so that none survives merely by being absent."""
    kelurahan = rupa(buku_kanigaran("1001"))
    kosong: tuple[object, ...] = (None, "", False, [], set(), {})
    for sifat in SIFAT:
        nilai = kelurahan[sifat]
        isi = list(nilai.values()) if isinstance(nilai, dict) else [nilai]
        assert any(n not in kosong for n in isi), sifat
    realisasi = {s: n["Realisasi"] for s, n in kelurahan.items() if isinstance(n, dict) and "Realisasi" in n}
    assert realisasi["proteksi lembar"] is True
    assert realisasi["kunci tersembunyi"] == [True, True]
    assert realisasi["izin pada lembar terkunci"] >= {"autoFilter"}
