"""A katalog small enough to reckon by hand: a sekretariat and three kelurahan, one indikator of each kind."""

from __future__ import annotations

from ikixl.katalog.kunci import KunciIsian, kunci_variabel
from ikixl.katalog.model import Indikator, Instansi, Jabatan, Katalog, Target, Unit, Uraian, Variabel

__all__ = ["KUNCI", "isi_kelurahan", "katalog_kecil"]

#: Secret with which the tests seal their workbooks.
KUNCI = b"kunci untuk pengujian"

_SASARAN = "Meningkatnya pelayanan kelurahan yang cepat dan tepat waktu sesuai standar pelayanan"


def katalog_kecil(tahun: int = 2024) -> Katalog:
    """Sekretariat with a checklist; three kelurahan with ratio, minimal, direct percentage, sum and difference."""
    return Katalog(
        instansi=Instansi(
            nama="Kecamatan Contoh",
            kabupaten_kota="Kota Contoh",
            kode_wilayah="99.99.01",
            tahun=tahun,
            jabatan_pejabat="Camat Contoh",
            kota="Contoh",
        ),
        unit=(
            Unit(kode="SEK", nama="Sekretariat", jenis="sekretariat"),
            Unit(kode="1001", nama="Kelurahan Satu", jenis="kelurahan"),
            Unit(kode="1002", nama="Kelurahan Dua", jenis="kelurahan"),
            Unit(kode="1003", nama="Kelurahan Tiga", jenis="kelurahan"),
        ),
        jabatan=(
            Jabatan(kode="SEKCAM", urutan=1, nama="Sekretaris Kecamatan", unit="SEK"),
            Jabatan(kode="LURAH", urutan=2, nama="Lurah", jenis_unit="kelurahan"),
            Jabatan(kode="SEKLUR", urutan=3, nama="Sekretaris Kelurahan", jenis_unit="kelurahan", atasan="LURAH"),
        ),
        uraian=(Uraian(jabatan="LURAH", jenis="tugas", urutan=1, teks="Memimpin kelurahan."),),
        indikator=(
            _indikator("SEKCAM.01", "jumlah(sop, spp)", "dokumen", nama="Jumlah dokumen yang tersusun"),
            _indikator("LURAH.01", "persen(selesai, masuk)", "%", nama="Persentase berkas selesai"),
            _indikator("LURAH.02", "n", "kejadian", nama="Jumlah gangguan", arah="minimal", periode="semester"),
            _indikator("SEKLUR.01", "p", "%", nama="Tingkat kepuasan"),
            _indikator("SEKLUR.02", "kib_a + kib_b", "barang", nama="Jumlah aset"),
            _indikator("SEKLUR.03", "masuk - keluar", "barang", nama="Sisa barang"),
        ),
        variabel=(
            _variabel("SEKCAM.01", "sop", 1, "Dokumen SOP", isian="centang", gabung_waktu="maks"),
            _variabel("SEKCAM.01", "spp", 2, "Dokumen SPP", isian="centang", gabung_waktu="maks"),
            _variabel("LURAH.01", "selesai", 1, "Berkas selesai"),
            _variabel("LURAH.01", "masuk", 2, "Berkas masuk"),
            _variabel("LURAH.02", "n", 1, "Gangguan"),
            _variabel("SEKLUR.01", "p", 1, "Kepuasan", isian="persen", gabung_waktu="akhir", gabung_unit="rata"),
            _variabel("SEKLUR.02", "kib_a", 1, "KIB A", gabung_waktu="akhir"),
            _variabel("SEKLUR.02", "kib_b", 2, "KIB B", gabung_waktu="akhir"),
            _variabel("SEKLUR.03", "masuk", 1, "Barang masuk", isian="desimal"),
            _variabel("SEKLUR.03", "keluar", 2, "Barang keluar", isian="desimal"),
        ),
        target=(
            Target(indikator="SEKCAM.01", tw1=1, tw2=1, tw3=2, tw4=2, tahun=2),
            Target(indikator="LURAH.01", tw1=80, tw2=80, tw3=90, tw4=90, tahun=85),
            Target(indikator="LURAH.02", tw2=10, tw4=10, tahun=20),
            Target(indikator="SEKLUR.01", tw1=80, tw2=80, tw3=80, tw4=80, tahun=80),
            Target(indikator="SEKLUR.02", tw1=10, tw2=12, tw3=12, tw4=12, tahun=12),
            Target(indikator="SEKLUR.03", tw1=5, tw2=5, tw3=5, tw4=5, tahun=20),
        ),
    )


def _indikator(kode: str, rumus: str, satuan: str, **lain: str) -> Indikator:
    jabatan, _, nomor = kode.partition(".")
    return Indikator.model_validate(
        {
            "kode": kode,
            "jabatan": jabatan,
            "urutan": int(nomor),
            "sasaran": _SASARAN,
            "rumus": rumus,
            "satuan": satuan,
            "penjelasan": "f(x) = Σ",
            "sumber_data": "Register",
            **lain,
        }
    )


def _variabel(indikator: str, kode: str, urutan: int, nama: str, **lain: str) -> Variabel:
    return Variabel.model_validate(
        {"indikator": indikator, "kode": kode, "urutan": urutan, "nama": nama, "satuan": "buah", **lain}
    )


def isi_kelurahan(**nilai: float | str) -> dict[KunciIsian, float | str]:
    """Inputs from names like LURAH_01__selesai__1=8 (indikator, variabel, triwulan)."""
    hasil: dict[KunciIsian, float | str] = {}
    for nama, n in nilai.items():
        indikator, variabel, triwulan = nama.split("__")
        hasil[kunci_variabel(indikator.replace("_", ".", 1), variabel, int(triwulan))] = n
    return hasil
