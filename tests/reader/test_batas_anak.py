"""Child processes under limits: how they end, and what Windows is asked for."""

from __future__ import annotations

import ctypes
import json
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ikixl.reader import batas_anak
from ikixl.reader.batas_anak import HasilAnak, jalankan

_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and resource limits of POSIX")


def _jalankan(folder: Path, program: str, masukan: bytes = b"") -> HasilAnak:
    skrip = folder / "skrip.py"
    skrip.write_text(program, encoding="utf-8")
    return jalankan(skrip, ["satu", "dua"], masukan, 30)


def test_jawaban(tmp_path: Path) -> None:
    """The script gets its arguments and its input; its line of JSON and the bytes behind it come back."""
    program = """
import json, sys
data = sys.stdin.buffer.read()
sys.stdout.buffer.write(json.dumps({"argumen": sys.argv[1:], "panjang": len(data)}).encode() + b"\\n\\x00\\n\\xff")
"""
    hasil = _jalankan(tmp_path, program, b"x" * 100_000)
    assert hasil == HasilAnak({"argumen": ["satu", "dua"], "panjang": 100_000}, b"\0\n\xff")


def test_tanpa_impor_sekitar(tmp_path: Path) -> None:
    """Nothing that lies beside the script is imported in place of Python's own modules."""
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    assert _jalankan(tmp_path, "import json; print(json.dumps({'a': 1}))").jawaban == {"a": 1}


@_POSIX
def test_batas_memori(tmp_path: Path) -> None:
    """A child cannot take more memory than it may, and that is what is said of it."""
    assert _jalankan(tmp_path, "bytearray(300 << 20)").sebab == "memori yang diperlukan lebih dari 256 MB"


@_POSIX
def test_batas_waktu_prosesor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A child that computes without end is ended by its limit of processor time."""
    monkeypatch.setattr(batas_anak, "DETIK_PROSESOR", 1)
    assert _jalankan(tmp_path, "while True: pass").sebab == "waktu prosesor yang diperlukan lebih dari 1 detik"


@_POSIX
def test_batas_tulis(tmp_path: Path) -> None:
    """A child cannot fill the disk."""
    program = f"open({str(tmp_path / 'besar')!r}, 'wb').write(bytes(100 << 20))"
    assert _jalankan(tmp_path, program).jawaban is None
    assert (tmp_path / "besar").stat().st_size <= 64 << 20


def test_tidak_dapat_dijalankan(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine that cannot start another process spoils the file, not the run."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "tidak ada"))
    assert "tidak dapat dijalankan" in _jalankan(tmp_path, "").sebab


@pytest.mark.parametrize(
    ("kode", "galat", "sebab"),
    [
        (1, b"Traceback ...\nMemoryError", "memori"),
        (-6, b"memory allocation of 402653184 bytes failed", "memori"),
        (0xC0000409, b"memory allocation of 402653184 bytes failed", "memori"),
        (1, b"pyo3_runtime.PanicException: range end index 4", "panic"),
        (1, b"ValueError: MemoryError", "kesalahan (kode 1)"),
        (-9, b"", "dimatikan paksa"),
        (1816, b"", "waktu prosesor"),
        (0xC0000044, b"", "waktu prosesor"),
        (0xC0000005, b"", "mogok (0xC0000005)"),
        (1, b"", "kesalahan (kode 1)"),
    ],
)
def test_sebab(kode: int, galat: bytes, sebab: str) -> None:
    """Each way in which a process ends is said differently, on Windows too."""
    assert sebab in batas_anak._sebab(kode, galat)


class _Fungsi:
    """A function of a Windows library: remembers its calls, answers what it is told to."""

    def __init__(self, nama: str, jawaban: int, catatan: list[tuple[Any, ...]]) -> None:
        self.nama, self.jawaban, self.catatan = nama, jawaban, catatan
        self.restype: Any = ctypes.c_int
        self.argtypes: tuple[Any, ...] = ()

    def __call__(self, *argumen: Any) -> int:
        # The structure lives only as long as the call, so what it says is kept instead.
        self.catatan.append((self.nama, *[_isi(a) for a in argumen]))
        return self.jawaban


def _isi(argumen: Any) -> Any:
    struktur = getattr(argumen, "_obj", None)
    if not isinstance(struktur, batas_anak._BatasLanjutan):
        return argumen
    return struktur.dasar.bendera, struktur.dasar.waktu_proses, struktur.memori_proses


def _kernel32(**jawaban: int) -> tuple[SimpleNamespace, list[tuple[Any, ...]]]:
    """A stand-in for kernel32 and the list of calls that it gets; the job's handle is wider than 32 bits."""
    catatan: list[tuple[Any, ...]] = []
    bawaan = {
        "SetErrorMode": 0,
        "CreateJobObjectW": 0x1_2345_6789,
        "GetCurrentProcess": 0xFFFF_FFFF_FFFF_FFFF,
        "SetInformationJobObject": 1,
        "AssignProcessToJobObject": 1,
    }
    return SimpleNamespace(**{n: _Fungsi(n, j, catatan) for n, j in (bawaan | jawaban).items()}), catatan


