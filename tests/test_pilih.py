"""Two returns for one unit: which supersedes, which is held, how one is chosen, and what status and rekap say."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from ikixl.cli.jalan import jalankan_perintah
from ikixl.errors import ProyekError
from ikixl.katalog.kunci import KunciIsian, kunci_catatan
from ikixl.keadaan import StatusUnit, status
from ikixl.ledger import Ledger
from ikixl.penerbitan import buat
from ikixl.penerimaan.pemeriksaan import HasilPeriksa
from ikixl.penerimaan.pemilihan import daftar_ditahan, pilih
from ikixl.penerimaan.terima import periksa, terima
from ikixl.perekapan import rekap
from ikixl.proyek import Proyek
from tests.contoh_kecil import isi_kelurahan
from tests.proyek_kecil import WAKTU, kirim_terbitan, proyek_terbit

UNIT = "1001"
AWAL: dict[KunciIsian, float | str] = isi_kelurahan(
    LURAH_01__selesai__1=8, LURAH_01__masuk__1=10, SEKLUR_02__kib_a__1=4
)
BEDA = AWAL | isi_kelurahan(LURAH_01__selesai__1=9, SEKLUR_02__kib_a__1=5)
LAGI = AWAL | isi_kelurahan(LURAH_01__selesai__1=7)
TAMBAH = AWAL | isi_kelurahan(LURAH_01__selesai__2=9, LURAH_01__masuk__2=10)


@pytest.fixture
def proyek(tmp_path: Path) -> Proyek:
    """A small project whose workbooks are issued."""
    return proyek_terbit(tmp_path)


def _terima(
    proyek: Proyek, nama: str, isian: Mapping[KunciIsian, float | str | None], waktu: str = WAKTU, seri: int = 0
) -> HasilPeriksa:
    (proyek.masuk / nama).parent.mkdir(exist_ok=True)
    return terima(proyek, waktu, [kirim_terbitan(proyek, UNIT, nama, isian, seri)])[0]


def _berlaku(proyek: Proyek) -> list[str]:
    """Names of the unit's files that count."""
    with Ledger(proyek.ledger) as ledger:
        return [b.nama for b in ledger.berkas_berlaku().get(UNIT, ())]


def _status(proyek: Proyek) -> StatusUnit:
    return next(s for s in status(proyek) if s.unit == UNIT)


def _kode(hasil: HasilPeriksa) -> list[str]:
    return [t.kode for t in hasil.temuan if t.tingkat == "galat"]


@pytest.mark.parametrize("baru", [AWAL | {kunci_catatan("LURAH.01", "kendala"): "Hujan"}, TAMBAH])
def test_yang_hanya_menambah_menggantikan(proyek: Proyek, baru: dict[KunciIsian, float | str]) -> None:
    """A return that holds all that the one before does, and more, takes its place without a word."""
    _terima(proyek, "a.xlsx", AWAL)
    hasil = _terima(proyek, "b.xlsx", baru)
    assert (hasil.keadaan, _kode(hasil)) == ("diterima", [])
    assert _berlaku(proyek) == ["b.xlsx"]


@pytest.mark.parametrize("baru", [BEDA, AWAL | dict.fromkeys(isi_kelurahan(LURAH_01__masuk__1=0))])
def test_yang_bertentangan_ditahan(proyek: Proyek, baru: Mapping[KunciIsian, float | str | None]) -> None:
    """Another value, or a blank where there was one: both are held, and the temuan says which file and what differs."""
    _terima(proyek, "a.xlsx", AWAL)
    hasil = _terima(proyek, "b.xlsx", baru)
    assert (hasil.keadaan, _kode(hasil)) == ("ditahan", ["IDENTITAS-12"])
    assert "a.xlsx yang masuk 2024-07-05 08:00:00" in hasil.temuan[0].pesan
    assert "LURAH.01/" in hasil.temuan[0].pesan
    assert "ikixl pilih" in hasil.temuan[0].saran
    assert _berlaku(proyek) == []
    satu = _status(proyek)
    assert (satu.keadaan, satu.ditahan) == ("perlu perbaikan", ("a.xlsx", "b.xlsx"))
    assert satu.catatan == "2 kiriman berbeda, jalankan ikixl pilih"
    assert satu.ke_json()["ditahan"] == ("a.xlsx", "b.xlsx")


