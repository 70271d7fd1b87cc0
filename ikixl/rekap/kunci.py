"""Keys of the rekap's detail sheets and rows, by which the other sheets refer to their figures."""

from __future__ import annotations

from ikixl.konsolidasi import HasilIndikator
from ikixl.layout.buku import Acuan, TautanHidup

__all__ = [
    "GABUNGAN",
    "RINGKASAN",
    "VARIABEL",
    "acuan_rincian",
    "kunci_baris",
    "kunci_lembar",
    "kunci_unit",
    "mewakili",
    "tautan_sekode",
]

#: Stands for "all units together" in row keys, where a unit's code stands otherwise.
GABUNGAN = "*"
#: Sheet keys of Ringkasan and Variabel.
RINGKASAN = "ringkasan"
VARIABEL = "variabel"


def mewakili(h: HasilIndikator) -> str:
    """The unit whose row stands for the instansi's figure of an indikator: the only one, or GABUNGAN."""
    return next(iter(h.per_unit)) if h.tunggal else GABUNGAN


def kunci_unit(unit: str) -> str:
    """Row key in Ringkasan of a unit, or of the instansi (GABUNGAN)."""
    return f"unit@{unit}"


def kunci_lembar(lingkup: str) -> str:
    """Sheet key of the details per triwulan ("tw") or up to each ("sd")."""
    return f"rincian:{lingkup}"


def kunci_baris(indikator: str, unit: str) -> str:
    """Row key of an indikator in a unit, or GABUNGAN."""
    return f"{indikator}@{unit}"


def acuan_rincian(indikator: str, unit: str, kolom: str, lingkup: str = "sd") -> Acuan:
    """One figure of a detail sheet."""
    return Acuan(kunci_baris(indikator, unit), kolom, lembar=kunci_lembar(lingkup))


def tautan_sekode(daftar: Acuan, kiri: str, kanan: str, posisi: Acuan, kode: Acuan) -> TautanHidup:
    """A link that selects all rows of one code, from column `kiri` to `kanan`, for a code that a formula found.

    `daftar` are the codes of the sheet that it leads to, rows of one code together; `posisi` says where the code stands
    in the column `kode`. Where there is none the link leads to the sheet.
    """
    ini = "INDEX({k},{p})"
    baris = f"ROW({{a}})+MATCH({ini},{{d}},0)"
    return TautanHidup(
        daftar.lembar,
        f'IFERROR(ADDRESS({baris}-1,COLUMN({{a}}))&":"&ADDRESS({baris}+COUNTIF({{d}},{ini})-2,COLUMN({{z}})),"B2")',
        {
            "p": posisi,
            "k": kode,
            "d": daftar,
            "a": Acuan(daftar.baris, kiri, lembar=daftar.lembar),
            "z": Acuan(daftar.baris, kanan, lembar=daftar.lembar),
        },
    )
