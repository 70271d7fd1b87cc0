"""Units, superiors and codes derived from the names of the jabatan alone."""

from __future__ import annotations

from ikixl.impor.susunan import Blok, Kinerja, Sasaran
from ikixl.impor.tempat import tempatkan


def _blok(nama: str, sumber: str = "", *, iku: bool = False) -> Blok:
    kinerja = Kinerja(Sasaran("Sasaran"), "Jumlah surat", {"sumber_data": sumber}, "baris 1")
    return Blok(nama, "baris 1", iku=iku, kinerja=[kinerja])


KANTOR = [
    _blok("SEKRETARIS KECAMATAN"),
    _blok("Kepala Sub Bagian Umum dan Kepegawaian"),
    _blok("Kasi Pemerintahan"),
    _blok("PRANATA KOMPUTER"),
    _blok("Pengelola Kepegawaian"),
    _blok("Pengadministrasi Data", "Kasi Pemerintahan"),
    _blok("Pengadministrasi Data", "Kasi Pemerintahan"),
    _blok("Analis pada Sub Bagian Umum dan Kepegawaian"),
    _blok("Lurah"),
    _blok("Kasi Pelayanan"),
    _blok("Pengelola Data pada Seksi Pelayanan Kelurahan"),
]


def test_unit_dan_atasan() -> None:
    """Heads make units; staff go where their name, their sumber data or their neighbour says."""
    jabatan, unit, _ = tempatkan(KANTOR, "Kecamatan Socah")
    assert [(j.unit or j.jenis_unit, j.atasan) for j in jabatan] == [
        ("SEKRETARIAT", ""),
        ("SUBBAG-UK", "SEKCAM"),
        ("SEKSI-PEMERI", ""),
        ("SEKSI-PEMERI", "KASI-PEMERI"),
        ("SUBBAG-UK", "KASUBAG-UK"),
        ("SEKSI-PEMERI", "KASI-PEMERI"),
        ("SEKSI-PEMERI", "KASI-PEMERI"),
        ("SUBBAG-UK", "KASUBAG-UK"),
        ("kelurahan", ""),
        ("kelurahan", "LURAH"),
        ("kelurahan", "LURAH"),
    ]
    assert {u["kode"]: u["induk"] for u in unit} == {
        "SEKRETARIAT": "",
        "SUBBAG-UK": "SEKRETARIAT",
        "SEKSI-PEMERI": "",
        "KELURAHAN": "",
    }


def test_kode_unik_dan_kembar() -> None:
    """Codes are short and unique; the second of one name is marked as its twin."""
    jabatan, _, temuan = tempatkan(KANTOR, "Kecamatan Socah")
    kode = [j.kode for j in jabatan]
    assert len(set(kode)) == len(kode)
    assert max(map(len, kode)) <= 30
    assert [j.kembar for j in jabatan if j.kembar] == [kode[5]]
    assert {t.kode for t in temuan} == {"IMPOR-10", "IMPOR-18", "IMPOR-19"}


def test_tabel_tanpa_nama() -> None:
    """An IKU table without a name is the camat's; any other gets a name that asks to be replaced."""
    jabatan, unit, temuan = tempatkan([_blok("", iku=True), _blok("")], "Kecamatan Socah")
    assert [j.nama for j in jabatan] == ["Camat", "Jabatan 2 (nama belum diketahui)"]
    assert unit[0]["nama"] == "Kecamatan Socah"
    assert [t.kode for t in temuan].count("IMPOR-02") == 2