def test_perbaikan_kiriman_yang_bergalat_menggantikan(proyek: Proyek) -> None:
    """A return after one with a galat is the correction that was asked for, whatever else it changes."""
    _terima(proyek, "a.xlsx", AWAL | isi_kelurahan(SEKLUR_02__kib_b__1="banyak"))
    assert _terima(proyek, "b.xlsx", BEDA).keadaan == "diterima"
    assert _berlaku(proyek) == ["b.xlsx"]


def test_berkas_perbaikan_yang_kembali_menggantikan(proyek: Proyek) -> None:
    """A marked-up return that comes back is a correction too, told by the marker of its first sheet."""
    _terima(proyek, "a.xlsx", AWAL)
    path = kirim_terbitan(proyek, UNIT, "b.xlsx", BEDA)
    buku = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    buku.create_sheet("Perbaikan", 0)["A1"] = "#ikixl:perbaikan"
    buku.save(path)
    assert terima(proyek, WAKTU, [path])[0].keadaan == "diterima"
    assert _berlaku(proyek) == ["b.xlsx"]


def test_kiriman_ketiga_ikut_ditahan(proyek: Proyek) -> None:
    """Until there is a choice every further return is held, also one that only adds to one of them."""
    _terima(proyek, "a.xlsx", AWAL)
    _terima(proyek, "b.xlsx", BEDA)
    hasil = _terima(proyek, "c.xlsx", TAMBAH)
    assert _kode(hasil) == ["IDENTITAS-12"]
    assert _status(proyek).ditahan == ("a.xlsx", "b.xlsx", "c.xlsx")
    (k,) = daftar_ditahan(proyek)
    assert (k.unit, k.nama, k.seri, k.jabatan, k.usulan) == (UNIT, "Kelurahan Satu", 1, "", 3)
    assert [(b.nomor, b.berkas, b.waktu) for b in k.berkas] == [(n, f"{h}.xlsx", WAKTU) for n, h in enumerate("abc", 1)]
    assert {(b.kunci, b.triwulan): b.nilai for b in k.beda} == {
        ("LURAH.01/selesai", 1): (8, 9, 8),
        ("SEKLUR.02/kib_a", 1): (4, 5, 4),
        ("LURAH.01/selesai", 2): (None, None, 9),
        ("LURAH.01/masuk", 2): (None, None, 10),
    }
    assert k.beda[1].tempat == ("Realisasi H5", "Realisasi H5", "Realisasi H5")


def test_temuan_menyebut_kiriman_yang_berbeda(proyek: Proyek) -> None:
    """Where the last of several held returns says the same, the temuan names the one that does not."""
    _terima(proyek, "a.xlsx", AWAL)
    _terima(proyek, "b.xlsx", BEDA)
    sama = terima(proyek, WAKTU, [_simpan_ulang(proyek.masuk / "b.xlsx", proyek.masuk / "c.xlsx")])[0]
    assert sama.keadaan == "ditahan"
    assert sama.temuan[0].rinci["lain"] == "a.xlsx"
    assert sama.temuan[0].rinci["jumlah"] == 2


def _simpan_ulang(dari: Path, ke: Path) -> Path:
    """The same workbook in other bytes."""
    openpyxl.load_workbook(io.BytesIO(dari.read_bytes())).save(ke)
    return ke


@pytest.mark.parametrize(("sebut", "berlaku"), [("a.xlsx", "a.xlsx"), ("2", "b.xlsx"), ("masuk\\b.xlsx", "b.xlsx")])
def test_memilih(proyek: Proyek, sebut: str, berlaku: str) -> None:
    """By name or by number: the chosen one counts, nothing is held, and nothing speaks of it any more."""
    _terima(proyek, "a.xlsx", AWAL)
    _terima(proyek, "b.xlsx", BEDA)
    (terpilih,) = pilih(proyek, WAKTU, UNIT, sebut)
    assert (terpilih.unit, terpilih.berkas) == (UNIT, berlaku)
    assert len(terpilih.lainnya) == 1
    assert _berlaku(proyek) == [berlaku]
    satu = _status(proyek)
    assert (satu.keadaan, satu.ditahan, satu.catatan, satu.galat) == ("diterima", (), "", 0)
    assert daftar_ditahan(proyek) == []
    assert not any(h.ada_galat or h.keadaan == "ditahan" for h in terima(proyek, WAKTU))


