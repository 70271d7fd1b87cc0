"""The workbook of a large rekap as a whole."""

from __future__ import annotations

from ikixl.kaskade import Banding
from ikixl.layout.buku import Buku
from ikixl.rekap.besar.angka import susun_data_indikator, susun_data_unit
from ikixl.rekap.besar.konteks import KonteksBesar
from ikixl.rekap.besar.sebelah import susun_sebelah
from ikixl.rekap.daftar import susun_status, susun_temuan
from ikixl.rekap.dasar import VERSI_BESAR, isi_dasar, susun_dasar
from ikixl.rekap.data_pembanding import susun_data_pembanding
from ikixl.rekap.jabatan import susun_jabatan
from ikixl.rekap.jejak import susun_jejak
from ikixl.rekap.kaskade import susun_kaskade
from ikixl.rekap.kunci import RINGKASAN
from ikixl.rekap.perbandingan import susun_perbandingan
from ikixl.rekap.peringkat import susun_peringkat
from ikixl.rekap.rincian import nomor_baris, susun_rincian
from ikixl.rekap.ringkasan import susun_ringkasan
from ikixl.rekap.tren import susun_tren

__all__ = ["susun_buku_besar", "tergambar"]


def tergambar(ktk: KonteksBesar, b: Banding) -> bool:
    """Whether a comparison stands on figures that the workbook holds: of one holder alone, or of all together."""
    hasil = ktk.konsolidasi.hasil
    sendiri = hasil[b.indikator].tunggal
    return sendiri and all(r.unit == tuple(hasil[r.acuan.indikator].per_unit) for r in b.rincian)


def susun_buku_besar(ktk: KonteksBesar) -> Buku:
    """Describe the workbook: what it says of the instansi and of each unit, and what stands beside it."""
    instansi = ktk.konsolidasi.katalog.instansi
    sd = susun_rincian(ktk, "sd")
    nomor = nomor_baris(sd)
    return Buku(
        judul=f"Rekap kinerja {instansi.nama} {instansi.tahun}",
        lembar=(
            susun_ringkasan(ktk, nomor),
            susun_sebelah(ktk),
            susun_peringkat(ktk, nomor),
            susun_tren(ktk),
            susun_jabatan(ktk),
            susun_kaskade(ktk),
            susun_perbandingan(ktk),
            sd,
            susun_rincian(ktk, "tw"),
            susun_status(ktk),
            susun_temuan(ktk),
            susun_jejak(ktk),
            susun_data_indikator(ktk),
            susun_data_unit(ktk),
            *((susun_data_pembanding(ktk),) if ktk.pembanding or ktk.ada_renstra else ()),
            susun_dasar({**isi_dasar(ktk.konsolidasi, ktk.triwulan), "versi": VERSI_BESAR, "besar": True}),
        ),
        aktif=RINGKASAN,
    )
