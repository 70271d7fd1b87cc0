"""Temuan of the kaskade: a superior's figure that differs from what his subordinates report of the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ikixl.aturan import bulat_setengah_menjauh
from ikixl.kaskade import AngkaBawahan, Banding
from ikixl.katalog.kunci import kunci_variabel
from ikixl.konsolidasi import Konsolidasi
from ikixl.temuan import Temuan

__all__ = ["periksa_kaskade"]


def periksa_kaskade(
    konsolidasi: Konsolidasi, banding: Iterable[Banding], nama_berkas: Mapping[str, str] | None = None
) -> list[Temuan]:
    """A temuan (SILANG-02) for each difference, placed at the superior's cell; `nama_berkas` by SHA-256."""
    return [_temuan(konsolidasi, b, nama_berkas or {}) for b in banding if b.beda]


def _temuan(konsolidasi: Konsolidasi, b: Banding, nama_berkas: Mapping[str, str]) -> Temuan:
    katalog = konsolidasi.katalog
    nama = next(v.nama for v in katalog.variabel_indikator(b.indikator) if v.kode == b.variabel)
    # The last cell typed in: a quarter that was not asked has none.
    terakhir = next(
        (
            asal
            for t in range(b.triwulan, 0, -1)
            if (asal := konsolidasi.asal(b.unit, kunci_variabel(b.indikator, b.variabel, t))).nilai is not None
        ),
        konsolidasi.asal(b.unit, kunci_variabel(b.indikator, b.variabel, b.triwulan)),
    )
    rinci = {
        "indikator": b.indikator,
        "variabel": nama,
        "triwulan": b.triwulan,
        "atasan": _tulis(b.atasan),
        "bawahan": _tulis(b.bawahan),
        "rincian": "; ".join(_sebut(a) for a in b.rincian),
    }
    return Temuan("SILANG-02", nama_berkas.get(terakhir.sha256, ""), b.unit, terakhir.lembar, terakhir.sel, rinci)


def _sebut(a: AngkaBawahan) -> str:
    tempat = a.unit[0] if len(a.unit) == 1 else f"{len(a.unit)} unit"
    return f"{a.acuan} di {tempat}: {_tulis(a.nilai)}"


def _tulis(nilai: float | None) -> str:
    if nilai is None:
        return "belum lengkap"
    return f"{bulat_setengah_menjauh(nilai, 2):.2f}".rstrip("0").rstrip(".").replace(".", ",")