def test_pilihan_dapat_diganti(proyek: Proyek) -> None:
    """Choosing again changes what counts, also back to a return that was superseded long ago."""
    _terima(proyek, "a.xlsx", AWAL)
    _terima(proyek, "b.xlsx", BEDA)
    for nama in ("a.xlsx", "b.xlsx", "a.xlsx"):
        pilih(proyek, WAKTU, UNIT, nama)
        assert _berlaku(proyek) == [nama]


def test_memilih_yang_sudah_berlaku(proyek: Proyek) -> None:
    """Choosing the only return of an issue changes nothing and is no mistake."""
    _terima(proyek, "a.xlsx", AWAL)
    assert pilih(proyek, WAKTU, UNIT, "a.xlsx")[0].lainnya == ()
    assert _berlaku(proyek) == ["a.xlsx"]


def test_sesudah_memilih_dibandingkan_dengan_yang_terpilih(proyek: Proyek) -> None:
    """The chosen return is clean though it was held: a later one that differs is held again, one that adds is not."""
    _terima(proyek, "a.xlsx", AWAL)
    _terima(proyek, "b.xlsx", BEDA)
    pilih(proyek, WAKTU, UNIT, "b.xlsx")
    assert _terima(proyek, "c.xlsx", BEDA | {kunci_catatan("LURAH.01", "kendala"): "Hujan"}).keadaan == "diterima"
    hasil = _terima(proyek, "d.xlsx", LAGI)
    assert hasil.keadaan == "ditahan"
    assert hasil.temuan[0].rinci["lain"] == "c.xlsx"
    assert _status(proyek).ditahan == ("c.xlsx", "d.xlsx")


def test_terbaru(proyek: Proyek) -> None:
    """--terbaru takes the latest of every unit, or of the one named, and leaves another unit's file to a person."""
    for unit in (UNIT, "1002"):
        for nama, isi in (("a", AWAL), ("b", BEDA)):
            kirim_terbitan(proyek, unit, f"{nama}{unit}.xlsx", isi)
    kirim_terbitan(proyek, "1003", "1002-kelurahan-dua-2024.xlsx", AWAL)
    terima(proyek, WAKTU)
    assert [k.unit for k in daftar_ditahan(proyek)] == [UNIT, "1002", "1003"]
    assert [t.berkas for t in pilih(proyek, WAKTU, "1002", terbaru=True)] == ["b1002.xlsx"]
    assert [t.berkas for t in pilih(proyek, WAKTU, terbaru=True)] == ["b1001.xlsx"]
    (sisa,) = daftar_ditahan(proyek)
    assert (sisa.unit, sisa.usulan, [b.berkas for b in sisa.berkas]) == ("1003", 0, ["1002-kelurahan-dua-2024.xlsx"])
    assert pilih(proyek, WAKTU, terbaru=True) == []


@pytest.mark.parametrize(
    ("nama", "sebab"),
    [
        ("1002-kelurahan-dua-2024 (1).xlsx", "nama berkasnya menunjuk unit 1002"),
        ("1002.xlsx", "nama berkasnya menunjuk unit 1002"),
        ("1002_isian kami.xlsx", "nama berkasnya menunjuk unit 1002"),
        ("sek laporan(1).xlsx", "nama berkasnya menunjuk unit SEK"),
        ("1002/isi.xlsx", "foldernya menunjuk unit 1002"),
        ("SEK-sekretariat-2024.xlsx", "nama berkasnya menunjuk unit SEK"),
    ],
)
def test_kiriman_unit_lain_ditahan(proyek: Proyek, nama: str, sebab: str) -> None:
    """A workbook of another unit than its name or folder says is held by itself until it is chosen."""
    hasil = _terima(proyek, nama, AWAL)
    assert (hasil.keadaan, _kode(hasil)) == ("ditahan", ["IDENTITAS-11"])
    assert sebab in hasil.temuan[0].pesan
    assert (_berlaku(proyek), _status(proyek).catatan) == ([], "1 kiriman ditahan, jalankan ikixl pilih")
    pilih(proyek, WAKTU, UNIT, nama.rpartition("/")[2])
    assert len(_berlaku(proyek)) == 1
    assert _status(proyek).keadaan == "diterima"


