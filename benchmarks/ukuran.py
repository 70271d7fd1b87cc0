"""Timing: ours and its rivals in alternation in one run, and the lines that come of it."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import forkserver
from typing import Any

__all__ = ["Baris", "bandingkan", "baris", "detik"]

#: A line of benchmarks/hasil.json, with `detik_kita` and `detik_lawan` (medians) besides.
Baris = dict[str, Any]


def detik(kerja: Callable[[], object]) -> float:
    """How long a call takes; garbage and the process that workers are copies of are cleared away first.

    That process would outlive the call that started it, and the next one, like no command, would find it ready.
    """
    gc.collect()
    forkserver._forkserver._stop()  # type: ignore[attr-defined]
    awal = time.perf_counter()
    kerja()
    return time.perf_counter() - awal


def bandingkan(
    kerja: str, kita: Callable[[], object], lawan: Mapping[str, tuple[Callable[[], object], float | None]], ulang: int
) -> list[Baris]:
    """Time ours and each rival by turns, `ulang` rounds of it; one line for each rival.

    `lawan`: name -> (call, goal), the goal as the least ratio of its time to ours, None where it is there to compare
    only. Make sure beforehand that all come to the same numbers; a call has to do its whole work each time.
    """
    waktu_kita: list[float] = []
    waktu: dict[str, list[float]] = {nama: [] for nama in lawan}
    for nomor in range(ulang):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{kerja}: putaran {nomor + 1} dari {ulang} ")
            sys.stderr.flush()
        waktu_kita.append(detik(kita))
        for nama, (panggil, _) in lawan.items():
            waktu[nama].append(detik(panggil))
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    return [baris(kerja, nama, waktu_kita, waktu[nama], sasaran) for nama, (_, sasaran) in lawan.items()]


def baris(kerja: str, lawan: str, kita: Sequence[float], mereka: Sequence[float], sasaran: float | None) -> Baris:
    """One line from measured values (seconds or bytes) of ours and the rival's, round by round; the less the better."""
    per_putaran = [m / k for k, m in zip(kita, mereka, strict=True)]
    return {
        "kerja": kerja,
        "lawan": lawan,
        "rasio": statistics.median(per_putaran),
        "rasio_min": min(per_putaran),
        "rasio_maks": max(per_putaran),
        "sasaran": sasaran,
        "detik_kita": statistics.median(kita),
        "detik_lawan": statistics.median(mereka),
    }
