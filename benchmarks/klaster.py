"""The same returns read in one process, in a pool of two, and on a Dask cluster of two on this machine."""

from __future__ import annotations

import importlib.util
import tempfile
from functools import partial
from pathlib import Path

from benchmarks import data
from benchmarks.ukuran import Baris, bandingkan
from ikixl.engine import KLASTER_LOKAL, Mesin
from ikixl.penerimaan.terima import periksa
from ikixl.proyek import Proyek

__all__ = ["ukur"]

# "At most 1.3 times the time" as the least ratio of the pool's time to the cluster's.
_SASARAN = 1 / 1.3


def ukur(penuh: bool) -> list[Baris]:
    """A line for a cluster of two against a pool of two, which is the goal, and against a single process.

    The cluster is up already, as one of a ministry would be; what starting it takes is a line of its own. All three
    must come to the same results, byte for byte.
    """
    banyak, ulang = (2000, 3) if penuh else (100, 2)
    if importlib.util.find_spec("distributed") is None:
        return []
    with tempfile.TemporaryDirectory() as folder, Mesin(2, KLASTER_LOKAL) as klaster:
        proyek = data.proyek_dengan_kiriman(Path(folder, "proyek"), banyak)
        satu, kumpulan = Mesin(1), Mesin(2, sabar=0)
        hasil = [_baca(proyek, m, banyak) for m in (satu, kumpulan, klaster)]
        assert hasil[0] == hasil[1] == hasil[2], "the engines do not come to the same results"
        return [
            *bandingkan(
                f"periksa {banyak} kiriman di klaster Dask 2 pekerja",
                partial(_baca, proyek, klaster, banyak),
                {
                    "kumpulan 2 proses": (partial(_baca, proyek, kumpulan, banyak), _SASARAN),
                    "satu proses": (partial(_baca, proyek, satu, banyak), None),
                },
                ulang,
            ),
            *bandingkan(
                "menghidupkan 2 proses",
                partial(_hidupkan, ""),
                {"klaster Dask": (partial(_hidupkan, KLASTER_LOKAL), None)},
                ulang,
            ),
        ]


def _baca(proyek: Proyek, mesin: Mesin, banyak: int) -> list[object]:
    hasil = [h.ke_json() for h in periksa(proyek, list(data.berkas_masuk(proyek)), mesin=mesin)]
    assert len(hasil) == banyak
    return list(hasil)


def _hidupkan(alamat: str) -> None:
    with Mesin(2, alamat, sabar=0) as mesin:
        assert len(list(mesin.petakan(_tidak_apa, range(4), int))) == 4


def _tidak_apa(_bekal: int, n: int) -> int:
    return n
