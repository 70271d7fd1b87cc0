"""A script run in a child process with limits of memory, processor time and duration; both sides of it.

Parsers that are not ours read hostile bytes, and some end the process that they run in. Here that process is a child
that limits itself before it loads any of them. Run as a script ("batas_anak.py MEMORY SECONDS SCRIPT ARGUMENT..."),
this module imports nothing of ikixl, so that it starts quickly and needs no import path.

The limits hold through `resource` where there is one (Linux enforces all of them, macOS not that of memory) and
through a Job Object on Windows. The Windows half follows Microsoft's documentation and is tested with a stand-in
for kernel32 only: it has not yet run on Windows.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import re
import runpy
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

__all__ = ["DETIK_PROSESOR", "MEMORI", "HasilAnak", "batasi", "jalankan", "utama"]

#: Memory that a child may take, in bytes.
MEMORI: Final = 256 << 20
#: Processor time that a child may take, in seconds.
DETIK_PROSESOR: Final = 50
# A file that a child writes: the largest is a copy of one received file.
_BATAS_TULIS: Final = 64 << 20

# What Python and Rust say before they give up for want of memory.
_KEHABISAN_MEMORI: Final = re.compile(rb"^(MemoryError\b|memory allocation of \d+ bytes failed)", re.MULTILINE)
_PANIK: Final = b"PanicException"
# Exit statuses of a process that Windows ended for its processor time: ERROR_NOT_ENOUGH_QUOTA, STATUS_QUOTA_EXCEEDED.
_KUOTA_WINDOWS: Final = (1816, 0xC0000044)
_GALAT_WINDOWS: Final = 0xC0000000

_INFO_BATAS_LANJUTAN: Final = 9
_BATAS_WAKTU: Final = 0x2
_BATAS_MEMORI: Final = 0x100
_MATI_BERSAMA: Final = 0x2000
_TANPA_DIALOG: Final = 0x1 | 0x2


class _BatasDasar(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION; fixed widths, because c_ulong differs between systems."""

    _fields_ = (
        ("waktu_proses", ctypes.c_int64),
        ("waktu_job", ctypes.c_int64),
        ("bendera", ctypes.c_uint32),
        ("kerja_terkecil", ctypes.c_size_t),
        ("kerja_terbesar", ctypes.c_size_t),
        ("proses_terbanyak", ctypes.c_uint32),
        ("afinitas", ctypes.c_size_t),
        ("prioritas", ctypes.c_uint32),
        ("jadwal", ctypes.c_uint32),
    )


class _BatasLanjutan(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("dasar", _BatasDasar),
        ("hitungan_io", ctypes.c_uint64 * 6),
        ("memori_proses", ctypes.c_size_t),
        ("memori_job", ctypes.c_size_t),
        ("puncak_proses", ctypes.c_size_t),
        ("puncak_job", ctypes.c_size_t),
    )


@dataclass(frozen=True, slots=True)
class HasilAnak:
    """What a child answered: a JSON object and the bytes behind it; or None, and why, in Indonesian."""

    jawaban: dict[str, Any] | None
    isi: bytes = b""
    sebab: str = ""


def jalankan(skrip: Path, argumen: list[str], masukan: bytes, batas_detik: float) -> HasilAnak:
    """Run a Python script with `masukan` on its standard input, under the limits of this module.

    The script prints a JSON object on one line, and behind it any bytes. It is stopped after `batas_detik` seconds by
    the clock on the wall. Never raises for what becomes of it.
    """
    tanpa_jendela = 0
    if sys.platform == "win32":
        tanpa_jendela = subprocess.CREATE_NO_WINDOW
    # By path and with -P: works from a checkout and when installed, and nothing beside the script is imported.
    perintah = [sys.executable, "-P", __file__, str(MEMORI), str(DETIK_PROSESOR), str(skrip), *argumen]
    try:
        selesai = subprocess.run(
            perintah,
            input=masukan,
            capture_output=True,
            timeout=batas_detik,
            check=False,
            creationflags=tanpa_jendela,
        )
    except subprocess.TimeoutExpired:
        return HasilAnak(None, sebab=f"tidak selesai dalam {batas_detik:.0f} detik")
    except OSError as salah:
        return HasilAnak(None, sebab=f"proses pembacanya tidak dapat dijalankan ({salah.strerror})")
    if selesai.returncode:
        return HasilAnak(None, sebab=_sebab(selesai.returncode, selesai.stderr))
    kepala, _, isi = selesai.stdout.partition(b"\n")
    try:
        jawaban = json.loads(kepala)
    except ValueError:
        jawaban = None
    if not isinstance(jawaban, dict):
        return HasilAnak(None, sebab="jawaban pembacanya tidak utuh")
    return HasilAnak(jawaban, isi)


