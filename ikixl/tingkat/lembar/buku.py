"""The rekap workbook of a level as a whole."""

from __future__ import annotations

from dataclasses import asdict

from ikixl.layout.buku import Buku
from ikixl.rekap.dasar import susun_dasar
from ikixl.tingkat.lembar.daftar import susun_penggabungan, susun_sumber, susun_temuan, susun_unit
from ikixl.tingkat.lembar.data import susun_data, susun_variabel
from ikixl.tingkat.lembar.konteks import KonteksTingkat
from ikixl.tingkat.lembar.matriks import susun_matriks
from ikixl.tingkat.lembar.rincian import susun_rincian
from ikixl.tingkat.lembar.ringkasan import RINGKASAN, susun_ringkasan

__all__ = ["isi_dasar_tingkat", "susun_buku_tingkat"]


def susun_buku_tingkat(ktk: KonteksTingkat) -> Buku:
    """Describe the rekap workbook of a level: what it says, the details, its sources, and what all stands on."""
    return Buku(
        judul=f"Rekap gabungan kinerja {ktk.tingkat.nama} {ktk.tingkat.tahun}",
        lembar=(
            susun_ringkasan(ktk),
            susun_matriks(ktk),
            susun_unit(ktk),
            susun_penggabungan(ktk),
            susun_rincian(ktk, "sd"),
            susun_rincian(ktk, "tw"),
            susun_sumber(ktk),
            susun_temuan(ktk),
            susun_variabel(ktk),
            susun_data(ktk),
            susun_dasar(isi_dasar_tingkat(ktk)),
        ),
        aktif=RINGKASAN,
    )


def isi_dasar_tingkat(ktk: KonteksTingkat) -> dict[str, object]:
    """What a level stands on beside its numbers: members, and the definition of every indikator."""
    tk = ktk.tingkat
    return {
        "tingkat": tk.tingkat,
        "nama": tk.nama,
        "tahun": tk.tahun,
        "triwulan": ktk.triwulan,
        "aturan": asdict(tk.aturan),
        "anggota": [
            {
                "kode": a.kode,
                "nama": a.nama,
                "wilayah": a.wilayah,
                "tingkat": a.tingkat,
                "tahun": a.tahun,
                "isi": sorted(a.isi),
            }
            for a in tk.anggota
        ],
        "indikator": [
            {
                "kunci": i.kunci,
                "indikator": i.definisi.indikator.model_dump(),
                "variabel": [v.model_dump() for v in i.definisi.variabel],
                "jabatan": i.definisi.jabatan,
                "anggota": list(i.angka),
            }
            for i in tk.indikator
        ],
    }