@pytest.mark.parametrize(
    "nama",
    ["1001-kelurahan-satu-2024.xlsx", "1001/x (1).xlsx", "10012-lain.xlsx", "isian TW I.xlsx", "triwulan1/a.xlsx"],
)
def test_nama_yang_tidak_menunjuk_unit_lain(proyek: Proyek, nama: str) -> None:
    """Its own code, no code at all, or a folder named otherwise: accepted without a word."""
    assert _terima(proyek, nama, AWAL).keadaan == "diterima"


def test_kiriman_unit_lain_tidak_menahan_yang_sah(proyek: Proyek) -> None:
    """A file that seems to be another unit's holds nobody else's; choosing the true one puts it aside."""
    _terima(proyek, "a.xlsx", AWAL)
    _terima(proyek, "1002-salah.xlsx", BEDA)
    assert _berlaku(proyek) == ["a.xlsx"]
    assert _status(proyek).keadaan == "perlu perbaikan"
    assert pilih(proyek, WAKTU, UNIT, "a.xlsx")[0].lainnya == ("1002-salah.xlsx",)
    assert (_berlaku(proyek), _status(proyek).keadaan) == (["a.xlsx"], "diterima")


def test_terbitan_lain_tidak_bertentangan(proyek: Proyek) -> None:
    """Returns of different issues are laid over one another as ever, whatever they say."""
    _terima(proyek, "a.xlsx", AWAL)
    (proyek.keluar / "1001-kelurahan-satu-2024.xlsx").write_bytes(b"sedang diisi")
    buat(proyek, WAKTU, unit=[UNIT])
    assert _terima(proyek, "b.xlsx", BEDA).keadaan == "diterima"
    # The second issue is contradicted: until the choice the first one's figures count.
    assert _terima(proyek, "c.xlsx", LAGI).keadaan == "ditahan"
    assert _berlaku(proyek) == ["a.xlsx"]


def test_periksa_menyebutnya_tanpa_mencatat(proyek: Proyek) -> None:
    """periksa says beforehand what terima would do, and of a file that was received already only what it holds."""
    _terima(proyek, "a.xlsx", AWAL)
    path = kirim_terbitan(proyek, UNIT, "b.xlsx", BEDA)
    assert [h.keadaan for h in periksa(proyek, [path, proyek.masuk / "a.xlsx"])] == ["ditahan", "diterima"]
    assert _berlaku(proyek) == ["a.xlsx"]


def test_pilihan_yang_tidak_ada(proyek: Proyek) -> None:
    """An unknown file, a refused one and a name that two files bear are answered with what there is."""
    _terima(proyek, "a.xlsx", AWAL)
    _terima(proyek, "kosong.xlsx", {})
    with pytest.raises(ProyekError, match=r"bernama atau bernomor b\.xlsx.*1 a\.xlsx"):
        pilih(proyek, WAKTU, UNIT, "b.xlsx")
    with pytest.raises(ProyekError, match="ditolak sehingga tidak dapat dipilih"):
        pilih(proyek, WAKTU, UNIT, "kosong.xlsx")
    with pytest.raises(ProyekError, match=r"Belum ada kiriman unit itu"):
        pilih(proyek, WAKTU, "9999", "a.xlsx")
    _terima(proyek, "a.xlsx", BEDA)
    with pytest.raises(ProyekError, match=r"2 berkas bernama a\.xlsx.*1 \(.*3 \("):
        pilih(proyek, WAKTU, UNIT, "a.xlsx")