def _sebab(kode: int, galat: bytes) -> str:
    """Why a child ended with this status, which is minus the signal's number on POSIX."""
    if _KEHABISAN_MEMORI.search(galat):
        return f"memori yang diperlukan lebih dari {MEMORI >> 20} MB"
    sinyal = next((s.name for s in signal.Signals if s == -kode), "")
    if sinyal == "SIGXCPU" or kode in _KUOTA_WINDOWS:
        return f"waktu prosesor yang diperlukan lebih dari {DETIK_PROSESOR} detik"
    if _PANIK in galat:
        return "pustaka pembacanya menyerah (panic)"
    if sinyal == "SIGKILL":
        return "prosesnya dimatikan paksa dari luar (SIGKILL)"
    if kode < 0:
        return f"prosesnya mogok ({sinyal or f'sinyal {-kode}'})"
    if kode >= _GALAT_WINDOWS:
        return f"prosesnya mogok (0x{kode:08X})"
    return f"prosesnya berakhir dengan kesalahan (kode {kode})"


def batasi(memori: int, detik: int) -> None:
    """Limit this process to `memori` bytes and `detik` seconds of processor time, as far as the system can."""
    if sys.platform == "win32":
        _batasi_windows(ctypes.WinDLL("kernel32", use_last_error=True), memori, detik)
    else:
        _batasi_posix(memori, detik)


def _batasi_posix(memori: int, detik: int) -> None:
    import resource

    for batas, lunak, keras in (
        (resource.RLIMIT_AS, memori, memori),
        # The soft limit first: its signal, unlike the hard one's, says why the process ended.
        (resource.RLIMIT_CPU, detik, detik + 2),
        (resource.RLIMIT_FSIZE, _BATAS_TULIS, _BATAS_TULIS),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        # macOS refuses some limits; those that hold are better than none.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(batas, (lunak, keras))


def _batasi_windows(kernel32: Any, memori: int, detik: int) -> bool:
    """Put this process into a Job Object with the limits; False if Windows refuses.

    The job's only handle stays open until this process ends, and with it whatever it may have started.
    """
    # A crash must end the process, not wait behind a dialog box that nobody sees.
    kernel32.SetErrorMode(_TANPA_DIALOG)
    # Without these ctypes passes handles as 32-bit integers.
    kernel32.CreateJobObjectW.restype = ctypes.c_void_p
    kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    kernel32.SetInformationJobObject.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
    kernel32.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    job = kernel32.CreateJobObjectW(None, None)
    if not job:
        return False
    batas = _BatasLanjutan()
    batas.dasar.bendera = _BATAS_WAKTU | _BATAS_MEMORI | _MATI_BERSAMA
    batas.dasar.waktu_proses = detik * 10_000_000
    batas.memori_proses = memori
    return bool(
        kernel32.SetInformationJobObject(job, _INFO_BATAS_LANJUTAN, ctypes.byref(batas), ctypes.sizeof(batas))
        and kernel32.AssignProcessToJobObject(job, kernel32.GetCurrentProcess())
    )


def utama() -> None:
    """Limit this process as the first two arguments say and run the script named by the third in it."""
    memori, detik, skrip, *argumen = sys.argv[1:]
    batasi(int(memori), int(detik))
    sys.argv = [skrip, *argumen]
    runpy.run_path(skrip, run_name="__main__")


if __name__ == "__main__":
    utama()
