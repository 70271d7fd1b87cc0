"""Every kind of workbook that ikixl makes, from the finished sample katalog and from a small project on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from ikixl.aturan import Aturan
from ikixl.ekspor import ekspor
from ikixl.gambar_pohon import gambar_pohon
from ikixl.katalog import baca_tabel, muat
from ikixl.katalog.kunci import KunciIsian, kunci_variabel
from ikixl.katalog_excel.tulis import contoh_excel, ke_excel
from ikixl.layout.identitas import buat_stempel
from ikixl.layout.konteks import PengaturanBuku
from ikixl.layout.muatan import MUATAN_KOSONG, Muatan
from ikixl.layout.unit import susun_buku_unit, target_awal
from ikixl.perekapan import rekap
from ikixl.proyek import Proyek
from ikixl.simulasi import simulasi
from ikixl.terbitan.dasar import DasarTerbitan
from ikixl.writer import tulis_buku
from tests.contoh_kecil import KUNCI
from tests.proyek_kecil import WAKTU, proyek_terbit

__all__ = ["PEMBUAT", "buku_kanigaran", "kanigaran"]

_KATALOG = Path(__file__).parents[2] / "sample_data" / "kanigaran"


@cache
def kanigaran() -> DasarTerbitan:
    """The finished sample katalog with default rules, and settings that print on every sheet."""
    pengaturan = PengaturanBuku(kirim_ke="perencanaan@contoh.invalid", batas_kirim="10 hari sesudah triwulan berakhir")
    return DasarTerbitan(muat(_KATALOG), Aturan(), pengaturan)


def buku_kanigaran(unit: str, muatan: Muatan = MUATAN_KOSONG) -> bytes:
    """The workbook that a unit of Kanigaran is issued."""
    dasar = kanigaran()
    stempel = buat_stempel(dasar.identitas(unit, 1), KUNCI)
    return tulis_buku(
        susun_buku_unit(dasar.katalog, unit, dasar.aturan, stempel=stempel, pengaturan=dasar.pengaturan, muatan=muatan)
    )


def _lanjutan(unit: str) -> Muatan:
    """A second triwulan: the first one's targets locked and its inputs too, the later targets changed."""
    awal = target_awal(kanigaran().katalog, unit)
    tetap: dict[KunciIsian, float | str] = {k: n for k, n in awal.items() if k.triwulan == 1}
    for i in kanigaran().katalog.indikator_unit(unit):
        tetap |= {kunci_variabel(i.kode, v.kode, 1): 1.0 for v in kanigaran().katalog.variabel_indikator(i.kode)}
    baru = {k: n + 1 for k, n in awal.items() if k.triwulan > 1 and isinstance(n, float)}
    return Muatan(triwulan=2, tetap=tetap, awal=baru, semula={k: awal[k] for k in baru})


def _proyek(folder: Path) -> Proyek:
    """A small project with returns of two triwulan received."""
    proyek = proyek_terbit(folder)
    simulasi(proyek, triwulan=2)
    rekap(proyek, WAKTU)
    return proyek


def _rekap(folder: Path) -> bytes:
    return next(_proyek(folder).rekap.glob("*.xlsx")).read_bytes()


def _ekspor(folder: Path) -> bytes:
    return ekspor(_proyek(folder), "pengukuran-kinerja", "xlsx")[0].path.read_bytes()


#: How to make one file of each kind, given an empty folder.
PEMBUAT: Mapping[str, Callable[[Path], bytes]] = {
    "unit-kelurahan": lambda _: buku_kanigaran("1001"),
    "unit-sekretariat": lambda _: buku_kanigaran("SEKRETARIAT"),
    "unit-seksi": lambda _: buku_kanigaran("SEKSI-PEM"),
    "jabatan-lurah": lambda _: buku_kanigaran("1001", Muatan(jabatan="LURAH")),
    "jabatan-staf": lambda _: buku_kanigaran("1001", Muatan(jabatan="KEL-KASI-PEL")),
    "lanjut": lambda _: buku_kanigaran("1001", _lanjutan("1001")),
    "katalog": lambda _: ke_excel(baca_tabel(_KATALOG)),
    "katalog-contoh": lambda _: contoh_excel(),
    "pohon": lambda _: gambar_pohon(kanigaran().katalog, "xlsx"),
    "rekap": _rekap,
    "ekspor": _ekspor,
}