def test_rekap_menyebut_yang_ditahan(proyek: Proyek) -> None:
    """rekap leaves held returns out and says of which units; with nothing else it says what to do."""
    _terima(proyek, "a.xlsx", AWAL)
    _terima(proyek, "b.xlsx", BEDA)
    with pytest.raises(ProyekError, match=r"1001 ditahan.*ikixl pilih"):
        rekap(proyek, WAKTU)
    kirim_terbitan(proyek, "1002", "dua.xlsx", AWAL)
    hasil = rekap(proyek, WAKTU)
    assert hasil.ditahan == (UNIT,)
    buku = openpyxl.load_workbook(hasil.path)
    sel = [str(s) for baris in buku["Status"].iter_rows(values_only=True) for s in baris]
    assert any("2 kiriman berbeda, jalankan ikixl pilih" in s for s in sel)
    assert "IDENTITAS-12" in {s for baris in buku["Temuan"].iter_rows(values_only=True) for s in baris}


def test_perintah(proyek: Proyek, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The command lists, proposes, chooses, and knows JSON; terima, status and rekap point to it."""
    monkeypatch.chdir(proyek.folder)
    assert jalankan_perintah(["pilih"]) == 0
    assert "Tidak ada kiriman yang ditahan" in capsys.readouterr().out
    _terima(proyek, "a.xlsx", AWAL)
    kirim_terbitan(
        proyek, UNIT, "b.xlsx", BEDA | isi_kelurahan(**{f"SEKLUR_03__masuk__{n}": 2.5 for n in (1, 2, 3, 4)})
    )
    kirim_terbitan(proyek, "1002", "1003-dua.xlsx", AWAL)
    assert jalankan_perintah(["terima"]) == 1
    keluar = capsys.readouterr().out
    assert "2 ditahan" in keluar
    assert "Berikutnya: ikixl pilih" in keluar
    jalankan_perintah(["status"])
    assert "1001: 2 kiriman berbeda, jalankan ikixl pilih (a.xlsx, b.xlsx)" in capsys.readouterr().out
    assert jalankan_perintah(["pilih"]) == 0
    keluar = capsys.readouterr().out
    for harap in (
        "1001 Kelurahan Satu, terbitan ke-1: 2 kiriman berbeda pada 6 isian",
        "LURAH.01/selesai TW I: 8 (no. 1, Realisasi H5), 9 (no. 3, Realisasi H5)",
        "SEKLUR.03/masuk TW I: kosong (no. 1), 2,5 (no. 3, Realisasi H11)",
        "… dan 1 isian lagi",
        "1002 Kelurahan Dua, terbitan ke-1: kiriman yang tampaknya unit lain",
        "Berikutnya: ikixl pilih 1001 3, atau ikixl pilih --terbaru",
    ):
        assert harap in keluar
    jalankan_perintah(["pilih", "--json"])
    satu, dua = json.loads(capsys.readouterr().out)
    assert (satu["unit"], satu["usulan"], [b["nomor"] for b in satu["berkas"]]) == (UNIT, 3, [1, 3])
    assert (dua["usulan"], dua["beda"]) == (0, [])
    assert jalankan_perintah(["pilih", "--terbaru"]) == 0
    keluar = capsys.readouterr().out
    assert "1001: yang berlaku b.xlsx, bukan a.xlsx." in keluar
    assert "Masih ditahan: 1003-dua.xlsx (unit 1002)" in keluar
    jalankan_perintah(["rekap"])
    assert "Belum dihitung karena kirimannya ditahan: 1002" in capsys.readouterr().out
    assert jalankan_perintah(["pilih", "1002", "1003-dua.xlsx", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["berkas"] == "1003-dua.xlsx"
    assert jalankan_perintah(["pilih", "--terbaru"]) == 0
    assert "Tidak ada kiriman berbeda" in capsys.readouterr().out
    for salah in (["pilih", UNIT], ["pilih", UNIT, "a.xlsx", "--terbaru"]):
        assert jalankan_perintah(salah) == 2
