"""Katalog tables as CSV files: how they are read, written and loaded."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.errors import KatalogError
from ikixl.katalog.model import Indikator, Instansi, Jabatan, Katalog, Target, Unit, Uraian, Variabel
from ikixl.katalog.periksa import periksa
from ikixl.katalog.tables import baca_tabel, muat, tulis_tabel
from ikixl.temuan import Temuan, ada_galat
from tests.katalog.mini import MINI, rusak, tulis

# What a cell may hold: no control characters but the line end, and no blanks around it, which are stripped.
TEKS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], include_characters='\n",;'), max_size=20
).map(str.strip)
TEKS_WAJIB = TEKS.filter(bool)
ANGKA = st.none() | st.floats(0, allow_nan=False, allow_infinity=False)


@st.composite
def katalog_acak(draw: st.DrawFn) -> Katalog:
    """A valid katalog with one jabatan per unit and one indikator per jabatan, and any texts and numbers."""
    kode = draw(
        st.lists(st.from_regex(r"[A-Z0-9][A-Z0-9._-]{0,5}", fullmatch=True), min_size=1, max_size=3, unique=True)
    )
    nip = draw(st.from_regex(r"[0-9]{18}", fullmatch=True))
    return Katalog(
        instansi=Instansi(
            nama=draw(TEKS_WAJIB), kabupaten_kota="Kota", kode_wilayah="35.74", tahun=2024, alamat=draw(TEKS), nip=nip
        ),
        unit=tuple(Unit(kode=k, nama=draw(TEKS_WAJIB), jenis="seksi", pejabat=draw(TEKS)) for k in kode),
        jabatan=tuple(Jabatan(kode=f"J{k}", urutan=n, nama=draw(TEKS_WAJIB), unit=k) for n, k in enumerate(kode)),
        uraian=tuple(Uraian(jabatan=f"J{k}", jenis="tugas", urutan=1, teks=draw(TEKS_WAJIB)) for k in kode),
        indikator=tuple(
            Indikator(
                kode=f"I{k}",
                jabatan=f"J{k}",
                urutan=1,
                sasaran=draw(TEKS_WAJIB),
                nama="Nama",
                rumus="a / b",
                catatan=draw(TEKS),
                bobot=draw(st.none() | st.floats(0, 1e6)),
            )
            for k in kode
        ),
        variabel=tuple(
            Variabel(indikator=f"I{k}", kode=v, urutan=n, nama=draw(TEKS_WAJIB))
            for k in kode
            for n, v in enumerate("ab")
        ),
        target=tuple(Target(indikator=f"I{k}", unit=k, tw1=draw(ANGKA), tahun=draw(ANGKA)) for k in kode),
    )


@given(katalog_acak())
@settings(max_examples=40)
def test_tulis_lalu_muat(katalog: Katalog) -> None:
    """What is written reads back equal, and writing it again gives the same bytes."""
    with tempfile.TemporaryDirectory() as nama:
        a, b = Path(nama, "a"), Path(nama, "b")
        tulis_tabel(katalog, a)
        terbaca = muat(a)
        tulis_tabel(terbaca, b)
        assert terbaca == katalog
        assert terbaca.digest == katalog.digest
        assert {p.name: p.read_bytes() for p in a.iterdir()} == {p.name: p.read_bytes() for p in b.iterdir()}


def test_bentuk_yang_ditulis(tmp_path: Path) -> None:
    """Written files have LF line ends, no byte order mark, few quotes and no ".0", and leave nothing else behind."""
    tulis_tabel(muat(tulis(tmp_path / "asal")), tmp_path / "hasil")
    assert sorted(p.stem for p in (tmp_path / "hasil").iterdir()) == sorted(MINI)
    target = (
        MINI["target"].replace("tahun\n", "tahun,sumber,renstra\n").replace("DOK,,1,1,2,2,2\n", "DOK,,1,1,2,2,2,,\n")
    )
    target = target.replace("85,82.5\n", "85,82.5,,\n").replace("75,72.5\n", "75,72.5,,\n")
    assert (tmp_path / "hasil" / "target.csv").read_bytes().decode() == target
    indikator = (tmp_path / "hasil" / "indikator.csv").read_bytes().decode()
    assert '\nLAYANAN,LURAH,1,IKI,Layanan baik,Persentase selesai,"persen(selesai, masuk)",%,maksimal,' in indikator


def test_kolom_renstra(tmp_path: Path) -> None:
    """A blank renstra leaves the digest as it was before there was one; a filled one goes the whole way round."""
    lama = muat(tulis(tmp_path / "lama"))
    assert lama.digest == "ebcbcf362406fd70"
    assert "renstra" not in lama.ke_json()
    judul, dok, layanan, satu = MINI["target"].splitlines()
    target = "\n".join((f"{judul},renstra", f"{dok},", f"{layanan},90.5", f"{satu},"))
    baru = muat(tulis(tmp_path / "baru", {**MINI, "target": target}))
    assert [t.renstra for t in baru.target] == [None, 90.5, None]
    assert baru.digest != lama.digest
    assert Katalog.dari_json(baru.ke_json()) == baru
    assert Katalog.dari_json(lama.ke_json()) == lama
    tulis_tabel(baru, tmp_path / "salin")
    assert muat(tmp_path / "salin") == baru
    negatif = {**MINI, "target": target.replace("90.5", "-1")}
    with pytest.raises(KatalogError, match="target tidak boleh negatif"):
        muat(tulis(tmp_path / "negatif", negatif))


def test_menimpa_utuh(tmp_path: Path) -> None:
    """Writing over an older katalog replaces its files whole."""
    folder = tulis(tmp_path)
    katalog = muat(folder)
    (folder / "unit.csv").write_text("sisa lama\n" * 100, encoding="utf-8")
    tulis_tabel(katalog, folder)
    assert muat(folder) == katalog


def titik_koma(teks: str) -> str:
    """The same table as a spreadsheet program with Indonesian locale saves it; no text of MINI holds a ";"."""
    luar = teks.split('"')
    return (
        '"'.join(bagian if n % 2 else bagian.replace(",", ";") for n, bagian in enumerate(luar))
        .replace("82.5", "82,5")
        .replace("72.5", "72,5")
    )


def test_ekspor_excel_indonesia(tmp_path: Path) -> None:
    """Semicolons, decimal commas, byte order mark, CR LF and trailing blank cells read as the plain files do."""
    folder = tulis(tmp_path / "excel")
    for nama, teks in MINI.items():
        isi = titik_koma(teks).replace("\n", ";;\r\n") + ";;;\r\n"
        (folder / f"{nama}.csv").write_bytes(isi.encode("utf-8-sig"))
    assert muat(folder) == muat(tulis(tmp_path / "asal"))


def test_desimal_koma_dalam_kutip(tmp_path: Path) -> None:
    """A quoted decimal comma is understood in a file with commas as well."""
    tabel = rusak(("target", "82.5", '"82,5"'))
    assert muat(tulis(tmp_path, tabel)).target[1].tahun == 82.5


def test_ribuan_dalam_berkas_titik_koma(tmp_path: Path) -> None:
    """In a file with decimal commas a point may be a thousands mark: it is asked, never guessed."""
    tabel = rusak(("target", "DOK,,1,", "DOK,,1.250,"))
    assert muat(tulis(tmp_path / "koma", tabel)).target[0].tw1 == 1.25
    folder = tulis(tmp_path / "titik-koma", {**tabel, "target": titik_koma(tabel["target"])})
    (satu,) = temuan_dari(folder)
    assert (satu.kode, satu.sel) == ("KATALOG-04", "baris 2, kolom tw1")
    assert "bisa berarti 1250 atau 1,250" in satu.pesan


def temuan_dari(folder: Path) -> tuple[Temuan, ...]:
    """The temuan that loading a faulty folder raises."""
    with pytest.raises(KatalogError) as galat:
        muat(folder)
    assert all(isinstance(t, Temuan) for t in galat.value.temuan)
    return tuple(t for t in galat.value.temuan if isinstance(t, Temuan))


def test_windows_1252_menyebut_baris(tmp_path: Path) -> None:
    """A file saved as Windows-1252 names its lines, once, and its other faults are still found."""
    tabel = rusak(("uraian", "Memimpin kelurahan", "Kafé"), ("uraian", "Melayani warga", ""))
    folder = tulis(tmp_path, tabel)
    (folder / "uraian.csv").write_bytes(tabel["uraian"].encode("cp1252"))
    temuan = temuan_dari(folder)
    assert [(t.kode, t.lembar, t.sel) for t in temuan] == [
        ("KATALOG-16", "uraian", "baris 2"),
        ("KATALOG-04", "uraian", "baris 3, kolom teks"),
    ]
    assert "huruf di baris 2 bukan UTF-8" in temuan[0].pesan


@pytest.mark.parametrize("tabel", ["instansi", "unit"])
def test_windows_1252_di_kunci(tabel: str, tmp_path: Path) -> None:
    """Bytes that cannot be read in a name or a value are one temuan, with nothing that follows from it."""
    folder = tulis(tmp_path)
    isi = MINI[tabel].replace("Kecamatan Contoh", "Kecamatan Contoé").replace("SEK,", "SÉK,")
    (folder / f"{tabel}.csv").write_bytes(isi.encode("cp1252"))
    assert [(t.kode, t.lembar, t.sel) for t in temuan_dari(folder)] == [("KATALOG-16", tabel, "baris 2")]


@pytest.mark.parametrize(
    ("isi", "sel", "kata"),
    [
        (MINI["unit"].encode("utf-16"), "baris 1", "UTF-16"),
        (b"PK\x03\x04\x00\x00", "baris 1", "buku kerja"),
        (b"", "baris 1", "kosong"),
        (b"\xef\xbb\xbf\r\n;;\r\n", "baris 1", "kosong"),
        (MINI["unit"].replace("Kelurahan Satu", '"Kelurahan Satu').encode(), "baris 3", "tidak ditutup"),
        (MINI["unit"].replace("Kelurahan Satu", '"Kelurahan" Satu').encode(), "baris 3", "tidak pada tempatnya"),
        (MINI["unit"].replace("Kelurahan Satu", "x" * 200_000).encode(), "baris 3", "terlalu panjang"),
    ],
    ids=["utf-16", "zip", "kosong", "hanya pemisah", "kutip terbuka", "kutip di tengah", "sel raksasa"],
)
def test_berkas_tidak_terbaca(isi: bytes, sel: str, kata: str, tmp_path: Path) -> None:
    """A file that is no table is one temuan, and the tables that refer to it are not blamed."""
    folder = tulis(tmp_path)
    (folder / "unit.csv").write_bytes(isi)
    (satu,) = temuan_dari(folder)
    assert (satu.kode, satu.berkas, satu.sel) == ("KATALOG-16", "unit.csv", sel)
    assert kata in satu.pesan


@given(st.sampled_from(sorted(MINI)), st.integers(0), st.integers(0, 20), st.binary(max_size=8))
@settings(max_examples=80)
def test_bita_apa_pun_tidak_menggagalkan_pembacaan(tabel: str, letak: int, panjang: int, sisipan: bytes) -> None:
    """Whatever bytes stand in a table, reading gives a katalog or temuan of level galat, never a traceback."""
    asal = MINI[tabel].encode()
    awal = letak % len(asal)
    with tempfile.TemporaryDirectory() as nama:
        folder = tulis(Path(nama))
        (folder / f"{tabel}.csv").write_bytes(asal[:awal] + sisipan + asal[awal + panjang :])
        katalog, temuan = periksa(baca_tabel(folder))
    assert (katalog is None) == ada_galat(temuan)
    assert all(t.pesan and t.saran and t.lembar for t in temuan)


def test_folder_sebagai_tabel(tmp_path: Path) -> None:
    """A folder under the name of a table cannot be read, and says so."""
    folder = tulis(tmp_path)
    (folder / "target.csv").unlink()
    (folder / "target.csv").mkdir()
    (satu,) = temuan_dari(folder)
    assert (satu.kode, satu.berkas) == ("KATALOG-16", "target.csv")


def test_kutip_berisi_baris_dan_pemisah(tmp_path: Path) -> None:
    """Quoted cells may hold separators, quotes and line ends, whatever line end the file uses."""
    tabel = rusak(("uraian", "Memimpin kelurahan", '"Memimpin; ""mengayomi"",\nmelayani"'))
    asal = muat(tulis(tmp_path / "lf", tabel))
    assert asal.uraian[0].teks == 'Memimpin; "mengayomi",\nmelayani'
    windows = {nama: teks.replace("\n", "\r\n") for nama, teks in tabel.items()}
    assert muat(tulis(tmp_path / "crlf", windows)).digest == asal.digest


def test_judul_longgar(tmp_path: Path) -> None:
    """Capitals and blanks in the header, and capitals in file names, make no difference."""
    folder = tulis(tmp_path / "a", rusak(("unit", "kode,nama,jenis", "Kode, Nama ,JENIS")))
    (folder / "unit.csv").rename(folder / "Unit.CSV")
    assert muat(folder) == muat(tulis(tmp_path / "b"))


def test_sisa_program_lain_diabaikan(tmp_path: Path) -> None:
    """Lock files that spreadsheet programs leave in the folder are no tables."""
    folder = tulis(tmp_path)
    (folder / "~$unit.csv").write_bytes(b"\x05Budi")
    (folder / ".~lock.unit.csv#").write_bytes(b"Budi")
    assert baca_tabel(folder).temuan == ()


def test_folder_hilang(tmp_path: Path) -> None:
    """A missing folder is a KatalogError that names it."""
    with pytest.raises(KatalogError, match="tidak-ada tidak dapat dibaca: tidak ditemukan"):
        muat(tmp_path / "tidak-ada")


def test_pesan_memuat_semua_temuan(tmp_path: Path) -> None:
    """The error's own text lists every fault with its place, and leaves mere warnings to `temuan`."""
    tabel = rusak(("unit", "1002,", "1001,"), ("jabatan", ",,LURAH", ",,CAMAT"))
    folder = tulis(tmp_path, {**tabel, "lain": "a,b\n"})
    with pytest.raises(KatalogError) as galat:
        muat(folder)
    teks = str(galat.value)
    assert "- unit.csv, baris 4, kolom kode: Kode 1001 sudah dipakai di baris 3." in teks
    assert "- jabatan.csv, baris 4, kolom atasan: Atasan CAMAT bukan kode jabatan." in teks
    assert "lain.csv" not in teks
    assert len(galat.value.temuan) == 4
