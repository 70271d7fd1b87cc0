"""Two returns side by side: what changed, what only one holds, and what makes them hard to compare."""

from __future__ import annotations

import json

import pytest

from ikixl.cli.jalan import jalankan_perintah
from ikixl.errors import ProyekError
from ikixl.katalog.kunci import KunciIsian
from ikixl.pembandingan import banding, banding_unit
from ikixl.penerimaan.terima import terima
from ikixl.proyek import Proyek
from tests.contoh_kecil import isi_kelurahan
from tests.proyek_kecil import WAKTU, kirim_terbitan

BUKTI = KunciIsian("LURAH.01/selesai/bukti")


@pytest.fixture
def proyek(proyek_terbit: Proyek) -> Proyek:
    """The small project with two returns of 1001 in masuk/, not received yet."""
    proyek = proyek_terbit
    satu = isi_kelurahan(LURAH_01__selesai__1=8, LURAH_01__masuk__1=10, SEKLUR_03__keluar__1=0.25)
    dua = isi_kelurahan(
        LURAH_01__selesai__1="banyak", LURAH_01__masuk__1=10, SEKLUR_01__p__1=57, SEKLUR_03__masuk__1="nihil"
    )
    kirim_terbitan(proyek, "1001", "a.xlsx", {**satu, BUKTI: "Arsip A"})
    kirim_terbitan(proyek, "1001", "b.xlsx", {**dua, BUKTI: "Arsip B"})
    return proyek


def test_perbedaan_disebut_dengan_tempatnya(proyek: Proyek) -> None:
    """Changed, only here and only there: each with its words, both values and both cells."""
    hasil = banding(proyek, "a.xlsx", str(proyek.masuk / "b.xlsx"))
    berubah = {x.kunci: x for x in hasil.berubah}
    assert set(berubah) == {KunciIsian("LURAH.01/selesai", 1), BUKTI}
    satu = berubah[KunciIsian("LURAH.01/selesai", 1)]
    assert satu.label == "LURAH.01 Persentase berkas selesai: Berkas selesai TW I"
    assert satu.a is not None
    assert satu.b is not None
    assert (satu.a.nilai, satu.b.nilai, satu.b.sah, satu.a.sel, satu.b.lembar) == (
        8,
        "banyak",
        False,
        "H5",
        "Realisasi",
    )
    assert [x.kunci.kunci for x in hasil.hanya_a] == ["SEKLUR.03/keluar"]
    assert [(x.kunci.kunci, x.b and x.b.nilai) for x in hasil.hanya_b] == [
        ("SEKLUR.01/p", 57),
        ("SEKLUR.03/masuk", "nihil"),
    ]
    assert hasil.sama == len(hasil.a.isian) - 3
    assert hasil.catatan == ()


def test_berkas_yang_sama(proyek: Proyek) -> None:
    """A file compared with itself differs in nothing and is called the same."""
    hasil = banding(proyek, "a.xlsx", "a.xlsx")
    assert (hasil.berubah, hasil.hanya_a, hasil.hanya_b) == ((), (), ())
    assert hasil.catatan == ("Keduanya berkas yang sama.",)


def test_unit_berbeda_disebut(proyek: Proyek) -> None:
    """Returns of two units are compared all the same, and it is said."""
    kirim_terbitan(proyek, "1002", "c.xlsx", isi_kelurahan(LURAH_01__selesai__1=8))
    assert banding(proyek, "a.xlsx", "c.xlsx").catatan == ("Unitnya berbeda: 1001 dan 1002.",)


def test_dari_arsip_dan_menurut_unit(proyek: Proyek) -> None:
    """What was received is found by its unit, its name or the beginning of its hash, also when masuk/ is empty."""
    with pytest.raises(ProyekError, match="belum mengirim dua"):
        banding_unit(proyek, "1001")
    a, b = terima(proyek, WAKTU)
    for path in proyek.masuk.iterdir():
        path.unlink()
    hasil = banding_unit(proyek, "1001")
    assert (hasil.a.sha256, hasil.b.sha256) == (a.sha256, b.sha256)
    assert banding(proyek, "a.xlsx", b.sha256[:8]).berubah == hasil.berubah
    with pytest.raises(ProyekError, match="tidak ditemukan"):
        banding(proyek, "a.xlsx", "zzz.xlsx")


def test_berkas_tak_terbaca(proyek: Proyek) -> None:
    """What is no workbook of this project cannot be compared, and the reason is told."""
    (proyek.masuk / "rusak.xlsx").write_bytes(b"halo")
    with pytest.raises(ProyekError, match=r"rusak\.xlsx tidak dapat dibandingkan"):
        banding(proyek, "a.xlsx", "rusak.xlsx")


def test_perintah(proyek: Proyek, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`ikixl banding` shows the differences and ends with counts; --json gives the same and nothing else."""
    monkeypatch.chdir(proyek.folder)
    assert jalankan_perintah(["banding", "a.xlsx", "b.xlsx"]) == 0
    keluar = capsys.readouterr().out
    assert '"banyak" (tidak sah)' in keluar
    assert '"nihil" (tidak ada data)' in keluar
    # Whole for a file or another program: from what, to what, and where.
    (satu,) = [baris for baris in keluar.splitlines() if baris.startswith("LURAH.01/selesai TW I ")]
    assert " ".join(satu.split()).startswith('LURAH.01/selesai TW I 8 "banyak" (tidak sah) Realisasi H5 Realisasi H5 ')
    assert "Berkas selesai TW I" in satu
    assert keluar.rstrip().endswith("2 berubah, 1 hanya di A, 2 hanya di B, 24 sama.")
    assert jalankan_perintah(["banding", "a.xlsx", "b.xlsx", "--json"]) == 0
    isi = json.loads(capsys.readouterr().out)
    assert isi["jumlah"]["berubah"] == 2
    assert isi["hanya_b"][0]["b"] == {
        **{"nilai": 57.0, "sah": True, "keadaan": "isi"},
        **{"lembar": "Realisasi", "sel": "H8"},
    }
    assert jalankan_perintah(["banding", "tidak-ada"]) == 3
