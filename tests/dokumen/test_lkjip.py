"""The LKjIP: sentences and table say what the figures say, and no more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ikixl.dokumen import KonteksDokumen, dokumen_iki, dokumen_lkjip, tulis_dokumen
from ikixl.dokumen.narasi import kalimat_indikator, kalimat_instansi, kalimat_sasaran
from ikixl.katalog.model import Indikator
from ikixl.libreoffice import cari_soffice, ke_pdf
from tests.contoh_kecil import katalog_kecil
from tests.dokumen.contoh import LAPORAN, baca, bergaya, isi_tabel, konsolidasi, teks


def _kalimat(ktk: KonteksDokumen, kode: str) -> str:
    return kalimat_indikator(ktk, ktk.konsolidasi.hasil[kode])


def test_indikator_gabungan() -> None:
    """17 of 20 files against 80 %: 106.25 %, over two of three units, and the third is named."""
    assert _kalimat(KonteksDokumen(konsolidasi(), 1), "LURAH.01") == (
        "Realisasi sampai dengan triwulan I tahun 2024 adalah 85 % dari target 80 %, sehingga capaiannya 106,25 % "
        "dengan predikat Sangat Tinggi. Angka ini mencakup 2 dari 3 unit; yang belum lengkap: Kelurahan Tiga."
    )


def test_tidak_mengarang() -> None:
    """An indikator that nobody reported, or that is not asked yet, gets no figure and no predikat."""
    ktk = KonteksDokumen(konsolidasi(), 1)
    assert _kalimat(ktk, "SEKLUR.02") == (
        "Sampai dengan triwulan I tahun 2024 belum ada realisasi yang lengkap, "
        "sehingga capaiannya belum dapat dihitung."
    )
    assert _kalimat(ktk, "LURAH.02") == (
        "Indikator ini dilaporkan tiap semester, yaitu pada triwulan II dan IV, "
        "sehingga angka sampai dengan triwulan I belum ada."
    )


def test_arah_minimal_disebut() -> None:
    """Where less is better the sentence says so."""
    laporan = {u: {"LURAH_02__n__2": 5} for u in ("1001", "1002", "1003")}
    kalimat = _kalimat(KonteksDokumen(konsolidasi(laporan), 2), "LURAH.02")
    # (2 x 30 - 15) / 30
    assert "15 kejadian dari target 30 kejadian, sehingga capaiannya 150 %" in kalimat
    assert kalimat.endswith("angka yang lebih kecil lebih baik.")


def test_catatan_sama_disatukan() -> None:
    """The same note of two units is said once with both names; every note once, with one full stop."""
    catatan = {
        ("1001", "LURAH.01", "kendala"): "Data terlambat.",
        ("1002", "LURAH.01", "kendala"): "Data  terlambat",
        ("1001", "LURAH.01", "faktor_pendukung"): "Petugas lengkap",
        ("1002", "LURAH.01", "tindak_lanjut"): "Bimbingan teknis.",
    }
    kalimat = _kalimat(KonteksDokumen(konsolidasi(catatan=catatan), 1), "LURAH.01")
    assert kalimat.endswith(
        "Faktor pendukung: Petugas lengkap (Kelurahan Satu). Kendala yang dihadapi: Data terlambat (Kelurahan Satu dan "
        "Kelurahan Dua). Rencana tindak lanjut: Bimbingan teknis (Kelurahan Dua)."
    )


@pytest.mark.parametrize(
    ("selesai", "harapan"),
    [
        (17, "Capaian ini sama dengan capaian tahun 2023 (106,25 %)."),
        (16, "Dibandingkan dengan capaian tahun 2023 (100 %), capaian ini naik 6,25 poin persen."),
        (18, "Dibandingkan dengan capaian tahun 2023 (112,50 %), capaian ini turun 6,25 poin persen."),
    ],
)
def test_tahun_lalu(selesai: int, harapan: str) -> None:
    """Compared with the year before where it is known, which says on how many units it stood itself."""
    lalu = {"1001": {f"LURAH_01__{v}__{t}": n for t in (1, 2, 3, 4) for v, n in (("selesai", selesai), ("masuk", 20))}}
    katalog = katalog_kecil(2023)
    target = tuple(t.model_copy(update={"tahun": 80}) for t in katalog.target)
    ktk = KonteksDokumen(konsolidasi(), 1, tahun_lalu=konsolidasi(lalu, katalog=replace(katalog, target=target)))
    assert f"{harapan} Angka tahun 2023 mencakup 1 dari 3 unit." in _kalimat(ktk, "LURAH.01")
    baris = isi_tabel(baca(dokumen_lkjip(ktk)))
    assert baris[0][4:6] == ["Target 2023", "Capaian 2023 (%)"]
    assert baris[2][4] == "80"


def test_sebagian_unit_disebut() -> None:
    """The introduction says how many units have reported and which have not."""
    kalimat = kalimat_instansi(KonteksDokumen(konsolidasi(), 1))
    assert kalimat[1].startswith(
        "Baru 2 dari 4 unit yang laporannya diterima; yang belum: Sekretariat dan Kelurahan Tiga."
    )
    # (100 capped + 75) / 2
    assert "adalah 87,50 % dengan predikat Tinggi" in kalimat[0]
    assert "dari 2 indikator yang sudah dapat dihitung, dari seluruhnya 6" in kalimat[0]


def test_tanpa_laporan() -> None:
    """Without a single return there is a document that says so."""
    ktk = KonteksDokumen(konsolidasi({}), 1)
    assert kalimat_instansi(ktk)[0].endswith("belum ada satu pun indikator yang isiannya lengkap.")
    assert len(isi_tabel(baca(dokumen_lkjip(ktk)))) == 7


def test_sasaran() -> None:
    """Of several indikator it is counted how many met their target; a single one is named."""
    ktk = KonteksDokumen(konsolidasi(), 1)
    semua = list(ktk.konsolidasi.hasil.values())
    assert kalimat_sasaran(ktk, semua) == (
        "Sasaran ini diukur dengan 6 indikator. Sampai dengan triwulan I tahun 2024, 1 indikator mencapai target, "
        "1 indikator belum mencapai target dan 4 indikator belum dapat dihitung."
    )
    assert kalimat_sasaran(ktk, semua[:1]).endswith("yaitu Jumlah dokumen yang tersusun.")


def test_susunan_dokumen() -> None:
    """Title, a heading for each sasaran, and the table of the contract on turned pages of the same paper."""
    dokumen = baca(dokumen_lkjip(KonteksDokumen(konsolidasi(), 1, "A4")))
    assert teks(dokumen)[0] == "LAPORAN KINERJA INSTANSI PEMERINTAH\nKECAMATAN CONTOH KOTA CONTOH\nTAHUN 2024"
    assert len(bergaya(dokumen, "Heading 2")) == 1
    assert len(bergaya(dokumen, "Heading 3")) == 6
    tegak, rebah = dokumen.sections
    assert (tegak.page_width, tegak.page_height) == (rebah.page_height, rebah.page_width)
    baris = isi_tabel(dokumen)
    assert baris[0] == [
        "No",
        "Sasaran",
        "Indikator",
        "Satuan",
        "Target 2023",
        "Capaian 2023 (%)",
        "Target 2024",
        "Realisasi 2024",
        "Capaian (%)",
    ]
    assert baris[2][2:] == ["Persentase berkas selesai", "%", "", "", "80", "85\n(2 dari 3 unit)", "106,25"]


@dataclass(frozen=True)
class _Kolom:
    judul: str
    format: str
    lebar: float


@dataclass(frozen=True)
class _Profil:
    nama: str
    judul: str = "Rencana Aksi"
    baris_judul: tuple[str, ...] = ("RENCANA AKSI TAHUN 2024", "Kecamatan {Contoh}, triwulan II", "")
    tanda_tangan: tuple[str, ...] = ()
    kolom: tuple[_Kolom, ...] = (
        _Kolom("Indikator", "teks", 40),
        _Kolom("Target", "angka", 10),
        _Kolom("Tahun", "bulat", 10),
    )


def test_profil_umum() -> None:
    """Any other profile becomes its table under its title lines, texts as they are and a year without a point."""
    ktk = KonteksDokumen(konsolidasi(), 2)
    dokumen = baca(tulis_dokumen(_Profil("rencana-aksi"), [["=1+1", 1234.5, 2024], ["Dua", None, None]], ktk))
    assert teks(dokumen) == ["RENCANA AKSI TAHUN 2024", "Kecamatan {Contoh}, triwulan II"]
    assert isi_tabel(dokumen) == [["Indikator", "Target", "Tahun"], ["=1+1", "1.234,50", "2024"], ["Dua", "", ""]]


def test_profil_berdokumen_sendiri() -> None:
    """iki and lkjip have documents of their own."""
    ktk = KonteksDokumen(konsolidasi(), 1)
    assert tulis_dokumen(_Profil("lkjip"), [], ktk) == dokumen_lkjip(ktk)
    assert len(baca(tulis_dokumen(_Profil("iki"), [], ktk)).tables) == 3


def test_teks_jahat() -> None:
    """A name with line breaks, tabs and control characters stays one heading."""
    semula = katalog_kecil()
    indikator = tuple(
        Indikator.model_construct(**{**i.model_dump(), "nama": "=cmd|'x'!A1\n\tdua \x07\ud800"})
        for i in semula.indikator
    )
    ktk = KonteksDokumen(konsolidasi(LAPORAN, katalog=replace(semula, indikator=indikator)), 1)
    dokumen = baca(dokumen_lkjip(ktk))
    assert {p.text for p in bergaya(dokumen, "Heading 3")} == {"=cmd|'x'!A1 dua"}


def test_skema_ooxml(tmp_path: Path) -> None:
    """The schema of OOXML, as Office 2010 knows it, finds nothing wrong in either document."""
    paket = pytest.importorskip("openxml_audit", reason="openxml-audit belongs to the extra [test]")
    validator = paket.OpenXmlValidator(file_format=paket.FileFormat.OFFICE_2010)
    berkas = tmp_path / "a.docx"
    for isi in (dokumen_lkjip(KonteksDokumen(konsolidasi(), 1)), dokumen_iki(katalog_kecil())):
        berkas.write_bytes(isi)
        assert [str(c) for c in validator.validate(berkas).errors] == []


@pytest.mark.libreoffice
def test_libreoffice_membukanya() -> None:
    """LibreOffice turns both documents into PDF; Calc alone, without Writer, cannot."""
    program = cari_soffice()
    assert program
    berkas = {"lkjip.docx": dokumen_lkjip(KonteksDokumen(konsolidasi(), 1)), "iki.docx": dokumen_iki(katalog_kecil())}
    hasil = ke_pdf(berkas, program)
    if not hasil:
        pytest.skip("LibreOffice Writer is not installed")
    assert [isi[:5] for isi in hasil.values()] == [b"%PDF-"] * 2
