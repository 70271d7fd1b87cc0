"""A small katalog in which lint finds nothing, and a way to change it."""

from __future__ import annotations

from pathlib import Path

from ikixl.katalog import baca_tabel, periksa
from ikixl.lint import lint
from ikixl.temuan import Temuan

__all__ = ["BERSIH", "temuan_lint"]

BERSIH = {
    "instansi": """\
kunci,nilai
nama,Kecamatan Mawar
kabupaten_kota,Kabupaten Melati
kode_wilayah,35.74.04
tahun,2024
nomor_sk,188/12/2024
tanggal_sk,2024-01-24
nomor_lampiran,188/12/2024
tanggal_lampiran,24 Januari 2024
tahun_lampiran,2021-2026
pejabat,"ANI, S.H."
nip,197001031995031001
""",
    "unit": """\
kode,nama,jenis,induk
KEC,Kecamatan,kecamatan,
SEK,Sekretariat,sekretariat,
SUBBAG,Subbagian Umum,subbagian,SEK
SEKSI,Seksi Pelayanan,seksi,
""",
    "jabatan": """\
kode,urutan,nama,jenis_unit,unit,atasan,kembar
CAMAT,1,Camat Mawar,,KEC,,
SEKCAM,2,Sekretaris Kecamatan,,SEK,CAMAT,
KASUBAG,3,Kepala Sub Bagian Umum,,SUBBAG,SEKCAM,
STAF,4,Pengadministrasi Umum,,SUBBAG,KASUBAG,
KASI,5,Kepala Seksi Pelayanan,,SEKSI,CAMAT,
""",
    "uraian": """\
jabatan,jenis,urutan,teks
SEKCAM,tugas,1,Membantu camat dalam urusan Kecamatan Mawar
""",
    "indikator": """\
kode,jabatan,urutan,sasaran,nama,rumus,satuan,periode,penjelasan,sumber_data,bobot
PUAS,CAMAT,1,Pelayanan baik,Nilai Survei Kepuasan,ikm,nilai,tahunan,Hasil survei setiap tahun,Laporan survei,
DOK,SEKCAM,1,Tertib administrasi,Jumlah dokumen pegawai,"jumlah(sop, spp)",dokumen,triwulan,SOP dan SPP,Berkas SOP,
SURAT,SEKCAM,2,Tertib persuratan,Jumlah surat keluar,surat,surat,triwulan,Jumlah surat keluar,Buku agenda,
ARSIP,KASUBAG,1,Arsip tertata,Jumlah surat yang diarsipkan,surat,surat,triwulan,Surat yang diarsipkan,Buku arsip,
BERKAS,STAF,1,Surat tercatat,Jumlah surat keluar yang dicatat,surat,surat,triwulan,Surat keluar di 12 desa,Buku agenda,
LAYAN,KASI,1,Layanan,Persentase berkas tepat waktu,"persen(tepat, masuk)",%,triwulan,Tepat waktu dibagi masuk,Register,
DESA,KASI,2,Desa terlayani,Jumlah desa yang dikunjungi,desa,desa,triwulan,Kunjungan ke 12 desa,Laporan kunjungan,
""",
    "variabel": """\
indikator,kode,urutan,nama,satuan,isian,gabung_waktu,gabung_unit,acuan
PUAS,ikm,1,Nilai survei,nilai,desimal,akhir,rata,
DOK,sop,1,Dokumen SOP,dokumen,centang,maks,jumlah,
DOK,spp,2,Dokumen SPP,dokumen,centang,maks,jumlah,
SURAT,surat,1,Surat keluar,surat,bulat,jumlah,jumlah,ARSIP
ARSIP,surat,1,Surat keluar yang diarsipkan,surat,bulat,jumlah,jumlah,BERKAS/surat
BERKAS,surat,1,Surat keluar yang dicatat,surat,bulat,jumlah,jumlah,
LAYAN,tepat,1,Berkas selesai tepat waktu,berkas,bulat,jumlah,jumlah,
LAYAN,masuk,2,Berkas masuk,berkas,bulat,jumlah,jumlah,
DESA,desa,1,Desa yang dikunjungi,desa,bulat,jumlah,jumlah,
""",
    "target": """\
indikator,unit,tw1,tw2,tw3,tw4,tahun,sumber
PUAS,,,,,85,85,keputusan
DOK,,1,1,2,2,2,keputusan
SURAT,,5,5,5,5,20,keputusan
ARSIP,,5,5,5,5,20,keputusan
BERKAS,,5,5,5,5,20,
LAYAN,,80,80,85,90,90,
DESA,,3,3,3,3,12,
""",
}


def temuan_lint(folder: Path, *gantian: tuple[str, str, str]) -> list[Temuan]:
    """What lint finds after replacing texts: (table, old, new), where old stands exactly once."""
    tabel = dict(BERSIH)
    for nama, lama, baru in gantian:
        assert tabel[nama].count(lama) == 1, f"{lama!r} must stand once in {nama}"
        tabel[nama] = tabel[nama].replace(lama, baru)
    folder.mkdir(exist_ok=True)
    for nama, teks in tabel.items():
        (folder / f"{nama}.csv").write_text(teks, encoding="utf-8", newline="")
    mentah = baca_tabel(folder)
    katalog, cacat = periksa(mentah)
    assert katalog is not None, [(t.kode, t.sel, t.pesan) for t in cacat]
    return lint(katalog, mentah)
