"""A tiny valid katalog as CSV texts, and a way to damage it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

__all__ = ["MINI", "rusak", "tulis"]

MINI: Mapping[str, str] = {
    "instansi": """\
kunci,nilai
nama,Kecamatan Contoh
kabupaten_kota,Kota Contoh
kode_wilayah,35.74.04
tahun,2024
""",
    "unit": """\
kode,nama,jenis,induk,nip
SEK,Sekretariat,sekretariat,,
1001,Kelurahan Satu,kelurahan,,
1002,Kelurahan Dua,kelurahan,,
""",
    "jabatan": """\
kode,urutan,nama,jenis_unit,unit,atasan
SEKCAM,1,Sekretaris,,SEK,
LURAH,2,Lurah,kelurahan,,
PETUGAS,3,Petugas Pelayanan,kelurahan,,LURAH
""",
    "uraian": """\
jabatan,jenis,urutan,teks
LURAH,tugas,1,Memimpin kelurahan
LURAH,fungsi,1,Melayani warga
""",
    "indikator": """\
kode,jabatan,urutan,sasaran,nama,rumus,satuan,arah,bobot,batas_bawah,batas_atas,skala
DOK,SEKCAM,1,Tertib administrasi,Jumlah dokumen,"jumlah(sop, spp)",dokumen,,,,,
LAYANAN,LURAH,1,Layanan baik,Persentase selesai,"persen(selesai, masuk)",%,maksimal,1,,,umum
SUHU,LURAH,2,Ruang layak,Suhu ruang,suhu,derajat,rentang,,20,25,
SURAT,PETUGAS,1,Surat rapi,Jumlah surat,surat,surat,,,,,
""",
    "variabel": """\
indikator,kode,urutan,nama,isian,gabung_waktu,acuan
DOK,sop,1,Dokumen SOP,centang,maks,
DOK,spp,2,Dokumen SPP,centang,maks,
LAYANAN,selesai,1,Berkas selesai,,,SURAT
LAYANAN,masuk,2,Berkas masuk,,,
SUHU,suhu,1,Suhu ruang,desimal,rata,
SURAT,surat,1,Surat masuk,bulat,jumlah,
""",
    "target": """\
indikator,unit,tw1,tw2,tw3,tw4,tahun
DOK,,1,1,2,2,2
LAYANAN,,80,80,85,85,82.5
LAYANAN,1002,70,70,75,75,72.5
""",
}


def tulis(folder: Path, tabel: Mapping[str, str] = MINI) -> Path:
    """Write the texts as CSV files into a folder, which is made; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for nama, teks in tabel.items():
        (folder / f"{nama}.csv").write_text(teks, encoding="utf-8", newline="")
    return folder


def rusak(*gantian: tuple[str, str, str]) -> dict[str, str]:
    """The tiny katalog with texts replaced: (table, old, new), where old must stand there exactly once."""
    hasil = dict(MINI)
    for tabel, lama, baru in gantian:
        assert hasil[tabel].count(lama) == 1, f"{lama!r} must stand once in {tabel}"
        hasil[tabel] = hasil[tabel].replace(lama, baru)
    return hasil
