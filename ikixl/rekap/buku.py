"""The rekap workbook as a whole."""

from __future__ import annotations

from ikixl.layout.buku import Buku
from ikixl.rekap.daftar import susun_status, susun_temuan
from ikixl.rekap.dasar import isi_dasar, susun_dasar
from ikixl.rekap.data import susun_data
from ikixl.rekap.data_pembanding import susun_data_pembanding
from ikixl.rekap.jabatan import susun_jabatan
from ikixl.rekap.jejak import susun_jejak
from ikixl.rekap.kaskade import susun_kaskade
from ikixl.rekap.konteks import KonteksRekap
from ikixl.rekap.kunci import RINGKASAN
from ikixl.rekap.matriks import susun_matriks, susun_matriks_triwulan
from ikixl.rekap.perbandingan import susun_perbandingan
from ikixl.rekap.peringkat import susun_peringkat
from ikixl.rekap.rincian import nomor_baris, susun_rincian
from ikixl.rekap.ringkasan import susun_ringkasan
from ikixl.rekap.tren import susun_tren
from ikixl.rekap.variabel import susun_variabel

__all__ = ["susun_buku_rekap"]


def susun_buku_rekap(ktk: KonteksRekap) -> Buku:
    """Describe the rekap workbook: what it says, the details, the returns, and the data that all stands on."""
    instansi = ktk.konsolidasi.katalog.instansi
    sd = susun_rincian(ktk, "sd")
    nomor = nomor_baris(sd)
    return Buku(
        judul=f"Rekap kinerja {instansi.nama} {instansi.tahun}",
        lembar=(
            susun_ringkasan(ktk, nomor),
            susun_peringkat(ktk, nomor),
            susun_tren(ktk),
            susun_jabatan(ktk),
            susun_matriks(ktk),
            susun_matriks_triwulan(ktk),
            susun_kaskade(ktk),
            susun_perbandingan(ktk),
            sd,
            susun_rincian(ktk, "tw"),
            susun_status(ktk),
            susun_temuan(ktk),
            susun_jejak(ktk),
            susun_variabel(ktk),
            susun_data(ktk),
            *((susun_data_pembanding(ktk),) if ktk.pembanding or ktk.ada_renstra else ()),
            susun_dasar(isi_dasar(ktk.konsolidasi, ktk.triwulan)),
        ),
        aktif=RINGKASAN,
    )
