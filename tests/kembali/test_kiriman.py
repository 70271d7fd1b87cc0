"""What may be wrong with a received file as a whole: its bytes, its identity, its name, its copies, its password."""

from __future__ import annotations

import hashlib
import io
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import click
import openpyxl
import pytest
from msoffcrypto.method.ecma376_agile import ECMA376Agile  # type: ignore[import-untyped]

from ikixl import arsip
from ikixl.arsip import cari_arsip, simpan_arsip
from ikixl.cli import kata_sandi
from ikixl.cli.jalan import jalankan_perintah
from ikixl.cli.tampilan import Kemajuan
from ikixl.errors import BerkasTidakTerbacaError, LedgerError
from ikixl.katalog import tulis_tabel
from ikixl.katalog.kunci import KunciIsian, digest_baris
from ikixl.layout.identitas import NAMA_PROPERTI, NAMA_TERDEFINISI, Identitas, baca_stempel, buat_stempel
from ikixl.layout.unit import susun_buku_unit
from ikixl.ledger import Ledger
from ikixl.penerbitan import buat
from ikixl.penerimaan import kiriman
from ikixl.penerimaan.kiriman import Sandi, baca_bita, berkas_masuk
from ikixl.penerimaan.pemeriksaan import HasilPeriksa, Pemeriksa
from ikixl.penerimaan.terima import pemeriksa_proyek, periksa, terima
from ikixl.perekapan import konsolidasi_proyek
from ikixl.proyek import Proyek
from ikixl.reader import kumpulan
from ikixl.terbitan.dasar import DasarTerbitan
from ikixl.writer import tulis_buku
from tests.contoh_kecil import isi_kelurahan, katalog_kecil
from tests.kembali.bongkar import Kerja
from tests.proyek_kecil import WAKTU, kirim_terbitan, proyek_kecil, proyek_terbit

ISI: dict[KunciIsian, float | str] = isi_kelurahan(LURAH_01__selesai__1=8, LURAH_01__masuk__1=10)


@pytest.fixture
def proyek(tmp_path: Path) -> Proyek:
    """A small project whose workbooks are issued."""
    return proyek_terbit(tmp_path)


@pytest.fixture(scope="module")
def kerja(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Proyek, bytes, Pemeriksa]]:
    """A project that no test changes, a good return of unit 1001, and what reads its returns."""
    p = proyek_kecil(tmp_path_factory.mktemp("kiriman"))
    buat(p, WAKTU, unit=["1001"])
    data = kirim_terbitan(p, "1001", "a.xlsx", ISI).read_bytes()
    with Ledger(p.ledger) as ledger:
        yield p, data, pemeriksa_proyek(p, ledger)


Meja = tuple[Proyek, bytes, Pemeriksa]


def _kode(hasil: HasilPeriksa, tingkat: str = "galat") -> list[str]:
    return [t.kode for t in hasil.temuan if t.tingkat == tingkat]


