"""The rekap workbook as a whole."""

from __future__ import annotations

from ikixl.layout.buku import Buku
from ikixl.rekap.daftar import susun_status, susun_temuan
from ikixl.rekap.data import susun_data
from ikixl.rekap.konteks import KonteksRekap
from ikixl.rekap.matriks import susun_matriks
from ikixl.rekap.rincian import susun_rincian
from ikixl.rekap.ringkasan import KUNCI, susun_ringkasan
from ikixl.rekap.variabel import susun_variabel

__all__ = ["susun_buku_rekap"]


def susun_buku_rekap(ktk: KonteksRekap) -> Buku:
    """Describe the rekap workbook: Ringkasan, Matriks, details, Status, Temuan, and the data they stand on."""
    instansi = ktk.konsolidasi.katalog.instansi
    return Buku(
        judul=f"Rekap kinerja {instansi.nama} {instansi.tahun}",
        lembar=(
            susun_ringkasan(ktk),
            susun_matriks(ktk),
            susun_rincian(ktk, "sd"),
            susun_rincian(ktk, "tw"),
            susun_status(ktk),
            susun_temuan(ktk),
            susun_variabel(ktk),
            susun_data(ktk),
        ),
        aktif=KUNCI,
    )
