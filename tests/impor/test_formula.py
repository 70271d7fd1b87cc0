"""Wordings of formulas as decrees print them, and the rumus they mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikixl.impor.bersih import bersihkan
from ikixl.impor.formula import baca_rumus, skala_formula
from ikixl.rumus import parse, variabel

PERSEN = "Persentase surat selesai"
JUMLAH = "Jumlah surat selesai"
SURAT = "persen(surat_selesai, surat_masuk)"
TERBOBOT = "0.6 * nilai_skp + 0.4 * nilai_perilaku"
SEDIA = "persediaan_awal + pengadaan - pemakaian"


@pytest.mark.parametrize(
    ("nama", "formula", "rumus"),
    [
        (PERSEN, r"$\frac{\text{Jumlah surat selesai}}{\text{Jumlah surat masuk}} \times 100\%$", SURAT),
        (PERSEN, "(Jumlah surat selesai dibagi Jumlah surat masuk) dikali 100%", SURAT),
        (PERSEN, "Jumlah surat selesai / Jumlah surat masuk x 100 %", SURAT),
        (PERSEN, "Jumlah surat selesai : Jumlah surat masuk × 100%", SURAT),
        (PERSEN, "Jumlah surat selesai\n_______________ x 100%\nJumlah surat masuk", SURAT),
        (PERSEN, "Jumlah surat selesai x 100%\nJumlah surat masuk", SURAT),
        (PERSEN, "Jumlah surat selesai dibandingkan dengan jumlah surat masuk", SURAT),
        (PERSEN, r"$\frac{\text{Jumlah surat selesai} \times 100}{\text{Jumlah surat masuk}}$", SURAT),
        ("Rasio", "(surat masuk + surat keluar) / jumlah desa x 100%", "persen(surat_masuk + surat_keluar, desa)"),
        ("Rata-rata capaian", "((A selesai / A total) + (B selesai / B total)) : 2 x 100%", "belum"),
        (PERSEN, "Jumlah surat selesai\nJumlah surat masuk\nX 100%", SURAT),
        (PERSEN, "Perbandingan jumlah surat selesai dengan jumlah surat masuk dikali 100%", SURAT),
        ("Persentase serapan", "Realisasi anggaran/Pagu anggaran x 100%", "persen(realisasi_anggaran, pagu_anggaran)"),
        ("Persentase desa", "Jumlah desa/kelurahan yang tertib x 100%", "belum"),
        ("Rata-rata nilai", "(Nilai A + Nilai B)/2", "belum"),
        ("Penurunan kasus", "(Jumlah kasus lalu - jumlah kasus kini) / jumlah kasus lalu x 100%",
         "persen(kasus_lalu - kasus_kini, kasus_lalu)"),
        ("Nilai SKP", "60% nilai SKP + 40% nilai perilaku", TERBOBOT),
        (JUMLAH, "Nilai SKP dikalikan 60% ditambah nilai perilaku kerja dikalikan 40%", TERBOBOT),
        (JUMLAH, "f(x) = Σ surat yang selesai", "surat_selesai"),
        (JUMLAH, "Jumlah surat yang selesai selama 1 (satu) tahun", "surat_selesai"),
        ("Menyusun laporan", "Jumlah laporan yang disusun", "laporan_disusun"),
        ("Jumlah aset", "Jumlah Aset Tetap = KIB A + KIB B + KIB C", "jumlah(kib, kib_2, kib_3)"),
        ("Jumlah persediaan", "Persediaan akhir = Persediaan awal + Pengadaan - Pemakaian", SEDIA),
        ("Jumlah dokumen", "Dokumen meliputi: 1. Renstra 2. Renja 3. RKA", "jumlah(renstra, renja, rka)"),
        ("Jumlah laporan", "Laporan keuangan terdiri dari : LRA, LO dan CALK", "jumlah(lra, lo, calk)"),
        ("Jumlah kegiatan", "- Posyandu\n- PKK", "jumlah(posyandu, pkk)"),
        ("Jumlah koordinasi", "Jumlah koordinasi yang meliputi rapat, surat dan kunjungan", "koordinasi_meliputi"),
        ("Nilai SKM", "Survei kepuasan masyarakat", "nilai_skm"),
        (PERSEN, "_____ x 100%", "belum"),
        (PERSEN, "", "belum"),
        (PERSEN, "sesuai pedoman yang berlaku", "belum"),
        ("Terlaksananya koordinasi", "lihat lampiran", "belum"),
        (JUMLAH, "", "surat_selesai"),
        ("Jumlah peserta", "Pembinaan dilaksanakan di kecamatan diikuti sebanyak 52 orang", "peserta"),
    ],
)  # fmt: skip
def test_bunyi_menjadi_rumus(nama: str, formula: str, rumus: str) -> None:
    """Each wording gives its rumus, over exactly the variabel that it uses."""
    hasil = baca_rumus(nama, bersihkan(formula))
    assert hasil.teks == rumus
    assert set(variabel(parse(hasil.teks))) == {v.kode for v in hasil.variabel}


def test_rasio_terbalik_tetap_seperti_tercetak() -> None:
    """A ratio that looks inverted keeps the order printed."""
    hasil = baca_rumus(PERSEN, "(Jumlah surat masuk ⁄ Jumlah surat selesai) x 100%")
    assert [v.nama for v in hasil.variabel] == ["Jumlah surat masuk", "Jumlah surat selesai"]


def test_garis_miring_di_dalam_kata() -> None:
    """A slash between words is no division."""
    hasil = baca_rumus("Jumlah data", "Jumlah data / dokumen pemerintahan yang tersedia")
    assert hasil.bentuk == "hitung"


def test_daftar_dokumen_dicentang_daftar_kegiatan_dihitung() -> None:
    """Named documents are there or not; named activities are counted."""
    dokumen = baca_rumus("Jumlah dokumen", "meliputi: 1. Renstra 2. Renja")
    kegiatan = baca_rumus("Jumlah kegiatan", "meliputi: 1. Posyandu 2. PKK")
    assert {(v.isian, v.gabung_waktu) for v in dokumen.variabel} == {("centang", "maks")}
    assert {(v.isian, v.gabung_waktu) for v in kegiatan.variabel} == {("bulat", "jumlah")}


def test_nama_yang_didaftar_sebanyak_targetnya() -> None:
    """Things named in the indikator are components where the target counts exactly them."""
    assert baca_rumus("Jumlah dokumen RENJA, LAKIP dan IKM", "", "dokumen", 3).teks == "jumlah(renja, lakip, ikm)"
    assert baca_rumus("Jumlah dokumen RENJA, LAKIP dan IKM", "", "dokumen", 12).bentuk == "hitung"


def test_rumus_kosong_dan_tak_dikenal_dibedakan() -> None:
    """A blank formula and an unread one are reported differently, both as percent where the name says so."""
    kosong, asing = baca_rumus(PERSEN, "x 100%"), baca_rumus(PERSEN, "sesuai pedoman")
    assert (kosong.temuan, asing.temuan) == ("IMPOR-05", "IMPOR-04")
    assert kosong.variabel[0].isian == asing.variabel[0].isian == "persen"
    assert kosong.persen


def test_skala_dari_interval() -> None:
    """Printed intervals name their scale."""
    assert (
        skala_formula("25,00 – 43,75 Tidak Baik 43,76 – 62,50 Kurang 62,51 – 81,25 Baik 81,26 – 100,00") == "skm_lama"
    )
    assert skala_formula("Jumlah surat") == ""


@settings(max_examples=150, deadline=None)
@given(
    st.text("Jumlahsurtdngek ()[]{}/:+-–=x×%0123456789.,;Σ⁄\\$\n_", max_size=80),
    st.sampled_from([PERSEN, JUMLAH, "Nilai SKM", "Terlaksananya rapat", ""]),
)
def test_apa_pun_menjadi_rumus_yang_terbaca(formula: str, nama: str) -> None:
    """Whatever stands in the cell, the rumus parses and uses each of its variabel once."""
    hasil = baca_rumus(nama, bersihkan(formula))
    kode = [v.kode for v in hasil.variabel]
    assert sorted(variabel(parse(hasil.teks))) == sorted(set(kode))
    assert len(kode) == len(set(kode))