def test_job_windows() -> None:
    """On Windows the process puts itself into a job with its memory, its time and the death of its children."""
    kernel32, catatan = _kernel32()
    assert batas_anak._batasi_windows(kernel32, 512 << 20, 50)
    assert catatan == [
        ("SetErrorMode", 0x3),
        ("CreateJobObjectW", None, None),
        # 64-bit Windows lays the structure out in 144 bytes; time counts in units of 100 ns.
        ("SetInformationJobObject", 0x1_2345_6789, 9, (0x2 | 0x100 | 0x2000, 500_000_000, 512 << 20), 144),
        ("GetCurrentProcess",),
        ("AssignProcessToJobObject", 0x1_2345_6789, 0xFFFF_FFFF_FFFF_FFFF),
    ]
    assert kernel32.CreateJobObjectW.restype is kernel32.GetCurrentProcess.restype is ctypes.c_void_p
    assert kernel32.AssignProcessToJobObject.argtypes == (ctypes.c_void_p, ctypes.c_void_p)


def test_letak_bidang_windows() -> None:
    """The fields stand where winnt.h has them on 64-bit Windows."""
    dasar, lanjutan = batas_anak._BatasDasar, batas_anak._BatasLanjutan
    assert (dasar.bendera.offset, dasar.proses_terbanyak.offset, ctypes.sizeof(dasar)) == (16, 40, 64)
    assert (lanjutan.hitungan_io.offset, lanjutan.memori_proses.offset, ctypes.sizeof(lanjutan)) == (64, 112, 144)


@pytest.mark.parametrize("gagal", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"])
def test_job_ditolak(gagal: str) -> None:
    """A Windows that refuses a job leaves the process unlimited but alive, and says so."""
    kernel32, catatan = _kernel32(**{gagal: 0})
    assert not batas_anak._batasi_windows(kernel32, 1, 1)
    assert catatan[-1][0] == gagal


def test_di_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On Windows the job is asked of kernel32, and no console window opens for the child."""
    kernel32, catatan = _kernel32()
    diminta: dict[str, Any] = {}

    def run(perintah: list[str], **pilihan: Any) -> subprocess.CompletedProcess[bytes]:
        diminta.update(pilihan)
        return subprocess.CompletedProcess(perintah, 0, b"{}\n", b"")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda nama, use_last_error: kernel32, raising=False)
    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 0x08000000, raising=False)
    monkeypatch.setattr(subprocess, "run", run)
    batas_anak.batasi(1, 1)
    assert catatan[-1][0] == "AssignProcessToJobObject"
    assert jalankan(tmp_path, [], b"", 1) == HasilAnak({})
    assert diminta["creationflags"] == 0x08000000


@_POSIX
def test_batas_ditolak(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that refuses one limit still gets the others."""
    import resource

    diminta = []

    def setrlimit(batas: int, nilai: tuple[int, int]) -> None:
        diminta.append((batas, nilai))
        if batas == resource.RLIMIT_AS:
            raise ValueError("not here")

    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    batas_anak.batasi(1 << 20, 7)
    assert diminta == [
        (resource.RLIMIT_AS, (1 << 20, 1 << 20)),
        (resource.RLIMIT_CPU, (7, 9)),
        (resource.RLIMIT_FSIZE, (64 << 20, 64 << 20)),
        (resource.RLIMIT_CORE, (0, 0)),
    ]


@_POSIX
def test_sebagai_skrip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run as a script, the module limits the process first and then runs the script named behind the limits."""
    import resource

    dibatasi: list[int] = []
    monkeypatch.setattr(resource, "setrlimit", lambda batas, nilai: dibatasi.append(batas))
    skrip, keluar = tmp_path / "skrip.py", tmp_path / "keluar.json"
    skrip.write_text(
        "import json, pathlib, sys; pathlib.Path(sys.argv[1]).write_text(json.dumps([__name__, sys.argv]))",
        encoding="utf-8",
    )
    monkeypatch.setattr(sys, "argv", [batas_anak.__file__, "1", "2", str(skrip), str(keluar)])
    runpy.run_path(batas_anak.__file__, run_name="__main__")
    assert len(dibatasi) == 4
    assert json.loads(keluar.read_text()) == ["__main__", [str(skrip), str(keluar)]]


def test_tanpa_ikixl() -> None:
    """Neither half of the child imports ikixl or a foreign parser before it limits itself."""
    folder = Path(batas_anak.__file__).parent
    program = "import sys, runpy; runpy.run_path({!r}); print(*sys.modules)"
    for nama in ("batas_anak.py", "anak.py"):
        selesai = subprocess.run(
            [sys.executable, "-P", "-c", program.format(str(folder / nama))],
            capture_output=True,
            text=True,
            check=True,
        )
        assert not {"ikixl", "python_calamine", "msoffcrypto"} & set(selesai.stdout.split())