def _zip(**anggota: bytes) -> bytes:
    isi = io.BytesIO()
    with zipfile.ZipFile(isi, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, data in anggota.items():
            arsip.writestr(nama, data)
    return isi.getvalue()


# Bytes: what a file can suffer on its way.


def _terpotong(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _crc(data: bytes) -> bytes:
    """The first part's checksum, wrong in both places."""
    with zipfile.ZipFile(io.BytesIO(data)) as arsip:
        crc = arsip.infolist()[0].CRC.to_bytes(4, "little")
    return data.replace(crc, bytes(4))


@pytest.mark.parametrize(
    ("rusak", "kode"),
    [
        (lambda _: b"", "BERKAS-02"),
        (_terpotong, "BERKAS-03"),
        (_crc, "BERKAS-03"),
        (lambda _: b"%PDF-1.7\n%%EOF", "BERKAS-01"),
        (lambda _: b"\xff\xd8\xff\xe0 JFIF", "BERKAS-01"),
        (lambda _: b"Unit;Nilai\n1001;8\n", "BERKAS-24"),
    ],
    ids=["0 byte", "terpotong", "crc", "pdf", "gambar", "csv"],
)
def test_berkas_rusak_ditolak(kerja: Meja, rusak: Callable[[bytes], bytes], kode: str) -> None:
    """An empty, cut, damaged or renamed file is refused with its own code, and nothing of it is used."""
    hasil = kerja[2].periksa(rusak(kerja[1]), "1001-isi.xlsx")
    assert (hasil.keadaan, hasil.isian) == ("ditolak", ())
    assert _kode(hasil) == [kode]


def test_bit_terbalik(kerja: Meja) -> None:
    """One flipped bit anywhere: refused, or every input as it was (the bit was of no account, a time stamp's say)."""
    _, data, pemeriksa = kerja
    benar = pemeriksa.periksa(data, "a.xlsx").isian
    dadu = random.Random(20)
    tolak = 0
    for _ in range(60):
        letak, bit = dadu.randrange(len(data)), 1 << dadu.randrange(8)
        hasil = pemeriksa.periksa(data[:letak] + bytes([data[letak] ^ bit]) + data[letak + 1 :], "a.xlsx")
        assert (hasil.keadaan == "ditolak" and bool(_kode(hasil)) and not hasil.isian) or hasil.isian == benar
        tolak += hasil.keadaan == "ditolak"
    assert tolak > 30


def test_makro_dibaca_dengan_peringatan(kerja: Meja) -> None:
    """A workbook saved with macros is read; the macros are not run, and it says so."""
    k = Kerja(kerja[1], random.Random(1))
    k.bagian["xl/vbaProject.bin"] = b"makro"
    hasil = kerja[2].periksa(k.bytes(), "1001-isi.xlsm")
    assert (hasil.keadaan, _kode(hasil), _kode(hasil, "peringatan")) == ("diterima", [], ["BERKAS-08"])


def test_nama_salinan_unduhan(proyek: Proyek) -> None:
    """A browser's "(1)" in the name is no matter."""
    hasil = terima(proyek, WAKTU, [kirim_terbitan(proyek, "1001", "1001-kelurahan-satu-2024 (1).xlsx", ISI)])[0]
    assert (hasil.keadaan, _kode(hasil), _kode(hasil, "peringatan")) == ("diterima", [], [])


# Identity: whose workbook it is.


def _dengan(kerja: Meja, kunci: bytes | None = None, **ubah: object) -> bytes:
    """The return with another identity, sealed with the project's key or another."""
    proyek = kerja[0]
    with Ledger(proyek.ledger) as ledger:
        digest = ledger.terbitan("1001")[0].digest
        dasar = DasarTerbitan.dari_ledger(ledger, digest)
    assert dasar is not None
    identitas: Identitas = replace(dasar.identitas("1001", 1), **ubah)  # type: ignore[arg-type]
    stempel = buat_stempel(identitas, kunci or proyek.kunci)
    return tulis_buku(susun_buku_unit(dasar.katalog, "1001", dasar.aturan, ISI, stempel, dasar.pengaturan))


@pytest.mark.parametrize(
    ("ubah", "kode", "sebut"),
    [
        ({"versi_layout": 1}, "IDENTITAS-07", "versi 1; program ini membaca versi 2"),
        ({"tahun": 2023}, "IDENTITAS-06", "tahun 2023, sedangkan proyek ini tahun 2024"),
        ({"tahun": 2023, "kunci": b"lain"}, "IDENTITAS-06", "tahun 2023"),
        ({"instansi": "11.11.11"}, "IDENTITAS-04", "11.11.11"),
        ({"unit": "7777"}, "IDENTITAS-05", "7777"),
        ({"seri": 9}, "IDENTITAS-08", "nomor 9"),
        ({"digest": "0" * 16}, "IDENTITAS-09", "0" * 16),
        ({"baris": "0" * 16}, "IDENTITAS-13", "0" * 16),
        ({"kunci": b"lain"}, "IDENTITAS-02", ""),
    ],
    ids=lambda n: str(n)[:30],
)
def test_identitas_lain_ditolak(kerja: Meja, ubah: dict[str, object], kode: str, sebut: str) -> None:
    """Another version, year, instansi, unit, issue, katalog or seal: refused, and the message says which."""
    hasil = kerja[2].periksa(_dengan(kerja, **ubah), "a.xlsx")  # type: ignore[arg-type]
    assert (hasil.keadaan, hasil.isian, _kode(hasil)) == ("ditolak", (), [kode])
    assert sebut in hasil.temuan[0].pesan
    assert hasil.dilaporkan > 0


@pytest.mark.parametrize(
    "teks", ["", "ikixl|2|a", "lain|2|a|b|2024|1|c|d", "ikixl|dua|a|b|2024|1|c|d", "ikixl|2|a|b|٣|1|c|d"]
)
def test_bukan_stempel(teks: str) -> None:
    """A text that is not made like a stamp claims no identity: too short, of another product, or with odd numbers."""
    assert baca_stempel(teks) is None


def test_terbitan_tanpa_digest_baris_tetap_terbaca(kerja: Meja) -> None:
    """A workbook issued before row keys were sealed is read as before."""
    hasil = kerja[2].periksa(_dengan(kerja, baris=""), "a.xlsx")
    assert (hasil.keadaan, [k for k in _kode(hasil) if k.startswith("IDENTITAS")]) == ("diterima", [])


def test_digest_baris_mengikuti_baris_unit() -> None:
    """The sealed digest differs between units that are asked different rows, and not between those asked the same."""
    katalog = katalog_kecil()
    kelurahan = [u.kode for u in katalog.unit if katalog.jabatan_unit(u.kode) == katalog.jabatan_unit("1001")]
    lain = [u.kode for u in katalog.unit if u.kode not in kelurahan]
    assert len({digest_baris(katalog, u) for u in kelurahan}) == 1
    assert all(digest_baris(katalog, u) != digest_baris(katalog, "1001") for u in lain)


def test_instansi_dan_tahun_lain(kerja: Meja) -> None:
    """What is of another instansi and another year says both."""
    hasil = kerja[2].periksa(_dengan(kerja, instansi="11.11.11", tahun=2023), "a.xlsx")
    assert _kode(hasil) == ["IDENTITAS-04", "IDENTITAS-06"]


@pytest.mark.parametrize("tinggal", ["lembar", "properti", "nama", ""])
def test_satu_salinan_cukup(kerja: Meja, tinggal: str) -> None:
    """Any one of the three copies of the identity is enough, none is too few; a stamp that is blank is none."""
    buku = openpyxl.load_workbook(io.BytesIO(kerja[1]))
    if tinggal != "properti":
        del buku.custom_doc_props[NAMA_PROPERTI]  # type: ignore[attr-defined]
    if tinggal != "nama":
        del buku.defined_names[NAMA_TERDEFINISI]
    if tinggal != "lembar":
        for baris in buku["_ikixl"].iter_rows():
            for sel in baris:
                sel.value = "  " if str(sel.value).startswith("ikixl|") else sel.value
    isi = io.BytesIO()
    buku.save(isi)
    hasil = kerja[2].periksa(isi.getvalue(), "a.xlsx")
    assert [k for k in _kode(hasil) if k.startswith("IDENTITAS")] == ([] if tinggal else ["IDENTITAS-01"])
    assert hasil.unit == ("1001" if tinggal else "")


def test_salinan_identitas_berbeda(kerja: Meja) -> None:
    """Copies that disagree refuse the file and are named, also one that is no stamp at all."""
    for palsu in (buat_stempel(Identitas("99.99.01", "1002", 2024, 1, "x"), kerja[0].kunci), "bukan stempel"):
        buku = openpyxl.load_workbook(io.BytesIO(kerja[1]))
        buku.defined_names[NAMA_TERDEFINISI].attr_text = f'"{palsu}"'
        isi = io.BytesIO()
        buku.save(isi)
        hasil = kerja[2].periksa(isi.getvalue(), "a.xlsx")
        assert _kode(hasil) == ["IDENTITAS-03"]
        assert f"nama terdefinisi: unit {'1002' if '|' in palsu else '?'}" in hasil.temuan[0].pesan


def test_nama_terdefinisi_lain_bukan_identitas(kerja: Meja) -> None:
    """Names that people define themselves are no copies of the identity."""
    buku = openpyxl.load_workbook(io.BytesIO(kerja[1]))
    buku.defined_names["Milik_Saya"] = openpyxl.workbook.defined_name.DefinedName("Milik_Saya", attr_text='"apa"')
    isi = io.BytesIO()
    buku.save(isi)
    assert kerja[2].periksa(isi.getvalue(), "a.xlsx").keadaan == "diterima"


def test_terbitan_lama_dibaca_dengan_peringatan(proyek: Proyek) -> None:
    """A return of an issue that has been replaced since is read, and says which is the newest."""
    lama = kirim_terbitan(proyek, "1001", "lama.xlsx", ISI)
    (proyek.keluar / "1001-kelurahan-satu-2024.xlsx").write_bytes(b"sedang diisi")
    buat(proyek, WAKTU, unit=["1001"])
    hasil = terima(proyek, WAKTU, [lama])[0]
    assert (hasil.keadaan, _kode(hasil, "peringatan")) == ("diterima", ["IDENTITAS-10"])
    assert "terbitan ke-1 unit 1001, padahal sudah ada terbitan ke-2" in hasil.temuan[0].pesan


# The folder: what lies in masuk/, and what changes there.


def _tumbuh(monkeypatch: pytest.MonkeyPatch, berubah: Path, kali: int) -> None:
    """Make a file grow by one byte each of the first times that it is opened."""
    asli, sisa = Path.open, [kali]

    def buka(path: Path, *isi: object, **nama: object) -> object:
        if path == berubah and sisa[0]:
            sisa[0] -= 1
            with asli(path, "ab") as berkas:
                berkas.write(b"x")
        return asli(path, *isi, **nama)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", buka)


def test_berkas_yang_masih_disalin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that changes while it is read is read again until it stands still, and refused if it never does."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"isi")
    jeda: list[float] = []
    _tumbuh(monkeypatch, path, 3)
    assert baca_bita(path, jeda.append) == b"isixxx"
    assert len(jeda) == 3
    _tumbuh(monkeypatch, path, 99)
    with pytest.raises(BerkasTidakTerbacaError) as salah:
        baca_bita(path, jeda.append)
    assert salah.value.kode == "BERKAS-13"


def test_berkas_berubah_tidak_menghentikan_yang_lain(proyek: Proyek, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that keeps changing, a huge one and a lock file are refused; the good one beside them is received."""
    kirim_terbitan(proyek, "1001", "b.xlsx", ISI)
    for nama in ("a-berubah.xlsx", "~$b.xlsx"):
        (proyek.masuk / nama).write_bytes(b"isi")
    (proyek.masuk / "besar.xlsx").write_bytes(bytes(3 << 20))
    monkeypatch.setattr(kiriman, "_JEDA", 0)
    monkeypatch.setattr(kiriman, "BATAS_BERKAS", 2 << 20)
    _tumbuh(monkeypatch, proyek.masuk / "a-berubah.xlsx", 99)
    hasil = {h.berkas: h for h in terima(proyek, WAKTU)}
    assert {
        n: (h.keadaan, [t.kode for t in h.temuan if not t.kode.startswith("LENGKAP")]) for n, h in hasil.items()
    } == {
        "a-berubah.xlsx": ("ditolak", ["BERKAS-13"]),
        "b.xlsx": ("diterima", []),
        "besar.xlsx": ("ditolak", ["BERKAS-15"]),
        "~$b.xlsx": ("ditolak", ["BERKAS-10"]),
    }
    assert "3 MB, melewati batas 2 MB" in hasil["besar.xlsx"].temuan[0].pesan
    assert "masih dibuka" in hasil["~$b.xlsx"].temuan[0].pesan
    with Ledger(proyek.ledger) as ledger:
        assert [b.nama for b in ledger.semua_berkas()] == ["b.xlsx"]


def test_yang_bukan_kiriman_dilewati(proyek: Proyek) -> None:
    """Traces of systems and hidden files are no returns; subfolders are looked into; masuk/ itself may be missing."""
    (proyek.masuk / "1001").mkdir()
    for nama in ("Thumbs.db", ".DS_Store", ".~lock.a.xlsx#", "1001/a.xlsx", "b.xlsx"):
        (proyek.masuk / nama).write_bytes(b"")
    assert [p.name for p in berkas_masuk(proyek)] == ["a.xlsx", "b.xlsx"]
    for path in [*proyek.masuk.rglob("*.*"), proyek.masuk / "1001", proyek.masuk]:
        path.rmdir() if path.is_dir() else path.unlink()
    assert berkas_masuk(proyek) == []


def test_folder_yang_tertutup_dilaporkan(proyek: Proyek, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder or file that may not be looked at is reported, not passed over."""
    (proyek.masuk / "tertutup").mkdir()
    (proyek.masuk / "rahasia.xlsx").write_bytes(b"")
    asli, is_file = os.scandir, Path.is_file

    def pindai(folder: object) -> object:
        if Path(str(folder)).name == "tertutup":
            raise PermissionError(13, "no", str(folder))
        return asli(str(folder))

    def berkas(path: Path) -> bool:
        if path.name == "rahasia.xlsx":
            raise PermissionError(13, "no", str(path))
        return is_file(path)

    monkeypatch.setattr(os, "scandir", pindai)
    monkeypatch.setattr(Path, "is_file", berkas)
    hasil = {h.berkas: _kode(h) for h in terima(proyek, WAKTU)}
    assert hasil == {"rahasia.xlsx": ["BERKAS-02"], "tertutup": ["BERKAS-12"]}


# Copies, and what comes again.


def test_isi_yang_sama_dua_kali(proyek: Proyek) -> None:
    """The same bytes under another name or in another folder count once and are said to; met again, that is all."""
    a = kirim_terbitan(proyek, "1001", "a.xlsx", ISI)
    (proyek.masuk / "lain").mkdir()
    for salinan in (proyek.masuk / "b.xlsx", proyek.masuk / "lain" / "a.xlsx"):
        salinan.write_bytes(a.read_bytes())
    for pertama in (True, False):
        hasil = terima(proyek, WAKTU)
        assert [[t.kode for t in h.temuan if t.kode.startswith("BERKAS")] for h in hasil] == [
            [] if pertama else ["BERKAS-09"],
            ["BERKAS-14"],
            ["BERKAS-14"],
        ]
        assert [h.temuan[0].rinci["lain"] for h in hasil[1:]] == ["a.xlsx", "masuk/a.xlsx"]
        assert not any(h.ada_galat for h in hasil)
    with Ledger(proyek.ledger) as ledger:
        assert [b.nama for b in ledger.semua_berkas()] == ["a.xlsx"]


def test_nihil_sampai_ke_rekap(proyek: Proyek) -> None:
    """A stated blank is kept apart from 0 and from what nobody filled in, from the cell to the consolidated rows."""
    isi = isi_kelurahan(LURAH_01__selesai__1=8, LURAH_01__masuk__1="nihil", SEKLUR_03__keluar__1=0)
    kirim_terbitan(proyek, "1001", "a.xlsx", isi)
    (hasil,) = terima(proyek, WAKTU)
    assert [(t.kode, t.sel) for t in hasil.temuan if t.kode.startswith("NILAI")] == [("NILAI-09", "H6")]
    with Ledger(proyek.ledger) as ledger:
        konsolidasi = konsolidasi_proyek(proyek, ledger)
    baris = {b[4:7]: (b[7], b[8], b[11]) for b in konsolidasi.baris() if b[2] == "1001"}
    assert baris["LURAH.01", "masuk", 1] == (None, "nihil", "H6")
    assert baris["LURAH.01", "masuk", 2] == (None, "kosong", "")
    assert baris["SEKLUR.03", "keluar", 1][:2] == (0, "isi")


def test_yang_ditolak_dibaca_lagi(proyek: Proyek) -> None:
    """A file refused for a reason that is gone is accepted when it comes again; one still refused changes nothing."""
    kirim_terbitan(proyek, "1003", "a.xlsx", ISI)
    (proyek.masuk / "b.xlsx").write_bytes(b"bukan")
    k = katalog_kecil()
    tulis_tabel(replace(k, unit=k.unit[:-1]), proyek.katalog)
    assert [_kode(h) for h in terima(proyek, WAKTU)] == [["IDENTITAS-05"], ["BERKAS-01"]]
    tulis_tabel(k, proyek.katalog)
    for ke, keadaan in enumerate(("diterima", "diterima")):
        a, b = terima(proyek, WAKTU)
        assert (a.keadaan, a.sudah_ada) == (keadaan, ke > 0)
        assert (b.keadaan, b.sudah_ada, [t.kode for t in b.temuan]) == ("ditolak", True, ["BERKAS-09", "BERKAS-01"])
    with Ledger(proyek.ledger) as ledger:
        assert [(b.nama, b.keadaan, b.urutan) for b in ledger.semua_berkas()] == [
            ("b.xlsx", "ditolak", 2),
            ("a.xlsx", "diterima", 3),
        ]


# A zip of workbooks.


def test_kumpulan(proyek: Proyek) -> None:
    """Each member of a zip is a file of its own, by its own hash and its own folder; the zip is archived as well."""
    satu, dua = (kirim_terbitan(proyek, u, f"{u}.xlsx", ISI) for u in ("1001", "1002"))
    isi = {
        "satu.xlsx": satu.read_bytes(),
        "1003/dua.xlsx": dua.read_bytes(),
        "catatan.txt": b"halo",
        "~$satu.xlsx": b"x",
    }
    data = _zip(**isi)
    satu.unlink()
    dua.unlink()
    (proyek.masuk / "kumpulan.zip").write_bytes(data)
    hasil = terima(proyek, WAKTU)
    assert [(h.berkas, h.keadaan, _kode(h)) for h in hasil] == [
        ("kumpulan.zip/satu.xlsx", "diterima", []),
        ("kumpulan.zip/1003/dua.xlsx", "ditahan", ["IDENTITAS-11"]),
        ("kumpulan.zip/catatan.txt", "ditolak", ["BERKAS-01"]),
    ]
    for b in (data, *(isi[n] for n in ("satu.xlsx", "1003/dua.xlsx", "catatan.txt"))):
        path = cari_arsip(proyek.arsip, hashlib.sha256(b).hexdigest())
        assert path is not None
        assert path.read_bytes() == b
    assert [h.sudah_ada for h in terima(proyek, WAKTU)] == [True] * 3
    assert list(proyek.masuk.iterdir()) == [proyek.masuk / "kumpulan.zip"]


def test_kumpulan_yang_ditolak(proyek: Proyek, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip beyond the limits is one refused file; one damaged member does not keep the others."""
    a = kirim_terbitan(proyek, "1001", "a.xlsx", ISI)
    rusak = bytearray(_zip(**{"x.xlsx": b"isi" * 99, "a.xlsx": a.read_bytes()}))
    rusak[40] ^= 0xFF
    a.unlink()
    (proyek.masuk / "k.zip").write_bytes(rusak)
    assert [(h.berkas, h.keadaan, _kode(h)) for h in terima(proyek, WAKTU)] == [
        ("k.zip/x.xlsx", "ditolak", ["BERKAS-03"]),
        ("k.zip/a.xlsx", "diterima", []),
    ]
    monkeypatch.setattr(kumpulan, "_BATAS_ANGGOTA", 1)
    assert [(h.berkas, h.keadaan, _kode(h)) for h in terima(proyek, WAKTU)] == [("k.zip", "ditolak", ["BERKAS-04"])]


# Passwords.


@pytest.fixture(scope="module")
def terkunci(kerja: Meja) -> bytes:
    """A good return of unit 1001, locked with the password "rahasia"."""
    data: bytes = ECMA376Agile.encrypt("rahasia", io.BytesIO(kerja[1]), spin_count=1000)
    return data


def test_sandi(kerja: Meja, terkunci: bytes) -> None:
    """A locked file opens with one of the passwords given; without, and with a wrong one, it is refused."""
    proyek = kerja[0]
    path = proyek.masuk / "terkunci.xlsx"
    path.write_bytes(terkunci)
    for sandi, kode in (((), ["BERKAS-06"]), (("salah",), ["BERKAS-20"]), (("salah", "rahasia"), [])):
        (hasil,) = periksa(proyek, [path], sandi=Sandi(sandi))
        assert _kode(hasil) == kode
    path.unlink()


def test_sandi_ditanyakan_sekali(kerja: Meja, terkunci: bytes) -> None:
    """Who sits there is asked once a run; the answer serves every file, and silence refuses them."""
    for jawaban, keadaan in (("rahasia", "diterima"), ("salah", "ditolak"), ("", "ditolak")):
        ditanya: list[str] = []

        def tanya(nama: str, jawaban: str = jawaban, ditanya: list[str] = ditanya) -> str:
            ditanya.append(nama)
            return jawaban

        pemeriksa = replace(kerja[2], buka=Sandi((), tanya).buka)
        hasil = [pemeriksa.periksa(terkunci, nama) for nama in ("a.xlsx", "b.xlsx")]
        assert [h.keadaan for h in hasil] == [keadaan] * 2
        assert ditanya == ["a.xlsx"]


def test_sandi_tidak_ditanyakan_untuk_yang_lain(kerja: Meja) -> None:
    """What no password opens asks for none."""
    pemeriksa = replace(kerja[2], buka=Sandi((), lambda nama: pytest.fail(nama)).buka)
    assert _kode(pemeriksa.periksa(b"", "a.xlsx")) == ["BERKAS-02"]


def test_perintah_dengan_sandi(
    proyek: Proyek, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--sandi may be given to terima, periksa and rekap; a file refused without is accepted with it."""
    monkeypatch.chdir(proyek.folder)
    path = kirim_terbitan(proyek, "1001", "a.xlsx", ISI)
    path.write_bytes(ECMA376Agile.encrypt("rahasia", io.BytesIO(path.read_bytes()), spin_count=1000))
    assert jalankan_perintah(["terima"]) == 1
    assert jalankan_perintah(["periksa", "masuk/a.xlsx", "--sandi", "rahasia"]) == 0
    assert jalankan_perintah(["rekap", "--sandi", "salah", "--sandi", "rahasia"]) == 0
    assert "a.xlsx: diterima, unit 1001" in capsys.readouterr().out


def test_pertanyaan_sandi(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked at a terminal only, unseen, on standard error, with the progress bar out of the way."""
    ditanya: list[dict[str, object]] = []

    def jawab(teks: str, **pilihan: object) -> str:
        ditanya.append({"teks": teks, **pilihan})
        return "rahasia"

    dicoba: list[tuple[str, ...]] = []

    def baca(data: bytes, nama: str, sandi: tuple[str, ...]) -> None:
        dicoba.append(sandi)
        if "rahasia" not in sandi:
            raise BerkasTidakTerbacaError("BERKAS-06", format=".xlsx")

    monkeypatch.setattr(click, "prompt", jawab)
    monkeypatch.setattr(kiriman, "baca_mentah", baca)
    for terminal in (False, True):
        monkeypatch.setattr("sys.stdin.isatty", lambda terminal=terminal: terminal, raising=False)
        monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
        sandi = kata_sandi.sandi_untuk(["lain"], Kemajuan())
        if not terminal:
            with pytest.raises(BerkasTidakTerbacaError):
                sandi.buka(b"", "a.xlsx")
        else:
            sandi.buka(b"", "a.xlsx")
    assert dicoba == [("lain",), ("lain",), ("lain", "rahasia")]
    assert [(d["hide_input"], d["err"], "a.xlsx" in str(d["teks"])) for d in ditanya] == [(True, True, True)]


# Isolation.


def test_kesalahan_kita_pada_satu_berkas(
    proyek: Proyek, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bug of ours with one file keeps no other from being recorded, is loud, and is over once it is mended."""
    monkeypatch.chdir(proyek.folder)
    for unit in ("1001", "1002", "1003"):
        kirim_terbitan(proyek, unit, f"{unit}.xlsx", ISI)
    asli = Pemeriksa.periksa

    def rusak(self: Pemeriksa, data: bytes, nama: str) -> HasilPeriksa:
        assert nama != "1002.xlsx", "our own"
        return asli(self, data, nama)

    with monkeypatch.context() as m:
        m.setattr(Pemeriksa, "periksa", rusak)
        hasil = terima(proyek, WAKTU)
        assert [(h.keadaan, _kode(h)) for h in hasil] == [
            ("diterima", []),
            ("ditolak", ["BERKAS-16"]),
            ("diterima", []),
        ]
        assert isinstance(hasil[1].kesalahan, AssertionError)
        assert jalankan_perintah(["terima"]) == 4
        terbaca = capsys.readouterr()
        assert "1002.xlsx: ditolak" in terbaca.out
        assert "Maaf" in terbaca.err
        assert jalankan_perintah(["--debug", "terima"]) == 4
        assert "our own" in capsys.readouterr().err
    assert [(h.keadaan, h.sudah_ada) for h in terima(proyek, WAKTU)] == [
        ("diterima", True),
        ("diterima", False),
        ("diterima", True),
    ]


def test_kesalahan_proyek_menghentikan(proyek: Proyek, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with the project itself stops the work; what was recorded before stays."""
    for unit in ("1001", "1002"):
        kirim_terbitan(proyek, unit, f"{unit}.xlsx", ISI)
    kedua = (proyek.masuk / "1002.xlsx").read_bytes()

    def penuh(folder: Path, data: bytes, akhiran: str, sha256: str) -> object:
        if data == kedua:
            raise LedgerError("penuh")
        return simpan_arsip(folder, data, akhiran, sha256)

    monkeypatch.setattr(arsip, "simpan_arsip", penuh)
    with pytest.raises(LedgerError, match="penuh"):
        terima(proyek, WAKTU)
    with Ledger(proyek.ledger) as ledger:
        assert [b.nama for b in ledger.semua_berkas()] == ["1001.xlsx"]


def test_jabatan_disebut(proyek: Proyek, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The return of a jabatan's workbook is shown with its jabatan, also when it is met again."""
    monkeypatch.chdir(proyek.folder)
    buat(proyek, WAKTU, unit=["1001"], per="jabatan")
    kirim_terbitan(proyek, "1001", "lurah.xlsx", ISI, jabatan="LURAH")
    for lagi in ("", " (sudah pernah diterima)"):
        assert jalankan_perintah(["terima"]) == 0
        assert f"lurah.xlsx: diterima{lagi}, unit 1001, jabatan LURAH:" in capsys.readouterr().out
