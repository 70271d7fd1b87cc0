"""The invented kelurahan whose workbooks the guides show: every kind of input, on tables small enough for a picture."""

from __future__ import annotations

from ikixl.katalog.kunci import KunciIsian, kunci_bukti, kunci_catatan, kunci_variabel
from ikixl.katalog.model import Indikator, Instansi, Jabatan, Katalog, Target, Unit, Uraian, Variabel

__all__ = ["UNIT", "catatan", "katalog_mawar", "realisasi"]

#: Code of the one unit.
UNIT = "MAWAR"

_LURAH = "Lurah"
_SEKLUR = "Sekretaris Kelurahan"

# Inputs by indikator and variabel, triwulan I to III: Ya and Tidak as 1 and 0, percent in percent points.
_REALISASI = {
    ("LURAH.01", "tepat"): (46, 51, 55),
    ("LURAH.01", "masuk"): (50, 54, 58),
    ("LURAH.02", "kegiatan"): (6, 7, 6),
    ("LURAH.03", "kejadian"): (None, 4, None),
    ("SEKLUR.01", "indeks"): (84.2, 85.7, 86.1),
    ("SEKLUR.02", "serapan"): (18, 44, 71),
    ("SEKLUR.03", "profil"): (1, 1, 1),
    ("SEKLUR.03", "penduduk"): (0, 1, 1),
}


def katalog_mawar() -> Katalog:
    """One kelurahan with two jabatan: ratio, count, minimal by semester, decimal, percent and a checklist."""
    return Katalog(
        instansi=Instansi(
            nama="Kecamatan Contoh",
            kabupaten_kota="Kota Contoh",
            kode_wilayah="99.99.01",
            tahun=2026,
            jabatan_pejabat="Camat Contoh",
            kota="Contoh",
        ),
        unit=(Unit(kode=UNIT, nama="Kelurahan Mawar", jenis="kelurahan"),),
        jabatan=(
            Jabatan(kode="LURAH", urutan=1, nama=_LURAH, unit=UNIT),
            Jabatan(kode="SEKLUR", urutan=2, nama=_SEKLUR, unit=UNIT, atasan="LURAH"),
        ),
        uraian=(
            Uraian(jabatan="LURAH", jenis="tugas", urutan=1, teks="Memimpin penyelenggaraan pelayanan di kelurahan."),
            Uraian(jabatan="SEKLUR", jenis="tugas", urutan=1, teks="Mengelola administrasi kelurahan."),
        ),
        indikator=(
            _indikator("LURAH.01", "persen(tepat, masuk)", "%", "Persentase surat yang selesai tepat waktu"),
            _indikator("LURAH.02", "kegiatan", "kegiatan", "Jumlah kegiatan kemasyarakatan yang difasilitasi"),
            _indikator(
                "LURAH.03", "kejadian", "kejadian", "Jumlah gangguan ketertiban", arah="minimal", periode="semester"
            ),
            _indikator("SEKLUR.01", "indeks", "indeks", "Indeks kepuasan masyarakat"),
            _indikator("SEKLUR.02", "serapan", "%", "Persentase serapan anggaran"),
            _indikator("SEKLUR.03", "jumlah(profil, penduduk)", "dokumen", "Jumlah dokumen yang tersusun"),
        ),
        variabel=(
            _variabel("LURAH.01", "tepat", 1, "Surat selesai tepat waktu", satuan="surat"),
            _variabel("LURAH.01", "masuk", 2, "Surat yang dimohon", satuan="surat"),
            _variabel("LURAH.02", "kegiatan", 1, "Kegiatan yang difasilitasi", satuan="kegiatan"),
            _variabel("LURAH.03", "kejadian", 1, "Gangguan ketertiban", satuan="kejadian"),
            _variabel("SEKLUR.01", "indeks", 1, "Nilai indeks", satuan="indeks", isian="desimal", gabung_waktu="akhir"),
            _variabel("SEKLUR.02", "serapan", 1, "Serapan anggaran", satuan="%", isian="persen", gabung_waktu="akhir"),
            _dokumen("profil", 1, "Profil kelurahan"),
            _dokumen("penduduk", 2, "Laporan kependudukan"),
        ),
        target=(
            Target(indikator="LURAH.01", tw1=90, tw2=90, tw3=95, tw4=95, tahun=93),
            Target(indikator="LURAH.02", tw1=6, tw2=6, tw3=6, tw4=6, tahun=24),
            Target(indikator="LURAH.03", tw2=5, tw4=5, tahun=10),
            Target(indikator="SEKLUR.01", tw1=85, tw2=85, tw3=86, tw4=86, tahun=86),
            Target(indikator="SEKLUR.02", tw1=20, tw2=45, tw3=70, tw4=95, tahun=95),
            Target(indikator="SEKLUR.03", tw1=1, tw2=2, tw3=2, tw4=2, tahun=2),
        ),
    )


def realisasi(triwulan: int) -> dict[KunciIsian, float | str]:
    """Sound inputs of all that is asked up to a triwulan (1 to 3)."""
    return {
        kunci_variabel(indikator, variabel, t): float(nilai)
        for (indikator, variabel), semua in _REALISASI.items()
        for t, nilai in enumerate(semua[:triwulan], start=1)
        if nilai is not None
    }


def catatan() -> dict[KunciIsian, float | str]:
    """Notes of one indikator, and evidence."""
    isi = {
        "kendala": "Dua hari aplikasi pelayanan tidak dapat dibuka.",
        "solusi": "Permohonan dicatat di buku, lalu dimasukkan sesudahnya.",
        "tindak_lanjut": "Menyiapkan formulir kertas di loket.",
        "pic": _SEKLUR,
        "batas_waktu": "30 Juni 2026",
        "tautan_bukti": "Register surat TW I",
        "faktor_pendukung": "Petugas loket lengkap.",
        "faktor_penghambat": "Jaringan internet kota terganggu.",
    }
    return {
        **{kunci_catatan("LURAH.01", nama): teks for nama, teks in isi.items()},
        kunci_bukti("LURAH.01", "tepat"): "Register surat TW I",
        kunci_bukti("SEKLUR.03", "profil"): "Profil 2026",
    }


def _indikator(kode: str, rumus: str, satuan: str, nama: str, **lain: str) -> Indikator:
    jabatan, _, nomor = kode.partition(".")
    sasaran = "Meningkatnya pelayanan kelurahan" if jabatan == "LURAH" else "Tertibnya administrasi kelurahan"
    return Indikator.model_validate(
        {
            "kode": kode,
            "jabatan": jabatan,
            "urutan": int(nomor),
            "sasaran": sasaran,
            "nama": nama,
            "rumus": rumus,
            "satuan": satuan,
            "sumber_data": "Register kelurahan",
            **lain,
        }
    )


def _variabel(indikator: str, kode: str, urutan: int, nama: str, **lain: str) -> Variabel:
    return Variabel.model_validate({"indikator": indikator, "kode": kode, "urutan": urutan, "nama": nama, **lain})


def _dokumen(kode: str, urutan: int, nama: str) -> Variabel:
    return _variabel("SEKLUR.03", kode, urutan, nama, satuan="dokumen", isian="centang", gabung_waktu="maks")
