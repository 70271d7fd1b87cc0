"""The settings of a project, as its ikixl.toml holds them."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ikixl.aturan import SKALA, Aturan
from ikixl.errors import ProyekError
from ikixl.simpan import sebab_os

__all__ = ["PENGATURAN_AWAL", "Pengaturan", "baca_pengaturan"]

#: What a new project gets: every setting with its default, explained.
PENGATURAN_AWAL = """\
# Pengaturan proyek ikixl. Baris yang diawali # hanya keterangan.
# Ubah nilai di kanan tanda sama dengan, lalu simpan. Teks selalu diapit tanda petik.

[proyek]
# Kertas cetak: "F4" (Folio) atau "A4".
kertas = "F4"
# Kapan buku kerja harus kembali; tercetak di lembar Petunjuk.
batas_kirim = "tanggal 5 setelah triwulan berakhir"
# Ke mana buku kerja dikirim, misalnya alamat surel atau nomor WA; tercetak di lembar Petunjuk.
kirim_ke = "sekretaris kecamatan"
# Logo di kop lembar IKI: nama berkas PNG atau JPEG di folder ini, misalnya "logo.png". Kosong: tanpa logo.
logo = ""
# Tahun lalu, untuk rekap, ekspor dan LKjIP: folder proyeknya atau berkas rekapnya, dari folder ini, misalnya
# "../kinerja-2023". Kosong: tanpa tahun lalu. Pilihan --tahun-lalu mendahului setelan ini.
tahun_lalu = ""

[aturan]
# Capaian indikator berarah minimal (makin kecil makin baik): "2T-R" berarti (2 x target - realisasi) / target,
# "T/R" berarti target / realisasi.
minimal = "2T-R"
# Capaian tertinggi yang dihitung dalam rata-rata dan predikat: 100, 110, 120, 150, atau "tanpa".
batas = 100
# Skala predikat.
skala = "umum"
# Cara mengisi realisasi: "triwulan" (angka triwulan itu saja) atau "sampai_dengan" (angka kumulatif).
entri = "triwulan"
"""


@dataclass(frozen=True, slots=True)
class Pengaturan:
    """Settings of a project: paper "F4" or "A4", by when and to whom workbooks return, logo file, where last
    year is (relative to the project), rules of capaian.
    """

    kertas: str = "F4"
    batas_kirim: str = "tanggal 5 setelah triwulan berakhir"
    kirim_ke: str = "sekretaris kecamatan"
    logo: str = ""
    tahun_lalu: str = ""
    aturan: Aturan = field(default_factory=Aturan)


@dataclass(frozen=True, slots=True)
class _Setelan:
    """One key of the file: which values are sound, and how a message lists them."""

    sah: Callable[[object], bool]
    harapan: str


def _pilihan(pilihan: Collection[str | int]) -> _Setelan:
    # By type as well: Python takes true for 1 and 100.0 for 100.
    sah = {(type(p), p) for p in pilihan}
    return _Setelan(
        lambda nilai: isinstance(nilai, str | int) and (type(nilai), nilai) in sah,
        "salah satu dari " + ", ".join(f'"{p}"' if isinstance(p, str) else str(p) for p in pilihan),
    )


_TEKS = _Setelan(lambda nilai: isinstance(nilai, str) and bool(nilai.strip()), "teks yang tidak kosong")

_SETELAN: Mapping[str, Mapping[str, _Setelan]] = {
    "proyek": {
        "kertas": _pilihan(["F4", "A4"]),
        "batas_kirim": _TEKS,
        "kirim_ke": _TEKS,
        "logo": _Setelan(lambda nilai: isinstance(nilai, str), "teks"),
        "tahun_lalu": _Setelan(lambda nilai: isinstance(nilai, str), "teks"),
    },
    "aturan": {
        "minimal": _pilihan(["2T-R", "T/R"]),
        "batas": _pilihan([0, 100, 110, 120, 150, "tanpa"]),
        "skala": _pilihan(list(SKALA)),
        "entri": _pilihan(["triwulan", "sampai_dengan"]),
    },
}


def baca_pengaturan(path: Path) -> Pengaturan:
    """The settings in this file; what is absent has its default, and `batas` 0 or "tanpa" means no cap.

    ProyekError that names line or key if the file is no TOML, holds an unknown key or a value of the wrong kind;
    all wrong keys at once.
    """
    isi = _baca_toml(path)
    salah = list(_salah(isi))
    if salah:
        raise ProyekError(
            f"Pengaturan {path} salah: {'; '.join(salah)}.",
            "Perbaiki berkas itu dengan penyunting teks, atau hapus barisnya agar nilai bawaan dipakai.",
        )
    aturan = dict(isi.get("aturan", {}))
    if aturan.get("batas") in (0, "tanpa"):
        aturan["batas"] = None
    return Pengaturan(**isi.get("proyek", {}), aturan=Aturan(**aturan))


def _baca_toml(path: Path) -> dict[str, Any]:
    try:
        # utf-8-sig: Notepad of older Windows starts every file with a byte order mark.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as galat:
        raise ProyekError(f"Berkas {path} tidak dapat dibaca: {sebab_os(galat)}.") from galat
    except UnicodeDecodeError as galat:
        raise ProyekError(
            f"Berkas {path} bukan teks UTF-8.", "Simpan ulang di penyunting teks dengan pengodean UTF-8."
        ) from galat
    except ValueError as galat:
        letak = re.search(r"line (\d+), column (\d+)", str(galat))
        tempat = f"baris {letak[1]}, kolom {letak[2]}" if letak else "bagian akhirnya"
        raise ProyekError(
            f"Berkas {path} tidak terbaca di {tempat}.",
            'Periksa tanda petik, tanda sama dengan dan kurung sikunya; contoh yang benar: kertas = "F4".',
        ) from galat


def _salah(isi: Mapping[str, Any]) -> Iterator[str]:
    for bagian, nilai in isi.items():
        if bagian not in _SETELAN:
            yield f"bagian [{bagian}] tidak dikenal{_anjuran(bagian, _SETELAN)}"
        elif not isinstance(nilai, dict):
            yield f"{bagian} harus berupa bagian [{bagian}]"
        else:
            yield from _salah_bagian(bagian, nilai)


def _salah_bagian(bagian: str, isi: Mapping[str, Any]) -> Iterator[str]:
    dikenal = _SETELAN[bagian]
    for nama, nilai in isi.items():
        if nama not in dikenal:
            yield f"{nama} di bagian [{bagian}] tidak dikenal{_anjuran(nama, dikenal)}"
        elif not dikenal[nama].sah(nilai):
            yield f"{nama} di bagian [{bagian}] harus {dikenal[nama].harapan}"


def _anjuran(nama: str, dikenal: Collection[str]) -> str:
    mirip = difflib.get_close_matches(nama, dikenal, n=1)
    return f" (maksudnya {mirip[0]}?)" if mirip else f" (yang dikenal: {', '.join(dikenal)})"
