"""The files beside a large rekap as Parquet, where pyarrow is installed (extra `parquet`): for programs, not people.

Same rows and columns as the CSV; numbers are numbers, what is blank or "tidak dihitung" is null.
"""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable
from pathlib import Path

__all__ = ["JENIS_PARQUET", "parquet_tersedia", "tulis_parquet"]

#: The kinds of file that are written as Parquet as well.
JENIS_PARQUET = ("data", "variabel", "rincian")
_BULAT = ("tahun", "triwulan", "isian_")
_PECAHAN = ("nilai", "tw", "sd", "target_", "realisasi_", "capaian_")
# Bytes of CSV that become one group of rows.
_POTONG = 8 << 20


def parquet_tersedia() -> bool:
    """Whether pyarrow is installed."""
    return importlib.util.find_spec("pyarrow") is not None


class _Aliran(io.RawIOBase):
    """A file that hands on what is written to it."""

    def __init__(self, tulis: Callable[[bytes], object]) -> None:
        super().__init__()
        self._tulis = tulis

    def writable(self) -> bool:
        return True

    def write(self, isi: object) -> int:
        data = bytes(isi)  # type: ignore[call-overload]  # any buffer
        self._tulis(data)
        return len(data)


def tulis_parquet(asal: Path, tulis: Callable[[bytes], object]) -> None:
    """Give the CSV file `asal` to `tulis` as Parquet, piece by piece."""
    import pyarrow as pa
    from pyarrow import csv, parquet

    with asal.open(encoding="utf-8-sig", newline="") as berkas:
        kolom = berkas.readline().strip().split(";")
    jenis = {
        k: pa.int32() if k.startswith(_BULAT) else pa.float64() if k.startswith(_PECAHAN) else pa.string()
        for k in kolom
    }
    baris = csv.open_csv(
        asal,
        read_options=csv.ReadOptions(use_threads=False, block_size=_POTONG),
        parse_options=csv.ParseOptions(delimiter=";", newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=jenis, null_values=["", "tidak dihitung"], strings_can_be_null=False, decimal_point=","
        ),
    )
    with parquet.ParquetWriter(pa.PythonFile(_Aliran(tulis), mode="w"), baris.schema, compression="zstd") as keluar:
        for potong in baris:
            keluar.write_batch(potong)
